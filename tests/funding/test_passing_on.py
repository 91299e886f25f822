"""Funds passed on from Kreis to town to Träger, and the money of a year when it is over."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain, nrw

YEAR = kim.Period.of_year(2021)
STAND = date(2021, 3, 31)
BIG = st.integers(0, 10**8).map(lambda cents: kim.Euro(f"{cents // 100}.{cents % 100:02}"))


def contract(name: str = "w", **changes: Any) -> kim.SubGrant:
    base = kim.SubGrant(
        id=name,
        grant="bescheid",
        receiver="träger",
        period=YEAR,
        fte="1",
        ceiling_per_fte="55000",
        top_up_per_fte="5000",
        top_up=kim.TopUp.PER_POST,
    )
    return attrs.evolve(base, **changes)


def cost(amount: kim.Euro) -> explain.Derivation[kim.Euro]:
    return explain.given("actual_cost", amount)


@given(BIG, some.ftes, BIG, BIG)
def test_a_top_up_is_paid_per_post_or_up_to_the_cost(
    spent: kim.Euro, fte: kim.Fte, ceiling: kim.Euro, top_up: kim.Euro
) -> None:
    """Per post it is the same whatever they cost; up to the cost nobody gets more than he spent."""
    link = contract(fte=fte, ceiling_per_fte=ceiling, top_up_per_fte=top_up)
    down = kim.Rounding.CENT_DOWN
    flat, capped = (
        kim.pass_on(attrs.evolve(link, top_up=each), actual_cost=cost(spent), rounding=down)
        for each in kim.TopUp
    )
    agreed = down.to_euro(kim.ExactEuro(top_up) * fte.value)
    assert flat.forwarded == capped.forwarded
    assert flat.top_up.verify() == agreed
    assert capped.paid.verify() == min(spent, flat.paid.verify())
    assert capped.top_up.verify() == min(spent - flat.forwarded.verify(), agreed)


def test_whether_a_top_up_is_paid_beyond_the_cost_is_said() -> None:
    """Nothing spent: 5,000 per post all the same, or nothing; no rule is the default."""
    nothing = cost(kim.Euro(0))
    links = {each: contract(top_up=each) for each in kim.TopUp}
    paid = {each: kim.pass_on(link, actual_cost=nothing).paid for each, link in links.items()}
    assert {rule: str(each.verify()) for rule, each in paid.items()} == {
        kim.TopUp.PER_POST: "5000.00",
        kim.TopUp.UP_TO_COST: "0.00",
    }
    with pytest.raises(kim.MissingDataError, match=r"w does not say: top_up$"):
        kim.pass_on(contract(top_up=None), actual_cost=nothing)
    without = contract(top_up=None, top_up_per_fte=0)
    assert kim.pass_on(without, actual_cost=nothing).paid.verify() == kim.Euro(0)


@given(BIG, some.ftes, BIG, BIG)
def test_at_most_the_ceiling_is_passed_on_and_the_top_up_is_own_money(
    spent: kim.Euro, fte: kim.Fte, ceiling: kim.Euro, top_up: kim.Euro
) -> None:
    link = contract(fte=fte, ceiling_per_fte=ceiling, top_up_per_fte=top_up)
    passed = kim.pass_on(link, actual_cost=cost(spent), rounding=kim.Rounding.CENT_DOWN)
    most = kim.Rounding.CENT_DOWN.to_euro(kim.ExactEuro(ceiling) * fte.value)
    assert passed.forwarded.verify() == min(spent, most)
    assert passed.paid.verify() - passed.forwarded.verify() == passed.top_up.verify()


@given(BIG, st.lists(st.tuples(BIG, some.ftes), min_size=1, max_size=5))
def test_never_more_is_passed_on_than_received_without_showing_as_own_money(
    received: kim.Euro, links: list[tuple[kim.Euro, kim.Fte]]
) -> None:
    """Received = of the received + kept, passed on = of the received + own money, all from 0 up."""
    passed = [
        kim.pass_on(
            contract(f"w{n}", fte=fte), actual_cost=cost(spent), rounding=kim.Rounding.CENT_DOWN
        )
        for n, (spent, fte) in enumerate(links)
    ]
    found = kim.forwardings({"bescheid": explain.given("granted", received)}, passed)["bescheid"]
    of_received, own = found.of_received.verify(), found.own_money.verify()
    assert of_received <= received
    assert found.passed_on.verify() == of_received + own
    assert received == of_received + found.kept.verify()
    assert min(of_received, own, found.kept.verify()) >= kim.Euro(0)
    paid = sum((each.paid.verify() for each in passed), kim.Euro(0))
    assert own == paid - of_received
    assert own >= sum((each.top_up.verify() for each in passed), kim.Euro(0))


def test_heinsberg_passes_on_actual_cost_up_to_55_000_and_adds_5_000() -> None:
    """Kreis Heinsberg, 2021: 1 + 1 posts, at most 55,000 per full post, 5,000 of its own."""
    first = kim.pass_on(contract("a"), actual_cost=cost(kim.Euro("61234.56")))
    second = kim.pass_on(contract("b"), actual_cost=cost(kim.Euro("48000")))
    assert (first.forwarded.verify(), second.forwarded.verify()) == (
        kim.Euro(55000),
        kim.Euro(48000),
    )
    found = kim.forwardings(
        {"bescheid": explain.given("granted", kim.Euro(330_000))}, [first, second]
    )["bescheid"]
    assert found.own_money.verify() == kim.Euro(10_000)
    assert found.kept.verify() == kim.Euro(227_000)


def test_heinsberg_in_december_2022() -> None:
    """1.5 + 1.5 posts in December 2022: one twelfth of 82,500 and of 7,500, by a stated rule."""
    december = kim.Period(date(2022, 12, 1), date(2022, 12, 31))
    rule = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, evidence=kim.Evidence.ASSUMED)
    link = contract(fte="1.5", period=december)
    passed = kim.pass_on(link, actual_cost=cost(kim.Euro(9999)), part_year=rule)
    assert passed.forwarded.verify() == kim.Euro(6875)
    assert passed.top_up.verify() == kim.Euro(625)
    with pytest.raises(kim.MissingDataError, match="name the rule for part years"):
        kim.pass_on(link, actual_cost=cost(kim.Euro(9999)))


def test_a_chain_from_unna_by_bergkamen_to_kamen_and_boenen() -> None:
    """Each link has terms of its own; what Bergkamen receives is what it passes on of."""
    to_town = contract("unna-bergkamen", fte="2.5", top_up_per_fte=0, receiver="bergkamen")
    onward = [
        contract(
            f"bergkamen-{town}",
            grant=None,
            onward_from="unna-bergkamen",
            giver="bergkamen",
            receiver=town,
            fte=fte,
            top_up_per_fte=0,
        )
        for town, fte in (("kamen", "1"), ("bönen", "0.5"))
    ]
    passed = [kim.pass_on(each, actual_cost=cost(kim.Euro(200_000))) for each in (to_town, *onward)]
    found = kim.forwardings({"bescheid": explain.given("granted", kim.Euro(440_000))}, passed)
    assert list(found) == ["bescheid", "unna-bergkamen"]
    town = found["unna-bergkamen"]
    assert town.received.verify() == kim.Euro(137_500)
    assert town.passed_on.verify() == kim.Euro(82_500)
    assert town.kept.verify() == kim.Euro(55_000)


def test_what_is_not_known_is_not_passed_on() -> None:
    with pytest.raises(kim.MissingDataError, match="w does not say: fte, top_up_per_fte"):
        kim.pass_on(contract(fte=None, top_up_per_fte=None), actual_cost=cost(kim.Euro(1)))
    passed = kim.pass_on(contract(), actual_cost=cost(kim.Euro(1)))
    with pytest.raises(kim.MissingDataError, match="not known what was received from: bescheid"):
        kim.forwardings({}, [passed])


def test_funds_are_counted_once_and_flow_down() -> None:
    """Links named twice, stated as received too, or in a circle would make money."""
    one = kim.pass_on(contract("one"), actual_cost=cost(kim.Euro(1000)))
    granted = {"bescheid": cost(kim.Euro(1000))}
    with pytest.raises(kim.InvalidValueError, match=r"passed: 'one' .* occurs twice as an id"):
        kim.forwardings(granted, [one, one])
    with pytest.raises(kim.InvalidValueError, match=r"received: 'one' .* is a sub-grant"):
        kim.forwardings({**granted, "one": cost(kim.Euro(1000))}, [one])
    circle = [
        kim.pass_on(
            contract(name, grant=None, onward_from=source), actual_cost=cost(kim.Euro(1000))
        )
        for name, source in (("a", "b"), ("b", "c"), ("c", "b"))
    ]
    with pytest.raises(
        kim.InvalidValueError, match=r"passed: 'a' .* draws on a circle of sub-grants"
    ):
        kim.forwardings({}, circle)


def test_a_link_draws_on_one_source() -> None:
    for changes in ({"grant": None}, {"onward_from": "x"}):
        with pytest.raises(kim.InvalidValueError, match=r"SubGrant.grant"):
            contract(**changes)
    with pytest.raises(kim.InvalidValueError, match="is the sub-grant itself"):
        contract(grant=None, onward_from="w")
    with pytest.raises(kim.InvalidValueError, match=r"SubGrant.ceiling_per_fte: .* is below 0"):
        contract(ceiling_per_fte="-1")


def test_contracts_are_facts_of_a_programme_from_the_day_they_are_signed() -> None:
    notice = kim.Grant(
        id="bescheid",
        baustein=kim.Baustein.CASE_MANAGEMENT,
        period=YEAR,
        issued_on=date(2021, 2, 1),
    )
    actor = kim.Actor(id="träger", name="Träger", kind=kim.ActorKind.WELFARE_ASSOCIATION)
    signed = contract(signed_on=date(2021, 4, 1))
    programme = kim.LocalProgramme(
        id="p",
        district=nrw.district("Heinsberg"),
        actors=(actor,),
        grants=(notice,),
        sub_grants=(signed,),
    )
    assert programme.as_known_on(date(2021, 3, 31)).sub_grants == ()
    assert programme.as_known_on(date(2021, 4, 1)).sub_grants == (signed,)
    with pytest.raises(kim.InvalidValueError, match=r"sub_grants\[0\].receiver: 'x'"):
        attrs.evolve(programme, sub_grants=(attrs.evolve(signed, receiver="x"),))
    early = attrs.evolve(signed, signed_on=date(2021, 1, 1))
    with pytest.raises(kim.InvalidValueError, match=r"sub_grants\[0\].grant: .* is known from"):
        attrs.evolve(programme, sub_grants=(early,))


def test_what_was_spent_is_not_below_0() -> None:
    below = "is below 0"
    with pytest.raises(kim.InvalidValueError, match=below):
        kim.pass_on(contract(), actual_cost=cost(kim.Euro(-1)))
    with pytest.raises(kim.InvalidValueError, match=below):
        kim.Claim.of_posts("cm", item="post", fte="1", period=YEAR, actual_cost="-1")
    with pytest.raises(kim.InvalidValueError, match=below):
        kim.OtherRate(item="post", amount="-1")


def test_what_is_paid_or_received_is_not_below_0() -> None:
    """Whoever holds an amount that changes hands: what goes back is an amount of its own."""
    debt, below = cost(kim.Euro(-1)), "is below 0"
    passed = kim.pass_on(contract(), actual_cost=cost(kim.Euro(1)))
    (forwarding,) = kim.forwardings({"bescheid": cost(kim.Euro(1))}, [passed]).values()
    (due,) = kim.entitlement(
        kim.Claim.of_posts("cm", item="post", fte="1", period=kim.Period.of_year(2023)),
        some.terms(),
    ).parts
    owed = explain.given("debt", kim.ExactEuro(-1))
    holders: list[tuple[Any, str, Any]] = [
        (passed, "forwarded", debt),
        (passed, "top_up", debt),
        (forwarding, "received", debt),
        (forwarding, "passed_on", debt),
        (forwarding, "of_received", debt),
        (due, "exact_maximum", owed),
        (due, "exact_due", owed),
    ]
    for holder, name, wrong in holders:
        with pytest.raises(kim.InvalidValueError, match=rf"\.{name}\.value: .* {below}"):
            attrs.evolve(holder, **{name: wrong})
    with pytest.raises(kim.InvalidValueError, match=rf"received\['bescheid'\]\.value: .* {below}"):
        kim.forwardings({"bescheid": debt}, [passed])
    with pytest.raises(kim.InvalidValueError, match=rf"Grant\.amount: .* {below}"):
        kim.Grant(
            id="g", baustein=kim.Baustein.CASE_MANAGEMENT, period=YEAR, amount="-1", as_of=STAND
        )


def test_money_is_derived_as_money() -> None:
    """Wherever a derivation of money is held, one of posts is refused."""
    posts: Any = explain.given("posts", kim.Fte(1))
    passed = kim.pass_on(contract(), actual_cost=cost(kim.Euro(1)))
    money = cost(kim.Euro(1))
    (forwarding,) = kim.forwardings({"bescheid": money}, [passed]).values()
    terms = some.terms()
    claim = kim.Claim.of_posts("cm", item="post", fte="1", period=kim.Period.of_year(2023))
    (due,) = kim.entitlement(claim, terms).parts
    revenue = kim.PlannedRevenue(id="r", amount=money)
    expense = kim.PlannedExpense(id="e", kind=kim.ExpenseKind.OTHER, amount=money)
    holders: list[tuple[Any, str]] = [
        (passed, "forwarded"),
        (passed, "top_up"),
        (forwarding, "received"),
        (forwarding, "passed_on"),
        (forwarding, "of_received"),
        (due, "exact_maximum"),
        (due, "exact_due"),
        (revenue, "amount"),
        (expense, "amount"),
    ]
    for holder, name in holders:
        with pytest.raises(kim.InvalidTypeError, match=rf"\.{name}\.value: Fte\('1'\) .* is not a"):
            attrs.evolve(holder, **{name: posts})
    with pytest.raises(kim.InvalidTypeError, match=r"received\['bescheid'\]\.value: Fte\('1'\)"):
        kim.forwardings({"bescheid": posts}, [passed])
    with pytest.raises(kim.InvalidTypeError, match=r"actual_cost\.value: Fte\('1'\)"):
        kim.pass_on(contract(), actual_cost=posts)
