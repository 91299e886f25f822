"""The field: what its annotation says of it, read off as a check.

A field states its type, its bounds, and what it refers to once, in its annotation. `checked` reads
the check of every field off it, `marks` gives the rest to whoever asks: references, strategies.
Marks are data, so that each of these can read them. Where an annotation says int, any whole number
is taken, such as NumPy's, and kept as an int.
"""

import operator
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints as _type_hints,
)

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError
from kim_model.values._marks import Bounds, Identifier, Unique
from kim_model.values.quantities import Euro, ExactEuro

T = TypeVar("T")
Check: TypeAlias = Callable[[Any], None]
"""Raises a FieldError, its place seen from the value, or returns nothing."""


# From annotations to checks.


@cache
def type_hints(kind: type) -> Mapping[str, Any]:
    """Return the annotations of a class with their marks, names in quotes looked up."""
    return _type_hints(kind, include_extras=True)


def marks(annotation: object) -> Iterator[object]:
    """Yield every mark in an annotation, in its type arguments too."""
    args: tuple[Any, ...] = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from args[1:]
        args = args[:1]
    for each in args:
        yield from marks(each)


def require(field: str, value: object, annotation: object) -> None:
    """Check a value as a field with this annotation would: for the arguments of functions."""
    try:
        _check_of(annotation)(_whole(value) if _takes_int(annotation) else value)
    except FieldError as error:
        raise error.within(field) from None


def whole(field: str, value: SupportsIndex, annotation: object = int) -> int:
    """Return a whole number of any library as an int, checked as a field would check it."""
    require(field, value, annotation)
    return operator.index(value)


