"""The limit of change: what a recipient had before is told by who its members are."""

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.allocation._proof import prove
from kim_model.allocation._sharing import Sharing
from kim_model.errors import VerificationError

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
PLACES = [str(town.ags) for town in TOWNS]
POPULATION = nrw.population(KREIS)
HALVES = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
JUECHEN, NEUSS, ROMMERSKIRCHEN = "05162012", "05162024", "05162028"


def of_pool(name: str, *members: str) -> tuple[kim.Pool, ...]:
    return (kim.Pool(id=name, members=members),)


def test_a_pool_is_its_members_and_not_its_id() -> None:
    """Jüchen had its share with Rommerskirchen: what it would have of that is not known.

    So a pool with Neuss, by the same id, is free; one with both is not, by any id.
    """
    first = attrs.evolve(HALVES, pools=of_pool("süd", JUECHEN, ROMMERSKIRCHEN))
    earlier = kim.allocate("14", TOWNS, POPULATION, first)
    assert earlier.shares["süd"].fte == kim.Fte(1)
    other = attrs.evolve(HALVES, pools=of_pool("süd", JUECHEN, NEUSS))
    free = kim.allocate("14", TOWNS, POPULATION, other)
    limited = attrs.evolve(other, most_change="0.5")
    later = kim.allocate("14", TOWNS, POPULATION, limited, previous=earlier)
    assert later.shares["süd"] == free.shares["süd"]
    assert later.verify()
    larger = of_pool("neu", ROMMERSKIRCHEN, NEUSS, JUECHEN)
    limited = attrs.evolve(HALVES, pools=larger, most_change="0.5")
    later = kim.allocate("17", TOWNS, POPULATION, limited, previous=earlier)
    had = earlier.shares["süd"].fte + earlier.shares[NEUSS].fte
    assert later.shares["neu"].fte == had + kim.Fte("0.5")
    assert later.verify()
    assert kim.from_json(kim.to_json(later), kim.Allocation) == later
    with pytest.raises(kim.InvalidValueError, match=r"shares\['neu'\].fte: .* does not follow"):
        attrs.evolve(later, previous_pools=())


def test_a_stated_pool_with_the_id_of_a_town_is_not_that_town() -> None:
    pools = of_pool(NEUSS, JUECHEN, ROMMERSKIRCHEN)
    earlier = kim.Allocation.from_stated("1", {NEUSS: "1"}, pools=pools)
    free = kim.allocate("14", TOWNS, POPULATION, HALVES)
    rule = attrs.evolve(HALVES, most_change="0.5")
    later = kim.allocate("14", TOWNS, POPULATION, rule, previous=earlier)
    assert later.shares == free.shares
    assert later.verify()


@pytest.mark.parametrize(
    "part",
    [
        {"kept": (kim.KeptPosts(recipient="süd", fte="1"),)},
        {"threshold": kim.FundingThreshold(least="1", pool="süd")},
    ],
)
def test_what_else_had_the_id_of_a_pool_does_not_bind_it(part: dict[str, Any]) -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, attrs.evolve(HALVES, **part))
    pools = of_pool("süd", JUECHEN, NEUSS)
    rule = attrs.evolve(HALVES, pools=pools, most_change="0.5")
    later = kim.allocate("14", TOWNS, POPULATION, rule, previous=earlier)
    had = earlier.shares[JUECHEN].fte + earlier.shares[NEUSS].fte
    assert abs((later.shares["süd"].fte - had).value) <= Fraction(1, 2)
    assert later.verify()


