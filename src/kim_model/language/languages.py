"""A language: its words, and how it writes numbers, days and amounts."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import SupportsIndex, cast

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.language.labels import LABELS
from kim_model.language.phrases import PHRASES
from kim_model.language.steps import STEPS
from kim_model.values import Euro, Fte, Period, YearlyDay
from kim_model.values._field import checked, require, require_each, whole
from kim_model.values._marks import Count
from kim_model.values.numbers import exact, half_up

_STEPS = {f"step.{label}": words for label, words in STEPS.items()}
_WORDS = {**LABELS, **PHRASES, **_STEPS}


@define(frozen=True, kw_only=True, field_transformer=checked)
class Language:
    r"""What the library says, and how it writes numbers, days and money, in one language (Sprache).

    `GERMAN` and `ENGLISH` are its two values. Whatever is written may be unknown: None is written
    as "nicht bekannt" or "not known".

    Parameters
    ----------
    code
        The language by ISO 639, such as ``"de"``.
    decimal_mark, group_mark
        Between whole and part, and between groups of three digits.
    date_form
        The form of a date, to be filled with it.
    yearly_form
        The form of a day that returns every year.
    euro_form, percent_form
        How an amount and a percentage are framed.
    words
        The labels, phrases and steps of derivations by their keys.

    Examples
    --------
    >>> GERMAN.euro(Euro("1026000")), GERMAN.percent(Fraction(3, 4)), GERMAN.fte(None)
    ('1.026.000,00\xa0€', '75 %', 'nicht bekannt')
    """

    code: str
    decimal_mark: str
    group_mark: str
    date_form: str
    yearly_form: str
    euro_form: str
    percent_form: str
    words: FrozenMapping[str, str] = field(repr=False)

    def say(self, phrase: str, /, **blanks: object) -> str:
        """Return a phrase with its blanks filled.

        Raises
        ------
        InvalidValueError
            If there is no such phrase, or nothing to fill one of its blanks.
        """
        require("phrase", phrase, str)
        if phrase not in self.words:
            remedy = "write a key of kim_model.language.phrases"
            raise InvalidValueError("phrase", phrase, "is not a phrase of the library", remedy)
        try:
            return self.words[phrase].format(**blanks)
        except KeyError as error:
            rule, remedy = f"cannot be said without {error}", "pass what fills its blanks"
            raise InvalidValueError("phrase", phrase, rule, remedy) from None

    def label(self, member: Enum | None) -> str:
        """Return what a member of an enumeration is called.

        Raises
        ------
        InvalidValueError
            If it has no label: it is not of an enumeration of this library.
        """
        require("member", member, Enum | None)
        if member is None:
            return self.unknown
        label = self.words.get(f"{type(member).__name__}.{member.name}")
        if label is None:
            remedy = "pass a member of an enumeration of kim_model"
            raise InvalidValueError("member", member, "has no label", remedy)
        return label

    def step(self, label: str) -> str:
        """Return what a step is called; a caller's own label, without its underscores."""
        require("label", label, str)
        return self.words.get(f"step.{label}", label.replace("_", " "))

    @property
    def unknown(self) -> str:
        """The word for a fact that is not known (nicht bekannt)."""
        return self.words["text.unknown"]

    def date(self, value: date | None) -> str:
        """Write a date."""
        require("value", value, date | None)
        return self.unknown if value is None else self.date_form.format(value)

    def day_of_year(self, value: YearlyDay) -> str:
        """Write a day that returns every year."""
        require("value", value, YearlyDay)
        return self.yearly_form.format(value)

    def period(self, value: Period) -> str:
        """Write a period: a calendar year by its number."""
        require("value", value, Period)
        first, last = value.first_day, value.last_day
        if last is None:
            return self.say("text.period_open", first=self.date(first))
        if value == Period.of_year(first.year):
            return str(first.year)
        return self.say("text.period", first=self.date(first), last=self.date(last))

    def number(
        self,
        value: Fraction | SupportsIndex | None,
        places: SupportsIndex = 2,
        *,
        fixed: bool = False,
    ) -> str:
        """Write a number, rounded half up to `places`, without needless zeros unless `fixed`."""
        require("value", value, Fraction | int | None)
        if value is None:
            return self.unknown
        number, count = exact(cast("int", value)), whole("places", places, Count)
        rounded = abs(half_up(number, count))
        units, part = divmod(int(rounded * 10**count), 10**count)
        digits = f"{part:0{count}}" if fixed else f"{part:0{count}}".rstrip("0")
        sign = "-" if number < 0 and rounded else ""
        grouped = f"{units:,}".replace(",", self.group_mark)
        return f"{sign}{grouped}{self.decimal_mark}{digits}" if digits else f"{sign}{grouped}"

    def fte(self, value: Fte | None, *, fixed: bool = False) -> str:
        """Write VZÄ with at most two decimal places, without the unit."""
        require("value", value, Fte | None)
        return self.unknown if value is None else self.number(value.value, fixed=fixed)

    def euro(self, value: Euro | None) -> str:
        """Write an amount with its cents and the sign of the euro."""
        require("value", value, Euro | None)
        if value is None:
            return self.unknown
        return self.euro_form.format(self.number(Fraction(value.cents, 100), fixed=True))

    def percent(self, value: Fraction | None) -> str:
        """Write a share as a percentage with at most two decimal places."""
        require("value", value, Fraction | None)
        return self.unknown if value is None else self.percent_form.format(self.number(value * 100))

    def names(self, names: Iterable[str]) -> str:
        """Enumerate names: "a, b und c"; none at all are unknown."""
        *others, last = [*require_each("names", names, str)] or [self.unknown]
        return f"{', '.join(others)} {self.words['text.and']} {last}" if others else last


