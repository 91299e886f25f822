"""What is due: rate times posts times time, in parts that add up, against actual cost if capped."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, strategies as st

import funding_oracle as oracle
import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.values import RateUnit

YEAR = kim.Period.of_year(2023)
FULL = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
RATES = kim.FundingTerms(rates=nrw.RATES, part_year=FULL)


def claims_of(staffing: tuple[kim.Staffing, ...], periods: Sequence[kim.Period]) -> list[kim.Claim]:
    return [
        kim.Claim(id=f"c{n}", item="post", period=period, staffing=staffing)
        for n, period in enumerate(periods)
    ]


@given(some.staffings, some.periods(), some.part_year_rules, st.lists(some.days, max_size=3))
def test_parting_a_period_where_the_rule_allows_never_changes_the_sum_before_rounding(
    staffing: tuple[kim.Staffing, ...], period: kim.Period, rule: kim.PartYearRule, cuts: list[date]
) -> None:
    allowed = [cut if rule.allows_cut(cut) else cut.replace(day=1) for cut in cuts]
    parts = claims_of(staffing, period.closed().cut_before(allowed))
    (whole,) = claims_of(staffing, [period])
    terms = some.terms(rule)
    sums = [kim.entitlement(each, terms).exact_maximum.verify() for each in parts]
    assert sum(sums, kim.ExactEuro(0)) == kim.entitlement(whole, terms).exact_maximum.verify()


@given(some.staffings, some.periods(), some.part_year_rules, st.lists(some.days, max_size=3))
def test_rounded_parts_add_up_to_the_rounded_whole(
    staffing: tuple[kim.Staffing, ...], period: kim.Period, rule: kim.PartYearRule, cuts: list[date]
) -> None:
    terms = some.terms(rule, rounding=kim.Rounding.CENT_HALF_UP)
    found = kim.entitlement(claims_of(staffing, period.closed().cut_before(cuts)), terms)
    assert found.due is not None
    assert sum((each.verify() for each in found.settled), kim.Euro(0)) == found.due.verify()


@given(
    some.staffings,
    some.periods(),
    some.rate_books() | some.rate_books(without_gaps=True),
    some.part_year_rules,
    st.none() | some.ftes,
)
def test_what_is_due_against_an_oracle_that_counts_days_and_months(
    staffing: tuple[kim.Staffing, ...],
    period: kim.Period,
    book: kim.RateBook,
    rule: kim.PartYearRule,
    fte: kim.Fte | None,
) -> None:
    """Day by day, or month by month: posts that count times the rate of the day, over the year."""
    claim = kim.Claim(id="c", item="post", fte=fte, period=period, staffing=staffing)
    terms = kim.FundingTerms(rates=book, part_year=rule)
    try:
        expected = sum(oracle.dues(claim, terms), Fraction(0))
    except oracle.CannotSayError:
        with pytest.raises((kim.UnknownRateError, kim.InvalidValueError)):
            kim.entitlement(claim, terms)
        return
    assert kim.entitlement(claim, terms).exact_maximum.verify().value == expected


@given(some.staffings, some.periods(), some.part_year_rules, some.roundings)
def test_what_is_due_can_be_recomputed(
    staffing: tuple[kim.Staffing, ...],
    period: kim.Period,
    rule: kim.PartYearRule,
    rounding: kim.Rounding,
) -> None:
    (claim,) = claims_of(staffing, [period])
    due = kim.entitlement(claim, some.terms(rule, rounding=rounding)).due
    assert due is not None
    assert due.verify() == due.value


@given(some.staffings, some.part_year_rules)
def test_posts_filled_all_year_are_due_once_a_year(
    staffing: tuple[kim.Staffing, ...], rule: kim.PartYearRule
) -> None:
    """No part-year rule pays more than the rate for the most posts filled on a day."""
    (claim,) = claims_of(staffing, [YEAR])
    due = kim.entitlement(claim, some.terms(rule)).exact_maximum.verify()
    most = sum((each.fte for each in staffing), kim.Fte(0))
    assert kim.ExactEuro(0) <= due <= kim.ExactEuro("57001.01") * most.value


@given(some.ftes, some.part_year_rules)
def test_a_whole_year_needs_no_rule_and_every_rule_agrees(
    fte: kim.Fte, rule: kim.PartYearRule
) -> None:
    claim = kim.Claim.of_posts("c", item="post", fte=fte, period=YEAR)
    with_rule = kim.entitlement(claim, some.terms(rule)).exact_maximum.verify()
    without = kim.entitlement(claim, some.terms()).exact_maximum.verify()
    assert with_rule == without == kim.ExactEuro("57001.01") * fte.value


def test_for_part_of_a_year_no_rule_is_the_default() -> None:
    claim = kim.Claim.of_posts(
        "c", item="post", fte="1", period=kim.Period(date(2023, 5, 1), date(2023, 12, 31))
    )
    with pytest.raises(kim.MissingDataError, match="name the rule for part years"):
        kim.entitlement(claim, some.terms())
    with pytest.raises(kim.InvalidValueError, match="name the rounding"):
        _ = kim.entitlement(claim, some.terms(FULL)).maximum


@given(some.ftes, some.euros.map(abs), st.booleans())
def test_a_ceiling_gives_no_more_than_was_spent(
    fte: kim.Fte,
    cost: kim.Euro,
    known: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    claim = kim.Claim.of_posts(
        "c", item="coordination_position", fte=fte, period=YEAR, actual_cost=cost if known else None
    )
    found = kim.entitlement(claim, RATES)
    if not known:
        assert (found.due is None) == bool(fte)  # nothing is due for no post, whatever it cost
        return
    assert found.due is not None
    assert found.due.verify() == min(cost, found.maximum.verify())


def test_a_lump_sum_is_due_whatever_it_cost() -> None:
    claim = kim.Claim.of_posts(
        "c", item="case_management_position", fte="1", period=YEAR, actual_cost="1"
    )
    found = kim.entitlement(claim, RATES)
    assert found.due is not None
    assert found.due.verify() == kim.Euro(57000)


def test_per_position_from_its_staffing_periods() -> None:
    """Half a post from February, a whole one from mid-June: by full months 4.5 + 6 twelfths."""
    position = kim.Position(
        id="cm-1",
        role=kim.Role.CASE_MANAGEMENT,
        fte="1",
        staffing=(
            kim.Staffing(fte="0.5", period=kim.Period(date(2023, 2, 1))),
            kim.Staffing(fte="0.5", period=kim.Period(date(2023, 6, 15))),
        ),
    )
    claim = kim.Claim.of_position(position, item="case_management_position", period=YEAR)

    def due(method: kim.PartYear) -> Fraction:
        terms = attrs.evolve(RATES, part_year=kim.PartYearRule(method=method))
        return kim.entitlement(claim, terms).exact_maximum.verify().value

    assert due(kim.PartYear.FULL_MONTHS) == 57000 * (Fraction(5, 24) + Fraction(6, 12))
    assert due(kim.PartYear.MONTHS_BEGUN) == 57000 * (Fraction(4, 24) + Fraction(7, 12))
    with pytest.raises(kim.MissingDataError, match="the staffing is not known of: cm-2"):
        kim.Claim.of_position(
            attrs.evolve(position, id="cm-2", staffing=None), item="post", period=YEAR
        )


def two_kinds() -> kim.FundingTerms:
    """Return terms by which a post is paid a lump sum up to June, and up to a ceiling from July."""
    lump = some.terms().rates.rates[0]
    return kim.FundingTerms(
        rates=kim.RateBook(
            (
                attrs.evolve(
                    lump, amount="60000", period=kim.Period(date(2023, 1, 1), date(2023, 6, 30))
                ),
                attrs.evolve(
                    lump,
                    amount="48000",
                    kind=kim.RateKind.CEILING,
                    period=kim.Period(date(2023, 7, 1)),
                ),
            )
        ),
        part_year=FULL,
    )


def test_a_ceiling_of_nothing_leaves_the_lump_sum_known() -> None:
    lump, ceiling = two_kinds().rates.rates
    book = kim.RateBook((lump, attrs.evolve(ceiling, amount=0)))
    claim = kim.Claim.of_posts("c", item="post", fte="1", period=YEAR)
    due = kim.entitlement(claim, attrs.evolve(two_kinds(), rates=book)).due
    assert due is not None
    assert due.verify() == kim.Euro(30_000)


@given(some.euros.map(abs))
def test_only_what_is_paid_up_to_a_ceiling_is_capped(cost: kim.Euro) -> None:
    """Half a year of a lump sum, 30,000, is due whatever the other half cost."""
    claim = kim.Claim.of_posts("c", item="post", fte="1", period=YEAR, actual_cost=cost)
    found = kim.entitlement(claim, two_kinds())
    assert found.maximum.verify() == kim.Euro(54_000)
    assert found.due is not None
    assert found.due.verify() == kim.Euro(30_000) + min(kim.Euro(24_000), cost)
    assert kim.entitlement(attrs.evolve(claim, actual_cost=None), two_kinds()).due is None


@given(some.periods(), st.none() | some.part_year_rules, st.lists(some.days, max_size=3))
def test_a_rate_stated_in_parts_is_the_same_rate(
    period: kim.Period, rule: kim.PartYearRule | None, cuts: list[date]
) -> None:
    """Adjoining rates of the same amount, unit and kind say what one rate says."""
    claim = kim.Claim.of_posts("c", item="post", fte="1", period=period)
    one = some.terms(rule)
    rate = one.rates.rates[0]
    parts = kim.Period(some.FIRST, some.LAST).closed().cut_before(cuts)
    cited = tuple(
        attrs.evolve(rate, period=each, citation=kim.Citation(document=f"Bescheid {n}"))
        for n, each in enumerate(parts)
    )
    several = attrs.evolve(one, rates=kim.RateBook(cited))
    try:
        expected = kim.entitlement(claim, one).exact_maximum.verify()
    except kim.MissingDataError:
        with pytest.raises(kim.MissingDataError):
            kim.entitlement(claim, several)
        return
    found = kim.entitlement(claim, several).exact_maximum
    assert found.verify() == expected
    for each in cited if found.value and rule is None else ():
        assert (str(each.citation) in found.to_text()) == bool(each.period.overlap(period))


def test_a_rate_stated_in_parts_is_as_sure_as_its_weakest_part() -> None:
    rate = attrs.evolve(some.terms().rates.rates[0], evidence=kim.Evidence.VERIFIED)
    first = attrs.evolve(rate, period=kim.Period(date(2023, 1, 1), date(2023, 5, 14)))
    second = attrs.evolve(rate, period=kim.Period(date(2023, 5, 15)), evidence=kim.Evidence.ASSUMED)
    claim = kim.Claim.of_posts(
        "c", item="post", fte="1", period=YEAR, evidence=kim.Evidence.VERIFIED
    )
    terms = kim.FundingTerms(rates=kim.RateBook((first, second)))
    found = kim.entitlement(claim, terms).exact_maximum
    assert (found.verify(), found.evidence) == (kim.ExactEuro("57001.01"), kim.Evidence.ASSUMED)


@given(some.periods(), st.none() | some.part_year_rules, some.ftes)
def test_what_is_paid_per_post_alone_is_paid_whenever_it_begins(
    period: kim.Period, rule: kim.PartYearRule | None, fte: kim.Fte
) -> None:
    """No rule for parts of a year has a say in it, such as for a workplace from 15 February."""
    rate = attrs.evolve(some.terms().rates.rates[0], unit=RateUnit.FULL_POST)
    terms = kim.FundingTerms(rates=kim.RateBook((rate,)), part_year=rule)
    claim = kim.Claim.of_posts("w", item="post", fte=fte, period=period)
    found = kim.entitlement(claim, terms).exact_maximum.verify()
    assert found == kim.ExactEuro("57001.01") * fte.value


def test_a_vacant_post_under_a_ceiling_is_due_nothing() -> None:
    """Nothing is the most there can be: what it cost has no say, known or not."""
    for fte in ("1", "0"):
        vacant = kim.Claim.of_posts("c", item="coordination_position", fte=fte, period=YEAR)
        if fte == "1":
            vacant = attrs.evolve(vacant, staffing=())
        found = kim.entitlement(vacant, RATES)
        assert found.due is not None
        assert found.due.verify() == kim.Euro(0)
        assert found.unknown == ()


def test_what_cannot_be_settled_is_named() -> None:
    claims = [
        kim.Claim.of_posts(item, item=item, fte="1", period=YEAR)
        for item in ("case_management_position", "coordination_position")
    ]
    found = kim.entitlement(claims, RATES)
    assert found.due is None
    with pytest.raises(
        kim.MissingDataError, match=r"Claim\.actual_cost\) is not known of: coordination_po"
    ):
        _ = found.settled


def test_a_post_never_filled_is_due_nothing_and_an_unknown_rate_is_not_zero() -> None:
    vacant = kim.Claim(id="c", item="case_management_position", period=YEAR, staffing=())
    assert kim.entitlement(vacant, RATES).exact_maximum.verify() == kim.ExactEuro(0)
    next_year = kim.Claim.of_posts(
        "c", item="case_management_position", fte="1", period=kim.Period.of_year(2024)
    )
    with pytest.raises(kim.UnknownRateError, match="on 2024-01-01"):
        kim.entitlement(next_year, RATES)


def test_a_claim_without_posts_has_a_rate_too() -> None:
    """An item misspelt is found before posts are filled; the kind is that of the claim's period."""
    empty = kim.Claim(id="c", item="post", period=YEAR, staffing=())
    with pytest.raises(kim.UnknownRateError, match=r"no rate for 'post' .* the book has"):
        kim.entitlement(empty, RATES)
    lump = some.terms().rates.rates[0]
    ceiling = attrs.evolve(lump, kind=kim.RateKind.CEILING, period=YEAR)
    before = attrs.evolve(lump, period=kim.Period.of_year(YEAR.first_day.year - 1))
    terms = kim.FundingTerms(rates=kim.RateBook((before, ceiling)))
    assert kim.entitlement(empty, terms).parts[0].kind is kim.RateKind.CEILING
    earlier = attrs.evolve(empty, period=before.period)
    assert kim.entitlement(earlier, terms).parts[0].kind is kim.RateKind.LUMP_SUM


