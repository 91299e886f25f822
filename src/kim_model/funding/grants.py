"""Applications for funding, and the notices that grant it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Annotated

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.law import Baustein, Deadline, LegalInstrument, Role
from kim_model.values import Answer, Fact, Fte, Period
from kim_model.values._field import checked, require, require_each
from kim_model.values._marks import (
    GrantId,
    Id,
    InstrumentId,
    NonNegativeEuro,
    NonNegativeFte,
    Unique,
)
from kim_model.values.facts import OwnDay
from kim_model.values.quantities import optional_euro


class ApplicationState(Enum):
    """How far an application is on a day (Stand des Antrags)."""

    WAITING = "waiting"
    """Not possible yet: the instrument it waits for is not published."""
    UNDETERMINED = "undetermined"
    """The instrument is published; whether it covers the period is unknown."""
    POSSIBLE = "possible"
    """Nothing known stands in its way; it is not submitted."""
    MISSED = "missed"
    """Its deadline has passed without its being submitted, as far as is known (versäumt)."""
    NOT_COVERED = "not_covered"
    """The instrument is published and does not cover the period."""
    SUBMITTED = "submitted"
    """Submitted (gestellt)."""
    DECIDED = "decided"
    """Decided (beschieden)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Application(Fact):
    """An application for a Zuwendung (Antrag), planned or made.

    Parameters
    ----------
    id
        Its id, unique in the document.
    baustein
        The Baustein it is for; one that needs an application.
    period
        The funding period it is for (Bewilligungszeitraum).
    awaits
        The id of the legal instrument without which it cannot be made.
    submitted_on
        The day it was submitted; None if unknown or not yet.
    decided_on
        The day it was decided; None if unknown or not yet.
    deadline
        Up to when it can be submitted (Antragsfrist); None if unknown.

    Raises
    ------
    InvalidValueError
        If its Baustein is funded without application.

    Examples
    --------
    >>> application = Application(
    ...     id="b1-2024",
    ...     baustein=Baustein.STEERING,
    ...     period=Period.of_year(2024),
    ...     awaits="richtlinie",
    ...     as_of=date(2024, 3, 31),
    ... )
    >>> guideline = LegalInstrument(
    ...     id="richtlinie", title="Richtlinie", published_on=date(2024, 12, 19)
    ... )
    >>> application.state([guideline], on=date(2024, 3, 31)).value
    'waiting'
    >>> application.state([guideline], on=date(2024, 12, 20)).value
    'undetermined'
    """

    id: Id
    baustein: Baustein
    period: Period
    awaits: InstrumentId | None = None
    submitted_on: OwnDay | None = None
    decided_on: OwnDay | None = None
    deadline: Deadline | None = None

    def __attrs_post_init__(self) -> None:
        if not self.baustein.needs_application:
            rule = "is funded without application"
            raise InvalidValueError("Application.baustein", self.baustein, rule, "record its Grant")
        if self.submitted_on and self.decided_on and self.decided_on < self.submitted_on:
            rule = f"lies before its submission, {self.submitted_on}"
            raise InvalidValueError("Application.decided_on", self.decided_on, rule)

    def state(self, instruments: Iterable[LegalInstrument], *, on: date) -> ApplicationState:
        """Return how far it is on a day, judged by the instruments given.

        Parameters
        ----------
        instruments
            Legal instruments, as known on the day from which the question is asked.
        on
            The day the question is about.
        """
        known = require_each("instruments", instruments, LegalInstrument)
        require("on", on, date)
        if self.decided_on is not None and self.decided_on <= on:
            return ApplicationState.DECIDED
        if self.submitted_on is not None and self.submitted_on <= on:
            return ApplicationState.SUBMITTED
        state = self._possibility(known, on)
        can_be_missed = state in {ApplicationState.POSSIBLE, ApplicationState.UNDETERMINED}
        if can_be_missed and self.deadline is not None and on > self.deadline.last_day:
            return ApplicationState.MISSED
        return state

    def _possibility(self, instruments: Iterable[LegalInstrument], on: date) -> ApplicationState:
        """Return what the instrument it awaits allows on a day."""
        if self.awaits is None:
            return ApplicationState.POSSIBLE
        awaited = next((each for each in instruments if each.id == self.awaits), None)
        if awaited is None or awaited.published_on is None or awaited.published_on > on:
            return ApplicationState.WAITING
        if awaited.covers is None:
            return ApplicationState.UNDETERMINED
        covered = awaited.covers.covers(self.period)
        return ApplicationState.POSSIBLE if covered else ApplicationState.NOT_COVERED

    @property
    def in_time(self) -> Answer:
        """Whether it was submitted by its deadline (fristgerecht)."""
        if self.deadline is None or self.submitted_on is None:
            return Answer.UNKNOWN
        return Answer.YES if self.submitted_on <= self.deadline.last_day else Answer.NO


