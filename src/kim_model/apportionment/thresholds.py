"""Sensitivity: at which weight of one key, the others unchanged, it wins or loses a unit.

A key holds its unit number t as long as that ranks before the unit which the others get last when
they share all the rest: their *pivot*, the one that makes units - t + 1 of them. More weight only
strengthens the claims of the key itself, so there is one threshold for each t, where its claim
equals the pivot's. For divisor methods the others' claims do not depend on the key. For largest
remainder all quotas depend on its weight: with the others' sum S and the key's weight x, the
differences between quotas are (w - x) h / (S + x) = (w + S) h / (S + x) - h, so that the others
come into the order of d'Hondt with the weights w + S, and S + x takes the place of the divisor.
"""

from collections.abc import Hashable, Iterator
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Generic, TypeVar

from attrs import frozen

from kim_model.apportionment.allocate import apportion
from kim_model.apportionment.inputs import bound_per_key, known_key
from kim_model.apportionment.methods import DivisorMethod, Method, signposts
from kim_model.apportionment.result import Apportionment, checked_result
from kim_model.apportionment.rounding import ROUNDINGS
from kim_model.apportionment.solve import Problem, bounded_divisors, to_integers
from kim_model.errors import InvalidValueError

K = TypeVar("K", bound=Hashable)


@frozen(slots=False)
class Threshold:
    """The weight from which a key has one unit more, or one less.

    Attributes
    ----------
    weight
        The weight, or its square.
    squared
        Whether `weight` is the square, as for Huntington-Hill.
    attained
        Whether the unit changes hands at this very weight, or only beyond it. At the threshold
        keys tie, so it is attained only if the order given for ties says so, or if the weight is
        zero, which gets nothing.
    change
        How much the key must gain (positive) or lose (negative) to get there; None if `squared`.
    persons
        For whole weights: the least whole number that it must gain or lose for the unit to change
        hands without a tie, or with one that the order decides; None for other weights, or if no
        whole weight does it.
    """

    weight: Fraction
    squared: bool
    attained: bool
    change: Fraction | None
    persons: int | None


@frozen(slots=False)
class Sensitivity(Generic[K]):
    """How firmly a key holds its units.

    Attributes
    ----------
    key
        The key.
    seats
        Its units.
    gain
        The threshold for one unit more; None if no weight brings it.
    loss
        The threshold for one unit less; None if no weight does.
    """

    key: K
    seats: int
    gain: Threshold | None
    loss: Threshold | None


def sensitivity(result: Apportionment[K], key: K) -> Sensitivity[K]:
    """Return how much weight a key must gain to win a unit, and lose to lose one.

    All other weights, the bounds, and the units stay as they are.

    Parameters
    ----------
    result
        A result as `apportion` gave it.
    key
        One of its keys.

    Raises
    ------
    InvalidValueError
        If the key has no weight in the result.

    Examples
    --------
    >>> result = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague")
    >>> sensitivity(result, "B").gain
    Threshold(weight=Fraction(36, 1), squared=False, attained=False, change=Fraction(8, 1), ...)
    """
    checked_result(result)
    known_key(key, result.weights)
    seats = result.seats[key]
    others = _Others(result, key)
    gain = loss = None
    if seats < others.most:
        gain = _threshold(others, seats + 1)
    if seats > others.least:
        loss = _threshold(others, seats)
    return Sensitivity(key, seats, gain, loss)


class _Others(Generic[K]):
    """A key and what the others hold against it."""

    def __init__(self, result: Apportionment[K], key: K) -> None:
        self.result = result
        self.key = key
        self.weight = result.weights[key]
        lower = bound_per_key(result.minimum, result.weights, 0)
        upper = bound_per_key(result.maximum, result.weights, result.units)
        bounds = {
            name: (least, min(most, result.units))
            for name, least, most in zip(result.weights, lower, upper, strict=True)
        }
        self.least, self.most = bounds.pop(key)
        self.bounds = {
            name: (least, most if result.weights[name] else least)
            for name, (least, most) in bounds.items()
        }

    def held(self) -> Iterator[tuple[K, int]]:
        """Give each other key that could have a unit less, with the number before its last."""
        seats = self.result.seats
        return ((key, seats[key] - 1) for key, (low, _) in self.bounds.items() if seats[key] > low)

    def open(self) -> Iterator[tuple[K, int]]:
        """Give each other key that could have a unit more, with its units."""
        seats = self.result.seats
        return ((key, seats[key]) for key, (_, high) in self.bounds.items() if seats[key] < high)

    def can_take_all(self) -> bool:
        """Whether the others can take what this key would leave at a weight of zero."""
        room = sum(high - self.result.seats[key] for key, (_, high) in self.bounds.items())
        return room >= self.result.seats[self.key] - self.least


