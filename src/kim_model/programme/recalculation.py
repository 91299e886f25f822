"""The allocation of the next year: computed, recorded, and beside the one that held before."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define

from kim_model._mapping import FrozenMapping
from kim_model.allocation import (
    AllocationRecord,
    Cause,
    KeyFigures,
    Share,
    YearlyKey,
    allocate,
    compare_allocations,
)
from kim_model.errors import InvalidValueError, MissingDataError, NotFoundError, listed
from kim_model.explain import Attribution
from kim_model.law import Role
from kim_model.programme.holding import as_agreed, granted, known_last
from kim_model.programme.programme import LocalProgramme
from kim_model.values import ExactNumber, Fte
from kim_model.values._field import checked, require, require_each
from kim_model.values._marks import Id


@define(frozen=True, kw_only=True, field_transformer=checked)
class Recalculated:
    """An allocation computed anew, and what it follows on (vorgenommene Neuberechnung).

    Parameters
    ----------
    record
        The new allocation; nothing of it is agreed yet.
    previous
        The one that held before, as it was agreed by the day of computing; None in the first year.
    programme
        The programme in which the new one is recorded.
    """

    record: AllocationRecord
    previous: AllocationRecord | None
    programme: LocalProgramme

    @property
    def side_by_side(self) -> FrozenMapping[str, tuple[Share | None, Share | None]]:
        """The share of each recipient before and now; None where it has or had none.

        What was agreed of the earlier one stands in it, beside what was computed.
        """
        now = self.record.allocation.shares
        before: Mapping[str, Share] = {}
        if self.previous is not None:
            before = self.previous.allocation.shares
        recipients = dict.fromkeys((*before, *now))
        return FrozenMapping({each: (before.get(each), now.get(each)) for each in recipients})

    def change(
        self, order: Sequence[Cause] = ()
    ) -> Attribution[Cause, FrozenMapping[str, Fte]] | None:
        """Return who gains and loses against the computed shares before; None in the first year.

        Parameters
        ----------
        order
            As for `compare_allocations`. The new allocation stands, whether or not each step
            between the two has an answer.

        Raises
        ------
        TieError, InvalidValueError
            As `compare_allocations` does.
        """
        require_each("order", order, Cause)
        if self.previous is None:
            return None
        return compare_allocations(self.previous.allocation, self.record.allocation, order)


def recalculate(
    programme: LocalProgramme,
    key: str,
    *,
    id: str,  # noqa: A002 - as the field is named
    on: date,
    total: Fte | ExactNumber | None = None,
    tie_break: Sequence[str] | None = None,
) -> Recalculated:
    """Compute and record the allocation that a yearly key makes due (Neuberechnung).

    Everything is seen as it was known on the day of computing. The new shares follow the counts for
    the reference date that governs it, by the rule of the key; `most_change` limits them against
    the allocation of the last earlier reference date, as it is agreed by then, or else as it was
    computed. The new one is known from the day on. What is agreed of it comes later: learn it with
    an allocation that is adjusted, and the next year follows on that.

    Parameters
    ----------
    programme
        The programme.
    key
        The id of a yearly key.
    id
        The id of the new allocation.
    on
        The day on which it is computed.
    total
        The posts to distribute, in VZÄ; if not given, those granted for the role on the day of
        computing: it is these that there are to distribute, whatever was granted on the reference
        date of the counts.
    tie_break
        An order of recipients, such as one drawn by lot, that decides a tie: the first wins.

    Raises
    ------
    NotFoundError
        If no such key is known.
    MissingDataError
        If the key has no rule, counts are missing, or how many posts are granted is unknown.
    InvalidValueError
        If an allocation is recorded for the reference date, or by that id; if counts differ, or
        which allocation held before is not known; and as `allocate` does.
    TieError
        If recipients have an equal claim to a step, and no order is given.

    Examples
    --------
    >>> from attrs import evolve
    >>> from kim_model import AllocationRule, YearlyDay, nrw
    >>> kreis, day = nrw.district("05162"), date(2024, 3, 31)
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> key = YearlyKey(
    ...     id="schlüssel",
    ...     role=Role.CASE_MANAGEMENT,
    ...     reference_day=YearlyDay(3, 31),
    ...     source="Illustration",
    ...     rule=rule,
    ... )
    >>> counts = evolve(nrw.population(kreis), source="Illustration", intended_date=day)
    >>> programme = LocalProgramme(
    ...     id="rkn", district=kreis, as_of=day, keys=(key,), key_figures=(counts,)
    ... )
    >>> done = recalculate(
    ...     programme, "schlüssel", id="anteile-2024", on=date(2024, 4, 15), total="14"
    ... )
    >>> done.record.allocation.shares["05162024"].fte, done.previous is None
    (Fte('4.5'), True)
    >>> done.programme.allocations == (done.record,)
    True
    """
    require("programme", programme, LocalProgramme)
    require("key", key, Id)
    require("id", id, Id)
    require("on", on, date)
    known = programme.as_known_on(on)
    yearly = next((each for each in known.keys if each.id == key), None)
    if yearly is None:
        keys = listed(each.id for each in known.keys)
        raise NotFoundError(f"no yearly key {key!r} is known on {on}; known is {keys}")
    _check_record(programme, known, yearly, id, on)
    if yearly.rule is None:
        raise MissingDataError("no shares can be computed without", (f"{key}.rule",))
    figures = _figures(known, yearly, on)
    previous = _previous(known, yearly, on)
    allocation = allocate(
        _granted(known, yearly.role, on) if total is None else total,
        known.district.municipalities,
        figures,
        yearly.rule,
        previous=None if previous is None else previous.allocation,
        tie_break=tie_break,
    )
    record = AllocationRecord(
        id=id,
        role=yearly.role,
        reference_date=yearly.reference_day.latest(on),
        allocation=allocation,
        known_since=on,
    )
    return Recalculated(record=record, previous=previous, programme=programme.learn(record, on=on))


def _check_record(
    programme: LocalProgramme, known: LocalProgramme, key: YearlyKey, new: str, on: date
) -> None:
    """Refuse a second allocation for a reference date, and an id that another one has or had.

    One that is recorded later than the day of computing is the first all the same.
    """
    due = (key.role, key.reference_day.latest(on))
    for each in (*known.allocations, *programme.allocations):
        if (each.role, each.reference_date) == due:
            rule = f"is governed by {each.reference_date}, for which {each.id!r} is recorded"
            raise InvalidValueError("on", on, rule, "adjust that one, or withdraw it before")
    earlier = (each.record for each in programme.superseded)
    records = (each for each in earlier if isinstance(each, AllocationRecord))
    for each in (*programme.allocations, *records):
        if each.id == new and (each.role, each.reference_date) != due:
            rule = f"is the allocation for {each.role} of {each.reference_date}"
            raise InvalidValueError("id", new, rule, "write another id")


def _figures(known: LocalProgramme, key: YearlyKey, on: date) -> KeyFigures:
    """Return the counts to share out by."""
    towns = known.district.municipalities
    complete = key.complete_figures(towns, known.key_figures, on=on)
    if not complete:
        due = key.recalculation(towns, known.key_figures, on=on)
        names = tuple(f"{each.ags} {each.short_name}" for each in due.missing)
        what = f"{due.source} has, for {due.reference_date}, no count"
        raise MissingDataError(what if names else f"{what} but 0", names or ("all",))
    opted_out = () if key.rule is None else key.rule.opted_out
    sharing = [each.ags for each in towns if each.ags not in opted_out]
    # Nothing but the group of persons tells them apart; an unknown one comes last.
    ordered = sorted(
        complete, key=lambda each: (each.population_group is None, each.population_group or "")
    )
    if len({tuple(each.counts[ags] for ags in sharing) for each in complete}) > 1:
        groups = listed(each.population_group or "unknown" for each in ordered)
        rule, remedy = f"finds counts that differ, of the groups {groups}", "withdraw all but one"
        raise InvalidValueError("key", key.id, rule, remedy)
    return ordered[0]


def _previous(known: LocalProgramme, key: YearlyKey, on: date) -> AllocationRecord | None:
    """Return the allocation that held before, as agreed by a day."""
    due = key.reference_day.latest(on)
    earlier = [
        each for each in known.allocations if each.role is key.role and each.reference_date < due
    ]
    found = known_last(known, earlier)
    if any(each.allocation != found[0].allocation for each in found):
        ids = listed(each.id for each in found)
        rule = f"follows on several, {ids}, of which none is the last"
        raise InvalidValueError("key", key.id, rule, "withdraw all but one")
    return as_agreed(found[0], on) if found else None


def _granted(known: LocalProgramme, role: Role, on: date) -> Fte:
    """Return the posts that there are to distribute."""
    found = granted(known, role, on)
    if found is None:
        what = f"how many posts are granted on {on} is unknown; record it, or pass total"
        raise MissingDataError(what, (str(role),))
    return found.value
