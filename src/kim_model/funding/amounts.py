"""Money split without losing a cent."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TypeVar

from kim_model._mapping import FrozenMapping
from kim_model.apportionment import Method, apportion
from kim_model.apportionment.inputs import Weight, checked_weights
from kim_model.apportionment.methods import resolve
from kim_model.errors import InvalidValueError
from kim_model.values import Euro, ExactEuro, Rounding
from kim_model.values._field import require

K = TypeVar("K", bound=Hashable)


def split(
    amount: Euro,
    weights: Mapping[K, Weight],
    *,
    by: Method | str | Rounding = Method.LARGEST_REMAINDER,
    tie_break: Sequence[K] | None = None,
) -> FrozenMapping[K, Euro]:
    """Split an amount over municipalities, months, or anything else, in proportion (Aufteilung).

    The parts sum exactly to the amount. A method of apportionment decides by the weights who gets
    the cents left over; with largest remainder, the usual one for money, a part differs from its
    exact share by less than a cent. With a rounding it is the order of the weights that decides
    (kumulierte Differenz): each part is the rounded sum up to it less the rounded sum before it.

    Parameters
    ----------
    amount
        The amount, in EUR; a negative one, such as a repayment, is split as its opposite is.
    weights
        The weight of each recipient; equal ones for months.
    by
        The method, or the rounding of the sums: to the cent, so that the amount itself is not
        changed.
    tie_break
        An order that decides a tie of a method, the first gets the cent; for equal weights it is
        needed as soon as the cents do not come out even.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `apportion` does; also if the rounding would change the amount, or if a rounding is given
        together with an order for ties.
    TieError
        If recipients have an equal claim to a cent, and no order is given.

    Examples
    --------
    >>> parts = split(Euro("100"), {"Bergkamen": 1, "Kamen": 1, "Bönen": 2})
    >>> parts["Bönen"], sum(parts.values(), Euro(0))
    (Euro('50.00'), Euro('100.00'))
    >>> months = dict.fromkeys(("Januar", "Februar", "März"), 1)
    >>> [str(part) for part in split(Euro("100"), months, tie_break=tuple(months)).values()]
    ['33.34', '33.33', '33.33']
    >>> [str(part) for part in split(Euro("100"), months, by=Rounding.CENT_HALF_UP).values()]
    ['33.33', '33.34', '33.33']
    """
    require("amount", amount, Euro)
    if isinstance(by, Rounding):
        if tie_break is not None:
            rule = f"decides nothing where {by} does, in the order of the weights"
            raise InvalidValueError("tie_break", tie_break, rule, "leave it out")
        return _by_cumulative_difference(amount, weights, by)
    method = resolve(by, "by")
    cents = apportion(abs(amount.cents), weights, method, tie_break=tie_break).seats
    sign = -1 if amount.cents < 0 else 1
    return FrozenMapping({key: Euro.from_cents(sign * part) for key, part in cents.items()})


def _by_cumulative_difference(
    amount: Euro, weights: Mapping[K, Weight], rounding: Rounding
) -> FrozenMapping[K, Euro]:
    sums = list(accumulate(checked_weights(weights).values(), initial=Fraction(0)))
    if not sums[-1]:
        raise InvalidValueError("weights", weights, "have no sum above 0", "give one a weight")
    exact = ExactEuro(amount)
    if rounding.to_euro(exact) != amount:
        raise InvalidValueError("by", rounding, f"changes {amount}", "round to the cent")
    upto = [rounding.to_euro(exact * Fraction(each, sums[-1])) for each in sums]
    parts = (after - before for before, after in pairwise(upto))
    return FrozenMapping(dict(zip(weights, parts, strict=True)))
