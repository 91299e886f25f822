"""Euro and full-time equivalents: exact, and never mixed up.

All refuse floats, because 0.1 as a float is not a tenth, and all are independent of the decimal
context: they compute in whole cents and in fractions.
"""

import operator
import re
from decimal import Decimal
from fractions import Fraction
from typing import Self, TypeAlias, cast, overload

from attrs import define

from kim_model.errors import InvalidTypeError, InvalidValueError

ExactNumber: TypeAlias = int | str | Decimal | Fraction
"""What stands for an exact number: an int, a Decimal, a Fraction, or a text such as ``"10.5"``."""

MOST_DIGITS = 4000
"""On either side of a mark: beyond any sum of parts of posts and money, and soon read."""

_NUMBER = re.compile(
    "[+-]?[0-9]{1,N}([.][0-9]{1,N})?|[+-]?[0-9]{1,N}/[0-9]{1,N}".replace("N", str(MOST_DIGITS)),
    re.ASCII,
)
_MOST_PLACES = 60


def exact(value: ExactNumber) -> Fraction:
    """Return the exact value of a number that people write.

    Parameters
    ----------
    value
        An int (also NumPy's), a finite Decimal, a Fraction, or a text with a decimal point
        (``"10.5"``) or as a fraction (``"1/3"``).

    Raises
    ------
    InvalidTypeError
        For a float or a bool, and for anything that is not a number.
    InvalidValueError
        For a text that is not a plain number, and for NaN and infinity.

    Examples
    --------
    >>> exact("10.5")
    Fraction(21, 2)
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str):
        return _exact_text(value)
    if isinstance(value, Decimal):
        return _exact_decimal(value)
    if isinstance(value, float):
        raise InvalidTypeError("", value, "is a float and so not exact", f"write '{value}'")
    if not isinstance(value, bool):
        try:
            return Fraction(operator.index(value))
        except TypeError:
            pass
    raise InvalidTypeError("", value, "is not a number", "write '10.5', 10, or Decimal('10.5')")


def _exact_text(value: str) -> Fraction:
    if not _NUMBER.fullmatch(value):
        remedy = f"write '{value.replace(',', '.')}'" if "," in value else "write '10.5' or '1/3'"
        raise InvalidValueError("", value, "is not a plain number", remedy)
    try:
        return Fraction(value)
    except ZeroDivisionError:
        raise InvalidValueError("", value, "divides by zero") from None
    except ValueError:  # Python can be set to read fewer digits than we do
        raise InvalidValueError("", value, "has too many digits", "round it") from None


def _exact_decimal(value: Decimal) -> Fraction:
    if not value.is_finite():
        raise InvalidValueError("", value, "is not finite", "leave the field out if it is unknown")
    if abs(value.adjusted()) > MOST_DIGITS:
        raise InvalidValueError("", value, f"has more than {MOST_DIGITS} digits")
    return Fraction(value)


def exact_text(value: Fraction) -> str:
    """Return the text of a number: a decimal where one of up to 60 places is exact.

    `exact` reads it back if no part of it has more than `MOST_DIGITS`.

    Examples
    --------
    >>> exact_text(Fraction(21, 2)), exact_text(Fraction(1, 3))
    ('10.5', '1/3')
    """
    places, rest = 0, value.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1 or places > _MOST_PLACES:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to `places` decimal places, halves away from zero (kaufmännisches Runden).

    Examples
    --------
    >>> half_up(Fraction("0.125"), 2), half_up(Fraction("-0.125"), 2)
    (Fraction(13, 100), Fraction(-13, 100))
    """
    scale = 10**places
    rounded = Fraction(int(abs(value) * scale + Fraction(1, 2)), scale)
    return -rounded if value < 0 else rounded


@define(frozen=True, order=True, repr=False)
class _Quantity:
    """Arithmetic and order within one kind of quantity; Python itself refuses another kind."""

    _raw: Fraction | int

    @classmethod
    def _of(cls, raw: Fraction | int) -> Self:
        quantity = cls.__new__(cls)
        object.__setattr__(quantity, "_raw", raw)  # what is computed needs no check
        return quantity

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(self._raw + other._raw)

    def __sub__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(self._raw - other._raw)

    def __neg__(self) -> Self:
        return self._of(-self._raw)

    def __abs__(self) -> Self:
        return self._of(-self._raw if self._raw < 0 else self._raw)

    def __bool__(self) -> bool:
        return self._raw != 0

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


