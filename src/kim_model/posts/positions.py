"""Positions and who fills them how far, singly or as a source's total of a day."""

from datetime import date
from enum import Enum
from typing import Self

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError
from kim_model.law import Role
from kim_model.municipalities import Ags
from kim_model.municipalities.districts import optional_ags
from kim_model.values import Fact, Fte, LastingFact, Period
from kim_model.values._field import EmployerId, GrantId, Id, NonNegativeFte, checked
from kim_model.values.facts import known
from kim_model.values.quantities import optional_fte


@define(frozen=True, kw_only=True, field_transformer=checked)
class Staffing(LastingFact):
    """How much of a position is filled over a period (Stellenbesetzung), without personal data.

    Parameters
    ----------
    fte
        The VZÄ that are filled.
    employer
        The id of the actor, or the AGS of the municipality, that employs; None if unknown.

    Examples
    --------
    >>> half = Staffing(fte="0.5", period=Period(date(2024, 1, 1), date(2024, 6, 30)))
    >>> half.as_known_on(date(2024, 3, 31)).period.last_day is None
    True
    """

    fte: NonNegativeFte = field(converter=Fte)
    employer: EmployerId | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class PositionFunding(Fact):
    """Who pays for how much of a position over a period (Finanzierung der Stelle).

    It is known from the day it was assigned; where that is unknown, from `as_of`. For a notice that
    is not before the notice is known.

    Parameters
    ----------
    fte
        The VZÄ that are paid for.
    period
        The period for which they are paid.
    grant
        The id of the notice that pays; None if another source does.
    source
        The name of another source that pays; None if a notice does.
    assigned_on
        The day on which the position was assigned to it; None if unknown.

    Raises
    ------
    InvalidValueError
        Unless it names exactly one of notice and other source.

    Examples
    --------
    >>> PositionFunding(fte="0.5", period=Period.of_year(2024), source="Landkreis").payer
    'Landkreis'
    """

    fte: NonNegativeFte = field(converter=Fte)
    period: Period
    grant: GrantId | None = None
    source: str | None = None
    assigned_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if (self.grant is None) == (self.source is None):
            rule = "does not name exactly one payer"
            remedy = "pass exactly one of grant and source"
            raise InvalidValueError("PositionFunding.grant", self.grant, rule, remedy)

    @property
    def payer(self) -> str:
        """The id of the notice, or the name of the other source."""
        return self.grant or self.source or ""

    @property
    def known_from(self) -> date | None:
        """The day it was assigned, or else the day as of which it is stated."""
        return self.assigned_on or self.as_of


@define(frozen=True, kw_only=True, field_transformer=checked)
class Position(Fact):
    """A position (Stelle) of a Kreis for one role.

    It is known from its first day, its first staffing, or `as_of`, whichever is first.

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        What it is for.
    fte
        Its size in VZÄ; None if unknown.
    established
        The period for which it is established (eingerichtet); None if unknown. Its last day is
        known when it has come.
    staffing
        Who fills how much of it when; several may overlap, as with two part-time employees. It is
        the whole history: on other days the position is not filled. Empty for a position never
        filled, None if unknown.
    funding
        Who pays for how much of it when; empty if nobody is recorded.

    Examples
    --------
    >>> position = Position(
    ...     id="cm-1",
    ...     role=Role.CASE_MANAGEMENT,
    ...     fte="1",
    ...     established=Period(date(2023, 1, 1)),
    ...     staffing=(Staffing(fte="0.5", period=Period(date(2024, 2, 1))),),
    ... )
    >>> position.filled(date(2024, 1, 31)), position.filled(date(2024, 2, 1))
    (Fte('0'), Fte('0.5'))
    """

    id: Id
    role: Role
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)
    established: Period | None = None
    staffing: tuple[Staffing, ...] | None = None
    funding: tuple[PositionFunding, ...] = ()

    @property
    def known_from(self) -> date | None:
        """Its first day, the first day in post, or the day of a statement, whichever is first."""
        first_day = self.established.first_day if self.established else None
        days = (first_day, self.as_of, *(each.known_from for each in self.staffing or ()))
        return min((each for each in days if each is not None), default=None)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return it with what was known of staffing and funding, its end open until it comes."""
        if self.known_from is None or self.known_from > known_on:
            return None
        established = self.established
        if established and (established.last_day or known_on) > known_on:
            established = Period(established.first_day)
        staffing = None if self.staffing is None else known(self.staffing, known_on)
        funding = known(self.funding, known_on)
        return evolve(self, established=established, staffing=staffing, funding=funding)

    def filled(self, on: date) -> Fte | None:
        """Return the VZÄ filled on a day (besetzt); None if unknown."""
        if self.staffing is None:
            return None
        return sum((each.fte for each in self.staffing if on in each.period), Fte(0))


class Measure(Enum):
    """Five figures that are easily taken for one another.

    Examples
    --------
    >>> Measure.GRANTED is Measure.ESTABLISHED
    False
    """

    ESTABLISHED = "established"
    """Set up by the Kreis (eingerichtet, Soll)."""
    GRANTED = "granted"
    """Given by a grant notice (bewilligt)."""
    ALLOCATED = "allocated"
    """Computed as a share by a key (zugeteilt, Stellenanteil)."""
    AGREED = "agreed"
    """Agreed with the municipality, whatever the key gave (vereinbart)."""
    FILLED = "filled"
    """Filled with people (besetzt)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatedPosts(Fact):
    """A total of posts that a source states for a day, without naming the positions (Angabe).

    It answers for its own day only. It counts as known on that day to the body that states it,
    unless `stated_on` gives the day of the statement: so a correction published later supersedes
    it for those who ask later, and for nobody before.

    Parameters
    ----------
    measure
        Which of the five figures it is.
    role
        The role of the posts.
    fte
        The total in VZÄ.
    as_of
        The day for which it is stated (Stand).
    municipality
        The municipality it is about; None for the whole district.
    stated_on
        The day on which it was stated, if that is known to be later.

    Raises
    ------
    InvalidTypeError
        Also if `as_of` is missing.

    Examples
    --------
    >>> StatedPosts(
    ...     measure=Measure.FILLED,
    ...     role=Role.CASE_MANAGEMENT,
    ...     fte="10.5",
    ...     as_of=date(2024, 3, 31),
    ... ).fte
    Fte('10.5')
    """

    measure: Measure
    role: Role
    fte: NonNegativeFte = field(converter=Fte)
    as_of: date = field()
    municipality: Ags | None = field(default=None, converter=optional_ags)
    stated_on: date | None = None

    @property
    def known_from(self) -> date:
        """The day of the statement, or else the day it is about."""
        return self.stated_on or self.as_of
