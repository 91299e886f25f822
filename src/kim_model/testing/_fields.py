"""From a field to its strategy: one walk over its annotation, as its check is read off it.

By hand is only what no annotation says: rules between fields, in `_rules`, and kinds whose content
must be computed, which their modules add with `by_hand`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin

import attrs
from hypothesis import reject, strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model._mapping import FrozenMapping
from kim_model.funding import SubGrant
from kim_model.municipalities import District
from kim_model.testing._rules import settled
from kim_model.testing.values import days, euros, ftes, identifiers, texts
from kim_model.values import Euro, ExactEuro, Fte
from kim_model.values._field import number_of, type_hints
from kim_model.values._marks import Bounds, Identifier, Recipient, Refers, Unique

R = TypeVar("R")

_REFERENCES = st.integers(0, 9).map(
    "record {}".format
)  # longer than ids are, so never equal to one


@attrs.frozen(eq=False)
class Setting:
    """Where values come from of which only the document around a record knows.

    Parameters
    ----------
    dated
        Where days come from.
    district
        The district whose municipalities may occur; None for any.
    referred
        Where the ids of other records come from: each by default a number, which `local_programmes`
        reads as that one of the records it may lead to.
    """

    dated: SearchStrategy[date] = attrs.field(factory=days, repr=False)
    district: District | None = None
    referred: SearchStrategy[str] = attrs.field(default=_REFERENCES, repr=False)
    # To set up and check a strategy takes Hypothesis longer than to draw from it.
    _found: dict[object, SearchStrategy[Any]] = attrs.field(
        factory=dict[object, SearchStrategy[Any]], init=False, repr=False
    )

    def values(self, annotation: object) -> SearchStrategy[Any]:
        """Return the values that a field with this annotation takes."""
        if annotation not in self._found:
            self._found[annotation] = _values(annotation, self)
        return self._found[annotation]

    def field(self, kind: type, name: str) -> SearchStrategy[Any]:
        """Return the values that a field of a class takes."""
        named = ((each, name) for each in kind.__mro__)
        builder = next((_BY_HAND[each] for each in named if each in _BY_HAND), None)
        return builder(kind, self) if builder else self.values(type_hints(kind)[name])

    def record(
        self, kind: type[R], *, fixed: bool = False, **fields: SearchStrategy[Any]
    ) -> SearchStrategy[R]:
        """Return the records of a class with some fields given; fixed ones are left as given."""
        known = {each.alias for each in attrs.fields(cast("Any", kind))}
        if unknown := fields.keys() - known:
            raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        return _records(kind, self, fields, fixed=fixed)


@st.composite
def _records(
    draw: st.DrawFn,
    kind: type[R],
    setting: Setting,
    given: Mapping[str, SearchStrategy[Any]],
    *,
    fixed: bool,
) -> R:
    values: dict[str, Any] = {}
    for each in attrs.fields(cast("Any", kind)):
        own = given[each.alias] if each.alias in given else setting.field(kind, each.name)
        values[each.alias] = draw(own)
    kept = settled(kind, values)
    if kept is None or (fixed and any(kept[name] != values[name] for name in given)):
        reject()
    return kind(**kept)


Builder: TypeAlias = Callable[[Any, Setting], SearchStrategy[Any]]
B = TypeVar("B", bound=Builder)
_BY_HAND: dict[object, Builder] = {
    bool: lambda _, __: st.booleans(),
    date: lambda _, setting: setting.dated,
    str: lambda _, __: texts(),
}


def by_hand(*what: type | tuple[type, str]) -> Callable[[B], B]:
    """Let a function build the strategy for some kinds or fields, of the kind and the setting."""

    def add(builder: B) -> B:
        _BY_HAND.update(dict.fromkeys(what, builder))
        return builder

    return add


def builder_of(kind: Any) -> Builder | None:  # noqa: ANN401 - any class or generic record
    """Return what builds the strategy for a kind by hand; None where its fields do."""
    bases = (get_origin(kind) or kind).__mro__
    return next((_BY_HAND[each] for each in bases if each in _BY_HAND), None)


@by_hand((SubGrant, "grant"))
def _source(_: object, setting: Setting) -> SearchStrategy[str]:
    """Return a notice for every sub-grant, which one that draws on another gives up."""
    return setting.referred


def maybe(known: SearchStrategy[R]) -> SearchStrategy[R | None]:
    """Return None, the unknown, as often as something known."""
    return st.none() | known


def _values(annotation: Any, setting: Setting) -> SearchStrategy[Any]:  # noqa: ANN401, PLR0911 - one strategy per form of annotation
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        base, *found = args
        return _marked(base, {type(each): each for each in found}, setting)
    if origin in {Union, UnionType}:
        known = [each for each in args if each is not NoneType]
        one = st.one_of([setting.values(each) for each in known])
        return maybe(one) if len(known) < len(args) else one
    if origin is tuple:
        return _marked(annotation, {}, setting)
    if origin is FrozenMapping:
        key, value = map(setting.values, args)
        return st.dictionaries(key, value, max_size=3).map(FrozenMapping)
    if isinstance(annotation, TypeVar):
        return setting.values(annotation.__bound__ or int)
    kind = origin or annotation
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    if builder := builder_of(kind):
        return builder(annotation, setting)
    if attrs.has(kind):
        return setting.record(kind)
    raise TypeError(f"no strategy is known for {annotation}")


def _marked(base: Any, marks: Mapping[type, Any], setting: Setting) -> SearchStrategy[Any]:  # noqa: ANN401 - any type
    """Return the values of a type with marks beside it."""
    bounds = marks.get(Bounds, Bounds())
    if get_origin(base) is tuple:
        unique = marks.get(Unique)
        return st.lists(
            setting.values(get_args(base)[0]),
            min_size=bounds.least or 0,
            max_size=bounds.most or 3,
            unique_by=unique and unique.key,
        ).map(tuple)
    if Refers in marks:
        return setting.referred
    if Recipient in marks and setting.district:
        return identifiers() | st.sampled_from(setting.district.municipalities).map(_ags)
    if Identifier in marks:
        return identifiers()
    return _number(base, bounds) if base in _NUMBERS else setting.values(base)


def _ags(municipality: Any) -> str:  # noqa: ANN401
    return str(municipality.ags)


def _exact_euros(least: int, most: int) -> SearchStrategy[ExactEuro]:
    return st.builds(_part, euros(least, most), st.integers(1, 400))


def _part(amount: Euro, parts: int) -> ExactEuro:
    return ExactEuro(amount) / parts


# Numbers of a kind between bounds; the bounds themselves where an annotation has none.
_NUMBERS: Mapping[type, tuple[Callable[[int, int], SearchStrategy[Any]], int, int]] = {
    int: (st.integers, -1000, 1000),
    Fraction: (lambda least, most: st.fractions(least, most, max_denominator=100), -10, 10),
    Fte: (ftes, -10, 100),
    Euro: (euros, -1000, 10_000_000),
    ExactEuro: (_exact_euros, -1000, 10_000_000),
}


def _number(kind: type, bounds: Bounds) -> SearchStrategy[Any]:
    numbers, least, most = _NUMBERS[kind]
    least = least if bounds.least is None else bounds.least
    drawn = numbers(least, bounds.most or max(most, least))
    return drawn.filter(lambda each: number_of(each) != least) if bounds.exclusive else drawn


@by_hand(*_NUMBERS)
def _any_number(kind: type, _: object) -> SearchStrategy[Any]:
    return _number(kind, Bounds())
