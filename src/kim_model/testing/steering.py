"""Strategies for the steering group, its meetings, and everything it can resolve."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.steering import (
    CaseReconstructions,
    ConceptParticipants,
    Meeting,
    ParticipationDuty,
    ParticipationOrder,
    ParticipationStage,
    Resolution,
    ResolutionContent,
    RulesOfProcedure,
    SteeringGroup,
    ThemeProcedure,
    WorkingGroup,
    WorkingGroupAuthorisation,
)
from kim_model.testing.values import cached, days, given_or, identifiers, maybe, some, stated, texts

Ids = SearchStrategy[str]


@cached
def rules_of_procedure() -> SearchStrategy[RulesOfProcedure]:
    """Rules of procedure of any version."""
    return st.builds(RulesOfProcedure, version=days())


@cached
def concept_participants(
    *, actor_ids: Ids | None = None, concept_ids: Ids | None = None
) -> SearchStrategy[ConceptParticipants]:
    """Participants in a concept, listed or not."""
    return st.builds(
        ConceptParticipants,
        concept=given_or(concept_ids, identifiers()),
        actors=maybe(some(given_or(actor_ids, identifiers()))),
    )


@cached
def working_groups(*, actor_ids: Ids | None = None) -> SearchStrategy[WorkingGroup]:
    """Working groups of the actors given by id, each once."""
    drawn = given_or(actor_ids, identifiers())
    return st.builds(
        WorkingGroup,
        topic=texts(),
        set_up_by=drawn,
        members=some(drawn, at_most=4, unique=True),
    )


@cached
def participation_stages(*, actor_ids: Ids | None = None) -> SearchStrategy[ParticipationStage]:
    """Stages of named actors, or of all others; with a working group or without."""
    named = some(given_or(actor_ids, identifiers()), at_least=1, unique=True)
    group = maybe(working_groups(actor_ids=actor_ids))
    return st.builds(ParticipationStage, actors=named, working_group=group) | st.builds(
        ParticipationStage, all_others=st.just(value=True), working_group=group
    )


@cached
def participation_orders(
    *, actor_ids: Ids | None = None, concept_ids: Ids | None = None
) -> SearchStrategy[ParticipationOrder]:
    """Orders of up to four stages; that of all others, where there is one, is the last."""
    drawn = given_or(actor_ids, identifiers())
    return st.builds(
        ParticipationOrder,
        mandatary=drawn,
        concept=given_or(concept_ids, identifiers()),
        stages=st.builds(
            _stages,
            some(drawn, at_most=5, unique=True),
            st.integers(1, 3),
            some(participation_stages(actor_ids=actor_ids), at_least=4, at_most=4),
        ),
    )


def _stages(
    named: tuple[str, ...], at_once: int, drawn: tuple[ParticipationStage, ...]
) -> tuple[ParticipationStage, ...]:
    """Return stages at which `at_once` actors begin together, and all others where drawn so.

    Of the stages drawn, the last says whether all others follow, each where a group is set up.
    """
    *earlier, last = drawn
    starts = range(0, len(named), at_once)[: len(earlier)]
    stages = [
        ParticipationStage(actors=named[start : start + at_once], working_group=stage.working_group)
        for start, stage in zip(starts, earlier, strict=False)
    ]
    return (*stages, last) if last.all_others or not stages else tuple(stages)


@cached
def working_group_authorisations(
    *, actor_ids: Ids | None = None, concept_ids: Ids | None = None
) -> SearchStrategy[WorkingGroupAuthorisation]:
    """Authorisations of an actor for a concept, both given by id."""
    return st.builds(
        WorkingGroupAuthorisation,
        holder=given_or(actor_ids, identifiers()),
        concept=given_or(concept_ids, identifiers()),
    )


@cached
def participation_duties(*, concept_ids: Ids | None = None) -> SearchStrategy[ParticipationDuty]:
    """Duties of the members for a concept given by id."""
    return st.builds(ParticipationDuty, concept=given_or(concept_ids, identifiers()))


@cached
def case_reconstructions(*, actor_ids: Ids | None = None) -> SearchStrategy[CaseReconstructions]:
    """Mandates to reconstruct cases, with limits from none a year on."""
    drawn = given_or(actor_ids, identifiers())
    cases = st.tuples(st.integers(1, 20), st.integers(1, 20))
    return st.builds(_reconstructions, drawn, some(drawn), st.integers(0, 50), cases)


def _reconstructions(
    mandatary: str, together_with: tuple[str, ...], most_per_year: int, cases: tuple[int, int]
) -> CaseReconstructions:
    return CaseReconstructions(
        mandatary=mandatary,
        together_with=together_with,
        most_per_year=most_per_year,
        fewest_cases=min(cases),
        most_cases=max(cases),
    )


@cached
def theme_procedures(*, actor_ids: Ids | None = None) -> SearchStrategy[ThemeProcedure]:
    """Mandates for generative themes, their ways known or not."""
    return st.builds(
        ThemeProcedure,
        mandatary=given_or(actor_ids, identifiers()),
        through_working_group=maybe(st.booleans()),
        proposes_working_groups=maybe(st.booleans()),
    )


@cached
def resolution_contents(
    *, actor_ids: Ids | None = None, concept_ids: Ids | None = None
) -> SearchStrategy[ResolutionContent]:
    """Everything that a resolution can settle in a form the library understands.

    Parameters
    ----------
    actor_ids, concept_ids
        Where ids come from; with `hypothesis.strategies.nothing`, only contents without such ids.
    """
    contents: list[SearchStrategy[ResolutionContent]] = [
        rules_of_procedure(),
        concept_participants(actor_ids=actor_ids, concept_ids=concept_ids),
        participation_orders(actor_ids=actor_ids, concept_ids=concept_ids),
        working_group_authorisations(actor_ids=actor_ids, concept_ids=concept_ids),
        participation_duties(concept_ids=concept_ids),
        case_reconstructions(actor_ids=actor_ids),
        theme_procedures(actor_ids=actor_ids),
    ]
    return st.one_of(contents)


@cached
def resolutions(
    *, actor_ids: Ids | None = None, concept_ids: Ids | None = None
) -> SearchStrategy[Resolution]:
    """Resolutions with every content, and without."""
    contents = resolution_contents(actor_ids=actor_ids, concept_ids=concept_ids)
    return st.builds(Resolution, id=identifiers(), subject=texts(), content=maybe(contents))


@cached
def meetings(
    *,
    actor_ids: Ids | None = None,
    concept_ids: Ids | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[Meeting]:
    """Meetings with up to three resolutions; concepts given by id are presented to them."""
    drawn = resolutions(actor_ids=actor_ids, concept_ids=concept_ids)
    return st.builds(
        Meeting,
        id=identifiers(),
        held_on=given_or(dated, days()),
        resolutions=some(drawn, at_least=1) | some(drawn),
        presented=some(given_or(concept_ids, identifiers()), at_most=2),
        **stated(given_or(dated, days())),
    )


@cached
def steering_groups(
    *,
    actor_ids: Ids | None = None,
    held: SearchStrategy[tuple[Meeting, ...]] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SearchStrategy[SteeringGroup]:
    """Steering groups with up to three meetings, in any order.

    Parameters
    ----------
    actor_ids
        Where the ids of its members come from.
    held
        Where its meetings come from; by default `meetings`.
    dated
        Where its days come from; by default `days`.
    """
    drawn = given_or(dated, days())
    return st.builds(
        SteeringGroup,
        id=identifiers(),
        name=texts(),
        responsibility=maybe(texts()),
        members=maybe(some(given_or(actor_ids, identifiers()))),
        meetings=some(meetings(actor_ids=actor_ids, dated=drawn)) if held is None else held,
        **stated(drawn),
    )
