"""Strategies for texts, days and quantities: what all records are made of."""

import math
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, ParamSpec, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.values import Euro, ExactNumber, Fte, Period

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


@cached
def texts() -> SearchStrategy[str]:
    r"""Texts that say something: plain words, Markdown, line breaks, any script.

    No text holds a surrogate, as no file could hold it; control characters occur.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(texts())
    ... def test(text):
    ...     assert text.strip()
    >>> test()
    """
    visible = st.characters(exclude_categories=_INVISIBLE)
    rest = st.text(st.characters(exclude_categories=_SURROGATES), max_size=8)
    return st.sampled_from(_TEXTS) | st.builds("{}{}".format, visible, rest)


@cached
def identifiers() -> SearchStrategy[str]:
    """Ids: any visible characters, of which `local_programmes` makes every id a different one.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(identifiers())
    ... def test(name):
    ...     assert name == name.strip() != ""
    >>> test()
    """
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
    """Periods (Zeiträume), open ones and single days among them.

    Parameters
    ----------
    dated
        Where first and last days come from; by default `days`, and calendar years too.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(periods())
    ... def test(period):
    ...     assert period.first_day in period
    >>> test()
    """
    drawn = days() if dated is None else dated
    closed = st.tuples(drawn, drawn).map(lambda pair: Period(min(pair), max(pair)))
    bounded = closed | st.builds(Period, drawn)
    years = st.integers(_FIRST_DAY.year, _LAST_DAY.year)
    return st.builds(Period.of_year, years) | bounded if dated is None else bounded


@cached
def ftes(minimum: Fte | ExactNumber = 0, maximum: Fte | ExactNumber = 100) -> SearchStrategy[Fte]:
    """Numbers of posts (VZÄ): whole, halves, hundredths, and any other fraction.

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

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(euros(maximum="0.99"))
    ... def test(amount):
    ...     assert 0 <= amount.cents <= 99
    >>> test()
    """
    cents = st.integers(Euro(minimum).cents, Euro(maximum).cents)
    return cents.map(lambda amount: Euro(Fraction(amount, 100)))
