"""Periods of whole days, and days that return every year."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Self, SupportsIndex, TypeAlias

from attrs import define, field
from dateutil.relativedelta import relativedelta

from kim_model.errors import InvalidValueError
from kim_model.values._field import checked, require, require_each, whole
from kim_model.values._marks import Bounds

_CalendarYear: TypeAlias = Annotated[int, Bounds(date.min.year, date.max.year)]


@define(frozen=True, eq=False, field_transformer=checked)
class Period:
    """A period of whole days (Zeitraum), first and last day both inside, as notices write it.

    Parameters
    ----------
    first_day
        The first day that belongs to it.
    last_day
        The last day that belongs to it; None for an open end.

    Raises
    ------
    InvalidValueError
        If the last day lies before the first.

    Examples
    --------
    >>> year = Period(date(2024, 1, 1), date(2024, 12, 31))
    >>> date(2024, 12, 31) in year
    True
    >>> year == Period.of_year(2024)
    True
    """

    first_day: date
    last_day: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            rule = f"lies before the first day, {self.first_day}"
            raise InvalidValueError(
                "Period.last_day", self.last_day, rule, "give a later one, or none"
            )

    @classmethod
    def of_year(cls, year: SupportsIndex) -> Self:
        """Return the calendar year (Kalenderjahr, the usual Bewilligungszeitraum)."""
        number = whole("year", year, _CalendarYear)
        return cls(date(number, 1, 1), date(number, 12, 31))

    def __eq__(self, other: object) -> bool:
        """Periods of the same days are equal, whether their type says that the end is known."""
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first_day, self.last_day) == (other.first_day, other.last_day)

    def __hash__(self) -> int:
        return hash((self.first_day, self.last_day))

    def __contains__(self, on: date) -> bool:
        try:
            return self.first_day <= on and (self.last_day is None or on <= self.last_day)
        except TypeError:
            require("on", on, date)  # names what it is instead, such as a point in time
            raise

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other period lies in this one."""
        require("other", other, Period)
        if self.last_day is None:
            return other.first_day in self
        return other.first_day in self and other.last_day is not None and other.last_day in self

    def overlap(self, other: "Period") -> "Period | None":
        """Return the days that lie in both; None if there are none.

        Examples
        --------
        >>> print(Period(date(2023, 5, 1)).overlap(Period.of_year(2023)))
        2023-05-01 to 2023-12-31
        """
        require("other", other, Period)
        first_day = max(self.first_day, other.first_day)
        ends = [each for each in (self.last_day, other.last_day) if each is not None]
        last_day = min(ends, default=None)
        if last_day is not None and last_day < first_day:
            return None
        return Period(first_day, last_day)

    def closed(self) -> "ClosedPeriod":
        """Return it as a period whose last day is known.

        Raises
        ------
        InvalidValueError
            If its end is open.
        """
        if self.last_day is None:
            raise InvalidValueError("Period.last_day", None, "is open", "give the last day")
        return ClosedPeriod(self.first_day, self.last_day)

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day or 'open'}"


