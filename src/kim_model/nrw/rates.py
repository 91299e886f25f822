"""The rates of KIM that a source gives, each with its kind, unit, source and evidence.

What no source gives is absent: a rate asked for then raises, and names the nearest known ones.
"""

from datetime import date

from kim_model._mapping import FrozenMapping
from kim_model.funding import Rate, RateBook, RateKind
from kim_model.law import Role
from kim_model.values import Citation, Evidence, Period, RateUnit

_OLD_PAGE = Citation(
    document="Bezirksregierung Arnsberg, Seite zum KIM der Jahre 2020 und 2021", section="Abschrift"
)
_PAGE = Citation(
    document="Bezirksregierung Arnsberg, Seite zum KIM", section="Stand 2025, ohne Datum"
)
_COLOGNE = Citation(document="Stadt Köln, Finanzplanung KIM für 2022 und 2023")
_COESFELD = Citation(
    document="Kreis Coesfeld, Vorlage SV-10-0898",
    section='"Personalkostenförderung … aktuell (2023) 57.000 €" für alle Bausteine',
)
_HEINSBERG = Citation(document="Kreis Heinsberg", section="6 Stellen, 330.000 EUR für 2021")
_NOTTULN = Citation(document="Gemeinde Nottuln, Vorlage 181/2022; Gemeinde Havixbeck")
_UNNA = Citation(
    document="Kreis Unna, Bescheid vom 15.02.2023",
    section="18 Stellen, 1.026.000 EUR",
    issued_on=date(2023, 2, 15),
)
_SOEST = Citation(
    document="Land NRW: 200 halbe Stellen, 5.000.000 EUR; Kreis Soest: 2 halbe Stellen, 50.000 EUR"
)

# Only one source dates a rate to the day: the notice to the Kreis Unna. The pages of the
# Bezirksregierung and the papers of the Kreise and towns bear no day from which their rate was
# known. Köln's plan for 2023 is of December 2022, but it was made at the rates of 2022: it does not
# say since when the rate of 2023 was known.

_FULL, _HALF = RateUnit.FULL_POST_AND_YEAR, RateUnit.HALF_POST_AND_YEAR
_CEILING, _LUMP_SUM = RateKind.CEILING, RateKind.LUMP_SUM


def _rates(
    item: str, kind: RateKind, unit: RateUnit, *rows: tuple[int, str, Evidence, Citation]
) -> tuple[Rate, ...]:
    """Return the rates of one item, a row for each year."""
    return tuple(
        Rate(
            item=item,
            amount=amount,
            kind=kind,
            unit=unit,
            period=Period.of_year(year),
            known_from=citation.issued_on,
            citation=citation,
            evidence=evidence,
        )
        for year, amount, evidence, citation in rows
    )


RATES = RateBook(
    (
        *_rates(
            "coordination_position",
            _CEILING,
            _FULL,
            (2020, "55000", Evidence.WEAK, _OLD_PAGE),
            (2021, "55000", Evidence.WEAK, _OLD_PAGE),
            (2022, "55000", Evidence.DERIVED, _COLOGNE),
            (2023, "57000", Evidence.ASSUMED, _COESFELD),
            (2025, "57000", Evidence.VERIFIED, _PAGE),
        ),
        *_rates(
            "administrative_assistance",
            _LUMP_SUM,
            _HALF,
            (2020, "22500", Evidence.WEAK, _OLD_PAGE),
            (2021, "22500", Evidence.WEAK, _OLD_PAGE),
            (2022, "22500", Evidence.DERIVED, _COLOGNE),
            (2023, "22500", Evidence.DERIVED, _COLOGNE),
            (2025, "22500", Evidence.VERIFIED, _PAGE),
        ),
        *_rates(
            "workplace",
            _CEILING,
            RateUnit.FULL_POST,
            (2020, "9700", Evidence.WEAK, _OLD_PAGE),
            (2021, "9700", Evidence.WEAK, _OLD_PAGE),
            (2025, "5700", Evidence.VERIFIED, _PAGE),
        ),
        *_rates(
            "case_management_position",
            _LUMP_SUM,
            _FULL,
            (2021, "55000", Evidence.VERIFIED, _HEINSBERG),
            (2022, "55000", Evidence.VERIFIED, _NOTTULN),
            (2023, "57000", Evidence.VERIFIED, _UNNA),
        ),
        *_rates(
            "authority_half_position", _LUMP_SUM, _HALF, (2020, "25000", Evidence.WEAK, _SOEST)
        ),
    )
)
"""What the Land paid for a post in KIM, as far as a source says (Fördersätze).

The items are ``coordination_position`` and ``workplace`` (both "up to", so ceilings),
``administrative_assistance`` (per half post), ``case_management_position`` and
``authority_half_position`` (per half post).
"""

ITEMS = FrozenMapping(
    {
        Role.COORDINATION: "coordination_position",
        Role.MUNICIPAL_COORDINATION: "coordination_position",
        Role.ADMINISTRATIVE_ASSISTANCE: "administrative_assistance",
        Role.CASE_MANAGEMENT: "case_management_position",
        Role.FOREIGNERS_AUTHORITY: "authority_half_position",
        Role.NATURALISATION_AUTHORITY: "authority_half_position",
    }
)
"""The item of `RATES` by which posts of a role are paid."""
