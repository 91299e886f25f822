"""What is due: a rate per post and year, for the posts filled, over a period, under terms."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import product
from typing import Annotated

from attrs import define

from kim_model.errors import InvalidValueError, MissingDataError, UnknownRateError
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
from kim_model.funding.claims import Claim, FundingTerms, Run, runs
from kim_model.funding.rates import Rate, RateKind, promise
from kim_model.values import (
    Citation,
    ClosedPeriod,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    PartYear,
    PartYearRule,
)
from kim_model.values._field import checked, require, require_each
from kim_model.values._marks import AT_LEAST_ONE, NonNegativeExactEuro
from kim_model.values.sources import weakest


@define(frozen=True, kw_only=True, field_transformer=checked)
class EntitlementPart:
    """What is due for one claim, before rounding.

    Parameters
    ----------
    claim
        The claim.
    kind
        Whether the rate is a lump sum or, at any time in the period, a ceiling.
    exact_maximum
        Rate times posts times time.
    exact_due
        What is due: up to a ceiling no more than the actual cost, None while that is unknown.
    """

    claim: Claim
    kind: RateKind
    exact_maximum: Derivation[NonNegativeExactEuro]
    exact_due: Derivation[NonNegativeExactEuro] | None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Entitlement:
    """What is due for one claim or for several together (Anspruch, Förderbetrag), rounded once.

    Parameters
    ----------
    parts
        What is due for each claim, in the order in which rounded parts are settled.
    terms
        The terms by which it was computed.

    Raises
    ------
    InvalidValueError
        If there are no parts.
    """

    parts: Annotated[tuple[EntitlementPart, ...], AT_LEAST_ONE]
    terms: FundingTerms

    @property
    def exact_maximum(self) -> Derivation[ExactEuro]:
        """The most that can be due, before rounding."""
        return _together([each.exact_maximum for each in self.parts])

    @property
    def exact_due(self) -> Derivation[ExactEuro] | None:
        """What is due, before rounding; None if unknown for one of the claims."""
        dues = self._exact_dues()
        return None if dues is None else _together(dues)

    @property
    def maximum(self) -> Derivation[Euro]:
        """The most that can be due, rounded (Höchstbetrag)."""
        return self._rounded("maximum", self.exact_maximum)

    @property
    def due(self) -> Derivation[Euro] | None:
        """What is due, rounded; None for a ceiling while the actual cost is unknown."""
        return None if self.exact_due is None else self._rounded("due", self.exact_due)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids of the claims of which it is unknown what is due."""
        return tuple(each.claim.id for each in self.parts if each.exact_due is None)

    @property
    def settled(self) -> tuple[Derivation[Euro], ...]:
        """What is due for each, settled by cumulative difference so that it adds up to `due`.

        Raises
        ------
        MissingDataError
            Naming the claims under a ceiling whose actual cost is unknown.
        """
        if (dues := self._exact_dues()) is None:
            what = "the actual cost (Claim.actual_cost) is not known of"
            raise MissingDataError(what, self.unknown)
        return settled("due", dues, self.terms.rounding, citation=self.terms.rounding_citation)

    def _exact_dues(self) -> list[Derivation[ExactEuro]] | None:
        dues = [each.exact_due for each in self.parts if each.exact_due is not None]
        return dues if len(dues) == len(self.parts) else None

    def _rounded(self, label: str, exact: Derivation[ExactEuro]) -> Derivation[Euro]:
        return rounded(label, exact, self.terms.rounding, citation=self.terms.rounding_citation)


def _together(parts: list[Derivation[ExactEuro]]) -> Derivation[ExactEuro]:
    """Return the sum; of one part, the part itself."""
    return parts[0] if len(parts) == 1 else total("sum", parts)


