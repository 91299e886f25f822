"""What is not known of a post, a payer or a payment is known of no figure that hangs on it."""

from datetime import date
from typing import Any

import attrs
import pytest
from test_worked_posts import (
    BEGUN,
    CO,
    END,
    JULY,
    KNOWN,
    OTHER,
    PERSONNEL,
    RECEIVED,
    SPENT,
    YEAR,
    euro,
    notice,
    paid,
    post,
    reasons,
    sheet,
    terms,
)

import kim_model as kim
from kim_model import nrw

H1 = kim.Period(date(2023, 1, 1), date(2023, 6, 30))
FORWARDED, REPAID = kim.PaymentKind.FORWARDED, kim.PaymentKind.REPAID


SINCE: dict[str, Any] = {"known_since": date(2023, 1, 1)}


def funding(fte: str, period: kim.Period = YEAR, **payer: Any) -> kim.PositionFunding:
    return kim.PositionFunding(fte=fte, period=period, as_of=date(2023, 1, 1), **payer)


@pytest.mark.parametrize("changes", [{"staffing": None}, {"fte": None}])
def test_an_unknown_post_is_no_post_worth_nothing(changes: dict[str, Any]) -> None:
    """Two posts granted, one filled, one unknown: neither due nor repayment is known."""
    facts = (notice("g", 120_000, "2"), post("a", YEAR, **changes), post("b", YEAR))
    money = sheet(*facts, paid("r", RECEIVED, 120_000, END, grant="g")).notice("g")
    assert (euro(money.due), euro(money.to_be_repaid)) == (None, None)
    assert reasons(money.due)[0][1] == "a"


def test_of_two_notices_nobody_knows_which_pays_until_it_is_recorded() -> None:
    """Both dues hang on it; once `a` is recorded under g, h pays for nothing."""
    g, h, a = notice("g", 60_000, "1"), notice("h", 60_000, "1"), post("a", YEAR)
    found = sheet(g, h, a)
    assert [euro(found.notice(each).due) for each in ("g", "h")] == [None, None]
    named = sheet(g, h, attrs.evolve(a, funding=(funding("1", grant="g"),), **SINCE))
    assert euro(named.notice("g").due) == "60000.00"


def test_a_cost_of_two_payers_is_known_of_neither() -> None:
    """Half a year each: what was spent on the post may be of either notice."""
    halves = (funding("1", H1, grant="g"), funding("1", JULY, grant="h"))
    a = post("a", YEAR, funding=halves, **SINCE)
    facts = (notice("g", 30_000, "1", H1), notice("h", 30_000, "1", JULY), a)
    found = sheet(*facts, paid("s", SPENT, 55_000, END, position="a"))
    for name in ("g", "h"):
        assert euro(found.notice(name).due) == "30000.00"
        assert reasons(found.notice(name).spent) == [("payer", "s", "not_recorded")]
    said = sheet(*facts, paid("s", SPENT, 55_000, END, position="a", grant="h"))
    assert euro(said.notice("h").used) == "30000.00"


def test_a_payer_that_changes_within_a_month_is_parted_by_no_rule_by_months() -> None:
    """By months begun June would be paid twice, by full months not at all."""
    to, since = date(2023, 6, 14), date(2023, 6, 15)
    a = post(
        "a",
        YEAR,
        funding=(
            funding("1", kim.Period(date(2023, 1, 1), to), grant="g"),
            funding("1", kim.Period(since, END), grant="h"),
        ),
        **SINCE,
    )
    facts = (notice("g", 60_000, "1"), notice("h", 60_000, "1"), a)
    for by in (terms(), terms(BEGUN)):
        found = sheet(*facts, by=by)
        assert {euro(each.maximum) for each in found.posts} == {None}
        assert reasons(found.notice("g").due) == [("part_year", "a", "no_rule")]


@pytest.mark.parametrize(
    "recorded",
    [funding("1", grant="gone"), funding("0.5", source="ESF")],
    ids=["a notice that does not stand", "a part by another source"],
)
def test_what_is_recorded_halfway_is_not_filled_in(recorded: kim.PositionFunding) -> None:
    """The notice that stands does not silently pay for what another is recorded to."""
    gone = notice("gone", 60_000, "1", kim.Period.of_year(2022))
    found = sheet(gone, notice("g", 60_000, "1"), post("a", YEAR, funding=(recorded,), **SINCE))
    assert reasons(found.notice("g").due) == [("payer", "a", "not_recorded")]


