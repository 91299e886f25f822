"""Allocations over the years, by method, and against small changes of the counts."""

from datetime import date

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.apportionment import Method, TieError

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
POPULATION = nrw.population(KREIS)
DAY = date(2024, 3, 31)
HALVES = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")

counts = st.lists(st.integers(1_000, 200_000), min_size=8, max_size=8)


def figures(numbers: list[int]) -> kim.KeyFigures:
    given_counts = {str(town.ags): number for town, number in zip(TOWNS, numbers, strict=True)}
    return kim.KeyFigures(source="AZR", intended_date=DAY, reference_date=DAY, counts=given_counts)


def allocated(
    halves: int,
    numbers: list[int],
    rule: kim.AllocationRule = HALVES,
    previous: kim.Allocation | None = None,
) -> kim.Allocation:
    try:
        return kim.allocate(
            kim.Fte("0.5") * halves, TOWNS, figures(numbers), rule, previous=previous
        )
    except TieError:
        assume(False)  # noqa: FBT003 - ties have tests of their own
        raise


@given(
    st.tuples(st.integers(16, 60), counts, st.sampled_from(list(Method))),
    st.tuples(st.integers(16, 60), counts, st.sampled_from(list(Method))),
    st.permutations([kim.Cause.TOTAL, kim.Cause.RULE, kim.Cause.KEY]),
)
def test_what_the_causes_change_adds_up(
    before: tuple[int, list[int], Method],
    after: tuple[int, list[int], Method],
    order: list[kim.Cause],
) -> None:
    """In any order the steps of a recipient sum to its change, and the changes to the total's."""
    earlier = allocated(before[0], before[1], attrs.evolve(HALVES, method=before[2]))
    later = allocated(after[0], after[1], attrs.evolve(HALVES, method=after[2]))
    try:
        change = kim.compare_allocations(earlier, later, order)
    except TieError:
        assume(False)  # noqa: FBT003
        raise
    assert list(change.causes) == order
    assert kim.compare_allocations(earlier, later, change.causes) == change
    for recipient, fte in change.difference.items():
        assert sum((step.difference[recipient] for step in change.steps), kim.Fte(0)) == fte
    assert sum(change.difference.values(), kim.Fte(0)) == later.total - earlier.total


@given(st.integers(16, 60), counts, counts, st.integers(0, 3))
def test_the_change_per_year_is_limited(
    halves: int, before: list[int], after: list[int], steps: int
) -> None:
    """No share differs from the one before by more than the rule allows."""
    earlier = allocated(halves, before)
    most = HALVES.step * steps if HALVES.step else kim.Fte(0)
    later = allocated(halves, after, attrs.evolve(HALVES, most_change=most), earlier)
    for recipient, share in later.shares.items():
        assert abs(share.fte - earlier.shares[recipient].fte) <= most
    assert later.verify()


def test_the_limit_refers_to_what_was_agreed() -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES).adjust(
        kim.Adjustment(giver="05162024", receiver="05162028", fte="2", reason="Verzicht")
    )
    frozen = attrs.evolve(HALVES, most_change="0")
    later = kim.allocate("14", TOWNS, POPULATION, frozen, previous=earlier)
    assert later.shares["05162028"].fte == earlier.shares["05162028"].agreed == kim.Fte("2.5")


def test_stated_shares_have_no_steps_to_move() -> None:
    stated = kim.Allocation.from_stated("1", {"a": "1"})
    with pytest.raises(kim.MissingDataError, match="stated"):
        kim.robustness(stated, "a")


@given(st.integers(16, 60), counts, st.integers(0, 7))
def test_robustness_names_the_person_who_moves_a_step(
    halves: int, numbers: list[int], place: int
) -> None:
    """With the number of persons a step moves; with one fewer it does not (brute force)."""
    allocation = allocated(halves, numbers)
    recipient = TOWNS[place].ags
    held = kim.robustness(allocation, recipient)
    for threshold, sign in ((held.gain, 1), (held.loss, -1)):
        if threshold is None or threshold.persons is None:
            continue
        for persons, moves in ((threshold.persons, True), (threshold.persons - 1, False)):
            changed = [*numbers]
            changed[place] += sign * persons
            # Whoever else ties: the recipient gets nothing out of a tie that it does not need.
            others = [town.ags for town in TOWNS if town.ags != recipient]
            order = [*others, recipient] if sign > 0 else [recipient, *others]
            moved = kim.allocate(allocation.total, TOWNS, figures(changed), HALVES, tie_break=order)
            assert (moved.shares[recipient].fte != allocation.shares[recipient].fte) is moves