@define(frozen=True, order=True, repr=False)
class _ExactQuantity(_Quantity):
    """A quantity that any exact number multiplies and divides."""

    @property
    def value(self) -> Fraction:
        """The exact number, in the unit of the quantity."""
        return cast("Fraction", self._raw)

    def __mul__(self, factor: int | Decimal | Fraction) -> Self:
        number = _factor(factor)
        if number is None:
            return NotImplemented
        return self._of(self._raw * number)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Self) -> Fraction: ...
    @overload
    def __truediv__(self, other: int | Decimal | Fraction) -> Self: ...
    def __truediv__(self, other: Self | int | Decimal | Fraction) -> Self | Fraction:
        if isinstance(other, type(self)):
            return self.value / other.value
        number = _factor(other)
        if number is None:
            return NotImplemented
        return self._of(self._raw / number)

    def __str__(self) -> str:
        try:
            return exact_text(self.value)
        except ValueError:  # of more digits than Python writes
            return "a number too long to write"


@define(frozen=True, order=True, init=False, repr=False)
class Fte(_ExactQuantity):
    """A number of posts in full-time equivalents (Vollzeitäquivalente, VZÄ), exact.

    1.0 is one full post (Stelle). Differences can be negative. Multiplied or divided by a number it
    stays what it is; divided by another `Fte` it gives their ratio.

    Parameters
    ----------
    value
        The number of full posts: an `Fte` or an `ExactNumber`.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `exact` does; a float is refused.

    Examples
    --------
    >>> Fte("14") - Fte("10.5")
    Fte('3.5')
    >>> Fte("10.5") / Fte("14")
    Fraction(3, 4)
    >>> sum([Fte("0.5"), Fte(1)], Fte(0))
    Fte('1.5')
    """

    def __init__(self, value: "Fte | ExactNumber") -> None:
        super().__init__(value.value if type(value) is Fte else exact(cast("ExactNumber", value)))


@define(frozen=True, order=True, init=False, repr=False)
class Euro(_Quantity):
    """An amount of money in euro, in whole cents.

    Amounts can be negative: a repayment, a difference. Multiplied by an int it stays in whole
    cents; divided by another amount it gives their ratio.

    Parameters
    ----------
    amount
        The amount in EUR: a `Euro` or an `ExactNumber` of at most two decimal places.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `exact` does; also for a part of a cent.

    Examples
    --------
    >>> Euro("57000") * 18
    Euro('1026000.00')
    >>> Euro("0.10") + Euro("0.20") == Euro("0.30")
    True
    """

    def __init__(self, amount: "Euro | ExactNumber") -> None:
        cents = Fraction(amount.cents) if isinstance(amount, Euro) else exact(amount) * 100
        if cents.denominator != 1:
            raise InvalidValueError("", amount, "is not in whole cents", "round it first")
        super().__init__(cents.numerator)

    @classmethod
    def from_cents(cls, cents: int) -> Self:
        """Return the amount of so many cents.

        Examples
        --------
        >>> Euro.from_cents(102_600_000)
        Euro('1026000.00')
        """
        return cls(exact(cents) / 100)

    @property
    def cents(self) -> int:
        """The amount in cents."""
        return int(self._raw)

    def __mul__(self, factor: int) -> Self:
        number = _factor(factor)
        if number is None:
            return NotImplemented
        if number.denominator != 1:
            raise InvalidValueError(
                "", factor, "may leave parts of a cent", "round by a stated rule"
            )
        return self._of(self._raw * number.numerator)

    __rmul__ = __mul__

    def __truediv__(self, other: Self) -> Fraction:
        if type(other) is not type(self):
            return NotImplemented
        return Fraction(self.cents, other.cents)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"


@define(frozen=True, order=True, init=False, repr=False)
class ExactEuro(_ExactQuantity):
    """An amount of money in euro, exact also in parts of a cent: what computing passes through.

    Nobody can pay a third of 1,000 EUR. Inside a computation it stays exact, as
    an `ExactEuro`; a rounding with a name (`Rounding`) makes it a `Euro` once, at the end.

    Parameters
    ----------
    amount
        The amount in EUR: an `ExactEuro`, a `Euro`, or an `ExactNumber`.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `exact` does; a float is refused.

    Examples
    --------
    >>> ExactEuro(Euro("1000")) / 3
    ExactEuro('1000/3')
    >>> ExactEuro("1000") / 3 * 3
    ExactEuro('1000')
    """

    def __init__(self, amount: "ExactEuro | Euro | ExactNumber") -> None:
        if isinstance(amount, Euro):
            super().__init__(Fraction(amount.cents, 100))
        else:
            super().__init__(amount.value if isinstance(amount, ExactEuro) else exact(amount))


def optional_fte(value: Fte | ExactNumber | None) -> Fte | None:
    """Return the exact VZÄ, or None for an unknown number."""
    return None if value is None else Fte(value)


def optional_euro(value: Euro | ExactNumber | None) -> Euro | None:
    """Return the exact amount, or None for an unknown one."""
    return None if value is None else Euro(value)


def _factor(factor: object) -> Fraction | None:
    """Return an exact number to multiply or divide by; None for anything else."""
    if isinstance(factor, bool | float | str | _Quantity):
        return None
    try:
        return exact(cast("ExactNumber", factor))
    except InvalidTypeError:
        return None
