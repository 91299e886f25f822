"""Real ties are never broken silently, and what only looks like a tie is not one."""

from copy import deepcopy

import pytest
from apportionment_strategies import pickled

from kim_model.apportionment import Method, Tie, TieError, apportion
from kim_model.errors import KimError


def numbered(*weights: int) -> dict[int, int]:
    return dict(enumerate(weights))


@pytest.mark.parametrize(
    ("units", "weights", "method", "keys", "at_stake"),
    [
        (18, numbered(36, 4, 6, 29), Method.HUNTINGTON_HILL, (0, 2), 1),
        (28, numbered(5, 18, 3), Method.LARGEST_REMAINDER, (0, 1), 1),
        (2, numbered(1, 3), Method.SAINTE_LAGUE, (0, 1), 1),
        (4, numbered(1, 1, 1), Method.DHONDT, (0, 1, 2), 1),
        (5, numbered(1, 1, 1), Method.DHONDT, (0, 1, 2), 2),
        (5, numbered(7, 7, 7, 1), Method.LARGEST_REMAINDER, (0, 1, 2), 2),
    ],
)
def test_real_ties(
    units: int, weights: dict[int, int], method: Method, keys: tuple[int, ...], at_stake: int
) -> None:
    with pytest.raises(TieError) as caught:
        apportion(units, weights, method)
    assert (caught.value.keys, caught.value.units) == (keys, at_stake)
    for order in (list(weights), list(weights)[::-1]):
        result = apportion(units, weights, method, tie_break=order)
        winners = tuple(key for key in weights if key in [k for k in order if k in keys][:at_stake])
        assert result.ties == (Tie(keys, at_stake, winners),)
        assert result.verify()


@pytest.mark.parametrize("method", list(Method))
def test_a_tie_among_many_equal_keys(method: Method) -> None:
    weights = dict.fromkeys(range(1_000), 3)
    with pytest.raises(TieError, match="and 990 more tie for 7 units") as caught:
        apportion(2_007, weights, method)
    assert len(caught.value.keys) == 1_000
    assert apportion(2_000, weights, method).ties == ()


def test_bounds_and_enough_units_make_ties_irrelevant() -> None:
    with pytest.raises(TieError):
        apportion(3, {"A": 1, "B": 1}, "dhondt")
    assert apportion(4, {"A": 1, "B": 1}, "dhondt").ties == ()
    assert apportion(3, {"A": 1, "B": 1}, "dhondt", maximum={"A": 1}).seats == {"A": 1, "B": 2}
    assert apportion(3, {"A": 1, "B": 1}, "dhondt", minimum={"A": 2}).seats == {"A": 2, "B": 1}
    assert apportion(0, {"A": 1, "B": 1}, "dhondt").ties == ()


def test_keys_of_weight_zero_never_tie() -> None:
    with pytest.raises(TieError) as caught:
        apportion(3, {"Z": 0, "A": 1, "Y": 0, "B": 1}, "largest_remainder")
    assert caught.value.keys == ("A", "B")


def test_first_units_tie_by_weight() -> None:
    with pytest.raises(TieError) as caught:
        apportion(2, {"A": 9, "B": 5, "C": 5}, "adams", allow_zero=True)
    assert (caught.value.keys, caught.value.units) == (("B", "C"), 1)
    result = apportion(2, {"A": 9, "B": 5, "C": 5}, "adams", allow_zero=True, tie_break="CBA")
    assert result.seats == {"A": 1, "B": 0, "C": 1}
    assert result.verify()


def test_close_calls_are_not_ties() -> None:
    """Claims that agree in every float differ in the end."""
    big = 10**40
    assert apportion(1, {"A": big, "B": big + 1}, "sainte_lague").seats == {"A": 0, "B": 1}
    assert apportion(3, {"A": big, "B": big + 1}, "largest_remainder").seats == {"A": 1, "B": 2}
    result = apportion(3, {"A": big, "B": big - 1}, "huntington_hill")
    assert result.seats == {"A": 2, "B": 1}
    with pytest.raises(TieError):
        apportion(3, {"A": big, "B": big}, "huntington_hill")


def test_tie_errors_pickle_and_are_of_the_family() -> None:
    error = TieError(("A", "B"), 1)
    assert isinstance(error, KimError)
    assert isinstance(error, ValueError)
    for copy in (pickled(error), deepcopy(error)):
        assert (copy.keys, copy.units) == (("A", "B"), 1)
        assert str(copy) == str(error)
