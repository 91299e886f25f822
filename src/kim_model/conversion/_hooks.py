"""How records, arrays and mappings are read from JSON data and written to them.

cattrs finds the hook for each type. The hooks are our own: those of cattrs would read 3.9 as 3 and
"no" as True, and would keep one exception for each bad value of a long document.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache, partial, reduce
from operator import itemgetter
from types import NoneType, UnionType
from typing import (
    Any,
    NoReturn,
    TypeAlias,
    TypeGuard,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints as type_hints,
)

import attrs
from cattrs import Converter

from kim_model._mapping import FrozenMapping
from kim_model.conversion._values import (
    VALUE_HOOKS,
    ReadHook,
    Refusal,
    RefusedError,
    WriteHook,
    brief,
    refused,
    refused_value,
)
from kim_model.errors import FieldError

Part: TypeAlias = tuple[str, Callable[[Any], Any], Any]  # its place, what converts it, the part

_MOST_REFUSALS = 100  # more help nobody, and those of a long document would fill the memory
_LONGEST_NAME = 60  # that a path or a search for similar names takes whole
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def _step(name: str) -> str:
    plain = len(name) < _LONGEST_NAME and _PLAIN_NAME.fullmatch(name)
    return f".{name}" if plain else f"[{brief(name)}]"


def _convert_all(parts: Iterable[Part]) -> list[Any]:
    """Convert the parts of a whole, each with its place; raise once for all that are refused."""
    values: list[object] = []
    problems: list[Refusal] = []
    more = 0
    for place, convert, part in parts:
        try:
            values.append(convert(part))
        except (RefusedError, FieldError) as error:
            below = refused(error.message, error.field) if isinstance(error, FieldError) else error
            found = below.within(place)
            kept = found.problems[: _MOST_REFUSALS - len(problems)]
            problems += kept
            more += found.more + len(found.problems) - len(kept)
    if problems:
        raise RefusedError(tuple(problems), more)
    return values


class _Ambiguous(dict[str, object]):
    """An object of a JSON text in which a name occurs twice."""

    repeated: str


def from_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object that a JSON text spells out, remembering whether it repeats a name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        found = _Ambiguous(found)
        found.repeated = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return found


def as_object(data: object) -> dict[str, object]:
    """Return a copy of an object of JSON, which names each thing once."""
    if not isinstance(data, dict):
        raise refused_value(data, "is no object", "write {…}")
    if isinstance(data, _Ambiguous):
        raise refused("occurs twice; write it once", _step(data.repeated))
    found = cast("dict[str, object]", data)
    if not all(isinstance(name, str) for name in found):  # pyright: ignore[reportUnnecessaryIsInstance] - data from anywhere
        raise refused("an object has a name that is no text; write all in quotes")
    return dict(found)


def _reader(converter: Converter, kind: object) -> Callable[[object], object]:
    hook = converter.get_structure_hook(kind)
    return lambda data: hook(data, kind)


def _read_object(kind: Any, converter: Converter) -> ReadHook:  # noqa: ANN401 - any attrs class
    """Return the hook that reads a record from an object of its fields and no others."""
    hints = type_hints(kind)
    names = tuple(each.name for each in attrs.fields(kind))
    required = {each.name for each in attrs.fields(kind) if each.default is attrs.NOTHING}
    readers = _convert_all((f".{name}", partial(_reader, converter), hints[name]) for name in names)
    fields = dict(zip(names, readers, strict=True))

    def missing(_: object) -> NoReturn:
        raise refused(f"is missing; {kind.__name__} needs it")

    def unknown(name: str) -> NoReturn:
        near = _nearest(name[:_LONGEST_NAME], names) or f"write one of {', '.join(names)}"
        raise refused(f"is no field of {kind.__name__}; {near}")

    def read(data: object, _: object) -> object:
        given = as_object(data)
        known = [name for name in names if name in given or name in required]
        parts: list[Part] = [
            (f".{name}", fields[name] if name in given else missing, given.get(name))
            for name in known
        ]
        parts += [(_step(name), unknown, name) for name in given if name not in fields]
        values = _convert_all(parts)
        try:
            return kind(**dict(zip(known, values, strict=True)))
        except FieldError as error:  # whose field begins with the class: Grant.posts[0].role
            raise refused(error.message, error.field.removeprefix(kind.__name__)) from None

    return read


def _write_object(kind: Any, converter: Converter) -> WriteHook:  # noqa: ANN401 - any attrs class
    """Return the hook that writes a record as an object, leaving out what is unknown."""
    hints = type_hints(kind)
    names = tuple(each.name for each in attrs.fields(kind))
    # Only these defaults mean unknown or not recorded; any other value is told, default or not.
    empty = {
        each.name: each.default if each.default in (None, ()) else attrs.NOTHING
        for each in attrs.fields(kind)
    }
    find = converter.get_unstructure_hook
    found = _convert_all((f".{name}", find, hints[name]) for name in names)
    hooks = dict(zip(names, found, strict=True))

    def write(value: object) -> dict[str, object]:
        if type(value) is not kind:
            no_form(type(value))  # a subclass, whose own fields would be lost
        told = {name: part for name in names if (part := getattr(value, name)) != empty[name]}
        parts = ((f".{name}", hooks[name], part) for name, part in told.items())
        return dict(zip(told, _convert_all(parts), strict=True))

    return write


@lru_cache
def _nearest(name: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(name, names, n=1)
    return f"did you mean {near[0]}?" if near else ""


def _read_array(kind: object, converter: Converter) -> ReadHook:
    read_item = _reader(converter, get_args(kind)[0])

    def read(data: object, _: object) -> tuple[object, ...]:
        if not isinstance(data, list):
            raise refused_value(data, "is no array", "write […]")
        items = cast("list[object]", data)
        return tuple(_convert_all((f"[{i}]", read_item, item) for i, item in enumerate(items)))

    return read


def _write_array(kind: object, converter: Converter) -> WriteHook:
    hook = converter.get_unstructure_hook(get_args(kind)[0])
    return lambda items: _convert_all((f"[{i}]", hook, item) for i, item in enumerate(items))


def _read_mapping(kind: object, converter: Converter) -> ReadHook:
    read_key, read_value = (_reader(converter, each) for each in get_args(kind))

    def read_item(item: tuple[str, object]) -> tuple[Any, object]:
        return read_key(item[0]), read_value(item[1])

    def read(data: object, _: object) -> FrozenMapping[Any, object]:
        items = as_object(data).items()
        parts = ((f"[{brief(item[0])}]", read_item, item) for item in items)
        return FrozenMapping(dict(_convert_all(parts)))

    return read


def _write_mapping(kind: object, converter: Converter) -> WriteHook:
    """Return the hook that writes a mapping in the order of its keys: equal ones as equal text."""
    write_key, write_value = (converter.get_unstructure_hook(each) for each in get_args(kind))

    def write_item(item: tuple[Any, object]) -> tuple[str, object]:
        return write_key(item[0]), write_value(item[1])

    def write(mapping: Mapping[Any, object]) -> dict[str, object]:
        items = sorted(mapping.items(), key=itemgetter(0))
        return dict(_convert_all((f"[{brief(item[0])}]", write_item, item) for item in items))

    return write


def _read_optional(kind: object, converter: Converter) -> ReadHook:
    read_known = _reader(converter, _known(kind))
    return lambda data, _: None if data is None else read_known(data)


def _write_optional(kind: object, converter: Converter) -> WriteHook:
    write_known = converter.get_unstructure_hook(_known(kind))
    return lambda value: None if value is None else write_known(value)


def _known(kind: object) -> object:
    """Return the type without None, the unknown."""
    known: list[Any] = [each for each in get_args(kind) if each is not NoneType]
    return reduce(lambda one, other: one | other, known)


def _read_union(kind: object, converter: Converter) -> ReadHook:
    """Return the hook that reads one of several records, told apart by the tag `kind`."""
    readers = {tag: _reader(converter, each) for each, tag in _tags(kind).items()}
    remedy = f"write one of {', '.join(map(repr, readers))}"

    def read(data: object, _: object) -> object:
        fields = as_object(data)
        if "kind" not in fields:
            raise refused(f"is missing; {remedy}", ".kind")
        tag = fields.pop("kind")
        if not isinstance(tag, str) or tag not in readers:
            raise refused_value(tag, "is no kind known here", remedy, ".kind")
        return readers[tag](fields)

    return read


def _write_union(kind: object, converter: Converter) -> WriteHook:
    tags = _tags(kind)
    hooks = {each: converter.get_unstructure_hook(each) for each in tags}

    def write(value: object) -> dict[str, object]:
        kind = type(value) if type(value) in tags else no_form(type(value))
        return {"kind": tags[kind], **hooks[kind](value)}

    return write


def _tags(kind: object) -> dict[type, str]:
    """Return the tags of the records of a union: the names of the classes, in snake_case."""
    kinds = [each if is_record(each) else no_form(each) for each in get_args(kind)]
    return {each: re.sub(r"(?<!^)(?=[A-Z])", "_", each.__name__).lower() for each in kinds}


def is_record(kind: object) -> TypeGuard[type[Any]]:
    """Whether a type is a class whose fields become the fields of an object."""
    return isinstance(kind, type) and attrs.has(kind)


def _is_union(kind: object) -> bool:
    return get_origin(kind) in (Union, UnionType)


def _is_optional(kind: object) -> bool:
    return _is_union(kind) and NoneType in get_args(kind)


def no_form(kind: object, _: object = None) -> NoReturn:
    """Refuse a type that has no form in JSON, whatever its values."""
    name = getattr(kind, "__name__", kind)
    raise refused(f"{name} has no form in JSON; convert a record that has one")


def _generic(origin: object) -> Callable[[object], bool]:
    return lambda kind: get_origin(kind) is origin


def _always(_: object) -> bool:
    return True


_Factory: TypeAlias = Callable[[Any, Converter], Any]

# Of these, cattrs asks the last first; the first keeps it from its own, lenient hooks.
_FACTORIES: tuple[tuple[Callable[[Any], bool], _Factory, _Factory], ...] = (
    (_always, no_form, no_form),
    (is_record, _read_object, _write_object),
    (_generic(tuple), _read_array, _write_array),
    (_generic(FrozenMapping), _read_mapping, _write_mapping),
    (_is_union, _read_union, _write_union),
    (_is_optional, _read_optional, _write_optional),
)


def _strict_converter() -> Converter:
    converter = Converter()
    for predicate, reader, writer in _FACTORIES:
        converter.register_structure_hook_factory(predicate, reader)
        converter.register_unstructure_hook_factory(predicate, writer)
    for kind, read, write in VALUE_HOOKS:
        converter.register_structure_hook(kind, read)
        converter.register_unstructure_hook(kind, write)
    return converter


CONVERTER = _strict_converter()
"""Its hooks raise RefusedError, with paths below the value they are given."""
