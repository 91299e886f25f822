"""What a steering group can resolve (Beschlüsse)."""

from datetime import date
from typing import Annotated, TypeAlias

from attrs import define

from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation, given, product
from kim_model.values import Evidence
from kim_model.values._field import checked, require, unique
from kim_model.values._marks import (
    AT_LEAST_ONE,
    ActorId,
    ConceptId,
    Count,
    Id,
    Name,
    PositiveInt,
    Unique,
)


@define(frozen=True, kw_only=True, field_transformer=checked)
class RulesOfProcedure:
    """The coming into force of rules of procedure (Inkrafttreten einer Geschäftsordnung).

    Parameters
    ----------
    version
        The day that the version bears (Fassung vom).

    Examples
    --------
    >>> RulesOfProcedure(version=date(2023, 6, 20)).version
    datetime.date(2023, 6, 20)
    """

    version: date


@define(frozen=True, kw_only=True, field_transformer=checked)
class ConceptParticipants:
    """Who is to take part in a concept, inside and outside the administration (Beteiligte).

    Parameters
    ----------
    concept
        The id of the concept.
    actors
        The ids of those named; None if the source does not list them.

    Examples
    --------
    >>> ConceptParticipants(concept="cm-konzept").actors is None
    True
    """

    concept: ConceptId
    actors: tuple[ActorId, ...] | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class WorkingGroup:
    """A working group (Arbeitsgruppe).

    Parameters
    ----------
    topic
        Its topic.
    set_up_by
        The id of the actor that sets it up.
    members
        The ids of the actors that belong to it.

    Examples
    --------
    >>> group = WorkingGroup(topic="Konzept", set_up_by="koordination-ki", members=("cm",))
    >>> group.members
    ('cm',)
    """

    topic: str
    set_up_by: ActorId
    members: Annotated[tuple[ActorId, ...], Unique()]


@define(frozen=True, kw_only=True, field_transformer=checked)
class ParticipationStage:
    """One stage of a participation (Beteiligungsschritt).

    Parameters
    ----------
    actors
        The ids of those who take part from this stage on; empty only where `all_others`.
    all_others
        Whether all named actors not yet taking part follow, one after another (sukzessive).
    working_group
        The working group set up at this stage, if there is one.

    Examples
    --------
    >>> ParticipationStage(all_others=True).actors
    ()
    """

    actors: tuple[ActorId, ...] = ()
    all_others: bool = False
    working_group: WorkingGroup | None = None

    def __attrs_post_init__(self) -> None:
        if bool(self.actors) == self.all_others:
            rule = "must name actors, or be the stage of all others, and not both"
            raise InvalidValueError("ParticipationStage.actors", self.actors, rule)


@define(frozen=True, kw_only=True, field_transformer=checked)
class ParticipationOrder:
    """A mandate to let actors take part in a concept in a stated order (Reihenfolge).

    Parameters
    ----------
    mandatary
        The id of the actor charged with it (Beauftragte).
    concept
        The id of the concept they take part in.
    stages
        The stages in their order; that of all others, if there is one, is the last.

    Raises
    ------
    InvalidValueError
        If an actor occurs at two stages, or a stage follows that of all others.

    Examples
    --------
    >>> order = ParticipationOrder(
    ...     mandatary="koordination-ki",
    ...     concept="cm-konzept",
    ...     stages=(ParticipationStage(actors=("neuss",)), ParticipationStage(all_others=True)),
    ... )
    >>> order.stage_of("neuss"), order.stage_of("caritas")
    (1, 2)
    """

    mandatary: ActorId
    concept: ConceptId
    stages: Annotated[tuple[ParticipationStage, ...], AT_LEAST_ONE]

    def __attrs_post_init__(self) -> None:
        named = [actor for stage in self.stages for actor in stage.actors]
        unique("ParticipationOrder.stages", named, "an actor")
        for index, stage in enumerate(self.stages[:-1]):
            if stage.all_others:
                place = f"ParticipationOrder.stages[{index}].all_others"
                rule = "leaves nobody for the stages after it"
                raise InvalidValueError(place, stage.all_others, rule, "put it last")

    def stage_of(self, actor: str) -> int | None:
        """Return the number of the stage, from 1, at which an actor takes part; None if never."""
        require("actor", actor, Name)
        for number, stage in enumerate(self.stages, start=1):
            if actor in stage.actors or stage.all_others:
                return number
        return None


