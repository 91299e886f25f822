"""Programmes to which later events are added, for principle 4: two times."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from attrs import evolve, fields, frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.cooperation import Deployment, DeploymentPlan
from kim_model.funding import Application, Grant
from kim_model.law import LegalInstrument
from kim_model.municipalities import District
from kim_model.posts import Position, Staffing, StatedPosts, VacancyNotice
from kim_model.programme import LocalProgramme
from kim_model.steering import Concept, ConceptState
from kim_model.testing import days, ftes, local_programmes, periods
from kim_model.testing._fields import Setting, maybe
from kim_model.testing._rules import remade
from kim_model.testing.programmes import programmes
from kim_model.values import Citation, LastingFact, Period

F = TypeVar("F")
L = TypeVar("L", bound=LastingFact)

_LAST_DAY = date(2035, 12, 31)


@frozen
class Hindsight:
    """A programme as recorded by a day, and as recorded long after it.

    Parameters
    ----------
    before
        The programme as it was recorded.
    after
        The same programme with events of every kind that became known only after `day`.
    day
        The last day on which none of the events was known.
    """

    before: LocalProgramme
    after: LocalProgramme
    day: date


@st.composite
def hindsights(draw: st.DrawFn) -> Hindsight:
    """Programmes with later events: whatever is asked as known on the day, both answer alike.

    Added are new facts of every kind, and what happens to recorded ones: staffing and deployments
    that end, applications submitted and decided, instruments announced and published, vacancy
    notices published, concepts that reach a stage, meetings held, notices replaced, and totals
    corrected. Actors have no day and are added to nothing.
    """
    recorded = draw(local_programmes())
    day = draw(days())
    later = _Later(draw, day)
    added = draw(
        programmes(
            LocalProgramme,
            Setting(dated=later.days(), district=recorded.district),
            actors=recorded.actors,
            first_number=1_000_000,
        )
    )
    changes: dict[str, Any] = {
        "applications": [later.application(each) for each in recorded.applications],
        "concepts": [later.concept(each) for each in recorded.concepts],
        "deployment_plans": [
            later.plan(each, recorded.district) for each in recorded.deployment_plans
        ],
        "instruments": [later.instrument(each) for each in recorded.instruments],
        "positions": [later.position(each) for each in recorded.positions],
        "vacancy_notices": [later.vacancy_notice(each) for each in recorded.vacancy_notices],
    }
    for attribute in fields(LocalProgramme):
        own, new = getattr(recorded, attribute.name), getattr(added, attribute.name)
        if isinstance(own, tuple) and attribute.name != "actors":
            changes[attribute.name] = (*changes.get(attribute.name, own), *new)
    new_grants = [later.replacing(each, recorded.grants) for each in added.grants]
    changes["grants"] = (*recorded.grants, *new_grants)
    corrections = [later.correction(each) for each in recorded.stated_posts]
    totals = {_total(each): each for each in (*corrections, *changes["stated_posts"])}
    changes["stated_posts"] = tuple(totals.values())
    numbers = {(each.as_of, each.known_from): each for each in changes["stated_agreements"]}
    changes["stated_agreements"] = tuple(numbers.values())
    group = changes["steering_group"] = added.steering_group
    if recorded.steering_group is not None:
        meetings = recorded.steering_group.meetings + (group.meetings if group else ())
        changes["steering_group"] = evolve(recorded.steering_group, meetings=meetings)
    return Hindsight(before=recorded, after=remade(recorded, **changes), day=day)


def _total(stated: StatedPosts) -> Hashable:
    """Return what no two stated totals of a programme may have in common."""
    return (stated.measure, stated.role, stated.municipality, stated.as_of, stated.known_from)


class _Later:
    """Draws what happens to recorded facts after a day."""

    def __init__(self, draw: st.DrawFn, day: date) -> None:
        self.draw = draw
        self.first_day = day + timedelta(days=1)

    def days(self, *not_before: date | None) -> SearchStrategy[date]:
        """Return the days after the day, from the latest of those given on."""
        first = max([self.first_day, *(each for each in not_before if each is not None)])
        return days(first, _LAST_DAY)

    def some(self, kind: type[F], district: District | None = None) -> tuple[F, ...]:
        """Draw up to two facts that refer to nothing and become known after the day."""
        setting = Setting(dated=self.days(), district=district, referred=st.nothing())
        drawn: list[F] = self.draw(st.lists(setting.values(kind), max_size=2))
        return tuple(drawn)

    def application(self, application: Application) -> Application:
        """Submit or decide it; not where that would make it known before what it waits for."""
        referring = application.known_from is None and application.awaits is not None
        if referring or application.decided_on is not None:
            return application
        when = self.draw(maybe(self.days(application.known_from, application.submitted_on)))
        if application.submitted_on is None:
            return evolve(application, submitted_on=when)
        return evolve(application, decided_on=when)

    def concept(self, concept: Concept) -> Concept:
        """Let it reach further stages."""
        return evolve(concept, states=concept.states + self.some(ConceptState))

    def plan(self, plan: DeploymentPlan, district: District) -> DeploymentPlan:
        """End its deployments, and add others."""
        ended = [self.ended(each) for each in plan.deployments]
        return evolve(plan, deployments=(*ended, *self.some(Deployment, district)))

    def position(self, position: Position) -> Position:
        """Abolish it; end its staffing and add other staffing.

        Unknown staffing stays unknown: the day on which it became known is not recorded.
        """
        established = position.established and self.closed(position.established)
        staffing = position.staffing
        if staffing is not None:
            ended = [self.ended(each) for each in staffing]
            staffing = (*ended, *self.some(Staffing))
        return evolve(position, established=established, staffing=staffing)

    def ended(self, lasting: L) -> L:
        """End what had no end, known from its last day or from a day before, after the day."""
        period = self.closed(lasting.period)
        if period == lasting.period:
            return lasting
        return evolve(lasting, period=period, end_known_since=self.draw(maybe(self.days())))

    def closed(self, period: Period) -> Period:
        """End an open period, or leave it open."""
        if period.last_day is not None:
            return period
        return Period(period.first_day, self.draw(maybe(self.days(period.first_day))))

    def instrument(self, instrument: LegalInstrument) -> LegalInstrument:
        """Announce it, or publish one of which only the announcement is recorded."""
        if instrument != instrument.unpublished():
            return instrument
        match self.draw(st.sampled_from(("nothing", "announced", "published"))):
            case "announced" if instrument.announced_within is None:
                announced_within = self.draw(periods(self.days(instrument.known_from)))
                return evolve(instrument, announced_within=announced_within)
            case "published":
                signed_on = self.draw(maybe(days()))
                return evolve(
                    instrument,
                    published_on=self.draw(self.days(instrument.known_from)),
                    signed_on=signed_on,
                    in_force_from=signed_on,
                    covers=self.draw(maybe(periods())),
                    citation=self.draw(Setting().values(Citation | None)),
                )
            case _:
                return instrument

    def vacancy_notice(self, notice: VacancyNotice) -> VacancyNotice:
        """Publish it."""
        if notice.published_on is not None:
            return notice
        return evolve(notice, published_on=self.draw(maybe(self.days())))

    def replacing(self, grant: Grant, recorded: Sequence[Grant]) -> Grant:
        """Let a later notice replace a recorded one."""
        if grant.replaces is not None:
            return grant
        alike = [
            each.id
            for each in recorded
            if each.baustein is grant.baustein
            and (
                grant.known_from is None
                or (each.known_from is not None and each.known_from <= grant.known_from)
            )
        ]
        return evolve(grant, replaces=self.draw(maybe(st.sampled_from(alike)))) if alike else grant

    def correction(self, total: StatedPosts) -> StatedPosts:
        """Correct a total."""
        return evolve(total, fte=self.draw(ftes()), stated_on=self.draw(self.days()))
