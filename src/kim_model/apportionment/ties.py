"""Ties: several keys with the same claim to fewer units, and how an order decides them."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from attrs import frozen

from kim_model.errors import InvalidValueError, KimError, listed

K = TypeVar("K", bound=Hashable)


class TieError(KimError, ValueError):
    """Several keys have exactly the same claim to fewer units, and no order was given.

    German: Gleichstand, Losentscheid. A library cannot decide it: most rules ask for a lot to be
    drawn. Draw it and give the outcome as `tie_break`.

    Attributes
    ----------
    keys
        The tied keys, in the order of the weights: each could get, or go without, a unit.
    units
        How many units are at stake, at least one and fewer than there are tied keys.

    Examples
    --------
    >>> from kim_model.apportionment import apportion
    >>> apportion(2, {"A": 1, "B": 3}, "sainte_lague")
    Traceback (most recent call last):
    ...
    kim_model.apportionment.ties.TieError: 'A', 'B' tie for 1 unit; give tie_break, an order of ...
    """

    def __init__(self, keys: tuple[Hashable, ...], units: int) -> None:
        # Both go to Exception.args, so that the error survives pickling between processes.
        super().__init__(keys, units)
        self.keys = keys
        self.units = units

    def __str__(self) -> str:
        unit = "unit" if self.units == 1 else "units"
        return (
            f"{listed(map(repr, self.keys))} tie for {self.units} {unit};"
            " give tie_break, an order of the keys, such as one drawn by lot"
        )


@frozen(slots=False)
class Tie(Generic[K]):
    """A tie that the caller's order decided.

    Attributes
    ----------
    keys
        The tied keys, in the order of the weights.
    units
        How many units were at stake.
    winners
        The tied keys that got one of these units, in the order of the weights.
    """

    keys: tuple[K, ...]
    units: int
    winners: tuple[K, ...]


def break_tie(keys: tuple[K, ...], units: int, order: tuple[K, ...] | None) -> Tie[K]:
    """Let the tied keys that come first in the order win the units.

    Raises
    ------
    TieError
        If there is no order.
    InvalidValueError
        If the order misses a tied key.
    """
    if order is None:
        raise TieError(keys, units)
    position = {key: place for place, key in enumerate(order)}
    for key in keys:
        if key not in position:
            raise InvalidValueError(
                "tie_break", order, f"does not name {key!r}, which ties", "name it"
            )
    winners = set(sorted(keys, key=position.__getitem__)[:units])
    return Tie(keys, units, tuple(key for key in keys if key in winners))
