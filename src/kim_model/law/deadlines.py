"""Deadlines, and how a rule moves them over weekends and holidays, where it does."""

from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, SupportsIndex

from attrs import define
from dateutil.easter import easter

from kim_model.errors import InvalidValueError
from kim_model.values import Citation, Evidence, YearlyDay
from kim_model.values._field import checked, whole
from kim_model.values._marks import Bounds, Year

_SATURDAY = 5


_FIRST_YEAR = 1995  # since when the holidays of NRW are the eleven of today
_LAST_YEAR = 4099  # up to which dateutil computes Easter


def holidays(year: SupportsIndex) -> tuple[date, ...]:
    """Return the public holidays of North Rhine-Westphalia in a year, in order (Feiertage).

    The eleven of § 2 (1) Feiertagsgesetz NW of 23.04.1989 (GV. NW. S. 222), and 31.10.2017, which
    was one once. Easter Sunday, Whit Sunday, 24 and 31 December are none.

    Parameters
    ----------
    year
        From 1995, since when the list has been the same, to 4099.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        If the year is not an int within these bounds.

    Examples
    --------
    >>> [str(day) for day in holidays(2024)[:4]]
    ['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-01']
    """
    return _holidays(whole("year", year, Annotated[int, Bounds(_FIRST_YEAR, _LAST_YEAR)]))


@cache
def _holidays(year: int) -> tuple[date, ...]:
    # Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam
    after_easter = (-2, 1, 39, 50, 60)
    fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)]
    if year == 2017:  # noqa: PLR2004 - 500 years of the Reformation
        fixed.append((10, 31))
    moving = (easter(year) + timedelta(days=days) for days in after_easter)
    # In some years two fall on one day: Christi Himmelfahrt on 1 May 2008.
    return tuple(sorted({*(date(year, month, day) for month, day in fixed), *moving}))


class Shift(Enum):
    """What a rule does with a deadline that falls on a weekend or holiday (Fristverschiebung)."""

    NONE = "none"
    """It stays (keine Verschiebung)."""
    NEXT_WORKING_DAY = "next_working_day"
    """It ends with the next working day (nächster Werktag)."""
    PREVIOUS_WORKING_DAY = "previous_working_day"
    """It ends with the working day before (vorheriger Werktag)."""


_STEPS = {Shift.NONE: 0, Shift.NEXT_WORKING_DAY: 1, Shift.PREVIOUS_WORKING_DAY: -1}


@define(frozen=True, kw_only=True, field_transformer=checked)
class Deadline:
    """A day up to which something is to be done (Frist), moved where a rule says so.

    Parameters
    ----------
    named_day
        The day that the rule names.
    shift
        Whether it moves over Saturdays, Sundays and holidays, and in which direction.
    holidays
        Days off that count beside Saturdays, Sundays and the public holidays of NRW.
    citation
        Where it can be read.
    evidence
        How surely it is known.

    Examples
    --------
    >>> # 30 October 2021 is a Saturday, Monday, 1 November, is Allerheiligen.
    >>> Deadline(named_day=date(2021, 10, 30), shift=Shift.NEXT_WORKING_DAY).last_day
    datetime.date(2021, 11, 2)
    >>> # 31 December 2023 is a Sunday; the holiday of the next year counts, too.
    >>> Deadline(named_day=date(2023, 12, 31), shift=Shift.NEXT_WORKING_DAY).last_day
    datetime.date(2024, 1, 2)
    >>> Deadline(named_day=date(2021, 10, 30), shift=Shift.NONE).last_day
    datetime.date(2021, 10, 30)
    """

    named_day: date
    shift: Shift
    holidays: tuple[date, ...] = ()
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        try:
            _ = self.last_day
        except InvalidValueError:  # from holidays, in whose years alone a deadline can move
            rule = f"cannot move: holidays are known from {_FIRST_YEAR} to {_LAST_YEAR}"
            remedy = "use Shift.NONE"
            raise InvalidValueError("Deadline.named_day", self.named_day, rule, remedy) from None

    @property
    def last_day(self) -> date:
        """The last day on which it is met (§ 31 VwVfG, § 193 BGB, where it moves)."""
        found, step = self.named_day, _STEPS[self.shift]
        while step and (
            found.weekday() >= _SATURDAY or found in holidays(found.year) or found in self.holidays
        ):
            found += timedelta(days=step)
        return found


@define(frozen=True, kw_only=True, field_transformer=checked)
class DeadlineRule:
    """A rule that sets a deadline for every year (Fristregel).

    Parameters
    ----------
    day_of_year
        The day that returns every year.
    years_after
        How many years after the funding year it falls: -1 for the year before, 1 for the one after.
    shift
        Whether it moves over Saturdays, Sundays and holidays, and in which direction.
    citation
        Where the rule can be read.
    evidence
        How surely the rule is known.

    Examples
    --------
    >>> rule = DeadlineRule(day_of_year=YearlyDay(10, 30), years_after=-1, shift=Shift.NONE)
    >>> rule.for_year(2022).last_day
    datetime.date(2021, 10, 30)
    """

    day_of_year: YearlyDay
    years_after: Annotated[int, Bounds(-9, 99)]
    shift: Shift
    citation: Citation | None = None
    evidence: Evidence | None = None

    def for_year(self, funding_year: SupportsIndex) -> Deadline:
        """Return the deadline for a funding year."""
        year = whole("funding_year", funding_year, Year) + self.years_after
        return Deadline(
            named_day=self.day_of_year.in_year(year),
            shift=self.shift,
            citation=self.citation,
            evidence=self.evidence,
        )
