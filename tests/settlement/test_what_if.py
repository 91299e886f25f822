"""What if: every change is a changed sheet, and the steps of an attribution add up."""

from datetime import date
from functools import reduce
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain, nrw

YEAR = kim.Period.of_year(2023)
END = date(2023, 12, 31)
ITEM = "case_management_position"
TERMS = kim.FundingTerms(
    rates=nrw.RATES,
    part_year=kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, evidence=kim.Evidence.VERIFIED),
)


def position(name: str, *staffing: kim.Staffing, **more: Any) -> kim.Position:
    base = kim.Position(
        id=name,
        role=kim.Role.CASE_MANAGEMENT,
        fte="1",
        established=kim.Period(date(2023, 1, 1)),
        staffing=staffing,
    )
    return attrs.evolve(base, **more)


def filled_from(first_day: date, fte: str = "1") -> kim.Staffing:
    return kim.Staffing(fte=fte, period=kim.Period(first_day))


def sheet_of(
    *positions: kim.Position, terms: kim.FundingTerms = TERMS, **more: Any
) -> kim.YearSheet:
    programme = kim.LocalProgramme(
        id="unna", district=nrw.district("Unna"), positions=positions, **more
    )
    return kim.year_sheet(programme, 2023, terms, on=END)


def amount(figure: kim.Derivation[kim.Euro] | explain.Unknown) -> kim.Euro:
    assert isinstance(figure, kim.Derivation)
    return figure.verify()


BASE = sheet_of(
    position("filled", filled_from(date(2022, 1, 1)), fte="10.5"),
    position("vacant"),
    terms=attrs.evolve(TERMS, rounding=kim.Rounding.CENT_HALF_UP),
)
names = st.sampled_from(["filled", "vacant"])
changes = st.one_of(
    st.builds(kim.OtherRate, item=st.just(ITEM), amount=st.integers(0, 80_000).map(kim.Euro)),
    st.builds(kim.OtherFilling, position=names, on=st.none() | some.days, fte=some.ftes),
    st.builds(kim.NoVacancy, position=names),
)


@given(st.lists(changes, min_size=1, max_size=5))
def test_the_steps_add_up_to_the_difference(
    made: list[kim.OtherRate | kim.OtherFilling | kim.NoVacancy],
) -> None:
    """Whatever the changes and their order: each step starts where the one before it ended."""
    found = kim.what_if(BASE, *made)
    assert found.causes == tuple(made)
    changed = reduce(lambda sheet, change: change.apply(sheet), made, BASE)
    difference = amount(changed.money.due) - amount(BASE.money.due)
    assert amount(found.difference) == difference
    assert sum((amount(step.difference) for step in found.steps), kim.Euro(0)) == difference
    assert kim.what_if(BASE, *found.causes) == found


@given(changes)
def test_a_change_made_twice_changes_nothing_more(
    change: kim.OtherRate | kim.OtherFilling | kim.NoVacancy,
) -> None:
    assert amount(kim.what_if(BASE, change, change).steps[1].difference) == kim.Euro(0)


def test_two_posts_filled_on_1_july_instead_of_1_october() -> None:
    """Three months more at the rate of 2023 by full months: 14,250 EUR each."""
    october = [filled_from(date(2023, 10, 1))]
    sheet = sheet_of(position("cm-1", *october), position("cm-2", *october))
    july = [kim.OtherFilling(position=name, on=date(2023, 7, 1)) for name in ("cm-1", "cm-2")]
    found = kim.what_if(sheet, *july)
    assert [amount(step.difference) for step in found.steps] == [kim.Euro(14_250)] * 2
    assert amount(found.difference) == kim.Euro(28_500)


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_a_day_moves_at_most_one_month(day: date) -> None:
    """By full months a post filled a day later loses nothing or a twelfth of 57,000."""
    sheet = sheet_of(position("cm-1", filled_from(day)))
    later = date.fromordinal(day.toordinal() + 1)
    moved = kim.what_if(sheet, kim.OtherFilling(position="cm-1", on=later))
    assert amount(moved.difference) in {kim.Euro(0), kim.Euro(-4750)}
    assert (amount(moved.difference) != kim.Euro(0)) == (day.day == 1)


def test_what_each_vacancy_costs() -> None:
    """Two in one post hide no vacancy of another, nor does who came before the establishment."""
    july = kim.Period(date(2023, 7, 1))
    sheet = sheet_of(
        position("twice", filled_from(date(2023, 1, 1), "2")),
        position("vacant"),
        position(
            "early",
            kim.Staffing(fte="1", period=kim.Period(date(2023, 1, 1), date(2023, 6, 30))),
            established=july,
        ),
    )
    filled = [kim.NoVacancy(position=each.position.id) for each in sheet.posts]
    found = kim.what_if(sheet, *filled)
    assert [str(amount(step.difference)) for step in found.steps] == [
        "0.00",
        "57000.00",
        "28500.00",
    ]
    again = kim.what_if(filled[2].apply(filled[1].apply(sheet)), *filled)
    assert amount(again.difference) == kim.Euro(0)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_later_filling_costs_a_twelfth_a_month(month: int) -> None:
    sheet = sheet_of(position("cm-1", filled_from(date(2023, month, 1))))
    lost = kim.what_if(sheet, kim.NoVacancy(position="cm-1"))
    assert amount(lost.difference) == kim.Euro(4750) * (month - 1)


