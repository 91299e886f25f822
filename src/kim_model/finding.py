"""Findings: what can be written down but looks wrong, as data and never as an exception."""

from enum import Enum

from attrs import define, field

from kim_model._checks import name_fields, optional, text, valid
from kim_model._fields import derivation_of, optional_euro
from kim_model.answers import Answer
from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation
from kim_model.quantities import Euro
from kim_model.sources import Citation

__all__ = ["Finding", "FindingCode", "Severity"]


class Severity(Enum):
    """How much a finding matters (Schwere)."""

    CONTRADICTION = "contradiction"
    """Two statements cannot both be right (Widerspruch)."""
    WARNING = "warning"
    """A rule may be broken (Warnung)."""
    NOTE = "note"
    """Worth knowing (Hinweis), such as that a check cannot be made."""


class FindingCode(Enum):
    """What was checked (Prüfung). A code never changes its meaning."""

    GRANT_AMOUNT = "grant_amount"
    """Is the amount of a notice another than rate times VZÄ times part of the year?"""
    DOUBLE_FUNDING = "double_funding"
    """Do two sources pay for the same part of a position at the same time?"""
    PUBLISHED_TOTAL = "published_total"
    """Do the parts of a statistic miss its published total?"""


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Finding:
    """What a check has found in one place (Feststellung).

    Parameters
    ----------
    code
        What was checked.
    answer
        Whether it looks wrong: yes, no, or that this cannot be determined.
    severity
        How much it matters.
    place
        Where it stands, such as ``LocalProgramme.grants[0]``.
    german, english
        What was found, in words.
    citation
        The rule or the source that it rests on; None if there is none to name.
    difference
        By how much an amount differs from the one expected; None where there is none.
    derivation
        How the expected amount came about; None where there is none.

    Examples
    --------
    >>> finding = Finding(
    ...     code=FindingCode.GRANT_AMOUNT,
    ...     answer=Answer.YES,
    ...     severity=Severity.CONTRADICTION,
    ...     place="LocalProgramme.grants[0]",
    ...     german="1.000,00 € mehr als erwartet",
    ...     english="€1,000.00 more than expected",
    ...     difference="1000",
    ... )
    >>> finding.message(), finding.difference
    ('1.000,00 € mehr als erwartet', Euro('1000.00'))
    """

    code: FindingCode = field(validator=valid(FindingCode))
    answer: Answer = field(validator=valid(Answer))
    severity: Severity = field(validator=valid(Severity))
    place: str = field(validator=valid(text))
    german: str = field(validator=valid(text))
    english: str = field(validator=valid(text))
    citation: Citation | None = field(default=None, validator=valid(optional(Citation)))
    difference: Euro | None = field(default=None, converter=optional_euro)
    derivation: Derivation[Euro] | None = field(
        default=None, validator=valid(optional(derivation_of(Euro)))
    )

    def message(self, locale: str = "de") -> str:
        """Return what was found, in German (``"de"``) or English (``"en"``).

        Raises
        ------
        InvalidValueError
            For another language.
        """
        if locale not in {"de", "en"}:
            rule = "is no language of findings"
            raise InvalidValueError("locale", locale, rule, "write 'de' or 'en'")
        return self.german if locale == "de" else self.english
