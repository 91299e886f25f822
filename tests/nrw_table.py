"""Writes the table of districts and municipalities as a module from the CSV files in tests/data."""

import csv
from pathlib import Path

HERE = Path(__file__).parent
MODULE = HERE.parent / "src" / "kim_model" / "nrw" / "_table_2023_11_30.py"

HEAD = '''"""Districts and municipalities of NRW on 30.11.2023, population of 31.12.2022.

Source: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV100AD. Written by
``python tests/nrw_table.py``; do not edit.
"""

# fmt: off
'''


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def module() -> str:
    districts = [
        f"    ({row['key']!r}, {row['name']!r}, {row['type'].lower().replace(' ', '_')!r}),"
        for row in rows("nrw_districts_2023-11-30.csv")
    ]
    municipalities = [
        f"    ({row['ags']!r}, {row['name']!r}, {int(row['population'])}),"
        for row in rows("nrw_municipalities_2023-11-30.csv")
    ]
    return "\n".join(
        [
            HEAD + "DISTRICTS: tuple[tuple[str, str, str], ...] = (",
            *districts,
            ")",
            "MUNICIPALITIES: tuple[tuple[str, str, int], ...] = (",
            *municipalities,
            ")",
            "",
        ]
    ).replace("'", '"')


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
