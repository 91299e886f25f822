"""Posts shared out over municipalities by a key.

Read `keys` and `rule`, then `shares`, `allocation` and `allocate`; `record` gives an allocation its
place in the life of a programme, `comparison` lays allocations side by side.
"""

from kim_model.allocation.allocate import allocate as allocate
from kim_model.allocation.allocation import Allocation as Allocation
from kim_model.allocation.comparison import (
    Cause as Cause,
    MethodResult as MethodResult,
    compare_allocations as compare_allocations,
    methods_side_by_side as methods_side_by_side,
    robustness as robustness,
)
from kim_model.allocation.keys import (
    KeyFigures as KeyFigures,
    WeightedFigures as WeightedFigures,
    WeightedKey as WeightedKey,
)
from kim_model.allocation.record import (
    AllocationRecord as AllocationRecord,
    Recalculation as Recalculation,
    RecalculationState as RecalculationState,
    YearlyKey as YearlyKey,
)
from kim_model.allocation.rule import (
    AllocationRule as AllocationRule,
    FundingThreshold as FundingThreshold,
    KeptPosts as KeptPosts,
    Pool as Pool,
)
from kim_model.allocation.shares import (
    Adjustment as Adjustment,
    Adoption as Adoption,
    Share as Share,
)
