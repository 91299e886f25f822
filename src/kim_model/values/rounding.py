"""Rounding to what can be paid, by policies with a name.

No policy is ever a default where it would move a cent: the default is `Rounding.EXACT`, which
refuses to.
"""

from enum import Enum
from fractions import Fraction

from kim_model.errors import InvalidValueError
from kim_model.values._field import require
from kim_model.values.quantities import Euro, ExactEuro

_NAMED = "FundingTerms.rounding, FinancePlan.rounding"


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
    kim_model.errors.InvalidValueError: amount: ExactEuro('1000/3') (ExactEuro) is not in whole...
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
            If the amount is not an `ExactEuro`.
        InvalidValueError
            If the policy is `EXACT` and there is a part of a cent.
        """
        require("amount", amount, ExactEuro)
        cents = amount.value * 100
        if self is Rounding.EXACT and cents.denominator != 1:
            policies = ", ".join(str(each) for each in Rounding if each is not self)
            remedy = f"name the rounding that the rule prescribes ({_NAMED}): {policies}"
            raise InvalidValueError("amount", amount, "is not in whole cents", remedy)
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
