"""The steering group (Lenkungsgruppe): its meetings, what it resolves, and whom it charges."""

from datetime import date
from typing import Self, TypeAlias

from attrs import define, evolve, field

from kim_model._checks import (
    day,
    identifier,
    name_fields,
    optional,
    text,
    tuple_of,
    unique,
    valid,
    whole,
)
from kim_model.errors import InvalidTypeError, InvalidValueError
from kim_model.explain import Derivation, given, product
from kim_model.facts import Fact, known
from kim_model.sources import Evidence

__all__ = [
    "CaseReconstructions",
    "ConceptParticipants",
    "Meeting",
    "ParticipationDuty",
    "ParticipationOrder",
    "ParticipationStage",
    "Resolution",
    "ResolutionContent",
    "RulesOfProcedure",
    "SteeringGroup",
    "ThemeProcedure",
    "WorkingGroup",
    "WorkingGroupAuthorisation",
]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    version: date = field(validator=valid(day))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    concept: str = field(validator=valid(identifier))
    actors: tuple[str, ...] | None = field(
        default=None, validator=valid(optional(tuple_of(identifier)))
    )


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    topic: str = field(validator=valid(text))
    set_up_by: str = field(validator=valid(identifier))
    members: tuple[str, ...] = field(validator=valid(tuple_of(identifier)))

    def __attrs_post_init__(self) -> None:
        unique("WorkingGroup.members", self.members)


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    actors: tuple[str, ...] = field(default=(), validator=valid(tuple_of(identifier)))
    all_others: bool = field(default=False, validator=valid(bool))
    working_group: WorkingGroup | None = field(
        default=None, validator=valid(optional(WorkingGroup))
    )

    def __attrs_post_init__(self) -> None:
        if bool(self.actors) == self.all_others:
            rule = "must name actors, or be the stage of all others, and not both"
            raise InvalidValueError("ParticipationStage.actors", self.actors, rule)


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    mandatary: str = field(validator=valid(identifier))
    concept: str = field(validator=valid(identifier))
    stages: tuple[ParticipationStage, ...] = field(validator=valid(tuple_of(ParticipationStage)))

    def __attrs_post_init__(self) -> None:
        if not self.stages:
            raise InvalidValueError("ParticipationOrder.stages", (), "is empty", "name a stage")
        named = [actor for stage in self.stages for actor in stage.actors]
        unique("ParticipationOrder.stages", named, "an actor")
        for index, stage in enumerate(self.stages[:-1]):
            if stage.all_others:
                place = f"ParticipationOrder.stages[{index}].all_others"
                rule = "leaves nobody for the stages after it"
                raise InvalidValueError(place, stage.all_others, rule, "put it last")

    def stage_of(self, actor: str) -> int | None:
        """Return the number of the stage, from 1, at which an actor takes part; None if never."""
        for number, stage in enumerate(self.stages, start=1):
            if actor in stage.actors or stage.all_others:
                return number
        return None


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    holder: str = field(validator=valid(identifier))
    concept: str = field(validator=valid(identifier))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    concept: str = field(validator=valid(identifier))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    mandatary: str = field(validator=valid(identifier))
    together_with: tuple[str, ...] = field(default=(), validator=valid(tuple_of(identifier)))
    most_per_year: int = field(validator=valid(whole(0)))
    fewest_cases: int = field(validator=valid(whole(1)))
    most_cases: int = field(validator=valid(whole(1)))

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


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    mandatary: str = field(validator=valid(identifier))
    through_working_group: bool | None = field(default=None, validator=valid(optional(bool)))
    proposes_working_groups: bool | None = field(default=None, validator=valid(optional(bool)))


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


def _content(field: str, value: object) -> None:
    if not isinstance(value, ResolutionContent):
        kinds = ", ".join(kind.__name__ for kind in ResolutionContent.__args__)
        raise InvalidTypeError(field, value, "is no content of a resolution", f"pass a {kinds}")


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    id: str = field(validator=valid(identifier))
    subject: str = field(validator=valid(text))
    content: ResolutionContent | None = field(default=None, validator=valid(optional(_content)))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Meeting(Fact):
    """A meeting (Sitzung) of the steering group; known from the day it was held.

    Parameters
    ----------
    id
        Its id, unique in the document.
    held_on
        The day it was held.
    resolutions
        What it resolved, in the order of the source.
    presented
        The ids of the concepts that were presented to it.

    Examples
    --------
    >>> Meeting(id="lg-1", held_on=date(2024, 1, 25)).known_from
    datetime.date(2024, 1, 25)
    """

    id: str = field(validator=valid(identifier))
    held_on: date = field(validator=valid(day))
    resolutions: tuple[Resolution, ...] = field(default=(), validator=valid(tuple_of(Resolution)))
    presented: tuple[str, ...] = field(default=(), validator=valid(tuple_of(identifier)))

    @property
    def known_from(self) -> date:
        """The day it was held."""
        return self.held_on


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class SteeringGroup(Fact):
    """The decision-making body above the municipalities (Lenkungsgruppe).

    It is known from its first meeting, or from `as_of`.

    Parameters
    ----------
    id
        Its id, unique in the document.
    name
        Its name.
    responsibility
        What it is responsible for, in words.
    members
        The ids of the actors that sit in it; None if unknown.
    meetings
        Its meetings, in any order.

    Examples
    --------
    >>> rules = RulesOfProcedure(version=date(2023, 6, 20))
    >>> resolution = Resolution(id="b1", subject="Geschäftsordnung", content=rules)
    >>> meeting = Meeting(id="lg-1", held_on=date(2024, 1, 25), resolutions=(resolution,))
    >>> group = SteeringGroup(id="lg", name="Lenkungsgruppe KIM", meetings=(meeting,))
    >>> group.rules_of_procedure(date(2024, 1, 24)) is None
    True
    >>> group.rules_of_procedure(date(2024, 1, 25)) is rules
    True
    """

    id: str = field(validator=valid(identifier))
    name: str = field(validator=valid(text))
    responsibility: str | None = field(default=None, validator=valid(optional(text)))
    members: tuple[str, ...] | None = field(
        default=None, validator=valid(optional(tuple_of(identifier)))
    )
    meetings: tuple[Meeting, ...] = field(default=(), validator=valid(tuple_of(Meeting)))

    @property
    def known_from(self) -> date | None:
        """The day of its first meeting, or the earlier day as of which it is stated."""
        days = (self.as_of, *(each.held_on for each in self.meetings))
        return min((each for each in days if each is not None), default=None)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return it with the meetings held by the day."""
        if self.known_from is None or self.known_from > known_on:
            return None
        return evolve(self, meetings=known(self.meetings, known_on))

    def held(self, on: date) -> tuple[Meeting, ...]:
        """Return the meetings held up to and including a day, the earliest first."""
        return tuple(sorted(known(self.meetings, on), key=lambda each: each.held_on))

    def rules_of_procedure(self, on: date) -> RulesOfProcedure | None:
        """Return the rules of procedure (Geschäftsordnung) in force on a day; None if unknown.

        They come into force with the meeting that resolves so.
        """
        contents = [each.content for meeting in self.held(on) for each in meeting.resolutions]
        adopted = [each for each in contents if isinstance(each, RulesOfProcedure)]
        return adopted[-1] if adopted else None
