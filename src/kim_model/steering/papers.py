"""What a programme says in words and lays before its committees."""

from enum import Enum

from attrs import define

from kim_model.errors import InvalidValueError
from kim_model.law import Baustein, Role
from kim_model.values import Fact
from kim_model.values._field import checked
from kim_model.values._marks import ConceptId, Id


class StatementKind(Enum):
    """What a statement is about (Art der Aussage)."""

    AIM = "aim"
    """What the programme is for (Ziel)."""
    TARGET_GROUP = "target_group"
    """Whom it is for (Zielgruppe)."""
    PROBLEM = "problem"
    """What stands in its way (Problem, Herausforderung)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Statement(Fact):
    """What a source says of the programme in words (Aussage): an aim, a target group, a problem.

    Parameters
    ----------
    id
        Its id, unique in the document.
    kind
        What it is about.
    text
        The statement in words.
    baustein
        The Baustein that serves an aim; None for an aim beside the Bausteine, and for all else.
    role
        The role whose posts a problem concerns, if it concerns posts; None for all else.
    primary
        Whether the source puts an aim above the others ("vor allem"); None if it does not say, and
        for all else.

    Raises
    ------
    InvalidValueError
        For a Baustein or `primary` of anything but an aim, or a role of anything but a problem.

    Examples
    --------
    >>> aim = Statement(
    ...     id="steuerung",
    ...     kind=StatementKind.AIM,
    ...     text="Strategische Steuerung",
    ...     baustein=Baustein.STEERING,
    ... )
    >>> aim.primary is None
    True
    """

    id: Id
    kind: StatementKind
    text: str
    baustein: Baustein | None = None
    role: Role | None = None
    primary: bool | None = None

    def __attrs_post_init__(self) -> None:
        only = {"baustein": StatementKind.AIM, "primary": StatementKind.AIM}
        for name, kind in (only | {"role": StatementKind.PROBLEM}).items():
            value = getattr(self, name)
            if value is not None and self.kind is not kind:
                rule, remedy = f"is said of {kind} only", "leave it out"
                raise InvalidValueError(f"Statement.{name}", value, rule, remedy)


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
