"""What annotations do not say: rules between fields, and how drawn fields are made to keep them.

A rule takes the fields of a record by name and returns those that must be others, or None where
nothing helps. What keeps the rule already stays as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from kim_model.allocation import Adjustment, Pool, WeightedFigures, WeightedKey
from kim_model.cooperation import Cooperation, CooperationKind, InvolvementState
from kim_model.explain import StepCut
from kim_model.funding import (
    Application,
    BaseRate,
    Claim,
    ExpenseKind,
    FinancePlan,
    Grant,
    GrantedPosts,
    Payment,
    PaymentKind,
    PlannedExpense,
    PlannedRevenue,
    Portion,
    Rate,
    RateBook,
    SubGrant,
    UseOfFunds,
)
from kim_model.law import Baustein, LegalInstrument, Role
from kim_model.municipalities import Ags, District, DistrictKind, Municipality
from kim_model.posts import PositionFunding
from kim_model.programme import LocalProgramme
from kim_model.steering import (
    CaseReconstructions,
    ParticipationOrder,
    ParticipationStage,
    Statement,
    StatementKind,
)
from kim_model.values import DayCount, Euro, PartYear, PartYearRule, Period, YearlyDay, YearPart
from kim_model.values.numbers import exact

R = TypeVar("R")
L = TypeVar("L", PlannedRevenue, PlannedExpense)
Changes: TypeAlias = Mapping[str, object] | None


def settled(kind: type, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the fields made to keep the rules of their class and its bases; None if none can."""
    kept = dict(values)
    for each in reversed(kind.__mro__):
        pair = _IN_ORDER.get(each, ())
        if pair and None not in (found := [kept[name] for name in pair]):
            kept |= zip(pair, sorted(found), strict=True)
        if each in _RULES:
            changes = _RULES[each](**kept)
            if changes is None:
                return None
            kept |= changes
    return kept


def made(kind: type[R], values: Mapping[str, Any]) -> R | None:
    """Return a record of fields that are made to keep its rules; None if they cannot."""
    kept = settled(kind, values)
    return None if kept is None else kind(**kept)


def remade(record: R, **changes: object) -> R:
    """Return the record with other fields, and the rest of it made to fit."""
    names = (each.name for each in attrs.fields(cast("Any", type(record))))
    again = made(type(record), {name: getattr(record, name) for name in names} | changes)
    return record if again is None else again


# Pairs of fields of which the first comes first, where both are known.
_IN_ORDER: Mapping[type, tuple[str, str]] = {
    Application: ("submitted_on", "decided_on"),
    CaseReconstructions: ("fewest_cases", "most_cases"),
    Grant: ("beside_posts", "amount"),
    LegalInstrument: ("in_force_from", "expires_on"),
    Period: ("first_day", "last_day"),
    StepCut: ("least", "most"),
}


def _closed(period: Period, **_: object) -> dict[str, Period]:
    last_day = period.last_day or date(period.first_day.year, 12, 31)
    return {"period": Period(period.first_day, last_day)}


def _yearly_day(month: int, day: int) -> Changes:
    longest = 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31  # noqa: PLR2004 - February
    return {"day": min(day, longest)}


def _part_year_rule(method: PartYear, day_count: DayCount | None, **_: object) -> Changes:
    by_days = method is PartYear.DAYS
    return {"day_count": day_count or DayCount.ACTUAL if by_days else None}


def _year_part(period: Period, rule: PartYearRule | None) -> Changes:
    return _closed(period) if rule else {"period": Period.of_year(period.first_day.year)}


def _application(baustein: Baustein, **_: object) -> Changes:
    needing = next(each for each in Baustein if each.needs_application)
    return {"baustein": baustein if baustein.needs_application else needing}


