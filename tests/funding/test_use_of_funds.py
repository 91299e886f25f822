"""The use of money in time: each cent received is used once, on a day that can be named."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import interest_oracle as oracle
import kim_model as kim
import money_strategies as some
from kim_model import explain
from kim_model.funding import Portion, UseOfFunds

NO, YES, UNKNOWN = kim.Answer.NO, kim.Answer.YES, kim.Answer.UNKNOWN
RECEIVED, SPENT = kim.PaymentKind.RECEIVED, kim.PaymentKind.SPENT
REPAID = kim.PaymentKind.REPAID
days = st.dates(date(2023, 1, 1), date(2024, 12, 31))
CENTS = kim.Euro.from_cents


def paid(
    name: str, kind: kim.PaymentKind, amount: str | kim.Euro, day: date | None, **more: Any
) -> kim.Payment:
    grant = None if "sub_grant" in more else "bescheid"
    more = {"grant": grant, "year": 2023, **more}
    return kim.Payment(id=name, kind=kind, amount=amount, paid_on=day, **more)


@st.composite
def payments(draw: st.DrawFn) -> list[kim.Payment]:
    """Draw payments of few cents, of which several may fall on one day."""
    some_days = draw(st.lists(days, min_size=1, max_size=6))
    found = [
        paid(
            f"p-{index}",
            draw(st.sampled_from(kim.PaymentKind)),
            CENTS(draw(st.integers(0, 30))),
            draw(st.sampled_from(some_days)),
        )
        for index in range(draw(st.integers(1, 8)))
    ]
    return (
        found
        if not any(_never_came(found, each) for each in some_days)
        else [attrs.evolve(each, kind=SPENT) if each.kind is REPAID else each for each in found]
    )


def _never_came(found: list[kim.Payment], day: date) -> bool:
    """Whether more was paid back by the end of a day than was received."""
    until = [each for each in found if _day(each) <= day]
    came = sum(each.amount.cents for each in until if each.kind is RECEIVED)
    return sum(each.amount.cents for each in until if each.kind is REPAID) > came


shifts = st.sampled_from(kim.Shift)


def cents(portions: tuple[Portion, ...]) -> Counter[tuple[date | None, date | None]]:
    found: Counter[tuple[date | None, date | None]] = Counter()
    for each in portions:
        found[each.received_on, each.gone_on] += each.amount.verify().cents
    return found


@given(payments(), days, shifts)
def test_portions_are_those_of_every_cent(
    found: list[kim.Payment], on: date, shift: kim.Shift
) -> None:
    """An oracle that hands on cent by cent, oldest first, finds the same pairs of days."""
    use = kim.use_of_funds(found, on=on, shift=shift)
    assert cents(use.portions) == oracle.used(found, on)
    assert all(each.amount.value > kim.Euro(0) for each in use.portions)


@given(payments(), days, shifts)
def test_portions_add_up(found: list[kim.Payment], on: date, shift: kim.Shift) -> None:
    """Those received to all receipts; those used to the lesser of what came and what went."""
    use = kim.use_of_funds(found, on=on, shift=shift)
    came = sum(e.amount.cents for e in found if e.kind is RECEIVED and _day(e) <= on)
    went = sum(e.amount.cents for e in found if e.kind is not RECEIVED and _day(e) <= on)
    both = [e for e in use.portions if e.received_on and e.gone_on]
    assert sum(e.amount.value.cents for e in use.portions if e.received_on) == came
    assert sum(e.amount.value.cents for e in both) == min(came, went)
    assert use.unused.verify().cents == max(came - went, 0)
    assert use.ahead.verify().cents == max(went - came, 0)
    for day in {e.received_on for e in use.portions if e.received_on}:
        of_day = sum(e.amount.cents for e in found if e.kind is RECEIVED and _day(e) == day)
        parts = sum(e.amount.value.cents for e in use.portions if e.received_on == day)
        assert parts == of_day


def _day(payment: kim.Payment) -> date:
    assert payment.paid_on is not None
    return payment.paid_on


@given(payments(), days, shifts, some.interest_terms(), st.data())
def test_the_order_of_payments_moves_nothing(
    found: list[kim.Payment],
    on: date,
    shift: kim.Shift,
    terms: kim.InterestTerms,
    data: st.DataObject,
) -> None:
    """Nor do payments after the day asked."""
    use = kim.use_of_funds(found, on=on, shift=shift)
    later = paid("later", SPENT, "1", on + timedelta(1))
    again = kim.use_of_funds([*data.draw(st.permutations(found)), later], on=on, shift=shift)
    assert again.portions == use.portions
    assert again.interest(terms).value == use.interest(terms).value


@given(payments(), days, shifts, some.interest_terms())
def test_interest_is_that_of_each_late_cent(
    found: list[kim.Payment], on: date, shift: kim.Shift, terms: kim.InterestTerms
) -> None:
    """From the day of payment to the day before its use, or before the day asked, rounded once."""
    expected = sum(
        oracle.interest(amount, received, gone or on, terms)
        for (received, gone), amount in oracle.used(found, on).items()
        if received is not None and (gone or on) > _two_months_after(received, shift)
    )
    interest = kim.use_of_funds(found, on=on, shift=shift).interest(terms)
    assert interest.verify() == terms.rounding.to_euro(kim.ExactEuro(expected))
    before_rounding = interest.operands[0].value if interest.operands else kim.ExactEuro(0)
    assert before_rounding == kim.ExactEuro(expected)


def _two_months_after(day: date, shift: kim.Shift) -> date:
    month = day.month + 2
    for number in range(day.day, 0, -1):
        try:
            named = date(day.year + (month > 12), (month - 1) % 12 + 1, number)
        except ValueError:
            continue
        return kim.Deadline(named_day=named, shift=shift).last_day
    raise AssertionError


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2022, 12, 31), date(2023, 2, 28)),  # § 188 (3) BGB
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2023, 12, 29), date(2024, 2, 29)),
        (date(2023, 6, 30), date(2023, 8, 30)),  # not the last of the month
        (date(2023, 11, 15), date(2024, 1, 15)),
    ],
)
def test_two_months_end_on_the_day_of_the_same_number(received: date, last: date) -> None:
    """§§ 187 (1), 188 (2), (3) BGB; used on the last day it is in time, on the next it is late."""
    for late, answer in ((0, YES), (1, NO)):
        used_on = last + timedelta(late)
        both = [paid("r", RECEIVED, "1", received), paid("s", SPENT, "1", used_on)]
        (portion,) = kim.use_of_funds(both, on=used_on, shift=kim.Shift.NONE).portions
        assert portion.use_by is not None
        assert (portion.use_by.last_day, portion.in_time) == (last, answer)


def test_a_deadline_moves_only_where_it_is_said_to() -> None:
    """15.04.2023 is a Saturday; Monday the 17th is the next working day."""
    both = [
        paid("r", RECEIVED, "1", date(2023, 2, 15)),
        paid("s", kim.PaymentKind.FORWARDED, "1", date(2023, 4, 17)),
    ]
    answers = {
        shift: kim.use_of_funds(both, on=date(2023, 5, 1), shift=shift).portions[0].in_time
        for shift in kim.Shift
    }
    assert answers == {
        kim.Shift.NONE: NO,
        kim.Shift.NEXT_WORKING_DAY: YES,
        kim.Shift.PREVIOUS_WORKING_DAY: NO,
    }


def test_what_is_spent_ahead_is_in_time_and_bears_nothing() -> None:
    """It is covered by what is received next; of that, the rest waits."""
    both = [
        paid("s", SPENT, "300", date(2023, 1, 31)),
        paid("r", RECEIVED, "1000", date(2023, 2, 15)),
    ]
    before = kim.use_of_funds(both, on=date(2023, 2, 14), shift=kim.Shift.NONE)
    assert (before.ahead.verify(), before.unused.verify()) == (kim.Euro(300), kim.Euro(0))
    after = kim.use_of_funds(both, on=date(2023, 4, 15), shift=kim.Shift.NONE)
    first, rest = after.portions
    assert (first.used_on, first.received_on) == (date(2023, 1, 31), date(2023, 2, 15))
    assert (first.in_time, first.days) == (YES, None)
    assert (rest.in_time, str(rest.days)) == (UNKNOWN, "2023-02-15 to 2023-04-14")
    assert (after.ahead.verify(), after.unused.verify()) == (kim.Euro(0), kim.Euro(700))
    assert after.late == ()
    day_after = kim.use_of_funds(both, on=date(2023, 4, 16), shift=kim.Shift.NONE)
    assert [each.in_time for each in day_after.portions] == [YES, NO]


def test_money_paid_back_is_not_used_but_bears_interest_no_longer() -> None:
    """Whether paying it back within the two months is enough, no source says."""
    received = paid("r", RECEIVED, "1000", date(2023, 1, 16))
    for day, answer in ((date(2023, 3, 16), UNKNOWN), (date(2023, 3, 17), NO)):
        back = paid("z", kim.PaymentKind.REPAID, "1000", day)
        found = kim.use_of_funds([back, received], on=date(2023, 12, 31), shift=kim.Shift.NONE)
        (portion,) = found.portions
        assert (portion.used_on, portion.repaid_on, portion.in_time) == (None, day, answer)
        assert found.unused.verify() == kim.Euro(0)


def test_interest_portion_by_portion_by_hand() -> None:
    """Made-up rates of 4.5 % a year, by 30/360: 600 EUR for two months, 300 for 61 days.

    1,000 EUR come on 15.01.; 600 go on 15.03., in time; 300 on 16.03., late: 4.5 % of them for 61
    of 360 days are 2.2875. The last 100 are there until 30.03., the day before the one asked, the
    75th: 0.9375. Together 3.225.
    """
    terms = kim.InterestTerms(
        base_rates=(kim.BaseRate(since=date(2031, 1, 1), percent="1.5"),),
        margins=(kim.Margin(since=date(2031, 1, 1), percent=3),),
        day_count=kim.DayCount.THIRTY_360,
        rounding=kim.Rounding.CENT_DOWN,
        evidence=kim.Evidence.VERIFIED,
    )
    found = kim.use_of_funds(
        [
            paid("r", RECEIVED, "1000", date(2031, 1, 15)),
            paid("s-1", SPENT, "600", date(2031, 3, 15)),
            paid("s-2", SPENT, "300", date(2031, 3, 16)),
        ],
        on=date(2031, 3, 31),
        shift=kim.Shift.NONE,
    )
    interest = found.interest(terms)
    assert interest.verify() == kim.Euro("3.22")
    assert [str(part.value) for part in interest.operands[0].operands] == ["2.2875", "0.9375"]
    times = [each for each in interest.steps if each.label == "time"]
    assert {each.evidence for each in times} == {kim.Evidence.ASSUMED}
    in_time = attrs.evolve(found, on=date(2031, 3, 15))
    assert in_time.interest(terms) == explain.given("interest", kim.Euro(0))
    with pytest.raises(kim.MissingDataError, match="the base rate for 2031-07-01 to"):
        attrs.evolve(found, on=date(2031, 8, 1)).interest(terms)


def test_nothing_is_paid_back_that_never_came() -> None:
    """Else it would use up what comes next, and hide that this was used late."""
    came = paid("r", RECEIVED, "100", date(2023, 2, 1))
    went = paid("s", SPENT, "100", date(2023, 6, 1))
    back = paid("z", REPAID, "100", date(2023, 1, 1))
    with pytest.raises(kim.InvalidValueError, match=r"'z' .* 100.00 EUR more than was received"):
        kim.use_of_funds([went, came, back], on=date(2023, 12, 31), shift=kim.Shift.NONE)
    with pytest.raises(kim.InvalidValueError, match=r"more than was received"):
        kim.use_of_funds([back], on=date(2023, 12, 31), shift=kim.Shift.NONE)
    same_day = attrs.evolve(back, paid_on=came.paid_on)
    found = kim.use_of_funds([same_day, came], on=date(2023, 12, 31), shift=kim.Shift.NONE)
    assert (found.ahead.verify(), found.unused.verify()) == (kim.Euro(0), kim.Euro(0))


@given(payments(), days, shifts)
def test_no_more_is_ahead_than_was_spent(
    found: list[kim.Payment], on: date, shift: kim.Shift
) -> None:
    use = kim.use_of_funds(found, on=on, shift=shift)
    spent = [e for e in found if e.kind not in {RECEIVED, REPAID} and _day(e) <= on]
    assert use.ahead.verify() <= sum((each.amount for each in spent), kim.Euro(0))


def test_what_is_paid_back_after_its_use_leaves_that_to_be_covered() -> None:
    """100 were spent, 40 of them paid back: the next 40 cover that use, and wait for no other."""
    three = [
        paid("r-1", RECEIVED, "100", date(2023, 1, 15)),
        paid("s-1", SPENT, "100", date(2023, 2, 15)),
        paid("z", REPAID, "40", date(2023, 3, 1)),
    ]
    before = kim.use_of_funds(three, on=date(2023, 3, 31), shift=kim.Shift.NONE)
    assert (before.ahead.verify(), before.unused.verify()) == (kim.Euro(40), kim.Euro(0))
    more = [*three, paid("r-2", RECEIVED, "50", date(2023, 4, 1))]
    after = kim.use_of_funds(more, on=date(2023, 12, 31), shift=kim.Shift.NONE)
    assert (after.ahead.verify(), after.unused.verify()) == (kim.Euro(0), kim.Euro(10))
    assert [each.amount.verify() for each in after.late] == [kim.Euro(10)]


def _notice(name: str, replaces: str | None = None) -> kim.Grant:
    year = kim.Period.of_year(2023)
    baustein = kim.Baustein.STEERING
    return kim.Grant(id=name, baustein=baustein, period=year, replaces=replaces)


def test_a_notice_and_those_that_amend_it_are_one() -> None:
    """Whichever of them is passed, as long as they are linked; others are refused."""
    came = paid("r", RECEIVED, "100", date(2023, 1, 15), grant="n")
    went = paid("s", SPENT, "60", date(2023, 2, 15), grant="n-ä")
    late = paid("t", SPENT, "40", date(2023, 6, 1), grant="n-ä-2")
    family = [_notice("n"), _notice("n-ä", "n"), _notice("n-ä-2", "n-ä")]
    asked: dict[str, Any] = {"on": date(2023, 12, 31), "shift": kim.Shift.NONE}
    for grants in (family, family[1:], [_notice("other"), *family]):
        found = kim.use_of_funds([late, came, went], grants=grants, **asked)
        assert [each.amount.verify() for each in found.portions] == [kim.Euro(60), kim.Euro(40)]
        assert found.unused.verify() == kim.Euro(0)
    for grants in ([], family[:2], [_notice("n"), _notice("n-ä-2")]):
        with pytest.raises(kim.InvalidValueError, match="if one amends the other, pass grants"):
            kim.use_of_funds([late, came, went], grants=grants, **asked)
    circle = [_notice("n", "n-ä"), _notice("n-ä", "n")]
    with pytest.raises(kim.InvalidValueError, match="leads back to"):
        kim.use_of_funds([came, went], grants=circle, **asked)


def test_what_a_receiver_paid_back_counts_as_you_say() -> None:
    """600 passed on, 200 back on 1 May: never used since January, or there anew since May."""
    came = paid("r", RECEIVED, "1000", date(2023, 1, 16))
    passed = paid("f", kim.PaymentKind.FORWARDED, "600", date(2023, 2, 15), sub_grant="w")
    rest = paid("s", SPENT, "600", date(2023, 6, 1))
    asked: dict[str, Any] = {"on": date(2023, 12, 31), "shift": kim.Shift.NONE}
    lowered = attrs.evolve(passed, amount="400")
    never_used = kim.use_of_funds([came, lowered, rest], **asked)
    assert sum((e.amount.verify() for e in never_used.late), kim.Euro(0)) == kim.Euro(600)
    anew = paid("z", RECEIVED, "200", date(2023, 5, 1))
    from_may = kim.use_of_funds([came, passed, rest, anew], **asked)
    assert sum((e.amount.verify() for e in from_may.late), kim.Euro(0)) == kim.Euro(400)


ONE = paid("r", RECEIVED, "1", date(2023, 1, 1))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (paid("s", SPENT, "1", date(2023, 1, 1), sub_grant="w"), "was spent by the receiver of w"),
        (
            paid("z", kim.PaymentKind.REPAID, "1", date(2023, 1, 1), sub_grant="w"),
            "was repaid by the receiver of w; say yourself what became of it",
        ),
        (paid("s", SPENT, "1", date(2023, 1, 1), grant="b"), "is of b, others are of bescheid"),
        (ONE, "occurs twice as an id"),
    ],
)
def test_payments_of_others_are_refused(other: kim.Payment, message: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.use_of_funds([ONE, other], on=date(2023, 1, 1), shift=kim.Shift.NONE)


def test_what_has_no_day_is_unknown_and_nothing_is_not_zero() -> None:
    undated = paid("s", SPENT, "1", None)
    with pytest.raises(kim.MissingDataError, match=r"the day is not known of: s$"):
        kim.use_of_funds([ONE, undated], on=date(2023, 1, 1), shift=kim.Shift.NONE)
    with pytest.raises(kim.InvalidValueError, match=r"payments: .* is empty"):
        kim.use_of_funds([], on=date(2023, 1, 1), shift=kim.Shift.NONE)
    own = paid("s", SPENT, "1", date(2023, 1, 1), grant=None, position="cm-1")
    passed = paid("f", kim.PaymentKind.FORWARDED, "1", date(2023, 1, 1), sub_grant="w")
    found = kim.use_of_funds([ONE, own, passed], on=date(2023, 1, 1), shift=kim.Shift.NONE)
    assert isinstance(found, UseOfFunds)
    assert found.ahead.verify() == kim.Euro(1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"received_on": None}, r"Portion\.received_on: None .* is unknown, and no day of its use"),
        (
            {"used_on": date(2023, 1, 1), "repaid_on": date(2023, 1, 1)},
            r"Portion\.repaid_on: .* stands beside the day it was used",
        ),
    ],
)
def test_a_portion_says_whether_it_was_used_or_paid_back(
    changes: dict[str, Any], message: str
) -> None:
    (portion,) = kim.use_of_funds([ONE], on=date(2023, 1, 1), shift=kim.Shift.NONE).portions
    with pytest.raises(kim.InvalidValueError, match=message):
        attrs.evolve(portion, **changes)


def test_the_last_two_months_of_the_calendar_have_no_end() -> None:
    late = paid("r", RECEIVED, "1", date.max, year=9999)
    (portion,) = kim.use_of_funds([late], on=date.max, shift=kim.Shift.NONE).portions
    with pytest.raises(kim.InvalidValueError, match=r"received_on: .* last two months of the cal"):
        _ = portion.use_by