@define(frozen=True, eq=False, field_transformer=checked)
class ClosedPeriod(Period):
    """A period whose last day is known, so that its days can be counted.

    Examples
    --------
    >>> ClosedPeriod(date(2024, 2, 1), date(2024, 2, 29)).days
    29
    """

    last_day: date = field()

    @property
    def days(self) -> int:
        """The number of its days."""
        return (self.last_day - self.first_day).days + 1

    @property
    def is_whole_years(self) -> bool:
        """Whether it consists of whole calendar years."""
        first, last = self.first_day, self.last_day
        return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)

    @property
    def is_whole_months(self) -> bool:
        """Whether it consists of whole calendar months."""
        return self == self.months_begun

    @property
    def months_begun(self) -> "ClosedPeriod":
        """The calendar months of which a day lies in it, as a whole.

        Examples
        --------
        >>> print(ClosedPeriod(date(2024, 1, 31), date(2024, 2, 1)).months_begun)
        2024-01-01 to 2024-02-29
        """
        return ClosedPeriod(self.first_day.replace(day=1), self.last_day + relativedelta(day=31))

    def cut_before(self, days: Iterable[date]) -> "tuple[ClosedPeriod, ...]":
        """Return it in parts, of which each begins on its first day or on one of the days given.

        Examples
        --------
        >>> [str(part) for part in ClosedPeriod.of_year(2023).cut_before([date(2023, 5, 1)])]
        ['2023-01-01 to 2023-04-30', '2023-05-01 to 2023-12-31']
        """
        inside = (each for each in require_each("days", days, date) if each in self)
        starts = sorted({self.first_day, *inside})
        ends = [start - timedelta(days=1) for start in starts[1:]]
        return tuple(map(ClosedPeriod, starts, [*ends, self.last_day]))

    def cut_around(
        self, first_days: Iterable[date], last_days: Iterable[date]
    ) -> "tuple[ClosedPeriod, ...]":
        """Return it in parts, cut before each of the first days and after each of the last days."""
        ends = require_each("last_days", last_days, date)
        after = (each + timedelta(days=1) for each in ends if each < self.last_day)
        return self.cut_before([*require_each("first_days", first_days, date), *after])


@define(frozen=True, field_transformer=checked)
class YearlyDay:
    """A day that returns every year, such as the reference date 31 March (jährlicher Stichtag).

    29 February falls on the 28th in years that have none.

    Parameters
    ----------
    month
        1 to 12.
    day
        1 to the last day that the month can have.

    Examples
    --------
    >>> stichtag = YearlyDay(3, 31)
    >>> stichtag.latest(date(2024, 3, 30))
    datetime.date(2023, 3, 31)
    >>> stichtag.latest(date(2024, 3, 31))
    datetime.date(2024, 3, 31)
    """

    month: Annotated[int, Bounds(1, 12)]
    day: Annotated[int, Bounds(1, 31)]

    def __attrs_post_init__(self) -> None:
        longest = (date(2024, self.month, 1) + relativedelta(day=31)).day
        require("YearlyDay.day", self.day, Annotated[int, Bounds(1, longest)])

    def in_year(self, year: SupportsIndex) -> date:
        """Return the day in the given calendar year."""
        return date(whole("year", year, _CalendarYear), self.month, 1) + relativedelta(day=self.day)

    def latest(self, on: date) -> date:
        """Return the latest such day up to and including `on`, the reference date governing it.

        Raises
        ------
        InvalidValueError
            For a day before the first of them that the calendar has.
        """
        require("on", on, date)
        day_of_year = self.in_year(on.year)
        if day_of_year <= on:
            return day_of_year
        if on.year == date.min.year:
            rule = f"lies before {day_of_year}, the first such day of the calendar"
            raise InvalidValueError("on", on, rule, "ask about a later day")
        return self.in_year(on.year - 1)

    def next(self, after: date) -> date:
        """Return the first such day after a day: the reference date that is due next.

        Raises
        ------
        InvalidValueError
            For a day on or after the last of them that the calendar has.

        Examples
        --------
        >>> YearlyDay(3, 31).next(date(2024, 3, 31))
        datetime.date(2025, 3, 31)
        """
        require("after", after, date)
        day_of_year = self.in_year(after.year)
        if day_of_year > after:
            return day_of_year
        if after.year == date.max.year:
            rule = f"does not lie before {day_of_year}, the last such day of the calendar"
            raise InvalidValueError("after", after, rule, "ask about an earlier day")
        return self.in_year(after.year + 1)

    def between(self, first_day: date, last_day: date) -> tuple[date, ...]:
        """Return all such days from a first to a last day, both inside.

        Examples
        --------
        >>> YearlyDay(3, 31).between(date(2023, 3, 31), date(2024, 3, 30))
        (datetime.date(2023, 3, 31),)
        """
        require("first_day", first_day, date)
        require("last_day", last_day, date)
        years = range(first_day.year, last_day.year + 1)
        days = (self.in_year(year) for year in years)
        return tuple(each for each in days if first_day <= each <= last_day)
