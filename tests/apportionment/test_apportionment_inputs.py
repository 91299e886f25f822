"""What is taken, what is refused, and that the refusal names key, value, rule and way out."""

from collections import OrderedDict
from decimal import ROUND_UP, Decimal, Inexact, localcontext
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from apportionment_strategies import NEED_FIRST

from kim_model.apportionment import Method, Weight, apportion
from kim_model.errors import InvalidTypeError, InvalidValueError, KimError

AB = {"A": 1, "B": 2}


@pytest.mark.parametrize(
    ("weight", "error"),
    [
        (0.5, InvalidTypeError),
        (2.0, InvalidTypeError),
        (float("nan"), InvalidTypeError),
        (float("inf"), InvalidTypeError),
        (np.float64(0.5), InvalidTypeError),
        (np.float32(0.5), InvalidTypeError),
        (True, InvalidTypeError),
        (False, InvalidTypeError),
        (np.bool_(True), InvalidTypeError),  # noqa: FBT003 - the value under test
        ("2", InvalidTypeError),
        (None, InvalidTypeError),
        (2 + 0j, InvalidTypeError),
        ([1], InvalidTypeError),
        (-1, InvalidValueError),
        (Fraction(-1, 7), InvalidValueError),
        (Decimal("-0.1"), InvalidValueError),
        (Decimal("NaN"), InvalidValueError),
        (Decimal("sNaN"), InvalidValueError),
        (Decimal("Infinity"), InvalidValueError),
        (Decimal("-Infinity"), InvalidValueError),
        (Decimal("1E+999999999"), InvalidValueError),
        (Decimal("1E-999999999"), InvalidValueError),
    ],
)
@pytest.mark.parametrize("method", list(Method))
def test_refused_weights_are_named(weight: Any, error: type[Exception], method: Method) -> None:
    with pytest.raises(error, match=r"^weights\['B'\]: ") as caught:
        apportion(3, {"A": 5, "B": weight, "C": 7}, method)
    assert isinstance(caught.value, KimError)


def test_a_refused_float_is_told_how_to_be_written() -> None:
    with pytest.raises(InvalidTypeError, match=r"0\.1 \(float\) .*; write Decimal\('0\.1'\)"):
        apportion(3, {"A": 0.1}, "dhondt")  # type: ignore[dict-item]


@pytest.mark.parametrize("method", list(Method))
def test_all_weights_zero_with_units_to_give(method: Method) -> None:
    with pytest.raises(InvalidValueError, match=r"^weights\['A'\]: .*units = 2"):
        apportion(2, {"A": 0, "B": 0}, method)
    with pytest.raises(InvalidValueError, match="1 of units = 3 left"):
        apportion(3, {"A": 0, "B": 0}, method, minimum=1)
    assert apportion(2, {"A": 0, "B": 0}, method, minimum=1).seats == {"A": 1, "B": 1}


@pytest.mark.parametrize("method", list(Method))
def test_zero_units_and_no_keys(method: Method) -> None:
    assert apportion(0, {"A": 1, "B": 0}, method).seats == {"A": 0, "B": 0}
    assert apportion(0, {"A": 1}, method, maximum=5).verify()
    assert apportion(0, {"A": 0}, method).verify()
    empty: dict[str, int] = {}
    assert apportion(0, empty, method).seats == {}
    assert apportion(0, empty, method).verify()
    with pytest.raises(InvalidValueError, match=r"^weights: .*has no key"):
        apportion(1, empty, method)


@pytest.mark.parametrize("method", list(Method))
def test_weight_zero_gets_its_minimum_and_nothing_beyond(method: Method) -> None:
    weights = {"none": 0, "some": 3, "more": 4}
    result = apportion(9, weights, method, minimum={"none": 2})
    assert result.seats["none"] == 2
    assert apportion(9, weights, method).seats["none"] == 0
    assert result.verify()