def _district(
    key: str, municipalities: tuple[Municipality, ...], kind: DistrictKind | None, **_: object
) -> Changes:
    """Turn each key into one of the district; a kreisfreie Stadt has one municipality."""
    towns = {each.ags[5:]: attrs.evolve(each, ags=key + each.ags[5:]) for each in municipalities}
    most = 1 if kind is DistrictKind.KREISFREIE_STADT else None
    return {"municipalities": tuple(towns.values())[:most]}


def _grant(baustein: Baustein, posts: tuple[GrantedPosts, ...], **_: object) -> Changes:
    """Turn each role into one that the Baustein funds, and grant none twice."""
    funded = [each for each in Role if each.baustein is baustein]
    roles: dict[Role | None, Role | None] = {None: None}
    for role, other in zip(Role, funded * len(Role), strict=False):
        roles[role] = role if role in funded else other
    kept = {roles[each.role]: attrs.evolve(each, role=roles[each.role]) for each in posts}
    return {"posts": tuple(kept.values())}


def _sub_grant(grant: str | None, onward_from: str | None, **_: object) -> Changes:
    if onward_from is not None:
        return {"grant": None}
    return None if grant is None else {}


def _payment(
    kind: PaymentKind,
    expense: ExpenseKind | None,
    paid_on: date | None,
    year: int | None,
    **said: str | None,
) -> Changes:
    """Let it name a notice or a position, or else a sub-grant; what is left of that may be none."""
    sub_grant = said["sub_grant"] if kind is not PaymentKind.RECEIVED else None
    by_notice = kind in {PaymentKind.RECEIVED, PaymentKind.REPAID}
    position = None if by_notice or sub_grant else said["position"]
    grant = None if sub_grant else said["grant"]
    if sub_grant == position == grant:  # all None
        return None
    spent = kind is PaymentKind.SPENT and expense is not ExpenseKind.TRANSFERS
    return {
        "sub_grant": sub_grant,
        "position": position,
        "grant": grant,
        "expense": expense if spent else None,
        "year": 2023 if year is None and paid_on is None else year,
    }


def _position_funding(grant: str | None, source: str | None, **_: object) -> Changes:
    return {"source": source or "Eigenmittel" if grant is None else None}


def _statement(kind: StatementKind, **said: object) -> Changes:
    of = {
        "role": StatementKind.PROBLEM,
        "baustein": StatementKind.AIM,
        "primary": StatementKind.AIM,
    }
    return {name: said[name] if kind is only else None for name, only in of.items()}


def _cooperation(kind: CooperationKind, state: InvolvementState | None, **said: object) -> Changes:
    if kind is CooperationKind.INVOLVEMENT:
        return {"state": state or InvolvementState.AGREED, "purpose": None, "regular": None}
    return {"state": None, "purpose": said["purpose"], "regular": said["regular"]}


def _stage(actors: tuple[str, ...], **_: object) -> Changes:
    return {"all_others": not actors}


def _order(stages: tuple[ParticipationStage, ...], **_: object) -> Changes:
    """Let no actor take part twice, and end with the stage of all others, or with it alone."""
    named: set[str] = set()
    kept: list[ParticipationStage] = []
    for stage in stages:
        new = tuple(dict.fromkeys(each for each in stage.actors if each not in named))
        if new or stage.all_others:
            kept.append(attrs.evolve(stage, actors=new))
        if stage.all_others:
            break
        named |= {*new}
    return {"stages": tuple(kept) or (ParticipationStage(all_others=True),)}


def _pool(members: tuple[Ags, ...], employer: Ags | None, **_: object) -> Changes:
    return {"employer": employer if employer in {None, *members} else members[0]}


def _weighted(weight: Fraction, **_: object) -> Changes:
    return {} if 0 < exact(weight) <= 1 else {"weight": 1 / (1 + abs(weight))}


def _weights(parts: tuple[WeightedFigures, ...]) -> Changes:
    whole = sum((each.weight for each in parts), Fraction(0))
    return {"parts": tuple(attrs.evolve(each, weight=each.weight / whole) for each in parts)}


