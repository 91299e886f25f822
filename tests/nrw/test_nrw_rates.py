"""The rates of NRW are the published table, and each version of them stays what it is."""

import re
from datetime import date
from pathlib import Path

import pytest

import kim_model as kim
from kim_model import nrw

SINCE, JUNE = date(2023, 2, 15), date(2023, 6, 1)

# The table of rates, as its sources give it: what stands in no row is not known.
TABLE = """
coordination_position     | 2020 | 55000 | ceiling  | full_post_and_year | weak     | by 2026-11-23
coordination_position     | 2021 | 55000 | ceiling  | full_post_and_year | weak     | by 2026-11-23
coordination_position     | 2022 | 55000 | ceiling  | full_post_and_year | derived  | by 2022-12-31
coordination_position     | 2023 | 57000 | ceiling  | full_post_and_year | assumed  | by 2023-12-31
coordination_position     | 2024 |
coordination_position     | 2025 | 57000 | ceiling  | full_post_and_year | verified | by 2026-11-23
coordination_position     | 2026 |
administrative_assistance | 2020 | 22500 | lump_sum | half_post_and_year | weak     | by 2026-11-23
administrative_assistance | 2021 | 22500 | lump_sum | half_post_and_year | weak     | by 2026-11-23
administrative_assistance | 2022 | 22500 | lump_sum | half_post_and_year | derived  | by 2022-12-31
administrative_assistance | 2023 | 22500 | lump_sum | half_post_and_year | derived  | by 2022-12-31
administrative_assistance | 2024 |
administrative_assistance | 2025 | 22500 | lump_sum | half_post_and_year | verified | by 2026-11-23
administrative_assistance | 2026 |
workplace                 | 2020 | 9700  | ceiling  | full_post          | weak     | by 2026-11-23
workplace                 | 2021 | 9700  | ceiling  | full_post          | weak     | by 2026-11-23
workplace                 | 2022 |
workplace                 | 2023 |
workplace                 | 2024 |
workplace                 | 2025 | 5700  | ceiling  | full_post          | verified | by 2026-11-23
workplace                 | 2026 |
case_management_position  | 2020 |
case_management_position  | 2021 | 55000 | lump_sum | full_post_and_year | verified | by 2026-11-23
case_management_position  | 2022 | 55000 | lump_sum | full_post_and_year | verified | by 2022-12-31
case_management_position  | 2023 | 57000 | lump_sum | full_post_and_year | verified | on 2023-02-15
case_management_position  | 2024 |
case_management_position  | 2025 |
case_management_position  | 2026 |
authority_half_position   | 2020 | 25000 | lump_sum | half_post_and_year | weak     | by 2020-04-21
authority_half_position   | 2021 |
authority_half_position   | 2022 |
authority_half_position   | 2023 |
authority_half_position   | 2024 |
authority_half_position   | 2025 |
authority_half_position   | 2026 |
"""
ROWS = [re.split(r"\s*\|\s*", line) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 3], ids=lambda row: row[:2])
def test_each_rate_of_the_table(row: list[str]) -> None:
    item, year, amount, kind, unit, evidence, known = row
    for day in (date(int(year), 1, 1), date(int(year), 12, 31)):
        rate = nrw.RATES.rate(item, on=day)
        assert rate.amount == kim.Euro(amount)
        assert (rate.kind.value, rate.unit.value) == (kind, unit)
        assert rate.evidence is not None
        assert rate.evidence.value == evidence
        assert rate.citation is not None
        dates = {"on": rate.known_since, "by": rate.known_by}
        assert [f"{how} {day}" for how, day in dates.items() if day] == [known]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 3], ids=lambda row: row[:2])
def test_each_gap_of_the_table_is_an_error(row: list[str]) -> None:
    item, year, _ = row
    for day in (date(int(year), 1, 1), date(int(year), 6, 30), date(int(year), 12, 31)):
        with pytest.raises(kim.UnknownRateError):
            nrw.RATES.rate(item, on=day)


def test_nothing_but_the_table() -> None:
    known = sorted((row[0], row[1]) for row in ROWS if len(row) > 3)
    assert sorted((r.item, str(r.period.first_day.year)) for r in nrw.RATES.rates) == known
    assert {r.period for r in nrw.RATES.rates} == {
        kim.Period.of_year(int(year)) for _, year in known
    }


def test_only_the_notice_to_unna_says_since_when_a_rate_was_known() -> None:
    """Kreis Unna, Bescheid 15.02.2023: 18 posts, 1,026,000 EUR, so 57,000 each."""
    (dated,) = [rate for rate in nrw.RATES.rates if rate.known_since]
    assert (dated.item, dated.known_since) == ("case_management_position", SINCE)
    assert nrw.RATES.rate("case_management_position", on=JUNE, known_on=SINCE) == dated
    with pytest.raises(kim.UnknownRateError, match="on 2023-06-01 was known on 2023-02-14"):
        nrw.RATES.rate("case_management_position", on=JUNE, known_on=date(2023, 2, 14))


def test_all_rates_answer_on_the_day_they_were_read() -> None:
    for each in nrw.RATES.rates:
        day = each.period.first_day
        assert nrw.RATES.rate(each.item, on=day, known_on=date(2026, 11, 23)) == each


def test_each_version_of_the_rates_stays_what_it_is() -> None:
    """A rate added or changed makes a new version, with a document of its own beside the others."""
    documents = {path.stem: path for path in (Path(__file__).parent / "rates").glob("*.json")}
    assert documents.keys() == {str(n) for n in range(1, nrw.RATES_VERSION + 1)}
    for version, path in documents.items():
        book = kim.from_json(path.read_text(encoding="utf-8"), kim.RateBook)
        assert nrw.rates(int(version)) == book
    assert nrw.rates(nrw.RATES_VERSION) is nrw.RATES


@pytest.mark.parametrize("version", [0, nrw.RATES_VERSION + 1])
def test_a_version_that_is_not_there_names_those_that_are(version: int) -> None:
    with pytest.raises(kim.NotFoundError, match=f"^version: {version} .*; write 1 to "):
        nrw.rates(version)


def test_every_role_has_an_item_of_the_book() -> None:
    assert set(nrw.ITEMS) == set(kim.Role)
    assert {each for each in nrw.ITEMS.values() if not nrw.RATES.known(each)} == set()
