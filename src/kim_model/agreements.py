"""Cooperation agreements with the municipalities, singly or as a source's total of a day."""

from datetime import date

from attrs import define, field

from kim_model._checks import day, identifier, name_fields, optional, valid, whole
from kim_model.facts import Fact
from kim_model.geography import Ags

__all__ = ["CooperationAgreement", "StatedAgreements"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class CooperationAgreement(Fact):
    """The contract on which case management in a municipality rests (Kooperationsvertrag).

    It is known from the day it was signed; where that is unknown, from `as_of`.

    Parameters
    ----------
    id
        Its id, unique in the document.
    municipality
        The municipality that signed.
    signed_on
        The day it was signed by all; None if unknown.

    Examples
    --------
    >>> CooperationAgreement(id="v1", municipality="05162024", as_of=date(2024, 3, 31)).signed_on
    """

    id: str = field(validator=valid(identifier))
    municipality: Ags = field(converter=Ags)
    signed_on: date | None = field(default=None, validator=valid(optional(day)))

    @property
    def known_from(self) -> date | None:
        """The day it was signed, or else the day as of which it is stated."""
        return self.signed_on or self.as_of


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class StatedAgreements(Fact):
    """How many municipalities have signed, as a source states it without naming them.

    It answers for its own day only, as `StatedPosts` does.

    Parameters
    ----------
    signed
        The number of municipalities that have signed.
    as_of
        The day for which it is stated (Stand).
    stated_on
        The day on which it was stated, if that is known to be later.

    Examples
    --------
    >>> StatedAgreements(signed=7, as_of=date(2024, 3, 31)).signed
    7
    """

    signed: int = field(validator=valid(whole(0)))
    as_of: date = field(validator=valid(day))
    stated_on: date | None = field(default=None, validator=valid(optional(day)))

    @property
    def known_from(self) -> date:
        """The day of the statement, or else the day it is about."""
        return self.stated_on or self.as_of
