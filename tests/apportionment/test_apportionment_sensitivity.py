"""Thresholds by brute force: change the weight, apportion again, look."""

from fractions import Fraction
from math import isqrt
from typing import Any

import pytest
from apportionment_strategies import answered, questions
from hypothesis import given, settings, strategies as st

from kim_model.apportionment import (
    Apportionment,
    Method,
    Sensitivity,
    Threshold,
    TieError,
    apportion,
    sensitivity,
)
from kim_model.errors import InvalidValueError

NEAR = Fraction(1, 10**30)
small = questions(values=st.integers(1, 30) | st.integers(1, 2_000))


def changes(
    question: dict[str, Any], result: Apportionment[str], key: str, weight: Fraction | int, way: int
) -> bool:
    """Whether the key has more (way 1) or fewer (way -1) units at another weight.

    Without an order, ties at another weight that leave this unit alone do not hide it.
    """
    changed = {**question, "weights": {**question["weights"], key: weight}}
    try:
        seats = apportion(**changed).seats[key]
    except TieError as tie:
        if key in tie.keys and _at_threshold(result, key, weight, way):
            return False
        others = [name for name in question["weights"] if name != key]
        order = [*others, key] if way > 0 else [key, *others]
        seats = apportion(**{**changed, "tie_break": order}).seats[key]
    except InvalidValueError:
        return False
    return (seats - result.seats[key]) * way > 0


def _at_threshold(result: Apportionment[str], key: str, weight: Fraction | int, way: int) -> bool:
    found = sensitivity(result, key)
    threshold = found.gain if way > 0 else found.loss
    return threshold is not None and not threshold.squared and threshold.weight == weight


def sides(threshold: Threshold, way: int) -> tuple[Fraction, Fraction]:
    """A weight just short of the threshold, and one just beyond it."""
    if not threshold.squared:
        return threshold.weight - way * NEAR, threshold.weight + way * NEAR
    below = Fraction(isqrt(int(threshold.weight * 10**60)), 10**30)
    around = (below - NEAR, below + 2 * NEAR)
    return around if way > 0 else around[::-1]


@given(small, st.booleans(), st.data())
@settings(max_examples=300)
def test_thresholds(question: dict[str, Any], ordered: bool, data: st.DataObject) -> None:  # noqa: FBT001
    """Short of the threshold nothing changes, beyond it the unit does; at it, if attained."""
    if not ordered:
        question["tie_break"] = None
    result = answered(question)
    key = data.draw(st.sampled_from(list(result.seats)))
    found = sensitivity(result, key)
    assert (found.key, found.seats) == (key, result.seats[key])
    for threshold, way in ((found.gain, 1), (found.loss, -1)):
        if threshold is None:
            weight = result.weights[key]
            tries: list[int | Fraction]
            tries = [2 * weight + 1, 10**9] if way > 0 else [Fraction(weight, 2), 0]
            assert not any(changes(question, result, key, other, way) for other in tries)
            continue
        short, beyond = sides(threshold, way)
        if short >= 0 and threshold.weight:
            assert not changes(question, result, key, short, way)
        if beyond >= 0:
            assert changes(question, result, key, beyond, way)
        if not threshold.squared:
            assert changes(question, result, key, threshold.weight, way) is threshold.attained
            assert threshold.change == threshold.weight - result.weights[key]


@given(small, st.data())
@settings(max_examples=300)
def test_persons(question: dict[str, Any], data: st.DataObject) -> None:
    """So many persons change the unit, one fewer do not."""
    result = answered(question)
    key = data.draw(st.sampled_from(list(result.seats)))
    weight = question["weights"][key]
    found = sensitivity(result, key)
    for threshold, way in ((found.gain, 1), (found.loss, -1)):
        if threshold is None or threshold.persons is None:
            continue
        assert threshold.persons > 0
        assert changes(question, result, key, weight + way * threshold.persons, way)
        assert not changes(question, result, key, weight + way * (threshold.persons - 1), way)


def test_weight_zero_wins_a_first_unit_with_any_weight() -> None:
    found = sensitivity(apportion(3, {"A": 5, "B": 0}, "adams"), "B")
    assert found.gain == Threshold(Fraction(0), False, False, Fraction(0), 1)  # noqa: FBT003 - as shown
    assert found.loss is None


def test_a_first_unit_is_lost_with_all_weight_only() -> None:
    found = sensitivity(apportion(4, {"A": 5, "B": 1}, "huntington_hill"), "B")
    assert found.loss == Threshold(Fraction(0), False, True, Fraction(-1), 1)  # noqa: FBT003 - as shown


def test_huntington_hill_thresholds_are_squares() -> None:
    found = sensitivity(apportion(3, {"A": 10, "B": 7}, "huntington_hill"), "B")
    assert found == Sensitivity(
        "B",
        1,
        gain=Threshold(Fraction(100), squared=True, attained=False, change=None, persons=4),
        loss=Threshold(Fraction(0), squared=False, attained=True, change=Fraction(-7), persons=7),
    )


def test_bounds_can_leave_nothing_to_win_or_lose() -> None:
    result = apportion(4, {"A": 3, "B": 1}, "dhondt", minimum={"B": 1}, maximum={"B": 1})
    for key in result.seats:
        found = sensitivity(result, key)
        assert (found.gain, found.loss) == (None, None)


def test_weights_that_are_not_whole_have_no_persons() -> None:
    result = apportion(4, {"A": Fraction(7, 2), "B": 1}, Method.DHONDT)
    loss = sensitivity(result, "A").loss
    assert loss is not None
    assert (loss.change, loss.persons) == (Fraction(-2), None)


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="'X'"):
        sensitivity(apportion(1, {"A": 1}, "dhondt"), "X")


def test_an_order_that_misses_a_key_does_not_attain() -> None:
    result = apportion(3, {"A": 3, "B": 2}, "dhondt", tie_break=["A"])
    gain = sensitivity(result, "B").gain
    assert gain is not None
    assert not gain.attained
