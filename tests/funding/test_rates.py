"""Dated rates answer for a day, and for what was known on a day."""

import itertools
import pickle
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.errors import UnknownReason
from kim_model.values import ClosedPeriod


def answer(book: kim.RateBook, on: date, known_on: date | None) -> kim.Rate | None:
    try:
        return book.rate("post", on=on, known_on=known_on)
    except kim.UnknownRateError:
        return None


def said(book: kim.RateBook, on: date, known_on: date | None) -> str:
    """Return what the book says: the rate that answers, or why there is none."""
    try:
        return repr(book.rate("post", on=on, known_on=known_on))
    except kim.UnknownRateError as error:
        return str(error)


@given(some.rate_books(), some.rates() | some.rates("another"), some.days, some.days)
def test_a_later_publication_alters_no_earlier_answer(
    book: kim.RateBook, rate: kim.Rate, on: date, known_on: date
) -> None:
    """What becomes known after a day changes nothing in what is said as known on that day.

    Neither the answer nor, where there is none, the message.
    """
    later = attrs.evolve(rate, known_since=known_on + timedelta(days=1), known_by=None)
    if not any(later.conflicts_with(each) for each in book.rates):
        assert said(book.amended(later), on, known_on) == said(book, on, known_on)


# Few days, close together, so that rates meet: a world says on which day each rate was learned.
NEAR = st.integers(0, 5).map(lambda n: date(2023, 1, 1) + timedelta(n))


@st.composite
def crowded_books(draw: st.DrawFn) -> kim.RateBook:
    """Draw a book whose rates all hold at the same time, of few amounts."""
    base = kim.Rate(
        item="post",
        amount=0,
        kind=kim.RateKind.LUMP_SUM,
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=kim.Period(date(2020, 1, 1)),
    )
    kept: dict[object, kim.Rate] = {}
    for _ in range(draw(st.integers(0, 4))):
        since = draw(st.none() | NEAR)
        by = None if since else draw(st.none() | NEAR)
        amount = draw(st.integers(1, 2))
        kept[since, by] = attrs.evolve(base, amount=amount, known_since=since, known_by=by)
    return kim.RateBook(tuple(kept.values()))


def amounts_in_all_worlds(book: kim.RateBook, known_on: date | None) -> set[kim.Euro | None]:
    """Return what may have been known to be paid: None for nothing.

    A rate known by a day was learned on some day up to it, one that no source dates before all
    others or never. Of two learned on one day each may have been the last.
    """
    before_all, never = date(1900, 1, 1), date(2100, 1, 1)
    undated = [before_all, never] if known_on else [before_all]
    all_days = [date(2022, 12, 30) + timedelta(n) for n in range(8)]
    learned = [
        [each.known_since]
        if each.known_since
        else [day for day in all_days if day <= each.known_by]
        if each.known_by
        else undated
        for each in book.rates
    ]
    asked = known_on or never  # without a day all is known, whenever it was
    found: set[kim.Euro | None] = set()
    for world in itertools.product(*learned):
        known = [
            (day, each.amount) for day, each in zip(world, book.rates, strict=True) if day <= asked
        ]
        last = max((day for day, _ in known), default=None)
        found |= {amount for day, amount in known if day == last} or {None}
    return found


@given(crowded_books(), st.none() | NEAR)
def test_a_book_answers_exactly_where_all_that_may_have_been_known_pays_the_same(
    book: kim.RateBook, known_on: date | None
) -> None:
    found = answer(book, date(2023, 6, 1), known_on)
    possible = amounts_in_all_worlds(book, known_on)
    assert (found is not None) == (len(possible) == 1 and None not in possible)
    if found is not None:
        assert {found.amount} == possible
        assert found.known_on(known_on) is kim.Answer.YES


@given(crowded_books(), NEAR, st.randoms(use_true_random=False))
def test_the_order_of_a_book_changes_no_answer(
    book: kim.RateBook, known_on: date, random: Random
) -> None:
    mixed = kim.RateBook(tuple(random.sample(book.rates, len(book.rates))))
    for day in (known_on, None):
        assert answer(mixed, date(2023, 6, 1), day) == answer(book, date(2023, 6, 1), day)


