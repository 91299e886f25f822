"""Units by place for whole-numbered weights: where each method starts, and how it ranks units.

Every method hands out units in an order of rank: a divisor method by the priority w / s(n), largest
remainder by the deficit q - n of the quota q. Bounds only take units out of that order: those below
a minimum are given first, those above a maximum never. So one last step serves all (`settle`), and
each method only says how to aim at a total in one jump.
"""

from collections.abc import Hashable
from typing import NamedTuple, TypeVar

from kim_model.apportionment.bracket import Outcome, Slot, settle
from kim_model.apportionment.filling import Filling
from kim_model.apportionment.rounding import Rounding
from kim_model.apportionment.ties import TieError

K = TypeVar("K", bound=Hashable)


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
    if not missing or nudge(weights, seats, missing, rounding):
        return seats, (), 0

    def aim(target: int) -> list[int]:
        if target + offset <= 0:
            return [int(rounding.needs_first)] * len(weights)
        return rounding.quotients(weights, total // (target + offset) or 1)

    def rank(slots: list[Slot]) -> list[int]:
        return rounding.priorities([(weights[place], n) for place, n in slots])

    return settle(units, aim, rank)


FEW = 4
"""Up to so many units are moved one by one, each in a pass over all keys."""


def nudge(weights: list[int], seats: list[int], missing: int, rounding: Rounding) -> bool:
    """Give or take few units by the order of floats, and say whether that decided them all.

    Floats that differ are in the right order, so the last unit moved and the next one must differ.
    """
    if not -FEW <= missing <= FEW:
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
    """Allocate by largest remainder without bounds, to keys at once; the weights are positive."""
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

    def rank(slots: list[Slot]) -> list[int]:
        return rounding.priorities([(weights[place], n) for place, n in slots])

    return settle(units, aim, rank)


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

    return settle(units, aim, rank)


def largest(weights: list[int], units: int) -> Outcome:
    """Give one unit to each of the largest weights; fewer units than weights."""
    return settle(
        units,
        lambda target: [int(target > units)] * len(weights),
        lambda slots: [weights[place] for place, _ in slots],
    )
