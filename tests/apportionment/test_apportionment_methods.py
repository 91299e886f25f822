"""Divisor methods by their own signposts."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from apportionment_strategies import answered, divisor_methods, questions
from hypothesis import given

from kim_model.apportionment import DivisorMethod, Method, apportion
from kim_model.apportionment.methods import signposts
from kim_model.errors import InvalidTypeError, InvalidValueError

NORDIC = DivisorMethod("nordic", lambda n: n + Fraction(1, 2) if n else Fraction(7, 10))


def own(method: Method) -> DivisorMethod:
    """The same method, but given by its signposts."""
    named = signposts(method)
    assert named is not None
    return DivisorMethod(f"own {method}", named.signpost, named.squared)


@given(questions(method=divisor_methods))
def test_own_signposts_give_what_the_name_gives(question: dict[str, Any]) -> None:
    """A method is its signposts."""
    result = answered(question)
    mine = apportion(**{**question, "method": own(question["method"])})
    assert mine.seats == result.seats
    assert mine.ties == result.ties
    assert mine.verify()


def test_modified_sainte_lague_agrees_with_divisors_by_hand() -> None:
    """First divisors 1.4, 3, 5, 7: the highest quotients of votes by divisors, one by one."""
    votes = {"A": 53_000, "B": 24_000, "C": 23_000, "D": 8_500, "E": 6_100}
    divisors = [Fraction(14, 10), *map(Fraction, (3, 5, 7, 9, 11, 13, 15))]
    quotients = sorted(
        ((Fraction(count) / divisor, key) for key, count in votes.items() for divisor in divisors),
        reverse=True,
    )
    for units in range(1, 16):
        winners = [key for _, key in quotients[:units]]
        assert apportion(units, votes, NORDIC).seats == {key: winners.count(key) for key in votes}


def test_stationary_methods() -> None:
    """The Danish method, divisors 1, 4, 7, has signposts n + 1/3."""
    danish = DivisorMethod("danish", lambda n: n + Fraction(1, 3))
    weights = {"A": 100, "B": 40, "C": 11}
    assert apportion(9, weights, danish).seats == {"A": 6, "B": 2, "C": 1}
    decimal = DivisorMethod("decimal", lambda n: n + Decimal("0.25"))
    assert apportion(9, weights, decimal).verify()


@pytest.mark.parametrize(
    ("signpost", "place"),
    [
        (lambda n: n + 2, r"signpost\(0\)"),
        (lambda n: n - 1, r"signpost\(0\)"),
        (lambda n: 3 * n, r"signpost\(\d\)"),
        (lambda n: Fraction(n, 2) + 1, r"signpost\(\d\)"),
        (lambda n: 1 if n < 2 else n, r"signpost\(1\)"),
        (lambda _: Decimal("NaN"), r"signpost\(0\)"),
    ],
)
def test_signposts_are_checked_where_they_are_used(signpost: Any, place: str) -> None:
    with pytest.raises(InvalidValueError, match=rf"^mine\.{place}: "):
        apportion(9, {"A": 5, "B": 3}, DivisorMethod("mine", signpost))


@pytest.mark.parametrize("signpost", [lambda n: n + 0.5, lambda _: None, lambda n: n == 0])
def test_signposts_that_are_not_exact(signpost: Any) -> None:
    with pytest.raises(InvalidTypeError, match=r"^mine\.signpost\(0\): "):
        apportion(9, {"A": 5, "B": 3}, DivisorMethod("mine", signpost))


def test_signposts_must_be_a_function() -> None:
    with pytest.raises(InvalidTypeError, match=r"signpost: 1\.4"):
        DivisorMethod("mine", 1.4)  # type: ignore[arg-type]


def test_methods_are_their_values() -> None:
    assert [str(method) for method in Method] == [
        "largest_remainder",
        "sainte_lague",
        "dhondt",
        "adams",
        "huntington_hill",
        "dean",
    ]
    for method in Method:
        assert apportion(3, {"A": 2, "B": 1}, str(method)).method is method
