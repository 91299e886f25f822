"""Years that follow one another, each with an allocation computed anew."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import attrs
import pytest
from histories import KREIS, ROLE, programme
from hypothesis import assume, given, settings, strategies as st
from yearly import (
    AGS,
    NEUSS,
    ON,
    POPULATION,
    ROMMERSKIRCHEN,
    RULE,
    agree,
    computed,
    counts,
    key,
    move,
    notice,
    ready,
)

import kim_model as kim

# Years that follow one another. ------------------------------------------------------------------

FIGURES = st.fixed_dictionaries({ags: st.integers(1, 90_000) for ags in AGS})
YEARS = st.lists(
    st.tuples(
        FIGURES,
        st.integers(26, 32),  # half posts granted
        st.sampled_from(["no", "as they are", "a transfer"]),
        st.integers(0, 60),
    ),
    min_size=2,
    max_size=3,
)
RULES = st.builds(
    kim.AllocationRule,
    method=st.sampled_from(["sainte_lague", "largest_remainder", "dhondt"]),
    step=st.just("0.5"),
    guarantee=st.sampled_from(["0", "0.5"]),
    maximum=st.sampled_from([None, "6"]),
    most_change=st.sampled_from(["0.5", "1.5", None]),
    threshold=st.sampled_from([None, kim.FundingThreshold(least="1")]),
)


@settings(max_examples=settings().max_examples // 4)
@given(YEARS, RULES)
def test_years_follow_one_another(years: list[Any], rule: kim.AllocationRule) -> None:
    """Each year all posts granted are shared out or lapse; nobody gets another share than agreed
    last year by more than the rule allows, but for its guarantee or maximum; nothing known before
    is changed; and no year is computed twice.
    """
    known = programme(keys=(key(rule=rule),))
    held: dict[str, kim.Fte] | None = None
    for year, (figures, halves, agreement, wait) in enumerate(years, start=2022):
        total, on = kim.Fte(halves) / 2, date(year, 4, 2) + timedelta(days=wait)
        known = known.learn(notice(year, total), on=date(year, 1, 2))
        known = known.learn(counts(year, figures), on=date(year, 4, 1))
        try:
            done = computed(known, on)
        except kim.InvalidValueError as error:
            assume(error.field not in {"total", "units"})  # what the bounds do not allow together
            raise
        shares = done.record.allocation.shares
        got = {each: share.fte for each, share in shares.items()}
        assert sum(got.values(), done.record.allocation.lapsed) == total
        assert (done.record.agreed, done.record.known_from) == (None, on)
        if held is not None and rule.most_change is not None and rule.threshold is None:
            for each, fte in got.items():
                if abs(fte - held[each]) > rule.most_change:
                    assert fte == (rule.guarantee if fte > held[each] else rule.maximum)
        for day in (date(2021, 1, 1), on - timedelta(days=1)):
            assert done.programme.as_known_on(day) == known.as_known_on(day)
        again = "another"
        for later in (on, date(year + 1, 3, 30)):
            with pytest.raises(kim.InvalidValueError, match=r"shares-.* is recorded"):
                kim.recalculate(done.programme, "k", id=again, on=later, total=total)
        known, held = done.programme, got
        signed = on + timedelta(days=30)
        if agreement == "as they are":
            known = agree(done, on=signed)
        elif agreement == "a transfer":
            giver = max(got, key=got.__getitem__)
            receiver = next(each for each in AGS if each != giver)
            known = agree(done, move(giver, receiver, "0.5", signed), on=signed)
            held = {**got, giver: got[giver] - kim.Fte("0.5")}
            held[receiver] += kim.Fte("0.5")


def test_without_any_change_shares_stay_as_agreed() -> None:
    """With most_change 0 and as many posts, the counts move nothing, but the agreement did."""
    rule = attrs.evolve(RULE, most_change="0")
    first = ready(counts(2024, POPULATION), rule=rule)
    spring = date(2024, 5, 2)
    known = agree(
        computed(first, date(2024, 4, 15)), move(NEUSS, ROMMERSKIRCHEN, 1, spring), on=spring
    )
    known = known.learn(counts(2025, dict.fromkeys(AGS, 1)), notice(2025, 14), on=date(2025, 4, 1))
    done = computed(known, date(2025, 4, 15))
    before = known.allocations[0].allocation.shares
    for ags, (then, now) in done.side_by_side.items():
        assert then == before[ags]
        assert now is not None
        assert now.fte == before[ags].agreed


# What is known later. ----------------------------------------------------------------------------


@settings(max_examples=settings().max_examples // 4)
@given(FIGURES, FIGURES, st.integers(0, 1))
def test_what_is_learned_later_changes_nothing(
    figures: dict[str, int], others: dict[str, int], later: int
) -> None:
    """Counts corrected, posts granted and shares agreed after the day are not seen."""
    on = date(2024, 4, 15)
    last_year = computed(
        ready(counts(2023, figures), notice(2023, 14), on=date(2023, 4, 1)), date(2023, 4, 15)
    )
    known = last_year.programme.learn(counts(2024, figures), on=date(2024, 4, 2))
    done = computed(known, on)
    after = on + timedelta(days=1)
    agreed = agree(attrs.evolve(last_year, programme=known), on=after)
    hindsight = (agreed if later else known).learn(
        counts(2024, others), notice(2024, 20), key(rule=attrs.evolve(RULE, step=None)), on=after
    )
    assert computed(hindsight, on).record == done.record
    assert computed(hindsight, on).previous == done.previous


def test_the_order_of_recording_is_of_no_matter() -> None:
    facts = (
        counts(2024, POPULATION),
        counts(2024, dict.fromkeys(AGS, 1), population_group="other"),
        counts(2024, {NEUSS: 1}, population_group="B"),
        counts(2024, dict.fromkeys(AGS, 1), source="Destatis"),
    )
    (expected,) = {
        computed(ready(*each, population_group="B"), ON).record for each in permutations(facts)
    }
    assert expected.allocation.figures == attrs.evolve(facts[0], known_since=date(2024, 4, 2))


def test_what_was_agreed_between_the_reference_date_and_the_day_counts() -> None:
    """Shares of 2023 are agreed on 10 April 2024: those computed on the 15th follow on that."""
    last_year = computed(
        ready(counts(2023, POPULATION), notice(2023, 14), on=date(2023, 4, 1)), date(2023, 4, 15)
    )
    day = date(2024, 4, 10)
    known = agree(last_year, move(NEUSS, ROMMERSKIRCHEN, 2, day), on=day)
    known = known.learn(counts(2024, POPULATION), on=date(2024, 4, 2))
    for on, fte in ((date(2024, 4, 9), None), (day, "2.5")):
        previous = computed(known, on).previous
        assert previous is not None
        agreed = previous.allocation.shares[NEUSS].agreed
        assert agreed == (None if fte is None else kim.Fte(fte))


def test_what_is_known_ahead_to_be_agreed_is_not_agreed_yet() -> None:
    """Learned on 10 April: on the 20th a post will move. On the 15th, it has not."""
    last_year = computed(
        ready(counts(2023, POPULATION), notice(2023, 14), on=date(2023, 4, 1)), date(2023, 4, 15)
    )
    ahead = move(NEUSS, ROMMERSKIRCHEN, 1, date(2024, 4, 20))
    known = agree(last_year, ahead, on=date(2024, 4, 10))
    known = known.learn(counts(2024, POPULATION), on=date(2024, 4, 2))
    for on, fte in ((ON, None), (date(2024, 4, 20), kim.Fte("3.5"))):
        previous = computed(known, on).previous
        assert previous is not None
        assert previous.allocation.shares[NEUSS].agreed == fte


# Rhein-Kreis Neuss; its population stands for the counts of two years, the agreement is made up. --


def test_two_years_of_rhein_kreis_neuss() -> None:
    """14 posts, of which Neuss leaves one to Rommerskirchen; then 13 posts, and counts alike.

    By the counts Neuss has 4.5 of 14 posts and of 13 (9 of 26 halves, of which 8.76 are its part),
    Rommerskirchen the 0.5 that is guaranteed. As they have agreed on 3.5 and 1.5, and half a post
    is the most that may change, Neuss gets 4 and Rommerskirchen 1.
    """
    first = computed(ready(counts(2024, POPULATION)), date(2024, 4, 15))
    assert (first.previous, first.change()) == (None, None)
    assert first.record.allocated == kim.Fte(14)
    assert all(then is None for then, _ in first.side_by_side.values())
    signed = date(2024, 5, 2)
    known = agree(first, move(NEUSS, ROMMERSKIRCHEN, 1, signed), on=signed)
    known = known.learn(
        key(rule=attrs.evolve(RULE, most_change="0.5")),
        notice(2025, 13),
        counts(2025, POPULATION),
        on=date(2025, 4, 1),
    )
    second = computed(known, date(2025, 4, 15))
    told = {
        KREIS.municipality(kim.Ags(ags)).short_name: [str(each.fte), str(each.agreed), str(now.fte)]
        for ags, (each, now) in second.side_by_side.items()
        if each is not None and now is not None
    }
    assert told["Neuss"] == ["4.5", "3.5", "4"]
    assert told["Rommerskirchen"] == ["0.5", "1.5", "1"]
    assert second.record.allocated == kim.Fte(13)
    change = second.change()
    assert change is not None
    assert change.difference[NEUSS] == kim.Fte("-0.5")
    assert [each.known_from for each in second.programme.history("shares-2024")] == [
        date(2024, 4, 15), signed
    ]  # fmt: skip
    report = kim.status_report(second.programme, on=date(2025, 4, 15))
    assert [each.state.value for each in report.recalculations] == ["done"]
    lines = report.coverage.lines
    assert [str(each.allocated) for each in lines][-2:] == ["4", "1"]
    assert [each.agreed for each in lines] == [None] * 8


def test_a_stated_allocation_is_followed_too() -> None:
    """Where a source states last year's shares, the whole change has one cause."""
    stated = kim.AllocationRecord(
        id="stated",
        role=ROLE,
        reference_date=date(2023, 3, 31),
        allocation=kim.Allocation.from_stated("14", {NEUSS: "7"}, rest="übrige"),
    )
    done = computed(ready(counts(2024, POPULATION), stated), ON)
    change = done.change()
    assert change is not None
    assert change.causes == (kim.Cause.STATED,)
    assert done.record.allocation.shares[NEUSS].fte == kim.Fte(6)  # at most 1 less
    assert done.side_by_side["übrige"][1] is None


def test_a_step_between_two_years_without_an_answer_stops_no_recording() -> None:
    """5 posts in halves, then 5.25 in quarters: a total of 5.25 has no halves."""
    quarters = attrs.evolve(RULE, step="0.25")
    first = computed(ready(counts(2024, POPULATION)), ON, total="5")
    known = first.programme.learn(key(rule=quarters), on=date(2025, 1, 2))
    known = known.learn(counts(2025, POPULATION), on=date(2025, 4, 1))
    second = computed(known, date(2025, 4, 15), total="5.25")
    assert second.record.allocated == kim.Fte("5.25")
    with pytest.raises(kim.InvalidValueError, match="leads to a step without an answer"):
        second.change()
    change = second.change([kim.Cause.RULE])
    assert change is not None
    assert change.causes[0] is kim.Cause.RULE
