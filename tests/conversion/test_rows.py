"""Rows out and rows in: what goes out as rows comes in again equal, by whichever way it goes."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from io import StringIO
from itertools import zip_longest
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model.conversion._cells import form_of, read
from kim_model.language import language_of
from kim_model.testing import records

KINDS: tuple[type[Any], ...] = (
    kim.Position,
    kim.CooperationAgreement,
    kim.KeyFigures,
    kim.Grant,
    kim.SubGrant,
    kim.StatedPosts,
    kim.RollOut,
    kim.Actor,
    kim.VacancyNotice,
    kim.Application,
    kim.Payment,
    kim.Cooperation,
    kim.District,
)
DTYPES: Mapping[type, Any] = {str: "string", int: "Int64", bool: "boolean", date: object}


def key(value: Any) -> Any:
    """Return what the rows of one record have in common, and of no other."""
    if isinstance(value, kim.KeyFigures):
        return value.source, value.intended_date, value.population_group
    if isinstance(value, kim.Cooperation):
        own = (value.kind, value.purpose, value.state, value.regular, value.as_of, value.evidence)
        return *own, value.citation, value.known_since
    return value.key if isinstance(value, kim.District) else getattr(value, "id", value)


several = st.sampled_from(KINDS).flatmap(
    lambda kind: st.lists(records(kind), min_size=1, max_size=3, unique_by=key).map(tuple)
)


def csv_of(rows: list[dict[str, Any]]) -> str:
    file = StringIO(newline="")
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@given(several)
def test_what_goes_out_comes_in_again_equal(values: tuple[Any, ...]) -> None:
    """from_records(to_records(x), type(x)) == x, of one record and of several."""
    assert kim.from_records(kim.to_records(values), type(values[0])) == values
    assert kim.from_records(kim.to_records(values[0]), type(values[0])) == values[:1]


@given(several)
def test_every_row_has_all_columns_in_order_and_by_their_types(values: tuple[Any, ...]) -> None:
    """Cells are None or of the type of their column; what is required is filled."""
    found = kim.columns(type(values[0]))
    for row in kim.to_records(values):
        assert list(row) == [each.name for each in found]
        for each in found:
            cell = row[each.name]
            assert cell is None or type(cell) is each.type
            assert cell in (None, *each.allowed) or not each.allowed
            assert cell is not None or not each.required or each.part


@given(several)
def test_it_goes_through_a_csv_file(values: tuple[Any, ...]) -> None:
    """All cells as text: a CSV file has no types."""
    file = StringIO(csv_of(kim.to_records(values)), newline="")
    assert kim.from_records(csv.DictReader(file), type(values[0])) == values


@settings(max_examples=50)
@given(several)
def test_it_goes_through_a_frame_of_pandas(values: tuple[Any, ...]) -> None:
    """By the types of the columns, and by what pandas guesses: numbers with gaps are floats."""
    rows, kind = kim.to_records(values), type(values[0])
    guessed = pd.DataFrame(rows)
    assert kim.from_records(guessed.to_dict("records"), kind) == values
    typed = guessed.astype({each.name: DTYPES[each.type] for each in kim.columns(kind)})
    assert kim.from_records(typed.to_dict("records"), kind) == values


@settings(max_examples=50)
@given(several)
def test_it_goes_through_a_frame_of_polars(values: tuple[Any, ...]) -> None:
    """The types of the columns are its schema."""
    kind = type(values[0])
    schema = {each.name: each.type for each in kim.columns(kind)}
    frame = pl.DataFrame(kim.to_records(values), schema=schema)
    assert kim.from_records(frame.to_dicts(), kind) == values


@given(st.lists(records(kim.Position), max_size=3, unique_by=key), st.data())
def test_rows_of_one_record_need_not_follow_each_other(
    positions: list[kim.Position], data: st.DataObject
) -> None:
    """In any order that keeps the rows of each record in theirs, they say the same records."""
    waiting = [kim.to_records(each) for each in positions]
    rows: list[Any] = []
    while left := [each for each in waiting if each]:
        rows.append(data.draw(st.sampled_from(left)).pop(0))
    found = kim.from_records(rows, kim.Position)
    assert {each.id: each for each in found} == {each.id: each for each in positions}


@given(records(kim.Position), st.data())
def test_what_a_record_has_once_may_be_said_once(
    position: kim.Position, data: st.DataObject
) -> None:
    """Blank in some rows and filled in others is no contradiction; only the id stands in each."""
    rows: list[dict[str, Any]] = [*kim.to_records(position)]
    for each in kim.columns(kim.Position):
        if each.name != "id" and not each.part.startswith(("staffing", "funding")):
            said = data.draw(st.integers(0, len(rows) - 1))
            for row in rows[:said] + rows[said + 1 :]:
                row[each.name] = None
    assert kim.from_records(rows, kim.Position) == (position,)


@given(several)
def test_blank_rows_say_nothing(values: tuple[Any, ...]) -> None:
    blank = dict.fromkeys(kim.to_records(values)[0], " ")
    rows: list[Any] = [blank, *kim.to_records(values), {}, blank]
    assert kim.from_records(rows, type(values[0])) == values


# An oracle for positions: no annotation, no walk; each column by hand ----------------------------


def said(fact: kim.Position | kim.Staffing | Any, prefix: str = "") -> dict[str, Any]:
    where = fact.citation
    cells = {
        "as_of": fact.as_of,
        "citation_document": where and where.document,
        "citation_section": where and where.section,
        "citation_issued_on": where and where.issued_on,
        "citation_published_in": where and where.published_in,
        "citation_link": where and where.link,
        "evidence": fact.evidence and fact.evidence.value,
        "known_since": fact.known_since,
    }
    return {f"{prefix}{name}": cell for name, cell in cells.items()}


def posts(fte: kim.Fte | None) -> str | None:
    if fte is None:
        return None
    top, bottom = fte.value.as_integer_ratio()
    whole, rest = divmod(abs(top) * 10**20, bottom)
    if rest:
        return f"{top}/{bottom}"
    text = f"{whole // 10**20}.{whole % 10**20:020}".rstrip("0").rstrip(".")
    return f"-{text}" if top < 0 else text


def staffed(each: kim.Staffing) -> dict[str, Any]:
    return {
        "staffing_fte": posts(each.fte),
        "staffing_employer": each.employer,
        "staffing_period_first_day": each.period.first_day,
        "staffing_period_last_day": each.period.last_day,
        **said(each, "staffing_"),
    }


def paid(each: kim.PositionFunding) -> dict[str, Any]:
    return {
        "funding_fte": posts(each.fte),
        "funding_period_first_day": each.period.first_day,
        "funding_period_last_day": each.period.last_day,
        "funding_grant": each.grant,
        "funding_source": each.source,
        "funding_assigned_on": each.assigned_on,
        **said(each, "funding_"),
    }


def rows_by_hand(position: kim.Position) -> Iterable[dict[str, Any]]:
    staffing: list[dict[str, Any]] = [*map(staffed, position.staffing or ())]
    if position.staffing == ():
        staffing = [{"staffing_fte": "0"}]
    funding: list[dict[str, Any]] = [*map(paid, position.funding)]
    period = position.established
    blank: dict[str, Any] = {}
    for one, other in zip_longest(staffing or [blank], funding, fillvalue=blank):
        cells = {
            "id": position.id,
            "role": position.role.value,
            "fte": posts(position.fte),
            "established_first_day": period and period.first_day,
            "established_last_day": period and period.last_day,
            **said(position),
            **one,
            **other,
        }
        yield {name: cell for name, cell in cells.items() if cell is not None}


@given(records(kim.Position))
def test_positions_are_laid_out_as_by_hand(position: kim.Position) -> None:
    found = [
        {name: cell for name, cell in row.items() if cell is not None}
        for row in kim.to_records(position)
    ]
    assert found == list(rows_by_hand(position))


# Worked by hand ----------------------------------------------------------------------------------


def test_never_filled_and_not_known_are_two_things() -> None:
    """A lone 0 VZÄ says that a position was never filled; a blank says that this is not known."""
    rows = [
        {"id": "never", "role": "case_management", "staffing_fte": "0"},
        {"id": "unknown", "role": "case_management", "staffing_fte": ""},
    ]
    never, unknown = kim.from_records(rows, kim.Position)
    assert never.staffing == ()
    assert unknown.staffing is None
    assert [row["staffing_fte"] for row in kim.to_records((never, unknown))] == ["0", None]


def test_a_staffing_of_zero_posts_has_its_days() -> None:
    nobody = kim.Staffing(fte="0", period=kim.Period.of_year(2024))
    position = kim.Position(id="a", role=kim.Role.COORDINATION, staffing=(nobody,))
    assert kim.from_records(kim.to_records(position), kim.Position) == (position,)


def test_rows_that_are_the_same_count_each() -> None:
    """Two persons with half a post each, from the same day on."""
    row = {
        "id": "a",
        "role": "coordination",
        "staffing_fte": "0.5",
        "staffing_period_first_day": "2024-01-01",
    }
    (position,) = kim.from_records([row, row], kim.Position)
    assert position.filled(date(2024, 2, 1)) == kim.Fte(1)


def test_headings_need_not_be_text() -> None:
    """As pandas numbers columns that have no headings."""
    rows: list[Any] = pd.DataFrame([["a", "coordination", "x"]]).to_dict("records")
    columns = {0: "id", 1: "role", 2: None}
    assert kim.from_records(rows, kim.Position, columns=columns) == (
        kim.Position(id="a", role=kim.Role.COORDINATION),
    )


@pytest.mark.parametrize("locale", [None, "de"])
def test_a_sheet_of_excel_read_as_text_is_read(locale: str | None) -> None:
    """Cells as pandas.read_excel(dtype=str) has them: numbers as Python, days with midnight."""
    frame = pd.DataFrame(
        {
            "id": ["a", "b"],
            "role": ["case_management"] * 2,
            "staffing_fte": ["0.5", float("nan")],
            "staffing_period_first_day": ["2023-02-01 00:00:00", float("nan")],
        }
    )
    if locale:
        frame["role"] = "Case Management"
        frame["staffing_fte"] = frame["staffing_fte"].str.replace(".", ",")
    half = kim.Staffing(fte="0.5", period=kim.Period(date(2023, 2, 1)))
    role = kim.Role.CASE_MANAGEMENT
    assert kim.from_records(frame.to_dict("records"), kim.Position, locale=locale) == (
        kim.Position(id="a", role=role, staffing=(half,)),
        kim.Position(id="b", role=role),
    )


def test_counts_have_a_row_each() -> None:
    figures = kim.KeyFigures(
        source="AZR",
        intended_date=date(2024, 3, 31),
        reference_date=date(2024, 3, 31),
        counts={"05162004": 812, "05162024": 0},
    )
    rows = kim.to_records(figures)
    assert [(row["counts_key"], row["counts_value"]) for row in rows] == [
        ("05162004", 812),
        ("05162024", 0),
    ]
    assert {row["source"] for row in rows} == {"AZR"}


GERMAN_SHEET = """\
Stelle;Funktion;VZÄ;besetzt;ab;bis;Bemerkung
CM 1;Case Management;1,0;0,5;01.02.2024;31.03.2024;Elternzeit
KO 1;coordination;0,5;;;;
CM 1;;;1;1.4.2024;;
CM 2;case management;;0;;;nie besetzt
"""
GERMAN_HEADINGS = {
    "Stelle": "id",
    "Funktion": "role",
    "VZÄ": "fte",
    "besetzt": "staffing_fte",
    "ab": "staffing_period_first_day",
    "bis": "staffing_period_last_day",
    "Bemerkung": None,
}


def test_a_german_sheet_is_read() -> None:
    """Made up: three positions as a Kreis keeps them, two rows of one of them apart."""
    rows = csv.DictReader(StringIO(GERMAN_SHEET), delimiter=";")
    found = kim.from_records(rows, kim.Position, columns=GERMAN_HEADINGS, locale="de")
    half = kim.Staffing(fte="0.5", period=kim.Period(date(2024, 2, 1), date(2024, 3, 31)))
    whole = kim.Staffing(fte="1", period=kim.Period(date(2024, 4, 1)))
    role = kim.Role.CASE_MANAGEMENT
    assert found == (
        kim.Position(id="CM 1", role=role, fte="1", staffing=(half, whole)),
        kim.Position(id="KO 1", role=kim.Role.COORDINATION, fte="0.5"),
        kim.Position(id="CM 2", role=role, staffing=()),
    )


@pytest.mark.parametrize(
    ("cell", "locale", "cents"),
    [
        ("1026000", None, 102_600_000),
        ("1026000.50", None, 102_600_050),
        ("1.026.000,00", "de", 102_600_000),
        ("57.000", "de", 5_700_000),
        ("57000", "de", 5_700_000),
        ("1,026,000.00", "en", 102_600_000),
        (57_000, None, 5_700_000),
        ("57.000,00 €", "de", 5_700_000),
        ("57.000,00\N{NO-BREAK SPACE}€", "de", 5_700_000),
        ("57.000 EUR", "de", 5_700_000),
        ("57000.50€", None, 5_700_050),
    ],
)
def test_amounts_may_be_in_euros_under_their_plain_name(
    cell: object, locale: str | None, cents: int
) -> None:
    row = {"id": "g", "baustein": "2", "period_first_day": "2024-01-01", "amount": cell}
    (grant,) = kim.from_records([row], kim.Grant, locale=locale)
    assert grant.amount == kim.Euro.from_cents(cents)


@pytest.mark.parametrize(
    ("cell", "locale", "known"),
    [
        ("True", None, True),
        ("false", None, False),
        (True, None, True),
        ("ja", "de", True),
        ("Nein", "de", False),
        ("yes", "en", True),
        (None, "de", None),
        (float("nan"), None, None),
        (pd.NA, None, None),
        (pd.NaT, None, None),
        (pd.NaT.to_datetime64(), None, None),
    ],
)
def test_yes_and_no(cell: object, locale: str | None, known: object) -> None:
    row = {"id": "v", "role": "coordination", "kind": "single", "interviews_ongoing": cell}
    (notice,) = kim.from_records([row], kim.VacancyNotice, locale=locale)
    assert notice.interviews_ongoing is known


@pytest.mark.parametrize(
    ("cell", "locale"),
    [
        ("2024-03-31", None),
        ("2024-03-31", "de"),
        (" 31.03.2024 ", "de"),
        ("31.3.2024", "de-DE"),
        (date(2024, 3, 31), None),
        (pd.Timestamp(2024, 3, 31), None),
        (pd.Timestamp(2024, 3, 31).to_datetime64(), None),
        (pd.Timestamp(2024, 3, 31).as_unit("ns").to_datetime64(), None),
        (pd.Timestamp(2024, 3, 31).to_datetime64().astype("datetime64[D]"), "de"),
        ("2024-03-31 00:00:00", None),
        ("2024-03-31 00:00:00", "de"),
        ("2024-03-31T00:00", None),
    ],
)
def test_days(cell: object, locale: str | None) -> None:
    """Data frames have points in time for days; at midnight nothing of one is lost."""
    row = {"id": "v", "municipality": "05162024", "signed_on": cell}
    (signed,) = kim.from_records([row], kim.CooperationAgreement, locale=locale)
    assert signed.signed_on == date(2024, 3, 31)
    assert type(signed.signed_on) is date


ENUMS = [
    each
    for name in kim.__all__
    if isinstance(each := getattr(kim, name), type) and issubclass(each, Enum)
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("locale", ["de", "en"])
def test_words_of_a_list_are_read_by_value_and_by_label(kind: type[Enum], locale: str) -> None:
    """Every member is read by its own value and by its label, in large and small letters."""
    form, language = form_of(kind), language_of(locale)
    assert form is not None
    for each in kind:
        assert read(form, each.value, None) is each
        label = language.label(each)
        for said in (each.value, str(each.value), label, label.upper(), f" {label} "):
            assert read(form, said, language) is each


def test_a_column_of_nothing_but_unknowns_keeps_its_type() -> None:
    position = kim.Position(id="a", role=kim.Role.COORDINATION)
    rows, found = kim.to_records(position), kim.columns(kim.Position)
    frame = pl.DataFrame(rows, schema={each.name: each.type for each in found})
    assert frame.schema["fte"] == pl.String
    assert frame.schema["established_first_day"] == pl.Date
    grants = kim.columns(kim.Grant)
    typed = pd.DataFrame([], columns=[each.name for each in grants]).astype(
        {each.name: DTYPES[each.type] for each in grants}
    )
    assert str(typed.dtypes["amount_cents"]) == "Int64"


def test_whole_numbers_of_numpy_are_taken() -> None:
    frame = pd.DataFrame({"id": ["v"], "year": [2024], "amount_cents": [100], "kind": ["received"]})
    row = {name: frame[name].iloc[0] for name in frame} | {"grant": "g"}
    (payment,) = kim.from_records([row], kim.Payment)
    assert (payment.year, payment.amount) == (2024, kim.Euro(1))


def test_columns_are_a_template() -> None:
    """By name, type, words and meaning; what a class has of its own stands first."""
    found = {each.name: each for each in kim.columns(kim.Grant)}
    assert [*found][:4] == ["id", "baustein", "period_first_day", "period_last_day"]
    assert found["baustein"].allowed == (1, 2, 3)
    assert (found["baustein"].type, found["amount_cents"].type) == (int, int)
    needed = [each.name for each in found.values() if each.required and not each.part]
    assert needed == ["id", "baustein", "period_first_day"]
    assert found["posts_fte"].part == "posts"
    assert found["authority"].meaning.startswith("Who issued it (Bewilligungsbehörde)")


def test_no_rows_are_no_records() -> None:
    assert kim.to_records(()) == []
    assert kim.from_records([], kim.Position) == ()
