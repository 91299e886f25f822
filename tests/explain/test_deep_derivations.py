"""A derivation may be as deep as a chain of adjustments is long, and share its steps."""

import copy
import pickle
import time
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain
from kim_model.conversion import ConversionError, from_data, to_data
from kim_model.explain import Derivation

Tree = Derivation[Any]
DEPTH = 10_000


def chain(depth: int, first: int = 1) -> Tree:
    """Return a derivation in which each step follows from the one before."""
    one: Tree = explain.given("transfer", kim.Fte(1), evidence=kim.Evidence.VERIFIED)
    tree: Tree = explain.given("share", kim.Fte(first), evidence=kim.Evidence.VERIFIED)
    for _ in range(depth):
        tree = explain.total("agreed", [tree, one])
    return tree


def doubled(depth: int) -> Tree:
    """Return a derivation whose tree, written out, has 2 ** depth leaves."""
    tree: Tree = explain.given("one", 1)
    for _ in range(depth):
        tree = explain.total("twice", [tree, tree])
    return tree


def test_a_chain_of_ten_thousand_steps_is_a_value() -> None:
    tree, again = chain(DEPTH), chain(DEPTH)
    assert tree == again
    assert hash(tree) == hash(again)
    assert tree != chain(DEPTH, first=2)
    assert len(repr(tree)) < 1000
    assert tree.verify() == kim.Fte(DEPTH + 1)
    assert tree.evidence is kim.Evidence.DERIVED
    assert len(tree.steps) == DEPTH + 2


def test_a_chain_of_ten_thousand_steps_is_a_document() -> None:
    tree = chain(DEPTH)
    text = kim.to_json(tree)
    again = kim.from_json(text, Derivation[kim.Fte])
    assert again == tree
    assert again.verify() == tree.value
    assert kim.to_json(again) == text


def test_a_chain_of_ten_thousand_steps_is_a_text() -> None:
    """A line for each node; what lies deeper than a hundred levels says how deep."""
    lines = chain(DEPTH).to_text().splitlines()
    assert len(lines) == 2 * DEPTH + 1
    assert lines[0].startswith("vereinbart: 10.001 VZÄ = 10.000 VZÄ + 1 VZÄ")
    assert lines[100].startswith("  " * 100 + "vereinbart: ")
    assert lines[101].startswith("  " * 100 + "[101] vereinbart: ")
    assert "[10000] Stellenanteil: 1 VZÄ" in lines[DEPTH]


def test_shared_steps_are_looked_at_and_written_once() -> None:
    tree, again = doubled(200), doubled(200)
    assert tree == again
    assert hash(tree) == hash(again)
    assert tree.verify() == 2**200
    assert len(tree.steps) == 201
    assert len(to_data(tree)["steps"]) == 200  # type: ignore[arg-type]
    assert kim.from_json(kim.to_json(tree), Derivation[int]) == tree
    with pytest.raises(kim.InvalidValueError, match="lines"):
        tree.to_text()


@settings(max_examples=40)
@given(some.derivations, some.derivations)
def test_derivations_are_equal_if_all_their_steps_are(one: Tree, other: Tree) -> None:
    """The law of equality, by the definition: the same fields, and equal operands."""

    def same(a: Tree, b: Tree) -> bool:
        names = [each.name for each in attrs.fields(Derivation) if each.name != "operands"]
        return (
            type(a.value) is type(b.value)
            and all(getattr(a, name) == getattr(b, name) for name in names)
            and len(a.operands) == len(b.operands)
            and all(map(same, a.operands, b.operands))
        )

    assert (one == other) == same(one, other)
    copy = kim.from_json(kim.to_json(one), Derivation)
    assert copy == one
    assert same(copy, one)
    assert hash(copy) == hash(one)
    assert one != one.value


@given(some.derivations)
def test_every_step_comes_after_what_it_follows_from(tree: Tree) -> None:
    seen: list[Tree] = []
    for step in tree.steps:
        assert all(operand in seen for operand in step.operands)
        assert step not in seen
        seen.append(step)
    assert seen[-1] == tree


