"""The 53 districts and 396 municipalities of NRW, as of one area date."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from kim_model.allocation import KeyFigures
from kim_model.errors import NotFoundError
from kim_model.municipalities import District, DistrictKind, Municipality
from kim_model.nrw._table_2023_11_30 import DISTRICTS, MUNICIPALITIES
from kim_model.values import Citation, Evidence

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


def district(key_or_name: str) -> District:
    """Return a district by its key or its exact official name.

    Raises
    ------
    NotFoundError
        If there is none; it names the nearest.

    Examples
    --------
    >>> district("05162").name
    'Rhein-Kreis Neuss'
    >>> district("Rhein-Kreis Neuss") == district("05162")
    True
    """
    by_key = _by_key()
    for each in by_key.values():
        if key_or_name in (each.key, each.name):
            return each
    names = [text for each in by_key.values() for text in (each.key, each.name)]
    near = ", ".join(get_close_matches(str(key_or_name), names, n=3)) or "none that is similar"
    raise NotFoundError(f"NRW has no district {key_or_name!r} on {AREA_DATE}; it has {near}")


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
