"""The share of a recipient: computed, ideal, agreed."""

from attrs import define, field

from kim_model._checks import name_fields, optional, valid
from kim_model._fields import not_negative, optional_fte
from kim_model.quantities import Fte

__all__ = ["Share"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Share:
    """The share of one recipient in the posts (Stellenanteil).

    Parameters
    ----------
    fte
        The computed share, in VZÄ.
    ideal
        The exact share before bounds and rounding (Idealanspruch), in VZÄ; None if unknown.
    agreed
        The share as agreed, in VZÄ; None while nothing is agreed.

    Examples
    --------
    >>> Share(ideal="1.19", fte="1").difference
    Fte('-0.19')
    """

    fte: Fte = field(converter=Fte, validator=valid(not_negative))
    ideal: Fte | None = field(
        default=None, converter=optional_fte, validator=valid(optional(not_negative))
    )
    agreed: Fte | None = field(
        default=None, converter=optional_fte, validator=valid(optional(not_negative))
    )

    @property
    def difference(self) -> Fte | None:
        """What bounds and rounding gave or took, in VZÄ; None if the ideal share is unknown."""
        return None if self.ideal is None else self.fte - self.ideal
