"""What a report says of posts on a day: their figures, and the applications to fund them.

The figures are established, granted, allocated, agreed, filled, and what is vacant.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import define

from kim_model.explain import Derivation, difference, given, ratio, total
from kim_model.funding import Application, ApplicationState
from kim_model.law import Role
from kim_model.posts import Measure, Position, StatedPosts
from kim_model.programme import LocalProgramme
from kim_model.programme.holding import (
    granted_by_notices,
    latest_record,
    stated_total,
    stated_totals,
)
from kim_model.values import Evidence, Fte
from kim_model.values._field import checked, require
from kim_model.values.sources import weakest


@define(frozen=True, kw_only=True, field_transformer=checked)
class PostLine:
    """The posts of one role on a day, each figure with its derivation; None where unknown.

    Parameters
    ----------
    role
        The role.
    established, granted, allocated, agreed, filled
        The five figures of `Measure`, in VZÄ.
    base
        The figure that vacancy is measured by: granted; established where nothing is granted.
    vacant
        The base less what is filled (unbesetzt), in VZÄ; negative if more is filled.
    filled_share
        What is filled as a share of the base (Besetzungsquote).
    earlier
        The latest totals stated for an earlier day, of measures unknown for this one.
    reference_date
        The reference date (Stichtag) of the allocation that shares are taken from; None where no
        allocation says what is allocated or agreed.
    """

    role: Role
    established: Derivation[Fte] | None
    granted: Derivation[Fte] | None
    allocated: Derivation[Fte] | None
    agreed: Derivation[Fte] | None
    filled: Derivation[Fte] | None
    base: Measure | None
    vacant: Derivation[Fte] | None
    filled_share: Derivation[Fraction] | None
    earlier: tuple[StatedPosts, ...]
    reference_date: date | None = None

    @property
    def evidence(self) -> Evidence | None:
        """How surely the weakest of the figures is known (Belegstärke)."""
        figures = (self.figure(measure) for measure in Measure)
        return weakest(each.evidence for each in figures if each is not None)

    def figure(self, measure: Measure) -> Derivation[Fte] | None:
        """Return the figure for a measure; None if unknown."""
        require("measure", measure, Measure)
        return {
            Measure.ESTABLISHED: self.established,
            Measure.GRANTED: self.granted,
            Measure.ALLOCATED: self.allocated,
            Measure.AGREED: self.agreed,
            Measure.FILLED: self.filled,
        }[measure]


@define(frozen=True, kw_only=True, field_transformer=checked)
class ApplicationLine:
    """An application and how far it is on the day.

    Parameters
    ----------
    application
        The application.
    state
        How far it is.
    """

    application: Application
    state: ApplicationState


def post_line(programme: LocalProgramme, role: Role, on: date) -> PostLine:
    """Return the figures of one role on a day.

    A total that a source states for the day comes first; without one, single positions and notices
    are summed. Where one of them does not say its part, the sum is unknown.

    Parameters
    ----------
    programme
        The programme, as known on the day from which the question is asked.
    role
        The role.
    on
        The day the question is about.
    """
    counted: dict[Measure, Callable[[], Derivation[Fte] | None]] = {
        Measure.ESTABLISHED: lambda: _summed(
            programme, role, "established", lambda each: _established(each, on)
        ),
        Measure.GRANTED: lambda: granted_by_notices(programme, role, on),
        Measure.ALLOCATED: lambda: _recorded(programme, Measure.ALLOCATED, role, on),
        Measure.AGREED: lambda: _recorded(programme, Measure.AGREED, role, on),
        Measure.FILLED: lambda: _summed(programme, role, "filled", lambda each: each.filled(on)),
    }
    stated = {measure: stated_total(programme, measure, role, on) for measure in Measure}
    figures = {measure: stated[measure] or count() for measure, count in counted.items()}
    granted, filled = figures[Measure.GRANTED], figures[Measure.FILLED]
    established = figures[Measure.ESTABLISHED]
    # Where notices grant other posts only, these are measured by what is established.
    by_grant = granted is not None and (bool(granted.value) or established is None)
    base, base_measure = (
        (granted, Measure.GRANTED) if by_grant else (established, Measure.ESTABLISHED)
    )
    record = latest_record(programme, role, on)
    shared = (Measure.ALLOCATED, Measure.AGREED)
    return PostLine(
        role=role,
        established=established,
        granted=granted,
        allocated=figures[Measure.ALLOCATED],
        agreed=figures[Measure.AGREED],
        filled=filled,
        base=base_measure if base else None,
        vacant=difference("vacant", base, filled) if base and filled else None,
        filled_share=ratio("filled_share", filled, base)
        if base and base.value and filled
        else None,
        earlier=tuple(
            last
            for measure, figure in figures.items()
            if figure is None and (last := _earlier(programme, measure, role, on))
        ),
        reference_date=record.reference_date
        if record and any(figures[each] and not stated[each] for each in shared)
        else None,
    )


def _earlier(
    programme: LocalProgramme, measure: Measure, role: Role, on: date
) -> StatedPosts | None:
    totals = [each for each in stated_totals(programme, measure, role) if each.as_of < on]
    return max(totals, key=lambda each: (each.as_of, each.stated_since), default=None)


def _summed(
    programme: LocalProgramme, role: Role, label: str, part: Callable[[Position], Fte | None]
) -> Derivation[Fte] | None:
    positions = [each for each in programme.positions if each.role is role]
    parts: list[Derivation[Fte]] = []
    for position in positions:
        fte = part(position)
        if fte is None:
            return None
        citation = position.citation or programme.citation
        parts.append(
            given(label, fte, of=position.id, citation=citation, evidence=position.evidence)
        )
    return total(label, parts) if parts else None


def _established(position: Position, on: date) -> Fte | None:
    if position.established is None:
        return None
    return position.fte if on in position.established else Fte(0)


def _recorded(
    programme: LocalProgramme, measure: Measure, role: Role, on: date
) -> Derivation[Fte] | None:
    """Sum the shares of the allocation that holds on the day, as computed or as agreed."""
    record = latest_record(programme, role, on)
    if record is None or (measure is Measure.AGREED and record.agreed is None):
        return None
    citation = record.citation or programme.citation
    shares = record.allocation.shares.items()
    if not shares:
        return None
    parts = [
        (recipient, share.fte if measure is Measure.ALLOCATED else share.agreed)
        for recipient, share in shares
    ]
    return total(
        measure.value,
        [
            given(measure.value, fte, of=recipient, citation=citation, evidence=record.evidence)
            for recipient, fte in parts
            if fte is not None
        ],
    )
