"""Every id in a document leads somewhere: read off the annotations of its fields."""

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, cast, get_args, get_origin

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError, listed
from kim_model.municipalities import Ags, District
from kim_model.values import Fact
from kim_model.values._field import Identifier, Recipient, Refers, marks, type_hints, unique

_AGS = re.compile("[0-9]{8}", re.ASCII)

# A record or the key of a municipality, with its place, its class, and the day from which it is
# known.
_Found: TypeAlias = tuple[str, Any, type, date | None]

_UNIQUE = Identifier(unique=True)  # the mark of an id that nothing else may have


@cache
def _marked_fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a class in which an id may stand, each with its annotation."""
    hints: Mapping[str, object] = type_hints(kind) if attrs.has(kind) else {}
    return tuple((name, hint) for name, hint in hints.items() if any(map(_is_led, marks(hint))))


def _is_led(mark: object) -> bool:
    return isinstance(mark, Refers | Recipient) or mark == _UNIQUE


def check_references(root: object, district: District) -> None:
    """Check ids, references and municipalities of everything below a document's root.

    A fact can refer only to what is known when it is: so every view of a programme as known on a
    day is whole again.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, a reference leads to nothing of its kind or to something that becomes
        known only later, or a municipality lies outside the district.
    """
    records = list(_walk(type(root).__name__, root, None))
    marked = [list(_marked(record, kind, place)) for place, record, kind, _ in records]
    by_id: dict[str, Any] = {}
    for (_, record, _, _), found in zip(records, marked, strict=True):
        for where, name, mark in found:
            if mark == _UNIQUE:
                unique(where, (name, name) if name in by_id else ())
                by_id[name] = record
    towns = {each.ags for each in district.municipalities}
    for (place, record, kind, since), found in zip(records, marked, strict=True):
        if kind is Ags:
            district.require(record, place)
        for where, name, mark in found:
            if isinstance(mark, Recipient) and _AGS.fullmatch(name):
                district.require(Ags(name), where)
            elif isinstance(mark, Refers) and not (name in towns and "Municipality" in mark.kinds):
                _check_reference(where, name, mark, since, by_id=by_id, source=record)


def _marked(record: object, kind: type, place: str) -> Iterator[tuple[str, str, object]]:
    """Yield every text in a record with its place and a mark that its annotation bears."""
    for name, hint in _marked_fields(kind):
        yield from _marks_of(f"{place}.{name}", getattr(record, name), hint, ())


def _marks_of(
    place: str, value: object, hint: object, found: tuple[object, ...]
) -> Iterator[tuple[str, str, object]]:
    args: tuple[Any, ...] = get_args(hint)
    if get_origin(hint) is Annotated:
        yield from _marks_of(place, value, args[0], (*args[1:], *found))
    elif get_origin(hint) in {Union, UnionType}:
        for each in [type(value)] if type(value) in args else args:
            yield from _marks_of(place, value, each, found)
    elif isinstance(value, str):
        if hint is str:
            yield from ((place, value, mark) for mark in found)
    elif isinstance(value, get_origin(hint) or ()):
        for where, part, below in _parts(place, value, args):
            yield from _marks_of(where, part, below, ())


def _parts(
    place: str, value: object, hints: tuple[Any, ...]
) -> Iterator[tuple[str, object, object]]:
    """Yield the items of a tuple, or the keys and values of a mapping, each with its annotation."""
    of_first, of_second = (*hints, None, None)[:2]
    if isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield f"{place}[{index}]", item, of_first
    elif isinstance(value, FrozenMapping):
        for key, item in cast("FrozenMapping[Hashable, object]", value).items():
            yield f"{place}[{key!r}]", key, of_first
            yield f"{place}[{key!r}]", item, of_second


def _check_reference(
    place: str,
    name: str,
    refers: Refers,
    since: date | None,
    *,
    by_id: Mapping[str, Any],
    source: object,
) -> None:
    target = by_id.get(name)
    if not _is_one_of(target, refers.kinds):
        known = [
            each
            for each, record in by_id.items()
            if _is_one_of(record, refers.kinds) and record is not source
        ]
        rule = f"is not the id of any {' or '.join(refers.kinds)} here"
        remedy = f"write one of {listed(known)}" if known else "add it to the programme"
        raise InvalidValueError(place, name, rule, remedy)
    if isinstance(target, Fact) and since is not None:
        known_from = target.known_from
        if known_from is None or known_from > since:
            rule = f"is known from {known_from or 'no stated day'}, but referred to from {since}"
            raise InvalidValueError(place, name, rule, f"give it an as_of of {since} or before")


def _is_one_of(record: object, kinds: tuple[str, ...]) -> bool:
    return any(each.__name__ in kinds for each in type(record).__mro__)


def _walk(place: str, value: Any, since: date | None) -> Iterator[_Found]:  # noqa: ANN401 - walks anything
    """Yield every record and key of a municipality with its place and the day it is known from.

    The district is the ground that all this stands on, and is left out.
    """
    kind = cast("Any", type(value))
    if issubclass(kind, tuple | FrozenMapping):
        for where, part, _ in _parts(place, value, ()):
            yield from _walk(where, part, since)
    elif kind is Ags:
        yield place, value, kind, since
    elif attrs.has(kind) and kind is not District:
        since = value.known_from if isinstance(value, Fact) else since
        yield place, value, kind, since
        for field in attrs.fields(kind):
            yield from _walk(f"{place}.{field.name}", getattr(value, field.name), since)
