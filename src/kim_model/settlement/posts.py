"""A year's money post by post: which notice pays for a position when, and what is due for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import cast

from attrs import define, evolve

from kim_model import nrw
from kim_model.errors import InvalidValueError, MissingDataError, UnknownRateError, UnknownReason
from kim_model.explain import Derivation, Operation, Unknown, given, rounded, settled
from kim_model.funding import Claim, EntitlementPart, FundingTerms, RateKind, entitlement
from kim_model.posts import Position, Staffing
from kim_model.settlement.notices import Notice
from kim_model.values import (
    Citation,
    ClosedPeriod,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    PartYearRule,
    Period,
    YearPart,
)
from kim_model.values._field import checked
from kim_model.values.sources import weakest


@define(frozen=True, kw_only=True, field_transformer=checked)
class PositionPart:
    """A stretch of the year over which the same VZÄ of a position count at one rate.

    Parameters
    ----------
    amount
        The amount, before rounding: rate times VZÄ times time, as its operands.
    """

    amount: Derivation[ExactEuro]

    @property
    def rate(self) -> EuroPerPost:
        """What is paid per post."""
        return cast("EuroPerPost", self.amount.operands[0].value)

    @property
    def fte(self) -> Fte:
        """The VZÄ that count."""
        return cast("Fte", self.amount.operands[1].value)

    @property
    def period(self) -> ClosedPeriod:
        """The stretch."""
        return cast("YearPart", self.amount.operands[2].policy).period.closed()

    @property
    def months(self) -> Fraction:
        """How many months it counts for."""
        return 12 * cast("Fraction", self.amount.operands[2].value)


@define(frozen=True, kw_only=True, field_transformer=checked)
class PositionLine:
    """What is due in a year for a position, from one notice (Anspruch je Stelle).

    A position that several notices pay for, or may pay for, has a line for each.

    Parameters
    ----------
    position
        The position as it is known.
    notice
        The id of the notice that pays for it, or may; None where there is none.
    kind
        Whether its rate is a lump sum or, at any time, a ceiling; None if unknown.
    exact_maximum
        Rate times VZÄ times time, before rounding.
    maximum
        The same in whole cents.
    due
        What is due of it: up to a ceiling what was spent, if that is known of the position.
    cost
        What was spent on the position, or passed on for it, in the year.
    """

    position: Position
    notice: str | None
    kind: RateKind | None
    exact_maximum: Derivation[ExactEuro] | Unknown
    maximum: Derivation[Euro] | Unknown
    due: Derivation[Euro] | Unknown
    cost: Derivation[Euro] | Unknown

    @property
    def parts(self) -> tuple[PositionPart, ...]:
        """The stretches of which it is the sum; none where nothing counts, or it is unknown."""
        if isinstance(self.exact_maximum, Unknown):
            return ()
        return tuple(PositionPart(amount=each) for each in _amounts(self.exact_maximum))


def _amounts(derivation: Derivation[ExactEuro]) -> Iterator[Derivation[ExactEuro]]:
    """Yield the amounts of which one is the sum."""
    for each in derivation.operands:
        if each.operation is Operation.AMOUNT:
            yield cast("Derivation[ExactEuro]", each)


@dataclass(frozen=True)
class Paid:
    """What one notice pays of a position in a year, or may pay; of none, what nobody does."""

    notice: Notice | None
    claim: Claim | Unknown


def paid_by(
    position: Position,
    notices: Sequence[Notice],
    year: ClosedPeriod,
    rule: PartYearRule | None,
    citation: Citation | None,
    *,
    undated: bool,
) -> tuple[Paid, ...]:
    """Return which notice pays for a position, and for how much of it when.

    It pays as it is recorded to. While nobody is recorded to pay, the notice of its Baustein that
    stands does; between notices nobody does, and where there are none all year, no notice that is
    known. Otherwise it is not known, of any notice that may pay: where size or staffing are not,
    where several notices stand, where the one recorded does not, where another source pays for a
    part alone, or where less is filled than several pay for, so that nobody knows whose part is
    vacant; and where it is not known since when the position is known.
    """
    parts = _cut(position, notices, year)
    own = [each for each in notices if each.baustein is position.role.baustein]
    found: dict[Notice | None, list[Staffing]] | Unknown
    if undated:
        found = _lacking(position, "position", UnknownReason.UNDATED)
    else:
        found = _sorted_by_payer(position, notices, own, parts, rule)
    if not isinstance(found, Unknown):
        claims = {n: _claim(position, part, year, citation) for n, part in found.items()}
        return tuple(Paid(each, claim) for each, claim in claims.items())
    may_pay: dict[Notice | None, None] = dict.fromkeys(
        n for part in parts for n in _may_pay(position, notices, own, part)
    )
    if found.label == "payer":
        may_pay |= dict.fromkeys(own)
    if not may_pay and not own:
        may_pay = {None: None}
    return tuple(Paid(each, found) for each in may_pay)


def _lacking(
    position: Position, label: str, reason: UnknownReason = UnknownReason.NOT_RECORDED
) -> Unknown:
    return Unknown(label=label, of=position.id, reason=reason)


def _sorted_by_payer(
    position: Position,
    notices: Sequence[Notice],
    own: Sequence[Notice],
    parts: Iterable[ClosedPeriod],
    rule: PartYearRule | None,
) -> dict[Notice | None, list[Staffing]] | Unknown:
    """Return for each notice what it pays of a position when; unknown where that is not known."""
    for label, value in (("size", position.fte), ("staffing", position.staffing)):
        if value is None:
            return _lacking(position, label)
    found: dict[Notice | None, list[Staffing]] = {}
    before: dict[Notice | str | None, Fte] = {}
    for part in parts:
        filled = min(position.filled(part.first_day) or Fte(0), position.fte or Fte(0))
        payers = _payers(position, notices, own, part, filled)
        if payers is None:
            return _lacking(position, "payer")
        parts_month = rule is not None and not rule.allows_cut(part.first_day)
        if filled and before and payers.keys() != before.keys() and parts_month:
            # No rule by months says who of two pays for one.
            return _lacking(position, "part_year", UnknownReason.NO_RULE)
        before = payers if filled else {}
        for payer, fte in payers.items():
            if not isinstance(payer, str):
                counted = Staffing(fte=fte, period=part, evidence=_evidence(position, part))
                found.setdefault(payer, []).append(counted)
    return found


def _may_pay(
    position: Position, notices: Sequence[Notice], own: Sequence[Notice], part: ClosedPeriod
) -> Sequence[Notice]:
    """Return the notices that may pay for a position in a part of the year."""
    recorded = [each for each in position.funding if each.period.covers(part)]
    named = [n for n in notices if n.stands_in(part) and any(n.names(e.payer) for e in recorded)]
    if named or (recorded and all(each.source is not None for each in recorded)):
        return named
    return [each for each in own if each.pays_for(position.role, part)]


def _cut(
    position: Position, notices: Iterable[Notice], year: ClosedPeriod
) -> tuple[ClosedPeriod, ...]:
    """Return the year in parts within which nothing of a position or its notices changes."""
    periods: list[Period] = [
        *(each.period for each in position.staffing or ()),
        *(each.period for each in position.funding),
        *(stretch for each in notices for stretch, _ in each.standing),
    ]
    ends = [each.last_day for each in periods if each.last_day is not None]
    return year.cut_around([each.first_day for each in periods], ends)


def _payers(
    position: Position,
    notices: Sequence[Notice],
    own: Sequence[Notice],
    part: ClosedPeriod,
    filled: Fte,
) -> dict[Notice | str | None, Fte] | None:
    """Return who pays for how much in a part of the year; None where that is not known."""
    recorded = [each for each in position.funding if each.period.covers(part)]
    if not recorded:
        standing = [each for each in own if each.pays_for(position.role, part)]
        if len(standing) > 1 and filled:
            return None
        nobody: list[Notice | None] = [] if own else [None]
        return dict.fromkeys(standing or nobody, filled)
    payers: dict[Notice | str | None, Fte] = {}
    for each in recorded:
        notice = next((n for n in notices if n.names(each.payer) and n.stands_in(part)), None)
        if each.source is None and notice is None and filled:
            return None
        payer = notice or each.payer
        payers[payer] = payers.get(payer, Fte(0)) + each.fte
    paid = sum(payers.values(), Fte(0))
    by_others_alone = all(isinstance(each, str) for each in payers)
    if (len(payers) > 1 and Fte(0) < filled < paid) or (by_others_alone and paid < filled):
        return None
    return {payer: min(fte, filled) for payer, fte in payers.items()}


def _evidence(position: Position, part: ClosedPeriod) -> Evidence | None:
    return weakest(
        each.evidence or position.evidence
        for each in position.staffing or ()
        if each.period.covers(part)
    )


def _claim(
    position: Position, staffing: Sequence[Staffing], year: ClosedPeriod, citation: Citation | None
) -> Claim:
    return Claim(
        id=position.id,
        item=nrw.ITEMS[position.role],
        fte=position.fte,
        period=year,
        staffing=tuple(each for each in staffing if each.fte),
        citation=position.citation or citation,
        evidence=position.evidence,
    )


def exact_part(claim: Claim, terms: FundingTerms) -> EntitlementPart | Unknown:
    """Return what is due for a claim before rounding, or why that is not known."""
    if not claim.staffing:  # whatever the rate is
        nothing = given("amount", ExactEuro(0), of=claim.id, citation=claim.citation)
        return EntitlementPart(
            claim=claim, kind=RateKind.LUMP_SUM, exact_maximum=nothing, exact_due=nothing
        )
    try:
        return entitlement(claim, terms).parts[0]
    except UnknownRateError as error:
        later = error.reason is UnknownReason.LEARNED_LATER  # which no answer tells
        reason = UnknownReason.NOT_RECORDED if later else error.reason
        return Unknown(label="rate", of=error.item, reason=reason)
    except (MissingDataError, InvalidValueError):
        # The terms name no rule for parts of a year, or one that a change of the rate does not fit.
        return Unknown(label="part_year", reason=UnknownReason.NO_RULE)


def in_cents(
    label: str, exact: Sequence[Derivation[ExactEuro]], terms: FundingTerms
) -> tuple[Derivation[Euro] | Unknown, ...]:
    """Return amounts in whole cents that add up to their rounded sum.

    Each is rounded for itself where that changes none of them, else by cumulative difference, in
    the order of what they are of: not of a list, which says nothing.
    """
    rounding, citation = terms.rounding, terms.rounding_citation
    try:
        if all(ExactEuro(rounding.to_euro(each.value)) == each.value for each in exact):
            return tuple(
                evolve(rounded(label, each, rounding, citation=citation), of=each.of)
                for each in exact
            )
        order = sorted(range(len(exact)), key=lambda index: exact[index].of or "")
        paid = settled(label, [exact[each] for each in order], rounding, citation=citation)
        return tuple(each for _, each in sorted(zip(order, paid, strict=True), key=itemgetter(0)))
    except InvalidValueError:
        return tuple(
            Unknown(label="rounding", of=each.of, reason=UnknownReason.NO_RULE) for each in exact
        )
