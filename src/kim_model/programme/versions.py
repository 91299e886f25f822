"""The versions of each fact: which of them was known on a day, and how a new one is learned.

What a programme lists is its present knowledge. What that has taken the place of is kept beside it,
with the day until which it was known.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

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
from kim_model.law import LegalInstrument
from kim_model.posts import Position, StatedPosts, VacancyNotice
from kim_model.steering import Concept, Paper, Statement, SteeringGroup
from kim_model.values._field import checked
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
    """A version of a fact, and the time over which it was known (Fassung).

    Parameters
    ----------
    record
        The fact.
    known_from
        The first day on which it was known; None if no day is known.
    until
        The first day on which it was known no longer; None for what is known at present.
    """

    record: Recorded
    known_from: date | None
    until: date | None


class _Span(NamedTuple):
    """A version of a fact with the days over which it was known, as `Version`."""

    record: Recorded
    known_from: date | None
    until: date | None

    def known_on(self, day: date) -> bool:
        """Whether it was known on a day."""
        began = self.known_from is not None and self.known_from <= day
        return began and (self.until is None or day < self.until)


@dataclass
class Slot:
    """A place in a list: what stands there, None once withdrawn, and what has stood there."""

    current: Recorded | None
    past: list[Superseded]

    def versions(self, undated: date | None) -> Iterator[_Span]:
        """Yield the versions of what stands there, the latest last."""
        for each in self.past:
            yield _Span(each.record, each.record.first_known(undated), each.until)
        if self.current is not None:
            yield _Span(self.current, self.current.first_known(undated), None)


def slots_of(current: Iterable[Recorded], superseded: Iterable[Superseded]) -> list[Slot]:
    """Return the places of one list, each with the earlier versions of what stands there."""
    past = sorted(superseded, key=lambda each: each.until)
    slots = [Slot(each, []) for each in current]
    gone = [each for each in past if each.place is not None]
    for each in sorted(gone, key=lambda each: each.place or 0):
        slots.insert(each.place or 0, Slot(None, [each]))
    by_identity: dict[Hashable, Slot] = {}
    for slot in slots:
        by_identity.setdefault(_any(slot).identity, slot)
    for each in past:
        if each.place is None:
            key = each.record.identity
            if key not in by_identity:
                by_identity[key] = Slot(None, [])
                slots.append(by_identity[key])
            by_identity[key].past.append(each)
    for slot in slots:
        slot.past.sort(key=lambda each: each.until)
    return slots


def listed(slots: Sequence[Slot]) -> tuple[tuple[Recorded, ...], tuple[Superseded, ...]]:
    """Return what stands in places, and what has stood there."""
    slots = [slot for slot in slots if slot.current or slot.past]
    for slot in slots:
        slot.past.sort(key=lambda each: each.until)
    current = tuple(slot.current for slot in slots if slot.current is not None)
    superseded: list[Superseded] = []
    for index, slot in enumerate(slots):
        past = [evolve(each, place=None) for each in slot.past]
        if slot.current is None:
            past[-1] = evolve(past[-1], place=index)
        superseded += past
    return current, tuple(superseded)


def view(slots: Iterable[Slot], known_on: date, undated: date | None) -> list[Slot]:
    """Return what was known on a day of what stands in places, and of what had stood there."""

    def seen(record: Recorded) -> Recorded | None:
        return record.as_known_on(known_on, undated=undated)

    found: list[Slot] = []
    for slot in slots:
        known = [each for each in slot.versions(undated) if each.known_on(known_on)]
        last = max(known, key=lambda each: each.known_from or date.min, default=None)
        past = [
            evolve(each, record=record)
            for each in slot.past
            if each.until <= known_on and (record := seen(each.record)) is not None
        ]
        found.append(Slot(None if last is None else seen(last.record), past))
    return found


def learn(slots: list[Slot], record: Recorded, on: date, undated: date | None) -> None:
    """Put a version into its place; what it supersedes stays, until the day."""
    record, key = evolve(record, known_since=on), record.identity
    own = [slot for slot in slots if _any(slot).identity == key] or [Slot(None, [])]
    versions = [each for slot in own for each in slot.versions(undated)]
    live = [each for each in versions if each.known_on(on)]
    if any(
        each.record.known_since and evolve(each.record, known_since=on) == record for each in live
    ):
        return
    later = [since for each in versions if (since := each.known_from) is not None and since > on]
    later += [each.until for each in live if each.until is not None]
    for slot in own:
        slot.past = [
            evolve(each, until=on)
            if (each.record.first_known(undated) or on) <= on < each.until
            else each
            for each in slot.past
        ]
        if slot.current and (slot.current.first_known(undated) or on) <= on:
            slot.past.append(Superseded(record=slot.current, until=on))
            slot.current = None
    free = next((slot for slot in own if slot.current is None), own[0])
    if later:
        free.past.append(Superseded(record=record, until=min(later)))
    else:
        free.current = record
    if own[0] not in slots:
        slots.append(own[0])


def withdraw(slots: Sequence[Slot], record: Recorded, on: date, undated: date | None) -> None:
    """Take a fact out of its place from a day on; it stays known to those who ask before."""
    slot = next((each for each in slots if each.current == record), None)
    if slot is None:
        rule, remedy = "is not recorded at present", "pass a fact that the programme lists"
        raise InvalidValueError("instead_of", record, rule, remedy)
    since = record.first_known(undated)
    if since is not None and since > on:
        rule = f"is known only from {since}"
        raise InvalidValueError("instead_of", record, rule, "withdraw it on that day or later")
    slot.past.append(Superseded(record=record, until=on))
    slot.current = None


def _any(slot: Slot) -> Recorded:
    return slot.current or slot.past[0].record
