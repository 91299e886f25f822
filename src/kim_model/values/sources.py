"""The three answers to a check."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import NoReturn

from attrs import define

from kim_model.values._field import checked


class Answer(Enum):
    """Yes, no, or *cannot be determined* from what is known (nicht feststellbar).

    An answer has no truth value, so that the third one is never taken for one of the others by
    accident: compare it (``answer is Answer.YES``).

    Examples
    --------
    >>> Answer.UNKNOWN is Answer.NO
    False
    >>> bool(Answer.NO)
    Traceback (most recent call last):
        ...
    TypeError: an Answer is yes, no or unknown: compare it, as in "answer is Answer.YES"
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError('an Answer is yes, no or unknown: compare it, as in "answer is Answer.YES"')


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


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    document: str
    section: str | None = None
    issued_on: date | None = None
    published_in: str | None = None
    link: str | None = None

    def __str__(self) -> str:
        if self.section is not None and self.section.startswith(("§", "Art")):
            named = f"{self.section} {self.document}"  # as laws are cited
        else:
            named = ", ".join(part for part in (self.document, self.section) if part)
        return named if self.published_in is None else f"{named}, {self.published_in}"
