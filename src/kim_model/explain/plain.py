"""A derivation as plain data: mappings, lists and texts, as JSON has them."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from kim_model.values import Citation, Euro, Evidence, PartYearRule, Rounding, YearPart
from kim_model.values.quantities import exact_text
from kim_model.values.units import Measured, Quantity, Unit

if TYPE_CHECKING:
    from kim_model.explain.derivation import Derivation


def plain_data(node: "Derivation[Any]") -> dict[str, object]:
    """Return the tree as plain data; what is unknown is None."""
    return {
        "label": node.label,
        "value": _quantity(node.value),
        "operation": node.operation.value,
        "operands": [plain_data(each) for each in node.operands],
        "citation": _citation(node.citation),
        "evidence": _evidence(node.evidence),
        "policy": _policy(node.policy),
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    data: dict[str, object] = {"type": type(quantity).__name__}
    if isinstance(quantity, Measured):
        return data | {"number": exact_text(quantity.value), "unit": _unit(quantity.unit)}
    if isinstance(quantity, int | Fraction):
        return data | {"number": exact_text(Fraction(quantity))}
    number = str(quantity) if isinstance(quantity, Euro) else exact_text(quantity.value)
    return data | {"number": number}


def _unit(unit: Unit) -> dict[str, int]:
    return {base.value: power for base, power in unit.powers.items()}


def _citation(citation: Citation | None) -> dict[str, str | None] | None:
    if citation is None:
        return None
    values = attrs.asdict(citation)
    return {name: None if value is None else str(value) for name, value in values.items()}


def _evidence(evidence: Evidence | None) -> str | None:
    return None if evidence is None else evidence.value


def _policy(policy: Rounding | YearPart | None) -> dict[str, object] | None:
    if policy is None:
        return None
    if isinstance(policy, Rounding):
        return {"type": "Rounding", "rounding": policy.value}
    period = policy.period.closed()
    return {
        "type": "YearPart",
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "rule": _rule(policy.rule),
    }


def _rule(rule: PartYearRule | None) -> dict[str, object] | None:
    if rule is None:
        return None
    return {
        "method": rule.method.value,
        "day_count": None if rule.day_count is None else rule.day_count.value,
        "citation": _citation(rule.citation),
        "evidence": _evidence(rule.evidence),
    }
