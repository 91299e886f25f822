"""From three tables of a Kreis to the settlement of its year; all figures in them are made up."""

import csv
from datetime import date
from pathlib import Path
from typing import TypeVar

import kim_model as kim
from kim_model import nrw

T = TypeVar("T")
COLUMNS: dict[type, str] = {
    kim.Position: "id role fte staffing_fte staffing_period_first_day staffing_period_last_day",
    kim.Grant: "id baustein period_first_day period_last_day posts_role posts_fte amount"
    " beside_posts issued_on",
    kim.Payment: "id kind amount paid_on grant expense",
}


def read(name: str, kind: type[T]) -> tuple[T, ...]:
    """Return the records of a table, whose columns stand in the order above."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter=";")
        columns = dict(zip(table.fieldnames or (), COLUMNS[kind].split(), strict=True))
        return kim.from_records(table, kind, columns=columns, locale="de")


def sheet() -> kim.YearSheet:
    """Return the sheet of 2023."""
    programme = kim.LocalProgramme(
        id="unna",
        district=nrw.district("Unna"),
        as_of=date(2022, 12, 31),
        positions=read("stellen_2023.csv", kim.Position),
        grants=read("bescheide_2023.csv", kim.Grant),
        payments=read("zahlungen_2023.csv", kim.Payment),
    )
    by_months = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, evidence=kim.Evidence.ASSUMED)
    terms = kim.FundingTerms(rates=nrw.RATES, part_year=by_months)
    end = date(2023, 12, 31)
    return kim.year_sheet(programme, 2023, terms, on=end, year_end=nrw.YEAR_END_BY_ANALOGY)


if __name__ == "__main__":
    print(sheet().to_markdown())
