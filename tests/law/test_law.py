"""Legal instruments in two times, and applications that wait for them."""

from datetime import date, timedelta
from typing import Any

import attrs
import holidays
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import nrw
from kim_model.law import bausteine

SPRING, DECEMBER = date(2024, 3, 31), date(2024, 12, 20)
YES, NO, UNKNOWN = kim.Answer.YES, kim.Answer.NO, kim.Answer.UNKNOWN


@st.composite
def instruments(draw: st.DrawFn) -> tuple[kim.LegalInstrument, ...]:
    """Draw up to three published instruments, each of which may replace the ones before it."""
    found: list[kim.LegalInstrument] = []
    for name in "abc"[: draw(st.integers(1, 3))]:
        before = [each.id for each in found]
        in_force_from = draw(st.none() | some.days)
        lasts = st.none() if in_force_from is None else st.none() | st.dates(in_force_from)
        found.append(
            kim.LegalInstrument(
                id=name,
                title=name,
                published_on=draw(some.days),
                in_force_from=in_force_from,
                expires_on=draw(lasts),
                replaces=tuple(draw(st.lists(st.sampled_from(before), unique=True)))
                if before
                else (),
            )
        )
    return tuple(found)


@given(instruments(), some.days, some.days)
def test_a_later_publication_alters_no_earlier_answer(
    known: tuple[kim.LegalInstrument, ...], on: date, known_on: date
) -> None:
    """For a fixed day and day of knowledge, what is published later changes nothing."""
    later = kim.LegalInstrument(
        id="later",
        title="later",
        published_on=known_on + timedelta(days=1),
        in_force_from=date.min,
        replaces=tuple(each.id for each in known),
    )
    before = kim.in_force(known, on=on, known_on=known_on)
    assert kim.in_force((*known, later), on=on, known_on=known_on) == before


@given(instruments(), some.days)
def test_first_and_last_day_are_inside_and_an_open_end_stays_open(
    known: tuple[kim.LegalInstrument, ...], on: date
) -> None:
    first = known[0]
    if first.in_force_from is None:
        assert first.applies(on) is (UNKNOWN if on <= (first.expires_on or on) else NO)
        return
    last = first.expires_on or date.max
    assert first.applies(first.in_force_from) is YES
    assert first.applies(last) is YES
    assert first.applies(on) is (YES if first.in_force_from <= on <= last else NO)


@given(instruments(), some.days)
def test_of_predecessor_and_successor_only_one_is_in_force(
    known: tuple[kim.LegalInstrument, ...], on: date
) -> None:
    answers = kim.in_force(known, on=on)
    for each in known:
        for name in each.replaces:
            if each.applies(on) is YES:
                assert answers[name] is NO
            assert not (answers[name] is YES and answers[each.id] is UNKNOWN)


@pytest.mark.parametrize("on", [date(2022, 6, 1), date(2023, 6, 1), date(2024, 6, 1)])
def test_a_successor_replaces_for_good(on: date) -> None:
    """B replaced A in 2022 and expired with that year, a year before C: that does not revive A."""
    a = kim.LegalInstrument(id="a", title="A", in_force_from=date(2020, 1, 1))
    b = kim.LegalInstrument(
        id="b",
        title="B",
        in_force_from=date(2022, 1, 1),
        expires_on=date(2022, 12, 31),
        replaces=("a",),
    )
    c = kim.LegalInstrument(id="c", title="C", in_force_from=date(2024, 1, 1), replaces=("b",))
    found = kim.in_force([a, b, c], on=on)
    assert found["a"] is kim.Answer.NO
    assert [each for each in found if found[each] is kim.Answer.YES] == {
        2022: ["b"],
        2023: [],
        2024: ["c"],
    }[on.year]


def test_retroactive_force_is_in_force_before_it_is_known() -> None:
    old = kim.LegalInstrument(
        id="old", title="old", published_on=date(2020, 11, 30), in_force_from=date(2020, 1, 1)
    )
    new = attrs.evolve(
        old,
        id="new",
        published_on=date(2024, 12, 19),
        in_force_from=date(2024, 1, 1),
        replaces=("old",),
    )
    assert (new.retroactive, attrs.evolve(new, in_force_from=None).retroactive) == (YES, UNKNOWN)
    assert dict(kim.in_force([old, new], on=SPRING, known_on=SPRING)) == {"old": YES}
    assert dict(kim.in_force([old, new], on=SPRING, known_on=DECEMBER)) == {"old": NO, "new": YES}


def test_an_instrument_is_known_with_all_its_dates_on_the_day_of_its_publication() -> None:
    for known_on, published in ((date(2024, 12, 18), None), (date(2024, 12, 19),) * 2):
        view = nrw.GUIDELINE_2024.as_known_on(known_on)
        assert view is not None
        assert view.published_on == published


