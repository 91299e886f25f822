"""Programmes and what is asked of them, for histories written at once or step by step."""

from datetime import date
from typing import Any

import kim_model as kim
from kim_model import nrw

KREIS = nrw.district("05162")
JANUARY, MARCH, APRIL = date(2024, 1, 15), date(2024, 3, 31), date(2024, 4, 15)
MAY, JUNE, JULY = date(2024, 5, 2), date(2024, 6, 3), date(2024, 7, 15)
ROLE = kim.Role.CASE_MANAGEMENT
YEAR = kim.Period.of_year(2024)


def programme(**fields: Any) -> kim.LocalProgramme:
    return kim.LocalProgramme(id="rkn", district=KREIS, **fields)


def line(known: kim.LocalProgramme, on: date, known_on: date) -> tuple[Any, ...]:
    """Return established, granted, filled and vacant of case management, None where unknown."""
    found = kim.status_report(known, on=on, known_on=known_on).line(ROLE)
    if found is None:
        return (None,) * 4
    figures = (found.established, found.granted, found.filled, found.vacant)
    return tuple(None if each is None else str(each.value.value) for each in figures)


def text(known: kim.LocalProgramme, on: date, known_on: date) -> str:
    return kim.status_report(known, on=on, known_on=known_on).to_markdown()


def state(known: kim.LocalProgramme, on: date, known_on: date | None = None) -> str:
    (found,) = kim.status_report(known, on=on, known_on=known_on).applications
    return found.state.value


def rollout(known: kim.LocalProgramme, on: date, known_on: date) -> kim.RollOutState | None:
    found = kim.status_report(known, on=on, known_on=known_on).coverage.lines[0].rollout
    return None if found is None else found.state


def paper(subject: str, name: str = "p") -> kim.Paper:
    return kim.Paper(id=name, number="1", subject=subject, kind=kim.PaperKind.NOTICE, as_of=JANUARY)


def subjects(known: kim.LocalProgramme, day: date) -> list[str]:
    return [each.subject for each in known.as_known_on(day).papers]
