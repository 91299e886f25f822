"""The derivation of a value: a node of the tree, and how it is recomputed."""

import operator
from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from functools import reduce
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define

from kim_model.errors import InvalidValueError, VerificationError
from kim_model.explain.plain import plain_data
from kim_model.explain.text import written
from kim_model.values import Citation, Evidence, ExactEuro, Rounding, YearPart
from kim_model.values._field import checked
from kim_model.values.sources import weakest
from kim_model.values.units import YEAR, Measured, Quantity, Unit, measured, plain

Q = TypeVar("Q", bound=Quantity)

Policy: TypeAlias = Rounding | YearPart
"""What some operations need beside their operands: how to round, or which part of a year."""


class Operation(Enum):
    """How a value follows from its operands (Rechenschritt)."""

    GIVEN = "given"
    """Taken from a source; there are no operands."""
    TOTAL = "total"
    """The sum (Summe)."""
    DIFFERENCE = "difference"
    """The first operand less all others (Differenz)."""
    PRODUCT = "product"
    """The product (Produkt); units are multiplied too."""
    RATIO = "ratio"
    """The first operand divided by the second (Quotient, Anteil)."""
    LEAST = "least"
    """The least of the operands (Höchstgrenze): a ceiling against what was spent."""
    GREATEST = "greatest"
    """The greatest of the operands (Mindestgrenze): a repayment, but none below 0."""
    ROUNDED = "rounded"
    """The operand, rounded by a policy with a name (Rundung)."""
    PART_OF_YEAR = "part_of_year"
    """A period as a part of a year under a rule (Teil eines Jahres); there are no operands."""


def _times(first: Any, second: Any) -> Any:  # noqa: ANN401 - of any kind, as _value
    """Multiply quantities; a pure number leaves the type of the other what it is."""
    if not isinstance(first, Measured) and isinstance(second, int | Fraction):
        return first * second  # a Euro refuses what leaves parts of a cent
    if isinstance(first, int | Fraction) and not isinstance(second, Measured):
        return second * first
    return plain(measured(first) * measured(second))


def _over(first: Quantity, second: Quantity) -> Quantity:
    """Divide quantities; two of one kind give their ratio."""
    if isinstance(first, int) and isinstance(second, int):
        return Fraction(first, second)
    return plain(measured(first) / measured(second))


_COMPUTE: dict[Operation, Callable[[Any, Any], Any]] = {
    Operation.TOTAL: operator.add,
    Operation.DIFFERENCE: operator.sub,
    Operation.PRODUCT: _times,
    Operation.RATIO: _over,
    Operation.LEAST: min,
    Operation.GREATEST: max,
}
_WITHOUT_OPERANDS = frozenset([Operation.GIVEN, Operation.PART_OF_YEAR])
_OPERANDS: dict[Operation, tuple[int, int | None]] = {
    Operation.GIVEN: (0, 0),
    Operation.PART_OF_YEAR: (0, 0),
    Operation.DIFFERENCE: (2, None),
    Operation.RATIO: (2, 2),
    Operation.ROUNDED: (1, 1),
}
"""How many operands an operation has, at least and at most; any other has one or more."""
_POLICY_OF = {Operation.ROUNDED: Rounding, Operation.PART_OF_YEAR: YearPart}


@define(frozen=True, kw_only=True, field_transformer=checked)
class Derivation(Generic[Q]):
    """A value together with how it came about (Herleitung).

    Build it with the functions of `kim_model.explain` (`given`, `total`, `amount`, `rounded` and
    others), which compute the value.

    Parameters
    ----------
    label
        What the value is, such as ``"besetzt"``.
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
    value: Q
    operation: Operation = Operation.GIVEN
    operands: "tuple[Derivation[Quantity], ...]" = ()
    citation: Citation | None = None
    evidence: Evidence | None = None
    policy: Policy | None = None

    def __attrs_post_init__(self) -> None:
        if (self.operation in _WITHOUT_OPERANDS) != (not self.operands):
            rule = "has operands exactly when it is computed"
            raise InvalidValueError("Derivation.operation", self.operation, rule)
        wanted = _POLICY_OF.get(self.operation)
        if type(self.policy) is not (wanted or type(None)):
            rule = f"is not the policy of {self.operation}"
            remedy = f"pass a {wanted.__name__}" if wanted else "leave it out"
            raise InvalidValueError("Derivation.policy", self.policy, rule, remedy)

    @property
    def unit(self) -> Unit:
        """The unit of the value (Einheit).

        Examples
        --------
        >>> from kim_model import Fte
        >>> from kim_model.explain import given
        >>> print(given("filled", Fte("10.5")).unit)
        VZÄ
        """
        return measured(self.value).unit

    def verify(self) -> Q:
        """Recompute the whole tree and return the value.

        Raises
        ------
        VerificationError
            If any node's value or evidence does not follow from its operands.
        """
        seen: set[int] = set()
        waiting: list[Derivation[Any]] = [self]
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:  # a node that is an operand of several is recomputed once
                seen.add(id(node))
                _verify_step(node)
                waiting.extend(node.operands)
        return self.value

    def to_text(self, locale: str = "de") -> str:
        """Write the tree as indented text, in German (``"de"``) or English (``"en"``).

        Every number is written exactly, a third as ``1/3``.

        Raises
        ------
        InvalidValueError
            For another language.

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
        return written(self, locale)

    def to_data(self) -> dict[str, object]:
        """Return the tree as plain data, ready for JSON; `from_data` reads it back.

        Examples
        --------
        >>> from kim_model import Fte
        >>> from kim_model.explain import from_data, given
        >>> filled = given("filled", Fte("10.5"), evidence=Evidence.VERIFIED)
        >>> filled.to_data()["value"]
        {'type': 'Fte', 'number': '10.5'}
        >>> from_data(filled.to_data()) == filled
        True
        """
        return plain_data(self)


def _verify_step(node: Derivation[Any]) -> None:
    """Recompute the value and the evidence from the operands alone."""
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


def computed(
    label: str,
    operation: Operation,
    operands: Sequence[Derivation[Any]],
    *,
    policy: Policy | None = None,
    citation: Citation | None = None,
) -> Derivation[Any]:
    """Return the derivation that an operation gives.

    Raises
    ------
    InvalidValueError
        If there are no operands where some are needed.
    VerificationError
        If they cannot be combined, because of their units or because of a division by zero.
    """
    if not operands and operation not in _WITHOUT_OPERANDS:
        raise InvalidValueError("operands", operands, "is empty", "pass at least one")
    least, most = _OPERANDS.get(operation, (1, None))
    if len(operands) < least or (most is not None and len(operands) > most):
        wanted = f"{least}" if least == most else f"{least} or more"
        raise VerificationError(f"{label}: {operation} of {len(operands)} operands, not {wanted}")
    try:
        value = _value(operation, [operand.value for operand in operands], policy)
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
    )


def _value(operation: Operation, values: Sequence[Any], policy: Policy | None) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(policy, YearPart):
        return Measured(policy.years, YEAR)
    if isinstance(policy, Rounding):
        (exact_amount,) = values
        if not isinstance(exact_amount, ExactEuro):
            raise TypeError(f"{exact_amount!r} is no ExactEuro to round")
        return policy.to_euro(exact_amount)
    return reduce(_COMPUTE[operation], values)
