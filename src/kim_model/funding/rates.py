"""Rates: what is paid for a unit of something over a period, and when that was known."""

from datetime import date
from enum import Enum
from typing import Self

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.funding.grants import Grant
from kim_model.law import LegalForm
from kim_model.values import (
    Answer,
    Citation,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    Period,
    RateUnit,
    Rounding,
)
from kim_model.values._field import checked, require
from kim_model.values._marks import Name, NonNegativeEuro


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

        It is known since the notice is: since the day that is said, else the day that the notice
        bears; where both are unknown, it was known by the day as of which the notice is recorded.

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
        known_since = grant.known_since or grant.issued_on
        return cls(
            item=item,
            amount=_shown_by(grant),
            kind=RateKind.LUMP_SUM,
            unit=RateUnit.FULL_POST_AND_YEAR,
            period=grant.period,
            known_since=known_since,
            known_by=grant.as_of if known_since is None else None,
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
        surely = known_day(self)
        if day is None or (surely is not None and surely <= day):
            return Answer.YES
        return Answer.UNKNOWN if self.known_since is None else Answer.NO

    def conflicts_with(self, other: "Rate") -> bool:
        """Whether both state rates for the same item and day, known by the same dates, that differ.

        Two that promise the same do not contradict each other, such as two notices at one rate.
        """
        require("other", other, Rate)
        both = dated(self) == dated(other) and self.period.overlap(other.period) is not None
        return both and promise(self) != promise(other)

    def __str__(self) -> str:
        return f"{self.item} {self.period}: {self.amount} EUR"


def known_day(rate: Rate) -> date | None:
    """Return the first day on which it was surely known."""
    return rate.known_since or rate.known_by


def promise(rate: Rate) -> tuple[RateKind, Euro, bool]:
    """Return what a rate says is paid, whatever posts it counts: 25,000 per half post is 50,000.

    That is its kind, the money for one VZÄ, and whether it is paid for each year.
    """
    per_fte = rate.amount * rate.unit.posts(Fte(1)).numerator  # a whole number of its posts
    return rate.kind, per_fte, rate.unit.is_per_year


def dated(rate: Rate) -> tuple[str, date | None, date | None]:
    """Return what no two rates of a book that differ have in common on a day."""
    return rate.item, rate.known_since, rate.known_by


def surely_before(rate: Rate, other: Rate) -> bool:
    """Whether it was known before another for certain, or counts as such for want of a date."""
    day = known_day(rate)
    if day is None:
        return known_day(other) is not None
    return other.known_since is not None and day < other.known_since


def knowledge(rate: Rate) -> tuple[date, bool, date, str]:
    """Sort by when a rate was surely known, what no source dates first; of equals by their text."""
    day = known_day(rate) or date.min
    return day, rate.known_since is not None, rate.period.first_day, repr(rate)


def _shown_by(grant: Grant) -> Euro:
    """Return the amount per post and year that a notice shows, if it shows one."""
    if grant.baustein.legal_form is not LegalForm.FACHBEZOGENE_PAUSCHALE:
        raise _shows_no_rate("baustein", grant.baustein, "is paid for more than posts")
    if grant.amount is None:
        raise _shows_no_rate("amount", grant.amount, "is not known")
    if not grant.posts:
        raise _shows_no_rate("posts", grant.posts, "are not known", "say the posts that it grants")
    if len(grant.posts) != 1 or not grant.posts[0].fte:
        raise _shows_no_rate("posts", grant.posts, "are not posts of one role")
    if grant.period != Period.of_year(grant.period.first_day.year):
        raise _shows_no_rate("period", str(grant.period), "is not one calendar year")
    exact = ExactEuro(grant.amount) / grant.posts[0].fte.value
    try:
        return Rounding.EXACT.to_euro(exact)
    except InvalidValueError:
        raise _shows_no_rate("amount", grant.amount, "is not whole cents per post") from None


def _shows_no_rate(
    field: str,
    value: object,
    rule: str,
    remedy: str = "take the rate from another source, and write it as a Rate",
) -> InvalidValueError:
    return InvalidValueError(f"grant.{field}", value, f"{rule}, so it shows no rate", remedy)
