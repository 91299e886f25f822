"""What an allocation is computed anew from, and what is refused."""

from datetime import date
from typing import Any

import attrs
import pytest
from histories import ROLE, programme
from hypothesis import given, strategies as st
from yearly import (
    AGS,
    NEUSS,
    ON,
    OTHER,
    POPULATION,
    ROMMERSKIRCHEN,
    computed,
    counts,
    key,
    notice,
    ready,
)

import kim_model as kim
from kim_model.apportionment import TieError
from kim_model.programme import Recalculated

# Which counts, how many posts, and what held before: against a search through lists. --------------

KNOWN = st.sampled_from([date(2023, 4, 1), date(2024, 4, 1), ON, date(2024, 4, 16)])
COUNTED = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["AZR", "AZR", "AZR", "Destatis"]),
        "year": st.sampled_from([2024, 2024, 2024, 2023]),
        "group": st.sampled_from([None, "A", "B"]),
        "without": st.sampled_from([(), (), (NEUSS,), (ROMMERSKIRCHEN,)]),
        "neuss": st.sampled_from([1000, 2000]),
        "known": KNOWN,
    }
)
GRANTED = st.tuples(st.sampled_from([2023, 2024, 2024]), st.sampled_from([None, 5, 14, 14]), KNOWN)
HELD = st.tuples(
    st.sampled_from([ROLE, ROLE, OTHER]),
    st.sampled_from([date(2022, 3, 31), date(2023, 3, 31), date(2024, 4, 10)]),
    st.sampled_from([8, 9]),
    KNOWN,
)


def counted(each: dict[str, Any]) -> kim.KeyFigures:
    figures = dict.fromkeys(AGS, 500) | {NEUSS: each["neuss"]}
    there = {ags: count for ags, count in figures.items() if ags not in each["without"]}
    return counts(each["year"], there, source=each["source"], population_group=each["group"])


def held(index: int, each: Any) -> kim.AllocationRecord:
    role, stichtag, fte, known = each
    shares = kim.Allocation.from_stated(fte * 8, dict.fromkeys(AGS, fte))
    return kim.AllocationRecord(
        id=str(index), role=role, reference_date=stichtag, allocation=shares, known_since=known
    )


def last_of(found: list[Any], by: Any) -> list[Any]:
    """Return the items of the highest rank."""
    return [each for each in found if by(each) == max(map(by, found))]


def searched(
    group: str | None,
    out: tuple[str, ...],
    figures: list[Any],
    grants: list[Any],
    records: list[Any],
) -> tuple[set[str], Any, Any, Any]:
    """Return what stands in the way; else Neuss' count, the posts, and what a town had before."""
    refused: set[str] = set()
    versions = {(each["source"], each["year"], each["group"]): each for each in figures}
    seen = [
        each
        for name, each in versions.items()
        if name[:2] == ("AZR", 2024) and (group is None or name[2] in {None, group})
        if not set(each["without"]) - set(out)
    ]
    weights = {None if NEUSS in out else each["neuss"] for each in seen}
    if not seen:
        refused.add("no count")
    if len(weights) > 1:
        refused.add("counts that differ")
    posts = [posts for year, posts, known in grants if year == 2024 and known <= ON]
    if not posts or None in posts:
        refused.add("pass total")
    before = [each for each in records if each[0] is ROLE and each[1].year < 2024 and each[3] <= ON]
    latest = last_of(last_of(before, lambda each: each[1]), lambda each: each[3]) if before else []
    shares = {each[2] for each in latest}
    if len(shares) > 1:
        refused.add("follows on several")
    return refused, weights, sum(filter(None, posts)), shares


@given(
    st.sampled_from([None, "A"]),
    st.sampled_from([(), (NEUSS,)]),
    st.lists(COUNTED, max_size=4),
    st.lists(GRANTED, max_size=2),
    st.lists(HELD, max_size=3),
)
def test_shares_are_computed_from_what_a_search_through_lists_finds(
    group: str | None,
    out: tuple[str, ...],
    figures: list[Any],
    grants: list[Any],
    records: list[Any],
) -> None:
    in_time = sorted(figures, key=lambda each: each["known"])
    refused, weights, posts, shares = searched(
        group, out, [each for each in in_time if each["known"] <= ON], grants, records
    )
    rule = kim.AllocationRule(method="sainte_lague", step="0.5", opted_out=out)
    known = programme(
        keys=(key(rule=rule, population_group=group),),
        grants=tuple(
            attrs.evolve(notice(year, posts, f"notice-{index}"), known_since=day)
            for index, (year, posts, day) in enumerate(grants)
        ),
        allocations=tuple(held(index, each) for index, each in enumerate(records)),
    )
    for each in in_time:
        known = known.learn(counted(each), on=each["known"])
    (due,) = kim.status_report(known, on=ON).recalculations
    assert due.state.value == ("waiting" if "no count" in refused else "possible")
    if refused:
        with pytest.raises((kim.MissingDataError, kim.InvalidValueError)) as caught:
            computed(known, ON)
        assert any(each in str(caught.value) for each in refused)
        return
    done = computed(known, ON)
    key_figures = done.record.allocation.figures
    assert isinstance(key_figures, kim.KeyFigures)
    assert {None if out else key_figures.counts[NEUSS]} == weights
    assert done.record.allocation.total == kim.Fte(posts)
    previous = done.previous
    found = (
        set() if previous is None else {each.fte for each in previous.allocation.shares.values()}
    )
    assert found == {kim.Fte(each) for each in shares}


