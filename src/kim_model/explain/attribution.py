"""A difference between two states, attributed step by step to what brings it about."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Generic, TypeVar

from attrs import define

from kim_model.values._field import checked, require, require_each

S = TypeVar("S")
C = TypeVar("C")
D = TypeVar("D")


@define(frozen=True, kw_only=True, field_transformer=checked)
class AttributionStep(Generic[C, D]):
    """What one cause changes when it is added to those before it.

    Parameters
    ----------
    cause
        The cause.
    difference
        What it adds; negative if it takes.
    """

    cause: C
    difference: D


@define(frozen=True, kw_only=True, field_transformer=checked)
class Attribution(Generic[C, D]):
    """A difference attributed to causes step by step, in a stated order (Zerlegung).

    The steps add up to the difference. Another order may attribute other parts of the same
    difference to the same causes: the order is part of the answer. To check one, make it again
    from the base with its `causes`: it is equal unless somebody changed it.

    Parameters
    ----------
    difference
        The difference that all causes make together.
    steps
        One step per cause, in the order in which they were added.
    """

    difference: D
    steps: tuple[AttributionStep[C, D], ...]

    @property
    def causes(self) -> tuple[C, ...]:
        """The causes, in their order."""
        return tuple(each.cause for each in self.steps)


def attribute(
    base: S, causes: Iterable[C], apply: Callable[[S, C], S], compare: Callable[[S, S], D]
) -> Attribution[C, D]:
    """Add causes to a base one after another, and say what each of them changes.

    Parameters
    ----------
    base
        The state before all causes.
    causes
        What is added, in the order in which the difference is attributed.
    apply
        Gives the state with one more cause.
    compare
        Gives the difference between an earlier and a later state.

    Examples
    --------
    Ten posts at 5, then 12 posts at 6: of the 22 more, the posts bring 10 and the rate 12.

    >>> found = attribute(
    ...     {"posts": 10, "rate": 5},
    ...     [{"posts": 12}, {"rate": 6}],
    ...     lambda state, cause: state | cause,
    ...     lambda a, b: b["posts"] * b["rate"] - a["posts"] * a["rate"],
    ... )
    >>> found.difference, [step.difference for step in found.steps]
    (22, [10, 12])
    """
    added = require_each("causes", causes, object)
    require("apply", apply, Callable)
    require("compare", compare, Callable)
    states = [base]
    for cause in added:
        states.append(apply(states[-1], cause))
    steps = tuple(
        AttributionStep(cause=cause, difference=compare(before, after))
        for cause, (before, after) in zip(added, pairwise(states), strict=True)
    )
    return Attribution(difference=compare(states[0], states[-1]), steps=steps)
