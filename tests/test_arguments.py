"""Public functions and methods check their arguments as constructors do.

Each is called with arguments that are right but for one. Either the value is taken, or an error of
the family says which argument it is about.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pytest
from attrs import evolve

import kim_model as kim
import rooms
from kim_model import apportionment, explain
from kim_model.programme import Recalculated
from kim_model.values import ClosedPeriod, EuroPerPost, Fact, LastingFact, StatedTotal
from samples import SAMPLES

SEATS = apportionment.apportion(5, {"a": 2, "b": 1}, apportionment.Method.SAINTE_LAGUE)
ALLOCATION = SAMPLES[kim.AllocationRecord].allocation
COST = explain.given("cost", kim.Euro(100))
RECORDS: dict[type, Any] = {
    **SAMPLES,
    apportionment.Apportionment: SEATS,
    apportionment.Certificate: SEATS.certificate,
    ClosedPeriod: kim.Period.of_year(2024).closed(),
    apportionment.DivisorMethod: apportionment.DivisorMethod("adams", lambda n: n),
    kim.Finding: SAMPLES[kim.Finding],
    kim.Language: kim.ENGLISH,
    apportionment.Measures: apportionment.measure(SEATS),
}
BASES = (Fact, LastingFact, StatedTotal)
# What no annotation says: which text, number or derivation an argument takes.
SAID: dict[str, Any] = {
    "actual_cost": COST,
    "ags_or_name": "05162024",
    "by": apportionment.Method.SAINTE_LAGUE,
    "cents": 1,
    "exact_amount": explain.given("a", kim.ExactEuro(1)),
    "field": "fte",
    "fte": kim.Fte(1),
    "funding_year": 2024,
    "item": "case_management_position",
    "key": "a",
    "key_or_name": "05162",
    "label": "vacant",
    "locale": "en",
    "operands": [COST],
    "phrase": "report.title",
    "pool": "süd",
    "posts": explain.given("posts", kim.Fte(1)),
    "rate": explain.given("rate", EuroPerPost("57000", kim.RateUnit.FULL_POST_AND_YEAR)),
    "recipient": "05162024",
    "version": 1,
    "weights": {"a": 2, "b": 1},
    "year": 2024,
}
TOWNS = SAMPLES[kim.District].municipalities
FIGURES = SAMPLES[kim.KeyFigures]
PERIOD = kim.Period.of_year(2023)
CHANGE = kim.OtherRate(item="case_management_position", amount=1)
NOTICE = kim.Grant(
    id="notice",
    baustein=kim.Baustein.CASE_MANAGEMENT,
    period=PERIOD,
    posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte=18),),
    amount=1_026_000,
)
SHARED_OUT = {
    "total": "14",
    "municipalities": TOWNS,
    "figures": FIGURES,
    "rule": kim.AllocationRule(method="sainte_lague", step="0.5"),
}
# Arguments of single callables that belong together.
OWN: dict[str, dict[str, Any]] = {
    "Allocation.from_stated": {"total": "3", "shares": {"a": "3"}},
    "District.require": {"ags": kim.Ags("05162024")},
    "FinancePlan.cost_in": {"year": PERIOD.first_day.year},
    "FinancePlan.own_share_in": {"year": PERIOD.first_day.year},
    "FinancePlan.revenue_in": {"year": PERIOD.first_day.year},
    "KeyFigures.from_records": {
        "records": [{"key": "05162024", "persons": 1}],
        "ags": "key",
        "count": "persons",
    },
    "KeyFigures.weights": {"municipalities": TOWNS},
    "WeightedKey.weights": {"municipalities": TOWNS},
    "YearSheet.notice": {"grant": "bescheid"},
    "YearSheet.post": {"position": "cm-2"},
    "Language.label": {"member": kim.Role.COORDINATION},
    "Language.say": {"phrase": "column.role"},
    "Rate.from_grant": {"grant": NOTICE},
    "LocalProgramme.history": {"of": SAMPLES[kim.Paper].id},
    "LocalProgramme.learn": {"facts": evolve(SAMPLES[kim.Paper], id="new"), "on": date(2024, 6, 3)},
    "RateBook.applying": {"period": PERIOD.closed()},
    "RateBook.rate": {"on": PERIOD.first_day},
    "Rounding.to_euro": {"amount": kim.ExactEuro(1)},
    "Scenario.changed": {"claim": "cm", "change": lambda claim: claim},
    "accrued": {
        "principal": COST,
        "percent": explain.given("percent", Fraction(3)),
        "time": explain.part_of_year("time", PERIOD),
    },
    "allocate": SHARED_OUT,
    "amount": {"time": explain.part_of_year("time", PERIOD)},
    "apportion": {"units": 5},
    "attribute": {
        "base": 1,
        "causes": [1],
        "apply": lambda base, _: base,
        "compare": lambda _, __: 0,
    },
    "compare_methods": {
        "units": 5,
        "weights": {"a": 59, "b": 10},
        "methods": [apportionment.Method.SAINTE_LAGUE],
    },
    "difference": {"minuend": COST, "subtrahends": COST},
    "forwardings": {"received": {"bescheid": COST}},
    "columns": {"kind": kim.Grant},
    "from_records": {"rows": kim.to_records(NOTICE), "kind": kim.Grant},
    "to_records": {"values": NOTICE},
    "from_data": {"data": kim.to_data(PERIOD), "kind": kim.Period},
    "from_json": {"text": kim.to_json(PERIOD), "kind": kim.Period},
    "given": {"value": kim.Fte(1)},
    "greatest": {"operands": COST},
    "exact_interest": {"principal": COST, "period": PERIOD},
    "interest": {"principal": COST, "period": PERIOD},
    "label": {"member": kim.Role.COORDINATION},
    "least": {"operands": COST},
    "methods_side_by_side": SHARED_OUT,
    "recalculate": {
        "programme": SAMPLES[Recalculated].programme,
        "key": "yearly",
        "id": "2025",
        "on": date(2025, 4, 15),
        "total": "14",
    },
    "product": {"operand": COST, "factor": explain.given("n", 2)},
    "settled": {"parts": [explain.given("a", kim.ExactEuro(1))]},
    "to_data": {"value": PERIOD},
    "to_json": {"value": PERIOD},
    "what_if": {"changes": CHANGE},
}
WRONG: dict[str, Any] = {
    "nothing": None,
    "object": object(),
    "blank": "",
    "text": "no such thing",
    "negative": -1,
    "float": 1.5,
    "nan": float("nan"),
    "true": True,
    "list": [],
    "objects": [object()],
    "mapping": {"a": object()},
    "record": kim.Citation(document="TIntG NRW"),
    "class": int,
    "point in time": datetime(2024, 3, 31),  # noqa: DTZ001 - a naive one, as people pass it
}


def handed_on() -> Iterator[tuple[str, Any]]:
    """Yield what the packages hand on to users, each once."""
    packages = [each for each in rooms.modules() if hasattr(each, "__path__") and each is not kim]
    found: dict[Any, str] = {}
    for package in packages:
        for name in list(getattr(package, "__all__", vars(package))):
            thing = getattr(package, name)
            ours = getattr(thing, "__module__", "").startswith("kim_model.")
            if ours and name[0] != "_" and (inspect.isclass(thing) or inspect.isfunction(thing)):
                found.setdefault(thing, name)
    for thing, name in found.items():
        yield name, thing


def callables() -> Iterator[tuple[str, Callable[..., Any], Callable[..., Any]]]:
    """Yield the name of each public callable, the callable as users call it, and its function."""
    for name, thing in handed_on():
        if inspect.isfunction(thing):
            yield name, thing, thing
        elif not issubclass(thing, Exception):
            for method, static in (
                (each, inspect.getattr_static(thing, each)) for each in names_of(thing)
            ):
                function = getattr(static, "__func__", static)
                ours = (getattr(function, "__module__", None) or "").startswith("kim_model.")
                if method[0] == "_" or not inspect.isfunction(function) or not ours:
                    continue
                on = thing if isinstance(static, classmethod) else receiver(thing)
                if on is not None:
                    yield f"{name}.{method}", getattr(on, method), function


def names_of(kind: type) -> list[str]:
    """Return the names of all attributes of a class; `dir` leaves out those of an enumeration."""
    return sorted({*dir(kind), *vars(kind)})


def receiver(kind: type) -> Any:
    """Return a value to call methods on; None for classes that are tried in what builds on them."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    return (
        RECORDS.get(kind)
        if kind in BASES or issubclass(kind, apportionment.Certificate)
        else RECORDS[kind]
    )