@given(some.rates(), some.days)
def test_whether_a_rate_was_known_on_a_day(rate: kim.Rate, day: date) -> None:
    """Since its day it was; before a day by which it was known, that cannot be determined."""
    before, first_day = day - timedelta(days=1), rate.period.first_day
    yes, no, unknown = kim.Answer.YES, kim.Answer.NO, kim.Answer.UNKNOWN
    for dates, then, earlier in (
        ({"known_since": day, "known_by": None}, yes, no),
        ({"known_since": None, "known_by": day}, yes, unknown),
        ({"known_since": None, "known_by": None}, unknown, unknown),
    ):
        dated = attrs.evolve(rate, **dates)
        book = kim.RateBook((dated,))
        assert (dated.known_on(day), dated.known_on(before)) == (then, earlier)
        assert dated.known_on(None) is yes
        assert answer(book, first_day, None) == dated
        assert answer(book, first_day, day) == (dated if then is yes else None)
        assert answer(book, first_day, before) is None


def test_a_bound_beside_the_day_itself_is_refused() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"^Rate\.known_by: .*; leave one of them out"):
        attrs.evolve(UNNA, known_by=date(2023, 12, 31))


UNNA = nrw.RATES.rate("case_management_position", on=date(2023, 6, 1))
SINCE, BY, JUNE = date(2023, 2, 15), date(2023, 12, 31), date(2023, 6, 1)
UNDATED = attrs.evolve(UNNA, known_since=None)
BOUND = attrs.evolve(UNDATED, known_by=BY)


@pytest.mark.parametrize(
    ("rates", "known_on", "reason", "said"),
    [
        ([], JUNE, "not_recorded", "add it with RateBook.amended; Rate.from_grant reads it off"),
        ([UNNA], SINCE - timedelta(1), "learned_later", "Rate.from_grant"),
        ([UNDATED], JUNE, "undated", "no source dates it; say when it was known"),
        ([BOUND], JUNE, "before_bound", "a later day is stated by which it was known; say since"),
        ([UNNA, attrs.evolve(BOUND, amount=1)], JUNE, "differing", "leave out those that do not"),
        ([BOUND, attrs.evolve(BOUND, known_by=JUNE, amount=1)], None, "differing", "several"),
    ],
)
def test_why_no_rate_answers(
    rates: list[kim.Rate], known_on: date | None, reason: str, said: str
) -> None:
    with pytest.raises(kim.UnknownRateError, match=said) as caught:
        kim.RateBook(tuple(rates)).rate(UNNA.item, on=JUNE, known_on=known_on)
    assert caught.value.reason is UnknownReason(reason)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(copy), copy.reason) == (str(caught.value), caught.value.reason)
    assert "57000" not in str(caught.value)
    assert str(BY) not in str(caught.value)


def test_what_may_have_been_known_and_pays_the_same_leaves_the_answer() -> None:
    assert kim.RateBook((UNNA, BOUND)).rate(UNNA.item, on=JUNE, known_on=JUNE) == UNNA


@given(some.rate_books(), some.days, some.days, some.periods(open_ended=True))
def test_what_is_carried_forward_answers_since_the_day_of_planning(
    book: kim.RateBook, on: date, known_on: date, to: kim.Period
) -> None:
    """For its period and from that day on, it answers exactly what was known of the other day."""
    planned = book.carried_forward(on=on, to=to, known_on=known_on)
    found = answer(book, on, known_on)
    assert answer(planned, to.first_day, known_on - timedelta(days=1)) is None
    for later in (known_on, known_on + timedelta(days=500), None):
        again = answer(planned, to.first_day, later)
        assert (again and again.per_post) == (found and found.per_post)
        assert again is None or again.evidence is kim.Evidence.ASSUMED


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
def test_two_rates_conflict_exactly_on_a_common_day_with_the_same_dates_of_knowledge(
    one: kim.Rate, other: kim.Rate
) -> None:
    """Unless they say the same: then both are right."""
    first = max(one.period.first_day, other.period.first_day)
    last = min(one.period.last_day or date.max, other.period.last_day or date.max)
    same = attrs.evolve(other, known_since=one.known_since, known_by=one.known_by)
    if first <= last and (one.kind, one.amount) != (other.kind, other.amount):
        with pytest.raises(kim.InvalidValueError, match=r"RateBook.rates\[1\].*conflicts with"):
            kim.RateBook((one, same))
    else:
        kim.RateBook((one, same))
    kim.RateBook((one, attrs.evolve(same, kind=one.kind, amount=one.amount)))
    kim.RateBook((one, attrs.evolve(same, item="another")))


