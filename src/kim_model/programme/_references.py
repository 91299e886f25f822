"""Every id in a document leads somewhere: read off the annotations of its fields."""

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias, cast

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.municipalities import Ags, District
from kim_model.values import Fact
from kim_model.values._field import Identifier, Recipient, Refers, marks, type_hints, unique

_AGS = re.compile("[0-9]{8}", re.ASCII)

# A record with its place, its class, and the day from which it is known.
_Found: TypeAlias = tuple[str, Any, type[attrs.AttrsInstance], date | None]


@cache
def _identified(kind: type) -> bool:
    """Whether records of a class have an id that nothing else may have."""
    return Identifier(unique=True) in marks(type_hints(kind).get("id"))


@cache
def _references(kind: type) -> Mapping[str, Refers]:
    """Return the fields of a class that refer to other records, each with what it refers to."""
    hints = {name: tuple(marks(hint)) for name, hint in type_hints(kind).items()}
    return {
        name: each for name, found in hints.items() for each in found if isinstance(each, Refers)
    }


@cache
def _recipients(kind: type) -> tuple[str, ...]:
    """Return the fields of a class that name recipients, by their AGS or by another id."""
    return tuple(name for name, hint in type_hints(kind).items() if Recipient() in marks(hint))


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
    by_id: dict[str, Any] = {}
    for place, record, kind, _ in records:
        if _identified(kind):
            if record.id in by_id:
                unique(f"{place}.id", (record.id, record.id))
            by_id[record.id] = record
    towns = {each.ags for each in district.municipalities}
    for place, record, kind, since in records:
        for name in attrs.fields_dict(kind):
            value, recipients = getattr(record, name), name in _recipients(kind)
            for where, ags in _ags(f"{place}.{name}", value, recipients):
                district.require(ags, where)
        for name, refers in _references(kind).items():
            for where, target in _named(f"{place}.{name}", getattr(record, name)):
                if "Municipality" not in refers.kinds or target not in towns:
                    _check_reference(where, target, refers, since, by_id=by_id, source=record)


def _ags(place: str, value: object, recipients: bool) -> Iterator[tuple[str, Ags]]:  # noqa: FBT001
    """Yield the keys of municipalities in a field; text is one only where recipients are named."""
    if isinstance(value, Ags):
        yield place, value
    elif isinstance(value, str):
        if recipients and _AGS.fullmatch(value):
            yield place, Ags(value)
    elif isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield from _ags(f"{place}[{index}]", item, recipients)
    elif isinstance(value, FrozenMapping):
        for key in cast("FrozenMapping[Hashable, object]", value):
            yield from _ags(f"{place}[{key!r}]", key, recipients)


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
    if type(target).__name__ not in refers.kinds:
        known = [
            each
            for each, record in by_id.items()
            if type(record).__name__ in refers.kinds and record is not source
        ]
        rule = f"is not the id of any {' or '.join(refers.kinds)} here"
        remedy = f"write one of {', '.join(known)}" if known else "add it to the programme"
        raise InvalidValueError(place, name, rule, remedy)
    if isinstance(target, Fact) and since is not None:
        known_from = target.known_from
        if known_from is None or known_from > since:
            rule = f"is known from {known_from or 'no stated day'}, but referred to from {since}"
            raise InvalidValueError(place, name, rule, f"give it an as_of of {since} or before")


def _named(place: str, value: str | tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    for index, name in enumerate(value if isinstance(value, tuple) else ()):
        yield f"{place}[{index}]", name


def _walk(place: str, value: Any, since: date | None) -> Iterator[_Found]:  # noqa: ANN401 - walks anything
    """Yield every record in a document with its place and the day from which it is known.

    The district is the ground that all this stands on, and is left out.
    """
    if isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield from _walk(f"{place}[{index}]", item, since)
    elif isinstance(value, FrozenMapping):
        for key, item in cast("FrozenMapping[Hashable, object]", value).items():
            yield from _walk(f"{place}[{key!r}]", item, since)
    elif attrs.has(kind := cast("type[attrs.AttrsInstance]", type(value))) and kind is not District:
        since = value.known_from if isinstance(value, Fact) else since
        yield place, value, kind, since
        for field in attrs.fields(kind):
            yield from _walk(f"{place}.{field.name}", getattr(value, field.name), since)
