"""What if: every change is a changed value, and the steps of an attribution add up."""

from datetime import UTC, date, datetime
from functools import reduce
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain, nrw

YEAR = kim.Period.of_year(2023)
ITEM = "case_management_position"
TERMS = kim.FundingTerms(
    rates=nrw.RATES,
    part_year=kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, evidence=kim.Evidence.VERIFIED),
)


def base(rule: kim.PartYearRule) -> kim.Scenario:
    claims = (
        kim.Claim.of_posts("filled", item="post", fte="10.5", period=YEAR),
        kim.Claim(id="vacant", item="post", period=YEAR, staffing=()),
    )
    return kim.Scenario(claims=claims, terms=some.terms(rule, rounding=kim.Rounding.CENT_HALF_UP))


names = st.sampled_from(["filled", "vacant"])
changes = st.one_of(
    st.builds(kim.OtherRate, item=st.just("post"), amount=st.integers(0, 80_000).map(kim.Euro)),
    st.builds(kim.OtherPosts, claim=names, fte=some.ftes),
    st.builds(kim.OtherFilling, claim=names, on=some.days, fte=some.ftes),
)


@given(some.part_year_rules, st.lists(changes, min_size=1, max_size=5))
def test_the_steps_add_up_to_the_difference(
    rule: kim.PartYearRule, made: list[kim.OtherRate | kim.OtherPosts | kim.OtherFilling]
) -> None:
    """Whatever the changes and their order: each step starts where the one before it ended."""
    before = base(rule)
    found = kim.what_if(before, *made)
    assert found.causes == tuple(made)
    assert before == base(rule)
    changed = reduce(lambda scenario, change: change.apply(scenario), made, before)
    assert found.difference.verify() == changed.due.verify() - before.due.verify()
    steps = [step.difference.verify() for step in found.steps]
    assert sum(steps, kim.Euro(0)) == found.difference.verify()
    for earlier, later in pairwise(found.steps):
        assert earlier.difference.operands[0] == later.difference.operands[1]


@given(some.part_year_rules, changes)
def test_a_change_made_twice_changes_nothing_more(
    rule: kim.PartYearRule, change: kim.OtherRate | kim.OtherPosts | kim.OtherFilling
) -> None:
    twice = kim.what_if(base(rule), change, change)
    assert twice.steps[1].difference.verify() == kim.Euro(0)


def test_what_changes_this_year_if_this_post_is_filled_on_that_day() -> None:
    """Four months of 57,000 for the post filled from 1 September; three from the 2nd."""
    vacant = kim.Position(id="cm-14", role=kim.Role.CASE_MANAGEMENT, fte="1", staffing=())
    claim = kim.Claim.of_position(vacant, item=ITEM, period=YEAR)
    scenario = kim.Scenario(claims=(claim,), terms=TERMS)
    for day, amount in ((date(2023, 9, 1), 19_000), (date(2023, 9, 2), 14_250)):
        change = kim.OtherFilling(claim="cm-14", on=day, fte="1")
        assert kim.what_if(scenario, change).difference.verify() == kim.Euro(amount)
    assert scenario.due.verify() == kim.Euro(0)


def test_the_order_says_what_is_attributed_to_what() -> None:
    """One post more at 2,000 EUR more: the second change is paid for what the first has changed."""
    scenario = kim.Scenario(
        claims=(kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR),), terms=TERMS
    )
    rate = kim.OtherRate(item=ITEM, amount="59000")
    posts = kim.OtherPosts(claim="a", fte="11")
    first = kim.what_if(scenario, rate, posts)
    second = kim.what_if(scenario, posts, rate)
    assert [str(step.difference.verify()) for step in first.steps] == ["20000.00", "59000.00"]
    assert [str(step.difference.verify()) for step in second.steps] == ["57000.00", "22000.00"]
    assert first.difference.verify() == second.difference.verify() == kim.Euro(79_000)
    assert first.difference.operands[0].evidence is kim.Evidence.ASSUMED
    rates = rate.apply(scenario).terms.rates
    assert rates.rate(ITEM, on=date(2023, 6, 1)).evidence is kim.Evidence.ASSUMED


