"""A finding: what a check has found in one place, as data that can be said in both languages."""

from datetime import date
from enum import Enum
from typing import Never, TypeAlias, assert_never

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation
from kim_model.language import Language, language_of
from kim_model.values import Answer, Citation, Euro, Fte
from kim_model.values._field import checked, frozen_mapping
from kim_model.values.quantities import optional_euro


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
    UNDATED = "undated"
    """Is no day known of a fact, so that no dated question finds it, or all of it?"""


Figure: TypeAlias = Euro | Fte | int
"""What a finding may count or measure."""

_NONE: FrozenMapping[str, Never] = FrozenMapping({})


@define(frozen=True, kw_only=True, field_transformer=checked)
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
    path
        Where it stands, as a JSONPath by ids: ``$.grants[?@.id=='b1']``.
    phrase
        The key of the phrase that says what was found.
    names, figures, days
        What fills the blanks of the phrase: ids and other names, figures, and days.
    citation
        The rule or the source that it rests on; None if there is none to name.
    difference
        By how much an amount differs from the one expected; None where there is none.
    derivation
        How the expected amount came about; None where there is none.
    detail
        Why the expected amount could not be computed, as the error says it; None where it could.

    Raises
    ------
    InvalidValueError
        If there is no such phrase, or nothing to fill one of its blanks.

    Examples
    --------
    >>> finding = Finding(
    ...     code=FindingCode.GRANT_AMOUNT,
    ...     answer=Answer.YES,
    ...     severity=Severity.CONTRADICTION,
    ...     path="$.grants[?@.id=='bescheid']",
    ...     phrase="findings.grant_amount",
    ...     names={"grant": "bescheid"},
    ...     figures={"amount": Euro(58000), "expected": Euro(57000)},
    ...     difference="1000",
    ... )
    >>> finding.message("en"), finding.difference
    ('bescheid grants €58,000.00; rate, posts and time give €57,000.00', Euro('1000.00'))
    """

    code: FindingCode
    answer: Answer
    severity: Severity
    path: str
    phrase: str
    names: FrozenMapping[str, str] = field(default=_NONE, converter=frozen_mapping)
    figures: FrozenMapping[str, Figure] = field(default=_NONE, converter=frozen_mapping)
    days: FrozenMapping[str, date] = field(default=_NONE, converter=frozen_mapping)
    citation: Citation | None = None
    difference: Euro | None = field(default=None, converter=optional_euro)
    derivation: Derivation[Euro] | None = None
    detail: str | None = None

    def __attrs_post_init__(self) -> None:
        try:
            self.message()
        except InvalidValueError as error:
            raise error.within("Finding") from None

    def message(self, locale: str = "de") -> str:
        """Return what was found, in German (``"de"``, ``"de-DE"``) or English (``"en"``).

        Raises
        ------
        InvalidValueError
            For another language.
        """
        words = language_of(locale)
        blanks = dict(self.names)
        blanks |= {blank: _shown(figure, words) for blank, figure in self.figures.items()}
        blanks |= {blank: words.date(day) for blank, day in self.days.items()}
        return words.say(self.phrase, **blanks)


def _shown(figure: Figure, words: Language) -> str:
    match figure:
        case Euro():
            return words.euro(figure)
        case Fte():
            return words.fte(figure)
        case int():
            return words.number(figure)
        case _:
            assert_never(figure)
