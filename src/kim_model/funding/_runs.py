"""How many posts count over a period, from who fills them when, under a part-year rule."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import define, field

from kim_model.posts import Staffing
from kim_model.values import ClosedPeriod, Fte, PartYear, PartYearRule
from kim_model.values._field import NonNegativeFte, checked
from kim_model.values.part_years import monthly_parts


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


def runs(
    staffing: Iterable[Staffing], within: ClosedPeriod, rule: PartYearRule | None
) -> tuple[Run, ...]:
    """Return the posts that count in a period, in stretches of equal VZÄ without empty ones.

    By days, and without a rule, what is filled on a day counts on that day. By full months, a month
    counts with what is filled on all its days; by months begun, with the most that is filled on any
    of its days. So a successor in the same month neither loses that month nor is it paid twice.

    Examples
    --------
    >>> from datetime import date
    >>> from kim_model.values import Period
    >>> year = Period.of_year(2023).closed()
    >>> filled = [
    ...     Staffing(fte="1", period=Period(date(2023, 1, 1), date(2023, 6, 14))),
    ...     Staffing(fte="1", period=Period(date(2023, 6, 15), date(2023, 9, 20))),
    ... ]
    >>> [str(each.period) for each in runs(filled, year, PartYearRule(method=PartYear.FULL_MONTHS))]
    ['2023-01-01 to 2023-08-31']
    """
    daily = list(_daily(tuple(staffing), within))
    if rule is not None and rule.method is not PartYear.DAYS:
        daily = [_month(daily, part, rule.method) for part in monthly_parts(within)]
    return tuple(run for run in _merged(daily) if run.fte)


def _daily(staffing: tuple[Staffing, ...], within: ClosedPeriod) -> Iterator[Run]:
    present = [
        (shared.closed(), each.fte)
        for each in staffing
        if (shared := each.period.overlap(within)) is not None
    ]
    starts = {period.first_day for period, _ in present}
    ends = {period.last_day for period, _ in present}
    for part in within.cut_around(starts, ends):
        yield Run(part, sum((fte for period, fte in present if period.covers(part)), Fte(0)))


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
