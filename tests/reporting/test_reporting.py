"""Reports in words: complete in both languages, and safe from what users write."""

import re
import string
from datetime import date
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model.apportionment import Method
from kim_model.language import GERMAN, english, german
from kim_model.language.markdown import bullets, escape, table
from kim_model.municipalities import DistrictKind
from kim_model.testing import allocations, days, euros, local_programmes, texts

HOSTILE = Context(prec=2, traps=[Inexact, Rounded])
PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")


@settings(max_examples=25)
@given(local_programmes(), days(), days())
def test_every_programme_renders(programme: kim.LocalProgramme, on: date, known_on: date) -> None:
    """A report has no unfilled blank, no Python in it, and whole tables."""
    report = kim.status_report(programme, on, known_on)
    for locale in ("de", "en"):
        text = report.to_markdown(locale)
        own = text.replace("{group}", "")  # the only braces that texts may bring are these
        assert "None" not in own
        assert "Fraction(" not in own
        assert not re.search(r"\{[a-z_]+\}", own)
        for block in text.split("\n\n"):
            if block.startswith("|"):
                assert len({len(PIPE.findall(line)) for line in block.splitlines()}) == 1


def test_both_languages_say_the_same() -> None:
    """Phrases and labels have the same keys, and phrases the same blanks and columns."""
    assert german.LABELS.keys() == english.LABELS.keys()
    assert german.PHRASES.keys() == english.PHRASES.keys()
    for name, phrase in german.PHRASES.items():
        assert blanks(phrase) == blanks(english.PHRASES[name])
        assert phrase.count("|") == english.PHRASES[name].count("|")


def blanks(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase)} - {None}


@pytest.mark.parametrize(
    "kind",
    [
        kim.Answer,
        kim.ApplicationState,
        kim.Baustein,
        kim.ConceptKind,
        kim.ConceptStage,
        kim.Evidence,
        kim.InvolvementState,
        kim.LegalForm,
        kim.Measure,
        kim.PaperKind,
        kim.RecalculationState,
        kim.Role,
        kim.RollOutState,
        kim.VacancyKind,
        DistrictKind,
        Method,
    ],
)
def test_every_member_shown_has_a_label(kind: type) -> None:
    """Whatever a report shows of an enumeration has a name in it."""
    members = list(kind.__members__.values())  # type: ignore[attr-defined]
    assert all(f"{kind.__name__}.{member.name}" in german.LABELS for member in members)


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


@given(st.lists(texts(), min_size=1), st.lists(texts(), min_size=2, max_size=2))
def test_texts_break_no_table_and_no_list(items: list[str], cells: list[str]) -> None:
    """A text stays one line, one cell, one item, and begins no other block."""
    (block,) = bullets(escape(each) for each in items)
    lines = block.split("\n")
    assert len(lines) == len(items)
    assert not any(re.match(r"- ([#>+=-]|\d+[.)])", line) for line in lines)
    rows = table(["a", "b"], [[escape(each) for each in cells]], text_columns=2).splitlines()
    assert [len(PIPE.findall(row)) for row in rows] == [3, 3, 3]
    for mark in "*_<`[":
        assert not re.search(rf"(?<!\\)(?:\\\\)*{re.escape(mark)}", block)


@settings(max_examples=30)
@given(allocations(), st.sampled_from(["de", "en"]))
def test_every_allocation_renders(allocation: kim.Allocation, locale: str) -> None:
    """Every allocation has a table with a row per recipient and one of sums, and no blank left."""
    text = kim.allocation_markdown(allocation, illustration=True, locale=locale)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(allocation.shares) + 3
    assert "None" not in text
    assert "Fraction(" not in text
