"""Years worked by hand: the arithmetic stands in the docstring. All of it is made up.

A post is paid 60,000 EUR a year for a case manager, and up to 72,000 EUR for coordination.
"""

from datetime import date
from typing import Any

import pytest

import kim_model as kim
from kim_model import nrw
from kim_model.explain import Derivation, Unknown

YEAR, JULY = kim.Period.of_year(2023), kim.Period(date(2023, 7, 1), date(2023, 12, 31))
CM, CO = kim.Role.CASE_MANAGEMENT, kim.Role.COORDINATION
KNOWN, END = date(2020, 1, 1), date(2023, 12, 31)
RATES = {CM: (60_000, kim.RateKind.LUMP_SUM), CO: (72_000, kim.RateKind.CEILING)}
FULL_MONTHS = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
BEGUN = kim.PartYearRule(method=kim.PartYear.MONTHS_BEGUN)
DAYS = kim.PartYearRule(method=kim.PartYear.DAYS, day_count=kim.DayCount.ACTUAL)
SPENT, RECEIVED = kim.PaymentKind.SPENT, kim.PaymentKind.RECEIVED
PERSONNEL, OTHER = kim.ExpenseKind.PERSONNEL, kim.ExpenseKind.OTHER


def terms(rule: kim.PartYearRule | None = FULL_MONTHS, **more: Any) -> kim.FundingTerms:
    rates = tuple(
        kim.Rate(
            item=nrw.ITEMS[role],
            amount=amount,
            kind=kind,
            unit=kim.RateUnit.FULL_POST_AND_YEAR,
            period=kim.Period(KNOWN),
            known_since=KNOWN,
        )
        for role, (amount, kind) in RATES.items()
    )
    return kim.FundingTerms(rates=kim.RateBook(rates), part_year=rule, **more)


def notice(
    name: str, amount: int, fte: str, period: kim.Period = YEAR, role: kim.Role = CM, **more: Any
) -> kim.Grant:
    return kim.Grant(
        id=name,
        baustein=role.baustein,
        period=period,
        posts=(kim.GrantedPosts(role=role, fte=fte),),
        amount=amount,
        **{"issued_on": date(2022, 12, 1), **more},
    )


def post(name: str, *periods: kim.Period, role: kim.Role = CM, **more: Any) -> kim.Position:
    staffing = tuple(kim.Staffing(fte="1", period=each) for each in periods)
    given: dict[str, Any] = {"fte": "1", "staffing": staffing, "known_since": KNOWN}
    return kim.Position(id=name, role=role, **{**given, **more})


def paid(name: str, kind: kim.PaymentKind, amount: int, day: date, **more: Any) -> kim.Payment:
    return kim.Payment(id=name, kind=kind, amount=amount, paid_on=day, **more)


def sheet(
    *facts: kim.Grant | kim.Position | kim.Payment, by: kim.FundingTerms | None = None, **more: Any
) -> kim.YearSheet:
    programme = kim.LocalProgramme(
        id="kreis",
        district=nrw.district("Unna"),
        grants=tuple(each for each in facts if isinstance(each, kim.Grant)),
        positions=tuple(each for each in facts if isinstance(each, kim.Position)),
        payments=tuple(each for each in facts if isinstance(each, kim.Payment)),
    )
    asked: dict[str, Any] = {"on": END, **more}
    return kim.year_sheet(programme, 2023, by or terms(), **asked)


def euro(figure: Derivation[kim.Euro] | Unknown) -> str | None:
    return None if isinstance(figure, Unknown) else str(figure.verify())


def reasons(figure: Derivation[kim.Euro] | Unknown) -> list[tuple[str, str | None, str | None]]:
    assert isinstance(figure, Unknown)
    return [(c.label, c.of, c.reason and c.reason.value) for c in figure.causes]


def test_a_notice_from_1_july_pays_for_six_months() -> None:
    """2 posts x 60,000 x 6/12 = 60,000, though both are filled all year."""
    found = sheet(notice("g", 60_000, "2", JULY), post("a", YEAR), post("b", YEAR))
    assert [euro(each.due) for each in found.posts] == ["30000.00", "30000.00"]
    assert euro(found.money.due) == euro(found.money.granted) == "60000.00"


def test_a_post_paid_half_by_a_notice_and_half_by_another_source() -> None:
    """0.5 x 60,000 = 30,000; the other half is not the notice's."""
    halves = (
        kim.PositionFunding(fte="0.5", period=YEAR, grant="g"),
        kim.PositionFunding(fte="0.5", period=YEAR, source="Kreis"),
    )
    found = sheet(
        notice("g", 30_000, "0.5"), post("a", YEAR, funding=halves, known_since=date(2022, 12, 1))
    )
    assert euro(found.post("a").due) == euro(found.money.due) == "30000.00"


