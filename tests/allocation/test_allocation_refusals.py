"""What an allocation cannot be, whoever states it: pools, receivers, and what stands beside it."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.conversion import ConversionError

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
AGS = tuple(str(town.ags) for town in TOWNS)
POPULATION = nrw.population(KREIS)
DAY = date(2024, 3, 31)


def rule(**parts: Any) -> kim.AllocationRule:
    fields: dict[str, Any] = {"method": "sainte_lague", "step": "0.5"}
    return kim.AllocationRule(**fields | parts)


def move(giver: str, receiver: str, fte: str = "0.5") -> kim.Adjustment:
    return kim.Adjustment(giver=giver, receiver=receiver, fte=fte, reason="Verzicht")


@given(
    st.sampled_from(["4", "8", "11", "14", "40", "90"]),
    st.sampled_from(["0.5", "0.6", "1", "2"]),
    st.booleans(),
)
def test_what_is_explained_is_what_stands_there(total: str, least: str, agreed: bool) -> None:  # noqa: FBT001
    """Whether a pool of small shares was formed or not, and whether it receives by agreement."""
    threshold = kim.FundingThreshold(least=least, pool="gem")
    found = kim.allocate(total, TOWNS, POPULATION, rule(step="0.1", threshold=threshold))
    givers = [each for each in AGS if found.shares[each].fte >= kim.Fte("0.5")]
    if agreed and givers:
        found = found.adjust(move(givers[0], "gem"), new=("gem",))
    for recipient, share in found.shares.items():
        assert found.explain(recipient).verify() == share.fte
        wanted = share.fte if share.agreed is None else share.agreed
        assert found.explain_agreed(recipient).verify() == wanted
    assert found.derivation.verify() == found.total


STATED = kim.Allocation.from_stated(
    "8", {AGS[0]: "2", "süd": "1"}, rest="rest", municipalities=TOWNS
)
POOLED = kim.allocate(
    "14", TOWNS, POPULATION, rule(pools=(kim.Pool(id="süd", members=(AGS[2], AGS[7])),))
)


def test_nothing_lapses_where_no_rule_lets_it() -> None:
    data: Any = kim.to_data(STATED)
    data |= {"lapsed": "1"}
    data["shares"]["rest"]["fte"] = "4"
    with pytest.raises(ConversionError, match=r"^\$\.lapsed: .* is stated without a rule"):
        kim.from_data(data, kim.Allocation)


def test_who_is_in_a_pool_receives_by_the_pool_in_every_way() -> None:
    giver = AGS[6]
    with pytest.raises(kim.InvalidValueError, match=r"adjustments\[0\].receiver: .* pool süd"):
        POOLED.adjust(move(giver, AGS[2]))
    shares = {
        each: attrs.evolve(share, agreed=share.fte - kim.Fte("0.5" if each == giver else 0))
        for each, share in POOLED.shares.items()
    } | {AGS[2]: kim.Share(fte=0, agreed="0.5")}
    place = r"Allocation.adjustments\[0\].receiver: .* has its share in the pool süd"
    with pytest.raises(kim.InvalidValueError, match=place):
        attrs.evolve(POOLED, adjustments=(move(giver, AGS[2]),), added=(AGS[2],), shares=shares)


@pytest.mark.parametrize(
    ("pools", "place"),
    [
        (
            (kim.Pool(id="süd", members=(AGS[2],)), kim.Pool(id="süd", members=(AGS[3],))),
            r"stated_pools: 'süd' .* occurs twice",
        ),
        (
            (kim.Pool(id=AGS[0], members=(AGS[2],)),),
            r"stated_pools\[0\].id: .* is the AGS of a municipality",
        ),
        (
            (kim.Pool(id="süd", members=(AGS[2], "05111000")),),
            r"stated_pools\[0\].members\[1\]: .* is not one of the municipalities",
        ),
    ],
)
def test_stated_pools_are_checked_as_those_of_a_rule(
    pools: tuple[kim.Pool, ...], place: str
) -> None:
    with pytest.raises(kim.InvalidValueError, match=place):
        attrs.evolve(STATED, stated_pools=pools)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"previous": {"süd": "1"}}, "previous"),
        ({"tie_break": ["süd"]}, "tie_break"),
    ],
)
def test_what_says_nothing_about_stated_shares_is_refused(
    change: dict[str, Any], place: str
) -> None:
    data: Any = kim.to_data(STATED) | change
    with pytest.raises(ConversionError, match=rf"^\$\.{place}: "):
        kim.from_data(data, kim.Allocation)


def test_a_municipality_is_named_once() -> None:
    twice = (*TOWNS, TOWNS[0])
    with pytest.raises(kim.InvalidValueError, match=r"municipalities: .* occurs twice"):
        attrs.evolve(STATED, municipalities=twice)
    with pytest.raises(kim.InvalidValueError, match=r"municipalities: .* occurs twice"):
        kim.allocate("14", twice, POPULATION, rule())
