"""A naive apportionment, seat by seat in fractions, written from the definitions alone."""

from collections.abc import Callable, Mapping
from fractions import Fraction

Priority = tuple[int, Fraction]

SIGNPOSTS: dict[str, Callable[[int], Fraction]] = {
    "sainte_lague": lambda n: Fraction(2 * n + 1, 2),
    "dhondt": lambda n: Fraction(n + 1),
    "adams": Fraction,
    "dean": lambda n: Fraction(2 * n * (n + 1), 2 * n + 1),
    "huntington_hill": lambda n: Fraction(n * (n + 1)),  # squares
}
METHODS = ["largest_remainder", *SIGNPOSTS]
NEED_FIRST = {"adams", "dean", "huntington_hill"}


class NaiveTie(Exception):  # noqa: N818 - an outcome, not an error
    def __init__(self, keys: set[int], units: int) -> None:
        super().__init__(keys, units)
        self.keys = keys
        self.units = units


class NaiveRefusal(Exception):  # noqa: N818 - an outcome, not an error
    pass


def priority(
    method: str, weights: Mapping[int, Fraction], units: int, key: int, seats: int
) -> Priority:
    """How strong the claim of `key` to one more unit is, when it has `seats`."""
    weight = weights[key]
    if method == "largest_remainder":
        return 0, weight * units / sum(weights.values()) - seats
    signpost = SIGNPOSTS[method](seats)
    if signpost == 0:
        return 1, weight
    return 0, (weight**2 if method == "huntington_hill" else weight) / signpost


def naive(
    units: int,
    weights: Mapping[int, Fraction],
    method: str,
    minimum: Mapping[int, int],
    maximum: Mapping[int, int],
    *,
    allow_zero: bool = False,
) -> dict[int, int]:
    """Give every key its minimum, then each further unit to the strongest claim."""
    maximum = {key: min(most, units) for key, most in maximum.items()}
    seats = {key: minimum[key] for key in weights}
    if any(minimum[key] > maximum[key] for key in weights) or sum(seats.values()) > units:
        raise NaiveRefusal
    if method in NEED_FIRST and not allow_zero:
        firsts = {key: max(minimum[key], 1) for key in weights if weights[key] and maximum[key]}
        if sum({**seats, **firsts}.values()) > units:
            raise NaiveRefusal
    while (left := units - sum(seats.values())) > 0:
        claims = {
            key: priority(method, weights, units, key, seats[key])
            for key in weights
            if weights[key] and seats[key] < maximum[key]
        }
        if not claims:
            raise NaiveRefusal
        best = max(claims.values())
        tied = {key for key, claim in claims.items() if claim == best}
        if len(tied) > left:
            raise NaiveTie(tied, left)
        for key in tied:
            seats[key] += 1
    return seats