@given(st.integers(16, 60), counts)
def test_methods_side_by_side(halves: int, numbers: list[int]) -> None:
    """Each method's result is what `allocate` gives; the distance is half of what must move."""
    total = kim.Fte("0.5") * halves
    for result in kim.methods_side_by_side(total, TOWNS, figures(numbers), HALVES):
        if result.allocation is None:
            assert result.tied
            continue
        rule = attrs.evolve(HALVES, method=result.method)
        alone = kim.allocate(total, TOWNS, figures(numbers), rule)
        assert result.allocation == alone
        over = [
            s.difference
            for s in alone.shares.values()
            if s.difference and s.difference > kim.Fte(0)
        ]
        assert result.distance == sum(over, kim.Fte(0))


def test_a_method_that_ties_is_shown_as_such() -> None:
    results = kim.methods_side_by_side("14.5", TOWNS, figures([100] * 8), HALVES)
    assert {result.allocation for result in results} == {None}
    assert all(len(result.tied) == 8 for result in results)


def test_a_method_without_an_answer_says_why() -> None:
    """Four halves are no step for each of eight towns, as Adams would give; others have answers."""
    rule = kim.AllocationRule(method="sainte_lague", step="0.5")
    results = {r.method: r for r in kim.methods_side_by_side("2", TOWNS, POPULATION, rule)}
    assert "too small for a step of each" in str(results[Method.ADAMS].refusal)
    assert results[Method.SAINTE_LAGUE].allocation is not None
    with pytest.raises(kim.InvalidValueError, match="not a multiple"):
        kim.methods_side_by_side("2.25", TOWNS, POPULATION, rule)


def test_methods_heed_the_limit_of_change() -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    frozen = attrs.evolve(HALVES, most_change="0")
    for result in kim.methods_side_by_side("14", TOWNS, POPULATION, frozen, previous=earlier):
        assert result.allocation is not None
        assert {a: s.fte for a, s in result.allocation.shares.items()} == {
            a: s.fte for a, s in earlier.shares.items()
        }


def test_a_step_without_an_answer_asks_for_another_order() -> None:
    quarters = attrs.evolve(HALVES, step="0.25")
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    later = kim.allocate("13.25", TOWNS, POPULATION, quarters)
    with pytest.raises(kim.InvalidValueError, match="state another order"):
        kim.compare_allocations(earlier, later)
    order = (kim.Cause.RULE, kim.Cause.TOTAL)
    change = kim.compare_allocations(earlier, later, order)
    assert sum(change.difference.values(), kim.Fte(0)) == kim.Fte("-0.75")


def test_statewide() -> None:
    """Posts over all 396 municipalities, and over the 53 districts by their population."""
    towns = tuple(town for district in nrw.districts() for town in district.municipalities)
    counted = {ags: n for d in nrw.districts() for ags, n in nrw.population(d).counts.items()}
    everywhere = kim.KeyFigures(
        source="Destatis",
        intended_date=nrw.POPULATION_DATE,
        reference_date=nrw.POPULATION_DATE,
        counts=counted,
    )
    over_all = kim.allocate("1000", towns, everywhere, HALVES)
    assert over_all.verify()
    assert len(over_all.shares) == 396
    pools = tuple(
        kim.Pool(id=d.key, members=tuple(town.ags for town in d.municipalities))
        for d in nrw.districts()
    )
    over_districts = kim.allocate("1000", towns, everywhere, attrs.evolve(HALVES, pools=pools))
    assert over_districts.verify()
    assert len(over_districts.shares) == 53
