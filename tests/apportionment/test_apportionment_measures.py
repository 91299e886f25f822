"""Measures of disproportion, against their definitions and published figures."""

from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from apportionment_strategies import answered, questions
from hypothesis import assume, given

from kim_model.apportionment import DivisorMethod, Method, apportion, compare_methods, measure
from kim_model.errors import InvalidTypeError, InvalidValueError


@given(questions())
def test_definitions(question: dict[str, Any]) -> None:
    """Each measure is its formula; Gallagher as shown is its root to half a unit."""
    result = answered(question)
    total = sum(result.weights.values())
    assume(total and result.units)
    found = measure(result)
    pairs = [
        (Fraction(result.seats[key], result.units), Fraction(weight, total))
        for key, weight in result.weights.items()
    ]
    assert found.gallagher_squared == sum((s - v) ** 2 for s, v in pairs) / 2
    assert found.loosemore_hanby == sum(abs(s - v) for s, v in pairs) / 2
    if any(s and not v for s, v in pairs):
        assert found.sainte_lague is None
    else:
        assert found.sainte_lague == sum((s - v) ** 2 / v for s, v in pairs if v)
    assert abs(float(found.gallagher(9)) - sqrt(found.gallagher_squared)) < 1e-8
    outside = {violation.key for violation in found.quota_violations}
    assert outside == {
        key
        for key, weight in result.weights.items()
        if abs(result.seats[key] - Fraction(weight * result.units, total)) >= 1
    }


def test_largest_remainder_is_best_by_gallagher_and_sainte_lague_by_its_own() -> None:
    """Each optimizes its measure: least squares, and least squares relative to the weight."""
    weights = {"A": 5117, "B": 4400, "C": 162, "D": 161, "E": 160}
    rows = compare_methods(100, weights)
    assert list(rows) == [str(method) for method in Method]
    assert all(row.result.verify() for row in rows.values())
    gallagher = {name: row.measures.gallagher_squared for name, row in rows.items()}
    assert min(gallagher.values()) == gallagher["largest_remainder"]
    index = {name: row.measures.sainte_lague for name, row in rows.items()}
    best = index["sainte_lague"]
    assert best is not None
    assert all(value is not None and value >= best for value in index.values())
    (violation,) = rows["dhondt"].measures.quota_violations
    assert (violation.key, violation.seats, violation.quota) == ("B", 45, Fraction(44))


def test_a_quota_violation_is_found() -> None:
    found = measure(apportion(10, {"A": 85, "B": 5, "C": 5, "D": 5}, "dhondt")).quota_violations
    assert [(v.key, v.seats, v.quota) for v in found] == [("A", 10, Fraction(17, 2))]


def test_gallagher_is_rounded_half_up() -> None:
    found = measure(apportion(2, {"A": 3, "B": 1}, "dhondt"))
    assert found.gallagher_squared == Fraction(1, 16)
    assert [found.gallagher(n) for n in (0, 1, 2, 3)] == [
        Decimal(text) for text in ("0", "0.3", "0.25", "0.250")
    ]
    with pytest.raises(InvalidValueError, match="places"):
        found.gallagher(-1)
    with pytest.raises(InvalidTypeError, match="places"):
        found.gallagher(1.5)  # type: ignore[arg-type]


def test_own_methods_can_be_compared() -> None:
    imperfect = DivisorMethod("one third", lambda n: n + Fraction(1, 3))
    rows = compare_methods(7, {"A": 60, "B": 30, "C": 11}, [imperfect, "dhondt"])
    assert list(rows) == ["one third", "dhondt"]
    assert rows["one third"].method is imperfect


@pytest.mark.parametrize(("units", "weights"), [(0, {"A": 1}), (0, {"A": 0}), (0, {})])
def test_nothing_to_compare(units: int, weights: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="no shares"):
        measure(apportion(units, weights, "dhondt"))