def test_half_posts_are_paid_in_their_own_unit() -> None:
    """Bezirksregierung Arnsberg: 22,500 EUR a year for 0.5 post; two halves are twice that."""
    for fte, due in (("0.5", 22_500), ("1", 45_000)):
        claim = kim.Claim.of_posts("a", item="administrative_assistance", fte=fte, period=YEAR)
        found = kim.entitlement(claim, RATES)
        assert found.maximum.verify() == kim.Euro(due)
        assert "half post" in found.maximum.to_text("en")


PER_POST = kim.RateBook(
    (attrs.evolve(some.terms().rates.rates[0], unit=RateUnit.FULL_POST, amount="5700"),)
)


@given(some.staffings, some.periods(), st.none() | some.part_year_rules, st.none() | some.ftes)
def test_what_is_paid_per_post_is_due_once_for_the_most_filled_at_once(
    staffing: tuple[kim.Staffing, ...],
    period: kim.Period,
    rule: kim.PartYearRule | None,
    fte: kim.Fte | None,
) -> None:
    """However long and whenever: no rule for parts of years has a say, and no vacancy either."""
    claim = kim.Claim(id="w", item="post", fte=fte, period=period, staffing=staffing)
    terms = kim.FundingTerms(rates=PER_POST, part_year=rule)
    most = max(oracle.filled(claim, day) for day in oracle.days(period))
    found = kim.entitlement(claim, terms).exact_maximum.verify()
    assert found == kim.ExactEuro(5700) * most


