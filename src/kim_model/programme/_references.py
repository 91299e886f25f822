"""Every id in a document leads somewhere: read off the annotations of its fields."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError, listed
from kim_model.municipalities import Ags, District
from kim_model.values import Fact
from kim_model.values._field import marks, type_hints
from kim_model.values._marks import Identifier, Recipient, Refers
from kim_model.values.facts import told_from

_AGS = re.compile("[0-9]{8}", re.ASCII)


class _Found(NamedTuple):
    """A record or the key of a municipality, with its place, its class, and when it is known."""

    place: str
    record: Any
    kind: type
    since: date | None
    """The first day; None where no dated question finds it, and outside of facts."""
    until: date | None
    """The first day on which it is known no longer; None for what is known at present."""
    whole: bool = False
    """Whether all in it is known with it."""

    def overlaps(self, other: "_Found") -> bool:
        """Whether both are known on some day."""
        return max(self.since or date.min, other.since or date.min) < min(
            self.until or date.max, other.until or date.max
        )


_UNIQUE = Identifier(unique=True)  # the mark of an id that nothing else may have


@cache
def _marked_fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a class in which an id may stand, each with its annotation."""
    hints: Mapping[str, object] = type_hints(kind) if attrs.has(kind) else {}
    return tuple((name, hint) for name, hint in hints.items() if any(map(_is_led, marks(hint))))


def _is_led(mark: object) -> bool:
    return isinstance(mark, Refers | Recipient) or mark == _UNIQUE


def check_references(programme: Any) -> None:  # noqa: ANN401 - imports this module
    """Check ids, references and municipalities of everything that a programme records.

    What is known on a day can refer only to what is known then: so every view of a programme as
    known on a day is whole again. Of a fact with several versions, all together count.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, a reference leads to nothing of its kind or to what is not known with
        it, a municipality lies outside the district, or references run in a circle.
    """
    district: District = programme.district
    records = list(_walk_programme(programme))
    marked = [list(_marked(each.record, each.kind, each.place)) for each in records]
    by_id: dict[str, list[_Found]] = {}
    for found, names in zip(records, marked, strict=True):
        for where, name, mark in names:
            if mark == _UNIQUE:
                _require_unique(where, name, found, by_id.setdefault(name, []))
                by_id[name].append(found)
    towns = {each.ags for each in district.municipalities}
    for found, names in zip(records, marked, strict=True):
        if found.kind is Ags:
            district.require(found.record, found.place)
        for where, name, mark in names:
            if isinstance(mark, Recipient) and _AGS.fullmatch(name):
                district.require(Ags(name), where)
            elif isinstance(mark, Refers) and not (name in towns and "Municipality" in mark.kinds):
                _check_reference(where, name, mark, _once_told(found, where), by_id)
    for kind, field in _CHAINS.items():
        _check_chains([each for each in records if each.kind.__name__ == kind], field)
    _check_bausteine([each for each in records if each.kind.__name__ == "Grant"], by_id)


def _once_told(found: _Found, place: str) -> _Found:
    """Return a record as it is once known that it refers to something at a place in it."""
    if not isinstance(found.record, Fact) or found.since is None or found.whole:
        return found
    field = place.removeprefix(f"{found.place}.").partition("[")[0]
    told_on = told_from(found.record, field)
    return found if told_on is None else found._replace(since=max(found.since, told_on))


def _require_unique(place: str, name: str, found: _Found, others: Iterable[_Found]) -> None:
    """Refuse a second thing of the same id; versions of one thing have the same."""
    for each in others:
        if each.kind is not found.kind or (each.until is None and found.until is None):
            raise InvalidValueError(place, name, "occurs twice as an id", "name each once")


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
    place: str, name: str, refers: Refers, source: _Found, by_id: Mapping[str, list[_Found]]
) -> None:
    targets = [each for each in by_id.get(name, ()) if _is_one_of(each.record, refers.kinds)]
    if source.until is None and not any(each.until is None for each in targets):
        gone = max((each.until for each in targets if each.until), default=None)
        known = [
            each
            for each, found in by_id.items()
            if _is_one_of(found[-1].record, refers.kinds)
            and found[-1].until is None
            and found[-1].record is not source.record
        ]
        rule = f"is not the id of any {' or '.join(refers.kinds)} here"
        remedy = f"write one of {listed(known)}" if known else "add it to the programme"
        if gone:
            rule = f"is withdrawn from {gone}, but still referred to"
            remedy = "withdraw before it what refers to it, or learn that anew with it"
        raise InvalidValueError(place, name, rule, remedy)
    if source.since is None:
        return
    missing = _first_day_missing(source, targets)
    if missing is not None:
        first = min((each.since for each in targets if each.since is not None), default=None)
        rule = f"is known from {first or 'no stated day'}, but referred to from {source.since}"
        if first is not None and first <= source.since:
            rule = f"is not known on {missing}, but referred to from {source.since}"
        remedy = f"give that {' or '.join(refers.kinds)} an as_of of {missing} or before"
        raise InvalidValueError(place, name, rule, remedy)


