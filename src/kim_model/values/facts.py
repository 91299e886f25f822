"""Facts and the two times they live in: when something holds, and since when it is known.

The whole rule stands here. What of a class it needs, the class says in its annotations: which
fields hold the day of something that happens (`OwnDay`), and which say what this makes known.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeAlias, TypeVar, cast, get_args

import attrs
from attrs import define, evolve, field

from kim_model.values._field import checked, marks, require, type_hints
from kim_model.values._marks import Follows, Happens, ToldBy
from kim_model.values.periods import Period
from kim_model.values.sources import Citation, Evidence

OwnDay: TypeAlias = Annotated[date, Happens()]
OwnPeriod: TypeAlias = Annotated[Period, Happens()]
PeriodOfDay: TypeAlias = Annotated[Period, Happens(within=True)]


@define(frozen=True, kw_only=True, field_transformer=checked)
class Fact:
    """Something that is known from a day on, and holds by the days in it.

    It is known from `known_since`; where that is not said, from `as_of`; else from the earliest day
    in it, of what it says has happened; else from the `as_of` of the programme it belongs to.

    What is known since a stated day is known whole, as it is written. Of all else, what happens
    later than the day from which a question is asked is not seen.

    Parameters
    ----------
    as_of
        The day as of which a source states the fact (Stand).
    citation
        Where it can be read; None stands for the citation of the programme it belongs to.
    evidence
        How surely it is known.
    known_since
        The day since which it has been known as it is written here (bekannt seit), where that is
        another day than follows from the days in it: a notice that arrived late, a contract signed
        ahead, a correction. `LocalProgramme.learn` sets it.
    """

    as_of: date | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None
    known_since: date | None = None

    _identity: ClassVar[tuple[str, ...] | None] = None
    # The fields that versions of one thing have in common, where these are others than its id.
    _timeless: ClassVar[bool] = False
    # Whether it is known to all who ask, where no day is said.

    @property
    def said_since(self) -> date | None:
        """The day since which it is known whole, where it says so."""
        return self.known_since

    @property
    def known_from(self) -> date | None:
        """The first day on which it is known (bekannt ab).

        None where it has no such day of its own; then the programme's `as_of` counts.
        """
        days = _own_days(self, lambda part: part.known_from)
        return self.said_since or self.as_of or min(days, default=None)

    def first_known(self, undated: date | None) -> date | None:
        """Return the first day on which it is known in a programme stated as of a day, or of none.

        None where it has no day at all, so that no dated question finds it.
        """
        require("undated", undated, date | None)
        return self.known_from or (date.min if self._timeless else undated)

    @property
    def identity(self) -> Hashable:
        """What versions of one thing have in common, and nothing else has."""
        if self._identity is None and not self.key:
            return evolve(self, known_since=None)
        return (type(self), *self.key.items())

    @property
    def key(self) -> Mapping[str, object]:
        """The fields that versions of one thing have in common; of what stands for itself, none."""
        by_id = ("id",) if hasattr(self, "id") else ()
        names = by_id if self._identity is None else self._identity
        return {name: getattr(self, name) for name in names}

    def as_known_on(self, known_on: date, *, undated: date | None = None) -> Self | None:
        """Return what was known of it on a day (Kenntnisstand); None if nothing was.

        Parameters
        ----------
        known_on
            The day from which it is asked.
        undated
            The day from which it is known if it has none of its own, as its programme's `as_of`.

        Examples
        --------
        >>> from kim_model.posts import Staffing
        >>> half = Staffing(fte="0.5", period=Period(date(2024, 1, 1), date(2024, 6, 30)))
        >>> print(half.as_known_on(date(2024, 3, 31)).period)
        2024-01-01 to open
        >>> print(half.as_known_on(date(2023, 12, 31)))
        None
        """
        require("known_on", known_on, date)
        since = self.first_known(undated)
        if since is None or since > known_on:
            return None
        if self.said_since is not None:
            return self
        below = self.as_of or undated
        return _cut(self, known_on, lambda part: part.as_known_on(known_on, undated=below))

    def as_it_stood(self, on: date, *, undated: date | None = None) -> Self | None:
        """Return what of it had come about by a day (Stand); None if nothing had.

        It is judged by the days in it alone, whenever it became known. Where these do not say when
        it began, it had by the day from which it was first known.

        Parameters
        ----------
        on
            The day the question is about.
        undated
            The day from which it was first known, in any version.

        Examples
        --------
        >>> from kim_model.steering import Meeting
        >>> held = Meeting(id="lg-1", held_on=date(2024, 1, 25), known_since=date(2024, 5, 2))
        >>> held.as_it_stood(date(2024, 1, 24)) is None, held.as_it_stood(date(2024, 1, 25)) is held
        (True, True)
        """
        require("on", on, date)
        require("undated", undated, date | None)
        since = came_about(self, undated)
        if since is not None and since > on:
            return None
        return _cut(self, on, lambda part: part.as_it_stood(on, undated=self.as_of or undated))


@define(frozen=True, kw_only=True, field_transformer=checked)
class LastingFact(Fact):
    """A fact that holds over a period whose end may become known later than its beginning.

    Its beginning is known on its first day at the latest, unless `as_of` says later; its end on its
    last day, or at once where `known_since` says that all of it was known.

    Parameters
    ----------
    period
        From the first to the last day; an open end while no end is known.
    """

    period: OwnPeriod


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatedTotal(Fact):
    """A total that a source states for a day, without naming what it counts (Angabe).

    It answers for its own day only. It counts as known on that day to the body that states it,
    unless `stated_on` gives the day of the statement: so a correction published later supersedes
    it for those who ask later, and for nobody before.

    Parameters
    ----------
    as_of
        The day for which it is stated (Stand).
    stated_on
        The day on which it was stated, if that is known to be later.

    Raises
    ------
    InvalidTypeError
        Also if `as_of` is missing.
    """

    as_of: date = field()
    stated_on: date | None = None

    @property
    def said_since(self) -> date | None:
        """The day since which it is known whole, where it says so."""
        return self.known_since or self.stated_on

    @property
    def stated_since(self) -> date:
        """The first day on which it is known (bekannt ab)."""
        return self.said_since or self.as_of


F = TypeVar("F", bound=Fact)


def came_about(fact: Fact, undated: date | None) -> date | None:
    """Return the day by which a fact had come about, as far as it says.

    A meeting or a contract begins with its own day. What has stages, or parts, is there with the
    first of all its days, and from the day `undated` on which it was first known.
    """
    plan = _plan_of(fact)
    begun = [getattr(fact, name) for name, _ in plan.happens if name not in plan.unknown]
    if begun:
        return min(each.first_day if isinstance(each, Period) else each for each in begun)
    days = [
        fact.as_of,
        undated or fact.known_since,
        *_own_days(fact, lambda p: came_about(p, None)),
    ]
    return min((each for each in days if each is not None), default=None)


def known(facts: Iterable[F], known_on: date, undated: date | None = None) -> tuple[F, ...]:
    """Return what was known of each fact on a day, leaving out those of which nothing was."""
    views = (fact.as_known_on(known_on, undated=undated) for fact in facts)
    return tuple(view for view in views if view is not None)


def standing(
    facts: Iterable[F], on: date, first_known: Callable[[F], date | None]
) -> tuple[F, ...]:
    """Return what of each fact had come about by a day, leaving out those that had not."""
    views = (fact.as_it_stood(on, undated=first_known(fact)) for fact in facts)
    return tuple(view for view in views if view is not None)


def told_from(fact: Fact, field: str) -> date | None:
    """Return the day of what makes a field of a fact known; None where nothing does, or none."""
    teller = _plan_of(fact).told.get(field)
    return None if teller is None else getattr(fact, teller)


def undated_facts(fact: Fact, undated: date | None) -> Iterator[Fact]:
    """Yield the fact and those in it that no dated question finds, for want of any day."""
    if fact.first_known(undated) is None:
        yield fact
    elif fact.said_since is None:
        for part in _parts(fact):
            yield from undated_facts(part, fact.as_of or undated)


# What a class says of its fields.


@attrs.frozen
class _Plan:
    happens: tuple[tuple[str, Happens], ...]
    told: Mapping[str, str]
    facts: tuple[str, ...]
    follows: Mapping[str, str]
    unknown: Mapping[str, object]
    """What each field is while nothing is known of it, where that can be."""


def _plan_of(fact: Fact) -> _Plan:
    kind: Any = type(fact)
    return _plan(kind)


@cache
def _plan(kind: Any) -> _Plan:  # noqa: ANN401 - a class of facts
    found: dict[str, dict[type, Any]] = {
        name: {type(each): each for each in marks(h)} for name, h in type_hints(kind).items()
    }
    return _Plan(
        happens=tuple((name, each[Happens]) for name, each in found.items() if Happens in each),
        told={name: each[ToldBy].field for name, each in found.items() if ToldBy in each},
        follows={name: each[Follows].method for name, each in found.items() if Follows in each},
        facts=tuple(name for name, hint in type_hints(kind).items() if _holds_facts(hint)),
        unknown={
            each.name: each.default for each in attrs.fields(kind) if each.default in (None, ())
        },
    )


def _holds_facts(hint: object) -> bool:
    """Whether a field is a fact, or a tuple of facts."""
    if isinstance(hint, type):
        return issubclass(hint, Fact)
    return any(_holds_facts(each) for each in get_args(hint))


def _parts(fact: Fact) -> Iterator[Fact]:
    """Yield the facts in a fact."""
    for name in _plan_of(fact).facts:
        value = getattr(fact, name)
        yield from value if isinstance(value, tuple) else [value] if value else []


def _own_days(fact: Fact, day_of: Callable[[Fact], date | None]) -> Iterator[date]:
    """Yield the days of what a fact says has happened, those of the facts in it included."""
    plan = _plan_of(fact)
    for name, mark in plan.happens:
        value = getattr(fact, name)
        if name in plan.told and getattr(fact, plan.told[name]) is not None:
            continue
        if isinstance(value, Period):
            value = value.last_day if mark.within else value.first_day
        if value is not None:
            yield value
    yield from (day for part in _parts(fact) if (day := day_of(part)) is not None)


def _cut(fact: F, day: date, seen: Callable[[Fact], Fact | None]) -> F:
    """Return a fact without what happens after a day; of the facts in it what is seen."""
    plan = _plan_of(fact)
    changes: dict[str, Any] = {}
    optional = plan.unknown.keys() - fact.key.keys()  # without its key it would be another thing
    for name, mark in plan.happens:
        changes[name] = _happened(getattr(fact, name), day, mark, optional=name in optional)
    for name, teller in plan.told.items():
        told_on = getattr(fact, teller)
        if told_on is not None and told_on > day:
            changes[name] = plan.unknown[name]
    for name, method in plan.follows.items():
        changes[name] = getattr(getattr(fact, name), method)(day)
    for name in plan.facts:
        value = getattr(fact, name)
        if isinstance(value, tuple):
            views = map(seen, cast("tuple[Fact, ...]", value))
            changes[name] = tuple(view for view in views if view is not None)
        elif value is not None:
            changes[name] = seen(value)
    changed = {name: value for name, value in changes.items() if value != getattr(fact, name)}
    return evolve(fact, **changed) if changed else fact


def _happened(value: Any, day: date, mark: Happens, *, optional: bool) -> Any:  # noqa: ANN401 - a day or a period
    """Return the day or the period, as far as it has come."""
    first = value.first_day if isinstance(value, Period) else value
    if optional and first is not None and first > day:
        return None
    if isinstance(value, Period) and not mark.within and (value.last_day or day) > day:
        return Period(value.first_day)
    return value
