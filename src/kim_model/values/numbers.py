"""Exact numbers: read as people write them, refused where they could mean another, and written."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from math import isfinite, isnan
from typing import SupportsIndex, TypeAlias

from kim_model.errors import InvalidTypeError, InvalidValueError

ExactNumber: TypeAlias = int | str | Decimal | Fraction
"""What stands for an exact number: an int, a Decimal, a Fraction, or a text such as ``"10.5"``."""

MOST_DIGITS = 4000
"""On either side of a mark: beyond any sum of parts of posts and money, and soon read."""

_NUMBER = re.compile(
    "[+-]?[0-9]{1,N}([.][0-9]{1,N})?|[+-]?[0-9]{1,N}/[0-9]{1,N}".replace("N", str(MOST_DIGITS)),
    re.ASCII,
)
MOST_PLACES = 60
# As people write them: 1.026.000,00 in German, 1,026,000.00 in English, blanks in both.
# One mark parts all thousands of a number.
_WRITTEN = r"([+-]?)([1-9][0-9]{0,2}([%s])[0-9]{3}(?:\3[0-9]{3})*|[0-9]+)(?:%s([0-9]+))?"
_GERMAN = re.compile(_WRITTEN % (". ", ","), re.ASCII)
_ENGLISH = re.compile(_WRITTEN % (", ", r"\."), re.ASCII)
_MAY_BE_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)


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
    return exact_where(value, lambda _: True)


def exact_where(value: ExactNumber, takes: Callable[[Fraction], bool]) -> Fraction:
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
        if len(plain) <= MOST_PLACES and (found := form.fullmatch(plain)):
            sign, whole, _, part = found.groups()
            yield Fraction(f"{sign}{re.sub('[., ]', '', whole)}.{part or '0'}")


def _advice(numbers: Iterable[Fraction], takes: Callable[[Fraction], bool]) -> str:
    """Return the way out: to write one of some numbers, each in a form that is taken.

    One that is not taken is told too, so that none is taken for what was meant just because it
    could be.
    """
    meant = list(numbers)
    refused = dict.fromkeys(exact_text(each) for each in meant if not takes(each))
    texts = dict.fromkeys(unmistakable(each) for each in meant if takes(each))
    forms = [f"'{each}'" for each in texts if _NUMBER.fullmatch(each)]
    ways = [f"round it first if it means {each}" for each in refused]
    ways += [f"write {' or '.join(forms)}"] if forms else []
    return ", or ".join(ways) or "write a number such as '10.5'"


def unmistakable(value: Fraction) -> str:
    """Return the text of a number that no one reads as thousands: 57.125 as 57.1250."""
    text = exact_text(value)
    return f"{text}0" if _MAY_BE_THOUSANDS.fullmatch(text) else text


def refuse_thousands(amount: object, takes: Callable[[Fraction], bool]) -> None:
    """Refuse a text such as 57.000 for money: in German it is 57 thousand."""
    if isinstance(amount, str) and _MAY_BE_THOUSANDS.fullmatch(amount):
        meant = _advice([Fraction(amount), Fraction(amount.replace(".", ""))], takes)
        raise InvalidValueError("", amount, "has three places, as thousands do", meant)


def whole_number(value: SupportsIndex) -> int:
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
    if rest != 1 or places > MOST_PLACES:
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


def is_missing(value: object) -> bool:
    """Whether a cell of a table is empty, in the ways of CSV files and data frames."""
    if isinstance(value, str):
        return not value.strip()
    # By name, as the libraries that have them are not ours to import.
    return (
        value is None
        or (isinstance(value, float) and isnan(value))
        or type(value).__name__ in {"NAType", "NaTType"}
        or (type(value).__name__ == "datetime64" and str(value) == "NaT")
    )
