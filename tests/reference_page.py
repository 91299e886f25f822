"""Writes docs/reference.md: every public name with its fields, from the docstrings."""

import importlib
import inspect
import pkgutil
import re
from enum import Enum
from pathlib import Path

import attrs

import kim_model as kim

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
HEAD = """# Reference

What each package of `kim_model` hands on; written by `make reference` from the docstrings, which
have more: examples, errors, sources. What is not called `kim.<name>` here is received, and written
only to say a type. Fields are given by keyword but in `Period`, `YearlyDay`, `RateBook`, `Fte`,
`Euro`, `ExactEuro` and `EuroPerPost`. A field in *italics* can be left out: then it is unknown,
empty, or as the docstring says.
"""
PACKAGES = sorted(
    f"kim_model.{each.name}"
    for each in pkgutil.iter_modules(kim.__path__)
    if each.ispkg and each.name not in {"apportionment", "testing"}
)
SECTION = re.compile(r"^Parameters\n-+\n(.*?)(?=^\w+[^\n]*\n-+\n|\Z)", re.MULTILINE | re.DOTALL)


def first_paragraph(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].replace("``", "`").split())


def described(kind: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of each field."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        text = inspect.cleandoc(each.__dict__.get("__doc__") or "")
        section = SECTION.search(text)
        entries = re.split(r"^(?=\S)", section[1] if section else "", flags=re.MULTILINE)
        for entry in entries:
            names, _, meaning = entry.partition("\n")
            for name in names.split(","):
                found[name.strip()] = " ".join(meaning.split()).replace("``", "`")
    return found


def fields(kind: type[attrs.AttrsInstance]) -> list[str]:
    meanings = described(kind)
    rows = ["| field | meaning |", "| --- | --- |"]
    for field in attrs.fields(kind):
        if field.init and not field.name.startswith("_"):
            needed = field.default is attrs.NOTHING
            name = f"`{field.name}`" if needed else f"*`{field.name}`*"
            rows.append(f"| {name} | {meanings.get(field.name, '')} |")
    return rows if len(rows) > 2 else []


def entry(package: str, name: str) -> list[str]:
    thing = getattr(importlib.import_module(package), name)
    title = f"kim.{name}" if name in kim.__all__ else f"{package}.{name}"
    lines = [f"### {title}", "", first_paragraph(thing), ""]
    if isinstance(thing, type) and issubclass(thing, Enum):
        return [*lines, "Members: " + ", ".join(f"`{each.name}`" for each in thing) + ".", ""]
    if isinstance(thing, type) and attrs.has(thing):
        rows = fields(thing)
        return [*lines, *rows, ""] if rows else lines
    if inspect.isfunction(thing):
        names = ", ".join(inspect.signature(thing).parameters)
        return [*lines, f"`{name}({names})`", ""]
    return lines


def handed_on(package: str) -> list[str]:
    """Return what a package hands on, but its modules."""
    found = vars(importlib.import_module(package))
    return [
        name
        for name, value in found.items()
        if name[0] != "_" and not inspect.ismodule(value) and type(value).__module__ != "typing"
    ]


def page() -> str:
    lines = [HEAD]
    for package in PACKAGES:
        lines += [f"## `{package}`", ""]
        for name in sorted(handed_on(package), key=str.casefold):
            lines += entry(package, name)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
