"""Payments: what they name, and from when they are known."""

from datetime import date
from typing import Any

import attrs
import pytest

import kim_model as kim
from kim_model import nrw

SALARY = kim.Payment(
    id="4711",
    kind=kim.PaymentKind.SPENT,
    amount="61200",
    paid_on=date(2023, 12, 29),
    position="cm-1",
    expense=kim.ExpenseKind.PERSONNEL,
)
RECEIVED = kim.Payment(id="r", kind=kim.PaymentKind.RECEIVED, amount=1, year=2023, grant="bescheid")


@pytest.mark.parametrize(
    ("payment", "changes", "message"),
    [
        (SALARY, {"position": None}, r"sub_grant: None .* does not name what was paid for; pass"),
        (SALARY, {"sub_grant": "w"}, r"sub_grant: 'w' .* does not name what was paid for"),
        (RECEIVED, {"grant": None, "position": "cm-1"}, r"grant: None .* does not say by which"),
        (RECEIVED, {"position": "cm-1"}, r"position: 'cm-1' .* has no place in money received"),
        (RECEIVED, {"kind": kim.PaymentKind.REPAID, "position": "p"}, r"position: .* repaid"),
        (SALARY, {"kind": kim.PaymentKind.FORWARDED}, r"expense: .* has no place in money forw"),
        (SALARY, {"expense": kim.ExpenseKind.TRANSFERS}, r"expense: .*; write kind=Payment"),
        (RECEIVED, {"year": None}, r"paid_on: None .* is unknown, and its year too"),
        (RECEIVED, {"amount": "-1"}, r"amount: .* is below 0"),
    ],
)
def test_a_payment_says_whose_money_it_is(
    payment: kim.Payment, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(kim.InvalidValueError, match=rf"^Payment\.{message}"):
        attrs.evolve(payment, **changes)


def test_a_payment_is_of_the_year_it_says_else_of_its_day() -> None:
    assert SALARY.in_year == 2023
    assert attrs.evolve(SALARY, year=2022).in_year == 2022
    assert RECEIVED.in_year == 2023


def test_a_payment_is_known_from_its_day_and_leads_somewhere() -> None:
    position = kim.Position(id="cm-1", role=kim.Role.CASE_MANAGEMENT, as_of=date(2023, 1, 1))
    unna = nrw.district("Unna")
    programme = kim.LocalProgramme(
        id="unna", district=unna, positions=(position,), payments=(SALARY,)
    )
    assert not programme.as_known_on(date(2023, 12, 28)).payments
    assert programme.as_known_on(date(2023, 12, 29)).payments == (SALARY,)
    with pytest.raises(kim.InvalidValueError, match=r"payments\[0\]\.position: 'cm-1'"):
        kim.LocalProgramme(id="unna", district=unna, payments=(SALARY,))
    planned = programme.learn(attrs.evolve(SALARY, id="4712"), on=date(2023, 6, 1))
    assert len(planned.as_known_on(date(2023, 6, 1)).payments) == 1
