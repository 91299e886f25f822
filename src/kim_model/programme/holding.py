"""What holds on a day in a programme: the posts that are granted, and the allocation."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from kim_model.allocation import AllocationRecord
from kim_model.explain import Derivation, given, total
from kim_model.funding import Grant
from kim_model.funding.grants import in_effect
from kim_model.law import Baustein, Role
from kim_model.posts import Measure, StatedPosts
from kim_model.programme.programme import LocalProgramme
from kim_model.values import Fte


def stated_totals(programme: LocalProgramme, measure: Measure, role: Role) -> list[StatedPosts]:
    """Return what sources state of all posts of a role, for any day."""
    return [
        each
        for each in programme.stated_posts
        if each.measure is measure and each.role is role and each.municipality is None
    ]


def stated_total(
    programme: LocalProgramme, measure: Measure, role: Role, on: date
) -> Derivation[Fte] | None:
    """Return the total stated for the very day; of several the one stated last."""
    totals = [each for each in stated_totals(programme, measure, role) if each.as_of == on]
    if not totals:
        return None
    latest = max(totals, key=lambda each: each.stated_since)
    citation = latest.citation or programme.citation
    return given(measure.value, latest.fte, citation=citation, evidence=latest.evidence)


def granted(programme: LocalProgramme, role: Role, on: date) -> Derivation[Fte] | None:
    """Return the posts granted for a role on a day: as stated for it, else by the notices."""
    return stated_total(programme, Measure.GRANTED, role, on) or granted_by_notices(
        programme, role, on
    )


def granted_by_notices(programme: LocalProgramme, role: Role, on: date) -> Derivation[Fte] | None:
    """Sum the notices for the day; None where there are none, or one does not say its part."""
    own = stated_grants(programme, role.baustein)
    parts: list[Derivation[Fte]] = []
    for grant, *others in in_effect(own, on=on):
        fte = grant.fte(role)
        if fte is None or any(each.fte(role) != fte for each in others):
            return None
        citation = grant.citation or programme.citation
        parts.append(given("granted", fte, of=grant.id, citation=citation, evidence=grant.evidence))
    return total("granted", parts) if parts else None


def stated_grants(programme: LocalProgramme, baustein: Baustein | None = None) -> list[Grant]:
    """Return the notices, of one Baustein or all, each with a day as of which it is stated.

    Where it says none, that is the day from which it was first known.
    """
    return [
        evolve(each, as_of=each.as_of or programme.first_known(each))
        for each in programme.grants
        if baustein in {each.baustein, None}
    ]


def latest_record(programme: LocalProgramme, role: Role, on: date) -> AllocationRecord | None:
    """Return the allocation that holds on a day: of the latest reference date up to it.

    Of several the one known last; None where two known from the same day differ.
    """
    records = [
        each for each in programme.allocations if each.role is role and each.reference_date <= on
    ]
    found = known_last(programme, records)
    if not found or any(each.allocation != found[0].allocation for each in found):
        return None
    return as_agreed(found[0], on)


def known_last(
    programme: LocalProgramme, records: Sequence[AllocationRecord]
) -> list[AllocationRecord]:
    """Return of some allocations the one of the latest reference date that was known last.

    Several where they are known from the same day.
    """

    def last(record: AllocationRecord) -> tuple[date, date]:
        return record.reference_date, programme.first_known(record) or date.min

    latest = max(map(last, records), default=None)
    return [each for each in records if last(each) == latest]


def as_agreed(record: AllocationRecord, on: date) -> AllocationRecord:
    """Return it with what was agreed up to a day.

    What is agreed only later is not agreed on the day, whenever the question is asked.
    """
    return evolve(record, allocation=record.allocation.agreed_by(on))
