"""Cooperation agreements with the municipalities, singly or as a source's total of a day."""

from typing import ClassVar

from attrs import define, field

from kim_model.municipalities import Ags
from kim_model.values import Fact, StatedTotal
from kim_model.values._field import checked
from kim_model.values._marks import Count, Id
from kim_model.values.facts import OwnDay


@define(frozen=True, kw_only=True, field_transformer=checked)
class CooperationAgreement(Fact):
    """The contract on which case management in a municipality rests (Kooperationsvertrag).

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
    >>> from datetime import date
    >>> CooperationAgreement(id="v1", municipality="05162024", as_of=date(2024, 3, 31)).signed_on
    """

    id: Id
    municipality: Ags = field(converter=Ags)
    signed_on: OwnDay | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatedAgreements(StatedTotal):
    """How many municipalities have signed, as a source states it without naming them.

    Parameters
    ----------
    signed
        The number of municipalities that have signed.

    Examples
    --------
    >>> from datetime import date
    >>> StatedAgreements(signed=7, as_of=date(2024, 3, 31)).signed
    7
    """

    _identity: ClassVar[tuple[str, ...] | None] = ("as_of",)

    signed: Count
