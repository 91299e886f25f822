"""Exact money: rounding by name, parts that add up, and no dependence on the decimal context."""

import decimal
import struct
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain
from kim_model.values.numbers import exact_text

CENT = Fraction(1, 100)
STEPS = {each: Fraction(1) if each.value.startswith("euro") else CENT for each in kim.Rounding}


def value(amount: kim.Euro) -> Fraction:
    return Fraction(amount.cents, 100)


@given(some.exact_euros, some.roundings)
def test_rounding_moves_less_than_its_step_and_in_its_direction(
    amount: kim.ExactEuro, rounding: kim.Rounding
) -> None:
    rounded, step = value(rounding.to_euro(amount)), STEPS[rounding]
    assert rounded % step == 0
    grown = abs(rounded) - abs(amount.value)
    if rounding.value.endswith("down"):
        assert -step < grown <= 0
    elif rounding.value.endswith("up") and "half" not in rounding.value:
        assert 0 <= grown < step
    else:
        assert abs(grown) <= step / 2


@given(some.exact_euros, some.roundings)
def test_rounding_treats_a_repayment_as_the_payment(
    amount: kim.ExactEuro, rounding: kim.Rounding
) -> None:
    assert rounding.to_euro(-amount) == -rounding.to_euro(amount)


@given(some.euros, st.sampled_from(kim.Rounding))
def test_what_is_in_steps_already_stays(amount: kim.Euro, rounding: kim.Rounding) -> None:
    if value(amount) % STEPS[rounding] == 0:
        assert rounding.to_euro(kim.ExactEuro(amount)) == amount


@given(st.integers(-(10**6), 10**6))
def test_halves_go_up_or_to_the_even_cent(cents: int) -> None:
    half = kim.ExactEuro(Fraction(2 * cents + 1, 200))
    up = kim.Rounding.CENT_HALF_UP.to_euro(half)
    assert abs(up.cents) == max(abs(cents), abs(cents + 1))
    assert kim.Rounding.CENT_HALF_EVEN.to_euro(half).cents % 2 == 0


def test_without_a_named_rounding_no_cent_moves() -> None:
    with pytest.raises(kim.InvalidValueError, match="name the rounding that the rule prescribes"):
        kim.Rounding.EXACT.to_euro(kim.ExactEuro("0.001"))


@given(st.lists(some.exact_euros, max_size=12), some.roundings)
def test_settled_parts_add_up_to_the_rounded_sum(
    parts: list[kim.ExactEuro], rounding: kim.Rounding
) -> None:
    stated = [explain.given("part", each) for each in parts]
    settled = [each.verify() for each in explain.settled("paid", stated, rounding)]
    assert len(settled) == len(parts)
    whole = sum(parts, kim.ExactEuro(0))
    assert sum(settled, kim.Euro(0)) == rounding.to_euro(whole)
    for part, exact in zip(settled, parts, strict=True):
        assert abs(value(part) - exact.value) < 2 * STEPS[rounding]


WEIGHTS = st.lists(st.builds(Fraction, st.integers(0, 99), st.integers(1, 9)), min_size=1)


@given(
    some.euros,
    WEIGHTS.filter(any),
    st.sampled_from([each for each in kim.Rounding if each.value.startswith("cent")]),
)
def test_splitting_by_a_rounding_loses_no_cent(
    amount: kim.Euro, weights: list[Fraction], rounding: kim.Rounding
) -> None:
    """In the order of the keys, as derivations are settled; a repayment mirrors the payment."""
    by_key = dict(enumerate(weights))
    parts = kim.split(amount, by_key, by=rounding)
    assert list(parts) == list(by_key)
    assert sum(parts.values(), kim.Euro(0)) == amount
    shares = [kim.ExactEuro(amount) * (weight / sum(weights)) for weight in weights]
    for part, share in zip(parts.values(), shares, strict=True):
        assert abs(value(part) - share.value) < 2 * CENT
    settled = explain.settled("part", [explain.given("share", each) for each in shares], rounding)
    assert list(parts.values()) == [each.verify() for each in settled]
    assert {key: -part for key, part in kim.split(-amount, by_key, by=rounding).items()} == parts


