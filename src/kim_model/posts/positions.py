"""Positions and who fills them how far, singly or as a source's total of a day."""

from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.law import Role
from kim_model.municipalities import Ags
from kim_model.municipalities.districts import optional_ags
from kim_model.values import Fact, Fte, LastingFact, Period, StatedTotal
from kim_model.values._field import checked, require
from kim_model.values._marks import EmployerId, GrantId, Id, NonNegativeFte
from kim_model.values.facts import OwnDay, OwnPeriod
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
    >>> print(Staffing(fte="0.5", period=Period(date(2024, 1, 1))).period)
    2024-01-01 to open
    """

    fte: NonNegativeFte = field(converter=Fte)
    employer: EmployerId | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class PositionFunding(Fact):
    """Who pays for how much of a position over a period (Finanzierung der Stelle).

    Where a notice pays, it is not known before the notice is.

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
    assigned_on: OwnDay | None = None

    def __attrs_post_init__(self) -> None:
        if (self.grant is None) == (self.source is None):
            rule = "does not name exactly one payer"
            remedy = "pass exactly one of grant and source"
            raise InvalidValueError("PositionFunding.grant", self.grant, rule, remedy)

    @property
    def payer(self) -> str:
        """The id of the notice, or the name of the other source."""
        return self.grant or self.source or ""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Position(Fact):
    """A position (Stelle) of a Kreis for one role.

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        What it is for.
    fte
        Its size in VZÄ; None if unknown.
    established
        The period for which it is established (eingerichtet); None if unknown.
    staffing
        Who fills how much of it when; several may overlap, as with two part-time employees. It is
        the whole history: on other days the position is not filled, nor was it to those who did not
        know of it yet. Empty for a position never filled, None if unknown; a staffing that was
        unknown until later is told by `LocalProgramme.learn`.
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
    established: OwnPeriod | None = None
    staffing: tuple[Staffing, ...] | None = None
    funding: tuple[PositionFunding, ...] = ()

    def filled(self, on: date) -> Fte | None:
        """Return the VZÄ filled on a day (besetzt); None if unknown."""
        require("on", on, date)
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
class StatedPosts(StatedTotal):
    """A total of posts that a source states for a day, without naming the positions (Angabe).

    Parameters
    ----------
    measure
        Which of the five figures it is.
    role
        The role of the posts.
    fte
        The total in VZÄ.
    municipality
        The municipality it is about; None for the whole district.

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

    _identity: ClassVar[tuple[str, ...] | None] = ("measure", "role", "municipality", "as_of")

    measure: Measure
    role: Role
    fte: NonNegativeFte = field(converter=Fte)
    municipality: Ags | None = field(default=None, converter=optional_ags)