def entitlement(claims: Claim | Iterable[Claim], terms: FundingTerms) -> Entitlement:
    """Compute what is due for a claim, or for several together, under the terms.

    Parameters
    ----------
    claims
        The posts, and when they are filled: one claim or several.
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
        If there are no claims, if one post is claimed twice for the same item and time, or at all
        at rates that are not paid per year, if a rate changes within a month under a rule by
        months, or if a rate that is not paid per year changes while posts are filled.

    Notes
    -----
    A rate that is not paid per year, such as that of a workplace, is due once the post is filled at
    all in the period: for the most VZÄ that are filled at once, and whenever that begins.

    Examples
    --------
    >>> from kim_model import nrw
    >>> from kim_model.values import Period
    >>> terms, year = FundingTerms(rates=nrw.RATES), Period.of_year(2023)
    >>> item = "case_management_position"
    >>> unna = Claim.of_posts("unna", item=item, fte="18", period=year)
    >>> found = entitlement(unna, terms)
    >>> found.due.verify()
    Euro('1026000.00')
    >>> print(found.due.to_text("en").splitlines()[3].strip())
    rate: 57,000 EUR/(FTE·year) (verified; Kreis Unna, Bescheid vom 15.02.2023, 18 Stellen, ...)
    >>> caritas = Claim.of_posts("caritas", item=item, fte="0.5", period=year)
    >>> entitlement([unna, caritas], terms).due.verify()
    Euro('1054500.00')
    """
    several = require_each(
        "claims", (claims,) if isinstance(claims, Claim) else claims, Claim, AT_LEAST_ONE
    )
    require("terms", terms, FundingTerms)
    _check_once(several, terms)
    return Entitlement(parts=tuple(_part(each, terms) for each in several), terms=terms)


def _check_once(claims: Iterable[Claim], terms: FundingTerms) -> None:
    """Refuse to pay a post twice for one item."""
    claimed: dict[tuple[str, str], list[Claim]] = {}
    for index, each in enumerate(claims):
        others = claimed.setdefault((each.id, each.item), [])
        for twice in filter(None, (_twice(each, other, terms) for other in others)):
            remedy = "claim it once for all its time"
            raise InvalidValueError(
                f"claims[{index}]", each.id, f"is claimed twice {twice}", remedy
            )
        others.append(each)


def _twice(one: Claim, other: Claim, terms: FundingTerms) -> str | None:
    """Return where two claims for a post pay it twice: on a day, in a month begun, or at all."""
    if shared := one.period.overlap(other.period):
        return f"in {shared}"
    if all(_is_paid_once(each, terms) for each in (one, other)):
        return "for what is not paid per year"
    rule = terms.part_year
    if rule is not None and rule.method is PartYear.MONTHS_BEGUN:
        months = ([run.period.months_begun for run in runs(each, rule)] for each in (one, other))
        return next((f"in {shared}" for a, b in product(*months) if (shared := a.overlap(b))), None)
    return None


def _part(claim: Claim, terms: FundingTerms) -> EntitlementPart:
    if _is_paid_once(claim, terms):
        found = [_once(claim, terms)]
    else:
        found = [
            (rates[0].kind, _for_run(claim, Run(period, run.fte), rates, terms))
            for run in runs(claim, terms.part_year)
            for period, rates in _applying(claim, run, terms)
        ]
    maximum = _sum(claim, [amount for _, amount in found])
    ceiling = _sum(claim, [amount for kind, amount in found if kind is RateKind.CEILING])
    lump_sums = [amount for kind, amount in found if kind is RateKind.LUMP_SUM]
    kinds = {kind for kind, _ in found} or {each.kind for each in _promised(claim, terms)}
    return EntitlementPart(
        claim=claim,
        kind=RateKind.CEILING if RateKind.CEILING in kinds else RateKind.LUMP_SUM,
        exact_maximum=maximum,
        exact_due=_capped(claim, lump_sums, ceiling) if ceiling.value else maximum,
    )


def _applying(
    claim: Claim, run: Run, terms: FundingTerms
) -> Iterator[tuple[ClosedPeriod, tuple[Rate, ...]]]:
    """Yield the parts of a run in which one rate applies, each allowed by the part-year rule.

    Where the time must not be parted, rates that promise the same are one rate.
    """
    parts: list[tuple[ClosedPeriod, tuple[Rate, ...]]] = []
    for period, rate in terms.rates.applying(claim.item, run.period, known_on=terms.known_on):
        if parts and not _may_part(period.first_day, terms.part_year):
            before, rates = parts[-1]
            if promise(rate) == promise(rates[-1]):
                joined = ClosedPeriod(before.first_day, period.last_day)
                parts[-1] = (joined, (*rates, rate))
                continue
            if terms.part_year is not None:
                rule = f"has another rate from {period.first_day}"
                raise InvalidValueError("Claim.item", claim.item, rule, "count by days")
        parts.append((period, (rate,)))
    yield from parts


def _may_part(before: date, rule: PartYearRule | None) -> bool:
    """Whether a time may be parted before a day."""
    return (before.month, before.day) == (1, 1) if rule is None else rule.allows_cut(before)


