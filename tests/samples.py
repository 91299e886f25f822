"""A value of every public type, for tests that go through all of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import attrs

import kim_model as kim
from kim_model import explain, nrw
from kim_model._mapping import FrozenMapping
from kim_model.conversion import from_json
from kim_model.programme import Recalculated, Superseded
from zwischenstand import PROGRAMME, STAND, example

# The rates of version 0.1.0: the samples, and the documents frozen from them, stay when more come.
RATES = from_json(
    (Path(__file__).parent / "conversion" / "schema_1" / "RateBook.json").read_bytes(), kim.RateBook
)


def everything(value: object) -> Iterator[Any]:
    """Yield every record inside a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from everything(item)
    elif isinstance(value, FrozenMapping):
        yield from everything(tuple(value.values()))
    elif attrs.has(kind := cast("type[attrs.AttrsInstance]", type(value))):
        yield value
        for field in attrs.fields(kind):
            yield from everything(getattr(value, field.name))


def money() -> tuple[Any, ...]:
    """Return one value of every type of law and money."""
    year = kim.Period.of_year(2023)
    rule = kim.PartYearRule(
        method=kim.PartYear.DAYS, day_count=kim.DayCount.ACTUAL, evidence=kim.Evidence.ASSUMED
    )
    terms = kim.FundingTerms(
        rates=RATES, known_on=STAND, part_year=rule, rounding=kim.Rounding.CENT_DOWN
    )
    claim = kim.Claim.of_posts(
        "cm", item="case_management_position", fte="1", period=year, actual_cost="61000"
    )
    cost = explain.given("actual_cost", kim.Euro("61000"))
    contract = kim.SubGrant(
        id="w",
        grant="bescheid",
        receiver="träger",
        period=year,
        fte="1",
        ceiling_per_fte="55000",
        top_up_per_fte="5000",
        top_up=kim.TopUp.PER_POST,
        signed_on=STAND,
        proof_due=nrw.YEAR_END_BY_ANALOGY.repayment.for_year(2023),
    )
    passed = kim.pass_on(contract, actual_cost=cost)
    position = kim.Position(
        id="cm-2",
        role=kim.Role.CASE_MANAGEMENT,
        fte="1",
        established=year,
        staffing=(kim.Staffing(fte="1", period=year),),
        funding=(kim.PositionFunding(fte="1", period=year, grant="bescheid", assigned_on=STAND),),
    )
    payment = kim.Payment(
        id="4711",
        kind=kim.PaymentKind.SPENT,
        amount="61200",
        paid_on=STAND,
        position="cm-2",
        expense=kim.ExpenseKind.PERSONNEL,
    )
    received = kim.Payment(
        id="4710",
        kind=kim.PaymentKind.RECEIVED,
        amount="60000",
        paid_on=date(2023, 2, 15),
        grant="bescheid",
    )
    payments = kim.use_of_funds([received], on=STAND, shift=kim.Shift.NEXT_WORKING_DAY)
    interest_terms = kim.InterestTerms(  # made up
        base_rates=(
            kim.BaseRate(since=date(2023, 1, 1), percent=-1),
            kim.BaseRate(since=date(2023, 7, 1), percent="1.5"),
            kim.BaseRate(since=date(2024, 1, 1), percent="2"),
        ),
        margins=(kim.Margin(since=date(2023, 1, 1), percent=3),),
        day_count=kim.DayCount.ACTUAL,
        rounding=kim.Rounding.CENT_DOWN,
    )
    revenue = kim.PlannedRevenue(
        id="land", baustein=kim.Baustein.CASE_MANAGEMENT, amount=cost, notice="bescheid"
    )
    expense = kim.PlannedExpense(id="w", kind=kim.ExpenseKind.TRANSFERS, amount=cost)
    return (
        kim.ExactEuro("1/3"),
        RATES.amended().compare(RATES),
        kim.RateBookChange(added=RATES.rates[:1], removed=RATES.rates[1:2]),
        terms,
        kim.entitlement(claim, terms),
        kim.forwardings({"bescheid": cost}, [passed])["bescheid"],
        passed,
        position,
        payment,
        payments,
        *payments.portions,
        interest_terms,
        kim.FinancePlan(id="p", period=year, revenues=(revenue,), expenses=(expense,)),
        kim.Finding(
            code=kim.FindingCode.GRANT_AMOUNT,
            answer=kim.Answer.YES,
            severity=kim.Severity.CONTRADICTION,
            path="$.grants[?@.id=='bescheid']",
            phrase="findings.grant_amount",
            names={"grant": "bescheid"},
            figures={"amount": kim.Euro(58_000), "expected": kim.Euro(57_000)},
            difference="1000",
            derivation=cost,
        ),
        *settlements(payment),
    )


