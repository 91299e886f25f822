"""The 53 districts and 396 municipalities of NRW, as of one area date."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from attrs import evolve

from kim_model.allocation import KeyFigures
from kim_model.errors import NotFoundError, listed
from kim_model.municipalities import District, DistrictKind, Municipality
from kim_model.nrw._table_2023_11_30 import DISTRICTS, MUNICIPALITIES
from kim_model.values import Citation, Evidence
from kim_model.values._field import require

AREA_DATE = date(2023, 11, 30)
"""The day whose boundaries and names the districts have (Gebietsstand)."""

POPULATION_DATE = date(2022, 12, 31)
"""The day for which the population is counted (Bevölkerungsstand)."""

GAZETTEER = Citation(
    document="Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV100AD",
    section="Gebietsstand 30.11.2023, Bevölkerungsstand 31.12.2022",
)
"""Where districts, municipalities and population are taken from."""


@cache
def _by_key() -> Mapping[str, District]:
    members: dict[str, list[Municipality]] = {key: [] for key, _, _ in DISTRICTS}
    for ags, name, _ in MUNICIPALITIES:
        members[ags[:5]].append(Municipality(ags=ags, name=name))
    return {
        key: District(
            key=key, name=name, kind=DistrictKind(kind), municipalities=tuple(members[key])
        )
        for key, name, kind in DISTRICTS
    }


def districts() -> tuple[District, ...]:
    """Return all 53 districts in the order of their keys.

    Examples
    --------
    >>> sum(len(each.municipalities) for each in districts())
    396
    """
    return tuple(_by_key().values())


def ki_kommunen() -> tuple[District, ...]:
    """Return the 54 Kommunen with a Kommunales Integrationszentrum, which KIM funds.

    They are the 53 districts, and the city of Aachen apart from the Städteregion, whose key it
    has: the two are told apart by their names and their municipalities.

    Source: Stadt Aachen, page of its Kommunales Integrationszentrum (54 in NRW, one of its own);
    StädteRegion Aachen, A 46, Kommunales Integrationszentrum; § 8 TIntG NRW.

    Examples
    --------
    >>> [each.name for each in ki_kommunen() if each.key == "05334"]
    ['Städteregion Aachen', 'Aachen, Stadt']
    """
    region = _by_key()["05334"]
    city = region.municipality("05334002")
    parted = (
        evolve(
            region, municipalities=tuple(each for each in region.municipalities if each != city)
        ),
        evolve(region, name=city.name, kind=DistrictKind.KREISFREIE_STADT, municipalities=(city,)),
    )
    return tuple(part for each in districts() for part in (parted if each == region else (each,)))


def district(key_or_name: str) -> District:
    """Return a district by its key, or by what it is called.

    It is called by its official name, by that without its title or the word Kreis, and with the
    word Kreis or Stadt before it. Capitals and white space do not matter.

    Raises
    ------
    NotFoundError
        If there is none; it names the nearest, and those with a municipality of that name.

    Examples
    --------
    >>> district("05162").name
    'Rhein-Kreis Neuss'
    >>> district("Köln") == district("Stadt Köln") == district("Köln, Stadt")
    True
    >>> district("Mettmann") == district("Kreis Mettmann")
    True
    >>> district("Aachen").name
    'Städteregion Aachen'
    """
    require("key_or_name", key_or_name, str)
    called = _by_name()
    asked = _folded(key_or_name)
    if asked in called:
        return called[asked]
    near = [called[name] for name in get_close_matches(asked, called, n=3)]
    holding = [
        f"{each.name} ({each.key}), with the municipality {town.short_name}"
        for each in districts()
        for town in each.municipalities
        if asked.removeprefix("stadt ") in {_folded(town.name), _folded(town.short_name)}
    ]
    found = listed(dict.fromkeys((*holding, *(f"{each.name} ({each.key})" for each in near))))
    place = f"key_or_name: NRW has no district {key_or_name!r} on {AREA_DATE}"
    raise NotFoundError(f"{place}; near are {found}" if found else place)


@cache
def _by_name() -> Mapping[str, District]:
    """Return the districts by whatever they are called, which no two of them share."""
    return {_folded(name): each for each in districts() for name in (each.key, *_names(each))}


def _names(of: District) -> tuple[str, ...]:
    short = of.name.split(",")[0]
    if of.kind is DistrictKind.KREISFREIE_STADT:
        return of.name, short, f"Stadt {short}"
    return of.name, of.full_name, _THE_WORD_KREIS.sub("", of.name)


_THE_WORD_KREIS = re.compile(r"^(Rhein-Kreis|Städteregion) |[- ]?[Kk]reis$")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def population(of: District) -> KeyFigures:
    """Return the population of a district's municipalities on 31.12.2022.

    Raises
    ------
    NotFoundError
        If the table has no such municipality.

    Examples
    --------
    >>> population(district("05162")).counts["05162024"]
    154139
    """
    require("of", of, District)
    counted = {ags: persons for ags, _, persons in MUNICIPALITIES}
    for each in of.municipalities:
        if each.ags not in counted:
            raise NotFoundError(f"the table of {AREA_DATE} has no municipality {each.ags}")
    return KeyFigures(
        source="Bevölkerungsfortschreibung",
        intended_date=POPULATION_DATE,
        reference_date=POPULATION_DATE,
        area_date=AREA_DATE,
        counts={each.ags: counted[each.ags] for each in of.municipalities},
        population_group="Bevölkerung",
        citation=GAZETTEER,
        evidence=Evidence.VERIFIED,
    )
