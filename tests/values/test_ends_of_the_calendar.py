"""On the first and last days that the calendar has, too, only errors of the library are raised."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import kim_model as kim
import money_strategies as some
import rooms
from kim_model import explain, nrw
from kim_model.testing._fields import Setting
from zwischenstand import PROGRAMME

_UP_TO_TWO_YEARS = st.integers(0, 800).map(timedelta)
EDGES = st.one_of(
    st.sampled_from([date.min, date.max]),
    _UP_TO_TWO_YEARS.map(lambda days: date.min + days),
    _UP_TO_TWO_YEARS.map(lambda days: date.max - days),
)
YEARS = st.sampled_from([-1, 0, 1, 2, 1949, 1995, 4099, 4100, 9998, 9999, 10_000, 10**30])
SETTING = Setting(dated=EDGES)
DAYS = (date, kim.Period, kim.ClosedPeriod, kim.YearlyDay, kim.DeadlineRule, kim.Deadline)


def holds_days(annotation: Any) -> bool:
    if annotation in DAYS:
        return True
    return any(holds_days(each) for each in get_args(annotation))


KINDS = sorted(
    (
        kind
        for kind in rooms.handed_on()
        if kind not in {kim.LocalProgramme, kim.StatusReport}  # see below
        and "apportionment" not in kind.__module__
        and any(holds_days(each) for each in get_type_hints(kind, include_extras=True).values())
    ),
    key=lambda kind: kind.__name__,
)


def arguments(function: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]] | None:
    """Return the days, periods and years that a function asks for; None if it asks for more."""
    hints = get_type_hints(function, include_extras=True)
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for name, each in inspect.signature(function).parameters.items():
        hint = hints.get(name)
        plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        if plain is int:
            drawn[name] = YEARS
        elif holds_days(plain) and not hasattr(get_origin(plain), "__iter__"):
            drawn[name] = SETTING.values(plain)
        elif each.default is each.empty:
            return None
    return st.fixed_dictionaries(drawn)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=12)
@given(data=st.data())
def test_records_of_the_first_and_last_days_answer_or_refuse(
    kind: type[Any], data: st.DataObject
) -> None:
    """Every property, and every method that asks for days, periods or years alone."""
    with suppress(kim.KimError):  # some cannot be on such days
        record = data.draw(SETTING.values(kind))
        for name in (each for each in dir(kind) if each[0] != "_"):
            found = inspect.getattr_static(kind, name)
            with suppress(kim.KimError):
                if isinstance(found, property):
                    getattr(record, name)
                elif inspect.isfunction(found) or isinstance(found, classmethod):
                    bound = getattr(record, name)
                    if (asked := arguments(bound)) is not None:
                        bound(**data.draw(asked))


@settings(max_examples=15)
@given(SETTING.values(kim.Period), some.part_year_rules, EDGES, YEARS)
def test_functions_answer_or_refuse_on_the_first_and_last_days(
    period: kim.Period, rule: kim.PartYearRule, day: date, year: int
) -> None:
    rate = attrs.evolve(some.terms().rates.rates[0], period=kim.Period(date.min))
    terms = kim.FundingTerms(
        rates=kim.RateBook((rate,)), part_year=rule, rounding=kim.Rounding.CENT_DOWN
    )
    position = kim.Position(
        id="p",
        role=kim.Role.CASE_MANAGEMENT,
        fte="1",
        established=kim.Period(date.min),
        staffing=(
            kim.Staffing(fte="1", period=period),
            kim.Staffing(fte="1", period=kim.Period(day)),
        ),
    )
    contract = kim.SubGrant(
        id="w",
        grant="g",
        receiver="t",
        period=period,
        fte="1",
        ceiling_per_fte="55000",
        top_up_per_fte="5000",
        top_up=kim.TopUp.PER_POST,
    )
    cost = explain.given("actual_cost", kim.Euro(50_000))
    programme = attrs.evolve(PROGRAMME, positions=(position,))
    calls: list[Callable[[], object]] = [
        lambda: kim.year_sheet(
            programme, year, terms, on=day, year_end=nrw.YEAR_END_BY_ANALOGY
        ).to_markdown(),
        lambda: kim.pass_on(contract, actual_cost=cost, part_year=rule, rounding=terms.rounding),
        lambda: kim.FinancePlan(id="p", period=period, revenues=(), expenses=()).years,
        lambda: explain.part_of_year("time", period, rule),
        lambda: nrw.RATES.carried_forward(on=day, to=period, known_on=day),
        lambda: nrw.holidays(year),
        lambda: kim.status_report(programme, on=day).to_markdown(),
        lambda: kim.findings(programme, on=day),
    ]
    for call in calls:
        with suppress(kim.KimError):
            call()
