"""From tables to the sheet of a year, and from the sheet to data frames."""

import importlib.util
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import kim_model as kim
from kim_model.settlement import MoneyRow, PostRow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "year_2023.py"


def example() -> Any:
    spec = importlib.util.spec_from_file_location("year_2023", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHEET: kim.YearSheet = example().sheet()


def test_twenty_positions_and_two_notices_take_less_than_forty_lines() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert len([each for each in lines if each.strip()]) < 40
    assert len(SHEET.posts) == 20
    assert len(SHEET.notices) == 2


def test_case_management_by_hand() -> None:
    """150 VZÄ months at 57,000 / 12 = 712,500; 855,000 granted, and 683,300 spent or passed on.

    Months: 7 posts of 12, two of 11 from 15.01. and 01.02., then 10, 6, 9 + 1, 3 and 9: 144. And
    half a post of 12.
    """
    assert 7 * 12 + 2 * 11 + 10 + 6 + (9 + 1) + 3 + 9 == 144
    rows = [each for each in SHEET.post_rows if each.notice == "B2-2023"]
    assert sum((each.fte_months or kim.Fte(0) for each in rows), kim.Fte(0)) == kim.Fte(150)
    money = SHEET.notice("B2-2023")
    assert money.due.value == kim.Euro(150 * 4750) == kim.Euro(712_500)
    assert money.used.value == kim.Euro(512_300) + kim.Euro(171_000)
    assert money.to_be_repaid.value == kim.Euro(855_000) - kim.Euro(683_300)
    assert money.own_share.value == kim.Euro(0)


def test_coordination_by_hand() -> None:
    """57,000 + 21,375 + 38,000 and 22,500 for posts; 6,912.40 of 8,000 beside them: 145,787.40."""
    money = SHEET.notice("B1-2023")
    posts = kim.Euro(57_000) + kim.Euro(21_375) + kim.Euro(38_000) + kim.Euro(22_500)
    assert money.maximum.value == posts + kim.Euro(8_000)
    assert money.due.value == posts + kim.Euro("6912.40") == kim.Euro("145787.40")
    assert money.own_share.value == kim.Euro("175363.15") - kim.Euro("145787.40")


@pytest.mark.parametrize("locale", ["de", "en"])
def test_the_sheet_in_both_languages_is_as_recorded(locale: str) -> None:
    """Every word of the sheet is reviewed when it changes: tests/golden holds the last review."""
    golden = ROOT / "tests" / "golden" / f"year_2023.{locale}.md"
    assert SHEET.to_markdown(locale) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [PostRow, MoneyRow])
def test_rows_of_a_sheet_keep_their_types_in_data_frames_and_come_back_equal(kind: Any) -> None:
    """Also where nothing is known of a column, as of what single posts cost here."""
    values: Any = SHEET.post_rows if kind is PostRow else SHEET.money_rows
    rows = kim.to_records(values)
    schema = {each.name: each.type for each in kim.columns(kind)}
    frame = pl.DataFrame(rows, schema=schema)
    assert frame.height == len(values)
    assert kim.from_records(frame.to_dicts(), kind) == values
    assert frame.schema == pl.DataFrame([], schema=schema).schema
    pandas: Any = pd.DataFrame(rows, columns=list(schema), dtype=object)
    assert kim.from_records(pandas.to_dict("records"), kind) == values
    cents = pl.col("due_cents") if kind is PostRow else pl.col("granted_cents")
    assert frame.select(cents.sum()).item() > 0
