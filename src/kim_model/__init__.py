"""Domain model and rules of Kommunales Integrationsmanagement (KIM) in North Rhine-Westphalia.

The face: what users write. Types that one only receives live in their packages. A name is loaded
from its package when it is first used, so that importing the library stays light.
"""

from typing import TYPE_CHECKING

__all__ = [
    "ENGLISH",
    "GERMAN",
    "Accompaniment",
    "Actor",
    "ActorKind",
    "Adjustment",
    "Ags",
    "Allocation",
    "AllocationRecord",
    "AllocationRule",
    "Answer",
    "Application",
    "ApplicationState",
    "Attribution",
    "Baustein",
    "CaseReconstructions",
    "Cause",
    "Citation",
    "Claim",
    "Concept",
    "ConceptKind",
    "ConceptParticipants",
    "ConceptStage",
    "ConceptState",
    "ConversionError",
    "Cooperation",
    "CooperationAgreement",
    "CooperationKind",
    "Coverage",
    "DayCount",
    "Deadline",
    "DeadlineRule",
    "Deployment",
    "DeploymentPlan",
    "Derivation",
    "District",
    "DistrictKey",
    "DistrictKind",
    "Entitlement",
    "Euro",
    "Evidence",
    "ExactEuro",
    "ExactNumber",
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
    "FundingThreshold",
    "Grant",
    "GrantedPosts",
    "InvalidTypeError",
    "InvalidValueError",
    "InvolvementState",
    "KeptPosts",
    "KeyFigures",
    "KimError",
    "LegalForm",
    "LegalInstrument",
    "LocalProgramme",
    "Measure",
    "Meeting",
    "MethodResult",
    "MissingDataError",
    "Municipality",
    "NotFoundError",
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
    "Rate",
    "RateBook",
    "RateKind",
    "RateUnit",
    "Recalculation",
    "RecalculationState",
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
    "Statement",
    "StatementKind",
    "StatusReport",
    "SteeringGroup",
    "SubGrant",
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
    "findings",
    "forecast",
    "forwardings",
    "from_data",
    "from_json",
    "in_force",
    "label",
    "methods_side_by_side",
    "nrw",
    "pass_on",
    "robustness",
    "split",
    "status_report",
    "to_data",
    "to_json",
    "what_if",
]

if TYPE_CHECKING:
    from kim_model import nrw as nrw
    from kim_model.allocation import *
    from kim_model.conversion import *
    from kim_model.cooperation import *
    from kim_model.errors import *
    from kim_model.explain import Attribution as Attribution, Derivation as Derivation
    from kim_model.funding import *
    from kim_model.language import *
    from kim_model.law import *
    from kim_model.municipalities import *
    from kim_model.posts import *
    from kim_model.programme import *
    from kim_model.reporting import *
    from kim_model.review import *
    from kim_model.steering import *
    from kim_model.values import *
else:
    from importlib import import_module

    # From the ground up, so that a name loads the packages below it and none above.
    _PACKAGES = (
        "errors",
        "values",
        "municipalities",
        "law",
        "language",
        "posts",
        "allocation",
        "cooperation",
        "steering",
        "funding",
        "programme",
        "review",
        "reporting",
        "conversion",
    )

    def __getattr__(name: str) -> object:
        if name == "nrw":
            return import_module("kim_model.nrw")
        if name in {"Attribution", "Derivation"}:  # the steps are their package's own
            return vars(import_module("kim_model.explain"))[name]
        for package in () if name.startswith("_") else _PACKAGES:
            found = vars(import_module(f"kim_model.{package}")).get(name)
            if (
                found is not None
                and not hasattr(found, "__path__")
                and not hasattr(found, "__file__")
            ):
                globals()[name] = found
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
