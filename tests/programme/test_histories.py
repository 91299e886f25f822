"""What was known when: worked histories, written at once in hindsight or step by step.

Both ways give the same answers where both say the same (principle 4: two times).
"""

from datetime import date
from typing import Any

import attrs
import pytest
from histories import (
    APRIL,
    JANUARY,
    JULY,
    JUNE,
    MARCH,
    MAY,
    ROLE,
    YEAR,
    line,
    programme,
    state,
    text,
)

import kim_model as kim

# The six cases: first all at once, in hindsight, then step by step. ------------------------------


def test_a_notice_announced_then_issued() -> None:
    grant = kim.Grant(
        id="b", baustein=kim.Baustein.CASE_MANAGEMENT, period=YEAR, as_of=MARCH,
        posts=(kim.GrantedPosts(role=ROLE, fte="14"),),
    )  # fmt: skip
    issued = attrs.evolve(grant, issued_on=MAY)
    at_once = programme(grants=(issued,))
    stepwise = programme(grants=(grant,)).learn(issued, on=MAY)
    for each in (at_once, stepwise):
        assert line(each, MARCH, JANUARY)[1] is None
        assert line(each, MARCH, MARCH)[1] == "14"
        assert "Datum: nicht bekannt" in text(each, MARCH, MARCH)
        assert "Datum: 02.05.2024" in text(each, MARCH, MAY)
    for known_on in (JANUARY, MARCH, APRIL, MAY, JUNE):
        assert text(at_once, MARCH, known_on) == text(stepwise, MARCH, known_on)


def test_unknown_staffing_then_a_hire() -> None:
    position = kim.Position(
        id="p", role=ROLE, fte="1", as_of=JANUARY, established=kim.Period(date(2024, 1, 1))
    )
    hire = kim.Staffing(fte="1", period=kim.Period(JUNE))
    stepwise = programme(positions=(position,)).learn(
        attrs.evolve(position, staffing=(hire,)), on=JUNE
    )
    assert line(stepwise, MARCH, MARCH) == ("1", None, None, None)
    assert line(stepwise, MARCH, JUNE) == ("1", None, "0", "1")
    assert line(stepwise, JUNE, JUNE) == ("1", None, "1", "0")


def test_a_hire_learned_late() -> None:
    position = kim.Position(id="p", role=ROLE, fte="1", as_of=JANUARY, staffing=())
    hire = kim.Staffing(fte="1", period=kim.Period(date(2024, 3, 1)))
    late = attrs.evolve(hire, as_of=JUNE)
    at_once = programme(positions=(attrs.evolve(position, staffing=(late,)),))
    stepwise = programme(positions=(position,)).learn(
        attrs.evolve(position, staffing=(hire,)), on=JUNE
    )
    for each in (at_once, stepwise):
        assert line(each, MARCH, MAY)[2] == "0"
        assert line(each, MARCH, JUNE)[2] == "1"


def test_a_figure_corrected() -> None:
    stated = kim.StatedPosts(measure=kim.Measure.FILLED, role=ROLE, fte="11", as_of=MARCH)
    corrected = attrs.evolve(stated, fte="10.5")
    at_once = programme(stated_posts=(stated, attrs.evolve(corrected, stated_on=JUNE)))
    stepwise = programme(stated_posts=(stated,)).learn(corrected, on=JUNE)
    for each in (at_once, stepwise):
        assert line(each, MARCH, MARCH)[2] == line(each, MARCH, MAY)[2] == "11"
        assert line(each, MARCH, JUNE)[2] == "21/2"


def test_a_contract_signed_ahead_with_its_end() -> None:
    open_end, ended = kim.Period(APRIL), kim.Period(APRIL, JUNE)
    contract = kim.Staffing(fte="1", period=ended, known_since=JANUARY)
    position = kim.Position(id="p", role=ROLE, fte="1", as_of=JANUARY, staffing=(contract,))
    at_once = programme(positions=(position,))
    plain = attrs.evolve(position, staffing=(kim.Staffing(fte="1", period=ended),))
    stepwise = programme().learn(plain, on=JANUARY)
    for each in (at_once, stepwise):
        (seen,) = each.as_known_on(MARCH).positions
        assert seen.staffing is not None
        assert seen.staffing[0].period == ended
        assert [line(each, on, MARCH)[2] for on in (MARCH, MAY, JULY)] == ["0", "1", "0"]
    # What nobody says was known ahead is known when it comes.
    (seen,) = programme(positions=(plain,)).as_known_on(MAY).positions
    assert seen.staffing is not None
    assert seen.staffing[0].period == open_end


def test_a_guideline_announced_then_published() -> None:
    announced = kim.LegalInstrument(
        id="r", title="Richtlinie", announced_within=kim.Period.of_year(2023)
    )
    published = attrs.evolve(
        announced,
        signed_on=date(2024, 12, 12),
        published_on=date(2024, 12, 19),
        in_force_from=date(2024, 1, 1),
        covers=YEAR,
    )
    application = kim.Application(
        id="a", baustein=kim.Baustein.STEERING, period=YEAR, awaits="r", as_of=MARCH
    )
    at_once = programme(instruments=(published,), applications=(application,))
    stepwise = programme(instruments=(announced,), applications=(application,)).learn(
        published, on=date(2024, 12, 19)
    )
    for each in (at_once, stepwise):
        assert state(each, MARCH, MARCH) == state(each, date(2024, 12, 18)) == "waiting"
        assert state(each, date(2024, 12, 19)) == "possible"
        (seen,) = each.as_known_on(date(2024, 12, 18)).instruments
        assert seen == announced