@pytest.mark.parametrize("rule", [FULL_MONTHS, BEGUN, DAYS])
def test_a_handover_within_a_month_leaves_the_post_filled(rule: kim.PartYearRule) -> None:
    """One goes on 14 June, the next comes on 15 June: 60,000, as if one had stayed."""
    first = kim.Period(date(2023, 1, 1), date(2023, 6, 14))
    found = sheet(
        notice("g", 60_000, "1"), post("a", first, kim.Period(date(2023, 6, 15))), by=terms(rule)
    )
    assert euro(found.money.due) == "60000.00"


@pytest.mark.parametrize(
    ("rule", "due"), [(FULL_MONTHS, "30000.00"), (BEGUN, "35000.00"), (DAYS, "32876.71")]
)
def test_a_post_filled_from_15_june(rule: kim.PartYearRule, due: str) -> None:
    """July to December are 6 full months, June begun makes 7; 200 days are 12,000,000/365."""
    by = terms(rule, rounding=kim.Rounding.CENT_HALF_UP)
    found = sheet(notice("g", 60_000, "1"), post("a", kim.Period(date(2023, 6, 15))), by=by)
    assert euro(found.money.due) == due


def test_a_day_of_a_leap_year_is_one_of_366() -> None:
    """60,000/366 = 163.934..., 163.93 EUR for 29 February."""
    day, year = date(2024, 2, 29), kim.Period.of_year(2024)
    programme = kim.LocalProgramme(
        id="kreis",
        district=nrw.district("Unna"),
        grants=(notice("g", 60_000, "1", year),),
        positions=(post("a", kim.Period(day, day)),),
    )
    by = terms(DAYS, rounding=kim.Rounding.CENT_HALF_UP)
    found = kim.year_sheet(programme, 2024, by, on=date(2024, 12, 31))
    assert euro(found.money.due) == "163.93"


def test_an_amendment_in_june_for_the_year_counts_once_it_is_known() -> None:
    """120,000 until June, 180,000 from then on; one post of 60,000 is filled."""
    facts = (
        notice("g", 120_000, "2"),
        notice("ä", 180_000, "3", replaces="g", issued_on=date(2023, 6, 15)),
        post("a", YEAR),
    )
    may, end = sheet(*facts, on=date(2023, 5, 31)), sheet(*facts)
    assert (euro(may.money.granted), euro(may.money.beyond_due)) == ("120000.00", "60000.00")
    assert (euro(end.money.granted), euro(end.money.beyond_due)) == ("180000.00", "120000.00")
    assert end.notice("g") == end.notice("ä")


def test_an_amendment_for_half_the_year_leaves_unknown_what_the_other_half_keeps() -> None:
    """No source parts 120,000 over the halves; what is due for posts needs no such part."""
    found = sheet(
        notice("g", 120_000, "2"),
        notice("ä", 90_000, "3", JULY, replaces="g", issued_on=date(2023, 6, 15)),
        post("a", YEAR),
        post("b", YEAR),
        post("c", JULY),
    )
    assert reasons(found.money.granted) == [("granted", "ä", "not_recorded")]
    assert euro(found.money.due) == "150000.00"  # 60,000 + 60,000 + 30,000


def test_money_repaid_in_september_is_of_the_year_before() -> None:
    """Received 60,000, spent 40,000: 20,000 go back, until they are paid on 1 September 2024."""
    facts = (
        notice("g", 60_000, "1"),
        post("a", YEAR),
        paid("1", RECEIVED, 60_000, date(2023, 3, 1), grant="g"),
        paid("2", SPENT, 40_000, date(2023, 12, 1), position="a"),
        paid("3", kim.PaymentKind.REPAID, 20_000, date(2024, 9, 1), grant="g"),
    )
    before = sheet(*facts, on=date(2024, 8, 31)).money
    after = sheet(*facts, on=date(2024, 9, 1)).money
    assert (euro(before.unused), euro(before.to_be_repaid)) == ("20000.00", "20000.00")
    assert (euro(after.unused), euro(after.to_be_repaid)) == ("20000.00", "0.00")
    assert (euro(after.used), euro(after.own_share)) == ("40000.00", "0.00")


