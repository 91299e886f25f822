"""Published plans and notices, reproduced to the cent; plans before the notice are provisional."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain, nrw

STEERING, CASE_MANAGEMENT = kim.Baustein.STEERING, kim.Baustein.CASE_MANAGEMENT
KINDS = kim.ExpenseKind


def posts(item: str, fte: str, period: kim.Period, terms: kim.FundingTerms) -> kim.Entitlement:
    claim = kim.Claim.of_posts(
        item, item=item, fte=fte, period=period, evidence=kim.Evidence.VERIFIED
    )
    return kim.entitlement(claim, terms)


def stated(label: str, amount: int) -> explain.Derivation[kim.Euro]:
    return explain.given(label, kim.Euro(amount), evidence=kim.Evidence.VERIFIED)


def cologne(
    period: kim.Period, terms: kim.FundingTerms, *, steering: str, managers: str, personnel: int
) -> kim.FinancePlan:
    """Return the plan of Köln: posts at "up to" rates in full, and 68,000 passed on per post."""
    passed_on = kim.Rate(
        item="transfer",
        amount="68000",
        kind=kim.RateKind.LUMP_SUM,
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=period,
        evidence=kim.Evidence.VERIFIED,
    )
    own_terms = attrs.evolve(terms, rates=kim.RateBook((passed_on,)))
    return kim.FinancePlan(
        id=f"köln-{period.first_day.year}",
        period=period,
        revenues=(
            kim.PlannedRevenue(
                id="coordination",
                baustein=STEERING,
                amount=posts("coordination_position", steering, period, terms).maximum,
            ),
            kim.PlannedRevenue(
                id="assistance",
                baustein=STEERING,
                amount=posts("administrative_assistance", "0.5", period, terms).maximum,
            ),
            kim.PlannedRevenue(id="other-revenue", amount=stated("other", 78_100)),
            kim.PlannedRevenue(
                id="case-management",
                baustein=CASE_MANAGEMENT,
                amount=posts("case_management_position", managers, period, terms).maximum,
            ),
        ),
        expenses=(
            kim.PlannedExpense(
                id="transfers",
                kind=KINDS.TRANSFERS,
                amount=posts("transfer", managers, period, own_terms).maximum,
            ),
            kim.PlannedExpense(
                id="personnel", kind=KINDS.PERSONNEL, amount=stated("personnel", personnel)
            ),
            kim.PlannedExpense(id="other", kind=KINDS.OTHER, amount=stated("other", 78_100)),
        ),
    )


def test_cologne_2022() -> None:
    """Revenue 843,100 = 3.5 x 55,000 + 22,500 + 78,100 + 10 x 55,000; transfers 10 x 68,000."""
    terms = kim.FundingTerms(rates=nrw.RATES)
    plan = cologne(
        kim.Period.of_year(2022), terms, steering="3.5", managers="10", personnel=326_859
    )
    assert plan.revenue.verify() == kim.Euro(843_100)
    assert plan.revenue_of(STEERING).verify() == kim.Euro(192_500 + 22_500)
    assert plan.revenue_of(CASE_MANAGEMENT).verify() == kim.Euro(550_000)
    assert plan.revenue_of(None).verify() == kim.Euro(78_100)
    assert plan.cost_of(KINDS.TRANSFERS).verify() == kim.Euro(680_000)
    assert plan.cost.verify() == kim.Euro(680_000 + 326_859 + 78_100)
    assert plan.own_share.verify() == kim.Euro(680_000 + 326_859 + 78_100 - 843_100)


def test_cologne_2023_as_planned_in_december_2022_at_the_rates_of_2022() -> None:
    """Total 1,373,575; revenue 1,118,100; own share 255,475 = 182,000 + 73,475."""
    year = kim.Period.of_year(2023)
    planned = nrw.RATES.carried_forward(on=date(2022, 12, 1), to=year, known_on=date(2022, 12, 31))
    terms = kim.FundingTerms(rates=planned)
    plan = cologne(year, terms, steering="4.5", managers="14", personnel=343_475)
    assert plan.cost_of(KINDS.TRANSFERS).verify() == kim.Euro(952_000)
    assert plan.cost.verify() == kim.Euro(1_373_575)
    assert plan.revenue.verify() == kim.Euro(1_118_100)
    assert plan.own_share.verify() == kim.Euro(255_475) == kim.Euro(182_000) + kim.Euro(73_475)
    assert plan.provisional
    assert plan.revenue_of(CASE_MANAGEMENT).evidence is kim.Evidence.ASSUMED
    assert plan.revenue_of(kim.Baustein.AUTHORITIES).verify() == kim.Euro(0)


HALF_UP = kim.Rounding.CENT_HALF_UP
MONTHLY = kim.FundingTerms(
    rates=nrw.RATES, part_year=kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
)


def line(name: str, item: str, fte: str, period: kim.Period, **more: Any) -> kim.PlannedRevenue:
    """Return what is expected at most for posts over a period within one year."""
    base = kim.PlannedRevenue(
        id=name, year=period.first_day.year, amount=posts(item, fte, period, MONTHLY).exact_maximum
    )
    return attrs.evolve(base, **more)


def cologne_from_may(rounding: kim.Rounding) -> kim.FinancePlan:
    """Return the plan of Köln from 01.05.2021 to 31.12.2022, its ten case managers from September.

    For 2021 only the posts are published; for 2022 the whole year is.
    """
    from_may = kim.Period(date(2021, 5, 1), date(2021, 12, 31))
    from_september = kim.Period(date(2021, 9, 1), date(2021, 12, 31))
    year = kim.Period.of_year(2022)
    other = explain.given("other", kim.ExactEuro(78_100))
    return kim.FinancePlan(
        id="köln",
        period=kim.Period(date(2021, 5, 1), date(2022, 12, 31)),
        rounding=rounding,
        revenues=(
            line("k-2022", "coordination_position", "3.5", year, baustein=STEERING),
            line("k-2021", "coordination_position", "3.5", from_may, baustein=STEERING),
            line("a-2022", "administrative_assistance", "0.5", year, baustein=STEERING),
            line("a-2021", "administrative_assistance", "0.5", from_may, baustein=STEERING),
            line("c-2021", "case_management_position", "10", from_september, notice="bescheid"),
            line("c-2022", "case_management_position", "10", year),
            kim.PlannedRevenue(id="o-2022", year=2022, amount=other),
        ),
        expenses=(
            kim.PlannedExpense(
                id="t-2022", kind=KINDS.TRANSFERS, year=2022, amount=stated("transfers", 680_000)
            ),
            kim.PlannedExpense(
                id="p-2022", kind=KINDS.PERSONNEL, year=2022, amount=stated("personnel", 326_859)
            ),
            kim.PlannedExpense(id="s-2022", kind=KINDS.OTHER, year=2022, amount=other),
            kim.PlannedExpense(
                id="t-2021",
                kind=KINDS.TRANSFERS,
                year=2021,
                amount=explain.given("transfers in four months", kim.ExactEuro(680_000) / 3),
            ),
        ),
    )


def test_cologne_from_may_2021_to_the_end_of_2022() -> None:
    """3.5 x 55,000 and 22,500 for eight months, 10 x 55,000 for four: together 326,666.67."""
    plan = cologne_from_may(HALF_UP)
    assert plan.years == (2021, 2022)
    assert plan.revenue_in(2021).verify() == kim.Euro("326666.67")
    assert plan.revenue_in(2022).verify() == kim.Euro(843_100)
    assert plan.revenue.verify() == kim.Euro("326666.67") + kim.Euro(843_100)
    assert plan.cost_in(2021).verify() == kim.Euro("226666.67")
    assert plan.cost_in(2022).verify() == kim.Euro(680_000 + 326_859 + 78_100)
    assert plan.own_share_in(2021).verify() == kim.Euro(-100_000)
    assert plan.own_share_in(2022).verify() == kim.Euro(241_859)
    assert plan.own_share.verify() == kim.Euro(141_859)
    settled = {name: str(each.verify()) for name, each in plan.settled.items()}
    assert (settled["k-2021"], settled["a-2021"], settled["c-2021"]) == (
        "128333.33",
        "15000.00",
        "183333.34",
    )


def test_a_plan_whose_lines_have_parts_of_a_cent_names_a_rounding() -> None:
    with pytest.raises(kim.InvalidValueError, match="name the rounding that the rule prescribes"):
        _ = cologne_from_may(kim.Rounding.EXACT).revenue


EXACT_LINES = st.lists(
    st.tuples(
        st.sampled_from([2021, 2022, 2023]),
        st.sampled_from(KINDS),
        some.euros.map(abs) | some.exact_euros.map(abs),
    ),
    max_size=6,
)
PERIODS = st.tuples(
    st.dates(date(2021, 1, 1), date(2021, 12, 31)), st.dates(date(2023, 1, 1), date(2023, 12, 31))
).map(lambda days: kim.Period(*days))


@given(PERIODS, EXACT_LINES, EXACT_LINES, some.roundings)
def test_years_kinds_and_lines_add_up_to_totals_that_lose_no_cent(
    period: kim.Period,
    income: list[tuple[int, kim.ExpenseKind, kim.Euro | kim.ExactEuro]],
    spending: list[tuple[int, kim.ExpenseKind, kim.Euro | kim.ExactEuro]],
    rounding: kim.Rounding,
) -> None:
    """However the lines are summed, it is one rounding of what they are together.

    What a first year is, with all before it, is the rounding of its own lines, too.
    """
    plan = kim.FinancePlan(
        id="p",
        period=period,
        rounding=rounding,
        revenues=tuple(
            kim.PlannedRevenue(id=f"r{n}", year=year, amount=explain.given("r", amount))
            for n, (year, _, amount) in enumerate(income)
        ),
        expenses=tuple(
            kim.PlannedExpense(id=f"e{n}", year=year, kind=kind, amount=explain.given("e", amount))
            for n, (year, kind, amount) in enumerate(spending)
        ),
    )

    def once(lines: list[tuple[int, kim.ExpenseKind, kim.Euro | kim.ExactEuro]]) -> kim.Euro:
        whole = [each for _, _, each in lines if isinstance(each, kim.Euro)]
        exact = [each for _, _, each in lines if isinstance(each, kim.ExactEuro)]
        return sum(whole, rounding.to_euro(sum(exact, kim.ExactEuro(0))))

    def summed(parts: Iterable[explain.Derivation[kim.Euro]]) -> kim.Euro:
        return sum((each.verify() for each in parts), kim.Euro(0))

    assert plan.revenue.verify() == once(income)
    assert plan.cost.verify() == once(spending)
    assert summed(map(plan.revenue_in, plan.years)) == plan.revenue.verify()
    assert summed(map(plan.cost_in, plan.years)) == plan.cost.verify()
    assert summed(map(plan.own_share_in, plan.years)) == plan.own_share.verify()
    assert summed(map(plan.cost_of, KINDS)) == plan.cost.verify()
    assert summed(plan.settled.values()) == plan.revenue.verify() + plan.cost.verify()
    assert len(plan.settled) == len(income) + len(spending)
    assert plan.revenue_in(2021).verify() == once([each for each in income if each[0] == 2021])


def test_what_counts_another_time_is_not_planned_here() -> None:
    """An entitlement of another year, or of months outside the plan, is none of its money."""
    item, year = "case_management_position", kim.Period.of_year(2022)
    august = kim.Period(date(2022, 8, 1), date(2022, 12, 31))
    plan = kim.FinancePlan(id="p", period=year, revenues=(), expenses=())
    of_2021 = line("r", item, "1", kim.Period.of_year(2021), year=None)
    with pytest.raises(
        kim.InvalidValueError,
        match=r"FinancePlan\.revenues\[0\]\.amount: '2021-01-01 to 2021-12-31' .* outside 2022",
    ):
        attrs.evolve(plan, revenues=(of_2021,))
    with pytest.raises(kim.InvalidValueError, match=r"lies outside 2022-08-01 to 2022-12-31"):
        attrs.evolve(plan, period=august, revenues=(line("r", item, "1", year),))
    both = kim.Period(date(2021, 5, 1), date(2022, 12, 31))
    expense = kim.PlannedExpense(
        id="e", kind=KINDS.OTHER, year=2022, amount=posts(item, "1", year, MONTHLY).maximum
    )
    assert attrs.evolve(plan, period=both, expenses=(expense,)).cost_in(2022).verify() > kim.Euro(0)
    with pytest.raises(
        kim.InvalidValueError, match=r"FinancePlan\.expenses\[0\]\.amount: .* outside"
    ):
        attrs.evolve(plan, period=both, expenses=(attrs.evolve(expense, year=2021),))


def test_a_line_of_a_plan_of_several_years_says_its_year() -> None:
    plan = cologne_from_may(HALF_UP)
    unsaid = attrs.evolve(plan.revenues[0], year=None)
    with pytest.raises(
        kim.InvalidValueError,
        match=r"revenues\[0\]\.year: None .* not a year of 2021-05-01 to 2022",
    ):
        attrs.evolve(plan, revenues=(unsaid,))
    with pytest.raises(kim.InvalidValueError, match=r"expenses\[0\]\.year: 2023 .* not a year of"):
        attrs.evolve(plan, expenses=(attrs.evolve(plan.expenses[0], year=2023),))
    with pytest.raises(kim.InvalidValueError, match=r"^year: 2023 .* not a year of"):
        plan.revenue_in(2023)


def test_settled_parts_of_several_years_say_what_to_pass_instead() -> None:
    """And what is passed instead is planned."""
    years = (2022, 2023)
    terms = kim.FundingTerms(rates=nrw.RATES, rounding=kim.Rounding.CENT_HALF_UP)
    found = kim.entitlement(
        [
            kim.Claim.of_posts(
                str(year),
                item="case_management_position",
                fte="1/7",
                period=kim.Period.of_year(year),
            )
            for year in years
        ],
        terms,
    )

    def plan(amounts: Iterable[Any]) -> kim.FinancePlan:
        return kim.FinancePlan(
            id="f",
            period=kim.Period(date(2022, 1, 1), date(2023, 12, 31)),
            revenues=tuple(
                kim.PlannedRevenue(id=str(year), year=year, amount=each)
                for year, each in zip(years, amounts, strict=True)
            ),
            expenses=(),
            rounding=kim.Rounding.CENT_HALF_UP,
        )

    with pytest.raises(kim.InvalidValueError, match="from exact_due or exact_maximum of a part"):
        plan(found.settled)
    planned = plan(part.exact_due for part in found.parts)
    assert found.due is not None
    assert planned.revenue.verify() == found.due.verify()


def test_a_plan_is_asked_for_kinds_that_there_are() -> None:
    plan = kim.FinancePlan(id="f", period=kim.Period.of_year(2023), revenues=(), expenses=())
    nonsense: Any = "nonsense"
    for ask in (plan.cost_of, plan.revenue_of):
        with pytest.raises(kim.InvalidTypeError, match="'nonsense'"):
            ask(nonsense)


def test_a_planned_amount_is_not_below_0() -> None:
    """Revenue and expenses stand beside each other, and none is taken off the other."""
    for debt in (kim.Euro(-1), kim.ExactEuro("-1/3")):
        amount = explain.given("debt", debt)
        with pytest.raises(
            kim.InvalidValueError, match=r"PlannedRevenue\.amount\.value: .* below 0"
        ):
            kim.PlannedRevenue(id="r", amount=amount)
        with pytest.raises(
            kim.InvalidValueError, match=r"PlannedExpense\.amount\.value: .* below 0"
        ):
            kim.PlannedExpense(id="e", kind=KINDS.OTHER, amount=amount)


@pytest.mark.parametrize(
    ("rule", "revenue", "own_share"),
    [
        (kim.PartYearRule(method=kim.PartYear.FULL_MONTHS), "76000.00", "4000.00"),
        (kim.PartYearRule(method=kim.PartYear.MONTHS_BEGUN), "76000.00", "4000.00"),
        (
            kim.PartYearRule(method=kim.PartYear.DAYS, day_count=kim.DayCount.ACTUAL),
            "76520.55",
            "3479.45",
        ),
        (
            kim.PartYearRule(method=kim.PartYear.DAYS, day_count=kim.DayCount.THIRTY_360),
            "76000.00",
            "4000.00",
        ),
    ],
)
def test_a_plan_that_starts_on_1_may(rule: kim.PartYearRule, revenue: str, own_share: str) -> None:
    """Two posts at 57,000 for 8 of 12 months, or for 245 of 365 days; 60,000 a year passed on."""
    period = kim.Period(date(2023, 5, 1), date(2023, 12, 31))
    terms = kim.FundingTerms(rates=nrw.RATES, part_year=rule, rounding=kim.Rounding.CENT_HALF_UP)
    plan = kim.FinancePlan(
        id="from-may",
        period=period,
        revenues=(
            kim.PlannedRevenue(
                id="land",
                baustein=CASE_MANAGEMENT,
                amount=posts("case_management_position", "2", period, terms).maximum,
            ),
        ),
        expenses=(
            kim.PlannedExpense(
                id="transfers", kind=KINDS.TRANSFERS, amount=stated("transfers", 80_000)
            ),
        ),
    )
    assert plan.revenue.verify() == kim.Euro(revenue)
    assert plan.own_share.verify() == kim.Euro(own_share)


LINES = st.lists(st.tuples(st.sampled_from(KINDS), some.euros.map(abs)), max_size=6)


@given(LINES, LINES)
def test_a_plan_adds_up(
    income: list[tuple[kim.ExpenseKind, kim.Euro]], spending: list[tuple[kim.ExpenseKind, kim.Euro]]
) -> None:
    """Revenue + own share = cost, and the kinds of expenses add up to the cost."""
    plan = kim.FinancePlan(
        id="p",
        period=kim.Period.of_year(2023),
        revenues=tuple(
            kim.PlannedRevenue(id=f"r{n}", amount=explain.given("r", amount))
            for n, (_, amount) in enumerate(income)
        ),
        expenses=tuple(
            kim.PlannedExpense(id=f"e{n}", kind=kind, amount=explain.given("e", amount))
            for n, (kind, amount) in enumerate(spending)
        ),
    )
    assert plan.revenue.verify() + plan.own_share.verify() == plan.cost.verify()
    kinds = [plan.cost_of(kind).verify() for kind in KINDS]
    assert sum(kinds, kim.Euro(0)) == plan.cost.verify()
    assert plan.provisional == bool(income)


def test_ids_of_a_plan_are_unique() -> None:
    line = kim.PlannedRevenue(id="land", amount=stated("land", 1))
    with pytest.raises(kim.InvalidValueError, match=r"'land' .* occurs twice as an id"):
        kim.FinancePlan(id="p", period=kim.Period.of_year(2023), revenues=(line, line), expenses=())
    spent = kim.PlannedExpense(id="land", kind=KINDS.OTHER, amount=stated("land", 1))
    own = attrs.evolve(spent, id="own")
    for revenues, expenses in (((line,), (spent,)), ((), (own, own))):
        with pytest.raises(kim.InvalidValueError, match=r"FinancePlan\.expenses: .* occurs twice"):
            kim.FinancePlan(
                id="p", period=kim.Period.of_year(2023), revenues=revenues, expenses=expenses
            )


def test_a_plan_has_an_end() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"FinancePlan\.period: .* has an open end"):
        kim.FinancePlan(id="p", period=kim.Period(date(2023, 1, 1)), revenues=(), expenses=())
