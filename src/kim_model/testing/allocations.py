"""Strategies for rules of allocation, allocations, and what is agreed and recorded of them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.allocation import (
    Adjustment,
    Allocation,
    AllocationRecord,
    AllocationRule,
    FundingThreshold,
    KeptPosts,
    KeyFigures,
    Pool,
    WeightedFigures,
    WeightedKey,
    YearlyKey,
    allocate,
)
from kim_model.apportionment import Method
from kim_model.law import Role
from kim_model.municipalities import Ags, District
from kim_model.testing.places import districts
from kim_model.testing.values import (
    cached,
    citations,
    days,
    evidences,
    ftes,
    given_or,
    identifiers,
    maybe,
    stated,
    texts,
    yearly_days,
)
from kim_model.values import Fte

_STEPS = (Fte("0.5"), Fte(1), Fte("0.1"), Fte(Fraction(1, 3)))
_POSTS = ftes("0.5", 20)


@cached
def kept_posts() -> SearchStrategy[KeptPosts]:
    """Any posts kept by somebody."""
    return st.builds(KeptPosts, recipient=identifiers(), fte=_POSTS)


@st.composite
def pools(draw: st.DrawFn, district: District) -> Pool:
    """Pools of some municipalities of a district, with an employer or without.

    Parameters
    ----------
    district
        The district.
    """
    members = _several([town.ags for town in district.municipalities])
    chosen = draw(members)
    return Pool(
        id=draw(identifiers()), members=chosen, employer=draw(maybe(st.sampled_from(chosen)))
    )


def _several(keys: Sequence[Ags]) -> SearchStrategy[tuple[Ags, ...]]:
    return st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True).map(tuple)


@cached
def eligibility_limits() -> SearchStrategy[FundingThreshold]:
    """Limits below which shares go into a pool or lapse."""
    return st.builds(FundingThreshold, least=_POSTS, pool=maybe(st.just("Restpool")))


@st.composite
def allocation_rules(draw: st.DrawFn, district: District | None = None) -> AllocationRule:
    """Rules of every method, with steps or without, and with any of their parts.

    Parameters
    ----------
    district
        The district whose municipalities may be pooled or opt out; by default none are.
    """
    step = draw(maybe(st.sampled_from(_STEPS)))
    unit = step or Fte("0.5")
    towns = () if district is None else tuple(town.ags for town in district.municipalities)
    pooled, out = draw(st.integers(0, len(towns))), draw(st.integers(0, 2))
    return AllocationRule(
        method=draw(st.sampled_from(Method)),
        step=step,
        guarantee=unit * draw(st.integers(0, 3)),
        flat_share=unit * draw(st.integers(0, 3)),
        maximum=draw(maybe(st.just(unit * 1000))),
        most_change=draw(maybe(st.just(unit * 1000))),
        kept=(KeptPosts(recipient="KI", fte=unit * 2),) if draw(st.booleans()) else (),
        pools=(Pool(id="Pool", members=towns[:pooled]),) if pooled else (),
        opted_out=towns[max(pooled, 1) : max(pooled, 1) + out],
        threshold=draw(maybe(eligibility_limits())),
        citation=draw(maybe(citations())),
    )


@st.composite
def _counts(draw: st.DrawFn, district: District) -> KeyFigures:
    """Draw counts above 0 for every municipality."""
    day = draw(days())
    counts = {town.ags: draw(st.integers(1, 10**6)) for town in district.municipalities}
    return KeyFigures(source="AZR", intended_date=day, reference_date=day, counts=counts)


def weighted_figures(district: District) -> SearchStrategy[WeightedFigures]:
    """Key figures of a district with a weight.

    Parameters
    ----------
    district
        The district.
    """
    return st.builds(
        WeightedFigures,
        figures=_counts(district),
        weight=st.fractions(Fraction(1, 100), 1, max_denominator=100),
    )


@st.composite
def weighted_keys(draw: st.DrawFn, district: District) -> WeightedKey:
    """Keys of one or two figures of a district, whose weights sum to 1.

    Parameters
    ----------
    district
        The district.
    """
    part = draw(weighted_figures(district))
    rest = 1 - part.weight
    figures = draw(_counts(district))
    others = (WeightedFigures(figures=figures, weight=rest),) if rest else ()
    return WeightedKey(parts=(part, *others))


@st.composite
def adjustments(draw: st.DrawFn, recipients: Sequence[str] = ("KI", "Träger")) -> Adjustment:
    """Transfers between two of some recipients.

    Parameters
    ----------
    recipients
        Their AGS or ids, at least two.
    """
    giver, receiver = draw(st.permutations(recipients))[:2]
    return Adjustment(
        giver=giver,
        receiver=receiver,
        fte=draw(ftes("0.01", 1)),
        reason=draw(texts()),
        agreed_on=draw(maybe(days())),
    )


@st.composite
def allocations(draw: st.DrawFn, district: District | None = None) -> Allocation:
    """Allocations over a district, computed by any rule or stated, agreed or not.

    Parameters
    ----------
    district
        The district; by default any of `districts`.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(allocations())
    ... def test(allocation):
    ...     assert allocation.verify()
    >>> test()
    """
    place = draw(districts()) if district is None else district
    towns = place.municipalities
    if draw(st.booleans()):
        shares = {town.ags: Fte(draw(st.integers(0, 500))) / 100 for town in towns}
        total = sum(shares.values(), Fte(0)) + draw(ftes(0, 5))
        allocation = Allocation.from_stated(
            total,
            shares,
            rest="übrige",
            citation=draw(maybe(citations())),
            evidence=draw(evidences()),
        )
    else:
        rule = draw(allocation_rules(place))
        unit = rule.step or Fte("0.5")
        # Enough for bases, guarantees and a first step of every recipient.
        units = 7 * len(towns) + 2 + draw(st.integers(0, 60))
        key = draw(_counts(place) | weighted_keys(place))
        order = draw(st.permutations([*(town.ags for town in towns), "Pool"]))
        named = [name for name in order if name != "Pool" or rule.pools]
        allocation = allocate(unit * units, towns, key, rule, tie_break=named)
    giver = max(allocation.shares, key=lambda each: allocation.shares[each].fte)
    if allocation.shares[giver].fte < Fte(1) or not draw(st.booleans()):
        return allocation
    moves = adjustments((giver, "Träger")).filter(lambda each: each.giver == giver)
    return allocation.adjust(draw(moves), new=("Träger",))


def allocation_records(
    district: District | None = None, *, dated: SearchStrategy[date] | None = None
) -> SearchStrategy[AllocationRecord]:
    """Allocations as they are recorded.

    Parameters
    ----------
    district
        The district they are over; by default any.
    dated
        Where the days come from on which they become known; by default `days`.
    """
    drawn = given_or(dated, days())
    return st.builds(
        AllocationRecord,
        id=identifiers(),
        role=st.sampled_from(Role),
        reference_date=days(),
        allocation=allocations(district),
        **stated(drawn),
    )


@cached
def yearly_keys(dated: SearchStrategy[date] | None = None) -> SearchStrategy[YearlyKey]:
    """Yearly keys, their rule known or not."""
    return st.builds(
        YearlyKey,
        id=identifiers(),
        role=st.sampled_from(Role),
        reference_day=yearly_days(),
        source=st.sampled_from(("AZR", "Destatis")),
        population_group=maybe(texts()),
        rule=maybe(allocation_rules()),
        **stated(given_or(dated, days())),
    )
