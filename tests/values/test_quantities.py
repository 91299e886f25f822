"""Euro and VZÄ: exact, ordered, never mixed, whatever the decimal context."""

import copy
import operator
import pickle
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, FloatOperation, Inexact, Rounded, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model import explain
from kim_model.testing import euros, ftes
from kim_model.values.numbers import exact, exact_text, half_up

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


def advised(error: kim.FieldError) -> list[str]:
    """Return the numbers that a message says to write; those it names as examples are none."""
    return [] if "such as" in error.remedy else re.findall(r"'([^']*)'", error.remedy)


@st.composite
def grouped(draw: st.DrawFn, comma: str, point: str, kind: type[Any]) -> tuple[str, Fraction]:
    """Draw a number as it is written in German or English, its thousands apart or not."""
    places = draw(st.integers(0, 2 if kind is kim.Euro else 6))
    cents = draw(st.integers(-(10**12), 10**12))
    value = Fraction(cents, 10**places)
    separator = draw(st.sampled_from(["", comma]))
    whole = f"{abs(cents) // 10**places:,}".replace(",", separator)
    part = f"{point}{abs(cents) % 10**places:0{places}}" if places else ""
    return f"{'-' if cents < 0 else ''}{whole}{part}", value


@pytest.mark.parametrize("kind", [kim.Euro, kim.ExactEuro, kim.Fte])
@pytest.mark.parametrize(("comma", "point"), [(".", ","), (",", "."), ("\N{NO-BREAK SPACE}", ",")])
@given(data=st.data())
def test_a_form_that_a_message_advises_is_taken_and_means_the_number(
    kind: type[Any], comma: str, point: str, data: st.DataObject
) -> None:
    """As 1.026.000,00 in German and 1,026,000.00 in English; where it can be both, both are."""
    text, value = data.draw(grouped(comma, point, kind))
    try:
        kind(text)
    except kim.InvalidValueError as error:
        numbers = [exact(each) for each in advised(error)]
        assert value in numbers
        assert len(numbers) <= 2
        for each in advised(error):
            kind(each)


@given(st.floats())
def test_for_a_float_only_a_form_that_is_taken_is_advised(number: float) -> None:
    kinds: tuple[Any, ...] = (kim.Euro, kim.ExactEuro, kim.Fte)
    for kind in kinds:
        with pytest.raises(kim.InvalidTypeError, match="is a float and so not exact") as caught:
            kind(number)
        for each in advised(caught.value):
            assert kind(each) == kind(Fraction(repr(number)))


@given(st.text(max_size=12) | st.from_regex(r"[0-9., -]{1,12}", fullmatch=True))
def test_whatever_is_refused_what_is_advised_is_taken(text: str) -> None:
    for kind in (kim.Euro, kim.ExactEuro, kim.Fte):
        try:
            kind(text)
        except kim.FieldError as error:
            for each in advised(error):
                kind(each)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.026.000,00", "write '1026000'"),
        ("1,026,000.50", "write '1026000.5'"),
        ("1.026.000", "write '1026000'"),
        ("10,5", "write '10.5'"),
        ("57,000", "write '57' or '57000'"),
        ("57.000", "write '57' or '57000'"),
        ("1.026", "round it first if it means 1.026, or write '1026'"),
        ("57 000", "write '57000'"),
        ("0,005", "round it first if it means 0.005"),
        ("37,836", "round it first if it means 37.836, or write '37836'"),
        ("37.836", "round it first if it means 37.836, or write '37836'"),
        ("7 806,934", "round it first if it means 7806.934"),
        ("1,026 000", "write a number such as '10.5'"),
        ("57.000 EUR", "write a number such as '10.5'"),
    ],
)
def test_the_advice_for_amounts_as_people_write_them(text: str, advice: str) -> None:
    with pytest.raises(kim.InvalidValueError) as caught:
        kim.Euro(text)
    assert caught.value.remedy == advice


@given(st.lists(amounts, min_size=1) | st.lists(posts, min_size=1))
def test_a_sum_needs_no_start(quantities: list[Any]) -> None:
    zero = type(quantities[0])(0)
    assert sum(quantities) == sum(quantities, zero)


def test_a_bare_number_other_than_the_start_of_a_sum_is_not_added() -> None:
    for quantity in (kim.Fte(1), kim.Euro(1), kim.ExactEuro(1)):
        for number in (1, False, 0.0, Decimal(0)):
            with pytest.raises(TypeError):
                number + quantity  # type: ignore[operator]
        with pytest.raises(TypeError):
            quantity + 0  # type: ignore[operator]
        mixed: list[explain.Derivation[Any]] = [
            explain.given("number", 0),
            explain.given("quantity", quantity),
        ]
        with pytest.raises(kim.VerificationError, match="unsupported operand"):
            explain.total("nonsense", mixed)


