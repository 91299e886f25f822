"""Who takes part besides the funded posts: offices, services and associations."""

from enum import Enum

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.municipalities import Ags
from kim_model.municipalities.districts import optional_ags
from kim_model.values import Citation, Fact
from kim_model.values._field import ActorId, Count, Id, checked, unique


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
class Actor:
    """A body that takes part in integration management (Akteur), never a natural person.

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


@define(frozen=True, kw_only=True, field_transformer=checked)
class Involvement(Fact):
    """The involvement of another actor in case management on site (Einbindung, Zusammenarbeit).

    Parameters
    ----------
    actor
        The actor's id.
    state
        How far it is.

    Examples
    --------
    >>> Involvement(actor="mbe", state=InvolvementState.BEING_AGREED).actor
    'mbe'
    """

    actor: ActorId
    state: InvolvementState


@define(frozen=True, kw_only=True, field_transformer=checked)
class Exchange(Fact):
    """Meetings in which actors coordinate their work (Austauschtreffen).

    Parameters
    ----------
    actors
        The ids of those who meet, at least one, each once.
    purpose
        What for, in words.
    regular
        Whether they meet regularly; None if unknown.

    Examples
    --------
    >>> Exchange(actors=("kim-koordination", "abh"), purpose="Abstimmung", regular=True).regular
    True
    """

    actors: tuple[ActorId, ...]
    purpose: str | None = None
    regular: bool | None = None

    def __attrs_post_init__(self) -> None:
        if not self.actors:
            raise InvalidValueError("Exchange.actors", (), "is empty", "name at least one")
        unique("Exchange.actors", self.actors)


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
