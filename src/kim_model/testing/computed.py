"""Strategies for what is computed: derivations, attributions, reports, and findings."""

import operator
from fractions import Fraction
from string import Formatter
from types import UnionType
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.errors import UnknownReason
from kim_model.explain import (
    Attribution,
    Derivation,
    Unknown,
    attribute,
    difference,
    given,
    product,
    total,
)
from kim_model.funding import FundingTerms
from kim_model.language.phrases import PHRASES
from kim_model.reporting import StatusReport, status_report
from kim_model.review import Finding
from kim_model.settlement import NoticeMoney, YearSheet, year_sheet
from kim_model.testing._fields import Setting, by_hand
from kim_model.testing.programmes import local_programmes
from kim_model.testing.values import days, texts
from kim_model.values import Citation, Euro, Evidence, ExactEuro, Fte
from kim_model.values._marks import NonNegativeEuro

_QUANTITIES = (Fte, Euro, ExactEuro, int, Fraction)


@by_hand(Derivation)
def _derivations(annotation: object, setting: Setting) -> SearchStrategy[Derivation[Any]]:
    """Given values, sums, differences and products; each value follows from its operands."""
    found = [each for each in get_args(annotation) if each in _QUANTITIES or get_args(each)]
    if not found:  # of any quantity
        return st.one_of([setting.values(Derivation[each]) for each in _QUANTITIES])  # type: ignore[valid-type]
    (quantity,) = found
    if get_origin(quantity) in {Union, UnionType}:  # of one kind or another, which do not add up
        return st.one_of([setting.values(Derivation[each]) for each in get_args(quantity)])  # type: ignore[valid-type]
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


@by_hand(StatusReport)
def _reports(*_: object) -> SearchStrategy[StatusReport]:
    return st.builds(status_report, local_programmes(), days())


@by_hand(YearSheet)
def _sheets(_: object, setting: Setting) -> SearchStrategy[YearSheet]:
    terms, years = setting.values(FundingTerms), st.integers(2020, 2026)
    return st.builds(year_sheet, local_programmes(), years, terms, on=days())


_FIGURES = (
    "granted",
    "maximum",
    "due",
    "due_beside_posts",
    "received",
    "spent",
    "beside_posts",
    "forwarded",
    "repaid",
)


@by_hand(*((NoticeMoney, each) for each in _FIGURES))
def _figures(_: object, setting: Setting) -> SearchStrategy[Derivation[Euro] | Unknown]:
    """Draw short ones: a notice has many."""
    reasons = setting.values(UnknownReason)
    unknown = st.builds(Unknown, label=texts(), reason=reasons)
    return unknown | st.builds(given, texts(), setting.values(NonNegativeEuro))


@by_hand(Attribution)
def _attributions(*_: object) -> SearchStrategy[Attribution[int, int]]:
    """Attribute sums to their parts."""
    parts = st.lists(st.integers(-1000, 1000), max_size=4)
    return parts.map(lambda found: attribute(0, found, operator.add, lambda a, b: b - a))


@by_hand(Finding)
def _findings(kind: type[Finding], setting: Setting) -> SearchStrategy[Finding]:
    """Draw findings that can be said: of any phrase, with all its blanks filled."""

    def about(phrase: str) -> SearchStrategy[Finding]:
        blanks = {name for _, name, _, _ in Formatter().parse(PHRASES[phrase][0]) if name}
        names = st.fixed_dictionaries(dict.fromkeys(sorted(blanks), texts()))
        return setting.record(kind, phrase=st.just(phrase), names=names)

    phrases = sorted(each for each in PHRASES if each.startswith("findings."))
    return st.sampled_from(phrases).flatmap(about)
