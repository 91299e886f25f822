"""What is claimed of staffing: a post is paid up to its size, and no time of it twice."""

from datetime import date

import attrs
import pytest
from hypothesis import given

import funding_oracle as oracle
import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.values.part_years import monthly_parts

YEAR = kim.Period.of_year(2023)
RATES = kim.FundingTerms(
    rates=nrw.RATES, part_year=kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
)


def handover(*, fte: str | None = "1", filled: str = "1") -> kim.Position:
    """Return a post whose holders are both there on the day of the handover."""
    return kim.Position(
        id="cm-1",
        role=kim.Role.CASE_MANAGEMENT,
        fte=fte,
        staffing=(
            kim.Staffing(fte=filled, period=kim.Period(date(2023, 1, 1), date(2023, 6, 15))),
            kim.Staffing(fte=filled, period=kim.Period(date(2023, 6, 15))),
        ),
    )


@given(some.staffings, some.periods(), some.part_year_rules, some.ftes)
def test_what_is_claimed_for_a_post_never_exceeds_the_post(
    staffing: tuple[kim.Staffing, ...], period: kim.Period, rule: kim.PartYearRule, fte: kim.Fte
) -> None:
    """However it is staffed, and in every part of the time: no more than filled to its size."""
    position = kim.Position(
        id="p", role=kim.Role.CASE_MANAGEMENT, fte=fte, established=period, staffing=staffing
    )
    full = attrs.evolve(position, staffing=(kim.Staffing(fte=fte, period=period),))
    terms = some.terms(rule)
    for part in monthly_parts(period.closed()):
        due, most = (
            kim.entitlement(
                kim.Claim.of_position(each, item="post", period=part), terms
            ).exact_maximum.verify()
            for each in (position, full)
        )
        assert due <= most


@pytest.mark.parametrize("method", [kim.PartYear.FULL_MONTHS, kim.PartYear.MONTHS_BEGUN])
def test_a_post_of_two_holders_or_of_three_is_one_post(method: kim.PartYear) -> None:
    """On the day of the handover two are there, and three may share what is one post."""
    terms = attrs.evolve(RATES, part_year=kim.PartYearRule(method=method))
    for position in (handover(), handover(filled="3"), handover(fte="0.5", filled="1")):
        claim = kim.Claim.of_position(position, item="case_management_position", period=YEAR)
        assert position.fte is not None
        found = kim.entitlement(claim, terms).exact_maximum.verify()
        assert found == kim.ExactEuro(57_000) * position.fte.value


def test_a_post_of_unknown_size_is_not_claimed() -> None:
    with pytest.raises(kim.MissingDataError, match="the size is not known of: cm-1"):
        kim.Claim.of_position(handover(fte=None), item="post", period=YEAR)


@given(some.periods(), some.periods(), some.part_year_rules)
def test_no_time_of_a_post_is_claimed_twice(
    one: kim.Period, other: kim.Period, rule: kim.PartYearRule
) -> None:
    """Two claims for a post together are due no more than one for all of their time."""
    terms, both = some.terms(rule), (one.closed(), other.closed())
    claims = [kim.Claim.of_posts("c", item="post", fte="1", period=each) for each in both]
    by_months = rule.method is kim.PartYear.MONTHS_BEGUN
    paid = [
        {day.replace(day=1) if by_months else day for day in oracle.days(each)} for each in both
    ]
    if not paid[0].isdisjoint(paid[1]):
        with pytest.raises(kim.InvalidValueError, match=r"^claims\[1\]: 'c' .* claimed twice in"):
            kim.entitlement(claims, terms)
        return
    found = kim.entitlement(claims, terms).exact_maximum.verify()
    span = kim.Period(min(each.first_day for each in both), max(each.last_day for each in both))
    whole = kim.Claim.of_posts("c", item="post", fte="1", period=span)
    assert found <= kim.entitlement(whole, terms).exact_maximum.verify()


def test_a_month_in_which_nobody_is_there_is_not_claimed_twice() -> None:
    """Until 15 June and from 16 June, but filled only to the end of May and from July on."""
    rule = kim.PartYearRule(method=kim.PartYear.MONTHS_BEGUN)
    halves = (
        kim.Period(date(2023, 1, 1), date(2023, 6, 15)),
        kim.Period(date(2023, 6, 16), date(2023, 12, 31)),
    )
    one, other = (
        kim.Claim.of_posts("c", item="case_management_position", fte="1", period=each)
        for each in halves
    )
    with pytest.raises(kim.InvalidValueError, match="claimed twice in 2023-06-01 to 2023-06-30"):
        kim.entitlement([one, other], attrs.evolve(RATES, part_year=rule))
    to_may = kim.Staffing(fte="1", period=kim.Period(date(2023, 1, 1), date(2023, 5, 31)))
    one = attrs.evolve(one, staffing=(to_may,))
    found = kim.entitlement([one, other], attrs.evolve(RATES, part_year=rule))
    assert found.maximum.verify() == kim.Euro(57_000)


def test_the_same_claim_twice_is_refused_and_a_post_for_two_items_is_not() -> None:
    year = kim.Period.of_year(2025)
    post = kim.Claim.of_posts("k", item="coordination_position", fte="1", period=year)
    place = attrs.evolve(post, item="workplace")
    assert kim.entitlement([post, place], RATES).maximum.verify() == kim.Euro(57_000 + 5_700)
    with pytest.raises(
        kim.InvalidValueError, match=r"^claims\[2\]: 'k' .* is claimed twice in 2025"
    ):
        kim.entitlement([post, place, post], RATES)
