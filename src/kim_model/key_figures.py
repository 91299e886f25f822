"""Counts per municipality that a key is computed from."""

import operator
import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import isnan
from typing import ClassVar, Self, SupportsIndex, cast

from attrs import define, field

from kim_model._checks import day, instance_of, name_fields, optional, text, valid, whole
from kim_model._mapping import FrozenMapping
from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError, MissingDataError
from kim_model.explain import Derivation, given, ratio, total
from kim_model.facts import Fact
from kim_model.geography import Ags, Municipality

__all__ = ["KeyFigures"]


def _counts(counts: Mapping[str, int] | Mapping[Ags, int]) -> FrozenMapping[str, int]:
    instance_of(Mapping, "write {'05162004': 65147}")("", counts)
    checked: dict[str, int] = {}
    for ags, given_count in counts.items():
        count = _index(given_count)
        whole(0)(f"[{ags!r}]", count)
        try:
            checked[Ags(ags)] = cast("int", count)
        except FieldError as error:
            raise error.within(f"[{ags!r}]") from None
    return FrozenMapping(checked)


def _index(count: object) -> object:
    """Return an int for what stands for one, such as NumPy's; anything else as it is."""
    if isinstance(count, SupportsIndex) and not isinstance(count, bool):
        return operator.index(count)
    return count


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
    published_total
        The total that the source publishes; None if it publishes none. Counts that miss it are not
        refused: `discrepancy` says by how much.

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
    published_total: int | None = field(default=None, validator=valid(optional(whole(0))))

    @property
    def known_from(self) -> date | None:
        """The day on which they were there, or else the day as of which they are stated."""
        return self.available_on or self.as_of

    @classmethod
    def from_records(
        cls,
        records: Iterable[Mapping[str, object]],
        *,
        ags: str,
        count: str,
        source: str,
        intended_date: date,
        reference_date: date,
    ) -> Self:
        """Return key figures from rows, as a CSV file or a data frame gives them.

        Parameters
        ----------
        records
            The rows, each a mapping of column to value.
        ags, count
            The columns of the key and of the count. A count is an int, also one of NumPy, or a text
            of digits; a row whose count is empty, None or what data frames have for it says
            nothing, and its municipality is missing.
        source, intended_date, reference_date
            As in the class.

        Raises
        ------
        InvalidTypeError, InvalidValueError
            For a count that is neither, such as a float, a key that is no AGS, a missing column,
            and a municipality that occurs twice.

        Examples
        --------
        >>> figures = KeyFigures.from_records(
        ...     [{"ags": "05162004", "n": "812"}, {"ags": "05162008", "n": ""}],
        ...     ags="ags",
        ...     count="n",
        ...     source="AZR",
        ...     intended_date=date(2024, 3, 31),
        ...     reference_date=date(2024, 3, 31),
        ... )
        >>> dict(figures.counts)
        {'05162004': 812}
        """
        counts: dict[str, int] = {}
        for index, record in enumerate(records):
            for column in (ags, count):
                if column not in record:
                    rule, columns = "is not in this row", ", ".join(map(str, record))
                    raise InvalidValueError(
                        f"records[{index}]", column, rule, f"its columns are {columns}"
                    )
            key = _key(f"records[{index}][{ags!r}]", record[ags])
            if _is_missing(record[count]):
                continue
            if key in counts:
                place = f"records[{index}][{ags!r}]"
                raise InvalidValueError(place, key, "occurs twice", "add its rows up")
            counts[key] = _count(f"records[{index}][{count!r}]", record[count])
        return cls(
            source=source, intended_date=intended_date, reference_date=reference_date, counts=counts
        )

    def missing(self, municipalities: Iterable[Municipality]) -> tuple[Municipality, ...]:
        """Return the municipalities for which there is no count."""
        return tuple(each for each in municipalities if each.ags not in self.counts)

    def weights(
        self, municipalities: Iterable[Municipality], others: Iterable[Municipality] = ()
    ) -> dict[str, int]:
        """Return the counts of the municipalities, to share out by.

        Parameters
        ----------
        municipalities
            Those who take part.
        others
            Those who may have a count but take no part.

        Raises
        ------
        MissingDataError
            Naming the municipalities without a count.
        InvalidValueError
            For a count of any other municipality.
        """
        towns = tuple(municipalities)
        allowed = {each.ags for each in (*towns, *others)}
        for ags in self.counts:
            if ags not in allowed:
                rule = f"is none of {', '.join(sorted(allowed))}"
                raise InvalidValueError(f"KeyFigures.counts[{ags!r}]", ags, rule, "leave it out")
        if missing := self.missing(towns):
            names = tuple(f"{each.ags} {each.short_name}" for each in missing)
            raise MissingDataError(f"{self.source} has no count for", names)
        return {each.ags: self.counts[each.ags] for each in towns}

    def explain(self, municipalities: Iterable[Municipality]) -> dict[str, Derivation[Fraction]]:
        """Return the derivation of each municipality's share in the counts."""
        counts: dict[str, Derivation[int]] = {
            each.ags: given(
                f"count {each.ags}",
                self.counts[each.ags],
                citation=self.citation,
                evidence=self.evidence,
            )
            for each in municipalities
        }
        counted = total("counts", [*counts.values()])
        return {ags: ratio(f"share {ags}", count, counted) for ags, count in counts.items()}

    @property
    def discrepancy(self) -> int | None:
        """By how much the counts miss the published total; None if none is known."""
        if self.published_total is None:
            return None
        return self.published_total - sum(self.counts.values())


def _key(place: str, value: object) -> Ags:
    instance_of(str, "keys begin with 0: read the column as text")(place, value)
    try:
        return Ags(str(value))
    except FieldError as error:
        raise error.within(place) from None


def _is_missing(value: object) -> bool:
    """Whether a cell is empty, in the ways of CSV files and data frames."""
    if isinstance(value, float):
        return isnan(value)
    return value is None or value == "" if isinstance(value, str | None) else _is_na(value)


def _is_na(value: object) -> bool:
    # By name, as the libraries that have them are not ours to import.
    return type(value).__name__ in {"NAType", "NaTType"}


def _count(place: str, value: object) -> int:
    if isinstance(value, str):
        if not re.fullmatch("[0-9]{1,60}", value, re.ASCII):
            raise InvalidValueError(place, value, "is no whole number", "write digits only")
        return int(value)
    if isinstance(value, SupportsIndex) and not isinstance(value, bool):
        return operator.index(value)
    remedy = "write an int or digits"
    if isinstance(value, float):
        remedy = "read the column as whole numbers; one with gaps is easily read as floats"
    raise InvalidTypeError(place, value, "is no whole number", remedy)