def right(annotation: Any, name: str) -> Any:  # noqa: PLR0911 - one value per form
    """Return a value that an argument takes."""
    if name in SAID:
        return SAID[name]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in {Annotated, Union, UnionType}:
        return right(args[0], name)
    if origin in {tuple, list, Iterable, Sequence} or origin in {*map(get_origin, ITERABLES)}:
        return [right(args[0], name)]
    if origin in {Mapping, get_origin(Mapping[str, int])}:
        return {}
    kind = origin or annotation
    if kind is date:
        return date(2024, 3, 31)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if kind in PLAIN:
        return PLAIN[kind]
    return RECORDS[kind]


ITERABLES = (Iterable[int], Sequence[int])
PLAIN: dict[Any, Any] = {str: "a", int: 2, bool: True, Fraction: Fraction(1, 2), object: kim.Fte(1)}


def arguments(name: str, function: Callable[..., Any]) -> dict[str, Any]:
    """Return arguments with which a callable can be called: those that it needs."""
    hints = get_type_hints(function, include_extras=True)
    found: dict[str, Any] = dict(OWN.get(name, {}))
    for each in inspect.signature(function).parameters.values():
        several = each.kind in {each.VAR_POSITIONAL, each.VAR_KEYWORD}
        needed = not several and each.default is each.empty and each.name not in {"self", "cls"}
        if needed and each.name not in found:
            found[each.name] = right(hints[each.name], each.name)
    return found


