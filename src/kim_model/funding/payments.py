"""Payments: money that was received, spent, passed on, or paid back, each with its day."""

from enum import Enum

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.funding.finance_plan import ExpenseKind
from kim_model.values import Euro, Fact
from kim_model.values._field import checked
from kim_model.values._marks import GrantId, Id, NonNegativeEuro, PositionId, SubGrantId, Year
from kim_model.values.facts import OwnDay


class PaymentKind(Enum):
    """Which way money goes (Art der Zahlung)."""

    RECEIVED = "received"
    """From the Land to the Kreis (Auszahlung der Zuwendung oder Pauschale)."""
    SPENT = "spent"
    """On posts and what belongs to them: by the Kreis, or by the receiver of a sub-grant."""
    FORWARDED = "forwarded"
    """From the Kreis to a town or a Träger (Weiterleitung)."""
    REPAID = "repaid"
    """Back: from the Kreis to the Land, or to the Kreis from the receiver of a sub-grant."""


@define(frozen=True, kw_only=True, field_transformer=checked)
class Payment(Fact):
    """Money that was paid on a day (Zahlung), or will be: then it says since when that is known.

    Where any money spent or passed on is recorded for a notice and a year, all of it is, as far as
    it is known.

    Parameters
    ----------
    id
        Its id, unique in the document: mostly the number of the voucher (Belegnummer).
    kind
        Which way the money went.
    amount
        The amount in EUR, not below 0.
    paid_on
        The day it was paid (Zahlungstag); None if unknown.
    year
        The calendar year for which it was paid (Haushaltsjahr); None for the only year of its
        notice or sub-grant, else that of its day.
    grant
        The id of the notice whose money it is; None if a position or a sub-grant tells it.
    sub_grant
        The id of the sub-grant it was paid under; money that is spent under one was spent by its
        receiver.
    position
        The id of the position it was spent on or passed on for.
    expense
        What it was spent on; None if unknown, and for all that is not spent.

    Raises
    ------
    InvalidValueError
        Unless it names its notice or its position, or else a sub-grant alone; if money received
        names anything but a notice, or money repaid a position; if what is not spent says on what,
        or it says neither its day nor its year; for an amount below 0.

    Examples
    --------
    >>> from datetime import date
    >>> salary = Payment(
    ...     id="4711",
    ...     kind=PaymentKind.SPENT,
    ...     amount="61200",
    ...     paid_on=date(2023, 12, 29),
    ...     position="cm-1",
    ...     expense=ExpenseKind.PERSONNEL,
    ... )
    >>> salary.in_year
    2023
    """

    id: Id
    kind: PaymentKind
    amount: NonNegativeEuro = field(converter=Euro)
    paid_on: OwnDay | None = None
    year: Year | None = None
    grant: GrantId | None = None
    sub_grant: SubGrantId | None = None
    position: PositionId | None = None
    expense: ExpenseKind | None = None

    def __attrs_post_init__(self) -> None:
        own = self.grant is not None or self.position is not None
        if own == (self.sub_grant is not None):
            rule = "does not name what was paid for"
            remedy = "pass grant, position or both; or sub_grant alone"
            raise InvalidValueError("Payment.sub_grant", self.sub_grant, rule, remedy)
        if self.kind is PaymentKind.RECEIVED and self.grant is None:
            rule, remedy = "does not say by which notice", "pass grant"
            raise InvalidValueError("Payment.grant", self.grant, rule, remedy)
        by_notice = self.kind in {PaymentKind.RECEIVED, PaymentKind.REPAID}
        if by_notice and self.position is not None:
            rule = f"has no place in money {self.kind.value}"
            raise InvalidValueError("Payment.position", self.position, rule, "leave it out")
        if self.kind is not PaymentKind.SPENT and self.expense is not None:
            rule = f"has no place in money {self.kind.value}"
            raise InvalidValueError("Payment.expense", self.expense, rule, "leave it out")
        if self.expense is ExpenseKind.TRANSFERS:
            rule, remedy = "is not spent", "write kind=PaymentKind.FORWARDED"
            raise InvalidValueError("Payment.expense", self.expense, rule, remedy)
        if self.paid_on is None and self.year is None:
            rule, remedy = "is unknown, and its year too", "pass paid_on or year"
            raise InvalidValueError("Payment.paid_on", self.paid_on, rule, remedy)

    @property
    def in_year(self) -> int:
        """The calendar year for which it was paid, as far as it says itself; else of its day."""
        return self.year or (self.paid_on.year if self.paid_on else 0)
