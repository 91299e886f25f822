"""Years whose figures are published: the sheet gives them from the programme alone."""

from datetime import date
from typing import Any

import attrs
import pytest

import kim_model as kim
from kim_model import nrw
from kim_model.explain import Unknown

B1, B2 = kim.Baustein.STEERING, kim.Baustein.CASE_MANAGEMENT
KOELN = kim.Citation(document="Stadt Köln, Finanzplanung KIM für 2022 und 2023")


def amount(figure: kim.Derivation[kim.Euro] | Unknown) -> kim.Euro:
    assert isinstance(figure, kim.Derivation), figure
    return figure.verify()


def post(name: str, role: kim.Role, fte: str, year: int, **more: Any) -> kim.Position:
    staffing = kim.Staffing(fte=fte, period=kim.Period.of_year(year))
    return kim.Position(id=name, role=role, fte=fte, staffing=(staffing,), **more)


def notice(name: str, baustein: kim.Baustein, year: int, granted: int, **posts: str) -> kim.Grant:
    return kim.Grant(
        id=name,
        baustein=baustein,
        period=kim.Period.of_year(year),
        posts=tuple(kim.GrantedPosts(role=kim.Role(role), fte=fte) for role, fte in posts.items()),
        amount=granted,
        beside_posts="78100" if baustein is B1 else None,
        issued_on=date(year, 2, 1),
    )


def cologne(
    year: int, steering: str, managers: str, granted: tuple[int, int], costs: tuple[int, int]
) -> kim.LocalProgramme:
    """Return Köln: what it grants beside posts, and what posts come to, is derived."""
    b1, b2 = granted
    personnel, transfers = costs
    assistance = kim.Role.ADMINISTRATIVE_ASSISTANCE
    paid = [
        ("personnel", kim.PaymentKind.SPENT, "b1", personnel, kim.ExpenseKind.PERSONNEL),
        ("other", kim.PaymentKind.SPENT, "b1", 78_100, kim.ExpenseKind.OTHER),
        ("transfers", kim.PaymentKind.FORWARDED, "b2", transfers, None),
    ]
    return kim.LocalProgramme(
        id="köln",
        district=nrw.district("Köln"),
        citation=KOELN,
        grants=(
            notice("b1", B1, year, b1, coordination=steering, administrative_assistance="0.5"),
            notice("b2", B2, year, b2, case_management=managers),
        ),
        positions=(
            post("koordination", kim.Role.COORDINATION, steering, year),
            post("assistenz", assistance, "0.5", year),
            post("case-management", kim.Role.CASE_MANAGEMENT, managers, year),
        ),
        payments=tuple(
            kim.Payment(
                id=name,
                kind=kind,
                grant=grant,
                amount=paid,
                expense=expense,
                year=year,
                as_of=date(year, 12, 31),
            )
            for name, kind, grant, paid, expense in paid
        ),
    )


def test_cologne_2022() -> None:
    """Revenue 843,100 = 3.5 x 55,000 + 22,500 + 78,100 + 10 x 55,000; transfers 680,000."""
    programme = cologne(2022, "3.5", "10", (293_100, 550_000), (326_859, 680_000))
    sheet = kim.year_sheet(
        programme, 2022, kim.FundingTerms(rates=nrw.RATES), on=date(2022, 12, 31)
    )
    assert amount(sheet.money.due) == kim.Euro(843_100)
    assert amount(sheet.bausteine[B1].due) == kim.Euro(192_500 + 22_500 + 78_100)
    assert amount(sheet.bausteine[B2].due) == kim.Euro(550_000)
    assert amount(sheet.money.cost) == kim.Euro(680_000 + 326_859 + 78_100)
    assert amount(sheet.money.own_share) == kim.Euro(241_859)
    assert amount(sheet.money.unused) == kim.Euro(0)


def test_cologne_2023_as_planned_in_december_2022_at_the_rates_of_2022() -> None:
    """Total 1,373,575; revenue 1,118,100; own share 255,475 = 182,000 + 73,475."""
    known = date(2022, 12, 31)
    written = cologne(2023, "4.5", "14", (348_100, 770_000), (343_475, 952_000))
    facts: Any = (*written.grants, *written.positions, *written.payments)
    planned = attrs.evolve(written, grants=(), positions=(), payments=()).learn(*facts, on=known)
    year = kim.Period.of_year(2023)
    rates = nrw.RATES.carried_forward(on=date(2022, 12, 1), to=year, known_on=known)
    sheet = kim.year_sheet(
        planned, 2023, kim.FundingTerms(rates=rates), on=date(2023, 12, 31), known_on=known
    )
    assert amount(sheet.money.due) == kim.Euro(1_118_100)
    assert amount(sheet.money.cost) == kim.Euro(1_373_575)
    assert amount(sheet.bausteine[B2].own_share) == kim.Euro(182_000)
    assert amount(sheet.bausteine[B1].own_share) == kim.Euro(73_475)
    assert amount(sheet.money.own_share) == kim.Euro(255_475)
    assert sheet.post("case-management").maximum.to_text().count("angenommen")


