"""What an allocation cannot be, whoever states it: pools, receivers, and what stands beside it."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.apportionment import Method
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
    [({"previous": {"süd": "1"}}, "previous"), ({"tie_break": ["süd"]}, "tie_break")],
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


@pytest.mark.parametrize("method", [each.value for each in Method])
def test_a_share_of_any_number_of_steps_is_explained(method: str) -> None:
    found = kim.allocate(10**20, TOWNS, POPULATION, rule(method=method, step="0.5"))
    for recipient, share in found.shares.items():
        assert found.explain(recipient).verify() == share.fte


@pytest.mark.parametrize(
    ("counts", "out", "possible"),
    [
        (dict.fromkeys(AGS, 5), (), True),
        (dict.fromkeys((*AGS, "05111000"), 5), (), False),
        (dict.fromkeys(AGS, 0), (), False),
        (dict.fromkeys(AGS[1:], 5), (), False),
        (dict.fromkeys(AGS[1:], 5), AGS[:1], True),
        (dict.fromkeys(AGS, 5), AGS[:1], True),
        ({}, AGS, False),
        ({AGS[0]: 5} | dict.fromkeys(AGS[1:], 0), AGS[:1], False),
    ],
)
def test_shares_can_be_computed_where_allocate_takes_the_counts(
    counts: dict[str, int],
    out: tuple[str, ...],
    possible: bool,  # noqa: FBT001 - a parameter
) -> None:
    figures = kim.KeyFigures(source="AZR", intended_date=DAY, reference_date=DAY, counts=counts)
    yearly = kim.YearlyKey(
        id="k",
        role=kim.Role.CASE_MANAGEMENT,
        reference_day=kim.YearlyDay(3, 31),
        source="AZR",
        rule=rule(step=None, opted_out=out),
    )
    due = yearly.recalculation(TOWNS, [figures], on=date(2024, 4, 15))
    assert (due.state.value == "possible") is possible
    try:
        kim.allocate("14", TOWNS, figures, rule(step=None, opted_out=out))
        taken = True
    except (kim.InvalidValueError, kim.MissingDataError):
        taken = False
    assert taken is possible


def test_nothing_to_compute_from_is_not_possible() -> None:
    everyone = rule(opted_out=AGS)
    yearly = kim.YearlyKey(
        id="k",
        role=kim.Role.CASE_MANAGEMENT,
        reference_day=kim.YearlyDay(3, 31),
        source="AZR",
        rule=everyone,
    )
    assert yearly.recalculation(TOWNS, [], on=date(2024, 4, 15)).state.value == "waiting"


COMPUTED = kim.allocate("14", TOWNS, POPULATION, rule(guarantee="0.5"))
HALF = kim.WeightedFigures(figures=POPULATION, weight="0.5")
WEIGHTED = kim.allocate("14", TOWNS, kim.WeightedKey(parts=(HALF, HALF)), rule())


def changed(data: Any, *path: Any) -> Any:
    """Change the data of a document at a path; the last part is the new value, or what to lose."""
    *way, last, value = path
    place = data
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("allocation", "change", "path"),
    [
        (COMPUTED, ("figures", "counts", "05111000", 3), ".figures.counts['05111000']"),
        (COMPUTED, ("figures", "counts", AGS[0], None), ".figures"),
        (COMPUTED, ("rule", "opted_out", ["05111000"]), ".rule.opted_out[0]"),
        (
            COMPUTED,
            ("rule", "pools", [{"id": "q", "members": ["05111000"]}]),
            ".rule.pools[0].members[0]",
        ),
        (COMPUTED, ("rule", "pools", [{"id": AGS[0], "members": [AGS[0]]}]), ".rule.pools[0].id"),
        (COMPUTED, ("rule", "kept", [{"recipient": AGS[0], "fte": 1}]), ".rule.kept[0].recipient"),
        (
            WEIGHTED,
            ("figures", "parts", 1, "figures", "counts", "05111000", 3),
            ".figures.parts[1].figures.counts['05111000']",
        ),
        (
            WEIGHTED,
            ("figures", "parts", 1, "figures", "counts", dict.fromkeys(AGS, 0)),
            ".figures.parts[1].figures.counts",
        ),
        (WEIGHTED, ("figures", "parts", 1, "figures", "counts", AGS[0], None), ".figures"),
    ],
)
def test_what_is_wrong_with_an_input_stands_at_its_path(
    allocation: kim.Allocation, change: tuple[Any, ...], path: str
) -> None:
    data: Any = json.loads(kim.to_json(allocation))
    if allocation is WEIGHTED:
        changed(data, "figures", "kind", "weighted_key")
    with pytest.raises(ConversionError) as caught:
        kim.from_data(changed(data, *change), kim.Allocation)
    assert [each.path for each in caught.value.problems] == [f"${path}"]


def test_a_step_that_lacks_counts_asks_for_another_order() -> None:
    """A town that opted out had no count; it takes part by the rule before it has one."""
    some = attrs.evolve(POPULATION, counts={each: POPULATION.counts[each] for each in AGS[1:]})
    earlier = kim.allocate("14", TOWNS, some, rule(opted_out=AGS[:1]))
    later = kim.allocate("14", TOWNS, POPULATION, rule())
    with pytest.raises(kim.InvalidValueError, match="state another order"):
        kim.compare_allocations(earlier, later)
    found = kim.compare_allocations(earlier, later, [kim.Cause.KEY])
    assert sum(found.difference.values(), kim.Fte(0)) == kim.Fte(0)


def test_earlier_shares_are_not_negative() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"previous\['a'\]: .* is below 0"):
        attrs.evolve(COMPUTED, previous={"a": kim.Fte(-1)})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: kim.Allocation.from_stated("1", {"a": "2"}, rest="r"),
            "total: Fte('1') (Fte) is less than the shares have together, 2; correct one of them",
        ),
        (
            lambda: kim.Allocation.from_stated("1", {"a": "2"}),
            "total: Fte('1') (Fte) is less than the shares have together, 2; correct one of them",
        ),
        (
            lambda: kim.Allocation.from_stated("3", {"a": "2"}),
            "total: Fte('3') (Fte) is not the sum of the shares, 2; name a line for the rest",
        ),
        (
            lambda: kim.Allocation.from_stated("1", {"a": "-2"}, rest="r"),
            "shares['a']: Fte('-2') (Fte) is below 0; write the VZÄ as a positive number",
        ),
        (
            lambda: rule(opted_out=(AGS[0], AGS[0])),
            "AllocationRule.opted_out: '05162004' (Ags) occurs twice",
        ),
        (
            lambda: POPULATION.weights(()),
            "counts['05162004']: '05162004' (Ags) is not one of the municipalities (none)",
        ),
    ],
)
def test_a_message_says_what_is_to_be_changed(make: Any, message: str) -> None:
    with pytest.raises(kim.InvalidValueError) as caught:
        make()
    assert str(caught.value).startswith(message)


LONG = kim.Fte("9" * 3900)


@pytest.mark.parametrize(
    "make",
    [
        lambda: kim.Allocation.from_stated("1", {"a": LONG}, rest="r"),
        lambda: kim.allocate("14", TOWNS, POPULATION, rule(step=None, guarantee=LONG)),
        lambda: kim.allocate("14", TOWNS, POPULATION, rule(step=LONG)),
        lambda: rule(guarantee=LONG, maximum="1"),
        lambda: attrs.evolve(COMPUTED, lapsed=LONG),
        lambda: attrs.evolve(STATED, total=LONG),
        lambda: attrs.evolve(COMPUTED.explain(AGS[0]), value=LONG).verify(),
    ],
)
def test_no_message_is_of_thousands_of_digits(make: Any) -> None:
    with pytest.raises(kim.KimError) as caught:
        make()
    assert len(str(caught.value)) < 400
