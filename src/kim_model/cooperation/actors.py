"""Who takes part besides the funded posts: offices, services and associations."""

from enum import Enum
from typing import Annotated, ClassVar

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.municipalities import Ags
from kim_model.municipalities.districts import optional_ags
from kim_model.values import Citation, Fact
from kim_model.values._field import checked
from kim_model.values._marks import AT_LEAST_ONE, ActorId, Count, Id, Unique


class ActorKind(Enum):
    """What kind of body an actor is (Art des Akteurs)."""

    KI = "ki"
    """Kommunales Integrationszentrum (§ 8 TIntG NRW)."""
    COORDINATION = "coordination"
    """The KIM coordination of a Kreis or of a municipality (KIM-Koordination)."""
    CASE_MANAGEMENT = "case_management"
    """The case managers as a group (KIM-Case Management)."""
    FOREIGNERS_AUTHORITY = "foreigners_authority"
    """Ausländerbehörde (ABH)."""
    NATURALISATION_AUTHORITY = "naturalisation_authority"
    """Einbürgerungsbehörde (EBH)."""
    ADULT_MIGRATION_COUNSELLING = "adult_migration_counselling"
    """Migrationsberatung für erwachsene Zugewanderte (MBE)."""
    YOUTH_MIGRATION_SERVICE = "youth_migration_service"
    """Jugendmigrationsdienst (JMD)."""
    WELFARE_ASSOCIATION = "welfare_association"
    """Verband der Freien Wohlfahrtspflege."""
    ADMINISTRATION = "administration"
    """Any other office of an administration."""
    OTHER = "other"
    """Anyone else."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Actor(Fact):
    """A body that takes part in integration management (Akteur), never a natural person.

    Who takes part is known to all who ask, unless `as_of` or `known_since` says since when.

    Parameters
    ----------
    id
        Its id, unique in the document; others refer to the actor by it.
    name
        Its name.
    kind
        What kind of body it is.
    municipality
        The municipality it belongs to, if it belongs to one.

    Examples
    --------
    >>> Actor(id="mbe", name="Migrationsberatung", kind=ActorKind.ADULT_MIGRATION_COUNSELLING).id
    'mbe'
    """

    _timeless: ClassVar[bool] = True

    id: Id
    name: str
    kind: ActorKind
    municipality: Ags | None = field(default=None, converter=optional_ags)


class InvolvementState(Enum):
    """How far an actor's involvement is (Stand der Einbindung)."""

    BEING_AGREED = "being_agreed"
    """Being agreed with the municipalities (in Abstimmung)."""
    AGREED = "agreed"
    """Agreed (abgestimmt)."""


class CooperationKind(Enum):
    """How actors work together (Art der Zusammenarbeit)."""

    INVOLVEMENT = "involvement"
    """Actors take part in case management on site (Einbindung)."""
    EXCHANGE = "exchange"
    """Actors meet to coordinate their work (Austauschtreffen)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Cooperation(Fact):
    """How actors work together (Zusammenarbeit): their involvement, or their exchange.

    Parameters
    ----------
    kind
        Whether they are involved in case management, or meet.
    actors
        The ids of those who take part or meet, at least one, each once.
    purpose
        What they meet for, in words; None if unknown, and for an involvement.
    state
        How far an involvement is; None for an exchange.
    regular
        Whether they meet regularly; None if unknown, and for an involvement.

    Raises
    ------
    InvalidValueError
        Also if no actor is named, or one twice; for an involvement without a state; and for what is
        not said of its kind.

    Examples
    --------
    >>> meetings = Cooperation(
    ...     kind=CooperationKind.EXCHANGE,
    ...     actors=("kim-koordination", "abh"),
    ...     purpose="Abstimmung",
    ...     regular=True,
    ... )
    >>> meetings.state is None
    True
    """

    kind: CooperationKind
    actors: Annotated[tuple[ActorId, ...], AT_LEAST_ONE, Unique()]
    purpose: str | None = None
    state: InvolvementState | None = None
    regular: bool | None = None

    def __attrs_post_init__(self) -> None:
        if (self.kind is CooperationKind.INVOLVEMENT) != (self.state is not None):
            rule, remedy = (
                f"does not fit {self.kind}",
                "say how far an involvement is, and it alone",
            )
            raise InvalidValueError("Cooperation.state", self.state, rule, remedy)
        for name in ("purpose", "regular"):
            value = getattr(self, name)
            if value is not None and self.kind is not CooperationKind.EXCHANGE:
                raise InvalidValueError(
                    f"Cooperation.{name}", value, "is said of an exchange only", "leave it out"
                )


@define(frozen=True, kw_only=True, field_transformer=checked)
class Accompaniment(Fact):
    """The accompaniment of persons to whom a rule of law may apply (Begleitung).

    It counts persons and holds no personal data.

    Parameters
    ----------
    id
        Its id, unique in the document.
    group
        The persons in words.
    legal_basis
        The rule that may apply to them, such as § 104c AufenthG.
    accompanied_by
        The id of the actor that accompanies them.
    on_demand
        Whether only where needed (bei Bedarf); None if unknown.
    after_agreement
        Whether only after agreement with the person's municipality; None if unknown.
    persons
        How many persons are accompanied; None if unknown.

    Examples
    --------
    >>> chance = Accompaniment(
    ...     id="chance",
    ...     group="Personen mit Chancen-Aufenthaltsrecht",
    ...     legal_basis=Citation(document="AufenthG", section="§ 104c"),
    ...     accompanied_by="case-management",
    ...     after_agreement=True,
    ... )
    >>> chance.persons is None
    True
    """

    id: Id
    group: str
    legal_basis: Citation
    accompanied_by: ActorId
    on_demand: bool | None = None
    after_agreement: bool | None = None
    persons: Count | None = None
