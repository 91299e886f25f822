"""What all records are made of: quantities, days, sources, facts, and the field itself.

Read `numbers`, `quantities`, `periods`, and `sources` first; `part_years`, `rounding` and `rates`
build on them. `facts` says since when something is known; `_marks` holds what an annotation can say
beside the type, and `_field` reads checks off it.
"""

from kim_model.values.facts import (
    Fact as Fact,
    LastingFact as LastingFact,
    StatedTotal as StatedTotal,
)
from kim_model.values.numbers import ExactNumber as ExactNumber
from kim_model.values.part_years import (
    DayCount as DayCount,
    PartYear as PartYear,
    PartYearRule as PartYearRule,
    YearPart as YearPart,
)
from kim_model.values.periods import (
    ClosedPeriod as ClosedPeriod,
    Period as Period,
    YearlyDay as YearlyDay,
)
from kim_model.values.quantities import Euro as Euro, ExactEuro as ExactEuro, Fte as Fte
from kim_model.values.rates import EuroPerPost as EuroPerPost, RateUnit as RateUnit
from kim_model.values.rounding import Rounding as Rounding
from kim_model.values.sources import Answer as Answer, Citation as Citation, Evidence as Evidence
