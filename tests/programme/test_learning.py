"""What was known when: worked histories, written at once in hindsight or step by step.

Both ways give the same answers where both say the same (principle 4: two times).
"""

import itertools
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.programme import Superseded
from kim_model.testing import days

KREIS = nrw.district("05162")
JANUARY, MARCH, APRIL = date(2024, 1, 15), date(2024, 3, 31), date(2024, 4, 15)
MAY, JUNE, JULY = date(2024, 5, 2), date(2024, 6, 3), date(2024, 7, 15)
ROLE = kim.Role.CASE_MANAGEMENT
YEAR = kim.Period.of_year(2024)


def programme(**fields: Any) -> kim.LocalProgramme:
    return kim.LocalProgramme(id="rkn", district=KREIS, **fields)


def line(known: kim.LocalProgramme, on: date, known_on: date) -> tuple[Any, ...]:
    """Return established, granted, filled and vacant of case management, None where unknown."""
    found = kim.status_report(known, on=on, known_on=known_on).line(ROLE)
    if found is None:
        return (None,) * 4
    figures = (found.established, found.granted, found.filled, found.vacant)
    return tuple(None if each is None else str(each.value.value) for each in figures)


def text(known: kim.LocalProgramme, on: date, known_on: date) -> str:
    return kim.status_report(known, on=on, known_on=known_on).to_markdown()


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


def state(known: kim.LocalProgramme, on: date, known_on: date | None = None) -> str:
    (found,) = kim.status_report(known, on=on, known_on=known_on).applications
    return found.state.value


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


# Learning, against a store that knows nothing of versions. ---------------------------------------


LEARNED = st.tuples(days(), st.sampled_from("abcd"), st.integers(0, 3))


@settings(max_examples=60)
@given(st.lists(LEARNED, max_size=6), days())
def test_what_was_learned_last_before_a_day_is_known_on_it(
    learned: list[tuple[date, str, int]], day: date
) -> None:
    """Of each thing the view has what was learned last up to the day; of one day, the last."""
    known, store = programme(), dict[tuple[str, date], str]()
    for number, (on, name, subject) in enumerate(learned):
        known = known.learn(paper(str(subject), name), on=on)
        store.pop((name, on), None)
        store[name, on] = str(subject)
        assert len(known.history(name)) <= number + 1
    for asked in (day, *(each[0] for each in learned)):
        last: dict[str, date] = {}
        for name, on in store:
            if on <= asked:
                last[name] = max(on, last.get(name, on))
        expected = {name: store[name, on] for name, on in last.items()}
        seen = known.as_known_on(asked)
        assert {each.id: each.subject for each in seen.papers} == expected
        assert seen.as_known_on(day) == known.as_known_on(min(asked, day))


# Learning. ---------------------------------------------------------------------------------------


def paper(subject: str, name: str = "p") -> kim.Paper:
    return kim.Paper(id=name, number="1", subject=subject, kind=kim.PaperKind.NOTICE, as_of=JANUARY)


def subjects(known: kim.LocalProgramme, day: date) -> list[str]:
    return [each.subject for each in known.as_known_on(day).papers]


def test_learning_in_any_order_gives_the_same_views() -> None:
    """A version learned between two others is known from its day until that of the next."""
    first = programme(papers=(paper("Januar"),))
    in_order = first.learn(paper("Mai"), on=MAY).learn(paper("Juli"), on=JULY)
    reverse = first.learn(paper("Juli"), on=JULY).learn(paper("Mai"), on=MAY)
    assert in_order.papers == reverse.papers
    for each in (in_order, reverse):
        days = (JANUARY, date(2024, 5, 1), MAY, date(2024, 7, 14), JULY)
        assert [subjects(each, day) for day in days] == [
            ["Januar"], ["Januar"], ["Mai"], ["Mai"], ["Juli"]
        ]  # fmt: skip
    spans = [(v.known_from, v.until) for v in in_order.history("p")]
    assert spans == [(JANUARY, MAY), (MAY, JULY), (JULY, None)]


