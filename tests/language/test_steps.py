"""The steps of derivations: whatever the library computes, it can say in both languages."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import kim_model as kim
from kim_model import explain, nrw
from kim_model.language.steps import STEPS
from kim_model.testing import allocations, days, local_programmes

SOURCES = Path(kim.__file__).parent
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in SOURCES.rglob("*.py")
    if not {"language", "testing"} & set(path.parts)
]
# All steps, and what passes a label on to one.
STEP_FUNCTIONS = {*vars(explain), "per_post", "_summed", "_rounded"} - {"attribute"}
YEAR = kim.Period.of_year(2023)
TERMS = kim.FundingTerms(
    rates=nrw.RATES,
    part_year=kim.PartYearRule(method=kim.PartYear.FULL_MONTHS),
    rounding=kim.Rounding.CENT_HALF_UP,
)

Tree = explain.Derivation[Any]


def unsaid(*roots: Tree | None) -> set[str]:
    """Return the labels in the trees for which there is no word."""
    return {node.label for root in roots if root is not None for node in nodes(root)} - STEPS.keys()


def nodes(root: Tree) -> Iterator[Tree]:
    yield root
    for operand in root.operands:
        yield from nodes(operand)


@settings(max_examples=20)
@given(local_programmes(), days())
def test_every_step_of_a_report_has_a_word(programme: kim.LocalProgramme, on: date) -> None:
    for line in kim.status_report(programme, on).posts:
        assert not unsaid(*map(line.figure, kim.Measure), line.vacant, line.filled_share)


@settings(max_examples=50)
@given(allocations())
def test_every_step_of_an_allocation_has_a_word(allocation: kim.Allocation) -> None:
    assert not unsaid(allocation.derivation, *map(allocation.explain_agreed, allocation.shares))


def test_every_step_of_an_allocation_by_each_part_of_a_rule_has_a_word() -> None:
    """A flat share, posts kept, a pool, a threshold, weights, and what was agreed."""
    kreis = nrw.district("05162")
    towns, counts = kreis.municipalities, nrw.population(kreis)
    rule = kim.AllocationRule(
        method="largest_remainder",
        step="0.1",
        flat_share="0.1",
        kept=(kim.KeptPosts(recipient="ki", fte="2"),),
        pools=(kim.Pool(id="south", members=(towns[2].ags, towns[7].ags)),),
        threshold=kim.FundingThreshold(least="1.2", pool="rest"),
    )
    key = kim.WeightedKey(parts=(kim.WeightedFigures(figures=counts, weight=1),))
    transfer = kim.Adjustment(giver=towns[0].ags, receiver="ki", fte="0.1", reason="Verzicht")
    for each in (rule, attrs.evolve(rule, step=None)):
        found = kim.allocate("14", towns, key, each).adjust(transfer)
        assert not unsaid(found.derivation, *map(found.explain_agreed, found.shares))
    text = found.explain_agreed("ki").to_text("de-DE")
    assert text.splitlines()[0].startswith("vereinbart (ki): 2,1 VZÄ = 2 VZÄ + 0,1 VZÄ")
    assert "Übertragung (Verzicht): 0,1 VZÄ" in text


@pytest.mark.parametrize("item", ["case_management_position", "coordination_position"])
def test_every_step_of_an_entitlement_has_a_word(item: str) -> None:
    """A lump sum and a ceiling, with and without posts, alone and settled together."""
    claims = [
        kim.Claim.of_posts(name, item=item, fte=fte, period=YEAR, actual_cost="40000")
        for name, fte in (("a", "1"), ("b", "0.5"), ("c", "0"))
    ]
    for found in (kim.entitlement(claims, TERMS), kim.entitlement(claims[0], TERMS)):
        assert not unsaid(found.maximum, found.due, *found.settled)
        for derivation in found.settled:
            assert derivation.of in {"a", "b", "c"}


def test_every_step_that_the_code_names_has_a_word() -> None:
    named = {
        node.args[0].value
        for text in TEXTS
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name | ast.Attribute)
        if (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in STEP_FUNCTIONS
        if node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(named) > 30
    assert named <= STEPS.keys()


def test_every_word_is_of_a_step() -> None:
    assert not {label for label in STEPS if not any(f'"{label}"' in text for text in TEXTS)}
