"""What the caller gives, made exact and checked.

Every refusal names the key, the value, the rule and the way out.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from operator import index
from typing import SupportsIndex, TypeAlias, TypeVar

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidTypeError, InvalidValueError

K = TypeVar("K", bound=Hashable)

Weight: TypeAlias = SupportsIndex | Fraction | Decimal
"""What is accepted as a weight: an ``int`` (also of numpy), a ``Fraction`` or a ``Decimal``."""

Bound: TypeAlias = int | Mapping[K, int]
"""A bound for every key, or one for each key that is named."""

_LARGEST_EXPONENT = 100_000
"""Decimals beyond this exponent are refused: written out, they would fill the memory."""


def whole(place: str, value: SupportsIndex) -> int:
    """Return `value` as an int, and refuse a bool or a float.

    Raises
    ------
    InvalidTypeError
        If it is not a whole number by its type.
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
        If it is a float, a bool, or not a number.
    InvalidValueError
        If it is NaN, infinite, or a Decimal with an exponent beyond any use.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidValueError(place, value, "is not finite", "write a number")
        if abs(value.adjusted()) > _LARGEST_EXPONENT:
            raise InvalidValueError(
                place, value, f"has an exponent beyond {_LARGEST_EXPONENT}", "use another unit"
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


def known_key(key: K, weights: Mapping[K, object]) -> K:
    """Return a key that has a weight."""
    try:
        known = key in weights
    except TypeError:  # no key can be unhashable
        known = False
    if not known:
        raise InvalidValueError("key", key, "has no weight in the result", "name one of its keys")
    return key


def checked_units(units: SupportsIndex) -> int:
    """Return the units as an int."""
    number = whole("units", units)
    if number < 0:
        raise InvalidValueError("units", units, "is below 0", "give 0 or more units")
    return number


def checked_weights(weights: Mapping[K, Weight]) -> FrozenMapping[K, int | Fraction]:
    """Return the weights exactly, each not negative."""
    if not isinstance(weights, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - from callers without types
        raise InvalidTypeError("weights", weights, "is not a mapping", "give {key: weight, ...}")
    numbers: dict[K, int | Fraction] = {}
    for key, weight in weights.items():
        number = weight if type(weight) is int else exact(f"weights[{key!r}]", weight)
        if number < 0:
            raise InvalidValueError(
                f"weights[{key!r}]", weight, "is below 0", "give a weight of 0 or more"
            )
        numbers[key] = number
    return FrozenMapping(numbers)


def checked_bound(
    name: str, bound: Bound[K], weights: Mapping[K, object]
) -> int | FrozenMapping[K, int]:
    """Return the bound as an int or a mapping of known keys, nowhere below 0."""
    if not isinstance(bound, Mapping):
        return _not_negative(name, bound)
    for key, value in bound.items():
        if key not in weights:
            raise InvalidValueError(
                f"{name}[{key!r}]", value, "is for a key without a weight", "name a key of weights"
            )
    return FrozenMapping(
        (key, _not_negative(f"{name}[{key!r}]", value)) for key, value in bound.items()
    )


def _not_negative(place: str, value: SupportsIndex) -> int:
    number = whole(place, value)
    if number < 0:
        raise InvalidValueError(place, value, "is below 0", "give 0 or more")
    return number


def bound_per_key(bound: Bound[K] | None, keys: Iterable[K], otherwise: int) -> list[int]:
    """Return the bound of each key, `otherwise` for a key that it does not name."""
    if bound is None:
        return [otherwise for _ in keys]
    if isinstance(bound, Mapping):
        return [bound.get(key, otherwise) for key in keys]
    return [bound for _ in keys]


def checked_order(tie_break: Sequence[K], weights: Mapping[K, object]) -> tuple[K, ...]:
    """Return the order for ties: known keys, each once at most, but not necessarily all."""
    if not isinstance(tie_break, Sequence):  # pyright: ignore[reportUnnecessaryIsInstance] - from callers without types
        raise InvalidTypeError(
            "tie_break", tie_break, "has no order", "give a list of keys, the first wins"
        )
    seen: set[K] = set()
    for place, key in enumerate(tie_break):
        if not isinstance(key, Hashable):  # pyright: ignore[reportUnnecessaryIsInstance] - as above
            raise InvalidTypeError(f"tie_break[{place}]", key, "is not a key", "give keys")
        if key not in weights:
            raise InvalidValueError(f"tie_break[{place}]", key, "has no weight", "name known keys")
        if key in seen:
            raise InvalidValueError(f"tie_break[{place}]", key, "is named twice", "name a key once")
        seen.add(key)
    return tuple(tie_break)


def check_sums(
    units: int, weights: Mapping[K, int | Fraction], lower: list[int], upper: list[int]
) -> None:
    """Refuse bounds that collide with each other or with the units, and units no key may get.

    Parameters
    ----------
    units
        The units to give.
    weights
        The weights.
    lower, upper
        The bounds of each key, in the order of the weights.
    """
    for key, low, high in zip(weights, lower, upper, strict=True):
        if low > high:
            raise InvalidValueError(
                f"minimum[{key!r}]",
                low,
                f"is above its maximum {high}",
                "lower it or raise the maximum",
            )
    if sum(lower) > units:
        raise InvalidValueError(
            "minimum", sum(lower), f"is the sum of the minima, above units = {units}", "lower them"
        )
    most = sum(
        high if weight else low
        for weight, low, high in zip(weights.values(), lower, upper, strict=True)
    )
    if most >= units:
        return
    if not weights:
        raise InvalidValueError(
            "weights", weights, f"has no key to get units = {units}", "add keys"
        )
    if not any(weights.values()):
        raise InvalidValueError(
            f"weights[{next(iter(weights))!r}]",
            0,
            f"is zero like all weights, with {units - sum(lower)} of units = {units} left to give",
            "give a weight above 0, or minima that add up to the units",
        )
    raise InvalidValueError(
        "maximum",
        most,
        f"is the sum of the maxima (minima where the weight is zero), below units = {units}",
        "raise them",
    )
