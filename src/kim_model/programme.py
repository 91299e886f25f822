"""The local programme: one district with everything known of its integration management."""

from datetime import date
from typing import Any, Self, cast

import attrs
from attrs import define, evolve, field

from kim_model._checks import identifier, name_fields, optional, tuple_of, unique, valid
from kim_model.actors import Actor, Exchange, Involvement
from kim_model.agreements import CooperationAgreement, StatedAgreements
from kim_model.aims import Aim, Problem, TargetGroup
from kim_model.allocation_record import AllocationRecord
from kim_model.casework import Accompaniment
from kim_model.concepts import Concept
from kim_model.errors import InvalidValueError
from kim_model.facts import Fact, known
from kim_model.funding_programme import FundingProgramme
from kim_model.geography import District
from kim_model.grants import Application, Grant
from kim_model.key_figures import KeyFigures
from kim_model.law import LegalInstrument
from kim_model.papers import Paper
from kim_model.positions import Position, StatedPosts
from kim_model.recruiting import VacancyNotice
from kim_model.references import check_references
from kim_model.rollout import DeploymentPlan, RollOut
from kim_model.sources import Citation
from kim_model.steering import SteeringGroup
from kim_model.sub_grants import SubGrant
from kim_model.yearly_key import YearlyKey

__all__ = ["LocalProgramme"]


def _many(kind: type) -> Any:  # noqa: ANN401 - as attrs.field itself
    """Return a field for any number of facts; none recorded means none known."""
    return field(default=(), validator=valid(tuple_of(kind)))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class LocalProgramme:
    """The integration management of one Kreis or kreisfreie Stadt (KI-Kommune).

    It records facts, in any order. A kind of fact of which nothing is recorded is unknown, not
    absent: an empty tuple of grants does not say that there is no grant.

    Parameters
    ----------
    id
        Its id.
    district
        The Kreis or kreisfreie Stadt with its municipalities.
    citation
        Where facts without a citation of their own can be read.
    funding_programme
        The programme of the Land.
    papers, aims, target_groups, problems, concepts
        What it reports and plans in words: committee papers, aims, target groups, problems, and
        concepts with their stages.
    actors, involvements, exchanges, accompaniments
        Who takes part, how far, in which meetings, and whom case management accompanies.
    instruments, applications, grants, sub_grants
        Legal instruments, the applications that may wait for them, the notices, and the contracts
        by which their funds are passed on.
    positions, stated_posts, vacancy_notices, deployment_plans
        Posts: singly, as totals of a day, advertised, and at work in municipalities.
    allocations, keys, key_figures
        The allocations of each reference date, the yearly keys, and the counts they are computed
        from.
    agreements, stated_agreements, rollouts
        Cooperation agreements, singly and as totals of a day, and the roll-out per municipality.
    steering_group
        The steering group with its meetings; None if unknown.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, a reference leads to nothing, a municipality lies outside the
        district, or two totals are stated for the same thing, day and day of statement.

    Examples
    --------
    >>> from kim_model import nrw
    >>> LocalProgramme(id="rkn", district=nrw.district("05162")).grants
    ()
    """

    id: str = field(validator=valid(identifier))
    district: District = field(validator=valid(District))
    citation: Citation | None = field(default=None, validator=valid(optional(Citation)))
    funding_programme: FundingProgramme | None = field(
        default=None, validator=valid(optional(FundingProgramme))
    )
    papers: tuple[Paper, ...] = _many(Paper)
    aims: tuple[Aim, ...] = _many(Aim)
    target_groups: tuple[TargetGroup, ...] = _many(TargetGroup)
    problems: tuple[Problem, ...] = _many(Problem)
    concepts: tuple[Concept, ...] = _many(Concept)
    actors: tuple[Actor, ...] = _many(Actor)
    involvements: tuple[Involvement, ...] = _many(Involvement)
    exchanges: tuple[Exchange, ...] = _many(Exchange)
    accompaniments: tuple[Accompaniment, ...] = _many(Accompaniment)
    instruments: tuple[LegalInstrument, ...] = _many(LegalInstrument)
    applications: tuple[Application, ...] = _many(Application)
    grants: tuple[Grant, ...] = _many(Grant)
    sub_grants: tuple[SubGrant, ...] = _many(SubGrant)
    positions: tuple[Position, ...] = _many(Position)
    stated_posts: tuple[StatedPosts, ...] = _many(StatedPosts)
    vacancy_notices: tuple[VacancyNotice, ...] = _many(VacancyNotice)
    deployment_plans: tuple[DeploymentPlan, ...] = _many(DeploymentPlan)
    allocations: tuple[AllocationRecord, ...] = _many(AllocationRecord)
    keys: tuple[YearlyKey, ...] = _many(YearlyKey)
    key_figures: tuple[KeyFigures, ...] = _many(KeyFigures)
    agreements: tuple[CooperationAgreement, ...] = _many(CooperationAgreement)
    stated_agreements: tuple[StatedAgreements, ...] = _many(StatedAgreements)
    rollouts: tuple[RollOut, ...] = _many(RollOut)
    steering_group: SteeringGroup | None = field(
        default=None, validator=valid(optional(SteeringGroup))
    )

    def __attrs_post_init__(self) -> None:
        check_references(self, self.district)
        unique(
            "LocalProgramme.stated_posts",
            (
                (each.measure, each.role, each.municipality, each.as_of, each.known_from)
                for each in self.stated_posts
            ),
            "a total",
        )
        unique(
            "LocalProgramme.rollouts",
            (
                (each.municipality, each.known_from)
                for each in self.rollouts
                if each.known_from is not None
            ),
            "a state of one municipality on one day",
        )
        grants = {each.id: each for each in self.grants}
        for index, grant in enumerate(self.grants):
            if grant.replaces and grants[grant.replaces].baustein is not grant.baustein:
                place = f"LocalProgramme.grants[{index}].replaces"
                raise InvalidValueError(place, grant.replaces, "is a notice of another Baustein")
        unique(
            "LocalProgramme.stated_agreements",
            ((each.as_of, each.known_from) for each in self.stated_agreements),
            "a total",
        )

    def as_known_on(self, known_on: date) -> Self:
        """Return the programme with only what was known on a day (Kenntnisstand).

        Facts that become known later never change it. Who the actors are has no date and stays.

        Examples
        --------
        >>> from kim_model import nrw
        >>> from kim_model.rollout import RollOutState
        >>> later = RollOut(
        ...     municipality="05162024", state=RollOutState.IMPLEMENTED, since=date(2024, 5, 1)
        ... )
        >>> programme = LocalProgramme(
        ...     id="rkn", district=nrw.district("05162"), rollouts=(later,)
        ... )
        >>> programme.as_known_on(date(2024, 3, 31)).rollouts
        ()
        """
        views: dict[str, Any] = {}
        for attribute in attrs.fields(type(self)):
            value = getattr(self, attribute.name)
            if isinstance(value, Fact):
                views[attribute.name] = value.as_known_on(known_on)
            elif isinstance(value, tuple):
                views[attribute.name] = _known_items(cast("tuple[object, ...]", value), known_on)
        return evolve(self, **views)


def _known_items(items: tuple[object, ...], known_on: date) -> tuple[object, ...]:
    facts = [each for each in items if isinstance(each, Fact)]
    return known(facts, known_on) if facts else items
