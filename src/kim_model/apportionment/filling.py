"""The level at which continuous amounts between bounds add up: where bounded methods start."""

from typing import NamedTuple

__all__ = ["Filling"]


class _Event(NamedTuple):
    """A level at which one amount leaves its lower bound or reaches its upper one."""

    level: tuple[int, int]
    base: int
    slope: int


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
        events: list[_Event] = []
        for base, slope, low, high in zip(bases, slopes, lower, upper, strict=True):
            events.append(_Event((low - base, slope), base - low, slope))
            events.append(_Event((high - base, slope), high - base, -slope))
        # Levels that differ do so by at least one part in the square of the largest slope.
        shift = 2 * max(slopes).bit_length()
        self._events = sorted(events, key=lambda event: (event.level[0] << shift) // event.level[1])

    def level(self, total: int) -> tuple[int, int]:
        """Return as a fraction the level at which the amounts add up to `total`.

        The total lies strictly between the sums of the bounds.
        """
        base, slope = self.lowest, 0
        for (numerator, denominator), more_base, more_slope in self._events:
            if base * denominator + slope * numerator >= total * denominator:
                break
            base += more_base
            slope += more_slope
        return total - base, slope
