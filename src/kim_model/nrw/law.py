"""The law and the guidelines on which KIM rests, with the dates that their sources give."""

from datetime import date

from kim_model.law import LegalInstrument
from kim_model.values import Citation, Evidence, Period

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