def test_a_tampered_attribution_is_not_what_its_causes_give() -> None:
    """Made again from the base it is equal, and nothing else is."""
    scenario = kim.Scenario(
        claims=(kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR),), terms=TERMS
    )
    found = kim.what_if(
        scenario, kim.OtherPosts(claim="a", fte="11"), kim.OtherRate(item=ITEM, amount="59000")
    )
    assert kim.what_if(scenario, *found.causes) == found
    one, two = found.steps
    swapped = (attrs.evolve(one, cause=two.cause), attrs.evolve(two, cause=one.cause))
    other = attrs.evolve(one, difference=explain.given("difference", kim.Euro(1)))
    for steps in (found.steps * 2, swapped, (other, two), (one,)):
        tampered = attrs.evolve(found, steps=steps)
        assert kim.what_if(scenario, *tampered.causes) != tampered
    broken = attrs.evolve(found.difference, value=kim.Euro(1))
    tampered = attrs.evolve(found, difference=broken)
    assert kim.what_if(scenario, *tampered.causes) != tampered
    with pytest.raises(kim.VerificationError, match="does not follow from its operands"):
        tampered.difference.verify()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            kim.OtherPosts(claim="x", fte="1"),
            "'x' .* is not the id of any claim here; write one of a",
        ),
        (
            kim.OtherRate(item="x", amount="1"),
            "OtherRate.item: 'x' .* has no known rate in the book",
        ),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(
    change: kim.OtherPosts | kim.OtherRate, message: str
) -> None:
    scenario = kim.Scenario(
        claims=(kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR),), terms=TERMS
    )
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.what_if(scenario, change)
    with pytest.raises(kim.InvalidValueError, match=r"^changes: .* is empty"):
        kim.what_if(scenario)
    with pytest.raises(kim.InvalidValueError, match=r"Scenario.claims: \(\) .* is empty"):
        attrs.evolve(scenario, claims=())


def test_what_is_learned_later_does_not_show_in_another_rate() -> None:
    """Asked from before, the message is that of a book that never heard of it."""
    later = attrs.evolve(
        nrw.RATES.rates[0], item="later", known_since=date(2024, 1, 1), known_by=None
    )
    messages = set[str]()
    for book in (nrw.RATES, nrw.RATES.amended(later)):
        terms = attrs.evolve(TERMS, rates=book, known_on=date(2023, 6, 1))
        claim = kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR)
        with pytest.raises(kim.InvalidValueError) as caught:
            kim.what_if(
                kim.Scenario(claims=(claim,), terms=terms), kim.OtherRate(item="later", amount=1)
            )
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_another_rate_is_not_for_half_and_full_posts_at_once() -> None:
    """The amount is per unit: of an item with rates in two units nobody knows of which."""
    full = nrw.RATES.rate(ITEM, on=date(2023, 6, 1))
    unit = kim.RateUnit.HALF_POST_AND_YEAR
    half = attrs.evolve(full, amount=28_500, unit=unit)
    terms = attrs.evolve(TERMS, rates=kim.RateBook((full, half)))
    claim = kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR)
    with pytest.raises(kim.InvalidValueError, match=r"^OtherRate\.item: .* in several units"):
        kim.OtherRate(item=ITEM, amount=1).apply(kim.Scenario(claims=(claim,), terms=terms))


def test_under_a_ceiling_the_actual_cost_must_be_known() -> None:
    claim = kim.Claim.of_posts("stab", item="coordination_position", fte="1", period=YEAR)
    scenario = kim.Scenario(claims=(claim,), terms=TERMS)
    with pytest.raises(kim.MissingDataError, match=r"\(Claim\.actual_cost\) is not known of: stab"):
        _ = scenario.due


@pytest.mark.parametrize(
    "change",
    [
        kim.OtherPosts(claim="cm", fte="2", actual_cost="110000"),
        kim.OtherFilling(claim="cm", on=YEAR.first_day, fte="2", actual_cost="110000"),
    ],
    ids=["posts", "filling"],
)
@pytest.mark.parametrize("item", [ITEM, "coordination_position"])
def test_supposed_posts_rest_on_no_source(
    change: kim.OtherPosts | kim.OtherFilling, item: str
) -> None:
    """Neither the citation nor the cost of the recorded posts says anything of others."""
    cited = kim.Citation(document="Stellenplan")
    claim = kim.Claim.of_posts(
        "cm",
        item=item,
        fte="1",
        period=YEAR,
        actual_cost="60000",
        citation=cited,
        evidence=kim.Evidence.VERIFIED,
    )
    scenario = kim.Scenario(claims=(claim,), terms=TERMS)
    changed = change.apply(scenario)
    (found,) = changed.claims
    assert (found.citation, found.actual_cost) == (None, kim.Euro(110_000))
    assert found.evidence is changed.due.evidence is kim.Evidence.ASSUMED
    assert "Stellenplan" not in changed.due.to_text()
    (unasked,) = attrs.evolve(change, actual_cost=None).apply(scenario).claims
    assert unasked.actual_cost is None


def test_what_is_no_argument_is_refused_by_name() -> None:
    """Whoever passes something else is told which argument it was."""
    scenario: Any = kim.Scenario(
        claims=(kim.Claim.of_posts("a", item=ITEM, fte="10", period=YEAR),), terms=TERMS
    )
    text: Any = "x"
    for call, name in (
        (lambda: kim.what_if(scenario, text), r"changes\[0\]"),
        (lambda: kim.what_if(text, kim.OtherPosts(claim="a", fte="1")), "base"),
        (lambda: nrw.RATES.compare(text), "earlier"),
        (lambda: kim.in_force([], on=datetime(2024, 3, 31, tzinfo=UTC)), "on"),
        (lambda: kim.in_force([], on=date(2024, 3, 31), known_on=text), "known_on"),
        (lambda: kim.pass_on(text, actual_cost=text), "sub_grant"),
    ):
        with pytest.raises(kim.InvalidTypeError, match=f"^{name}: "):
            call()
