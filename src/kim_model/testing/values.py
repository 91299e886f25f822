"""Strategies for texts, days, quantities and sources: what all records are made of."""

import math
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, ParamSpec, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.values import Citation, Euro, Evidence, ExactNumber, Fte, Period, YearlyDay

P = ParamSpec("P")
T = TypeVar("T")

_FIRST_DAY = date(2018, 1, 1)
_LAST_DAY = date(2029, 12, 31)
# Facts meet on such days, and only where days meet do reports have something to say.
_REFERENCE_DAYS = tuple(
    date(year, month, day)
    for year in (2022, 2023, 2024, 2025)
    for month, day in ((1, 1), (3, 31), (12, 31))
)
_SURROGATES: tuple[Literal["Cs"]] = ("Cs",)
_INVISIBLE: tuple[Literal["Cs", "Cc", "Zs", "Zl", "Zp"], ...] = ("Cs", "Cc", "Zs", "Zl", "Zp")
_TEXTS = (
    "Case Management",
    "Straße, Brücke & Übergänge",
    "a | b",
    "erste Zeile\nzweite\r\n\n| dritte",
    "*wichtig* und _neu_ <b>",
    "# Ziel",
    "1. Entwurf",
    "- Punkt",
    "{group} %s \\",
    "移民 🏘 \u202e",
)


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the strategies that a function returns, by its arguments.

    To set up and check a strategy takes Hypothesis longer than to draw from it.
    """
    return cast("Callable[P, T]", lru_cache(maxsize=512)(function))


def given_or(given: SearchStrategy[T] | None, otherwise: SearchStrategy[T]) -> SearchStrategy[T]:
    """Return the strategy given, or else the other; Hypothesis warns of a plain ``or``."""
    return otherwise if given is None else given


@cached
def maybe(known: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Return None, the unknown, as often as something known."""
    return st.none() | known


@cached
def some(
    items: SearchStrategy[T], *, at_least: int = 0, at_most: int = 3, unique: bool = False
) -> SearchStrategy[tuple[T, ...]]:
    """Return a tuple of a few items; nothing at all if there must be some and cannot be any."""
    if items.is_empty:
        return st.nothing() if at_least else st.just(())
    lists = st.lists(items, min_size=at_least, max_size=at_most, unique=unique)
    return lists.map(tuple)


@cached
def texts() -> SearchStrategy[str]:
    r"""Texts that say something: plain words, Markdown, line breaks, any script.

    No text holds a surrogate, as no file could hold it; control characters occur.
    """
    visible = st.characters(exclude_categories=_INVISIBLE)
    rest = st.text(st.characters(exclude_categories=_SURROGATES), max_size=8)
    return st.sampled_from(_TEXTS) | st.builds("{}{}".format, visible, rest)


@cached
def identifiers() -> SearchStrategy[str]:
    """Ids: any visible characters, of which `local_programmes` makes every id a different one."""
    return st.sampled_from(("ki", "case-management", "Beschluss 1")) | st.text(
        st.characters(exclude_categories=_INVISIBLE), min_size=1, max_size=6
    )


@cached
def days(first_day: date = _FIRST_DAY, last_day: date = _LAST_DAY) -> SearchStrategy[date]:
    """Days from the first to the last, by default from 2018 to 2029.

    Half of them are reference dates and turns of the year between 2022 and 2025, so that the days
    of several facts often meet.

    Parameters
    ----------
    first_day, last_day
        The bounds, both included.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(days(first_day=date(2024, 1, 1)))
    ... def test(day):
    ...     assert day.year >= 2024
    >>> test()
    """
    meeting = [each for each in _REFERENCE_DAYS if first_day <= each <= last_day]
    anywhere = st.dates(first_day, last_day)
    return st.sampled_from(meeting) | anywhere if meeting else anywhere


@cached
def periods(dated: SearchStrategy[date] | None = None) -> SearchStrategy[Period]:
    """Periods, open ones and single days among them.

    Parameters
    ----------
    dated
        Where first and last days come from; by default `days`, and calendar years too.
    """
    drawn = given_or(dated, days())
    closed = st.tuples(drawn, drawn).map(lambda pair: Period(min(pair), max(pair)))
    bounded = closed | st.builds(Period, drawn)
    years = st.integers(_FIRST_DAY.year, _LAST_DAY.year)
    return st.builds(Period.of_year, years) | bounded if dated is None else bounded


@cached
def yearly_days() -> SearchStrategy[YearlyDay]:
    """Days that return every year, 29 February among them."""
    leap_year = st.dates(date(2024, 1, 1), date(2024, 12, 31))
    usual = st.sampled_from((YearlyDay(3, 31), YearlyDay(12, 31), YearlyDay(2, 29)))
    return usual | leap_year.map(lambda day: YearlyDay(day.month, day.day))


@cached
def ftes(minimum: Fte | ExactNumber = 0, maximum: Fte | ExactNumber = 100) -> SearchStrategy[Fte]:
    """Numbers of posts: whole, halves, hundredths, and any other fraction.

    Parameters
    ----------
    minimum, maximum
        The bounds in VZÄ, both included; the minimum may be negative.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(ftes(minimum="-0.5", maximum=1))
    ... def test(fte):
    ...     assert Fte("-0.5") <= fte <= Fte(1)
    >>> test()
    """
    least, most = Fte(minimum).value, Fte(maximum).value
    in_steps = [
        st.builds(
            Fraction,
            st.integers(math.ceil(least * parts), math.floor(most * parts)),
            st.just(parts),
        )
        for parts in (1, 2, 100)
        if math.ceil(least * parts) <= math.floor(most * parts)
    ]
    return st.builds(Fte, st.one_of([*in_steps, st.fractions(least, most, max_denominator=1000)]))


@cached
def euros(
    minimum: Euro | ExactNumber = 0, maximum: Euro | ExactNumber = 10_000_000
) -> SearchStrategy[Euro]:
    """Amounts in whole cents.

    Parameters
    ----------
    minimum, maximum
        The bounds in EUR, both included; the minimum may be negative.
    """
    cents = st.integers(Euro(minimum).cents, Euro(maximum).cents)
    return cents.map(lambda amount: Euro(Fraction(amount, 100)))


@cached
def evidences() -> SearchStrategy[Evidence | None]:
    """Grades of evidence, the unknown one among them."""
    return maybe(st.sampled_from(Evidence))


@cached
def citations() -> SearchStrategy[Citation]:
    """Citations, each part but the document known or not."""
    return st.builds(
        Citation,
        document=texts(),
        section=maybe(texts()),
        issued_on=maybe(days()),
        published_in=maybe(texts()),
        link=maybe(texts()),
    )


@cached
def stated(dated: SearchStrategy[date]) -> "dict[str, SearchStrategy[Any]]":
    """Return strategies for what every fact has: the day it is stated for, source, evidence."""
    return {"as_of": maybe(dated), "citation": maybe(citations()), "evidence": evidences()}
