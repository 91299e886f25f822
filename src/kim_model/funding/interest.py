"""Interest on money that is owed, or was not used in time (§ 49a VwVfG NRW): base rate and margin.

No rate of interest ships with the library: every one comes in with its day and its source.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated

from attrs import define, field

from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.explain import Derivation, accrued, given, part_of_year, rounded, total
from kim_model.values import (
    Citation,
    ClosedPeriod,
    DayCount,
    Euro,
    Evidence,
    ExactEuro,
    ExactNumber,
    PartYear,
    PartYearRule,
    Period,
    Rounding,
)
from kim_model.values._field import checked, require
from kim_model.values._marks import NonNegativeEuro, Unique
from kim_model.values.numbers import exact

_HALF_YEARS = (1, 7)


def _exact(value: ExactNumber) -> Fraction:
    return exact(value)


@define(frozen=True, kw_only=True, field_transformer=checked)
class BaseRate:
    """The base rate of interest of a half-year (Basiszinssatz, § 247 BGB).

    It changes on 1 January and 1 July, so it says nothing of any other half-year.

    Parameters
    ----------
    since
        The first day of the half-year.
    percent
        Percent a year, exact; it may be below 0.
    citation
        Where it can be read (Bekanntmachung der Deutschen Bundesbank, § 247 (2) BGB).
    evidence
        How surely it is known.

    Raises
    ------
    InvalidValueError
        If the day is not a 1 January or 1 July.

    Examples
    --------
    >>> BaseRate(since=date(2031, 1, 1), percent="-0.5").percent  # made up
    Fraction(-1, 2)
    """

    since: date
    percent: Fraction = field(converter=_exact)
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        if self.since != _half_year(self.since):
            rule = "is not the first day of a half-year"
            raise InvalidValueError("BaseRate.since", self.since, rule, "see § 247 (1) BGB")


@define(frozen=True, kw_only=True, field_transformer=checked)
class Margin:
    """How far interest lies above the base rate (Prozentpunkte über dem Basiszinssatz).

    § 49a (3) VwVfG NRW, in its state of 7.11.2025, says three percentage points; it said five once,
    and the day of the change was not found. So it is stated with its day, as a base rate is.

    Parameters
    ----------
    since
        The first day on which it holds; it holds up to the next margin that is stated.
    percent
        Percentage points a year, exact.
    citation
        Where it can be read.
    evidence
        How surely it is known.
    """

    since: date
    percent: Fraction = field(converter=_exact)
    citation: Citation | None = None
    evidence: Evidence | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class InterestTerms:
    """The terms by which interest is computed (Zinsbedingungen).

    Parameters
    ----------
    base_rates
        The base rates, each for its half-year, in any order. One that is not stated is unknown.
    margins
        The margins, in any order. Before the first of them the margin is unknown.
    day_count
        What part of a year a day is. No source says it for NRW, so there is no default.
    rounding
        How interest is rounded; not at all unless a policy is named.
    rounding_citation
        Where the rounding can be read.
    citation, evidence
        Where the day count can be read, and how surely it is known.

    Raises
    ------
    InvalidValueError
        If two base rates or two margins begin on one day.

    Examples
    --------
    >>> terms = InterestTerms(
    ...     base_rates=(BaseRate(since=date(2031, 1, 1), percent="1.5"),),  # made up
    ...     margins=(Margin(since=date(2031, 1, 1), percent=3),),
    ...     day_count=DayCount.THIRTY_360,
    ... )
    >>> terms.rounding
    <Rounding.EXACT: 'exact'>
    """

    base_rates: Annotated[tuple[BaseRate, ...], Unique("the day of a rate", by=("since",))]
    margins: Annotated[tuple[Margin, ...], Unique("the day of a margin", by=("since",))]
    day_count: DayCount
    rounding: Rounding = Rounding.EXACT
    rounding_citation: Citation | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None


def interest(principal: Derivation[Euro], period: Period, terms: InterestTerms) -> Derivation[Euro]:
    """Compute simple interest on an amount over a period, rounded once (Zinsen).

    § 49a (3) VwVfG NRW: on what is to be repaid, from the day on which the notice becomes
    ineffective. For money that was not used in time there is `UseOfFunds.interest`.

    Parameters
    ----------
    principal
        What bears interest, not below 0; interest itself bears none.
    period
        The days that bear interest, first and last both inside.
    terms
        Base rates, margins, day count and rounding.

    Raises
    ------
    MissingDataError
        Naming the days for which the base rate or the margin is unknown.
    InvalidValueError
        If the end of the period is open, the amount is below 0, or no rounding is named and there
        is a part of a cent; if base rate and margin make a rate below 0: § 49a speaks of interest
        that is owed, and whether that were none or less than none, no source says.

    Examples
    --------
    >>> made_up = InterestTerms(
    ...     base_rates=(BaseRate(since=date(2031, 1, 1), percent="1.5"),),
    ...     margins=(Margin(since=date(2031, 1, 1), percent=3),),
    ...     day_count=DayCount.THIRTY_360,
    ... )
    >>> owed = given("to_be_repaid", Euro(10_000))
    >>> april = Period(date(2031, 4, 1), date(2031, 4, 30))
    >>> interest(owed, april, made_up).verify()
    Euro('37.50')
    >>> interest(owed, Period(date(2031, 4, 1), date(2031, 7, 31)), made_up)
    Traceback (most recent call last):
        ...
    kim_model.errors.MissingDataError: InterestTerms does not say: the base rate for 2031-07-01...
    """
    return in_cents([exact_interest(principal, period, terms)], terms)


def exact_interest(
    principal: Derivation[Euro], period: Period, terms: InterestTerms
) -> Derivation[ExactEuro]:
    """Compute what `interest` does, before rounding: the parts of a period add up to the whole.

    Raises
    ------
    MissingDataError, InvalidValueError
        As `interest` does, but for the rounding.
    """
    require("principal", principal, Derivation[NonNegativeEuro])
    require("period", period, Period)
    require("terms", terms, InterestTerms)
    rule = PartYearRule(
        method=PartYear.DAYS,
        day_count=terms.day_count,
        citation=terms.citation,
        evidence=terms.evidence,
    )
    parts: list[Derivation[ExactEuro]] = []
    missing: list[str] = []
    for part, base_rate, margin in _stretches(period.closed(), terms):
        if base_rate is None:
            missing.append(f"the base rate for {part}")
        if margin is None:
            missing.append(f"the margin for {part}")
        if base_rate is not None and margin is not None:
            if base_rate.percent + margin.percent < 0:
                below = f"makes a rate below 0 with the margin {margin.percent} for {part}"
                remedy = "check both; whether nothing is owed then, no source says"
                raise InvalidValueError("terms", base_rate.percent, below, remedy)
            percent = total(
                "interest_rate", [_stated("base_rate", base_rate), _stated("margin", margin)]
            )
            time = part_of_year("time", part, rule)
            parts.append(accrued("interest_part", principal, percent, time))
    if missing:
        raise MissingDataError("InterestTerms does not say", tuple(missing))
    return total("exact_interest", parts)


def _stated(label: str, rate: BaseRate | Margin) -> Derivation[Fraction]:
    return given(label, rate.percent, citation=rate.citation, evidence=rate.evidence)


def in_cents(parts: list[Derivation[ExactEuro]], terms: InterestTerms) -> Derivation[Euro]:
    """Return the sum of at least one amount of interest, rounded once."""
    whole = parts[0] if len(parts) == 1 else total("exact_interest", parts)
    if terms.rounding is Rounding.EXACT and (whole.value.value * 100).denominator != 1:
        rule, remedy = "leaves a part of a cent", "name the rounding that the rule prescribes"
        raise InvalidValueError("InterestTerms.rounding", terms.rounding, rule, remedy)
    return rounded("interest", whole, terms.rounding, citation=terms.rounding_citation)


def _half_year(on: date) -> date:
    """Return the first day of the half-year that a day lies in."""
    return date(on.year, max(month for month in _HALF_YEARS if month <= on.month), 1)


def _stretches(
    period: ClosedPeriod, terms: InterestTerms
) -> Iterator[tuple[ClosedPeriod, BaseRate | None, Margin | None]]:
    """Yield the parts of a period in which neither base rate nor margin changes, with both."""
    base_rates = {each.since: each for each in terms.base_rates}
    margins = sorted(terms.margins, key=lambda each: each.since)
    years = range(period.first_day.year, period.last_day.year + 1)
    halves = [date(year, month, 1) for year in years for month in _HALF_YEARS]
    for part in period.cut_before([*halves, *(each.since for each in margins)]):
        first = part.first_day
        margin = next((each for each in reversed(margins) if each.since <= first), None)
        yield part, base_rates.get(_half_year(first)), margin
