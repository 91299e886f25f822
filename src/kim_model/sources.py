"""Where a figure or a rule comes from, and how surely it is known."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import define, field

from kim_model._checks import day, name_fields, optional, text, valid

__all__ = ["Citation", "Evidence", "weakest"]


class Evidence(Enum):
    """How surely a fact is known (Belegstärke), from the surest down.

    Examples
    --------
    >>> weakest([Evidence.VERIFIED, Evidence.DERIVED]) is Evidence.DERIVED
    True
    """

    VERIFIED = "verified"
    """Read in an official source."""
    DERIVED = "derived"
    """Computed from verified figures, or read into an official text by a stated reading."""
    WEAK = "weak"
    """From the press, a party, or a copy of a page."""
    ASSUMED = "assumed"
    """Taken to be so without a source."""


def weakest(grades: Iterable[Evidence | None]) -> Evidence | None:
    """Return the weakest of the grades; None, the unknown grade, where one of them is not known.

    Parameters
    ----------
    grades
        The grades of all inputs of a figure.

    Returns
    -------
    Evidence or None
        What the figure can claim at most; None also where there are no inputs.
    """
    order = list(Evidence)
    found = list(grades)
    known = [grade for grade in found if grade is not None]
    return max(known, key=order.index) if found and len(known) == len(found) else None


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Citation:
    """Where something can be read (Fundstelle).

    Parameters
    ----------
    document
        Name or number of the document, such as ``"TIntG NRW"`` or ``"Vorlage 50/4294/XVII/2024"``.
    section
        The place in it, such as ``"§ 9 Absatz 1"``.
    issued_on
        The day the document bears.
    published_in
        Where it was published, such as ``"MBl. NRW. 2024 Nr. 43, S. 1229-1258"``.
    link
        Where it can be fetched.

    Examples
    --------
    >>> print(Citation(document="TIntG NRW", section="§ 9"))
    § 9 TIntG NRW
    """

    document: str = field(validator=valid(text))
    section: str | None = field(default=None, validator=valid(optional(text)))
    issued_on: date | None = field(default=None, validator=valid(optional(day)))
    published_in: str | None = field(default=None, validator=valid(optional(text)))
    link: str | None = field(default=None, validator=valid(optional(text)))

    def __str__(self) -> str:
        if self.section is not None and self.section.startswith(("§", "Art")):
            named = f"{self.section} {self.document}"  # as laws are cited
        else:
            named = ", ".join(part for part in (self.document, self.section) if part)
        return named if self.published_in is None else f"{named}, {self.published_in}"