def test_a_workplace_from_15_february() -> None:
    """It is paid once, whatever the rule for parts of a year."""
    since = kim.Period(date(2025, 2, 15))
    position = kim.Position(
        id="k",
        role=kim.Role.COORDINATION,
        fte="1",
        established=since,
        staffing=(kim.Staffing(fte="1", period=since),),
    )
    year = kim.Period.of_year(2025)
    claim = kim.Claim.of_position(position, item="workplace", period=year, actual_cost=5_000)
    for terms in (RATES, attrs.evolve(RATES, part_year=None)):
        found = kim.entitlement(claim, terms)
        assert found.due is not None
        assert (found.maximum.verify(), found.due.verify()) == (kim.Euro(5700), kim.Euro(5000))


def test_what_is_not_paid_per_year_is_paid_at_one_rate() -> None:
    """Where its rate changes while the post is filled, nothing says which of them is due."""
    rate = PER_POST.rates[0]
    first = attrs.evolve(rate, period=kim.Period(date(2023, 1, 1), date(2023, 5, 31)))
    second = attrs.evolve(rate, period=kim.Period(date(2023, 6, 1)), amount=1)
    terms = kim.FundingTerms(rates=kim.RateBook((first, second)))
    claim = kim.Claim.of_posts("w", item="post", fte="1", period=YEAR)
    with pytest.raises(kim.InvalidValueError, match="not paid per year, and its rate changes"):
        kim.entitlement(claim, terms)
    from_june = (kim.Staffing(fte="1", period=kim.Period(date(2023, 6, 1))),)
    found = kim.entitlement(attrs.evolve(claim, staffing=from_june), terms)
    assert found.maximum.verify() == kim.Euro(1)


