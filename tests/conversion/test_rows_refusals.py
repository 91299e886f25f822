"""What rows are refused for: everything at once, each by its row and the caller's own heading."""

import csv
import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

import pandas as pd
import pytest
from attrs import define, evolve
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model._mapping import FrozenMapping
from kim_model.testing import records
from kim_model.values._marks import Id

ROW: dict[str, Any] = {"id": "cm-1", "role": "case_management"}
STAFFED = {**ROW, "staffing_fte": "1", "staffing_period_first_day": "2024-01-01"}
NUMBERED: dict[Any, Any] = {**ROW, 0: "x"}
GRANT: dict[str, Any] = {"id": "b", "baustein": 2, "period_first_day": "2024-01-01"}


def refusals(rows: Any, kind: type[Any] = kim.Position, **how: Any) -> dict[str, str]:
    """Return what is refused, by its path."""
    with pytest.raises(kim.ConversionError) as caught:
        kim.from_records(rows, kind, **how)
    found = {each.path: each.message for each in caught.value.problems}
    assert len(found) == len(caught.value.problems)
    return found


def test_all_errors_come_at_once_each_by_row_and_heading() -> None:
    """A made-up sheet with a fault in every row: cells, constructors, what is missing."""
    headings = {
        "Stelle": "id",
        "Funktion": "role",
        "VZÄ": "fte",
        "besetzt (VZÄ)": "staffing_fte",
        "ab": "staffing_period_first_day",
        "bis": "staffing_period_last_day",
    }
    row = {"Stelle": "a", "Funktion": "Case Management", "VZÄ": "1"}
    rows = [
        row,
        {**row, "Stelle": "b", "VZÄ": "10.5"},
        {**row, "Stelle": "c", "Funktion": "Chef", "VZÄ": 0.5},
        {**row, "Stelle": "d", "besetzt (VZÄ)": "-1", "ab": "1.1.2024"},
        {**row, "Stelle": "e", "besetzt (VZÄ)": "1", "ab": "1.1.2024", "bis": "31.12.2023"},
        {**row, "Stelle": "f", "besetzt (VZÄ)": "1", "ab": "31.02.2024"},
        {**row, "Stelle": ""},
        {**row, "Stelle": "g", "besetzt (VZÄ)": "1"},
        {**row, "Stelle": "a", "VZÄ": "2"},
        {**row, "Stelle": "h", "VZÄ": "-1"},
        "x",
    ]
    found = refusals(rows, columns=headings, locale="de")
    assert [*found] == [
        "rows[2].VZÄ",
        "rows[3].Funktion",
        "rows[3].VZÄ",
        "rows[4]['besetzt (VZÄ)']",
        "rows[5].bis",
        "rows[6].ab",
        "rows[7].Stelle",
        "rows[8].ab",
        "rows[9].VZÄ",
        "rows[10].VZÄ",
        "rows[11]",
    ]
    assert found["rows[2].VZÄ"] == (
        "'10.5' (str) is not a number as locale 'de' writes it; write a number such as '10,5'"
    )
    assert "write one of 'KIM-Koordination im KI'" in found["rows[3].Funktion"]
    assert found["rows[3].VZÄ"].endswith("is a float and so not exact; read the column as text")
    assert "is below 0" in found["rows[4]['besetzt (VZÄ)']"]
    assert "lies before the first day, 2024-01-01" in found["rows[5].bis"]
    assert "is not a day of the calendar" in found["rows[6].ab"]
    assert found["rows[7].Stelle"] == "is missing; Position needs it"
    assert found["rows[8].ab"] == "is missing; Staffing needs it"
    assert found["rows[9].VZÄ"].startswith("'2' differs from '1' in row 1")
    assert "csv.DictReader" in found["rows[11]"]


