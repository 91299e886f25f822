"""The derivation of a value: a node of the tree, and how it is recomputed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, cast

import attrs
from attrs import define

from kim_model._tree import steps
from kim_model.errors import InvalidValueError, VerificationError
from kim_model.explain.operations import Operation, Policy, Q_co, Quantity, value_of
from kim_model.explain.text import step_line
from kim_model.language import Language, language_of
from kim_model.values import Citation, Evidence, YearPart
from kim_model.values._field import checked, unchecked
from kim_model.values.sources import weakest

_MOST_LINES = 1_000_000
_MOST_INDENTED = 100


@define(frozen=True, kw_only=True, field_transformer=checked)
class Derivation(Generic[Q_co]):
    """A value together with how it came about (Herleitung).

    Build it with the functions of `kim_model.explain` (`given`, `total`, `amount`, `rounded` and
    others), which compute the value.

    Parameters
    ----------
    label
        What the value is, such as ``"filled"``. Labels that the library gives are written in the
        language asked for, any other as it is.
    value
        The value, exact.
    operation
        How it follows from the operands.
    operands
        The derivations it follows from; none for a given value and for a part of a year.
    citation
        Where a given value, or the rule of a step, can be read.
    evidence
        How surely the value is known; a computed one is never surer than its weakest operand.
    policy
        How it was rounded, or which period is a part of a year by which rule; None otherwise.
    of
        What it is the value of, where several have the same label: the id of a recipient, a
        position or a notice, or a source.

    Raises
    ------
    InvalidValueError
        If operands or policy are missing for the operation, or have no place in it.

    Examples
    --------
    >>> from kim_model import Fte
    >>> from kim_model.explain import difference, given
    >>> granted = given("granted", Fte("14"), evidence=Evidence.VERIFIED)
    >>> filled = given("filled", Fte("10.5"), evidence=Evidence.VERIFIED)
    >>> vacant = difference("vacant", granted, filled)
    >>> vacant.value, vacant.evidence is Evidence.DERIVED
    (Fte('3.5'), True)
    >>> vacant.verify()
    Fte('3.5')
    """

    label: str
    value: Q_co
    operation: Operation = Operation.GIVEN
    operands: "tuple[Derivation[Quantity], ...]" = ()
    citation: Citation | None = None
    evidence: Evidence | None = None
    policy: Policy | None = None
    of: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.operation.has_operands != bool(self.operands):
            rule, remedy = "does not fit the operands", "pass operands only for what is computed"
            raise InvalidValueError("Derivation.operation", self.operation, rule, remedy)
        wanted = self.operation.policy
        if type(self.policy) is not (wanted or type(None)):
            rule = f"is not the policy of {self.operation}"
            remedy = f"pass a {wanted.__name__}" if wanted else "leave it out"
            raise InvalidValueError("Derivation.policy", self.policy, rule, remedy)

    # None of what follows calls itself: a derivation may be as deep as its steps are many.

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Derivation):
            return NotImplemented
        return self is other or self._flat() == other._flat()

    def __hash__(self) -> int:
        return hash(self._flat())

    def __repr__(self) -> str:
        of = "" if self.of is None else f" ({self.of})"
        how = f" = {self.operation.value} of {len(self.operands)}" if self.operands else ""
        return f"<Derivation {self.label}{of}: {self.value!r}{how}>"

    def __reduce__(self) -> tuple[object, ...]:
        names = [each.name for each in attrs.fields(Derivation) if each.name != "operands"]
        parts = [
            ({name: getattr(each.record, name) for name in names}, each.held)
            for each in steps(self, "operands")
        ]
        return _rebuilt, (parts,)

    def _flat(self) -> tuple[tuple[object, ...], ...]:
        return tuple((each.own, each.held) for each in steps(self, "operands"))

    @property
    def steps(self) -> "tuple[Derivation[Any], ...]":
        """Every different step of the tree once, after those it follows from; the last is this."""
        return tuple(each.record for each in steps(self, "operands"))

    def verify(self) -> Q_co:
        """Recompute the whole tree and return the value.

        Raises
        ------
        VerificationError
            If any node's value or evidence does not follow from its operands.
        """
        for step in self.steps:
            _verify_step(step)
        return self.value

    def to_text(self, locale: str = "de") -> str:
        """Write the tree as indented text, in German (``"de"``, ``"de-DE"``) or English (``"en"``).

        Every number is written exactly, a third as ``1/3``. Below a hundred levels a line says its
        level in place of being indented further.

        Raises
        ------
        InvalidValueError
            For another language, and for a tree of over a million lines: `steps` has each once.

        Examples
        --------
        >>> from kim_model import Fte
        >>> from kim_model.explain import difference, given
        >>> granted, filled = given("granted", Fte("14")), given("filled", Fte("10.5"))
        >>> print(difference("vacant", granted, filled).to_text("en"))
        vacant: 3.5 FTE = 14 FTE - 10.5 FTE (evidence unknown)
          granted: 14 FTE (evidence unknown)
          filled: 10.5 FTE (evidence unknown)
        """
        words = language_of(locale)
        lines: list[int] = []
        for step in steps(self, "operands"):
            lines.append(1 + sum(lines[place] for place in step.held))
        if lines[-1] > _MOST_LINES:
            rule = f"would be a text of over {_MOST_LINES} lines"
            raise InvalidValueError("Derivation", self.label, rule, "go through its steps")
        return "\n".join(_lines(self, words))


def _rebuilt(parts: Iterable[tuple[Mapping[str, object], tuple[int, ...]]]) -> Derivation[Any]:
    """Return the derivation of steps, each by its fields and by the places of its operands."""
    made: list[Derivation[Any]] = []
    kind = cast("type[Derivation[Any]]", Derivation)
    for fields, held in parts:
        made.append(unchecked(kind, **fields, operands=tuple(made[place] for place in held)))
    return made[-1]


def _lines(root: Derivation[Any], words: Language) -> Iterator[str]:
    """Yield the line of each node, indented below the one that follows from it."""
    waiting = [(root, 0)]
    while waiting:
        node, level = waiting.pop()
        line = step_line(
            words,
            label=node.label,
            of=node.of,
            value=node.value,
            operation=node.operation,
            operands=[each.value for each in node.operands],
            policy=node.policy,
            evidence=node.evidence,
            citation=node.citation,
        )
        named = f"[{level}] " if level > _MOST_INDENTED else ""
        yield "  " * min(level, _MOST_INDENTED) + named + line
        waiting.extend((each, level + 1) for each in reversed(node.operands))


def _verify_step(node: Derivation[Any]) -> None:
    """Recompute what a step says from its operands and its policy alone."""
    if node.operation is Operation.GIVEN:
        return
    try:
        again = computed(node.label, node.operation, node.operands, policy=node.policy)
    except InvalidValueError as error:
        raise VerificationError(f"{node.label}: {error}") from None
    if (again.value, again.evidence) != (node.value, node.evidence):
        raise VerificationError(
            f"{node.label}: {node.value!r} ({node.evidence}) does not follow from its "
            f"operands, which give {again.value!r} ({again.evidence})"
        )
    # Where the rule of another step can be read is told with the step; this one's has it itself.
    if isinstance(node.policy, YearPart) and node.citation != again.citation:
        raise VerificationError(
            f"{node.label}: {node.citation} is not where its rule can be read; "
            f"that is {again.citation}"
        )


def computed(
    label: str,
    operation: Operation,
    operands: Sequence[Derivation[Any]],
    *,
    of: str | None = None,
    policy: Policy | None = None,
    citation: Citation | None = None,
) -> Derivation[Any]:
    """Return the derivation that an operation gives.

    Raises
    ------
    InvalidValueError
        If there are no operands where some are needed.
    VerificationError
        If they cannot be combined, because of their kinds or because of a division by zero.
    """
    if operation.has_operands and not operands:
        raise InvalidValueError("operands", operands, "is empty", "pass at least one")
    try:
        value = value_of(operation, [operand.value for operand in operands], policy)
    except (TypeError, ZeroDivisionError) as error:
        raise VerificationError(f"{label}: {error}") from None
    grades = [Evidence.DERIVED, *(operand.evidence for operand in operands)]
    if isinstance(policy, YearPart) and policy.rule is not None:
        grades.append(policy.rule.evidence)
        citation = citation or policy.rule.citation
    return Derivation(
        label=label,
        value=value,
        operation=operation,
        operands=tuple(operands),
        citation=citation,
        evidence=weakest(grades),
        policy=policy,
        of=of,
    )
