"""The certificate is accepted for right results, and for these only."""

import ast
import inspect
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from apportionment_strategies import answered, divisor_methods, pickled, questions
from attrs import evolve
from hypothesis import given, strategies as st

from kim_model._mapping import FrozenMapping
from kim_model.apportionment import (
    Certificate,
    DivisorCertificate,
    FirstUnitCertificate,
    RemainderCertificate,
    apportion,
)
from kim_model.errors import VerificationError


@given(questions())
def test_right_results_are_proved(question: dict[str, Any]) -> None:
    """Completeness: every result verifies; and so does its certificate alone, after pickling."""
    result = answered(question)
    assert result.verify()
    assert pickled(result.certificate).verify()


@given(questions(), st.data())
def test_results_changed_by_a_unit_are_refused(
    question: dict[str, Any], data: st.DataObject
) -> None:
    """Soundness: no unit can be moved, added or taken away, not even between keys that tie."""
    result = answered(question)
    keys = st.sampled_from(list(result.seats))
    giver, taker = data.draw(keys), data.draw(keys)
    seats = dict(result.seats)
    seats[giver] -= 1
    with pytest.raises(VerificationError):
        evolve(result, seats=seats).verify()
    if giver != taker:
        seats[taker] += 1
        with pytest.raises(VerificationError):
            evolve(result, seats=seats).verify()
        with pytest.raises(VerificationError):
            evolve(result.certificate, seats=seats).verify()


@given(questions(method=divisor_methods))
def test_divisors_inside_the_interval_give_the_result_and_those_outside_do_not(
    question: dict[str, Any],
) -> None:
    """Exactness of the interval: inside it, medians are the seats; beyond an end, they are not."""
    result = answered(question)
    certificate = result.certificate
    if not isinstance(certificate, DivisorCertificate):
        return
    power = certificate.method.power

    def seats(divisor: Fraction) -> dict[str, int]:
        found = {}
        for key, weight in result.weights.items():
            low, high = certificate.range(key)
            n = low
            while n < high and certificate.method.at(n) * divisor < Fraction(weight) ** power:
                n += 1
            found[key] = n
        return found

    lower, upper = certificate.lower or Fraction(0), certificate.upper
    middle = lower + 1 if upper is None else (lower + upper) / 2
    if lower != upper:
        assert seats(middle) == result.seats
    if certificate.lower is not None:
        assert seats(lower * Fraction(999_999, 1_000_000)) != result.seats
    if upper is not None:
        assert seats(upper * Fraction(1_000_001, 1_000_000)) != result.seats


def test_the_proof_shares_nothing_with_the_search() -> None:
    """It uses checks of arguments, the methods and ties, and not what finds the seats."""
    module = inspect.getmodule(Certificate)
    assert module is not None
    nodes = ast.walk(ast.parse(inspect.getsource(module)))
    imported = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name.startswith("kim_model.apportionment")} == {
        "kim_model.apportionment.inputs",
        "kim_model.apportionment.methods",
        "kim_model.apportionment.ties",
    }


def test_divisor_certificate() -> None:
    result = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague")
    certificate = result.certificate
    assert isinstance(certificate, DivisorCertificate)
    # A would get a fourth unit at 60/3.5, B a second at 28/1.5; A its third at 24, C its first.
    assert (certificate.lower, certificate.upper) == (Fraction(56, 3), Fraction(24))
    assert certificate is result.certificate


def test_huntington_hill_certificate_is_in_squares() -> None:
    certificate = apportion(3, {"A": 10, "B": 7}, "huntington_hill").certificate
    assert (certificate.lower, certificate.upper) == (Fraction(49, 2), Fraction(100, 2))


def test_remainder_certificate() -> None:
    certificate = apportion(10, {"A": 50, "B": 33, "C": 17}, "largest_remainder").certificate
    assert isinstance(certificate, RemainderCertificate)
    assert certificate.quotas == {"A": 5, "B": Fraction(33, 10), "C": Fraction(17, 10)}
    assert certificate.remainders == {"A": 0, "B": Fraction(3, 10), "C": Fraction(7, 10)}
    assert (certificate.lower, certificate.upper) == (Fraction(3, 10), Fraction(7, 10))


