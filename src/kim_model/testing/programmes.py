"""Strategies for whole programmes, in which every reference leads somewhere."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any, Protocol, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.cooperation import Actor, RollOut
from kim_model.funding import Application, Grant
from kim_model.law import LegalInstrument
from kim_model.municipalities import District
from kim_model.posts import StatedPosts
from kim_model.programme import LocalProgramme
from kim_model.steering import Concept, Meeting, SteeringGroup
from kim_model.testing import facts, posts, steering
from kim_model.testing.allocations import allocation_records, yearly_keys
from kim_model.testing.places import districts
from kim_model.testing.values import citations, days, given_or, identifiers, maybe, some


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class _Dated(_Identified, Protocol):
    @property
    def known_from(self) -> date | None: ...


D = TypeVar("D", bound=_Dated)
I = TypeVar("I", bound=_Identified)  # noqa: E741 - for something with an id


@st.composite
def local_programmes(
    draw: st.DrawFn,
    district: District | None = None,
    *,
    actors: Iterable[Actor] | None = None,
    dated: SearchStrategy[date] | None = None,
    first_number: int = 1,
) -> LocalProgramme:
    """Local programmes with up to three facts of every kind.

    Ids are unique, references lead to what is known when they are made, municipalities are those of
    the district, and no total is stated twice.

    Parameters
    ----------
    district
        The district; by default any of `districts`.
    actors
        The actors that take part; by default up to four of any kind.
    dated
        Where the days come from on which facts become known; by default `days`.
    first_number
        Every id ends with a number of its own, from this one on.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(local_programmes())
    ... def test(programme):
    ...     today = date(2024, 3, 31)
    ...     known = programme.as_known_on(today)
    ...     assert known.as_known_on(today) == known
    >>> test()
    """
    numbers = count(first_number)
    place = draw(districts()) if district is None else district
    if actors is None:
        actors = numbered(draw(some(facts.actors(place), at_most=4)), numbers)
    actors = tuple(actors)
    actor_ids = ids_of(actors)
    drawn = given_or(dated, days())

    def many(items: SearchStrategy[I]) -> tuple[I, ...]:
        return numbered(draw(some(items)), numbers)

    concepts = many(facts.concepts(actor_ids=actor_ids, dated=dated))
    # What has most in it is drawn first: what comes last in a large value is mostly left empty.
    group = draw(maybe(_steering_groups(actor_ids, concepts, drawn, numbers)))
    instruments = many(facts.legal_instruments(dated))
    return LocalProgramme(
        id=_numbered_id(draw(identifiers()), numbers),
        district=place,
        citation=draw(maybe(citations())),
        funding_programme=next(iter(many(facts.funding_programmes())), None),
        papers=many(facts.papers(dated)),
        statements=many(facts.statements(dated)),
        concepts=concepts,
        actors=actors,
        cooperations=draw(some(facts.cooperations(actor_ids=actor_ids, dated=dated))),
        accompaniments=many(facts.accompaniments(actor_ids=actor_ids, dated=dated)),
        instruments=instruments,
        applications=tuple(
            draw(_awaiting(each, instruments))
            for each in many(posts.applications(instrument_ids=st.nothing(), dated=dated))
        ),
        grants=draw(_replacing(many(posts.grants(dated)))),
        positions=many(posts.positions(employer_ids=actor_ids, dated=dated)),
        stated_posts=draw(_totals(place, drawn)),
        vacancy_notices=many(posts.vacancy_notices(dated)),
        deployment_plans=many(posts.deployment_plans(place, dated=dated)),
        allocations=many(allocation_records(place, dated=dated)),
        keys=many(yearly_keys(dated)),
        key_figures=draw(some(posts.key_figures(place, dated=dated))),
        agreements=many(posts.cooperation_agreements(place, dated=dated)),
        stated_agreements=draw(
            st.lists(
                posts.stated_agreements(place, dated=dated),
                unique_by=lambda each: (each.as_of, each.known_from),
                max_size=3,
            ).map(tuple)
        ),
        rollouts=one_a_day(draw(some(posts.rollouts(place, dated=dated)))),
        steering_group=group,
    )


def numbered(records: Iterable[I], numbers: Iterator[int]) -> tuple[I, ...]:
    """Return the records, the id of each ended with a number of its own."""
    return tuple(_renamed(each, _numbered_id(each.id, numbers)) for each in records)


def _renamed(record: Any, name: str) -> Any:  # noqa: ANN401 - any attrs class that has an id
    return evolve(record, id=name)


def _numbered_id(name: str, numbers: Iterator[int]) -> str:
    return f"{name}-{next(numbers)}"


def ids_of(records: Iterable[_Identified]) -> SearchStrategy[str]:
    """Return a strategy for the ids of the records; an empty one for none."""
    ids = [each.id for each in records]
    return st.sampled_from(ids) if ids else st.nothing()


def known_by(records: Iterable[D], since: date | None) -> list[D]:
    """Return the records known on a day; all for no day, as what has none can refer to any."""
    return [
        each
        for each in records
        if since is None or (each.known_from is not None and each.known_from <= since)
    ]


def _awaiting(
    application: Application, instruments: Iterable[LegalInstrument]
) -> SearchStrategy[Application]:
    """Let an application wait for one of the instruments known when it is, or for none."""
    ids = maybe(ids_of(known_by(instruments, application.known_from)))
    return ids.map(lambda awaits: evolve(application, awaits=awaits))


@st.composite
def _replacing(draw: st.DrawFn, grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """Let some notices replace others that were known before, never each other in a circle."""
    drawn: list[Grant] = []
    for grant in grants:
        earlier = known_by(drawn, grant.known_from)
        replaced = draw(st.none() if not earlier else maybe(st.sampled_from(earlier)))
        if replaced is None:
            drawn.append(grant)
            continue
        posts = grant.posts if grant.baustein is replaced.baustein else ()
        baustein = replaced.baustein
        drawn.append(evolve(grant, replaces=replaced.id, baustein=baustein, posts=posts))
    return tuple(draw(st.permutations(drawn)))


def _totals(
    district: District, dated: SearchStrategy[date]
) -> SearchStrategy[tuple[StatedPosts, ...]]:
    """Return stated totals, none twice for the same thing, day and day of statement."""
    return st.lists(posts.stated_posts(district, dated=dated), unique_by=total_key, max_size=5).map(
        tuple
    )


def one_a_day(rollouts: Iterable[RollOut]) -> tuple[RollOut, ...]:
    """Return the roll-outs without a second state of one municipality on one day."""
    seen: dict[object, RollOut] = {}
    for each in rollouts:
        key = (each.municipality, each.known_from) if each.known_from else len(seen)
        seen.setdefault(key, each)
    return tuple(seen.values())


def total_key(stated: StatedPosts) -> tuple[object, ...]:
    """Return what no two stated totals of a programme may have in common."""
    return (stated.measure, stated.role, stated.municipality, stated.as_of, stated.known_from)


@st.composite
def _steering_groups(
    draw: st.DrawFn,
    actor_ids: SearchStrategy[str],
    concepts: tuple[Concept, ...],
    dated: SearchStrategy[date],
    numbers: Iterator[int],
) -> SteeringGroup:
    days_held = draw(some(dated, at_least=1) | some(dated))
    held = tuple(
        draw(meetings_about(actor_ids, concepts, st.just(each), numbers)) for each in days_held
    )
    group = draw(steering.steering_groups(actor_ids=actor_ids, held=st.just(held), dated=dated))
    return numbered([group], numbers)[0]


@st.composite
def meetings_about(
    draw: st.DrawFn,
    actor_ids: SearchStrategy[str],
    concepts: tuple[Concept, ...],
    dated: SearchStrategy[date],
    numbers: Iterator[int],
) -> Meeting:
    """Return a meeting, every id in it numbered, about concepts known when it is held."""
    held_on = draw(dated)
    concept_ids = ids_of(known_by(concepts, held_on))
    meeting = draw(
        steering.meetings(actor_ids=actor_ids, concept_ids=concept_ids, dated=st.just(held_on))
    )
    named = evolve(meeting, resolutions=numbered(meeting.resolutions, numbers))
    return numbered([named], numbers)[0]
