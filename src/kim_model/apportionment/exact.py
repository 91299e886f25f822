"""Exact numbers: what is taken, what is refused, and how fractions become whole numbers."""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from math import isfinite, lcm
from operator import index
from typing import SupportsIndex, TypeAlias

from kim_model.errors import InvalidTypeError, InvalidValueError

Weight: TypeAlias = SupportsIndex | Fraction | Decimal
"""What is taken for a weight: an ``int`` (also of numpy), a ``Fraction`` or a ``Decimal``."""

LARGEST_EXPONENT = 100_000
"""Decimals beyond this exponent are refused: written out, they would fill the memory."""


def whole(place: str, value: SupportsIndex) -> int:
    """Return `value` as an int, and refuse a bool or a float.

    Raises
    ------
    InvalidTypeError
        If it is no whole number by its type.
    """
    if type(value) is int:
        return value
    if not isinstance(value, bool):
        try:
            return index(value)
        except TypeError:
            pass
    raise InvalidTypeError(place, value, "is not a whole number", "write an int")


def exact(place: str, value: Weight) -> int | Fraction:
    """Return `value` exactly, as int if it is whole by its type, else as Fraction.

    Raises
    ------
    InvalidTypeError
        If it is a float, a bool, or no number.
    InvalidValueError
        If it is NaN, infinite, or a Decimal with an exponent beyond any use.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidValueError(place, value, "is not finite", "write a number")
        if abs(value.adjusted()) > LARGEST_EXPONENT:
            raise InvalidValueError(
                place, value, f"has an exponent beyond {LARGEST_EXPONENT}", "use another unit"
            )
        return Fraction(value)
    if not isinstance(value, bool):
        try:
            return index(value)
        except TypeError:
            pass
    remedy = "write an int, a Fraction or a Decimal"
    if isinstance(value, float) and isfinite(value):
        remedy = f"write Decimal('{float(value)!r}')"
    raise InvalidTypeError(place, value, "is not an exact number", remedy)


def to_integers(values: Collection[int | Fraction]) -> tuple[list[int], int]:
    """Return whole numbers in the same proportions, and by what they were multiplied.

    Examples
    --------
    >>> to_integers([1, Fraction(1, 2), Fraction(2, 3)])
    ([6, 3, 4], 6)
    """
    scale = lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale
