"""Written concepts of integration management and how far they are."""

from datetime import date
from enum import Enum

from attrs import define

from kim_model.values import Fact
from kim_model.values._field import checked, require
from kim_model.values._marks import ActorId, Id
from kim_model.values.facts import came_about, standing


class ConceptKind(Enum):
    """What a concept is about (Art des Konzepts)."""

    ACTION = "action"
    """The district-wide concept for carrying out KIM (kreisweites Handlungskonzept)."""
    CASE_MANAGEMENT = "case_management"
    """The concept of case management (KIM-Case Management-Konzept)."""


class ConceptStage(Enum):
    """How far a concept is (Stand des Konzepts)."""

    DRAFT = "draft"
    """A draft (Entwurf)."""
    DEVELOPED = "developed"
    """Developed and worked by (erarbeitet); whether formally adopted is not said."""
    ADOPTED = "adopted"
    """Adopted as binding (verbindlich beschlossen)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class ConceptState(Fact):
    """A stage that a concept has reached, from `as_of` on.

    Parameters
    ----------
    stage
        The stage.
    author
        The id of the actor that wrote it; None if unknown.
    jointly
        Whether it was developed jointly (gemeinsam erarbeitet); None if unknown.

    Examples
    --------
    >>> ConceptState(stage=ConceptStage.DRAFT, author="ki", as_of=date(2024, 1, 25)).author
    'ki'
    """

    stage: ConceptStage
    author: ActorId | None = None
    jointly: bool | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Concept(Fact):
    """A concept (Konzept) and the stages it has gone through.

    Parameters
    ----------
    id
        Its id, unique in the document.
    kind
        What it is about.
    title
        What it is called.
    contents
        What it is to describe, each in words.
    states
        The stages it has reached, in any order.

    Examples
    --------
    >>> concept = Concept(
    ...     id="cm-konzept",
    ...     kind=ConceptKind.CASE_MANAGEMENT,
    ...     title="KIM-Case Management-Konzept",
    ...     states=(ConceptState(stage=ConceptStage.DRAFT, as_of=date(2024, 1, 25)),),
    ... )
    >>> concept.state(date(2024, 3, 31)).stage is ConceptStage.DRAFT
    True
    """

    id: Id
    kind: ConceptKind
    title: str
    contents: tuple[str, ...] = ()
    states: tuple[ConceptState, ...] = ()

    def state(self, on: date, *, undated: date | None = None) -> ConceptState | None:
        """Return the stage it had reached on a day; None if unknown.

        Parameters
        ----------
        on
            The day the question is about.
        undated
            The day from which a stage counts for which neither it nor the concept says one.
        """
        require("on", on, date)
        require("undated", undated, date | None)
        first = self.as_of or undated
        reached = standing(self.states, on, lambda _: first)
        return max(reached, key=lambda each: came_about(each, first) or date.min, default=None)
