"""The local programme: one district with everything known of its integration management."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Annotated, Any, Self, cast, get_args

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
from kim_model.errors import InvalidTypeError, InvalidValueError, NotFoundError
from kim_model.funding import Application, Grant, Payment, SubGrant
from kim_model.law import FundingProgramme, LegalInstrument
from kim_model.municipalities import District
from kim_model.posts import Position, StatedPosts, VacancyNotice
from kim_model.programme import versions
from kim_model.programme._references import check_references
from kim_model.programme.versions import Recorded, Slot, Superseded, Version
from kim_model.steering import Concept, Paper, Statement, SteeringGroup
from kim_model.values import Citation, Fact
from kim_model.values._field import checked, require, type_hints
from kim_model.values._marks import Id, Unique
from kim_model.values.facts import undated_facts


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
    as_of
        The day as of which facts without any day of their own are stated (Stand). A fact for which
        neither says a day is found by no dated question: see `undated`.
    citation
        Where facts without a citation of their own can be read.
    funding_programme
        The programme of the Land.
    papers, statements, concepts
        What it reports and plans in words: committee papers; aims, target groups and problems;
        and concepts with their stages.
    actors, cooperations, accompaniments
        Who takes part, how they work together, and whom case management accompanies.
    instruments, applications, grants, sub_grants, payments
        Legal instruments, the applications that may wait for them, the notices, the contracts by
        which their funds are passed on, and what was paid.
    positions, stated_posts, vacancy_notices, deployment_plans
        Posts: singly, as totals of a day, advertised, and at work in municipalities.
    allocations, keys, key_figures
        The allocations of each reference date, the yearly keys, and the counts they are computed
        from.
    agreements, stated_agreements, rollouts
        Cooperation agreements, singly and as totals of a day, and the roll-out per municipality.
    steering_group
        The steering group with its meetings; None if unknown.
    superseded
        Earlier versions of the facts above, and facts that were withdrawn, as `learn` keeps them.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, a reference leads to nothing, or to nothing that is known with it; if
        a municipality lies outside the district, notices amend or sub-grants draw on each other in
        a circle, two totals or states are stated for the same thing and known from the same
        day, or two versions of one thing are known on the same day.

    Examples
    --------
    >>> from kim_model import nrw
    >>> LocalProgramme(id="rkn", district=nrw.district("05162")).grants
    ()
    """

    id: Id
    district: District
    as_of: date | None = None
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
    payments: tuple[Payment, ...] = ()
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
        Unique("a state on one day", by=("municipality", "since", "known_from")),
    ] = ()
    steering_group: SteeringGroup | None = None
    superseded: tuple[Superseded, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.superseded:
            self._check_superseded()
        check_references(self)

    def _check_superseded(self) -> None:
        """Refuse a version that is known on a day on which another of the same thing is."""
        for slots in self._slots().values():
            pair = versions.first_overlap(slots, self.as_of)
            for index, each in enumerate(self.superseded if pair else ()):
                if pair and any(each.record is span.record for span in pair):
                    place = f"LocalProgramme.superseded[{index}].until"
                    rule = f"overlaps the version known from {pair[1].known_from}"
                    remedy = "end each version when the next one is known"
                    raise InvalidValueError(place, each.until, rule, remedy)

    def as_known_on(self, known_on: date) -> Self:
        """Return the programme with only what was known on a day (Kenntnisstand).

        Whatever is learned later never changes it.

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
        require("known_on", known_on, date)
        slots = self._slots()
        return self._with({n: versions.view(s, known_on, self.as_of) for n, s in slots.items()}, ())

    def learn(self, *facts: Recorded, on: date, instead_of: Recorded | None = None) -> Self:
        """Return the programme as it is once something has been learned (dazulernen).

        Each fact is known from the day on, whole, as it is written. A version of the same thing
        that it takes the place of is kept for all who ask from an earlier day, so no such answer
        changes. What is in a fact, such as the staffing of a position, is learned with it.

        The same thing is what has the same type and id; or municipality and first day, else the day
        as of which it is stated (`RollOut`); measure, role, municipality and day (`StatedPosts`);
        day (`StatedAgreements`); source, intended date and group (`KeyFigures`).

        Parameters
        ----------
        facts
            What was learned. Several that refer to each other are learned at once.
        on
            The day on which it was learned; it need not be later than all before.
        instead_of
            A fact, or any version of it, that turned out not to be so: withdrawn from the day on,
            with or without others in its place. What refers to it is withdrawn before it, or
            learned anew with it.

        Raises
        ------
        InvalidValueError
            If there is nothing to learn, or one thing is learned twice, what is withdrawn is not
            recorded, or the programme that results is refused by its class.

        Examples
        --------
        >>> from kim_model import nrw
        >>> from kim_model.law import Role
        >>> from kim_model.values import Period
        >>> from kim_model.posts import Staffing
        >>> march, june = date(2024, 3, 31), date(2024, 6, 3)
        >>> position = Position(id="cm-1", role=Role.CASE_MANAGEMENT, fte="1")
        >>> programme = LocalProgramme(
        ...     id="rkn", district=nrw.district("05162"), as_of=march, positions=(position,)
        ... )
        >>> hired = Staffing(fte="1", period=Period(date(2024, 3, 1)))
        >>> programme = programme.learn(evolve(position, staffing=(hired,)), on=june)
        >>> programme.as_known_on(march).positions[0].filled(march) is None
        True
        >>> programme.as_known_on(june).positions[0].filled(march)
        Fte('1')
        """
        require("on", on, date)
        for index, each in enumerate(facts):
            _require_recorded(f"facts[{index}]", each)
        if instead_of is not None:
            _require_recorded("instead_of", instead_of)
        if not facts and instead_of is None:
            raise InvalidValueError("facts", facts, "are none", "pass what was learned")
        things = [each.identity for each in facts]
        for index, thing in enumerate(things):
            if thing in things[:index]:
                rule = "is another version of what is learned by the same call"
                raise InvalidValueError(f"facts[{index}]", facts[index], rule, "leave one out")
        touched = {field_of(type(each)) for each in (*facts, instead_of) if each is not None}
        slots = {name: found for name, found in self._slots().items() if name in touched}
        if instead_of is not None:
            versions.withdraw(slots[field_of(type(instead_of))], instead_of, on, self.as_of)
        for each in facts:
            versions.learn(slots[field_of(type(each))], each, on, self.as_of)
        others = [s for s in self.superseded if field_of(type(s.record)) not in touched]
        return self._with(slots, others)

    def history(self, of: str | Recorded) -> tuple[Version, ...]:
        """Return the versions of a fact, each with its days and its source (Fassungen).

        The days are those over which it was known; the source is the citation of the version, else
        that of the programme.

        Parameters
        ----------
        of
            Its id; or the fact itself, or any version of it, for one that has no id.

        Raises
        ------
        NotFoundError
            If nothing of that kind is or was recorded.

        Examples
        --------
        >>> from kim_model import nrw
        >>> from kim_model.law import Role
        >>> position = Position(id="cm-1", role=Role.CASE_MANAGEMENT, fte="1")
        >>> sheet = Citation(document="Vorlage 1")
        >>> programme = LocalProgramme(
        ...     id="rkn",
        ...     district=nrw.district("05162"),
        ...     as_of=date(2024, 3, 31),
        ...     citation=sheet,
        ...     positions=(position,),
        ... )
        >>> [version] = programme.history("cm-1")
        >>> str(version.citation), str(version.known_from)
        ('Vorlage 1', '2024-03-31')
        """
        require("of", of, str | Recorded)
        found = [each for each in self._versions() if _is_version(each.record, of)]
        if not found:
            named = repr(of) if isinstance(of, str) else f"such {type(of).__name__}"
            raise NotFoundError(f"no version of {named} is recorded in {self.id!r}")
        return tuple(sorted(found, key=lambda each: each.until or date.max))

    def learned_after(self, day: date) -> tuple[Version, ...]:
        """Return the versions that became known after a day, in the order of knowing (Nachtrag).

        Among them is why something was not known on the day, where that is known by now.
        """
        require("day", day, date)
        dated = ((each.known_from or date.min, each) for each in self._versions())
        later = [(known_from, each) for known_from, each in dated if known_from > day]
        return tuple(each for _, each in sorted(later, key=itemgetter(0)))

    def first_known(self, record: Recorded) -> date | None:
        """Return the first day on which a fact that it lists was known, in any version.

        None where no day is known.
        """
        require("record", record, Recorded)
        earlier = [
            each.record for each in self.superseded if each.record.identity == record.identity
        ]
        days = [each.first_known(self.as_of) for each in (record, *earlier)]
        return min((each for each in days if each is not None), default=None)

    def undated(self, known_on: date | None = None) -> tuple[Recorded, ...]:
        """Return the facts that no dated question finds whole, for want of a day (ohne Datum).

        Neither they, or a fact in them, nor the programme says since when they are known.

        Parameters
        ----------
        known_on
            The day from which it is asked; of what is superseded or withdrawn since, the version of
            that day counts. None for the present.

        Examples
        --------
        >>> from kim_model import nrw
        >>> from kim_model.law import Role
        >>> position = Position(id="cm-1", role=Role.CASE_MANAGEMENT)
        >>> programme = LocalProgramme(
        ...     id="rkn", district=nrw.district("05162"), positions=(position,)
        ... )
        >>> programme.undated() == (position,)
        True
        >>> evolve(programme, as_of=date(2024, 3, 31)).undated()
        ()
        """
        require("known_on", known_on, date | None)
        day = date.max if known_on is None else known_on
        found = (
            (known_on and each.record.as_known_on(day, undated=self.as_of)) or each.record
            for slots in self._slots().values()
            for slot in slots
            for each in slot.versions(self.as_of)
            if (each.known_from is None or each.known_from <= day)
            and (each.until is None or day < each.until)
            and any(undated_facts(each.record, self.as_of))
        )
        return tuple(dict.fromkeys(found))

    def _versions(self) -> Iterator[Version]:
        """Yield all versions of all facts, each with its source."""
        for slots in self._slots().values():
            for slot in slots:
                for each in slot.versions(self.as_of):
                    yield evolve(each, citation=each.citation or self.citation)

    def _slots(self) -> dict[str, list[Slot]]:
        """Return the places of each list, with what stands and has stood there."""
        past: dict[str, list[Superseded]] = {name: [] for name in _fields().values()}
        for each in self.superseded:
            past[field_of(type(each.record))].append(each)
        return {
            name: versions.slots_of(_items(getattr(self, name)), each, self.as_of)
            for name, each in past.items()
        }

    def _with(self, slots: Mapping[str, Iterable[Slot]], others: Iterable[Superseded]) -> Self:
        """Return the programme with some lists other than they are, and what else has been."""
        changes: dict[str, Any] = {}
        superseded = list(others)
        for name, places in slots.items():
            current, past = versions.listed(places)
            superseded += past
            is_list = isinstance(getattr(self, name), tuple)
            changes[name] = current if is_list else next(iter(current), None)
        return evolve(self, **changes, superseded=tuple(superseded))


def _require_recorded(place: str, value: object) -> None:
    """Require a fact that a programme lists, and not a part of one."""
    if type(value) not in _fields():
        remedy = "pass facts such as a Grant, one by one"
        if isinstance(value, Fact):
            remedy = "learn it with the fact that it is a part of"
        raise InvalidTypeError(place, value, "is not a fact that a programme lists", remedy)


@cache
def _fields() -> dict[type, str]:
    """Return the field in which facts of each kind are listed."""
    kinds: frozenset[type] = frozenset(get_args(Recorded))
    hints = type_hints(LocalProgramme).items()
    return {kind: name for name, hint in hints for kind in _classes(hint) if kind in kinds}


def _classes(hint: Any) -> Iterator[type]:  # noqa: ANN401 - any annotation
    if isinstance(hint, type):
        yield hint
    for each in get_args(hint):
        yield from _classes(each)


def field_of(kind: type) -> str:
    """Return the field of a programme in which facts of a kind are listed."""
    return _fields()[kind]


def _items(value: Any) -> tuple[Recorded, ...]:  # noqa: ANN401 - of a field that lists facts
    return cast(
        "tuple[Recorded, ...]", value if isinstance(value, tuple) else (value,) if value else ()
    )


def _is_version(record: Recorded, of: str | Recorded) -> bool:
    if isinstance(of, str):
        return getattr(record, "id", None) == of
    return record.identity == of.identity