GERMAN = Language(
    code="de",
    decimal_mark=",",
    group_mark=".",
    date_form="{0.day:02}.{0.month:02}.{0.year:04}",
    yearly_form="{0.day:02}.{0.month:02}.",
    euro_form="{}\N{NO-BREAK SPACE}€",
    percent_form="{} %",
    words=FrozenMapping({key: german for key, (german, _) in _WORDS.items()}),
)
"""31.03.2024 · 10,5 · 1.026.000,00 € · 75 %"""

ENGLISH = Language(
    code="en",
    decimal_mark=".",
    group_mark=",",
    date_form="{0.year:04}-{0.month:02}-{0.day:02}",
    yearly_form="{0.month:02}-{0.day:02}",
    euro_form="€{}",
    percent_form="{}%",
    words=FrozenMapping({key: english for key, (_, english) in _WORDS.items()}),
)
"""2024-03-31 · 10.5 · €1,026,000.00 · 75%"""


def language_of(locale: str) -> Language:
    """Return the language of a locale, whatever its country: ``"de"``, ``"de-DE"``, ``"EN_gb"``.

    Raises
    ------
    InvalidValueError
        If the library does not speak it.

    Examples
    --------
    >>> language_of("de-AT") is GERMAN
    True
    """
    require("locale", locale, str)
    code = locale.replace("_", "-").split("-")[0].lower()
    for each in (GERMAN, ENGLISH):
        if each.code == code:
            return each
    remedy = "write 'de' or 'en', with or without a country, such as 'de-DE'"
    raise InvalidValueError("locale", locale, "is in neither German nor English", remedy)


def label(member: Enum, locale: str = "de") -> str:
    """Return what a member of an enumeration is called (Bezeichnung).

    Parameters
    ----------
    member
        The member, of any enumeration of this library.
    locale
        ``"de"`` or ``"en"``, with or without a country.

    Raises
    ------
    InvalidTypeError
        If it is not a member of an enumeration.
    InvalidValueError
        If it has no label, or for another language.

    Examples
    --------
    >>> from kim_model import Measure
    >>> label(Measure.FILLED), label(Measure.FILLED, "en-GB")
    ('besetzt', 'filled')
    """
    require("member", member, Enum)
    return language_of(locale).label(member)