def settlements(payment: kim.Payment) -> tuple[object, ...]:
    """Return the sheet of a year, what is in it, and what it is varied by."""
    year = kim.Period.of_year(2023)
    notice = kim.Grant(
        id="bescheid",
        baustein=kim.Baustein.CASE_MANAGEMENT,
        period=year,
        posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="1"),),
        amount="57000",
        issued_on=date(2023, 2, 15),
    )
    position = kim.Position(
        id="cm-2",
        role=kim.Role.CASE_MANAGEMENT,
        fte="1",
        established=year,
        staffing=(kim.Staffing(fte="1", period=year),),
    )
    carrier = kim.Actor(id="träger", name="Träger", kind=kim.ActorKind.WELFARE_ASSOCIATION)
    contract = kim.SubGrant(id="w", grant="bescheid", receiver="träger", period=year, as_of=STAND)
    sheet = kim.year_sheet(
        kim.LocalProgramme(
            id="unna",
            district=nrw.district("Unna"),
            actors=(carrier,),
            grants=(notice,),
            sub_grants=(contract,),
            positions=(position,),
            payments=(payment,),
        ),
        2023,
        kim.FundingTerms(rates=RATES),
        on=STAND,
        year_end=nrw.YEAR_END_BY_ANALOGY,
    )
    changes = (
        kim.OtherRate(item="case_management_position", amount="58000"),
        kim.OtherFilling(position="cm-2", on=date(2023, 1, 1), fte="0.5", actual_cost="30000"),
        kim.NoVacancy(position="cm-2", actual_cost="60000"),
        kim.Learned(facts=(notice,)),
    )
    return (
        sheet,
        sheet.money,
        *sheet.contracts,
        sheet.posts[0].parts[0],
        sheet.money.received,
        kim.what_if(sheet, *changes),
        nrw.YEAR_END_BY_ANALOGY,
        sheet.posts[0],
        *sheet.post_rows,
        *sheet.money_rows,
    )


def allocations() -> tuple[object, ...]:
    """Return allocations that use every part of a rule, and what is said of them."""
    towns, counts = KREIS.municipalities, nrw.population(KREIS)
    key = kim.WeightedKey(parts=(kim.WeightedFigures(figures=counts, weight=1),))
    rule = kim.AllocationRule(
        method="sainte_lague",
        step="0.5",
        guarantee="0.5",
        flat_share="0.5",
        maximum="6",
        most_change="2",
        kept=(kim.KeptPosts(recipient="ki", fte="1"),),
        pools=(kim.Pool(id="süd", members=(towns[2].ags, towns[7].ags), employer=towns[2].ags),),
        opted_out=(towns[0].ags,),
        threshold=kim.FundingThreshold(least="0.5", pool="rest"),
        citation=nrw.GAZETTEER,
    )
    earlier = kim.allocate("14", towns, counts, rule)
    order = ("süd", *counts.counts)
    later = kim.allocate("15", towns, key, rule, previous=earlier, tie_break=order)
    waiver = kim.Adjustment(
        giver="ki", receiver="05162024", fte="0.5", reason="Verzicht", agreed_on=STAND
    )
    record = kim.AllocationRecord(
        id="anteile",
        role=kim.Role.CASE_MANAGEMENT,
        reference_date=STAND,
        allocation=later.adjust(waiver),
    )
    change = kim.compare_allocations(earlier, later)
    cut = later.explain("05162024").operands[-1].policy
    adopted = kim.allocation.Adoption(agreed_on=STAND)
    return (record, change, kim.methods_side_by_side("14", towns, counts, rule), cut, adopted)


def recalculated() -> Recalculated:
    """Return shares computed anew, after a first year; the counts of a third are there."""
    key = kim.YearlyKey(
        id="yearly",
        role=kim.Role.CASE_MANAGEMENT,
        reference_day=kim.YearlyDay(3, 31),
        source="IT.NRW",
        rule=kim.AllocationRule(method="sainte_lague", step="0.5"),
    )
    counts = nrw.population(KREIS).counts
    figures = tuple(
        kim.KeyFigures(source="IT.NRW", intended_date=day, reference_date=day, counts=counts)
        for day in map(key.reference_day.in_year, (2023, 2024, 2025))
    )
    known = kim.LocalProgramme(
        id="p", district=KREIS, as_of=date(2023, 3, 31), keys=(key,), key_figures=figures
    )
    first = kim.recalculate(known, "yearly", id="2023", on=date(2023, 4, 15), total="14")
    return kim.recalculate(first.programme, "yearly", id="2024", on=date(2024, 4, 15), total="14")


def samples(programme: kim.LocalProgramme = PROGRAMME) -> dict[type, Any]:
    """Return one value of every type that the worked example uses, and of a few more."""
    halves = kim.Staffing(fte="0.5", period=kim.Period(date(2024, 2, 1)))
    extra = (
        kim.Position(
            id="cm-1",
            role=kim.Role.CASE_MANAGEMENT,
            fte="1",
            established=kim.Period(date(2023, 1, 1)),
            staffing=(halves,),
        ),
        kim.Euro(798000),
        *allocations(),
        recalculated(),
        kim.CooperationAgreement(id="v", municipality="05162024", signed_on=date(2023, 5, 1)),
        kim.Deployment(municipality="05162024", period=kim.Period(date(2024, 1, 1)), fte="2"),
        example.illustration(),
        kim.status_report(programme, on=STAND),
        Superseded(record=programme.statements[0], until=STAND),
        *programme.history("steuerung"),
        money(),
    )
    found: dict[type, Any] = {}
    for each in everything((programme, extra)):
        found.setdefault(type(each), each)
    return found


KREIS = PROGRAMME.district
SAMPLES = samples()