@define(frozen=True, kw_only=True, field_transformer=checked)
class GrantedPosts:
    """How many posts of one role a notice grants.

    Parameters
    ----------
    role
        The role of the posts; None where the notice names the Baustein only.
    fte
        Their number in VZÄ.

    Examples
    --------
    >>> GrantedPosts(role=Role.CASE_MANAGEMENT, fte="14").fte
    Fte('14')
    """

    role: Role | None = None
    fte: NonNegativeFte = field(converter=Fte)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Grant(Fact):
    """A notice that grants funds (Zuwendungsbescheid, Bewilligungsbescheid).

    Parameters
    ----------
    id
        Its id, unique in the document.
    baustein
        The Baustein it is for.
    period
        The period it grants for (Bewilligungszeitraum).
    posts
        The posts it grants, each role once: all of them, so that it grants none for a role that is
        not listed. Empty if the source does not say.
    amount
        The amount it grants in EUR, all of it; None if unknown.
    beside_posts
        What of that it grants for all else but posts, up to what it costs in EUR (Sachausgaben:
        workplaces, training, events); None if unknown, 0 if nothing.
    issued_on
        The day it bears; None if unknown.
    authority
        Who issued it (Bewilligungsbehörde); None if unknown.
    proof_due
        Up to when the use of the money is proved (Verwendungsnachweis), as the notice says; None if
        unknown.
    replaces
        The id of the notice of the same Baustein that it amends (Änderungsbescheid): for its own
        period, its figures stand in place of the other's. A notice that grants more beside another
        replaces none.

    Raises
    ------
    InvalidValueError
        If a role occurs twice or belongs to another Baustein, an amount is below 0, or more is
        granted beside posts than granted.

    Examples
    --------
    >>> grant = Grant(
    ...     id="bescheid-2024",
    ...     baustein=Baustein.CASE_MANAGEMENT,
    ...     period=Period.of_year(2024),
    ...     posts=(GrantedPosts(role=Role.CASE_MANAGEMENT, fte="14"),),
    ...     as_of=date(2024, 3, 31),
    ... )
    >>> grant.fte(Role.CASE_MANAGEMENT), grant.amount
    (Fte('14'), None)
    """

    id: Id
    baustein: Baustein
    period: Period
    posts: Annotated[tuple[GrantedPosts, ...], Unique("a role", by=("role",))] = ()
    amount: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    beside_posts: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    issued_on: OwnDay | None = None
    authority: str | None = None
    proof_due: Deadline | None = None
    replaces: GrantId | None = None

    def __attrs_post_init__(self) -> None:
        if self.replaces == self.id:
            raise InvalidValueError("Grant.replaces", self.replaces, "is the notice itself")
        beside, amount = self.beside_posts, self.amount
        if beside is not None and amount is not None and beside > amount:
            rule = f"is more than all that it grants, {amount}"
            raise InvalidValueError(
                "Grant.beside_posts", beside, rule, "write a part of the amount"
            )
        for index, each in enumerate(self.posts):
            if each.role is not None and each.role.baustein is not self.baustein:
                rule = f"is funded by {each.role.baustein}, not by {self.baustein}"
                raise InvalidValueError(f"Grant.posts[{index}].role", each.role, rule)

    def fte(self, role: Role) -> Fte | None:
        """Return the VZÄ it grants for a role; None if it does not say.

        Posts without a role are those of the only one that the Baustein funds; where it funds
        several, they leave each unknown.
        """
        require("role", role, Role)
        if role.baustein is not self.baustein:
            return Fte(0)
        alone = [each for each in Role if each.baustein is self.baustein] == [role]
        unnamed = any(each.role is None and each.fte for each in self.posts)
        if not self.posts or (unnamed and not alone):
            return None
        return sum((each.fte for each in self.posts if each.role in {role, None}), Fte(0))


