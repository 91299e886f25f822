"""Official and published results, replayed; each file in data names its source."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kim_model.apportionment import Method, apportion, sensitivity

DATA = sorted((Path(__file__).parent / "data").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert loaded["source"]
    return loaded


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_published_result(path: Path) -> None:
    case = load(path)
    result = apportion(case["units"], case["weights"], case["method"], minimum=case["minimum"])
    assert result.seats == case["expected"]
    assert result.ties == ()
    assert result.verify()


def test_alabama_paradox() -> None:
    """With one seat more in the House of 1880, Alabama gets one less (Seaton 1881).

    As published, that is with one seat for each state; Nevada's quota alone is below half a seat.
    """
    weights = load(DATA[0].with_name("us_1880_hamilton_299.json"))["weights"]
    at_299 = apportion(299, weights, Method.LARGEST_REMAINDER, minimum=1).seats
    at_300 = apportion(300, weights, Method.LARGEST_REMAINDER, minimum=1).seats
    changed = {key: (at_299[key], at_300[key]) for key in weights if at_299[key] != at_300[key]}
    assert changed == {"Alabama": (8, 7), "Illinois": (18, 19), "Texas": (9, 10)}


def test_new_york_lacked_few_persons_in_2020() -> None:
    """New York would have kept a seat with 89 more residents (Census Bureau, 26 April 2021)."""
    case = load(DATA[0].with_name("us_house_2020.json"))
    result = apportion(435, case["weights"], Method.HUNTINGTON_HILL, minimum=1)
    gain = sensitivity(result, "New York").gain
    assert gain is not None
    assert gain.persons == 89
    loss = sensitivity(result, "Minnesota").loss
    assert loss is not None
    assert loss.persons == 26  # the last seat, by 26 residents


def test_cents_over_many_keys() -> None:
    """10**14 cents over 3,000 keys add up, and none is more than a cent from its share."""
    weights = {key: 1 + key * key for key in range(3_000)}
    result = apportion(10**14, weights, Method.LARGEST_REMAINDER)
    total = sum(weights.values())
    assert sum(result.seats.values()) == 10**14
    assert all(
        abs(cents - Fraction(weights[key] * 10**14, total)) < 1
        for key, cents in result.seats.items()
    )