def _first_day_missing(source: _Found, targets: Iterable[_Found]) -> date | None:
    """Return the first day on which a source is known and none of its targets is."""
    day = source.since or date.min
    for each in sorted(targets, key=lambda each: each.since or date.max):
        if each.since is None or each.since > day:
            break
        if each.until is None:
            return None
        day = max(day, each.until)
    return None if source.until is not None and day >= source.until else day


_CHAINS: Mapping[str, str] = {
    "Grant": "replaces",
    "LegalInstrument": "replaces",
    "SubGrant": "onward_from",
}
"""Kinds of facts that refer to others of their kind, by which field."""


def _check_chains(records: Sequence[_Found], field: str) -> None:
    """Refuse facts of which each comes after the other, on any day."""
    if _circle(records, field) is None:
        return
    days = {each.since for each in records}
    moments = [[each for each in records if each.until is None]]
    moments += [[each for each in records if _is_known(each, day)] for day in days if day]
    for moment in moments:
        found = _circle(moment, field)
        if found is not None:
            rule = f"leads back to {found.record.id} itself"
            place = f"{found.place}.{field}"
            raise InvalidValueError(
                place, getattr(found.record, field), rule, "let every chain have a first"
            )


def _is_known(found: _Found, day: date) -> bool:
    began = found.since is not None and found.since <= day
    return began and (found.until is None or day < found.until)


def _circle(records: Sequence[_Found], field: str) -> _Found | None:
    """Return one of the records that lead back to themselves; None if none does."""
    following: dict[str, set[str]] = {}
    for each in records:
        value = getattr(each.record, field)
        following.setdefault(each.record.id, set()).update(
            (value,) if isinstance(value, str) else value or ()
        )
    while ends := [name for name, names in following.items() if not names & following.keys()]:
        for name in ends:
            del following[name]
    circle = _on_circle(following)
    return next((each for each in records if each.record.id == circle), None)


def _on_circle(following: Mapping[str, set[str]]) -> str | None:
    """Follow links, of which each has another, until one comes up again."""
    name, seen = next(iter(following), None), set[str]()
    while name is not None and name not in seen:
        seen.add(name)
        name = next(each for each in sorted(following[name]) if each in following)
    return name


def _check_bausteine(grants: Sequence[_Found], by_id: Mapping[str, Sequence[_Found]]) -> None:
    """Refuse a notice that amends one of another Baustein."""
    for each in grants:
        for other in by_id.get(each.record.replaces or "", ()):
            if other.record.baustein is not each.record.baustein and each.overlaps(other):
                place, rule = f"{each.place}.replaces", "is a notice of another Baustein"
                raise InvalidValueError(place, each.record.replaces, rule)


def _is_one_of(record: object, kinds: tuple[str, ...]) -> bool:
    return any(each.__name__ in kinds for each in type(record).__mro__)


def _walk_programme(programme: Any) -> Iterator[_Found]:  # noqa: ANN401 - as above
    """Yield every record and key of a municipality with its place and when it is known.

    The district is the ground that all this stands on, and is left out.
    """
    name, kind = type(programme).__name__, cast("Any", type(programme))
    yield _Found(name, programme, kind, None, None)
    for field in attrs.fields(kind):
        value = getattr(programme, field.name)
        if field.name not in {"district", "superseded"}:
            yield from _walk(f"{name}.{field.name}", value, Time(undated=programme.as_of))
    for index, past in enumerate(programme.superseded):
        place = f"{name}.superseded[{index}]"
        found = list(
            _walk(f"{place}.record", past.record, Time(undated=programme.as_of, until=past.until))
        )
        since = found[0].since
        if since is not None and since > past.until:
            rule = f"lies before it is known, from {since}"
            raise InvalidValueError(f"{place}.until", past.until, rule, "give a later day")
        yield from found


@attrs.frozen
class Time:
    """When what stands in a record is known, unless it says so itself."""

    undated: date | None
    """The day from which facts without a day of their own are known."""
    until: date | None = None
    since: date | None = None
    whole: bool = False
    """Whether all in it is known with it."""

    def within(self, value: object) -> "Time":
        """Return the time of what stands in a value."""
        if not isinstance(value, Fact) or self.whole:
            return self
        since = value.first_known(self.undated)
        if since is not None and self.since is not None:
            since = max(since, self.since)
        return attrs.evolve(
            self,
            since=since,
            undated=value.as_of or self.undated,
            whole=value.said_since is not None,
        )


def _walk(place: str, value: Any, time: Time) -> Iterator[_Found]:  # noqa: ANN401 - walks anything
    kind = cast("Any", type(value))
    if issubclass(kind, tuple | FrozenMapping):
        for where, part, _ in _parts(place, value, ()):
            yield from _walk(where, part, time)
    elif kind is Ags:
        yield _Found(place, value, kind, time.since, time.until)
    elif attrs.has(kind):
        below = time.within(value)
        yield _Found(place, value, kind, below.since, below.until, below.whole)
        for field in attrs.fields(kind):
            yield from _walk(f"{place}.{field.name}", getattr(value, field.name), below)
