"""Dated rates, and the book that answers what was paid for a day and what was known of it then."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Self

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError, UnknownRateError
from kim_model.values import Citation, ClosedPeriod, Euro, EuroPerPost, Evidence, Period, RateUnit
from kim_model.values._field import Name, NonNegativeEuro, checked, require


class RateKind(Enum):
    """What a rate promises (Art des Satzes)."""

    LUMP_SUM = "lump_sum"
    """Paid whatever the post costs (Pauschale)."""
    CEILING = "ceiling"
    """The most that is paid towards actual cost (Höchstbetrag, "bis zu"): no entitlement."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Rate:
    """What is paid for a unit of something over a period (Fördersatz).

    Parameters
    ----------
    item
        What it is paid for, such as ``"case_management_position"``.
    amount
        The amount in EUR per unit.
    kind
        Whether it is a lump sum or a ceiling.
    unit
        What the amount is paid for: a full post and year, a half post and year, a full post.
    period
        The period for which it applies; an open end while no end is known.
    known_from
        The first day on which it was known; None if no source dates it. Such a rate never answers
        a question with `known_on`.
    citation
        Where it can be read.
    evidence
        How surely it is known.

    Examples
    --------
    >>> rate = Rate(
    ...     item="case_management_position",
    ...     amount="57000",
    ...     kind=RateKind.LUMP_SUM,
    ...     unit=RateUnit.FULL_POST_AND_YEAR,
    ...     period=Period.of_year(2023),
    ...     known_from=date(2023, 2, 15),
    ... )
    >>> rate.per_post == EuroPerPost("57000", RateUnit.FULL_POST_AND_YEAR)
    True
    """

    item: Name
    amount: NonNegativeEuro = field(converter=Euro)
    kind: RateKind
    unit: RateUnit
    period: Period
    known_from: date | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None

    @property
    def per_post(self) -> EuroPerPost:
        """The amount with what it is paid for, to compute with."""
        return EuroPerPost(self.amount, self.unit)

    def conflicts_with(self, other: "Rate") -> bool:
        """Whether both state a rate for the same item and day, known from the same day."""
        same = (self.item, self.known_from) == (other.item, other.known_from)
        return same and self.period.overlap(other.period) is not None

    def __str__(self) -> str:
        return f"{self.item} {self.period}: {self.amount} EUR"


@define(frozen=True, kw_only=True, field_transformer=checked)
class RateBookChange:
    """What distinguishes a book of rates from an earlier one (Änderung der Sätze).

    Parameters
    ----------
    added
        The rates that only the later book has.
    removed
        The rates that only the earlier book has.
    """

    added: tuple[Rate, ...]
    removed: tuple[Rate, ...]


