"""Certificates: what proves a result, and the check that needs nothing else.

Each unit that a key has or could have makes a *claim*: a divisor method compares the divisors
w / s(n) up to which the quotient stays rounded up, largest remainder compares the deficits q - n of
the quota. A result is right if no unit that was refused has a stronger claim than one that was
granted; units that a bound forces or forbids are exempt. So two numbers prove it: the strongest
claim refused and the weakest one granted. Claims are computed in fractions, straight from the
definitions; nothing is shared with the search for the result. Balinski and Young, Fair
Representation (2nd edition 2001), appendix A, propositions 3.1 and 3.3, the min-max inequality.
"""

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Generic, NamedTuple, TypeVar

from attrs import evolve, frozen

from kim_model._mapping import FrozenMapping
from kim_model.apportionment.inputs import known_key, whole
from kim_model.apportionment.methods import DivisorMethod, Method, signposts
from kim_model.apportionment.ties import Tie
from kim_model.errors import VerificationError

K = TypeVar("K", bound=Hashable)


class _Row(NamedTuple, Generic[K]):
    """One key with its units, and between which numbers these may lie for its claims to count."""

    key: K
    seats: int
    least: int
    most: int


@frozen(slots=False)
class Certificate(Generic[K]):
    """The base of all certificates: the question, the answer, and what separates granted units.

    Attributes
    ----------
    seats, units, weights, minimum, maximum, tie_break, ties
        As in `Apportionment`.
    lower
        The strongest claim that was refused; None if no key could get more.
    upper
        The weakest claim that was granted; None if no key could have less. Equal to `lower` if,
        and only if, keys tie.
    """

    seats: Mapping[K, int]
    units: int
    weights: Mapping[K, int | Fraction]
    minimum: int | Mapping[K, int]
    maximum: int | Mapping[K, int] | None
    tie_break: tuple[K, ...] | None
    ties: tuple[Tie[K], ...]
    lower: Fraction | None
    upper: Fraction | None

    def claim(self, key: K, n: int) -> Fraction | None:
        """Return the claim of a key with n units to one more; None is stronger than all."""
        return self._claim(known_key(key, self.weights), whole("n", n))

    def range(self, key: K) -> tuple[int, int]:
        """Return the fewest and the most units that the key may get."""
        return self._range(known_key(key, self.weights))

    def _claim(self, key: K, n: int) -> Fraction | None:
        raise NotImplementedError

    def _range(self, key: K) -> tuple[int, int]:
        least = self.minimum if isinstance(self.minimum, int) else self.minimum.get(key, 0)
        if not self.weights[key]:
            return least, least
        most = self.maximum
        if most is not None and not isinstance(most, int):
            most = most.get(key)
        return least, self.units if most is None else min(most, self.units)

    def rows(self) -> Iterator[_Row[K]]:
        """Go through the keys."""
        for key in self.weights:
            yield _Row(key, self.seats.get(key, -1), *self._range(key))

    def verify(self) -> bool:
        """Return True if this proves that the seats are right, in one pass over the keys.

        Raises
        ------
        VerificationError
            If it does not; the message names a key, or the sums.
        """
        total = 0
        claims: list[tuple[K, Fraction | None, Fraction | None]] = []
        for row in self.rows():
            total += row.seats
            claims.append((row.key, *self._checked_claims(row)))
        if total != self.units or len(self.seats) != len(self.weights):
            raise VerificationError(
                f"the seats of {len(self.seats)} keys add up to {total};"
                f" there are {len(self.weights)} keys and units = {self.units}"
            )
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise VerificationError(f"a claim of {self.lower} was refused, {self.upper} granted")
        exact_lower = self.lower is None or any(refused == self.lower for _, refused, _ in claims)
        exact_upper = self.upper is None or any(granted == self.upper for _, _, granted in claims)
        if not exact_lower or not exact_upper:
            raise VerificationError(
                f"no claim refused is {self.lower}, or no claim granted is {self.upper}"
            )
        if self.lower is None or self.lower != self.upper:
            self._verify_ties([], [])
        else:
            cut = self.lower
            self._verify_ties(
                [key for key, refused, granted in claims if cut in (refused, granted)],
                [key for key, _, granted in claims if granted == cut],
            )
        return True

    def _checked_claims(self, row: _Row[K]) -> tuple[Fraction | None, Fraction | None]:
        """Return the claim that a key was refused and its weakest one granted; None without one."""
        key, seats, least, most = row
        if type(seats) is not int or not least <= seats <= most:
            raise VerificationError(
                f"{key!r} has {seats!r} units, outside its range of {least} to {most}"
            )
        refused = granted = None
        if seats < most:
            refused = self._claim(key, seats)
            if refused is None or self.lower is None or refused > self.lower:
                raise VerificationError(f"{key!r} has {seats} units and a claim to one more")
        if seats > least:
            granted = self._claim(key, seats - 1)
            if granted is not None and (self.upper is None or granted < self.upper):
                raise VerificationError(f"{key!r} has {seats} units without a claim to the last")
        return refused, granted

    def _verify_ties(self, tied: list[K], winners: list[K]) -> None:
        expected = (Tie(tuple(tied), len(winners), tuple(winners)),) if tied else ()
        if self.ties != expected:
            raise VerificationError(f"the ties are {expected}, not {self.ties}")
        if tied:
            order = self.tie_break or ()
            ranked = [key for key in order if key in tied]
            if set(ranked[: len(winners)]) != set(winners):
                raise VerificationError(f"the order {order!r} does not decide for {winners}")