STEP = {"label": "a", "value": {"kind": "int", "value": 1}}
SUM = {**STEP, "operation": "total"}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({**SUM, "operands": [0]}, "$.operands[0]: 0 (int) is not the place of an earlier step"),
        ({**SUM, "operands": [-1], "steps": [STEP]}, "$.operands[0]: -1 (int) is not the place"),
        ({**SUM, "operands": [True], "steps": [STEP]}, "$.operands[0]: true is not the place"),
        ({**SUM, "operands": [STEP]}, "$.operands[0]: an object is not the place"),
        ({**SUM, "operands": 0, "steps": [STEP]}, "$.operands: 0 (int) is not an array"),
        ({**STEP, "steps": STEP}, "$.steps: an object is not an array"),
        (
            {**SUM, "operands": [0], "steps": [{**SUM, "operands": [0]}]},
            "$.steps[0].operands[0]: 0 (int) is not the place of an earlier step",
        ),
        (
            {**SUM, "operands": [0], "steps": [{**STEP, "steps": []}]},
            "$.steps[0].steps: is not a field of Derivation",
        ),
        ({**STEP, "steps": [STEP]}, "$.steps[0]: is not what any step follows from; leave it out"),
        (
            {**SUM, "operands": [1], "steps": [STEP, {**STEP, "label": "b"}]},
            "$.steps[0]: is not what any step follows from",
        ),
        (
            {**SUM, "operands": [0], "steps": [{**STEP, "value": 1}]},
            "$.steps[0].value: 1 (int) is not an object",
        ),
    ],
)
def test_steps_that_lead_nowhere_are_refused(data: Any, problem: str) -> None:
    with pytest.raises(ConversionError) as caught:
        from_data({"schema": 2, **data}, Derivation)
    assert str(caught.value).startswith(problem)
    assert len(caught.value.problems) == 1


def nested(tree: Tree) -> dict[str, Any]:
    """Return a derivation as schema 1 wrote it: each operand where it is used."""
    data = {key: each for key, each in to_data(tree).items() if key not in {"schema", "steps"}}
    return data | {"operands": [nested(each) for each in tree.operands]}


@settings(max_examples=40)
@given(some.derivations)
def test_nested_derivations_of_schema_1_are_read(tree: Tree) -> None:
    assert from_data({"schema": 1, **nested(tree)}, Derivation) == tree


@settings(max_examples=40)
@given(some.derivations, st.data())
def test_what_is_refused_in_a_nested_derivation_stands_where_it_was_written(
    tree: Tree, data: st.DataObject
) -> None:
    whole = nested(tree)
    place, node = "$", whole
    while node["operands"] and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(node["operands"]) - 1))
        place, node = f"{place}.operands[{index}]", node["operands"][index]
    node["label"] = 3
    with pytest.raises(ConversionError) as caught:
        from_data({"schema": 1, **whole}, Derivation)
    assert [each.path for each in caught.value.problems] == [f"{place}.label"]


def test_a_number_too_long_to_write_is_said_to_be() -> None:
    tree = explain.given("share", kim.Fte(Fraction(1, 7**9000)))
    assert tree.to_text("en") == "share: a number too long to write FTE (evidence unknown)"
    assert "zu lange Zahl" in tree.to_text("de")
    with pytest.raises(ConversionError, match="too long"):
        kim.to_json(tree)


@pytest.mark.parametrize("count", [40, 400])
def test_a_total_of_many_denominators_is_read_back(count: int) -> None:
    """Whatever the library computes it reads: here thirds, fifths, sevenths … of a euro."""
    primes = [n for n in range(2, 3000) if all(n % d for d in range(2, int(n**0.5) + 1))]
    parts = [explain.given("part", kim.ExactEuro(1) / prime) for prime in primes[:count]]
    tree = explain.total("sum", parts)
    again = kim.from_json(kim.to_json(tree), Derivation[kim.ExactEuro])
    assert again == tree
    assert again.verify() == tree.value


@pytest.mark.parametrize("operation", ["product", "total", "least"])
def test_a_short_document_is_soon_judged(operation: str) -> None:
    """However long its numbers become when they are recomputed: by their digits, not by time."""
    long = [f"{'9' * 3900}/{10**1900 + n}" for n in (1, 3, 7)]
    steps = [
        {"label": each, "value": {"kind": "fraction", "value": each}, "operation": "given"}
        for each in long
    ]
    top = {"label": "p", "value": {"kind": "fraction", "value": "1"}, "operation": operation}
    data = {"schema": 2, **top, "operands": [0, 1, 2] * 500, "steps": steps}
    tree = from_data(data, Derivation)
    start = time.process_time()
    with pytest.raises(kim.VerificationError):
        tree.verify()
    assert time.process_time() - start < 5


def test_data_of_schema_1_that_share_an_object_are_read_as_sharing_it() -> None:
    data: dict[str, Any] = {"label": "one", "value": {"kind": "int", "value": 1}}
    for power in range(1, 64):
        value = {"kind": "int", "value": 2**power}
        data = {"label": "twice", "value": value, "operation": "total", "operands": [data, data]}
    tree = from_data({"schema": 1, **data}, Derivation)
    assert len(tree.steps) == 64


def pickled(tree: Tree) -> Any:
    return pickle.loads(pickle.dumps(tree))  # noqa: S301 - our own


@pytest.mark.parametrize("made", [copy.deepcopy, copy.copy, pickled])
def test_a_chain_of_ten_thousand_steps_is_copied(made: Any) -> None:
    tree = chain(DEPTH)
    again = made(tree)
    assert again == tree
    assert again.verify() == tree.value
    assert made(doubled(200)) == doubled(200)
