"""Records that hold their own kind, step by step: without recursion, whatever their depth."""

from collections.abc import Hashable
from numbers import Number
from typing import Any, Generic, NamedTuple, TypeVar, cast

import attrs

R = TypeVar("R")


class Step(NamedTuple, Generic[R]):
    """A record of a tree, by what it is itself and by the places of the records it holds."""

    record: R
    own: tuple[Hashable, ...]
    held: tuple[int, ...]


def steps(root: R, branch: str) -> tuple[Step[R], ...]:
    """Return each different record of a tree once, after those that it holds; the root is last.

    Parameters
    ----------
    root
        The record on top.
    branch
        The field with the records that a record holds, all of the class of the root.

    Notes
    -----
    Two trees are equal exactly if all their steps are, but for the records themselves. A number
    counts as another one if it is of another type.
    """
    names = [each.name for each in attrs.fields(cast("Any", type(root))) if each.name != branch]
    places: dict[int, int] = {}  # by identity: what is held by several is looked at once
    found: dict[tuple[Hashable, Hashable], int] = {}
    listed: list[Step[R]] = []
    waiting: list[Any] = [root]
    while waiting:
        record = waiting[-1]
        held = getattr(record, branch)
        if unseen := [each for each in held if id(each) not in places]:
            waiting.extend(reversed(unseen))
            continue
        waiting.pop()
        own = tuple(_typed(getattr(record, name)) for name in names)
        below = tuple(places[id(each)] for each in held)
        place = places[id(record)] = found.setdefault((own, below), len(listed))
        if place == len(listed):
            listed.append(Step(record, own, below))
    return tuple(listed)


def _typed(value: Hashable) -> Hashable:
    return (type(value), value) if isinstance(value, Number) else value
