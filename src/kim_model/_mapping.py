"""A mapping that cannot change."""

from collections.abc import Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V_co = TypeVar("V_co", covariant=True)


class FrozenMapping(Mapping[K, V_co]):
    """A read-only mapping that keeps its order, pickles, and hashes if its values do.

    The `MappingProxyType` of the standard library neither pickles nor hashes, and shows every later
    change of the dict below it; this one copies.

    Parameters
    ----------
    items
        A mapping or pairs, in the order to keep.

    Examples
    --------
    >>> seats = FrozenMapping({"A": 1, "B": 2})
    >>> seats
    FrozenMapping({'A': 1, 'B': 2})
    >>> seats == {"B": 2, "A": 1}
    True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # What Mapping offers below is right but slow: it looks every key up again.
    def __contains__(self, key: object) -> bool:
        return key in self._items

    def keys(self) -> KeysView[K]:
        """Return a view of the keys."""
        return self._items.keys()

    def values(self) -> ValuesView[V_co]:
        """Return a view of the values."""
        return self._items.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return a view of the pairs of key and value."""
        return self._items.items()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._items == dict(other)  # pyright: ignore[reportUnknownArgumentType]

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"
