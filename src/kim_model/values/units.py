"""Units that are more than euro or posts: a rate in euro per post and year, a part of a year."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Self, TypeAlias

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidTypeError
from kim_model.values._field import checked, frozen_mapping
from kim_model.values.quantities import Euro, ExactEuro, Fte, exact, exact_text


class BaseUnit(Enum):
    """What is counted (Einheit)."""

    EURO = "EUR"
    """Money."""
    FTE = "VZÄ"
    """Full posts."""
    HALF_POST = "half_post"
    """Half posts, where a rate is stated for them (halbe Stelle)."""
    YEAR = "year"
    """Years (Jahr)."""


def _powers(powers: Mapping[BaseUnit, int]) -> FrozenMapping[BaseUnit, int]:
    frozen_mapping(powers)
    for unit, power in powers.items():
        if not isinstance(unit, BaseUnit):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidTypeError("", unit, "is no BaseUnit", "write BaseUnit.EURO")
        if isinstance(power, bool) or not isinstance(power, int):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise InvalidTypeError(f"[{unit}]", power, "is no whole number", "write an int")
    return FrozenMapping({unit: powers[unit] for unit in BaseUnit if powers.get(unit)})


@define(frozen=True, field_transformer=checked)
class Unit:
    """A product of powers of base units, such as euro per full post and year.

    Parameters
    ----------
    powers
        The power of each base unit; one left out has the power 0.

    Examples
    --------
    >>> EURO / (FTE * YEAR) * FTE * YEAR == EURO
    True
    >>> print(EURO / (FTE * YEAR))
    EUR/(VZÄ·year)
    """

    powers: FrozenMapping[BaseUnit, int] = field(converter=_powers)

    def __mul__(self, other: "Unit") -> "Unit":
        return self._combined(other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._combined(other, -1)

    def _combined(self, other: "Unit", sign: int) -> "Unit":
        powers = {
            unit: self.powers.get(unit, 0) + sign * other.powers.get(unit, 0) for unit in BaseUnit
        }
        return Unit(powers)

    def text(self, names: Mapping[BaseUnit, str]) -> str:
        """Write the unit with the names that its base units have in a language."""
        above = [names[unit] for unit, power in self.powers.items() for _ in range(power)]
        below = [names[unit] for unit, power in self.powers.items() for _ in range(-power)]
        if not below:
            return "·".join(above)
        divisor = below[0] if len(below) == 1 else f"({'·'.join(below)})"
        return f"{'·'.join(above) or '1'}/{divisor}"

    def __str__(self) -> str:
        return self.text({unit: unit.value for unit in BaseUnit})


NUMBER = Unit({})
"""A pure number, without unit."""
EURO = Unit({BaseUnit.EURO: 1})
FTE = Unit({BaseUnit.FTE: 1})
HALF_POST = Unit({BaseUnit.HALF_POST: 1})
YEAR = Unit({BaseUnit.YEAR: 1})


@define(frozen=True, field_transformer=checked)
class Measured:
    """An exact number with a unit of any kind (Größe).

    Added to a quantity of another unit it fails; multiplied, units are multiplied too.

    Parameters
    ----------
    value
        The number: an `ExactNumber`.
    unit
        Its unit.

    Examples
    --------
    >>> rate = Measured("57000", EURO / (FTE * YEAR))
    >>> plain(rate * Measured(18, FTE) * Measured("1/2", YEAR))
    ExactEuro('513000')
    >>> rate + Measured(1, YEAR)
    Traceback (most recent call last):
        ...
    TypeError: year cannot be added to EUR/(VZÄ·year)
    """

    value: Fraction = field(converter=exact)
    unit: Unit

    def _require_same(self, other: "Measured", verb: str) -> None:
        if other.unit != self.unit:
            raise TypeError(f"{other.unit} cannot be {verb} {self.unit}")

    def __add__(self, other: Self) -> "Measured":
        if not isinstance(other, Measured):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        self._require_same(other, "added to")
        return Measured(self.value + other.value, self.unit)

    def __sub__(self, other: Self) -> "Measured":
        if not isinstance(other, Measured):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        self._require_same(other, "taken from")
        return Measured(self.value - other.value, self.unit)

    def __lt__(self, other: Self) -> bool:
        if not isinstance(other, Measured):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        self._require_same(other, "compared with")
        return self.value < other.value

    def __mul__(self, other: Self) -> "Measured":
        if not isinstance(other, Measured):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return Measured(self.value * other.value, self.unit * other.unit)

    def __truediv__(self, other: Self) -> "Measured":
        if not isinstance(other, Measured):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return Measured(self.value / other.value, self.unit / other.unit)

    def __str__(self) -> str:
        return f"{exact_text(self.value)} {self.unit}".rstrip()


Quantity: TypeAlias = Fte | Euro | ExactEuro | int | Fraction | Measured
"""What a derivation can explain: posts, money, a count, a pure number, or any unit of these."""


def measured(quantity: Quantity) -> Measured:
    """Return any quantity as a number with its unit.

    Examples
    --------
    >>> print(measured(Fte("0.5")))
    0.5 VZÄ
    """
    match quantity:
        case Measured():
            return quantity
        case Fte():
            return Measured(quantity.value, FTE)
        case Euro() | ExactEuro():
            return Measured(ExactEuro(quantity).value, EURO)
        case _:
            return Measured(quantity, NUMBER)


def plain(quantity: Measured) -> Fte | ExactEuro | Fraction | Measured:
    """Return a number with a unit as the type of its own that this unit has, if it has one.

    Examples
    --------
    >>> plain(Measured("0.5", FTE))
    Fte('0.5')
    """
    if quantity.unit == FTE:
        return Fte(quantity.value)
    if quantity.unit == EURO:
        return ExactEuro(quantity.value)
    return quantity.value if quantity.unit == NUMBER else quantity
