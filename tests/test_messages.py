"""Messages can be read: none lists every id of a large document."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest

import kim_model as kim
from kim_model import apportionment, nrw
from kim_model.errors import listed

IDS = tuple(f"record {n}" for n in range(20_000))
KREIS = kim.District(
    key="05162",
    name="Kreis",
    municipalities=tuple(
        kim.Municipality(ags=f"05162{n:03}", name=f"Ort {n}") for n in range(1000)
    ),
)
RATE = nrw.RATES.rates[0]
DAY = RATE.period.first_day
BOOK = kim.RateBook(tuple(attrs.evolve(RATE, item=each) for each in IDS[:2000]))
POSTS = tuple(kim.Position(id=each, role=kim.Role.COORDINATION, as_of=DAY) for each in IDS[:200])
SHEET = kim.year_sheet(
    kim.LocalProgramme(id="a", district=KREIS, positions=POSTS),
    2023,
    kim.FundingTerms(rates=BOOK),
    on=date(2023, 12, 31),
)


def referring() -> object:
    actors = tuple(kim.Actor(id=each, name=each, kind=kim.ActorKind.OTHER) for each in IDS)
    group = kim.SteeringGroup(id="group", name="Group", members=("nobody",))
    return kim.LocalProgramme(id="a", district=KREIS, actors=actors, steering_group=group)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: KREIS.municipality("Neuss"),
        lambda: kim.LocalProgramme(
            id="a",
            district=KREIS,
            rollouts=(kim.RollOut(municipality="05166004", state=kim.RollOutState.IMPLEMENTED),),
        ),
        lambda: BOOK.rate("post", on=DAY),
        lambda: kim.NoVacancy(position="nothing").apply(SHEET),
        lambda: apportionment.apportion(
            1, dict.fromkeys(IDS, 1), apportionment.Method.SAINTE_LAGUE
        ),
        referring,
    ],
)
def test_no_message_lists_all_there_is(ask: Callable[[], object]) -> None:
    with pytest.raises(kim.KimError, match=r" and \d+ more") as caught:
        ask()
    assert len(str(caught.value)) < 1000


def test_what_is_missing_is_listed_in_part() -> None:
    error = kim.MissingDataError("no count for", IDS)
    assert str(error).endswith("record 8, record 9 and 19990 more")
    assert error.missing == IDS


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (list("abcdefghij"), "a, b, c, d, e, f, g, h, i, j"),
        ([1] * 11, "1 more"),
    ],
)
def test_few_names_are_all_listed(names: list[object], said: str) -> None:
    assert listed(names).endswith(said)
