"""The sheet of a year agrees with a naive count, its parts add up, and it stays as it was."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import assume, given, settings, strategies as st
from programmes_of_a_year import CM, KNOWN, RATES, Case, cases, days_in, rate_of

import kim_model as kim
from kim_model import nrw
from kim_model.explain import Derivation, Unknown

FIGURES = (
    "granted", "maximum", "due", "received", "spent", "forwarded", "repaid", "cost", "used",
    "own_share", "unused", "beyond_due", "to_be_repaid",
)  # fmt: skip


def cents(figure: Derivation[kim.Euro] | Unknown) -> int | None:
    """Return a figure, verified, in cents; None if it is unknown."""
    return None if isinstance(figure, Unknown) else figure.verify().cents


def added(figures: list[int | None]) -> int | None:
    known = [each for each in figures if each is not None]
    return sum(known) if len(known) == len(figures) and figures else None


def of_posts(sheet: kim.YearSheet) -> dict[tuple[str, str | None], tuple[int | None, ...]]:
    return {
        (each.position.id, each.notice): (cents(each.maximum), cents(each.due), cents(each.cost))
        for each in sheet.posts
    }


def of_notices(sheet: kim.YearSheet) -> dict[object, dict[str, int | None]]:
    return {
        (each.baustein, each.grant and each.grant.id): {
            name: cents(getattr(each, name)) for name in FIGURES
        }
        for each in sheet.notices
    }


def written(sheet: kim.YearSheet) -> tuple[str, str, str]:
    return sheet.to_markdown("de"), sheet.to_markdown("en"), kim.to_json(sheet)


@settings(max_examples=30)
@given(cases())
def test_the_sheet_is_what_a_naive_count_finds(case: Case) -> None:
    """Each figure of each post and notice, known or not, is that of the oracle."""
    sheet, oracle = case.sheet(), case.oracle()
    first: dict[str | None, str] = {}
    first.update(oracle.first)
    posts = {(name, first.get(notice)): line for (name, notice), line in of_posts(sheet).items()}
    expected = {
        key: (line["maximum"], line["due"], line["cost"]) for key, line in oracle.posts().items()
    }
    assert posts == expected
    notices = {
        first[each.grant.id]: {name: cents(getattr(each, name)) for name in FIGURES}
        for each in sheet.notices
        if each.grant is not None
    }
    assert notices == {
        name: {figure: found[figure] for figure in FIGURES}
        for name, found in oracle.notices().items()
    }


@settings(max_examples=20)
@given(cases(), st.sampled_from(kim.Rounding))
def test_parts_add_up(case: Case, rounding: kim.Rounding) -> None:
    """Posts add up to their notice, notices to their Baustein, and these to all, to the cent."""
    rounded = attrs.evolve(case.terms, rounding=rounding)
    sheet = attrs.evolve(case, terms=rounded).sheet()
    for name in FIGURES:
        by_baustein = [cents(getattr(each, name)) for each in sheet.bausteine.values()]
        assert cents(getattr(sheet.money, name)) == added(by_baustein)
        for total in sheet.bausteine.values():
            parts = [cents(getattr(each, name)) for each in total.notices]
            assert cents(getattr(total, name)) == added(parts)
    for notice in sheet.notices:
        if notice.baustein is not kim.Baustein.STEERING:
            of = None if notice.grant is None else notice.grant.id
            own = [
                each.maximum
                for each in sheet.posts
                if each.notice == of and each.position.role.baustein is notice.baustein
            ]
            assert cents(notice.maximum) == added([cents(each) for each in own])


@settings(max_examples=20)
@given(cases(), st.data())
def test_moving_a_day_moves_at_most_one_month(case: Case, data: st.DataObject) -> None:
    """A staffing that begins a day later changes a post by no more than a month of it."""
    staffed = [each for each in case.programme.positions if each.staffing]
    assume(staffed)
    moved = data.draw(st.sampled_from(staffed))
    assert moved.staffing
    one, *others = moved.staffing
    last = one.period.last_day
    assume(last is None or one.period.first_day < last)
    later = kim.Period(one.period.first_day + timedelta(1), last)
    changed = attrs.evolve(moved, staffing=(attrs.evolve(one, period=later), *others))
    positions = tuple(changed if each is moved else each for each in case.programme.positions)
    before = of_posts(case.sheet())
    after = of_posts(case.sheet(attrs.evolve(case.programme, positions=positions)))
    difference = 0
    for (name, notice), (maximum, _, _) in before.items():
        other = after[name, notice][0]
        if name != moved.id:
            assert other == maximum
        elif maximum is not None and other is not None:
            difference += abs(maximum - other)
    month = kim.Euro(RATES[moved.role]).cents * one.fte.value / 12
    assert difference <= month


@settings(max_examples=10)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lists_and_of_learning_is_irrelevant(case: Case, dice: Any) -> None:
    """Whatever is listed or learned first, no figure changes."""
    programme, sheet = case.programme, case.sheet()
    nothing = attrs.evolve(programme, grants=(), sub_grants=(), positions=(), payments=())
    grants, links = programme.grants, programme.sub_grants
    same = nothing.learn(*grants, *links, *programme.positions, *programme.payments, on=KNOWN)
    assert written(case.sheet(same)) == written(sheet)
    posts, paid = list(programme.positions), list(programme.payments)
    dice.shuffle(posts)
    dice.shuffle(paid)
    listed = attrs.evolve(
        programme,
        grants=grants[::-1],
        sub_grants=links[::-1],
        positions=tuple(posts),
        payments=tuple(paid),
    )
    learned = nothing
    for each in (*(g for g in grants if not g.replaces), *(g for g in grants if g.replaces)):
        learned = learned.learn(each, on=KNOWN)
    for link in links[::-1]:
        learned = learned.learn(link, on=KNOWN)
    for post in posts:
        learned = learned.learn(post, on=KNOWN)
    for payment in paid:
        learned = learned.learn(payment, on=KNOWN)
    for other in (case.sheet(listed), case.sheet(learned)):
        assert of_posts(other) == of_posts(sheet)
        assert of_notices(other) == of_notices(sheet)


@settings(max_examples=10)
@given(cases(), cases())
def test_what_is_learned_later_changes_nothing_that_was_seen_before(
    case: Case, other: Case
) -> None:
    """Last year's sheet, recomputed with its day after anything was learned: the same bytes."""
    later = case.on + timedelta(30)
    before = written(case.sheet())
    found = other.programme
    paid = [each for each in found.payments if each.sub_grant is None]
    after = case.programme.learn(*found.grants, *found.positions, *paid, on=later)
    assert written(case.sheet(after)) == before
    today = kim.year_sheet(after, case.year, case.terms, on=case.on, known_on=later)
    assert today.known_on == later


