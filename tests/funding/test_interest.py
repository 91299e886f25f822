"""Interest adds up in time and in principal, and leaves unknown what is not stated."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import interest_oracle as oracle
import kim_model as kim
import money_strategies as some
from kim_model import explain
from kim_model.funding import exact_interest

TIMES = "\N{MULTIPLICATION SIGN}"
amounts = st.integers(0, 10**8).map(kim.Euro.from_cents)


def owed(amount: kim.Euro) -> kim.Derivation[kim.Euro]:
    return explain.given("to_be_repaid", amount)


def exactly(amount: kim.Euro, period: kim.Period, terms: kim.InterestTerms) -> Fraction:
    return exact_interest(owed(amount), period, terms).verify().value


@given(amounts, some.periods(), some.interest_terms(), st.data())
def test_interest_adds_up_in_time(
    amount: kim.Euro, period: kim.Period, terms: kim.InterestTerms, data: st.DataObject
) -> None:
    """Parting a period anywhere leaves the sum as it is."""
    closed = period.closed()
    if closed.days == 1:
        return
    cut = closed.first_day + timedelta(data.draw(st.integers(1, closed.days - 1)))
    parts = closed.cut_before([cut])
    assert len(parts) == 2
    assert sum(exactly(amount, each, terms) for each in parts) == exactly(amount, period, terms)


@given(amounts, amounts, some.periods(), some.interest_terms())
def test_interest_adds_up_in_principal(
    one: kim.Euro, other: kim.Euro, period: kim.Period, terms: kim.InterestTerms
) -> None:
    both = exactly(one, period, terms) + exactly(other, period, terms)
    assert both == exactly(one + other, period, terms)
    assert exactly(kim.Euro(0), period, terms) == 0


@given(amounts, some.periods(), some.interest_terms(), st.fractions(0, 5), st.data())
def test_a_higher_margin_never_bears_less(
    amount: kim.Euro,
    period: kim.Period,
    terms: kim.InterestTerms,
    more: Fraction,
    data: st.DataObject,
) -> None:
    margins = list(terms.margins)
    place = data.draw(st.integers(0, len(margins) - 1))
    margins[place] = attrs.evolve(margins[place], percent=margins[place].percent + more)
    higher = attrs.evolve(terms, margins=tuple(margins))
    assert exactly(amount, period, higher) >= exactly(amount, period, terms)


@given(amounts, some.periods(), some.interest_terms(), st.randoms())
def test_interest_is_that_of_each_day_rounded_once(
    amount: kim.Euro, period: kim.Period, terms: kim.InterestTerms, random: Any
) -> None:
    """An oracle that adds day after day finds the same; the order of the rates moves nothing."""
    until = period.closed().last_day + timedelta(1)
    expected = oracle.interest(amount.cents, period.first_day, until, terms)
    assert exactly(amount, period, terms) == expected
    shuffled = attrs.evolve(
        terms,
        base_rates=tuple(random.sample(terms.base_rates, len(terms.base_rates))),
        margins=tuple(random.sample(terms.margins, len(terms.margins))),
    )
    found = kim.interest(owed(amount), period, shuffled).verify()
    assert found == terms.rounding.to_euro(kim.ExactEuro(expected))


@given(some.periods(), some.interest_terms(), st.data())
def test_a_half_year_that_is_not_stated_is_unknown(
    period: kim.Period, terms: kim.InterestTerms, data: st.DataObject
) -> None:
    """No base rate is carried into the next half-year, nor any margin to before its day."""
    first, last = period.first_day, period.closed().last_day
    asked = [each for each in some.HALF_YEARS if first < each <= last] or [
        max(each for each in some.HALF_YEARS if each <= first)
    ]
    left_out = data.draw(st.sampled_from(asked))
    rates = tuple(each for each in terms.base_rates if each.since != left_out)
    starts = rf"the base rate for {max(left_out, first)} to "
    with pytest.raises(kim.MissingDataError, match=starts):
        kim.interest(owed(kim.Euro(1)), period, attrs.evolve(terms, base_rates=rates))
    margins = (kim.Margin(since=last + timedelta(1), percent=3),)
    with pytest.raises(kim.MissingDataError, match=rf"the margin for {first} to "):
        kim.interest(owed(kim.Euro(1)), period, attrs.evolve(terms, margins=margins))


BUNDESANZEIGER = [
    # What a page of legal phrases repeats of the Bundesbank's notices, with their places.
    (date(2002, 7, 1), "2.47", "BAnz. 2002 Nr. 118, S. 14537"),
    (date(2003, 1, 1), "1.97", "BAnz. 2003 Nr. 2, S. 76"),
    (date(2003, 7, 1), "1.22", "BAnz. 2003 Nr. 117, S. 13744"),
]
RULING = kim.InterestTerms(
    base_rates=tuple(
        kim.BaseRate(
            since=since,
            percent=percent,
            citation=kim.Citation(document="Basiszinssatz", published_in=place),
            evidence=kim.Evidence.WEAK,
        )
        for since, percent, place in BUNDESANZEIGER
    ),
    margins=(kim.Margin(since=date(2002, 1, 1), percent=3),),
    day_count=kim.DayCount.ACTUAL,
    rounding=kim.Rounding.CENT_HALF_UP,
)


def test_what_an_authority_computed() -> None:
    """OVG Sachsen-Anhalt, judgment of 9.11.2006, 1 L 22/06.

    The authority claimed, at three points above the base rate, 636.55 EUR on 13,340 EUR for
    20.12.2002 to 31.12.2003. It is met with both days inside and days of 1/365, and by no day less;
    by days of 1/360 it is another amount.
    """
    period = kim.Period(date(2002, 12, 20), date(2003, 12, 31))
    principal = owed(kim.Euro(13_340))
    assert kim.interest(principal, period, RULING).verify() == kim.Euro("636.55")
    shorter = kim.Period(date(2002, 12, 21), date(2003, 12, 31))
    assert kim.interest(principal, shorter, RULING).verify() == kim.Euro("634.55")
    by_360 = attrs.evolve(RULING, day_count=kim.DayCount.THIRTY_360)
    assert kim.interest(principal, period, by_360).verify() != kim.Euro("636.55")


def test_interest_explains_itself() -> None:
    """Made-up rates: 10,000 EUR at 2.12 % for 30/365, and at 4.5 % for 31/365 of a year."""
    terms = kim.InterestTerms(
        base_rates=(
            kim.BaseRate(since=date(2031, 1, 1), percent="-0.88", evidence=kim.Evidence.ASSUMED),
            kim.BaseRate(since=date(2031, 7, 1), percent="1.5", evidence=kim.Evidence.ASSUMED),
        ),
        margins=(
            kim.Margin(
                since=date(2031, 1, 1),
                percent=3,
                citation=kim.Citation(document="VwVfG NRW", section="§ 49a Absatz 3"),
                evidence=kim.Evidence.VERIFIED,
            ),
        ),
        day_count=kim.DayCount.ACTUAL,
        rounding=kim.Rounding.CENT_HALF_UP,
        evidence=kim.Evidence.ASSUMED,
    )
    period = kim.Period(date(2031, 6, 1), date(2031, 7, 31))
    found = kim.interest(owed(kim.Euro(10_000)), period, terms)
    assert found.verify() == kim.Euro("55.64")
    assert kim.from_json(kim.to_json(found), kim.Derivation[kim.Euro]) == found
    german, english = found.to_text().replace(TIMES, "x"), found.to_text("en").replace(TIMES, "x")
    assert "Abschnitts: 1272/73 EUR = 10.000,00 EUR x 2,12 % x 6/73 Jahr (" in german
    assert "Prozentpunkte darüber: 3 (belegt; § 49a Absatz 3 VwVfG NRW)" in german
    assert "10,000.00 EUR x 4.5% x 31/365 year (" in english


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rounding": kim.Rounding.EXACT}, r"^InterestTerms\.rounding: .* leaves a part of a cent"),
        ({"base_rates": RULING.base_rates * 2}, r"base_rates: .* occurs twice as the day of a"),
        ({"margins": RULING.margins * 2}, r"margins: .* occurs twice as the day of a margin"),
    ],
)
def test_what_terms_refuse(changes: dict[str, Any], message: str) -> None:
    period = kim.Period(date(2003, 1, 1), date(2003, 1, 1))
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.interest(owed(kim.Euro(1)), period, attrs.evolve(RULING, **changes))


def test_a_base_rate_begins_with_a_half_year_and_interest_needs_an_end() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"BaseRate\.since: .* not the first day of a"):
        kim.BaseRate(since=date(2031, 4, 1), percent=1)
    with pytest.raises(kim.InvalidValueError, match=r"last_day: None .* is open"):
        kim.interest(owed(kim.Euro(1)), kim.Period(date(2003, 1, 1)), RULING)
    with pytest.raises(kim.InvalidValueError, match=r"principal\.value: .* is below 0"):
        kim.interest(owed(kim.Euro(-1)), kim.Period.of_year(2003), RULING)


def test_interest_is_a_step_of_money_percent_and_time() -> None:
    money, three = owed(kim.Euro(1)), explain.given("percent", Fraction(3))
    wrong: Any = three
    with pytest.raises(kim.VerificationError, match="is not an amount of money"):
        explain.accrued("interest", wrong, three, three)
    wrong = money
    with pytest.raises(kim.VerificationError, match="are not pure numbers"):
        explain.accrued("interest", money, wrong, three)
    with pytest.raises(kim.VerificationError, match="are not pure numbers"):
        explain.accrued("interest", money, three, wrong)


def test_what_is_no_whole_cent_names_the_rounding_of_its_own_terms() -> None:
    exact = attrs.evolve(RULING, rounding=kim.Rounding.EXACT)
    period = kim.Period(date(2002, 12, 20), date(2003, 12, 31))
    with pytest.raises(kim.InvalidValueError, match="leaves a part of a cent") as caught:
        kim.interest(owed(kim.Euro(13_340)), period, exact)
    assert caught.value.field == "InterestTerms.rounding"
    assert kim.interest(owed(kim.Euro(0)), period, exact).verify() == kim.Euro(0)


def test_a_rate_below_nothing_is_refused() -> None:
    """§ 49a (3) VwVfG NRW says what is owed; no source says what a rate below 0 would be."""
    low = kim.BaseRate(since=date(2031, 1, 1), percent="-3.01")
    terms = attrs.evolve(RULING, base_rates=(low,))
    march = kim.Period(date(2031, 3, 1), date(2031, 3, 31))
    with pytest.raises(kim.InvalidValueError, match="makes a rate below 0 with the margin 3"):
        kim.interest(owed(kim.Euro(100)), march, terms)
    nothing = attrs.evolve(terms, base_rates=(attrs.evolve(low, percent=-3),))
    assert kim.interest(owed(kim.Euro(100)), march, nothing).verify() == kim.Euro(0)