@cache
def _takes_int(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    """Whether an annotation says int anywhere; one in quotes names records, which never are."""
    if isinstance(annotation, TypeVar):
        return _takes_int(annotation.__bound__)
    return annotation is int or any(map(_takes_int, get_args(annotation)))


def _whole(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return whole numbers as ints, in tuples and mappings too, and all else as it is."""
    if isinstance(value, tuple):
        return tuple(map(_whole, cast("tuple[object, ...]", value)))
    if isinstance(value, FrozenMapping):
        items = cast("FrozenMapping[Any, object]", value).items()
        return FrozenMapping({key: _whole(item) for key, item in items})
    if isinstance(value, bool):  # Python's index of a truth is a number
        return value
    try:
        return operator.index(value)
    except TypeError:
        return value


def converted(field: str, value: Any, convert: Callable[[Any], T]) -> T:  # noqa: ANN401 - any value
    """Return what a converter makes of an argument, which its error names."""
    try:
        return convert(value)
    except FieldError as error:
        raise error.within(field) from None


def require_each(
    field: str, values: Iterable[T], annotation: object, *rules: Bounds | Unique
) -> tuple[T, ...]:
    """Return the items of an argument that may be any iterable, each checked like `require`.

    The rules are for all of them together.
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidTypeError(field, values, "is not several values", "pass a list or a tuple")
    found = tuple(values)
    for index, each in enumerate(found):
        require(f"{field}[{index}]", each, annotation)
    for rule in rules:
        require(field, found, Annotated[object, rule])
    return found


def checked(kind: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Let a class check its fields by their annotations (an attrs field_transformer).

    Errors of checks and converters name class and field. Annotations are read when the first value
    is made, because a class may name itself in them.
    """
    return [each if cast("Any", each).inherited else _checked(kind, each) for each in fields]


def _checked(kind: type, attribute: "attrs.Attribute[Any]") -> "attrs.Attribute[Any]":
    name, check = attribute.name, None

    def validate(instance: object, _: object, value: object) -> None:
        nonlocal check
        if check is None:
            check = _check_of(type_hints(kind)[name])
        try:
            check(value)
        except FieldError as error:
            raise error.within(f"{type(instance).__name__}.{name}") from None

    both = attribute.validator
    attribute = attribute.evolve(
        validator=attrs.validators.and_(validate, both) if both else validate
    )
    convert = cast("Any", attribute).converter  # attrs types it too narrowly
    takes_int = _takes_int(cast("Any", attribute.type))
    if convert is None and not takes_int:
        return attribute

    def convert_named(value: object, instance: object) -> object:
        try:
            converted = value if convert is None else convert(value)
            return _whole(converted) if takes_int else converted
        except FieldError as error:
            raise error.within(f"{type(instance).__name__}.{name}") from None

    return attribute.evolve(converter=cast("Any", attrs.Converter(convert_named, takes_self=True)))


@cache
def _check_of(annotation: Any) -> Check:  # noqa: ANN401, PLR0911 - one check per form of annotation
    """Return the check that an annotation stands for."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        base, *found = args
        plain = (
            _identifier if any(isinstance(each, Identifier) for each in found) else _check_of(base)
        )
        return _all_of(
            [plain, *(partial(_RULES[type(mark)], mark) for mark in found if type(mark) in _RULES)]
        )
    if origin in {Union, UnionType}:
        return _union(args)
    if origin is tuple:
        return _tuple(args)
    if origin is FrozenMapping:
        return _mapping(*args)
    if isinstance(annotation, TypeVar):
        return _check_of(annotation.__bound__ or object)
    if origin is not None:
        return _generic(origin, args)
    return _PLAIN.get(annotation) or _instance(annotation)


def _all_of(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    first, second, *others = checks
    rest = _all_of([second, *others])

    def check(value: object) -> None:
        first(value)
        rest(value)

    return check


def _instance(kind: type) -> Check:
    if kind is Any or not isinstance(kind, type):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"no field is of {kind}: write a class")

    def check(value: object) -> None:
        if not isinstance(value, kind):
            raise _not_a((kind,), value)

    return check


def _not_a(kinds: tuple[type, ...], value: object) -> InvalidTypeError:
    """Return the error about a value of none of some kinds."""
    names = [_with_article(kind.__name__) for kind in kinds]
    named = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    (kind,) = kinds if len(kinds) == 1 else (object,)
    members = ", ".join(map(str, kind)) if issubclass(kind, Enum) else ""
    remedy = f"write one of {members}" if members else f"pass {named}"
    return InvalidTypeError("", value, f"is not {named}", remedy)


def _with_article(name: str) -> str:
    # By sound: an F-T-E, a "you-ro".
    vowel = name.startswith((*"AEIOUaeiou", "Fte")) and not name.startswith("Eu")
    return f"{'an' if vowel else 'a'} {name}"


def _text(value: object) -> None:
    if not isinstance(value, str):
        raise InvalidTypeError("", value, "is not a str", "pass a str")
    if not value.strip():
        raise InvalidValueError("", value, "is blank", "leave the field out if it is unknown")


def _identifier(value: object) -> None:
    _text(value)
    if str(value) != str(value).strip():
        raise InvalidValueError("", value, "has white space around it", "strip it")


def _day(value: object) -> None:
    if isinstance(value, datetime):
        raise InvalidTypeError("", value, "is a point in time, not a day", "pass value.date()")
    if not isinstance(value, date):
        raise InvalidTypeError("", value, "is not a date", "write date(2024, 3, 31)")


def _int(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidTypeError("", value, "is not a whole number", "write an int")


_PLAIN: Mapping[Any, Check] = {str: _text, date: _day, int: _int}


def _within(bounds: Bounds, value: Any) -> None:  # noqa: ANN401 - a number or a tuple
    if isinstance(value, tuple):
        return _length_within(bounds, cast("tuple[object, ...]", value))
    if value is None:
        return None
    number = number_of(value)
    if bounds.least is not None and number < bounds.least:
        raise InvalidValueError("", value, f"is below {bounds.least}", bounds.remedy)
    if bounds.exclusive and number == bounds.least:
        raise InvalidValueError("", value, f"is {bounds.least}", bounds.remedy)
    if bounds.most is not None and number > bounds.most:
        raise InvalidValueError("", value, f"is above {bounds.most}", bounds.remedy)
    return None


def _length_within(bounds: Bounds, items: tuple[object, ...]) -> None:
    found = f"has {len(items)} items" if items else "is empty"
    if bounds.least is not None and len(items) < bounds.least:
        least = "one" if bounds.least == 1 else bounds.least
        raise InvalidValueError("", items, found, bounds.remedy or f"name at least {least}")
    if bounds.most is not None and len(items) > bounds.most:
        raise InvalidValueError("", items, found, bounds.remedy or f"name at most {bounds.most}")


def number_of(value: Any) -> int | Fraction:  # noqa: ANN401 - any number or quantity
    """Return the bare number of a quantity, in its unit."""
    if isinstance(value, int | Fraction):
        return value
    return (ExactEuro(value) if isinstance(value, Euro) else value).value


def unique(field: str, values: Iterable[Hashable], what: str = "an id") -> None:
    """Require that no value occurs twice."""
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            raise InvalidValueError(field, value, f"occurs twice as {what}", "name each once")
        seen.add(value)


def _unique(mark: Unique, values: Iterable[object]) -> None:
    unique("", map(mark.key, values), mark.what)


_RULES: Mapping[type, Callable[[Any, Any], None]] = {Bounds: _within, Unique: _unique}


def _union(members: tuple[Any, ...]) -> Check:
    """Return the check of a union: of the member whose class the value has."""
    known = [each for each in members if each is not NoneType]
    nothing = len(known) < len(members)
    if len(known) == 1:
        (only,) = (_check_of(each) for each in known)

        def check_optional(value: object) -> None:
            if value is not None:
                only(value)

        return check_optional if nothing else only
    kinds = {_class_of(each): _check_of(each) for each in known}
    if len(kinds) < len(known):
        raise TypeError(f"no field is one of {members}: name each class once")

    def check(value: object) -> None:
        if value is None and nothing:
            return None
        for kind, check_member in kinds.items():
            if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
                return check_member(value)
        raise _not_a(tuple(kinds), value)

    return check


def _class_of(annotation: Any) -> type:  # noqa: ANN401 - any member of a union
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return cast("type", get_origin(annotation) or annotation)


def _tuple(args: tuple[Any, ...]) -> Check:
    if len(args) != 2 or args[1] is not Ellipsis:  # noqa: PLR2004 - as tuple[int, int]
        raise TypeError(f"no field is a tuple of {args}: write tuple[X, ...]")
    check_item = _check_of(args[0])

    def check(value: object) -> None:
        if not isinstance(value, tuple):
            raise InvalidTypeError(
                "", value, "is not a tuple", "write (a, b), or (a,) for one item"
            )
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            try:
                check_item(item)
            except FieldError as error:
                raise error.within(f"[{index}]") from None

    return check


def _mapping(key: object, value: object) -> Check:
    check_key, check_value = _check_of(key), _check_of(value)

    def check(mapping: object) -> None:
        if not isinstance(mapping, FrozenMapping):
            raise _not_a((FrozenMapping,), mapping)
        for each, item in cast("FrozenMapping[str, object]", mapping).items():
            try:
                check_key(each)
                check_value(item)
            except FieldError as error:
                raise error.within(f"[{each!r}]") from None

    return check


def _generic(origin: Any, args: tuple[Any, ...]) -> Check:  # noqa: ANN401 - any generic class
    """Return the check of a generic record: its class, and the fields that its arguments rule."""
    if not hasattr(origin, "__attrs_attrs__"):
        raise TypeError(f"no field is of {origin}: write a tuple, a FrozenMapping or a record")
    given: dict[Any, Any] = dict(zip(origin.__parameters__, args, strict=True))
    parts: dict[str, Check] = {}
    for name, hint in type_hints(origin).items():
        ruled = [hint] if isinstance(hint, TypeVar) else list(getattr(hint, "__parameters__", ()))
        if any(given[each] != each.__bound__ for each in ruled):
            bound = (
                given[hint] if isinstance(hint, TypeVar) else hint[tuple(given[p] for p in ruled)]
            )
            parts[name] = _check_of(bound)
    check_class = _instance(origin)

    def check(value: object) -> None:
        check_class(value)
        for name, part in parts.items():
            try:
                part(getattr(value, name))
            except FieldError as error:
                raise error.within(name) from None

    return check


def unchecked(kind: type[T], **fields: object) -> T:
    """Return a record of fields of which the caller has just made sure that they fit.

    Neither the checks of its fields nor the rules between them are gone through, and nothing is
    converted; fields that are left out get their defaults.
    """
    record = object.__new__(kind)
    for each in attrs.fields(cast("Any", kind)):
        object.__setattr__(record, each.name, fields.get(each.name, each.default))
    return record


def frozen_mapping(mapping: Mapping[Any, Any]) -> FrozenMapping[Any, Any]:
    """Return a mapping that cannot change; what it holds, its field's annotation says."""
    if not isinstance(mapping, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidTypeError("", mapping, "is not a mapping", "write {'05162004': …}")
    return FrozenMapping(mapping)
