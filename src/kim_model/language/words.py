"""The words of a report in one language: phrases, labels, numbers and dates."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache

from attrs import define

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.language import english, german
from kim_model.language.formats import ENGLISH, GERMAN, Formats
from kim_model.language.markdown import escape
from kim_model.values import Evidence, Period
from kim_model.values._field import checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class Words:
    """Everything that a report says of itself in one language."""

    formats: Formats
    labels: FrozenMapping[str, str]
    phrases: FrozenMapping[str, str]

    def say(self, phrase: str, **values: object) -> str:
        """Return a phrase with its blanks filled."""
        return self.phrases[phrase].format(**values)

    def label(self, member: Enum) -> str:
        """Return what a member of an enumeration is called."""
        return self.labels[f"{type(member).__name__}.{member.name}"]

    @property
    def unknown(self) -> str:
        """The word for a fact that is not known."""
        return self.phrases["unknown"]

    def date(self, day: date | None) -> str:
        """Write a date, or that it is not known."""
        return self.unknown if day is None else self.formats.date(day)

    def period(self, period: Period) -> str:
        """Write a period: a calendar year by its number."""
        first = self.formats.date(period.first_day)
        if period.last_day is None:
            return self.say("since_open", first=first)
        if period == Period.of_year(period.first_day.year):
            return str(period.first_day.year)
        return self.say("since_period", first=first, last=self.formats.date(period.last_day))

    def names(self, names: Iterable[str]) -> str:
        """Enumerate names from outside: "a, b und c"."""
        shown = [escape(name) for name in names]
        if len(shown) < 2:  # noqa: PLR2004 - two names need an "and"
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {self.phrases['and']} {shown[-1]}"

    def evidence(self, grade: Evidence | None) -> str:
        """Return how surely something is known."""
        return self.unknown if grade is None else self.label(grade)

    def columns(self, phrase: str) -> list[str]:
        """Return the column headings of a table."""
        return self.phrases[phrase].split("|")


@cache
def words(locale: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    InvalidValueError
        If there are no words for it.
    """
    if locale == "de":
        return Words(formats=GERMAN, labels=german.LABELS, phrases=german.PHRASES)
    if locale == "en":
        return Words(formats=ENGLISH, labels=english.LABELS, phrases=english.PHRASES)
    raise InvalidValueError("locale", locale, "is no language of the reports", "'de' or 'en'")
