"""Where case management works on a day, and on which agreements it rests."""

from datetime import date

from attrs import define, field

from kim_model._checks import name_fields, optional, tuple_of, valid, whole
from kim_model.answers import Answer
from kim_model.bausteine import Role
from kim_model.geography import Ags, Municipality
from kim_model.positions import Measure
from kim_model.programme import LocalProgramme
from kim_model.quantities import Fte
from kim_model.reporting.posts import latest_record
from kim_model.rollout import RollOut, RollOutState

__all__ = ["Coverage", "CoverageLine", "coverage"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class CoverageLine:
    """Case management in one municipality on a day.

    Parameters
    ----------
    municipality
        The municipality.
    rollout
        How far it is; None if unknown.
    share
        Its share of the posts as agreed, or else as allocated, in VZÄ; None if unknown.
    agreement
        Whether it has signed a cooperation agreement.
    """

    municipality: Municipality = field(validator=valid(Municipality))
    rollout: RollOut | None = field(validator=valid(optional(RollOut)))
    share: Fte | None = field(validator=valid(optional(Fte)))
    agreement: Answer = field(validator=valid(Answer))


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Coverage:
    """Case management in all municipalities of a district on a day (Abdeckung).

    Parameters
    ----------
    lines
        One line per municipality, in the order of the district.
    agreements
        How many municipalities have signed, as stated for the day; None if unknown. Single
        agreements say who has signed, not that nobody else has.
    """

    lines: tuple[CoverageLine, ...] = field(validator=valid(tuple_of(CoverageLine)))
    agreements: int | None = field(validator=valid(optional(whole(0))))

    @property
    def signed(self) -> tuple[Municipality, ...]:
        """The municipalities known to have signed."""
        return tuple(each.municipality for each in self.lines if each.agreement is Answer.YES)

    def municipalities(self, state: RollOutState | None) -> tuple[Municipality, ...]:
        """Return the municipalities in one state; those whose state is unknown for None."""
        return tuple(
            each.municipality
            for each in self.lines
            if (each.rollout.state if each.rollout else None) is state
        )


def coverage(programme: LocalProgramme, on: date) -> Coverage:
    """Return where case management works on a day.

    Parameters
    ----------
    programme
        The programme, as known on the day from which the question is asked.
    on
        The day the question is about.
    """
    signed = _signed(programme, on)
    counted = _counted(programme, on)
    return Coverage(
        lines=tuple(
            CoverageLine(
                municipality=each,
                rollout=_rollout(programme, each.ags, on),
                share=_share(programme, each.ags, on),
                agreement=_has_signed(each.ags, signed, counted, programme),
            )
            for each in programme.district.municipalities
        ),
        agreements=counted,
    )


def _rollout(programme: LocalProgramme, ags: Ags, on: date) -> RollOut | None:
    states = [
        each
        for each in programme.rollouts
        if each.municipality == ags and each.known_from is not None and each.known_from <= on
    ]
    return max(states, key=lambda each: each.known_from or date.min, default=None)


def _share(programme: LocalProgramme, ags: Ags, on: date) -> Fte | None:
    for measure in (Measure.AGREED, Measure.ALLOCATED):
        stated = [
            each
            for each in programme.stated_posts
            if each.measure is measure
            and each.role is Role.CASE_MANAGEMENT
            and each.municipality == ags
            and each.as_of == on
        ]
        if stated:
            return max(stated, key=lambda each: each.known_from).fte
    record = latest_record(programme, Role.CASE_MANAGEMENT, on)
    share = None if record is None else record.allocation.shares.get(ags)
    if share is None:
        return None
    return share.fte if share.agreed is None else share.agreed


def _signed(programme: LocalProgramme, on: date) -> frozenset[Ags]:
    """Return the municipalities of which a signed agreement is recorded."""
    return frozenset(
        each.municipality
        for each in programme.agreements
        if each.known_from is not None and each.known_from <= on
    )


def _counted(programme: LocalProgramme, on: date) -> int | None:
    """Return how many have signed as stated for the very day; of several as stated last."""
    stated = [each for each in programme.stated_agreements if each.as_of == on]
    latest = max(stated, key=lambda each: each.known_from, default=None)
    return latest.signed if latest else None


def _has_signed(
    ags: Ags, signed: frozenset[Ags], counted: int | None, programme: LocalProgramme
) -> Answer:
    """Return what single agreements and a stated number say together about one municipality."""
    if ags in signed or counted == len(programme.district.municipalities):
        return Answer.YES
    return Answer.NO if counted == len(signed) else Answer.UNKNOWN