@frozen(slots=False)
class DivisorCertificate(Certificate[K]):
    """The exact interval of divisors that yields the result of a divisor method.

    Every divisor strictly between `lower` and `upper` rounds to this result and no other. On
    `lower` or `upper` a quotient lies on its signpost, and the result is one of the roundings.
    For a method whose signposts are known by their squares (`method.squared`), both are the
    squares of divisors. `lower` None stands for 0, `upper` None for infinity.

    Attributes
    ----------
    method
        The signposts.
    """

    method: DivisorMethod

    def _claim(self, key: K, n: int) -> Fraction | None:
        """Return the divisor, or its square, up to which the key gets its unit number n + 1."""
        signpost = self.method.at(n)
        weight = self.weights[key]
        return (weight**2 if self.method.squared else weight) / signpost if signpost else None


@frozen(slots=False)
class RemainderCertificate(Certificate[K]):
    """Quotas, remainders, and the cut between rounding up and down, of largest remainder.

    A key has its quota rounded up if its remainder is `upper` or more, rounded down if it is
    `lower` or less. Keys at a bound are exempt. Where bounds take or leave more units than the
    remainders do, the cut is below 0 or above 1, and "remainder" means quota less units.

    Attributes
    ----------
    total
        The sum of the weights.
    quotas
        The ideal share of each key: weight times units by total (German: Idealanspruch).
    """

    total: int | Fraction
    quotas: Mapping[K, Fraction]

    @property
    def remainders(self) -> Mapping[K, Fraction]:
        """What each quota has beyond its whole units (German: Restbruchteil)."""
        return FrozenMapping((key, quota - floor(quota)) for key, quota in self.quotas.items())

    def _claim(self, key: K, n: int) -> Fraction | None:
        """Return the deficit: the quota less n."""
        return self.quotas[key] - n

    def rows(self) -> Iterator[_Row[K]]:
        """Go through the keys, and check the quotas on the way."""
        total: int | Fraction = 0
        for row in super().rows():
            weight = self.weights[row.key]
            total += weight
            if self.quotas[row.key] * self.total != weight * self.units:
                raise VerificationError(f"the quota of {row.key!r} is not {self.quotas[row.key]}")
            yield row
        if total != self.total:
            raise VerificationError(f"the weights add up to {total}, not to {self.total}")


@frozen(slots=False)
class FirstUnitCertificate(Certificate[K]):
    """Who goes without, where a method gives every key a first unit but has too few.

    No divisor is large enough then, and the largest weights get one unit each: those of `upper`
    or more have it, those of `lower` or less do not. All other keys have their minimum.
    """

    def _claim(self, key: K, n: int) -> Fraction | None:  # noqa: ARG002 - all are for n = 0
        """Return the weight."""
        return Fraction(self.weights[key])

    def _range(self, key: K) -> tuple[int, int]:
        """Return the fewest and the most units: beyond minima, only first units are given."""
        least, most = super()._range(key)
        return least, max(least, min(most, 1))


def certify(
    *,
    seats: Mapping[K, int],
    units: int,
    weights: Mapping[K, int | Fraction],
    minimum: int | Mapping[K, int],
    maximum: int | Mapping[K, int] | None,
    tie_break: tuple[K, ...] | None,
    ties: tuple[Tie[K], ...],
    method: Method | DivisorMethod,
    allow_zero: bool,
) -> Certificate[K]:
    """Return the certificate of seats, whichever kind suits the method."""
    question = (seats, units, weights, minimum, maximum, tie_break, ties, None, None)
    divisors = signposts(method)
    if divisors is None:
        total = sum(weights.values())
        quotas = FrozenMapping(
            (key, Fraction(weight * units, total or 1)) for key, weight in weights.items()
        )
        return _with_cut(RemainderCertificate(*question, total, quotas))
    if allow_zero and divisors.at(0) == 0:
        first = FirstUnitCertificate(*question)
        if sum(row.most for row in first.rows()) > units:
            return _with_cut(first)
    return _with_cut(DivisorCertificate(*question, divisors))


def _with_cut(certificate: Certificate[K]) -> Certificate[K]:
    """Return the certificate with its two numbers, which are read off the seats."""
    refused: list[Fraction] = []
    granted: list[Fraction] = []
    for key, seats, least, most in certificate.rows():
        if least <= seats < most and (claim := certificate.claim(key, seats)) is not None:
            refused.append(claim)
        if least < seats <= most and (claim := certificate.claim(key, seats - 1)) is not None:
            granted.append(claim)
    return evolve(certificate, lower=max(refused, default=None), upper=min(granted, default=None))
