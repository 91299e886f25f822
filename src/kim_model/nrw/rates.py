"""The rates of KIM that a source gives, each with its kind, unit, source and evidence.

What no source gives is absent: a rate asked for then raises, and names the nearest known ones.
"""

from datetime import date
from typing import SupportsIndex

from kim_model._mapping import FrozenMapping
from kim_model.errors import NotFoundError
from kim_model.funding import Rate, RateBook, RateKind
from kim_model.law import Role
from kim_model.values import Citation, Evidence, Period, RateUnit
from kim_model.values._field import whole

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

# Only one source says since when a rate was known: the notice to the Kreis Unna. Others are of a
# month or a year, by whose end their rate was known. Köln's plan of December 2022 states rates for
# 2022, and the assistance for 2023; what it plans for 2023 at other rates of 2022 is no rate. All
# were read by the day of the table.
_READ = date(2026, 11, 23)
_SOEST_BY = date(2020, 4, 21)
_END_OF_2022, _END_OF_2023 = date(2022, 12, 31), date(2023, 12, 31)

_FULL, _HALF = RateUnit.FULL_POST_AND_YEAR, RateUnit.HALF_POST_AND_YEAR
_CEILING, _LUMP_SUM = RateKind.CEILING, RateKind.LUMP_SUM


def _rates(
    item: str,
    kind: RateKind,
    unit: RateUnit,
    *rows: tuple[int, str, Evidence, Citation, date | None],
) -> tuple[Rate, ...]:
    """Return the rates of one item, a row for each year.

    Its last entry is the day by which the rate was known; none where the citation bears the day.
    """
    return tuple(
        Rate(
            item=item,
            amount=amount,
            kind=kind,
            unit=unit,
            period=Period.of_year(year),
            known_since=citation.issued_on,
            known_by=known_by,
            citation=citation,
            evidence=evidence,
        )
        for year, amount, evidence, citation, known_by in rows
    )


_VERSION_1 = RateBook(
    (
        *_rates(
            "coordination_position",
            _CEILING,
            _FULL,
            (2020, "55000", Evidence.WEAK, _OLD_PAGE, _READ),
            (2021, "55000", Evidence.WEAK, _OLD_PAGE, _READ),
            (2022, "55000", Evidence.DERIVED, _COLOGNE, _END_OF_2022),
            (2023, "57000", Evidence.ASSUMED, _COESFELD, _END_OF_2023),
            (2025, "57000", Evidence.VERIFIED, _PAGE, _READ),
        ),
        *_rates(
            "administrative_assistance",
            _LUMP_SUM,
            _HALF,
            (2020, "22500", Evidence.WEAK, _OLD_PAGE, _READ),
            (2021, "22500", Evidence.WEAK, _OLD_PAGE, _READ),
            (2022, "22500", Evidence.DERIVED, _COLOGNE, _END_OF_2022),
            (2023, "22500", Evidence.DERIVED, _COLOGNE, _END_OF_2022),
            (2025, "22500", Evidence.VERIFIED, _PAGE, _READ),
        ),
        *_rates(
            "workplace",
            _CEILING,
            RateUnit.FULL_POST,
            (2020, "9700", Evidence.WEAK, _OLD_PAGE, _READ),
            (2021, "9700", Evidence.WEAK, _OLD_PAGE, _READ),
            (2025, "5700", Evidence.VERIFIED, _PAGE, _READ),
        ),
        *_rates(
            "case_management_position",
            _LUMP_SUM,
            _FULL,
            (2021, "55000", Evidence.VERIFIED, _HEINSBERG, _READ),
            (2022, "55000", Evidence.VERIFIED, _NOTTULN, _END_OF_2022),
            (2023, "57000", Evidence.VERIFIED, _UNNA, None),
        ),
        *_rates(
            "authority_half_position",
            _LUMP_SUM,
            _HALF,
            (2020, "25000", Evidence.WEAK, _SOEST, _SOEST_BY),
        ),
    )
)

_VERSIONS = FrozenMapping({1: _VERSION_1})

RATES_VERSION = max(_VERSIONS)
"""The number of the version of `RATES`, which grows whenever a rate is added or changed."""


def rates(version: SupportsIndex) -> RateBook:
    """Return the rates of NRW of a version, which never changes.

    What is to give the same answers after an update of the library asks these, and not `RATES`.

    Parameters
    ----------
    version
        Its number: 1 up to `RATES_VERSION`.

    Raises
    ------
    NotFoundError
        If there is no such version.

    Examples
    --------
    >>> rates(RATES_VERSION) == RATES
    True
    """
    version = whole("version", version)
    if version not in _VERSIONS:
        raise NotFoundError(f"version: {version} is none of the rates; write 1 to {RATES_VERSION}")
    return _VERSIONS[version]


RATES = rates(RATES_VERSION)
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
