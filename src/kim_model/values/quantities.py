"""Euro and full-time equivalents: exact, and never mixed up.

All refuse floats, because 0.1 as a float is not a tenth, and all are independent of the decimal
context: they compute in whole cents and in fractions.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import NoReturn, Self, SupportsIndex, TypeAlias, cast, overload

from attrs import define

from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError

ExactNumber: TypeAlias = int | str | Decimal | Fraction
"""What stands for an exact number: an int, a Decimal, a Fraction, or a text such as ``"10.5"``."""

MOST_DIGITS = 4000
"""On either side of a mark: beyond any sum of parts of posts and money, and soon read."""

_NUMBER = re.compile(
    "[+-]?[0-9]{1,N}([.][0-9]{1,N})?|[+-]?[0-9]{1,N}/[0-9]{1,N}".replace("N", str(MOST_DIGITS)),
    re.ASCII,
)
_MOST_PLACES = 60
# As people write them: 1.026.000,00 in German, 1,026,000.00 in English, blanks in both.
# One mark parts all thousands of a number.
_WRITTEN = r"([+-]?)([1-9][0-9]{0,2}([%s])[0-9]{3}(?:\3[0-9]{3})*|[0-9]+)(?:%s([0-9]+))?"
_GERMAN = re.compile(_WRITTEN % (". ", ","), re.ASCII)
_ENGLISH = re.compile(_WRITTEN % (", ", r"\."), re.ASCII)
_MAY_BE_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_DECIMALS = re.compile(r".*?(?:\.([0-9]{1,2}))?f")  # the format of a number, as in ",.2f"
_PLACES = 6  # where a format names none, as in Python
_ALIGNED = re.compile(r"(?:.?[<>^])?[0-9]*", re.DOTALL)  # the format of a text, as in ">12"


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
    return _exact(value, lambda _: True)


def _exact(value: ExactNumber, takes: Callable[[Fraction], bool]) -> Fraction:
    """Return the exact value of a number; what is advised instead of it, the caller takes."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str):
        return _exact_text(value, takes)
    if isinstance(value, Decimal):
        return _exact_decimal(value)
    if isinstance(value, float):
        near = [Fraction(float.__repr__(value))] if isfinite(value) else []
        raise InvalidTypeError("", value, "is a float and so not exact", _advice(near, takes))
    if not isinstance(value, bool):
        try:
            return Fraction(operator.index(value))
        except TypeError:
            pass
    raise InvalidTypeError("", value, "is not a number", _advice((), takes))


def _exact_text(value: str, takes: Callable[[Fraction], bool]) -> Fraction:
    if not _NUMBER.fullmatch(value):
        raise InvalidValueError("", value, "is not a plain number", _advice(_read(value), takes))
    try:
        return Fraction(value)
    except ZeroDivisionError:
        raise InvalidValueError("", value, "divides by zero") from None
    except ValueError:  # Python can be set to read fewer digits than we do
        raise InvalidValueError("", value, "has too many digits", "round it") from None


def _read(text: str) -> Iterator[Fraction]:
    """Yield what a number can mean that is written for people, not for machines."""
    plain = " ".join(text.split())
    for form in (_GERMAN, _ENGLISH):
        if len(plain) <= _MOST_PLACES and (found := form.fullmatch(plain)):
            sign, whole, _, part = found.groups()
            yield Fraction(f"{sign}{re.sub('[., ]', '', whole)}.{part or '0'}")


def _advice(numbers: Iterable[Fraction], takes: Callable[[Fraction], bool]) -> str:
    """Return the way out: to write one of some numbers, each in a form that is taken.

    One that is not taken is told too, so that none is taken for what was meant just because it
    could be.
    """
    meant = list(numbers)
    refused = dict.fromkeys(exact_text(each) for each in meant if not takes(each))
    texts = dict.fromkeys(_unmistakable(each) for each in meant if takes(each))
    forms = [f"'{each}'" for each in texts if _NUMBER.fullmatch(each)]
    ways = [f"round it first if it means {each}" for each in refused]
    ways += [f"write {' or '.join(forms)}"] if forms else []
    return ", or ".join(ways) or "write a number such as '10.5'"


def _unmistakable(value: Fraction) -> str:
    """Return the text of a number that no one reads as thousands: 57.125 as 57.1250."""
    text = exact_text(value)
    return f"{text}0" if _MAY_BE_THOUSANDS.fullmatch(text) else text


def _refuse_thousands(amount: object, takes: Callable[[Fraction], bool]) -> None:
    """Refuse a text such as 57.000 for money: in German it is 57 thousand."""
    if isinstance(amount, str) and _MAY_BE_THOUSANDS.fullmatch(amount):
        meant = _advice([Fraction(amount), Fraction(amount.replace(".", ""))], takes)
        raise InvalidValueError("", amount, "has three places, as thousands do", meant)


def _index(value: SupportsIndex) -> int:
    """Return a whole number as an int; a bool, a float and a text are none."""
    if not isinstance(value, bool):
        with suppress(TypeError):
            return operator.index(value)
    raise InvalidTypeError("", value, "is not a whole number", "write an int")


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

    With places below 0, to tens, hundreds and so on.

    Examples
    --------
    >>> half_up(Fraction("0.125"), 2), half_up(Fraction("-0.125"), 2)
    (Fraction(13, 100), Fraction(-13, 100))
    """
    scale = Fraction(10) ** places
    rounded = int(abs(value) * scale + Fraction(1, 2)) / scale
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
        places = int(decimals[1] or _PLACES) if decimals else _MOST_PLACES + 1
        try:
            if places <= _MOST_PLACES:
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
            places = 0 if ndigits is None else _index(ndigits)
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
        _refuse_thousands(amount, _in_cents)
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
            return cls(Fraction(_index(cents), 100))
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
        _refuse_thousands(amount, lambda _: True)
        if isinstance(amount, Euro):
            super().__init__(Fraction(amount.cents, 100))
        else:
            super().__init__(amount.value if isinstance(amount, ExactEuro) else exact(amount))

    def _text(self) -> str:
        return _unmistakable(self.value)

    def __round__(self, ndigits: SupportsIndex | None = None) -> NoReturn:
        _refuse_to_round(self, ndigits)


def _cents(amount: ExactNumber) -> Fraction:
    return _exact(amount, _in_cents) * 100


def _in_cents(number: Fraction) -> bool:
    return (number * 100).denominator == 1


def _refuse_to_round(amount: Euro | ExactEuro, ndigits: SupportsIndex | None) -> NoReturn:
    step = "CENT" if ndigits is not None and _index(ndigits) > 0 else "EURO"
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
