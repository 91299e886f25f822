"""The key that a Kreis computes anew every year, and whether it can be computed yet."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import define, field

from kim_model._checks import day, identifier, name_fields, optional, text, tuple_of, valid
from kim_model.allocation_record import AllocationRecord
from kim_model.allocation_rule import AllocationRule
from kim_model.bausteine import Role
from kim_model.facts import Fact
from kim_model.geography import Municipality
from kim_model.key_figures import KeyFigures
from kim_model.periods import YearlyDay

__all__ = ["Recalculation", "RecalculationState", "YearlyKey"]


class RecalculationState(Enum):
    """Whether the yearly shares can be computed (Stand der Neuberechnung)."""

    DONE = "done"
    """Shares for the reference date are recorded."""
    WAITING = "waiting"
    """Due, and waiting for data."""
    POSSIBLE = "possible"
    """Due, and all data are there."""


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    reference_date: date = field(validator=valid(day))
    source: str = field(validator=valid(text))
    state: RecalculationState = field(validator=valid(RecalculationState))
    missing: tuple[Municipality, ...] = field(validator=valid(tuple_of(Municipality)))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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
        How the shares are rounded; None if unknown.

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

    id: str = field(validator=valid(identifier))
    role: Role = field(validator=valid(Role))
    reference_day: YearlyDay = field(validator=valid(YearlyDay))
    source: str = field(validator=valid(text))
    population_group: str | None = field(default=None, validator=valid(optional(text)))
    rule: AllocationRule | None = field(default=None, validator=valid(optional(AllocationRule)))

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
            Those who get a share.
        figures
            The counts that are there; only those from this key's source for the reference date
            that governs the day are used, and of several the most complete.
        records
            The allocations there are; one of this role for that reference date needs no other.
        on
            The day the question is about.
        """
        reference_date = self.reference_day.latest(on)
        sharing = tuple(municipalities)
        missing = min(
            (
                each.missing(sharing)
                for each in figures
                if each.source == self.source and each.intended_date == reference_date
            ),
            key=len,
            default=sharing,
        )
        done = any(
            each.role is self.role and each.reference_date == reference_date for each in records
        )
        state = RecalculationState.WAITING if missing else RecalculationState.POSSIBLE
        return Recalculation(
            reference_date=reference_date,
            source=self.source,
            state=RecalculationState.DONE if done else state,
            missing=() if done else missing,
        )
