"""Strategies for what money is computed from."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

import kim_model as kim
from kim_model import explain
from kim_model.explain import Derivation
from kim_model.values import EuroPerPost

FIRST, LAST = date(2019, 1, 1), date(2027, 12, 31)

days = st.dates(FIRST, LAST)
evidence = st.none() | st.sampled_from(kim.Evidence)
citations = st.sampled_from(
    [
        None,
        kim.Citation(document="Bescheid", issued_on=date(2023, 2, 15)),
        kim.Citation(document="Runderlass", section="Nr. 5", published_in="MBl. NRW.", link="x"),
    ]
)
roundings = st.sampled_from([each for each in kim.Rounding if each is not kim.Rounding.EXACT])
fractions = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**6))
exact_euros = fractions.map(kim.ExactEuro)
euros = st.integers(-(10**9), 10**9).map(lambda cents: kim.Euro(Fraction(cents, 100)))
ftes = st.integers(0, 400).map(lambda tenths: kim.Fte(Fraction(tenths, 20)))

part_year_rules = st.one_of(
    st.sampled_from([kim.PartYear.FULL_MONTHS, kim.PartYear.MONTHS_BEGUN]).map(
        lambda method: kim.PartYearRule(method=method)
    ),
    st.sampled_from(kim.DayCount).map(
        lambda count: kim.PartYearRule(method=kim.PartYear.DAYS, day_count=count)
    ),
)


@st.composite
def periods(draw: st.DrawFn, *, open_ended: bool = False) -> kim.Period:
    """Draw a period within the years of the programme."""
    first_day = draw(days)
    if open_ended and draw(st.booleans()):
        return kim.Period(first_day)
    return kim.Period(first_day, min(LAST, first_day + timedelta(draw(st.integers(0, 900)))))


@st.composite
def rates(draw: st.DrawFn, item: str = "post") -> kim.Rate:
    """Draw a rate for an item: since when it was known, or by when, or neither."""
    since, by = draw(st.tuples(days, st.none()) | st.tuples(st.none(), st.none() | days))
    return kim.Rate(
        item=item,
        amount=kim.Euro(draw(st.integers(0, 80_000))),
        kind=draw(st.sampled_from(kim.RateKind)),
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=draw(periods(open_ended=True)),
        known_since=since,
        known_by=by,
        evidence=draw(evidence),
    )


@st.composite
def rate_books(draw: st.DrawFn, *, without_gaps: bool = False) -> kim.RateBook:
    """Draw a book without conflicts, and without gaps if asked."""
    kept: list[kim.Rate] = []
    if without_gaps:
        first = draw(rates())
        since = date(1990, 1, 1)
        kept.append(attrs.evolve(first, period=kim.Period(FIRST), known_since=since, known_by=None))
    for rate in draw(st.lists(rates(), max_size=8)):
        if not any(rate.conflicts_with(each) for each in kept):
            kept.append(rate)
    return kim.RateBook(tuple(kept))


staffings = st.lists(
    st.builds(kim.Staffing, fte=ftes, period=periods(open_ended=True)), max_size=4
).map(tuple)


def terms(rule: kim.PartYearRule | None = None, **more: Any) -> kim.FundingTerms:
    """Return terms at one rate for all times, whose twelfths and days are not whole cents."""
    rate = kim.Rate(
        item="post",
        amount="57001.01",
        kind=kim.RateKind.LUMP_SUM,
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=kim.Period(FIRST),
    )
    return kim.FundingTerms(rates=kim.RateBook((rate,)), part_year=rule, **more)


HALF_YEARS = [date(year, month, 1) for year in range(2019, 2028) for month in (1, 7)]
percents = st.integers(-200, 900).map(lambda hundredths: Fraction(hundredths, 100))


@st.composite
def interest_terms(draw: st.DrawFn) -> kim.InterestTerms:
    """Draw made-up terms that say base rate and margin for all days of `periods`."""
    later = draw(st.lists(days, unique=True, max_size=3))
    return kim.InterestTerms(
        base_rates=tuple(kim.BaseRate(since=day, percent=draw(percents)) for day in HALF_YEARS),
        margins=tuple(
            kim.Margin(since=day, percent=draw(percents) + 4)
            for day in dict.fromkeys([FIRST, *later])
        ),
        day_count=draw(st.sampled_from(kim.DayCount)),
        rounding=draw(roundings),
    )


def _leaf(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Derivation[Any]]:
    return st.builds(
        explain.given, st.sampled_from(["a", "b"]), value, citation=citations, evidence=evidence
    )


@st.composite
def products(draw: st.DrawFn) -> Derivation[kim.ExactEuro]:
    """Draw rate times posts and, where it is paid per year, times a part of a year."""
    unit = draw(st.sampled_from(kim.RateUnit))
    rate = draw(_leaf(st.integers(1, 80_000).map(lambda n: EuroPerPost(n, unit))))
    posts = draw(_leaf(st.integers(1, 99).map(kim.Fte)))
    if not unit.is_per_year:
        return explain.amount("amount", rate, posts)
    time = explain.part_of_year("time", draw(periods()), draw(part_year_rules))
    return explain.amount("amount", rate, posts, time)


accruals = st.builds(
    explain.accrued,
    st.just("interest"),
    _leaf(euros),
    _leaf(percents),
    st.builds(explain.part_of_year, st.just("time"), periods(), part_year_rules),
)
exact_amounts = st.recursive(
    _leaf(exact_euros) | products() | accruals,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=4).map(lambda each: explain.total("sum", each)),
        st.tuples(parts, parts).map(lambda each: explain.difference("rest", *each)),
        st.tuples(parts, parts).map(lambda each: explain.least("least", *each)),
        st.tuples(parts, parts).map(lambda each: explain.greatest("greatest", *each)),
        st.tuples(parts, _leaf(st.builds(Fraction, st.integers(-99, 99), st.integers(1, 20)))).map(
            lambda each: explain.product("product", *each)
        ),
    ),
    max_leaves=4,
)
derivations = st.one_of(
    exact_amounts,
    st.tuples(exact_amounts, roundings).map(lambda each: explain.rounded("rounded", *each)),
    st.lists(_leaf(ftes), min_size=1, max_size=4).map(lambda each: explain.total("posts", each)),
    st.lists(_leaf(st.integers(-99, 99)), min_size=1).map(lambda each: explain.total("n", each)),
)