@given(st.lists(st.tuples(st.integers(1, 2), NEAR, st.none() | NEAR), max_size=5))
def test_a_book_is_refused_exactly_where_a_day_has_two_rates_that_differ(
    rows: list[tuple[int, date, date | None]],
) -> None:
    """Counted day by day, however many rates that say the same lie between the two that do not."""
    rates = [
        attrs.evolve(UNNA, amount=amount, period=kim.Period(first, last))
        for amount, first, last in rows
        if last is None or first <= last
    ]
    horizon = [date(2023, 1, 1) + timedelta(n) for n in range(8)]
    said = [{each.amount for each in rates if day in each.period} for day in horizon]
    if any(len(each) > 1 for each in said):
        with pytest.raises(kim.InvalidValueError, match="conflicts with"):
            kim.RateBook(tuple(rates))
    else:
        kim.RateBook(tuple(rates))


@given(
    some.rate_books(without_gaps=True),
    some.days,
    st.none() | some.days,
    st.sampled_from(["a notice", "half posts"]),
)
def test_what_says_the_same_again_changes_no_amount(
    book: kim.RateBook, on: date, known_on: date | None, again_as: str
) -> None:
    """A second notice at the same rate, or the same rate per half post, takes no answer away."""
    amounts_doubled = tuple(attrs.evolve(each, amount=each.amount * 2) for each in book.rates)
    book = kim.RateBook(amounts_doubled)
    again = [
        attrs.evolve(
            each,
            amount=kim.Euro.from_cents(each.amount.cents // 2),
            unit=kim.RateUnit.HALF_POST_AND_YEAR,
        )
        if again_as == "half posts"
        else attrs.evolve(each, citation=kim.Citation(document="Bescheid"))
        for each in book.rates
    ]
    for more in (book.amended(*again), kim.RateBook((*again, *book.rates))):
        before, after = answer(book, on, known_on), answer(more, on, known_on)
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            one = kim.Fte(1)
            assert before.kind is after.kind
            assert before.amount * before.unit.posts(one).numerator == (
                after.amount * after.unit.posts(one).numerator
            )
    assert answer(book.amended(*again), on, known_on) == answer(
        kim.RateBook((*again, *book.rates)), on, known_on
    )


def test_a_notice_of_half_posts_agrees_with_the_rate_per_half_post() -> None:
    """Kreis Soest: 2 half posts at 25,000 EUR; its notice shows 50,000 EUR per full post."""
    notice = kim.Grant(
        id="soest-2020",
        baustein=kim.Baustein.AUTHORITIES,
        period=kim.Period.of_year(2020),
        posts=(kim.GrantedPosts(role=kim.Role.FOREIGNERS_AUTHORITY, fte="1"),),
        amount="50000",
        issued_on=date(2020, 4, 21),
    )
    shown = kim.Rate.from_grant(notice, item="authority_half_position")
    rate = nrw.RATES.amended(shown).rate("authority_half_position", on=date(2020, 6, 1))
    assert rate.per_post.amount in {kim.Euro(25_000), kim.Euro(50_000)}
    later = attrs.evolve(shown, amount=1, known_since=None, known_by=date(2026, 11, 23))
    with pytest.raises(kim.UnknownRateError, match="several differ"):
        nrw.RATES.amended(later).rate("authority_half_position", on=date(2020, 6, 1))


@given(some.rate_books(), some.rates())
def test_an_amended_book_is_a_new_value_and_can_be_compared(
    book: kim.RateBook, rate: kim.Rate
) -> None:
    if rate in book.rates or any(rate.conflicts_with(each) for each in book.rates):
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


def test_a_rate_that_may_have_been_known_leaves_its_days_without_an_answer() -> None:
    """From its first day on, though a rate that was known holds all year."""
    june = kim.Period(date(2023, 6, 1))
    perhaps = attrs.evolve(UNNA, period=june, known_since=None, known_by=BY, amount=1)
    book = kim.RateBook((UNNA, perhaps))
    spring = kim.Period(date(2023, 1, 1), date(2023, 5, 31)).closed()
    assert list(book.applying(UNNA.item, spring, known_on=JUNE)) == [(spring, UNNA)]
    with pytest.raises(kim.UnknownRateError, match="on 2023-06-01"):
        list(book.applying(UNNA.item, kim.Period.of_year(2023).closed(), known_on=JUNE))


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
        attrs.evolve(base, period=period, known_since=date(2019, 1, 1 + day), amount=1000 + day)
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
        "later: coordination_position 2025-01-01 to 2025-12-31: 57000.00 EUR; "
        "add it with RateBook.amended; Rate.from_grant reads it off a notice that shows it"
    )
    assert caught.value.item == "coordination_position"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_an_unknown_item_names_those_there_are() -> None:
    with pytest.raises(kim.UnknownRateError, match="the book has coordination_position, admin"):
        nrw.RATES.rate("coordination", on=date(2023, 3, 31))


