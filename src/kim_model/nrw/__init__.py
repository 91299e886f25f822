"""Facts of North Rhine-Westphalia, each with its source."""

from kim_model.nrw.districts import (
    AREA_DATE,
    GAZETTEER,
    POPULATION_DATE,
    district,
    districts,
    population,
)
from kim_model.nrw.programme import KIM

__all__ = [
    "AREA_DATE",
    "GAZETTEER",
    "KIM",
    "POPULATION_DATE",
    "district",
    "districts",
    "population",
]
