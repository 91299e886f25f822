"""The derivations behind the shares of an allocation."""

from kim_model.allocation._sharing import Sharing
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.explain import Derivation, difference, given, product, total
from kim_model.values import Fte


class Explanation:
    """Explains shares; what they have in common is derived once.

    Parameters
    ----------
    posts
        The posts distributed.
    sharing
        The question that the shares answer.
    figures
        The key.
    """

    def __init__(self, posts: Fte, sharing: Sharing, figures: KeyFigures | WeightedKey) -> None:
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
        whole = given("total", posts)
        self._keyed = difference("by_key", whole, total("beforehand", taken)) if taken else whole

    def share(self, recipient: str, fte: Fte) -> Derivation[Fte]:
        """Return the derivation of a share, down to the counts."""
        rule = self._rule
        if rule.threshold is not None and recipient == rule.threshold.pool:
            least = rule.threshold.least
            small = [each for each, before in self._before_threshold.items() if before < least]
            return total("share", [self._rounded(each) for each in small], of=recipient)
        if recipient not in self._before_threshold:
            return given("share", fte, of=recipient, citation=rule.citation)
        rounded = self._rounded(recipient)
        if rounded.value == fte:
            return rounded
        below = given("below_threshold", fte - rounded.value, citation=rule.citation)
        return total("share", (rounded, below), of=recipient)

    def _rounded(self, recipient: str) -> Derivation[Fte]:
        """Return a share before the threshold: its ideal, and what bounds and rounding changed."""
        rule, ideal = self._rule, self._ideal(recipient)
        change = self._before_threshold[recipient] - ideal.value
        if rule.step is None:
            changed = given("bounds", change, citation=rule.citation)
        else:
            label, step = f"rounding_{rule.method.value}", str(rule.step)
            changed = given(label, change, of=step, citation=rule.citation)
        return total("share", (ideal, changed), of=recipient)

    def _ideal(self, recipient: str) -> Derivation[Fte]:
        base = self._flat_share(recipient)
        if not self._keys:
            return base
        parts = [self._keys[ags] for ags in self._sharing.members[recipient]]
        part = parts[0] if len(parts) == 1 else total("key_share", parts, of=recipient)
        by_key = product("ideal", self._keyed, part, of=recipient)
        if not self._rule.flat_share:
            return by_key
        return total("ideal", (base, by_key), of=recipient)

    def _flat_share(self, recipient: str) -> Derivation[Fte]:
        rule = self._rule
        return given("flat_share", rule.flat_share, of=recipient, citation=rule.citation)