@pytest.mark.parametrize("key", ["5162024", 5162024, 5162024.0])
def test_keys_that_lost_their_leading_zero_are_recognised(key: object) -> None:
    """As an AGS, as the key of a count, and as the employer of a staffing read as a number."""
    agreement = {"id": "v", "municipality": key}
    (why,) = refusals([agreement], kim.CooperationAgreement).values()
    assert why.endswith("keys begin with 0: write '05162024'")
    day = date(2024, 3, 31)
    counted = {"source": "AZR", "intended_date": day, "reference_date": day, "counts_value": 1}
    ((where, why),) = refusals(
        [{**counted, "counts_key": "05162004"}, {**counted, "counts_key": key}], kim.KeyFigures
    ).items()
    assert where == "rows[2].counts_key"
    assert why.endswith("'05162024'")
    if not isinstance(key, str):
        (why,) = refusals([{**STAFFED, "staffing_employer": key}]).values()
        assert why.endswith("read the column as text; an AGS is written '05162024'")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"fte": 0.5}, "0.5 (float) is a float and so not exact; read the column as text"),
        ({"fte": 1.0}, "1.0 (float) is a float and so not exact; read the column as text"),
        ({"fte": True}, "True (bool) is not a number; write a number such as '10.5'"),
        ({"fte": "10,5"}, "is not a plain number; write '10.5', or pass locale='de'"),
        ({"id": 4711}, "4711 (int) is not text; read the column as text"),
        ({"id": " a"}, "' a' (str) has white space around it; strip it"),
        ({"role": "Case Management"}, "'naturalisation_authority', or pass locale='de'"),
        ({"role": 7}, "7 (int) is not a value of Role; write one of 'coordination',"),
        ({"role": True}, "True (bool) is not a value of Role; write one of 'coordination',"),
        ({"as_of": "31.03.2024"}, "write it as '2024-03-31', or pass locale='de'"),
        ({"as_of": "2024-02-30"}, "'2024-02-30' (str) is not a day of the calendar; correct it"),
        ({"as_of": "2024-W13-7"}, "'2024-W13-7' (str) is not a date; write it as '2024-03-31'"),
        ({"as_of": 45382}, "45382 (int) is not a date; write it as '2024-03-31'"),
        (
            {"as_of": datetime(2024, 3, 31, 12)},  # noqa: DTZ001 - as people have them
            "is a point in time, not a day; pass value.date()",
        ),
        ({"as_of": pd.Timestamp(2024, 3, 31, tz="Europe/Berlin")}, "is a point in time, not a day"),
        ({"as_of": "2024-03-31 12:00:00"}, "is not a date; write it as '2024-03-31'"),
        ({"as_of": "2024-03-31 00:00:00+01:00"}, "is not a date; write it as '2024-03-31'"),
        (
            {"as_of": pd.Timestamp(2024, 3, 31, 12).to_datetime64()},
            "is not a date; write it as '2024-03-31'",
        ),
    ],
)
def test_cells_are_refused_with_a_way_out(cells: dict[str, object], why: str) -> None:
    ((where, message),) = refusals([{**ROW, **cells}]).items()
    assert where == f"rows[1].{next(iter(cells))}"
    assert why in message


@pytest.mark.parametrize(
    ("cells", "locale", "why"),
    [
        ({"amount": 57000.0}, None, "is a float and so not exact; read the column as text"),
        ({"amount": "57.000"}, None, "has three places, as thousands do; write '57' or '57000'"),
        ({"amount": "1.026.000,00"}, None, "write '1026000', or pass locale='de'"),
        ({"amount": "0,005"}, "de", "is not in whole cents"),
        ({"amount": "57.000,00 €"}, None, "write '57000', or pass locale='de'"),
        ({"amount": "57.000,00 $"}, "de", "is not a number as locale 'de' writes it"),
        ({"amount": "€"}, "de", "is not a number as locale 'de' writes it"),
        ({"amount_cents": "57.000,00 €"}, "de", "is in EUR, not in cents; map its heading to the"),
        ({"amount_cents": "57000 EUR"}, None, "is in EUR, not in cents; map its heading to the"),
        ({"amount": "57,000.00"}, "de", "is not a number as locale 'de' writes it"),
        (
            {"amount_cents": 57000.5},
            None,
            "is not a whole number; read the column as whole numbers",
        ),
        (
            {"amount_cents": 2.0**60},
            None,
            "is not a whole number; read the column as whole numbers",
        ),
        ({"amount_cents": "57000.00"}, None, "is not a whole number; write digits only"),
        ({"amount_cents": "-1"}, None, "is below 0"),
        (
            {"posts_fte": "1.125"},
            "de",
            "may mean thousands or three places; write '1125' or '1,125'",
        ),
        ({"baustein": 4}, None, "4 (int) is not a value of Baustein; write one of 1, 2, 3"),
        ({"posts_fte": "1", "posts_role": "coordination"}, None, "is funded by Baustein.STEERING"),
        ({"amount_cents": 1, "beside_posts": 2}, None, "is more than all that it grants, 0.01"),
    ],
)
def test_money_and_posts_are_read_exactly_or_not_at_all(
    cells: dict[str, object], locale: str | None, why: str
) -> None:
    ((where, message),) = refusals([{**GRANT, **cells}], kim.Grant, locale=locale).items()
    assert where == f"rows[1].{list(cells)[-1]}"
    assert why in message


