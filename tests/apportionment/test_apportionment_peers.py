"""Other libraries agree where they are right; where they are known to fail, this one does not.

The peers are votelib 0.4 (exact, ties as objects), apportionment 1.0 (numpy floats, or fractions)
and biprop 1.0 (numpy floats).
"""

import contextlib
import io
from importlib import import_module
from random import Random
from typing import Any

import biprop  # type: ignore[import-untyped]
import numpy as np
import pytest
from votelib.evaluate import proportional  # type: ignore[import-untyped]

from kim_model.apportionment import Method, TieError, apportion

# By name, for type checkers take this directory for the peer.
peer_methods: Any = import_module("apportionment.methods")

APPORTIONMENT = {
    Method.LARGEST_REMAINDER: "lrm",
    Method.SAINTE_LAGUE: "saintelague",
    Method.DHONDT: "dhondt",
    Method.ADAMS: "adams",
    Method.HUNTINGTON_HILL: "huntington",
    Method.DEAN: "dean",
}
VOTELIB = {
    Method.LARGEST_REMAINDER: proportional.LargestRemainder("hare"),
    Method.SAINTE_LAGUE: proportional.HighestAverages("sainte_lague"),
    Method.DHONDT: proportional.HighestAverages("d_hondt"),
}


def cases(seed: str, count: int) -> list[tuple[int, dict[int, int]]]:
    """Log-normal weights, too large to tie or to be near a tie for floats."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    sizes = [random.randint(2, 12) for _ in range(count)]
    return [
        (
            random.randint(size, 80),
            {key: int(random.lognormvariate(14, 1)) + 1 for key in range(size)},
        )
        for size in sizes
    ]


def by_apportionment(units: int, weights: dict[int, int], method: Method, **keywords: Any) -> Any:
    return peer_methods.compute(APPORTIONMENT[method], list(weights.values()), units, **keywords)


def by_biprop(units: int, weights: dict[int, int]) -> list[int]:
    election = biprop.Election([[weight] for weight in weights.values()])
    with contextlib.redirect_stdout(io.StringIO()):
        seats = election.upper_apportionment(units, which="parties", rounding_method=np.round)
    return [int(number) for number in seats]


@pytest.mark.parametrize("method", VOTELIB)
def test_votelib_agrees(method: Method) -> None:
    for units, weights in cases(f"votelib {method}", 100):
        theirs = VOTELIB[method].evaluate(weights, units)
        ours = apportion(units, weights, method).seats
        assert {key: number for key, number in ours.items() if number} == theirs


@pytest.mark.parametrize("method", APPORTIONMENT)
def test_apportionment_agrees(method: Method) -> None:
    for units, weights in cases(f"apportionment {method}", 100):
        ours = apportion(units, weights, method).seats
        assert list(ours.values()) == by_apportionment(units, weights, method)


def test_biprop_agrees() -> None:
    for units, weights in cases("biprop", 100):
        ours = apportion(units, weights, Method.SAINTE_LAGUE).seats
        assert list(ours.values()) == by_biprop(units, weights)


def test_floats_cannot_tell_two_to_the_53_from_the_next() -> None:
    weights = {0: 2**53, 1: 2**53 + 1}
    for method in (Method.SAINTE_LAGUE, Method.DHONDT, Method.LARGEST_REMAINDER):
        assert by_apportionment(1, weights, method) == [1, 0]
        assert apportion(1, weights, method).seats == {0: 0, 1: 1}


def test_floats_miss_the_huntington_hill_tie() -> None:
    """36/sqrt(72) = 6/sqrt(2), and yet apportionment finds no tie even where it should raise."""
    weights = {0: 36, 1: 4, 2: 6, 3: 29}
    assert by_apportionment(18, weights, Method.HUNTINGTON_HILL, tiesallowed=False) == [9, 1, 1, 7]
    with pytest.raises(TieError):
        apportion(18, weights, Method.HUNTINGTON_HILL)


def test_floats_miss_the_largest_remainder_tie() -> None:
    weights = {0: 5, 1: 18, 2: 3}
    seats = by_apportionment(28, weights, Method.LARGEST_REMAINDER, tiesallowed=False)
    assert seats == [6, 19, 3]
    with pytest.raises(TieError) as caught:
        apportion(28, weights, Method.LARGEST_REMAINDER)
    assert caught.value.keys == (0, 1)


def test_rounding_half_to_even_breaks_a_tie_silently() -> None:
    assert by_biprop(2, {0: 1, 1: 3}) == [0, 2]
    with pytest.raises(TieError):
        apportion(2, {0: 1, 1: 3}, Method.SAINTE_LAGUE)


def test_votelib_stops_at_zero_units_and_at_huntington_hill() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        VOTELIB[Method.SAINTE_LAGUE].evaluate({0: 1, 1: 2}, 0)
    assert apportion(0, {0: 1, 1: 2}, Method.SAINTE_LAGUE).seats == {0: 0, 1: 0}
    with pytest.raises(ValueError, match="not enough values"):
        proportional.HighestAverages("huntington_hill").evaluate({0: 1, 1: 2}, 3)
    assert apportion(3, {0: 1, 1: 2}, Method.HUNTINGTON_HILL).seats == {0: 1, 1: 2}
