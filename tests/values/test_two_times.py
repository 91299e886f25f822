"""What is known on a day, whatever happens later."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings

import kim_model as kim
from hindsight import Hindsight, hindsights
from kim_model.testing import days, local_programmes, records
from kim_model.values.facts import known

DAY = date(2024, 3, 31)
LATER = DAY + timedelta(days=1)


@settings(max_examples=20)
@given(local_programmes(), days(), days())
def test_views_commute(programme: kim.LocalProgramme, a: date, b: date) -> None:
    """What was known on a of what was known on b was known on the earlier of both."""
    twice = programme.as_known_on(a).as_known_on(b)
    assert twice == programme.as_known_on(min(a, b))
    assert programme.as_known_on(a).as_known_on(a) == programme.as_known_on(a)


@settings(max_examples=20)
@given(local_programmes(), days())
def test_views_invent_nothing(programme: kim.LocalProgramme, day: date) -> None:
    """A view has just one version of what was known on the day; of what has no day, none."""
    view = programme.as_known_on(day)
    assert view.undated() == ()
    for attribute in attrs.fields(kim.LocalProgramme):
        before, after = getattr(programme, attribute.name), getattr(view, attribute.name)
        if isinstance(before, tuple) and attribute.name != "superseded":
            kinds = {type(each) for each in (*before, *after)}
            past = [each for each in programme.superseded if type(each.record) in kinds]
            versions = [(each, date.max) for each in before]
            versions += [(each.record, each.until) for each in past]
            alive = {  # of one thing listed several times, the last one is
                each.identity
                for each, until in versions
                if since(each, programme.as_of) <= day < until
            }
            assert len(after) == len(alive)
            assert {each.identity for each in after} == alive


def since(fact: kim.Fact, as_of: date | None) -> date:
    """Return the first day on which a fact is known, the long way round."""
    said = fact.known_since or getattr(fact, "stated_on", None) or fact.as_of or fact.known_from
    if said is None and isinstance(fact, kim.Actor):
        return date.min
    return said or as_of or date.max


@settings(max_examples=20)
@given(hindsights(), days())
def test_no_later_event_changes_an_answer(hindsight: Hindsight, on: date) -> None:
    """For fixed on and known_on no later event changes an answer (principle 4)."""
    day, before, after = hindsight.day, hindsight.before, hindsight.after
    assert before.as_known_on(day) == after.as_known_on(day)
    assert kim.status_report(before, on, day) == kim.status_report(after, on, day)
    found = kim.findings(before, on=on, known_on=day, passed=True)
    assert found == kim.findings(after, on=on, known_on=day, passed=True)


@given(records(kim.Position), days())
def test_a_fact_without_a_day_is_never_found(position: kim.Position, day: date) -> None:
    """A fact without any date of its own never answers known_on."""
    undated = attrs.evolve(
        position, established=None, as_of=None, known_since=None, staffing=(), funding=()
    )
    assert undated.as_known_on(day) is None
    assert known([undated], date.max) == ()


def test_an_announcement_is_not_known_before_it_is_made() -> None:
    """A plan stated in March says nothing of an announcement made in May."""
    may = kim.Period(date(2024, 5, 1), date(2024, 5, 31))
    planned = kim.LegalInstrument(id="r", title="Richtlinie", as_of=DAY)
    announced = attrs.evolve(planned, announced_within=may)
    assert announced.as_known_on(DAY) == planned
    assert announced.as_known_on(may.first_day) == announced


def test_the_end_of_a_position_is_not_known_before_it_comes() -> None:
    """A position abolished later was open-ended to all who asked before."""
    kept = kim.Position(
        id="p", role=kim.Role.COORDINATION, established=kim.Period(date(2023, 1, 1))
    )
    abolished = attrs.evolve(kept, established=kim.Period(date(2023, 1, 1), LATER))
    assert abolished.as_known_on(DAY) == kept
    assert abolished.as_known_on(LATER) == abolished


@pytest.mark.parametrize("employer", ["ki", "05162024"])
def test_employers_are_actors_or_municipalities(employer: str) -> None:
    """A municipality is referred to by its AGS, without being an actor."""
    period = kim.Period(date(2024, 1, 1))
    staffing = kim.Staffing(fte="1", period=period, employer=employer)
    position = kim.Position(id="p", role=kim.Role.CASE_MANAGEMENT, staffing=(staffing,), as_of=DAY)
    programme = kim.LocalProgramme(
        id="rkn",
        district=kim.nrw.district("05162"),
        actors=(kim.Actor(id="ki", name="KI", kind=kim.ActorKind.KI),),
        positions=(position,),
    )
    assert programme.positions == (position,)


def test_an_exchange_has_actors() -> None:
    """At least one actor meets."""
    with pytest.raises(kim.InvalidValueError, match=r"Cooperation\.actors: \(\) .* is empty"):
        kim.Cooperation(kind=kim.CooperationKind.EXCHANGE, actors=())
