"""An amount per post, and what it is paid for: a full post or half a post, for a year or at all."""

from enum import Enum
from fractions import Fraction

from attrs import define, field

from kim_model.values._field import checked, require
from kim_model.values._marks import NonNegativeEuro
from kim_model.values.quantities import Euro, Fte


class RateUnit(Enum):
    """What a rate is paid for (Bezugsgröße)."""

    FULL_POST_AND_YEAR = "full_post_and_year"
    """One full post for one year (je volle Stelle und Jahr)."""
    HALF_POST_AND_YEAR = "half_post_and_year"
    """One half post for one year (je halbe Stelle und Jahr)."""
    FULL_POST = "full_post"
    """One full post; no source says for how long (je volle Stelle)."""

    @property
    def is_per_year(self) -> bool:
        """Whether it is paid per year, so that a part of a year is paid in part."""
        return self is not RateUnit.FULL_POST

    def posts(self, fte: Fte) -> Fraction:
        """Return how many of the posts that the rate counts a number of VZÄ is.

        Examples
        --------
        >>> RateUnit.HALF_POST_AND_YEAR.posts(Fte("1.5"))
        Fraction(3, 1)
        """
        require("fte", fte, Fte)
        return fte.value * (2 if self is RateUnit.HALF_POST_AND_YEAR else 1)


@define(frozen=True, field_transformer=checked)
class EuroPerPost:
    """An amount of money per post, and mostly per year (Fördersatz als Größe).

    It is multiplied by posts and time (`kim_model.explain.amount`), and by nothing else.

    Parameters
    ----------
    amount
        The amount in EUR.
    unit
        What it is paid for.

    Raises
    ------
    InvalidValueError
        If the amount is below 0.

    Examples
    --------
    >>> EuroPerPost("57000", RateUnit.FULL_POST_AND_YEAR).amount
    Euro('57000.00')
    """

    amount: NonNegativeEuro = field(converter=Euro)
    unit: RateUnit
