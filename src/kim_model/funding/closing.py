"""The end of a year: what was granted, due, spent and passed on, and what goes back by when."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, evolve

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError, MissingDataError, listed
from kim_model.explain import Derivation, difference, least, total
from kim_model.funding.claims import Claim, FundingTerms
from kim_model.funding.entitlements import Entitlement, entitlement
from kim_model.law import Deadline, DeadlineRule
from kim_model.posts import Position, Staffing
from kim_model.values import (
    Citation,
    ClosedPeriod,
    Euro,
    Evidence,
    ExactEuro,
    Fte,
    Period,
    YearlyDay,
)
from kim_model.values._field import checked, require_each, unique
from kim_model.values._marks import AT_LEAST_ONE, NonNegativeEuro, Unique, Year


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearEndRule:
    """The dates by which a year is proved and unspent money goes back (Nachweis, Rückzahlung).

    No source says them for KIM; so they have no default. `nrw.YEAR_END_BY_ANALOGY` has those of
    another lump sum, marked as assumed.

    Parameters
    ----------
    proof
        Up to when the use of the money is proved or confirmed; None if no last day is known.
    proof_not_before
        The first day of the following year on which it is confirmed; None if none is known.
    repayment
        Up to when money not used is repaid.
    citation, evidence
        Where the first day of the proof can be read, and how surely it is known.
    """

    proof: DeadlineRule | None = None
    proof_not_before: YearlyDay | None = None
    repayment: DeadlineRule
    citation: Citation | None = None
    evidence: Evidence | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class YearEnd:
    """The money of a year when it is over (Jahresabschluss), each amount with its derivation.

    Own share, unused money and repayment follow from the four amounts.

    Parameters
    ----------
    year
        The year.
    granted
        What was granted and paid out by notice.
    due
        What is due by rate, posts and time.
    spent
        What was spent by the Kreis itself.
    forwarded
        What was passed on.
    rule
        The dates of proof and repayment; None if unknown.

    Raises
    ------
    InvalidValueError
        For an amount below 0.

    Examples
    --------
    >>> from kim_model import nrw
    >>> from kim_model.explain import given
    >>> closed = YearEnd(
    ...     year=2023,
    ...     granted=given("granted", Euro("1026000")),
    ...     due=given("due", Euro("969000")),
    ...     spent=given("spent", Euro("700000")),
    ...     forwarded=given("forwarded", Euro("300000")),
    ...     rule=nrw.YEAR_END_BY_ANALOGY,
    ... )
    >>> closed.own_share.verify(), closed.to_be_repaid.verify()
    (Euro('31000.00'), Euro('57000.00'))
    >>> closed.proof_not_before, closed.repayment_due.last_day
    (datetime.date(2024, 7, 1), datetime.date(2024, 9, 30))
    """

    year: Year
    granted: Derivation[NonNegativeEuro]
    due: Derivation[NonNegativeEuro]
    spent: Derivation[NonNegativeEuro]
    forwarded: Derivation[NonNegativeEuro]
    rule: YearEndRule | None = None

    @property
    def cost(self) -> Derivation[Euro]:
        """All that was spent or passed on (Ausgaben)."""
        return total("cost", [self.spent, self.forwarded])

    @property
    def used(self) -> Derivation[Euro]:
        """What of the funds was used: no more than was granted, due, and spent (verwendet)."""
        return least("used", self.granted, self.due, self.cost)

    @property
    def own_share(self) -> Derivation[Euro]:
        """What the Kreis bears itself (Eigenanteil)."""
        return difference("own_share", self.cost, self.used)

    @property
    def unused(self) -> Derivation[Euro]:
        """What was granted and not used (nicht verbraucht)."""
        return difference("unused", self.granted, self.used)

    @property
    def to_be_repaid(self) -> Derivation[Euro]:
        """What goes back of the money paid out: all that was not used (Rückzahlung)."""
        return total("to_be_repaid", [self.unused])

    @property
    def proof_due(self) -> Deadline | None:
        """Up to when the use of the money is proved; None if no last day is known."""
        proof = self.rule.proof if self.rule else None
        return proof.for_year(self.year) if proof else None

    @property
    def proof_not_before(self) -> date | None:
        """The first day on which the use of the money is confirmed; None if none is known."""
        first_day = self.rule.proof_not_before if self.rule else None
        return first_day.in_year(self.year + 1) if first_day else None

    @property
    def repayment_due(self) -> Deadline | None:
        """Up to when unused money is repaid; None if unknown."""
        return self.rule.repayment.for_year(self.year) if self.rule else None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Forecast:
    """What a staffing plan lets expect (Prognose): with its vacancies, and if all were filled.

    Parameters
    ----------
    as_planned
        What is due for the posts as they are filled and planned to be.
    if_filled
        What would be due if no post were vacant for as long as it is established; whoever is there
        before it is established stays. Beyond its size nothing counts, here as there.

    Raises
    ------
    InvalidValueError
        Unless both are for the same claims, each once, in the same order.
    """

    as_planned: Entitlement
    if_filled: Entitlement

    def __attrs_post_init__(self) -> None:
        planned, filled = (
            [part.claim.id for part in each.parts] for each in (self.as_planned, self.if_filled)
        )
        if planned != filled:
            rule, remedy = f"is not for {listed(planned)} as planned", "compare the same claims"
            raise InvalidValueError("Forecast.if_filled", listed(filled), rule, remedy)
        unique("Forecast.as_planned", planned)

    @property
    def lost_to_vacancies(self) -> Derivation[Euro]:
        """What the vacancies cost, in the money of the Land (Ausfall durch Vakanzen)."""
        return difference("lost_to_vacancies", self.if_filled.maximum, self.as_planned.maximum)

    @property
    def lost_by_position(self) -> FrozenMapping[str, Derivation[ExactEuro]]:
        """What the vacancies of each position cost, before rounding; 0 where none is."""
        both = zip(self.if_filled.parts, self.as_planned.parts, strict=True)
        return FrozenMapping(
            {
                full.claim.id: difference(
                    "lost_to_vacancies", full.exact_maximum, planned.exact_maximum
                )
                for full, planned in both
            }
        )


def forecast(
    positions: Iterable[Position], *, item: str, period: Period, terms: FundingTerms
) -> Forecast:
    """Compute what is due for positions as planned, and if all of them were filled.

    Parameters
    ----------
    positions
        At least one position, with size, establishment and staffing, planned staffing included.
    item
        What is paid for, as the book of rates calls it.
    period
        The period, mostly the year.
    terms
        Rates, part-year rule and rounding.

    Raises
    ------
    InvalidValueError
        If there are no positions, or two with one id.
    MissingDataError
        Naming the positions of which size, establishment or staffing are unknown.

    Examples
    --------
    >>> from kim_model import nrw
    >>> from kim_model.law import Role
    >>> from kim_model.values import PartYear, PartYearRule
    >>> vacant_until_may = Position(
    ...     id="cm-1",
    ...     role=Role.CASE_MANAGEMENT,
    ...     fte="1",
    ...     established=Period(date(2023, 1, 1)),
    ...     staffing=(Staffing(fte="1", period=Period(date(2023, 5, 1))),),
    ... )
    >>> expected = forecast(
    ...     [vacant_until_may],
    ...     item="case_management_position",
    ...     period=Period.of_year(2023),
    ...     terms=FundingTerms(
    ...         rates=nrw.RATES, part_year=PartYearRule(method=PartYear.FULL_MONTHS)
    ...     ),
    ... )
    >>> expected.as_planned.maximum.verify(), expected.lost_to_vacancies.verify()
    (Euro('38000.00'), Euro('19000.00'))
    """
    recorded = require_each("positions", positions, Position, AT_LEAST_ONE, Unique(by=("id",)))
    unknown = tuple(
        each.id for each in recorded if None in (each.fte, each.established, each.staffing)
    )
    if unknown:
        raise MissingDataError("size, establishment or staffing is not known of", unknown)
    planned = [Claim.of_position(each, item=item, period=period) for each in recorded]
    filled = [
        evolve(claim, staffing=(*claim.staffing, *_vacancies(each, period.closed())))
        for claim, each in zip(planned, recorded, strict=True)
    ]
    return Forecast(as_planned=entitlement(planned, terms), if_filled=entitlement(filled, terms))


def _vacancies(position: Position, within: ClosedPeriod) -> Iterator[Staffing]:
    """Yield what is missing to the size of a position, while it is established."""
    size, established = position.fte or Fte(0), position.established
    present = established.overlap(within) if established else None
    if present is None:
        return
    periods = [each.period for each in position.staffing or ()]
    ends = [each.last_day for each in periods if each.last_day is not None]
    for part in present.closed().cut_around([each.first_day for each in periods], ends):
        filled = position.filled(part.first_day) or Fte(0)
        if filled < size:
            yield Staffing(fte=size - filled, period=part)
