"""The errors of the library: one family, each also the built-in that a Python user expects.

Every message names the field, the value, the rule that was broken and the way out, so that it can
be shown to the person who typed the value.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from itertools import islice
from typing import Self, assert_never


class KimError(Exception):
    """Base of all errors that this library raises on purpose."""


def listed(names: Iterable[object], most: int = 10) -> str:
    """Return names as a message lists them: the first few, and how many more there are, or (none).

    Examples
    --------
    >>> listed(["a", "b"]), listed(range(5000), 3)
    ('a, b', '0, 1, 2 and 4997 more')
    """
    rest = iter(names)
    shown = ", ".join(map(str, islice(rest, most)))
    more = sum(1 for _ in rest)
    return f"{shown} and {more} more" if more else shown or "(none)"


class FieldError(KimError):
    """Base of the errors about one value in one field.

    Attributes
    ----------
    field
        Where the value stands, such as ``Position.fte`` or ``counts['05162004']``; empty while
        not known.
    value
        The value as it was given.
    rule
        The rule it breaks, as the rest of a sentence that begins with the value.
    remedy
        The way out, where there is one to name.
    """

    def __init__(self, field: str, value: object, rule: str, remedy: str = "") -> None:
        # All four go to Exception.args, so that the error survives pickling between processes.
        super().__init__(field, value, rule, remedy)
        self.field = field
        self.value = value
        self.rule = rule
        self.remedy = remedy

    @property
    def message(self) -> str:
        """The message without the field's name: value, rule and way out."""
        text = f"{_shown(self.value)} {_cut(self.rule)}"
        return f"{text}; {_cut(self.remedy)}" if self.remedy else text

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message

    def within(self, place: str) -> Self:
        """Return the same error, its field seen from the enclosing `place`."""
        dot = "." if self.field and not self.field.startswith("[") else ""
        return type(self)(f"{place}{dot}{self.field}", self.value, self.rule, self.remedy)


class InvalidValueError(FieldError, ValueError):
    """A value of the right type that the field's rule does not allow.

    Examples
    --------
    >>> print(InvalidValueError("Grant.posts", -1, "is below 0", "write the posts granted in VZÄ"))
    Grant.posts: -1 (int) is below 0; write the posts granted in VZÄ
    """


class InvalidTypeError(FieldError, TypeError):
    """A value of a type that the field does not take, such as a float for money.

    Examples
    --------
    >>> print(InvalidTypeError("Position.fte", 0.5, "is not exact", "write Fte('0.5')"))
    Position.fte: 0.5 (float) is not exact; write Fte('0.5')
    """


class NotFoundError(KimError, LookupError):
    """Nothing answers to this key or name; the message names what is nearest."""


class UnknownReason(Enum):
    """Why something is not known, such as a rate (Grund, aus dem es nicht bekannt ist)."""

    NOT_RECORDED = "not_recorded"
    """It is not recorded, as far as was known on the day from which it is asked."""
    LEARNED_LATER = "learned_later"
    """It is recorded, and became known later than asked; no message tells it."""
    UNDATED = "undated"
    """It is recorded, and no source dates it."""
    BEFORE_BOUND = "before_bound"
    """It is recorded, and only a later day is stated by which it was known."""
    DIFFERING = "differing"
    """Several that differ are recorded, and which of them holds is unknown."""
    NO_RULE = "no_rule"
    """It hangs on a rule that the terms do not name, or that does not settle it."""


class UnknownRateError(NotFoundError):
    """No rate answers for an item on a day: none is known, or that cannot be determined.

    Attributes
    ----------
    item
        What a rate was asked for.
    on
        The day it was asked for.
    known_on
        The day from which it was asked; None if any knowledge would have done.
    reason
        Why none answers.
    neighbours
        The nearest known rates before and after the day, in words; None where there is none.
    items
        All items of the book, if nothing is known of this one.
    """

    def __init__(  # noqa: PLR0917 - as they go to Exception.args
        self,
        item: str,
        on: date,
        known_on: date | None,
        reason: UnknownReason,
        neighbours: tuple[str | None, str | None],
        items: tuple[str, ...],
    ) -> None:
        super().__init__(item, on, known_on, reason, neighbours, items)
        self.item = item
        self.on = on
        self.known_on = known_on
        self.reason = reason
        self.neighbours = neighbours
        self.items = items

    def __str__(self) -> str:
        asked = f"for {self.item!r} on {self.on}"
        when = "is known" if self.known_on is None else f"was known on {self.known_on}"
        open_question = f"whether the rate {asked} {when} cannot be determined"
        match self.reason:
            case UnknownReason.UNDATED:
                why = "no source dates it"
                remedy = "say when it was known (Rate.known_since or known_by)"
                return f"{open_question}: {why}; {remedy}, or ask without known_on"
            case UnknownReason.BEFORE_BOUND:
                why = "only a later day is stated by which it was known"
                remedy = "say since when it was known (Rate.known_since)"
                return f"{open_question}: {why}; {remedy}, or ask from a later day"
            case UnknownReason.DIFFERING:
                why = "several differ, and which of them was known last cannot be determined"
                remedy = "leave out those that do not hold, or say since when each was known"
                return f"no rate {asked} {when} for certain: {why}; {remedy}"
            case UnknownReason.NOT_RECORDED | UnknownReason.LEARNED_LATER | UnknownReason.NO_RULE:
                # Alike, since what became known later must not show in what was asked from before.
                earlier, later = (each or "none" for each in self.neighbours)
                near = f"earlier: {earlier}; later: {later}"
                others = f"; the book has {listed(self.items)}" if self.items else ""
                read_off = "Rate.from_grant reads it off a notice that shows it"
                remedy = f"add it with RateBook.amended; {read_off}"
                return f"no rate {asked} {when}; {near}{others}; {remedy}"
            case _:
                assert_never(self.reason)


class MissingDataError(KimError, LookupError):
    """A computation lacks data that it must not guess.

    Attributes
    ----------
    missing
        What is missing, each in words or by its key.
    """

    def __init__(self, message: str, missing: tuple[str, ...]) -> None:
        super().__init__(message, missing)
        self.missing = missing

    def __str__(self) -> str:
        return f"{self.args[0]}: {listed(self.missing)}"


class VerificationError(KimError, ValueError):
    """A result does not follow from what it is said to follow from."""

    def __str__(self) -> str:
        return _cut(super().__str__())


_LONG_NUMBER = re.compile("([0-9]{20})[0-9]{60,}")


def _cut(text: str) -> str:
    """Return a text in which the first digits stand for a number of very many."""
    return _LONG_NUMBER.sub(r"\1…", text)


def _shown(value: object, limit: int = 80) -> str:
    try:
        text = repr(value)
    except ValueError:  # Python writes no int of more than some thousand digits
        text = "a number too long to show"
    short = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return f"{short} ({type(value).__name__})"