def test_what_is_withdrawn_comes_back_to_its_place_in_earlier_views() -> None:
    papers = (paper("a", "a"), paper("b", "b"), paper("c", "c"))
    known = programme(papers=papers)
    gone = known.learn(on=MAY, instead_of=papers[0]).learn(on=JUNE, instead_of=papers[1])
    assert subjects(gone, MARCH) == ["a", "b", "c"]
    assert subjects(gone, MAY) == ["b", "c"]
    assert subjects(gone, JUNE) == ["c"]
    assert gone.as_known_on(MARCH) == known.as_known_on(MARCH)
    again = gone.learn(papers[0], on=JULY)
    assert subjects(again, JULY) == ["a", "c"]
    assert subjects(again, MARCH) == ["a", "b", "c"]


def test_a_version_learned_before_a_withdrawal_ends_with_it() -> None:
    known = programme(papers=(paper("Januar"),)).learn(on=JULY, instead_of=paper("Januar"))
    between = known.learn(paper("Mai"), on=MAY)
    assert between.papers == ()
    assert [subjects(between, day) for day in (MARCH, MAY, JULY)] == [["Januar"], ["Mai"], []]


def test_what_was_learned_is_withdrawn_by_any_version_of_it() -> None:
    known = programme().learn(paper("a"), on=APRIL)
    assert subjects(known.learn(on=JUNE, instead_of=paper("a")), JUNE) == []


def test_a_corrected_key_takes_the_place_of_the_wrong_one() -> None:
    stated = kim.StatedPosts(measure=kim.Measure.FILLED, role=ROLE, fte="7", as_of=MARCH)
    right = attrs.evolve(stated, role=kim.Role.COORDINATION)
    known = programme(stated_posts=(stated,)).learn(right, on=JUNE, instead_of=stated)
    assert line(known, MARCH, MAY)[2] == "7"
    assert line(known, MARCH, JUNE)[2] is None


def test_what_others_refer_to_is_not_withdrawn_alone() -> None:
    actor = kim.Actor(id="ki", name="KI", kind=kim.ActorKind.KI)
    meeting = kim.Cooperation(kind=kim.CooperationKind.EXCHANGE, actors=("ki",), as_of=MARCH)
    known = programme(actors=(actor,), cooperations=(meeting,))
    with pytest.raises(kim.InvalidValueError, match=r"is withdrawn from 2024-06-03, but still"):
        known.learn(on=JUNE, instead_of=actor)
    alone = known.learn(on=JUNE, instead_of=meeting).learn(on=JUNE, instead_of=actor)
    assert (alone.actors, alone.cooperations) == ((), ())
    assert alone.as_known_on(MAY) == known.as_known_on(MAY)


def test_who_an_actor_is_has_versions_too() -> None:
    actor = kim.Actor(id="ki", name="Integrationszentrum", kind=kim.ActorKind.KI)
    known = programme(actors=(actor,)).learn(attrs.evolve(actor, name="KI"), on=JUNE)
    assert known.as_known_on(MAY).actors == (actor,)
    assert known.as_known_on(JUNE).actors[0].name == "KI"


def test_the_first_version_of_what_is_referred_to_counts() -> None:
    guideline = kim.LegalInstrument(id="r", title="R", as_of=JANUARY)
    application = kim.Application(
        id="a", baustein=kim.Baustein.STEERING, period=YEAR, awaits="r", as_of=MARCH
    )
    known = programme(instruments=(guideline,), applications=(application,))
    assert known.learn(attrs.evolve(guideline, title="S"), on=JUNE).applications == (application,)


