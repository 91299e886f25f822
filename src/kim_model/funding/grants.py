"""Applications for funding, and the notices that grant it."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.law import Baustein, Deadline, LegalInstrument, Role
from kim_model.values import Answer, Fact, Fte, Period
from kim_model.values._field import (
    GrantId,
    Id,
    InstrumentId,
    NonNegativeEuro,
    NonNegativeFte,
    Unique,
    checked,
)
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

    _stages: ClassVar[tuple[str, ...]] = ("submitted_on", "decided_on")

    id: Id
    baustein: Baustein
    period: Period
    awaits: InstrumentId | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
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
        if self.decided_on is not None and self.decided_on <= on:
            return ApplicationState.DECIDED
        if self.submitted_on is not None and self.submitted_on <= on:
            return ApplicationState.SUBMITTED
        state = self._possibility(instruments, on)
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
        The role of the posts.
    fte
        Their number in VZÄ.

    Examples
    --------
    >>> GrantedPosts(role=Role.CASE_MANAGEMENT, fte="14").fte
    Fte('14')
    """

    role: Role
    fte: NonNegativeFte = field(converter=Fte)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Grant(Fact):
    """A notice that grants funds (Zuwendungsbescheid, Bewilligungsbescheid).

    It is known from the day it was issued; where that is unknown, from `as_of`.

    Parameters
    ----------
    id
        Its id, unique in the document.
    baustein
        The Baustein it is for.
    period
        The period it grants for (Bewilligungszeitraum).
    posts
        The posts it grants, each role once; empty if the source does not say.
    amount
        The amount it grants in EUR; None if unknown.
    issued_on
        The day it bears; None if unknown.
    authority
        Who issued it (Bewilligungsbehörde); None if unknown.
    replaces
        The id of the notice of the same Baustein that it amends (Änderungsbescheid): its figures
        stand in place of the other's. A notice that grants more beside another replaces none.

    Raises
    ------
    InvalidValueError
        If a role occurs twice or belongs to another Baustein, or the amount is below 0.

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
    issued_on: date | None = None
    authority: str | None = None
    replaces: GrantId | None = None

    def __attrs_post_init__(self) -> None:
        if self.replaces == self.id:
            raise InvalidValueError("Grant.replaces", self.replaces, "is the notice itself")
        for index, each in enumerate(self.posts):
            if each.role.baustein is not self.baustein:
                rule = f"is funded by {each.role.baustein}, not by {self.baustein}"
                raise InvalidValueError(f"Grant.posts[{index}].role", each.role, rule)

    @property
    def known_from(self) -> date | None:
        """The day it was issued, or else the day as of which it is stated."""
        return self.issued_on or self.as_of

    def fte(self, role: Role) -> Fte | None:
        """Return the VZÄ it grants for a role; None if it does not say."""
        return next((each.fte for each in self.posts if each.role is role), None)
