"""What is due: a rate per post and year, for the posts filled, over a period, under terms."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

from attrs import define, field

from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.explain import (
    Derivation,
    amount,
    given,
    least,
    part_of_year,
    rounded,
    settled,
    total,
)
from kim_model.funding._runs import Run, runs
from kim_model.funding.rates import Rate, RateBook, RateKind
from kim_model.posts import Position, Staffing
from kim_model.values import (
    Citation,
    ClosedPeriod,
    Euro,
    Evidence,
    ExactEuro,
    ExactNumber,
    Fte,
    PartYearRule,
    Period,
    Rounding,
)
from kim_model.values._field import Id, Name, NonNegativeEuro, checked
from kim_model.values.quantities import optional_euro
from kim_model.values.sources import weakest


@define(frozen=True, kw_only=True, field_transformer=checked)
class FundingTerms:
    """The terms by which an amount is computed (Förderbedingungen).

    Parameters
    ----------
    rates
        What is paid per unit.
    known_on
        The day from which the rates are asked; None for all that is known at all.
    part_year
        The rule for parts of a year; None where all periods are whole calendar years.
    rounding
        How amounts are rounded; not at all unless a policy is named.
    rounding_citation
        Where the rounding can be read.

    Examples
    --------
    >>> from kim_model import nrw
    >>> FundingTerms(rates=nrw.RATES).part_year is None
    True
    """

    rates: RateBook
    known_on: date | None = None
    part_year: PartYearRule | None = None
    rounding: Rounding = Rounding.EXACT
    rounding_citation: Citation | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Claim:
    """Posts for which money is claimed or planned over a period (Ansatz).

    Parameters
    ----------
    id
        Its id, by which derivations and comparisons name it.
    item
        What is paid for, as the book of rates calls it.
    period
        The period for which it is claimed (Bewilligungszeitraum); its end is not open.
    staffing
        How many posts are filled when; only what lies in the period counts.
    actual_cost
        What the posts really cost in the period; needed where the rate is a ceiling. None if
        unknown.
    citation, evidence
        Where the posts can be read, and how surely they are known.

    Raises
    ------
    InvalidValueError
        If the end of the period is open, or the actual cost is below 0.

    Examples
    --------
    >>> claim = Claim.of_posts(
    ...     "unna", item="case_management_position", fte="18", period=Period.of_year(2023)
    ... )
    >>> claim.staffing[0].fte
    Fte('18')
    """

    id: Id
    item: Name
    period: Period
    staffing: tuple[Staffing, ...]
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)
    citation: Citation | None = None
    evidence: Evidence | None = None

    def __attrs_post_init__(self) -> None:
        if self.period.last_day is None:
            rule = "has an open end"
            raise InvalidValueError("Claim.period", self.period, rule, "give the last day")

    @classmethod
    def of_posts(
        cls,
        claim_id: str,
        *,
        item: str,
        fte: Fte | ExactNumber,
        period: Period,
        actual_cost: Euro | ExactNumber | None = None,
        citation: Citation | None = None,
        evidence: Evidence | None = None,
    ) -> Self:
        """Return the claim for a number of posts that does not change over the period."""
        return cls(
            id=claim_id,
            item=item,
            period=period,
            staffing=(Staffing(fte=fte, period=period),),
            actual_cost=actual_cost,
            citation=citation,
            evidence=evidence,
        )

    @classmethod
    def of_position(
        cls,
        position: Position,
        *,
        item: str,
        period: Period,
        actual_cost: Euro | ExactNumber | None = None,
    ) -> Self:
        """Return the claim for one position as it is filled, vacancies left out.

        Raises
        ------
        MissingDataError
            If nothing is known of its staffing.
        """
        if position.staffing is None:
            raise MissingDataError("the staffing is not known of", (position.id,))
        return cls(
            id=position.id,
            item=item,
            period=period,
            staffing=position.staffing,
            actual_cost=actual_cost,
            citation=position.citation,
            evidence=position.evidence,
        )


@define(frozen=True, kw_only=True, field_transformer=checked)
class Entitlement:
    """What is due for a claim (Anspruch, Förderbetrag), with its derivation.

    Parameters
    ----------
    claim
        The claim.
    kind
        Whether the rate is a lump sum or a ceiling.
    exact_maximum
        Rate times posts times time, before rounding.
    exact_due
        What is due before rounding: for a ceiling no more than the actual cost, None while that is
        unknown.
    terms
        The terms by which it was computed.
    """

    claim: Claim
    kind: RateKind
    exact_maximum: Derivation[ExactEuro]
    exact_due: Derivation[ExactEuro] | None
    terms: FundingTerms

    @property
    def maximum(self) -> Derivation[Euro]:
        """The most that can be due, rounded (Höchstbetrag)."""
        return _rounded("maximum", self.exact_maximum, self.terms)

    @property
    def due(self) -> Derivation[Euro] | None:
        """What is due, rounded; None for a ceiling while the actual cost is unknown."""
        return None if self.exact_due is None else _rounded("due", self.exact_due, self.terms)


@define(frozen=True, kw_only=True, field_transformer=checked)
class EntitlementTotal:
    """What is due for several claims together, rounded once, in parts that add up.

    Parameters
    ----------
    entitlements
        What is due for each claim, in the order in which rounded parts are settled.
    terms
        The terms by which it was computed.

    Raises
    ------
    InvalidValueError
        If there are no claims.
    """

    entitlements: tuple[Entitlement, ...]
    terms: FundingTerms

    def __attrs_post_init__(self) -> None:
        if not self.entitlements:
            place = "EntitlementTotal.entitlements"
            raise InvalidValueError(place, self.entitlements, "is empty", "pass a claim")

    @property
    def maximum(self) -> Derivation[Euro]:
        """The most that can be due for all, rounded once."""
        parts = [each.exact_maximum for each in self.entitlements]
        return _rounded("maximum", total("sum", parts), self.terms)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids of the claims of which it is unknown what is due."""
        return tuple(each.claim.id for each in self.entitlements if each.exact_due is None)

    @property
    def due(self) -> Derivation[Euro] | None:
        """What is due for all, rounded once; None if unknown for one of them."""
        parts = self._exact_dues()
        return _rounded("due", total("sum", parts), self.terms) if parts else None

    @property
    def parts(self) -> tuple[Derivation[Euro], ...] | None:
        """What is due for each, settled by cumulative difference so that it adds up to `due`."""
        parts, terms = self._exact_dues(), self.terms
        if not parts:
            return None
        labels = [each.claim.id for each in self.entitlements]
        return settled(labels, parts, terms.rounding, citation=terms.rounding_citation)

    def _exact_dues(self) -> list[Derivation[ExactEuro]]:
        dues = [each.exact_due for each in self.entitlements]
        known = [each for each in dues if each is not None]
        return known if len(known) == len(dues) else []