def in_effect(grants: Iterable[Grant], *, on: date) -> tuple[tuple[Grant, ...], ...]:
    """Return the notices that grant for a day, those that are amended for it left out.

    A notice that amends another stands in its place from its own first day, for its own period. Of
    several that amend the same one, directly or by way of others, the last issued stands; where
    none of them bears a day, the one stated last.

    Parameters
    ----------
    grants
        The notices, as known on the day from which the question is asked.
    on
        The day the question is about.

    Returns
    -------
    tuple of tuple of Grant
        For each notice with those that amend it, the one that stands; several where no day says
        which of them came last.

    Raises
    ------
    InvalidValueError
        If notices amend each other in a circle.

    Examples
    --------
    >>> posts = GrantedPosts(role=Role.CASE_MANAGEMENT, fte="14")
    >>> first = Grant(
    ...     id="a", baustein=Baustein.CASE_MANAGEMENT, period=Period.of_year(2024), posts=(posts,)
    ... )
    >>> from attrs import evolve
    >>> half = Period(date(2024, 7, 1), date(2024, 12, 31))
    >>> amended = evolve(first, id="b", period=half, replaces="a")
    >>> [[each.id for each in found] for found in in_effect([first, amended], on=date(2024, 6, 30))]
    [['a']]
    >>> [[each.id for each in found] for found in in_effect([first, amended], on=date(2024, 7, 1))]
    [['b']]
    """
    require("on", on, date)
    found = tuple(grants)
    return latest([each for each in found if on in each.period], among=found)


def latest(grants: Iterable[Grant], *, among: Iterable[Grant]) -> tuple[tuple[Grant, ...], ...]:
    """Return of some notices those that no other of them stands in the place of, by families.

    Parameters
    ----------
    grants
        The notices.
    among
        All notices: by one that is not in question another may amend a third.
    """
    by_id = {each.id: each for each in among}
    families: dict[str, list[Grant]] = {}
    amended: dict[str, list[str]] = {}
    for each in grants:
        amended[each.id] = _amended(each, by_id)
        families.setdefault((each.id, *amended[each.id])[-1], []).append(each)
    return tuple(_last(found, amended) for found in families.values())


def first_of(name: str, by_id: Mapping[str, Grant]) -> str:
    """Return the id of the notice that one amends, directly or by others; its own if none."""
    return (name, *_amended(by_id[name], by_id))[-1] if name in by_id else name


def _amended(grant: Grant, by_id: Mapping[str, Grant]) -> list[str]:
    """Return the notices that one amends, directly or by others, the first of all last."""
    found: list[str] = []
    replaced = grant.replaces
    while replaced is not None:
        if replaced in {grant.id, *found}:
            rule = f"leads back to {replaced} itself"
            raise InvalidValueError(
                "replaces", grant.replaces, rule, "let every chain have a first"
            )
        found.append(replaced)
        replaced = by_id[replaced].replaces if replaced in by_id else None
    return found


def _last(grants: Sequence[Grant], amended: Mapping[str, Sequence[str]]) -> tuple[Grant, ...]:
    """Return the notice that came last; all that may, where none can be told to."""
    gone = {name for each in grants for name in amended[each.id]}
    left = [each for each in grants if each.id not in gone]
    if not any(each.issued_on for each in left):
        stated = {each.as_of for each in left}
        return tuple(
            each for each in left if None in stated or each.as_of == max(filter(None, stated))
        )
    last_day = max(each.issued_on for each in left if each.issued_on)
    # One that bears no day may have been issued up to the day as of which it is stated.
    return tuple(each for each in left if (each.issued_on or each.as_of or date.max) >= last_day)