@pytest.mark.parametrize(
    ("weights", "more", "message"),
    [
        ({"a": 1, "b": -1}, {}, r"weights\['b'\]: -1 \(int\) is below 0"),
        ({"a": 0, "b": 0}, {}, "have no sum above 0"),
        ({}, {}, "have no sum above 0"),
        ({"a": 1, "b": 1}, {"by": kim.Rounding.EURO_DOWN}, r"^by: .* changes 0.50"),
        ({"a": 1, "b": 2}, {"by": kim.Rounding.EXACT}, "is not in whole cents"),
        ({"a": 1, "b": 1}, {"tie_break": ["b", "a"]}, "^tie_break: .* decides nothing"),
        ({"a": 0.5}, {}, r"write Decimal\('0.5'\)"),
        ([1, 1], {}, "^weights: .* is not a mapping"),
    ],
)
def test_what_cannot_be_split_is_refused(weights: Any, more: dict[str, Any], message: str) -> None:
    with pytest.raises(kim.FieldError, match=message):
        kim.split(kim.Euro("0.50"), weights, **{"by": kim.Rounding.CENT_DOWN, **more})


def test_only_exact_amounts_are_rounded() -> None:
    with pytest.raises(kim.InvalidTypeError, match=r"is not an ExactEuro; pass an ExactEuro"):
        kim.Rounding.CENT_UP.to_euro(kim.Euro(1))  # type: ignore[arg-type]


@given(some.fractions, some.fractions.filter(bool))
def test_exact_euros_are_fractions(one: Fraction, other: Fraction) -> None:
    first, second = kim.ExactEuro(one), kim.ExactEuro(other)
    assert (first + second).value == one + other
    assert (first - second).value == one - other
    assert (first * other).value == one * other
    assert (first / other).value == one / other
    assert first / second == one / other
    assert (first < second) == (one < other)
    assert kim.ExactEuro(str(first)) == first == kim.ExactEuro(first)
    assert str(first) == exact_text(one)


def test_an_exact_amount_is_no_amount_to_pay_and_no_post() -> None:
    for other in (kim.Euro(1), kim.Fte(1), 1, 0.5):
        with pytest.raises(TypeError):
            kim.ExactEuro(1) + other  # type: ignore[operator]
    with pytest.raises(kim.InvalidTypeError, match="is a float"):
        kim.ExactEuro(0.1)  # type: ignore[arg-type]
    with pytest.raises(kim.InvalidTypeError):
        kim.ExactEuro(True)  # noqa: FBT003 - refused


def float32(number: float) -> float:
    """Round as a four-byte float does."""
    result: float = struct.unpack("f", struct.pack("f", number))[0]
    return result


def test_a_thousand_positions_at_65100_10_sum_exactly_under_a_hostile_context() -> None:
    """65,100,100.00 EUR, where a float32 sum misses it; the decimal context has no say."""
    hostile = decimal.Context(prec=2, rounding=decimal.ROUND_UP, Emax=2, Emin=-2)
    salary, year = Decimal("65100.10"), kim.Period.of_year(2023)
    rate = kim.Rate(
        item="post",
        amount=salary,
        kind=kim.RateKind.LUMP_SUM,
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=year,
    )
    claims = [
        kim.Claim.of_posts(f"p{n}", item="post", fte=Decimal("1.0"), period=year)
        for n in range(1000)
    ]
    with decimal.localcontext(hostile):
        assert sum([kim.Euro(salary)] * 1000, kim.Euro(0)) == kim.Euro("65100100.00")
        found = kim.entitlement(claims, kim.FundingTerms(rates=kim.RateBook((rate,))))
        assert found.due is not None
        assert found.due.verify() == kim.Euro("65100100.00")
        weights = dict.fromkeys(range(1000), Decimal(1))
        parts = kim.split(kim.Euro("65100100.00"), weights, by=kim.Rounding.CENT_HALF_UP)
        assert set(parts.values()) == {kim.Euro("65100.10")}
    missed = 0.0
    for _ in range(1000):
        missed = float32(missed + float32(65100.10))
    assert missed != 65_100_100.00
