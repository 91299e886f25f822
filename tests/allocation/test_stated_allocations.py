"""What a source states: pools with an employer, who an id is, the rest; explained and compared."""

from datetime import date
from typing import Any

import pytest

import kim_model as kim
from kim_model import nrw
from kim_model.allocation import Cause
from kim_model.explain import Operation

KREIS = nrw.district("05334")
TOWNS = {town.short_name.split(" (")[0]: str(town.ags) for town in KREIS.municipalities}
ROETGEN, SIMMERATH, MONSCHAU = (TOWNS[name] for name in ("Roetgen", "Simmerath", "Monschau"))
SOURCE = kim.Citation(document="Bericht 2023")
SOUTH = kim.Pool(id="süd", members=(ROETGEN, SIMMERATH), employer=SIMMERATH)


def stated(**others: Any) -> kim.Allocation:
    """StädteRegion Aachen: two towns share half a post; a Träger has 1.5; the region the rest."""
    fields: dict[str, Any] = {
        "rest": "rest",
        "pools": [SOUTH],
        "names": {"rest": "StädteRegion", "sprungbrett": "SPRUNGbrett gGmbH"},
        "municipalities": KREIS.municipalities,
        "citation": SOURCE,
        "evidence": kim.Evidence.VERIFIED,
    }
    shares = {"süd": "0.5", "sprungbrett": "1.5", TOWNS["Würselen"]: "0.5"}
    return kim.Allocation.from_stated("12", shares, **fields | others)


def test_pools_and_names_are_kept() -> None:
    found = stated()
    assert found.pools == (SOUTH,)
    assert found.name("sprungbrett") == "SPRUNGbrett gGmbH"
    assert found.name("rest") == "StädteRegion"
    assert found.name(TOWNS["Würselen"]) == "Würselen"
    assert found.name("süd") == "süd"
    assert kim.from_json(kim.to_json(found), kim.Allocation) == found
    assert found.verify()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pools": [kim.Pool(id="x", members=(ROETGEN,))]}, r"stated_pools\[0\].id: .* no share"),
        (
            {"pools": [kim.Pool(id="süd", members=(ROETGEN, TOWNS["Würselen"]))]},
            r"stated_pools\[0\].members\[1\]: .* has a share of its own",
        ),
        (
            {"pools": [SOUTH, kim.Pool(id="sprungbrett", members=(ROETGEN,))]},
            "stated_pools: .* occurs twice as a municipality",
        ),
        ({"names": {"rest": " "}}, r"Allocation.names\['rest'\]: ' ' .* is blank"),
    ],
)
def test_pools_that_contradict_the_shares_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        stated(**change)


def test_who_is_in_a_pool_receives_by_the_pool() -> None:
    move = kim.Adjustment(giver="rest", receiver=ROETGEN, fte="0.5", reason="x")
    with pytest.raises(kim.InvalidValueError, match="has its share in the pool süd"):
        stated().adjust(move)
    with pytest.raises(kim.InvalidValueError, match=r"stated_pools: .* beside a rule"):
        kim.Allocation(
            total=1,
            shares={"süd": kim.Share(fte=1)},
            stated_pools=(SOUTH,),
            rule=kim.AllocationRule(method="dhondt", step=1),
        )


def test_a_named_receiver_needs_no_other_mention() -> None:
    named = stated(names={"caritas": "Caritasverband"})
    moves = [
        kim.Adjustment(giver="rest", receiver=receiver, fte="0.5", reason="Neuvergabe")
        for receiver in ("caritas", MONSCHAU)
    ]
    assert named.adjust(*moves).added == ("caritas", MONSCHAU)


def test_stated_shares_are_explained() -> None:
    """A stated one by its source, the rest by what all others leave, an added one by transfers."""
    agreed = stated().adjust(
        kim.Adjustment(giver="rest", receiver=MONSCHAU, fte="0.5", reason="Neuvergabe")
    )
    share = agreed.explain("süd")
    assert (share.citation, share.evidence) == (SOURCE, kim.Evidence.VERIFIED)
    rest = agreed.explain("rest")
    assert rest.operation is Operation.DIFFERENCE
    assert rest.verify() == kim.Fte("9.5")
    assert rest.evidence is kim.Evidence.DERIVED
    assert agreed.explain(MONSCHAU).citation is None
    for recipient, line in agreed.shares.items():
        assert agreed.explain(recipient).verify() == line.fte
        assert agreed.explain_agreed(recipient).verify() == line.agreed
    assert agreed.derivation.verify() == kim.Fte(12)


