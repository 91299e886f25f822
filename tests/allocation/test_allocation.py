"""Posts shared out over municipalities: exact, guaranteed, explained."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.apportionment import TieError
from kim_model.explain import Operation

KREIS = nrw.district("05162")
POPULATION = nrw.population(KREIS)
HALF = kim.Fte("0.5")
HALVES = kim.AllocationRule(method="sainte_lague", step=HALF, guarantee=HALF)
METHODS = ["largest_remainder", "sainte_lague", "dhondt", "adams", "huntington_hill", "dean"]


def figures(counts: dict[str, int]) -> kim.KeyFigures:
    day = date(2024, 3, 31)
    return kim.KeyFigures(source="AZR", intended_date=day, reference_date=day, counts=counts)


@st.composite
def cases(draw: st.DrawFn) -> tuple[kim.Fte, kim.District, kim.KeyFigures, kim.AllocationRule]:
    """Draw a total that the rule can share out over a district, counts, and the rule."""
    district = draw(st.sampled_from(nrw.districts()))
    towns = district.municipalities
    counts = {str(town.ags): draw(st.integers(1, 10**6)) for town in towns}
    step = kim.Fte(draw(st.sampled_from(["0.5", "0.25", "0.1", "0.01", "1/3"])))
    guarantee = draw(st.integers(0, 2))
    # Adams, Dean and Huntington-Hill give every municipality a step before anybody gets a second.
    units = draw(st.integers(max(guarantee, 1) * len(towns), 400))
    rule = kim.AllocationRule(
        method=draw(st.sampled_from(METHODS)), step=step, guarantee=step * guarantee
    )
    return step * units, district, figures(counts), rule


def allocated(
    case: tuple[kim.Fte, kim.District, kim.KeyFigures, kim.AllocationRule],
) -> kim.Allocation:
    total, district, counts, rule = case
    try:
        return kim.allocate(total, district.municipalities, counts, rule)
    except TieError:
        assume(False)  # noqa: FBT003 - a tie is for somebody to decide, not for this test
        raise


@given(cases())
def test_exactness(case: tuple[kim.Fte, kim.District, kim.KeyFigures, kim.AllocationRule]) -> None:
    """Shares and ideal shares both sum to the total, without rest."""
    allocation = allocated(case)
    shares = allocation.shares.values()
    assert sum((each.fte for each in shares), kim.Fte(0)) == case[0]
    assert sum((each.ideal for each in shares if each.ideal is not None), kim.Fte(0)) == case[0]


@given(cases())
def test_guarantee_and_step(
    case: tuple[kim.Fte, kim.District, kim.KeyFigures, kim.AllocationRule],
) -> None:
    """Every municipality gets whole steps, and no less than the guarantee."""
    rule = case[3]
    step = rule.step or kim.Fte(1)
    for share in allocated(case).shares.values():
        assert (share.fte / step).denominator == 1
        assert share.fte >= rule.guarantee


@given(cases())
def test_proportion_and_proof(
    case: tuple[kim.Fte, kim.District, kim.KeyFigures, kim.AllocationRule],
) -> None:
    """Ideal shares are in the ratio of the counts, and every number can be recomputed."""
    allocation = allocated(case)
    counts = case[2].counts
    for ags, share in allocation.shares.items():
        assert share.ideal is not None
        assert share.ideal * sum(counts.values()) == case[0] * counts[ags]
        assert allocation.explain(ags).verify() == share.fte
    assert allocation.derivation.verify() == case[0]
    assert allocation.verify() is True


def test_rhein_kreis_neuss_by_population() -> None:
    """14 posts in halves over real counts, by hand: 28 halves, divisor 16,330 per half.

    Population of 31.12.2022 (Destatis); the rule is an illustration, no rule of the Kreis.
    """
    allocation = kim.allocate("14", KREIS.municipalities, POPULATION, HALVES)
    by_hand = {ags: round(Fraction(count, 16_330)) for ags, count in POPULATION.counts.items()}
    assert {ags: share.fte / HALF for ags, share in allocation.shares.items()} == by_hand
    assert allocation.shares["05162028"].ideal == kim.Fte(Fraction(14 * 13_580, 457_264))


def test_a_derivation_leads_down_to_the_counts() -> None:
    allocation = kim.allocate("14", KREIS.municipalities, POPULATION, HALVES)
    tree = allocation.explain("05162024")
    (ideal,) = tree.operands
    assert ideal.operation is Operation.PRODUCT
    _, share = ideal.operands
    count, counts = share.operands
    assert count.value == POPULATION.counts["05162024"]
    assert count.citation == nrw.GAZETTEER
    assert len(counts.operands) == 8
    assert ideal.value == allocation.shares["05162024"].ideal
    assert tree.operation is Operation.APPORTIONED
    assert (
        tree.value - kim.Fte(14) * Fraction(154_139, 457_264)
        == allocation.shares["05162024"].difference
    )


def test_a_changed_share_is_refused() -> None:
    allocation = kim.allocate("14", KREIS.municipalities, POPULATION, HALVES)
    shares = dict(allocation.shares)
    giver, taker = "05162024", "05162028"
    moved = {
        giver: attrs.evolve(shares[giver], fte=shares[giver].fte - HALF),
        taker: attrs.evolve(shares[taker], fte=shares[taker].fte + HALF),
    }
    changed = type(allocation.shares)({**shares, **moved})
    with pytest.raises(kim.InvalidValueError, match=giver):
        attrs.evolve(allocation, shares=changed)
    # Nor does it verify where the constructor is bypassed.
    object.__setattr__(allocation, "shares", changed)
    with pytest.raises(kim.VerificationError, match=giver):
        allocation.verify()


def test_missing_municipalities_are_named() -> None:
    partial = figures({ags: n for ags, n in POPULATION.counts.items() if ags < "05162022"})
    with pytest.raises(kim.MissingDataError, match="05162024 Neuss") as caught:
        kim.allocate("14", KREIS.municipalities, partial, HALVES)
    assert [name.split()[0] for name in caught.value.missing] == [
        "05162022",
        "05162024",
        "05162028",
    ]
    assert isinstance(caught.value, LookupError)


def test_counts_of_towns_outside_the_kreis_are_refused() -> None:
    foreign = figures({**POPULATION.counts, "05158004": 1})
    with pytest.raises(kim.InvalidValueError, match=r"counts\['05158004'\]"):
        kim.allocate("14", KREIS.municipalities, foreign, HALVES)


@pytest.mark.parametrize(
    ("total", "message"),
    [
        ("14.25", "total: Fte\\('14.25'\\) .* is not a multiple of the step 0.5 VZÄ"),
        ("3.5", "total: .* is too small for 0 VZÄ kept and 4 VZÄ for flat shares and guarantees"),
        ("-1", "total: .* is below 0"),
    ],
)
def test_a_total_that_cannot_be_shared_out_is_refused_with_the_numbers(
    total: str, message: str
) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        kim.allocate(total, KREIS.municipalities, POPULATION, HALVES)


def test_a_tie_is_not_broken_silently() -> None:
    counts = dict.fromkeys(POPULATION.counts, 100)
    with pytest.raises(TieError):
        kim.allocate("14.5", KREIS.municipalities, figures(counts), HALVES)


@pytest.mark.parametrize("method", ["hamilton", "SAINTE_LAGUE", 3])
def test_an_unknown_method_is_refused_by_name(method: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=r"AllocationRule.method: .*'sainte_lague'"):
        kim.AllocationRule(method=method, step="0.5")


def test_a_guarantee_is_whole_steps() -> None:
    with pytest.raises(kim.InvalidValueError, match=r"AllocationRule.guarantee: .*not a multiple"):
        kim.AllocationRule(method="dhondt", step="0.5", guarantee="0.75")
