"""Periods of whole days, and days that return every year."""

from datetime import date
from typing import Self

from attrs import define, field
from dateutil.relativedelta import relativedelta

from kim_model._checks import day, name_fields, optional, valid, whole
from kim_model.errors import InvalidValueError

__all__ = ["Period", "YearlyDay"]


@define(frozen=True, field_transformer=name_fields)
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

    first_day: date = field(validator=valid(day))
    last_day: date | None = field(default=None, validator=valid(optional(day)))

    def __attrs_post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            rule = f"lies before the first day, {self.first_day}"
            raise InvalidValueError(
                "Period.last_day", self.last_day, rule, "give a later one, or none"
            )

    @classmethod
    def of_year(cls, year: int) -> Self:
        """Return the calendar year (Kalenderjahr, the usual Bewilligungszeitraum)."""
        whole(date.min.year, date.max.year)("year", year)
        return cls(date(year, 1, 1), date(year, 12, 31))

    def __contains__(self, on: date) -> bool:
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other period lies in this one."""
        if self.last_day is None:
            return other.first_day in self
        return other.first_day in self and other.last_day is not None and other.last_day in self

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day or 'open'}"


@define(frozen=True, field_transformer=name_fields)
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

    month: int = field(validator=valid(whole(1, 12)))
    day: int = field(validator=valid(whole(1, 31)))

    def __attrs_post_init__(self) -> None:
        longest = (date(2024, self.month, 1) + relativedelta(day=31)).day
        whole(1, longest)("YearlyDay.day", self.day)

    def in_year(self, year: int) -> date:
        """Return the day in the given calendar year."""
        whole(date.min.year, date.max.year)("year", year)
        return date(year, self.month, 1) + relativedelta(day=self.day)

    def latest(self, on: date) -> date:
        """Return the latest such day up to and including `on`, the reference date governing it."""
        day_of_year = self.in_year(on.year)
        return day_of_year if day_of_year <= on else self.in_year(on.year - 1)

    def next(self, after: date) -> date:
        """Return the first such day after a day: the reference date that is due next.

        Examples
        --------
        >>> YearlyDay(3, 31).next(date(2024, 3, 31))
        datetime.date(2025, 3, 31)
        """
        day_of_year = self.in_year(after.year)
        return day_of_year if day_of_year > after else self.in_year(after.year + 1)

    def between(self, first_day: date, last_day: date) -> tuple[date, ...]:
        """Return all such days from a first to a last day, both inside.

        Examples
        --------
        >>> YearlyDay(3, 31).between(date(2023, 3, 31), date(2024, 3, 30))
        (datetime.date(2023, 3, 31),)
        """
        years = range(first_day.year, last_day.year + 1)
        days = (self.in_year(year) for year in years)
        return tuple(each for each in days if first_day <= each <= last_day)