def _threshold(others: _Others[K], t: int) -> Threshold | None:
    """Return the threshold for unit number t of the key, to be won or, if it has it, lost."""
    method = signposts(others.result.method)
    wins = t > others.result.seats[others.key]
    if method is None:
        weight, squared = _by_remainders(others, t), False
    else:
        weight, squared = _by_divisors(others, t, method, wins=wins)
    if weight is None:
        return None
    if weight <= 0:
        # Any weight above zero brings the unit; a weight of zero does not.
        if not wins and not others.can_take_all():
            return None
        weight, attained = Fraction(0), not wins
    else:
        attained = _attained(others, t, weight, squared=squared, wins=wins)
    change = None if squared else weight - others.weight
    persons = _persons(others, weight, squared=squared, wins=wins, attained=attained)
    return Threshold(weight, squared, attained, change, persons)


def _by_divisors(
    others: _Others[K], t: int, method: DivisorMethod, *, wins: bool
) -> tuple[Fraction | None, bool]:
    """Return the weight, or its square, at which the key's unit number t meets the pivot."""
    weights = others.result.weights

    def claim(key: K, n: int) -> tuple[bool, Fraction]:
        signpost = method.at(n)
        weight = Fraction(weights[key])
        return (False, weight**method.power / signpost) if signpost else (True, weight)

    if wins:
        pivot = min((claim(key, n) for key, n in others.held()), default=None)
    else:
        pivot = max((claim(key, n) for key, n in others.open()), default=None)
    if pivot is None:
        return None, False
    is_first, value = pivot
    own = method.at(t - 1)
    if own:
        return (None if is_first else value * own), method.squared
    if not is_first:
        return Fraction(0), False
    # First units against each other: by weight if some may go without, else refused.
    return (value if others.result.allow_zero else None), False


def _by_remainders(others: _Others[K], t: int) -> Fraction | None:
    """Return the weight at which the key's unit number t meets the pivot."""
    result = others.result
    free = [key for key, (low, high) in others.bounds.items() if low < high]
    pivot = result.units - t + 1 - sum(low for low, _ in others.bounds.values())
    room = sum(high - low for low, high in others.bounds.values())
    if not 1 <= pivot <= room:
        return None
    rest = sum(weight for key, weight in result.weights.items() if key != others.key)
    weights, scale = to_integers([result.weights[key] + rest for key in free])
    shift = result.units - t
    lower = [others.bounds[key][0] + shift for key in free]
    upper = [others.bounds[key][1] + shift for key in free]
    problem = Problem(weights, lower, upper, sum(lower) + pivot)
    seats, tied, _ = bounded_divisors(problem, ROUNDINGS[Method.DHONDT])
    if tied:
        last = Fraction(weights[tied[0]], seats[tied[0]] + 1)
    else:
        last = min(
            Fraction(weight, n)
            for weight, n, low in zip(weights, seats, lower, strict=True)
            if n > low
        )
    return result.units * last / scale - rest


def _attained(others: _Others[K], t: int, weight: Fraction, *, squared: bool, wins: bool) -> bool:
    """Whether the order for ties lets the unit change hands at the threshold itself."""
    result = others.result
    root = _root(weight) if squared else weight
    if result.tie_break is None or root is None:
        return False
    try:
        at_threshold = apportion(
            result.units,
            {**result.weights, others.key: root},
            result.method,
            minimum=result.minimum,
            maximum=result.maximum,
            tie_break=result.tie_break,
            allow_zero=result.allow_zero,
        )
    except InvalidValueError:
        # The order does not name all keys that tie there.
        return False
    return (at_threshold.seats[others.key] >= t) is wins


def _root(square: Fraction) -> Fraction | None:
    """Return the exact square root, if there is one."""
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return root if root * root == square else None


def _persons(
    others: _Others[K], weight: Fraction, *, squared: bool, wins: bool, attained: bool
) -> int | None:
    """Return how many whole units of weight it takes to get past the threshold."""
    if not isinstance(others.weight, int):
        return None
    root = (_root(weight) if squared else weight) if attained else None
    if root is not None and root.denominator == 1:
        return abs(root.numerator - others.weight)
    if wins:
        past = (isqrt(floor(weight)) if squared else floor(weight)) + 1
        return past - others.weight
    if weight == 0:
        return None
    past = isqrt(ceil(weight) - 1) if squared else ceil(weight) - 1
    return others.weight - past if past or others.can_take_all() else None
