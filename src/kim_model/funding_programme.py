"""The programme by which the Land funds integration management."""

from attrs import define, field

from kim_model._checks import identifier, name_fields, text, tuple_of, valid, whole
from kim_model.geography import DistrictKind
from kim_model.sources import Citation

__all__ = ["FundingProgramme"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class FundingProgramme:
    """A programme of the Land (Landesprogramm), such as KIM itself.

    Parameters
    ----------
    id
        Its id in documents.
    name
        Its name.
    funder
        Who funds, such as ``"Land Nordrhein-Westfalen"``.
    legal_basis
        The law it rests on.
    since_year
        The first year of funding.
    addressees
        The kinds of district that it funds.

    Examples
    --------
    >>> from kim_model import nrw
    >>> nrw.KIM.since_year, str(nrw.KIM.legal_basis)
    (2020, '§ 9 TIntG NRW, GV. NRW. 2021 S. 1213a')
    """

    id: str = field(validator=valid(identifier))
    name: str = field(validator=valid(text))
    funder: str = field(validator=valid(text))
    legal_basis: Citation = field(validator=valid(Citation))
    since_year: int = field(validator=valid(whole(1949, 9999)))
    addressees: tuple[DistrictKind, ...] = field(validator=valid(tuple_of(DistrictKind)))
