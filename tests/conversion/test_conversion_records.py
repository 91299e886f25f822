"""Every public record of every room goes to JSON and back, and so do all forms of fields."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, Generic, TypeVar

import attrs
import pytest
from attrs import define, field
from hypothesis import given

import kim_model as kim
import rooms
from kim_model import explain
from kim_model._mapping import FrozenMapping
from kim_model.conversion import (
    Column,
    ConversionError,
    Refusal,
    from_data,
    from_json,
    to_data,
    to_json,
)
from kim_model.language import Language
from kim_model.testing import records
from kim_model.values import (
    ClosedPeriod,
    Euro,
    ExactEuro,
    Fte,
    Period,
    Rounding,
    StatedTotal,
    YearPart,
)
from kim_model.values._marks import NonNegativeFte, RecipientId
from samples import SAMPLES
from zwischenstand import STAND

NO_DOCUMENTS = {
    "words of the library, not data": (Language,),
    "what a table is like, not what stands in it": (Column,),
    "a single value: a part of records": (Fte, Euro, ExactEuro),
    "an allocation computes it again": tuple(
        each
        for each in vars(kim.apportionment).values()
        if isinstance(each, type) and attrs.has(each)
    ),
}
MORE: tuple[Any, ...] = (
    Refusal("$.id", "is missing"),
    kim.Fact(as_of=STAND),
    kim.LastingFact(period=Period(STAND)),
    StatedTotal(as_of=STAND),
    ClosedPeriod(STAND, STAND),
)
# What a generic record holds, its arguments say.
FORMS: dict[Any, Any] = {
    explain.Attribution: explain.Attribution[kim.Cause, FrozenMapping[str, Fte]],
    explain.AttributionStep: explain.AttributionStep[kim.Cause, FrozenMapping[str, Fte]],
}
VALUES = SAMPLES | {type(each): each for each in MORE}


@pytest.mark.parametrize("kind", sorted(rooms.handed_on(), key=str), ids=lambda kind: kind.__name__)
def test_every_public_record_is_read_back_equal(kind: Any) -> None:
    """Of every record that any room hands on, from_json(to_json(x), type(x)) == x."""
    if not any(kind in each for each in NO_DOCUMENTS.values()):
        form = FORMS.get(kind, kind)
        assert from_json(to_json(VALUES[kind], form), form) == VALUES[kind]


@pytest.mark.parametrize("kind", NO_DOCUMENTS["a single value: a part of records"])
def test_single_values_are_no_documents(kind: type) -> None:
    with pytest.raises(ConversionError, match="has no form in JSON"):
        to_json(VALUES[kind])


# Derivations and other generic records -----------------------------------------------------------


@given(records(kim.Derivation[Fte]))
def test_derivations_are_read_back_equal(tree: kim.Derivation[Fte]) -> None:
    assert from_json(to_json(tree), kim.Derivation) == tree
    assert from_json(to_json(tree), kim.Derivation[Fte]).verify() == tree.value


@given(records(kim.FinancePlan) | records(kim.FundingTerms))
def test_plans_and_terms_are_read_back_equal(value: Any) -> None:
    assert from_json(to_json(value), type(value)) == value


def test_a_derivation_has_one_form_wherever_it_stands() -> None:
    cost = explain.given("actual_cost", Euro("61000"))
    own = explain.rounded("due", explain.given("third", ExactEuro("1/3")), Rounding.CENT_DOWN)
    assert to_data(cost) == to_data(cost, kim.Derivation[Euro])
    assert to_data(cost)["value"] == {"kind": "euro", "value": "61000.00"}
    expense = kim.PlannedExpense(id="w", kind=kim.ExpenseKind.TRANSFERS, amount=own)
    data: Any = to_data(expense)["amount"]
    assert {"schema": 2, **data} == to_data(own)
    assert data["policy"] == {"kind": "rounding", "value": "cent_down"}
    assert data["operands"] == [0]
    assert data["steps"][0]["value"] == {"kind": "exact_euro", "value": "1/3"}


@pytest.mark.parametrize("value", [Fte("0.5"), Euro(1), ExactEuro("1/3"), 7, Fraction(1, 3)])
def test_what_a_derivation_explains_keeps_its_kind(value: Any) -> None:
    again = from_json(to_json(explain.given("x", value)), kim.Derivation)
    assert (type(again.value), again.value) == (type(value), value)


def derivation(**fields: object) -> dict[str, object]:
    posts = {"kind": "fte", "value": "1"}
    return {"schema": 2, "label": "x", "value": posts, "operation": "given", **fields}


def refusals(data: object, kind: Any) -> list[tuple[str, str]]:
    with pytest.raises(ConversionError) as caught:
        from_data(data, kind)
    return [(each.path, each.message) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("fields", "at", "why"),
    [
        ({"value": "1"}, "$.value", "is not an object"),
        ({"value": {"value": "1"}}, "$.value.kind", "is missing; write one of 'fte', 'euro'"),
        ({"value": {"kind": "hours", "value": "1"}}, "$.value.kind", "is not a kind known here"),
        ({"value": {"kind": "fte"}}, "$.value.value", "is missing; Fte needs it"),
        ({"value": {"kind": "fte", "value": 0.5}}, "$.value.value", "is a float and so not"),
        ({"value": {"kind": "int", "value": "1"}}, "$.value.value", "is not a whole number"),
        ({"value": {"kind": "fte", "value": 1, "x": 1}}, "$.value.x", "is not a field of Fte"),
        ({"policy": {"kind": "rounding", "value": "up"}}, "$.policy.value", "write one of 'exact'"),
        ({"operation": "total"}, "$.operation", "does not fit the operands"),
        ({"steps": [derivation()]}, "$.steps[0].schema", "is not a field of Derivation"),
    ],
)
def test_derivations_are_refused_by_their_paths(fields: Any, at: str, why: str) -> None:
    ((where, message),) = refusals(derivation(**fields), kim.Derivation)
    assert where == at
    assert why in message


def test_an_argument_rules_what_is_read_and_written() -> None:
    ((where, why),) = refusals(derivation(), kim.Derivation[Euro])
    assert (where, why) == (
        "$.value.kind",
        "'fte' (str) is not a kind known here; write one of 'euro'",
    )
    with pytest.raises(ConversionError, match=r"^\$\.value: a value of type Fte is not exactly of"):
        to_json(explain.given("x", Fte(1)), kim.Derivation[Euro])
    plan = {"id": "p", "kind": "transfers", "amount": {**derivation(), "operands": 3}}
    found = [where for where, _ in refusals({"schema": 2, **plan}, kim.PlannedExpense)]
    assert found == ["$.amount.value.kind", "$.amount.operands", "$.amount.schema"]


def test_what_a_constructor_cannot_do_without_is_refused_at_its_place() -> None:
    """A part of a year without a rule lacks data; reading it says so, as making it does."""
    day = {"first_day": "2023-05-01", "last_day": "2023-12-31"}
    ((where, why),) = refusals({"schema": 2, "period": day}, YearPart)
    assert where == "$"
    assert "name the rule for part years" in why


def test_derivations_nested_without_end_are_not_read() -> None:
    data = derivation()
    for _ in range(2000):
        data = derivation(operation="total", operands=[data])
    assert refusals({**data, "schema": 1}, kim.Derivation) == [("$", "is nested too deeply")]


C = TypeVar("C")
D = TypeVar("D")
N = TypeVar("N", bound=int | Fraction)


@define(frozen=True)
class Step(Generic[C, D]):
    cause: C
    difference: D


@define(frozen=True)
class Steps(Generic[C, D]):
    difference: D
    steps: tuple[Step[C, D], ...]


@define(frozen=True)
class Node(Generic[N]):
    value: N
    below: "tuple[Node[N], ...]" = ()


def test_generic_records_take_their_arguments() -> None:
    posts = FrozenMapping({"b": Fte("0.5"), "a": Fte(0)})
    steps: Steps[Any, Any] = Steps(posts, (Step(kim.Cause.KEY, posts),))
    kind = Steps[kim.Cause, FrozenMapping[RecipientId, NonNegativeFte]]
    data: Any = to_data(steps, kind)
    assert data["steps"] == [{"cause": "key", "difference": {"a": "0", "b": "0.5"}}]
    assert from_json(to_json(steps, kind, indent=1), kind) == steps
    with pytest.raises(ConversionError, match=r"^\$\.difference: D has no form .* Derivation\[E"):
        to_json(steps)


def test_generic_records_may_hold_themselves() -> None:
    tree: Node[Any] = Node(1, (Node(2), Node(Fraction(1, 2))))
    assert from_json(to_json(tree), Node) == tree
    assert to_data(Node(1, (Node(2),)), Node[int]) == to_data(Node(1, (Node(2),)))


def test_a_single_value_of_another_kind_than_stated_is_not_written() -> None:
    """What is written under a kind can be read under it: no single value passes as another."""
    step: Any = Step
    values: list[Any] = [1, True, "a", Fte(1), STAND, kim.Role.COORDINATION, kim.Cause.KEY]
    kinds: list[Any] = [int, bool, str, Fte, date, kim.Role, kim.Cause]
    for value in values:
        for kind in kinds:
            cause, stated = step(value, 1), step[kind, int]
            if type(value) is kind:
                assert from_json(to_json(cause, stated), stated) == cause
            elif not (kind is str and isinstance(value, str)):  # a StrEnum is a text
                with pytest.raises(ConversionError, match=r"^\$\.cause: .* is not exactly of"):
                    to_json(cause, stated)


# Fields ------------------------------------------------------------------------------------------


class Number(Enum):
    ONE = 1
    TWO = 2


@define(frozen=True)
class Fields:
    """Fields of every form that is not everyday."""

    per_role: FrozenMapping[kim.Role, Fte]
    per_number: FrozenMapping[Number, FrozenMapping[date, int]]
    _hidden: Annotated[int, "a mark"]
    either: Rounding | Period | Fraction | None = None
    computed: int = field(init=False, default=3)


def test_forms_of_fields() -> None:
    """Names stand for members, private fields go by the name they are passed by."""
    roles = FrozenMapping({kim.Role.COORDINATION: Fte(1), kim.Role.CASE_MANAGEMENT: Fte("0.5")})
    numbers = FrozenMapping({Number.TWO: FrozenMapping({STAND: 3})})
    value = Fields(roles, numbers, 7, Rounding.CENT_UP)
    assert to_data(value) == {
        "schema": 2,
        "per_role": {"case_management": "0.5", "coordination": "1"},
        "per_number": {"2": {"2024-03-31": 3}},
        "hidden": 7,
        "either": {"kind": "rounding", "value": "cent_up"},
    }
    for either in (Rounding.CENT_UP, Period(STAND), Fraction(1, 3), None):
        again = attrs.evolve(value, either=either)
        assert from_json(to_json(again), Fields) == again


def test_names_that_stand_for_nothing_are_refused() -> None:
    data = {"per_role": {"x": "1"}, "per_number": {"3": {}}, "hidden": 1, "computed": 3}
    assert [(at, why.partition(";")[0]) for at, why in refusals({"schema": 2, **data}, Fields)] == [
        ("$.per_role['x']", "'x' (str) is not a value of Role"),
        ("$.per_number['3']", "'3' (str) is not a value of Number"),
        ("$.computed", "is not a field of Fields"),
    ]


@define(frozen=True)
class Field:
    """A record whose constructor refuses a field of another class."""

    name: str

    def __attrs_post_init__(self) -> None:
        raise kim.InvalidValueError("Fields.hidden", 3, "is odd")


def test_what_a_constructor_refuses_of_another_class_is_named_whole() -> None:
    assert refusals({"schema": 2, "name": "n"}, Field) == [("$", "Fields.hidden: 3 (int) is odd")]


@define(frozen=True)
class Formless:
    by_year: FrozenMapping[int, Fte]
    by_any: FrozenMapping[str, object]
    either: int | tuple[int, ...]


def test_fields_without_a_form_are_all_named() -> None:
    value = Formless(FrozenMapping({}), FrozenMapping({}), 1)
    with pytest.raises(ConversionError) as caught:
        to_json(value)
    assert [each.path for each in caught.value.problems] == ["$.by_year", "$.by_any", "$.either"]
    found = [where for where, _ in refusals({"schema": 2}, Formless)]
    assert found == ["$.by_year", "$.by_any", "$.either"]