@settings(max_examples=10)
@given(cases())
def test_a_sheet_is_read_as_it_was_written(case: Case) -> None:
    """JSON tells the whole sheet."""
    sheet = case.sheet()
    again = kim.from_json(kim.to_json(sheet), kim.YearSheet)
    assert again == sheet
    assert written(again) == written(sheet)


@settings(max_examples=50)
@given(st.sampled_from([2023, 2024]).flatmap(days_in), st.sampled_from(kim.Rounding))
def test_one_post_from_a_day_on(first_day: date, rounding: kim.Rounding) -> None:
    """Full months count from the first that begins on the day or after it."""
    year = first_day.year
    months = 12 - first_day.month + (first_day.day == 1)
    staffing = kim.Staffing(fte="1", period=kim.Period(first_day))
    position = kim.Position(id="p", role=CM, fte="1", staffing=(staffing,), known_since=KNOWN)
    programme = kim.LocalProgramme(id="kreis", district=nrw.district("Unna"), positions=(position,))
    rule = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
    terms = kim.FundingTerms(rates=kim.RateBook((rate_of(CM),)), part_year=rule, rounding=rounding)
    sheet = kim.year_sheet(programme, year, terms, on=date(year, 12, 31))
    exact = Fraction(RATES[CM]) * months / 12
    assert sheet.post("p").due.value == rounding.to_euro(kim.ExactEuro(exact))
