"""Domain model and rules of Kommunales Integrationsmanagement (KIM) in North Rhine-Westphalia.

The face: what users write. Types that one only receives live in their packages. A name is loaded
from its package when it is first used, so that importing the library stays light.
"""

from typing import TYPE_CHECKING

# fmt: off
__all__ = [  # noqa: RUF022 - by package, from the ground up
    # errors
    "FieldError", "InvalidTypeError", "InvalidValueError", "KimError", "MissingDataError",
    "NotFoundError", "UnknownRateError", "VerificationError",
    # values
    "Answer", "Citation", "DayCount", "Euro", "Evidence", "ExactEuro", "ExactNumber", "Fte",
    "PartYear", "PartYearRule", "Period", "RateUnit", "Rounding", "YearlyDay",
    # municipalities
    "Ags", "District", "DistrictKind", "Municipality",
    # law
    "Baustein", "Deadline", "DeadlineRule", "FundingProgramme", "LegalForm", "LegalInstrument",
    "Role", "Shift", "in_force",
    # language
    "ENGLISH", "GERMAN", "label",
    # explain
    "Derivation",
    # conversion
    "ConversionError", "columns", "from_data", "from_json", "from_records", "to_data", "to_json",
    "to_records",
    # posts
    "Measure", "Position", "PositionFunding", "Staffing", "StatedPosts", "VacancyKind",
    "VacancyNotice",
    # allocation
    "Adjustment", "Allocation", "AllocationRecord", "AllocationRule", "Cause",
    "FundingThreshold", "KeptPosts", "KeyFigures", "Pool", "RecalculationState",
    "WeightedFigures", "WeightedKey", "YearlyKey", "allocate", "compare_allocations",
    "methods_side_by_side", "robustness",
    # cooperation
    "Accompaniment", "Actor", "ActorKind", "Cooperation", "CooperationAgreement",
    "CooperationKind", "Deployment", "DeploymentPlan", "InvolvementState", "RollOut",
    "RollOutState", "StatedAgreements",
    # steering
    "CaseReconstructions", "Concept", "ConceptKind", "ConceptParticipants", "ConceptStage",
    "ConceptState", "Meeting", "Paper", "PaperKind", "ParticipationDuty", "ParticipationOrder",
    "ParticipationStage", "Resolution", "ResolutionContent", "RulesOfProcedure", "Statement",
    "StatementKind", "SteeringGroup", "ThemeProcedure", "WorkingGroup",
    "WorkingGroupAuthorisation",
    # funding
    "Application", "ApplicationState", "BaseRate", "Claim", "Entitlement", "ExpenseKind",
    "FinancePlan", "FundingTerms", "Grant", "GrantedPosts", "InterestTerms", "Margin", "Payment",
    "PaymentKind", "PlannedExpense", "PlannedRevenue", "Rate", "RateBook", "RateKind", "SubGrant",
    "TopUp", "YearEndRule", "entitlement", "forwardings", "interest", "pass_on", "split",
    "use_of_funds",
    # programme
    "LocalProgramme", "recalculate",
    # review
    "Finding", "FindingCode", "Severity", "findings",
    # settlement
    "Learned", "NoVacancy", "OtherFilling", "OtherRate", "YearSheet", "what_if", "year_sheet",
    # reporting
    "StatusReport", "allocation_markdown", "status_report",
    # a package that is reached by the face
    "nrw",
]
# fmt: on

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
    from kim_model.settlement import *
    from kim_model.steering import *
    from kim_model.values import *
else:
    from importlib import import_module

    # From the ground up: a name loads what its package needs, and no package above it. Review and
    # JSON come last, because only they need the facts of NRW and cattrs.
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
        "reporting",
        "review",
        "settlement",
        "conversion",
    )

    def __getattr__(name: str) -> object:
        if name == "nrw":
            return import_module("kim_model.nrw")
        packages = ("explain",) if name in {"Attribution", "Derivation"} else _PACKAGES
        for package in () if name.startswith("_") else packages:
            found = getattr(import_module(f"kim_model.{package}"), name, None)
            ours = name in __all__ or getattr(found, "__module__", "").startswith("kim_model.")
            if ours and found is not None:
                globals()[name] = found
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
