"""The strategies draw every record of the library, and only what its constructor takes."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import attrs
import pytest
from attrs import define
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st

import kim_model as kim
import rooms
from kim_model import testing
from kim_model.conversion import Column
from kim_model.testing import records
from kim_model.testing._rules import settled
from kim_model.values._field import checked
from kim_model.values._marks import ActorId, ConceptId, Id, PositiveFte

DISTRICT = kim.nrw.district("05162")

EVERY = rooms.handed_on()
# What the room that knows nothing of KIM computes; its own tests draw weights and seats.
NOT_DRAWN = {each for each in EVERY if each.__module__.startswith("kim_model.apportionment")}
NOT_DRAWN |= {Column}  # read off a class, never made of data
RECORDS = sorted(EVERY - NOT_DRAWN, key=lambda kind: kind.__name__)
QUANTITIES = {kim.Euro, kim.ExactEuro, kim.Fte}


def test_all_rooms_are_searched() -> None:
    """Every class of the face that has fields is among those drawn below."""
    public = [getattr(kim, name) for name in kim.__all__]
    assert {each for each in public if isinstance(each, type) and attrs.has(each)} <= {*RECORDS}


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=8)
@given(data=st.data())
def test_every_record_is_drawn_as_its_constructor_takes_it(
    kind: type[Any], data: st.DataObject
) -> None:
    """Every value is one of its type, and equals its copy made by the constructor."""
    value: Any = data.draw(st.from_type(kind))
    assert isinstance(value, kind)
    if kind not in QUANTITIES:  # these take one argument and convert it
        assert attrs.evolve(value) == value
        drawn = {each.name: getattr(value, each.name) for each in attrs.fields(kind)}
        assert kind is kim.LocalProgramme or settled(kind, drawn) == drawn  # no rule changes it


@settings(max_examples=30)
@given(testing.ags(), st.from_type(kim.DistrictKey), testing.ags(DISTRICT))
def test_keys(ags: kim.Ags, key: kim.DistrictKey, member: kim.Ags) -> None:
    """Keys have the right form; those of a district lead to its municipalities."""
    assert (len(ags), len(key)) == (8, 5)
    assert DISTRICT.municipality(member).ags == member


@settings(max_examples=20)
@given(
    records(kim.Grant, baustein=kim.Baustein.AUTHORITIES, amount=testing.euros(maximum=1)),
    records(kim.Staffing, known_since=date(2024, 3, 31)),
    records(kim.KeyFigures, source="Destatis"),
)
def test_fields_given_stay_as_given(
    grant: kim.Grant, staffing: kim.Staffing, figures: kim.KeyFigures
) -> None:
    """Rules make other fields fit, never those given."""
    assert grant.baustein is kim.Baustein.AUTHORITIES
    assert grant.amount is not None
    assert grant.amount <= kim.Euro(1)
    assert staffing.known_since == date(2024, 3, 31)
    assert figures.source == "Destatis"


def test_fields_that_a_class_does_not_have_are_refused() -> None:
    """A misspelt field is named at once."""
    with pytest.raises(TypeError, match="Position has no field rolle"):
        records(kim.Position, rolle=kim.Role.COORDINATION)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Pledge(kim.Fact):
    """A new kind of fact, of which no strategy knows."""

    id: Id
    speaker: ActorId
    about: tuple[ConceptId, ...] = ()
    fte: PositiveFte | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Extended(kim.LocalProgramme):
    """A programme with a field of which no strategy knows."""

    pledges: tuple[Pledge, ...] = ()


UNTIL_FOUND = settings(max_examples=300, database=None, phases=[Phase.generate])


@settings(max_examples=20)
@given(records(Pledge, id="s"))
def test_a_new_class_needs_no_strategy(pledge: Pledge) -> None:
    """Its annotations say all."""
    assert pledge.id == "s"
    assert pledge.speaker


def test_a_new_field_of_the_programme_needs_no_strategy() -> None:
    """Its records are drawn, numbered, and refer to what is there and known."""
    found: set[bool] = set()

    def both_reached(programme: Extended) -> bool:
        found.update(bool(each.about) for each in programme.pledges)
        actors = {each.id for each in programme.actors}
        assert all(each.speaker in actors for each in programme.pledges)
        return found == {True, False}

    find(records(Extended), both_reached, settings=UNTIL_FOUND)


def test_resolutions_reach_every_content() -> None:
    """Every kind of content occurs, and none."""
    found: set[type] = set()

    @settings(max_examples=150, database=None)
    @given(records(kim.Resolution))
    def collect(resolution: kim.Resolution) -> None:
        found.add(type(resolution.content))

    collect()
    assert found == {*kim.ResolutionContent.__args__, type(None)}


def reached(programme: kim.LocalProgramme) -> set[str]:
    """Return which of the cases that reports tell apart occur in a programme."""
    staffing = [each.staffing for each in programme.positions]
    meetings = programme.steering_group.meetings if programme.steering_group else ()
    occurs = {
        "replaced": any(each.replaces for each in programme.grants),
        "awaiting": any(each.awaits for each in programme.applications),
        "unknown staffing": None in staffing,
        "never filled": () in staffing,
        "several": any(each is not None and len(each) > 1 for each in staffing),
        "one town": len(programme.district.municipalities) == 1,
        "resolved": any(each.resolutions for each in meetings),
        "passed on": bool(programme.sub_grants),
        "paid by a grant": any(paid.grant for each in programme.positions for paid in each.funding),
    }
    return {case for case, holds in occurs.items() if holds}


def test_programmes_reach_every_case() -> None:
    """Replaced notices, staffing of several, unknown staffing, meetings: all occur."""
    found: set[str] = set()

    def all_reached(programme: kim.LocalProgramme) -> bool:
        found.update(reached(programme))
        return len(found) == 9

    find(testing.local_programmes(), all_reached, settings=UNTIL_FOUND)


SMALL: dict[str, Callable[[kim.LocalProgramme], object]] = {
    "a grant": lambda each: each.grants,
    "a replaced notice": lambda each: any(grant.replaces for grant in each.grants),
    "an allocation": lambda each: each.allocations,
}


@pytest.mark.parametrize("case", SMALL)
def test_programmes_become_small(case: str) -> None:
    """A programme found for one property has soon little else in it."""
    calls = 0

    def holds(programme: kim.LocalProgramme) -> bool:
        nonlocal calls
        calls += 1
        return bool(SMALL[case](programme))

    quiet = settings(
        max_examples=500,
        database=None,
        phases=[Phase.generate, Phase.shrink],  # to explain a failure draws hundreds more
        suppress_health_check=list(HealthCheck),
    )
    random = Random(0)  # noqa: S311 - the same programmes whatever else the code says
    programme = find(st.from_type(kim.LocalProgramme), holds, settings=quiet, random=random)
    values = (getattr(programme, each.name) for each in attrs.fields(kim.LocalProgramme))
    assert sum(len(each) for each in values if isinstance(each, tuple)) <= 2
    assert calls <= 300