@define(frozen=True, field_transformer=checked)
class RateBook:
    """All rates that are known, each with its period and the day from which it was known.

    Of several rates for an item and a day, the one known last answers (Satztabelle). A rate that no
    source dates counts as known before all others, and answers only where nobody asks what was
    known when.

    Parameters
    ----------
    rates
        The rates, in any order.

    Raises
    ------
    InvalidValueError
        If two rates conflict: if item, a day, and the day from which they are known coincide.

    Examples
    --------
    >>> from kim_model import nrw
    >>> day_asked = date(2023, 6, 1)
    >>> rate = nrw.RATES.rate("case_management_position", on=day_asked, known_on=date(2023, 3, 1))
    >>> rate.amount, rate.known_from
    (Euro('57000.00'), datetime.date(2023, 2, 15))
    >>> nrw.RATES.rate("case_management_position", on=day_asked, known_on=date(2023, 2, 14))
    Traceback (most recent call last):
        ...
    kim_model.errors.UnknownRateError: no rate for 'case_management_position' on 2023-06-01 was...
    """

    rates: tuple[Rate, ...]

    def __attrs_post_init__(self) -> None:
        latest: dict[tuple[str, date | None], int] = {}
        for index in sorted(range(len(self.rates)), key=self._first_day):
            rate = self.rates[index]
            before = latest.get((rate.item, rate.known_from))
            if before is not None and rate.conflicts_with(self.rates[before]):
                first, second = sorted((before, index))
                rule = f"conflicts with RateBook.rates[{first}], known from {rate.known_from} too"
                remedy = "part their periods, or say from when each is known"
                place = f"RateBook.rates[{second}]"
                raise InvalidValueError(place, str(self.rates[second]), rule, remedy)
            latest[rate.item, rate.known_from] = index

    def _first_day(self, index: int) -> date:
        return self.rates[index].period.first_day

    def rate(self, item: str, *, on: date, known_on: date | None = None) -> Rate:
        """Return the rate that applies on a day.

        Parameters
        ----------
        item
            What is paid for.
        on
            The day the question is about.
        known_on
            The day from which it is asked: only rates known by then answer. Without it all rates
            answer, also those that no source dates.

        Raises
        ------
        UnknownRateError
            If there is none; the message names the nearest earlier and later ones.
        """
        require("on", on, date)
        require("known_on", known_on, date | None)
        found = self._found(item, on, known_on)
        if not found:
            raise self._unknown(item, on, known_on)
        return max(found, key=lambda each: each.known_from or date.min)

    def known(self, item: str, *, known_on: date | None = None) -> tuple[Rate, ...]:
        """Return all rates for an item, in order of their first days, as known on a day."""
        found = [
            each
            for each in self.rates
            if each.item == item
            and (known_on is None or (each.known_from is not None and each.known_from <= known_on))
        ]
        return tuple(sorted(found, key=lambda each: each.period.first_day))

    def applying(
        self, item: str, period: ClosedPeriod, *, known_on: date | None = None
    ) -> Iterator[tuple[ClosedPeriod, Rate]]:
        """Yield the parts of a period in which one rate applies, in order, with that rate.

        Raises
        ------
        UnknownRateError
            If there is a day without a rate.
        """
        known = [each.period for each in self.known(item, known_on=known_on)]
        ends = [each.last_day for each in known if each.last_day is not None]
        rates = {
            part.first_day: self.rate(item, on=part.first_day, known_on=known_on)
            for part in period.cut_around([each.first_day for each in known], ends)
        }
        changes = [after for before, after in pairwise(rates) if rates[after] != rates[before]]
        for part in period.cut_before(changes):
            yield part, rates[part.first_day]

    def amended(self, *rates: Rate) -> Self:
        """Return a new book with more rates; this one stays as it is.

        Examples
        --------
        >>> from kim_model import nrw
        >>> rate = nrw.RATES.rate("case_management_position", on=date(2023, 6, 1))
        >>> from attrs import evolve
        >>> known_later = evolve(rate, amount="58000", known_from=date(2023, 9, 1))
        >>> book = nrw.RATES.amended(known_later)
        >>> book.rate("case_management_position", on=date(2023, 6, 1)).amount
        Euro('58000.00')
        >>> book.compare(nrw.RATES).added == (known_later,)
        True
        """
        return type(self)((*self.rates, *rates))

    def carried_forward(self, *, on: date, to: Period, known_on: date | None = None) -> "RateBook":
        """Return a book that plans with the rates of a day for another period (Fortschreibung).

        Plans are made before the rates of their year are known, at those of the year before. What
        is carried forward is assumed, and no source dates it.

        Parameters
        ----------
        on
            The day whose rates are carried forward.
        to
            The period for which they are assumed to apply.
        known_on
            The day from which the rates are asked; None for all that is known at all.

        Examples
        --------
        >>> from kim_model import nrw
        >>> planned = nrw.RATES.carried_forward(on=date(2022, 12, 1), to=Period.of_year(2023))
        >>> rate = planned.rate("case_management_position", on=date(2023, 6, 1))
        >>> rate.amount, rate.evidence is Evidence.ASSUMED
        (Euro('55000.00'), True)
        """
        items = dict.fromkeys(
            each.item for each in self.rates if self._found(each.item, on, known_on)
        )
        rates = [self.rate(item, on=on, known_on=known_on) for item in items]
        return RateBook(
            tuple(
                evolve(each, period=to, known_from=None, evidence=Evidence.ASSUMED)
                for each in rates
            )
        )

    def compare(self, earlier: "RateBook") -> RateBookChange:
        """Return which rates this book has that an earlier one has not, and the reverse."""
        require("earlier", earlier, RateBook)
        return RateBookChange(
            added=tuple(each for each in self.rates if each not in earlier.rates),
            removed=tuple(each for each in earlier.rates if each not in self.rates),
        )

    def _found(self, item: str, on: date, known_on: date | None) -> list[Rate]:
        return [each for each in self.known(item, known_on=known_on) if on in each.period]

    def _unknown(self, item: str, on: date, known_on: date | None) -> UnknownRateError:
        known = self.known(item, known_on=known_on)
        ended = [each for each in known if (each.period.last_day or on) < on]
        to_come = [each for each in known if each.period.first_day > on]
        end = max((each.period.last_day or on for each in ended), default=None)
        begin = min((each.period.first_day for each in to_come), default=None)
        neighbours = (
            _last_known(each for each in ended if each.period.last_day == end),
            _last_known(each for each in to_come if each.period.first_day == begin),
        )
        items = () if known else tuple(dict.fromkeys(each.item for each in self.rates))
        return UnknownRateError(item, on, known_on, neighbours, items)


def _last_known(rates: Iterable[Rate]) -> str | None:
    """Show the rate known last; one that no source dates was known before all others."""
    found = max(
        rates, key=lambda each: (each.known_from or date.min, each.period.first_day), default=None
    )
    return None if found is None else str(found)