def test_the_order_says_what_is_attributed_to_what() -> None:
    """A post more at 2,000 EUR more: the second change is paid for what the first has changed."""
    sheet = sheet_of(position("cm-1", filled_from(date(2022, 1, 1))), position("cm-2"))
    rate = kim.OtherRate(item=ITEM, amount="59000")
    filling = kim.OtherFilling(position="cm-2", on=date(2023, 1, 1))
    first, second = kim.what_if(sheet, rate, filling), kim.what_if(sheet, filling, rate)
    assert [str(amount(step.difference)) for step in first.steps] == ["2000.00", "59000.00"]
    assert [str(amount(step.difference)) for step in second.steps] == ["57000.00", "4000.00"]
    assert amount(first.difference) == amount(second.difference) == kim.Euro(61_000)
    assert first.difference.value is not None
    assert "angenommen" in first.difference.to_text()


def test_another_notice_or_a_hire_is_supposed_to_be_known() -> None:
    """A notice of 18 posts, then a planned hire: granted 57,000, and due for four months more."""
    vacant = position("cm-1")
    sheet = sheet_of(vacant)
    notice = kim.Grant(
        id="b2",
        baustein=kim.Baustein.CASE_MANAGEMENT,
        period=YEAR,
        posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="1"),),
        amount="57000",
        issued_on=date(2023, 2, 15),
    )
    hire = attrs.evolve(vacant, staffing=(filled_from(date(2023, 9, 1)),))
    learned = kim.Learned(facts=(notice, hire))
    assert amount(kim.what_if(sheet, learned).difference) == kim.Euro(19_000)
    money = learned.apply(sheet).notice("b2")
    assert amount(money.granted) == kim.Euro(57_000)
    assert amount(money.beyond_due) == kim.Euro(38_000)

    def beyond(found: kim.YearSheet) -> Any:
        return found.money.beyond_due

    unknown = kim.what_if(sheet, learned, figure=beyond).difference
    assert isinstance(unknown, explain.Unknown)  # without a notice nothing is granted to compare


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (kim.OtherFilling(position="x", on=END), "'x' .* is not the id of any position; write"),
        (kim.NoVacancy(position="x"), "'x' .* is not the id of any position; write one of cm-1"),
        (kim.NoVacancy(position="cm-1"), "'cm-1' .* not known when it is established"),
        (kim.OtherFilling(position="cm-1", on=END), "fte: None .* is unknown, as is the size"),
        (kim.OtherRate(item="x", amount="1"), "OtherRate.item: 'x' .* has no known rate"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change: Any, message: str) -> None:
    sheet = sheet_of(position("cm-1", fte=None, established=None, as_of=date(2023, 1, 1)))
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.what_if(sheet, change)
    with pytest.raises(kim.InvalidValueError, match=r"^changes: .* is empty"):
        kim.what_if(sheet)


def test_what_is_learned_later_does_not_show_in_another_rate() -> None:
    """Asked from before, the message is that of a book that never heard of it."""
    later = attrs.evolve(
        nrw.RATES.rates[0], item="later", known_since=date(2024, 1, 1), known_by=None
    )
    messages = set[str]()
    for book in (nrw.RATES, nrw.RATES.amended(later)):
        sheet = sheet_of(position("cm-1"), terms=attrs.evolve(TERMS, rates=book))
        with pytest.raises(kim.InvalidValueError) as caught:
            kim.what_if(sheet, kim.OtherRate(item="later", amount=1))
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_another_rate_is_not_for_half_and_full_posts_at_once() -> None:
    """The amount is per unit: of an item with rates in two units nobody knows of which."""
    full = nrw.RATES.rate(ITEM, on=date(2023, 6, 1))
    unit = kim.RateUnit.HALF_POST_AND_YEAR
    half = attrs.evolve(full, amount=28_500, unit=unit)
    terms = attrs.evolve(TERMS, rates=kim.RateBook((full, half)))
    with pytest.raises(kim.InvalidValueError, match=r"^OtherRate\.item: .* in several units"):
        kim.OtherRate(item=ITEM, amount=1).apply(sheet_of(position("cm-1"), terms=terms))


def test_a_supposed_filling_rests_on_no_source_and_on_no_cost_of_another() -> None:
    """Under a ceiling what the recorded staffing cost says nothing: it is said, or unknown."""
    role = kim.Role.COORDINATION
    stab = position("stab", filled_from(date(2023, 1, 1)), role=role)
    cost = kim.Payment(
        id="1", kind=kim.PaymentKind.SPENT, amount="40000", paid_on=END, position="stab"
    )
    sheet = sheet_of(stab, payments=(cost,))
    assert amount(sheet.post("stab").due) == kim.Euro(40_000)
    july = kim.OtherFilling(position="stab", on=date(2023, 7, 1))
    assert july.apply(sheet).post("stab").due.value is None
    said = attrs.evolve(july, actual_cost="20000").apply(sheet).post("stab").due
    assert amount(said) == kim.Euro(20_000)


def test_what_is_no_argument_is_refused_by_name() -> None:
    text: Any = "x"
    sheet = sheet_of(position("cm-1"))
    change = kim.NoVacancy(position="cm-1")
    for call, name in (
        (lambda: kim.what_if(sheet, text), r"changes\[0\]"),
        (lambda: kim.what_if(text, change), "sheet"),
        (lambda: change.apply(text), "sheet"),
        (lambda: kim.what_if(sheet, change, figure=text), "figure"),
    ):
        with pytest.raises(kim.InvalidTypeError, match=f"^{name}: "):
            call()
