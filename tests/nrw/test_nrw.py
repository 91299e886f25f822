"""Districts and municipalities of NRW against the official table they are made from."""

import re
import unicodedata

import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import nrw_table
from kim_model import nrw

DISTRICTS = nrw_table.rows("nrw_districts_2023-11-30.csv")
MUNICIPALITIES = nrw_table.rows("nrw_municipalities_2023-11-30.csv")


def test_the_module_is_what_the_table_gives() -> None:
    assert nrw_table.MODULE.read_text(encoding="utf-8") == nrw_table.module()


def test_every_row_of_the_table_is_there() -> None:
    """Keys, names and kinds of all 53 districts and 396 municipalities, and nothing else."""
    assert [(each.key, each.name) for each in nrw.districts()] == [
        (row["key"], row["name"]) for row in DISTRICTS
    ]
    assert [(m.ags, m.name) for d in nrw.districts() for m in d.municipalities] == [
        (row["ags"], row["name"]) for row in MUNICIPALITIES
    ]
    assert (len(DISTRICTS), len(MUNICIPALITIES)) == (53, 396)


def test_population_sums_to_the_official_total() -> None:
    """18,139,116 inhabitants on 31.12.2022 (Destatis, GV100AD)."""
    counted = [count for d in nrw.districts() for count in nrw.population(d).counts.values()]
    assert sum(counted) == 18_139_116
    assert counted == [int(row["population"]) for row in MUNICIPALITIES]


def test_a_statistic_carries_both_its_dates() -> None:
    figures = nrw.population(nrw.district("05162"))
    assert (figures.reference_date, figures.area_date) == (nrw.POPULATION_DATE, nrw.AREA_DATE)
    assert figures.evidence is kim.Evidence.VERIFIED


# Kreise that are not called "Kreis" and a name: what else people call them.
OTHERWISE = {
    "Rhein-Kreis Neuss": "Neuss",
    "Städteregion Aachen": "Aachen",
    "Rhein-Erft-Kreis": "Rhein-Erft",
    "Oberbergischer Kreis": "Oberbergischer",
    "Rheinisch-Bergischer Kreis": "Rheinisch-Bergischer",
    "Rhein-Sieg-Kreis": "Rhein-Sieg",
    "Ennepe-Ruhr-Kreis": "Ennepe-Ruhr",
    "Hochsauerlandkreis": "Hochsauerland",
    "Märkischer Kreis": "Märkischer",
}


def called(row: dict[str, str]) -> list[str]:
    """Return what people call a district of the official table."""
    name = row["name"]
    if row["type"] == "kreisfreie Stadt":
        return [name, name.split(",")[0], f"Stadt {name.split(',')[0]}"]
    return [name, OTHERWISE[name]] if name in OTHERWISE else [name, f"Kreis {name}"]


def test_no_two_districts_are_called_the_same() -> None:
    """So what people call one of them is never a guess."""
    names = [name.casefold() for row in DISTRICTS for name in called(row)]
    assert len(names) == len(set(names)) == 22 * 3 + 31 * 2


@given(st.sampled_from(DISTRICTS), st.data())
def test_a_district_by_its_key_and_by_whatever_it_is_called(
    row: dict[str, str], data: st.DataObject
) -> None:
    """Capitals, white space, and how an umlaut is encoded, do not matter."""
    name = data.draw(st.sampled_from([row["key"], *called(row)]))
    cased = data.draw(st.sampled_from([name, name.upper(), name.lower(), name.title()]))
    space = data.draw(st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\n"]))
    written = f" {cased} ".replace(" ", space)
    assert nrw.district(written).key == row["key"]
    assert nrw.district(unicodedata.normalize("NFD", written)).key == row["key"]


@pytest.mark.parametrize("key_or_name", ["Kreis", "Stadt", "5162", "Kreis Köln", "Koeln", "Köl"])
def test_what_no_district_is_called_is_no_guess(key_or_name: str) -> None:
    with pytest.raises(kim.NotFoundError, match=r"^key_or_name: NRW has no district "):
        nrw.district(key_or_name)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Rheinkreis Neuss", "Rhein-Kreis Neuss"),
        ("Koeln", "Köln"),
        ("Dormagen", "Rhein-Kreis Neuss (05162), with the municipality Dormagen"),
        ("Stadt Aachen", "Städteregion Aachen (05334), with the municipality Aachen"),
        ("Neuss, Stadt", "Rhein-Kreis Neuss (05162), with the municipality Neuss"),
    ],
)
def test_an_unknown_district_names_the_nearest(name: str, offered: str) -> None:
    with pytest.raises(LookupError, match=f"; near are .*{re.escape(offered)}") as caught:
        nrw.district(name)
    assert isinstance(caught.value, kim.NotFoundError)


def test_the_54_kommunen_with_a_ki_are_the_districts_and_the_city_of_aachen() -> None:
    """In the StädteRegion Aachen, the city and the StädteRegion have a KI each."""
    kommunen = nrw.ki_kommunen()
    assert len(kommunen) == 54
    assert len(set(kommunen)) == 54
    assert [each for each in kommunen if each.key != "05334"] == [
        each for each in nrw.districts() if each.key != "05334"
    ]
    region, city = (each for each in kommunen if each.key == "05334")
    assert (region.name, city.name) == ("Städteregion Aachen", "Aachen, Stadt")
    assert [each.ags for each in city.municipalities] == ["05334002"]
    assert len(region.municipalities) == 9
    together = [each for kommune in kommunen for each in kommune.municipalities]
    assert sorted(each.ags for each in together) == sorted(row["ags"] for row in MUNICIPALITIES)
    counted = [nrw.population(each).counts for each in kommunen]
    assert sum(sum(each.values()) for each in counted) == 18_139_116
    programme = kim.LocalProgramme(id="aachen", district=city)
    assert kim.from_json(kim.to_json(programme), kim.LocalProgramme) == programme


def test_kreisfreie_stadt_is_its_own_only_municipality() -> None:
    cities = [d for d in nrw.districts() if d.kind is kim.DistrictKind.KREISFREIE_STADT]
    assert len(cities) == 22
    assert all([m.ags for m in city.municipalities] == [f"{city.key}000"] for city in cities)


def test_population_of_a_district_of_another_table_is_refused() -> None:
    town = kim.Municipality(ags="05162999", name="Neustadt")
    other = kim.District(key="05162", name="Rhein-Kreis Neuss", municipalities=(town,))
    with pytest.raises(kim.NotFoundError, match="05162999"):
        nrw.population(other)