# What is refused. --------------------------------------------------------------------------------


def test_what_stands_in_the_way_is_said() -> None:
    def ask(known: kim.LocalProgramme, **others: Any) -> Recalculated:
        arguments: dict[str, Any] = {"key": "k", "id": "new", "on": ON}
        return kim.recalculate(known, **arguments | others)

    full = counts(2024, POPULATION)
    few = counts(2024, dict.fromkeys(AGS[2:], 1))
    with pytest.raises(kim.NotFoundError, match="no yearly key 'x' is known on 2024-04-15"):
        ask(ready(full), key="x")
    with pytest.raises(kim.NotFoundError, match=r"known is \(none\)"):
        ask(ready(full), on=date(2019, 12, 31))
    with pytest.raises(kim.MissingDataError, match=r"without: k.rule"):
        ask(ready(full, rule=None))
    with pytest.raises(kim.MissingDataError, match="no count: 05162004 Dormagen, 05162008 Grev"):
        ask(ready(few))
    with pytest.raises(kim.MissingDataError, match="AZR has, for 2024-03-31, no count but 0: all"):
        ask(ready(counts(2024, dict.fromkeys(AGS, 0))))
    with pytest.raises(kim.MissingDataError, match="granted on 2024-04-15 is unknown; record it"):
        ask(attrs.evolve(ready(full), grants=()))
    with pytest.raises(kim.InvalidValueError, match="counts that differ, of the groups A, unknown"):
        ask(ready(full, counts(2024, dict.fromkeys(AGS, 1), population_group="A")))
    with pytest.raises(TieError):
        ask(ready(counts(2024, dict.fromkeys(AGS, 1))), total="4.5")


def test_an_id_names_one_allocation() -> None:
    first = computed(ready(counts(2024, POPULATION)), ON)
    known = first.programme.learn(counts(2025, POPULATION), on=date(2025, 4, 1))
    for each in (known, known.learn(on=date(2024, 5, 2), instead_of=first.record)):
        with pytest.raises(kim.InvalidValueError, match=r"^id: 'shares-2024' .* write another id"):
            kim.recalculate(each, "k", id="shares-2024", on=date(2025, 4, 15), total=14)


def test_what_was_withdrawn_can_be_computed_again_from_then_on() -> None:
    first = computed(ready(counts(2024, POPULATION)), ON)
    may = date(2024, 5, 2)
    gone = first.programme.learn(on=may, instead_of=first.record)
    again = computed(gone, may, total=13)
    assert again.record.id == first.record.id
    assert again.record.allocated == kim.Fte(13)
    with pytest.raises(kim.InvalidValueError, match="'shares-2024' is recorded"):
        kim.recalculate(gone, "k", id="other", on=date(2024, 4, 30))


def test_one_that_is_recorded_later_is_the_first_all_the_same() -> None:
    known = ready(counts(2024, POPULATION))
    later = computed(known, date(2024, 5, 2)).programme
    with pytest.raises(kim.InvalidValueError, match="'shares-2024' is recorded"):
        computed(later, ON)


def test_a_total_stated_for_the_day_comes_before_the_notices() -> None:
    """As in a report of the day: what it shows as granted is what there is to share out."""
    stated = kim.StatedPosts(measure=kim.Measure.GRANTED, role=ROLE, fte="12", as_of=ON)
    known = ready(counts(2024, POPULATION), stated)
    for on, posts in ((ON, 12), (date(2024, 4, 16), 14)):
        line = kim.status_report(known, on=on).line(ROLE)
        assert line is not None
        assert line.granted is not None
        assert computed(known, on).record.allocated == line.granted.value == kim.Fte(posts)
