"""Figures of money that may be unknown, and how others follow from them."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from kim_model.errors import UnknownReason
from kim_model.explain import Derivation, Unknown, difference, given, greatest, least, total
from kim_model.values import Euro, Evidence

Figure: TypeAlias = Derivation[Euro] | Unknown
"""An amount with its derivation, or why it is not known."""


def summed(label: str, parts: Iterable[Figure], of: str | None = None) -> Figure:
    """Return the sum; unknown where one of the parts is, or there are none."""
    known, unknown = _parted(tuple(parts))
    if unknown:
        return Unknown(label=label, of=of, because=unknown)
    if not known:
        return Unknown(label=label, of=of, reason=UnknownReason.NOT_RECORDED)
    return total(label, known, of=of)


def less(label: str, figure: Figure, *others: Figure) -> Figure:
    """Return a figure less others; unknown where one of them is."""
    known, unknown = _parted((figure, *others))
    return Unknown(label=label, because=unknown) if unknown else difference(label, *known)


def smallest(label: str, *figures: Figure) -> Figure:
    """Return the least of figures; unknown where one of them is."""
    known, unknown = _parted(figures)
    return Unknown(label=label, because=unknown) if unknown else least(label, *known)


def largest(label: str, *figures: Figure) -> Figure:
    """Return the greatest of figures; unknown where one of them is."""
    known, unknown = _parted(figures)
    return Unknown(label=label, because=unknown) if unknown else greatest(label, *known)


def nothing() -> Derivation[Euro]:
    """Return 0 EUR, which follows from what is recorded."""
    return given("nothing", Euro(0), evidence=Evidence.DERIVED)


def _parted(figures: Sequence[Figure]) -> tuple[list[Derivation[Euro]], tuple[Unknown, ...]]:
    """Return those that are known, and those that are not."""
    known = [each for each in figures if isinstance(each, Derivation)]
    return known, tuple(each for each in figures if isinstance(each, Unknown))
