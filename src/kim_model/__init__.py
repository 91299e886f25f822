"""Domain model and rules of Kommunales Integrationsmanagement (KIM) in North Rhine-Westphalia.

Every name below is loaded from its module when it is first used, so that importing the package
stays light.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kim_model import nrw
    from kim_model.actors import Actor, ActorKind, Exchange, Involvement, InvolvementState
    from kim_model.adjustment import Adjustment, agreed_shares
    from kim_model.agreements import CooperationAgreement, StatedAgreements
    from kim_model.aims import Aim, Problem, TargetGroup
    from kim_model.allocation import Allocation, allocate
    from kim_model.allocation_comparison import (
        AllocationChange,
        Cause,
        ChangeStep,
        MethodResult,
        compare_allocations,
        methods_side_by_side,
        robustness,
    )
    from kim_model.allocation_record import AllocationRecord
    from kim_model.allocation_rule import AllocationRule, EligibilityLimit, KeptPosts, Pool
    from kim_model.amounts import split_amount
    from kim_model.answers import Answer
    from kim_model.bausteine import Baustein, LegalForm, Role
    from kim_model.casework import Accompaniment
    from kim_model.concepts import Concept, ConceptKind, ConceptStage, ConceptState
    from kim_model.conversion import (
        ConversionError,
        Refusal,
        from_data,
        from_json,
        to_data,
        to_json,
    )
    from kim_model.deadlines import Deadline, DeadlineRule, Shift
    from kim_model.errors import (
        FieldError,
        InvalidTypeError,
        InvalidValueError,
        KimError,
        MissingDataError,
        NotFoundError,
        UnknownRateError,
        VerificationError,
    )
    from kim_model.explain import Derivation, Operation
    from kim_model.facts import Fact, LastingFact
    from kim_model.finance_plan import ExpenseKind, FinancePlan, PlannedExpense, PlannedRevenue
    from kim_model.finding import Finding, FindingCode, Severity
    from kim_model.funding import (
        Claim,
        Entitlement,
        EntitlementTotal,
        FundingTerms,
        entitlement,
        entitlements,
    )
    from kim_model.funding_programme import FundingProgramme
    from kim_model.geography import Ags, District, DistrictKey, DistrictKind, Municipality
    from kim_model.grants import Application, ApplicationState, Grant, GrantedPosts
    from kim_model.key_figures import KeyFigures
    from kim_model.law import LegalInstrument, in_force
    from kim_model.papers import Paper, PaperKind
    from kim_model.part_years import DayCount, PartYear, PartYearRule
    from kim_model.periods import Period, YearlyDay
    from kim_model.positions import Measure, Position, PositionFunding, Staffing, StatedPosts
    from kim_model.programme import LocalProgramme
    from kim_model.quantities import Euro, ExactEuro, ExactNumber, Fte
    from kim_model.rates import Rate, RateBook, RateBookChange, RateKind, RateUnit
    from kim_model.recruiting import VacancyKind, VacancyNotice
    from kim_model.reporting import (
        ApplicationLine,
        Coverage,
        CoverageLine,
        PostLine,
        Status,
        StatusReport,
        allocation_markdown,
        status_report,
    )
    from kim_model.review import examine, findings
    from kim_model.rollout import Deployment, DeploymentPlan, RollOut, RollOutState
    from kim_model.rounding import Rounding, settle, split
    from kim_model.scenarios import (
        Attribution,
        AttributionStep,
        OtherFilling,
        OtherPosts,
        OtherRate,
        Scenario,
        what_if,
    )
    from kim_model.settlement import Forecast, YearEnd, YearEndRule, forecast, year_end
    from kim_model.share import Share
    from kim_model.sources import Citation, Evidence
    from kim_model.steering import (
        CaseReconstructions,
        ConceptParticipants,
        Meeting,
        ParticipationDuty,
        ParticipationOrder,
        ParticipationStage,
        Resolution,
        ResolutionContent,
        RulesOfProcedure,
        SteeringGroup,
        ThemeProcedure,
        WorkingGroup,
        WorkingGroupAuthorisation,
    )
    from kim_model.sub_grants import Forwarding, PassedOn, SubGrant, forwardings, pass_on
    from kim_model.weighted_key import WeightedFigures, WeightedKey
    from kim_model.yearly_key import Recalculation, RecalculationState, YearlyKey
else:
    from importlib import import_module

    _NAMES_IN = {
        "kim_model.actors": ("Actor", "ActorKind", "Exchange", "Involvement", "InvolvementState"),
        "kim_model.adjustment": ("Adjustment", "agreed_shares"),
        "kim_model.agreements": ("CooperationAgreement", "StatedAgreements"),
        "kim_model.aims": ("Aim", "Problem", "TargetGroup"),
        "kim_model.allocation": ("Allocation", "allocate"),
        "kim_model.allocation_comparison": (
            "AllocationChange",
            "Cause",
            "ChangeStep",
            "MethodResult",
            "compare_allocations",
            "methods_side_by_side",
            "robustness",
        ),
        "kim_model.allocation_record": ("AllocationRecord",),
        "kim_model.allocation_rule": ("AllocationRule", "EligibilityLimit", "KeptPosts", "Pool"),
        "kim_model.amounts": ("split_amount",),
        "kim_model.answers": ("Answer",),
        "kim_model.bausteine": ("Baustein", "LegalForm", "Role"),
        "kim_model.casework": ("Accompaniment",),
        "kim_model.concepts": ("Concept", "ConceptKind", "ConceptStage", "ConceptState"),
        "kim_model.conversion": (
            "ConversionError",
            "Refusal",
            "from_data",
            "from_json",
            "to_data",
            "to_json",
        ),
        "kim_model.deadlines": ("Deadline", "DeadlineRule", "Shift"),
        "kim_model.errors": (
            "FieldError",
            "InvalidTypeError",
            "InvalidValueError",
            "KimError",
            "MissingDataError",
            "NotFoundError",
            "UnknownRateError",
            "VerificationError",
        ),
        "kim_model.explain": ("Derivation", "Operation"),
        "kim_model.facts": ("Fact", "LastingFact"),
        "kim_model.finance_plan": (
            "ExpenseKind",
            "FinancePlan",
            "PlannedExpense",
            "PlannedRevenue",
        ),
        "kim_model.finding": ("Finding", "FindingCode", "Severity"),
        "kim_model.funding": (
            "Claim",
            "Entitlement",
            "EntitlementTotal",
            "FundingTerms",
            "entitlement",
            "entitlements",
        ),
        "kim_model.funding_programme": ("FundingProgramme",),
        "kim_model.geography": ("Ags", "District", "DistrictKey", "DistrictKind", "Municipality"),
        "kim_model.grants": ("Application", "ApplicationState", "Grant", "GrantedPosts"),
        "kim_model.key_figures": ("KeyFigures",),
        "kim_model.law": ("LegalInstrument", "in_force"),
        "kim_model.papers": ("Paper", "PaperKind"),
        "kim_model.part_years": ("DayCount", "PartYear", "PartYearRule"),
        "kim_model.periods": ("Period", "YearlyDay"),
        "kim_model.positions": (
            "Measure",
            "Position",
            "PositionFunding",
            "Staffing",
            "StatedPosts",
        ),
        "kim_model.programme": ("LocalProgramme",),
        "kim_model.quantities": ("Euro", "ExactEuro", "ExactNumber", "Fte"),
        "kim_model.rates": ("Rate", "RateBook", "RateBookChange", "RateKind", "RateUnit"),
        "kim_model.recruiting": ("VacancyKind", "VacancyNotice"),
        "kim_model.reporting": (
            "ApplicationLine",
            "Coverage",
            "CoverageLine",
            "PostLine",
            "Status",
            "StatusReport",
            "allocation_markdown",
            "status_report",
        ),
        "kim_model.review": ("examine", "findings"),
        "kim_model.rollout": ("Deployment", "DeploymentPlan", "RollOut", "RollOutState"),
        "kim_model.rounding": ("Rounding", "settle", "split"),
        "kim_model.scenarios": (
            "Attribution",
            "AttributionStep",
            "OtherFilling",
            "OtherPosts",
            "OtherRate",
            "Scenario",
            "what_if",
        ),
        "kim_model.settlement": ("Forecast", "YearEnd", "YearEndRule", "forecast", "year_end"),
        "kim_model.share": ("Share",),
        "kim_model.sources": ("Citation", "Evidence"),
        "kim_model.steering": (
            "CaseReconstructions",
            "ConceptParticipants",
            "Meeting",
            "ParticipationDuty",
            "ParticipationOrder",
            "ParticipationStage",
            "Resolution",
            "ResolutionContent",
            "RulesOfProcedure",
            "SteeringGroup",
            "ThemeProcedure",
            "WorkingGroup",
            "WorkingGroupAuthorisation",
        ),
        "kim_model.sub_grants": ("Forwarding", "PassedOn", "SubGrant", "forwardings", "pass_on"),
        "kim_model.weighted_key": ("WeightedFigures", "WeightedKey"),
        "kim_model.yearly_key": ("Recalculation", "RecalculationState", "YearlyKey"),
    }
    _HOME_OF = {name: home for home, names in _NAMES_IN.items() for name in names}

    def __getattr__(name: str) -> object:
        if name == "nrw":
            return import_module("kim_model.nrw")
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "Accompaniment",
    "Actor",
    "ActorKind",
    "Adjustment",
    "Ags",
    "Aim",
    "Allocation",
    "AllocationChange",
    "AllocationRecord",
    "AllocationRule",
    "Answer",
    "Application",
    "ApplicationLine",
    "ApplicationState",
    "Attribution",
    "AttributionStep",
    "Baustein",
    "CaseReconstructions",
    "Cause",
    "ChangeStep",
    "Citation",
    "Claim",
    "Concept",
    "ConceptKind",
    "ConceptParticipants",
    "ConceptStage",
    "ConceptState",
    "ConversionError",
    "CooperationAgreement",
    "Coverage",
    "CoverageLine",
    "DayCount",
    "Deadline",
    "DeadlineRule",
    "Deployment",
    "DeploymentPlan",
    "Derivation",
    "District",
    "DistrictKey",
    "DistrictKind",
    "EligibilityLimit",
    "Entitlement",
    "EntitlementTotal",
    "Euro",
    "Evidence",
    "ExactEuro",
    "ExactNumber",
    "Exchange",
    "ExpenseKind",
    "Fact",
    "FieldError",
    "FinancePlan",
    "Finding",
    "FindingCode",
    "Forecast",
    "Forwarding",
    "Fte",
    "FundingProgramme",
    "FundingTerms",
    "Grant",
    "GrantedPosts",
    "InvalidTypeError",
    "InvalidValueError",
    "Involvement",
    "InvolvementState",
    "KeptPosts",
    "KeyFigures",
    "KimError",
    "LastingFact",
    "LegalForm",
    "LegalInstrument",
    "LocalProgramme",
    "Measure",
    "Meeting",
    "MethodResult",
    "MissingDataError",
    "Municipality",
    "NotFoundError",
    "Operation",
    "OtherFilling",
    "OtherPosts",
    "OtherRate",
    "Paper",
    "PaperKind",
    "PartYear",
    "PartYearRule",
    "ParticipationDuty",
    "ParticipationOrder",
    "ParticipationStage",
    "PassedOn",
    "Period",
    "PlannedExpense",
    "PlannedRevenue",
    "Pool",
    "Position",
    "PositionFunding",
    "PostLine",
    "Problem",
    "Rate",
    "RateBook",
    "RateBookChange",
    "RateKind",
    "RateUnit",
    "Recalculation",
    "RecalculationState",
    "Refusal",
    "Resolution",
    "ResolutionContent",
    "Role",
    "RollOut",
    "RollOutState",
    "Rounding",
    "RulesOfProcedure",
    "Scenario",
    "Severity",
    "Share",
    "Shift",
    "Staffing",
    "StatedAgreements",
    "StatedPosts",
    "Status",
    "StatusReport",
    "SteeringGroup",
    "SubGrant",
    "TargetGroup",
    "ThemeProcedure",
    "UnknownRateError",
    "VacancyKind",
    "VacancyNotice",
    "VerificationError",
    "WeightedFigures",
    "WeightedKey",
    "WorkingGroup",
    "WorkingGroupAuthorisation",
    "YearEnd",
    "YearEndRule",
    "YearlyDay",
    "YearlyKey",
    "agreed_shares",
    "allocate",
    "allocation_markdown",
    "compare_allocations",
    "entitlement",
    "entitlements",
    "examine",
    "findings",
    "forecast",
    "forwardings",
    "from_data",
    "from_json",
    "in_force",
    "methods_side_by_side",
    "nrw",
    "pass_on",
    "robustness",
    "settle",
    "split",
    "split_amount",
    "status_report",
    "to_data",
    "to_json",
    "what_if",
    "year_end",
]
