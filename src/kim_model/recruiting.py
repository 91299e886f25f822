"""Looking for people to fill posts."""

from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import define, field

from kim_model._checks import day, identifier, name_fields, optional, valid
from kim_model._fields import not_negative, optional_fte
from kim_model.bausteine import Role
from kim_model.facts import Fact
from kim_model.periods import Period
from kim_model.quantities import Fte

__all__ = ["VacancyKind", "VacancyNotice"]


class VacancyKind(Enum):
    """How long a vacancy notice stands (Art der Ausschreibung)."""

    PERMANENT = "permanent"
    """Until all posts are filled (dauerhafte Ausschreibung)."""
    SINGLE = "single"
    """Once, for a stated post."""


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class VacancyNotice(Fact):
    """A published or planned advertisement of posts (Stellenausschreibung).

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        The role of the posts.
    kind
        Whether it stands permanently or once.
    fte
        The VZÄ advertised; None if unknown.
    planned_within
        The period in which it is expected to be published (voraussichtlich).
    published_on
        The day it was published; None if unknown or not yet.
    interviews_ongoing
        Whether interviews are being held (fortlaufende Vorstellungsgespräche); None if unknown.

    Examples
    --------
    >>> notice = VacancyNotice(
    ...     id="koordination-0.5",
    ...     role=Role.COORDINATION,
    ...     kind=VacancyKind.SINGLE,
    ...     fte="0.5",
    ...     planned_within=Period.of_year(2024),
    ... )
    >>> notice.fte
    Fte('0.5')
    """

    _stages: ClassVar[tuple[str, ...]] = ("published_on",)

    id: str = field(validator=valid(identifier))
    role: Role = field(validator=valid(Role))
    kind: VacancyKind = field(validator=valid(VacancyKind))
    fte: Fte | None = field(
        default=None, converter=optional_fte, validator=valid(optional(not_negative))
    )
    planned_within: Period | None = field(default=None, validator=valid(optional(Period)))
    published_on: date | None = field(default=None, validator=valid(optional(day)))
    interviews_ongoing: bool | None = field(default=None, validator=valid(optional(bool)))
