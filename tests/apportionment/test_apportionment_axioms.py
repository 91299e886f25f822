"""A property per axiom; each docstring states the axiom.

Axioms as in Balinski and Young, Fair Representation (2nd edition 2001), appendix A.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from apportionment_strategies import (
    NEED_FIRST,
    answered,
    bounds_of,
    decimals,
    divisor_methods,
    fractions,
    methods,
    questions,
    units,
    weightings,
)
from hypothesis import assume, given, strategies as st

from kim_model.apportionment import Method, TieError, Weight, apportion
from kim_model.errors import InvalidValueError


@given(questions())
def test_all_units_are_given(question: dict[str, Any]) -> None:
    """The seats are whole, for every key, in the order given, and add up to the units."""
    result = answered(question)
    assert list(result.seats) == list(question["weights"])
    assert all(type(seats) is int for seats in result.seats.values())
    assert sum(result.seats.values()) == question["units"]


@given(questions())
def test_bounds_are_kept(question: dict[str, Any]) -> None:
    """No key is outside its bounds; a key of weight zero gets its minimum and nothing beyond."""
    result = answered(question)
    for key, seats in result.seats.items():
        low, high = bounds_of(result, key)
        assert low <= seats <= high


@given(weightings(), st.integers(0, 40), methods, st.integers(1, 50))
def test_exactness(weights: dict[str, int], house: int, method: Method, factor: int) -> None:
    """Weak proportionality: where the quotas are whole numbers, they are the seats, without tie."""
    shares = {key: weight % 13 for key, weight in weights.items()}
    assume(any(shares.values()))
    house = sum(shares.values())
    ideal = {key: share * factor for key, share in shares.items()}
    assert apportion(house, ideal, method).seats == shares


@given(questions(method=st.just(Method.LARGEST_REMAINDER), bounded=False))
def test_largest_remainder_stays_within_quota(question: dict[str, Any]) -> None:
    """Quota: every key gets its quota, rounded down or up."""
    result = answered(question)
    total = sum(result.weights.values())
    for key, seats in result.seats.items():
        quota = Fraction(result.weights[key] * result.units, total or 1)
        assert floor(quota) <= seats <= ceil(quota)


@given(questions(method=divisor_methods))
def test_house_monotonicity_of_divisor_methods(question: dict[str, Any]) -> None:
    """House monotonicity: with more units and the same weights, no key gets fewer."""
    smaller = answered(question)
    larger = answered({**question, "units": question["units"] + 1})
    assert all(smaller.seats[key] <= larger.seats[key] for key in smaller.seats)


@given(questions(method=divisor_methods), st.data())
def test_population_monotonicity_of_divisor_methods(
    question: dict[str, Any], data: st.DataObject
) -> None:
    """Population monotonicity: no key gains weight and loses units to one that loses weight."""
    weights = question["weights"]
    changed = {
        key: max(0, weight + data.draw(st.integers(-3, 3), label=key))
        for key, weight in weights.items()
    }
    before = answered(question)
    after = answered({**question, "weights": changed})
    for up in weights:
        for down in weights:
            if changed[up] >= weights[up] > 0 and 0 < changed[down] <= weights[down]:
                # Between bounds that do not move, and with one order for ties before and after.
                lost = after.seats[up] < before.seats[up]
                won = after.seats[down] > before.seats[down]
                assert not (lost and won)


@given(questions(bounded=False), st.data())
def test_consistency(question: dict[str, Any], data: st.DataObject) -> None:
    """Consistency (uniformity): some keys share what they have together as they do among all.

    Divisor methods have it; largest remainder does not, see the next test.
    """
    assume(question["method"] is not Method.LARGEST_REMAINDER)
    result = answered(question)
    part = data.draw(st.lists(st.sampled_from(list(result.seats)), min_size=1, unique=True))
    assert (
        apportion(
            sum(result.seats[key] for key in part),
            {key: result.weights[key] for key in part},
            question["method"],
            tie_break=[key for key in question["tie_break"] if key in part],
            allow_zero=True,
        ).seats
        == {key: result.seats[key] for key in part}
    )  # fmt: skip


def test_largest_remainder_is_not_consistent() -> None:
    """What two keys share beside a third is not what they share alone (new states paradox)."""
    weights = {"A": 4, "B": 1, "C": 15}
    assert apportion(7, weights, "largest_remainder").seats == {"A": 2, "B": 0, "C": 5}
    assert apportion(7, {"A": 4, "C": 15}, "largest_remainder").seats == {"A": 1, "C": 6}


@given(questions(), st.randoms(use_true_random=False))
def test_neutrality(question: dict[str, Any], random: Any) -> None:
    """Neutrality (anonymity): names and their order do not matter."""
    weights = question["weights"]
    shuffled = list(weights)
    random.shuffle(shuffled)
    result = answered(question)
    permuted = apportion(**{**question, "weights": {key: weights[key] for key in shuffled}})
    assert permuted.seats == result.seats
    assert list(permuted.seats) == shuffled
    assert [set(tie.keys) for tie in permuted.ties] == [set(tie.keys) for tie in result.ties]


@given(questions())
def test_larger_weights_get_at_least_as_much(question: dict[str, Any]) -> None:
    """Balance: of two keys within equal bounds, the heavier one does not get fewer units."""
    result = answered(question)
    for heavy in result.seats:
        for light in result.seats:
            if result.weights[heavy] > result.weights[light] > 0 and bounds_of(
                result, heavy
            ) == bounds_of(result, light):
                assert result.seats[heavy] >= result.seats[light]


@given(questions(), st.fractions(min_value=Fraction(1, 10**6), max_value=10**6))
def test_homogeneity(question: dict[str, Any], factor: Fraction) -> None:
    """Homogeneity: only the proportions of the weights matter."""
    result = answered(question)
    weights = {key: weight * factor for key, weight in question["weights"].items()}
    scaled = apportion(**{**question, "weights": weights})
    assert scaled.seats == result.seats
    assert scaled.ties == result.ties


@given(questions(values=fractions | decimals), st.integers(1, 40))
def test_weights_of_any_exact_type_are_equal(question: dict[str, Any], precision: int) -> None:
    """A weight counts by its value: as int, Fraction or Decimal, in any decimal context."""
    result = answered(question)
    plain = {key: Fraction(weight) for key, weight in question["weights"].items()}
    with localcontext() as context:
        context.prec = precision
        assert apportion(**{**question, "weights": plain}) == apportion(**question) == result


@given(questions(), st.data())
def test_order_decides_ties_and_nothing_else(question: dict[str, Any], data: st.DataObject) -> None:
    """Another order for ties changes the seats only if there is a tie, and by its units only."""
    result = answered(question)
    other = apportion(
        **{**question, "tie_break": data.draw(st.permutations(question["tie_break"]))}
    )
    differing = {key for key in result.seats if result.seats[key] != other.seats[key]}
    if not result.ties:
        assert not differing
        assert not other.ties
    else:
        (tie,) = result.ties
        assert differing <= set(tie.keys)
        assert 0 < tie.units < len(tie.keys)
        assert tie.units == len(tie.winners)
        with pytest.raises(TieError) as caught:
            apportion(**{**question, "tie_break": None})
        assert (caught.value.keys, caught.value.units) == (tie.keys, tie.units)


@given(weightings(zeros=False), units, st.sampled_from(NEED_FIRST))
def test_every_weight_gets_a_first_unit(
    weights: dict[str, int], house: int, method: Method
) -> None:
    """Adams, Huntington-Hill and Dean give each weight a first unit, or refuse."""
    order = list(weights)
    if house >= len(weights):
        assert min(apportion(house, weights, method, tie_break=order).seats.values()) >= 1
        return
    assume(house)
    with pytest.raises(InvalidValueError, match="allow_zero"):
        apportion(house, weights, method, tie_break=order)
    scarce = apportion(house, weights, method, tie_break=order, allow_zero=True).seats
    got = [weights[key] for key in weights if scarce[key]]
    without = [weights[key] for key in weights if not scarce[key]]
    assert max(scarce.values()) <= 1
    assert not got or min(got) >= max(without)


@given(questions(method=divisor_methods, bounded=False))
def test_dhondt_favours_large_and_adams_small_weights(question: dict[str, Any]) -> None:
    """Majorization: Adams, Dean, Huntington-Hill, Sainte-Laguë, d'Hondt favour ever larger keys."""
    result = answered({**question, "method": Method.ADAMS, "allow_zero": False})
    order = [Method.DEAN, Method.HUNTINGTON_HILL, Method.SAINTE_LAGUE, Method.DHONDT]
    for method in order:
        next_result = answered({**question, "method": method})
        if not result.ties and not next_result.ties:
            for heavy in result.seats:
                for light in result.seats:
                    if result.weights[heavy] > result.weights[light] > 0:
                        assert (
                            result.seats[heavy] <= next_result.seats[heavy]
                            or result.seats[light] >= next_result.seats[light]
                        )
        result = next_result


def test_decimal_weights_at_the_ends_of_their_range() -> None:
    """Exponents may be far apart: nothing is rounded away."""
    weights: dict[str, Weight] = {
        "dust": Decimal("1E-30"),
        "rock": Decimal("1E+30"),
        "third": Fraction(1, 3),
    }
    assert apportion(10, weights, "dhondt").seats == {"dust": 0, "rock": 10, "third": 0}
    assert apportion(3, weights, "adams").seats == {"dust": 1, "rock": 1, "third": 1}
