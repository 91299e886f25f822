"""Figures of posts, against a naive count and against their own derivations."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings

import kim_model as kim
from kim_model import explain
from kim_model.testing import days, local_programmes, records

MEASURES = list(kim.Measure)
GRADES = list(kim.Evidence)


def stated(
    programme: kim.LocalProgramme, measure: kim.Measure, role: kim.Role, on: date
) -> Fraction | None:
    found = [
        (each.known_from, each.fte.value)
        for each in programme.stated_posts
        if (each.measure, each.role, each.municipality, each.as_of) == (measure, role, None, on)
    ]
    return max(found)[1] if found else None


def add(parts: list[Fraction | None]) -> Fraction | None:
    """Add what is known; one unknown part, or none at all, makes the sum unknown."""
    numbers = [each for each in parts if each is not None]
    return sum(numbers, Fraction(0)) if numbers and len(numbers) == len(parts) else None


def counted(
    programme: kim.LocalProgramme, measure: kim.Measure, role: kim.Role, on: date
) -> Fraction | None:
    """Count the posts of a known programme, one by one."""
    positions = [each for each in programme.positions if each.role is role]
    parts: list[Fraction | None] = []
    if measure is kim.Measure.ESTABLISHED:
        for position in positions:
            if position.established is None:
                parts.append(None)
            elif on not in position.established:
                parts.append(Fraction(0))
            else:
                parts.append(None if position.fte is None else position.fte.value)
    elif measure is kim.Measure.FILLED:
        for position in positions:
            if position.staffing is None:
                parts.append(None)
            else:
                at_work = [each for each in position.staffing if on in each.period]
                parts.append(sum((each.fte.value for each in at_work), Fraction(0)))
    elif measure is kim.Measure.GRANTED:
        parts = granted_for(programme, role, on)
    else:
        parts = shares(programme, measure, role, on)
    return add(parts)


def granted_for(programme: kim.LocalProgramme, role: kim.Role, on: date) -> list[Fraction | None]:
    """Return what each notice of the Baustein gives, of which no other for the day comes after."""
    by_id = {each.id: each for each in programme.grants}
    covering = [g for g in programme.grants if g.baustein is role.baustein and on in g.period]

    def chain(grant: kim.Grant) -> list[str]:
        return [grant.id, *(chain(by_id[grant.replaces]) if grant.replaces else [])]

    def comes_after(one: kim.Grant, other: kim.Grant) -> bool:
        if one.id in chain(other) or chain(one)[-1] != chain(other)[-1]:
            return False
        if other.id in chain(one):
            return True
        left = [g for g in covering if not any(g.id in chain(h)[1:] for h in covering)]
        alike = [g for g in left if chain(g)[-1] == chain(one)[-1]]
        if one not in alike or other not in alike:
            return False
        if any(g.issued_on for g in alike):
            at_latest = other.issued_on or other.as_of or programme.first_known(other) or date.max
            return one.issued_on is not None and one.issued_on > at_latest
        stated = [g.as_of or programme.first_known(g) for g in alike]
        mine, others = (g.as_of or programme.first_known(g) for g in (one, other))
        return None not in stated and mine > others  # type: ignore[operator]

    families: dict[str, set[Fraction | None]] = {}
    for grant in covering:
        if not any(comes_after(each, grant) for each in covering):
            families.setdefault(chain(grant)[-1], set()).add(posts_of(grant, role))
    return [found.pop() if len(found) == 1 else None for found in families.values()]


def posts_of(grant: kim.Grant, role: kim.Role) -> Fraction | None:
    roles = {each for each in kim.Role if each.baustein is grant.baustein}
    unnamed = any(each.role is None and each.fte for each in grant.posts)
    if not grant.posts or (len(roles) > 1 and unnamed):
        return None
    return sum((p.fte.value for p in grant.posts if p.role in {None, role}), Fraction(0))


def shares(
    programme: kim.LocalProgramme, measure: kim.Measure, role: kim.Role, on: date
) -> list[Fraction | None]:
    """Return the shares of the latest recorded allocation up to the day."""
    records = [r for r in programme.allocations if r.role is role and r.reference_date <= on]
    if not records:
        return []
    known = {each.id: each.known_from or programme.as_of or date.min for each in records}
    latest = max(records, key=lambda each: (each.reference_date, known[each.id]))
    lines = latest.allocation.shares.values()
    log = (latest.allocation.adoption, *latest.allocation.adjustments)
    later = [(each.agreed_on or date.min) > on for each in log if each is not None]
    if measure is kim.Measure.AGREED and any(later):
        # What moves from one to another keeps the sum; with the first move later, none is agreed.
        return [] if later[0] else [each.fte.value for each in lines]
    ftes = [each.agreed if measure is kim.Measure.AGREED else each.fte for each in lines]
    return [None if fte is None else fte.value for fte in ftes]


def nodes(root: kim.Derivation[object]) -> Iterator[kim.Derivation[object]]:  # type: ignore[type-var]
    yield root
    for operand in root.operands:
        yield from nodes(operand)


def figures(line: kim.PostLine) -> list[kim.Derivation[object]]:  # type: ignore[type-var]
    found = [*(line.figure(measure) for measure in MEASURES), line.vacant, line.filled_share]
    return [each for each in found if each is not None]


@settings(max_examples=settings().max_examples // 4)  # many more in depth
@given(local_programmes(), days(), days())
def test_figures_agree_with_a_naive_count(
    programme: kim.LocalProgramme, on: date, known_on: date
) -> None:
    """Every figure is the stated total of the day, or else the sum of what is recorded singly."""
    report = kim.status_report(programme, on, known_on)
    seen = programme.as_known_on(known_on)
    for role in kim.Role:
        line = report.line(role)
        expected: dict[kim.Measure, Fraction | None] = {}
        for measure in kim.Measure:
            total = stated(seen, measure, role, on)
            expected[measure] = counted(seen, measure, role, on) if total is None else total
            figure = line.figure(measure) if line else None
            if line or measure is not kim.Measure.GRANTED:  # a line for each but posts granted 0
                assert (None if figure is None else figure.value.value) == expected[measure]
            else:
                assert not expected[measure]
        granted, filled = expected[kim.Measure.GRANTED], expected[kim.Measure.FILLED]
        established = expected[kim.Measure.ESTABLISHED]
        base = granted if established is None else granted or established
        vacant = None if base is None or filled is None else base - filled
        share = None if not base or filled is None else filled / base
        assert (line.vacant.value.value if line and line.vacant else None) == vacant
        assert (line.filled_share.value if line and line.filled_share else None) == share


@settings(max_examples=20)
@given(local_programmes(), days())
def test_every_derivation_of_a_report_verifies(programme: kim.LocalProgramme, on: date) -> None:
    """Derivation.verify() recomputes the tree and gives the value."""
    for line in kim.status_report(programme, on).posts:
        for figure in figures(line):
            assert figure.verify() == figure.value
            for node in nodes(figure):
                not_surer_than_operands(node)


def not_surer_than_operands(node: kim.Derivation[object]) -> None:  # type: ignore[type-var]
    grades = [each.evidence for each in node.operands]
    if None in grades:
        assert node.evidence is None
    elif node.operands:
        assert node.evidence is not None
        for grade in grades:
            assert grade is not None
            assert GRADES.index(node.evidence) >= GRADES.index(grade)


@given(records(kim.Derivation[kim.Fte]))
def test_evidence_is_never_surer_than_the_weakest_operand(
    derivation: kim.Derivation[kim.Fte],
) -> None:
    """A computed value is at most derived, at most as sure as each operand, unknown beside one."""
    for node in nodes(derivation):
        not_surer_than_operands(node)
        assert not node.operands or node.evidence is not kim.Evidence.VERIFIED


@given(records(kim.Derivation[kim.Fte]))
def test_a_broken_node_is_found(derivation: kim.Derivation[kim.Fte]) -> None:
    """A value or grade that does not follow from its operands fails verify, however deep."""
    assert derivation.verify() == derivation.value
    if derivation.operands:
        broken = attrs.evolve(derivation, value=derivation.value + kim.Fte("0.01"))
        other = kim.Evidence.WEAK if derivation.evidence is None else None
        regraded = attrs.evolve(derivation, evidence=other)
        above = kim.Derivation(
            label="above",
            value=broken.value,
            operation=explain.Operation.TOTAL,
            operands=(broken,),
            evidence=derivation.evidence,
        )
        for each in (broken, regraded, above):
            with pytest.raises(kim.VerificationError):
                each.verify()


@settings(max_examples=20)
@given(local_programmes(), days())
def test_unknown_is_not_zero(programme: kim.LocalProgramme, on: date) -> None:
    """A programme without facts on a role gives None for it, not a line of zeros."""
    empty = attrs.evolve(
        programme,
        positions=(),
        grants=(),
        sub_grants=(),
        payments=(),
        stated_posts=(),
        allocations=(),
    )
    assert kim.status_report(empty, on).posts == ()