def test_a_point_in_time_is_no_day_to_ask_for() -> None:
    with pytest.raises(kim.InvalidTypeError, match="known_on"):
        nrw.RATES.rate("workplace", on=date(2023, 1, 1), known_on="2023-01-01")  # type: ignore[arg-type]


NOTICE = kim.Grant(
    id="bescheid",
    baustein=kim.Baustein.CASE_MANAGEMENT,
    period=kim.Period.of_year(2024),
    posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="14"),),
    amount="812000",
    issued_on=date(2024, 1, 20),
    citation=kim.Citation(document="Bescheid vom 20.01.2024"),
    evidence=kim.Evidence.VERIFIED,
)


@given(some.ftes.filter(bool), st.integers(0, 10**7), some.days, some.days)
def test_the_rate_that_a_notice_shows_gives_its_amount_again(
    fte: kim.Fte, cents: int, issued_on: date, as_of: date
) -> None:
    """For a whole year and all its posts; and it is known since the notice is."""
    amount = kim.Rounding.CENT_HALF_UP.to_euro(kim.ExactEuro(Fraction(cents, 100)) * fte.value)
    posts = (kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte=fte),)
    notice = attrs.evolve(NOTICE, posts=posts, amount=amount, issued_on=issued_on, as_of=as_of)
    if (Fraction(amount.cents) / fte.value).denominator != 1:
        with pytest.raises(kim.InvalidValueError, match=r"^grant\.amount: .* is not whole cents"):
            kim.Rate.from_grant(notice, item="post")
        return
    rate = kim.Rate.from_grant(notice, item="post")
    assert (rate.known_since, rate.known_by, rate.citation) == (issued_on, None, notice.citation)
    terms = kim.FundingTerms(rates=kim.RateBook(()).amended(rate), known_on=issued_on)
    claim = kim.Claim.of_posts("a", item="post", fte=fte, period=notice.period)
    due = kim.entitlement(claim, terms).due
    assert due is not None
    assert due.value == amount
    said = attrs.evolve(notice, known_since=as_of)
    for each in (said, attrs.evolve(said, issued_on=None)):
        rate = kim.Rate.from_grant(each, item="post")
        assert (rate.known_since, rate.known_by) == (as_of, None)
    undated = kim.Rate.from_grant(attrs.evolve(notice, issued_on=None), item="post")
    assert (undated.known_since, undated.known_by) == (None, as_of)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"amount": None}, "amount: None"),
        ({"amount": "812000.01"}, "amount: .* is not whole cents per post"),
        ({"posts": (kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte=0),)}, "posts: "),
        ({"period": kim.Period(date(2024, 1, 1))}, "period: "),
        ({"period": kim.Period(date(2024, 1, 1), date(2024, 6, 30))}, "period: "),
        ({"period": kim.Period(date(2024, 1, 1), date(2025, 12, 31))}, "period: "),
        (
            {
                "baustein": kim.Baustein.AUTHORITIES,
                "posts": tuple(
                    kim.GrantedPosts(role=role, fte=1)
                    for role in (kim.Role.FOREIGNERS_AUTHORITY, kim.Role.NATURALISATION_AUTHORITY)
                ),
            },
            "posts: ",
        ),
        (
            {
                "baustein": kim.Baustein.STEERING,
                "posts": (kim.GrantedPosts(role=kim.Role.COORDINATION, fte=1),),
            },
            "baustein: ",
        ),
    ],
)
def test_a_notice_that_shows_no_rate_says_why(changes: dict[str, object], place: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=rf"^grant\.{place}.* shows no rate; take the"):
        kim.Rate.from_grant(attrs.evolve(NOTICE, **changes), item="post")  # type: ignore[arg-type]


def test_a_notice_without_posts_is_to_say_them() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"^grant\.posts: .*; say the posts"):
        kim.Rate.from_grant(attrs.evolve(NOTICE, posts=()), item="post")


def test_up_to_is_a_ceiling_and_no_entitlement() -> None:
    claim = kim.Claim.of_posts(
        "stab", item="coordination_position", fte="3.5", period=kim.Period.of_year(2022)
    )
    found = kim.entitlement(claim, kim.FundingTerms(rates=nrw.RATES))
    assert found.parts[0].kind is kim.RateKind.CEILING
    assert found.maximum.verify() == kim.Euro("192500")
    assert found.due is None


def test_a_negative_rate_does_not_construct() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"Rate\.amount: .* is below 0"):
        attrs.evolve(nrw.RATES.rates[0], amount="-1")
