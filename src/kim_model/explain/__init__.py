"""Numbers that explain themselves: the tree of operands and operations behind a figure.

This package knows nothing of the domain and can be used alone.
"""

from kim_model.explain.derivation import Derivation, Operation, Policy, Quantity
from kim_model.explain.reading import from_data
from kim_model.explain.steps import (
    amount,
    difference,
    given,
    greatest,
    least,
    part_of_year,
    product,
    quotient,
    ratio,
    rounded,
    settled,
    total,
)

__all__ = [
    "Derivation",
    "Operation",
    "Policy",
    "Quantity",
    "amount",
    "difference",
    "from_data",
    "given",
    "greatest",
    "least",
    "part_of_year",
    "product",
    "quotient",
    "ratio",
    "rounded",
    "settled",
    "total",
]
