"""An allocation as it enters the life of a programme: computed for a day, and known from one."""

from datetime import date

from attrs import define, field

from kim_model._checks import day, identifier, name_fields, valid
from kim_model.allocation import Allocation
from kim_model.bausteine import Role
from kim_model.facts import Fact
from kim_model.quantities import Fte

__all__ = ["AllocationRecord"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class AllocationRecord(Fact):
    """The allocation of a programme's posts for a reference date (Stellenberechnung).

    It holds until one for a later reference date follows, and is known from `as_of`.

    Parameters
    ----------
    id
        Its id, unique in the document.
    role
        The role of the posts.
    reference_date
        The reference date it was computed for (Stichtag).
    allocation
        The shares.

    Examples
    --------
    >>> shares = Allocation.from_stated("1", {"05162024": "1"})
    >>> record = AllocationRecord(
    ...     id="anteile-2024",
    ...     role=Role.CASE_MANAGEMENT,
    ...     reference_date=date(2024, 3, 31),
    ...     allocation=shares,
    ...     as_of=date(2024, 6, 3),
    ... )
    >>> record.allocated, record.agreed is None
    (Fte('1'), True)
    """

    id: str = field(validator=valid(identifier))
    role: Role = field(validator=valid(Role))
    reference_date: date = field(validator=valid(day))
    allocation: Allocation = field(validator=valid(Allocation))

    @property
    def allocated(self) -> Fte:
        """The VZÄ allocated to all recipients together (zugeteilt)."""
        return sum((share.fte for share in self.allocation.shares.values()), Fte(0))

    @property
    def agreed(self) -> Fte | None:
        """The VZÄ agreed with all recipients together (vereinbart); None while none are."""
        agreed = [share.agreed for share in self.allocation.shares.values()]
        known = [fte for fte in agreed if fte is not None]
        return sum(known, Fte(0)) if known and len(known) == len(agreed) else None
