"""The few pieces of Markdown that reports are made of."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from kim_model.language import Language

# The second part: what begins a heading, a quotation or a list where it is the first on its line.
_SPECIAL = re.compile(r"([\\`*_<\[|~]|&(?=[#\w]))|^([#>+=-]|\d+(?=[.)]))")

Name: TypeAlias = Callable[[str], str]
"""Gives the name of an actor or a municipality by its id, ready to be written."""

Row = TypeVar("Row")
Column: TypeAlias = tuple[str, Callable[[Row, Language], str], str]
"""The phrase at the head of a column, what its cells say of a row, and its alignment."""
LEFT, RIGHT = "---", "---:"


def escape(text: str) -> str:
    """Return a text from outside so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(_escaped, " ".join(text.split()))


def _escaped(found: re.Match[str]) -> str:
    # A digit cannot be escaped; the mark after a number can.
    return f"{found[0]}\\" if found[0][-1].isdigit() else f"\\{found[0]}"


def heading(level: int, text: str) -> str:
    """Return a heading."""
    return f"{'#' * level} {text}"


def bullets(items: Iterable[str]) -> list[str]:
    """Return a list as one block, or no block where there are no items."""
    lines = [f"- {item}" for item in items]
    return ["\n".join(lines)] if lines else []


def chapter(title: str, items: Iterable[str]) -> list[str]:
    """Return a chapter that is a list, or nothing where there are no items."""
    found = bullets(items)
    return [heading(2, title), *found] if found else []


def table(columns: Sequence[Column[Row]], rows: Iterable[Row], words: Language) -> str:
    """Return a table with one line per row."""
    heads = [(words.say(head), align) for head, _, align in columns]
    return grid(heads, ([cell(row, words) for _, cell, _ in columns] for row in rows))


def grid(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """Return a table by its heads, each with its alignment, and its cells."""
    lines: list[Sequence[str]] = [[head for head, _ in heads], [align for _, align in heads], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def holding(words: Language, *phrases: tuple[str, bool | None]) -> list[str]:
    """Return the phrases of what holds."""
    return [words.say(phrase) for phrase, holds in phrases if holds]


def appended(details: Iterable[str]) -> str:
    """Return details to stand at the end of a sentence, each after a comma."""
    return "".join(f", {each}" for each in details)


def bracketed(details: Sequence[str]) -> str:
    """Return details to stand in brackets after what they say more of."""
    return f" ({', '.join(details)})" if details else ""
