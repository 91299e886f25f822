"""What municipalities agree on beside the computed shares: transfers and waivers."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import define, evolve, field

from kim_model._checks import day, identifier, name_fields, optional, text, valid
from kim_model._fields import positive
from kim_model.errors import InvalidValueError
from kim_model.quantities import Fte
from kim_model.share import Share

__all__ = ["Adjustment", "agreed_shares"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Adjustment:
    """A transfer of posts between two recipients by agreement (Verzicht, Übertragung).

    Parameters
    ----------
    giver
        The AGS or id of who gives up posts.
    receiver
        The AGS or id of who gets them; one without a computed share gets a line of its own, and so
        does a receiver that no source names, by an id that says so.
    fte
        How many, in VZÄ.
    reason
        Why, in words.
    agreed_on
        The day it was agreed; None if unknown.

    Raises
    ------
    InvalidValueError
        If giver and receiver are the same, or nothing is given.

    Examples
    --------
    >>> waiver = Adjustment(
    ...     giver="05162024",
    ...     receiver="05162028",
    ...     fte="0.5",
    ...     reason="Verzicht",
    ...     agreed_on=date(2024, 5, 2),
    ... )
    >>> waiver.fte
    Fte('0.5')
    """

    giver: str = field(validator=valid(identifier))
    receiver: str = field(validator=valid(identifier))
    fte: Fte = field(converter=Fte, validator=valid(positive))
    reason: str = field(validator=valid(text))
    agreed_on: date | None = field(default=None, validator=valid(optional(day)))

    def __attrs_post_init__(self) -> None:
        if self.giver == self.receiver:
            rule = "is the giver as well"
            raise InvalidValueError("Adjustment.receiver", self.receiver, rule, "name another")


def agreed_shares(
    shares: Mapping[str, Share], adjustments: Iterable[Adjustment]
) -> dict[str, Share]:
    """Return the shares with what is agreed after all adjustments.

    Raises
    ------
    InvalidValueError
        If a giver has no share, or less than it gives.
    """
    agreed = {recipient: share.fte for recipient, share in shares.items()}
    for index, each in enumerate(adjustments):
        if agreed.get(each.giver, Fte(0)) < each.fte:
            rule = f"exceeds what {each.giver} has, {agreed.get(each.giver, Fte(0))} VZÄ"
            raise InvalidValueError(f"adjustments[{index}].fte", each.fte, rule, "give less")
        agreed[each.giver] = agreed[each.giver] - each.fte
        agreed[each.receiver] = agreed.get(each.receiver, Fte(0)) + each.fte
    return {
        recipient: evolve(shares.get(recipient, Share(fte=0)), agreed=fte)
        for recipient, fte in agreed.items()
    }
