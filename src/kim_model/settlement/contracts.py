"""What is passed on in a year under each contract, by its terms and by what was paid."""

from collections.abc import Sequence

from attrs import define, evolve

from kim_model.errors import InvalidValueError, MissingDataError, UnknownReason
from kim_model.explain import Unknown
from kim_model.funding import FundingTerms, Payment, PaymentKind, SubGrant, pass_on
from kim_model.settlement.figures import Figure, less, summed
from kim_model.settlement.payments import paid_total
from kim_model.values import Citation, Period
from kim_model.values._field import checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class ContractLine:
    """The money of a year under one sub-grant (Weiterleitung je Vertrag).

    Parameters
    ----------
    sub_grant
        The contract.
    cost
        What its posts cost the receiver, as payments under it say.
    forwarded
        What is to be passed on of the funds received, by its terms.
    top_up
        What the giver is to add of its own.
    paid
        What was paid to the receiver, less what came back.
    """

    sub_grant: SubGrant
    cost: Figure
    forwarded: Figure
    top_up: Figure
    paid: Figure

    @property
    def owed(self) -> Figure:
        """All that the receiver is to get."""
        return summed("owed", [self.forwarded, self.top_up], of=self.sub_grant.id)

    @property
    def outstanding(self) -> Figure:
        """What is still to be paid to the receiver; negative for what he is to pay back."""
        return less("outstanding", self.owed, self.paid)


def contract_line(
    sub_grant: SubGrant,
    payments: Sequence[Payment],
    period: Period,
    terms: FundingTerms,
    citation: Citation | None,
) -> ContractLine:
    """Return what is passed on under a contract in a period, of payments for it alone."""

    def paid(label: str, kind: PaymentKind) -> Figure:
        found = [each for each in payments if each.kind is kind]
        if not found:
            return Unknown(label=label, of=sub_grant.id, reason=UnknownReason.NOT_RECORDED)
        return paid_total(label, found, sub_grant.id, citation)

    cost, out = paid("actual_cost", PaymentKind.SPENT), paid("paid", PaymentKind.FORWARDED)
    back = paid("repaid", PaymentKind.REPAID)
    forwarded, top_up = _by_terms(sub_grant, cost, period, terms)
    return ContractLine(
        sub_grant=sub_grant,
        cost=cost,
        forwarded=forwarded,
        top_up=top_up,
        paid=out if isinstance(back, Unknown) else less("paid", out, back),
    )


def _by_terms(
    sub_grant: SubGrant, cost: Figure, period: Period, terms: FundingTerms
) -> tuple[Figure, Figure]:
    """Return what is to be passed on of the funds received, and of the giver's own."""

    def unknown(cause: Unknown) -> tuple[Figure, Figure]:
        both = ("forwarded", "top_up")
        first, second = (Unknown(label=each, of=sub_grant.id, because=(cause,)) for each in both)
        return first, second

    if isinstance(cost, Unknown):
        return unknown(cost)
    no_rule = UnknownReason.NO_RULE
    try:
        passed = pass_on(
            evolve(sub_grant, period=period),
            actual_cost=cost,
            part_year=terms.part_year,
            rounding=terms.rounding,
        )
    except MissingDataError as error:
        by_contract = any(getattr(sub_grant, each, 0) is None for each in error.missing)
        if by_contract:
            cause = Unknown(label="contract", of=sub_grant.id, reason=UnknownReason.NOT_RECORDED)
            return unknown(cause)
        return unknown(Unknown(label="part_year", reason=no_rule))
    except InvalidValueError:
        return unknown(Unknown(label="rounding", of=sub_grant.id, reason=no_rule))
    return passed.forwarded, passed.top_up
