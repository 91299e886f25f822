"""Numbers that explain themselves: the tree of operands and operations behind a figure."""

from kim_model.explain.derivation import (
    Derivation as Derivation,
    Operation as Operation,
    Policy as Policy,
)
from kim_model.explain.reading import from_data as from_data
from kim_model.explain.steps import (
    amount as amount,
    difference as difference,
    given as given,
    greatest as greatest,
    least as least,
    part_of_year as part_of_year,
    product as product,
    quotient as quotient,
    ratio as ratio,
    rounded as rounded,
    settled as settled,
    total as total,
)
from kim_model.values.units import Quantity as Quantity
