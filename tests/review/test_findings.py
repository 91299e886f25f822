"""Findings: what looks wrong, as data; each check answers yes, no, or cannot be determined."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.testing import days, local_programmes

JUNE = date(2023, 6, 1)
YEAR = kim.Period.of_year(2023)
RATES = kim.RateBook(
    tuple(
        attrs.evolve(each, known_since=each.period.first_day, known_by=None)
        for each in nrw.RATES.rates
    )
)
# The same rates, as if all of them had been known from the first day of their year.
TERMS = kim.FundingTerms(rates=RATES)
FULL = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS)
NOTICE = kim.Grant(
    id="bescheid-2023",
    baustein=kim.Baustein.CASE_MANAGEMENT,
    period=YEAR,
    posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="18"),),
    amount="1026000",
    issued_on=date(2023, 2, 15),
)
UNNA = kim.LocalProgramme(id="unna", district=nrw.district("Unna"), grants=(NOTICE,))


def check(
    programme: kim.LocalProgramme, code: kim.FindingCode, **more: Any
) -> tuple[kim.Finding, ...]:
    found = kim.findings(programme, on=JUNE, passed=True, **more)
    return tuple(each for each in found if each.code is code)


def amount_of(
    notice: kim.Grant, terms: kim.FundingTerms = TERMS, known_on: date | None = None
) -> kim.Finding:
    programme = attrs.evolve(UNNA, grants=(notice,))
    (found,) = check(programme, kim.FindingCode.GRANT_AMOUNT, terms=terms, known_on=known_on)
    return found


@given(some.ftes, some.euros.map(abs), st.integers(1, 12))
def test_another_amount_than_rate_times_posts_times_time_is_found_with_the_difference(
    fte: kim.Fte, amount: kim.Euro, month: int
) -> None:
    notice = attrs.evolve(
        NOTICE,
        posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte=fte),),
        amount=amount,
        period=kim.Period(date(2023, month, 1), date(2023, 12, 31)),
    )
    expected = kim.ExactEuro(57000) * (fte.value * Fraction(13 - month, 12))
    terms = attrs.evolve(TERMS, part_year=FULL, rounding=kim.Rounding.CENT_HALF_UP)
    found = amount_of(notice, terms)
    assert found.derivation is not None
    difference = amount - kim.Rounding.CENT_HALF_UP.to_euro(expected)
    assert found.difference == found.derivation.verify() == difference
    assert found.answer is (kim.Answer.YES if difference else kim.Answer.NO)


def test_the_notice_to_unna_fits_and_one_of_a_million_does_not() -> None:
    assert kim.findings(UNNA, on=JUNE) == ()
    (found,) = kim.findings(
        attrs.evolve(UNNA, grants=(attrs.evolve(NOTICE, amount="1000000"),)), on=JUNE
    )
    assert (found.code, found.answer, found.severity) == (
        kim.FindingCode.GRANT_AMOUNT,
        kim.Answer.YES,
        kim.Severity.CONTRADICTION,
    )
    assert (found.path, found.difference) == ("$.grants[?@.id=='bescheid-2023']", kim.Euro(-26000))
    nbsp = "\N{NO-BREAK SPACE}"
    assert found.message() == (
        f"bescheid-2023 bewilligt 1.000.000,00{nbsp}€; "
        f"Satz, Stellen und Zeit ergeben 1.026.000,00{nbsp}€"
    )
    assert "€1,026,000.00" in found.message("en")
    with pytest.raises(kim.InvalidValueError, match="write 'de' or 'en'"):
        found.message("fr")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": None}, "er ist nicht bekannt"),
        ({"posts": ()}, "die Stellen sind nicht bekannt"),
        ({"period": kim.Period(date(2023, 5, 1), date(2023, 12, 31))}, "keine Teiljahresregel"),
        ({"period": kim.Period.of_year(2024)}, "Für case_management_position am 01.01.2024 war am"),
        ({"period": kim.Period(date(2023, 5, 1))}, "das Ende des Zeitraums ist offen"),
    ],
)
def test_what_cannot_be_determined_says_why(changes: dict[str, Any], reason: str) -> None:
    found = amount_of(attrs.evolve(NOTICE, **changes))
    assert (found.answer, found.severity) == (kim.Answer.UNKNOWN, kim.Severity.NOTE)
    assert reason in found.message()
    assert "cannot be checked" in found.message("en")


def test_without_a_rounding_parts_of_a_cent_cannot_be_compared() -> None:
    by_days = kim.PartYearRule(method=kim.PartYear.DAYS, day_count=kim.DayCount.ACTUAL)
    part = attrs.evolve(NOTICE, period=kim.Period(date(2023, 5, 1), date(2023, 12, 31)))
    found = amount_of(part, attrs.evolve(TERMS, part_year=by_days))
    assert found.answer is kim.Answer.UNKNOWN
    assert "Teiljahr oder Rundung nicht geregelt" in found.message()


def test_a_ceiling_may_be_stayed_below_and_other_things_may_be_granted_beside_posts() -> None:
    posts = (
        kim.GrantedPosts(role=kim.Role.COORDINATION, fte="3.5"),
        kim.GrantedPosts(role=kim.Role.ADMINISTRATIVE_ASSISTANCE, fte="0.5"),
    )
    notice = attrs.evolve(NOTICE, baustein=kim.Baustein.STEERING, posts=posts)
    assert amount_of(attrs.evolve(notice, amount="222000")).answer is kim.Answer.NO
    assert amount_of(attrs.evolve(notice, amount="200000")).answer is kim.Answer.NO
    more = amount_of(attrs.evolve(notice, amount="300100"))
    assert (more.answer, more.difference) == (kim.Answer.UNKNOWN, kim.Euro(78_100))


@pytest.mark.parametrize(
    ("amount", "beside", "answer", "difference"),
    [
        ("80000", "0", kim.Answer.YES, "23000.00"),  # one post of at most 57,000
        ("80000", "23000", kim.Answer.NO, "0.00"),
        ("80000", "30000", kim.Answer.NO, "-7000.00"),
        ("80000", "22000", kim.Answer.YES, "1000.00"),
        ("80000", None, kim.Answer.UNKNOWN, "23000.00"),
    ],
)
def test_what_a_notice_grants_beside_posts_is_no_money_for_posts(
    amount: str, beside: str | None, answer: kim.Answer, difference: str
) -> None:
    """Above the ceiling of its posts a notice contradicts them, once it says what it is beside."""
    found = amount_of(
        attrs.evolve(
            NOTICE,
            baustein=kim.Baustein.STEERING,
            posts=(kim.GrantedPosts(role=kim.Role.COORDINATION, fte="1"),),
            amount=amount,
            beside_posts=beside,
        ),
        known_on=date(2024, 1, 1),
    )
    assert (found.answer, str(found.difference)) == (answer, difference)
    assert ("für Stellen" in found.message()) == (beside not in {None, "0"})


def test_why_an_amount_cannot_be_computed_is_kept_as_the_error_says_it() -> None:
    """The message says it in the language asked for, without what only the error knows."""
    found = amount_of(attrs.evolve(NOTICE, period=kim.Period.of_year(2024)))
    assert found.detail is not None
    assert "no rate for 'case_management_position' on 2024-01-01" in found.detail
    assert found.detail.endswith("Rate.from_grant reads it off a notice that shows it")
    assert found.message("en-GB").endswith(
        "no rate for case_management_position on 2024-01-01 was known on 2023-06-01"
    )


@pytest.mark.parametrize(
    ("known_on", "answer"), [(date(2022, 12, 30), "unknown"), (date(2022, 12, 31), "yes")]
)
def test_a_rate_known_by_a_day_is_compared_with_since_that_day(known_on: date, answer: str) -> None:
    """One EUR for 18 posts in 2022, by the rates of NRW: known by 31.12.2022 (Vorlage)."""
    notice = attrs.evolve(
        NOTICE, amount=1, period=kim.Period.of_year(2022), issued_on=date(2022, 2, 1)
    )
    found = amount_of(notice, kim.FundingTerms(rates=nrw.RATES), known_on=known_on)
    assert found.answer.value == answer
    assert found.difference == (kim.Euro(1 - 990_000) if answer == "yes" else None)


YEAR_2024 = kim.Period.of_year(2024)
BY_JULY = attrs.evolve(RATES.rates[-2], known_since=None, known_by=date(2023, 7, 1))


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ((attrs.evolve(BY_JULY, known_by=None),), "no source says whether the rate for case_"),
        ((BY_JULY,), "is stated only for a day after 2023-06-01"),
        ((attrs.evolve(BY_JULY, amount=1), RATES.rates[-2]), "which of several rates for case_"),
    ],
)
def test_why_no_rate_answers_is_said(rates: tuple[kim.Rate, ...], said: str) -> None:
    found = amount_of(NOTICE, kim.FundingTerms(rates=kim.RateBook(rates)))
    assert found.answer is kim.Answer.UNKNOWN
    assert said in found.message("en")


def test_a_plan_at_carried_forward_rates_and_a_notice_of_its_own_are_compared_with() -> None:
    notice = attrs.evolve(NOTICE, period=YEAR_2024)
    june = date(2023, 6, 1)
    planned = nrw.RATES.carried_forward(on=june, to=YEAR_2024, known_on=june)
    assert amount_of(notice, kim.FundingTerms(rates=planned)).answer is kim.Answer.NO
    shown = kim.Rate.from_grant(notice, item=nrw.ITEMS[kim.Role.CASE_MANAGEMENT])
    own = kim.FundingTerms(rates=nrw.RATES.amended(shown))
    assert amount_of(notice, own).answer is kim.Answer.NO
    assert amount_of(attrs.evolve(notice, amount="1"), own).answer is kim.Answer.YES


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"phrase": "findings.no_such_phrase"}, "is not a phrase of the library"),
        ({"names": {}}, "cannot be said without 'grant'"),
        ({"figures": {}}, "cannot be said without 'amount'"),
    ],
)
def test_a_finding_that_cannot_be_said_is_refused(changes: dict[str, Any], rule: str) -> None:
    found = amount_of(NOTICE)
    with pytest.raises(kim.InvalidValueError, match=rf"^Finding\.phrase: .* {rule}"):
        attrs.evolve(found, **changes)


@given(some.days)
def test_findings_are_those_of_the_day_of_knowledge(known_on: date) -> None:
    """Before the notice is known there is nothing to find; what is known later changes nothing."""
    wrong = attrs.evolve(NOTICE, amount="1000000")
    programme = attrs.evolve(UNNA, grants=(wrong,))
    found = kim.findings(programme, on=JUNE, known_on=known_on)
    assert len(found) == (known_on >= date(2023, 2, 15))


def funded(fte: str | None, *funding: kim.PositionFunding) -> kim.LocalProgramme:
    position = kim.Position(
        id="cm-1",
        role=kim.Role.CASE_MANAGEMENT,
        fte=fte,
        established=kim.Period(date(2023, 1, 1)),
        funding=funding,
    )
    return attrs.evolve(UNNA, positions=(position,))


def paid(fte: str, period: kim.Period = YEAR, **payer: Any) -> kim.PositionFunding:
    return kim.PositionFunding(fte=fte, period=period, assigned_on=date(2023, 2, 15), **payer)


FROM_MAY = kim.Period(date(2023, 5, 1))
UNTIL_APRIL = kim.Period(date(2023, 1, 1), date(2023, 4, 30))


@pytest.mark.parametrize(
    ("fte", "funding", "answer"),
    [
        ("1", [paid("1", grant="bescheid-2023"), paid("0.5", source="ESF")], "yes"),
        ("1", [paid("1", grant="bescheid-2023"), paid("0.5", FROM_MAY, source="ESF")], "yes"),
        (
            "1",
            [paid("1", UNTIL_APRIL, grant="bescheid-2023"), paid("1", FROM_MAY, source="E")],
            "no",
        ),
        ("1", [paid("0.5", grant="bescheid-2023"), paid("0.5", source="ESF")], "no"),
        ("1", [paid("0.5", source="ESF"), paid("0.5", source="ESF")], "no"),
        (None, [paid("0.5", grant="bescheid-2023"), paid("0.5", source="ESF")], "unknown"),
        (None, [paid("0.5", grant="bescheid-2023")], "no"),
        ("1", [paid("1.5", grant="bescheid-2023"), paid("0", source="ESF")], "no"),
        (None, [paid("1", grant="bescheid-2023"), paid("0", source="ESF")], "no"),
        ("1", [paid("1", grant="bescheid-2023"), paid("1", source="bescheid-2023")], "yes"),
    ],
)
def test_double_funding_of_a_position_by_two_sources(
    fte: str | None, funding: list[kim.PositionFunding], answer: str
) -> None:
    """§ 9 (4) TIntG NRW: no double funding. Two halves of one post are none."""
    (found,) = check(funded(fte, *funding), kim.FindingCode.DOUBLE_FUNDING)
    assert found.answer.value == answer
    assert found.path == "$.positions[?@.id=='cm-1'].funding"
    assert found.citation is not None
    assert found.citation.section == "§ 9 Absatz 4"


def test_a_replaced_notice_is_no_second_source() -> None:
    """Once the notice in its place is known and pays; a third one is a second source still."""
    (first,) = UNNA.grants
    replacing = [
        attrs.evolve(first, id=new, replaces=old, issued_on=date(2023, 3, day))
        for day, new, old in ((1, "second", "bescheid-2023"), (2, "third", "second"))
    ]
    base = funded("1", paid("1", grant="bescheid-2023"))
    (position,) = base.positions
    payers: tuple[dict[str, Any], ...] = ({"grant": "third"}, {"source": "third"})
    for payer, answer in zip(payers, ("no", "yes"), strict=True):
        late = kim.PositionFunding(fte="1", period=YEAR, assigned_on=date(2023, 3, 2), **payer)
        programme = attrs.evolve(
            base,
            grants=(first, *replacing),
            positions=(attrs.evolve(position, funding=(*position.funding, late)),),
        )
        (found,) = check(programme, kim.FindingCode.DOUBLE_FUNDING)
        assert found.answer.value == answer


def test_double_funding_is_known_when_both_sources_are() -> None:
    both = funded("1", paid("1", grant="bescheid-2023"), paid("1", source="ESF"))
    assert kim.findings(both, on=JUNE, known_on=date(2023, 2, 14)) == ()
    (found,) = kim.findings(both, on=JUNE, known_on=date(2023, 2, 15))
    assert found.severity is kim.Severity.WARNING
    assert found.message() == "cm-1 (1 VZÄ) wird am 01.01.2023 bezahlt von: bescheid-2023, ESF"
    assert found.message("en") == "cm-1 (1 FTE) is paid for on 2023-01-01 by: bescheid-2023, ESF"


def test_a_position_is_paid_by_one_source_that_exists() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"PositionFunding.grant"):
        paid("1")
    with pytest.raises(
        kim.InvalidValueError, match=r"funding\[0\].grant: 'x' .* is not the id of any"
    ):
        funded("1", paid("1", grant="x"))


def test_the_worked_example_has_no_contradiction() -> None:
    from zwischenstand import PROGRAMME, STAND  # noqa: PLC0415 - this test alone needs it

    (found,) = kim.findings(PROGRAMME, on=STAND)
    assert (found.code, found.answer) == (kim.FindingCode.GRANT_AMOUNT, kim.Answer.UNKNOWN)


@pytest.mark.parametrize(("total", "answer"), [(9438, kim.Answer.YES), (9432, kim.Answer.NO)])
def test_parts_that_miss_their_published_total_are_found(total: int, answer: kim.Answer) -> None:
    """AZR, 31.12.2017: 6,157 + 2,197 + 1,078 miss the published 9,438 by 6; told, not refused."""
    day = date(2017, 12, 31)
    counts = {"05162004": 6157, "05162008": 2197, "05162012": 1078}  # whose parts is not said
    figures = kim.KeyFigures(
        source="AZR",
        intended_date=day,
        reference_date=day,
        counts=counts,
        published_total=total,
        available_on=day,
    )
    programme = kim.LocalProgramme(
        id="rkn", district=kim.nrw.district("05162"), key_figures=(figures,)
    )
    (found,) = kim.findings(programme, on=day, passed=True)
    assert (found.code, found.answer) == (kim.FindingCode.PUBLISHED_TOTAL, answer)
    named = "@.source=='AZR' && @.intended_date=='2017-12-31' && !@.population_group"
    assert found.path == f"$.key_figures[?{named}].counts"
    assert "9.432" in found.message()


@settings(max_examples=60)
@given(local_programmes(), days(), days())
def test_a_review_answers_for_every_programme(
    programme: kim.LocalProgramme, on: date, known_on: date
) -> None:
    """Whatever is recorded, every check says what it found in both languages; it never raises."""
    for finding in kim.findings(programme, on=on, known_on=known_on, passed=True):
        assert finding.message("de")
        assert finding.message("en")


def test_a_position_that_nobody_pays_for_is_not_paid_twice() -> None:
    year = kim.Period.of_year(2024)
    nothing = kim.PositionFunding(source="ESF", fte="0", period=year, as_of=year.first_day)
    position = kim.Position(
        id="p", role=kim.Role.CASE_MANAGEMENT, funding=(nothing,), as_of=year.first_day
    )
    programme = kim.LocalProgramme(id="x", district=nrw.district("05162"), positions=(position,))
    (found,) = kim.findings(programme, on=date(2024, 3, 31), passed=True)
    assert found.answer is kim.Answer.NO
    assert found.message() == "p wird am 01.01.2024 von niemandem bezahlt"
