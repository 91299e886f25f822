"""The words: each once, in German and English, and none that nobody says."""

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model.language import ENGLISH, GERMAN, language_of
from kim_model.language.labels import LABELS
from kim_model.language.phrases import PHRASES
from kim_model.programme import Recorded
from kim_model.testing import days, euros

SOURCES = Path(kim.__file__).parent
KEY = re.compile(r"(?!kim_model)[a-z_]+\.[a-z_]+")
HOSTILE = Context(prec=2, traps=[Inexact, Rounded])


def enumerations() -> Iterator[type[Enum]]:
    """Yield every public enumeration of the library, once."""
    for info in pkgutil.walk_packages(kim.__path__, "kim_model."):
        for name, thing in vars(importlib.import_module(info.name)).items():
            home = getattr(thing, "__module__", None) == info.name and not name.startswith("_")
            if home and isinstance(thing, type) and issubclass(thing, Enum):
                yield thing


MEMBERS = {f"{kind.__name__}.{member.name}": member for kind in enumerations() for member in kind}


def test_every_member_of_every_enumeration_has_a_label() -> None:
    """Whatever can be chosen can be shown, and no label is left behind by what it named."""
    assert LABELS.keys() == MEMBERS.keys()


@pytest.mark.parametrize("member", MEMBERS.values(), ids=str)
def test_a_label_is_said_in_the_language_asked_for(member: Enum) -> None:
    german, english = LABELS[f"{type(member).__name__}.{member.name}"]
    assert kim.label(member) == kim.label(member, "de-AT") == GERMAN.label(member) == german
    assert kim.label(member, "en") == ENGLISH.label(member) == english


def test_no_two_members_of_an_enumeration_are_called_the_same() -> None:
    for kind in enumerations():
        for language in (GERMAN, ENGLISH):
            assert len({language.label(member) for member in kind}) == len(kind)


def test_what_has_no_label_is_refused() -> None:
    class Colour(Enum):
        RED = 1

    with pytest.raises(kim.InvalidValueError, match="has no label; pass a member of an enum"):
        kim.label(Colour.RED)
    for nothing in (None, "Role.COORDINATION"):
        with pytest.raises(kim.InvalidTypeError, match=r"^member: "):
            kim.label(nothing)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", [kim.GERMAN, kim.ENGLISH])
def test_what_cannot_be_said_is_refused(language: kim.Language) -> None:
    """Of every phrase, each blank is asked for by its name; another phrase is none."""
    for phrase, (german, _) in PHRASES.items():
        for missing in blanks(german):
            filled = {str(name): "x" for name in blanks(german) - {missing}}
            with pytest.raises(kim.InvalidValueError, match=rf"^phrase: .* without '{missing}'"):
                language.say(phrase, **filled)
    with pytest.raises(kim.InvalidValueError, match=r"^phrase: 'no such' .* is not a phrase"):
        language.say("no such")


def test_both_languages_say_the_same() -> None:
    """A phrase has both languages, with the same blanks in them."""
    for german, english in [*LABELS.values(), *PHRASES.values()]:
        assert german.strip()
        assert english.strip()
        assert blanks(german) == blanks(english)


def blanks(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase)} - {None}


def test_every_phrase_is_said_and_every_phrase_said_exists() -> None:
    said = {
        node.value
        for path in SOURCES.rglob("*.py")
        if path.name != "phrases.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str)
        if KEY.fullmatch(node.value)
    }
    kinds = {f"resolution.{each.__name__}" for each in kim.ResolutionContent.__args__}
    kinds |= {f"record.{each.__name__}" for each in get_args(Recorded)}
    assert said | kinds == PHRASES.keys()


@pytest.mark.parametrize("locale", ["de", "DE", "de-DE", "de_AT", "de-CH-1996"])
def test_a_locale_is_found_by_its_language(locale: str) -> None:
    assert language_of(locale) is kim.GERMAN
    assert language_of(locale.lower().replace("de", "en")) is kim.ENGLISH


@pytest.mark.parametrize("locale", ["fr", "fr-DE", "deu", "german", "-de"])
def test_another_language_is_refused(locale: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=r"^locale: .*; write 'de' or 'en'"):
        language_of(locale)


def test_a_locale_is_a_text() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"^locale: '' .* is blank"):
        language_of("")
    with pytest.raises(kim.InvalidTypeError, match=r"^locale: None"):
        language_of(None)  # type: ignore[arg-type]


def test_what_is_unknown_is_said_so() -> None:
    """None is never written as a number, a day or a name."""
    for language, unknown in ((GERMAN, "nicht bekannt"), (ENGLISH, "not known")):
        written = (
            language.label(None),
            language.date(None),
            language.number(None),
            language.fte(None),
            language.euro(None),
            language.percent(None),
            language.names(()),
        )
        assert set(written) == {unknown}


def test_names_are_enumerated() -> None:
    assert GERMAN.names(["Neuss"]) == "Neuss"
    assert GERMAN.names(["Neuss", "Kaarst"]) == "Neuss und Kaarst"
    assert ENGLISH.names(iter(["Neuss", "Kaarst", "Jüchen"])) == "Neuss, Kaarst and Jüchen"


@given(st.decimals(-(10**9), 10**9, places=2), euros(-(10**6)), days())
def test_german_formats_agree_with_babel(number: Decimal, amount: kim.Euro, day: date) -> None:
    """Numbers, money, percent and dates as the locale data have them, in any decimal context."""
    with localcontext(HOSTILE):
        written = (
            GERMAN.number(Fraction(number)),
            GERMAN.euro(amount),
            GERMAN.percent(Fraction(number) / 100).replace(" ", "\xa0"),
            GERMAN.date(day),
        )
    assert written == (
        format_decimal(number, "#,##0.##", "de"),
        format_currency(Decimal(str(amount)), "EUR", locale="de"),
        format_percent(number / 100, "#,##0.##\xa0%", "de"),
        format_date(day, "dd.MM.yyyy", "de"),
    )
