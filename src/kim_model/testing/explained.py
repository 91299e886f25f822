"""Strategies for derivations."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.explain import Derivation, difference, given, product, total
from kim_model.testing.values import citations, evidences, ftes, maybe, texts
from kim_model.values import Fte


def derivations() -> SearchStrategy[Derivation[Fte]]:
    """How numbers of posts come about: given ones, sums, differences and products.

    The value of each follows from its operands; `ratio` makes a share of any two of them.
    """
    return st.recursive(_given(), _computed, max_leaves=6)


def _given() -> SearchStrategy[Derivation[Fte]]:
    return st.builds(given, texts(), ftes(), citation=maybe(citations()), evidence=evidences())


def _computed(operands: SearchStrategy[Derivation[Fte]]) -> SearchStrategy[Derivation[Fte]]:
    numbers = st.fractions(0, 10, max_denominator=20)
    factors = st.builds(given, texts(), numbers, evidence=evidences())
    return st.one_of(
        st.builds(total, texts(), st.lists(operands, min_size=1, max_size=3)),
        st.builds(difference, texts(), operands, operands),
        st.builds(product, texts(), operands, factors),
    )
