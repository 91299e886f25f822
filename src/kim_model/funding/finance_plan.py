"""The plan of a year's money: revenue by Baustein, expenses by kind, and the own share left."""

from collections.abc import Iterable
from enum import Enum
from typing import Annotated

from attrs import define

from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation, difference, given, total
from kim_model.law import Baustein
from kim_model.values import Euro, Evidence, Period
from kim_model.values._field import GrantId, Id, Unique, checked, unique


class ExpenseKind(Enum):
    """What money is planned to be spent on (Aufwandsart)."""

    PERSONNEL = "personnel"
    """Staff of one's own (Personalaufwand)."""
    TRANSFERS = "transfers"
    """Money passed on (Transferaufwand, Weiterleitung)."""
    OTHER = "other"
    """All else: workplaces, events, training (sonstiger Aufwand)."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class PlannedRevenue:
    """Money expected from the Land (Ertrag).

    Parameters
    ----------
    id
        Its id in the plan.
    baustein
        The Baustein it comes from; None if unknown.
    amount
        The amount with its derivation.
    notice
        The id of the notice that grants it; None before there is one: then it is provisional.

    Examples
    --------
    >>> PlannedRevenue(
    ...     id="case-management",
    ...     baustein=Baustein.CASE_MANAGEMENT,
    ...     amount=given("due", Euro("770000")),
    ... ).provisional
    True
    """

    id: Id
    baustein: Baustein | None = None
    amount: Derivation[Euro]
    notice: GrantId | None = None

    @property
    def provisional(self) -> bool:
        """Whether no notice grants it yet (vorläufig)."""
        return self.notice is None


@define(frozen=True, kw_only=True, field_transformer=checked)
class PlannedExpense:
    """Money that is planned to be spent (Aufwand).

    Parameters
    ----------
    id
        Its id in the plan.
    kind
        What it is spent on.
    amount
        The amount with its derivation.

    Examples
    --------
    >>> PlannedExpense(
    ...     id="staff", kind=ExpenseKind.PERSONNEL, amount=given("staff", Euro("343475"))
    ... ).amount.value
    Euro('343475.00')
    """

    id: Id
    kind: ExpenseKind
    amount: Derivation[Euro]


@define(frozen=True, kw_only=True, field_transformer=checked)
class FinancePlan:
    """A plan of revenue and expenses for a period, mostly a year (Finanzplan).

    Parameters
    ----------
    id
        Its id.
    period
        The period it is for; its end is not open.
    revenues
        What is expected from the Land.
    expenses
        What is planned to be spent.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, or the end of the period is open.

    Examples
    --------
    Köln, planned in December 2022 for 2023:

    >>> plan = FinancePlan(
    ...     id="köln-2023",
    ...     period=Period.of_year(2023),
    ...     revenues=(PlannedRevenue(id="land", amount=given("land", Euro("1118100"))),),
    ...     expenses=(
    ...         PlannedExpense(
    ...             id="träger", kind=ExpenseKind.TRANSFERS, amount=given("träger", Euro("952000"))
    ...         ),
    ...         PlannedExpense(
    ...             id="stab", kind=ExpenseKind.PERSONNEL, amount=given("stab", Euro("343475"))
    ...         ),
    ...         PlannedExpense(
    ...             id="sach", kind=ExpenseKind.OTHER, amount=given("sach", Euro("78100"))
    ...         ),
    ...     ),
    ... )
    >>> plan.cost.verify(), plan.own_share.verify(), plan.provisional
    (Euro('1373575.00'), Euro('255475.00'), True)
    """

    id: Id
    period: Period
    revenues: Annotated[tuple[PlannedRevenue, ...], Unique(by=("id",))]
    expenses: tuple[PlannedExpense, ...]

    def __attrs_post_init__(self) -> None:
        if self.period.last_day is None:
            rule = "has an open end"
            raise InvalidValueError("FinancePlan.period", self.period, rule, "give the last day")
        income, spending = ([each.id for each in lines] for lines in (self.revenues, self.expenses))
        unique("FinancePlan.expenses", income + spending)

    @property
    def provisional(self) -> bool:
        """Whether some revenue rests on no notice yet (vorläufige Planung)."""
        return any(each.provisional for each in self.revenues)

    @property
    def revenue(self) -> Derivation[Euro]:
        """All that is expected from the Land (Erträge)."""
        return _summed("revenue", (each.amount for each in self.revenues))

    @property
    def cost(self) -> Derivation[Euro]:
        """All that is planned to be spent (Aufwendungen)."""
        return _summed("cost", (each.amount for each in self.expenses))

    @property
    def own_share(self) -> Derivation[Euro]:
        """What is left to bear oneself (Eigenanteil); negative for a surplus."""
        return difference("own_share", self.cost, self.revenue)

    def revenue_of(self, baustein: Baustein | None) -> Derivation[Euro]:
        """Return what is expected from one Baustein; with None, where it is unknown from which."""
        return _summed(
            "revenue", (each.amount for each in self.revenues if each.baustein is baustein)
        )

    def cost_of(self, kind: ExpenseKind) -> Derivation[Euro]:
        """Return what is planned to be spent on one kind."""
        return _summed("cost", (each.amount for each in self.expenses if each.kind is kind))


def _summed(label: str, amounts: Iterable[Derivation[Euro]]) -> Derivation[Euro]:
    """Return the sum; a plan without such a line plans nothing, which its author has decided."""
    parts = list(amounts)
    return total(label, parts) if parts else given(label, Euro(0), evidence=Evidence.DERIVED)