@st.composite
def rules(draw: st.DrawFn) -> kim.AllocationRule:
    """Draw rules with up to three pools, in halves or unrounded."""
    towns, names = draw(st.permutations(PLACES)), draw(st.permutations(["a", "b", "c"]))
    sizes = draw(st.lists(st.integers(1, 3), max_size=2))
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    out = draw(st.integers(0, 1))
    return kim.AllocationRule(
        method="sainte_lague",
        step=draw(st.sampled_from([None, kim.Fte("0.5")])),
        guarantee=kim.Fte("0.5") * draw(st.integers(0, 2)),
        flat_share=kim.Fte("0.5") * draw(st.integers(0, 2)),
        maximum=draw(st.none() | st.just(kim.Fte(25))),
        kept=(kim.KeptPosts(recipient=names[2], fte="1"),) if draw(st.booleans()) else (),
        pools=tuple(
            kim.Pool(id=name, members=tuple(towns[start : start + size]))
            for name, start, size in zip(names, starts, sizes, strict=False)
        ),
        opted_out=tuple(towns[len(towns) - out :]),
    )


@given(rules(), rules(), st.integers(0, 4))
def test_no_share_differs_more_than_allowed_from_what_its_towns_had(
    first: kim.AllocationRule, second: kim.AllocationRule, change: int
) -> None:
    """Whoever is in which pool before and after, whatever it is called.

    Town by town: who shares with whom before is known; towns that shared with none but those who
    share now had together what all of them had.
    """
    limit = kim.Fte("0.5") * change
    rule = attrs.evolve(second, most_change=limit)
    try:
        earlier = kim.allocate("60", TOWNS, POPULATION, first, tie_break=_everyone(first))
        later = kim.allocate(
            "60", TOWNS, POPULATION, rule, previous=earlier, tie_break=_everyone(rule)
        )
    except kim.InvalidValueError:  # the bounds leave no room for the total
        assume(False)  # noqa: FBT003
        raise
    assert later.verify()
    groups = [{*pool.members} for pool in first.pools]
    for recipient, share in later.shares.items():
        towns = next(({*pool.members} for pool in rule.pools if pool.id == recipient), {recipient})
        known = towns <= {*PLACES} - {*first.opted_out}
        if not known or any(towns & group and not group <= towns for group in groups):
            continue
        had = kim.Fte(0)
        for name, before in earlier.shares.items():
            served = next(({*p.members} for p in first.pools if p.id == name), {name})
            had += before.fte if served <= towns else kim.Fte(0)
        least, most = max(rule.guarantee, rule.flat_share), rule.maximum
        assert share.fte <= max(had + limit, least)
        assert share.fte >= had - limit or share.fte == most


def _everyone(rule: kim.AllocationRule) -> tuple[str, ...]:
    return (*(pool.id for pool in rule.pools), *PLACES)


def test_a_proof_finds_a_share_that_changed_too_much() -> None:
    """Other code than limits the shares reads who had what off each municipality."""
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    rule = attrs.evolve(HALVES, most_change="0.5")
    later = kim.allocate("14", TOWNS, POPULATION, rule, previous=earlier)
    question = Sharing(later.total, TOWNS, POPULATION, rule, later.previous, (), None)
    prove(question, later.shares, later.lapsed)
    question.previous = {ags: kim.Fte(3) for ags in PLACES}
    with pytest.raises(VerificationError, match=r"differ by more than 0.5 VZÄ from the 3 VZÄ"):
        prove(question, later.shares, later.lapsed)


@pytest.mark.parametrize(
    ("pools", "message"),
    [
        (of_pool("süd", JUECHEN), r"previous_pools\[0\]\.id: 'süd' .* has no share"),
        (of_pool("rest", JUECHEN), r"previous_pools\[0\]\.members\[0\]: .* a share of its own"),
    ],
)
def test_previous_pools_are_those_that_had_a_share(
    pools: tuple[kim.Pool, ...], message: str
) -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    later = kim.allocate("14", TOWNS, POPULATION, HALVES, previous=earlier)
    assert later.previous is not None
    with pytest.raises(kim.InvalidValueError, match=message):
        attrs.evolve(later, previous={**later.previous, "rest": kim.Fte(1)}, previous_pools=pools)
