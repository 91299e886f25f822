"""Money: granted, due, passed on, planned, and left over.

Read `grants` and `rates`, then `claims`, which multiplies rate, posts and time; `sub_grants`,
`closing`, `finance_plan` and `scenarios` build on it.
"""

from kim_model.funding.amounts import split_amount as split_amount
from kim_model.funding.claims import (
    Claim as Claim,
    Entitlement as Entitlement,
    EntitlementTotal as EntitlementTotal,
    FundingTerms as FundingTerms,
    entitlement as entitlement,
    entitlements as entitlements,
)
from kim_model.funding.closing import (
    Forecast as Forecast,
    YearEnd as YearEnd,
    YearEndRule as YearEndRule,
    forecast as forecast,
    year_end as year_end,
)
from kim_model.funding.finance_plan import (
    ExpenseKind as ExpenseKind,
    FinancePlan as FinancePlan,
    PlannedExpense as PlannedExpense,
    PlannedRevenue as PlannedRevenue,
)
from kim_model.funding.grants import (
    Application as Application,
    ApplicationState as ApplicationState,
    Grant as Grant,
    GrantedPosts as GrantedPosts,
)
from kim_model.funding.rates import (
    Rate as Rate,
    RateBook as RateBook,
    RateBookChange as RateBookChange,
    RateKind as RateKind,
)
from kim_model.funding.scenarios import (
    Attribution as Attribution,
    AttributionStep as AttributionStep,
    OtherFilling as OtherFilling,
    OtherPosts as OtherPosts,
    OtherRate as OtherRate,
    Scenario as Scenario,
    what_if as what_if,
)
from kim_model.funding.sub_grants import (
    Forwarding as Forwarding,
    PassedOn as PassedOn,
    SubGrant as SubGrant,
    forwardings as forwardings,
    pass_on as pass_on,
)
