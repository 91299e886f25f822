"""Cooperation agreements with the municipalities, singly or as a source's total of a day."""

from datetime import date

from attrs import define, field

from kim_model.municipalities import Ags
from kim_model.values import Fact
from kim_model.values._field import Count, Id, checked


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    id: Id
    municipality: Ags = field(converter=Ags)
    signed_on: date | None = None

    @property
    def known_from(self) -> date | None:
        """The day it was signed, or else the day as of which it is stated."""
        return self.signed_on or self.as_of


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    signed: Count
    as_of: date = field()
    stated_on: date | None = None

    @property
    def known_from(self) -> date:
        """The day of the statement, or else the day it is about."""
        return self.stated_on or self.as_of