@pytest.mark.parametrize(
    ("units", "error"),
    [
        (True, InvalidTypeError),
        (1.0, InvalidTypeError),
        ("3", InvalidTypeError),
        (Fraction(3), InvalidTypeError),
        (None, InvalidTypeError),
        (-1, InvalidValueError),
    ],
)
def test_refused_units(units: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^units: "):
        apportion(units, AB, "dhondt")


def test_numpy_integers_are_taken_as_ints() -> None:
    weights = {"A": np.int64(2**62), "B": np.int64(2**62 + 1), "C": np.uint8(7)}
    result = apportion(np.int32(1), weights, "sainte_lague", minimum=np.int8(0))  # type: ignore[arg-type]
    assert result.seats == {"A": 0, "B": 1, "C": 0}
    assert all(type(weight) is int for weight in result.weights.values())
    assert type(result.units) is int


@pytest.mark.parametrize("weights", [[1, 2], (3,), "AB", None, 5, ((key, 1) for key in "AB")])
def test_weights_that_are_not_a_mapping(weights: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"^weights: .* is not a mapping"):
        apportion(1, weights, "dhondt")


@pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_and_any_keys(kind: Any) -> None:
    weights = kind({1: 10, "1": 20, (1,): 30, None: 40, frozenset({1}): 50})
    seats = apportion(15, weights, "dean").seats
    assert list(seats) == [1, "1", (1,), None, frozenset({1})]
    assert list(seats.values()) == [1, 2, 3, 4, 5]


def test_later_changes_of_the_input_do_not_reach_the_result() -> None:
    weights, minimum, order = {"A": 6, "B": 4}, {"A": 1}, ["A", "B"]
    result = apportion(5, weights, "dhondt", minimum=minimum, tie_break=order)
    weights["A"], minimum["A"] = 0, 9
    order.clear()
    assert result.weights == {"A": 6, "B": 4}
    assert result.minimum == {"A": 1}
    assert result.tie_break == ("A", "B")
    assert result.verify()


@pytest.mark.parametrize("method", ["hamilton", "", "SAINTE_LAGUE"])
def test_unknown_methods_are_refused_with_the_known_ones(method: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^method: .*largest_remainder, sainte_lague"):
        apportion(1, AB, method)


@pytest.mark.parametrize("method", [None, 1, apportion, ["dhondt"]])
def test_methods_of_a_wrong_type(method: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"^method: "):
        apportion(1, AB, method)


@pytest.mark.parametrize("name", ["minimum", "maximum"])
@pytest.mark.parametrize(
    ("bound", "error", "place"),
    [
        (True, InvalidTypeError, ""),
        (1.0, InvalidTypeError, ""),
        ("1", InvalidTypeError, ""),
        ([1, 2], InvalidTypeError, ""),
        (-1, InvalidValueError, ""),
        ({"A": -1}, InvalidValueError, r"\['A'\]"),
        ({"A": 1.0}, InvalidTypeError, r"\['A'\]"),
        ({"A": False}, InvalidTypeError, r"\['A'\]"),
        ({"A": None}, InvalidTypeError, r"\['A'\]"),
        ({"X": 1}, InvalidValueError, r"\['X'\]"),
    ],
)
def test_refused_bounds(name: str, bound: Any, error: type[Exception], place: str) -> None:
    with pytest.raises(error, match=f"^{name}{place}: "):
        apportion(3, AB, "dhondt", **{name: bound})


@pytest.mark.parametrize("method", list(Method))
def test_impossible_bounds_name_the_sums_that_collide(method: Method) -> None:
    with pytest.raises(InvalidValueError, match=r"^minimum: 4 .* units = 3"):
        apportion(3, AB, method, minimum=2)
    with pytest.raises(InvalidValueError, match=r"^maximum: 2 .* units = 3"):
        apportion(3, AB, method, maximum=1)
    with pytest.raises(InvalidValueError, match=r"^minimum\['B'\]: 2 .* maximum 1"):
        apportion(3, AB, method, minimum={"B": 2}, maximum={"B": 1})
    with pytest.raises(InvalidValueError, match=r"^maximum: 0 .* units = 1"):
        apportion(1, AB, method, maximum=0)
    # Weight zero caps a key at its minimum.
    with pytest.raises(InvalidValueError, match=r"^maximum: 3 "):
        apportion(9, {"A": 0, "B": 1}, method, minimum=1, maximum={"B": 2})


@pytest.mark.parametrize("method", list(Method))
def test_bounds_that_leave_no_choice(method: Method) -> None:
    fixed = {"A": 4, "B": 0}
    result = apportion(4, AB, method, minimum=fixed, maximum=fixed)
    assert result.seats == fixed
    assert result.verify()
    assert apportion(0, AB, method, maximum=0).seats == {"A": 0, "B": 0}
    assert apportion(6, AB, method, maximum=3).seats == {"A": 3, "B": 3}
    assert apportion(6, AB, method, minimum=3).seats == {"A": 3, "B": 3}


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (["A", "A", "B"], InvalidValueError),
        (["A", "X"], InvalidValueError),
        ([["A"], "B"], InvalidTypeError),
        ({"A", "B"}, InvalidTypeError),
        (3, InvalidTypeError),
    ],
)
def test_refused_orders(order: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^tie_break"):
        apportion(5, AB, "dhondt", tie_break=order)


def test_an_order_need_only_name_keys_that_tie() -> None:
    weights = {"A": 1, "B": 3, "C": 0}
    assert apportion(2, weights, "sainte_lague", tie_break=["B", "A"]).seats["B"] == 2
    assert apportion(3, {"A": 1, "B": 2}, "dhondt", tie_break=[]).seats == {"A": 1, "B": 2}
    with pytest.raises(InvalidValueError, match=r"^tie_break: .*'A', which ties"):
        apportion(2, weights, "sainte_lague", tie_break=["B"])


def test_the_decimal_context_does_not_matter() -> None:
    weights: dict[str, Weight] = {"A": Decimal("123456789.123"), "B": Decimal("0.0007"), "C": 5}
    expected = apportion(97, weights, "huntington_hill")
    with localcontext() as context:
        context.prec, context.rounding, context.traps[Inexact] = 1, ROUND_UP, True
        assert apportion(97, weights, "huntington_hill") == expected


@pytest.mark.parametrize("method", list(Method))
def test_huge_numbers(method: Method) -> None:
    """Numbers beyond every float, and beyond the digits that Python prints."""
    huge = 10**6000
    result = apportion(10**400, {"A": huge, "B": 3 * huge + 5, "C": 1}, method, minimum=1)
    assert sum(result.seats.values()) == 10**400
    assert result.seats["C"] == 1
    assert result.verify()
    tiny = {"A": Fraction(1, huge), "B": Fraction(2, huge + 1)}
    assert sum(apportion(3, tiny, method).seats.values()) == 3
    close = {"A": 2**53, "B": 2**53 + 1}
    if method not in NEED_FIRST:
        assert apportion(1, close, method).seats == {"A": 0, "B": 1}
    assert apportion(1, close, method, allow_zero=True).seats == {"A": 0, "B": 1}
    assert apportion(3, close, method).seats == {"A": 1, "B": 2}


def test_fewer_units_than_positive_weights_are_refused_unless_allowed() -> None:
    weights = {"A": 5, "B": 3, "C": 4, "Z": 0}
    for method in NEED_FIRST:
        with pytest.raises(InvalidValueError, match=r"^units: 2 .*below 3.*allow_zero"):
            apportion(2, weights, method)
        allowed = apportion(2, weights, method, allow_zero=True)
        assert allowed.seats == {"A": 1, "B": 0, "C": 1, "Z": 0}
        assert allowed.verify()
        # A minimum may leave too few for first units, a maximum of zero needs none.
        with pytest.raises(InvalidValueError, match="allow_zero"):
            apportion(4, weights, method, minimum={"B": 3})
        assert apportion(2, weights, method, maximum={"B": 0}).seats["C"] == 1
