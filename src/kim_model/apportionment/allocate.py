"""The one call: units, weights, a method and bounds go in, a result comes out."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import SupportsIndex, TypeVar

from kim_model._mapping import FrozenMapping
from kim_model.apportionment.inputs import (
    Bound,
    Weight,
    bound_per_key,
    check_sums,
    checked_bound,
    checked_order,
    checked_units,
    checked_weights,
)
from kim_model.apportionment.methods import AnyMethod, DivisorMethod, Method, resolve
from kim_model.apportionment.result import Apportionment
from kim_model.apportionment.rounding import ROUNDINGS, rounding_of
from kim_model.apportionment.solve import (
    Outcome,
    Problem,
    bounded_divisors,
    bounded_remainders,
    divisors,
    largest,
    remainders,
    to_integers,
)
from kim_model.apportionment.ties import Tie, TieError, break_tie
from kim_model.errors import InvalidValueError

K = TypeVar("K", bound=Hashable)


def apportion(
    units: SupportsIndex,
    weights: Mapping[K, Weight],
    method: AnyMethod,
    *,
    minimum: Bound[K] = 0,
    maximum: Bound[K] | None = None,
    tie_break: Sequence[K] | None = None,
    allow_zero: bool = False,
) -> Apportionment[K]:
    """Distribute whole units over keys in proportion to their weights.

    Parameters
    ----------
    units
        How many units there are to give, 0 or more.
    weights
        The weight of each key, 0 or more, exact. A key of weight zero gets its minimum only.
    method
        A `Method` or its value, or a `DivisorMethod`.
    minimum, maximum
        Bounds: one for all keys, or one for each key named. A divisor method gives each key the
        median of its minimum, its rounded quotient and its maximum; largest remainder gives the
        allocation within the bounds that is closest to the quotas in least squares.
    tie_break
        An order of keys that decides a tie, the first wins; it must name the tied keys. Without it
        a tie raises.
    allow_zero
        What to do when there are fewer units than positive weights and the method (Adams,
        Huntington-Hill, Dean) gives each of these a first unit: refuse, or give one each to the
        largest weights. It does not matter where there are no units at all: then no key gets any.

    Returns
    -------
    Apportionment
        The result; its `seats` are in the order of the weights.

    Raises
    ------
    InvalidTypeError
        If an argument is of a type that is not exact, such as a float or a bool.
    InvalidValueError
        If a weight, a bound or the units are negative or not finite, if bounds collide, if there
        are units to give and no key to get them, or if an order misses a tied key.
    TieError
        If keys tie and no order is given.

    Examples
    --------
    >>> apportion(5, {"A": 60, "B": 28, "C": 12}, Method.DHONDT).seats
    FrozenMapping({'A': 4, 'B': 1, 'C': 0})
    >>> apportion(5, {"A": 60, "B": 28, "C": 12}, "dhondt", minimum=1).seats
    FrozenMapping({'A': 3, 'B': 1, 'C': 1})
    """
    if type(method) is not Method:
        method = resolve(method)
    if (
        type(method) is Method
        and tie_break is None
        and maximum is None
        and type(minimum) is int
        and not minimum
        and type(units) is int
        and weights.__class__ is dict  # not type(), after which the keys' type would be unknown
        and units > 0
        and _only_int(map(type, weights.values()))
        and weights
        and min(weights.values()) > 0
    ):
        # Nothing is left to check or convert key by key: the hot path.
        given: dict[K, int] = weights
        rounding = ROUNDINGS.get(method)
        if rounding is None:
            made = FrozenMapping(remainders(given, units))
            return Apportionment(made, units, given.copy(), method)
        if not rounding.needs_first or units >= len(given):
            seats, tied, at_stake = divisors([*given.values()], units, rounding)
            if tied:
                raise TieError(_at(tied, given), at_stake)
            made = FrozenMapping(zip(given, seats))  # noqa: B905 - hot, and of one length
            return Apportionment(made, units, given.copy(), method)
    return _checked(
        units,
        weights,
        method,
        minimum=minimum,
        maximum=maximum,
        tie_break=tie_break,
        allow_zero=allow_zero,
    )


_only_int = {int}.issuperset


def _at(places: Iterable[int], keys: Iterable[K]) -> tuple[K, ...]:
    listed = [*keys]
    return tuple(listed[place] for place in places)


def _checked(
    units: SupportsIndex,
    weights: Mapping[K, Weight],
    method: Method | DivisorMethod,
    *,
    minimum: Bound[K],
    maximum: Bound[K] | None,
    tie_break: Sequence[K] | None,
    allow_zero: bool,
) -> Apportionment[K]:
    """Apportion after looking at every argument, key by key."""
    number = checked_units(units)
    exact_weights = checked_weights(weights)
    least = checked_bound("minimum", minimum, exact_weights)
    most = None if maximum is None else checked_bound("maximum", maximum, exact_weights)
    order = None if tie_break is None else checked_order(tie_break, exact_weights)
    lower = bound_per_key(least, exact_weights, 0)
    upper = bound_per_key(most, exact_weights, max([number, *lower]))
    check_sums(number, exact_weights, lower, upper)
    whole_weights, _ = to_integers(exact_weights.values())
    upper = [min(high, number) for high in upper]
    amounts, tied, at_stake = _bounded(
        number, whole_weights, lower, upper, method, allow_zero=allow_zero
    )
    seats = dict(zip(exact_weights, amounts, strict=True))
    ties: tuple[Tie[K], ...] = ()
    if tied:
        tie = break_tie(_at(tied, exact_weights), at_stake, order)
        for key in tie.winners:
            seats[key] += 1
        ties = (tie,)
    return Apportionment(
        FrozenMapping(seats), number, exact_weights, method, least, most, order, allow_zero, ties
    )


def _bounded(
    units: int,
    weights: list[int],
    lower: list[int],
    upper: list[int],
    method: Method | DivisorMethod,
    *,
    allow_zero: bool,
) -> Outcome:
    """Settle what bounds and weights of zero settle alone, and solve for the keys between."""
    rounding = rounding_of(method)
    unbounded = not any(lower) and min(upper, default=0) == units
    scarce = False
    if rounding is not None and rounding.needs_first:
        first = [
            max(low, min(high, 1)) if weight else low
            for weight, low, high in zip(weights, lower, upper, strict=True)
        ]
        scarce = sum(first) > units
        if scarce and not allow_zero:
            name = method if isinstance(method, Method) else method.name
            needed = f"{sum(first)}, which {name} needs for the minima and a first unit per weight"
            remedy = "give more, or let the smallest weights go without: allow_zero=True"
            raise InvalidValueError("units", units, f"is below {needed}", remedy)
        lower, upper = (lower, first) if scarce else (first, upper)
    free = [place for place, weight in enumerate(weights) if weight and lower[place] < upper[place]]
    seats = lower.copy()
    if not free:
        return seats, (), 0
    problem = Problem(
        [weights[place] for place in free],
        [lower[place] for place in free],
        [upper[place] for place in free],
        units - sum(lower) + sum(lower[place] for place in free),
    )
    if rounding is None:
        amounts, tied, at_stake = bounded_remainders(problem, units, sum(weights))
    elif scarce:
        amounts, tied, at_stake = largest(problem.weights, problem.units)
    elif unbounded:
        # A shorter way to the same: without bounds no level has to be found by sorting them.
        amounts, tied, at_stake = divisors(problem.weights, units, rounding)
    else:
        amounts, tied, at_stake = bounded_divisors(problem, rounding)
    for place, amount in zip(free, amounts, strict=True):
        seats[place] = amount
    return seats, tuple(free[place] for place in tied), at_stake
