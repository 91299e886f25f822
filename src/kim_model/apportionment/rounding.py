"""How divisor methods round quotients to units, and how they rank single units, in integers.

The unit that would be a key's number n + 1 has the priority w / s(n): the divisor at which the
key's quotient passes its signpost (the *jump point*). A key of weight w holds this unit at every
divisor up to the priority.
"""

from math import inf
from typing import TypeAlias

from kim_model.apportionment.methods import SIGNPOSTS, DivisorMethod, Method

Slot: TypeAlias = tuple[int, int]
"""The place of a key, and the n after which a unit is its number n + 1."""


class Rounding:
    """Rounding by any signposts.

    Parameters
    ----------
    signposts
        The signposts to round by.

    Attributes
    ----------
    power
        The power to which signposts are compared: 2 where they are irrational, else 1.
    needs_first
        Whether every positive weight gets a first unit at every divisor, because s(0) is 0.
    lean
        Twice the mean share of a unit by which rounding lifts or lowers a quotient: 1 for
        rounding down, -1 for rounding up, 0 where both are about as frequent.
    """

    lean = 0

    def __init__(self, signposts: DivisorMethod) -> None:
        self._signposts = signposts
        self.power = signposts.power
        self.needs_first = signposts.at(0) == 0

    def signpost(self, n: int) -> tuple[int, int]:
        """Return the `power` of s(n) as numerator and denominator."""
        return self._signposts.at(n).as_integer_ratio()

    def quotients(self, weights: list[int], divisor: int) -> list[int]:
        """Round every quotient; one that is on its signpost is rounded up."""
        return [self._round(weight, divisor) for weight in weights]

    def _round(self, weight: int, divisor: int) -> int:
        whole = weight // divisor
        numerator, denominator = self.signpost(whole)
        passed: bool = numerator * divisor**self.power <= denominator * weight**self.power
        return whole + passed

    def next_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        """Return for each key the priority of its next unit, to the `power`, as nearest float.

        The quotient of two ints is rounded correctly, so the floats are in the right order; only
        equal ones say nothing.

        Raises
        ------
        OverflowError
            If one is beyond all floats.
        """
        signposts = map(self.signpost, seats)
        return [
            weight**self.power * denominator / numerator
            for weight, (numerator, denominator) in zip(weights, signposts, strict=True)
        ]

    def last_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        """Return for each key the priority of its last unit, as `next_priorities` does.

        It is infinite for a key without units, or whose only unit is a first one that it needs.
        """
        least = int(self.needs_first)
        return [
            self.next_priorities([weight], [n - 1])[0] if n > least else inf
            for weight, n in zip(weights, seats, strict=True)
        ]

    def priorities(self, weights: list[int], slots: list[Slot]) -> list[int]:
        """Return for every slot a whole number in the order of the priorities w / s(n).

        Two priorities that differ do so by at least one part in the product of their numerators
        of signposts; multiplied by more than that and rounded down, they still differ, and equal
        ones stay equal.
        """
        power = self.power
        signposts = [self.signpost(n) for _, n in slots]
        shift = 2 * max(numerator.bit_length() for numerator, _ in signposts)
        return [
            (weights[place] ** power * denominator << shift) // numerator
            for (place, _), (numerator, denominator) in zip(slots, signposts, strict=True)
        ]


class _Stationary(Rounding):
    """Rounding whose signposts all have the same place between the whole numbers."""

    def __init__(self, signposts: DivisorMethod) -> None:
        super().__init__(signposts)
        self._twice = int(2 * signposts.at(0))
        self.lean = self._twice - 1

    def signpost(self, n: int) -> tuple[int, int]:
        return 2 * n + self._twice, 2

    def quotients(self, weights: list[int], divisor: int) -> list[int]:
        lift = divisor * (2 - self._twice) >> 1
        return [(weight + lift) // divisor for weight in weights]

    def next_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        twice = self._twice
        return [weight / (n + n + twice) for weight, n in zip(weights, seats)]  # noqa: B905 - hot

    def last_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        below = self._twice - 2
        return [
            weight / under if n and (under := n + n + below) else inf
            for weight, n in zip(weights, seats)  # noqa: B905 - hot
        ]


class _Geometric(Rounding):
    """Huntington-Hill by squares."""

    def signpost(self, n: int) -> tuple[int, int]:
        return n * (n + 1), 1

    def quotients(self, weights: list[int], divisor: int) -> list[int]:
        square = divisor * divisor
        return [
            (n := weight // divisor) + (n * (n + 1) * square <= weight * weight)
            for weight in weights
        ]

    def next_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        return [
            weight * weight / (n * (n + 1))
            for weight, n in zip(weights, seats)  # noqa: B905 - hot
        ]

    def last_priorities(self, weights: list[int], seats: list[int]) -> list[float]:
        return [
            weight * weight / (n * (n - 1)) if n > 1 else inf
            for weight, n in zip(weights, seats)  # noqa: B905 - hot
        ]


ROUNDINGS: dict[Method, Rounding] = {
    Method.SAINTE_LAGUE: _Stationary(SIGNPOSTS[Method.SAINTE_LAGUE]),
    Method.DHONDT: _Stationary(SIGNPOSTS[Method.DHONDT]),
    Method.ADAMS: _Stationary(SIGNPOSTS[Method.ADAMS]),
    Method.HUNTINGTON_HILL: _Geometric(SIGNPOSTS[Method.HUNTINGTON_HILL]),
    Method.DEAN: Rounding(SIGNPOSTS[Method.DEAN]),
}


def rounding_of(method: Method | DivisorMethod) -> Rounding | None:
    """Return how a method rounds, or None for largest remainder, which has no signposts."""
    return Rounding(method) if isinstance(method, DivisorMethod) else ROUNDINGS.get(method)
