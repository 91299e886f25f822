"""The versions of each fact: which of them was known on a day, and how a new one is learned.

What a programme lists is its present knowledge. What that has taken the place of is kept beside it,
with the day until which it was known.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import TypeAlias

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
from kim_model.funding import Application, Grant, Payment, SubGrant
from kim_model.law import LegalInstrument
from kim_model.posts import Position, StatedPosts, VacancyNotice
from kim_model.steering import Concept, Paper, Statement, SteeringGroup
from kim_model.values import Citation
from kim_model.values._field import checked, unchecked
from kim_model.values._marks import Count

Recorded: TypeAlias = (
    Accompaniment
    | Actor
    | AllocationRecord
    | Application
    | Concept
    | Cooperation
    | CooperationAgreement
    | DeploymentPlan
    | Grant
    | KeyFigures
    | LegalInstrument
    | Paper
    | Payment
    | Position
    | RollOut
    | StatedAgreements
    | StatedPosts
    | Statement
    | SteeringGroup
    | SubGrant
    | VacancyNotice
    | YearlyKey
)
"""The facts that a programme lists, each with versions of its own; those in them go with them."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Superseded:
    """A version of a fact that is no longer held to be true (überholte Fassung).

    Parameters
    ----------
    record
        The fact as it was known.
    until
        The first day on which it was known no longer: that of the version in its place, or of its
        withdrawal.
    place
        Its place in its list, for a fact that was withdrawn; None for one whose later version
        stands there.

    Examples
    --------
    >>> from kim_model.posts import Measure
    >>> from kim_model.law import Role
    >>> stated = StatedPosts(
    ...     measure=Measure.FILLED, role=Role.CASE_MANAGEMENT, fte="11", as_of=date(2024, 3, 31)
    ... )
    >>> Superseded(record=stated, until=date(2024, 6, 3)).place is None
    True
    """

    record: Recorded
    until: date
    place: Count | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Version:
    """A version of a fact, the time over which it was known, and its source (Fassung).

    Parameters
    ----------
    record
        The fact.
    known_from
        The first day on which it was known; None if no day is known.
    until
        The first day on which it was known no longer; None for what is known at present.
    citation
        Where it can be read (Quelle): its own citation, else that of the programme; None if neither
        has one.
    """

    record: Recorded
    known_from: date | None
    until: date | None
    citation: Citation | None


def is_known(version: Version, day: date) -> bool:
    """Whether a version was known on a day."""
    began = version.known_from is not None and version.known_from <= day
    return began and (version.until is None or day < version.until)


def _version(record: Recorded, undated: date | None, until: date | None) -> Version:
    since, source = record.first_known(undated), record.citation
    return unchecked(Version, record=record, known_from=since, until=until, citation=source)


@dataclass(eq=False)
class Slot:
    """A place in a list: what stands there, None once withdrawn, and what has stood there."""

    current: Recorded | None
    past: list[Superseded]

    def versions(self, undated: date | None) -> Iterator[Version]:
        """Yield the versions of what stands there, the latest last."""
        for each in self.past:
            yield _version(each.record, undated, each.until)
        if self.current is not None:
            yield _version(self.current, undated, None)


def slots_of(
    current: Iterable[Recorded], superseded: Iterable[Superseded], undated: date | None
) -> list[Slot]:
    """Return the places of one list, one for each thing, with all versions of it.

    Of several that a list holds of one thing, written down at once, each is known until the next;
    of several known from one day, the last in the list.
    """

    def since(record: Recorded) -> date:
        return record.first_known(undated) or date.min

    listed_once: dict[Hashable, list[Recorded]] = {}
    for record in current:
        listed_once.setdefault(record.identity, []).append(record)
    found: dict[Hashable, Slot] = {}
    undatable: dict[Hashable, list[Slot]] = {}  # of which no day is known, beside one that has
    for key, records in listed_once.items():
        chain = sorted(records, key=since)
        dated = [each for each in chain if each.first_known(undated) is not None] or chain[:1]
        past = [Superseded(record=a, until=since(b)) for a, b in pairwise(dated)]
        found[key] = Slot(dated[-1], past)
        undatable[key] = [Slot(each, []) for each in chain if each not in dated]
    gone: dict[Hashable, Slot] = {}
    for each in superseded:
        key = each.record.identity
        slot = found.get(key) or gone.setdefault(key, Slot(None, []))
        slot.past.append(each)
    slots = [each for key, slot in found.items() for each in (slot, *undatable[key])]
    for place, slot in sorted(((_place(each), each) for each in gone.values()), key=itemgetter(0)):
        slots.insert(int(min(place, len(slots))), slot)
    for slot in slots:
        slot.past.sort(key=lambda each: (each.until, since(each.record)))
    return slots


