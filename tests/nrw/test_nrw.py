"""Districts and municipalities of NRW against the official table they are made from."""

import pytest

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


def test_district_by_key_and_by_exact_name() -> None:
    assert nrw.district("05978") is nrw.district("Unna")
    assert nrw.district("05334").name == "Städteregion Aachen"
    assert nrw.district("05334").municipality("05334002").short_name == "Aachen"


def test_kreisfreie_stadt_is_its_own_only_municipality() -> None:
    cities = [d for d in nrw.districts() if d.kind is kim.DistrictKind.KREISFREIE_STADT]
    assert len(cities) == 22
    assert all([m.ags for m in city.municipalities] == [f"{city.key}000"] for city in cities)


def test_an_unknown_district_names_the_nearest() -> None:
    with pytest.raises(LookupError, match="it has Rhein-Kreis Neuss") as caught:
        nrw.district("Rheinkreis Neuss")
    assert isinstance(caught.value, kim.NotFoundError)


def test_population_of_a_district_of_another_table_is_refused() -> None:
    town = kim.Municipality(ags="05162999", name="Neustadt")
    other = kim.District(key="05162", name="Rhein-Kreis Neuss", municipalities=(town,))
    with pytest.raises(kim.NotFoundError, match="05162999"):
        nrw.population(other)
