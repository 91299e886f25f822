"""Strategies for what is computed: derivations, and reports."""

from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.explain import Derivation, difference, given, product, total
from kim_model.reporting import Status, StatusReport, status_report
from kim_model.testing._fields import Setting, by_hand
from kim_model.testing.programmes import local_programmes
from kim_model.testing.values import days, texts
from kim_model.values import Citation, Euro, Evidence, ExactEuro, Fte

_QUANTITIES = (Fte, Euro, ExactEuro, int, Fraction)


@by_hand(Derivation)
def _derivations(annotation: object, setting: Setting) -> SearchStrategy[Derivation[Any]]:
    """Given values, sums, differences and products; each value follows from its operands."""
    found = [each for each in get_args(annotation) if each in _QUANTITIES or get_args(each)]
    if not found:  # of any quantity
        return st.one_of([setting.values(Derivation[each]) for each in _QUANTITIES])  # type: ignore[valid-type]
    (quantity,) = found
    citation, evidence = setting.values(Citation | None), setting.values(Evidence | None)
    whole = {Euro, int} & {quantity, *get_args(quantity)}
    numbers = st.integers(0, 10) if whole else st.fractions(0, 10, max_denominator=20)
    factors = st.builds(given, texts(), numbers, evidence=evidence)

    def computed(operands: SearchStrategy[Derivation[Any]]) -> SearchStrategy[Derivation[Any]]:
        sums = st.builds(total, texts(), st.lists(operands, min_size=1, max_size=3))
        products = st.builds(product, texts(), operands, factors)
        if get_args(quantity):  # a difference may leave its bounds
            return sums | products
        return sums | st.builds(difference, texts(), operands, operands) | products

    values = setting.values(quantity)
    leaves = st.builds(given, texts(), values, citation=citation, evidence=evidence)
    return st.recursive(leaves, computed, max_leaves=6)


@by_hand(Status)
def _reports(*_: object) -> SearchStrategy[StatusReport]:
    return st.builds(status_report, local_programmes(), days())
