"""The result of an apportionment: what was asked, what came out, and the way to its proof."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from attrs import field, frozen

from kim_model._mapping import FrozenMapping
from kim_model.apportionment.certificate import Certificate, certify
from kim_model.apportionment.methods import DivisorMethod, Method
from kim_model.apportionment.ties import Tie
from kim_model.errors import InvalidTypeError

K = TypeVar("K", bound=Hashable)


# Not slotted: an instance with a dict is made faster and can keep the certificate once built.
@frozen(slots=False)
class Apportionment(Generic[K]):
    """Whole units for every key, with the question that they answer.

    Made by `apportion`; changed by `attrs.evolve`, after which `verify` no longer accepts it.

    Attributes
    ----------
    seats
        The units of each key, in the order of the weights (German: Sitze, Zuteilung).
    units
        The units that were to be given.
    method
        The method.
    minimum, maximum
        The bounds: for all keys, or for those named; no maximum is None.
    tie_break
        The order that was given for ties, or None.
    allow_zero
        Whether positive weights might go without a unit where the method gives each a first one.
    ties
        The ties that `tie_break` decided: at most one.
    """

    seats: Mapping[K, int]
    units: int
    # A copy that nobody else has; it is frozen when first asked for, which most callers never do.
    _weights: Mapping[K, int | Fraction] = field(alias="weights", hash=False)
    method: Method | DivisorMethod
    minimum: int | Mapping[K, int] = 0
    maximum: int | Mapping[K, int] | None = None
    tie_break: tuple[K, ...] | None = None
    allow_zero: bool = False
    ties: tuple[Tie[K], ...] = ()

    @cached_property
    def weights(self) -> Mapping[K, int | Fraction]:
        """The weights as exact numbers."""
        return FrozenMapping(self._weights)

    @cached_property
    def certificate(self) -> Certificate[K]:
        """What proves the result; built when first asked for.

        Examples
        --------
        >>> from kim_model.apportionment import apportion
        >>> certificate = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague").certificate
        >>> certificate.lower, certificate.upper
        (Fraction(56, 3), Fraction(24, 1))
        """
        return certify(
            seats=self.seats,
            units=self.units,
            weights=self.weights,
            minimum=self.minimum,
            maximum=self.maximum,
            tie_break=self.tie_break,
            ties=self.ties,
            method=self.method,
            allow_zero=self.allow_zero,
        )

    def verify(self) -> bool:
        """Return True if the certificate proves the result.

        Raises
        ------
        VerificationError
            If it does not.

        Examples
        --------
        >>> from attrs import evolve
        >>> from kim_model.apportionment import apportion
        >>> result = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague")
        >>> result.verify()
        True
        >>> evolve(result, seats={"A": 3, "B": 2, "C": 0}).verify()
        Traceback (most recent call last):
        ...
        kim_model.errors.VerificationError: ...
        """
        return self.certificate.verify()


def checked_result(result: Apportionment[K]) -> Apportionment[K]:
    """Return the result, and refuse what is none."""
    if not isinstance(result, Apportionment):  # pyright: ignore[reportUnnecessaryIsInstance] - from callers without types
        raise InvalidTypeError("result", result, "is not an Apportionment", "pass one")
    return result
