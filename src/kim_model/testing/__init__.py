"""Hypothesis strategies for every record, read off the fields (extra ``testing``).

Once this package is imported, Hypothesis draws every record of the library by its type, and
`records` draws it with single fields given::

    from hypothesis import given, strategies as st
    import kim_model as kim
    from kim_model.testing import records


    @given(st.from_type(kim.LocalProgramme), records(kim.Position, role=kim.Role.COORDINATION))
    def test_my_report(programme, position): ...

Drawn is what the constructors allow: unknown facts as often as known ones, texts in any script,
districts of NRW and invented ones. A new class needs nothing here, unless rules hold between its
fields that no annotation says: those are kept by hand.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import kim_model
from kim_model.municipalities import Ags, DistrictKey
from kim_model.testing import computed as computed
from kim_model.testing._fields import Setting, builder_of
from kim_model.testing.allocations import allocations as allocations, key_figures as key_figures
from kim_model.testing.places import ags as ags, districts as districts
from kim_model.testing.programmes import local_programmes as local_programmes
from kim_model.testing.values import (
    days as days,
    euros as euros,
    ftes as ftes,
    identifiers as identifiers,
    periods as periods,
    texts as texts,
)

R = TypeVar("R")

_ANYWHERE = Setting()


def records(kind: type[R], **fields: object) -> SearchStrategy[R]:
    """Draw records of any attrs class whose fields are annotated, also of one of your own.

    A record that stands alone refers to any ids; in `local_programmes` each leads to a record.

    Parameters
    ----------
    kind
        The class.
    **fields
        Values, or strategies for values, of single fields. What they leave no room for is not
        drawn: a closed period where a last day is given, say.

    Raises
    ------
    TypeError
        If the class has no such field, or a field for which no strategy is known.

    Examples
    --------
    >>> from hypothesis import given
    >>> from kim_model import Position, Role
    >>> @given(records(Position, role=Role.COORDINATION, fte=ftes(maximum=1)))
    ... def test(position):
    ...     assert position.role is Role.COORDINATION
    >>> test()
    """
    given = {name: _strategy(each) for name, each in fields.items()}
    if builder_of(kind) is None:
        return _ANYWHERE.record(kind, fixed=True, **given)
    whole: SearchStrategy[R] = _ANYWHERE.values(kind)
    return st.builds(_evolved, whole, **given) if given else whole


def _strategy(given: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - a value or a strategy
    return given if isinstance(given, SearchStrategy) else st.just(given)  # pyright: ignore[reportUnknownVariableType]


def _evolved(record: Any, **fields: object) -> Any:  # noqa: ANN401 - any record
    return attrs.evolve(record, **fields)


def _register() -> None:
    """Let Hypothesis draw every public record of every room by its type."""
    rooms = [each.name for each in iter_modules(kim_model.__path__) if each.ispkg]
    modules = [import_module(f"kim_model.{each}") for each in rooms if each != "testing"]
    for kind in (Ags, DistrictKey, *(each for module in modules for each in vars(module).values())):
        if isinstance(kind, type) and (attrs.has(kind) or kind in {Ags, DistrictKey}):
            st.register_type_strategy(kind, _by_type)


def _by_type(kind: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - of any class or generic record
    return _ANYWHERE.values(kind)


_register()
