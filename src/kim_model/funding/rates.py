"""Dated rates, and the book that answers what was paid for a day and what was known of it then."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Self

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError, UnknownRateError, UnknownRateReason
from kim_model.funding.grants import Grant
from kim_model.law import LegalForm
from kim_model.values import (
    Answer,
    Citation,
    ClosedPeriod,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Period,
    RateUnit,
    Rounding,
)
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
    known_since
        The first day on which it was known; None if no source says.
    known_by
        A day by which it was known at the latest; None if no source says, or if `known_since` does.
    citation
        Where it can be read.
    evidence
        How surely it is known.

    Raises
    ------
    InvalidValueError
        If the amount is below 0, or a bound stands beside the day itself.

    Examples
    --------
    >>> rate = Rate(
    ...     item="case_management_position",
    ...     amount="57000",
    ...     kind=RateKind.LUMP_SUM,
    ...     unit=RateUnit.FULL_POST_AND_YEAR,
    ...     period=Period.of_year(2023),
    ...     known_since=date(2023, 2, 15),
    ... )
    >>> rate.per_post == EuroPerPost("57000", RateUnit.FULL_POST_AND_YEAR)
    True
    """

    item: Name
    amount: NonNegativeEuro = field(converter=Euro)
    kind: RateKind
    unit: RateUnit
    period: Period
    known_since: date | None = None
    known_by: date | None = None
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        if self.known_since is not None and self.known_by is not None:
            rule = f"stands beside the day since which it was known, {self.known_since}"
            raise InvalidValueError("Rate.known_by", self.known_by, rule, "leave one of them out")

    @classmethod
    def from_grant(cls, grant: Grant, *, item: str) -> Self:
        """Return the rate that a notice of a lump sum shows: its amount per full post and year.

        It is known since the day that the notice bears; where that is unknown, it was known by the
        day as of which the notice is recorded.

        Parameters
        ----------
        grant
            The notice: of a lump sum, for posts of one role, over one calendar year.
        item
            What the rate is paid for, as the book that it is added to calls it, such as
            ``nrw.ITEMS[Role.CASE_MANAGEMENT]``.

        Raises
        ------
        InvalidValueError
            If the notice does not show a rate.

        Examples
        --------
        >>> from kim_model.funding import GrantedPosts
        >>> from kim_model.law import Baustein, Role
        >>> notice = Grant(
        ...     id="unna-2023",
        ...     baustein=Baustein.CASE_MANAGEMENT,
        ...     period=Period.of_year(2023),
        ...     posts=(GrantedPosts(role=Role.CASE_MANAGEMENT, fte="18"),),
        ...     amount="1026000",
        ...     issued_on=date(2023, 2, 15),
        ... )
        >>> rate = Rate.from_grant(notice, item="case_management_position")
        >>> rate.amount, rate.known_since
        (Euro('57000.00'), datetime.date(2023, 2, 15))
        """
        require("grant", grant, Grant)
        require("item", item, Name)
        return cls(
            item=item,
            amount=_shown_by(grant),
            kind=RateKind.LUMP_SUM,
            unit=RateUnit.FULL_POST_AND_YEAR,
            period=grant.period,
            known_since=grant.issued_on,
            known_by=grant.as_of if grant.issued_on is None else None,
            citation=grant.citation,
            evidence=grant.evidence,
        )

    @property
    def per_post(self) -> EuroPerPost:
        """The amount with what it is paid for, to compute with."""
        return EuroPerPost(self.amount, self.unit)

    def known_on(self, day: date | None) -> Answer:
        """Whether it was known on a day; None asks whether it is known at all, and it is.

        Before the day by which it was known at the latest, and where no source dates it, that
        cannot be determined.
        """
        require("day", day, date | None)
        known_day = _known_day(self)
        if day is None or (known_day is not None and known_day <= day):
            return Answer.YES
        return Answer.UNKNOWN if self.known_since is None else Answer.NO

    def conflicts_with(self, other: "Rate") -> bool:
        """Whether both state a rate for the same item and day, known by the same dates."""
        require("other", other, Rate)
        return _dated(self) == _dated(other) and self.period.overlap(other.period) is not None

    def __str__(self) -> str:
        return f"{self.item} {self.period}: {self.amount} EUR"


