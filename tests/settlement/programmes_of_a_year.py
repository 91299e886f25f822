"""Strategies for small programmes as a Kreis has them, with the terms of a year."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

import attrs
from attrs import frozen
from hypothesis import strategies as st
from settlement_oracle import Oracle

import kim_model as kim
from kim_model import nrw

KNOWN = date(2020, 1, 1)
CM, FA = kim.Role.CASE_MANAGEMENT, kim.Role.FOREIGNERS_AUTHORITY
CO, VA = kim.Role.COORDINATION, kim.Role.ADMINISTRATIVE_ASSISTANCE
ROLES = {
    kim.Baustein.STEERING: (CO, VA),
    kim.Baustein.CASE_MANAGEMENT: (CM,),
    kim.Baustein.AUTHORITIES: (FA,),
}
CEILINGS = {CO, VA}
# Whole cents for twelfths, 365ths and 366ths of half a post: so no figure hangs on a rounding.
RATES = {CM: "58779.60", FA: "53436.00", CO: "64123.20", VA: "32061.60"}
RULES = (
    kim.PartYearRule(method=kim.PartYear.FULL_MONTHS),
    kim.PartYearRule(method=kim.PartYear.MONTHS_BEGUN),
    kim.PartYearRule(method=kim.PartYear.DAYS, day_count=kim.DayCount.ACTUAL),
)
sizes = st.sampled_from(["0.5", "1", "1", "1.5"])
money = st.integers(0, 120_000).map(kim.Euro)


@frozen
class Case:
    """A programme with all that its sheet is asked by."""

    programme: kim.LocalProgramme
    year: int
    on: date
    terms: kim.FundingTerms
    unknown_rates: frozenset[kim.Role]

    def sheet(self, programme: kim.LocalProgramme | None = None) -> kim.YearSheet:
        return kim.year_sheet(programme or self.programme, self.year, self.terms, on=self.on)

    def oracle(self) -> Oracle:
        rates = {
            role: None if role in self.unknown_rates else Fraction(rate)
            for role, rate in RATES.items()
        }
        assert self.terms.part_year is not None
        return Oracle(
            self.programme,
            self.year,
            self.on,
            rates=rates,
            ceilings=CEILINGS,
            rule=self.terms.part_year,
        )


def rate_of(role: kim.Role) -> kim.Rate:
    return kim.Rate(
        item=nrw.ITEMS[role],
        amount=RATES[role],
        kind=kim.RateKind.CEILING if role in CEILINGS else kim.RateKind.LUMP_SUM,
        unit=kim.RateUnit.FULL_POST_AND_YEAR,
        period=kim.Period(KNOWN),
        known_since=KNOWN,
    )


def days_in(year: int, *, around: int = 0) -> st.SearchStrategy[date]:
    return st.dates(date(year, 1, 1) - timedelta(around), date(year, 12, 31) + timedelta(around))


@st.composite
def notices(draw: st.DrawFn, baustein: kim.Baustein, year: int, on: date) -> list[kim.Grant]:
    """Draw the notices of a Baustein: one of a year, or of two, halves, amendments, two at once."""
    whole, july = kim.Period.of_year(year), date(year, 7, 1)
    halves = kim.Period(whole.first_day, date(year, 6, 30)), kim.Period(july, date(year, 12, 31))
    two_years = kim.Period(whole.first_day, date(year + 1, 12, 31))
    periods = draw(
        st.sampled_from([[], [whole], [whole], [halves[1]], halves, [two_years], [whole, whole]])
    )
    names = (f"b{baustein.value}-{n}" for n in count())

    def notice(period: kim.Period, **more: Any) -> kim.Grant:
        posts = tuple(
            kim.GrantedPosts(role=role, fte=draw(st.sampled_from(["1", "6", "9"])))
            for role in ROLES[baustein]
        )
        beside = st.none() | st.just(kim.Euro(0)) | st.just(kim.Euro("9999.99"))
        return kim.Grant(
            id=next(names),
            baustein=baustein,
            period=period,
            posts=posts,
            amount=draw(st.none() | st.integers(10_000, 300_000).map(kim.Euro)),
            beside_posts=draw(beside) if baustein is kim.Baustein.STEERING else None,
            issued_on=min(on, draw(days_in(year, around=90))),
            known_since=KNOWN,
            **more,
        )

    found = [notice(each) for each in periods]
    if len(found) == 1 and draw(st.booleans()):
        first = found[0].period
        begin = draw(st.sampled_from([first.first_day, july]))
        changed = kim.Period(max(begin, first.first_day), first.last_day)
        found.append(notice(changed, replaces=found[0].id))
    return found


@st.composite
def positions(
    draw: st.DrawFn, name: str, role: kim.Role, year: int, grants: list[kim.Grant]
) -> kim.Position:
    """Draw a position, filled in turn, in parts, or not; its notice is told, or another payer."""
    size = draw(sizes)
    stints: list[kim.Staffing] = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(days_in(year, around=60))
        last = draw(st.none() | st.integers(0, 300))
        period = kim.Period(first, None if last is None else first + timedelta(last))
        stints.append(kim.Staffing(fte=draw(st.sampled_from(["0.5", "1"])), period=period))
    own = [each for each in grants if each.baustein is role.baustein]
    payers: list[dict[str, Any]] = [{"source": "Kreis"}, *({"grant": each.id} for each in own)]
    funding: list[kim.PositionFunding] = []
    if draw(st.booleans()):
        begin = draw(st.sampled_from([date(year, 1, 1), date(year, 5, 1), date(year, 8, 17)]))
        periods = [kim.Period(begin, date(year, 12, 31))]
        if begin.month == 8:  # one pays after the other
            periods = [kim.Period(date(year, 1, 1), begin - timedelta(1)), *periods]
        for each in periods:
            payer = draw(st.sampled_from(payers))
            within = [g.period.overlap(each) for g in own if g.id == payer.get("grant")] or [each]
            fte = draw(st.sampled_from(["0.5", "2"]))
            funding += [
                kim.PositionFunding(fte=fte, period=period, **payer)
                for period in within
                if period is not None
            ]
    return kim.Position(
        id=name,
        role=role,
        fte=size,
        staffing=tuple(stints),
        funding=tuple(funding),
        known_since=KNOWN,
    )


@st.composite
def payments(draw: st.DrawFn, name: str, year: int, targets: dict[str, list[str]]) -> kim.Payment:
    """Draw a payment on a notice, a position or a contract, before, in, or after the year."""
    target = draw(st.sampled_from([each for each, ids in targets.items() if ids]))
    kinds = {
        "grant": list(kim.PaymentKind),
        "position": [kim.PaymentKind.SPENT, kim.PaymentKind.FORWARDED],
        "sub_grant": [kim.PaymentKind.SPENT, kim.PaymentKind.FORWARDED, kim.PaymentKind.REPAID],
    }
    kind = draw(st.sampled_from(kinds[target]))
    expense = None
    if kind is kim.PaymentKind.SPENT and target != "sub_grant":
        known = [kim.ExpenseKind.PERSONNEL, kim.ExpenseKind.OTHER]
        expense = draw(st.sampled_from(known if target == "grant" else known[:1]))
    of: dict[str, Any] = {target: draw(st.sampled_from(targets[target]))}
    return kim.Payment(
        id=name,
        kind=kind,
        amount=draw(money),
        paid_on=draw(days_in(year, around=500)),
        year=draw(st.sampled_from([year, year + 1, *([] if target == "position" else [None] * 2)])),
        expense=expense,
        known_since=KNOWN,
        **of,
    )


def _single(case: Case) -> Iterator[str]:
    """Yield the positions for which one notice pays in the year."""
    posts = list(case.oracle().posts())
    for name, chain in posts:
        if chain is not None and len([each for each in posts if each[0] == name]) == 1:
            yield name


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a programme with its terms, of which all is dated and was long known."""
    year = draw(st.sampled_from([2023, 2024]))
    on = draw(st.sampled_from([date(year, 6, 30), date(year, 12, 31), date(year + 1, 10, 1)]))
    grants = [each for b in kim.Baustein for each in draw(notices(b, year, on))]
    roles = draw(st.lists(st.sampled_from([CM, CM, CO, VA, FA]), min_size=2, max_size=6))
    found = [draw(positions(f"p{n}", role, year, grants)) for n, role in enumerate(roles)]
    receivers = [
        kim.Actor(
            id="caritas", name="Caritas", kind=kim.ActorKind.WELFARE_ASSOCIATION, known_since=KNOWN
        )
    ]
    links = [
        kim.SubGrant(
            id=f"v-{each.id}",
            grant=each.id,
            receiver="caritas",
            period=kim.Period.of_year(year),
            fte="1",
            ceiling_per_fte=50_000,
            top_up_per_fte=0,
            known_since=KNOWN,
        )
        for each in grants
        if each.baustein is not kim.Baustein.STEERING and draw(st.booleans())
    ]
    terms = kim.FundingTerms(
        rates=kim.RateBook(tuple(map(rate_of, RATES))),
        part_year=draw(st.sampled_from(RULES)),
        rounding=kim.Rounding.EXACT,
    )

    def programme(paid: tuple[kim.Payment, ...]) -> kim.LocalProgramme:
        return kim.LocalProgramme(
            id="kreis",
            district=nrw.district("Unna"),
            actors=tuple(receivers),
            grants=tuple(grants),
            positions=tuple(found),
            sub_grants=tuple(links),
            payments=paid,
        )

    bare = Case(programme(()), year, on, terms, frozenset())
    unknown_rates = (
        frozenset(draw(st.lists(st.sampled_from(list(RATES)), max_size=1))) - bare.oracle().idle()
    )
    terms = attrs.evolve(
        terms, rates=kim.RateBook(tuple(rate_of(r) for r in RATES if r not in unknown_rates))
    )
    targets = {
        "grant": [each.id for each in grants],
        "position": list(_single(bare)),
        "sub_grant": [each.id for each in links],
    }
    numbers = range(draw(st.integers(0, 5)) if any(targets.values()) else 0)
    paid = tuple(draw(payments(f"z{n}", year, targets)) for n in numbers)
    return Case(programme(paid), year, on, terms, unknown_rates)