# What an audit found. ----------------------------------------------------------------------------


def test_the_day_in_question_is_judged_by_the_days_in_the_facts_alone() -> None:
    """Published on 19 December and learned in January: on 31 December nothing was waited for."""
    guideline = kim.LegalInstrument(id="r", title="R", as_of=MARCH)
    application = kim.Application(
        id="a", baustein=kim.Baustein.STEERING, period=YEAR, awaits="r", as_of=MARCH
    )
    known = programme(instruments=(guideline,), applications=(application,)).learn(
        attrs.evolve(guideline, published_on=date(2024, 12, 19), covers=YEAR), on=date(2025, 1, 3)
    )
    asked = date(2025, 2, 1)
    assert state(known, date(2024, 12, 31), asked) == "possible"
    assert state(known, date(2024, 12, 18), asked) == "waiting"
    assert state(known, date(2024, 12, 31), date(2025, 1, 2)) == "waiting"


def test_a_stage_that_becomes_known_takes_nothing_back() -> None:
    """What was stated in March stays so in March, whatever day is filled in later."""
    grant = kim.Grant(
        id="g", baustein=kim.Baustein.STEERING, period=YEAR, as_of=MARCH, issued_on=MAY
    )
    agreement = kim.CooperationAgreement(
        id="v", municipality="05162024", as_of=MARCH, signed_on=MAY
    )
    instrument = kim.LegalInstrument(id="r", title="R", as_of=MARCH, in_force_from=JULY)
    published = attrs.evolve(instrument, published_on=JUNE)
    known = programme(grants=(grant,), agreements=(agreement,), instruments=(instrument,))
    known = known.learn(published, on=JUNE)
    seen = known.as_known_on(MARCH)
    assert seen.grants == (attrs.evolve(grant, issued_on=None),)
    assert seen.agreements == (attrs.evolve(agreement, signed_on=None),)
    assert seen.instruments == (instrument,)
    assert known.as_known_on(JUNE).instruments[0].in_force_from == JULY


def test_a_deadline_filled_in_later_is_not_missed_before() -> None:
    open_ended = kim.Application(id="a", baustein=kim.Baustein.STEERING, period=YEAR, as_of=JANUARY)
    deadline = kim.Deadline(named_day=date(2024, 2, 28), shift=kim.Shift.NONE)
    known = programme(applications=(open_ended,)).learn(
        attrs.evolve(open_ended, deadline=deadline), on=JUNE
    )
    assert state(known, MARCH, MARCH) == "possible"
    assert state(known, MARCH, JUNE) == "missed"


def test_an_establishment_filled_in_later_was_unknown_before() -> None:
    position = kim.Position(id="p", role=ROLE, fte="1", as_of=JANUARY)
    since = attrs.evolve(position, established=kim.Period(JUNE))
    assert line(programme(positions=(position,)).learn(since, on=JUNE), MARCH, MARCH)[0] is None
    assert line(programme(positions=(since,)), MARCH, MARCH)[0] is None


@pytest.mark.parametrize("field", ["as_of", "known_since"])
def test_a_day_that_is_said_wins_over_the_first_day(field: str) -> None:
    """Staffing from 1 January that is known since June is not known in March."""
    said: dict[str, Any] = {field: JUNE}
    staffing = kim.Staffing(fte="1", period=kim.Period(date(2024, 1, 1)), **said)
    position = kim.Position(id="p", role=ROLE, fte="1", as_of=JANUARY, staffing=(staffing,))
    known = programme(positions=(position,))
    assert line(known, MARCH, MARCH)[2] == "0"
    assert line(known, MARCH, JUNE)[2] == "1"


# Undated facts. ----------------------------------------------------------------------------------


def test_a_fact_without_a_day_takes_the_day_of_the_programme() -> None:
    rollout = kim.RollOut(municipality="05162024", state=kim.RollOutState.IMPLEMENTED)
    dated = programme(as_of=MARCH, rollouts=(rollout,))
    assert dated.as_known_on(MARCH).rollouts == (rollout,)
    assert dated.as_known_on(JANUARY).rollouts == ()
    assert dated.undated() == ()
    assert attrs.evolve(dated, as_of=None).undated() == (rollout,)


def test_an_undated_fact_is_listed_and_found() -> None:
    """Where neither fact nor programme says a day, the report lists it and a finding says so."""
    position = kim.Position(id="p-7", role=ROLE, fte="1")
    known = programme(positions=(position,))
    report = kim.status_report(known, on=MARCH)
    assert report.undated == (position,)
    assert "Stelle p-7: ganz oder in Teilen nicht berücksichtigt" in report.to_markdown()
    (found,) = kim.findings(known, on=MARCH)
    assert (found.code, found.path) == (kim.FindingCode.UNDATED, "$.positions[?@.id=='p-7']")
    assert found.message("en") == "p-7: no day is known from which it is known"


def test_an_undated_part_of_a_dated_fact_is_listed() -> None:
    funding = kim.PositionFunding(fte="1", period=YEAR, source="Kreis")
    position = kim.Position(id="p", role=ROLE, established=kim.Period(JANUARY), funding=(funding,))
    assert programme(positions=(position,)).undated() == (position,)
    assert programme(positions=(attrs.evolve(position, as_of=JANUARY),)).undated() == ()