def test_stated_allocations_are_compared() -> None:
    """Nobody can say by which cause they differ but that another source states them."""
    later = stated(rest="region", pools=[])
    change = kim.compare_allocations(stated(), later)
    assert change.causes == (Cause.STATED,)
    assert change.difference == change.steps[0].difference
    assert (change.difference["rest"], change.difference["region"]) == (
        kim.Fte("-9.5"),
        kim.Fte("9.5"),
    )
    assert change.difference["süd"] == kim.Fte(0)
    rule = kim.AllocationRule(method="sainte_lague", step="0.5")
    computed = kim.allocate("12", KREIS.municipalities, nrw.population(KREIS), rule)
    for pair in ((stated(), computed), (computed, stated())):
        found = kim.compare_allocations(*pair)
        assert found.causes == (Cause.STATED,)
        assert sum(found.difference.values(), kim.Fte(0)) == kim.Fte(0)
    with pytest.raises(kim.InvalidValueError, match="order"):
        kim.compare_allocations(computed, computed, order=(Cause.STATED,))
    with pytest.raises(kim.InvalidValueError, match="order"):
        kim.compare_allocations(stated(), computed, order=(Cause.KEY,))


def test_stated_allocations_are_written_down() -> None:
    agreed = (
        stated()
        .adjust(agreed_on=date(2023, 6, 1))
        .adjust(
            kim.Adjustment(
                giver="rest",
                receiver="sprungbrett",
                fte="0.5",
                reason="Neuvergabe",
                agreed_on=date(2023, 9, 1),
            )
        )
    )
    text = kim.allocation_markdown(agreed, illustration=False)
    assert "| StädteRegion |" in text
    assert "| SPRUNGbrett gGmbH |" in text
    assert "Gepoolt als süd: Roetgen und Simmerath; Anstellungskommune: Simmerath." in text
    assert "Vereinbart wie aufgeteilt am 01.06.2023." in text
    assert "StädteRegion → SPRUNGbrett gGmbH: 0,5 VZÄ, vereinbart am 01.09.2023: Neuvergabe" in text
    english = kim.allocation_markdown(agreed, illustration=False, locale="en")
    assert "Pooled as süd: Roetgen and Simmerath; employer: Simmerath." in english
    assert "Agreed as allocated on 2023-06-01." in english


def test_kept_posts_and_pools_of_a_rule_are_written_with_their_employer() -> None:
    rule = kim.AllocationRule(
        method="sainte_lague",
        step="0.5",
        kept=(kim.KeptPosts(recipient="ki", fte="2"),),
        pools=(SOUTH,),
    )
    found = kim.allocate("12", KREIS.municipalities, nrw.population(KREIS), rule)
    text = kim.allocation_markdown(found, illustration=True)
    assert "Gepoolt als süd: Roetgen und Simmerath; Anstellungskommune: Simmerath." in text
    assert "ki behält 2 VZÄ." in text


# The yearly computation --------------------------------------------------------------------------


def counts(*, group: str | None, without: tuple[str, ...] = ()) -> kim.KeyFigures:
    return kim.KeyFigures(
        source="AZR",
        intended_date=date(2024, 3, 31),
        reference_date=date(2024, 3, 31),
        counts={
            str(town.ags): 1000 + 7**index
            for index, town in enumerate(KREIS.municipalities)
            if town.ags not in without
        },
        population_group=group,
    )


def due(key: kim.YearlyKey, *figures: kim.KeyFigures) -> kim.allocation.Recalculation:
    return key.recalculation(KREIS.municipalities, figures, on=date(2024, 4, 15))


def key(**others: Any) -> kim.YearlyKey:
    return kim.YearlyKey(
        id="k",
        role=kim.Role.CASE_MANAGEMENT,
        reference_day=kim.YearlyDay(3, 31),
        source="AZR",
        **others,
    )


def test_the_yearly_computation_waits_for_nobody_who_takes_no_part() -> None:
    """Who opted out of the rule needs no count: allocate asks for none either."""
    rule = kim.AllocationRule(method="sainte_lague", step="0.5", opted_out=(MONSCHAU,))
    figures = counts(group=None, without=(MONSCHAU,))
    assert due(key(rule=rule), figures).state.value == "possible"
    assert kim.allocate("12", KREIS.municipalities, figures, rule).verify()
    assert [each.ags for each in due(key(), figures).missing] == [MONSCHAU]
    nothing = due(key(rule=rule))
    assert MONSCHAU not in [each.ags for each in nothing.missing]
    assert len(nothing.missing) == len(KREIS.municipalities) - 1


@pytest.mark.parametrize(
    ("wanted", "counted", "state"),
    [
        ("Geflüchtete", "Geflüchtete", "possible"),
        ("Geflüchtete", "Bevölkerung", "waiting"),
        ("Geflüchtete", None, "possible"),
        (None, "Bevölkerung", "possible"),
        (None, None, "possible"),
    ],
)
def test_counts_of_another_group_are_not_what_is_waited_for(
    wanted: str | None, counted: str | None, state: str
) -> None:
    assert due(key(population_group=wanted), counts(group=counted)).state.value == state