def test_an_instrument_does_not_replace_itself() -> None:
    with pytest.raises(kim.InvalidValueError, match="is the instrument itself"):
        kim.LegalInstrument(id="a", title="a", replaces=("a",))


def test_a_successor_refers_to_an_instrument_of_the_programme() -> None:
    lost = kim.LegalInstrument(id="a", title="a", replaces=("b",), as_of=SPRING)
    with pytest.raises(kim.InvalidValueError, match=r"instruments\[0\].replaces\[0\]: 'b'"):
        kim.LocalProgramme(id="p", district=nrw.district("05162"), instruments=(lost,))


def test_the_law_and_the_two_guidelines_say_what_their_sources_say() -> None:
    """§ 9 TIntG NRW; MBl. NRW. 2020 Nr. 32 and 2024 Nr. 43; nothing on coverage or succession."""
    assert [(each.signed_on, each.published_on) for each in nrw.INSTRUMENTS] == [
        (date(2021, 11, 25), None),
        (date(2020, 11, 25), date(2020, 11, 30)),
        (date(2024, 12, 12), date(2024, 12, 19)),
    ]
    assert nrw.TINTG.in_force_from == date(2022, 1, 1)
    for each in nrw.INSTRUMENTS:
        assert (each.expires_on, each.covers, each.replaces) == (None, None, ())
        assert each.citation is not None
        assert each.citation.published_in is not None
    assert kim.in_force(nrw.INSTRUMENTS, on=SPRING)[nrw.GUIDELINE_2020.id] is UNKNOWN


APPLICATION = kim.Application(
    id="antrag-2024",
    baustein=kim.Baustein.STEERING,
    period=kim.Period.of_year(2024),
    awaits=nrw.GUIDELINE_2024.id,
    as_of=SPRING,
)
PROGRAMME = kim.LocalProgramme(
    id="rkn",
    district=nrw.district("05162"),
    instruments=(nrw.GUIDELINE_2024,),
    applications=(APPLICATION,),
)


def state(on: date, known_on: date) -> kim.ApplicationState:
    known = PROGRAMME.as_known_on(known_on)
    (application,) = known.applications
    return application.state(known.instruments, on=on)


def test_on_31_march_2024_the_application_waits_for_the_announced_guideline() -> None:
    """Vorlage 50/4294/XVII/2024: only after its publication can the application be made."""
    assert state(SPRING, SPRING) is kim.ApplicationState.WAITING
    assert state(SPRING, DECEMBER) is kim.ApplicationState.WAITING


def test_as_known_on_20_december_2024_coverage_of_2024_stays_unknown() -> None:
    (guideline,) = PROGRAMME.as_known_on(DECEMBER).instruments
    assert guideline.published_on == date(2024, 12, 19)
    assert state(DECEMBER, DECEMBER) is kim.ApplicationState.UNDETERMINED


@given(
    some.days,
    st.none() | some.days,
    st.none() | some.days,
    st.none() | some.days,
    st.none() | st.booleans(),
)
def test_the_state_of_any_day_follows_from_dates(
    on: date,
    published: date | None,
    submitted: date | None,
    deadline: date | None,
    covered: bool | None,  # noqa: FBT001 - drawn, not passed
) -> None:
    """Submitted once it is; before, it waits for the publication; then its deadline counts."""
    covers = {None: None, True: kim.Period.of_year(2024), False: kim.Period.of_year(2025)}[covered]
    guideline = attrs.evolve(nrw.GUIDELINE_2024, published_on=published, covers=covers)
    limit = kim.Deadline(named_day=deadline, shift=kim.Shift.NONE) if deadline else None
    found = attrs.evolve(APPLICATION, submitted_on=submitted, deadline=limit).state(
        [guideline], on=on
    )
    states = kim.ApplicationState
    if submitted and submitted <= on:
        assert found is states.SUBMITTED
    elif published is None or on < published:
        assert found is states.WAITING
    elif covered is False:
        assert found is states.NOT_COVERED
    elif deadline and on > deadline:
        assert found is states.MISSED
    else:
        assert found is (states.POSSIBLE if covered else states.UNDETERMINED)


def test_whether_it_was_submitted_in_time() -> None:
    limit = kim.Deadline(named_day=date(2021, 10, 30), shift=kim.Shift.NEXT_WORKING_DAY)
    applied = attrs.evolve(APPLICATION, submitted_on=date(2021, 11, 2))
    assert applied.in_time is UNKNOWN
    assert attrs.evolve(applied, deadline=limit).in_time is YES
    strict = attrs.evolve(limit, shift=kim.Shift.NONE)
    assert attrs.evolve(applied, deadline=strict).in_time is NO


