"""Dated rates answer for a day, and for what was known on a day; the rates of NRW are the table."""

import itertools
import pickle
import re
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.values import ClosedPeriod


def answer(book: kim.RateBook, on: date, known_on: date | None) -> kim.Rate | None:
    try:
        return book.rate("post", on=on, known_on=known_on)
    except kim.UnknownRateError:
        return None


@given(some.rate_books(), some.rates(), some.days, some.days)
def test_a_later_publication_alters_no_earlier_answer(
    book: kim.RateBook, rate: kim.Rate, on: date, known_on: date
) -> None:
    """What becomes known after a day changes nothing in what was known on that day."""
    later = attrs.evolve(rate, known_from=known_on + timedelta(days=1))
    if not any(later.conflicts_with(each) for each in book.rates):
        assert answer(book.amended(later), on, known_on) == answer(book, on, known_on)


@given(some.rate_books(), some.days, st.none() | some.days)
def test_the_answer_is_the_rate_known_last(
    book: kim.RateBook, on: date, known_on: date | None
) -> None:
    """Of all rates that hold on the day and were known, none was known later than the answer."""
    found = answer(book, on, known_on)
    candidates = [
        each
        for each in book.rates
        if each.period.first_day <= on <= (each.period.last_day or date.max)
        and (known_on is None or (each.known_from or date.max) <= known_on)
    ]
    assert (found is None) == (not candidates)
    if found is not None:
        assert found in candidates
        known = [each.known_from for each in candidates if each.known_from]
        assert found.known_from == max(known, default=None)


@given(some.rates(), some.days)
def test_a_rate_without_a_day_of_its_own_never_answers_known_on(rate: kim.Rate, day: date) -> None:
    book = kim.RateBook((attrs.evolve(rate, known_from=None),))
    assert answer(book, rate.period.first_day, None) is not None
    assert answer(book, rate.period.first_day, day) is None


@given(some.rates(), some.days)
def test_a_rate_is_known_from_its_day_on(rate: kim.Rate, day: date) -> None:
    book, first_day = kim.RateBook((attrs.evolve(rate, known_from=day),)), rate.period.first_day
    assert answer(book, first_day, day) is not None
    assert answer(book, first_day, day - timedelta(days=1)) is None


@given(some.rates())
def test_first_and_last_day_are_inside_and_an_open_end_stays_open(rate: kim.Rate) -> None:
    book, period = kim.RateBook((rate,)), rate.period
    assert answer(book, period.first_day, None) == rate
    assert answer(book, period.first_day - timedelta(days=1), None) is None
    if period.last_day is None:
        assert answer(book, date(9999, 12, 31), None) == rate
    else:
        assert answer(book, period.last_day, None) == rate
        assert answer(book, period.last_day + timedelta(days=1), None) is None


@given(some.rates(), some.rates())
def test_two_rates_conflict_exactly_on_a_common_day_known_from_the_same_day(
    one: kim.Rate, other: kim.Rate
) -> None:
    first = max(one.period.first_day, other.period.first_day)
    last = min(one.period.last_day or date.max, other.period.last_day or date.max)
    same = attrs.evolve(other, known_from=one.known_from)
    if first <= last:
        with pytest.raises(kim.InvalidValueError, match=r"RateBook.rates\[1\].*conflicts with"):
            kim.RateBook((one, same))
    else:
        kim.RateBook((one, same))
    kim.RateBook((one, attrs.evolve(same, item="another")))


@given(some.rate_books(), some.rates())
def test_an_amended_book_is_a_new_value_and_can_be_compared(
    book: kim.RateBook, rate: kim.Rate
) -> None:
    if any(rate.conflicts_with(each) for each in book.rates):
        return
    before = book.rates
    later = book.amended(rate)
    assert book.rates == before
    assert later.compare(book) == kim.RateBookChange(added=(rate,), removed=())
    assert book.compare(later) == kim.RateBookChange(added=(), removed=(rate,))
    assert later.compare(later) == kim.RateBookChange(added=(), removed=())


