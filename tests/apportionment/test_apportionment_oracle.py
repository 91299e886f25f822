"""An independent naive oracle, and the definitions by brute force, agree with every result."""

from fractions import Fraction
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from apportionment_oracle import METHODS, NEED_FIRST, SIGNPOSTS, NaiveRefusal, NaiveTie, naive

from kim_model.apportionment import TieError, apportion
from kim_model.errors import InvalidValueError

Outcome = tuple[str, Any]


def by_oracle(
    units: int,
    weights: dict[int, Fraction],
    method: str,
    bounds: tuple[dict[int, int], dict[int, int]],
    *,
    allow_zero: bool,
) -> Outcome:
    try:
        return "seats", naive(units, weights, method, *bounds, allow_zero=allow_zero)
    except NaiveTie as tie:
        return "tie", (tie.keys, tie.units)
    except NaiveRefusal:
        return "refused", None


def by_library(
    units: int,
    weights: dict[int, Fraction],
    method: str,
    bounds: tuple[dict[int, int], dict[int, int]],
    *,
    allow_zero: bool,
) -> Outcome:
    given: dict[int, int | Fraction] = {
        key: weight.numerator if weight.denominator == 1 else weight
        for key, weight in weights.items()
    }
    keywords: dict[str, Any] = {"allow_zero": allow_zero}
    if any(bounds[0].values()):
        keywords["minimum"] = bounds[0]
    if min(bounds[1].values()) < units:
        keywords["maximum"] = bounds[1]
    try:
        result = apportion(units, given, method, **keywords)
    except TieError as tie:
        return "tie", (set(tie.keys), tie.units)
    except InvalidValueError:
        return "refused", None
    return "seats", dict(result.seats)


def random_case(random: Random) -> tuple[int, dict[int, Fraction], Any]:
    """Few keys and small weights, so that ties and bounds are frequent."""
    keys = range(random.randint(1, 7))
    largest = random.choice([3, 10, 100, 10**6, 10**20])
    denominators = random.choice([[1], [1], [1, 2, 3, 7]])
    weights = {
        key: Fraction(
            random.randint(int(random.random() > 0.1), largest), random.choice(denominators)
        )
        for key in keys
    }
    units = random.randint(0, random.choice([10, 40]))
    low = dict.fromkeys(keys, 0)
    high = dict.fromkeys(keys, 10**9)
    if random.random() < 0.6:
        low = {key: random.choice([0, 0, 1, 3]) for key in keys}
    if random.random() < 0.4:
        high = {key: random.choice([low[key] + random.randint(0, 6), 10**9]) for key in keys}
    return units, weights, (low, high)


@pytest.mark.parametrize("method", METHODS)
def test_agrees_with_the_oracle_on_random_cases(method: str) -> None:
    """Two thousand cases a method, with zero weights, bounds, ties, and too few units."""
    random = Random(f"apportionment {method}")  # noqa: S311 - repeatable, not secret
    kinds: dict[str, int] = {}
    for _ in range(2_000):
        units, weights, bounds = random_case(random)
        allow_zero = random.random() < 0.5
        expected = by_oracle(units, weights, method, bounds, allow_zero=allow_zero)
        got = by_library(units, weights, method, bounds, allow_zero=allow_zero)
        assert got == expected, (units, weights, bounds, allow_zero)
        kinds[expected[0]] = kinds.get(expected[0], 0) + 1
    assert min(kinds["seats"], kinds["tie"], kinds["refused"]) > 20


@pytest.mark.parametrize("method", METHODS)
def test_agrees_with_the_oracle_on_all_small_cases(method: str) -> None:
    """All weights up to 4, all units up to 7, for up to three keys."""
    for size in (1, 2, 3):
        for numbers in product(range(5), repeat=size):
            weights = {key: Fraction(number) for key, number in enumerate(numbers)}
            free = (dict.fromkeys(weights, 0), dict.fromkeys(weights, 10**9))
            for units in range(8):
                expected = by_oracle(units, weights, method, free, allow_zero=True)
                assert by_library(units, weights, method, free, allow_zero=True) == expected


def allocations(units: int, low: list[int], high: list[int]) -> list[tuple[int, ...]]:
    ranges = [range(a, min(b, units) + 1) for a, b in zip(low, high, strict=True)]
    return [seats for seats in product(*ranges) if sum(seats) == units]


def test_bounded_largest_remainder_is_least_squares() -> None:
    """Of all allocations within the bounds, the one closest to the quotas; if two are, a tie."""
    random = Random("least squares")  # noqa: S311 - repeatable, not secret
    for _ in range(600):
        weights = [random.randint(1, 12) for _ in range(random.randint(1, 4))]
        units = random.randint(0, 9)
        low = [random.randint(0, 3) for _ in weights]
        high = [floor + random.randint(0, 5) for floor in low]
        possible = allocations(units, low, high)
        bounds = (dict(enumerate(low)), dict(enumerate(high)))
        exact = {key: Fraction(weight) for key, weight in enumerate(weights)}
        kind, found = by_library(units, exact, "largest_remainder", bounds, allow_zero=False)
        if not possible:
            assert kind == "refused"
            continue
        quotas = [Fraction(weight * units, sum(weights)) for weight in weights]
        squares = {
            seats: sum((a - b) ** 2 for a, b in zip(seats, quotas, strict=True))
            for seats in possible
        }
        best = [seats for seats in possible if squares[seats] == min(squares.values())]
        if kind == "seats":
            assert best == [tuple(found.values())]
        else:
            tied, at_stake = found
            varying = {key for key in exact if len({seats[key] for seats in best}) > 1}
            assert varying == tied
            assert {
                sum(seats[key] for key in tied) - sum(min(s[key] for s in best) for key in tied)
                for seats in best
            } == {at_stake}


@pytest.mark.parametrize("method", SIGNPOSTS)
def test_bounded_divisor_result_is_the_median(method: str) -> None:
    """For some divisor, every key has the median of minimum, rounded quotient, and maximum."""
    power = 2 if method == "huntington_hill" else 1
    random = Random(f"median {method}")  # noqa: S311 - repeatable, not secret
    for _ in range(60):
        units, weights, (low, high) = random_case(random)
        kind, seats = by_library(units, weights, method, (low, high), allow_zero=False)
        if kind != "seats" or (method in NEED_FIRST and not all(weights.values())):
            continue
        # Divisors that matter lie on jump points or between two of them.
        jumps = sorted(
            {
                weight**power / signpost
                for weight in weights.values()
                for n in range(units + 1)
                if (signpost := SIGNPOSTS[method](n)) and weight
            }
        )
        between = [(a + b) / 2 for a, b in pairwise(jumps)]
        divisors = [
            *jumps,
            *between,
            *(edge * 2 for edge in jumps[-1:]),
            *(edge / 2 for edge in jumps[:1]),
        ]

        def rounded(weight: Fraction, divisor: Fraction) -> int:
            n = 0
            while SIGNPOSTS[method](n) * divisor < weight**power and n < units:  # noqa: B023 - called below
                n += 1
            return n

        def medians(divisor: Fraction) -> dict[int, int]:
            return {
                key: sorted([low[key], rounded(weights[key], divisor), high[key]])[1]  # noqa: B023 - as above
                if weights[key]  # noqa: B023
                else low[key]  # noqa: B023
                for key in weights  # noqa: B023
            }

        assert not jumps or any(medians(divisor) == seats for divisor in divisors)
