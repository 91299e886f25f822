"""An allocation as it enters the life of a programme: computed for a day, and known from one."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Annotated

from attrs import define

from kim_model.allocation.allocation import Allocation
from kim_model.allocation.keys import KeyFigures
from kim_model.allocation.rule import ONCE_EACH, AllocationRule
from kim_model.law import Role
from kim_model.municipalities import Municipality
from kim_model.values import Fact, Fte, YearlyDay
from kim_model.values._field import checked, require_each
from kim_model.values._marks import Follows, Id


@define(frozen=True, kw_only=True, field_transformer=checked)
class AllocationRecord(Fact):
    """The allocation of a programme's posts for a reference date (Stellenberechnung).

    It holds until one for a later reference date follows. What was agreed beside the computed
    shares is known from the day it was agreed.

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        The role of the posts.
    reference_date
        The reference date it was computed for (Stichtag).
    allocation
        The shares.

    Examples
    --------
    >>> shares = Allocation.from_stated("1", {"05162024": "1"})
    >>> record = AllocationRecord(
    ...     id="anteile-2024",
    ...     role=Role.CASE_MANAGEMENT,
    ...     reference_date=date(2024, 3, 31),
    ...     allocation=shares,
    ...     as_of=date(2024, 6, 3),
    ... )
    >>> record.allocated, record.agreed is None
    (Fte('1'), True)
    """

    id: Id
    role: Role
    reference_date: date
    allocation: Annotated[Allocation, Follows("agreed_by")]

    @property
    def allocated(self) -> Fte:
        """The VZÄ allocated to all recipients together (zugeteilt)."""
        return sum((share.fte for share in self.allocation.shares.values()), Fte(0))

    @property
    def agreed(self) -> Fte | None:
        """The VZÄ agreed with all recipients together (vereinbart); None while none are."""
        agreed = [share.agreed for share in self.allocation.shares.values()]
        known = [fte for fte in agreed if fte is not None]
        return sum(known, Fte(0)) if known and len(known) == len(agreed) else None


class RecalculationState(Enum):
    """Whether the yearly shares can be computed (Stand der Neuberechnung)."""

    DONE = "done"
    """Shares for the reference date are recorded."""
    WAITING = "waiting"
    """Due, and waiting for data."""
    POSSIBLE = "possible"
    """Due, and all data are there: counts that `allocate` takes."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Recalculation:
    """The computation of the shares that is due for a reference date (Neuberechnung).

    Parameters
    ----------
    reference_date
        The reference date it is for (Stichtag).
    source
        The register that the counts come from.
    state
        Whether it can be done.
    missing
        The municipalities whose counts are missing.

    Examples
    --------
    >>> Recalculation(
    ...     reference_date=date(2024, 3, 31),
    ...     source="AZR",
    ...     state=RecalculationState.POSSIBLE,
    ...     missing=(),
    ... ).missing
    ()
    """

    reference_date: date
    source: str
    state: RecalculationState
    missing: tuple[Municipality, ...]


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearlyKey(Fact):
    """The rule that shares are computed anew every year (jährlicher Verteilschlüssel).

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        The role of the posts that are shared.
    reference_day
        The day of the year for which the counts are taken (Stichtag).
    source
        The register that the counts come from, such as ``"AZR"``.
    population_group
        The persons counted, in words; None if unknown.
    rule
        How the shares are computed; None if unknown.

    Examples
    --------
    >>> from kim_model import nrw
    >>> key = YearlyKey(
    ...     id="schlüssel", role=Role.CASE_MANAGEMENT, reference_day=YearlyDay(3, 31), source="AZR"
    ... )
    >>> due = key.recalculation(nrw.district("05162").municipalities, [], on=date(2024, 4, 15))
    >>> due.reference_date, due.state.value, len(due.missing)
    (datetime.date(2024, 3, 31), 'waiting', 8)
    """

    id: Id
    role: Role
    reference_day: YearlyDay
    source: str
    population_group: str | None = None
    rule: AllocationRule | None = None

    def recalculation(
        self,
        municipalities: Iterable[Municipality],
        figures: Iterable[KeyFigures],
        records: Iterable[AllocationRecord] = (),
        *,
        on: date,
    ) -> Recalculation:
        """Return the computation that is due on a day, and what it still waits for.

        Parameters
        ----------
        municipalities
            Those of the district; who opted out of the rule gets no share and needs no count.
        figures
            The counts that are there; only those from this key's source for the reference date
            that governs the day are used, and of several the most complete. Counts of another
            group of persons than the key's are not; where either group is unknown, source and
            reference date say enough. Counts that `allocate` would refuse are not there: of other
            municipalities too, or all zero.
        records
            The allocations there are; one of this role for that reference date needs no other.
        on
            The day the question is about.
        """
        reference_date = self.reference_day.latest(on)
        towns = require_each("municipalities", municipalities, Municipality, ONCE_EACH)
        sharing, there = self._there(towns, figures, on)
        missing = min((each.missing(sharing) for each in there), key=len, default=sharing)
        done = any(
            each.role is self.role and each.reference_date == reference_date
            for each in require_each("records", records, AllocationRecord)
        )
        counted = any(_complete(each, sharing) for each in there)
        state = RecalculationState.POSSIBLE if counted else RecalculationState.WAITING
        return Recalculation(
            reference_date=reference_date,
            source=self.source,
            state=RecalculationState.DONE if done else state,
            missing=() if done else missing,
        )

    def complete_figures(
        self, municipalities: Iterable[Municipality], figures: Iterable[KeyFigures], *, on: date
    ) -> tuple[KeyFigures, ...]:
        """Return the counts that the computation due on a day can be made from.

        With several that differ in a count it is not known by which of them to share out.

        Parameters
        ----------
        municipalities, figures, on
            As for `recalculation`.
        """
        towns = require_each("municipalities", municipalities, Municipality, ONCE_EACH)
        sharing, there = self._there(towns, figures, on)
        return tuple(each for each in there if _complete(each, sharing))

    def _there(
        self, towns: tuple[Municipality, ...], figures: Iterable[KeyFigures], on: date
    ) -> tuple[tuple[Municipality, ...], list[KeyFigures]]:
        """Return who takes part, and the counts that are there on a day, complete or not."""
        allowed = {each.ags for each in towns}
        opted_out = () if self.rule is None else self.rule.opted_out
        sharing = tuple(each for each in towns if each.ags not in opted_out)
        reference_date = self.reference_day.latest(on)
        there = [
            each
            for each in require_each("figures", figures, KeyFigures)
            if each.source == self.source and each.intended_date == reference_date
            if self._counts(each.population_group) and (each.available_on or on) <= on
            if allowed.issuperset(each.counts)
        ]
        return sharing, there

    def _counts(self, group: str | None) -> bool:
        """Whether it may be about a group of persons."""
        return None in {group, self.population_group} or group == self.population_group


def _complete(figures: KeyFigures, sharing: tuple[Municipality, ...]) -> bool:
    """Whether shares can be computed from counts: none missing, and not all zero."""
    return not figures.missing(sharing) and any(figures.counts[each.ags] for each in sharing)
