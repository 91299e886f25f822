"""The plan of a year's or several years' money: revenue, expenses, and the own share left."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Annotated, SupportsIndex, TypeAlias, cast

from attrs import define, evolve

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.explain import Derivation, difference, given, settled, total
from kim_model.law import Baustein
from kim_model.values import Euro, Evidence, ExactEuro, Period, Rounding, YearPart
from kim_model.values._field import checked, require, unique, whole
from kim_model.values._marks import GrantId, Id, NonNegativeEuro, NonNegativeExactEuro, Unique, Year

PlannedAmount: TypeAlias = Derivation[NonNegativeEuro | NonNegativeExactEuro]
"""What a line comes to: exact, to be settled with all other lines, or in whole cents already."""


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
    year
        The calendar year it is for; None in a plan within one year.
    amount
        The amount with its derivation, exact or in whole cents; not below 0.
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
    year: Year | None = None
    amount: PlannedAmount
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
    year
        The calendar year it is for; None in a plan within one year.
    amount
        The amount with its derivation, exact or in whole cents; not below 0.

    Examples
    --------
    >>> PlannedExpense(
    ...     id="staff", kind=ExpenseKind.PERSONNEL, amount=given("staff", Euro("343475"))
    ... ).amount.value
    Euro('343475.00')
    """

    id: Id
    kind: ExpenseKind
    year: Year | None = None
    amount: PlannedAmount


_EACH_YEAR = "plan each year's money in its own line, from exact_due or exact_maximum of a part"
_Line: TypeAlias = PlannedRevenue | PlannedExpense


@define(frozen=True, kw_only=True, field_transformer=checked)
class FinancePlan:
    """A plan of revenue and expenses for a period, of a year or of several (Finanzplan).

    Exact amounts are settled once, revenues and expenses apart: in the order of their years, each
    is the rounded sum up to it less the rounded sum before it. So lines, years and totals add up
    to the cent.

    Parameters
    ----------
    id
        Its id.
    period
        The period it is for, from any first day; its end is not open.
    revenues
        What is expected from the Land.
    expenses
        What is planned to be spent.
    rounding
        How exact amounts are rounded; not at all unless a policy is named.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, the end of the period is open, a line is of no year of the plan, or
        its amount counts a time outside. Only amounts that count a time say which: of one that is
        paid per post, such as a workplace, nothing tells the year.

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
    rounding: Rounding = Rounding.EXACT

    def __attrs_post_init__(self) -> None:
        if self.period.last_day is None:
            rule = "has an open end"
            raise InvalidValueError("FinancePlan.period", self.period, rule, "give the last day")
        unique("FinancePlan.expenses", [*map(_id, self.revenues), *map(_id, self.expenses)])
        for index, income in enumerate(self.revenues):
            self._check_line(f"FinancePlan.revenues[{index}]", income)
        for index, spending in enumerate(self.expenses):
            self._check_line(f"FinancePlan.expenses[{index}]", spending)

    def _check_line(self, place: str, line: _Line) -> None:
        """Refuse a line of another year, or whose amount counts a time outside of it."""
        first, last = self.years[0], self.years[-1]
        year = first if line.year is None and first == last else line.year
        within = self._within(f"{place}.year", year)
        for node in line.amount.steps:
            if isinstance(node.policy, YearPart) and not within.covers(node.policy.period):
                rule, remedy = f"lies outside {within}", _EACH_YEAR
                raise InvalidValueError(f"{place}.amount", str(node.policy.period), rule, remedy)

    def _within(self, place: str, year: int | None) -> Period:
        """Return the part of the plan in one of its years."""
        if year is None or year not in self.years:
            remedy = f"write a year from {self.years[0]} to {self.years[-1]}"
            raise InvalidValueError(place, year, f"is not a year of {self.period}", remedy)
        return self.period.overlap(Period.of_year(year)) or self.period

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that it touches."""
        period = self.period.closed()
        return tuple(range(period.first_day.year, period.last_day.year + 1))

    @property
    def provisional(self) -> bool:
        """Whether some revenue rests on no notice yet (vorläufige Planung)."""
        return any(each.provisional for each in self.revenues)

    @property
    def settled(self) -> FrozenMapping[str, Derivation[Euro]]:
        """What each line comes to in whole cents, by its id."""
        return FrozenMapping(self._settled(self.revenues) | self._settled(self.expenses))

    @property
    def revenue(self) -> Derivation[Euro]:
        """All that is expected from the Land (Erträge)."""
        return self._revenue(lambda _: True)

    @property
    def cost(self) -> Derivation[Euro]:
        """All that is planned to be spent (Aufwendungen)."""
        return self._cost(lambda _: True)

    @property
    def own_share(self) -> Derivation[Euro]:
        """What is left to bear oneself (Eigenanteil); negative for a surplus."""
        return difference("own_share", self.cost, self.revenue)

    def revenue_of(self, baustein: Baustein | None) -> Derivation[Euro]:
        """Return what is expected from one Baustein; with None, where it is unknown from which."""
        require("baustein", baustein, Baustein | None)
        return self._revenue(lambda line: line.baustein is baustein)

    def cost_of(self, kind: ExpenseKind) -> Derivation[Euro]:
        """Return what is planned to be spent on one kind."""
        require("kind", kind, ExpenseKind)
        return self._cost(lambda line: line.kind is kind)

    def revenue_in(self, year: SupportsIndex) -> Derivation[Euro]:
        """Return what is expected for one year of the plan."""
        number = whole("year", year)
        self._within("year", number)
        return self._revenue(lambda line: line.year in {None, number})

    def cost_in(self, year: SupportsIndex) -> Derivation[Euro]:
        """Return what is planned to be spent in one year of the plan."""
        number = whole("year", year)
        self._within("year", number)
        return self._cost(lambda line: line.year in {None, number})

    def own_share_in(self, year: SupportsIndex) -> Derivation[Euro]:
        """Return what is left to bear oneself in one year; negative for a surplus."""
        return difference("own_share", self.cost_in(year), self.revenue_in(year))

    def _revenue(self, counts: Callable[[PlannedRevenue], bool]) -> Derivation[Euro]:
        paid = self._settled(self.revenues)
        return _summed("revenue", [paid[each.id] for each in self.revenues if counts(each)])

    def _cost(self, counts: Callable[[PlannedExpense], bool]) -> Derivation[Euro]:
        paid = self._settled(self.expenses)
        return _summed("cost", [paid[each.id] for each in self.expenses if counts(each)])

    def _settled(self, lines: Sequence[_Line]) -> dict[str, Derivation[Euro]]:
        """Return what lines come to, in their order; those in whole cents as they are."""
        exact = [each for each in lines if isinstance(each.amount.value, ExactEuro)]
        exact.sort(key=lambda each: each.year or 0)
        amounts = [cast("Derivation[ExactEuro]", each.amount) for each in exact]
        parts = zip(exact, settled("amount", amounts, self.rounding), strict=True)
        paid = {line.id: evolve(part, of=line.id) for line, part in parts}
        return {
            each.id: paid.get(each.id) or cast("Derivation[Euro]", each.amount) for each in lines
        }


def _id(line: _Line) -> str:
    return line.id


def _summed(label: str, parts: Sequence[Derivation[Euro]]) -> Derivation[Euro]:
    """Return the sum; a plan without such a line plans nothing, which its author has decided."""
    return total(label, parts) if parts else given(label, Euro(0), evidence=Evidence.DERIVED)