@given(
    some.rate_books() | some.rate_books(without_gaps=True), some.periods(), st.none() | some.days
)
def test_a_period_is_parted_where_the_rate_changes(
    book: kim.RateBook, period: kim.Period, known_on: date | None
) -> None:
    """Every day of the period lies in exactly one part, which has the rate of that day."""
    within = period.closed()
    all_days = [within.first_day + timedelta(n) for n in range(0, within.days, 13)]
    if any(answer(book, day, known_on) is None for day in _days_of_change(book, within)):
        with pytest.raises(kim.UnknownRateError):
            list(book.applying("post", within, known_on=known_on))
        return
    parts = list(book.applying("post", within, known_on=known_on))
    assert sum(part.days for part, _ in parts) == within.days
    for day in all_days:
        (rate,) = [rate for part, rate in parts if day in part]
        assert rate == answer(book, day, known_on)
    assert all(one[1] != two[1] for one, two in itertools.pairwise(parts))


def _days_of_change(book: kim.RateBook, within: ClosedPeriod) -> list[date]:
    """Return the days of a period on which a rate can begin, or be missed for the first time."""
    ends = [each.period.last_day for each in book.rates if each.period.last_day]
    starts = [each.period.first_day for each in book.rates]
    days = [within.first_day, *starts, *(end + timedelta(days=1) for end in ends)]
    return [day for day in days if day in within]


@given(st.permutations(range(4)))
def test_the_neighbours_are_the_nearest_whatever_the_order_of_the_book(order: list[int]) -> None:
    """Earlier is what ended last, not what began last; later is what is known last of the next."""
    base = nrw.RATES.rate("case_management_position", on=date(2023, 6, 1))
    periods = [
        kim.Period(date(2020, 1, 1), date(2022, 12, 31)),
        kim.Period(date(2021, 1, 1), date(2021, 12, 31)),
        kim.Period(date(2024, 1, 1), date(2024, 12, 31)),
        kim.Period(date(2024, 1, 1)),
    ]
    rates = [
        attrs.evolve(base, period=period, known_from=date(2019, 1, 1 + day), amount=1000 + day)
        for day, period in enumerate(periods)
    ]
    book = kim.RateBook(tuple(rates[each] for each in order))
    with pytest.raises(kim.UnknownRateError) as caught:
        book.rate(base.item, on=date(2023, 6, 1))
    assert caught.value.neighbours == (str(rates[0]), str(rates[3]))


def test_an_unknown_rate_names_its_neighbours() -> None:
    with pytest.raises(LookupError) as caught:
        nrw.RATES.rate("coordination_position", on=date(2024, 3, 31))
    assert isinstance(caught.value, kim.UnknownRateError)
    assert str(caught.value) == (
        "no rate for 'coordination_position' on 2024-03-31 is known; "
        "earlier: coordination_position 2023-01-01 to 2023-12-31: 57000.00 EUR; "
        "later: coordination_position 2025-01-01 to 2025-12-31: 57000.00 EUR"
    )
    assert caught.value.item == "coordination_position"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_an_unknown_item_names_those_there_are() -> None:
    with pytest.raises(kim.UnknownRateError, match="the book has coordination_position, admin"):
        nrw.RATES.rate("coordination", on=date(2023, 3, 31))


def test_a_point_in_time_is_no_day_to_ask_for() -> None:
    with pytest.raises(kim.InvalidTypeError, match="known_on"):
        nrw.RATES.rate("workplace", on=date(2023, 1, 1), known_on="2023-01-01")  # type: ignore[arg-type]


