"""The book of rates: what was paid for a day, and what was known of it then."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Self

from attrs import define, evolve

from kim_model.errors import InvalidValueError, UnknownRateError, UnknownReason
from kim_model.funding.rates import Rate, dated, knowledge, known_day, promise, surely_before
from kim_model.values import Answer, ClosedPeriod, Evidence, Period
from kim_model.values._field import checked, require
from kim_model.values._marks import Name


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
    """All rates that are recorded, each with its period and what is said of when it was known.

    Of several rates for an item and a day, the one known last answers (Satztabelle). Whether a rate
    was known on a day is known, or not yet, or cannot be determined, and so is which was known
    last: where the answer hangs on that, there is none. A rate that no source dates counts as known
    before all others, and answers only where nobody asks what was known when.

    Parameters
    ----------
    rates
        The rates, in any order.

    Raises
    ------
    InvalidValueError
        If two rates conflict: if item, a day, and what dates their knowledge coincide, and they
        do not say the same.

    Examples
    --------
    >>> from kim_model import nrw
    >>> day_asked = date(2023, 6, 1)
    >>> rate = nrw.RATES.rate("case_management_position", on=day_asked, known_on=date(2023, 3, 1))
    >>> rate.amount, rate.known_since
    (Euro('57000.00'), datetime.date(2023, 2, 15))
    >>> nrw.RATES.rate("case_management_position", on=day_asked, known_on=date(2023, 2, 14))
    Traceback (most recent call last):
        ...
    kim_model.errors.UnknownRateError: no rate for 'case_management_position' on 2023-06-01 was...
    """

    rates: tuple[Rate, ...]

    def __attrs_post_init__(self) -> None:
        latest: dict[tuple[str, date | None, date | None], int] = {}
        for index in sorted(range(len(self.rates)), key=self._first_day):
            rate = self.rates[index]
            before = latest.get(dated(rate))
            if before is not None and rate.conflicts_with(self.rates[before]):
                first, second = sorted((before, index))
                when = known_day(rate) or "no stated day"
                rule = f"conflicts with RateBook.rates[{first}], known since or by {when} too"
                remedy = "part their periods, or say since when each is known"
                place = f"RateBook.rates[{second}]"
                raise InvalidValueError(place, str(self.rates[second]), rule, remedy)
            if before is None or self._last_day(index) >= self._last_day(before):
                latest[dated(rate)] = index

    def _first_day(self, index: int) -> date:
        return self.rates[index].period.first_day

    def _last_day(self, index: int) -> date:
        return self.rates[index].period.last_day or date.max

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
            If there is none, or which one cannot be determined: it tells the reason, and what to
            do. It names nothing that was not known by then.
        """
        require("item", item, Name)
        require("on", on, date)
        require("known_on", known_on, date | None)
        recorded = [each for each in self.rates if each.item == item and on in each.period]
        perhaps = [each for each in recorded if each.known_on(known_on) is not Answer.NO]
        known = [each for each in perhaps if each.known_on(known_on) is Answer.YES]
        last = [each for each in perhaps if not any(surely_before(each, other) for other in known)]
        if known and len(set(map(promise, last))) == 1:
            return max((each for each in last if each in known), key=knowledge)
        raise self._unknown(item, on, known_on, _reason(recorded, perhaps, known))

    def known(self, item: str, *, known_on: date | None = None) -> tuple[Rate, ...]:
        """Return the rates for an item that were surely known on a day, by their first days."""
        require("item", item, Name)
        require("known_on", known_on, date | None)
        found = [
            each
            for each in self.rates
            if each.item == item and each.known_on(known_on) is Answer.YES
        ]
        return tuple(sorted(found, key=lambda each: each.period.first_day))

    def applying(
        self, item: str, period: ClosedPeriod, *, known_on: date | None = None
    ) -> Iterator[tuple[ClosedPeriod, Rate]]:
        """Yield the parts of a period in which one rate applies, in order, with that rate.

        Raises
        ------
        UnknownRateError
            If there is a day for which no rate answers.
        """
        require("item", item, Name)
        require("period", period, ClosedPeriod)
        require("known_on", known_on, date | None)
        perhaps = [
            each.period
            for each in self.rates
            if each.item == item and each.known_on(known_on) is not Answer.NO
        ]
        ends = [each.last_day for each in perhaps if each.last_day is not None]
        rates = {
            part.first_day: self.rate(item, on=part.first_day, known_on=known_on)
            for part in period.cut_around([each.first_day for each in perhaps], ends)
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
        >>> known_later = evolve(rate, amount="58000", known_since=date(2023, 9, 1))
        >>> book = nrw.RATES.amended(known_later)
        >>> book.rate("case_management_position", on=date(2023, 6, 1)).amount
        Euro('58000.00')
        >>> book.compare(nrw.RATES).added == (known_later,)
        True
        """
        return type(self)((*self.rates, *rates))

    def carried_forward(self, *, on: date, to: Period, known_on: date) -> "RateBook":
        """Return a book that plans with the rates of a day for another period (Fortschreibung).

        Plans are made before the rates of their year are known, at those of the year before. What
        is carried forward is assumed, and known since the day of planning.

        Parameters
        ----------
        on
            The day whose rates are carried forward.
        to
            The period for which they are assumed to apply.
        known_on
            The day of planning: what no rate answers as known on it is left out.

        Examples
        --------
        >>> from kim_model import nrw
        >>> planned = nrw.RATES.carried_forward(
        ...     on=date(2022, 12, 1), to=Period.of_year(2023), known_on=date(2022, 12, 31)
        ... )
        >>> rate = planned.rate("case_management_position", on=date(2023, 6, 1))
        >>> rate.amount, rate.evidence is Evidence.ASSUMED
        (Euro('55000.00'), True)
        """
        require("on", on, date)
        require("to", to, Period)
        require("known_on", known_on, date)
        rates: list[Rate] = []
        for item in dict.fromkeys(each.item for each in self.rates):
            with suppress(UnknownRateError):
                rates.append(self.rate(item, on=on, known_on=known_on))
        return RateBook(
            tuple(
                evolve(
                    each, period=to, known_since=known_on, known_by=None, evidence=Evidence.ASSUMED
                )
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

    def _unknown(
        self, item: str, on: date, known_on: date | None, reason: UnknownReason
    ) -> UnknownRateError:
        """Return the error about a rate, which names nothing that was not known by then."""
        known = self.known(item, known_on=known_on)
        ended = [each for each in known if (each.period.last_day or on) < on]
        to_come = [each for each in known if each.period.first_day > on]
        end = max((each.period.last_day or on for each in ended), default=None)
        begin = min((each.period.first_day for each in to_come), default=None)
        neighbours = (
            _last_known(each for each in ended if each.period.last_day == end),
            _last_known(each for each in to_come if each.period.first_day == begin),
        )
        perhaps = (each for each in self.rates if each.known_on(known_on) is not Answer.NO)
        items = tuple(dict.fromkeys(each.item for each in perhaps))
        return UnknownRateError(
            item, on, known_on, reason, neighbours, () if item in items else items
        )


def _reason(recorded: list[Rate], perhaps: list[Rate], known: list[Rate]) -> UnknownReason:
    """Return why none of the rates for a day answers."""
    if known:
        return UnknownReason.DIFFERING
    if any(each.known_by is not None for each in perhaps):
        return UnknownReason.BEFORE_BOUND
    if perhaps:
        return UnknownReason.UNDATED
    return UnknownReason.LEARNED_LATER if recorded else UnknownReason.NOT_RECORDED


def _last_known(rates: Iterable[Rate]) -> str | None:
    """Show the rate known last; one that no source dates was known before all others."""
    found = max(rates, key=knowledge, default=None)
    return None if found is None else str(found)