@pytest.mark.parametrize(
    ("beside", "due", "own_share"),
    [(0, "70000.00", "15000.00"), (10_000, "80000.00", "5000.00"), (20_000, "85000.00", "0.00")],
)
@pytest.mark.parametrize("on", ["position", "grant"])
def test_a_zuwendung_pays_cost_up_to_its_ceilings(
    on: str, beside: int, due: str, own_share: str
) -> None:
    """Posts cost 70,000 of at most 72,000, all else 15,000 of at most 0, 10,000, or 20,000."""
    target = {"position": "a"} if on == "position" else {"grant": "g"}
    found = sheet(
        notice("g", 92_000, "1", role=CO, beside_posts=beside),
        post("a", YEAR, role=CO),
        paid("1", SPENT, 70_000, END, expense=PERSONNEL, **target),
        paid("2", SPENT, 15_000, END, grant="g", expense=OTHER),
    ).money
    assert (euro(found.due), euro(found.used), euro(found.own_share)) == (due, due, own_share)


def test_what_a_zuwendung_grants_beside_posts_may_be_unknown() -> None:
    """Then what is due of it is unknown, and what is due for the post is not."""
    found = sheet(
        notice("g", 92_000, "1", role=CO),
        post("a", YEAR, role=CO),
        paid("1", SPENT, 70_000, END, position="a"),
    )
    assert euro(found.post("a").due) == "70000.00"
    assert reasons(found.money.due) == [("beside_posts", "g", "not_recorded")]


def test_own_and_joint_cost() -> None:
    """72,000 of the 80,000 for one post; 15,000 for the other, whose maximum is 72,000."""
    found = sheet(
        notice("g", 200_000, "2", role=CO, beside_posts=0),
        post("a", YEAR, role=CO),
        post("b", YEAR, role=CO),
        paid("1", SPENT, 80_000, END, position="a"),
        paid("2", SPENT, 15_000, END, grant="g", expense=PERSONNEL),
    ).money
    assert (euro(found.due), euro(found.own_share)) == ("87000.00", "8000.00")


def test_more_posts_filled_than_granted() -> None:
    """For which of two posts one is granted is not said, so neither is what is due."""
    found = sheet(notice("g", 60_000, "1"), post("a", YEAR), post("b", JULY)).money
    assert euro(found.maximum) == "90000.00"
    assert reasons(found.due) == [("posts_paid_for", "g", "not_recorded")]


@pytest.mark.parametrize(
    ("more", "by", "cause"),
    [
        ({"staffing": None}, terms(), ("staffing", "a", "not_recorded")),
        ({"fte": None}, terms(), ("size", "a", "not_recorded")),
        ({}, kim.FundingTerms(rates=kim.RateBook(())), ("rate", nrw.ITEMS[CM], "not_recorded")),
        ({"known_since": None}, terms(), ("position", "a", "undated")),
    ],
)
def test_what_is_unknown_of_a_post_says_why(
    more: dict[str, Any], by: kim.FundingTerms, cause: tuple[str, str, str]
) -> None:
    """Staffing, size, rate; and a position of which nobody says since when it is known."""
    undated: dict[str, Any] = {"staffing": None} if more.get("known_since", 1) is None else {}
    found = sheet(notice("g", 60_000, "1"), post("a", YEAR, **{**more, **undated}), by=by)
    assert reasons(found.post("a").due) == [cause]
    assert euro(found.money.due) is None
    assert cause in [(c.label, c.of, c.reason and c.reason.value) for c in found.unknown]


def test_part_of_a_year_without_a_rule_is_unknown() -> None:
    """Six months are a part of a year, by no rule."""
    found = sheet(notice("g", 60_000, "1"), post("a", JULY), by=terms(None))
    assert reasons(found.post("a").due) == [("part_year", None, "no_rule")]


def test_a_notice_that_comes_in_may_is_unknown_in_april() -> None:
    """Seen from April the post has no notice, seen from December 60,000 are granted for it."""
    facts = (notice("g", 60_000, "1", issued_on=date(2023, 5, 10)), post("a", YEAR))
    april, end = sheet(*facts, on=date(2023, 4, 30)), sheet(*facts)
    assert april.post("a").notice is None
    assert euro(april.money.granted) is None
    assert (euro(end.money.granted), euro(end.money.due)) == ("60000.00", "60000.00")


def test_an_empty_programme_has_no_money() -> None:
    """Nothing is recorded, so nothing is known: no sum of nothing is 0."""
    found = sheet()
    assert (found.notices, found.posts, found.contracts, found.unknown) == ((), (), (), ())
    assert euro(found.money.due) is None
    nothing = "Für 2023 sind weder Bescheide noch Stellen bekannt."
    assert found.to_markdown() == f"# Abrechnung 2023: Unna\n\nStand: 31.12.2023\n\n{nothing}\n"
