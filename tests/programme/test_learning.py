"""What is learned, in whatever order: versions of one thing, and answers from every day."""

import itertools
from datetime import date, timedelta

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
    paper,
    programme,
    rollout,
    subjects,
    text,
)
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model.programme import Superseded
from kim_model.testing import days

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


def test_of_one_thing_listed_twice_all_is_withdrawn() -> None:
    """A state without any day beside the same state with one: both end, none moves before."""
    state = kim.RollOut(municipality="05162004", state=kim.RollOutState.NOT_PLANNED)
    other = attrs.evolve(state, municipality="05162008", as_of=JANUARY)
    known = programme(rollouts=(attrs.evolve(state, known_since=MARCH), other, state))
    gone = known.learn(on=JUNE, instead_of=state)
    assert gone.rollouts == (other,)
    assert gone.as_known_on(APRIL) == known.as_known_on(APRIL)
    assert (known.undated(APRIL), gone.undated(APRIL), gone.undated()) == ((state,), (state,), ())


def test_undated_facts_of_one_thing_stay_in_their_order() -> None:
    def figures(count: int) -> kim.KeyFigures:
        counts = {"05162004": count}
        return kim.KeyFigures(
            source="AZR", intended_date=MARCH, reference_date=MARCH, counts=counts
        )

    known = programme(key_figures=(figures(1), figures(2)))
    later = known.learn(figures(2), on=JUNE)
    assert known.undated(APRIL) == later.undated(APRIL) == (figures(1), figures(2))
    assert later.undated(JULY) == ()
    both = known.learn(figures(3), attrs.evolve(figures(4), source="Destatis"), on=JUNE)
    assert [each.source for each in both.key_figures] == ["AZR", "Destatis"]


def test_what_is_in_a_fact_known_whole_refers_from_then_on() -> None:
    """A group known since March whole tells what will be presented in June: a concept of May."""
    concept = kim.Concept(id="k", kind=kim.ConceptKind.ACTION, title="K", as_of=MAY)
    meeting = kim.Meeting(id="m", held_on=JUNE, presented=("k",))
    group = kim.SteeringGroup(id="lg", name="LG", meetings=(meeting,))
    with pytest.raises(kim.InvalidValueError, match=r"'k' .* is known from 2024-05"):
        programme(concepts=(concept,)).learn(group, on=MARCH)
    known = programme(concepts=(concept,), steering_group=attrs.evolve(group, as_of=MARCH))
    assert known.as_known_on(APRIL).concepts == ()


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
