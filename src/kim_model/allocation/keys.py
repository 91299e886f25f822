"""Counts per municipality that a key is computed from."""

import operator
import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, Self, SupportsIndex

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import (
    FieldError,
    InvalidTypeError,
    InvalidValueError,
    MissingDataError,
    listed,
)
from kim_model.explain import Derivation, given, product, ratio, total
from kim_model.municipalities import Ags, Municipality
from kim_model.values import ExactNumber, Fact
from kim_model.values._field import checked, converted, frozen_mapping, require, require_each, whole
from kim_model.values._marks import AT_LEAST_ONE, Count
from kim_model.values.facts import OwnDay
from kim_model.values.numbers import exact, is_missing


def _counts(counts: Mapping[str, int] | Mapping[Ags, int]) -> FrozenMapping[str, int]:
    frozen_mapping(counts)
    found: dict[str, int] = {}
    for ags, count in counts.items():
        number = whole(f"[{ags!r}]", count, Count)
        found[converted(f"[{ags!r}]", ags, Ags)] = number
    return FrozenMapping(found)


@define(frozen=True, kw_only=True, field_transformer=checked)
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
        Also for a count that is not an int of at least 0, or a key that is not an AGS.

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

    _identity: ClassVar[tuple[str, ...] | None] = ("source", "intended_date", "population_group")

    source: str
    intended_date: date
    reference_date: date
    counts: FrozenMapping[str, Count] = field(converter=_counts)
    population_group: str | None = None
    area_date: date | None = None
    available_on: OwnDay | None = None
    published_total: Count | None = None

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
            For a count that is neither, such as a float, a key that is not an AGS, a missing
            column, and a municipality that occurs twice.

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
        require("ags", ags, str)
        require("count", count, str)
        counts: dict[str, int] = {}
        for index, record in enumerate(require_each("records", records, Mapping)):
            for argument, column in (("ags", ags), ("count", count)):
                if column not in record:
                    rule, remedy = (
                        f"is not in records[{index}]",
                        f"its columns are {listed(record)}",
                    )
                    raise InvalidValueError(argument, column, rule, remedy)
            key = _key(f"records[{index}][{ags!r}]", record[ags])
            if is_missing(record[count]):
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
        towns = require_each("municipalities", municipalities, Municipality)
        return tuple(each for each in towns if each.ags not in self.counts)

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
        towns = require_each("municipalities", municipalities, Municipality)
        allowed = {each.ags for each in (*towns, *require_each("others", others, Municipality))}
        for ags in self.counts:
            if ags not in allowed:
                rule = f"is not one of the municipalities {listed(sorted(allowed))}"
                raise InvalidValueError(f"counts[{ags!r}]", ags, rule, "leave it out")
        return self._counts_of(towns)

    def _counts_of(self, towns: Iterable[Municipality]) -> dict[str, int]:
        if missing := self.missing(towns):
            names = tuple(f"{each.ags} {each.short_name}" for each in missing)
            raise MissingDataError(f"{self.source} has no count for", names)
        return {each.ags: self.counts[each.ags] for each in towns}

    def explain(self, municipalities: Iterable[Municipality]) -> dict[str, Derivation[Fraction]]:
        """Return the derivation of each municipality's share in the counts.

        Raises
        ------
        MissingDataError
            Naming the municipalities without a count.
        InvalidValueError
            If there are no municipalities.
        """
        towns = require_each("municipalities", municipalities, Municipality, AT_LEAST_ONE)
        counts: dict[str, Derivation[int]] = {
            ags: given("count", count, of=ags, citation=self.citation, evidence=self.evidence)
            for ags, count in self._counts_of(towns).items()
        }
        counted = total("counts", [*counts.values()])
        return {ags: ratio("key_share", count, counted, of=ags) for ags, count in counts.items()}

    @property
    def discrepancy(self) -> int | None:
        """By how much the counts miss the published total; None if none is known."""
        if self.published_total is None:
            return None
        return self.published_total - sum(self.counts.values())


def _key(place: str, value: object) -> Ags:
    if not isinstance(value, str):
        raise InvalidTypeError(
            place, value, "is not a str", "keys begin with 0: read the column as text"
        )
    return converted(place, str(value), Ags)


