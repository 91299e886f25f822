"""Euro and VZÄ: exact, ordered, never mixed, whatever the decimal context."""

import copy
import operator
import pickle
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, FloatOperation, Inexact, Rounded, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model.testing import euros, ftes
from kim_model.values.quantities import exact, exact_text, half_up

HOSTILE = Context(prec=2, traps=[Inexact, Rounded, FloatOperation])
amounts = euros("-100000", "100000")
posts = ftes(-100, 100)
triples = st.one_of(st.tuples(amounts, amounts, amounts), st.tuples(posts, posts, posts))


class Integer:
    """An integer as NumPy has them: no int, but an index."""

    def __index__(self) -> int:
        return 7


@given(triples)
def test_an_ordered_group(triple: tuple[Any, Any, Any]) -> None:
    """Addition associates, commutes, has a zero and inverses, and keeps the order."""
    a, b, c = triple
    zero = type(a)(0)
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + zero == a
    assert a + -a == zero
    assert a - b == a + -b
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (a + c <= b + c)
    assert abs(a) == max(a, -a)
    assert bool(a) == (a != zero)


@pytest.mark.parametrize(
    "operation", [operator.add, operator.sub, operator.lt, operator.truediv, operator.mul]
)
def test_euro_and_fte_never_mix(operation: Callable[[object, object], object]) -> None:
    """Neither adds to, compares with or divides the other."""
    for pair in ((kim.Euro(1), kim.Fte(1)), (kim.Fte(1), kim.Euro(1))):
        with pytest.raises(TypeError):
            operation(*pair)
    euro: object = kim.Euro(1)
    assert euro != kim.Fte(1)


@pytest.mark.parametrize("kind", [kim.Euro, kim.Fte])
@pytest.mark.parametrize(
    "value", [0.5, True, None, "0,5", "NaN", Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")]
)
def test_what_is_not_exact_is_refused(kind: Any, value: object) -> None:
    """A float, a bool, and what is not a number raise."""
    with pytest.raises((kim.InvalidTypeError, kim.InvalidValueError)):
        kind(value)


@given(st.integers(-(10**6), 10**6))
def test_parts_of_cents_are_refused(thousandths: int) -> None:
    """An amount is in whole cents, or is none."""
    value = Decimal(thousandths).scaleb(-3)
    if thousandths % 10:
        with pytest.raises(kim.InvalidValueError, match="whole cents"):
            kim.Euro(value)
    else:
        assert kim.Euro(value).cents == thousandths // 10


digits = st.integers(-(10**60) + 1, 10**60 - 1)


divisors = st.integers(1, 10**60 - 1) | st.sampled_from([2**61, 2**190, 5**70])


@given(st.builds(Fraction, digits, divisors))
def test_exact_text_round_trips(value: Fraction) -> None:
    """The text is one that exact reads back."""
    assert exact(exact_text(value)) == value


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 6))
def test_half_up(value: Decimal, places: int) -> None:
    """Halves go away from zero, as Decimal rounds them."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(Fraction(value), places) == Fraction(rounded)


@given(st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=2))
def test_the_decimal_context_changes_nothing(a: Decimal, b: Decimal) -> None:
    """The same results under a precision of two digits with every trap set."""

    def results() -> list[object]:
        return [
            kim.Euro(a) + kim.Euro(b),
            kim.Fte(a) * b,
            str(kim.Euro(a)),
            repr(kim.Fte(b)),
            half_up(exact(a), 1),
        ]

    expected = results()
    with localcontext(HOSTILE):
        assert results() == expected


def test_an_index_is_an_integer() -> None:
    """Integers of other libraries count as ints."""
    number: Any = Integer()
    assert (kim.Fte(number), kim.Euro(number)) == (kim.Fte(7), kim.Euro(7))
    assert kim.Euro(1) * number == kim.Euro(7)


@given(amounts | posts)
def test_copies_are_equal(quantity: Any) -> None:
    """Pickling, copying and repr give an equal value of equal hash."""
    copies = [
        pickle.loads(pickle.dumps(quantity)),  # noqa: S301 - its own bytes
        copy.deepcopy(quantity),
        type(quantity)(str(quantity)),
        type(quantity)(quantity),
    ]
    assert {quantity, *copies} == {quantity}


def test_a_thousand_amounts_add_up() -> None:
    """No cent is lost."""
    assert sum([kim.Euro("65100.10")] * 1000, kim.Euro(0)) == kim.Euro("65100100.00")


@pytest.mark.parametrize("kind", [kim.Fte, kim.ExactEuro])
def test_what_is_too_long_to_write_is_said_to_be(kind: type[kim.Fte] | type[kim.ExactEuro]) -> None:
    """A sum of hostile numbers is longer than Python writes one: no message may fail on it."""
    long = kind(Fraction(1, 7**9000))
    assert str(long) == "a number too long to write"
    assert "too long" in repr(long)
