"""The programme KIM of the Land Nordrhein-Westfalen."""

from kim_model.law import FundingProgramme
from kim_model.municipalities import DistrictKind
from kim_model.values import Citation

KIM = FundingProgramme(
    id="kim",
    name="Kommunales Integrationsmanagement",
    funder="Land Nordrhein-Westfalen",
    legal_basis=Citation(
        document="TIntG NRW", section="§ 9", published_in="GV. NRW. 2021 S. 1213a"
    ),
    since_year=2020,
    addressees=(DistrictKind.KREIS, DistrictKind.KREISFREIE_STADT),
)
"""Kommunales Integrationsmanagement, funded since 2020 in all Kreise and kreisfreie Städte."""
