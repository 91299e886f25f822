"""What is due, counted day by day and month by month: slow, and too simple to be wrong."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

import kim_model as kim


class CannotSayError(Exception):
    """A rate is unknown, or changes within a month that is paid as a whole."""


def days(period: kim.Period) -> list[date]:
    """Return every day of a period."""
    first, last = period.first_day, period.last_day
    assert last is not None
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def dues(claim: kim.Claim, terms: kim.FundingTerms) -> Iterator[Fraction]:
    """Yield what each day or each month of a claim is due."""
    if not terms.rates.known(claim.item, known_on=terms.known_on):
        raise CannotSayError
    rule = terms.part_year
    assert rule is not None
    if rule.method is kim.PartYear.DAYS:
        for day in days(claim.period):
            if posts := filled(claim, day):
                yield posts * rate(terms, [day]) * rule.years(kim.Period(day, day))
        return
    for (year, month), group in groupby(days(claim.period), key=lambda day: (day.year, day.month)):
        inside = list(group)
        counts = [filled(claim, day) for day in inside]
        if rule.method is kim.PartYear.MONTHS_BEGUN:
            posts = max(counts)
        else:
            whole = len(inside) == calendar.monthrange(year, month)[1]
            posts = min(counts) if whole else Fraction(0)
        if posts:
            yield posts * rate(terms, inside) / 12


def filled(claim: kim.Claim, day: date) -> Fraction:
    """Return the posts filled on a day, no more than the claim is for."""
    posts = sum((each.fte.value for each in claim.staffing if day in each.period), Fraction(0))
    return posts if claim.fte is None else min(posts, claim.fte.value)


def rate(terms: kim.FundingTerms, days: list[date]) -> Fraction:
    """Return the one rate of some days."""
    try:
        found = {terms.rates.rate("post", on=day, known_on=terms.known_on) for day in days}
    except kim.UnknownRateError:
        raise CannotSayError from None
    amounts = {Fraction(each.amount.cents, 100) for each in found}
    if len({(each.amount, each.kind) for each in found}) > 1:
        raise CannotSayError
    return amounts.pop()
