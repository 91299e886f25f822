"""The level at which continuous amounts between bounds add up: where bounded methods start."""


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