def test_what_is_granted_beside_posts_is_of_all_its_time() -> None:
    """No source parts it over two years, or before and after an amendment."""
    role: dict[str, Any] = {"role": CO, "beside_posts": "10000"}
    cost = (
        paid("p", SPENT, 60_000, END, grant="g", expense=PERSONNEL),
        paid("o", SPENT, 9_000, END, grant="g", expense=OTHER),
    )
    long = notice("g", 164_000, "1", kim.Period(date(2023, 1, 1), date(2024, 12, 31)), **role)
    one = notice("g", 82_000, "1", **role)
    stab = post("k", YEAR, role=CO)
    assert euro(sheet(one, stab, *cost).notice("g").due) == "69000.00"
    money = sheet(attrs.evolve(long), stab, *(attrs.evolve(e, year=2023) for e in cost)).notice("g")
    assert reasons(money.due) == [("beside_posts", "g", "not_recorded")]


def test_what_receivers_pay_back_is_not_spent_on_posts() -> None:
    """60,000 passed on, 20,000 back: 40,000 of 72,000 are due for the post."""
    kreis = kim.LocalProgramme(
        id="kreis",
        district=nrw.district("Unna"),
        actors=(kim.Actor(id="t", name="T", kind=kim.ActorKind.WELFARE_ASSOCIATION),),
        grants=(notice("g", 72_000, "1", role=CO, beside_posts="0"),),
        sub_grants=(kim.SubGrant(id="w", grant="g", receiver="t", period=YEAR, known_since=END),),
        positions=(post("k", YEAR, role=CO),),
        payments=(
            paid("f", FORWARDED, 60_000, END, sub_grant="w"),
            paid("z", REPAID, 20_000, END, sub_grant="w"),
        ),
    )
    money = kim.year_sheet(kreis, 2023, terms(), on=END).notice("g")
    assert (euro(money.forwarded), euro(money.due)) == ("40000.00", "40000.00")
    more = attrs.evolve(kreis.payments[1], amount="70000")
    broken = attrs.evolve(kreis, payments=(kreis.payments[0], more))
    assert euro(kim.year_sheet(broken, 2023, terms(), on=END).notice("g").used) is None


def test_a_notice_counts_from_the_day_it_bears() -> None:
    """Whenever it was known: on the day before, nothing is granted."""
    planned = notice("g", 60_000, "1", issued_on=date(2023, 2, 15), known_since=KNOWN)
    facts = (planned, post("a", YEAR))
    assert euro(sheet(*facts, on=date(2023, 2, 14)).money.granted) is None
    assert euro(sheet(*facts, on=date(2023, 2, 15)).money.granted) == "60000.00"


def test_an_undated_payment_or_amendment_leaves_its_figures_unknown() -> None:
    g, a = notice("g", 60_000, "1"), post("a", YEAR)
    undated = kim.Payment(id="r", kind=RECEIVED, amount=1, year=2023, grant="g")
    spent = paid("s", SPENT, 60_000, END, grant="g")
    found = sheet(g, a, undated, spent).notice("g")
    assert reasons(found.received) == [("payment", "r", "undated")]
    assert euro(found.spent) == "60000.00"
    amended = attrs.evolve(g, id="g-ä", replaces="g", amount="50000", issued_on=None)
    assert reasons(sheet(g, amended, a).notice("g").granted) == [("granted", "g-ä", "undated")]


def test_who_gets_the_cent_hangs_on_no_order_of_a_list() -> None:
    """Two half posts of 28,500.50, rounded up to the euro: the first by its id gets 28,501."""
    rate = attrs.evolve(terms().rates.rates[0], amount="57001")
    by = kim.FundingTerms(rates=kim.RateBook((rate,)), rounding=kim.Rounding.EURO_UP)
    a, b = (
        post(each, fte="0.5", staffing=(kim.Staffing(fte="0.5", period=YEAR),)) for each in "ab"
    )
    for order in ((a, b), (b, a)):
        found = sheet(notice("g", 57_001, "1"), *order, by=by)
        assert [euro(found.post(each).due) for each in "ab"] == ["28501.00", "28500.00"]


def test_a_post_never_filled_is_due_nothing_whatever_its_rate() -> None:
    """Of a role that has no rate, 0; and of a role that the notice does not list, no line."""
    found = sheet(notice("g", 60_000, "1"), post("a"), by=kim.FundingTerms(rates=kim.RateBook(())))
    assert euro(found.notice("g").due) == "0.00"
    other = sheet(
        notice("g", 72_000, "1", role=CO, beside_posts="0"),
        post("v", YEAR, role=kim.Role.ADMINISTRATIVE_ASSISTANCE),
    )
    assert other.posts == ()


def test_what_was_learned_later_names_payments_and_first_notices() -> None:
    programme = kim.LocalProgramme(
        id="kreis", district=nrw.district("Unna"), positions=(post("a", YEAR),)
    )
    then = kim.year_sheet(programme, 2023, terms(), on=END)
    later = date(2024, 3, 1)
    today = programme.learn(notice("g", 60_000, "1"), paid("s", SPENT, 1, END, grant="g"), on=later)
    known: list[Any] = [each.record for each in then.learned_later(today)]
    assert {each.id for each in known} == {"g", "s"}
