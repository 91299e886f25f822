"""What the programme is for, for whom, and what stands in its way: facts in words."""

from enum import Enum

from attrs import define

from kim_model.law import Baustein, Role
from kim_model.values import Fact
from kim_model.values._field import ConceptId, Id, checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class Aim(Fact):
    """An aim of the programme (Ziel), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The aim in words.
    baustein
        The Baustein that serves it; None for an aim beside the Bausteine.
    primary
        Whether the source puts it above the others ("vor allem"); None if it does not say.

    Examples
    --------
    >>> Aim(id="steuerung", description="Strategische Steuerung", baustein=Baustein.STEERING).id
    'steuerung'
    """

    id: Id
    description: str
    baustein: Baustein | None = None
    primary: bool | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class TargetGroup(Fact):
    """Whom the programme is for (Zielgruppe), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The group in words.

    Examples
    --------
    >>> TargetGroup(id="zielgruppe", description="Geflüchtete ohne Fallmanagement").id
    'zielgruppe'
    """

    id: Id
    description: str


@define(frozen=True, kw_only=True, field_transformer=checked)
class Problem(Fact):
    """A difficulty that a report names (Problem, Herausforderung), in words.

    Parameters
    ----------
    id
        Its id, unique in the document.
    description
        The difficulty in words.
    role
        The role whose posts it concerns, if it concerns posts.

    Examples
    --------
    >>> Problem(id="mangel", description="Mangel an Fachkräften", role=Role.CASE_MANAGEMENT).id
    'mangel'
    """

    id: Id
    description: str
    role: Role | None = None


class PaperKind(Enum):
    """What a paper asks of its committee (Art der Vorlage)."""

    NOTICE = "notice"
    """For information (Mitteilung)."""
    PROPOSAL = "proposal"
    """For decision (Beschlussvorlage)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Paper(Fact):
    """A paper before a committee (Vorlage), such as the interim report itself.

    Parameters
    ----------
    id
        Its id, unique in the document.
    number
        Its number, such as ``"50/4294/XVII/2024"``.
    subject
        Its subject (Betreff).
    kind
        What it asks of the committee.
    committee
        The committee it goes to (Ausschuss).
    based_on
        The id of the concept on whose basis it reports; None if it names none.
    continues_earlier
        Whether it refers to earlier reports to the committee; None if unknown.

    Examples
    --------
    >>> Paper(id="p1", number="50/4294", subject="Zwischenstand", kind=PaperKind.NOTICE).number
    '50/4294'
    """

    id: Id
    number: str
    subject: str
    kind: PaperKind
    committee: str | None = None
    based_on: ConceptId | None = None
    continues_earlier: bool | None = None
