"""Where case management works on site, and how its people are deployed."""

from enum import Enum
from typing import ClassVar

from attrs import define, field

from kim_model.law import Role
from kim_model.municipalities import Ags
from kim_model.values import Fact, LastingFact
from kim_model.values._field import checked
from kim_model.values._marks import Id, NonNegativeFte
from kim_model.values.facts import OwnDay
from kim_model.values.quantities import optional_fte


class RollOutState(Enum):
    """How far case management is in a municipality (Stand der Umsetzung vor Ort)."""

    IMPLEMENTED = "implemented"
    """At work on site (implementiert)."""
    STAFFING_EXPECTED = "staffing_expected"
    """To be staffed soon (Besetzung erfolgt zeitnah)."""
    NOT_PLANNED = "not_planned"
    """Not planned, as where a municipality takes no part."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class RollOut(Fact):
    """The state of case management in a municipality, from one day on (Umsetzung vor Ort).

    A later roll-out of the same municipality supersedes an earlier one.

    Parameters
    ----------
    municipality
        The municipality.
    state
        How far it is.
    since
        The day from which it has been so; None if unknown.

    Examples
    --------
    >>> RollOut(municipality="05162004", state=RollOutState.IMPLEMENTED).since
    """

    _identity: ClassVar[tuple[str, ...] | None] = ("municipality", "since")

    municipality: Ags = field(converter=Ags)
    state: RollOutState
    since: OwnDay | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Deployment(LastingFact):
    """Posts at work in a municipality over a period (Einsatz vor Ort).

    Parameters
    ----------
    municipality
        Where they work.
    fte
        How many, in VZÄ; None if unknown.

    Examples
    --------
    >>> from datetime import date
    >>> from kim_model import Period
    >>> Deployment(municipality="05162024", period=Period(date(2024, 1, 1)), fte="2.5").fte
    Fte('2.5')
    """

    municipality: Ags = field(converter=Ags)
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)


@define(frozen=True, kw_only=True, field_transformer=checked)
class DeploymentPlan(Fact):
    """How the posts of a role come to work in the municipalities (Einsatzplanung).

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        The role of the posts.
    as_posts_fill
        Whether it goes step by step as posts are filled (entsprechend der schrittweisen
        Einstellung); None if unknown.
    agreed_with_municipalities
        Whether it is made in agreement with the municipalities; None if unknown.
    deployments
        The single deployments that are known.

    Examples
    --------
    >>> DeploymentPlan(id="einsatz", role=Role.CASE_MANAGEMENT, as_posts_fill=True).deployments
    ()
    """

    id: Id
    role: Role
    as_posts_fill: bool | None = None
    agreed_with_municipalities: bool | None = None
    deployments: tuple[Deployment, ...] = ()
