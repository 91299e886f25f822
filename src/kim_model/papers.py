"""Papers before the committees of a Kreis."""

from enum import Enum

from attrs import define, field

from kim_model._checks import identifier, name_fields, optional, text, valid
from kim_model.facts import Fact

__all__ = ["Paper", "PaperKind"]


class PaperKind(Enum):
    """What a paper asks of its committee (Art der Vorlage)."""

    NOTICE = "notice"
    """For information (Mitteilung)."""
    PROPOSAL = "proposal"
    """For decision (Beschlussvorlage)."""


@define(frozen=True, kw_only=True, field_transformer=name_fields)
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

    id: str = field(validator=valid(identifier))
    number: str = field(validator=valid(text))
    subject: str = field(validator=valid(text))
    kind: PaperKind = field(validator=valid(PaperKind))
    committee: str | None = field(default=None, validator=valid(optional(text)))
    based_on: str | None = field(default=None, validator=valid(optional(identifier)))
    continues_earlier: bool | None = field(default=None, validator=valid(optional(bool)))
