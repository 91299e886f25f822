"""Marks: what a field says in its annotation beside its type, and what many fields are.

Marks are data, so that whoever asks can read them: checks, references, strategies, the two times.
"""

from collections.abc import Hashable
from typing import Annotated, Any, TypeAlias, cast

import attrs

from kim_model.values.quantities import Euro, ExactEuro, Fte


@attrs.frozen
class Bounds:
    """The least and the most that a number or the length of a tuple may be."""

    least: int | None = None
    most: int | None = None
    exclusive: bool = False
    """Whether the least itself is refused, too."""
    remedy: str = ""


@attrs.frozen
class Identifier:
    """An id: a text without white space around it."""

    unique: bool = False
    """Whether it names a thing, so that nothing else in the document may have it."""


@attrs.frozen
class Refers:
    """An id of something else in the document: of a record of one of the kinds, by name.

    ``"Municipality"`` among them allows the AGS of a municipality of the district.
    """

    kinds: tuple[str, ...]


@attrs.frozen
class Recipient:
    """An AGS of the district, or any id: of a pool, an actor, or a line of its own."""


@attrs.frozen
class Unique:
    """No two items of a tuple are equal, or equal in all the attributes named.

    An item that lacks the attribute `when` is like no other.
    """

    what: str = "an id"
    by: tuple[str, ...] = ()
    when: str = ""

    def key(self, item: Any) -> Hashable:  # noqa: ANN401 - an item of any tuple
        """Return what no two items may have in common."""
        if self.when and getattr(item, self.when) is None:
            return object()
        if len(self.by) < 2:  # noqa: PLR2004 - a key of one part is that part
            return cast("Hashable", getattr(item, self.by[0]) if self.by else item)
        return tuple(getattr(item, name) for name in self.by)


@attrs.frozen
class Happens:
    """The day of something that happens, or the period over which something lasts.

    Nobody knows of it before, nor of the last day of a period: where that is known ahead, the fact
    says so by `known_since`. Of a period `within` which something happens, the day is not known: it
    is known by the last one.
    """

    within: bool = False


@attrs.frozen
class ToldBy:
    """What becomes known by something that happens, on the day in another field."""

    field: str


@attrs.frozen
class Follows:
    """A value that follows from dated parts: the method that returns it as of a day."""

    method: str


def refers(*kinds: str) -> Refers:
    """Return the mark of a field that refers to records of these kinds."""
    return Refers(kinds)


# What many fields are. The names of the kinds referred to are looked up only when a document is
# whole, so they may live in any room.

Id: TypeAlias = Annotated[str, Identifier(unique=True)]
Name: TypeAlias = Annotated[str, Identifier()]
RecipientId: TypeAlias = Annotated[str, Identifier(), Recipient()]
ActorId: TypeAlias = Annotated[str, Identifier(), refers("Actor")]
ConceptId: TypeAlias = Annotated[str, Identifier(), refers("Concept")]
EmployerId: TypeAlias = Annotated[str, Identifier(), refers("Actor", "Municipality")]
GrantId: TypeAlias = Annotated[str, Identifier(), refers("Grant")]
InstrumentId: TypeAlias = Annotated[str, Identifier(), refers("LegalInstrument")]
PositionId: TypeAlias = Annotated[str, Identifier(), refers("Position")]
SubGrantId: TypeAlias = Annotated[str, Identifier(), refers("SubGrant")]

Count: TypeAlias = Annotated[int, Bounds(0)]
PositiveInt: TypeAlias = Annotated[int, Bounds(1)]
Year: TypeAlias = Annotated[int, Bounds(1949, 9999)]
NonNegativeFte: TypeAlias = Annotated[Fte, Bounds(0, remedy="write the VZÄ as a positive number")]
PositiveFte: TypeAlias = Annotated[
    Fte, Bounds(0, exclusive=True, remedy="write a part of a post, such as '0.5'")
]
_PAID = Bounds(0, remedy="write what is paid as a positive amount")
NonNegativeEuro: TypeAlias = Annotated[Euro, _PAID]
NonNegativeExactEuro: TypeAlias = Annotated[ExactEuro, _PAID]

AT_LEAST_ONE = Bounds(1)
