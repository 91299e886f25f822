"""Derivations read back from plain data, strictly: what is not exactly as written is refused."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError
from kim_model.explain.derivation import Derivation, Operation, Policy
from kim_model.values import (
    Citation,
    DayCount,
    Euro,
    Evidence,
    ExactEuro,
    Fte,
    PartYear,
    PartYearRule,
    Period,
    Rounding,
    YearPart,
)
from kim_model.values.quantities import exact
from kim_model.values.units import BaseUnit, Measured, Quantity, Unit

E = TypeVar("E", bound=Enum)

_NODE = ("label", "value", "operation", "operands", "citation", "evidence", "policy")
_QUANTITIES: Mapping[str, Callable[[str], Quantity]] = {
    "Fte": Fte,
    "Euro": Euro,
    "ExactEuro": ExactEuro,
    "Fraction": exact,
}
_KINDS = (*_QUANTITIES, "int", "Measured")
_CITATION = ("document", "section", "issued_on", "published_in", "link")


def from_data(data: object) -> Derivation[Any]:
    """Return the derivation that plain data describes; the reverse of `Derivation.to_data`.

    It reads what is written and does not recompute it: `Derivation.verify` does.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        Naming the place in the data that is not as `to_data` writes it.

    Examples
    --------
    >>> from kim_model.explain import given, total
    >>> tree = total("both", [given("a", Fte("0.5")), given("b", Fte("1/3"))])
    >>> from_data(tree.to_data()) == tree
    True
    """
    return _node("data", data)


def _node(place: str, data: object) -> Derivation[Any]:
    found = _fields(place, data, _NODE)
    operands = found["operands"]
    if not isinstance(operands, list):
        raise InvalidTypeError(f"{place}.operands", operands, "is no list")
    items = enumerate(cast("list[object]", operands))
    read = tuple(_node(f"{place}.operands[{index}]", item) for index, item in items)
    with _at(place):
        return Derivation(
            label=cast("str", found["label"]),
            value=_quantity(f"{place}.value", found["value"]),
            operation=_member(f"{place}.operation", found["operation"], Operation),
            operands=read,
            citation=_citation(f"{place}.citation", found["citation"]),
            evidence=_optional_member(f"{place}.evidence", found["evidence"], Evidence),
            policy=_policy(f"{place}.policy", found["policy"]),
        )


@contextmanager
def _at(place: str) -> Generator[None, None, None]:
    """Let what a constructor refuses name the place in the data instead of the field."""
    try:
        yield
    except FieldError as error:
        if error.field.startswith("data"):
            raise
        name = error.field.rpartition(".")[2]
        where = f"{place}.{name}" if name else place
        raise type(error)(where, error.value, error.rule, error.remedy) from None


def _fields(place: str, data: object, names: tuple[str, ...]) -> Mapping[str, object]:
    """Return the data as a mapping with exactly the names given."""
    if not isinstance(data, Mapping):
        raise InvalidTypeError(place, data, "is no mapping", f"write {', '.join(names)}")
    found = cast("Mapping[str, object]", data)
    if set(found) != set(names):
        odd = sorted(map(str, set(found) ^ set(names)))
        rule = f"has not exactly the names {', '.join(names)}"
        raise InvalidValueError(place, found, rule, f"see to {', '.join(odd)}")
    return found


def _text(place: str, data: object) -> str:
    if not isinstance(data, str):
        raise InvalidTypeError(place, data, "is no text")
    return data


def _day(place: str, data: object) -> date:
    written = _text(place, data)
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.isoformat() != written:
        raise InvalidValueError(place, data, "is no date", "write it as 2024-03-31")
    return found


def _member(place: str, data: object, kind: type[E]) -> E:
    try:
        return kind(_text(place, data))
    except ValueError:
        known = ", ".join(repr(each.value) for each in kind)
        rule = f"is no {kind.__name__}"
        raise InvalidValueError(place, data, rule, f"write one of {known}") from None


def _optional_member(place: str, data: object, kind: type[E]) -> E | None:
    return None if data is None else _member(place, data, kind)


def _quantity(place: str, data: object) -> Quantity:
    names = ("type", "number", "unit") if _says(data, "type", "Measured") else ("type", "number")
    named = _fields(place, data, names)
    kind, number = named["type"], _text(f"{place}.number", named["number"])
    with _at(f"{place}.number"):
        if kind == "Measured":
            return Measured(number, _unit(f"{place}.unit", named["unit"]))
        if kind == "int" and (value := exact(number)).denominator == 1:
            return value.numerator
        if isinstance(kind, str) and kind in _QUANTITIES:
            return _QUANTITIES[kind](number)
    raise InvalidValueError(place, data, "is no quantity", f"write one of {', '.join(_KINDS)}")


def _says(data: object, name: str, value: str) -> bool:
    """Whether the data is a mapping with the value under the name."""
    return isinstance(data, Mapping) and cast("Mapping[str, object]", data).get(name) == value


def _unit(place: str, data: object) -> Unit:
    if not isinstance(data, Mapping):
        raise InvalidTypeError(place, data, "is no mapping")
    powers = cast("Mapping[str, int]", data)
    with _at(place):
        return Unit({_member(place, base, BaseUnit): power for base, power in powers.items()})


def _citation(place: str, data: object) -> Citation | None:
    if data is None:
        return None
    found = dict(_fields(place, data, _CITATION))
    if found["issued_on"] is not None:
        found["issued_on"] = _day(f"{place}.issued_on", found["issued_on"])
    with _at(place):
        return Citation(**cast("dict[str, Any]", found))


def _policy(place: str, data: object) -> Policy | None:
    if data is None:
        return None
    if _says(data, "type", "Rounding"):
        found = _fields(place, data, ("type", "rounding"))
        return _member(f"{place}.rounding", found["rounding"], Rounding)
    found = _fields(place, data, ("type", "first_day", "last_day", "rule"))
    first_day = _day(f"{place}.first_day", found["first_day"])
    last_day = _day(f"{place}.last_day", found["last_day"])
    rule = _rule(f"{place}.rule", found["rule"])
    with _at(place):
        return YearPart(period=Period(first_day, last_day), rule=rule)


def _rule(place: str, data: object) -> PartYearRule | None:
    if data is None:
        return None
    found = _fields(place, data, ("method", "day_count", "citation", "evidence"))
    with _at(place):
        return PartYearRule(
            method=_member(f"{place}.method", found["method"], PartYear),
            day_count=_optional_member(f"{place}.day_count", found["day_count"], DayCount),
            citation=_citation(f"{place}.citation", found["citation"]),
            evidence=_optional_member(f"{place}.evidence", found["evidence"], Evidence),
        )
