"""The rules found in practice, each expressed, and the published shares replayed."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.allocation._sharing import fill
from kim_model.apportionment import TieError

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
POPULATION = nrw.population(KREIS)
DAY = date(2024, 3, 31)
HALVES = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")


def figures(counts: dict[str, int]) -> kim.KeyFigures:
    return kim.KeyFigures(source="AZR", intended_date=DAY, reference_date=DAY, counts=counts)


def total(allocation: kim.Allocation) -> kim.Fte:
    return sum((share.fte for share in allocation.shares.values()), allocation.lapsed)


@st.composite
def rules(draw: st.DrawFn) -> kim.AllocationRule:
    """Draw rules with any combination of parts for the eight towns of the Rhein-Kreis Neuss."""
    step = draw(st.sampled_from([None, kim.Fte("0.5"), kim.Fte("0.1"), kim.Fte("0.01")]))
    unit = step or kim.Fte("0.5")
    keys = draw(st.permutations([town.ags for town in TOWNS]))
    pooled, out = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    guarantee, base = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    room = draw(st.none() | st.integers(10, 40))
    return kim.AllocationRule(
        method=draw(st.sampled_from(["largest_remainder", "sainte_lague", "dhondt"])),
        step=step,
        guarantee=unit * guarantee,
        flat_share=unit * base,
        maximum=None if room is None else unit * (max(guarantee, base) + room),
        kept=draw(st.sampled_from([(), (kim.KeptPosts(recipient="ki", fte="1"),)])),
        pools=(kim.Pool(id="pool", members=tuple(keys[:pooled])),) if pooled else (),
        opted_out=tuple(keys[pooled : pooled + out]),
        threshold=draw(
            st.sampled_from(
                [
                    None,
                    kim.FundingThreshold(least="0.5"),
                    kim.FundingThreshold(least="0.5", pool="rest"),
                ]
            )
        ),
    )


@given(rules(), st.integers(40, 200), st.lists(st.integers(1, 10**6), min_size=8, max_size=8))
def test_whatever_the_rule_everything_adds_up(
    rule: kim.AllocationRule, halves: int, counts: list[int]
) -> None:
    """Shares, kept posts and what lapses sum to the total; ideal shares do; all can be verified."""
    key = figures({town.ags: count for town, count in zip(TOWNS, counts, strict=True)})
    try:
        allocation = kim.allocate(kim.Fte("0.5") * halves, TOWNS, key, rule)
    except (TieError, kim.InvalidValueError):  # ties and colliding bounds have tests of their own
        assume(False)  # noqa: FBT003
        raise
    assert total(allocation) == allocation.total
    ideals = [share.ideal for share in allocation.shares.values() if share.ideal is not None]
    assert sum(ideals, kim.Fte(0)) == allocation.total
    assert allocation.verify()
    assert allocation.derivation.verify() == allocation.total
    for recipient, share in allocation.shares.items():
        assert allocation.explain(recipient).verify() == share.fte
    assert not set(rule.opted_out) & set(allocation.shares)


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 50), st.integers(0, 50)),
        min_size=1,
        max_size=6,
    ),
    st.fractions(0, 1, max_denominator=20),
)
def test_unrounded_shares_are_the_median_of_bounds_and_proportion(
    parts: list[tuple[int, int, int]], place: Fraction
) -> None:
    """One level fits all: each amount is its weight times the level, within its bounds."""
    weights = [Fraction(weight, 7) for weight, _, _ in parts]
    bounds = [(Fraction(low, 3), Fraction(low + more, 3)) for _, low, more in parts]
    lowest = sum(low for low, _ in bounds)
    highest = sum(
        high if weight else low for weight, (low, high) in zip(weights, bounds, strict=True)
    )
    amounts = fill(lowest + (highest - lowest) * place, weights, bounds)
    assert sum(amounts) == lowest + (highest - lowest) * place
    free = [
        amount / weight
        for amount, weight, (low, high) in zip(amounts, weights, bounds, strict=True)
        if weight and low < amount < high
    ]
    assert len(set(free)) <= 1
    for amount, weight, (low, high) in zip(amounts, weights, bounds, strict=True):
        assert low <= amount <= high
        if weight and free and amount == low < high:
            assert amount / weight >= free[0]
        if weight and free and low < amount == high:
            assert amount / weight <= free[0]


def test_two_decimals_and_no_rounding() -> None:
    """Two-decimal shares (Unna) and unrounded ones (Steinfurt) both add up."""
    hundredths = kim.AllocationRule(method="largest_remainder", step="0.01")
    exact = kim.AllocationRule(method="largest_remainder", step=None)
    shares = kim.allocate("8", TOWNS, POPULATION, hundredths).shares
    assert all(abs(each.difference or kim.Fte(0)) < kim.Fte("0.01") for each in shares.values())
    unrounded = kim.allocate("8", TOWNS, POPULATION, exact)
    assert all(each.fte == each.ideal for each in unrounded.shares.values())
    assert unrounded.apportionment is None
    assert total(unrounded) == kim.Fte(8)


def test_sockel_and_key() -> None:
    """A Sockel of at least 1.0 per municipality (Gütersloh, weak), the rest by key."""
    rule = kim.AllocationRule(method="sainte_lague", step="0.5", flat_share="1")
    allocation = kim.allocate("14", TOWNS, POPULATION, rule)
    assert min(each.fte for each in allocation.shares.values()) == kim.Fte(1)
    by_key = kim.allocate("6", TOWNS, POPULATION, attrs.evolve(rule, flat_share="0"))
    for ags, share in allocation.shares.items():
        assert share.fte == kim.Fte(1) + by_key.shares[ags].fte
        assert share.ideal == kim.Fte(1) + (by_key.shares[ags].ideal or kim.Fte(0))


def test_three_pooled_regions_and_posts_at_the_ki() -> None:
    """Three pooled regions with an employer each, 6 of 12 posts at the KI (Coesfeld)."""
    kreis = nrw.district("Coesfeld")
    towns = [town.ags for town in kreis.municipalities]
    regions = {"nord": towns[:4], "mitte": towns[4:8], "süd": towns[8:]}
    rule = kim.AllocationRule(
        method="sainte_lague",
        step="0.5",
        kept=(kim.KeptPosts(recipient="ki", fte="6"),),
        pools=tuple(
            kim.Pool(id=name, members=tuple(members), employer=members[0])
            for name, members in regions.items()
        ),
    )
    allocation = kim.allocate("12", kreis.municipalities, nrw.population(kreis), rule)
    assert list(allocation.shares) == ["nord", "mitte", "süd", "ki"]
    assert allocation.shares["ki"].fte == kim.Fte(6)
    inside = allocation.split("nord")
    assert sum(inside.values(), kim.Fte(0)) == allocation.shares["nord"].fte
    counts = nrw.population(kreis).counts
    assert inside[towns[0]] / inside[towns[1]] == Fraction(counts[towns[0]], counts[towns[1]])
    with pytest.raises(kim.NotFoundError, match="there is nord, mitte, süd"):
        allocation.split("west")


def test_eligibility_limit_lapses_or_pools() -> None:
    """Shares below 0.5 VZÄ are not eligible (Kamen 141/2021); that is no guarantee of 0.5."""
    rule = kim.AllocationRule(
        method="largest_remainder", step="0.01", threshold=kim.FundingThreshold(least="0.5")
    )
    lapsing = kim.allocate("8", TOWNS, POPULATION, rule)
    below = ["05162012", "05162028"]  # Jüchen 0.42, Rommerskirchen 0.24
    assert [ags for ags, share in lapsing.shares.items() if not share.fte] == below
    assert lapsing.lapsed == kim.Fte("0.66")
    limit = kim.FundingThreshold(least="0.5", pool="rest")
    pooling = kim.allocate("8", TOWNS, POPULATION, attrs.evolve(rule, threshold=limit))
    assert pooling.shares["rest"].fte == kim.Fte("0.66")
    assert pooling.lapsed == kim.Fte(0)
    assert total(lapsing) == total(pooling) == kim.Fte(8)


def test_towns_that_opt_out_get_nothing_and_weigh_nothing() -> None:
    rule = attrs.evolve(HALVES, opted_out=(TOWNS[6].ags,))
    allocation = kim.allocate("9", TOWNS, POPULATION, rule)
    assert TOWNS[6].ags not in allocation.shares
    others = [town for town in TOWNS if town is not TOWNS[6]]
    counts = {str(town.ags): POPULATION.counts[town.ags] for town in others}
    alone = kim.allocate("9", others, figures(counts), HALVES)
    assert {a: s.fte for a, s in allocation.shares.items()} == {
        a: s.fte for a, s in alone.shares.items()
    }


def test_maximum() -> None:
    rule = attrs.evolve(HALVES, maximum="3")
    allocation = kim.allocate("14", TOWNS, POPULATION, rule)
    assert allocation.shares["05162024"].fte == kim.Fte(3)
    with pytest.raises(kim.InvalidValueError, match=r"total: .* allow together, 4 to 24 VZÄ"):
        kim.allocate("24.5", TOWNS, POPULATION, rule)


def test_weighted_key() -> None:
    """60 % population, 40 % another figure: the parts of the key are exact."""
    other = figures({town.ags: 10 + index for index, town in enumerate(TOWNS)})
    key = kim.WeightedKey(
        parts=(
            kim.WeightedFigures(figures=POPULATION, weight="0.6"),
            kim.WeightedFigures(figures=other, weight="0.4"),
        )
    )
    allocation = kim.allocate("14", TOWNS, key, HALVES)
    first = TOWNS[0].ags
    part = Fraction(6, 10) * Fraction(65_147, 457_264) + Fraction(4, 10) * Fraction(10, 108)
    assert allocation.shares[first].ideal == kim.Fte(14 * part)
    assert allocation.explain(first).verify() == allocation.shares[first].fte
    with pytest.raises(kim.InvalidValueError, match="sum to 3/5, not to 1"):
        kim.WeightedKey(parts=key.parts[:1])


def test_a_tie_is_decided_by_a_given_order_and_recorded() -> None:
    counts = figures({town.ags: 100 for town in TOWNS})
    with pytest.raises(TieError):
        kim.allocate("14.5", TOWNS, counts, HALVES)
    lot = tuple(town.ags for town in reversed(TOWNS))
    allocation = kim.allocate("14.5", TOWNS, counts, HALVES, tie_break=lot)
    winners = [ags for ags, share in allocation.shares.items() if share.fte == kim.Fte(2)]
    assert winners == list(reversed(lot[:5]))
    assert allocation.apportionment is not None
    assert allocation.apportionment.ties
    assert allocation.verify()
    with pytest.raises(kim.InvalidValueError, match=r"tie_break\[0\]"):
        kim.allocate("14.5", TOWNS, counts, HALVES, tie_break=("Neuss",))


def test_unna_2021() -> None:
    """Kreis Unna, "Mittelkreis" 2021: 8.0 posts; Bergkamen 1.19 → 1.0, Kamen 0.85 → 1.0, Bönen
    0.38 → 0.5; Lünen waives the missing share. What the others have no source names.
    """
    bergkamen, kamen, boenen = "05978004", "05978020", "05978008"
    computed = kim.Allocation.from_stated(
        "8",
        {bergkamen: "1.19", kamen: "0.85", boenen: "0.38"},
        rest="übrige Kommunen mit Lünen",
        evidence=kim.Evidence.VERIFIED,
    )
    named = [computed.shares[ags].fte for ags in (bergkamen, kamen, boenen)]
    assert sum(named, kim.Fte(0)) == kim.Fte("2.42")
    agreed = computed.adjust(
        kim.Adjustment(giver=bergkamen, receiver=kamen, fte="0.15", reason="Pool Mittelkreis"),
        kim.Adjustment(giver=bergkamen, receiver=boenen, fte="0.04", reason="Pool Mittelkreis"),
        kim.Adjustment(
            giver="übrige Kommunen mit Lünen",
            receiver=boenen,
            fte="0.08",
            reason="Lünen verzichtet auf den fehlenden Anteil",
        ),
    )
    assert [agreed.shares[ags].agreed for ags in (bergkamen, kamen, boenen)] == [
        kim.Fte("1"),
        kim.Fte("1"),
        kim.Fte("0.5"),
    ]
    assert agreed.shares[bergkamen].fte == kim.Fte("1.19")
    assert agreed.explain_agreed(boenen).verify() == kim.Fte("0.5")
    assert sum((s.agreed for s in agreed.shares.values() if s.agreed), kim.Fte(0)) == kim.Fte(8)
    assert agreed.verify()


def test_staedteregion_aachen_2023() -> None:
    """StädteRegion Aachen 2023: 12 posts, six of them for municipalities and Träger; 2.5 could not
    be filled and were given out anew: 0.5 to Monschau, the rest to whom no source names.
    """
    kreis = nrw.district("05334")
    ags = {town.short_name.split(" (")[0]: str(town.ags) for town in kreis.municipalities}
    unfilled = {ags["Alsdorf"]: "0.5", ags["Eschweiler"]: "1", ags["Stolberg"]: "1"}
    stated = kim.Allocation.from_stated(
        "12",
        {
            "Roetgen und Simmerath (Caritas)": "0.5",
            ags["Herzogenrath"]: "0.5",
            ags["Baesweiler"]: "0.5",
            "SPRUNGbrett": "1.5",
            ags["Würselen"]: "0.5",
            **unfilled,
        },
        rest="StädteRegion",
    )
    assert stated.shares["StädteRegion"].fte == kim.Fte(6)
    returned = [
        kim.Adjustment(giver=town, receiver="neu zu vergeben", fte=fte, reason="nicht besetzbar")
        for town, fte in unfilled.items()
    ]
    agreed = stated.adjust(
        *returned,
        kim.Adjustment(
            giver="neu zu vergeben", receiver=ags["Monschau"], fte="0.5", reason="Neuvergabe"
        ),
        new=("neu zu vergeben", ags["Monschau"]),
    )
    assert agreed.shares[ags["Monschau"]].agreed == kim.Fte("0.5")
    assert agreed.shares["neu zu vergeben"].agreed == kim.Fte(2)
    assert {agreed.shares[town].agreed for town in unfilled} == {kim.Fte(0)}
    assert agreed.verify()
    amounts = kim.split(
        kim.Euro(684_000), {r: s.agreed.value for r, s in agreed.shares.items() if s.agreed}
    )
    assert amounts["SPRUNGbrett"] == kim.Euro(85_500)
    assert sum(amounts.values(), kim.Euro(0)) == kim.Euro(684_000)


def test_what_cannot_be_agreed() -> None:
    stated = kim.Allocation.from_stated("2", {"a": "1.5", "b": "0.5"})
    for giver, receiver, place in (
        ("b", "a", r"adjustments\[0\].fte: .*exceeds what b has, 0.5 VZÄ"),
        ("nobody", "a", r"adjustments\[0\].giver: .*is not one of a, b"),
        ("a", "c", r"adjustments\[0\].receiver: .*not one of the recipients a, b.*name it as new"),
    ):
        with pytest.raises(kim.InvalidValueError, match=place):
            stated.adjust(
                kim.Adjustment(giver=giver, receiver=receiver, fte="1", reason="Verzicht")
            )
    with pytest.raises(kim.InvalidValueError, match=r"Adjustment\.receiver"):
        kim.Adjustment(giver="a", receiver="a", fte="1", reason="Verzicht")
    with pytest.raises(kim.InvalidValueError, match="name a line for the rest"):
        kim.Allocation.from_stated("2", {"a": "1.5"})
    with pytest.raises(kim.InvalidValueError, match=r"less than the shares have together, 1.5"):
        kim.Allocation.from_stated("1", {"a": "1.5"}, rest="b")


def test_agreed_as_computed() -> None:
    agreed = kim.allocate("14", TOWNS, POPULATION, HALVES).adjust()
    assert all(share.agreed == share.fte for share in agreed.shares.values())
    assert agreed.verify()


def test_an_adjustment_changed_afterwards_is_refused() -> None:
    agreed = kim.Allocation.from_stated("2", {"a": "1.5", "b": "0.5"}).adjust(
        kim.Adjustment(giver="a", receiver="b", fte="0.5", reason="Verzicht")
    )
    with pytest.raises(kim.InvalidValueError, match="'a'"):
        attrs.evolve(agreed, adjustments=())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"maximum": "0.5", "flat_share": "1"}, "AllocationRule.maximum: .* is below"),
        ({"flat_share": "0.75"}, "AllocationRule.flat_share: .* is not a multiple"),
        ({"opted_out": (TOWNS[0].ags, TOWNS[0].ags)}, "occurs twice as a municipality"),
        (
            {"pools": (kim.Pool(id="p", members=(TOWNS[0].ags,)),), "opted_out": (TOWNS[0].ags,)},
            "occurs twice as a municipality",
        ),
        (
            {
                "pools": (kim.Pool(id="ki", members=(TOWNS[0].ags,)),),
                "kept": (kim.KeptPosts(recipient="ki", fte="1"),),
            },
            "occurs twice as an id",
        ),
    ],
)
def test_rules_that_contradict_themselves(change: dict[str, object], message: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        attrs.evolve(HALVES, **change)  # type: ignore[arg-type]


def test_a_rule_for_towns_of_another_kreis_is_refused() -> None:
    rule = attrs.evolve(HALVES, opted_out=(kim.Ags("05158004"),))
    with pytest.raises(kim.InvalidValueError, match=r"^rule.opted_out\[0\]"):
        kim.allocate("14", TOWNS, POPULATION, rule)


@pytest.mark.parametrize("rule", [HALVES, attrs.evolve(HALVES, step=None)])
def test_counts_that_are_all_zero_are_refused(rule: kim.AllocationRule) -> None:
    with pytest.raises(kim.InvalidValueError, match="is the sum of all counts"):
        kim.allocate("14", TOWNS, figures({town.ags: 0 for town in TOWNS}), rule)


def test_an_allocation_is_a_document() -> None:
    """An allocation with every part survives JSON and can still be verified."""
    rule = attrs.evolve(HALVES, pools=(kim.Pool(id="süd", members=(TOWNS[2].ags, TOWNS[7].ags)),))
    agreed = kim.allocate("14", TOWNS, POPULATION, rule).adjust(
        kim.Adjustment(giver="05162024", receiver="süd", fte="0.5", reason="Verzicht")
    )
    again = kim.from_json(kim.to_json(agreed), kim.Allocation)
    assert again == agreed
    assert again.verify()


@pytest.mark.parametrize(
    "part",
    [
        {"kept": (kim.KeptPosts(recipient=TOWNS[0].ags, fte="2"),)},
        {"threshold": kim.FundingThreshold(least="1", pool=TOWNS[0].ags)},
        {"pools": (kim.Pool(id=TOWNS[0].ags, members=(TOWNS[1].ags, TOWNS[2].ags)),)},
    ],
)
def test_no_other_recipient_has_the_id_of_a_municipality(part: dict[str, object]) -> None:
    """Two shares under one id would lose one of them."""
    rule = attrs.evolve(HALVES, **part)  # type: ignore[arg-type]
    with pytest.raises(kim.InvalidValueError, match="is the AGS of a municipality"):
        kim.allocate("14", TOWNS, POPULATION, rule)


def test_guarantee_and_maximum_come_before_the_limit_of_change() -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    capped = attrs.evolve(HALVES, maximum="3", most_change="0.5")
    later = kim.allocate("14", TOWNS, POPULATION, capped, previous=earlier)
    assert later.shares["05162024"].fte == kim.Fte(3)
    lifted = attrs.evolve(HALVES, guarantee="1", most_change="0.25", step="0.25")
    later = kim.allocate("14", TOWNS, POPULATION, lifted, previous=earlier)
    assert later.shares["05162028"].fte == kim.Fte(1)  # 0.5 before


def test_a_new_pool_is_compared_with_what_its_members_had() -> None:
    earlier = kim.allocate("14", TOWNS, POPULATION, HALVES)
    pool = kim.Pool(id="s", members=(TOWNS[2].ags, TOWNS[7].ags))
    frozen = attrs.evolve(HALVES, pools=(pool,), most_change="0")
    later = kim.allocate("14", TOWNS, POPULATION, frozen, previous=earlier)
    assert later.shares["s"].fte == kim.Fte(1)


def test_the_derivation_says_what_the_limit_took() -> None:
    rule = attrs.evolve(HALVES, threshold=kim.FundingThreshold(least="1", pool="rest"))
    allocation = kim.allocate("14", TOWNS, POPULATION, rule)
    assert allocation.shares["05162028"].fte == kim.Fte(0)
    _, below = allocation.explain("05162028").operands
    assert (below.label, below.value) == ("below_threshold", kim.Fte("0.5"))
    pooled = allocation.explain("rest")
    assert [each.of for each in pooled.operands] == ["05162012", "05162028"]
    assert pooled.verify() == allocation.shares["rest"].fte == kim.Fte(1)


def test_a_base_alone_is_explained_where_nothing_follows_the_key() -> None:
    rule = kim.AllocationRule(method="sainte_lague", step="0.5", flat_share="1")
    allocation = kim.allocate("8", TOWNS, figures({town.ags: 0 for town in TOWNS}), rule)
    assert allocation.derivation.verify() == kim.Fte(8)


def test_agreement_in_time_keeps_stated_lines() -> None:
    stated = kim.Allocation.from_stated("3", {"a": "2", "b": "1", "c": "0"})
    later = stated.adjust(
        kim.Adjustment(giver="a", receiver="d", fte="1", reason="x", agreed_on=date(2024, 5, 2)),
        new=("d",),
    )
    before = later.agreed_by(date(2024, 5, 1))
    assert before == stated
    assert before.verify()
    assert later.agreed_by(date(2024, 5, 2)) == later
    with pytest.raises(kim.InvalidValueError, match="put them in their order"):
        later.adjust(
            kim.Adjustment(giver="b", receiver="c", fte="1", reason="x", agreed_on=date(2024, 5, 1))
        )


def test_what_is_agreed_later_is_not_agreed_on_the_day() -> None:
    """Whenever it is asked: on 15 April nothing was agreed that was agreed on 2 May."""
    agreed = kim.allocate("14", TOWNS, POPULATION, HALVES).adjust(
        kim.Adjustment(
            giver="05162024",
            receiver="05162028",
            fte="0.5",
            reason="Verzicht",
            agreed_on=date(2024, 5, 2),
        )
    )
    record = kim.AllocationRecord(
        id="r",
        role=kim.Role.CASE_MANAGEMENT,
        reference_date=DAY,
        allocation=agreed,
        as_of=date(2024, 4, 1),
    )
    programme = kim.LocalProgramme(id="rkn", district=KREIS, allocations=(record,))
    for on, known_on, expected in (
        (date(2024, 4, 15), date(2024, 4, 15), None),
        (date(2024, 4, 15), date(2024, 6, 1), None),
        (date(2024, 6, 1), date(2024, 4, 15), None),
        (date(2024, 6, 1), date(2024, 6, 1), kim.Fte(1)),
    ):
        line = kim.status_report(programme, on, known_on).coverage.lines[-1]
        assert (line.allocated, line.agreed) == (kim.Fte("0.5"), expected)


def test_stated_shares_lie_in_the_district() -> None:
    foreign = kim.Allocation.from_stated("1", {"05978004": "1"})
    record = kim.AllocationRecord(
        id="r", role=kim.Role.CASE_MANAGEMENT, reference_date=DAY, allocation=foreign
    )
    with pytest.raises(kim.InvalidValueError, match=r"allocations\[0\].allocation.shares"):
        kim.LocalProgramme(id="rkn", district=KREIS, allocations=(record,))
