"""The search: units by place, for weights in whole numbers.

Every method hands out units in an order of rank: a divisor method by the priority w / s(n), largest
remainder by the deficit q - n of the quota q. Bounds only take units out of that order: those below
a minimum are given first, those above a maximum never. So one last step serves all (`_settle`), and
each method only says how to aim at a total in one jump. With bounds, the jump is to the level at
which amounts that are not rounded add up (`Filling`).
"""

from collections.abc import Callable, Collection, Hashable
from fractions import Fraction
from functools import partial
from math import lcm
from typing import NamedTuple, TypeAlias, TypeVar

from kim_model.apportionment.rounding import Rounding, Slot
from kim_model.apportionment.ties import TieError

K = TypeVar("K", bound=Hashable)

Outcome: TypeAlias = tuple[list[int], tuple[int, ...], int]
"""Units by place, those at stake in a tie left out; the places that tie; how many units they still
have to get. Without a tie the last two are ``()`` and 0."""


def to_integers(values: Collection[int | Fraction]) -> tuple[list[int], int]:
    """Return whole numbers in the same proportions, and by what they were multiplied.

    Examples
    --------
    >>> to_integers([1, Fraction(1, 2), Fraction(2, 3)])
    ([6, 3, 4], 6)
    """
    scale = lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale


