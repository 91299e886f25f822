"""Strategies for whole programmes, in which every reference leads somewhere."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import count
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.cooperation import Actor
from kim_model.municipalities import District
from kim_model.programme import LocalProgramme
from kim_model.testing._fields import Setting, by_hand
from kim_model.testing._rules import made, settled
from kim_model.testing.places import districts
from kim_model.testing.values import cached
from kim_model.values import Fact
from kim_model.values._field import AT_LEAST_ONE, Identifier, Refers, Unique, marks, type_hints

R = TypeVar("R")


def local_programmes(district: District | None = None) -> SearchStrategy[LocalProgramme]:
    """Local programmes (KI-Kommunen) with up to three facts of every kind.

    Ids are unique, references lead to what is known when they are made, municipalities are those of
    the district, and no total is stated twice.

    Parameters
    ----------
    district
        The district; by default any of `districts`.

    Examples
    --------
    >>> from datetime import date
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(local_programmes())
    ... def test(programme):
    ...     today = date(2024, 3, 31)
    ...     known = programme.as_known_on(today)
    ...     assert known.as_known_on(today) == known
    >>> test()
    """
    return programmes(LocalProgramme, Setting(district=district))


@cached
def _setting(district: District, dated: SearchStrategy[date]) -> Setting:
    return Setting(dated=dated, district=district)


@by_hand(LocalProgramme)
@st.composite
def programmes(
    draw: st.DrawFn,
    kind: Any,  # noqa: ANN401 - the class or one derived from it
    setting: Setting,
    *,
    actors: tuple[Actor, ...] | None = None,
    first_number: int = 1,
) -> LocalProgramme:
    """Draw programmes; their ids end with numbers from the first on, and actors may be given."""
    place = draw(districts()) if setting.district is None else setting.district
    setting = _setting(place, setting.dated)
    links = _Links([each.ags for each in place.municipalities], count(first_number))
    given: dict[str, Any] = {"district": place}
    if actors is not None:
        given["actors"] = actors
        links.records.extend(actors)
    order = [name for name in _order(kind) if name not in given]
    drawn = {name: draw(setting.field(kind, name)) for name in sorted(order, key=_rank(kind))}
    values = {name: links.linked(type_hints(kind)[name], drawn[name], None) for name in order}
    fitting = settled(kind, given | values) or {}
    for name in order:  # what is referred to comes before or after
        if (
            _referred(type_hints(kind)[name]) & _identified(type_hints(kind)[name])
            and fitting[name]
        ):
            fitting[name] = tuple(draw(st.permutations(fitting[name])))
    programme: LocalProgramme = kind(**fitting)
    return programme


class _Links:
    """Gives every id a number of its own, and makes references lead somewhere.

    `records` are those that can be referred to so far.
    """

    def __init__(self, towns: Iterable[str], numbers: Iterator[int]) -> None:
        self.towns = list(towns)
        self.numbers = numbers
        self.records: list[Any] = []

    def linked(self, annotation: object, value: Any, since: date | None) -> Any:  # noqa: ANN401
        """Return the value of a field with its ids; None if it cannot be or is not known."""
        found = {type(each): each for each in marks(annotation)}
        refers = found.get(Refers)

        def one(item: Any) -> Any:  # noqa: ANN401
            if isinstance(refers, Refers) and isinstance(item, str):
                return self._target(refers, int(item.rpartition(" ")[2]), since)
            if found.get(Identifier) == Identifier(unique=True):
                return f"{item}-{next(self.numbers)}"
            return self._record(item, since) if attrs.has(cast("Any", type(item))) else item

        if not isinstance(value, tuple):
            return None if value is None else one(value)
        own: tuple[Any, ...] = value  # pyright: ignore[reportUnknownVariableType]
        items = [each for each in map(one, own) if each is not None]
        unique = found.get(Unique)
        if isinstance(unique, Unique):
            items = list({unique.key(each): each for each in items}.values())
        emptied = own and not items and AT_LEAST_ONE in marks(annotation)
        return None if emptied else tuple(items)

    def _record(self, record: Any, since: date | None) -> Any:  # noqa: ANN401
        """Return the record with what it refers to; None if it cannot be without."""
        kind = cast("Any", type(record))
        before = len(self.records)
        if not (_referred(kind) or _identified(kind)):
            return record
        since = record.known_from if isinstance(record, Fact) else since
        values: dict[str, Any] = {}
        for each in attrs.fields(kind):
            annotation, own = type_hints(kind)[each.name], getattr(record, each.name)
            values[each.alias] = self.linked(annotation, own, since)
            if values[each.alias] is None and NoneType not in get_args(annotation):
                break
        else:
            again = made(kind, values)
            if again is not None:
                self.records.append(again)
                return again
        del self.records[before:]
        return None

    def _target(self, refers: Refers, number: int, since: date | None) -> str | None:
        """Return the id of one of the records known so far and on the day; None for none."""
        kind = [each for each in self.records if type(each).__name__ in refers.kinds]
        ids = [each.id for each in kind if _known(each, since)]
        ids += self.towns if "Municipality" in refers.kinds else []
        return ids[number % len(ids)] if ids else None


def _known(record: object, since: date | None) -> bool:
    """Whether a record is known on a day; what has no day can refer to any."""
    if since is None or not isinstance(record, Fact):
        return True
    return record.known_from is not None and record.known_from <= since


@cache
def _within(annotation: Any) -> frozenset[type]:  # noqa: ANN401 - of a field, or a class
    """Return the classes of all records in a field."""
    found: set[type] = set()
    waiting = [annotation]
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        each = get_origin(each) or each
        if isinstance(each, type) and attrs.has(each) and each not in found:
            found.add(each)
            waiting += [type_hints(each)[field.name] for field in attrs.fields(each)]
    return frozenset(found)


@cache
def _referred(annotation: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    """Return the kinds that the records in a field refer to, by name."""
    hints = [
        type_hints(kind)[field.name] for kind in _within(annotation) for field in attrs.fields(kind)
    ]
    found = [mark for each in hints for mark in marks(each) if isinstance(mark, Refers)]
    return frozenset(kind for each in found for kind in each.kinds)


@cache
def _identified(annotation: Any) -> frozenset[str]:  # noqa: ANN401 - as above
    """Return the kinds of the records in a field that have an id, by name."""
    return frozenset(
        kind.__name__
        for kind in _within(annotation)
        if Identifier(unique=True) in marks(type_hints(kind).get("id"))
    )


def _rank(kind: Any) -> Callable[[str], tuple[bool, int]]:  # noqa: ANN401 - as above
    """Return the key by which fields are drawn: what others refer to, then what has most in it.

    For what comes last in a large value is mostly left empty.
    """
    hints = {name: type_hints(kind)[name] for name in _order(kind)}
    referred = frozenset[str]().union(*map(_referred, hints.values()))
    return lambda name: (not _identified(hints[name]) & referred, -len(_within(hints[name])))


@cache
def _order(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """Return the fields of a programme in an order in which each can refer to those before it."""
    left = {each.name: type_hints(kind)[each.name] for each in attrs.fields(kind)}
    order: list[str] = []
    while left:
        to_come = {name: _identified(each) for name, each in left.items()}
        following = next(
            (
                name
                for name, each in left.items()
                if not any(_referred(each) & to_come[other] for other in left if other != name)
            ),
            next(iter(left)),  # one of a circle, which refers to what is there
        )
        order.append(following)
        del left[following]
    return tuple(order)