@given(some.periods(), some.periods(), st.none() | some.part_year_rules)
def test_what_is_paid_per_post_is_not_paid_twice_by_parting_the_time(
    one: kim.Period, other: kim.Period, rule: kim.PartYearRule | None
) -> None:
    claims = [kim.Claim.of_posts("w", item="post", fte="1", period=each) for each in (one, other)]
    terms = kim.FundingTerms(rates=PER_POST, part_year=rule)
    with pytest.raises(
        kim.InvalidValueError, match=r"^claims\[1\]: 'w' .* twice .*; claim it once"
    ):
        kim.entitlement(claims, terms)


def test_equal_rates_in_other_units_are_one_rate() -> None:
    """25,000 per half post is 50,000 per full post: the time need not be parted there."""
    full = attrs.evolve(some.terms().rates.rates[0], amount=50_000)
    half = attrs.evolve(full, amount=25_000, unit=RateUnit.HALF_POST_AND_YEAR)
    spring = kim.Period(date(2023, 1, 1), date(2023, 5, 14))
    autumn = kim.Period(date(2023, 5, 15), date(2023, 12, 31))
    book = kim.RateBook((attrs.evolve(full, period=spring), attrs.evolve(half, period=autumn)))
    for rule in (None, FULL):
        claim = kim.Claim.of_posts("a", item="post", fte="0.5", period=YEAR)
        due = kim.entitlement(claim, kim.FundingTerms(rates=book, part_year=rule)).due
        assert due is not None
        assert due.verify() == kim.Euro(25_000)


