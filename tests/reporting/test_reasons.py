"""From a cell of a report to how it came about, or why it is not known."""

from datetime import date

import attrs
import pytest
from hypothesis import given, settings

import kim_model as kim
from kim_model import nrw, testing
from kim_model.errors import UnknownReason
from kim_model.explain import Unknown
from kim_model.testing import local_programmes

MARCH, JUNE = date(2024, 3, 31), date(2024, 6, 3)
ROLE = kim.Role.CASE_MANAGEMENT


@settings(max_examples=25)
@given(local_programmes(), testing.days(), testing.days())
def test_every_figure_has_a_derivation_or_reasons(
    programme: kim.LocalProgramme, on: date, known_on: date
) -> None:
    """One call for each cell: what the report shows, or each reason why it shows nothing."""
    report = kim.status_report(programme, on, known_on)
    for role in kim.Role:
        line = report.line(role)
        for measure in kim.Measure:
            found = report.why(role, measure)
            shown = None if line is None else line.figure(measure)
            if isinstance(found, Unknown):
                assert shown is None
                assert all(each.reason is not None for each in found.causes)
            else:
                assert line is None or shown == found


def programme_of(*facts: kim.Position | kim.Grant | kim.AllocationRecord) -> kim.LocalProgramme:
    return kim.LocalProgramme(
        id="rkn",
        district=nrw.district("05162"),
        positions=tuple(each for each in facts if isinstance(each, kim.Position)),
        grants=tuple(each for each in facts if isinstance(each, kim.Grant)),
        allocations=tuple(each for each in facts if isinstance(each, kim.AllocationRecord)),
    )


POSITION = kim.Position(id="cm-1", role=ROLE, as_of=MARCH)
GRANT = kim.Grant(
    id="b2", baustein=kim.Baustein.CASE_MANAGEMENT, period=kim.Period.of_year(2024), as_of=MARCH
)
TWELVE = attrs.evolve(GRANT, posts=(kim.GrantedPosts(role=ROLE, fte="12"),))
AMENDED = [
    attrs.evolve(TWELVE, id=f"b2-{n}", replaces="b2", posts=(kim.GrantedPosts(role=ROLE, fte=n),))
    for n in ("13", "14")
]


@pytest.mark.parametrize(
    ("programme", "measure", "causes"),
    [
        (programme_of(), kim.Measure.FILLED, {("filled", None, "not_recorded")}),
        (programme_of(POSITION), kim.Measure.FILLED, {("staffing", "cm-1", "not_recorded")}),
        (
            programme_of(POSITION),
            kim.Measure.ESTABLISHED,
            {("established", "cm-1", "not_recorded")},
        ),
        (
            programme_of(attrs.evolve(POSITION, established=kim.Period.of_year(2024))),
            kim.Measure.ESTABLISHED,
            {("size", "cm-1", "not_recorded")},
        ),
        (
            programme_of(attrs.evolve(POSITION, as_of=None)),
            kim.Measure.FILLED,
            {("filled", "cm-1", "undated")},
        ),
        (programme_of(GRANT), kim.Measure.GRANTED, {("granted", "b2", "not_recorded")}),
        (programme_of(TWELVE, *AMENDED), kim.Measure.GRANTED, {("granted", "b2-14", "differing")}),
        (
            programme_of(attrs.evolve(TWELVE, as_of=None)),
            kim.Measure.GRANTED,
            {("granted", "b2", "undated")},
        ),
        (programme_of(), kim.Measure.AGREED, {("agreed", None, "not_recorded")}),
    ],
)
def test_which_of_the_reasons_it_is(
    programme: kim.LocalProgramme, measure: kim.Measure, causes: set[tuple[str, str | None, str]]
) -> None:
    found = kim.status_report(programme, MARCH).why(ROLE, measure)
    assert isinstance(found, Unknown)
    said = {(e.label, e.of, e.reason.value) for e in found.causes if e.reason is not None}
    assert said == causes


def test_an_allocation_without_agreement_says_so() -> None:
    shares = kim.Allocation.from_stated("1", {"05162024": "1"})
    record = kim.AllocationRecord(
        id="a", role=ROLE, reference_date=MARCH, allocation=shares, as_of=MARCH
    )
    report = kim.status_report(programme_of(record), MARCH)
    allocated, agreed = (
        report.why(ROLE, each) for each in (kim.Measure.ALLOCATED, kim.Measure.AGREED)
    )
    assert allocated.value == kim.Fte(1)
    assert isinstance(agreed, Unknown)
    assert [(e.of, e.reason) for e in agreed.causes] == [("a", UnknownReason.NOT_RECORDED)]


def test_what_was_learned_since_is_asked_of_the_programme_of_today() -> None:
    """The answer of March stays as it was; what it lacked stands in what was learned after."""
    then = programme_of(POSITION)
    filled = kim.Staffing(fte="1", period=kim.Period(date(2024, 3, 1)))
    today = then.learn(attrs.evolve(POSITION, fte="1", staffing=(filled,)), on=JUNE)
    before, after = (kim.status_report(each, MARCH) for each in (then, today))
    assert before.why(ROLE, kim.Measure.FILLED) == after.why(ROLE, kim.Measure.FILLED)
    (version,) = today.learned_after(MARCH)
    assert (version.record.identity, version.known_from) == (POSITION.identity, JUNE)
    assert today.learned_after(JUNE) == ()
    later = kim.status_report(today, MARCH, JUNE).why(ROLE, kim.Measure.FILLED)
    assert later.value == kim.Fte(1)
