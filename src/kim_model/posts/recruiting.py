"""Looking for people to fill posts."""

from enum import Enum

from attrs import define, field

from kim_model.law import Role
from kim_model.values import Fact, Period
from kim_model.values._field import checked
from kim_model.values._marks import Id, NonNegativeFte
from kim_model.values.facts import OwnDay
from kim_model.values.quantities import optional_fte


class VacancyKind(Enum):
    """How long a vacancy notice stands (Art der Ausschreibung)."""

    PERMANENT = "permanent"
    """Until all posts are filled (dauerhafte Ausschreibung)."""
    SINGLE = "single"
    """Once, for a stated post."""


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    id: Id
    role: Role
    kind: VacancyKind
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)
    planned_within: Period | None = None
    published_on: OwnDay | None = None
    interviews_ongoing: bool | None = None