@pytest.mark.parametrize(
    ("rows", "columns", "where", "why"),
    [
        ([{**ROW, "rolle": 1}], {}, "columns.rolle", "did you mean role? Map it to a column"),
        ([{**ROW, "Bemerkung": ""}], {}, "columns.Bemerkung", "map it to a column, or to None"),
        ([NUMBERED], {}, "columns[0]", "map it to a column, or to None to leave it out"),
        (
            [{"\ufeffid": "a", **ROW}],
            {},
            "columns['\\ufeffid']",
            "begins with a byte order mark; open the file with encoding='utf-8-sig'",
        ),
        (
            [ROW],
            {"Stelle": "ids"},
            "columns.Stelle",
            "'ids' (str) is not a column of Position; did",
        ),
        ([{**ROW, "Stelle": "a"}], {"Stelle": "id"}, "columns.Stelle", "says the same as 'id'"),
        ([{"id": "a"}], {}, "columns", "no heading stands for role, which Position needs"),
    ],
)
def test_headings_are_refused_once(rows: Any, columns: Any, where: str, why: str) -> None:
    found = refusals([*rows, *rows], columns=columns)
    assert [*found] == [where]
    assert why in found[where]


def test_cells_beyond_the_headings_are_refused_by_row_unless_they_are_blank() -> None:
    """As csv.DictReader has them: where a text holds the separator, and where lines end in some."""
    sheet = "id;role;fte\na;coordination;1;;\nb;coordination;1;5\nc;coordination;;"
    rows: list[Any] = [*csv.DictReader(sheet.splitlines(), delimiter=";")]
    assert refusals(rows) == {
        "rows[2]": "has cells beyond the last heading: '5'; put a cell that holds the separator in "
        "quotes, or map None to None to leave such cells out"
    }
    assert len(kim.from_records(rows, kim.Position, columns={None: None})) == 3
    assert len(kim.from_records([rows[0], rows[2]], kim.Position)) == 2


def test_an_amount_is_said_in_cents_or_in_euros() -> None:
    found = refusals([{**GRANT, "amount": 1, "amount_cents": None}], kim.Grant)
    assert found == {"columns.amount_cents": "says the same as 'amount'; map one of them to None"}


def test_a_cell_that_is_wrong_hides_nothing_else_of_its_record() -> None:
    rows: list[Any] = [{**STAFFED, "fte": "?", "staffing_fte": "-1"}, {**ROW, "funding_fte": "1"}]
    assert [*refusals(rows)] == [
        "rows[1].fte",
        "rows[1].staffing_fte",
        "rows[2].funding_period_first_day",
    ]


def test_rules_between_fields_are_told_by_a_cell_of_them() -> None:
    funded = {**ROW, "funding_fte": "1", "funding_period_first_day": "2024-01-01"}
    both = {**funded, "funding_grant": "b", "funding_source": "Kreis"}
    found = refusals([funded, {**both, "id": "cm-2"}])
    assert [*found] == ["rows[1].funding_grant", "rows[2].funding_grant"]
    posts = [{**GRANT, "posts_role": "case_management", "posts_fte": n} for n in (1, 2)]
    (why,) = refusals(posts, kim.Grant).values()
    assert "occurs twice as a role" in why


def test_a_position_is_not_never_filled_and_filled() -> None:
    ((where, why),) = refusals([{**ROW, "staffing_fte": "0"}, STAFFED]).items()
    assert (where, why) == ("rows[1].staffing_fte", "says that there are none, but row 2 has one")


def test_a_count_is_said_once() -> None:
    day = date(2024, 3, 31)
    row = {"source": "AZR", "intended_date": day, "reference_date": day, "counts_key": "05162004"}
    rows = [{**row, "counts_value": 1}, {**row, "counts_value": 1}]
    assert refusals(rows, kim.KeyFigures) == {
        "rows[2].counts_key": "'05162004' occurs twice; add its rows up"
    }
    ((where, why),) = refusals([{**row, "counts_value": -1}], kim.KeyFigures).items()
    assert where == "rows[1].counts_value"
    assert "-1 (int) is below 0" in why
    assert refusals([row], kim.KeyFigures) == {
        "rows[1].counts_value": "is missing; its row needs it"
    }


def test_of_very_many_errors_the_first_are_told() -> None:
    with pytest.raises(kim.ConversionError) as caught:
        kim.from_records([{**ROW, "id": str(n), "fte": "?"} for n in range(250)], kim.Position)
    assert (len(caught.value.problems), caught.value.more) == (100, 150)
    assert str(caught.value).endswith("and 150 more")


cells = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.dates()
    | st.datetimes()
    | st.decimals()
    | st.sampled_from(
        ["0", "0,5", "31.03.2024", "2024-03-31", "ja", "coordination", "05162024", b"", ()]
    )
)