OFFICIAL = holidays.country_holidays("DE", subdiv="NW", years=range(1995, 2101))


def test_the_holidays_are_those_of_the_holidays_package() -> None:
    """§ 2 (1) Feiertagsgesetz NW, for every year from 1995 to 2100; 31.10.2017 among them."""
    assert [day for year in range(1995, 2101) for day in nrw.holidays(year)] == sorted(OFFICIAL)
    assert date(2017, 10, 31) in nrw.holidays(2017)
    assert len(nrw.holidays(2024)) == 11


@pytest.mark.parametrize("year", [1994, 4100, 2024.0, True, "2024"])
def test_holidays_of_other_years_are_not_known(year: Any) -> None:
    with pytest.raises(kim.FieldError, match="year: "):
        nrw.holidays(year)


@pytest.mark.parametrize(
    ("named_day", "last_day"),
    [
        (date(2021, 10, 30), date(2021, 11, 2)),  # a Saturday; Monday is Allerheiligen
        (date(2022, 10, 30), date(2022, 10, 31)),
        (date(2022, 12, 31), date(2023, 1, 2)),
        (date(2023, 12, 31), date(2024, 1, 2)),  # a Sunday; Monday is Neujahr of the next year
        (date(2023, 9, 30), date(2023, 10, 2)),
        (date(2024, 3, 28), date(2024, 3, 28)),  # Gründonnerstag is a working day
        (date(2024, 3, 29), date(2024, 4, 2)),  # Karfreitag to Tuesday after Easter
        (date(2024, 12, 24), date(2024, 12, 24)),
    ],
)
def test_deadlines_move_over_the_holidays_of_nrw(named_day: date, last_day: date) -> None:
    """§ 31 VwVfG, § 193 BGB: a deadline on a day off ends on the next working day."""
    deadline = kim.Deadline(named_day=named_day, shift=kim.Shift.NEXT_WORKING_DAY)
    assert deadline.last_day == last_day
    assert attrs.evolve(deadline, shift=kim.Shift.NONE).last_day == named_day


@pytest.mark.parametrize("named_day", [date(1994, 6, 15), date(4100, 1, 1), date.max])
def test_a_deadline_moves_only_where_holidays_are_known(named_day: date) -> None:
    assert kim.Deadline(named_day=named_day, shift=kim.Shift.NONE).last_day == named_day
    with pytest.raises(kim.InvalidValueError, match=r"Deadline\.named_day: .* cannot move"):
        kim.Deadline(named_day=named_day, shift=kim.Shift.NEXT_WORKING_DAY)


@pytest.mark.parametrize("day", [date(1995, 1, 2), date(1995, 6, 17), date(4099, 12, 30)])
def test_a_deadline_moves_up_to_the_edge_of_the_known_years(day: date) -> None:
    for shift in kim.Shift:
        assert abs(kim.Deadline(named_day=day, shift=shift).last_day - day) <= timedelta(4)


def test_no_baustein_has_a_legal_form_by_default() -> None:
    """Every member is named: a fourth one would have no legal form until it is given one."""
    assert bausteine._LEGAL_FORM_OF.keys() == set(kim.Baustein)
    assert bausteine._BAUSTEIN_OF.keys() == set(kim.Role)
    assert [each.needs_application for each in kim.Baustein] == [True, False, False]


@given(some.days, st.sampled_from(kim.Shift), st.lists(some.days, max_size=5))
def test_a_deadline_moves_only_where_the_rule_says_so(
    day: date, shift: kim.Shift, further: list[date]
) -> None:
    """It moves to the first working day in the rule's direction, and a working day stays."""

    def works(on: date) -> bool:
        return on.weekday() < 5 and on not in OFFICIAL and on not in further

    last_day = kim.Deadline(named_day=day, shift=shift, holidays=tuple(further)).last_day
    if shift is kim.Shift.NONE or works(day):
        assert last_day == day
        return
    assert works(last_day)
    first, last = sorted([day, last_day])
    between = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert [each for each in between if works(each)] == [last_day]
    assert (last_day > day) == (shift is kim.Shift.NEXT_WORKING_DAY)


def test_the_deadline_seen_under_the_rules_of_2020() -> None:
    """30 October of the preceding year (weak); for 2020: 28.12.2020."""
    rule = kim.DeadlineRule(
        day_of_year=kim.YearlyDay(10, 30),
        years_after=-1,
        shift=kim.Shift.NONE,
        evidence=kim.Evidence.WEAK,
    )
    assert rule.for_year(2022).last_day == date(2021, 10, 30)
    assert rule.for_year(2022).evidence is kim.Evidence.WEAK
