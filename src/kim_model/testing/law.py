"""Strategies for rates, deadlines and the rules of parts of years."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.funding import Rate, RateBook, RateKind, YearEndRule
from kim_model.law import Deadline, DeadlineRule, Shift
from kim_model.testing.values import (
    cached,
    citations,
    days,
    euros,
    evidences,
    given_or,
    identifiers,
    maybe,
    periods,
    some,
    yearly_days,
)
from kim_model.values import Citation, DayCount, Evidence, PartYear, PartYearRule, RateUnit

_FORMS: tuple[tuple[PartYear, DayCount | None], ...] = (
    (PartYear.FULL_MONTHS, None),
    (PartYear.MONTHS_BEGUN, None),
    *((PartYear.DAYS, count) for count in DayCount),
)


@cached
def deadlines() -> SearchStrategy[Deadline]:
    """Deadlines that move or stay, with a few holidays."""
    return st.builds(
        Deadline,
        named_day=days(),
        shift=st.sampled_from(Shift),
        holidays=some(days()),
        citation=maybe(citations()),
        evidence=evidences(),
    )


@cached
def deadline_rules() -> SearchStrategy[DeadlineRule]:
    """Rules for deadlines from the year before to two years after the funding year."""
    return st.builds(
        DeadlineRule,
        day_of_year=yearly_days(),
        years_after=st.integers(-1, 2),
        shift=st.sampled_from(Shift),
        citation=maybe(citations()),
        evidence=evidences(),
    )


@cached
def year_end_rules() -> SearchStrategy[YearEndRule]:
    """Rules for proof and repayment."""
    return st.builds(
        YearEndRule,
        proof=maybe(deadline_rules()),
        proof_not_before=maybe(yearly_days()),
        repayment=deadline_rules(),
        citation=maybe(citations()),
        evidence=evidences(),
    )


@cached
def part_year_rules() -> SearchStrategy[PartYearRule]:
    """Rules by full months, by months begun, and by days of every count."""
    return st.builds(_part_year_rule, st.sampled_from(_FORMS), maybe(citations()), evidences())


def _part_year_rule(
    form: tuple[PartYear, DayCount | None], citation: Citation | None, evidence: Evidence | None
) -> PartYearRule:
    method, count = form
    return PartYearRule(method=method, day_count=count, citation=citation, evidence=evidence)


@cached
def rates(items: SearchStrategy[str] | None = None) -> SearchStrategy[Rate]:
    """Rates of every kind and unit, dated or not, for an item given or for any."""
    return st.builds(
        Rate,
        item=given_or(items, identifiers()),
        amount=euros(maximum=100_000),
        kind=st.sampled_from(RateKind),
        unit=st.sampled_from(RateUnit),
        period=periods(),
        known_from=maybe(days()),
        citation=maybe(citations()),
        evidence=evidences(),
    )


@cached
def rate_books(items: SearchStrategy[str] | None = None) -> SearchStrategy[RateBook]:
    """Books of a few rates that do not conflict, with gaps and with rates that supersede others."""
    return some(rates(items), at_most=6).map(_without_conflicts)


def _without_conflicts(drawn: tuple[Rate, ...]) -> RateBook:
    kept: list[Rate] = []
    for rate in drawn:
        if not any(rate.conflicts_with(each) for each in kept):
            kept.append(rate)
    return RateBook(tuple(kept))
