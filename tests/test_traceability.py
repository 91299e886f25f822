"""The traceability page names types, functions and tests that exist, and all tests of the case."""

import ast
from pathlib import Path

import attrs
import pytest

import kim_model as kim

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "traceability.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
][2:]
TESTS = {
    node.name
    for node in ast.parse((ROOT / "tests/test_zwischenstand.py").read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}
# These show what the report does with the statements, not a statement of the paper.
OF_THE_REPORT = {
    "test_figures_are_computed_not_typed",
    "test_illustration_shares_14_posts_exactly",
    "test_the_main_job_prints_the_report_and_the_illustration",
    "test_the_report_in_both_languages_is_as_recorded",
}


def names(cell: str) -> list[str]:
    return [name.strip().strip("`") for name in cell.split(",")]


def exists(name: str) -> bool:
    """Return whether a dotted name leads somewhere: an attribute, or a field of a record."""
    thing: object = kim
    for part in name.split("."):
        if isinstance(thing, type) and attrs.has(thing) and part in attrs.fields_dict(thing):
            return True
        if not hasattr(thing, part):
            return False
        thing = getattr(thing, part)
    return True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:40])
def test_every_row_names_what_exists(row: list[str]) -> None:
    section, statement, expressed, shown = row
    assert section
    assert statement
    assert [name for name in names(expressed) if not exists(name)] == []
    assert set(names(shown)) <= TESTS


def test_every_test_of_the_case_stands_on_the_page() -> None:
    shown = {name for row in ROWS for name in names(row[3])}
    assert shown | OF_THE_REPORT == TESTS


@pytest.mark.parametrize("name", ["Nope", "Grant.nope", "Measure.NOPE", "LocalProgramme.nope"])
def test_the_check_finds_a_name_that_does_not_exist(name: str) -> None:
    assert not exists(name)
