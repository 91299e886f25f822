"""How records, arrays, mappings and unions are read from JSON data and written to them.

cattrs finds and keeps the hook for each type. The hooks are our own: those of cattrs would read 3.9
as 3 and "no" as True, keep one exception for each bad value of a long document, name no place of
what cannot be written, and tag unions of records only, where an unknown tag is a bare KeyError.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cache, lru_cache, partial, reduce
from operator import itemgetter
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    NoReturn,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints as type_hints,
)

import attrs
from cattrs import Converter

from kim_model._mapping import FrozenMapping
from kim_model.conversion._migration import CHANGES, Change, migrated
from kim_model.conversion._trees import read_tree, write_tree
from kim_model.conversion._values import (
    VALUE_HOOKS,
    Convert,
    Part,
    ReadHook,
    RefusedError,
    WriteHook,
    array_of,
    as_object,
    brief,
    convert_all,
    refused,
    refused_value,
    step,
)
from kim_model.errors import FieldError, KimError

T = TypeVar("T")

_LONGEST_NAME = 60  # that a search for similar names takes whole
_SINGLE: frozenset[object] = frozenset(kind for kind, _, _ in VALUE_HOOKS)
_BEING_MADE: set[object] = set()  # the records whose hooks are; they may hold their own kind


def _reader(converter: Converter, kind: object) -> Convert:
    if kind in _BEING_MADE:
        return lambda data: converter.structure(data, cast("Any", kind))
    hook = converter.get_structure_hook(kind)
    return lambda data: hook(data, kind)


def _writer(converter: Converter, kind: object) -> Convert:
    if kind in _BEING_MADE:
        return partial(converter.unstructure, unstructure_as=kind)
    if _is_single(kind):  # cattrs would write a text or a member of an enum by hooks of its own
        return _write_single(cast("type", kind))
    return converter.get_unstructure_hook(kind)


def _write_single(kind: type) -> WriteHook:
    """Return the hook that writes a single value; what is of another kind is refused."""
    hooks = {each: write for each, _, write in VALUE_HOOKS}
    write = hooks[Enum] if _is(kind, Enum) else hooks[kind]

    def write_own(value: object) -> object:
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return write(value)
        _other_class(value, (kind,))

    return write_own


def no_form(kind: object, _: object = None) -> NoReturn:
    """Refuse a type that has no form in JSON, whatever its values."""
    remedy = "convert a record that has one"
    if isinstance(kind, TypeVar):
        remedy = "say what it stands for, as in Derivation[Euro]"
    raise refused(f"{getattr(kind, '__name__', kind)} has no form in JSON; {remedy}")


# Records


class _Tagged(Generic[T]):
    """What stands for a type variable that is bound to a union: a value with its tag.

    So a derivation has one form, whether or not it is known beforehand what it explains.
    """


def _origin(kind: Any) -> Any:  # noqa: ANN401 - any type
    """Return the class of a type, without its arguments."""
    return get_origin(kind) or kind


def _args(kind: object) -> tuple[Any, ...]:
    """Return the arguments of a type, without the marks of fields."""
    args = get_args(kind)
    return tuple(get_args(each)[0] if get_origin(each) is Annotated else each for each in args)


def _is(kind: object, *classes: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, classes)


def _is_single(kind: object) -> bool:
    return _is(kind, Enum) or kind in _SINGLE


def is_record(kind: object) -> bool:
    """Whether a type is a class whose fields become the fields of an object."""
    origin = _origin(kind)
    return isinstance(origin, type) and attrs.has(origin) and not _is_single(origin)


def _fields(kind: object) -> dict[str, tuple["attrs.Attribute[Any]", Any]]:
    """Return each field that makes a record with its type, by the name it is passed by."""
    origin = _origin(kind)
    given = dict(zip(getattr(origin, "__parameters__", ()), _args(kind), strict=False))
    hints = type_hints(origin)
    made = [each for each in attrs.fields(origin) if each.init]
    return {each.alias or each.name: (each, _argued(hints[each.name], given)) for each in made}


def _argued(hint: Any, given: Mapping[Any, Any]) -> Any:  # noqa: ANN401 - any annotation
    """Return an annotation with arguments, or else bounds, in place of its type variables."""
    if isinstance(hint, TypeVar):
        argument = given.get(hint, hint.__bound__ or hint)
        tagged = get_origin(hint.__bound__) in _UNIONS and get_origin(argument) is not _Tagged
        return cast("Any", _Tagged)[argument] if tagged else argument
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(_argued(each, given) for each in parameters)] if parameters else hint


def _branch(kind: object) -> tuple[str, object] | None:
    """Return the field in which a record holds records of its own class, and what they are."""
    for name, (_, hint) in _fields(kind).items():
        if get_origin(hint) is tuple and _origin(get_args(hint)[0]) is _origin(kind):
            return name, get_args(hint)[0]
    return None


def _hooks(kind: object, find: Callable[[object], Convert]) -> dict[str, Convert]:
    """Return what converts each field of a record; all fields without a form are refused."""
    fields = _fields(kind)
    branch, _ = _branch(kind) or ("", None)
    _BEING_MADE.add(kind)
    try:
        hooks = convert_all(
            (f".{name}", (lambda _: no_form) if name == branch else find, hint)
            for name, (_, hint) in fields.items()
        )
    finally:
        _BEING_MADE.discard(kind)
    return dict(zip(fields, hooks, strict=True))


def _read_fields(
    owner: str, hooks: Mapping[str, Convert], required: Collection[str], given: dict[str, object]
) -> dict[str, Any]:
    """Return the values of the fields that an object gives, and of no others."""

    def missing(_: object) -> NoReturn:
        raise refused(f"is missing; {owner} needs it")

    def unknown(name: str) -> NoReturn:
        names = tuple(hooks)
        near = nearest(name[:_LONGEST_NAME], names) or f"write one of {', '.join(names)}"
        raise refused(f"is not a field of {owner}; {near}")

    known = [name for name in hooks if name in given or name in required]
    parts: list[Part] = [
        (f".{name}", hooks[name] if name in given else missing, given.get(name)) for name in known
    ]
    parts += [(step(name), unknown, name) for name in given if name not in hooks]
    return dict(zip(known, convert_all(parts), strict=False))


@lru_cache
def nearest(name: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else ""


def _read_object(
    changes: Mapping[str, tuple[Change, ...]], kind: object, converter: Converter
) -> ReadHook:
    """Return the hook that reads a record from an object, whose fields may have changed."""
    make = _maker(kind, converter)
    if branch := _branch(kind):
        name, below = branch
        make = read_tree(name, make, _maker(below, converter))
    return migrated(make, changes.get(_origin(kind).__name__, ()))


def _maker(kind: object, converter: Converter) -> Callable[..., object]:
    """Return what makes a record of the fields of an object, some of them by other hooks."""
    origin = _origin(kind)
    hooks = _hooks(kind, partial(_reader, converter))
    fields = _fields(kind).items()
    required = {name for name, (each, _) in fields if each.default is attrs.NOTHING}

    def make(given: dict[str, object], **others: Convert) -> object:
        values = _read_fields(origin.__name__, hooks | others, required, given)
        try:
            return origin(**values)
        except KimError as error:
            raise _by_constructor(error, origin.__name__) from None

    return make


def _by_constructor(error: KimError, owner: str) -> RefusedError:
    if isinstance(error, FieldError):  # its field begins with the class: Grant.posts[0].role
        at = error.field.removeprefix(owner)
        if at[:1] in {"", ".", "["}:
            return refused(error.message, at)
    return refused(str(error))


def _write_object(kind: object, converter: Converter) -> WriteHook:
    """Return the hook that writes a record as an object, leaving out what is unknown."""
    write = _teller(kind, converter)
    if branch := _branch(kind):
        name, below = branch
        return write_tree(name, write, _teller(below, converter))
    return write


def _teller(kind: object, converter: Converter) -> Callable[..., dict[str, object]]:
    """Return what tells the fields of a record that are known, some of them by other hooks."""
    origin = _origin(kind)
    hooks = _hooks(kind, partial(_writer, converter))
    # Only these defaults mean unknown or not recorded; any other value is told, default or not.
    empty = {
        name: (each.name, each.default if each.default in (None, ()) else attrs.NOTHING)
        for name, (each, _) in _fields(kind).items()
    }

    def write(value: object, **others: Convert) -> dict[str, object]:
        if type(value) is not origin:
            _other_class(value, (origin,))
        told = {
            name: part
            for name, (attribute, unknown) in empty.items()
            if (part := getattr(value, attribute)) != unknown
        }
        by = hooks | others
        parts = ((f".{name}", by[name], part) for name, part in told.items())
        return dict(zip(told, convert_all(parts), strict=True))

    return write


def _other_class(value: object, kinds: Iterable[type]) -> NoReturn:
    names = " or ".join(each.__name__ for each in kinds)
    remedy = "a subclass has no form in JSON where its own fields would be lost"
    raise refused(f"a value of type {type(value).__name__} is not exactly of {names}; {remedy}")


# Arrays and mappings


def _read_array(kind: object, converter: Converter) -> ReadHook:
    read = array_of(_reader(converter, _args(kind)[0]))
    return lambda data, _: read(data)


def _write_array(kind: object, converter: Converter) -> WriteHook:
    hook = _writer(converter, _args(kind)[0])
    return lambda items: convert_all((f"[{i}]", hook, item) for i, item in enumerate(items))


def _read_mapping(kind: object, converter: Converter) -> ReadHook:
    of_keys, of_values = _args(kind)
    read_key, read_value = _reader(converter, _key(of_keys)), _reader(converter, of_values)
    members = {str(each.value): each.value for each in of_keys} if _is(of_keys, Enum) else {}

    def read_item(item: tuple[str, object]) -> tuple[Any, object]:
        return read_key(members.get(item[0], item[0])), read_value(item[1])

    def read(data: object, _: object) -> FrozenMapping[Any, object]:
        items = as_object(data).items()
        parts = ((f"[{brief(item[0])}]", read_item, item) for item in items)
        return FrozenMapping(dict(convert_all(parts)))

    return read


def _write_mapping(kind: object, converter: Converter) -> WriteHook:
    """Return the hook that writes a mapping in the order of its keys: equal ones as equal text."""
    of_keys, of_values = _args(kind)
    write_key, write_value = _writer(converter, _key(of_keys)), _writer(converter, of_values)

    def write(mapping: Mapping[Any, object]) -> dict[str, object]:
        names = convert_all((f"[{brief(key)}]", write_key, key) for key in mapping)
        items = sorted(zip(map(str, names), mapping.values(), strict=True), key=itemgetter(0))
        parts = ((f"[{brief(name)}]", write_value, value) for name, value in items)
        return dict(zip(map(itemgetter(0), items), convert_all(parts), strict=True))

    return write


def _key(kind: object) -> object:
    """Return a type that names can stand for: all names of an object are texts."""
    return kind if _is(kind, str, date, Enum) else no_form(kind)


# Unions


def _read_optional(kind: object, converter: Converter) -> ReadHook:
    read_known = _reader(converter, _known(kind))
    return lambda data, _: None if data is None else read_known(data)


def _write_optional(kind: object, converter: Converter) -> WriteHook:
    write_known = _writer(converter, _known(kind))
    return lambda value: None if value is None else write_known(value)


def _known(kind: object) -> object:
    """Return the type without None, the unknown."""
    known: list[Any] = [each for each in _args(kind) if each is not NoneType]
    return reduce(lambda one, other: one | other, known)


def _read_union(kind: object, converter: Converter) -> ReadHook:
    """Return the hook that reads one of several kinds, told apart by a tag."""

    def reader(each: object) -> Convert:
        read = _reader(converter, each)
        if not _is_single(each):
            return read
        hooks, name = {"value": read}, _origin(each).__name__
        return lambda given: _read_fields(name, hooks, hooks, given)["value"]

    readers, name_of_tag = {tag: reader(each) for each, tag in _tags(kind).items()}, _tag_name(kind)
    remedy = f"write one of {', '.join(map(repr, readers))}"

    def read(data: object, _: object) -> object:
        given = as_object(data)
        if name_of_tag not in given:
            raise refused(f"is missing; {remedy}", f".{name_of_tag}")
        tag = given.pop(name_of_tag)
        if not isinstance(tag, str) or tag not in readers:
            raise refused_value(tag, "is not a kind known here", remedy, f".{name_of_tag}")
        return readers[tag](given)

    return read


def _write_union(kind: object, converter: Converter) -> WriteHook:
    tags = {_origin(each): tag for each, tag in _tags(kind).items()}
    hooks = {_origin(each): _writer(converter, each) for each in _tags(kind)}
    name_of_tag = _tag_name(kind)

    def write(value: object) -> dict[str, object]:
        kind = type(value) if type(value) in tags else _other_class(value, tags)
        if _is_single(kind):
            (single,) = convert_all([(".value", hooks[kind], value)])
            return {name_of_tag: tags[kind], "value": single}
        return {name_of_tag: tags[kind], **hooks[kind](value)}

    return write


def _tag_name(kind: object) -> str:
    """Return the name of the tag of a union: another one where a record has a field `kind`."""
    records = [each for each in _members(kind) if is_record(each)]
    return "type" if any("kind" in _fields(each) for each in records) else "kind"


def _tags(kind: object) -> dict[Any, str]:
    """Return the tags of the kinds of a union: the names of the classes, in snake_case."""
    names: dict[Any, str] = {}
    for each in _members(kind):
        name = _origin(each).__name__ if is_record(each) or _is_single(each) else no_form(each)
        names[each] = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return names


def _members(kind: object) -> list[object]:
    if get_origin(kind) not in _UNIONS:
        return [kind]
    return [member for each in _args(kind) for member in _members(each)]


# All together


_Factory: TypeAlias = Callable[[Any, Converter], Callable[..., Any]]
_UNIONS = (Union, UnionType, _Tagged)
_FORMS: Mapping[object, tuple[_Factory, _Factory]] = {
    tuple: (_read_array, _write_array),
    FrozenMapping: (_read_mapping, _write_mapping),
    **dict.fromkeys(_UNIONS, (_read_union, _write_union)),
}


def _form(kind: object) -> tuple[_Factory, _Factory]:
    if NoneType in get_args(kind):
        return _read_optional, _write_optional
    return _FORMS.get(get_origin(kind), (no_form, no_form))


def converter_of(changes: Mapping[str, tuple[Change, ...]]) -> Converter:
    """Return a converter that reads records whose fields have changed so, by their class.

    Its hooks raise RefusedError, with paths below the value they are given.
    """
    converter = Converter()

    def read_hook(kind: object, converter: Converter) -> ReadHook:
        if is_record(kind):
            return _read_object(changes, kind, converter)
        return _form(kind)[0](kind, converter)

    def write_hook(kind: object, converter: Converter) -> WriteHook:
        if is_record(kind):
            return _write_object(kind, converter)
        return _form(kind)[1](kind, converter)

    # For all types, to keep cattrs from its own, lenient hooks.
    converter.register_structure_hook_factory(lambda _: True, read_hook)
    converter.register_unstructure_hook_factory(lambda _: True, write_hook)
    for kind, read, _ in VALUE_HOOKS:
        converter.register_structure_hook(kind, read)
    return converter


@cache
def converter_for(schema: int) -> Converter:
    """Return the converter of documents of a schema."""
    return converter_of(CHANGES.get(schema, {}))
