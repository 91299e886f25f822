"""The glossary names what exists."""

import re
from pathlib import Path

import attrs

import kim_model as kim

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
NAMES = re.findall(r"`([A-Za-z_.]+)`", PAGE.read_text(encoding="utf-8"))
FIELDS = {
    field.name
    for name in kim.__all__
    if isinstance(kind := getattr(kim, name), type) and attrs.has(kind)
    for field in attrs.fields(kind)
} | {"on", "known_on"}


def test_every_name_of_the_glossary_exists() -> None:
    for name in NAMES:
        head, *rest = name.split(".")
        if head in FIELDS:
            continue
        thing = getattr(kim, head)
        for part in rest:
            thing = getattr(thing, part)


def test_terms_stand_in_alphabetical_order_once() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    terms = [row.split("|")[1].strip() for row in rows if row.startswith("|")][2:]
    assert len(set(terms)) == len(terms)
    assert terms == sorted(terms, key=lambda term: term.casefold().replace("ö", "o"))
