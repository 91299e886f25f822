"""Where case management works on a day, and on which agreements it rests."""

from datetime import date

from attrs import define

from kim_model.allocation import AllocationRecord
from kim_model.cooperation import RollOut, RollOutState, StatedAgreements
from kim_model.law import Role
from kim_model.municipalities import Ags, Municipality
from kim_model.posts import Measure
from kim_model.programme import LocalProgramme
from kim_model.programme.holding import latest_record
from kim_model.values import Answer, Fte
from kim_model.values._field import checked, require
from kim_model.values._marks import Count, RecipientId
from kim_model.values.facts import came_about


@define(frozen=True, kw_only=True, field_transformer=checked)
class CoverageLine:
    """Case management in one municipality on a day.

    Parameters
    ----------
    municipality
        The municipality.
    rollout
        How far it is; None if unknown.
    allocated, agreed
        Its share of the posts, or that of its pool, as computed and as agreed, in VZÄ; None if
        unknown.
    pool
        The id of the pool whose share that is; None for a share of its own.
    agreement
        Whether it has signed a cooperation agreement.
    """

    municipality: Municipality
    rollout: RollOut | None
    allocated: Fte | None
    agreed: Fte | None
    pool: RecipientId | None
    agreement: Answer


@define(frozen=True, kw_only=True, field_transformer=checked)
class Coverage:
    """Case management in all municipalities of a district on a day (Abdeckung).

    Parameters
    ----------
    lines
        One line per municipality, in the order of the district.
    earlier
        The latest number stated for an earlier day, where none is for this one.
    agreements
        How many municipalities have signed, as stated for the day; None if unknown. Single
        agreements say who has signed, not that nobody else has.
    reference_date
        The reference date (Stichtag) of the allocation that shares are taken from; None without.
    """

    earlier: StatedAgreements | None
    lines: tuple[CoverageLine, ...]
    agreements: Count | None
    reference_date: date | None = None

    @property
    def signed(self) -> tuple[Municipality, ...]:
        """The municipalities known to have signed."""
        return tuple(each.municipality for each in self.lines if each.agreement is Answer.YES)

    def municipalities(self, state: RollOutState | None) -> tuple[Municipality, ...]:
        """Return the municipalities in one state; those whose state is unknown for None."""
        require("state", state, RollOutState | None)
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
    record = latest_record(programme, Role.CASE_MANAGEMENT, on)

    def has_signed(ags: Ags) -> Answer:
        return _has_signed(ags, signed, counted, programme)

    return Coverage(
        lines=tuple(
            _line(programme, each, on, record, agreement=has_signed(each.ags))
            for each in programme.district.municipalities
        ),
        agreements=counted,
        earlier=None if counted is not None else _earlier(programme, on),
        reference_date=None if record is None else record.reference_date,
    )


def _rollout(programme: LocalProgramme, ags: Ags, on: date) -> RollOut | None:
    """Return the state since the last day up to a day; of several the one known last.

    None where none is known, and where two known from the same day contradict each other.
    """

    def since(each: RollOut) -> date:
        return each.since or came_about(each, programme.first_known(each)) or date.min

    def last(each: RollOut) -> tuple[date, date]:
        return since(each), programme.first_known(each) or date.min

    states = [each for each in programme.rollouts if each.municipality == ags and since(each) <= on]
    latest = max(map(last, states), default=None)
    found = [each for each in states if last(each) == latest]
    if len({each.state for each in found}) > 1:
        return None
    return next((each for each in found if each.since), found[0] if found else None)


def _line(
    programme: LocalProgramme,
    municipality: Municipality,
    on: date,
    record: AllocationRecord | None,
    *,
    agreement: Answer,
) -> CoverageLine:
    ags = municipality.ags
    pools = () if record is None else record.allocation.pools
    pool = next((each.id for each in pools if ags in each.members), None)
    share = None if record is None else record.allocation.shares.get(pool or ags)
    allocated, agreed = (
        _stated(programme, measure, ags, on) for measure in (Measure.ALLOCATED, Measure.AGREED)
    )
    if share is not None:
        allocated = share.fte if allocated is None else allocated
        agreed = share.agreed if agreed is None else agreed
    return CoverageLine(
        municipality=municipality,
        rollout=_rollout(programme, ags, on),
        allocated=allocated,
        agreed=agreed,
        pool=pool,
        agreement=agreement,
    )


def _stated(programme: LocalProgramme, measure: Measure, ags: Ags, on: date) -> Fte | None:
    stated = [
        each
        for each in programme.stated_posts
        if each.measure is measure
        and each.role is Role.CASE_MANAGEMENT
        and each.municipality == ags
        and each.as_of == on
    ]
    latest = max(stated, key=lambda each: each.stated_since, default=None)
    return None if latest is None else latest.fte


def _earlier(programme: LocalProgramme, on: date) -> StatedAgreements | None:
    stated = [each for each in programme.stated_agreements if each.as_of < on]
    return max(stated, key=lambda each: (each.as_of, each.stated_since), default=None)


def _signed(programme: LocalProgramme, on: date) -> frozenset[Ags]:
    """Return the municipalities of which a signed agreement is recorded."""
    return frozenset(
        each.municipality
        for each in programme.agreements
        if (each.signed_on or came_about(each, programme.first_known(each)) or date.min) <= on
    )


def _counted(programme: LocalProgramme, on: date) -> int | None:
    """Return how many have signed as stated for the very day; of several as stated last."""
    stated = [each for each in programme.stated_agreements if each.as_of == on]
    latest = max(stated, key=lambda each: each.stated_since, default=None)
    return latest.signed if latest else None


def _has_signed(
    ags: Ags, signed: frozenset[Ags], counted: int | None, programme: LocalProgramme
) -> Answer:
    """Return what single agreements and a stated number say together about one municipality."""
    if ags in signed or counted == len(programme.district.municipalities):
        return Answer.YES
    return Answer.NO if counted == len(signed) else Answer.UNKNOWN