@pytest.mark.parametrize(
    ("name", "year", "fte", "granted"),
    [
        ("Unna", 2023, "18", 1_026_000),  # Bescheid 15.02.2023
        ("Städteregion Aachen", 2023, "12", 684_000),
    ],
)
def test_all_posts_filled_all_year_are_due_what_was_granted(
    name: str, year: int, fte: str, granted: int
) -> None:
    grant = notice("b2", B2, year, granted, case_management=fte)
    programme = kim.LocalProgramme(
        id="p",
        district=nrw.district(name),
        grants=(grant,),
        positions=(post("cm", kim.Role.CASE_MANAGEMENT, fte, year),),
    )
    terms = kim.FundingTerms(rates=nrw.RATES)
    sheet = kim.year_sheet(programme, year, terms, on=date(year, 12, 31))
    assert amount(sheet.money.due) == amount(sheet.money.granted) == kim.Euro(granted)
    assert amount(sheet.money.beyond_due) == kim.Euro(0)
    assert kim.findings(programme, on=date(year, 6, 1)) == ()


def test_aachen_2023_fills_one_and_a_half_posts_with_three_persons() -> None:
    """SPRUNGbrett has 1.5 posts with three persons: half a post each, 85,500 EUR in a year."""
    year = kim.Period.of_year(2023)
    grant = notice("b2", B2, 2023, 684_000, case_management="12")
    persons = tuple(kim.Staffing(fte="0.5", period=year) for _ in range(3))
    three = kim.Position(
        id="sprungbrett", role=kim.Role.CASE_MANAGEMENT, fte="1.5", staffing=persons
    )
    programme = kim.LocalProgramme(
        id="p", district=nrw.district("Städteregion Aachen"), grants=(grant,), positions=(three,)
    )
    terms = kim.FundingTerms(rates=nrw.RATES)
    sheet = kim.year_sheet(programme, 2023, terms, on=date(2023, 12, 31))
    assert amount(sheet.post("sprungbrett").due) == kim.Euro(85_500)
    assert amount(sheet.money.beyond_due) == kim.Euro(684_000 - 85_500)


def test_heinsberg_2021_with_its_own_top_up() -> None:
    """330,000 of the Land; for 1 + 1 posts of Träger 5,000 each of its own: own share 10,000.

    That a post costs 62,000 at a Träger, and 55,000 at the Kreis, is made up.
    """
    year, end = kim.Period.of_year(2021), date(2021, 12, 31)
    heinsberg = kim.Citation(document="Kreis Heinsberg")
    carriers = ("träger-1", "träger-2")
    links = tuple(
        kim.SubGrant(
            id=f"vertrag-{name}",
            grant="b2",
            receiver=name,
            period=year,
            fte="1",
            ceiling_per_fte="55000",
            top_up_per_fte="5000",
            top_up=kim.TopUp.PER_POST,
            signed_on=date(2021, 3, 1),
        )
        for name in carriers
    )
    costs = [
        kim.Payment(
            id=f"k-{each.id}",
            kind=kim.PaymentKind.SPENT,
            amount=62_000,
            paid_on=end,
            sub_grant=each.id,
        )
        for each in links
    ]
    passed = [
        kim.Payment(
            id=f"w-{each.id}",
            kind=kim.PaymentKind.FORWARDED,
            amount=60_000,
            paid_on=end,
            sub_grant=each.id,
        )
        for each in links
    ]
    own = kim.Payment(id="own", kind=kim.PaymentKind.SPENT, amount=220_000, paid_on=end, grant="b2")
    programme = kim.LocalProgramme(
        id="heinsberg",
        district=nrw.district("Heinsberg"),
        citation=heinsberg,
        actors=tuple(
            kim.Actor(id=name, name=name, kind=kim.ActorKind.WELFARE_ASSOCIATION)
            for name in carriers
        ),
        grants=(notice("b2", B2, 2021, 330_000, case_management="6"),),
        sub_grants=links,
        positions=tuple(post(f"cm-{n}", kim.Role.CASE_MANAGEMENT, "1", 2021) for n in range(1, 7)),
        payments=(*costs, *passed, own),
    )
    terms = kim.FundingTerms(rates=nrw.RATES)  # known of 2021 only when all rates were read
    sheet = kim.year_sheet(programme, 2021, terms, on=end, known_on=date(2026, 11, 23))
    money = sheet.notice("b2")
    assert amount(money.granted) == amount(money.due) == amount(money.used) == kim.Euro(330_000)
    assert amount(money.forwarded) == kim.Euro(120_000)
    assert amount(money.own_share) == kim.Euro(10_000)
    for line in sheet.contracts:
        assert amount(line.forwarded) == kim.Euro(55_000)
        assert amount(line.top_up) == kim.Euro(5_000)
        assert amount(line.owed) == amount(line.paid) == kim.Euro(60_000)
        assert amount(line.outstanding) == kim.Euro(0)
