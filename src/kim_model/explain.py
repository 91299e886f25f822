"""Numbers that explain themselves: the tree of operands and operations behind a figure.

This module knows nothing of the domain and can be used alone.
"""

import operator
from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from functools import reduce
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define, field

from kim_model._checks import name_fields, optional, text, tuple_of, valid
from kim_model.errors import InvalidTypeError, InvalidValueError, VerificationError
from kim_model.quantities import Euro, Fte
from kim_model.sources import Citation, Evidence, weakest

__all__ = [
    "Derivation",
    "Operation",
    "Quantity",
    "difference",
    "given",
    "product",
    "ratio",
    "total",
]

Quantity: TypeAlias = Fte | Euro | int | Fraction
"""What a derivation can explain: posts, money, a count, or a pure number."""

Q = TypeVar("Q", bound=Quantity)


class Operation(Enum):
    """How a value follows from its operands (Rechenschritt)."""

    GIVEN = "given"
    """Taken from a source; there are no operands."""
    TOTAL = "total"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    RATIO = "ratio"


_COMPUTE: dict[Operation, Callable[[Any, Any], Any]] = {
    Operation.TOTAL: operator.add,
    Operation.DIFFERENCE: operator.sub,
    Operation.PRODUCT: operator.mul,
    # Two ints would give a float.
    Operation.RATIO: lambda a, b: Fraction(a, b) if isinstance(a, int) else a / b,
}


def _quantity(field: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, Fte | Euro | int | Fraction):
        raise InvalidTypeError(field, value, "is no quantity", "pass Fte, Euro, int, or Fraction")


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Derivation(Generic[Q]):
    """A value together with how it came about (Herleitung).

    Build it with `given`, `total`, `difference`, `product` and `ratio`, which compute the value.

    Parameters
    ----------
    label
        What the value is, such as ``"besetzt"``.
    value
        The value, exact.
    operation
        How it follows from the operands.
    operands
        The derivations it follows from; none for a given value.
    citation
        Where a given value, or the rule of a step, can be read.
    evidence
        How surely the value is known; a computed one is never surer than its weakest operand.

    Examples
    --------
    >>> granted = given("granted", Fte("14"), evidence=Evidence.VERIFIED)
    >>> filled = given("filled", Fte("10.5"), evidence=Evidence.VERIFIED)
    >>> vacant = difference("vacant", granted, filled)
    >>> vacant.value, vacant.evidence is Evidence.DERIVED
    (Fte('3.5'), True)
    >>> vacant.verify()
    Fte('3.5')
    """

    label: str = field(validator=valid(text))
    value: Q = field(validator=valid(_quantity))
    operation: Operation = field(default=Operation.GIVEN, validator=valid(Operation))
    operands: "tuple[Derivation[Quantity], ...]" = field(default=())
    citation: Citation | None = field(default=None, validator=valid(optional(Citation)))
    evidence: Evidence | None = field(default=None, validator=valid(optional(Evidence)))

    def __attrs_post_init__(self) -> None:
        tuple_of(Derivation)("Derivation.operands", self.operands)
        if (self.operation is Operation.GIVEN) != (not self.operands):
            rule = "has operands exactly when it is computed"
            raise InvalidValueError("Derivation.operation", self.operation, rule)

    def verify(self) -> Q:
        """Recompute the whole tree and return the value.

        Raises
        ------
        VerificationError
            If any node's value or evidence does not follow from its operands.
        """
        for operand in self.operands:
            operand.verify()
        if self.operands:
            computed = _computed(self.label, self.operation, self.operands)
            if (computed.value, computed.evidence) != (self.value, self.evidence):
                raise VerificationError(
                    f"{self.label}: {self.value!r} ({self.evidence}) does not follow from its "
                    f"operands, which give {computed.value!r} ({computed.evidence})"
                )
        return self.value


def given(
    label: str, value: Q, *, citation: Citation | None = None, evidence: Evidence | None = None
) -> Derivation[Q]:
    """Return the derivation of a value that a source states."""
    return Derivation(label=label, value=value, citation=citation, evidence=evidence)


def total(label: str, operands: "Sequence[Derivation[Q]]") -> Derivation[Q]:
    """Return the sum of at least one operand, all of one kind (Summe)."""
    return _computed(label, Operation.TOTAL, operands)


def difference(label: str, minuend: Derivation[Q], subtrahend: Derivation[Q]) -> Derivation[Q]:
    """Return the minuend less the subtrahend (Differenz)."""
    return _computed(label, Operation.DIFFERENCE, (minuend, subtrahend))


def product(
    label: str, operand: Derivation[Q], factor: "Derivation[int] | Derivation[Fraction]"
) -> Derivation[Q]:
    """Return a quantity times a pure number (Produkt)."""
    return _computed(label, Operation.PRODUCT, (operand, factor))


def ratio(label: str, part: Derivation[Q], whole: Derivation[Q]) -> Derivation[Fraction]:
    """Return the part as a share of a whole of the same kind (Anteil).

    Raises
    ------
    VerificationError
        If the whole is zero.
    """
    return _computed(label, Operation.RATIO, (part, whole))


def _computed(label: str, operation: Operation, operands: Sequence[Any]) -> Derivation[Any]:
    if not operands:
        raise InvalidValueError("operands", operands, "is empty", "pass at least one")
    try:
        value = reduce(_COMPUTE[operation], [operand.value for operand in operands])
    except (TypeError, ZeroDivisionError) as error:
        raise VerificationError(f"{label}: {error}") from None
    return Derivation(
        label=label,
        value=value,
        operation=operation,
        operands=tuple(operands),
        evidence=weakest([Evidence.DERIVED, *(operand.evidence for operand in operands)]),
    )
