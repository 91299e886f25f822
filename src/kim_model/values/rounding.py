"""Rounding to what can be paid: named policies, and parts that add up after rounding.

No policy is ever a default where it would move a cent: the default is `Rounding.EXACT`, which
refuses to.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from itertools import accumulate, pairwise

from kim_model.errors import InvalidValueError
from kim_model.values._field import require
from kim_model.values.quantities import Euro, ExactEuro, ExactNumber, exact


class Rounding(Enum):
    """How an exact amount becomes one that can be paid (Rundung).

    Up and down are meant by the size of an amount: down is towards zero (abrunden), up away from it
    (aufrunden), so that a repayment is rounded as the payment was.

    Examples
    --------
    >>> third = ExactEuro("1000") / 3
    >>> Rounding.CENT_HALF_UP.to_euro(third), Rounding.EURO_DOWN.to_euro(third)
    (Euro('333.33'), Euro('333.00'))
    >>> Rounding.EXACT.to_euro(third)
    Traceback (most recent call last):
        ...
    kim_model.errors.InvalidValueError: ExactEuro('1000/3') (ExactEuro) is not in whole cents; ...
    """

    EXACT = "exact"
    """None at all: an amount that is not in whole cents is refused (ohne Rundung)."""
    CENT_HALF_UP = "cent_half_up"
    """To the nearest cent, halves up (kaufmännisch auf Cent)."""
    CENT_HALF_EVEN = "cent_half_even"
    """To the nearest cent, halves to the even cent (mathematisch auf Cent)."""
    CENT_DOWN = "cent_down"
    """Down to the cent (auf Cent abgerundet)."""
    CENT_UP = "cent_up"
    """Up to the cent (auf Cent aufgerundet)."""
    EURO_HALF_UP = "euro_half_up"
    """To the nearest euro, halves up (kaufmännisch auf volle Euro)."""
    EURO_DOWN = "euro_down"
    """Down to the euro (auf volle Euro abgerundet)."""
    EURO_UP = "euro_up"
    """Up to the euro (auf volle Euro aufgerundet)."""

    def to_euro(self, amount: ExactEuro) -> Euro:
        """Return the amount in whole cents.

        Raises
        ------
        InvalidTypeError
            If the amount is no `ExactEuro`.
        InvalidValueError
            If the policy is `EXACT` and there is a part of a cent.
        """
        require("", amount, ExactEuro)
        cents = amount.value * 100
        if self is Rounding.EXACT and cents.denominator != 1:
            policies = ", ".join(str(each) for each in Rounding if each is not self)
            remedy = f"name the rounding that the rule prescribes: {policies}"
            raise InvalidValueError("", amount, "is not in whole cents", remedy)
        step = 100 if self.value.startswith("euro") else 1
        size = self._whole(abs(cents) / step) * step
        return Euro(Fraction(-size if cents < 0 else size, 100))

    def _whole(self, size: Fraction) -> int:
        """Round a size, which is never negative, to a whole number."""
        below, rest = divmod(size, 1)
        half = Fraction(1, 2)
        if self in {Rounding.CENT_HALF_UP, Rounding.EURO_HALF_UP}:
            return below + (rest >= half)
        if self is Rounding.CENT_HALF_EVEN:
            return below + (rest > half or (rest == half and below % 2 == 1))
        return below + (rest > 0 and self in {Rounding.CENT_UP, Rounding.EURO_UP})


def settle(parts: Iterable[ExactEuro], rounding: Rounding) -> tuple[Euro, ...]:
    """Round parts so that they add up to their rounded sum (kumulierte Differenz).

    Each part is the rounded sum up to it less the rounded sum before it. So the order of the parts
    is part of the rule: it says who gets the cent.

    Parameters
    ----------
    parts
        The exact amounts, in the order in which they are settled.
    rounding
        How sums are rounded.

    Returns
    -------
    tuple of Euro
        One amount per part; they add up to the rounded sum of the parts.

    Examples
    --------
    >>> settle([ExactEuro("1/3")] * 3, Rounding.CENT_HALF_UP)
    (Euro('0.33'), Euro('0.34'), Euro('0.33'))
    """
    sums = accumulate(parts, initial=ExactEuro(0))
    rounded = [rounding.to_euro(each) for each in sums]
    return tuple(after - before for before, after in pairwise(rounded))


def split(
    amount: Euro | ExactNumber, weights: Sequence[ExactNumber], rounding: Rounding
) -> tuple[Euro, ...]:
    """Split an amount in proportion to weights without losing a cent (Aufteilung).

    Parameters
    ----------
    amount
        What is split.
    weights
        One exact weight of at least 0 per part, not all 0, in the order in which parts are settled.
    rounding
        How the sums of parts are rounded; to the cent, so that the amount itself is not.

    Raises
    ------
    InvalidTypeError
        If a weight is a float or no number.
    InvalidValueError
        If a weight is negative or all are 0, or if the rounding would change the amount.

    Examples
    --------
    >>> split(Euro("100"), [1, 1, 1], Rounding.CENT_HALF_UP)
    (Euro('33.33'), Euro('33.34'), Euro('33.33'))
    """
    shares = [exact(weight) for weight in weights]
    for index, share in enumerate(shares):
        if share < 0:
            raise InvalidValueError(f"weights[{index}]", weights[index], "is below 0")
    whole = sum(shares, Fraction(0))
    if whole == 0:
        raise InvalidValueError("weights", weights, "have no sum above 0", "give one a weight")
    whole_amount = ExactEuro(Euro(amount))
    if rounding.to_euro(whole_amount) != Euro(amount):
        raise InvalidValueError("rounding", rounding, f"changes {amount}", "round to the cent")
    return settle([whole_amount * (share / whole) for share in shares], rounding)
