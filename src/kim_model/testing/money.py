"""Strategies for what money is computed from: claims, terms, contracts, plans and scenarios."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.explain import Derivation, given
from kim_model.funding import (
    Claim,
    ExpenseKind,
    FinancePlan,
    FundingTerms,
    OtherFilling,
    OtherPosts,
    OtherRate,
    PlannedExpense,
    PlannedRevenue,
    Scenario,
    SubGrant,
)
from kim_model.law import Baustein
from kim_model.testing.law import deadlines, part_year_rules, rate_books
from kim_model.testing.posts import staffings
from kim_model.testing.values import (
    cached,
    citations,
    days,
    euros,
    evidences,
    ftes,
    given_or,
    identifiers,
    maybe,
    periods,
    some,
    stated,
    texts,
)
from kim_model.values import Euro, ExactEuro, Period, Rounding


@cached
def exact_euros() -> SearchStrategy[ExactEuro]:
    """Amounts of either sign, parts of a cent among them."""
    return st.builds(_part_of, euros(-1000), st.integers(1, 400))


def _part_of(amount: Euro, parts: int) -> ExactEuro:
    return ExactEuro(amount) / parts


@cached
def funding_terms() -> SearchStrategy[FundingTerms]:
    """Terms with any book of rates, and with or without a rule for parts of years."""
    return st.builds(
        FundingTerms,
        rates=rate_books(),
        known_on=maybe(days()),
        part_year=maybe(part_year_rules()),
        rounding=st.sampled_from(Rounding),
        rounding_citation=maybe(citations()),
    )


def _closed_periods() -> SearchStrategy[Period]:
    return st.tuples(days(), days()).map(lambda pair: Period(min(pair), max(pair)))


@cached
def claims() -> SearchStrategy[Claim]:
    """Claims over closed periods, for posts filled all the time, in part, or never."""
    return st.builds(
        Claim,
        id=identifiers(),
        item=identifiers(),
        period=_closed_periods(),
        staffing=some(staffings()),
        actual_cost=maybe(euros()),
        citation=maybe(citations()),
        evidence=evidences(),
    )


@cached
@st.composite
def sub_grants(
    draw: st.DrawFn,
    *,
    grant_ids: SearchStrategy[str] | None = None,
    actor_ids: SearchStrategy[str] | None = None,
    dated: SearchStrategy[date] | None = None,
) -> SubGrant:
    """Contracts that pass on the funds of a notice or of a link before it, by any known terms."""
    drawn, actors = given_or(dated, days()), given_or(actor_ids, identifiers())
    own_id, source = draw(identifiers()), draw(given_or(grant_ids, identifiers()))
    onward = grant_ids is None and source != own_id and draw(st.booleans())
    facts = {name: draw(strategy) for name, strategy in stated(drawn).items()}
    return SubGrant(
        id=own_id,
        grant=None if onward else source,
        onward_from=source if onward else None,
        giver=draw(maybe(actors)),
        receiver=draw(actors),
        period=draw(periods(dated)),
        fte=draw(maybe(ftes(maximum=20))),
        ceiling_per_fte=draw(maybe(euros(maximum=80_000))),
        top_up_per_fte=draw(maybe(euros(maximum=10_000))),
        signed_on=draw(maybe(drawn)),
        proof_due=draw(maybe(deadlines())),
        **facts,
    )


def _amounts() -> SearchStrategy[Derivation[Euro]]:
    return st.builds(given, texts(), euros(), citation=maybe(citations()), evidence=evidences())


@cached
def planned_revenues() -> SearchStrategy[PlannedRevenue]:
    """Money expected from the Land, with or without a notice."""
    return st.builds(
        PlannedRevenue,
        id=identifiers(),
        baustein=maybe(st.sampled_from(Baustein)),
        amount=_amounts(),
        notice=maybe(identifiers()),
    )


@cached
def planned_expenses() -> SearchStrategy[PlannedExpense]:
    """Money planned to be spent on every kind."""
    return st.builds(
        PlannedExpense, id=identifiers(), kind=st.sampled_from(ExpenseKind), amount=_amounts()
    )


@cached
def finance_plans() -> SearchStrategy[FinancePlan]:
    """Plans of a few lines, whose ids differ."""
    return st.builds(
        _plan, identifiers(), _closed_periods(), some(planned_revenues()), some(planned_expenses())
    )


def _plan(
    plan_id: str,
    period: Period,
    revenues: tuple[PlannedRevenue, ...],
    expenses: tuple[PlannedExpense, ...],
) -> FinancePlan:
    income = {each.id: each for each in revenues}
    spending = {each.id: each for each in expenses if each.id not in income}
    return FinancePlan(
        id=plan_id,
        period=period,
        revenues=tuple(income.values()),
        expenses=tuple(spending.values()),
    )


@cached
def scenarios() -> SearchStrategy[Scenario]:
    """One or a few claims, whose ids differ, with any terms."""
    return st.builds(_scenario, some(claims(), at_least=1), funding_terms())


def _scenario(drawn: tuple[Claim, ...], terms: FundingTerms) -> Scenario:
    by_id = {each.id: each for each in drawn}
    return Scenario(claims=tuple(by_id.values()), terms=terms)


@cached
def other_rates() -> SearchStrategy[OtherRate]:
    """Another rate for an item."""
    return st.builds(OtherRate, item=identifiers(), amount=euros(maximum=100_000))


@cached
def other_posts() -> SearchStrategy[OtherPosts]:
    """Another number of posts for a claim."""
    return st.builds(
        OtherPosts, claim=identifiers(), fte=ftes(maximum=20), actual_cost=maybe(euros())
    )


@cached
def other_fillings() -> SearchStrategy[OtherFilling]:
    """Another day of filling for a claim."""
    return st.builds(
        OtherFilling,
        claim=identifiers(),
        on=days(),
        fte=ftes(maximum=2),
        actual_cost=maybe(euros()),
    )
