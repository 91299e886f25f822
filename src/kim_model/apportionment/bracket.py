"""The last step of every method: from two allocations that bracket the units to the right one."""

from collections.abc import Callable
from typing import TypeAlias

Slot: TypeAlias = tuple[int, int]
"""The place of a key, and the n after which a unit is its number n + 1."""


Outcome: TypeAlias = tuple[list[int], tuple[int, ...], int]
"""Units by place, those at stake in a tie left out; the places that tie; how many units they still
have to get. Without a tie the last two are ``()`` and 0."""


def settle(
    units: int, aim: Callable[[int], list[int]], rank: Callable[[list[Slot]], list[int]]
) -> Outcome:
    """Allocate exactly `units`.

    Two aimed allocations, one with too few and one with too many units, leave open only the units
    between them; the highest ranks get them. An aimed allocation that has the right sum is the
    result, and then no key ties: every unit in it ranks above every one not in it.

    Parameters
    ----------
    units
        The units to allocate.
    aim
        Gives the allocation at the level that should lead to about so many units: every unit of a
        rank of at least this level. Its sum lies within the number of keys, or a fixed small
        multiple, of the aim.
    rank
        Ranks of single units; equal ranks tie.
    """
    seats = aim(units)
    missing = units - sum(seats)
    if not missing:
        return seats, (), 0
    reach = 2 * missing + (3 if missing > 0 else -3)
    while True:
        other = aim(units + reach)
        still = units - sum(other)
        if not still:
            return other, (), 0
        if (still > 0) is not (missing > 0):
            break
        seats, missing, reach = other, still, 4 * reach
    if missing > 0:
        return _share_out(seats, other, missing, rank)
    return _share_out(other, seats, still, rank)


def _share_out(
    low: list[int], high: list[int], missing: int, rank: Callable[[list[Slot]], list[int]]
) -> Outcome:
    """Give the `missing` units of highest rank among those between `low` and `high`."""
    slots = [
        (place, n)
        for place, (fewer, more) in enumerate(zip(low, high, strict=True))
        if fewer != more
        for n in range(fewer, more)
    ]
    ranks = rank(slots)
    ordered = sorted(ranks, reverse=True)
    cut = ordered[missing - 1]
    if ordered[missing] != cut:
        for (place, _), own in zip(slots, ranks, strict=True):
            if own >= cut:
                low[place] += 1
        return low, (), 0
    at_stake = missing
    tied: list[int] = []
    for (place, _), own in zip(slots, ranks, strict=True):
        if own > cut:
            low[place] += 1
            at_stake -= 1
        elif own == cut:
            tied.append(place)
    return low, tuple(tied), at_stake
