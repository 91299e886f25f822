"""The methods by name, and divisor methods by their own signposts.

A divisor method divides every weight by one divisor and rounds the quotients; the divisor is such
that the rounded quotients add up to the units. How it rounds is said by its *signposts*: a quotient
between the whole numbers n and n + 1 is rounded down below the signpost s(n), up above it, and
either way on it. Balinski and Young, Fair Representation (2nd edition 2001), appendix A.4;
Pukelsheim, Proportional Representation (2nd edition 2017), chapters 3 and 4 (whose s(n + 1) is s(n)
here).
"""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from attrs import field, frozen

from kim_model.apportionment.inputs import exact, whole
from kim_model.errors import InvalidTypeError, InvalidValueError


class Method(StrEnum):
    """The methods that have a name.

    Each is also its value, so that ``"dhondt"`` may be given for ``Method.DHONDT``.
    """

    LARGEST_REMAINDER = "largest_remainder"
    """Hamilton, Hare/Niemeyer (Quotenverfahren mit Restausgleich nach größten Bruchteilen)."""

    SAINTE_LAGUE = "sainte_lague"
    """Webster, Schepers (Divisorverfahren mit Standardrundung): s(n) = n + 1/2."""

    DHONDT = "dhondt"
    """Jefferson (Divisorverfahren mit Abrundung): s(n) = n + 1."""

    ADAMS = "adams"
    """Smallest divisors (Divisorverfahren mit Aufrundung): s(n) = n."""

    HUNTINGTON_HILL = "huntington_hill"
    """Equal proportions (Divisorverfahren mit geometrischer Rundung): s(n)² = n(n + 1)."""

    DEAN = "dean"
    """Harmonic means (Divisorverfahren mit harmonischer Rundung): s(n) = n(n + 1)/(n + 1/2)."""


_Signpost: TypeAlias = Callable[[int], int | Fraction | Decimal]


def _callable(_method: object, _attribute: object, value: _Signpost) -> None:
    if not callable(value):
        raise InvalidTypeError(
            "signpost", value, "is not a function", "give a function of n, such as lambda n: n + 1"
        )


@frozen(slots=False)
class DivisorMethod:
    """A divisor method given by its own signposts.

    Parameters
    ----------
    name
        What the method is called; only for display.
    signpost
        The signpost s(n) between n and n + 1 units, n = 0, 1, 2 …, as ``int``, ``Fraction`` or
        ``Decimal``. A method usually known by its divisors 1.4, 3, 5, 7 … has half of them as
        signposts. Theory asks that n ≤ s(n) ≤ n + 1 and that the signposts increase; both are
        checked for every signpost that a computation looks at. Give a named function of a module
        if results are to be pickled.
    squared
        Whether `signpost` gives the squares of the signposts, for methods whose signposts are
        irrational, such as Huntington-Hill with n(n + 1).

    Examples
    --------
    Modified Sainte-Laguë with first divisor 1.4 (Norway, Sweden until 2014), in one line:

    >>> nordic = DivisorMethod("nordic", lambda n: n + Fraction(1, 2) if n else Fraction(7, 10))
    >>> from kim_model.apportionment import apportion
    >>> apportion(5, {"A": 60, "B": 28, "C": 12}, nordic).seats
    FrozenMapping({'A': 3, 'B': 2, 'C': 0})
    >>> apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague").seats
    FrozenMapping({'A': 3, 'B': 1, 'C': 1})
    """

    name: str
    signpost: _Signpost = field(repr=False, validator=_callable)
    squared: bool = False

    @property
    def power(self) -> int:
        """The power to which `at` gives the signposts: 2 if they are squared, else 1."""
        return 2 if self.squared else 1

    def at(self, n: int) -> Fraction:
        """Return the signpost s(n), checked; its square if the signposts are `squared`.

        Raises
        ------
        InvalidTypeError
            If the signpost is a ``float`` or anything else that is not exact.
        InvalidValueError
            If the signpost is not between n and n + 1, or not below the next one.
        """
        return _checked(self, whole("n", n))

    def within(self, n: int) -> Fraction:
        """Return the signpost s(n) as `at` does, without a look at the next one."""
        signpost = self.signpost(whole("n", n))
        place = f"{self.name}.signpost({n})"
        value = signpost if type(signpost) is Fraction else Fraction(exact(place, signpost))
        if not n**self.power <= value <= (n + 1) ** self.power:
            square = "the square of a signpost" if self.squared else "a signpost"
            raise InvalidValueError(
                place,
                signpost,
                f"is not between {n**self.power} and {(n + 1) ** self.power}",
                f"scale the divisors so that {square} s(n) has n <= s(n) <= n + 1",
            )
        return value


@lru_cache(maxsize=4096)  # proofs look at the same few signposts over and over
def _checked(method: DivisorMethod, n: int) -> Fraction:
    value = method.within(n)
    if value == (n + 1) ** method.power and method.within(n + 1) == value:
        raise InvalidValueError(
            f"{method.name}.signpost({n + 1})",
            method.signpost(n + 1),
            f"is not above signpost({n})",
            "make the signposts increase",
        )
    return value


AnyMethod: TypeAlias = Method | DivisorMethod | str
"""What is accepted as a method: a `Method`, its value, or a `DivisorMethod`."""

_HALF = Fraction(1, 2)


# Functions with a name, which pickle.
def _halfway(n: int) -> Fraction:
    return n + _HALF


def _up(n: int) -> int:
    return n + 1


def _down(n: int) -> int:
    return n


def _geometric_squared(n: int) -> int:
    return n * (n + 1)


def _harmonic(n: int) -> Fraction:
    return n * (n + 1) / (n + _HALF)


SIGNPOSTS = {
    Method.SAINTE_LAGUE: DivisorMethod("sainte_lague", _halfway),
    Method.DHONDT: DivisorMethod("dhondt", _up),
    Method.ADAMS: DivisorMethod("adams", _down),
    Method.HUNTINGTON_HILL: DivisorMethod("huntington_hill", _geometric_squared, squared=True),
    Method.DEAN: DivisorMethod("dean", _harmonic),
}


def signposts(method: Method | DivisorMethod) -> DivisorMethod | None:
    """Return the signposts of a method, or None for largest remainder, which has none.

    Examples
    --------
    >>> signposts(Method.DEAN).at(1)
    Fraction(4, 3)
    """
    return method if isinstance(method, DivisorMethod) else SIGNPOSTS.get(method)


def resolve(method: AnyMethod, place: str = "method") -> Method | DivisorMethod:
    """Return the method meant.

    Raises
    ------
    InvalidTypeError
        If it is neither a method nor a string.
    InvalidValueError
        If no method has this name.
    """
    if isinstance(method, Method | DivisorMethod):
        return method
    remedy = f"use a DivisorMethod or one of {', '.join(Method)}"
    if not isinstance(method, str):  # pyright: ignore[reportUnnecessaryIsInstance] - from callers without types
        raise InvalidTypeError(place, method, "is not a method", remedy)
    try:
        return Method(method)
    except ValueError:
        raise InvalidValueError(place, method, "is not a known method", remedy) from None
