"""How a record that holds its own kind is written: each different one below it once, in a list.

An object that stands for it has this list in `steps`; in place of the records that one of them
holds stand their places in the list, all of them before its own. So a tree may be of any depth,
and what occurs in it many times is written and read once.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from kim_model._tree import Step, steps
from kim_model.conversion._values import (
    Part,
    RefusedError,
    WriteHook,
    array_of,
    as_object,
    convert_all,
    refused,
    refused_value,
)

_LISTED = "steps"


def read_tree(
    branch: str, make: Callable[..., object], make_below: Callable[..., object]
) -> Callable[[dict[str, object]], object]:
    """Return what makes a record on top of a tree, and all below it.

    Parameters
    ----------
    branch
        The field with the records that a record holds.
    make, make_below
        Make a record on top, or below it, of an object and a hook for the branch.
    """

    def make_all(given: dict[str, object]) -> object:
        made: list[object] = []
        used: set[int] = set()

        def at(place: object) -> object:
            if type(place) is not int or not 0 <= place < len(made):
                rule = "is not the place of an earlier step"
                raise refused_value(place, rule, f"count the {_LISTED} from 0")
            used.add(place)
            if made[place] is None:  # what is refused in it is said there
                raise RefusedError(())
            return made[place]

        def make_step(data: object) -> None:
            step = None
            try:
                step = make_below(as_object(data), **{branch: array_of(at)})
            finally:
                made.append(step)

        parts: list[Part] = [
            (f".{_LISTED}", array_of(make_step), given.pop(_LISTED, [])),
            ("", lambda fields: make(fields, **{branch: array_of(at)}), given),
        ]
        _, whole = convert_all(parts)
        convert_all((f".{_LISTED}[{i}]", _unused, i) for i in range(len(made)) if i not in used)
        return whole

    return make_all


def _unused(_: int) -> NoReturn:
    raise refused("is not what any step follows from; leave it out")


def write_tree(
    branch: str, write: Callable[..., dict[str, object]], write_below: Callable[..., object]
) -> WriteHook:
    """Return the hook that writes a tree.

    Parameters
    ----------
    branch
        As for `read_tree`.
    write, write_below
        Write a record on top, or below it, given it and a hook for the branch.
    """

    def write_step(step: Step[object], write: Callable[..., Any] = write_below) -> Any:  # noqa: ANN401 - JSON
        def places(_: object) -> list[int]:
            return list(step.held)

        return write(step.record, **{branch: places})

    def write_all(root: object) -> dict[str, object]:
        *below, top = steps(root, branch)
        parts: list[Part] = [(f".{_LISTED}[{i}]", write_step, step) for i, step in enumerate(below)]
        whole, *listed = convert_all([("", partial(write_step, write=write), top), *parts])
        return {**whole, _LISTED: listed} if listed else whole

    return write_all
