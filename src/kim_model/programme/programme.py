"""The local programme: one district with everything known of its integration management."""

from datetime import date
from typing import Annotated, Any, Self, cast

import attrs
from attrs import define, evolve

from kim_model.allocation import AllocationRecord, KeyFigures, YearlyKey
from kim_model.cooperation import (
    Accompaniment,
    Actor,
    Cooperation,
    CooperationAgreement,
    DeploymentPlan,
    RollOut,
    StatedAgreements,
)
from kim_model.errors import InvalidValueError
from kim_model.funding import Application, Grant, SubGrant
from kim_model.law import FundingProgramme, LegalInstrument
from kim_model.municipalities import District
from kim_model.posts import Position, StatedPosts, VacancyNotice
from kim_model.programme._references import check_references
from kim_model.steering import Concept, Paper, Statement, SteeringGroup
from kim_model.values import Citation, Fact
from kim_model.values._field import Id, Unique, checked
from kim_model.values.facts import known


@define(frozen=True, kw_only=True, field_transformer=checked)
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
    papers, statements, concepts
        What it reports and plans in words: committee papers; aims, target groups and problems;
        and concepts with their stages.
    actors, cooperations, accompaniments
        Who takes part, how they work together, and whom case management accompanies.
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

    id: Id
    district: District
    citation: Citation | None = None
    funding_programme: FundingProgramme | None = None
    papers: tuple[Paper, ...] = ()
    statements: tuple[Statement, ...] = ()
    concepts: tuple[Concept, ...] = ()
    actors: tuple[Actor, ...] = ()
    cooperations: tuple[Cooperation, ...] = ()
    accompaniments: tuple[Accompaniment, ...] = ()
    instruments: tuple[LegalInstrument, ...] = ()
    applications: tuple[Application, ...] = ()
    grants: tuple[Grant, ...] = ()
    sub_grants: tuple[SubGrant, ...] = ()
    positions: tuple[Position, ...] = ()
    stated_posts: Annotated[
        tuple[StatedPosts, ...],
        Unique("a total", by=("measure", "role", "municipality", "as_of", "known_from")),
    ] = ()
    vacancy_notices: tuple[VacancyNotice, ...] = ()
    deployment_plans: tuple[DeploymentPlan, ...] = ()
    allocations: tuple[AllocationRecord, ...] = ()
    keys: tuple[YearlyKey, ...] = ()
    key_figures: tuple[KeyFigures, ...] = ()
    agreements: tuple[CooperationAgreement, ...] = ()
    stated_agreements: Annotated[
        tuple[StatedAgreements, ...], Unique("a total", by=("as_of", "known_from"))
    ] = ()
    rollouts: Annotated[
        tuple[RollOut, ...],
        Unique("a state on one day", by=("municipality", "known_from"), when="known_from"),
    ] = ()
    steering_group: SteeringGroup | None = None

    def __attrs_post_init__(self) -> None:
        check_references(self, self.district)
        grants = {each.id: each for each in self.grants}
        for index, grant in enumerate(self.grants):
            if grant.replaces and grants[grant.replaces].baustein is not grant.baustein:
                place = f"LocalProgramme.grants[{index}].replaces"
                raise InvalidValueError(place, grant.replaces, "is a notice of another Baustein")

    def as_known_on(self, known_on: date) -> Self:
        """Return the programme with only what was known on a day (Kenntnisstand).

        Facts that become known later never change it. Who the actors are has no date and stays.

        Examples
        --------
        >>> from kim_model import nrw
        >>> from kim_model.cooperation import RollOutState
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