def _place(slot: Slot) -> float:
    """Return the place of a withdrawn fact; after all others where none is told."""
    places = [each.place for each in slot.past if each.place is not None]
    return places[-1] if places else inf


def listed(slots: Iterable[Slot]) -> tuple[tuple[Recorded, ...], tuple[Superseded, ...]]:
    """Return what stands in places, and what has stood there."""
    current: list[Recorded] = []
    superseded: list[Superseded] = []
    told = (slot for slot in slots if slot.current is not None or slot.past)
    for index, slot in enumerate(told):
        past = [evolve(each, place=None) for each in slot.past]
        if slot.current is None:
            past[-1] = evolve(past[-1], place=index)
        else:
            current.append(slot.current)
        superseded += past
    return tuple(current), tuple(superseded)


def view(slots: Iterable[Slot], known_on: date, undated: date | None) -> Iterator[Slot]:
    """Yield what was known on a day of what stands in places, and of what had stood there."""

    def seen(record: Recorded) -> Recorded | None:
        return record.as_known_on(known_on, undated=undated)

    for slot in slots:
        alive = next((each for each in slot.versions(undated) if is_known(each, known_on)), None)
        past = [
            evolve(each, record=record)
            for each in slot.past
            if each.until <= known_on and (record := seen(each.record)) is not None
        ]
        yield Slot(None if alive is None else seen(alive.record), past)


def learn(slots: list[Slot], record: Recorded, on: date, undated: date | None) -> None:
    """Put a version into its place; what it takes the place of stays, until the day."""
    record = evolve(record, known_since=on)
    slot, *others = _of(slots, record) or [Slot(None, [])]
    if slot not in slots:
        slots.append(slot)
    versions = list(slot.versions(undated))
    if any(each.record == record and is_known(each, on) for each in versions):
        return
    later = [since for each in versions if (since := each.known_from) is not None and since > on]
    until = min(later, default=None)
    for index, each in enumerate(slot.past):
        if (each.record.first_known(undated) or date.min) <= on < each.until:
            slot.past[index] = evolve(each, until=on)
            until = each.until
    if slot.current and (slot.current.first_known(undated) or date.min) <= on:
        slot.past.append(Superseded(record=slot.current, until=on))
        slot.current = None
    _end(others, slot, on)
    if until is None:
        slot.current = record
    else:
        slot.past.append(Superseded(record=record, until=until))
    slot.past.sort(key=lambda each: (each.until, each.record.first_known(undated) or date.min))


def withdraw(slots: Iterable[Slot], record: Recorded, on: date, undated: date | None) -> None:
    """Take a fact out of its place from a day on; it stays known to those who ask before."""
    slot, *others = _of(slots, record) or [Slot(None, [])]
    if slot.current is None:
        rule, remedy = "is not recorded at present", "pass a fact that the programme lists"
        raise InvalidValueError("instead_of", record, rule, remedy)
    since = slot.current.first_known(undated)
    if since is not None and since > on:
        rule = f"is known only from {since}"
        raise InvalidValueError("instead_of", record, rule, "withdraw it on that day or later")
    slot.past.append(Superseded(record=slot.current, until=on))
    slot.current = None
    _end(others, slot, on)


def _end(others: Iterable[Slot], slot: Slot, on: date) -> None:
    """Let what is listed of the same thing without any day end with it."""
    for other in others:
        if other.current is not None:
            slot.past.append(Superseded(record=other.current, until=on))
            other.current = None


def first_overlap(slots: Iterable[Slot], undated: date | None) -> tuple[Version, Version] | None:
    """Return two versions of one thing that are known on one day, the earlier one first."""
    for slot in slots:
        spans = [each for each in slot.versions(undated) if each.known_from is not None]
        spans.sort(key=lambda each: (each.known_from or date.min, each.until or date.max))
        for before, after in pairwise(spans):
            if before.until is None or before.until > (after.known_from or date.min):
                return before, after
    return None


def _of(slots: Iterable[Slot], record: Recorded) -> list[Slot]:
    """Return the places of what a fact is a version of."""
    told = ((each, each.current or next((p.record for p in each.past), None)) for each in slots)
    return [each for each, any_ in told if any_ and any_.identity == record.identity]
