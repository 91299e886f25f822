"""Why a figure of posts is not known on a day, as far as was known."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from kim_model.allocation import AllocationRecord
from kim_model.errors import UnknownReason
from kim_model.explain import Unknown
from kim_model.funding import Grant
from kim_model.funding.grants import in_effect
from kim_model.law import Role
from kim_model.posts import Measure, Position
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme.holding import known_last, stated_grants


def unknown_posts(
    programme: LocalProgramme, undated: Iterable[Recorded], measure: Measure, role: Role, on: date
) -> Unknown:
    """Return why the posts of a role are not known by a measure.

    Parameters
    ----------
    programme
        The programme, as known on the day from which the question is asked.
    undated
        The facts of which it is not known when they were known.
    measure, role, on
        Which figure it is, of which posts, on which day.
    """
    hidden = (
        Unknown(label=measure.value, of=name, reason=UnknownReason.UNDATED)
        for each in undated
        if (name := _told_by(each, measure, role)) is not None
    )
    causes = (*hidden, *_causes(programme, measure, role, on))
    reason = None if causes else UnknownReason.NOT_RECORDED
    return Unknown(label=measure.value, reason=reason, because=causes)


def _told_by(fact: Recorded, measure: Measure, role: Role) -> str | None:
    """Return the id of a fact that says something of a figure; None of any other."""
    match measure, fact:
        case ((Measure.ESTABLISHED | Measure.FILLED), Position(role=of)):
            return fact.id if of is role else None
        case Measure.GRANTED, Grant(baustein=of):
            return fact.id if of is role.baustein else None
        case ((Measure.ALLOCATED | Measure.AGREED), AllocationRecord(role=of)):
            return fact.id if of is role else None
        case _:
            return None


def _causes(programme: LocalProgramme, measure: Measure, role: Role, on: date) -> Iterator[Unknown]:
    """Yield what of the facts that are known is missing, or contradicts another."""
    own = [each for each in programme.positions if each.role is role]
    match measure:
        case Measure.ESTABLISHED:
            yield from _missing(own, "established")
            yield from _missing([p for p in own if p.established and on in p.established], "fte")
        case Measure.FILLED:
            yield from _missing(own, "staffing")
        case Measure.GRANTED:
            for found in in_effect(stated_grants(programme, role.baustein), on=on):
                if any(each.fte(role) is None for each in found):
                    yield _unknown("granted", found[-1].id)
                elif len({each.fte(role) for each in found}) > 1:
                    yield _unknown("granted", found[-1].id, UnknownReason.DIFFERING)
        case Measure.ALLOCATED | Measure.AGREED:
            held = [a for a in programme.allocations if a.role is role and a.reference_date <= on]
            last = known_last(programme, held)
            if any(each.allocation != last[0].allocation for each in last):
                yield _unknown(measure.value, last[-1].id, UnknownReason.DIFFERING)
            elif last:
                yield _unknown(measure.value, last[0].id)
        case _:
            assert_never(measure)


def _missing(positions: Iterable[Position], field: str) -> Iterator[Unknown]:
    label = {"fte": "size"}.get(field, field)
    return (_unknown(label, each.id) for each in positions if getattr(each, field) is None)


def _unknown(label: str, of: str, reason: UnknownReason = UnknownReason.NOT_RECORDED) -> Unknown:
    return Unknown(label=label, of=of, reason=reason)