def test_nothing_to_learn_is_refused() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"^facts: \(\) .* are none"):
        programme().learn(on=MAY)
    with pytest.raises(kim.InvalidValueError, match=r"^instead_of: .* is not recorded at present"):
        programme().learn(on=MAY, instead_of=paper("a"))
    with pytest.raises(kim.InvalidValueError, match=r"is known only from 2024-01-15"):
        programme(papers=(paper("a"),)).learn(on=date(2024, 1, 14), instead_of=paper("a"))
    with pytest.raises(kim.InvalidTypeError, match=r"^facts\[0\]: 'a' \(str\) .* one by one$"):
        programme().learn("a", on=MAY)  # type: ignore[arg-type]
    staffing = kim.Staffing(fte="1", period=kim.Period(MAY))
    with pytest.raises(kim.InvalidTypeError, match="learn it with the fact that it is a part of"):
        programme().learn(staffing, on=MAY)  # type: ignore[arg-type]
    with pytest.raises(kim.InvalidTypeError, match=r"^instead_of: 'a' \(str\) is not a fact that"):
        programme().learn(on=MAY, instead_of="a")  # type: ignore[arg-type]
    with pytest.raises(kim.InvalidValueError, match=r"^facts\[1\]: .* is another version"):
        programme().learn(paper("a"), paper("b"), on=MAY)
    with pytest.raises(kim.NotFoundError, match="no version of 'x' is recorded"):
        programme().history("x")


def test_the_same_again_on_the_same_day_is_nothing_new() -> None:
    known = programme(papers=(paper("a"),)).learn(paper("b"), on=MAY)
    assert known.learn(paper("b"), on=MAY) == known


def test_a_confirmation_counts_in_whatever_order_it_is_learned() -> None:
    """11 in April, 10 in May, 11 again in July."""
    days = {APRIL: "11", MAY: "10", JULY: "11"}
    stated = kim.StatedPosts(measure=kim.Measure.FILLED, role=ROLE, fte="1", as_of=MARCH)
    for order in itertools.permutations(days):
        known = programme()
        for day in order:
            known = known.learn(attrs.evolve(stated, fte=days[day]), on=day)
        assert [line(known, MARCH, day)[2] for day in (APRIL, MAY, JUNE, JULY)] == [
            "11", "10", "10", "11"
        ]  # fmt: skip


def test_what_was_corrected_once_can_be_stated_again() -> None:
    stated = kim.StatedPosts(measure=kim.Measure.FILLED, role=ROLE, fte="11", as_of=MARCH)
    corrected = attrs.evolve(stated, fte="10.5", stated_on=JUNE)
    known = programme(stated_posts=(stated, corrected)).learn(stated, on=JULY)
    assert [line(known, MARCH, day)[2] for day in (MAY, JUNE, JULY)] == ["11", "21/2", "11"]
    assert known.as_known_on(JUNE) == programme(stated_posts=(stated, corrected)).as_known_on(JUNE)


def test_learning_one_thing_leaves_all_others_where_they_are() -> None:
    """Versions that end on one day stay in their order, and so do those of a list written once."""
    position = kim.Position(id="p", role=ROLE, as_of=MARCH)
    known = programme(positions=(position,)).learn(attrs.evolve(position, fte="1"), on=JUNE)
    known = known.learn(on=JUNE, instead_of=known.positions[0])
    later = known.learn(paper("a", "x"), on=JULY)
    assert later.as_known_on(JUNE) == known.as_known_on(JUNE)
    assert later.history("p") == known.history("p")
    seen = known.as_known_on(JUNE)
    assert seen.as_known_on(JUNE) == seen
    figures = kim.KeyFigures(
        source="AZR", intended_date=MARCH, reference_date=MARCH, counts={"05162004": 7}, as_of=JULY
    )
    listed = (
        figures,
        attrs.evolve(figures, source="Destatis", as_of=MARCH),
        attrs.evolve(figures, counts={"05162004": 6}, as_of=JANUARY),
    )
    before = programme(key_figures=listed)
    after = before.learn(attrs.evolve(figures, counts={"05162004": 9}), on=JUNE)
    assert after.as_known_on(APRIL) == before.as_known_on(APRIL)


def test_states_planned_by_one_paper_are_all_there() -> None:
    """Two states of one town to come: each is another thing, known by its first day."""
    state = kim.RollOutState
    planned = [
        kim.RollOut(municipality="05162004", state=each, since=since, as_of=MARCH)
        for each, since in ((state.STAFFING_EXPECTED, JUNE), (state.IMPLEMENTED, JULY))
    ]
    known = programme(rollouts=tuple(planned))
    assert known.as_known_on(APRIL) == known
    found = [rollout(known, on, APRIL) for on in (MAY, JUNE, JULY)]
    assert found == [None, state.STAFFING_EXPECTED, state.IMPLEMENTED]


