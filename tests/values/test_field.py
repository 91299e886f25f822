"""What a field is, its annotation says: checks, bounds, ids and references are read off it."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Generic, Literal, TypeVar

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import rooms
from kim_model._mapping import FrozenMapping
from kim_model.values._field import checked, marks, require, type_hints
from kim_model.values._marks import (
    AT_LEAST_ONE,
    ActorId,
    Bounds,
    Count,
    Id,
    Identifier,
    NonNegativeFte,
    PositiveFte,
    Refers,
    Unique,
)

T = TypeVar("T", bound=kim.Fte | kim.Euro)


class Colour(Enum):
    RED = "red"


@attrs.define(frozen=True, kw_only=True, field_transformer=checked)
class Box(Generic[T]):
    content: T
    several: tuple[T, ...] = ()


@attrs.define(frozen=True, kw_only=True, field_transformer=checked)
class Everything:
    """One field of every form that an annotation can have."""

    text: str = "text"
    day: date = date(2024, 3, 31)
    number: int = 1
    truth: bool = True
    part: Fraction = Fraction(1, 3)
    colour: Colour = Colour.RED
    id: Id = "id"
    actor: ActorId | None = None
    count: Count = 0
    month: Annotated[int, Bounds(1, 12)] = 1
    filled: NonNegativeFte = kim.Fte(0)
    size: PositiveFte = kim.Fte(1)
    numbers: tuple[int, ...] = ()
    some: Annotated[tuple[str, ...], AT_LEAST_ONE, Unique("a word")] = ("one",)
    boxes: Annotated[tuple[Box[kim.Fte], ...], Unique("a size", by=("content",))] = ()
    either: kim.Fte | kim.Period = kim.Fte(1)
    bounded: NonNegativeFte | kim.Period = kim.Fte(1)
    whole_or_part: int | Fraction = 1
    box: Box[kim.Fte] | None = None
    shares: FrozenMapping[Id, Count] = FrozenMapping({})
    inner: "Everything | None" = None


FTE_BOX, EURO_BOX = Box(content=kim.Fte(1)), Box(content=kim.Euro(1))
REFUSED: list[tuple[str, Any, str]] = [
    ("text", 1, "text: 1 (int) is not a str; pass a str"),
    ("text", " ", "text: ' ' (str) is blank"),
    ("day", "2024-03-31", "day: '2024-03-31' (str) is not a date; write date(2024, 3, 31)"),
    ("day", datetime(2024, 3, 31, 12), "is a point in time, not a day"),  # noqa: DTZ001
    ("number", True, "number: True (bool) is not a whole number"),
    ("number", 1.0, "number: 1.0 (float) is not a whole number"),
    ("truth", 1, "truth: 1 (int) is not a bool; pass a bool"),
    ("part", 1, "part: 1 (int) is not a Fraction"),
    ("colour", "red", "colour: 'red' (str) is not a Colour; write one of Colour.RED"),
    ("id", " id", "id: ' id' (str) has white space around it"),
    ("actor", "", "actor: '' (str) is blank"),
    ("count", -1, "count: -1 (int) is below 0"),
    ("month", 13, "month: 13 (int) is above 12"),
    ("filled", kim.Fte("-0.5"), "is below 0; write the VZÄ as a positive number"),
    ("filled", kim.Euro(1), "is not an Fte; pass an Fte"),
    ("size", kim.Fte(0), "is 0; write a part of a post, such as '0.5'"),
    ("numbers", [1], "numbers: [1] (list) is not a tuple; write (a, b), or (a,) for one item"),
    ("numbers", (1, "2"), "numbers[1]: '2' (str) is not a whole number"),
    ("some", (), "some: () (tuple) is empty; name at least one"),
    ("some", ("a", "b", "a"), "some: 'a' (str) occurs twice as a word; name each once"),
    ("boxes", (FTE_BOX, FTE_BOX), "boxes: Fte('1') (Fte) occurs twice as a size"),
    ("boxes", (FTE_BOX, EURO_BOX), "boxes[1].content: Euro('1.00') (Euro) is not an Fte"),
    ("either", 1, "either: 1 (int) is not an Fte or a Period; pass an Fte or a Period"),
    ("bounded", kim.Fte(-1), "bounded: Fte('-1') (Fte) is below 0"),
    ("whole_or_part", True, "whole_or_part: True (bool) is not an int or a Fraction"),
    ("box", EURO_BOX, "box.content: Euro('1.00') (Euro) is not an Fte; pass an Fte"),
    ("box", Box(content=kim.Fte(1), several=(kim.Euro(1),)), "box.several[0]: Euro('1.00')"),
    ("shares", {"a": 1}, "shares: {'a': 1} (dict) is not a FrozenMapping"),
    ("shares", FrozenMapping({"a": -1}), "shares['a']: -1 (int) is below 0"),
    ("shares", FrozenMapping({" a": 1}), "shares[' a']: ' a' (str) has white space"),
    ("inner", kim.Fte(1), "inner: Fte('1') (Fte) is not an Everything"),
]


@pytest.mark.parametrize(("name", "value", "message"), REFUSED, ids=lambda item: str(item)[:30])
def test_what_the_annotation_does_not_allow_is_refused(name: str, value: Any, message: str) -> None:
    """The error names class, field and place, value, rule and the way out."""
    with pytest.raises(kim.FieldError) as caught:
        Everything(**{name: value})
    assert f"Everything.{message}" in str(caught.value) or message in str(caught.value)
    assert caught.value.field.startswith(f"Everything.{name}")
    with pytest.raises(kim.FieldError) as alone:
        require(name, value, type_hints(Everything)[name])
    assert f"Everything.{alone.value.field}" == caught.value.field
    assert alone.value.message == caught.value.message


def test_what_the_annotation_allows_is_taken() -> None:
    inner = Everything(
        actor="ki",
        month=12,
        some=("a", "b"),
        boxes=(FTE_BOX, Box(content=kim.Fte(2))),
        either=kim.Period(date(2024, 1, 1)),
        whole_or_part=Fraction(1, 2),
        box=FTE_BOX,
        shares=FrozenMapping({"a": 0}),
    )
    assert Everything(inner=inner).inner is inner


def test_a_subclass_checks_what_it_inherits_under_its_own_name() -> None:
    @attrs.define(frozen=True, kw_only=True, field_transformer=checked)
    class Narrower(Everything):
        actor: ActorId = attrs.field()

    with pytest.raises(kim.FieldError, match=r"^Narrower\.count: "):
        Narrower(actor="ki", count=-1)
    with pytest.raises(kim.FieldError, match=r"^Narrower\.actor: None "):
        Narrower(actor=None)  # type: ignore[arg-type]


def test_a_validator_beside_the_annotation_comes_after_it() -> None:
    def even(_: object, __: object, value: int) -> None:
        if value % 2:
            raise ValueError("odd")

    @attrs.define(frozen=True, kw_only=True, field_transformer=checked)
    class Even:
        number: int = attrs.field(validator=even)

    assert Even(number=2).number == 2
    with pytest.raises(ValueError, match="odd"):
        Even(number=1)
    with pytest.raises(kim.InvalidTypeError, match=r"Even\.number"):
        Even(number="1")  # type: ignore[arg-type]


@pytest.mark.parametrize("annotation", [tuple[int, int], tuple[int], tuple[()]])
def test_tuples_of_a_fixed_length_are_no_form_of_a_field(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no field is a tuple of"):
        require("x", (1, 2), annotation)


@pytest.mark.parametrize(
    "annotation",
    [
        list[int],
        dict[str, int],
        Any,
        Literal["a"],
        tuple[str, ...] | tuple[int, ...],
        Box[Any] | Any,
    ],
)
def test_what_no_check_is_read_off_is_no_annotation_of_a_field(annotation: Any) -> None:
    """A field is refused when its annotation says what nobody would check."""
    with pytest.raises(TypeError, match="no field is ") as caught:
        require("x", "a", annotation)
    assert not isinstance(caught.value, kim.KimError)


@given(st.none() | st.integers(), st.integers(0, 3))
def test_bounds_hold_for_what_is_known(value: int | None, least: int) -> None:
    """None, where it is allowed, means unknown: no bound is about it."""
    annotation = Annotated[int | None, Bounds(least, 3)]
    if value is None or least <= value <= 3:
        require("x", value, annotation)
    else:
        with pytest.raises(kim.InvalidValueError, match=r"is below|is above"):
            require("x", value, annotation)


@given(st.lists(st.integers(), max_size=5), st.integers(0, 3), st.integers(3, 4))
def test_bounds_of_a_tuple_are_those_of_its_length(items: list[int], least: int, most: int) -> None:
    annotation = Annotated[tuple[int, ...], Bounds(least, most)]
    if least <= len(items) <= most:
        require("x", tuple(items), annotation)
    else:
        found = f"has {len(items)} items; name at " if items else "is empty; name at least "
        with pytest.raises(kim.InvalidValueError, match=found):
            require("x", tuple(items), annotation)


@given(st.lists(st.integers(0, 3), max_size=4), st.integers(0, 3))
def test_uniqueness_is_that_of_a_set(values: list[int], least: int) -> None:
    """A tuple passes exactly when it has no equal items and is long enough."""
    annotation = Annotated[tuple[int, ...], Bounds(least), Unique()]
    fits = len(values) >= least and len(set(values)) == len(values)
    try:
        require("x", tuple(values), annotation)
    except kim.InvalidValueError:
        assert not fits
    else:
        assert fits


def test_items_without_the_attribute_named_are_like_no_other() -> None:
    dated = kim.RollOut(
        municipality="05162024", state=kim.RollOutState.IMPLEMENTED, since=date(2024, 1, 1)
    )
    mark = Unique("a state", by=("municipality", "known_from"), when="known_from")
    undated = attrs.evolve(dated, since=None)
    require("x", (undated, undated, dated), Annotated[tuple[kim.RollOut, ...], mark])
    with pytest.raises(kim.InvalidValueError, match="occurs twice as a state"):
        require("x", (dated, dated), Annotated[tuple[kim.RollOut, ...], mark])


def referred() -> list[tuple[type, str, str]]:
    """Return every kind that a field of a record refers to."""
    return [
        (record, name, kind)
        for record in sorted(rooms.records(), key=lambda each: each.__name__)
        for name, hint in type_hints(record).items()
        for mark in marks(hint)
        if isinstance(mark, Refers)
        for kind in mark.kinds
    ]


def test_every_kind_referred_to_is_a_record_with_an_id() -> None:
    """References name kinds; each name leads to a record with an id of its own."""
    by_name = {each.__name__: each for each in rooms.records()}
    assert len(referred()) > 25
    for _, _, kind in referred():
        if kind == "Municipality":  # referred to by its AGS
            assert "ags" in type_hints(kim.Municipality)
        else:
            assert Identifier(unique=True) in marks(type_hints(by_name[kind])["id"])


@pytest.mark.parametrize("record", sorted(rooms.records(), key=str), ids=str)
def test_every_record_checks_its_fields(record: type[attrs.AttrsInstance]) -> None:
    """No field of a record is without a check; classes that compute their own value have none."""
    own = {"Euro", "ExactEuro", "Fte"}
    fields = [each for each in attrs.fields(record) if each.init and record.__name__ not in own]
    assert [each.name for each in fields if each.validator is None] == []


@pytest.mark.parametrize("make", [lambda: kim.Fte("0,5"), lambda: kim.Ags("5")])
def test_errors_of_converters_name_class_and_field(make: Callable[[], object]) -> None:
    with pytest.raises(kim.FieldError) as bare:
        make()
    assert bare.value.field == ""
    with pytest.raises(kim.FieldError, match=r"^Position\.fte: 0\.5 \(float\)"):
        kim.Position(id="p", role=kim.Role.CASE_MANAGEMENT, fte=0.5)  # type: ignore[arg-type]
