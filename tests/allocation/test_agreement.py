"""What is agreed by a day is what the log of dated agreements gives up to that day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.allocation import Adoption

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
FIRST = date(2024, 1, 1)
HALVES = kim.AllocationRule(
    method="sainte_lague", step="0.5", opted_out=(TOWNS[7].ags,), threshold=None
)
COMPUTED = kim.allocate("14", TOWNS, nrw.population(KREIS), HALVES)
STATED = kim.Allocation.from_stated("6", {"05162004": "3", "b": "2", "c": "0"}, rest="rest")


@st.composite
def logs(draw: st.DrawFn) -> tuple[kim.Allocation, list[Any]]:
    """Draw an allocation and what is agreed of it, one after another: days as a number, or None."""
    start = draw(st.sampled_from([COMPUTED, STATED]))
    have = {recipient: share.fte for recipient, share in start.shares.items()}
    others = ["neu", "Träger", *(["05162028"] if start is COMPUTED else []), *have]
    day = 0
    log: list[Any] = []
    for index in range(draw(st.integers(0, 5))):
        day += draw(st.integers(0, 3))
        when = draw(st.sampled_from([None, FIRST + timedelta(days=day)]))
        if index == 0 and draw(st.booleans()):
            log.append(Adoption(agreed_on=when))
            continue
        giver = draw(st.sampled_from([each for each, fte in have.items() if fte]))
        receiver = draw(st.sampled_from([each for each in others if each != giver]))
        fte = draw(st.sampled_from([kim.Fte("0.5"), have[giver]]))
        fte = min(fte, have[giver])
        have[giver] -= fte
        have[receiver] = have.get(receiver, kim.Fte(0)) + fte
        log.append(
            kim.Adjustment(giver=giver, receiver=receiver, fte=fte, reason="x", agreed_on=when)
        )
    return start, log


def after(start: kim.Allocation, log: list[Any]) -> kim.Allocation:
    for each in log:
        if isinstance(each, Adoption):
            start = start.adjust(agreed_on=each.agreed_on)
        else:
            start = start.adjust(each, new=("neu", "Träger"))
    return start


def by(log: list[Any], day: date) -> list[Any]:
    """Return the log up to the first entry of a later day."""
    later = [i for i, each in enumerate(log) if each.agreed_on and each.agreed_on > day]
    return log[: later[0]] if later else log


@settings(max_examples=100)
@given(logs(), st.integers(-1, 20))
def test_what_is_agreed_by_a_day_is_made_of_what_was_agreed_by_it(
    drawn: tuple[kim.Allocation, list[Any]], days: int
) -> None:
    start, log = drawn
    day = FIRST + timedelta(days=days)
    whole = after(start, log)
    assert whole.agreed_by(day) == after(start, by(log, day))
    assert whole.agreed_by(date.max) == whole
    assert whole.agreed_by(day).verify()
    again = kim.from_json(kim.to_json(whole), kim.Allocation)
    assert again == whole
    assert again.agreed_by(day) == whole.agreed_by(day)


@given(logs())
def test_the_agreed_shares_add_up_by_an_account_of_their_own(
    drawn: tuple[kim.Allocation, list[Any]],
) -> None:
    start, log = drawn
    account = {recipient: share.fte.value for recipient, share in start.shares.items()}
    for each in log:
        if isinstance(each, kim.Adjustment):
            account[each.giver] -= each.fte.value
            account[each.receiver] = account.get(each.receiver, 0) + each.fte.value
    found = after(start, log)
    if log:
        assert {each: kim.Fte(fte) for each, fte in account.items()} == {
            each: share.agreed for each, share in found.shares.items()
        }
        assert all(
            found.explain_agreed(r).verify() == share.agreed for r, share in found.shares.items()
        )
    assert {each for each in found.shares if each not in start.shares} == set(found.added)


def test_shares_agreed_as_they_are_have_a_day() -> None:
    agreed = STATED.adjust(agreed_on=date(2024, 4, 15)).adjust(
        kim.Adjustment(
            giver="05162004", receiver="c", fte=1, reason="x", agreed_on=date(2024, 5, 2)
        )
    )
    assert agreed.agreed_by(date(2024, 4, 14)) == STATED
    between = agreed.agreed_by(date(2024, 4, 30))
    assert between.adoption == Adoption(agreed_on=date(2024, 4, 15))
    assert between.shares["05162004"].agreed == kim.Fte(3)
    assert between.shares["c"].agreed == kim.Fte(0)
    assert agreed.agreed_by(date(2024, 5, 2)).shares["c"].agreed == kim.Fte(1)


def test_what_an_adoption_cannot_say() -> None:
    move = kim.Adjustment(giver="b", receiver="c", fte=1, reason="x", agreed_on=date(2024, 5, 2))
    with pytest.raises(kim.InvalidValueError, match=r"agreed_on: .* beside adjustments"):
        STATED.adjust(move, agreed_on=date(2024, 5, 2))
    with pytest.raises(kim.InvalidValueError, match=r"agreed_on: .* agreed already"):
        STATED.adjust(move).adjust(agreed_on=date(2024, 6, 2))
    assert STATED.adjust(move).adjust() == STATED.adjust(move)
    with pytest.raises(kim.InvalidValueError, match="put them in their order"):
        STATED.adjust(agreed_on=date(2024, 6, 2)).adjust(move)


def test_agreements_of_schema_1_are_read() -> None:
    """Agreed without a transfer: adopted as they are; a line that only a transfer made is added."""
    share = {"fte": "1", "agreed": "1"}
    adopted = {"schema": 1, "total": "1", "lapsed": "0", "shares": {"a": share}}
    found = kim.from_data(adopted, kim.Allocation)
    assert found == kim.Allocation.from_stated(1, {"a": 1}).adjust()
    moved = {"giver": "a", "receiver": "b", "fte": "1", "reason": "x"}
    shares = {"a": {"fte": "1", "agreed": "0"}, "b": {"fte": "0", "agreed": "1"}}
    transferred = {"schema": 1, "total": "1", "lapsed": "0", "shares": shares}
    found = kim.from_data({**transferred, "adjustments": [moved]}, kim.Allocation)
    assert found.added == ("b",)
    assert found.adoption is None


def test_a_thousand_adjustments_are_explained() -> None:
    """Each is a step on the one before."""
    start = kim.Allocation.from_stated("1000", {"a": "1000", "b": "0"})
    move = kim.Adjustment(giver="a", receiver="b", fte="0.5", reason="x")
    agreed = start.adjust(*[move] * 1000)
    tree = agreed.explain_agreed("b")
    assert tree == agreed.explain_agreed("b")
    assert tree.verify() == kim.Fte(500)
    assert kim.from_json(kim.to_json(tree), kim.Derivation) == tree
    assert kim.from_json(kim.to_json(agreed), kim.Allocation) == agreed


def test_a_message_never_lists_thousands_of_ids() -> None:
    many = kim.Allocation.from_stated("5000", {f"id-{n}": 1 for n in range(5000)})
    unknown = kim.Adjustment(giver="x", receiver="id-1", fte=1, reason="x")
    for ask in (
        lambda: many.adjust(unknown),
        lambda: many.adjust(kim.Adjustment(giver="id-1", receiver="x", fte=1, reason="x")),
        lambda: many.explain("x"),
        lambda: many.explain_agreed("x"),
    ):
        with pytest.raises(kim.KimError, match=r"id-9,? and 4990 more") as caught:
            ask()
        assert len(str(caught.value)) < 400
