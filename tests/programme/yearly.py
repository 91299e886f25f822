"""Programmes in which the shares of a year can be computed anew, and what is done with them."""

from datetime import date
from typing import Any

import attrs
from histories import KREIS, ROLE, programme

import kim_model as kim
from kim_model.programme import Recalculated

OTHER = kim.Role.COORDINATION
AGS = tuple(str(town.ags) for town in KREIS.municipalities)
NEUSS, ROMMERSKIRCHEN = "05162024", "05162028"
ON = date(2024, 4, 15)
POPULATION = dict(kim.nrw.population(KREIS).counts)
RULE = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5", most_change="1")


def key(**others: Any) -> kim.YearlyKey:
    fields: dict[str, Any] = {"rule": RULE, "known_since": date(2020, 1, 1)}
    return kim.YearlyKey(
        id="k", role=ROLE, reference_day=kim.YearlyDay(3, 31), source="AZR", **fields | others
    )


def counts(year: int, figures: dict[str, int], **others: Any) -> kim.KeyFigures:
    """Return counts, which only illustrate: they are of no register."""
    stichtag = date(year, 3, 31)
    fields: dict[str, Any] = {"source": "AZR", "reference_date": stichtag}
    return kim.KeyFigures(intended_date=stichtag, counts=figures, **fields | others)


def notice(year: int, posts: Any, name: str = "") -> kim.Grant:
    granted = () if posts is None else (kim.GrantedPosts(role=ROLE, fte=posts),)
    return kim.Grant(
        id=name or f"notice-{year}",
        baustein=kim.Baustein.CASE_MANAGEMENT,
        period=kim.Period.of_year(year),
        posts=granted,
        known_since=date(year, 1, 2),
    )


def ready(*facts: Any, on: date = date(2024, 4, 2), **of_key: Any) -> kim.LocalProgramme:
    """Return a programme in which the shares of 2024 can be computed."""
    known = programme(keys=(key(**of_key),), grants=(notice(2024, "14"),))
    return known.learn(*facts, on=on) if facts else known


def computed(known: kim.LocalProgramme, on: date, **others: Any) -> Recalculated:
    return kim.recalculate(known, "k", id=f"shares-{on.year}", on=on, tie_break=AGS, **others)


def agree(done: Recalculated, *moves: kim.Adjustment, on: date) -> kim.LocalProgramme:
    """Return the programme once the new shares, or some adjustment of them, have been agreed."""
    agreed = done.record.allocation.adjust(*moves, agreed_on=None if moves else on)
    return done.programme.learn(attrs.evolve(done.record, allocation=agreed), on=on)


def move(giver: str, receiver: str, fte: Any, on: date) -> kim.Adjustment:
    return kim.Adjustment(giver=giver, receiver=receiver, fte=fte, reason="x", agreed_on=on)
