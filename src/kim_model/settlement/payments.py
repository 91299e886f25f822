"""What the payments of a programme say of the money of a year, notice by notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kim_model.errors import UnknownReason
from kim_model.explain import Derivation, Unknown, given, total
from kim_model.funding import ExpenseKind, Grant, Payment, PaymentKind, SubGrant
from kim_model.law import Baustein
from kim_model.posts import Position
from kim_model.settlement.figures import Figure, less
from kim_model.settlement.notices import Notice, first_of
from kim_model.values import Citation, Euro, Evidence, Period

Owner: TypeAlias = tuple[Baustein, Notice | None]
"""Whose money it is: of a Baustein, and of a notice if that is known."""


@dataclass(frozen=True)
class Owners:
    """Tells whose money a payment is, and of which year."""

    grants: Mapping[str, Grant]
    sub_grants: Mapping[str, SubGrant]
    positions: Mapping[str, Position]
    payers: Mapping[str, Sequence[Notice | None]]
    """The notices that pay for each position in the year."""
    notices: Sequence[Notice]
    year: int

    def of(self, payment: Payment) -> Owner | None:
        """Return whose money it is; None if of another year, or of none of the Kreis."""
        if payment.grant is not None:
            return self._of_grant(payment, payment.grant)
        if payment.sub_grant is not None:
            link = self.sub_grants.get(payment.sub_grant)
            if link is None or link.grant is None or payment.kind is PaymentKind.SPENT:
                return None
            return self._of_grant(payment, link.grant)
        position = self.positions.get(payment.position or "")
        if position is None or payment.in_year != self.year:
            return None
        payers = self.payers.get(position.id, ())
        return position.role.baustein, payers[0] if len(payers) == 1 else None

    def _of_grant(self, payment: Payment, name: str) -> Owner | None:
        """Return the notice, if it is of the year."""
        grant = self.grants.get(name)
        if grant is None:
            return None
        family = [
            each
            for each in self.grants.values()
            if first_of(each, self.grants) == first_of(grant, self.grants)
        ]
        if year_of(payment, [each.period for each in family]) != self.year:
            return None
        notice = next((each for each in self.notices if each.names(name)), None)
        return grant.baustein, notice


def year_of(payment: Payment, periods: Sequence[Period]) -> int:
    """Return the year of a payment under a notice or contract for some periods.

    What was paid before or after the only year of it, and does not say for which, is of that year.
    """
    first = min(each.first_day.year for each in periods)
    last = max(9999 if each.last_day is None else each.last_day.year for each in periods)
    return first if payment.year is None and first == last else payment.in_year


@dataclass(frozen=True)
class Books:
    """The payments of a year of one notice, or those of which the notice is unknown.

    Where nothing spent or passed on is recorded, what was spent is unknown and not nothing; where
    some is, it is all of it.
    """

    of: str | None
    payments: tuple[Payment, ...]
    undated: bool
    """Whether there are payments of which it is not known when they were known."""
    citation: Citation | None

    @property
    def spent(self) -> Figure:
        """What the Kreis spent."""
        return self._cost("spent", lambda each: each.kind is PaymentKind.SPENT)

    @property
    def forwarded(self) -> Figure:
        """What it passed on, less what receivers paid back."""
        passed = self._cost("forwarded", lambda each: each.kind is PaymentKind.FORWARDED)
        back = [each for each in self.payments if each.sub_grant and _is(each, PaymentKind.REPAID)]
        return less("forwarded", passed, self._total("repaid", back)) if back else passed

    @property
    def received(self) -> Figure:
        """What was received."""
        found = [each for each in self.payments if _is(each, PaymentKind.RECEIVED)]
        return self._total("received", found) if found else self._unknown("received")

    @property
    def repaid(self) -> Figure:
        """What was paid back to the Land: nothing where payments are recorded, and none of that."""
        found = [each for each in self.payments if each.grant and _is(each, PaymentKind.REPAID)]
        return self._total("repaid", found) if self.payments else self._unknown("repaid")

    @property
    def beside_posts(self) -> Figure:
        """What was spent on all else but posts."""
        unsaid = [each for each in self.payments if _is_unsaid(each)]
        if unsaid:
            causes = tuple(
                Unknown(label="expense", of=each.id, reason=UnknownReason.NOT_RECORDED)
                for each in unsaid
            )
            return Unknown(label="spent_beside_posts", of=self.of, because=causes)
        return self._cost("spent_beside_posts", lambda each: each.expense is ExpenseKind.OTHER)

    @property
    def on_all_posts(self) -> Figure:
        """What was spent on posts or passed on, and not for a single one."""
        return self._cost("spent_on_posts", lambda each: each.position is None and _on_posts(each))

    def on_post(self, position: str) -> Figure:
        """Return what was spent on a position, or passed on for it."""
        found = [each for each in self.payments if each.position == position and _on_posts(each)]
        unknown = Unknown(label="cost", of=position, reason=UnknownReason.NOT_RECORDED)
        return self._total("cost", found, of=position) if found else unknown

    def _cost(self, label: str, counts: Callable[[Payment], bool]) -> Figure:
        if not any(map(_is_cost, self.payments)) or self.undated:
            return self._unknown(label)
        return self._total(label, [each for each in self.payments if counts(each)])

    def _unknown(self, label: str) -> Unknown:
        reason = UnknownReason.UNDATED if self.undated else UnknownReason.NOT_RECORDED
        return Unknown(label=label, of=self.of, reason=reason)

    def _total(self, label: str, payments: Sequence[Payment], of: str | None = None) -> Figure:
        return paid_total(label, payments, of or self.of, self.citation)


def paid_total(
    label: str, payments: Sequence[Payment], of: str | None, citation: Citation | None
) -> Derivation[Euro]:
    """Return the sum of payments; nothing where there are none."""
    if not payments:
        return given(label, Euro(0), of=of, evidence=Evidence.DERIVED)
    paid = [
        given(
            "payment",
            each.amount,
            of=each.id,
            citation=each.citation or citation,
            evidence=each.evidence,
        )
        for each in payments
    ]
    return total(label, paid, of=of)


def _is(payment: Payment, kind: PaymentKind) -> bool:
    return payment.kind is kind


def _is_cost(payment: Payment) -> bool:
    return payment.kind in {PaymentKind.SPENT, PaymentKind.FORWARDED}


def _on_posts(payment: Payment) -> bool:
    return _is_cost(payment) and payment.expense is not ExpenseKind.OTHER


def _is_unsaid(payment: Payment) -> bool:
    """Whether money was spent on something that is not said, not even for a post."""
    return (
        payment.kind is PaymentKind.SPENT and payment.expense is None and payment.position is None
    )