def called(thing: Callable[..., Any], given: dict[str, Any]) -> object:
    """Call with arguments by name, those of a `*name` one by one, and use up what is returned."""
    parameters = inspect.signature(thing).parameters.values()
    positional: list[Any] = []
    named = dict(given)
    for each in parameters:
        if each.name not in named:
            continue
        if each.kind is each.VAR_POSITIONAL:
            positional += [named.pop(each.name)]
        elif each.kind in {each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD}:
            positional.append(named.pop(each.name))
    found = thing(*positional, **named)
    return list(found) if isinstance(found, Iterator) else found


CALLABLES = [pytest.param(name, thing, function, id=name) for name, thing, function in callables()]


@pytest.mark.parametrize(("name", "thing", "function"), CALLABLES)
def test_what_is_right_is_taken(
    name: str, thing: Callable[..., Any], function: Callable[..., Any]
) -> None:
    called(thing, arguments(name, function))


def about(error: kim.KimError, name: str, value: object) -> bool:
    """Whether an error says that it is about an argument.

    What is looked up and not found is named itself; a document is the place `$`.
    """
    if isinstance(error, kim.ConversionError) and str(error).startswith("$"):
        return True
    found = isinstance(error, kim.NotFoundError) and repr(value) in str(error)
    return found or re.search(rf"\b{name}\b", str(error)) is not None


def takes_any(annotation: Any) -> bool:
    """Whether an argument takes whatever it is given; a flag does, by its truth."""
    return annotation in {object, bool} or isinstance(annotation, TypeVar)


def wrong_calls(
    name: str, thing: Callable[..., Any], function: Callable[..., Any]
) -> Iterator[str]:
    """Yield what happens to a wrong argument that is neither taken nor refused by its name."""
    given, hints = arguments(name, function), get_type_hints(function, include_extras=True)
    for each in inspect.signature(thing).parameters.values():
        if each.kind is each.VAR_KEYWORD:
            continue
        for what, value in WRONG.items():
            if get_origin(hints[each.name]) is Callable and callable(value):
                continue  # what it raises is its own
            try:
                called(thing, {**given, each.name: value})
                if what == "object" and not takes_any(hints[each.name]):
                    yield f"{each.name}={what}: taken"
            except kim.KimError as error:
                if not about(error, each.name, value):
                    yield f"{each.name}={what}: {error}"
            except Exception as error:  # noqa: BLE001 - whatever Python raises
                yield f"{each.name}={what}: {type(error).__name__}: {error}"


@pytest.mark.parametrize(("name", "thing", "function"), CALLABLES)
def test_a_wrong_argument_is_taken_or_refused_by_its_name(
    name: str, thing: Callable[..., Any], function: Callable[..., Any]
) -> None:
    assert list(wrong_calls(name, thing, function)) == []
