"""Numbers that explain themselves: the tree of operands and operations behind a figure.

Read `operations` (how a value follows from others) and `derivation` (the tree, its check), then
`steps`, which build it; `text` writes one step. `attribution` parts a difference among its causes.
It explains posts and money and can be used alone.
"""

from kim_model.explain.attribution import (
    Attribution as Attribution,
    AttributionStep as AttributionStep,
    attribute as attribute,
)
from kim_model.explain.cut import StepCut as StepCut
from kim_model.explain.derivation import Derivation as Derivation
from kim_model.explain.operations import (
    Operation as Operation,
    Policy as Policy,
    Quantity as Quantity,
)
from kim_model.explain.steps import (
    accrued as accrued,
    amount as amount,
    apportioned as apportioned,
    difference as difference,
    given as given,
    greatest as greatest,
    least as least,
    part_of_year as part_of_year,
    product as product,
    ratio as ratio,
    rounded as rounded,
    settled as settled,
    total as total,
)
from kim_model.explain.unknown import Unknown as Unknown
