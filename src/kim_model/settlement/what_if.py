"""What if: another rate, another filling, another notice, and which of them changes how much."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeAlias

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError, listed
from kim_model.explain import Attribution, attribute
from kim_model.funding import Payment, PaymentKind, RateBook
from kim_model.posts import Position, Staffing
from kim_model.programme import Recorded
from kim_model.settlement.figures import Figure, less
from kim_model.settlement.sheet import YearSheet
from kim_model.values import ClosedPeriod, Euro, Evidence, Fte, Period
from kim_model.values._field import checked, require
from kim_model.values._marks import AT_LEAST_ONE, Name, NonNegativeEuro, NonNegativeFte
from kim_model.values.quantities import optional_euro, optional_fte

_ASSUMED = Evidence.ASSUMED


@define(frozen=True, kw_only=True, field_transformer=checked)
class OtherRate:
    """Another amount for an item, in all periods (anderer Fördersatz).

    Parameters
    ----------
    item
        The item as the book of rates calls it.
    amount
        The amount per unit in EUR; it is marked as assumed.
    """

    item: Name
    amount: NonNegativeEuro = field(converter=Euro)

    def apply(self, sheet: YearSheet) -> YearSheet:
        """Return the sheet at this rate.

        Raises
        ------
        InvalidValueError
            If the book has no rate for the item that is known on the day of the sheet, or rates in
            several units.
        """
        require("sheet", sheet, YearSheet)
        book = sheet.terms.rates
        known = book.known(self.item, known_on=sheet.known_on)
        if not known:
            raise InvalidValueError("OtherRate.item", self.item, "has no known rate in the book")
        if len({each.unit for each in known}) > 1:
            rule, remedy = "has rates in several units", "leave out those of all but one"
            raise InvalidValueError("OtherRate.item", self.item, rule, remedy)
        rates = tuple(
            evolve(each, amount=self.amount, citation=None, evidence=_ASSUMED)
            if each.item == self.item
            else each
            for each in book.rates
        )
        return evolve(sheet, terms=evolve(sheet.terms, rates=RateBook(rates)))


@define(frozen=True, kw_only=True, field_transformer=checked)
class OtherFilling:
    """A post filled from another day on, in place of all staffing recorded (anderer Termin).

    Parameters
    ----------
    position
        The id of the position.
    on
        The first day on which it is filled; None for never.
    fte
        How much of it is filled, in VZÄ: all of it unless another size is given. It is marked as
        assumed.
    actual_cost
        What it would really cost in the year; needed where the rate is a ceiling. None if unknown:
        what the recorded staffing costs says nothing of another.
    """

    position: Name
    on: date | None
    fte: NonNegativeFte | None = field(default=None, converter=optional_fte)
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)

    def apply(self, sheet: YearSheet) -> YearSheet:
        """Return the sheet with the post filled from that day on.

        Raises
        ------
        InvalidValueError
            If there is no such position, or neither says how much of it is filled.
        """
        require("sheet", sheet, YearSheet)
        position = _position(sheet, "OtherFilling.position", self.position)
        fte = position.fte if self.fte is None else self.fte
        if fte is None:
            rule = f"is unknown, as is the size of {self.position}"
            raise InvalidValueError("OtherFilling.fte", self.fte, rule, "say how much is filled")
        filled = () if self.on is None else (_supposed(fte, Period(self.on)),)
        return _refilled(sheet, position, filled, self.actual_cost)


@define(frozen=True, kw_only=True, field_transformer=checked)
class NoVacancy:
    """A post filled up to its size for as long as it is established (ohne Vakanz).

    Parameters
    ----------
    position
        The id of the position.
    actual_cost
        What it would really cost in the year, as in `OtherFilling`.
    """

    position: Name
    actual_cost: NonNegativeEuro | None = field(default=None, converter=optional_euro)

    def apply(self, sheet: YearSheet) -> YearSheet:
        """Return the sheet without vacancies of the post; whoever is there before it is stays.

        Raises
        ------
        InvalidValueError
            If there is no such position, or it is not known for how long it is established.
        """
        require("sheet", sheet, YearSheet)
        position = _position(sheet, "NoVacancy.position", self.position)
        if position.established is None:
            rule = "is a position of which it is not known when it is established"
            raise InvalidValueError("NoVacancy.position", self.position, rule, "learn it first")
        within = position.established.overlap(Period.of_year(sheet.year))
        filled = position.staffing
        if filled is not None and within is not None:
            filled = (*filled, *_vacancies(position, within.closed()))
        return _refilled(sheet, position, filled, self.actual_cost)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Learned:
    """Facts that are supposed to be known: a hire, a notice, a payment (angenommene Tatsachen).

    Parameters
    ----------
    facts
        The facts, as `LocalProgramme.learn` takes them.
    """

    facts: Annotated[tuple[Recorded, ...], AT_LEAST_ONE]

    def apply(self, sheet: YearSheet) -> YearSheet:
        """Return the sheet once they are known."""
        require("sheet", sheet, YearSheet)
        known = sheet.programme.learn(*self.facts, on=sheet.known_on)
        things = {each.identity for each in self.facts}
        return evolve(
            sheet,
            programme=known.as_known_on(sheet.known_on),
            undated=tuple(each for each in sheet.undated if each.identity not in things),
        )


Change: TypeAlias = OtherRate | OtherFilling | NoVacancy | Learned
"""One thing that is otherwise."""


def _due(sheet: YearSheet) -> Figure:
    return sheet.money.due


def what_if(
    sheet: YearSheet, *changes: Change, figure: Callable[[YearSheet], Figure] = _due
) -> Attribution[Change, Figure]:
    """Make changes one after another, and say what each of them does to the money of a year.

    Parameters
    ----------
    sheet
        Where to start.
    changes
        At least one change, in the order in which differences are attributed.
    figure
        Gives the figure whose differences are asked for: what is due for all posts unless another
        is given, such as ``lambda sheet: sheet.notice("b2").to_be_repaid``.

    Raises
    ------
    InvalidValueError
        If there are no changes, or one is of a position or an item that is not there.

    Examples
    --------
    What does leaving a post vacant until October cost?

    >>> from kim_model import FundingTerms, LocalProgramme, Role, nrw
    >>> from kim_model.settlement import year_sheet
    >>> from kim_model.values import PartYear, PartYearRule
    >>> position = Position(
    ...     id="cm-14", role=Role.CASE_MANAGEMENT, fte="1",
    ...     staffing=(Staffing(fte="1", period=Period(date(2023, 1, 1))),),
    ... )
    >>> programme = LocalProgramme(id="unna", district=nrw.district("Unna"), positions=(position,))
    >>> terms = FundingTerms(rates=nrw.RATES, part_year=PartYearRule(method=PartYear.FULL_MONTHS))
    >>> sheet = year_sheet(programme, 2023, terms, on=date(2023, 12, 31))
    >>> october = OtherFilling(position="cm-14", on=date(2023, 10, 1))
    >>> what_if(sheet, october).difference.value
    Euro('-42750.00')
    """
    require("sheet", sheet, YearSheet)
    require("changes", changes, Annotated[tuple[Change, ...], AT_LEAST_ONE])
    require("figure", figure, Callable)
    return attribute(
        sheet,
        changes,
        lambda found, change: change.apply(found),
        lambda before, after: less("difference", figure(after), figure(before)),
    )


def _position(sheet: YearSheet, place: str, name: str) -> Position:
    for each in sheet.programme.positions:
        if each.id == name:
            return each
    known = listed(each.id for each in sheet.programme.positions)
    raise InvalidValueError(place, name, "is not the id of any position", f"write one of {known}")


def _supposed(fte: Fte, period: Period) -> Staffing:
    return Staffing(fte=fte, period=period, evidence=_ASSUMED)


def _refilled(
    sheet: YearSheet,
    position: Position,
    staffing: tuple[Staffing, ...] | None,
    actual_cost: Euro | None,
) -> YearSheet:
    """Return the sheet with other staffing of a position, and what that would cost."""
    programme = sheet.programme
    if staffing == position.staffing:
        return sheet
    payments = [each for each in programme.payments if not _is_cost(each, position, sheet.year)]
    if actual_cost is not None:
        payments.append(
            Payment(
                id=f"what-if {position.id}",
                kind=PaymentKind.SPENT,
                amount=actual_cost,
                year=sheet.year,
                position=position.id,
                evidence=_ASSUMED,
                known_since=sheet.known_on,
            )
        )
    other = evolve(position, staffing=staffing)
    positions = tuple(other if each is position else each for each in programme.positions)
    changed = evolve(programme, positions=positions, payments=tuple(payments))
    return evolve(sheet, programme=changed)


def _is_cost(payment: Payment, position: Position, year: int) -> bool:
    return payment.position == position.id and payment.in_year == year


def _vacancies(position: Position, within: ClosedPeriod) -> list[Staffing]:
    """Return what is missing to the size of a position over a time in which it is established."""
    size = position.fte or Fte(0)
    periods = [each.period for each in position.staffing or ()]
    ends = [each.last_day for each in periods if each.last_day is not None]
    parts = within.cut_around([each.first_day for each in periods], ends)
    missing = [(size - (position.filled(part.first_day) or Fte(0)), part) for part in parts]
    return [_supposed(fte, part) for fte, part in missing if fte > Fte(0)]
