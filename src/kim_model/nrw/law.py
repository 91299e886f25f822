"""The programme KIM, the law and guidelines on which it rests, and the dates of its year-end."""

from datetime import date

from kim_model.funding import YearEndRule
from kim_model.law import DeadlineRule, FundingProgramme, LegalInstrument, Shift
from kim_model.municipalities import DistrictKind
from kim_model.values import Citation, Evidence, Period, YearlyDay

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

TINTG = LegalInstrument(
    id="tintg-nrw",
    title="Teilhabe- und Integrationsgesetz (TIntG NRW)",
    signed_on=date(2021, 11, 25),
    in_force_from=date(2022, 1, 1),
    citation=Citation(
        document="TIntG NRW", issued_on=date(2021, 11, 25), published_in="GV. NRW. 2021 S. 1213a"
    ),
    evidence=Evidence.VERIFIED,
)
"""The law, in force from 01.01.2022; the day of its publication is not known here."""

GUIDELINE_2020 = LegalInstrument(
    id="runderlass-2020-11-25",
    title="Richtlinie zum KIM, Runderlass vom 25.11.2020",
    signed_on=date(2020, 11, 25),
    published_on=date(2020, 11, 30),
    citation=Citation(
        document="Runderlass vom 25.11.2020",
        issued_on=date(2020, 11, 25),
        published_in="MBl. NRW. 2020 Nr. 32, S. 751-786",
    ),
    evidence=Evidence.VERIFIED,
)
"""The guideline of 2020. When it applies and expires could not be read."""

GUIDELINE_2024 = LegalInstrument(
    id="runderlass-2024-12-12",
    title="Richtlinie zum KIM, Runderlass vom 12.12.2024",
    # The interim report of the Rhein-Kreis Neuss of spring 2024: "bereits im letzten Jahr
    # angekündigt".
    announced_within=Period.of_year(2023),
    signed_on=date(2024, 12, 12),
    published_on=date(2024, 12, 19),
    citation=Citation(
        document="Runderlass vom 12.12.2024",
        issued_on=date(2024, 12, 12),
        published_in="MBl. NRW. 2024 Nr. 43, S. 1229-1258",
    ),
    evidence=Evidence.VERIFIED,
)
"""The guideline announced in 2023 and published on 19.12.2024. Which years it covers, and whether
it replaces the one of 2020, is not known here."""

INSTRUMENTS = (TINTG, GUIDELINE_2020, GUIDELINE_2024)
"""The law and both guidelines."""

_BUDGET_ACT_2014 = Citation(document="Haushaltsgesetz NRW 2014", section="§ 29a")


YEAR_END_BY_ANALOGY = YearEndRule(
    proof_not_before=YearlyDay(7, 1),
    repayment=DeadlineRule(
        day_of_year=YearlyDay(9, 30),
        years_after=1,
        shift=Shift.NONE,
        citation=_BUDGET_ACT_2014,
        evidence=Evidence.ASSUMED,
    ),
    citation=_BUDGET_ACT_2014,
    evidence=Evidence.ASSUMED,
)
"""By analogy to § 29a HG NRW 2014, where alone it is verified; for KIM it is assumed.

The head of administration confirms the use after 30 June of the following year, so from 1 July on;
no last day is named. Money not used is repaid unasked by 30 September. That a weekend does not move
that day is assumed, too.
"""
