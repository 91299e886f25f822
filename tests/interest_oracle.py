"""Use and interest, counted cent by cent and day by day: slow, and too simple to be wrong."""

import calendar
from collections import Counter, deque
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

import kim_model as kim

Pairs = Counter[tuple[date | None, date | None]]


def used(payments: Iterable[kim.Payment], on: date) -> Pairs:
    """Return how many cents were received on one day and went on another, or on none so far."""
    found: Pairs = Counter()
    there: deque[date] = deque()
    owed: deque[date] = deque()
    for each in sorted(payments, key=lambda each: each.paid_on or date.max):
        day = each.paid_on
        if day is None or day > on:
            continue
        for _ in range(each.amount.cents):
            comes = each.kind is kim.PaymentKind.RECEIVED
            if comes and owed:
                found[day, owed.popleft()] += 1
            elif comes:
                there.append(day)
            elif there:
                found[there.popleft(), day] += 1
            else:
                owed.append(day)
    found.update((day, None) for day in there)
    found.update((None, day) for day in owed)
    return found


def interest(cents: int, first: date, until: date, terms: kim.InterestTerms) -> Fraction:
    """Return the interest in EUR of the days from a first to the one before another."""
    euros, day = Fraction(0), first
    while day < until:
        half = max(each.since for each in terms.base_rates if each.since <= day)
        base = {each.since: each.percent for each in terms.base_rates}[half]
        latest = max(each.since for each in terms.margins if each.since <= day)
        margin = {each.since: each.percent for each in terms.margins}[latest]
        euros += Fraction(cents, 100) * (base + margin) / 100 * part(day, terms.day_count)
        day += timedelta(1)
    return euros


def part(day: date, count: kim.DayCount) -> Fraction:
    """Return what part of a year a day is."""
    length = calendar.monthrange(day.year, day.month)[1]
    match count:
        case kim.DayCount.ACTUAL:
            return Fraction(1, 366 if calendar.isleap(day.year) else 365)
        case kim.DayCount.NO_LEAP_DAY:
            return Fraction(0 if (day.month, day.day) == (2, 29) else 1, 365)
        case kim.DayCount.THIRTY_360:  # the last day of a month is all that is missing to thirty
            if day.day == length:
                return Fraction(30 - min(length - 1, 29), 360)
            return Fraction(1 if day.day < 30 else 0, 360)
