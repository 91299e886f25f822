"""The few pieces of Markdown that reports are made of."""

import re
from collections.abc import Iterable, Sequence

# The second part: what begins a heading, a quotation or a list where it is the first on its line.
_SPECIAL = re.compile(r"([\\`*_<\[|~]|&(?=[#\w]))|^([#>+=-]|\d+(?=[.)]))")


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


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, text_columns: int) -> str:
    """Return a table whose first columns hold text and whose others hold numbers."""
    rules = ["---" if index < text_columns else "---:" for index in range(len(header))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rules, *rows))