@define(frozen=True, kw_only=True, field_transformer=checked)
class WorkingGroupAuthorisation:
    """Leave, not duty, to set up working groups with single actors where needed (Ermächtigung).

    Parameters
    ----------
    holder
        The id of the actor that may.
    concept
        The id of the concept they would work on.

    Examples
    --------
    >>> WorkingGroupAuthorisation(holder="koordination-ki", concept="cm-konzept").holder
    'koordination-ki'
    """

    holder: ActorId
    concept: ConceptId


@define(frozen=True, kw_only=True, field_transformer=checked)
class ParticipationDuty:
    """The members' duty to see to it that the named actors take part (Mitwirkung sicherstellen).

    Parameters
    ----------
    concept
        The id of the concept they take part in.

    Examples
    --------
    >>> ParticipationDuty(concept="cm-konzept").concept
    'cm-konzept'
    """

    concept: ConceptId


@define(frozen=True, kw_only=True, field_transformer=checked)
class CaseReconstructions:
    """A mandate to reconstruct cases, and its yearly limit (Fallrekonstruktionen).

    Parameters
    ----------
    mandatary
        The id of the actor charged with it.
    together_with
        The ids of the actors it works with.
    most_per_year
        How many reconstructions a year at most.
    fewest_cases, most_cases
        How many cases one reconstruction takes, from and to.

    Raises
    ------
    InvalidValueError
        If the fewest cases exceed the most.

    Examples
    --------
    >>> mandate = CaseReconstructions(
    ...     mandatary="koordination-ki", most_per_year=4, fewest_cases=3, most_cases=4
    ... )
    >>> mandate.most_cases_per_year.value, mandate.most_cases_per_year.verify()
    (16, 16)
    """

    mandatary: ActorId
    together_with: tuple[ActorId, ...] = ()
    most_per_year: Count
    fewest_cases: PositiveInt
    most_cases: PositiveInt

    def __attrs_post_init__(self) -> None:
        if self.fewest_cases > self.most_cases:
            rule = f"exceeds the most cases, {self.most_cases}"
            raise InvalidValueError("CaseReconstructions.fewest_cases", self.fewest_cases, rule)

    @property
    def most_cases_per_year(self) -> Derivation[int]:
        """The most cases a year that the two limits leave room for; derived, not resolved.

        Both limits are as resolved, and so verified; their product is marked as derived.
        """
        return product(
            "most_cases_per_year",
            given("most_per_year", self.most_per_year, evidence=Evidence.VERIFIED),
            given("most_cases", self.most_cases, evidence=Evidence.VERIFIED),
        )


@define(frozen=True, kw_only=True, field_transformer=checked)
class ThemeProcedure:
    """A mandate to bring generative themes to the steering group (generative Themen).

    A generative theme is one that single cases raise and that no single case can solve. It goes
    through a working group at system level to the steering group, and comes with a proposal of
    working groups to solve it.

    Parameters
    ----------
    mandatary
        The id of the actor charged with it.
    through_working_group
        Whether a working group at system level deliberates first.
    proposes_working_groups
        Whether the mandatary proposes working groups and their members for solutions.

    Examples
    --------
    >>> ThemeProcedure(mandatary="koordination-ki").through_working_group is None
    True
    """

    mandatary: ActorId
    through_working_group: bool | None = None
    proposes_working_groups: bool | None = None


ResolutionContent: TypeAlias = (
    RulesOfProcedure
    | ConceptParticipants
    | ParticipationOrder
    | WorkingGroupAuthorisation
    | ParticipationDuty
    | CaseReconstructions
    | ThemeProcedure
)


"""What a resolution can settle in a form the library understands."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Resolution:
    """A resolution (Beschluss) of the steering group.

    Parameters
    ----------
    id
        Its id, unique in the document.
    subject
        What it is about, in words.
    content
        What it settles; None where that is in words only.

    Examples
    --------
    >>> Resolution(id="b1", subject="Inkrafttreten der Geschäftsordnung").content is None
    True
    """

    id: Id
    subject: str
    content: ResolutionContent | None = None