def entitlement(claim: Claim, terms: FundingTerms) -> Entitlement:
    """Compute what is due for a claim under the terms.

    Parameters
    ----------
    claim
        The posts, and when they are filled.
    terms
        Rates, part-year rule and rounding.

    Returns
    -------
    Entitlement
        With derivations that name rate, posts, time and rounding.

    Raises
    ------
    UnknownRateError
        If for a day on which posts are filled no rate is known; without any posts, if no rate is
        known for the item at all.
    MissingDataError
        If posts are filled over a part of a year and the terms have no rule for that.
    InvalidValueError
        If a rate changes within a month under a rule by months, or if a rate that is not paid per
        year meets posts that change.

    Examples
    --------
    >>> from kim_model import nrw
    >>> claim = Claim.of_posts(
    ...     "unna", item="case_management_position", fte="18", period=Period.of_year(2023)
    ... )
    >>> found = entitlement(claim, FundingTerms(rates=nrw.RATES))
    >>> found.due.verify()
    Euro('1026000.00')
    >>> print(found.due.to_text("en").splitlines()[3].strip())
    rate: 57,000 EUR/(FTE·year) (verified; Kreis Unna, Bescheid vom 15.02.2023, 18 Stellen, ...)
    """
    parts: list[Derivation[ExactEuro]] = []
    rates: list[Rate] = []
    for run in runs(claim.staffing, claim.period.closed(), terms.part_year):
        for period, rate in _applying(claim, run, terms):
            parts.append(_part(claim, Run(period, run.fte), rate, terms))
            rates.append(rate)
    is_ceiling = any(each.kind is RateKind.CEILING for each in rates or _promised(claim, terms))
    exact = total(claim.id, parts) if parts else _nothing(claim)
    return Entitlement(
        claim=claim,
        kind=RateKind.CEILING if is_ceiling else RateKind.LUMP_SUM,
        exact_maximum=exact,
        exact_due=_capped(claim, exact) if is_ceiling else exact,
        terms=terms,
    )


