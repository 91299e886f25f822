"""What if: another rate, other posts, another filling date, and which of them changes how much."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Self, TypeAlias

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError, MissingDataError, listed
from kim_model.explain import Attribution, Derivation, attribute, difference
from kim_model.funding.claims import Claim, FundingTerms
from kim_model.funding.entitlements import COST_UNKNOWN, Entitlement, entitlement
from kim_model.funding.rate_books import RateBook
from kim_model.posts import Staffing
from kim_model.values import Euro, Evidence, Fte, Period
from kim_model.values._field import checked, require
from kim_model.values._marks import AT_LEAST_ONE, Name, NonNegativeEuro, NonNegativeFte, Unique
from kim_model.values.quantities import optional_euro


@define(frozen=True, kw_only=True, field_transformer=checked)
class Scenario:
    """Claims and the terms by which they are computed: a year's money, to be varied (Szenario).

    Parameters
    ----------
    claims
        At least one claim; their ids are unique.
    terms
        Rates, part-year rule and rounding.
    """

    claims: Annotated[tuple[Claim, ...], AT_LEAST_ONE, Unique(by=("id",))]
    terms: FundingTerms

    @property
    def entitlement(self) -> Entitlement:
        """What is due for each claim and for all."""
        return entitlement(self.claims, self.terms)

    @property
    def due(self) -> Derivation[Euro]:
        """What is due for all claims, rounded once.

        Raises
        ------
        MissingDataError
            Naming the claims under a ceiling whose actual cost is unknown.
        """
        found = self.entitlement
        if found.due is None:
            raise MissingDataError(COST_UNKNOWN, found.unknown)
        return found.due

    def changed(self, claim: str, change: Callable[[Claim], Claim]) -> Self:
        """Return the scenario with one claim changed.

        Raises
        ------
        InvalidValueError
            If there is no such claim.
        """
        require("change", change, Callable)
        known = [each.id for each in self.claims]
        if claim not in known:
            remedy = f"write one of {listed(known)}"
            raise InvalidValueError("claim", claim, "is not the id of any claim here", remedy)
        claims = tuple(change(each) if each.id == claim else each for each in self.claims)
        return evolve(self, claims=claims)


@define(frozen=True, kw_only=True, field_transformer=checked)
class OtherRate:
    """Another amount for an item, in all periods (anderer Fördersatz).

    Parameters
    ----------
    item
        The item as the book of rates calls it.
    amount
        The amount per unit in EUR; it is marked as assumed.
    """

    item: Name
    amount: NonNegativeEuro = field(converter=Euro)

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario at this rate.

        Raises
        ------
        InvalidValueError
            If the book has no rate for the item that is known on the day of the terms, or rates in
            several units.
        """
        require("scenario", scenario, Scenario)
        book = scenario.terms.rates
        known = book.known(self.item, known_on=scenario.terms.known_on)
        if not known:
            raise InvalidValueError("OtherRate.item", self.item, "has no known rate in the book")
        if len({each.unit for each in known}) > 1:
            rule, remedy = "has rates in several units", "leave out those of all but one"
            raise InvalidValueError("OtherRate.item", self.item, rule, remedy)
        rates = tuple(
            evolve(each, amount=self.amount, citation=None, evidence=Evidence.ASSUMED)
            if each.item == self.item
            else each
            for each in book.rates
        )
        return evolve(scenario, terms=evolve(scenario.terms, rates=RateBook(rates)))


@define(frozen=True, kw_only=True, field_transformer=checked)
class OtherPosts:
    """Another number of posts, all of them filled over the whole period (andere Stellenzahl).

    Parameters
    ----------
    claim
        The id of the claim.
    fte
        The posts in VZÄ; they are marked as assumed.
    actual_cost
        What they would really cost in the period; needed where the rate is a ceiling. None if
        unknown: what the recorded posts cost says nothing of others.
    """

    claim: Name
    fte: NonNegativeFte = field(converter=Fte)
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with that number of posts."""
        require("scenario", scenario, Scenario)
        return scenario.changed(
            self.claim,
            lambda claim: _supposed(
                evolve(claim, fte=self.fte), self.fte, claim.period, self.actual_cost
            ),
        )


@define(frozen=True, kw_only=True, field_transformer=checked)
class OtherFilling:
    """A post filled from another day on, in place of all staffing recorded (anderer Termin).

    Parameters
    ----------
    claim
        The id of the claim: mostly of the position.
    on
        The first day on which it is filled.
    fte
        How much of it is filled, in VZÄ; no more than its size counts. It is marked as assumed.
    actual_cost
        What it would really cost in the period; needed where the rate is a ceiling. None if
        unknown: what the recorded staffing costs says nothing of another.
    """

    claim: Name
    on: date
    fte: NonNegativeFte = field(converter=Fte)
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which the post is filled from that day on."""
        require("scenario", scenario, Scenario)
        return scenario.changed(
            self.claim, lambda claim: _supposed(claim, self.fte, Period(self.on), self.actual_cost)
        )


def _supposed(claim: Claim, fte: Fte, period: Period, actual_cost: Euro | None) -> Claim:
    """Return the claim for posts that no source states, with nothing that sources say of others."""
    assumed = Evidence.ASSUMED
    return evolve(
        claim,
        staffing=(Staffing(fte=fte, period=period, evidence=assumed),),
        actual_cost=actual_cost,
        citation=None,
        evidence=assumed,
    )


Change: TypeAlias = OtherRate | OtherPosts | OtherFilling
"""One thing that is otherwise."""


def what_if(base: Scenario, *changes: Change) -> Attribution[Change, Derivation[Euro]]:
    """Make changes one after another, and say what each of them does to what is due.

    Parameters
    ----------
    base
        Where to start.
    changes
        At least one change, in the order in which differences are attributed.

    Raises
    ------
    InvalidValueError
        If there are no changes, or one is of a claim or an item that is not there.
    MissingDataError
        If for a claim under a ceiling the actual cost is unknown.

    Examples
    --------
    What changes in this year's money if the vacant post is filled on 1 September?

    >>> from kim_model import nrw
    >>> from kim_model.values import PartYear, PartYearRule
    >>> vacant = Claim(
    ...     id="cm-14", item="case_management_position", period=Period.of_year(2023), staffing=()
    ... )
    >>> terms = FundingTerms(rates=nrw.RATES, part_year=PartYearRule(method=PartYear.FULL_MONTHS))
    >>> filled = OtherFilling(claim="cm-14", on=date(2023, 9, 1), fte="1")
    >>> what_if(Scenario(claims=(vacant,), terms=terms), filled).difference.verify()
    Euro('19000.00')
    """
    require("base", base, Scenario)
    require("changes", changes, Annotated[tuple[Change, ...], AT_LEAST_ONE])
    return attribute(base, changes, lambda found, change: change.apply(found), _difference)


def _difference(before: Scenario, after: Scenario) -> Derivation[Euro]:
    return difference("difference", after.due, before.due)
