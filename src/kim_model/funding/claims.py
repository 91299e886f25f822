"""What is claimed: posts over a period, under terms, and how many of them count in it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Self

from attrs import define, field

from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.funding.rate_books import RateBook
from kim_model.posts import Position, Staffing
from kim_model.values import (
    Citation,
    ClosedPeriod,
    Euro,
    Evidence,
    ExactNumber,
    Fte,
    PartYear,
    PartYearRule,
    Period,
    Rounding,
)
from kim_model.values._field import checked, require
from kim_model.values._marks import Id, Name, NonNegativeEuro, NonNegativeFte
from kim_model.values.part_years import monthly_parts
from kim_model.values.quantities import optional_euro, optional_fte


@define(frozen=True, kw_only=True, field_transformer=checked)
class FundingTerms:
    """The terms by which an amount is computed (Förderbedingungen).

    Parameters
    ----------
    rates
        What is paid per unit.
    known_on
        The day from which the rates are asked; None for all that is known at all.
    part_year
        The rule for parts of a year; None where all periods are whole calendar years.
    rounding
        How amounts are rounded; not at all unless a policy is named.
    rounding_citation
        Where the rounding can be read.

    Examples
    --------
    >>> from kim_model import nrw
    >>> FundingTerms(rates=nrw.RATES).part_year is None
    True
    """

    rates: RateBook
    known_on: date | None = None
    part_year: PartYearRule | None = None
    rounding: Rounding = Rounding.EXACT
    rounding_citation: Citation | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Claim:
    """Posts for which money is claimed or planned over a period (Ansatz).

    Parameters
    ----------
    id
        Its id, by which derivations and comparisons name it.
    item
        What is paid for, as the book of rates calls it.
    fte
        The size of the posts in VZÄ: at no time do more count, however many hold them. None if
        unknown; then all that is filled counts.
    period
        The period for which it is claimed (Bewilligungszeitraum); its end is not open.
    staffing
        How many posts are filled when; only what lies in the period counts.
    actual_cost
        What the posts really cost while the rate is a ceiling; needed if it is one at any time in
        the period. None if unknown.
    citation, evidence
        Where the posts can be read, and how surely they are known.

    Raises
    ------
    InvalidValueError
        If the end of the period is open, or the actual cost is below 0.

    Examples
    --------
    >>> claim = Claim.of_posts(
    ...     "unna", item="case_management_position", fte="18", period=Period.of_year(2023)
    ... )
    >>> claim.staffing[0].fte
    Fte('18')
    """

    id: Id
    item: Name
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)
    period: Period
    staffing: tuple[Staffing, ...]
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        if self.period.last_day is None:
            rule = "has an open end"
            raise InvalidValueError("Claim.period", self.period, rule, "give the last day")

    @classmethod
    def of_posts(
        cls,
        claim_id: str,
        *,
        item: str,
        fte: Fte | ExactNumber,
        period: Period,
        actual_cost: Euro | ExactNumber | None = None,
        citation: Citation | None = None,
        evidence: Evidence | None = None,
    ) -> Self:
        """Return the claim for a number of posts that does not change over the period."""
        require("claim_id", claim_id, Id)
        return cls(
            id=claim_id,
            item=item,
            fte=fte,
            period=period,
            staffing=(Staffing(fte=fte, period=period),),
            actual_cost=actual_cost,
            citation=citation,
            evidence=evidence,
        )

    @classmethod
    def of_position(
        cls,
        position: Position,
        *,
        item: str,
        period: Period,
        actual_cost: Euro | ExactNumber | None = None,
    ) -> Self:
        """Return the claim for one position as it is filled up to its size, vacancies left out.

        Raises
        ------
        MissingDataError
            If its size or its staffing is unknown.
        """
        require("position", position, Position)
        if position.fte is None:
            raise MissingDataError("the size is not known of", (position.id,))
        if position.staffing is None:
            raise MissingDataError("the staffing is not known of", (position.id,))
        return cls(
            id=position.id,
            item=item,
            fte=position.fte,
            period=period,
            staffing=position.staffing,
            actual_cost=actual_cost,
            citation=position.citation,
            evidence=position.evidence,
        )


@define(frozen=True, field_transformer=checked)
class Run:
    """A stretch of days or months over which the same number of posts counts.

    Parameters
    ----------
    period
        From the first to the last day.
    fte
        The VZÄ that count.
    """

    period: ClosedPeriod
    fte: NonNegativeFte = field(converter=Fte)


def runs(claim: Claim, rule: PartYearRule | None) -> tuple[Run, ...]:
    """Return the posts that count in a claim, in stretches of equal VZÄ without empty ones.

    By days, and without a rule, what is filled on a day counts on that day, up to the size of the
    posts. By full months, a month counts with what is filled on all its days; by months begun, with
    the most that is filled on any of its days. So a successor in the same month neither loses that
    month nor is it paid twice.

    Examples
    --------
    >>> claim = Claim(
    ...     id="cm-1",
    ...     item="case_management_position",
    ...     fte="1",
    ...     period=Period.of_year(2023),
    ...     staffing=(
    ...         Staffing(fte="1", period=Period(date(2023, 1, 1), date(2023, 6, 15))),
    ...         Staffing(fte="1", period=Period(date(2023, 6, 15), date(2023, 9, 20))),
    ...     ),
    ... )
    >>> rule = PartYearRule(method=PartYear.FULL_MONTHS)
    >>> [(str(each.period), each.fte) for each in runs(claim, rule)]
    [('2023-01-01 to 2023-08-31', Fte('1'))]
    """
    within = claim.period.closed()
    daily = list(_daily(claim, within))
    if rule is not None and rule.method is not PartYear.DAYS:
        daily = [_month(daily, part, rule.method) for part in monthly_parts(within)]
    return tuple(run for run in _merged(daily) if run.fte)


def _daily(claim: Claim, within: ClosedPeriod) -> Iterator[Run]:
    present = [
        (shared.closed(), each.fte)
        for each in claim.staffing
        if (shared := each.period.overlap(within)) is not None
    ]
    starts = {period.first_day for period, _ in present}
    ends = {period.last_day for period, _ in present}
    for part in within.cut_around(starts, ends):
        filled = sum((fte for period, fte in present if period.covers(part)), Fte(0))
        yield Run(part, filled if claim.fte is None else min(filled, claim.fte))


def _month(daily: Iterable[Run], month: ClosedPeriod, method: PartYear) -> Run:
    """Return what counts in a month, of which the part inside the period is given."""
    filled = [run.fte for run in daily if run.period.overlap(month)]
    if method is PartYear.MONTHS_BEGUN:
        return Run(month, max(filled))
    return Run(month, min(filled) if month.is_whole_months else Fte(0))


def _merged(parts: Iterable[Run]) -> Iterator[Run]:
    for fte, group in groupby(parts, key=lambda run: run.fte):
        stretch = list(group)
        period = ClosedPeriod(stretch[0].period.first_day, stretch[-1].period.last_day)
        yield Run(period, fte)
