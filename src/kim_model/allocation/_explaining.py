"""The derivations behind the shares of an allocation."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import cast

from kim_model.allocation._proof import level
from kim_model.allocation._sharing import Sharing
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.shares import Adjustment
from kim_model.apportionment.methods import signposts
from kim_model.explain import (
    Derivation,
    StepCut,
    apportioned,
    difference,
    given,
    greatest,
    least,
    product,
    total,
)
from kim_model.values import Citation, Evidence, Fte


class Explanation:
    """Explains shares; what they have in common is derived once.

    Parameters
    ----------
    sharing
        The question that the shares answer.
    figures
        The key.
    """

    def __init__(self, sharing: Sharing, figures: KeyFigures | WeightedKey) -> None:
        self._rule = sharing.rule
        self._sharing = sharing
        self._before_threshold = sharing.shares()
        self._keys = figures.explain(sharing.towns) if sharing.keyed else {}
        taken = [
            given("kept_posts", each.fte, of=each.recipient, citation=self._rule.citation)
            for each in self._rule.kept
        ]
        if self._rule.flat_share:
            taken += [self._flat_share(each) for each in sharing.members]
        whole = given("total", sharing.total)
        self._keyed = difference("by_key", whole, total("beforehand", taken)) if taken else whole

    def share(self, recipient: str, fte: Fte) -> Derivation[Fte]:
        """Return the derivation of a share, down to the counts."""
        rule = self._rule
        if rule.threshold is not None and recipient == rule.threshold.pool and fte:
            funded_from = rule.threshold.least
            small = [each for each, fte in self._before_threshold.items() if fte < funded_from]
            return total("share", [self._funded(each) for each in small], of=recipient)
        if recipient not in self._before_threshold:  # kept, or got by agreement alone: a pool, too
            return given("share", fte, of=recipient, citation=rule.citation if fte else None)
        funded = self._funded(recipient)
        if funded.value == fte:
            return funded
        below = total("below_threshold", [funded], of=recipient)
        return difference("share", funded, below, of=recipient)

    def _funded(self, recipient: str) -> Derivation[Fte]:
        """Return a share before the threshold: what bounds and rounding make of the ideal."""
        flat = self._flat_share(recipient)
        if not self._keys:
            return total("share", [flat], of=recipient)
        parts = [self._keys[ags] for ags in self._sharing.members[recipient]]
        part = parts[0] if len(parts) == 1 else total("key_share", parts, of=recipient)
        by_key = product("ideal", self._keyed, part, of=recipient)
        if self._rule.step is None:
            return self._unrounded(recipient, flat, by_key)
        cut, source = self._cut(recipient, self._rule.step), self._rule.citation
        if not self._rule.flat_share:
            return apportioned("share", by_key, cut, of=recipient, citation=source)
        steps = apportioned("in_steps", by_key, cut, of=recipient, citation=source)
        return total("share", (flat, steps), of=recipient)

    def _unrounded(
        self, recipient: str, flat: Derivation[Fte], by_key: Derivation[Fte]
    ) -> Derivation[Fte]:
        """Return a share at the level of all others, or the bound that it would pass there."""
        claim = by_key
        if self._level != 1:
            level = given("level", self._level, citation=self._rule.citation)
            claim = product("in_proportion", by_key, level, of=recipient)
        if self._rule.flat_share:
            claim = total("ideal", (flat, claim), of=recipient)
        low, high = self._sharing.bounds(recipient)
        if claim.value < low:
            bound = given("lower_bound", low, of=recipient, citation=self._rule.citation)
            return greatest("share", claim, bound, of=recipient)
        if claim.value > high:
            bound = given("upper_bound", high, of=recipient, citation=self._rule.citation)
            return least("share", claim, bound, of=recipient)
        return total("share", [claim], of=recipient)

    @cached_property
    def _level(self) -> Fraction:
        """How much more, or less, than their ideal those get by the key whom no bound binds."""
        return level(self._sharing, self._before_threshold) / self._sharing.per_weight

    def _cut(self, recipient: str, step: Fte) -> StepCut:
        """Return the cut of the certificate, for ideal shares in place of weights."""
        apportionment, certificate = (
            self._sharing.apportionment,
            self._sharing.apportionment.certificate,
        )
        fewest, most = certificate.range(recipient)
        return StepCut(
            method=self._rule.method,
            step=step,
            cut=self._weakest_claim,
            loses_tie=any(
                recipient in tie.keys and recipient not in tie.winners for tie in apportionment.ties
            ),
            least=fewest,
            most=most,
        )

    @cached_property
    def _weakest_claim(self) -> Fraction | None:
        certificate = self._sharing.apportionment.certificate
        divisors = signposts(self._rule.method)
        if certificate.upper is None or divisors is None:
            return certificate.upper  # the claims of largest remainder are by quotas already
        quota_per_weight = self._sharing.per_weight / cast("Fte", self._rule.step).value
        return certificate.upper * quota_per_weight**divisors.power

    def _flat_share(self, recipient: str) -> Derivation[Fte]:
        rule = self._rule
        return given("flat_share", rule.flat_share, of=recipient, citation=rule.citation)


class StatedExplanation:
    """Explains shares that a source states.

    Parameters
    ----------
    posts
        The posts distributed.
    shares
        The shares as stated, before any agreement.
    rest
        The recipient of what is given to nobody by name; None if there is none.
    citation, evidence
        Where they can be read, and how surely they are known.
    """

    def __init__(
        self,
        posts: Fte,
        shares: Mapping[str, Fte],
        rest: str | None,
        citation: Citation | None,
        evidence: Evidence | None,
    ) -> None:
        self._whole = given("total", posts, citation=citation, evidence=evidence)
        self._shares = {
            recipient: given("share", fte, of=recipient, citation=citation, evidence=evidence)
            for recipient, fte in shares.items()
        }
        self._rest = rest

    def share(self, recipient: str, fte: Fte) -> Derivation[Fte]:
        """Return the derivation of a share: stated, what all others leave, or none stated."""
        if recipient not in self._shares:
            return given("share", fte, of=recipient)
        if recipient != self._rest:
            return self._shares[recipient]
        others = [each for name, each in self._shares.items() if name != recipient]
        if not others:
            return total("share", [self._whole], of=recipient)
        return difference("share", self._whole, *others, of=recipient)


def adjusted(
    share: Derivation[Fte], recipient: str, adjustments: Iterable[Adjustment]
) -> Derivation[Fte]:
    """Return the derivation of an agreed share: the computed one and each adjustment."""
    for each in adjustments:
        transfer = given("transfer", each.fte, of=each.reason)
        if recipient == each.giver:
            share = difference("agreed", share, transfer, of=recipient)
        if recipient == each.receiver:
            share = total("agreed", (share, transfer), of=recipient)
    return share
