"""Strategies for counts, rules of allocation, and allocations, which must be computed."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kim_model.allocation import (
    Adjustment,
    Allocation,
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
from kim_model.municipalities import Ags, District
from kim_model.testing._fields import Setting, by_hand, maybe
from kim_model.testing.places import ags, districts
from kim_model.testing.values import days, ftes, texts
from kim_model.values import Citation, Evidence, Fte

_STEPS = (Fte("0.5"), Fte(1), Fte("0.1"), Fte(Fraction(1, 3)))


def key_figures(district: District | None = None) -> SearchStrategy[KeyFigures]:
    """Key figures (Schlüsselzahlen) for all municipalities of a district, or with a few missing.

    Parameters
    ----------
    district
        The district; by default up to four keys of any district.

    Examples
    --------
    >>> from hypothesis import given
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> @given(key_figures(kreis))
    ... def test(figures):
    ...     assert len(figures.missing(kreis.municipalities)) <= 2
    >>> test()
    """
    return Setting(district=district).values(KeyFigures)


@by_hand((KeyFigures, "source"), (YearlyKey, "source"))
def _sources(*_: object) -> SearchStrategy[str]:
    # Mostly the same, so that a yearly key finds its counts.
    return st.just("AZR") | texts()


@by_hand((KeyFigures, "counts"))
@st.composite
def _counts(draw: st.DrawFn, _: object, setting: Setting) -> dict[Ags, int]:
    if setting.district is None:
        keys = draw(st.lists(ags(), unique=True, max_size=4))
    else:
        missing = draw(st.sets(ags(setting.district), max_size=2))
        keys = [each.ags for each in setting.district.municipalities if each.ags not in missing]
    return draw(st.fixed_dictionaries(dict.fromkeys(keys, st.integers(0, 200_000))))


@by_hand(AllocationRule)
@st.composite
def _rules(draw: st.DrawFn, _: object, setting: Setting) -> AllocationRule:
    """Rules of every method, with steps or without, and with any of their parts.

    Bounds are far away and kept posts few, so that posts can be shared out by each of them.
    """
    district = setting.district or draw(districts())
    least, pool = ftes("0.5", 20), maybe(st.just("Restpool"))
    step = draw(maybe(st.sampled_from(_STEPS)))
    unit = step or Fte("0.5")
    towns = tuple(town.ags for town in district.municipalities)
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
        threshold=draw(maybe(setting.record(FundingThreshold, least=least, pool=pool))),
        citation=draw(maybe(setting.values(Citation))),
    )


@st.composite
def allocations(draw: st.DrawFn, district: District | None = None) -> Allocation:
    """Allocations (Verteilungen) over a district, computed by any rule or stated, agreed or not.

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
    allocation = draw(_stated(place) if draw(st.booleans()) else _computed(place))
    return draw(_agreed(allocation))


@st.composite
def _agreed(draw: st.DrawFn, allocation: Allocation) -> Allocation:
    """Draw what is agreed, in the order of its days: as it is, and transfers, or nothing."""
    when, as_they_are = draw(st.tuples(st.lists(days(), max_size=3).map(sorted), st.booleans()))
    if when and as_they_are:
        allocation = allocation.adjust(agreed_on=draw(maybe(st.just(when.pop(0)))))
    for day in when:
        shares = allocation.shares.items()
        has = {each: of.fte if of.agreed is None else of.agreed for each, of in shares}
        giver = max(has, key=lambda each: has[each])
        if has[giver] < Fte(1):
            break
        move = Adjustment(
            giver=giver,
            receiver=draw(st.sampled_from(sorted({"Träger", *has} - {giver}))),
            fte=draw(ftes("0.01", 1)),
            reason=draw(texts()),
            agreed_on=draw(maybe(st.just(day))),
        )
        allocation = allocation.adjust(move, new=("Träger",))
    return allocation


@by_hand(Allocation)
def _allocations(_: object, setting: Setting) -> SearchStrategy[Allocation]:
    return allocations(setting.district)


@st.composite
def _stated(draw: st.DrawFn, place: District) -> Allocation:
    towns = [town.ags for town in place.municipalities]
    pooled = towns[: draw(st.integers(0, len(towns)))]
    pools = [Pool(id="Pool", members=tuple(pooled), employer=pooled[0])] if pooled else []
    recipients: list[str] = [*(pool.id for pool in pools), *towns[len(pooled) :]]
    shares = {each: Fte(draw(st.integers(0, 500))) / 100 for each in recipients}
    return Allocation.from_stated(
        sum(shares.values(), Fte(0)) + draw(ftes(0, 5)),
        shares,
        rest="übrige",
        pools=pools,
        names=draw(maybe(st.fixed_dictionaries({"übrige": texts().map(str.strip)}))),
        municipalities=place.municipalities if draw(st.booleans()) else (),
        citation=draw(Setting().values(Citation | None)),
        evidence=draw(maybe(st.sampled_from(Evidence))),
    )


@st.composite
def _computed(draw: st.DrawFn, place: District) -> Allocation:
    setting, towns = Setting(district=place), place.municipalities
    rule = draw(setting.values(AllocationRule))
    unit = rule.step or Fte("0.5")
    # Enough for bases, guarantees and a first step of every recipient.
    units = 7 * len(towns) + 2 + draw(st.integers(0, 60))
    counts = st.fixed_dictionaries({town.ags: st.integers(1, 1_000_000) for town in towns})
    figures = setting.record(KeyFigures, counts=counts)
    parts = st.lists(setting.record(WeightedFigures, figures=figures), min_size=1, max_size=2)
    key = draw(figures | setting.record(WeightedKey, parts=parts.map(tuple)))
    order = draw(st.permutations([*(town.ags for town in towns), "Pool"]))
    named = [name for name in order if name != "Pool" or rule.pools]
    return allocate(unit * units, towns, key, rule, tie_break=named)
