"""Money: granted, due, passed on, planned, and paid.

Read `grants`, `rates` and `rate_books`, then `claims` (which posts count) and `entitlements` (rate
times posts times time); `sub_grants` and `finance_plan` build on them. `payments` say what was
paid; `use_of_funds` and `interest` say whether in time, and what it costs if not. `amounts` splits
an amount to the cent.
"""

from kim_model.funding.amounts import split as split
from kim_model.funding.claims import Claim as Claim, FundingTerms as FundingTerms
from kim_model.funding.entitlements import (
    Entitlement as Entitlement,
    EntitlementPart as EntitlementPart,
    entitlement as entitlement,
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
from kim_model.funding.interest import (
    BaseRate as BaseRate,
    InterestTerms as InterestTerms,
    Margin as Margin,
    exact_interest as exact_interest,
    interest as interest,
)
from kim_model.funding.payments import Payment as Payment, PaymentKind as PaymentKind
from kim_model.funding.rate_books import RateBook as RateBook, RateBookChange as RateBookChange
from kim_model.funding.rates import Rate as Rate, RateKind as RateKind
from kim_model.funding.sub_grants import (
    Forwarding as Forwarding,
    PassedOn as PassedOn,
    SubGrant as SubGrant,
    TopUp as TopUp,
    forwardings as forwardings,
    pass_on as pass_on,
)
from kim_model.funding.use_of_funds import (
    Portion as Portion,
    UseOfFunds as UseOfFunds,
    use_of_funds as use_of_funds,
)
from kim_model.funding.year_ends import YearEndRule as YearEndRule