# The table of rates, as its sources give it: what stands in no row is not known.
TABLE = """
coordination_position     | 2020 | 55000 | ceiling  | full_post_and_year | weak
coordination_position     | 2021 | 55000 | ceiling  | full_post_and_year | weak
coordination_position     | 2022 | 55000 | ceiling  | full_post_and_year | derived
coordination_position     | 2023 | 57000 | ceiling  | full_post_and_year | assumed
coordination_position     | 2024 |
coordination_position     | 2025 | 57000 | ceiling  | full_post_and_year | verified
coordination_position     | 2026 |
administrative_assistance | 2020 | 22500 | lump_sum | half_post_and_year | weak
administrative_assistance | 2021 | 22500 | lump_sum | half_post_and_year | weak
administrative_assistance | 2022 | 22500 | lump_sum | half_post_and_year | derived
administrative_assistance | 2023 | 22500 | lump_sum | half_post_and_year | derived
administrative_assistance | 2024 |
administrative_assistance | 2025 | 22500 | lump_sum | half_post_and_year | verified
administrative_assistance | 2026 |
workplace                 | 2020 | 9700  | ceiling  | full_post          | weak
workplace                 | 2021 | 9700  | ceiling  | full_post          | weak
workplace                 | 2022 |
workplace                 | 2023 |
workplace                 | 2024 |
workplace                 | 2025 | 5700  | ceiling  | full_post          | verified
workplace                 | 2026 |
case_management_position  | 2020 |
case_management_position  | 2021 | 55000 | lump_sum | full_post_and_year | verified
case_management_position  | 2022 | 55000 | lump_sum | full_post_and_year | verified
case_management_position  | 2023 | 57000 | lump_sum | full_post_and_year | verified
case_management_position  | 2024 |
case_management_position  | 2025 |
case_management_position  | 2026 |
authority_half_position   | 2020 | 25000 | lump_sum | half_post_and_year | weak
authority_half_position   | 2021 |
authority_half_position   | 2022 |
authority_half_position   | 2023 |
authority_half_position   | 2024 |
authority_half_position   | 2025 |
authority_half_position   | 2026 |
"""
ROWS = [re.split(r"\s*\|\s*", line) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 3], ids=lambda row: row[:2])
def test_each_rate_of_the_table(row: list[str]) -> None:
    item, year, amount, kind, unit, evidence = row
    for day in (date(int(year), 1, 1), date(int(year), 12, 31)):
        rate = nrw.RATES.rate(item, on=day)
        assert rate.amount == kim.Euro(amount)
        assert (rate.kind.value, rate.unit.value) == (kind, unit)
        assert rate.evidence is not None
        assert rate.evidence.value == evidence
        assert rate.citation is not None


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) == 3], ids=lambda row: row[:2])
def test_each_gap_of_the_table_is_an_error(row: list[str]) -> None:
    item, year, _ = row
    for day in (date(int(year), 1, 1), date(int(year), 6, 30), date(int(year), 12, 31)):
        with pytest.raises(kim.UnknownRateError):
            nrw.RATES.rate(item, on=day)


def test_nothing_but_the_table() -> None:
    known = sorted((row[0], row[1]) for row in ROWS if len(row) > 3)
    assert sorted((r.item, str(r.period.first_day.year)) for r in nrw.RATES.rates) == known
    assert {r.period for r in nrw.RATES.rates} == {
        kim.Period.of_year(int(year)) for _, year in known
    }


def test_only_the_notice_to_unna_dates_a_rate() -> None:
    """Kreis Unna, Bescheid 15.02.2023: 18 posts, 1,026,000 EUR, so 57,000 each."""
    (dated,) = [rate for rate in nrw.RATES.rates if rate.known_from]
    assert (dated.item, dated.known_from) == ("case_management_position", date(2023, 2, 15))
    asked = nrw.RATES.rate(
        "case_management_position", on=date(2023, 6, 1), known_on=date(2023, 3, 1)
    )
    assert asked == dated
    with pytest.raises(kim.UnknownRateError, match="on 2023-06-01 was known on 2023-02-14"):
        nrw.RATES.rate("case_management_position", on=date(2023, 6, 1), known_on=date(2023, 2, 14))


def test_up_to_is_a_ceiling_and_no_entitlement() -> None:
    claim = kim.Claim.of_posts(
        "stab", item="coordination_position", fte="3.5", period=kim.Period.of_year(2022)
    )
    found = kim.entitlement(claim, kim.FundingTerms(rates=nrw.RATES))
    assert found.parts[0].kind is kim.RateKind.CEILING
    assert found.maximum.verify() == kim.Euro("192500")
    assert found.due is None


def test_every_role_has_an_item_of_the_book() -> None:
    assert set(nrw.ITEMS) == set(kim.Role)
    assert {each for each in nrw.ITEMS.values() if not nrw.RATES.known(each)} == set()


def test_a_negative_rate_does_not_construct() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"Rate\.amount: .* is below 0"):
        attrs.evolve(nrw.RATES.rates[0], amount="-1")
