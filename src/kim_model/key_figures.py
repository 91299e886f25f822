"""Counts per municipality that a key is computed from."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from attrs import define, field

from kim_model._checks import day, instance_of, name_fields, optional, text, valid, whole
from kim_model._mapping import FrozenMapping
from kim_model.errors import FieldError, InvalidValueError
from kim_model.facts import Fact
from kim_model.geography import Ags, Municipality

__all__ = ["KeyFigures"]


def _counts(counts: Mapping[str, int] | Mapping[Ags, int]) -> FrozenMapping[str, int]:
    instance_of(Mapping, "write {'05162004': 65147}")("", counts)
    checked: dict[str, int] = {}
    for ags, count in counts.items():
        whole(0)(f"[{ags!r}]", count)
        try:
            checked[Ags(ags)] = count
        except FieldError as error:
            raise error.within(f"[{ags!r}]") from None
    return FrozenMapping(checked)


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class KeyFigures(Fact):
    """Counts of persons per municipality at a reference date (Schlüsselzahlen).

    Parameters
    ----------
    source
        The register or statistic they come from, such as ``"AZR"``.
    intended_date
        The reference date that the rule means (Stichtag).
    reference_date
        The reference date that the counts have; another one where data came late.
    counts
        Persons per AGS, none below 0. A municipality that is not in it is missing, not zero.
    population_group
        The persons counted, in words; None if unknown.
    area_date
        The day whose municipal boundaries they are for (Gebietsstand); None if unknown.
    available_on
        The day on which they were there; None if unknown.

    Raises
    ------
    InvalidTypeError, InvalidValueError
        Also for a count that is no int of at least 0, or a key that is no AGS.

    Examples
    --------
    >>> figures = KeyFigures(
    ...     source="AZR",
    ...     intended_date=date(2018, 9, 30),
    ...     reference_date=date(2018, 8, 31),
    ...     counts={"05162004": 6157, "05162024": 0},
    ... )
    >>> figures.counts["05162004"]
    6157
    """

    _stages: ClassVar[tuple[str, ...]] = ("available_on",)

    source: str = field(validator=valid(text))
    intended_date: date = field(validator=valid(day))
    reference_date: date = field(validator=valid(day))
    counts: FrozenMapping[str, int] = field(converter=_counts)
    population_group: str | None = field(default=None, validator=valid(optional(text)))
    area_date: date | None = field(default=None, validator=valid(optional(day)))
    available_on: date | None = field(default=None, validator=valid(optional(day)))

    @property
    def known_from(self) -> date | None:
        """The day on which they were there, or else the day as of which they are stated."""
        return self.available_on or self.as_of

    def missing(self, municipalities: Iterable[Municipality]) -> tuple[Municipality, ...]:
        """Return the municipalities for which there is no count."""
        return tuple(each for each in municipalities if each.ags not in self.counts)

    def require_only(self, municipalities: Iterable[Municipality]) -> None:
        """Raise InvalidValueError for a count of any other municipality."""
        allowed = {each.ags for each in municipalities}
        for ags in self.counts:
            if ags not in allowed:
                rule = f"is none of {', '.join(sorted(allowed))}"
                raise InvalidValueError(f"KeyFigures.counts[{ags!r}]", ags, rule, "leave it out")
