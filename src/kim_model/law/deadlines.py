"""Deadlines, and how a rule moves them over weekends and holidays, where it does."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Annotated

from attrs import define

from kim_model.values import Citation, Evidence, YearlyDay
from kim_model.values._field import Bounds, checked

_SATURDAY = 5


class Shift(Enum):
    """What a rule does with a deadline that falls on a weekend or holiday (Fristverschiebung)."""

    NONE = "none"
    """It stays (keine Verschiebung)."""
    NEXT_WORKING_DAY = "next_working_day"
    """It ends with the next working day (nächster Werktag)."""
    PREVIOUS_WORKING_DAY = "previous_working_day"
    """It ends with the working day before (vorheriger Werktag)."""


_STEPS = {
    Shift.NONE: 0,
    Shift.NEXT_WORKING_DAY: 1,
    Shift.PREVIOUS_WORKING_DAY: -1,
}


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
        The holidays that count; the library knows none by itself.
    citation
        Where it can be read.
    evidence
        How surely it is known.

    Examples
    --------
    >>> # 30 October 2021 is a Saturday, 1 November (Allerheiligen) a holiday in NRW.
    >>> Deadline(
    ...     named_day=date(2021, 10, 30),
    ...     shift=Shift.NEXT_WORKING_DAY,
    ...     holidays=(date(2021, 11, 1),),
    ... ).last_day
    datetime.date(2021, 11, 2)
    >>> Deadline(named_day=date(2021, 10, 30), shift=Shift.NONE).last_day
    datetime.date(2021, 10, 30)
    """

    named_day: date
    shift: Shift
    holidays: tuple[date, ...] = ()
    citation: Citation | None = None
    evidence: Evidence | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is met."""
        found, step = self.named_day, _STEPS[self.shift]
        while step and (found.weekday() >= _SATURDAY or found in self.holidays):
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

    def for_year(self, funding_year: int, holidays: Iterable[date] = ()) -> Deadline:
        """Return the deadline for a funding year, with the holidays that count."""
        return Deadline(
            named_day=self.day_of_year.in_year(funding_year + self.years_after),
            shift=self.shift,
            holidays=tuple(holidays),
            citation=self.citation,
            evidence=self.evidence,
        )
