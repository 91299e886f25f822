"""Facts of North Rhine-Westphalia, each with its source: districts, law, holidays, rates.

The modules stand beside one another; begin with `rates`. `districts` reads a generated table.
"""

from kim_model.law.deadlines import holidays as holidays
from kim_model.nrw.districts import (
    AREA_DATE as AREA_DATE,
    GAZETTEER as GAZETTEER,
    POPULATION_DATE as POPULATION_DATE,
    district as district,
    districts as districts,
    ki_kommunen as ki_kommunen,
    population as population,
)
from kim_model.nrw.law import (
    GUIDELINE_2020 as GUIDELINE_2020,
    GUIDELINE_2024 as GUIDELINE_2024,
    INSTRUMENTS as INSTRUMENTS,
    KIM as KIM,
    TINTG as TINTG,
    YEAR_END_BY_ANALOGY as YEAR_END_BY_ANALOGY,
)
from kim_model.nrw.rates import (
    ITEMS as ITEMS,
    RATES as RATES,
    RATES_VERSION as RATES_VERSION,
    rates as rates,
)
