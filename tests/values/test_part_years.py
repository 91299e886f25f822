"""Parts of years: by full months, by months begun, by days; and posts that change on the way."""

import calendar
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model.funding.claims import Run, runs
from kim_model.values import ClosedPeriod, YearPart

FULL = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
BEGUN = kim.PartYearRule(method=kim.PartYear.MONTHS_BEGUN)
BY_DAYS = {
    count: kim.PartYearRule(method=kim.PartYear.DAYS, day_count=count) for count in kim.DayCount
}
FROM_MAY = kim.Period(date(2023, 5, 1), date(2023, 12, 31))


@given(some.periods(), some.part_year_rules, some.days)
def test_parting_a_period_where_the_rule_allows_never_changes_the_sum(
    period: kim.Period, rule: kim.PartYearRule, before: date
) -> None:
    within = period.closed()
    if rule.method is not kim.PartYear.DAYS:
        before = before.replace(day=1)
    assert rule.allows_cut(before)
    parts = within.cut_before([before])
    assert sum(rule.years(part) for part in parts) == rule.years(period)


@given(st.integers(2020, 2030), st.integers(1, 5), some.part_year_rules)
def test_whole_calendar_years_are_whole_by_every_rule(
    year: int, more: int, rule: kim.PartYearRule
) -> None:
    period = kim.Period(date(year, 1, 1), date(year + more - 1, 12, 31))
    assert rule.years(period) == more == YearPart(period=period).years


@given(some.periods(), some.part_year_rules)
def test_no_part_of_a_year_is_overpaid(period: kim.Period, rule: kim.PartYearRule) -> None:
    """Never more than months begun, never less than full months, and never below nothing."""
    assert 0 <= FULL.years(period) <= BEGUN.years(period)
    assert FULL.years(period) <= rule.years(period) + Fraction(1, 12)
    first, last = period.closed().first_day.year, period.closed().last_day.year
    assert 0 <= rule.years(period) <= last - first + 1


@given(some.periods())
def test_months_against_counting_them(period: kim.Period) -> None:
    within = period.closed()
    months = {(day.year, day.month) for day in _days(within)}
    full = [
        (year, month)
        for year, month in months
        if date(year, month, 1) in period
        and date(year, month, calendar.monthrange(year, month)[1]) in period
    ]
    assert FULL.years(period) == Fraction(len(full), 12)
    assert BEGUN.years(period) == Fraction(len(months), 12)


@given(some.periods())
def test_days_against_counting_them(period: kim.Period) -> None:
    days = list(_days(period.closed()))
    actual = sum(Fraction(1, 366 if calendar.isleap(day.year) else 365) for day in days)
    assert BY_DAYS[kim.DayCount.ACTUAL].years(period) == actual
    without = [day for day in days if (day.month, day.day) != (2, 29)]
    assert BY_DAYS[kim.DayCount.NO_LEAP_DAY].years(period) == Fraction(len(without), 365)


@given(some.part_year_rules)
def test_the_last_year_of_the_calendar_is_a_year_too(rule: kim.PartYearRule) -> None:
    """No day follows 31 December 9999, and none is needed."""
    last = kim.Period.of_year(9999)
    assert rule.years(last) == 1
    assert rule.years(kim.Period(date(9999, 12, 1), date(9999, 12, 31))) <= Fraction(31, 365)
    staffing = (kim.Staffing(fte="1", period=last),)
    (run,) = counted(staffing, last, rule)
    assert run.period == last


def _days(period: ClosedPeriod) -> list[date]:
    return [period.first_day + timedelta(n) for n in range(period.days)]


@given(st.integers(2020, 2030), st.integers(1, 12))
def test_every_month_counts_thirty_days_of_360(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    period = kim.Period(date(year, month, 1), date(year, month, last))
    assert BY_DAYS[kim.DayCount.THIRTY_360].years(period) == Fraction(30, 360)


def test_from_1_may() -> None:
    assert FULL.years(FROM_MAY) == BEGUN.years(FROM_MAY) == Fraction(8, 12)
    assert BY_DAYS[kim.DayCount.ACTUAL].years(FROM_MAY) == Fraction(245, 365)
    assert BY_DAYS[kim.DayCount.THIRTY_360].years(FROM_MAY) == Fraction(240, 360)


def test_no_rule_is_the_default_for_a_part_of_a_year() -> None:
    with pytest.raises(
        kim.MissingDataError,
        match=r"name the rule for part years \(FundingTerms\.part_year\): full_months",
    ):
        YearPart(period=FROM_MAY)
    twelve_months = kim.Period(date(2023, 5, 1), date(2024, 4, 30))
    with pytest.raises(kim.MissingDataError):
        YearPart(period=twelve_months)


def test_a_rule_by_days_names_its_denominator_and_others_have_none() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"PartYearRule\.day_count"):
        kim.PartYearRule(method=kim.PartYear.DAYS)
    with pytest.raises(kim.InvalidValueError, match=r"PartYearRule\.day_count"):
        kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, day_count=kim.DayCount.ACTUAL)


def test_an_open_end_is_no_part_of_a_year() -> None:
    with pytest.raises(kim.InvalidValueError, match="is open"):
        FULL.years(kim.Period(date(2023, 5, 1)))


def counted(
    staffing: tuple[kim.Staffing, ...], period: kim.Period, rule: kim.PartYearRule | None
) -> tuple[Run, ...]:
    """Return the runs of a claim whose size is unknown."""
    return runs(kim.Claim(id="c", item="post", period=period, staffing=staffing), rule)


@given(some.staffings, some.periods())
def test_by_days_what_is_filled_on_a_day_counts_on_that_day(
    staffing: tuple[kim.Staffing, ...], period: kim.Period
) -> None:
    found = counted(staffing, period, BY_DAYS[kim.DayCount.ACTUAL])
    for day in _days(period.closed())[::17]:
        filled = sum((each.fte for each in staffing if day in each.period), kim.Fte(0))
        assert sum((run.fte for run in found if day in run.period), kim.Fte(0)) == filled


@given(some.staffings, some.periods(), some.part_year_rules, some.days)
def test_a_successor_with_the_same_posts_changes_nothing(
    staffing: tuple[kim.Staffing, ...], period: kim.Period, rule: kim.PartYearRule, handover: date
) -> None:
    """A post handed over in the middle of a month is neither lost for it nor paid twice."""
    assume(all(handover > each.period.first_day for each in staffing))
    before = handover - timedelta(days=1)
    parted = [
        kim.Staffing(fte=each.fte, period=part)
        for each in staffing
        for part in (
            (each.period,)
            if handover not in each.period
            else (
                kim.Period(each.period.first_day, before),
                kim.Period(handover, each.period.last_day),
            )
        )
    ]
    assert counted(tuple(parted), period, rule) == counted(staffing, period, rule)


@given(some.staffings, some.periods())
def test_full_months_count_no_more_than_days_and_months_begun_no_less(
    staffing: tuple[kim.Staffing, ...], period: kim.Period
) -> None:
    def by_month(rule: kim.PartYearRule | None) -> list[kim.Fte]:
        found = counted(staffing, period, rule)
        return [
            sum((run.fte for run in found if day in run.period), kim.Fte(0))
            for day in _days(period.closed())[::11]
        ]

    for full, daily, begun in zip(by_month(FULL), by_month(None), by_month(BEGUN), strict=True):
        assert full <= daily <= begun
