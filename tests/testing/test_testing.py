"""The strategies draw every type that programmes are made of, and only valid values."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import testing

DISTRICT = kim.nrw.district("05162")

STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    kim.Accompaniment: testing.accompaniments(),
    kim.Actor: testing.actors(),
    kim.Adjustment: testing.adjustments(),
    kim.Allocation: testing.allocations(),
    kim.AllocationRecord: testing.allocation_records(),
    kim.AllocationRule: testing.allocation_rules() | testing.allocation_rules(DISTRICT),
    kim.Application: testing.applications(),
    kim.CaseReconstructions: testing.case_reconstructions(),
    kim.Citation: testing.citations(),
    kim.Claim: testing.claims(),
    kim.Concept: testing.concepts(),
    kim.ConceptParticipants: testing.concept_participants(),
    kim.ConceptState: testing.concept_states(),
    kim.CooperationAgreement: testing.cooperation_agreements(),
    kim.Deadline: testing.deadlines(),
    kim.DeadlineRule: testing.deadline_rules(),
    kim.Deployment: testing.deployments(),
    kim.DeploymentPlan: testing.deployment_plans(),
    kim.Derivation: testing.derivations(),
    kim.District: testing.districts(),
    kim.FundingThreshold: testing.eligibility_limits(),
    kim.Euro: testing.euros("-1000"),
    kim.ExactEuro: testing.exact_euros(),
    kim.Cooperation: testing.cooperations(),
    kim.FinancePlan: testing.finance_plans(),
    kim.Fte: testing.ftes(-10),
    kim.FundingProgramme: testing.funding_programmes(),
    kim.FundingTerms: testing.funding_terms(),
    kim.Grant: testing.grants(),
    kim.GrantedPosts: testing.granted_posts(),
    kim.KeptPosts: testing.kept_posts(),
    kim.KeyFigures: testing.key_figures() | testing.key_figures(DISTRICT),
    kim.LegalInstrument: testing.legal_instruments(),
    kim.LocalProgramme: testing.local_programmes(),
    kim.Meeting: testing.meetings(),
    kim.Municipality: testing.municipalities(),
    kim.OtherFilling: testing.other_fillings(),
    kim.OtherPosts: testing.other_posts(),
    kim.OtherRate: testing.other_rates(),
    kim.Paper: testing.papers(),
    kim.PartYearRule: testing.part_year_rules(),
    kim.ParticipationDuty: testing.participation_duties(),
    kim.ParticipationOrder: testing.participation_orders(),
    kim.ParticipationStage: testing.participation_stages(),
    kim.Period: testing.periods(),
    kim.PlannedExpense: testing.planned_expenses(),
    kim.PlannedRevenue: testing.planned_revenues(),
    kim.Pool: testing.pools(DISTRICT),
    kim.Position: testing.positions(),
    kim.PositionFunding: testing.position_fundings(),
    kim.Statement: testing.statements(),
    kim.Rate: testing.rates(),
    kim.RateBook: testing.rate_books(),
    kim.Resolution: testing.resolutions(),
    kim.RollOut: testing.rollouts(),
    kim.RulesOfProcedure: testing.rules_of_procedure(),
    kim.Scenario: testing.scenarios(),
    kim.Staffing: testing.staffings(),
    kim.StatedAgreements: testing.stated_agreements(),
    kim.StatedPosts: testing.stated_posts(),
    kim.SteeringGroup: testing.steering_groups(),
    kim.SubGrant: testing.sub_grants(),
    kim.ThemeProcedure: testing.theme_procedures(),
    kim.VacancyNotice: testing.vacancy_notices(),
    kim.WeightedFigures: testing.weighted_figures(DISTRICT),
    kim.WeightedKey: testing.weighted_keys(DISTRICT),
    kim.WorkingGroup: testing.working_groups(),
    kim.WorkingGroupAuthorisation: testing.working_group_authorisations(),
    kim.YearEndRule: testing.year_end_rules(),
    kim.YearlyDay: testing.yearly_days(),
    kim.YearlyKey: testing.yearly_keys(),
}

NOT_GENERATED = {
    kim.Attribution: "what_if computes it",
    kim.Coverage: "status_report computes it",
    kim.Entitlement: "entitlement computes it",
    kim.Fact: "a base; the facts are its children",
    kim.Finding: "findings finds it",
    kim.Forecast: "forecast computes it",
    kim.Forwarding: "forwardings computes it",
    kim.MethodResult: "methods_side_by_side computes it",
    kim.PassedOn: "pass_on computes it",
    kim.PostLine: "status_report computes it",
    kim.Recalculation: "YearlyKey.recalculation computes it",
    kim.Share: "allocate computes it",
    kim.StatusReport: "status_report computes it",
    kim.YearEnd: "its amounts are derived",
}


def test_every_public_record_has_a_strategy_or_a_reason_why_not() -> None:
    """A type added to the face without a strategy fails here."""
    public = [getattr(kim, name) for name in kim.__all__]
    records = {each for each in public if isinstance(each, type) and attrs.has(each)}
    assert records == STRATEGIES.keys() | NOT_GENERATED.keys()


@pytest.mark.parametrize("kind", STRATEGIES, ids=lambda kind: kind.__name__)
@settings(max_examples=8)
@given(data=st.data())
def test_strategies_draw_values_that_their_constructor_takes(
    kind: type[Any], data: st.DataObject
) -> None:
    """Every value is one of its type, and equals its copy made by the constructor."""
    value: Any = data.draw(STRATEGIES[kind])
    assert type(value) is kind
    if kind not in {kim.Euro, kim.ExactEuro, kim.Fte}:  # these take one argument and convert it
        assert attrs.evolve(value) == value


@settings(max_examples=30)
@given(testing.ags(), testing.district_keys(), testing.ags(DISTRICT))
def test_keys(ags: kim.Ags, key: kim.DistrictKey, member: kim.Ags) -> None:
    """Keys have the right form; those of a district lead to its municipalities."""
    assert (len(ags), len(key)) == (8, 5)
    assert DISTRICT.municipality(member).ags == member


def test_resolutions_reach_every_content() -> None:
    """Every kind of content occurs, and none."""
    found: set[type] = set()

    @settings(max_examples=150, database=None)
    @given(testing.resolutions())
    def collect(resolution: kim.Resolution) -> None:
        found.add(type(resolution.content))

    collect()
    assert found == {*kim.ResolutionContent.__args__, type(None)}


def reached(programme: kim.LocalProgramme) -> set[str]:
    """Return which of the cases that reports tell apart occur in a programme."""
    staffing = [each.staffing for each in programme.positions]
    meetings = programme.steering_group.meetings if programme.steering_group else ()
    occurs = {
        "replaced": any(each.replaces for each in programme.grants),
        "awaiting": any(each.awaits for each in programme.applications),
        "unknown staffing": None in staffing,
        "never filled": () in staffing,
        "several": any(each is not None and len(each) > 1 for each in staffing),
        "one town": len(programme.district.municipalities) == 1,
        "resolved": any(each.resolutions for each in meetings),
    }
    return {case for case, holds in occurs.items() if holds}


def test_programmes_reach_every_case() -> None:
    """Replaced notices, staffing of several, unknown staffing, meetings: all occur."""
    found: set[str] = set()

    @settings(max_examples=200, database=None)
    @given(testing.local_programmes())
    def collect(programme: kim.LocalProgramme) -> None:
        found.update(reached(programme))

    collect()
    assert len(found) == 7