def _known_day(rate: Rate) -> date | None:
    """Return the first day on which it was surely known."""
    return rate.known_since or rate.known_by


def _dated(rate: Rate) -> tuple[str, date | None, date | None]:
    return rate.item, rate.known_since, rate.known_by


def _surely_before(rate: Rate, other: Rate) -> bool:
    """Whether it was known before another for certain, or counts as such for want of a date."""
    day = _known_day(rate)
    if day is None:
        return _known_day(other) is not None
    return other.known_since is not None and day < other.known_since


def _shown_by(grant: Grant) -> Euro:
    """Return the amount per post and year that a notice shows, if it shows one."""
    if grant.baustein.legal_form is not LegalForm.FACHBEZOGENE_PAUSCHALE:
        raise _shows_no_rate("baustein", grant.baustein, "is paid for more than posts")
    if grant.amount is None:
        raise _shows_no_rate("amount", grant.amount, "is not known")
    if len(grant.posts) != 1 or not grant.posts[0].fte:
        raise _shows_no_rate("posts", grant.posts, "are not posts of one role")
    if grant.period != Period.of_year(grant.period.first_day.year):
        raise _shows_no_rate("period", str(grant.period), "is not one calendar year")
    exact = ExactEuro(grant.amount) / grant.posts[0].fte.value
    try:
        return Rounding.EXACT.to_euro(exact)
    except InvalidValueError:
        raise _shows_no_rate("amount", grant.amount, "is not whole cents per post") from None


def _shows_no_rate(field: str, value: object, rule: str) -> InvalidValueError:
    remedy = "take the rate from another source, and write it as a Rate"
    return InvalidValueError(f"grant.{field}", value, f"{rule}, so it shows no rate", remedy)


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
        If two rates conflict: if item, a day, and what dates their knowledge coincide.

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
            before = latest.get(_dated(rate))
            if before is not None and rate.conflicts_with(self.rates[before]):
                first, second = sorted((before, index))
                when = _known_day(rate) or "no stated day"
                rule = f"conflicts with RateBook.rates[{first}], known since or by {when} too"
                remedy = "part their periods, or say since when each is known"
                place = f"RateBook.rates[{second}]"
                raise InvalidValueError(place, str(self.rates[second]), rule, remedy)
            latest[_dated(rate)] = index

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
            If there is none, or which one cannot be determined: it tells the reason, and what to
            do. It names nothing that was not known by then.
        """
        require("item", item, Name)
        require("on", on, date)
        require("known_on", known_on, date | None)
        recorded = [each for each in self.rates if each.item == item and on in each.period]
        perhaps = [each for each in recorded if each.known_on(known_on) is not Answer.NO]
        known = [each for each in perhaps if each.known_on(known_on) is Answer.YES]
        last = [each for each in perhaps if not any(_surely_before(each, other) for other in known)]
        if known and len({(each.kind, each.per_post) for each in last}) == 1:
            return max((each for each in last if each in known), key=_knowledge)
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
        self, item: str, on: date, known_on: date | None, reason: UnknownRateReason
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


def _reason(recorded: list[Rate], perhaps: list[Rate], known: list[Rate]) -> UnknownRateReason:
    """Return why none of the rates for a day answers."""
    if known:
        return UnknownRateReason.DIFFERING
    if any(each.known_by is not None for each in perhaps):
        return UnknownRateReason.BEFORE_BOUND
    if perhaps:
        return UnknownRateReason.UNDATED
    return UnknownRateReason.LEARNED_LATER if recorded else UnknownRateReason.NOT_RECORDED


def _knowledge(rate: Rate) -> tuple[date, bool, date]:
    """Sort by when a rate was surely known, what no source dates first."""
    day = _known_day(rate) or date.min
    return day, rate.known_since is not None, rate.period.first_day


def _last_known(rates: Iterable[Rate]) -> str | None:
    """Show the rate known last; one that no source dates was known before all others."""
    found = max(rates, key=_knowledge, default=None)
    return None if found is None else str(found)