def rollout(known: kim.LocalProgramme, on: date, known_on: date) -> kim.RollOutState | None:
    found = kim.status_report(known, on=on, known_on=known_on).coverage.lines[0].rollout
    return None if found is None else found.state


def test_learning_more_of_a_fact_does_not_change_since_when_it_holds() -> None:
    """Only a citation is added in June: all that held in March still did, asked in July."""
    cited = kim.Citation(document="Vertrag")
    agreement = kim.CooperationAgreement(id="v", municipality="05162004")
    aim = kim.Statement(id="s", kind=kim.StatementKind.AIM, text="Ziel 7")
    state = kim.RollOut(municipality="05162004", state=kim.RollOutState.IMPLEMENTED)
    application = kim.Application(id="a", baustein=kim.Baustein.STEERING, period=YEAR)
    group = kim.SteeringGroup(id="lg", name="Gruppe 7")
    facts = (agreement, aim, state, application, group)
    at_once = programme(
        as_of=MARCH,
        agreements=(agreement,),
        statements=(aim,),
        rollouts=(state,),
        applications=(application,),
        steering_group=group,
    )
    for known in (at_once, programme().learn(*facts, on=MARCH)):
        meeting = kim.Meeting(id="m", held_on=MAY)
        more = [attrs.evolve(each, citation=cited) for each in facts[:-1]]
        later = known.learn(*more, attrs.evolve(group, meetings=(meeting,)), on=JUNE)
        for on in (MARCH, APRIL):
            assert text(later, on, JULY) == text(known, on, JULY)
        assert "Sitzung" in text(later, MAY, JULY)


def test_states_of_one_town_as_of_different_days_are_all_there() -> None:
    state = kim.RollOutState
    march, june = (
        kim.RollOut(municipality="05162004", state=each, as_of=day)
        for each, day in ((state.STAFFING_EXPECTED, MARCH), (state.IMPLEMENTED, JUNE))
    )
    known = programme(rollouts=(march, june))
    found = [rollout(known, on, JULY) for on in (JANUARY, APRIL, JULY)]
    assert found == [None, state.STAFFING_EXPECTED, state.IMPLEMENTED]


def test_an_allocation_is_not_the_last_because_more_was_learned_of_it() -> None:
    records = [
        kim.AllocationRecord(
            id=str(fte),
            role=ROLE,
            reference_date=JANUARY,
            as_of=as_of,
            allocation=kim.Allocation.from_stated(fte, {"05162004": fte}),
        )
        for fte, as_of in ((1, MARCH), (2, MAY))
    ]
    known = programme(allocations=tuple(records))
    cited = attrs.evolve(records[0], citation=kim.Citation(document="Vermerk"))
    for each in (known, known.learn(cited, on=JUNE)):
        found = kim.status_report(each, on=JULY).line(ROLE)
        assert found is not None
        assert found.allocated is not None
        assert found.allocated.value == kim.Fte(2)
        assert found.reference_date == JANUARY


def test_a_stage_without_a_day_is_as_of_the_programme() -> None:
    stages = kim.ConceptStage
    states = (
        kim.ConceptState(stage=stages.DRAFT, as_of=JANUARY),
        kim.ConceptState(stage=stages.ADOPTED),
    )
    concept = kim.Concept(id="k", kind=kim.ConceptKind.ACTION, title="K", states=states)
    known = programme(as_of=JUNE, concepts=(concept,))
    assert "K: Entwurf" in text(known, MAY, JULY)
    assert "K: verbindlich beschlossen" in text(known, JULY, JULY)