def _count(place: str, value: object) -> int:
    if isinstance(value, str):
        if not re.fullmatch("[0-9]{1,60}", value, re.ASCII):
            raise InvalidValueError(place, value, "is not a whole number", "write digits only")
        return int(value)
    if isinstance(value, SupportsIndex) and not isinstance(value, bool):
        return operator.index(value)
    remedy = "write an int or digits"
    if isinstance(value, float):
        remedy = "read the column as whole numbers; one with gaps is easily read as floats"
    raise InvalidTypeError(place, value, "is not a whole number", remedy)


def _exact(value: ExactNumber) -> Fraction:
    return exact(value)


@define(frozen=True, kw_only=True, field_transformer=checked)
class WeightedFigures:
    """Key figures and their weight in a combined key (gewichtete Schlüsselzahlen).

    Parameters
    ----------
    figures
        The key figures.
    weight
        Their part in the key, above 0 and at most 1.

    Examples
    --------
    >>> from kim_model import nrw
    >>> part = WeightedFigures(figures=nrw.population(nrw.district("05162")), weight="0.6")
    >>> part.weight
    Fraction(3, 5)
    """

    figures: KeyFigures
    weight: Fraction = field(converter=_exact)

    def __attrs_post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            rule = "is not above 0 and at most 1"
            raise InvalidValueError("WeightedFigures.weight", self.weight, rule, "write '0.6'")


@define(frozen=True, kw_only=True, field_transformer=checked)
class WeightedKey:
    """A key of several key figures, each counting with its weight (kombinierter Schlüssel).

    A municipality's part in the key is the sum of its shares in the figures, times their weights.

    Parameters
    ----------
    parts
        The key figures and their weights, which sum to 1.

    Raises
    ------
    InvalidValueError
        If the weights do not sum to 1.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> half = WeightedFigures(figures=nrw.population(kreis), weight="1/2")
    >>> key = WeightedKey(parts=(half, half))
    >>> key.weights(kreis.municipalities)["05162024"]
    Fraction(154139, 457264)
    """

    parts: Annotated[tuple[WeightedFigures, ...], AT_LEAST_ONE]

    def __attrs_post_init__(self) -> None:
        weights = sum((part.weight for part in self.parts), Fraction(0))
        if weights != 1:
            rule = f"have weights that sum to {weights}, not to 1"
            remedy = "write weights such as '0.6' and '0.4'"
            raise InvalidValueError("WeightedKey.parts", len(self.parts), rule, remedy)

    def weights(
        self, municipalities: Iterable[Municipality], others: Iterable[Municipality] = ()
    ) -> dict[str, Fraction]:
        """Return each municipality's part in the key; together 1.

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
            For counts of other municipalities, and for figures that are all zero.
        """
        towns = require_each("municipalities", municipalities, Municipality)
        apart = require_each("others", others, Municipality)
        parts: dict[str, Fraction] = {town.ags: Fraction(0) for town in towns}
        for index, part in enumerate(self.parts):
            place = f"parts[{index}].figures"
            try:
                counts = part.figures.weights(towns, apart)
            except FieldError as error:
                raise error.within(place) from None
            counted = sum(counts.values())
            if not counted:
                rule, remedy = "is the sum of all counts", "leave it out"
                raise InvalidValueError(f"{place}.counts", counted, rule, remedy)
            for ags, count in counts.items():
                parts[ags] += part.weight * count / counted
        return parts

    def explain(self, municipalities: Iterable[Municipality]) -> dict[str, Derivation[Fraction]]:
        """Return the derivation of each municipality's part in the key.

        Raises
        ------
        MissingDataError
            Naming the municipalities without a count.
        InvalidValueError
            If there are no municipalities.
        """
        towns = require_each("municipalities", municipalities, Municipality, AT_LEAST_ONE)
        shares = [part.figures.explain(towns) for part in self.parts]
        weights = [given("weight", each.weight, of=each.figures.source) for each in self.parts]
        return {
            town.ags: total(
                "key_share",
                [
                    product("weighted_share", share[town.ags], weight, of=town.ags)
                    for share, weight in zip(shares, weights, strict=True)
                ],
                of=town.ags,
            )
            for town in towns
        }
