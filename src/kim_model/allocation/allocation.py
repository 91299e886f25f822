"""Posts distributed over municipalities: the shares, how they came about, and what is agreed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, Self, TypeVar

from attrs import define, evolve, field

from kim_model._mapping import FrozenMapping
from kim_model.allocation._explaining import Explanation
from kim_model.allocation._sharing import Sharing
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import AllocationRule
from kim_model.allocation.shares import Adjustment, Share, agreed_shares, check_order
from kim_model.apportionment import Apportionment
from kim_model.errors import InvalidTypeError, InvalidValueError, NotFoundError, VerificationError
from kim_model.explain import Derivation, difference, given, total
from kim_model.municipalities import Ags, Municipality
from kim_model.values import Citation, Evidence, ExactNumber, Fte
from kim_model.values._field import NonNegativeFte, RecipientId, checked, frozen_mapping, require

V = TypeVar("V")


def _optional_mapping(previous: Mapping[str, Fte] | None) -> FrozenMapping[str, Fte] | None:
    return None if previous is None else frozen_mapping(previous)


def _shares(shares: Mapping[str, Share]) -> FrozenMapping[str, Share]:
    return frozen_mapping(shares)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Allocation:
    """Posts distributed over recipients (Stellenverteilung), with all that it was computed from.

    `allocate` computes one, `Allocation.from_stated` takes one that a source states.

    Parameters
    ----------
    total
        The posts distributed, in VZÄ.
    shares
        The share per recipient: an AGS, or the id of a pool or of who keeps posts.
    lapsed
        What no recipient gets because it stays below the rule's threshold, in VZÄ.
    adjustments
        What was agreed beside the computed shares, in order.
    municipalities, figures, rule, previous, tie_break
        What the shares were computed from; None or empty where a source states them.
    citation, evidence
        Where stated shares can be read, and how surely they are known.
    """

    total: NonNegativeFte = field(converter=Fte)
    shares: FrozenMapping[RecipientId, Share] = field(converter=_shares)
    lapsed: NonNegativeFte = field(default=Fte(0), converter=Fte)
    adjustments: tuple[Adjustment, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    figures: KeyFigures | WeightedKey | None = None
    rule: AllocationRule | None = None
    previous: FrozenMapping[RecipientId, Fte] | None = field(
        default=None, converter=_optional_mapping
    )
    tie_break: tuple[RecipientId, ...] | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None

    @classmethod
    def from_stated(
        cls,
        total: Fte | ExactNumber,
        shares: Mapping[str, Fte | ExactNumber] | Mapping[Ags, Fte | ExactNumber],
        *,
        rest: str | None = None,
        citation: Citation | None = None,
        evidence: Evidence | None = None,
    ) -> Self:
        """Return an allocation from shares that a source states, without computing them.

        Parameters
        ----------
        total
            The posts distributed, in VZÄ.
        shares
            The share per recipient, in VZÄ, as stated.
        rest
            The id of a line for what the source gives to nobody by name; None if the shares sum to
            the total.
        citation, evidence
            Where they can be read, and how surely they are known.

        Raises
        ------
        InvalidValueError
            If the shares exceed the total, or miss it and there is no line for the rest.

        Examples
        --------
        >>> allocation = Allocation.from_stated(
        ...     "8", {"05978004": "1.19", "05978020": "0.85", "05978008": "0.38"}, rest="übrige"
        ... )
        >>> allocation.shares["übrige"].fte
        Fte('5.58')
        """
        stated: dict[str, Fte] = {recipient: Fte(fte) for recipient, fte in shares.items()}
        missed = Fte(total) - sum(stated.values(), Fte(0))
        if (rest is None and missed) or missed < Fte(0):
            rule = f"is not the sum of the shares, {Fte(total) - missed}"
            raise InvalidValueError("total", Fte(total), rule, "name a line for the rest")
        if rest in stated:
            raise InvalidValueError("rest", rest, "has a stated share already", "name another line")
        if rest is not None:
            stated[rest] = missed
        lines = {recipient: Share(fte=fte) for recipient, fte in stated.items()}
        return cls(total=total, shares=lines, citation=citation, evidence=evidence)

    def adjust(self, *adjustments: Adjustment, new: Sequence[str] = ()) -> Self:
        """Return the allocation with agreed shares beside the computed ones.

        Without adjustments the computed shares are agreed as they are. The total stays.

        Parameters
        ----------
        adjustments
            Transfers, in the order they were agreed; they follow those already made.
        new
            The ids of receivers that have no share yet, such as a Träger, or one that no source
            names. A municipality of the allocation needs no such mention.

        Raises
        ------
        InvalidValueError
            If a giver has no share, or less than it gives; if a receiver has none and is not new,
            or has one in a pool; if the days of agreement do not follow one another.

        Examples
        --------
        >>> from datetime import date
        >>> waiver = Adjustment(
        ...     giver="a", receiver="b", fte="0.5", reason="Verzicht", agreed_on=date(2024, 5, 2)
        ... )
        >>> agreed = Allocation.from_stated("3", {"a": "2", "b": "1"}).adjust(waiver)
        >>> agreed.shares["b"].fte, agreed.shares["b"].agreed
        (Fte('1'), Fte('1.5'))
        """
        require("adjustments", adjustments, tuple[Adjustment, ...])
        if isinstance(new, str):
            raise InvalidTypeError("new", new, "is a text, not several ids", f"write ({new!r},)")
        known = {*self.shares, *(each.ags for each in self.municipalities), *new}
        pools = () if self.rule is None else self.rule.pools
        for index, each in enumerate(adjustments):
            place = f"adjustments[{index}].receiver"
            for pool in pools:
                if each.receiver in pool.members:
                    rule = f"has its share in the pool {pool.id}"
                    raise InvalidValueError(place, each.receiver, rule, "name the pool")
            if each.receiver not in known:
                rule = f"is not one of the recipients {', '.join(self.shares)}"
                raise InvalidValueError(place, each.receiver, rule, "correct it, or name it as new")
        log = (*self.adjustments, *adjustments)
        check_order(log)
        return evolve(self, adjustments=log, shares=agreed_shares(self.shares, log))

    def agreed_by(self, day: date) -> Self:
        """Return the allocation with only what was agreed up to a day.

        Adjustments come in the order they were agreed: the first with a later day, and all after
        it, are left out; one without a day counts as agreed with those before it. Where none
        remain, nothing is agreed.
        """
        log: list[Adjustment] = []
        for each in self.adjustments:
            if each.agreed_on is not None and each.agreed_on > day:
                break
            log.append(each)
        if len(log) == len(self.adjustments):
            return self
        dropped = {each.receiver for each in self.adjustments[len(log) :]}
        added = dropped - {each.receiver for each in log}
        bare = {
            recipient: evolve(share, agreed=None)
            for recipient, share in self.shares.items()
            if share.fte or share.ideal is not None or recipient not in added
        }
        shares = agreed_shares(bare, log) if log else bare
        return evolve(self, adjustments=tuple(log), shares=shares)

    @property
    def apportionment(self) -> Apportionment[str] | None:
        """The apportionment of the steps beyond the flat shares; None where none was needed."""
        if self.rule is None or self.rule.step is None:
            return None
        return self._sharing().apportionment

    def verify(self) -> Literal[True]:
        """Check the shares against the certificate, the key, the rule, the log and the total.

        Raises
        ------
        VerificationError
            If a share does not follow from them, or they do not add up.
        """
        expected, lapsed = self._expected()
        if self.adjustments or any(share.agreed is not None for share in self.shares.values()):
            expected = agreed_shares(expected, self.adjustments)
        for recipient, share in self.shares.items():
            if expected.get(recipient) != share:
                raise VerificationError(
                    f"Allocation.shares[{recipient!r}]: {share} does not follow; "
                    f"it would be {expected.get(recipient)}"
                )
        shared = sum((share.fte for share in self.shares.values()), lapsed)
        if len(expected) != len(self.shares) or (shared, lapsed) != (self.total, self.lapsed):
            raise VerificationError(
                f"Allocation.shares: sum to {shared} with {lapsed} lapsed, not to {self.total}"
            )
        return True

    def _expected(self) -> tuple[Mapping[str, Share], Fte]:
        """Return the shares before any agreement, and what lapses, as they follow or are stated."""
        if self.rule is None:
            shares = self.shares.items()
            return {
                recipient: evolve(share, agreed=None) for recipient, share in shares
            }, self.lapsed
        sharing = self._sharing()
        if self.rule.step is not None:
            sharing.apportionment.verify()
        computed, lapsed = sharing.computed()
        added = {each.receiver: Share(fte=0) for each in self.adjustments}
        return {**added, **computed}, lapsed

    def explain(self, recipient: str) -> Derivation[Fte]:
        """Return the derivation of one computed share, down to the counts (Herleitung).

        The share is its ideal plus what bounds, rounding and threshold gave or took; that this
        difference is the rule's is what `verify` shows.

        Raises
        ------
        NotFoundError
            If there is no such recipient.
        """
        share = self._share(recipient)
        explanation = self._explanation()
        if explanation is None:
            return self._stated(recipient, share)
        return explanation.share(recipient, share.fte)

    def explain_agreed(self, recipient: str) -> Derivation[Fte]:
        """Return the derivation of one agreed share: the computed one and each adjustment.

        Raises
        ------
        NotFoundError
            If there is no such recipient.
        """
        share = self.explain(recipient)
        for each in self.adjustments:
            transfer = given("transfer", each.fte, of=each.reason)
            if recipient == each.giver:
                share = difference("agreed", share, transfer, of=recipient)
            if recipient == each.receiver:
                share = total("agreed", (share, transfer), of=recipient)
        return share

    @property
    def derivation(self) -> Derivation[Fte]:
        """The derivation of the whole total from the shares and what lapsed."""
        explanation = self._explanation()
        parts = [
            self._stated(recipient, share)
            if explanation is None
            else explanation.share(recipient, share.fte)
            for recipient, share in self.shares.items()
        ]
        return total("total", [*parts, given("lapsed", self.lapsed)] if self.lapsed else parts)

    def _stated(self, recipient: str, share: Share) -> Derivation[Fte]:
        return given(
            "share", share.fte, of=recipient, citation=self.citation, evidence=self.evidence
        )

    def split(self, pool: str) -> FrozenMapping[str, Fte]:
        """Return how the members of a pool share its computed share, in proportion, unrounded.

        Raises
        ------
        NotFoundError
            If the rule has no such pool.
        InvalidValueError
            If the members' counts are all zero.
        """
        pools = () if self.rule is None else self.rule.pools
        members = next((each.members for each in pools if each.id == pool), None)
        if members is None or self.figures is None:
            known = ", ".join(each.id for each in pools) or "none"
            raise NotFoundError(f"the rule has no pool {pool!r}; it has {known}")
        sharing = self._sharing()
        weights = self.figures.weights(sharing.towns, sharing.apart)
        weighed = sum(weights[ags] for ags in members)
        if not weighed:
            rule = "is the sum of the members' counts"
            raise InvalidValueError(f"split of {pool}", weighed, rule, "agree on a split instead")
        fte = self._share(pool).fte
        parts: dict[str, Fte] = {ags: fte * Fraction(weights[ags]) / weighed for ags in members}
        return FrozenMapping(parts)

    def _explanation(self) -> Explanation | None:
        """Return what explains the shares; None where a source states them."""
        if self.figures is None or self.rule is None:
            return None
        return Explanation(self.total, self._sharing(), self.figures)

    def _share(self, recipient: str) -> Share:
        if recipient not in self.shares:
            known = ", ".join(self.shares)
            raise NotFoundError(f"the allocation has no recipient {recipient!r}; it has {known}")
        return self.shares[recipient]

    def _sharing(self) -> Sharing:
        if self.figures is None or self.rule is None:
            raise NotFoundError("the shares are stated, not computed")
        return Sharing(
            self.total, self.municipalities, self.figures, self.rule, self.previous, self.tie_break
        )


def allocate(
    total: Fte | ExactNumber,
    municipalities: Iterable[Municipality],
    figures: KeyFigures | WeightedKey,
    rule: AllocationRule,
    *,
    previous: Allocation | None = None,
    tie_break: Sequence[str] | None = None,
) -> Allocation:
    """Distribute posts over municipalities in proportion to a key.

    Parameters
    ----------
    total
        The posts to distribute, in VZÄ; a multiple of the rule's step.
    municipalities
        All municipalities of the district, also those that the rule lets opt out.
    figures
        The key: a count for each municipality that takes part, and for none of another district.
    rule
        The rule.
    previous
        The last allocation, whose shares (as agreed, if they are) the rule's `most_change` limits.
    tie_break
        An order of recipients, such as one drawn by lot, that decides a tie: the first wins.

    Returns
    -------
    Allocation
        Shares that, with what lapses, sum exactly to the total.

    Raises
    ------
    MissingDataError
        Naming the municipalities without a count.
    InvalidValueError
        For counts of other municipalities, and for a total that is not a multiple of the step, or
        too small or too large for the rule's bounds.
    TieError
        If recipients have an equal claim to a step, and no order is given.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> allocation.shares["05162028"].fte, allocation.verify()
    (Fte('0.5'), True)
    """
    posts, towns = Fte(total), tuple(municipalities)
    require("total", posts, NonNegativeFte)
    require("municipalities", towns, tuple[Municipality, ...])
    require("figures", figures, KeyFigures | WeightedKey)
    require("rule", rule, AllocationRule)
    require("previous", previous, Allocation | None)
    earlier = None if previous is None else _before(previous)
    order = None if tie_break is None else tuple(tie_break)
    shares, lapsed = Sharing(posts, towns, figures, rule, earlier, order).computed()
    return Allocation(
        total=posts,
        shares=shares,
        lapsed=lapsed,
        municipalities=towns,
        figures=figures,
        rule=rule,
        previous=earlier,
        tie_break=order,
    )


def _before(previous: Allocation) -> dict[str, Fte]:
    return {
        recipient: share.fte if share.agreed is None else share.agreed
        for recipient, share in previous.shares.items()
    }
