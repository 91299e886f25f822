"""Notices that amend notices: which of them grants for a day, and what."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.funding.grants import in_effect
from kim_model.testing import days, periods, records

KREIS = nrw.district("05162")
YEAR = kim.Period.of_year(2024)
HALF = kim.Period(date(2024, 7, 1), date(2024, 12, 31))
JANUARY, MARCH, MAY, JUNE, JULY = (date(2024, month, 15) for month in (1, 3, 5, 6, 7))
ROLE = kim.Role.CASE_MANAGEMENT


def notice(name: str, fte: str | None, issued_on: date | None = MARCH, **other: Any) -> kim.Grant:
    posts = () if fte is None else (kim.GrantedPosts(role=ROLE, fte=fte),)
    fields = {"baustein": kim.Baustein.CASE_MANAGEMENT, "period": YEAR, "posts": posts, **other}
    return kim.Grant(id=name, issued_on=issued_on, **fields)


def granted(
    *grants: kim.Grant, on: date = JULY, known_on: date | None = None, role: kim.Role = ROLE
) -> kim.Fte | None:
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=grants)
    line = kim.status_report(programme, on=on, known_on=known_on).line(role)
    return None if line is None or line.granted is None else line.granted.verify()


def ids(found: tuple[tuple[kim.Grant, ...], ...]) -> list[list[str]]:
    return [[each.id for each in family] for family in found]


@st.composite
def families(draw: st.DrawFn) -> list[kim.Grant]:
    """Notices of which each may amend one before it."""
    found: list[kim.Grant] = []
    for number in range(draw(st.integers(1, 6))):
        replaces = draw(st.sampled_from([None, *(each.id for each in found)]))
        found.append(
            draw(
                records(
                    kim.Grant,
                    id=f"n{number}",
                    baustein=kim.Baustein.CASE_MANAGEMENT,
                    period=draw(periods()),
                    replaces=replaces,
                )
            )
        )
    return found


@settings(max_examples=50)
@given(families(), days(), st.randoms())
def test_an_amendment_changes_the_days_of_its_own_period_alone(
    grants: list[kim.Grant], on: date, order: Any
) -> None:
    """Without the last notice, every day outside its period is granted for by the same notices."""
    *before, last = grants
    together = in_effect(grants, on=on)
    if on in last.period:
        standing = {each.id for family in together for each in family}
        assert last.replaces is None or last.replaces not in standing
    else:
        assert together == in_effect(before, on=on)
    shuffled = order.sample(grants, len(grants))
    assert sorted(map(set, ids(in_effect(shuffled, on=on))), key=sorted) == sorted(
        map(set, ids(together)), key=sorted
    )


@settings(max_examples=50)
@given(families(), days())
def test_of_each_family_one_notice_stands_or_their_days_do_not_say_which(
    grants: list[kim.Grant], on: date
) -> None:
    """Whoever grants for the day is of one family; two stand only where none came last."""
    found = in_effect(grants, on=on)
    assert bool(found) == any(on in each.period for each in grants)
    for family in found:
        assert all(on in each.period for each in family)
        issued = {each.issued_on for each in family}
        assert len(family) == 1 or None in issued or len(issued) == 1


def test_two_that_amend_one_do_not_add_up() -> None:
    """14, amended to 15, amended to 16, are 16."""
    first, second = notice("a", "14"), notice("b", "15", MAY, replaces="a")
    third = notice("c", "16", JUNE, replaces="a")
    assert granted(first, second, third) == kim.Fte(16)
    assert granted(third, second, first) == kim.Fte(16)
    assert granted(first, second, attrs.evolve(third, replaces="b")) == kim.Fte(16)
    assert granted(first, second, third, on=JUNE, known_on=MAY) == kim.Fte(15)
    undecided = attrs.evolve(third, issued_on=MAY)
    assert granted(first, second, undecided) is None
    assert granted(first, second, attrs.evolve(undecided, posts=second.posts)) == kim.Fte(15)


def test_when_it_was_learned_says_nothing_of_when_it_was_issued() -> None:
    """Another field filled in later changes no figure; an open question stays open."""
    first, second = notice("a", "10", JANUARY), notice("b", "12", MAY, replaces="a")
    third = notice("c", "14", None, replaces="a", as_of=MARCH)  # so issued in March at the latest
    assert granted(first, second, third) == kim.Fte(12)
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=(first, second, third))
    learned = programme.learn(attrs.evolve(third, authority="BR"), on=JULY)
    line = kim.status_report(learned, on=JULY).line(ROLE)
    assert line is not None
    assert line.granted is not None
    assert line.granted.value == kim.Fte(12)
    assert granted(first, second, attrs.evolve(third, as_of=JUNE)) is None
    stated = attrs.evolve(second, issued_on=None, as_of=MAY), attrs.evolve(third, as_of=JUNE)
    assert granted(first, *stated) == kim.Fte(14)


def test_a_notice_without_any_day_is_stated_when_it_was_first_known() -> None:
    first = notice("a", "10", JANUARY)
    second, third = (
        notice(name, fte, None, replaces="a") for name, fte in (("b", "12"), ("c", "14"))
    )
    known = kim.LocalProgramme(id="rkn", district=KREIS, grants=(first,))
    known = known.learn(second, on=MARCH).learn(third, on=MAY)
    again = known.learn(attrs.evolve(second, authority="BR"), on=JUNE)
    for each in (known, again):
        line = kim.status_report(each, on=JULY).line(ROLE)
        assert line is not None
        assert line.granted is not None
        assert line.granted.value == kim.Fte(14)


def test_an_amendment_for_half_a_year_leaves_the_other_half() -> None:
    first, second = notice("a", "14"), notice("b", "15", MAY, replaces="a", period=HALF)
    for on, fte in ((MARCH, 14), (date(2024, 6, 30), 14), (date(2024, 7, 1), 15)):
        assert granted(first, second, on=on, known_on=JULY) == kim.Fte(fte)


def test_an_amendment_by_way_of_a_notice_that_has_ended() -> None:
    """One for autumn that amends that for summer stands in the place of the first in autumn."""
    summer = kim.Period(date(2024, 6, 1), date(2024, 8, 31))
    autumn = kim.Period(date(2024, 9, 1), date(2024, 11, 30))
    chain = (
        notice("a", "14"),
        notice("b", "15", replaces="a", period=summer),
        notice("c", "16", MAY, replaces="b", period=autumn),
    )
    found = [ids(in_effect(chain, on=date(2024, month, 15))) for month in (5, 7, 10, 12)]
    assert found == [[["a"]], [["b"]], [["c"]], [["a"]]]


def test_an_open_end_is_amended_from_its_first_day() -> None:
    first = notice("a", "14", period=kim.Period(date(2024, 1, 1)))
    second = notice("b", "15", replaces="a", period=kim.Period(date(2025, 1, 1)))
    assert granted(first, second, on=date(2024, 12, 31)) == kim.Fte(14)
    assert granted(first, second, on=date(2031, 1, 1)) == kim.Fte(15)


def test_a_list_of_posts_is_complete() -> None:
    """A second notice that lists municipal coordination alone grants no other coordination."""
    coordination, municipal = kim.Role.COORDINATION, kim.Role.MUNICIPAL_COORDINATION
    first = notice(
        "a",
        None,
        baustein=kim.Baustein.STEERING,
        posts=(kim.GrantedPosts(role=coordination, fte="3.5"),),
    )
    second = attrs.evolve(first, id="b", posts=(kim.GrantedPosts(role=municipal, fte="2"),))
    assert granted(first, second, role=coordination) == kim.Fte("3.5")
    assert granted(first, second, role=municipal) == kim.Fte(2)
    assert granted(first, attrs.evolve(second, posts=()), role=coordination) is None


def test_posts_of_a_baustein_without_a_role() -> None:
    """Kreis Mettmann: three posts of Baustein 3, of which no source says whose they are."""
    unnamed = (kim.GrantedPosts(fte="3"),)
    mettmann = notice("a", None, baustein=kim.Baustein.AUTHORITIES, posts=unnamed)
    assert granted(mettmann, role=kim.Role.FOREIGNERS_AUTHORITY) is None
    assert mettmann.fte(ROLE) == kim.Fte(0)
    assert notice("b", None, posts=unnamed).fte(ROLE) == kim.Fte(3)
    programme = kim.LocalProgramme(id="me", district=nrw.district("05158"), grants=(mettmann,))
    text = kim.status_report(programme, on=JULY).to_markdown()
    assert "Förderung der Einbürgerung (fachbezogene Pauschale). 3 VZÄ." in text
    assert kim.from_json(kim.to_json(mettmann), kim.Grant) == mettmann
    with pytest.raises(kim.InvalidValueError, match="occurs twice as a role"):
        attrs.evolve(mettmann, posts=(*unnamed, *unnamed))


def test_a_notice_for_later_is_shown_before() -> None:
    """Issued in May for July: a report of June says so, and counts it from July on."""
    later = notice("a", "14", MAY, period=HALF)
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=(later,))
    text = kim.status_report(programme, on=JUNE).to_markdown()
    assert "Für später: Bescheid für 01.07.2024 bis 31.12.2024" in text
    assert "14 VZÄ" in text
    assert granted(later, on=JUNE) is None
    assert granted(later, on=JULY) == kim.Fte(14)
    assert "Für später" not in kim.status_report(programme, on=date(2024, 5, 14)).to_markdown()


def test_a_later_notice_that_is_amended_for_all_of_its_period_is_not_shown() -> None:
    period = kim.Period.of_year(2025)
    first = notice("a", "1", period=period)
    second = notice("b", "2", MAY, period=period, replaces="a")
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=(first, second))
    text = kim.status_report(programme, on=JUNE).to_markdown()
    assert text.count("Für später") == 1
    assert "Case Management: 2 VZÄ" in text


def test_an_explicit_nought_is_told() -> None:
    none = notice("a", "0")
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=(none,))
    line = kim.status_report(programme, on=JULY).line(ROLE)
    assert line is not None
    assert line.granted is not None
    assert notice("b", None, posts=(kim.GrantedPosts(fte="0"),)).fte(ROLE) == kim.Fte(0)
    unnamed = notice("c", None, baustein=kim.Baustein.STEERING, posts=(kim.GrantedPosts(fte="0"),))
    assert unnamed.fte(kim.Role.COORDINATION) == kim.Fte(0)


def test_double_funding_is_found_once_a_partial_amendment_has_ended() -> None:
    """From July on the first notice pays again, and with another source more than the post."""
    until_june = kim.Period(date(2024, 1, 1), date(2024, 6, 30))
    grants = (notice("a", "1"), notice("b", "0.5", MAY, replaces="a", period=until_june))
    paid = [
        kim.PositionFunding(fte=fte, period=period, assigned_on=MAY, grant=grant, source=source)
        for fte, period, grant, source in (
            ("1", YEAR, "a", None),
            ("0.5", until_june, "b", None),
            ("0.5", YEAR, None, "L"),
        )
    ]
    position = kim.Position(id="p", role=ROLE, fte="1", as_of=MARCH, funding=tuple(paid))
    programme = kim.LocalProgramme(id="rkn", district=KREIS, grants=grants, positions=(position,))
    found = kim.findings(programme, on=JULY)
    (double,) = [each for each in found if each.code is kim.FindingCode.DOUBLE_FUNDING]
    assert (double.answer, double.days["on"]) == (kim.Answer.YES, date(2024, 7, 1))


def test_what_notices_do_not_grant_is_measured_by_what_is_established() -> None:
    """Posts that are paid for by others are not over the 0 that a notice grants of them."""
    role = kim.Role.ADMINISTRATIVE_ASSISTANCE
    grant = notice(
        "a",
        None,
        baustein=kim.Baustein.STEERING,
        posts=(kim.GrantedPosts(role=kim.Role.COORDINATION, fte="3.5"),),
    )
    stated = [
        kim.StatedPosts(measure=measure, role=role, fte=fte, as_of=JULY)
        for measure, fte in ((kim.Measure.ESTABLISHED, "1"), (kim.Measure.FILLED, "0.5"))
    ]
    programme = kim.LocalProgramme(
        id="rkn", district=KREIS, grants=(grant,), stated_posts=tuple(stated)
    )
    report = kim.status_report(programme, on=JULY)
    line = report.line(role)
    assert line is not None
    assert (line.base, line.vacant and line.vacant.value) == (
        kim.Measure.ESTABLISHED,
        kim.Fte("0.5"),
    )
    assert report.line(kim.Role.MUNICIPAL_COORDINATION) is None


# Circles. ----------------------------------------------------------------------------------------


def sub_grant(name: str, onward_from: str | None = None) -> kim.SubGrant:
    grant = "a" if onward_from is None else None
    return kim.SubGrant(
        id=name, grant=grant, onward_from=onward_from, receiver="t", period=YEAR, as_of=MARCH
    )


def instrument(name: str, *replaces: str) -> kim.LegalInstrument:
    return kim.LegalInstrument(id=name, title=name, replaces=replaces, as_of=MARCH)


TOWN = kim.Actor(id="t", name="T", kind=kim.ActorKind.OTHER)


@pytest.mark.parametrize(
    ("circle", "message"),
    [
        (
            {"grants": (notice("a", "1", replaces="b"), notice("b", "1", replaces="a"))},
            r"LocalProgramme\.grants\[\d\]\.replaces: '[ab]' .* leads back to [ab] itself",
        ),
        (
            {
                "grants": (notice("a", "1"),),
                "sub_grants": (sub_grant("x", "y"), sub_grant("y", "z"), sub_grant("z", "x")),
            },
            r"LocalProgramme\.sub_grants\[\d\]\.onward_from: .* leads back to [xyz] itself",
        ),
        (
            {"instruments": (instrument("r", "s"), instrument("s", "r"))},
            r"LocalProgramme\.instruments\[\d\]\.replaces: .* leads back to [rs] itself",
        ),
    ],
)
def test_a_circle_is_refused(circle: dict[str, Any], message: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.LocalProgramme(id="p", district=KREIS, actors=(TOWN,), **circle)


def test_a_direction_can_be_corrected() -> None:
    """What was wrong round is right from the day on which both are learned; no day has both."""
    first, second = notice("a", "1", replaces="b"), notice("b", "1")
    programme = kim.LocalProgramme(id="p", district=KREIS, grants=(first, second))
    turned = (attrs.evolve(first, replaces=None), attrs.evolve(second, replaces="a"))
    learned = programme.learn(*turned, on=JULY)
    assert learned.as_known_on(JUNE).grants == (first, second)
    with pytest.raises(kim.InvalidValueError, match=r"leads back to [ab] itself"):
        programme.learn(turned[1], on=JULY)
    with pytest.raises(kim.InvalidValueError, match=r"replaces: '[ab]' .* itself"):
        in_effect([first, turned[1]], on=JULY)


def test_a_notice_and_the_one_it_amends_are_of_one_baustein_on_every_day() -> None:
    first, second = notice("a", "1"), notice("b", "1", replaces="a")
    programme = kim.LocalProgramme(id="p", district=KREIS, grants=(first, second))
    other = attrs.evolve(first, baustein=kim.Baustein.STEERING, posts=())
    with pytest.raises(kim.InvalidValueError, match="is a notice of another Baustein"):
        programme.learn(other, on=JULY)
    alone = programme.learn(attrs.evolve(second, replaces=None), on=JUNE).learn(other, on=JULY)
    assert alone.as_known_on(MAY).grants == (first, second)
