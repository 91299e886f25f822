"""The use of money in time: what of each receipt was used when, and what interest that bears."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated

from attrs import define, evolve
from dateutil.relativedelta import relativedelta

from kim_model.errors import InvalidValueError, MissingDataError
from kim_model.explain import Derivation, difference, given, greatest, least, total
from kim_model.funding.grants import Grant, first_of
from kim_model.funding.interest import InterestTerms, exact_interest, in_cents
from kim_model.funding.payments import Payment, PaymentKind
from kim_model.law import Deadline, Shift
from kim_model.values import Answer, Citation, ClosedPeriod, Euro, Evidence
from kim_model.values._field import checked, require, require_each
from kim_model.values._marks import AT_LEAST_ONE, NonNegativeEuro, Unique
from kim_model.values.sources import weakest

_GOING = (PaymentKind.SPENT, PaymentKind.FORWARDED, PaymentKind.REPAID)
_REMEDIES = {
    PaymentKind.SPENT: "leave it out: what is passed on counts as used on the day it is",
    PaymentKind.REPAID: "say yourself what became of it: see use_of_funds",
}
_MONTHS = 2
_TWO_MONTHS = Citation(
    document="VV zu § 44 LHO NRW",
    section="Nr. 8.6",
    issued_on=date(2023, 6, 20),
    published_in="MBl. NRW. 2023 Nr. 25",
)


@define(frozen=True, kw_only=True, field_transformer=checked)
class Portion:
    """Money that was received on one day and used on one, or not yet (Teilbetrag).

    Parameters
    ----------
    amount
        How much it is.
    received_on
        The day it was received; None if it was spent ahead and not received by the day asked.
    used_on
        The day it was spent or passed on; None if it was not by the day asked.
    repaid_on
        The day it was paid back instead; None if it was not by the day asked.
    on
        The day asked.
    shift
        Whether the end of the two months moves over weekends and holidays.

    Raises
    ------
    InvalidValueError
        If it was neither received nor used nor paid back, or was both used and paid back.
    """

    amount: Derivation[NonNegativeEuro]
    received_on: date | None = None
    used_on: date | None = None
    repaid_on: date | None = None
    on: date
    shift: Shift

    def __attrs_post_init__(self) -> None:
        if self.used_on is not None and self.repaid_on is not None:
            rule = "stands beside the day it was used"
            raise InvalidValueError("Portion.repaid_on", self.repaid_on, rule, "part the amount")
        if (self.received_on or self.used_on or self.repaid_on) is None:
            rule = "is unknown, and no day of its use is known"
            raise InvalidValueError("Portion.received_on", None, rule, "say when it was received")

    @property
    def use_by(self) -> Deadline | None:
        """By when it had to be used: two months after it was received (Zweimonatsfrist).

        Nr. 8.6 VV zu § 44 LHO NRW; months are counted as in §§ 187 (1), 188 (2), (3) BGB: from 31
        December up to the last day of February. None while it is not received.
        """
        if self.received_on is None:
            return None
        return Deadline(
            named_day=_two_months_after(self.received_on),
            shift=self.shift,
            citation=_TWO_MONTHS,
            evidence=Evidence.VERIFIED,
        )

    @property
    def in_time(self) -> Answer:
        """Whether it was used within the two months after it was received.

        It was, if it was spent ahead. It cannot be determined while they run; nor if it was paid
        back in them, since no source says whether that is enough.
        """
        if self.use_by is not None and (self.gone_on or self.on) > self.use_by.last_day:
            return Answer.NO
        return Answer.UNKNOWN if self.used_on is None else Answer.YES

    @property
    def days(self) -> ClosedPeriod | None:
        """The days for which it was there unused: from its receipt to the day before its use.

        Up to the day before the one asked, while it is unused; None if it was there on no day.
        """
        until = self.gone_on or self.on
        if self.received_on is None or self.received_on >= until:
            return None
        return ClosedPeriod(self.received_on, until - timedelta(days=1))

    @property
    def gone_on(self) -> date | None:
        """The day it was used or paid back; None if it was not by the day asked."""
        return self.used_on or self.repaid_on


@define(frozen=True, kw_only=True, field_transformer=checked)
class UseOfFunds:
    """The use of the money of one notice in time, up to a day (Mittelverwendung).

    Parameters
    ----------
    payments
        At least one payment, all by the same notice, each with its day.
    on
        The day the question is about.
    shift
        Whether the end of the two months moves over weekends and holidays.
    grants
        Notices that say which of them amend which: these are one.

    Raises
    ------
    InvalidValueError
        If there is no payment, or two have one id; if they name several notices; for what the
        receiver of a sub-grant spent or paid back; if more was paid back than was received before.
    MissingDataError
        Naming the payments of which the day is unknown.
    """

    payments: Annotated[tuple[Payment, ...], AT_LEAST_ONE, Unique(by=("id",))]
    on: date
    shift: Shift
    grants: Annotated[tuple[Grant, ...], Unique(by=("id",))] = ()

    def __attrs_post_init__(self) -> None:
        by_id = {each.id: each for each in self.grants}
        notice: str | None = None
        for index, each in enumerate(self.payments):
            place = f"UseOfFunds.payments[{index}]"
            if each.sub_grant is not None and each.kind is not PaymentKind.FORWARDED:
                rule = f"was {each.kind.value} by the receiver of {each.sub_grant}"
                remedy = _REMEDIES[each.kind]
                raise InvalidValueError(place, each.id, rule, remedy)
            if each.grant is None:
                continue
            notice = notice or each.grant
            if first_of(each.grant, by_id) != first_of(notice, by_id):
                rule = f"is of {each.grant}, others are of {notice}"
                remedy = "ask of one notice at a time; if one amends the other, pass grants"
                raise InvalidValueError(place, each.id, rule, remedy)
        if undated := tuple(each.id for each in self.payments if each.paid_on is None):
            raise MissingDataError("the day is not known of", undated)
        self._check_paid_back()

    def _check_paid_back(self) -> None:
        """Refuse that more is paid back than was received up to that day."""
        moving = [
            (each.paid_on or date.max, each.kind is PaymentKind.REPAID, index, each)
            for index, each in enumerate(self.payments)
            if each.kind in {PaymentKind.RECEIVED, PaymentKind.REPAID}
        ]
        left = Euro(0)
        for day, repaid, index, each in sorted(moving, key=lambda found: found[:3]):
            left = left - each.amount if repaid else left + each.amount
            if left < Euro(0):
                rule = f"is {-left} EUR more than was received and not paid back up to {day}"
                remedy = "add what was received before, or correct the day"
                raise InvalidValueError(f"UseOfFunds.payments[{index}]", each.id, rule, remedy)

    @property
    def portions(self) -> tuple[Portion, ...]:
        """What of each receipt was used when, by the day asked, and what is left of it.

        Each portion reaches from where a receipt or a use before it ended to where the next ends,
        all receipts laid end to end, and beside them all that went.
        """
        received, gone = self._laid_out(PaymentKind.RECEIVED), self._laid_out(*_GOING)
        ends = {each.upto.value for each in (*received, *gone)} - {Euro(0)}
        return tuple(self._portion(received, gone, end) for end in sorted(ends))

    @property
    def late(self) -> tuple[Portion, ...]:
        """What was not used within two months after it was received."""
        return tuple(each for each in self.portions if each.in_time is Answer.NO)

    @property
    def unused(self) -> Derivation[Euro]:
        """What was received before it was needed: neither used nor paid back by the day asked.

        So much the Kreis owes on that day if nothing more is used (nicht verbraucht).
        """
        found = (each for each in self.portions if each.gone_on is None)
        return self._sum("unused", found)

    @property
    def ahead(self) -> Derivation[Euro]:
        """What was spent or passed on and was not covered by the day asked (Vorleistung).

        It had not been received; or it was paid back, though it had been used: then what comes next
        covers that use, as it does one spent ahead.
        """
        found = (each for each in self.portions if each.received_on is None)
        return self._sum("ahead", found)

    def interest(self, terms: InterestTerms) -> Derivation[Euro]:
        """Compute the interest on all that was used late, portion by portion, rounded once.

        § 49a (4) VwVfG NRW and Nr. 8.6 VV zu § 44 LHO: claimed as a rule, unless the notice is
        revoked, from payment to proper use. Whether the day of payment or that of use bears
        interest, no source says; the library takes the first, so that the time is assumed at best.
        What is still unused bears interest up to the day before the one asked, once its two months
        are over. Where nothing was late there is none.

        Parameters
        ----------
        terms
            Base rates, margins, day count and rounding.

        Raises
        ------
        MissingDataError
            Naming the days for which the base rate or the margin is unknown.
        InvalidValueError
            If no rounding is named and there is a part of a cent.
        """
        require("terms", terms, InterestTerms)
        by_days = evolve(terms, evidence=weakest((terms.evidence, Evidence.ASSUMED)))
        late = ((each.amount, each.days) for each in self.late)
        parts = [exact_interest(amount, days, by_days) for amount, days in late if days is not None]
        return in_cents(parts, terms) if parts else self._sum("interest", ())

    def _laid_out(self, *kinds: PaymentKind) -> "list[_Reach]":
        """Return the payments of some kinds up to the day asked, each with the sum it reaches.

        What is used on a day is not there to be paid back on it; the rest of the order within a day
        moves nothing between days.
        """
        dated = [
            (each.paid_on, each.kind is PaymentKind.REPAID, each.id, each)
            for each in self.payments
            if each.kind in kinds and each.paid_on is not None and each.paid_on <= self.on
        ]
        found: list[_Reach] = []
        for day, repaid, name, each in sorted(dated, key=lambda found: found[:3]):
            amount = given(
                each.kind.value,
                each.amount,
                of=name,
                citation=each.citation,
                evidence=each.evidence,
            )
            upto = total("so_far", [*(before.upto for before in found[-1:]), amount])
            found.append(_Reach(day=day, repaid=repaid, upto=upto))
        return found

    def _portion(self, received: "list[_Reach]", gone: "list[_Reach]", end: Euro) -> Portion:
        """Return the portion that ends at a sum, which some payment reaches."""
        reaching: list[_Reach | None] = []
        before: list[Derivation[Euro]] = []
        for side in (received, gone):
            place = bisect_left(side, end, key=lambda each: each.upto.value)
            reaching.append(side[place] if place < len(side) else None)
            before += [each.upto for each in side[:place][-1:]]
        receipt, use = reaching
        amount = least("portion", *(each.upto for each in reaching if each is not None))
        if before:
            amount = difference("portion", amount, greatest("before", *before))
        return Portion(
            amount=amount,
            received_on=receipt.day if receipt else None,
            used_on=use.day if use and not use.repaid else None,
            repaid_on=use.day if use and use.repaid else None,
            on=self.on,
            shift=self.shift,
        )

    def _sum(self, label: str, portions: Iterable[Portion]) -> Derivation[Euro]:
        """Return the sum of portions; where there are none, nothing, as surely as the payments."""
        amounts = [each.amount for each in portions]
        grades = (Evidence.DERIVED, *(each.evidence for each in self.payments))
        return total(label, amounts) if amounts else given(label, Euro(0), evidence=weakest(grades))


@define(frozen=True, kw_only=True)
class _Reach:
    """A payment, and the sum that it and those before it reach."""

    day: date
    repaid: bool
    upto: Derivation[Euro]


def use_of_funds(
    payments: Iterable[Payment], *, on: date, shift: Shift, grants: Iterable[Grant] = ()
) -> UseOfFunds:
    """Match what was received by a notice with what was used of it, first in, first out.

    Which receipt an expense uses is a choice that moves cents; no source makes it. Here it is
    always the oldest money that is there, and what is spent before it is received is covered by
    what is received next. Passing money on counts as its use, on its day; that, too, is assumed.

    The two months of Nr. 8.6 VV zu § 44 LHO are for a Zuwendung, Baustein 1. That they are not for
    a fachbezogene Pauschale is derived. They know no calendar year: pass all payments of the
    notice, whatever the year.

    What the receiver of a sub-grant pays back to the Kreis was passed on, and is there again. Since
    when its time counts moves cents, and no source says it, so it is refused, and you say which: as
    never used, leave it out and lower the payment by which it was passed on; as anew from the day
    it came back, with two months of its own, write it as received on that day.

    Parameters
    ----------
    payments
        At least one payment, all by the same notice, in any order, each with its day: received
        from the Land, spent or passed on by the Kreis, paid back to the Land. Of what the receiver
        of a sub-grant spent or paid back there can be none.
    on
        The day the question is about; later payments do not count.
    shift
        Whether the end of the two months moves over weekends and holidays, which no source says.
    grants
        The notices of the programme, or as many as say which of them amend which: a notice and
        those that amend it are one. Not needed where all payments name the same.

    Raises
    ------
    InvalidValueError
        If there is no payment, or two have one id; if they name several notices; for what the
        receiver of a sub-grant spent or paid back; if more was paid back than was received before;
        if notices amend each other in a circle.
    MissingDataError
        Naming the payments of which the day is unknown.

    Examples
    --------
    >>> def paid(name: str, kind: PaymentKind, amount: int, day: date) -> Payment:
    ...     return Payment(id=name, kind=kind, amount=amount, paid_on=day, grant="bescheid")
    >>> payments = [
    ...     paid("r-1", PaymentKind.RECEIVED, 1000, date(2031, 1, 15)),
    ...     paid("s-1", PaymentKind.SPENT, 600, date(2031, 3, 15)),
    ...     paid("s-2", PaymentKind.SPENT, 300, date(2031, 3, 16)),
    ... ]
    >>> found = use_of_funds(payments, on=date(2031, 3, 31), shift=Shift.NONE)
    >>> [(str(each.amount.verify()), each.in_time.value) for each in found.portions]
    [('600.00', 'yes'), ('300.00', 'no'), ('100.00', 'no')]
    >>> found.unused.verify()
    Euro('100.00')
    """
    found = require_each("payments", payments, Payment, AT_LEAST_ONE, Unique(by=("id",)))
    require("on", on, date)
    require("shift", shift, Shift)
    notices = require_each("grants", grants, Grant, Unique(by=("id",)))
    return UseOfFunds(payments=found, on=on, shift=shift, grants=notices)


def _two_months_after(day: date) -> date:
    try:
        return day + relativedelta(months=_MONTHS)
    except ValueError:
        rule = "lies in the last two months of the calendar"
        raise InvalidValueError("received_on", day, rule, "give an earlier day") from None
