"""What stands in place of a figure that is not known: what is missing, and why."""

from collections.abc import Iterator

from attrs import define

from kim_model.errors import UnknownReason
from kim_model.language import language_of
from kim_model.values._field import checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class Unknown:
    """A figure that is not known, in the place of its `Derivation` (nicht bekannt).

    Parameters
    ----------
    label
        What is not known, in the words of derivations, such as ``"due"``.
    of
        What it is of, such as the id of a position; None where the label says enough.
    reason
        Why it is not known; None where it would follow from what is not known.
    because
        What it would follow from, and is not known.

    Examples
    --------
    >>> size = Unknown(label="size", of="cm-1", reason=UnknownReason.NOT_RECORDED)
    >>> due = Unknown(label="due", of="cm-1", because=(size,))
    >>> due.value is None, [each.of for each in due.causes]
    (True, ['cm-1'])
    >>> print(due.to_text("en"))
    due (cm-1): not known
      size (cm-1): not known (not recorded)
    """

    label: str
    of: str | None = None
    reason: UnknownReason | None = None
    because: "tuple[Unknown, ...]" = ()

    @property
    def value(self) -> None:
        """None: there is no value."""
        return

    @property
    def causes(self) -> "tuple[Unknown, ...]":
        """What is not known for a reason of its own, each once, in order."""
        found = [each for cause in self.because for each in cause.causes] or [self]
        return tuple(dict.fromkeys(found))

    def to_text(self, locale: str = "de") -> str:
        """Write what is not known, and below it what it would follow from.

        Raises
        ------
        InvalidValueError
            For a language other than German (``"de"``) and English (``"en"``).
        """
        words = language_of(locale)

        def lines(unknown: Unknown, indent: str) -> Iterator[str]:
            name = words.step(unknown.label)
            name = name if unknown.of is None else f"{name} ({unknown.of})"
            why = f" ({words.label(unknown.reason)})" if unknown.reason else ""
            yield f"{indent}{name}: {words.unknown}{why}"
            for each in unknown.because:
                yield from lines(each, f"{indent}  ")

        return "\n".join(lines(self, ""))