def entitlements(claims: Iterable[Claim], terms: FundingTerms) -> EntitlementTotal:
    """Compute what is due for several claims, as `entitlement` does for each.

    Examples
    --------
    >>> from kim_model import nrw
    >>> item, year = "case_management_position", Period.of_year(2023)
    >>> parts = [
    ...     Claim.of_posts(name, item=item, fte=fte, period=year)
    ...     for name, fte in (("Caritas", "0.5"), ("others", "11.5"))
    ... ]
    >>> entitlements(parts, FundingTerms(rates=nrw.RATES)).due.verify()
    Euro('684000.00')
    """
    found = tuple(entitlement(each, terms) for each in claims)
    return EntitlementTotal(entitlements=found, terms=terms)


def _applying(claim: Claim, run: Run, terms: FundingTerms) -> Iterator[tuple[ClosedPeriod, Rate]]:
    """Yield the parts of a run in which one rate applies, each allowed by the part-year rule."""
    for period, rate in terms.rates.applying(claim.item, run.period, known_on=terms.known_on):
        starts = period.first_day
        rule = terms.part_year
        if starts != run.period.first_day and rule is not None and not rule.allows_cut(starts):
            raise InvalidValueError(
                "Claim.item", claim.item, f"has another rate from {starts}", "count by days"
            )
        if not rate.unit.is_per_year and (period != claim.period.closed()):
            remedy = "claim posts that stay the same, in a period with one rate"
            raise InvalidValueError("Claim.item", claim.item, "is not paid per year", remedy)
        yield period, rate


def _part(claim: Claim, run: Run, rate: Rate, terms: FundingTerms) -> Derivation[ExactEuro]:
    """Return the amount for posts that do not change, at one rate."""
    per_post = given("rate", rate.per_post, citation=rate.citation, evidence=rate.evidence)
    posts = given("posts", run.fte, citation=claim.citation, evidence=_evidence(claim, run))
    if not rate.unit.is_per_year:
        return amount("amount", per_post, posts)
    return amount("amount", per_post, posts, part_of_year("time", run.period, terms.part_year))


def _evidence(claim: Claim, run: Run) -> Evidence | None:
    """Return how surely the posts of a run are known: no surer than any staffing in it."""
    return weakest(
        each.evidence or claim.evidence
        for each in claim.staffing
        if each.period.overlap(run.period) is not None
    )


def _promised(claim: Claim, terms: FundingTerms) -> tuple[Rate, ...]:
    """Return the rates for a claim without posts: of its period, or else all for its item."""
    known = terms.rates.known(claim.item, known_on=terms.known_on)
    if not known:  # raises, and names the items that are known
        terms.rates.rate(claim.item, on=claim.period.first_day, known_on=terms.known_on)
    return tuple(each for each in known if each.period.overlap(claim.period)) or known


def _nothing(claim: Claim) -> Derivation[ExactEuro]:
    """Return the amount for a claim in which no post counts."""
    return given(claim.id, ExactEuro(0), citation=claim.citation, evidence=claim.evidence)


def _capped(claim: Claim, maximum: Derivation[ExactEuro]) -> Derivation[ExactEuro] | None:
    if claim.actual_cost is None:
        return None
    spent = given(
        "actual_cost",
        ExactEuro(claim.actual_cost),
        citation=claim.citation,
        evidence=claim.evidence,
    )
    return least(claim.id, maximum, spent)


def _rounded(
    label: str, exact_amount: Derivation[ExactEuro], terms: FundingTerms
) -> Derivation[Euro]:
    return rounded(label, exact_amount, terms.rounding, citation=terms.rounding_citation)