@given(st.fractions(), st.integers(0, 9), st.sampled_from(["", ",", "+", "020,", ">30"]))
def test_quantities_are_formatted_as_decimals_are(
    value: Fraction, places: int, before: str
) -> None:
    """Rounded half up from the exact value, whatever the decimal context."""
    spec = f"{before}.{places}f"
    sign, size = ("-" if value < 0 else ""), abs(value)
    with localcontext(Context(prec=400)):
        scaled = int(size * 10**places + Fraction(1, 2))
        expected = format(Decimal(f"{sign if scaled else ''}{scaled}").scaleb(-places), spec)
    for quantity in (kim.Fte(value), kim.ExactEuro(value)):
        assert format(quantity, spec) == expected
        with localcontext(HOSTILE):
            assert format(quantity, spec) == expected


def test_formats_of_quantities() -> None:
    assert f"{kim.Fte('10.5'):.2f}" == "10.50"
    assert f"{kim.Fte('1/3'):.3f}" == "0.333"
    assert f"{kim.Fte('0.125'):.2f}" == "0.13"
    assert format(kim.Euro("1026000"), ",.2f") == "1,026,000.00"
    assert f"{kim.Euro('0.5'):.0f}" == "1"
    assert f"{kim.Euro('57000.5'):>10}|" == "  57000.50|"
    assert f"{kim.Fte('0.5')}" == "0.5"
    for spec in (".2e", "d", ",", "%", ".99f", "n"):
        with pytest.raises(kim.InvalidValueError, match=r"write '\.2f' or ',\.2f'"):
            format(kim.Fte(1), spec)


@given(st.fractions(max_denominator=10**6), st.integers(-2, 6))
def test_posts_are_rounded_half_up_to_posts(value: Fraction, places: int) -> None:
    """A half goes away from zero, as in the reports; what was rounded stays posts."""
    rounded = round(kim.Fte(value), places)
    assert isinstance(rounded, kim.Fte)
    step = Fraction(10) ** -places
    assert (rounded.value / step).denominator == 1
    assert abs(rounded.value - value) <= step / 2
    if abs(rounded.value - value) == step / 2:
        assert abs(rounded.value) > abs(value)
    assert round(kim.Fte(value)) == round(kim.Fte(value), 0)


WRONG_PLACES: tuple[Any, ...] = (True, False, "", 0.0, 1.5, Decimal(1))


def test_places_are_whole_numbers() -> None:
    for wrong in WRONG_PLACES:
        with pytest.raises(kim.InvalidTypeError, match=r"^ndigits: .* is not a whole number"):
            round(kim.Fte("4.25"), wrong)
    places: Any = Integer()
    assert round(kim.Fte("4.25"), places) == kim.Fte("4.25")


def test_cents_are_whole_numbers() -> None:
    wrong: tuple[Any, ...] = ("57.000", "57", Decimal("1.5"), 1.5, True, None, Fraction(3))
    for each in wrong:
        with pytest.raises(kim.InvalidTypeError, match=r"^cents: .* is not a whole nu") as caught:
            kim.Euro.from_cents(each)
        assert caught.value.value is each


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["", "-", "+"]))
def test_what_may_be_thousands_is_no_amount_of_money(whole: int, part: int, sign: str) -> None:
    """In German 57.000 is 57 thousand: both kinds of money refuse it, and say both readings."""
    text = f"{sign}{whole}.{part:03}"
    for kind in (kim.Euro, kim.ExactEuro):
        with pytest.raises(kim.InvalidValueError, match="three places, as thousands do") as caught:
            kind(text)
        assert exact(f"{sign}{whole}{part:03}") in map(exact, advised(caught.value))
        if exact(text) not in map(exact, advised(caught.value)):
            assert kind is kim.Euro
            assert "round it first if it means" in caught.value.remedy
    assert kim.Fte(text).value == Fraction(text)
    written = str(kim.ExactEuro(Fraction(text)))
    assert kim.ExactEuro(written).value == Fraction(text)


def test_money_is_rounded_by_a_rule_with_a_name() -> None:
    """The message says what to write, and that is taken."""
    names = {"Rounding": kim.Rounding, "ExactEuro": kim.ExactEuro}
    for amount in (kim.Euro("57000.50"), kim.ExactEuro("57000.50")):
        with pytest.raises(kim.InvalidTypeError, match="only by a rule with a name") as caught:
            round(amount, 1)
        written = caught.value.remedy.removeprefix("write ")
        assert eval(written, names) == kim.Euro("57000.50")  # noqa: S307 - what we advise
        with pytest.raises(kim.InvalidTypeError) as caught:
            round(amount)
        written = caught.value.remedy.removeprefix("write ")
        assert eval(written, names) == kim.Euro(57_001)  # noqa: S307 - what we advise
    for wrong in WRONG_PLACES:
        with pytest.raises(kim.InvalidTypeError):
            round(kim.ExactEuro(1), wrong)


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
