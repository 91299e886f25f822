"""Periods and days that return every year."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model.testing import days, periods, records

ENDS = st.dates(max_value=date(1, 12, 31)) | st.dates(min_value=date(9999, 1, 1))


@given(periods(), periods(), days())
def test_a_covered_day_lies_in_the_covering_period(a: kim.Period, b: kim.Period, day: date) -> None:
    """If a covers b, every day of b lies in a; and a period covers itself."""
    assert a.covers(a)
    if a.covers(b) and day in b:
        assert day in a
    if a.covers(b) and b.covers(a):
        assert a == b


@given(periods())
def test_both_days_lie_inside(period: kim.Period) -> None:
    """First and last day belong to a period, their neighbours do not."""
    assert period.first_day in period
    assert period.first_day - timedelta(days=1) not in period
    if period.last_day is not None:
        assert period.last_day in period
        assert period.last_day + timedelta(days=1) not in period


@given(records(kim.YearlyDay), days())
def test_the_latest_day_governs(yearly: kim.YearlyDay, on: date) -> None:
    """The latest such day is not after the day, and the next one is."""
    latest = yearly.latest(on)
    assert latest <= on < yearly.in_year(latest.year + 1)


def falls_on(yearly: kim.YearlyDay, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    return (day.month, day.day) == (yearly.month, min(yearly.day, last))


@given(records(kim.YearlyDay), ENDS | st.dates())
def test_the_calendar_holds_the_day_before_and_after_or_the_day_asked_of_is_refused(
    yearly: kim.YearlyDay, on: date
) -> None:
    """The latest and the next are the nearest; where the calendar ends first, the day is named."""
    back, ahead = (on - date.min).days, (date.max - on).days
    before = (on - timedelta(days=n) for n in range(min(back, 366) + 1))
    after = (on + timedelta(days=n) for n in range(1, min(ahead, 366) + 1))
    for found, ask, name in ((before, yearly.latest, "on"), (after, yearly.next, "after")):
        nearest = next((each for each in found if falls_on(yearly, each)), None)
        if nearest is None:
            with pytest.raises(kim.InvalidValueError, match=rf"^{name}: .* calendar"):
                ask(on)
        else:
            assert ask(on) == nearest


@given(st.dates(), st.dates())
def test_a_period_does_not_end_before_it_begins(a: date, b: date) -> None:
    """Two days make a period in one order."""
    if a > b:
        with pytest.raises(kim.InvalidValueError, match="lies before the first day"):
            kim.Period(a, b)
    else:
        assert kim.Period(a, b).last_day == b


def test_a_point_in_time_is_no_day() -> None:
    """A datetime is refused where a date is meant."""
    with pytest.raises(kim.InvalidTypeError, match="point in time"):
        kim.Period(datetime(2024, 1, 1))  # noqa: DTZ001 - refused either way


@pytest.mark.parametrize("value", [datetime(2023, 6, 1), "2023-06-01", None, 1])  # noqa: DTZ001
def test_only_a_day_lies_in_a_period(value: Any) -> None:
    for period in (kim.Period(date(2023, 1, 1)), kim.Period.of_year(2023)):
        with pytest.raises(kim.InvalidTypeError, match=r"^on: "):
            _ = value in period
