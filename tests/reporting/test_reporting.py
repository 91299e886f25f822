"""Reports in words: each head over its cells, and safe from what users write."""

import re
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.language.markdown import LEFT, bullets, escape, table
from kim_model.testing import allocations, days, local_programmes, texts

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


def test_a_report_for_a_day_without_any_reference_date_before_it_is_refused() -> None:
    key = kim.YearlyKey(
        id="key",
        role=kim.Role.CASE_MANAGEMENT,
        reference_day=kim.YearlyDay(3, 31),
        source="AZR",
        known_since=date.min,
    )
    programme = kim.LocalProgramme(id="rkn", district=nrw.district("05162"), keys=(key,))
    with pytest.raises(kim.InvalidValueError, match=r"^on: .* first such day of the calendar"):
        kim.status_report(programme, on=date.min)
    assert not kim.findings(programme, on=date.min)
    (due,) = kim.status_report(programme, on=date(1, 3, 31)).recalculations
    assert due.reference_date == date(1, 3, 31)


@given(st.lists(texts(), min_size=1), st.lists(texts(), min_size=2, max_size=2))
def test_texts_break_no_table_and_no_list(items: list[str], cells: list[str]) -> None:
    """A text stays one line, one cell, one item, and begins no other block."""
    (block,) = bullets(escape(each) for each in items)
    lines = block.split("\n")
    assert len(lines) == len(items)
    assert not any(re.match(r"- ([#>+=-]|\d+[.)])", line) for line in lines)
    columns = (
        ("column.role", lambda row, _: escape(row[0]), LEFT),
        ("column.evidence", lambda row, _: escape(row[1]), LEFT),
    )
    rows = table(columns, [cells], kim.GERMAN).splitlines()
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


DAY = date(2024, 3, 31)
NEUSS, KAARST = "05162024", "05162016"


def rows(text: str, first: str) -> list[dict[str, str]]:
    """Return the rows of the table whose first column has this head, each cell by its head."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    start = next(index for index, cells in enumerate(lines) if cells[0] == first)
    heads = lines[start]
    body = [cells for cells in lines[start + 2 :] if len(cells) == len(heads)]
    return [dict(zip(heads, cells, strict=True)) for cells in body]


def stated(measure: kim.Measure, fte: str, municipality: str | None = None) -> kim.StatedPosts:
    return kim.StatedPosts(
        measure=measure,
        role=kim.Role.CASE_MANAGEMENT,
        fte=fte,
        as_of=DAY,
        municipality=municipality,
        evidence=kim.Evidence.WEAK,
    )


def small_programme() -> kim.LocalProgramme:
    """Return a programme in which no two figures of a row are equal."""
    measure = kim.Measure
    return kim.LocalProgramme(
        id="rkn",
        district=nrw.district("05162"),
        stated_posts=(
            stated(measure.ESTABLISHED, "5"),
            stated(measure.GRANTED, "4"),
            stated(measure.ALLOCATED, "3.5"),
            stated(measure.AGREED, "3"),
            stated(measure.FILLED, "2.5"),
            stated(measure.ALLOCATED, "2", NEUSS),
            stated(measure.AGREED, "1.5", NEUSS),
        ),
        rollouts=(
            kim.RollOut(
                municipality=NEUSS, state=kim.RollOutState.IMPLEMENTED, since=date(2023, 5, 1)
            ),
        ),
        agreements=(
            kim.CooperationAgreement(id="v1", municipality=NEUSS, signed_on=date(2023, 6, 1)),
        ),
    )


def test_each_head_of_the_posts_stands_over_its_cells() -> None:
    report = kim.status_report(small_programme(), on=DAY)
    assert rows(report.to_markdown(), "Baustein") == [
        {
            "Baustein": "2",
            "Funktion": "Case Management",
            "eingerichtet": "5",
            "bewilligt": "4",
            "zugeteilt": "3,5",
            "vereinbart": "3",
            "besetzt": "2,5",
            "unbesetzt": "1,5",
            "Besetzungsquote": "62,5 %",
            "Beleg": "schwach belegt",
        }
    ]
    (english,) = rows(report.to_markdown("en-GB"), "Baustein")
    assert (english["established"], english["granted"], english["filled"]) == ("5", "4", "2.5")
    assert (english["vacant"], english["fill rate"], english["evidence"]) == (
        "1.5",
        "62.5%",
        "weak",
    )


def test_each_head_on_site_stands_over_its_cells() -> None:
    lines = rows(kim.status_report(small_programme(), on=DAY).to_markdown(), "Kommune")
    (neuss,) = [line for line in lines if line["Kommune"] == "Neuss"]
    assert neuss == {
        "Kommune": "Neuss",
        "Case Management": "eingeführt",
        "seit": "01.05.2023",
        "Kooperationsvertrag": "ja",
        "zugeteilt (VZÄ)": "2",
        "vereinbart (VZÄ)": "1,5",
    }


def test_each_head_of_an_allocation_stands_over_its_cells() -> None:
    """4.5 posts by 300 and 100 persons: ideally 3.375 and 1.125, in halves 3.5 and 1."""
    towns = [nrw.district("05162").municipality(ags) for ags in (NEUSS, KAARST)]
    figures = kim.KeyFigures(
        source="AZR", intended_date=DAY, reference_date=DAY, counts={NEUSS: 300, KAARST: 100}
    )
    rule = kim.AllocationRule(method="sainte_lague", step="0.5")
    waiver = kim.Adjustment(
        giver=NEUSS, receiver=KAARST, fte="0.5", reason="Verzicht", agreed_on=DAY
    )
    allocation = kim.allocate("4.5", towns, figures, rule).adjust(waiver)
    text = kim.allocation_markdown(allocation, illustration=True)
    heads = ("Schlüsselzahl", "Idealanspruch", "Anteil (VZÄ)", "Differenz", "vereinbart")
    assert {
        row.pop("Empfänger"): tuple(row[head] for head in heads) for row in rows(text, "Empfänger")
    } == {
        "Neuss": ("300", "3,38", "3,5", "0,13", "3"),
        "Kaarst": ("100", "1,13", "1", "-0,13", "1,5"),
        "Summe": ("400", "4,50", "4,5", "0,00", "4,5"),
    }
