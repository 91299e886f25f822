"""How much of a year a period is: by full months, by months begun, or by days.

Which rule applies, no source says for KIM. So none is the default: only whole calendar years need
no rule.
"""

from calendar import isleap
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from attrs import define

from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.values._field import checked, require
from kim_model.values.periods import ClosedPeriod, Period
from kim_model.values.sources import Citation, Evidence


class PartYear(Enum):
    """What counts towards a part of a year (Teiljahr)."""

    FULL_MONTHS = "full_months"
    """Months that lie in the period from the first to the last day (volle Monate), in twelfths."""
    MONTHS_BEGUN = "months_begun"
    """Months of which at least one day lies in the period (angefangene Monate), in twelfths."""
    DAYS = "days"
    """Days (taggenau), in parts that a `DayCount` names."""


class DayCount(Enum):
    """What part of a year a day is (Tageszählung). By each of them a calendar year is one year."""

    ACTUAL = "actual"
    """1/365, and 1/366 in a leap year (tatsächliche Tage)."""
    NO_LEAP_DAY = "365"
    """1/365 in every year; 29 February does not count."""
    THIRTY_360 = "30/360"
    """1/360; every month counts 30 days, the last day of a month is its thirtieth."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class PartYearRule:
    """The rule by which a part of a year is paid (Teiljahresregel, zeitanteilige Förderung).

    Parameters
    ----------
    method
        What counts: full months, months begun, or days.
    day_count
        For days, what part of a year each of them is; None for months.
    citation
        Where the rule can be read; None if it has no source.
    evidence
        How surely the rule is known; it marks every amount computed by it.

    Raises
    ------
    InvalidValueError
        If a rule by days names no day count, or one by months names one.

    Examples
    --------
    >>> from_may = Period(date(2023, 5, 1), date(2023, 12, 31))
    >>> PartYearRule(method=PartYear.FULL_MONTHS).years(from_may)
    Fraction(2, 3)
    >>> PartYearRule(method=PartYear.DAYS, day_count=DayCount.ACTUAL).years(from_may)
    Fraction(49, 73)
    """

    method: PartYear
    day_count: DayCount | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        if (self.method is PartYear.DAYS) != (self.day_count is not None):
            rule = f"does not fit the method {self.method.value}"
            remedy = f"write one of {', '.join(map(str, DayCount))} for days, None for months"
            raise InvalidValueError("PartYearRule.day_count", self.day_count, rule, remedy)

    def years(self, period: Period) -> Fraction:
        """Return the part of a year, or the years, that a period counts for.

        Raises
        ------
        InvalidValueError
            If the end of the period is open.
        """
        require("period", period, Period)
        within = period.closed()
        if self.day_count is not None:
            until = _elapsed_with(within.last_day, self.day_count)
            return until - _elapsed(within.first_day, self.day_count)
        months = monthly_parts(within)
        if self.method is PartYear.FULL_MONTHS:
            months = tuple(each for each in months if each.is_whole_months)
        return Fraction(len(months), 12)

    def allows_cut(self, before: date) -> bool:
        """Whether parting a period before the day never changes the sum of its parts.

        Days may be parted anywhere, months only where one ends and the next begins.
        """
        require("before", before, date)
        return self.method is PartYear.DAYS or before.day == 1


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearPart:
    """A period as a part of a year under a rule: a step in a derivation that can be recomputed.

    Parameters
    ----------
    period
        The period; its end is not open.
    rule
        The part-year rule; None for whole calendar years, which need none.

    Raises
    ------
    MissingDataError
        If the period is not whole calendar years and there is no rule.
    InvalidValueError
        If the end of the period is open.

    Examples
    --------
    >>> YearPart(period=Period.of_year(2023)).years
    Fraction(1, 1)
    >>> YearPart(period=Period(date(2023, 5, 1), date(2023, 12, 31)))
    Traceback (most recent call last):
        ...
    kim_model.errors.MissingDataError: 2023-05-01 to 2023-12-31 is not whole calendar years; ...
    """

    period: Period
    rule: PartYearRule | None = None

    def __attrs_post_init__(self) -> None:
        if self.rule is None and not self.period.closed().is_whole_years:
            remedy = "name the rule for part years (FundingTerms.part_year)"
            message = f"{self.period} is not whole calendar years; {remedy}"
            raise MissingDataError(message, tuple(each.value for each in PartYear))

    @property
    def years(self) -> Fraction:
        """The years it counts for."""
        if self.rule is not None:
            return self.rule.years(self.period)
        within = self.period.closed()
        return Fraction(within.last_day.year - within.first_day.year + 1)


def monthly_parts(period: ClosedPeriod) -> tuple[ClosedPeriod, ...]:
    """Return the period month by month, its first and last month as far as they lie in it."""
    years = range(period.first_day.year, period.last_day.year + 1)
    return period.cut_before(date(year, month, 1) for year in years for month in range(1, 13))


def _elapsed_with(last: date, count: DayCount) -> Fraction:
    """Return the years up to the end of a day."""
    if last == date.max:  # the calendar has no day after it
        return Fraction(last.year + 1)
    return _elapsed(last + timedelta(days=1), count)


def _elapsed(before: date, count: DayCount) -> Fraction:
    """Return the years up to the beginning of a day; a difference of two is a period's years."""
    if count is DayCount.THIRTY_360:
        return before.year + Fraction((before.month - 1) * 30 + min(before.day - 1, 29), 360)
    days = (before - date(before.year, 1, 1)).days
    if count is DayCount.ACTUAL:
        return before.year + Fraction(days, 366 if isleap(before.year) else 365)
    leap_day_passed = isleap(before.year) and before > date(before.year, 2, 29)
    return before.year + Fraction(days - leap_day_passed, 365)
