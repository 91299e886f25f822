"""Money split over recipients without losing a cent."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from kim_model._mapping import FrozenMapping
from kim_model.apportionment import Method, apportion
from kim_model.apportionment.inputs import Weight
from kim_model.values import Euro
from kim_model.values._field import require

K = TypeVar("K", bound=Hashable)


def split_amount(
    amount: Euro,
    weights: Mapping[K, Weight],
    *,
    method: Method | str = Method.LARGEST_REMAINDER,
    tie_break: Sequence[K] | None = None,
) -> FrozenMapping[K, Euro]:
    """Split an amount over municipalities, months, or anything else, in proportion, to the cent.

    The parts sum exactly to the amount. A part differs from its exact share by less than a cent
    with largest remainder, the usual method for money.

    Parameters
    ----------
    amount
        The amount, in EUR; a negative one, such as a repayment, is split as its opposite is.
    weights
        The weight of each recipient; equal ones for months.
    method
        The method that decides who gets the cents left over.
    tie_break
        An order that decides a tie, the first gets the cent; for equal weights it is needed as
        soon as the cents do not come out even.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        As `apportion` does.
    TieError
        If recipients have an equal claim to a cent, and no order is given.

    Examples
    --------
    >>> parts = split_amount(Euro("100"), {"Bergkamen": 1, "Kamen": 1, "Bönen": 2})
    >>> parts["Bönen"], sum(parts.values(), Euro(0))
    (Euro('50.00'), Euro('100.00'))
    >>> months = ("Januar", "Februar", "März")
    >>> parts = split_amount(Euro("100"), dict.fromkeys(months, 1), tie_break=months)
    >>> [str(part) for part in parts.values()]
    ['33.34', '33.33', '33.33']
    """
    require("amount", amount, Euro)
    cents = apportion(abs(amount.cents), weights, method, tie_break=tie_break).seats
    sign = -1 if amount.cents < 0 else 1
    return FrozenMapping({key: Euro.from_cents(sign * part) for key, part in cents.items()})
