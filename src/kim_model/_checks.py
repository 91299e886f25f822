"""What constructors check, in the words of the error they raise.

A check takes the name of the field and its value and raises, or returns nothing. `valid` turns it
into a validator for an attrs field; `name_fields` lets errors of converters name their field too.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias, cast

import attrs

from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError

Check: TypeAlias = Callable[[str, object], None]
Validator: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def valid(rule: Check | type) -> Validator:
    """Return the attrs validator for a check, or for being an instance of a type."""
    check = _as_check(rule)

    def validate(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        check(f"{type(instance).__name__}.{attribute.name}", value)

    return validate


def optional(rule: Check | type) -> Check:
    """Allow None, the unknown, beside what `rule` allows."""
    check = _as_check(rule)

    def check_known(field: str, value: object) -> None:
        if value is not None:
            check(field, value)

    return check_known


def tuple_of(rule: Check | type) -> Check:
    """Require a tuple whose every item passes `rule`; an error names the item's place."""
    check = _as_check(rule)

    def check_items(field: str, value: object) -> None:
        if not isinstance(value, tuple):
            raise InvalidTypeError(
                field, value, "is no tuple", "write (a, b), or (a,) for one item"
            )
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            check(f"{field}[{index}]", item)

    return check_items


def text(field: str, value: object) -> None:
    """Require a text that says something."""
    if not isinstance(value, str):
        raise InvalidTypeError(field, value, "is not a str", "pass a str")
    if not value.strip():
        raise InvalidValueError(field, value, "is blank", "leave the field out if it is unknown")


def identifier(field: str, value: object) -> None:
    """Require an id: a text without white space around it."""
    text(field, value)
    if str(value) != str(value).strip():
        raise InvalidValueError(field, value, "has white space around it", "strip it")


def day(field: str, value: object) -> None:
    """Require a calendar day; a point in time is refused, as its day depends on a time zone."""
    if isinstance(value, datetime):
        raise InvalidTypeError(field, value, "is a point in time, not a day", "pass value.date()")
    if not isinstance(value, date):
        raise InvalidTypeError(field, value, "is no date", "write date(2024, 3, 31)")


def whole(minimum: int, maximum: int | None = None) -> Check:
    """Require an int from `minimum` to `maximum`; a bool is none."""

    def check_number(field: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidTypeError(field, value, "is no whole number", "write an int")
        if value < minimum:
            raise InvalidValueError(field, value, f"is below {minimum}")
        if maximum is not None and value > maximum:
            raise InvalidValueError(field, value, f"is above {maximum}")

    return check_number


def unique(field: str, values: Iterable[Hashable], what: str = "an id") -> None:
    """Require that no value occurs twice."""
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            raise InvalidValueError(field, value, f"occurs twice as {what}", "name each once")
        seen.add(value)


def name_fields(_cls: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Let the converters of a class name class and field in their errors (attrs field_transformer).

    A converter is a plain function, because only those keep their types in every type checker; it
    does not know which field it serves.
    """
    return [_naming(attribute) for attribute in fields]


def _naming(attribute: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    convert = cast("Any", attribute).converter  # attrs types it too narrowly
    if convert is None or isinstance(convert, attrs.Converter):  # the latter: inherited, done
        return attribute

    def convert_named(value: object, instance: object, attribute: "attrs.Attribute[Any]") -> object:
        try:
            return convert(value)
        except FieldError as error:
            raise error.within(f"{type(instance).__name__}.{attribute.name}") from None

    naming: Any = attrs.Converter(convert_named, takes_self=True, takes_field=True)
    return attribute.evolve(converter=naming)


def _as_check(rule: Check | type) -> Check:
    return instance_of(rule) if isinstance(rule, type) else rule


def instance_of(wanted: type, remedy: str = "") -> Check:
    """Require an instance of a type; the remedy, where none is given, names what to pass."""
    article = "an" if wanted.__name__[0] in "AEIOU" else "a"
    if issubclass(wanted, Enum):
        remedy = remedy or f"write one of {', '.join(str(member) for member in wanted)}"
    remedy = remedy or f"pass {article} {wanted.__name__}"

    def check_instance(field: str, value: object) -> None:
        if not isinstance(value, wanted):
            raise InvalidTypeError(field, value, f"is not {article} {wanted.__name__}", remedy)

    return check_instance