def test_first_unit_certificate() -> None:
    result = apportion(2, {"A": 5, "B": 3, "C": 4}, "dean", allow_zero=True)
    assert isinstance(result.certificate, FirstUnitCertificate)
    assert (result.certificate.lower, result.certificate.upper) == (Fraction(3), Fraction(4))


def test_a_tie_has_one_divisor_and_must_be_on_record() -> None:
    result = apportion(2, {"A": 1, "B": 3}, "sainte_lague", tie_break="AB")
    assert result.certificate.lower == result.certificate.upper == 2
    for changed in (
        evolve(result, ties=()),
        evolve(result, tie_break=None),
        evolve(result, tie_break=("B", "A")),
        evolve(result, seats={"A": 0, "B": 2}),
        evolve(apportion(3, {"A": 1, "B": 2}, "dhondt"), ties=result.ties),
    ):
        with pytest.raises(VerificationError):
            changed.verify()


def test_a_certificate_with_other_numbers_is_refused() -> None:
    certificate = apportion(10, {"A": 50, "B": 33, "C": 17}, "largest_remainder").certificate
    assert isinstance(certificate, RemainderCertificate)
    for changed in (
        evolve(certificate, lower=Fraction(4, 10)),
        evolve(certificate, upper=Fraction(6, 10)),
        evolve(certificate, lower=None),
        evolve(certificate, upper=None),
        evolve(certificate, total=99),
        evolve(certificate, units=11),
        evolve(certificate, quotas={**certificate.quotas, "A": Fraction(6)}),
        evolve(certificate, weights={**certificate.weights, "A": 51}),
        evolve(certificate, seats={"A": 5, "B": 3}),
        evolve(certificate, seats={"A": 5, "B": 3, "C": 2, "D": 0}),
        evolve(certificate, seats={"A": 5.0, "B": 3, "C": 2}),  # type: ignore[dict-item]
        evolve(certificate, minimum=4),
    ):
        with pytest.raises(VerificationError):
            changed.verify()


def test_results_are_values() -> None:
    """They compare, hash, copy and pickle, and do not change."""
    result = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague", minimum={"C": 1})
    again = apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague", minimum={"C": 1})
    assert result == again
    assert hash(result) == hash(again)
    assert deepcopy(result) == pickled(result) == result
    with pytest.raises(AttributeError):
        result.units = 6  # type: ignore[misc]
    with pytest.raises(TypeError):
        result.seats["A"] = 4  # type: ignore[index]


def test_frozen_mapping() -> None:
    source = {"B": 1, "A": 2}
    frozen = FrozenMapping(source)
    source["B"] = 9
    assert frozen == {"A": 2, "B": 1} == dict(frozen)
    assert {"A": 2, "B": 1} == frozen  # noqa: SIM300 - the mirrored comparison is the point
    assert frozen != {"A": 2}
    assert frozen != 3
    assert list(frozen) == list(frozen.keys()) == ["B", "A"]
    assert list(frozen.items()) == [("B", 1), ("A", 2)]
    assert list(frozen.values()) == [1, 2]
    assert "A" in frozen
    assert "C" not in frozen
    assert len(frozen) == 2
    assert repr(frozen) == "FrozenMapping({'B': 1, 'A': 2})"
    assert hash(frozen) == hash(FrozenMapping({"A": 2, "B": 1}))
    with pytest.raises(TypeError):
        hash(FrozenMapping({"A": []}))
    with pytest.raises(AttributeError):
        frozen.other = 1  # type: ignore[attr-defined]
    copy = pickled(frozen)
    assert copy == frozen
    assert list(copy) == list(frozen)
    assert deepcopy(frozen) == frozen