def _adjustment(giver: str, receiver: str, **_: object) -> Changes:
    return {"receiver": receiver if receiver != giver else f"{receiver}'"}


def _rate(known_since: date | None, known_by: date | None, **_: object) -> Changes:
    return {"known_by": known_by if known_since is None else None}


def _rate_book(rates: tuple[Rate, ...]) -> Changes:
    kept: list[Rate] = []
    for rate in rates:
        if not any(rate.conflicts_with(each) for each in kept):
            kept.append(rate)
    return {"rates": tuple(kept)}


def _plan(
    period: Period,
    revenues: tuple[PlannedRevenue, ...],
    expenses: tuple[PlannedExpense, ...],
    **_: object,
) -> Changes:
    """Give each line an id of its own, and a year of the plan."""
    closed = _closed(period)
    last_day = closed["period"].last_day or period.first_day
    years = range(period.first_day.year, last_day.year + 1)

    def in_plan(line: L) -> L:
        unsaid = line.year is None and len(years) == 1
        if unsaid or line.year in years:
            return line
        return attrs.evolve(line, year=years[(line.year or 0) % len(years)])

    income = {each.id: in_plan(each) for each in revenues}
    spending = {each.id: in_plan(each) for each in expenses if each.id not in income}
    return {**closed, "revenues": tuple(income.values()), "expenses": tuple(spending.values())}


def _base_rate(since: date, **_: object) -> Changes:
    return {"since": since.replace(month=1 if since.month < 7 else 7, day=1)}  # noqa: PLR2004 - July


def _portion(
    received_on: date | None, used_on: date | None, repaid_on: date | None, on: date, **_: object
) -> Changes:
    nothing = received_on is None and used_on is None and repaid_on is None
    return {
        "received_on": on if nothing else received_on,
        "repaid_on": repaid_on if used_on is None else None,
    }


def _use_of_funds(payments: tuple[Payment, ...], on: date, **_: object) -> Changes:
    """Let all be dated payments by one notice, none of a sub-grant, nor paid back unreceived."""
    notice = next((each.grant for each in payments if each.grant), "notice")
    own = [
        attrs.evolve(each, grant=notice, sub_grant=None, paid_on=each.paid_on or on)
        for each in payments
    ]
    left = Euro(0)
    for each in sorted(own, key=lambda each: (each.paid_on or on, each.kind is PaymentKind.REPAID)):
        if each.kind is PaymentKind.RECEIVED:
            left += each.amount
        elif each.kind is PaymentKind.REPAID and each.amount <= left:
            left -= each.amount
        elif each.kind is PaymentKind.REPAID:
            own[own.index(each)] = attrs.evolve(each, kind=PaymentKind.FORWARDED)
    return {"payments": tuple(own)}


def _programme(grants: tuple[Grant, ...], **_: object) -> Changes:
    """Let notices replace those of their own Baustein."""
    found: dict[str, Grant] = {}
    for grant in grants:  # those replaced come first
        replaced = found.get(grant.replaces or "", grant)
        found[grant.id] = remade(grant, baustein=replaced.baustein)
    return {"grants": tuple(found.values())}


_RULES: Mapping[type, Callable[..., Changes]] = {
    Adjustment: _adjustment,
    Application: _application,
    BaseRate: _base_rate,
    Claim: _closed,
    Cooperation: _cooperation,
    District: _district,
    FinancePlan: _plan,
    Grant: _grant,
    LocalProgramme: _programme,
    ParticipationOrder: _order,
    ParticipationStage: _stage,
    PartYearRule: _part_year_rule,
    Payment: _payment,
    Pool: _pool,
    Portion: _portion,
    PositionFunding: _position_funding,
    Rate: _rate,
    RateBook: _rate_book,
    Statement: _statement,
    SubGrant: _sub_grant,
    UseOfFunds: _use_of_funds,
    WeightedFigures: _weighted,
    WeightedKey: _weights,
    YearlyDay: _yearly_day,
    YearPart: _year_part,
}
