"""Strategies for who takes part, what a programme says in words, and its legal ground.

Where a record bears days, `dated` says where they come from; where it refers to others by id, the
ids come in as a strategy too, because only the document around them knows which ids there are.
"""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.cooperation import (
    Accompaniment,
    Actor,
    ActorKind,
    Cooperation,
    CooperationKind,
    InvolvementState,
)
from kim_model.law import Baustein, FundingProgramme, LegalInstrument, Role
from kim_model.municipalities import District, DistrictKind
from kim_model.steering import (
    Concept,
    ConceptKind,
    ConceptStage,
    ConceptState,
    Paper,
    PaperKind,
    Statement,
    StatementKind,
)
from kim_model.testing.places import ags
from kim_model.testing.values import (
    cached,
    citations,
    days,
    given_or,
    identifiers,
    maybe,
    periods,
    some,
    stated,
    texts,
)


@cached
def actors(district: District | None = None) -> SearchStrategy[Actor]:
    """Actors of every kind, in a municipality of the district (of any) or in none."""
    return st.builds(
        Actor,
        id=identifiers(),
        name=texts(),
        kind=st.sampled_from(ActorKind),
        municipality=maybe(ags(district)),
    )


@cached
def cooperations(
    *,
    actor_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[Cooperation]:
    """Any way in which some of the actors given by id, each once, work together."""
    return st.builds(
        Cooperation,
        kind=st.sampled_from(CooperationKind),
        actors=some(given_or(actor_ids, identifiers()), at_least=1, at_most=4, unique=True),
        purpose=maybe(texts()),
        state=maybe(st.sampled_from(InvolvementState)),
        regular=maybe(st.booleans()),
        **stated(given_or(dated, days())),
    )


@cached
def accompaniments(
    *,
    actor_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[Accompaniment]:
    """Accompaniments by the actors given by id, of an unknown number of persons as often as not."""
    return st.builds(
        Accompaniment,
        id=identifiers(),
        group=texts(),
        legal_basis=citations(),
        accompanied_by=given_or(actor_ids, identifiers()),
        on_demand=maybe(st.booleans()),
        after_agreement=maybe(st.booleans()),
        persons=maybe(st.integers(0, 10_000)),
        **stated(given_or(dated, days())),
    )


@cached
def statements(dated: SearchStrategy[date] | None = None) -> SearchStrategy[Statement]:
    """Statements of every kind."""
    return st.builds(
        Statement,
        id=identifiers(),
        kind=st.sampled_from(StatementKind),
        text=texts(),
        baustein=maybe(st.sampled_from(Baustein)),
        role=maybe(st.sampled_from(Role)),
        primary=maybe(st.booleans()),
        **stated(given_or(dated, days())),
    )


@cached
def papers(dated: SearchStrategy[date] | None = None) -> SearchStrategy[Paper]:
    """Papers of both kinds."""
    return st.builds(
        Paper,
        id=identifiers(),
        number=texts(),
        subject=texts(),
        kind=st.sampled_from(PaperKind),
        committee=maybe(texts()),
        continues_earlier=maybe(st.booleans()),
        **stated(given_or(dated, days())),
    )


@cached
def funding_programmes() -> SearchStrategy[FundingProgramme]:
    """Programmes of the Land, for each choice of addressees."""
    kinds = st.lists(st.sampled_from(DistrictKind), unique=True).map(tuple)
    return st.builds(
        FundingProgramme,
        id=identifiers(),
        name=texts(),
        funder=texts(),
        legal_basis=citations(),
        since_year=st.integers(1949, 9999),
        addressees=kinds,
    )


@cached
def concept_states(
    *,
    actor_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[ConceptState]:
    """Stages of concepts, by an author given by id or by an unknown one."""
    return st.builds(
        ConceptState,
        stage=st.sampled_from(ConceptStage),
        author=maybe(given_or(actor_ids, identifiers())),
        jointly=maybe(st.booleans()),
        **stated(given_or(dated, days())),
    )


@cached
def concepts(
    *,
    actor_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[Concept]:
    """Concepts with up to three stages, in any order."""
    return st.builds(
        Concept,
        id=identifiers(),
        kind=st.sampled_from(ConceptKind),
        title=texts(),
        contents=some(texts()),
        states=some(concept_states(actor_ids=actor_ids, dated=dated)),
        **stated(given_or(dated, days())),
    )


@cached
@st.composite
def legal_instruments(
    draw: st.DrawFn, dated: SearchStrategy[date] | None = None
) -> LegalInstrument:
    """Legal instruments: announced, signed, published or none of it; in force from any day."""
    drawn = given_or(dated, days())
    first, last = draw(maybe(drawn)), draw(maybe(drawn))
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return LegalInstrument(
        id=draw(identifiers()),
        title=draw(texts()),
        announced_within=draw(maybe(periods(dated))),
        signed_on=draw(maybe(drawn)),
        published_on=draw(maybe(drawn)),
        in_force_from=first,
        expires_on=last,
        covers=draw(maybe(periods(dated))),
        **facts,
    )