def test_what_a_publication_tells_refers_from_then_on() -> None:
    """Announced in January, published in June: only then is it known what it replaces."""
    old = kim.LegalInstrument(id="old", title="old", as_of=MARCH)
    new = kim.LegalInstrument(
        id="new",
        title="new",
        announced_within=kim.Period(date(2024, 1, 1), JANUARY),
        published_on=JUNE,
        replaces=("old",),
    )
    known = programme(instruments=(old, new))
    assert [each.replaces for each in known.as_known_on(MARCH).instruments] == [(), ()]
    with pytest.raises(kim.InvalidValueError, match="give that LegalInstrument an as_of of 2024"):
        programme(instruments=(attrs.evolve(old, as_of=JULY), new))


def test_of_several_in_a_list_those_without_a_day_are_listed_too() -> None:
    def figures(count: int, as_of: date | None = None) -> kim.KeyFigures:
        return kim.KeyFigures(
            source="AZR",
            intended_date=JANUARY,
            reference_date=JANUARY,
            counts={"05162004": count},
            as_of=as_of,
        )

    known = programme(key_figures=(figures(1), figures(2, MARCH)))
    for day in (None, JANUARY, APRIL):
        assert known.undated(day) == (figures(1),)
    assert known.as_known_on(APRIL).key_figures == (figures(2, MARCH),)
    learned = known.learn(figures(3), on=JUNE)
    assert learned.undated(APRIL) == (figures(1),)
    assert learned.undated(JULY) == ()
    assert learned.as_known_on(APRIL) == known.as_known_on(APRIL)


def test_two_states_of_one_day_that_contradict_each_other_are_unknown() -> None:
    state = kim.RollOutState
    first = kim.RollOut(municipality="05162004", state=state.IMPLEMENTED, as_of=MARCH)
    for other, found in ((state.IMPLEMENTED,) * 2, (state.NOT_PLANNED, None)):
        second = attrs.evolve(first, state=other, since=MARCH)
        for each in ((first, second), (second, first)):
            assert rollout(programme(rollouts=each), APRIL, APRIL) is found


def test_a_meeting_known_ahead_has_resolved_nothing_yet() -> None:
    rules = kim.RulesOfProcedure(version=date(2023, 6, 20))
    resolution = kim.Resolution(id="r", subject="Geschäftsordnung", content=rules)
    meeting = kim.Meeting(id="m", held_on=JUNE, as_of=MARCH, resolutions=(resolution,))
    group = kim.SteeringGroup(id="lg", name="LG", as_of=JANUARY, meetings=(meeting,))
    known = programme(steering_group=group)
    assert "Geschäftsordnung" not in text(known, JUNE, APRIL)
    assert "Sitzung vom 03.06.2024" in text(known, JUNE, APRIL)
    assert "Geschäftsordnung in Kraft" in text(known, JUNE, JUNE)


@pytest.mark.parametrize("until", [date(2024, 8, 1), JULY + timedelta(days=1)])
def test_versions_of_one_thing_do_not_overlap(until: date) -> None:
    current = attrs.evolve(paper("b"), known_since=JULY)
    past = Superseded(record=paper("a"), until=until)
    with pytest.raises(kim.InvalidValueError, match=r"superseded\[0\].until: .* overlaps"):
        programme(papers=(current,), superseded=(past,))
    with pytest.raises(kim.InvalidValueError, match=r"superseded\[0\].until: .* overlaps"):
        programme(superseded=(past, Superseded(record=paper("c"), until=until)))
    assert programme(papers=(current,), superseded=(attrs.evolve(past, until=JULY),)).papers


def test_what_is_learned_goes_to_json_and_back() -> None:
    known = programme(papers=(paper("a"),)).learn(paper("b"), on=MAY)
    known = known.learn(on=JUNE, instead_of=known.papers[0])
    data = kim.to_data(known)
    assert data["superseded"] == [
        {
            "record": {"type": "paper", "as_of": "2024-01-15", "id": "p", "number": "1",
                       "subject": "a", "kind": "notice"},
            "until": "2024-05-02",
        },
        {
            "record": {"type": "paper", "as_of": "2024-01-15", "known_since": "2024-05-02",
                       "id": "p", "number": "1", "subject": "b", "kind": "notice"},
            "until": "2024-06-03",
            "place": 0,
        },
    ]  # fmt: skip
    assert kim.from_data(data, kim.LocalProgramme) == known
