"""Counts per municipality that a key is computed from."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from attrs import define, field

from kim_model._mapping import FrozenMapping
from kim_model.errors import FieldError, InvalidValueError, MissingDataError, listed
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
        locale: str | None = None,
    ) -> Self:
        """Return key figures from rows, as a CSV file or a data frame gives them.

        Cells are read, and what is wrong is told, as by `from_records` for all records.

        Parameters
        ----------
        records
            The rows, each a mapping of column to value.
        ags, count
            The headings over the keys and over the counts; all others are left out. A row whose
            count is blank says nothing, and its municipality is missing.
        source, intended_date, reference_date
            As in the class.
        locale
            ``"de"`` to read counts as German writes them (``65.147``), too.

        Raises
        ------
        ConversionError
            With all that is refused, each by its row, the first being 1, and its heading: a count
            that is not a whole number, a key that is not an AGS, a municipality that occurs twice.
        InvalidTypeError, InvalidValueError
            For a heading that no row has, and for the other arguments.

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
        # Here, as few need it and it loads cattrs.
        from kim_model.conversion import from_records  # noqa: PLC0415

        require("ags", ags, str)
        require("count", count, str)
        rows: Iterable[Mapping[Any, object]] = require_each("records", records, Mapping)
        headings: dict[Any, None] = dict.fromkeys(heading for row in rows for heading in row)
        for argument, heading in (("ags", ags), ("count", count)):
            if headings and heading not in headings:
                rule = "is not a heading of the records"
                remedy = f"the headings are {listed(map(repr, headings))}"
                if f"\ufeff{heading}" in headings:
                    remedy = "open the file with encoding='utf-8-sig', as it has a byte order mark"
                raise InvalidValueError(argument, heading, rule, remedy)
        left_out = {each: None for each in headings if each is not None}
        read = from_records(
            [_without_blank(row, ags, count) for row in rows],
            _Counted,
            columns=left_out | {ags: "counts_key", count: "counts_value"},
            locale=locale,
        )
        return cls(
            source=source,
            intended_date=intended_date,
            reference_date=reference_date,
            counts=read[0].counts if read else {},
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


@define(frozen=True, kw_only=True, field_transformer=checked)
class _Counted:
    """What the rows of a table of counts say together."""

    counts: FrozenMapping[Ags, Count]


def _without_blank(row: Mapping[Any, object], ags: str, count: str) -> Mapping[Any, object]:
    """Return a row that says nothing, not half of something, where its count is blank."""
    return {**row, ags: None} if is_missing(row.get(count)) else row


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
