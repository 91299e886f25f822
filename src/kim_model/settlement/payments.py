"""What the payments of a programme say of the money of a year, notice by notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kim_model.errors import UnknownReason
from kim_model.explain import Derivation, Unknown, given, total
from kim_model.funding import ExpenseKind, Grant, Payment, PaymentKind, SubGrant
from kim_model.funding.grants import first_of
from kim_model.law import Baustein
from kim_model.posts import Position
from kim_model.settlement.figures import Figure, less
from kim_model.settlement.notices import Notice
from kim_model.values import Citation, Euro, Evidence, Period

Owner: TypeAlias = tuple[Baustein, Notice | None]
"""Whose money it is: of a Baustein, and of a notice if there is one."""


@dataclass(frozen=True)
class Owners:
    """Tells whose money a payment is, and of which year."""

    grants: Mapping[str, Grant]
    sub_grants: Mapping[str, SubGrant]
    positions: Mapping[str, Position]
    payers: Mapping[str, Sequence[Notice | None]]
    """The notices that pay, or may pay, for each position in the year."""
    notices: Sequence[Notice]
    year: int

    def of(self, payment: Payment) -> Sequence[Owner]:
        """Return whose money it may be; none if of another year, or no money of the Kreis."""
        if payment.grant is not None:
            return self._of_grant(payment, payment.grant)
        if payment.sub_grant is not None:
            link = self.sub_grants.get(payment.sub_grant)
            if link is None or link.grant is None or payment.kind is PaymentKind.SPENT:
                return ()
            return self._of_grant(payment, link.grant)
        position = self.positions.get(payment.position or "")
        if position is None or payment.in_year != self.year:
            return ()
        payers = self.payers.get(position.id) or (None,)
        return [(position.role.baustein, each) for each in payers]

    def _of_grant(self, payment: Payment, name: str) -> Sequence[Owner]:
        """Return the notice, if it is of the year."""
        grant = self.grants.get(name)
        if grant is None:
            return ()
        family = [
            each
            for each in self.grants.values()
            if first_of(each.id, self.grants) == first_of(name, self.grants)
        ]
        if year_of(payment, [each.period for each in family]) != self.year:
            return ()
        notice = next((each for each in self.notices if each.names(name)), None)
        return [(grant.baustein, notice)]


def year_of(payment: Payment, periods: Sequence[Period]) -> int:
    """Return the year of a payment under a notice or contract for some periods.

    What was paid before or after the only year of it, and does not say for which, is of that year.
    """
    first = min(each.first_day.year for each in periods)
    last = max(9999 if each.last_day is None else each.last_day.year for each in periods)
    return first if payment.year is None and first == last else payment.in_year


@dataclass(frozen=True)
class Books:
    """The payments of a year of one notice, or of a Baustein those of none.

    Where nothing spent or passed on is recorded, what was spent is unknown and not nothing; where
    some is, it is all of it. `doubtful` are payments that may be others' or are not dated, each
    with what is not known of it.
    """

    of: str
    payments: tuple[Payment, ...]
    doubtful: tuple[tuple[Payment, Unknown], ...]
    citation: Citation | None

    @property
    def spent(self) -> Figure:
        """What the Kreis spent."""
        return self._cost("spent", lambda each: each.kind is PaymentKind.SPENT)

    @property
    def forwarded(self) -> Figure:
        """What it passed on, less what receivers paid back of it."""
        return self._less_back("forwarded", lambda each: each.kind is PaymentKind.FORWARDED)

    @property
    def received(self) -> Figure:
        """What was received."""
        return self._told("received", lambda each: each.kind is PaymentKind.RECEIVED)

    @property
    def repaid(self) -> Figure:
        """What was paid back to the Land: nothing where payments are recorded, and none of that."""

        def counts(payment: Payment) -> bool:
            return payment.kind is PaymentKind.REPAID and payment.grant is not None

        return self._told("repaid", counts, nothing=bool(self.payments))

    @property
    def beside_posts(self) -> Figure:
        """What was spent on all else but posts."""
        causes = tuple(
            Unknown(label="expense", of=each.id, reason=UnknownReason.NOT_RECORDED)
            for each in self.payments
            if _is_unsaid(each)
        )
        if causes:
            return Unknown(label="spent_beside_posts", of=self.of, because=causes)
        return self._cost("spent_beside_posts", lambda each: each.expense is ExpenseKind.OTHER)

    @property
    def on_all_posts(self) -> Figure:
        """What was spent on posts or passed on, and not for a single one."""
        return self._less_back(
            "spent_on_posts", lambda each: each.position is None and _on_posts(each)
        )

    def on_post(self, position: str) -> Figure:
        """Return what was spent on a position, or passed on for it."""
        return self._told(
            "cost", lambda each: each.position == position and _on_posts(each), of=position
        )

    def _cost(self, label: str, counts: Callable[[Payment], bool]) -> Figure:
        """Return a sum that is nothing where other cost is recorded."""
        return self._told(label, counts, nothing=any(map(_is_cost, self.payments)))

    def _less_back(self, label: str, counts: Callable[[Payment], bool]) -> Figure:
        """Return what was paid less what receivers paid back; unknown if that is more."""
        out = self._cost(label, counts)
        back = self._told("repaid", _is_back, nothing=True)
        if isinstance(out, Derivation) and isinstance(back, Derivation) and back.value > out.value:
            return Unknown(label=label, of=self.of, reason=UnknownReason.DIFFERING)
        return out if back.value == Euro(0) else less(label, out, back)

    def _told(
        self,
        label: str,
        counts: Callable[[Payment], bool],
        *,
        nothing: bool = False,
        of: str | None = None,
    ) -> Figure:
        """Return the sum of some payments; if there are none, nothing or unknown."""
        about = of or self.of
        causes = tuple(cause for each, cause in self.doubtful if counts(each))
        if causes:
            return Unknown(label=label, of=about, because=causes)
        found = [each for each in self.payments if counts(each)]
        if not found and not nothing:
            return Unknown(label=label, of=about, reason=UnknownReason.NOT_RECORDED)
        return paid_total(label, found, about, self.citation)


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


def _is_cost(payment: Payment) -> bool:
    return payment.kind in {PaymentKind.SPENT, PaymentKind.FORWARDED}


def _is_back(payment: Payment) -> bool:
    """Whether a receiver paid back to the Kreis."""
    return payment.kind is PaymentKind.REPAID and payment.sub_grant is not None


def _on_posts(payment: Payment) -> bool:
    return _is_cost(payment) and payment.expense is not ExpenseKind.OTHER


def _is_unsaid(payment: Payment) -> bool:
    """Whether money was spent on something that is not said, not even for a post."""
    return (
        payment.kind is PaymentKind.SPENT and payment.expense is None and payment.position is None
    )
