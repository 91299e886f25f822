"""Posts distributed over municipalities: the shares, how they came about, and what is agreed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

import attrs
from attrs import define, evolve, field

from kim_model._mapping import FrozenMapping
from kim_model.allocation._checking import (
    added_up,
    check_key,
    check_lines,
    check_pools,
    check_receivers,
    check_stated,
    receivers,
    with_rest,
)
from kim_model.allocation._explaining import Explanation, StatedExplanation, adjusted
from kim_model.allocation._proof import prove
from kim_model.allocation._sharing import Sharing
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import ONCE_EACH, AllocationRule, Pool
from kim_model.allocation.shares import Adjustment, Adoption, Share, agreed_shares, check_order
from kim_model.apportionment import Apportionment
from kim_model.errors import (
    FieldError,
    InvalidValueError,
    MissingDataError,
    NotFoundError,
    VerificationError,
    listed,
)
from kim_model.explain import Derivation, given, total
from kim_model.municipalities import Ags, Municipality
from kim_model.values import Citation, Evidence, ExactNumber, Fte
from kim_model.values._field import (
    checked,
    converted,
    frozen_mapping,
    require,
    require_each,
    unchecked,
)
from kim_model.values._marks import Name, NonNegativeFte, RecipientId, Unique


def _optional_mapping(mapping: Mapping[str, Any] | None) -> FrozenMapping[str, Any] | None:
    return None if mapping is None else frozen_mapping(mapping)


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
    adoption
        That the shares were agreed as they are, before any adjustment; None if they were not.
    adjustments
        What was agreed beside the shares, in order.
    added
        The recipients that have a share by agreement alone, in the order they got one.
    municipalities
        All municipalities of the district; those whose shares a source states need not be named.
    figures, rule, previous, tie_break
        What the shares were computed from; None where a source states them.
    previous_pools
        Municipalities that had one previous share together: whom it binds only its members tell.
    stated_pools
        Municipalities served by one stated share; those of a rule stand in the rule.
    rest
        The recipient whose share is what a source gives to nobody by name; None if there is none.
    names
        Who a recipient is that is no municipality, such as a Träger, by its id; None if its id
        says so.
    citation, evidence
        Where stated shares can be read, and how surely they are known.

    Raises
    ------
    InvalidValueError
        If the shares do not follow from key and rule, or stated ones do not add up to the total,
        or what is agreed does not follow from adoption and adjustments.
    """

    total: NonNegativeFte = field(converter=Fte)
    shares: FrozenMapping[RecipientId, Share] = field(converter=_shares)
    lapsed: NonNegativeFte = field(default=Fte(0), converter=Fte)
    adoption: Adoption | None = None
    adjustments: tuple[Adjustment, ...] = ()
    added: Annotated[tuple[RecipientId, ...], Unique("a recipient")] = ()
    municipalities: Annotated[tuple[Municipality, ...], ONCE_EACH] = ()
    figures: KeyFigures | WeightedKey | None = None
    rule: AllocationRule | None = None
    previous: FrozenMapping[RecipientId, NonNegativeFte] | None = field(
        default=None, converter=_optional_mapping
    )
    previous_pools: Annotated[tuple[Pool, ...], Unique(by=("id",))] = ()
    tie_break: tuple[RecipientId, ...] | None = None
    stated_pools: Annotated[tuple[Pool, ...], Unique(by=("id",))] = ()
    rest: RecipientId | None = None
    names: FrozenMapping[RecipientId, Name] | None = field(
        default=None, converter=_optional_mapping
    )
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        names = ("lapsed", "previous", "previous_pools", "tie_break")
        computed = {each: getattr(self, each) for each in names}
        stated = {"stated_pools": self.stated_pools, "rest": self.rest}
        check_key(self.figures, self.rule, computed, stated)
        check_stated(self.shares, self.municipalities, self.stated_pools, self.rest)
        check_pools("Allocation.previous_pools", self.previous_pools, self.previous or ())
        self._check_shares(self._question())

    @classmethod
    def from_stated(
        cls,
        total: Fte | ExactNumber,
        shares: Mapping[str, Fte | ExactNumber] | Mapping[Ags, Fte | ExactNumber],
        *,
        rest: str | None = None,
        pools: Iterable[Pool] = (),
        names: Mapping[str, str] | None = None,
        municipalities: Iterable[Municipality] = (),
        citation: Citation | None = None,
        evidence: Evidence | None = None,
    ) -> Self:
        """Return an allocation from shares that a source states, without computing them.

        Parameters
        ----------
        total
            The posts distributed, in VZÄ.
        shares
            The share per recipient, in VZÄ, as stated; that of a pool by the id of the pool.
        rest
            The id of a line for what the source gives to nobody by name; None if the shares sum to
            the total.
        pools
            Municipalities served by one share, with who employs.
        names
            Who a recipient is that is no municipality, by its id.
        municipalities
            The municipalities of the district, for their names; they may receive without having a
            share yet.
        citation, evidence
            Where they can be read, and how surely they are known.

        Raises
        ------
        InvalidValueError
            If the shares exceed the total, or miss it and there is no line for the rest; if a pool
            has no share, or one of its members has one of its own.

        Examples
        --------
        >>> allocation = Allocation.from_stated(
        ...     "8", {"05978004": "1.19", "05978020": "0.85", "05978008": "0.38"}, rest="übrige"
        ... )
        >>> allocation.shares["übrige"].fte
        Fte('5.58')
        """
        posts = converted("total", total, Fte)
        require("rest", rest, RecipientId | None)
        stated = with_rest(posts, converted("shares", shares, frozen_mapping), rest)
        return cls(
            total=posts,
            shares={recipient: Share(fte=fte) for recipient, fte in stated.items()},
            municipalities=require_each("municipalities", municipalities, Municipality),
            stated_pools=require_each("pools", pools, Pool),
            rest=rest,
            names=names or None,
            citation=citation,
            evidence=evidence,
        )

    @property
    def pools(self) -> tuple[Pool, ...]:
        """The pools among the recipients: those of the rule, or those that a source states."""
        return self.stated_pools if self.rule is None else self.rule.pools

    def name(self, recipient: str) -> str:
        """Return who a recipient is: the name of a municipality, the one given, or else its id."""
        require("recipient", recipient, RecipientId)
        towns: dict[str, str] = {each.ags: each.short_name for each in self.municipalities}
        names: Mapping[str, str] = towns if self.names is None else {**self.names, **towns}
        return names.get(recipient, recipient)

    def adjust(
        self, *adjustments: Adjustment, agreed_on: date | None = None, new: Sequence[str] = ()
    ) -> Self:
        """Return the allocation with agreed shares beside the computed ones.

        Without adjustments the shares are agreed as they are. The total stays.

        Parameters
        ----------
        adjustments
            Transfers, in the order they were agreed; they follow those already made.
        agreed_on
            The day on which the shares were agreed as they are, without adjustments, which have
            days of their own; None if unknown.
        new
            The ids of receivers that have no share yet, such as a Träger, or one that no source
            names. One with a name, or a municipality of the allocation, needs no such mention.

        Raises
        ------
        InvalidValueError
            If a giver has no share, or less than it gives; if a receiver has none and is not new,
            or has one in a pool; if the days of agreement do not follow one another; if a day is
            given beside adjustments, or for shares that are agreed already.

        Examples
        --------
        >>> from datetime import date
        >>> waiver = Adjustment(
        ...     giver="a", receiver="b", fte="0.5", reason="Verzicht", agreed_on=date(2024, 5, 2)
        ... )
        >>> stated = Allocation.from_stated("3", {"a": "2", "b": "1"})
        >>> agreed = stated.adjust(agreed_on=date(2024, 4, 15)).adjust(waiver)
        >>> agreed.shares["b"].agreed, agreed.agreed_by(date(2024, 4, 30)).shares["b"].agreed
        (Fte('1.5'), Fte('1'))
        """
        require("adjustments", adjustments, tuple[Adjustment, ...])
        require("agreed_on", agreed_on, date | None)
        added = require_each("new", new, RecipientId)
        if not adjustments:
            return self._adopted(agreed_on)
        if agreed_on is not None:
            rule, remedy = "stands beside adjustments", "give each of them its day"
            raise InvalidValueError("agreed_on", agreed_on, rule, remedy)
        towns = (each.ags for each in self.municipalities)
        known = {*self.shares, *towns, *(self.names or ()), *added}
        check_receivers(adjustments, known, self.shares, self.pools)
        check_order(adjustments, check_order(self._log))
        return self._agreeing(
            self.shares, self.adoption, (*self.adjustments, *adjustments), adjustments
        )

    def _adopted(self, agreed_on: date | None) -> Self:
        if not self._log:
            return self._agreeing(self.shares, Adoption(agreed_on=agreed_on), (), ())
        if agreed_on is not None:
            remedy = "leave it out: what is agreed stays so"
            raise InvalidValueError("agreed_on", agreed_on, "is for what is agreed already", remedy)
        return self

    def agreed_by(self, day: date) -> Self:
        """Return the allocation with only what was agreed up to a day.

        The shares are agreed as they are first, if they are, and adjustments come in the order
        they were agreed: the first of these with a later day, and all after it, are left out; one
        without a day counts as agreed with those before it. Where none remain, nothing is agreed.
        """
        require("day", day, date)
        later = (i for i, each in enumerate(self._log) if (each.agreed_on or day) > day)
        known = self._log[: next(later, None)]
        if len(known) == len(self._log):
            return self
        adjustments = tuple(each for each in known if isinstance(each, Adjustment))
        adoption = self.adoption if known else None
        return self._agreeing(self._before_agreement(), adoption, adjustments, adjustments)

    @property
    def _log(self) -> tuple[Adoption | Adjustment, ...]:
        """All that was agreed, in order."""
        return (*([] if self.adoption is None else [self.adoption]), *self.adjustments)

    def _before_agreement(self) -> dict[str, Share]:
        """Return the shares that are computed or stated, without what is agreed."""
        return {
            recipient: evolve(share, agreed=None)
            for recipient, share in self.shares.items()
            if recipient not in self.added
        }

    def _agreeing(
        self,
        shares: Mapping[str, Share],
        adoption: Adoption | None,
        adjustments: tuple[Adjustment, ...],
        further: tuple[Adjustment, ...],
    ) -> Self:
        """Return it with these adjustments; the shares show them already, but for the further."""
        agreed = agreed_shares(shares, further) if adoption or adjustments else shares
        fields = {each.name: getattr(self, each.name) for each in attrs.fields(type(self))}
        changed = {
            "adoption": adoption,
            "adjustments": adjustments,
            "shares": FrozenMapping(agreed),
            "added": receivers(adjustments, self.shares.keys() - {*self.added}),
        }
        return unchecked(type(self), **fields | changed)  # it follows from one that does

    @property
    def apportionment(self) -> Apportionment[str] | None:
        """The apportionment of the steps beyond the flat shares; None where none was needed."""
        question = self._question()
        return None if question is None or question.rule.step is None else question.apportionment

    def verify(self) -> Literal[True]:
        """Check the shares against the certificate, the key, the rule, the log and the total.

        That shares follow the key is proved from what they must be, by other code than computed
        them: rounded ones by the certificate, unrounded ones in proportion between their bounds.

        Raises
        ------
        VerificationError
            If a share does not follow from them, or they do not add up.
        """
        try:
            question = self._question()
            self._check_shares(question)
        except InvalidValueError as error:
            raise VerificationError(str(error)) from None
        if question is not None:
            prove(question, self._before_agreement(), self.lapsed)
        return True

    def _question(self) -> Sharing | None:
        """Return the question that the shares answer; None where a source states them."""
        if self.figures is None or self.rule is None:
            return None
        before = (self.previous, self.previous_pools)
        try:
            return Sharing(
                self.total, self.municipalities, self.figures, self.rule, *before, self.tie_break
            )
        except MissingDataError as error:
            rule, remedy = "have no count", "add theirs, or let them opt out"
            raise InvalidValueError("Allocation.figures", error.missing, rule, remedy) from None
        except FieldError as error:
            raise error.within("Allocation") from None

    def _check_shares(self, question: Sharing | None) -> None:
        """Raise InvalidValueError unless shares, lapsed and added are what they must be."""
        try:
            bare, lapsed = self._before_agreement(), self.lapsed
            if question is not None:
                bare, lapsed = question.computed()
            check_order(self._log)
            expected = agreed_shares(bare, self.adjustments) if self._log else bare
            check_receivers(self.adjustments, expected, bare, self.pools)
        except FieldError as error:
            raise error.within("Allocation") from None
        shared = added_up(self.shares) + self.lapsed
        if question is None and shared != self.total:
            rule, remedy = f"is not the sum of the shares, {shared}", "correct a share or the total"
            raise InvalidValueError("Allocation.total", self.total, rule, remedy)
        check_lines(self.shares, expected)
        if lapsed != self.lapsed:
            rule, remedy = f"does not follow; {lapsed} VZÄ lapse", "compute it again"
            raise InvalidValueError("Allocation.lapsed", self.lapsed, rule, remedy)
        if (added := receivers(self.adjustments, bare)) != self.added:
            rule = f"are not those who have a share by agreement alone, {listed(added)}"
            raise InvalidValueError("Allocation.added", self.added, rule, "name these")

    def explain(self, recipient: str) -> Derivation[Fte]:
        """Return the derivation of one computed share, down to the counts (Herleitung).

        A share in steps follows from its ideal by the cut that the certificate proves, which is
        the same for all. A stated one is given; the rest is what all others leave.

        Raises
        ------
        NotFoundError
            If there is no such recipient.
        """
        return self._explanation().share(recipient, self._share(recipient).fte)

    def explain_agreed(self, recipient: str) -> Derivation[Fte]:
        """Return the derivation of one agreed share: the computed one and each adjustment.

        Raises
        ------
        NotFoundError
            If there is no such recipient.
        """
        return adjusted(self.explain(recipient), recipient, self.adjustments)

    @property
    def derivation(self) -> Derivation[Fte]:
        """The derivation of the whole total from the shares and what lapsed."""
        explanation = self._explanation()
        parts = [explanation.share(each, share.fte) for each, share in self.shares.items()]
        return total("total", [*parts, given("lapsed", self.lapsed)] if self.lapsed else parts)

    def split(self, pool: str) -> FrozenMapping[str, Fte]:
        """Return how the members of a pool share its computed share, in proportion, unrounded.

        Raises
        ------
        NotFoundError
            If the rule has no such pool.
        InvalidValueError
            If the members' counts are all zero.
        """
        require("pool", pool, RecipientId)
        members = next((each.members for each in self.pools if each.id == pool), None)
        known = listed(each.id for each in self.pools)
        if members is None:
            raise NotFoundError(f"there is no pool {pool!r}; there is {known}")
        sharing = self._question()
        if self.figures is None or sharing is None:
            raise NotFoundError(f"the share of the pool {pool!r} is stated without a key")
        weights = self.figures.weights(sharing.towns, sharing.apart)
        weighed = sum(weights[ags] for ags in members)
        if not weighed:
            rule = "is the sum of the members' counts"
            raise InvalidValueError(f"split of {pool}", weighed, rule, "agree on a split instead")
        fte = self._share(pool).fte
        return FrozenMapping({str(ags): fte * Fraction(weights[ags]) / weighed for ags in members})

    def _explanation(self) -> Explanation | StatedExplanation:
        question = self._question()
        if self.figures is None or question is None:
            stated = {each: of.fte for each, of in self._before_agreement().items()}
            return StatedExplanation(self.total, stated, self.rest, self.citation, self.evidence)
        return Explanation(question, self.figures)

    def _share(self, recipient: str) -> Share:
        require("recipient", recipient, RecipientId)
        if recipient not in self.shares:
            known = listed(self.shares)
            raise NotFoundError(f"the allocation has no recipient {recipient!r}; it has {known}")
        return self.shares[recipient]