@given(st.sampled_from([kim.Position, kim.Grant, kim.KeyFigures, kim.Application]), st.data())
def test_any_cells_are_read_or_refused_by_row_and_column(
    kind: type[Any], data: st.DataObject
) -> None:
    """Whatever stands in a table, it is refused with paths, or what is read goes out again."""
    names = st.sampled_from([each.name for each in kim.columns(kind)])
    value = data.draw(records(kind))
    rows: list[Any] = kim.to_records(value)
    for row in rows:
        row.update(data.draw(st.dictionaries(names, cells, max_size=3)))
    try:
        read = kim.from_records(rows, kind, locale=data.draw(st.sampled_from([None, "de", "en"])))
    except kim.ConversionError as error:
        paths = [each.path for each in error.problems]
    else:
        paths = ["rows[1]"]
        assert kim.from_records(kim.to_records(read), kind) == read
    assert paths
    assert all(re.match(r"rows\[\d+\](\.\w+)?$", each) for each in paths)


# What has no columns ------------------------------------------------------------------------------


@define(frozen=True)
class Inner:
    names: tuple[str, ...] = ()


@define(frozen=True)
class Odd:
    id: Id
    inner: tuple[Inner, ...] = ()
    share: Fraction | None = None
    either: int | str | None = None
    numbers: FrozenMapping[str, int] = FrozenMapping({})
    itself: "Odd | None" = None
    maybe: tuple[str, ...] | None = None
    counts: Annotated[tuple[int, ...], "any mark"] = ()
    record: Inner | None = None


def test_what_has_no_columns_is_left_out_only_while_that_loses_nothing() -> None:
    assert [each.name for each in kim.columns(Odd)] == [
        "id",
        "share",
        "numbers_key",
        "numbers_value",
        "counts",
        "record_names",
    ]
    odd = Odd("a", share=Fraction(1, 3), numbers=FrozenMapping({"b": 2}), counts=(3, 4))
    assert kim.from_records(kim.to_records(odd), Odd) == (odd,)
    for lost in ({"inner": (Inner(),)}, {"either": 1}, {"itself": odd}, {"maybe": ()}):
        (name,) = lost
        with pytest.raises(kim.ConversionError, match=rf"^values\[0\]\.{name}: has no columns"):
            kim.to_records(evolve(odd, **lost))
    for blank in (Inner(), Inner(("a",))):
        with pytest.raises(kim.ConversionError, match=r"^values\[0\]\.record: says nothing"):
            kim.to_records(evolve(odd, record=blank))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kim.AllocationRecord, "AllocationRecord.allocation"),
        (kim.FinancePlan, "FinancePlan.revenues.amount"),
        (kim.Derivation, "Derivation.value"),
    ],
)
def test_kinds_that_rows_cannot_hold_are_refused_by_field(kind: type[Any], field: str) -> None:
    for ask in (lambda: kim.columns(kind), lambda: kim.from_records([], kind)):
        with pytest.raises(kim.ConversionError) as caught:
            ask()
        assert any(each.path.startswith(field) for each in caught.value.problems)


def test_records_whose_rows_would_run_together_are_refused() -> None:
    position = kim.Position(id="a", role=kim.Role.COORDINATION)
    with pytest.raises(kim.ConversionError, match=r"^values\[1\]: .*values\[0\], with the same id"):
        kim.to_records([position, evolve(position, fte="1")])
    book = kim.RateBook(kim.nrw.RATES.rates[:2])  # a table of rates and nothing else
    assert kim.from_records(kim.to_records(book), kim.RateBook) == (book,)
    with pytest.raises(kim.ConversionError, match=r"^values\[1\]: .* nothing tells them apart"):
        kim.to_records([book, book])
    actor = kim.Actor(id="a", name="A", kind=kim.ActorKind.OTHER)  # of which each row is one
    assert kim.from_records(kim.to_records([actor, actor]), kim.Actor) == (actor, actor)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: kim.to_records([kim.Position(id="a", role=kim.Role.COORDINATION), kim.Fte(1)]),
        lambda: kim.to_records(kim.Fact()),
    ],
)
def test_what_no_row_can_tell_is_not_written(ask: Callable[[], object]) -> None:
    with pytest.raises(kim.ConversionError, match=r"^values\[\d\]: "):
        ask()


@pytest.mark.parametrize("value", ["rows", [1], kim.Fte(1), [kim.Fte(1)], kim.Role.COORDINATION])
def test_only_records_have_rows(value: object) -> None:
    with pytest.raises(kim.KimError, match=r"values|kind"):
        kim.to_records(value)