def _for_run(
    claim: Claim, run: Run, rates: Sequence[Rate], terms: FundingTerms
) -> Derivation[ExactEuro]:
    """Return the amount for posts that do not change, at rates that promise the same."""
    per_post, posts = _rate(rates), _posts(claim, run)
    return amount("amount", per_post, posts, part_of_year("time", run.period, terms.part_year))


def _once(claim: Claim, terms: FundingTerms) -> tuple[RateKind, Derivation[ExactEuro]]:
    """Return the amount at a rate that is paid per post, for the most that are filled at once."""
    filled = runs(claim, None)
    rates = [
        rate
        for run in filled
        for _, rate in terms.rates.applying(claim.item, run.period, known_on=terms.known_on)
    ]
    if len(set(map(promise, rates))) > 1:
        rule = "is not paid per year, and its rate changes"
        raise InvalidValueError("Claim.item", claim.item, rule, "claim a period with one rate")
    most = max(filled, key=lambda run: run.fte)
    return rates[0].kind, amount("amount", _rate(rates), _posts(claim, most))


def _rate(rates: Sequence[Rate]) -> Derivation[EuroPerPost]:
    """Return what rates promise that promise the same, with the sources of all."""
    sources = dict.fromkeys(each.citation for each in rates if each.citation is not None)
    return given(
        "rate",
        rates[0].per_post,
        citation=Citation(document="; ".join(map(str, sources)))
        if len(sources) > 1
        else next(iter(sources), None),
        evidence=weakest(each.evidence for each in rates),
    )


def _posts(claim: Claim, run: Run) -> Derivation[Fte]:
    return given("posts", run.fte, citation=claim.citation, evidence=_evidence(claim, run))


def _evidence(claim: Claim, run: Run) -> Evidence | None:
    """Return how surely the posts of a run are known: no surer than any staffing in it."""
    return weakest(
        each.evidence or claim.evidence
        for each in claim.staffing
        if each.period.overlap(run.period) is not None
    )


def _is_paid_once(claim: Claim, terms: FundingTerms) -> bool:
    """Whether on a day on which posts are filled a rate answers that is not paid per year."""
    filled = (run.period for run in runs(claim, None))
    return any(not each.unit.is_per_year for each in _answers(claim, filled, terms))


def _promised(claim: Claim, terms: FundingTerms) -> Sequence[Rate]:
    """Return the rates for a claim without posts: that answer in its period, or else ever."""
    known = terms.rates.known(claim.item, known_on=terms.known_on)
    if not known:  # raises, and names the items that are known
        terms.rates.rate(claim.item, on=claim.period.first_day, known_on=terms.known_on)
    ever = (ClosedPeriod(each.period.first_day, each.period.first_day) for each in known)
    return _answers(claim, [claim.period.closed()], terms) or _answers(claim, ever, terms) or known


def _answers(claim: Claim, periods: Iterable[ClosedPeriod], terms: FundingTerms) -> list[Rate]:
    """Return the rates that answer in some periods; none where that cannot be determined."""
    recorded = [each.period for each in terms.rates.rates if each.item == claim.item]
    starts = [each.first_day for each in recorded]
    ends = [each.last_day for each in recorded if each.last_day is not None]
    found: list[Rate] = []
    for part in (part for period in periods for part in period.cut_around(starts, ends)):
        with suppress(UnknownRateError):
            found.append(terms.rates.rate(claim.item, on=part.first_day, known_on=terms.known_on))
    return found


def _sum(claim: Claim, amounts: Sequence[Derivation[ExactEuro]]) -> Derivation[ExactEuro]:
    """Return the sum of amounts for a claim; nothing if no post counts."""
    if amounts:
        return total("amount", amounts, of=claim.id)
    nothing, citation, evidence = ExactEuro(0), claim.citation, claim.evidence
    return given("amount", nothing, of=claim.id, citation=citation, evidence=evidence)


def _capped(
    claim: Claim, lump_sums: Sequence[Derivation[ExactEuro]], ceiling: Derivation[ExactEuro]
) -> Derivation[ExactEuro] | None:
    """Return lump sums in full, and up to a ceiling what was spent; None if that is unknown."""
    if claim.actual_cost is None:
        return None
    spent = given(
        "actual_cost",
        ExactEuro(claim.actual_cost),
        citation=claim.citation,
        evidence=claim.evidence,
    )
    capped = least("due", ceiling, spent, of=claim.id)
    return total("due", [_sum(claim, lump_sums), capped], of=claim.id) if lump_sums else capped
