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

from kim_model.errors import InvalidValueError
from kim_model.municipalities import District
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme._references import Time
from kim_model.testing._fields import Setting, by_hand, maybe
from kim_model.testing._rules import made, remade, settled
from kim_model.testing.places import districts
from kim_model.testing.values import cached
from kim_model.values import Fact
from kim_model.values._field import marks, type_hints
from kim_model.values._marks import AT_LEAST_ONE, Identifier, Refers, Unique

R = TypeVar("R")


def local_programmes(district: District | None = None) -> SearchStrategy[LocalProgramme]:
    """Local programmes (KI-Kommunen) with up to three facts of every kind.

    Ids are unique, references lead to what is known when they are made, municipalities are those of
    the district, and no total is stated twice. Up to two things have been learned besides.

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
) -> LocalProgramme:
    """Draw programmes."""
    place = draw(districts()) if setting.district is None else setting.district
    setting = _setting(place, setting.dated)
    given: dict[str, Any] = {"district": place, "superseded": ()}
    given["as_of"] = draw(setting.field(kind, "as_of"))
    links = _Links([each.ags for each in place.municipalities], count(1), given["as_of"])
    time = Time(undated=given["as_of"])
    order = [name for name in _order(kind) if name not in given]
    drawn = {name: draw(setting.field(kind, name)) for name in sorted(order, key=_rank(kind))}
    values = {name: links.linked(type_hints(kind)[name], drawn[name], time) for name in order}
    fitting = settled(kind, given | values) or {}
    for name in order:  # what is referred to comes before or after
        if (
            _referred(type_hints(kind)[name]) & _identified(type_hints(kind)[name])
            and fitting[name]
        ):
            fitting[name] = tuple(draw(st.permutations(fitting[name])))
    programme: LocalProgramme = kind(**fitting)
    for _ in range(draw(st.integers(0, 2))):
        programme = draw(learned(programme, setting, links.numbers, on=setting.dated))
    return programme


@st.composite
def learned(
    draw: st.DrawFn,
    programme: LocalProgramme,
    setting: Setting,
    numbers: Iterator[int],
    *,
    on: SearchStrategy[date],
) -> LocalProgramme:
    """Draw what a programme is once something has been learned, on one of some days.

    That is a new fact, another version of one, or that one is not so. What cannot be learned, as
    others refer to it or it would refer to what is not known, changes nothing.
    """
    day = draw(on)
    known = [each for name in _order(LocalProgramme) for each in _facts(getattr(programme, name))]
    old: Any = draw(maybe(st.sampled_from(known))) if known else None
    withdrawn = old if old is not None and draw(st.integers(0, 3)) == 0 else None
    new: Any = None
    if withdrawn is None:
        kinds: list[Any] = [*get_args(Recorded)] if old is None else [type(old)]
        kind = draw(st.sampled_from(kinds))
        towns = [each.ags for each in programme.district.municipalities]
        links = _Links(towns, numbers, programme.as_of)
        links.records = [*known]
        own = attrs.evolve(draw(setting.values(kind)), known_since=day)
        new = links.linked(kind, own, Time(undated=programme.as_of))
    try:
        if new is not None:  # let it be a version of the other
            key: dict[str, Any] = {} if old is None else old.key
            new = remade(new, **key)
        return programme.learn(*([new] if new else []), on=day, instead_of=withdrawn)
    except InvalidValueError:
        return programme


def _facts(value: object) -> tuple[Any, ...]:
    items: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)  # pyright: ignore[reportUnknownVariableType]
    return tuple(each for each in items if isinstance(each, Fact))


class _Links:
    """Gives every id a number of its own, and makes references lead somewhere.

    `records` are those that can be referred to so far.
    """

    def __init__(self, towns: Iterable[str], numbers: Iterator[int], undated: date | None) -> None:
        self.towns = list(towns)
        self.undated = undated
        self.numbers = numbers
        self.records: list[Any] = []

    def linked(self, annotation: object, value: Any, time: Time) -> Any:  # noqa: ANN401
        """Return the value of a field with its ids; None if it cannot be or is not known."""
        found = {type(each): each for each in marks(annotation)}
        refers = found.get(Refers)

        def one(item: Any) -> Any:  # noqa: ANN401
            if isinstance(refers, Refers) and isinstance(item, str):
                return self._target(refers, int(item.rpartition(" ")[2]), time)
            if found.get(Identifier) == Identifier(unique=True):
                return f"{item}-{next(self.numbers)}"
            return self._record(item, time) if attrs.has(cast("Any", type(item))) else item

        if not isinstance(value, tuple):
            return None if value is None else one(value)
        own: tuple[Any, ...] = value  # pyright: ignore[reportUnknownVariableType]
        items = [each for each in map(one, own) if each is not None]
        unique = found.get(Unique)
        if isinstance(unique, Unique):
            items = list({unique.key(each): each for each in items}.values())
        emptied = own and not items and AT_LEAST_ONE in marks(annotation)
        return None if emptied else tuple(items)

    def _record(self, record: Any, time: Time) -> Any:  # noqa: ANN401
        """Return the record with what it refers to; None if it cannot be without."""
        kind = cast("Any", type(record))
        before = len(self.records)
        if not (_referred(kind) or _identified(kind)):
            return record
        time = time.within(record)
        values: dict[str, Any] = {}
        for each in attrs.fields(kind):
            annotation, own = type_hints(kind)[each.name], getattr(record, each.name)
            values[each.alias] = self.linked(annotation, own, time)
            if values[each.alias] is None and NoneType not in get_args(annotation):
                break
        else:
            again = made(kind, values)
            if again is not None:
                self.records.append(again)
                return again
        del self.records[before:]
        return None

    def _target(self, refers: Refers, number: int, time: Time) -> str | None:
        """Return the id of one of the records known so far and at the time; None for none."""
        kind = [each for each in self.records if type(each).__name__ in refers.kinds]
        ids = [each.id for each in kind if self._is_known(each, time)]
        ids += self.towns if "Municipality" in refers.kinds else []
        return ids[number % len(ids)] if ids else None

    def _is_known(self, record: Fact, time: Time) -> bool:
        """Whether a record is known at a time; what has no day can refer to any."""
        first = record.first_known(self.undated)
        return time.since is None or (first is not None and first <= time.since)


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