def divisors(weights: list[int], units: int, rounding: Rounding) -> Outcome:
    """Allocate by a divisor method without bounds; weights and units are positive.

    Where every key needs a first unit, there are as many units as keys at least.
    """
    total = sum(weights)
    if total < units * units:
        # Divisors are whole numbers; weights are scaled up until that costs few units.
        shift = 2 * units.bit_length() - total.bit_length() - len(weights).bit_length() + 8
        weights = [weight << max(shift, 0) for weight in weights]
        total <<= max(shift, 0)
    # Rounding down gives up half a unit per key on average, rounding up gains as much.
    offset = len(weights) // 2 * rounding.lean
    seats = rounding.quotients(weights, total // (units + offset) or 1)
    missing = units - sum(seats)
    if not missing or _nudge(weights, seats, missing, rounding):
        return seats, (), 0

    def aim(target: int) -> list[int]:
        if target + offset <= 0:
            return [int(rounding.needs_first)] * len(weights)
        return rounding.quotients(weights, total // (target + offset) or 1)

    return _settle(units, aim, partial(rounding.priorities, weights))


_FEW = 4
"""Up to so many units are moved one by one, each in a pass over all keys."""


def _nudge(weights: list[int], seats: list[int], missing: int, rounding: Rounding) -> bool:
    """Give or take few units by the order of floats, and say whether that decided them all.

    Floats that differ are in the right order, so the last unit moved and the next one must differ.
    """
    if not -_FEW <= missing <= _FEW:
        return False
    step, pick, priorities = (
        (1, max, rounding.next_priorities) if missing > 0 else (-1, min, rounding.last_priorities)
    )
    try:
        claims = priorities(weights, seats)
    except OverflowError:
        return False
    for _ in range(1, abs(missing)):
        place = claims.index(pick(claims))
        seats[place] += step
        claims[place] = priorities([weights[place]], [seats[place]])[0]
    claim = pick(claims)
    seats[claims.index(claim)] += step
    return claims.count(claim) == 1


def remainders(weights: dict[K, int], units: int) -> dict[K, int]:
    """Allocate by largest remainder without bounds, by key rather than place; positive weights."""
    total = sum(weights.values())
    fractions = [weight * units % total for weight in weights.values()]
    missing = sum(fractions) // total
    # A quota is rounded up from the cut on; where none is missing, all fractions are 0.
    lift = 0
    if missing:
        fractions.sort()
        cut = fractions[-missing]
        if cut == fractions[-missing - 1]:
            tied = [key for key, weight in weights.items() if weight * units % total == cut]
            raise TieError(tuple(tied), missing - sum(fraction > cut for fraction in fractions))
        lift = total - cut
    return {key: (weight * units + lift) // total for key, weight in weights.items()}


class Problem(NamedTuple):
    """Keys that still are between their bounds: weights positive, lower below upper.

    Attributes
    ----------
    weights, lower, upper
        By place.
    units
        The units for these keys, between the sums of their bounds.
    """

    weights: list[int]
    lower: list[int]
    upper: list[int]
    units: int


def _within(amounts: list[int], problem: Problem) -> list[int]:
    return [
        low if amount < low else min(amount, high)
        for amount, low, high in zip(amounts, problem.lower, problem.upper, strict=True)
    ]


def bounded_divisors(problem: Problem, rounding: Rounding) -> Outcome:
    """Allocate by a divisor method: the median of minimum, rounded quotient and maximum.

    Where every key needs a first unit, the lower bounds say so already.
    """
    weights, lower, upper, units = problem
    filling = Filling([0] * len(weights), weights, lower, upper)

    def aim(target: int) -> list[int]:
        if target <= filling.lowest:
            return lower.copy()
        if target >= filling.highest:
            return upper.copy()
        numerator, denominator = filling.level(target)
        scaled = [weight * numerator for weight in weights]
        return _within(rounding.quotients(scaled, denominator), problem)

    return _settle(units, aim, partial(rounding.priorities, weights))


def bounded_remainders(problem: Problem, house: int, total: int) -> Outcome:
    """Allocate by largest remainder: within the bounds, the least squares from the quotas.

    Each further unit lowers the sum of squares by twice the deficit q - n, less one; so units go
    to the largest deficits. All amounts are multiplied by `total` to be whole.

    Parameters
    ----------
    problem
        The keys between their bounds.
    house, total
        The units and the sum of weights of all keys, whose ratio makes the quotas.
    """
    weights, lower, upper, units = problem
    quotas = [weight * house for weight in weights]
    filling = Filling(
        quotas, [1] * len(quotas), [low * total for low in lower], [high * total for high in upper]
    )

    def aim(target: int) -> list[int]:
        if target * total <= filling.lowest:
            return lower.copy()
        if target * total >= filling.highest:
            return upper.copy()
        numerator, denominator = filling.level(target * total)
        lift = numerator // denominator
        return _within([(quota + lift) // total for quota in quotas], problem)

    def rank(slots: list[Slot]) -> list[int]:
        return [quotas[place] - n * total for place, n in slots]

    return _settle(units, aim, rank)


def largest(weights: list[int], units: int) -> Outcome:
    """Give one unit to each of the largest weights; fewer units than weights."""
    return _settle(
        units,
        lambda target: [int(target > units)] * len(weights),
        lambda slots: [weights[place] for place, _ in slots],
    )


def _settle(
    units: int, aim: Callable[[int], list[int]], rank: Callable[[list[Slot]], list[int]]
) -> Outcome:
    """Allocate exactly `units`.

    Two aimed allocations, one with too few and one with too many units, leave open only the units
    between them; the highest ranks get them. An aimed allocation that has the right sum is the
    result, and then no key ties: every unit in it ranks above every one not in it.

    Parameters
    ----------
    units
        The units to allocate.
    aim
        Gives the allocation at the level that should lead to about so many units: every unit of a
        rank of at least this level. Its sum lies within the number of keys, or a fixed small
        multiple, of the aim.
    rank
        Ranks of single units; equal ranks tie.
    """
    seats = aim(units)
    missing = units - sum(seats)
    if not missing:
        return seats, (), 0
    reach = 2 * missing + (3 if missing > 0 else -3)
    while True:
        other = aim(units + reach)
        still = units - sum(other)
        if not still:
            return other, (), 0
        if (still > 0) is not (missing > 0):
            break
        seats, missing, reach = other, still, 4 * reach
    if missing > 0:
        return _share_out(seats, other, missing, rank)
    return _share_out(other, seats, still, rank)


def _share_out(
    low: list[int], high: list[int], missing: int, rank: Callable[[list[Slot]], list[int]]
) -> Outcome:
    """Give the `missing` units of highest rank among those between `low` and `high`."""
    slots = [
        (place, n)
        for place, (fewer, more) in enumerate(zip(low, high, strict=True))
        if fewer != more
        for n in range(fewer, more)
    ]
    ranks = rank(slots)
    cut = sorted(ranks, reverse=True)[missing - 1]
    at_stake = missing
    tied: list[int] = []
    for (place, _), own in zip(slots, ranks, strict=True):
        if own > cut:
            low[place] += 1
            at_stake -= 1
        elif own == cut:
            tied.append(place)
    if len(tied) > at_stake:
        return low, tuple(tied), at_stake
    for place in tied:
        low[place] += 1
    return low, (), 0


class Filling:
    """Amounts that grow with one level, each from its lower to its upper bound.

    At the level x every amount is the median of its lower bound, ``base + slope * x``, and its
    upper bound. Like water poured into vessels with different bottoms and lids.

    Parameters
    ----------
    bases, slopes
        How each amount grows; slopes are positive.
    lower, upper
        The bounds of each amount, lower below upper.
    """

    def __init__(
        self, bases: list[int], slopes: list[int], lower: list[int], upper: list[int]
    ) -> None:
        self.lowest = sum(lower)
        self.highest = sum(upper)
        # An event is a level at which one amount leaves its lower bound or reaches its upper one:
        # its rank, the level as a fraction, and what it adds to base and slope of the sum. Levels
        # that differ do so by at least one part in the square of the largest slope.
        shift = 2 * max(slopes).bit_length()
        events: list[tuple[int, int, int, int, int]] = []
        for base, slope, low, high in zip(bases, slopes, lower, upper, strict=True):
            leaves, reaches = low - base, high - base
            events.append(((leaves << shift) // slope, leaves, slope, -leaves, slope))
            events.append(((reaches << shift) // slope, reaches, slope, reaches, -slope))
        self._events = sorted(events)

    def level(self, total: int) -> tuple[int, int]:
        """Return as a fraction the level at which the amounts add up to `total`.

        The total lies strictly between the sums of the bounds.
        """
        base, slope = self.lowest, 0
        for _, numerator, denominator, more_base, more_slope in self._events:
            if base * denominator + slope * numerator >= total * denominator:
                break
            base += more_base
            slope += more_slope
        return total - base, slope
