"""The three Bausteine of KIM: what each funds, in which legal form, and the roles of its posts."""

from enum import Enum

__all__ = ["Baustein", "LegalForm", "Role"]


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
        if self is Baustein.STEERING:
            return LegalForm.ZUWENDUNG
        return LegalForm.FACHBEZOGENE_PAUSCHALE

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


_BAUSTEIN_OF = {
    Role.COORDINATION: Baustein.STEERING,
    Role.MUNICIPAL_COORDINATION: Baustein.STEERING,
    Role.ADMINISTRATIVE_ASSISTANCE: Baustein.STEERING,
    Role.CASE_MANAGEMENT: Baustein.CASE_MANAGEMENT,
    Role.FOREIGNERS_AUTHORITY: Baustein.AUTHORITIES,
    Role.NATURALISATION_AUTHORITY: Baustein.AUTHORITIES,
}
