"""The three Bausteine of KIM: what each funds, in which legal form, and the roles of its posts."""

from enum import Enum

from attrs import define

from kim_model.municipalities import DistrictKind
from kim_model.values import Citation
from kim_model.values._field import checked
from kim_model.values._marks import Id, Year


class LegalForm(Enum):
    """The legal form in which the Land funds (Rechtsform der Förderung)."""

    ZUWENDUNG = "zuwendung"
    """A grant on application under a guideline (Richtlinie, VV zu § 44 LHO); no entitlement."""
    FACHBEZOGENE_PAUSCHALE = "fachbezogene_pauschale"
    """A lump sum for a purpose, given by notice without application."""


class Baustein(Enum):
    """A module of KIM (Baustein), as § 9 TIntG NRW and the programme's pages number them.

    Examples
    --------
    >>> Baustein.CASE_MANAGEMENT.value, Baustein.CASE_MANAGEMENT.needs_application
    (2, False)
    """

    STEERING = 1
    """Strategic steering and coordination (strategische Steuerung, Koordination)."""
    CASE_MANAGEMENT = 2
    """Individual case management across the codes of law (rechtskreisübergreifendes KIM-CM)."""
    AUTHORITIES = 3
    """Posts in foreigners' and naturalisation authorities (ABH, EBH), to promote naturalisation."""

    @property
    def legal_form(self) -> LegalForm:
        """The legal form in which the Land funds it."""
        return _LEGAL_FORM_OF[self]

    @property
    def needs_application(self) -> bool:
        """Whether money comes only on application (Antrag)."""
        return self.legal_form is LegalForm.ZUWENDUNG


class Role(Enum):
    """What a post is for (Funktion der Stelle).

    Examples
    --------
    >>> Role.COORDINATION.baustein is Baustein.STEERING
    True
    """

    COORDINATION = "coordination"
    """KIM coordination in the Kommunales Integrationszentrum (KIM-Koordination im KI)."""
    MUNICIPAL_COORDINATION = "municipal_coordination"
    """KIM coordination in a municipality that has ABH, Jugendamt and Integrationsrat."""
    ADMINISTRATIVE_ASSISTANCE = "administrative_assistance"
    """Administrative assistance of the coordination (Verwaltungsassistenz)."""
    CASE_MANAGEMENT = "case_management"
    """A case manager (KIM-Case Management)."""
    FOREIGNERS_AUTHORITY = "foreigners_authority"
    """A post in a foreigners' authority (Ausländerbehörde, ABH)."""
    NATURALISATION_AUTHORITY = "naturalisation_authority"
    """A post in a naturalisation authority (Einbürgerungsbehörde, EBH)."""

    @property
    def baustein(self) -> Baustein:
        """The Baustein that funds such posts."""
        return _BAUSTEIN_OF[self]


# Each member by name: a new one has no legal form and no Baustein until it is given one here.
_LEGAL_FORM_OF = {
    Baustein.STEERING: LegalForm.ZUWENDUNG,
    Baustein.CASE_MANAGEMENT: LegalForm.FACHBEZOGENE_PAUSCHALE,
    Baustein.AUTHORITIES: LegalForm.FACHBEZOGENE_PAUSCHALE,
}
_BAUSTEIN_OF = {
    Role.COORDINATION: Baustein.STEERING,
    Role.MUNICIPAL_COORDINATION: Baustein.STEERING,
    Role.ADMINISTRATIVE_ASSISTANCE: Baustein.STEERING,
    Role.CASE_MANAGEMENT: Baustein.CASE_MANAGEMENT,
    Role.FOREIGNERS_AUTHORITY: Baustein.AUTHORITIES,
    Role.NATURALISATION_AUTHORITY: Baustein.AUTHORITIES,
}


@define(frozen=True, kw_only=True, field_transformer=checked)
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

    id: Id
    name: str
    funder: str
    legal_basis: Citation
    since_year: Year
    addressees: tuple[DistrictKind, ...]
