"""Facts of North Rhine-Westphalia, each with its source."""

from kim_model.nrw.districts import (
    AREA_DATE,
    GAZETTEER,
    POPULATION_DATE,
    district,
    districts,
    population,
)
from kim_model.nrw.law import GUIDELINE_2020, GUIDELINE_2024, INSTRUMENTS, TINTG
from kim_model.nrw.programme import KIM
from kim_model.nrw.rates import ITEMS, RATES
from kim_model.nrw.settlement import YEAR_END_BY_ANALOGY

__all__ = [
    "AREA_DATE",
    "GAZETTEER",
    "GUIDELINE_2020",
    "GUIDELINE_2024",
    "INSTRUMENTS",
    "ITEMS",
    "KIM",
    "POPULATION_DATE",
    "RATES",
    "TINTG",
    "YEAR_END_BY_ANALOGY",
    "district",
    "districts",
    "population",
]
