"""Euro and full-time equivalents: exact, and never mixed up.

All refuse floats, because 0.1 as a float is not a tenth, and all are independent of the decimal
context: they compute in whole cents and in fractions.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, Self, SupportsIndex, cast, overload

from attrs import define

from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError
from kim_model.values.numbers import (
    MOST_PLACES,
    ExactNumber,
    exact,
    exact_text,
    exact_where,
    half_up,
    refuse_thousands,
    unmistakable,
    whole_number,
)

_DECIMALS = re.compile(r".*?(?:\.([0-9]{1,2}))?f")  # the format of a number, as in ",.2f"
_PLACES = 6  # where a format names none, as in Python
_ALIGNED = re.compile(r"(?:.?[<>^])?[0-9]*", re.DOTALL)  # the format of a text, as in ">12"


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

    def __radd__(self, other: int) -> Self:
        """Let `sum` begin with its 0; no other bare number is a quantity."""
        if type(other) is int and other == 0:
            return self
        return NotImplemented

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

    @property
    def _number(self) -> Fraction:
        """The exact number, in the unit of the quantity."""
        return Fraction(self._raw)

    def __format__(self, spec: str) -> str:
        """Write it with decimals (``",.2f"``), rounded half up, or as a text (``">12"``)."""
        decimals = _DECIMALS.fullmatch(spec)
        if not decimals and _ALIGNED.fullmatch(spec):
            return format(str(self), spec)
        places = int(decimals[1] or _PLACES) if decimals else MOST_PLACES + 1
        try:
            if places <= MOST_PLACES:
                # A decimal of just these places, so that no decimal context rounds it.
                size = int(abs(half_up(self._number, places)) * 10**places)
                sign = int(self._number < 0 and size > 0)
                return format(Decimal((sign, [int(each) for each in str(size)], -places)), spec)
        except ValueError:
            pass
        remedy = "write '.2f' or ',.2f' for decimals, '>12' for a text"
        raise InvalidValueError("", spec, f"is not a format of {type(self).__name__}", remedy)


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
            return self._text()
        except ValueError:  # of more digits than Python writes
            return "a number too long to write"

    def _text(self) -> str:
        return exact_text(self.value)


@define(frozen=True, order=True, init=False, repr=False)
class Fte(_ExactQuantity):
    """A number of posts in full-time equivalents (Vollzeitäquivalente, VZÄ), exact.

    1.0 is one full post (Stelle). Differences can be negative. Multiplied or divided by a number it
    stays what it is; divided by another `Fte` it gives their ratio. `round` and formats round half
    up (kaufmännisch).

    Parameters
    ----------
    value
        The number of full posts: an `Fte` or an `ExactNumber`. ``"1.125"`` is a little more than
        one post: parts of posts have three places, and nobody writes thousands of them.

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
    >>> sum([Fte("0.5"), Fte(1)])
    Fte('1.5')
    >>> round(Fte("4.25"), 1), f"{Fte('4.25'):.1f}"
    (Fte('4.3'), '4.3')
    """

    def __init__(self, value: "Fte | ExactNumber") -> None:
        super().__init__(value.value if type(value) is Fte else exact(cast("ExactNumber", value)))

    def __round__(self, ndigits: SupportsIndex | None = None) -> Self:
        try:
            places = 0 if ndigits is None else whole_number(ndigits)
        except FieldError as error:
            raise error.within("ndigits") from None
        return self._of(half_up(self.value, places))


@define(frozen=True, order=True, init=False, repr=False)
class Euro(_Quantity):
    """An amount of money in euro, in whole cents.

    Amounts can be negative: a repayment, a difference. Multiplied by an int it stays in whole
    cents; divided by another amount it gives their ratio. Only a `Rounding` rounds it; a format
    writes it with as many decimals as it says.

    Parameters
    ----------
    amount
        The amount in EUR: a `Euro` or an `ExactNumber` of at most two decimal places.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `exact` does; also for a part of a cent, and for a text such as ``"57.000"``, which in
        German is 57 thousand.

    Examples
    --------
    >>> Euro("57000") * 18
    Euro('1026000.00')
    >>> sum([Euro("0.10"), Euro("0.20")]) == Euro("0.30")
    True
    >>> f"{Euro('1026000'):,.2f}"
    '1,026,000.00'
    >>> Euro("1.026.000,00")
    Traceback (most recent call last):
        ...
    kim_model.errors.InvalidValueError: '1.026.000,00' (str) is not a plain number; write '1026000'
    """

    def __init__(self, amount: "Euro | ExactNumber") -> None:
        refuse_thousands(amount, _in_cents)
        cents = Fraction(amount.cents) if isinstance(amount, Euro) else _cents(amount)
        if cents.denominator != 1:
            raise InvalidValueError("", amount, "is not in whole cents", "round it first")
        super().__init__(cents.numerator)

    @classmethod
    def from_cents(cls, cents: SupportsIndex) -> Self:
        """Return the amount of so many cents.

        Raises
        ------
        InvalidTypeError
            For anything but a whole number.

        Examples
        --------
        >>> Euro.from_cents(102_600_000)
        Euro('1026000.00')
        """
        try:
            return cls(Fraction(whole_number(cents), 100))
        except FieldError as error:
            raise error.within("cents") from None

    @property
    def cents(self) -> int:
        """The amount in cents."""
        return int(self._raw)

    @property
    def _number(self) -> Fraction:
        return Fraction(self._raw, 100)

    def __round__(self, ndigits: SupportsIndex | None = None) -> NoReturn:
        _refuse_to_round(self, ndigits)

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
        As `exact` does; also for a text such as ``"57.000"``, as `Euro` does. It writes itself
        with a fourth place there, ``57.1250``.

    Examples
    --------
    >>> ExactEuro(Euro("1000")) / 3
    ExactEuro('1000/3')
    >>> ExactEuro("1000") / 3 * 3
    ExactEuro('1000')
    """

    def __init__(self, amount: "ExactEuro | Euro | ExactNumber") -> None:
        refuse_thousands(amount, lambda _: True)
        if isinstance(amount, Euro):
            super().__init__(Fraction(amount.cents, 100))
        else:
            super().__init__(amount.value if isinstance(amount, ExactEuro) else exact(amount))

    def _text(self) -> str:
        return unmistakable(self.value)

    def __round__(self, ndigits: SupportsIndex | None = None) -> NoReturn:
        _refuse_to_round(self, ndigits)


def _cents(amount: ExactNumber) -> Fraction:
    return exact_where(amount, _in_cents) * 100


def _in_cents(number: Fraction) -> bool:
    return (number * 100).denominator == 1


def _refuse_to_round(amount: Euro | ExactEuro, ndigits: SupportsIndex | None) -> NoReturn:
    step = "CENT" if ndigits is not None and whole_number(ndigits) > 0 else "EURO"
    remedy = f"write Rounding.{step}_HALF_UP.to_euro({ExactEuro(amount)!r})"
    raise InvalidTypeError("", amount, "is rounded only by a rule with a name", remedy)


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