def test_a_superseded_rate_has_no_say_for_a_vacant_post() -> None:
    lump = attrs.evolve(some.terms().rates.rates[0], known_since=date(2023, 1, 1))
    ceiling = attrs.evolve(lump, kind=kim.RateKind.CEILING, known_since=date(2022, 1, 1))
    unrelated = attrs.evolve(ceiling, item="another", unit=RateUnit.FULL_POST)
    terms = kim.FundingTerms(rates=kim.RateBook((ceiling, lump, unrelated)))
    empty = kim.Claim(id="c", item="post", fte="1", period=YEAR, staffing=())
    found = kim.entitlement(empty, terms)
    assert found.parts[0].kind is kim.RateKind.LUMP_SUM
    before = kim.entitlement(empty, attrs.evolve(terms, known_on=date(2022, 6, 1)))
    assert before.parts[0].kind is kim.RateKind.CEILING
    assert before.due is not None
    assert before.due.verify() == kim.Euro(0)


def test_a_period_over_two_rates() -> None:
    """Three months at 55,000 and four at 57,000; a change within a month needs days."""
    claim = kim.Claim.of_posts(
        "c",
        item="case_management_position",
        fte="2",
        period=kim.Period(date(2022, 10, 1), date(2023, 4, 30)),
    )
    found = kim.entitlement(claim, RATES)
    assert found.maximum.verify() == kim.Euro(2 * 55_000 * 3 // 12 + 2 * 57_000 * 4 // 12)
    first = attrs.evolve(
        nrw.RATES.rates[0], item="post", period=kim.Period(date(2023, 1, 1), date(2023, 5, 14))
    )
    second = attrs.evolve(first, amount="56000", period=kim.Period(date(2023, 5, 15)))
    terms = attrs.evolve(RATES, rates=kim.RateBook((first, second)))
    with pytest.raises(kim.InvalidValueError, match="has another rate from 2023-05-15; count by"):
        kim.entitlement(kim.Claim.of_posts("c", item="post", fte="1", period=YEAR), terms)


@given(some.days)
def test_rates_are_asked_as_they_were_known(known_on: date) -> None:
    """Nothing dates a rate for 2023 before the notice of 15.02.2023."""
    claim = kim.Claim.of_posts("c", item="case_management_position", fte="1", period=YEAR)
    terms = attrs.evolve(RATES, known_on=known_on)
    if known_on < date(2023, 2, 15):
        with pytest.raises(kim.UnknownRateError):
            kim.entitlement(claim, terms)
    else:
        assert kim.entitlement(claim, terms).maximum.verify() == kim.Euro(57000)


@given(st.sampled_from(kim.Evidence), st.sampled_from(kim.Evidence))
def test_the_weakest_input_marks_what_is_due(posts: kim.Evidence, rule: kim.Evidence) -> None:
    order = list(kim.Evidence)
    claim = kim.Claim.of_posts(
        "c",
        item="case_management_position",
        fte="1",
        period=kim.Period(date(2023, 5, 1), date(2023, 12, 31)),
        evidence=posts,
    )
    found = kim.entitlement(
        claim, attrs.evolve(RATES, part_year=attrs.evolve(FULL, evidence=rule))
    ).maximum
    assert found.evidence is max(posts, rule, kim.Evidence.DERIVED, key=order.index)


def test_nothing_claimed_is_no_total() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"claims: .* is empty"):
        kim.entitlement([], RATES)


def test_an_open_end_cannot_be_claimed() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"Claim\.period: .* has an open end"):
        kim.Claim(id="c", item="post", period=kim.Period(date(2023, 1, 1)), staffing=())
