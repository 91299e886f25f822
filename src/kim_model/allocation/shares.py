"""What is agreed beside the computed shares: that they are right, transfers, and waivers."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import define, evolve, field

from kim_model.errors import InvalidValueError, listed
from kim_model.values import Fte
from kim_model.values._field import checked
from kim_model.values._marks import NonNegativeFte, PositiveFte, RecipientId
from kim_model.values.quantities import optional_fte


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    fte: NonNegativeFte = field(converter=Fte)
    ideal: NonNegativeFte | None = field(default=None, converter=optional_fte)
    agreed: NonNegativeFte | None = field(default=None, converter=optional_fte)

    @property
    def difference(self) -> Fte | None:
        """What bounds and rounding gave or took, in VZÄ; None if the ideal share is unknown."""
        return None if self.ideal is None else self.fte - self.ideal


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    giver: RecipientId
    receiver: RecipientId
    fte: PositiveFte = field(converter=Fte)
    reason: str
    agreed_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.giver == self.receiver:
            rule = "is the giver as well"
            raise InvalidValueError("Adjustment.receiver", self.receiver, rule, "name another")


@define(frozen=True, kw_only=True, field_transformer=checked)
class Adoption:
    """The agreement on shares as they are (Beschluss der Stellenanteile ohne Änderung).

    Parameters
    ----------
    agreed_on
        The day it was agreed; None if unknown.

    Examples
    --------
    >>> Adoption(agreed_on=date(2024, 4, 15)).agreed_on
    datetime.date(2024, 4, 15)
    """

    agreed_on: date | None = None


def check_order(log: Iterable[Adoption | Adjustment], since: date = date.min) -> date:
    """Return the last day of agreement, or the one before all.

    Raises
    ------
    InvalidValueError
        If the days do not follow one another.
    """
    index = 0
    for each in log:
        day = each.agreed_on or since
        if day < since:
            place, rule = f"adjustments[{index}].agreed_on", f"lies before one agreed on {since}"
            raise InvalidValueError(place, day, rule, "put them in their order")
        since = day
        index += isinstance(each, Adjustment)
    return since


def agreed_shares(
    shares: Mapping[str, Share], adjustments: Iterable[Adjustment]
) -> dict[str, Share]:
    """Return the shares with what is agreed after further adjustments.

    Raises
    ------
    InvalidValueError
        If a giver has no share, or less than it gives.
    """
    agreed = {
        recipient: share.fte if share.agreed is None else share.agreed
        for recipient, share in shares.items()
    }
    for index, each in enumerate(adjustments):
        if each.giver not in agreed:
            place, rule = f"adjustments[{index}].giver", f"is not one of {listed(agreed)}"
            raise InvalidValueError(place, each.giver, rule, "name a recipient")
        if agreed[each.giver] < each.fte:
            rule = f"exceeds what {each.giver} has, {agreed[each.giver]} VZÄ"
            raise InvalidValueError(f"adjustments[{index}].fte", each.fte, rule, "give less")
        agreed[each.giver] = agreed[each.giver] - each.fte
        agreed[each.receiver] = agreed.get(each.receiver, Fte(0)) + each.fte
    return {
        recipient: evolve(shares.get(recipient, Share(fte=0)), agreed=fte)
        for recipient, fte in agreed.items()
    }
