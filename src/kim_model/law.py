"""Legal instruments: announced, signed, published, in force."""

from datetime import date
from typing import Self

from attrs import define, evolve, field

from kim_model._checks import day, identifier, name_fields, optional, text, valid
from kim_model.errors import InvalidValueError
from kim_model.facts import Fact
from kim_model.periods import Period

__all__ = ["LegalInstrument"]


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class LegalInstrument(Fact):
    """A law, guideline or decree (Gesetz, Richtlinie, Runderlass) and the dates of its life.

    It becomes known by its announcement, and with all its dates by its publication.

    Parameters
    ----------
    id
        Its id, unique in the document; applications refer to it.
    title
        Its title, or what it is called while only announced.
    announced_within
        The period in which it was announced, as exactly as it is known.
    signed_on
        The day it was signed (Ausfertigung).
    published_on
        The day it was published (Veröffentlichung); None while it is not, as far as is known.
    in_force_from
        The first day it applies (Inkrafttreten); may lie before its publication.
    expires_on
        The last day it applies (Außerkrafttreten).
    covers
        The period whose funding it governs; None if unknown.

    Raises
    ------
    InvalidValueError
        If it expires before it comes into force.

    Examples
    --------
    >>> guideline = LegalInstrument(
    ...     id="richtlinie",
    ...     title="Richtlinie KIM",
    ...     announced_within=Period.of_year(2023),
    ...     published_on=date(2024, 12, 19),
    ... )
    >>> guideline.as_known_on(date(2024, 3, 31)).published_on is None
    True
    >>> guideline.as_known_on(date(2024, 12, 20)).published_on
    datetime.date(2024, 12, 19)
    """

    id: str = field(validator=valid(identifier))
    title: str = field(validator=valid(text))
    announced_within: Period | None = field(default=None, validator=valid(optional(Period)))
    signed_on: date | None = field(default=None, validator=valid(optional(day)))
    published_on: date | None = field(default=None, validator=valid(optional(day)))
    in_force_from: date | None = field(default=None, validator=valid(optional(day)))
    expires_on: date | None = field(default=None, validator=valid(optional(day)))
    covers: Period | None = field(default=None, validator=valid(optional(Period)))

    def __attrs_post_init__(self) -> None:
        if self.in_force_from and self.expires_on and self.expires_on < self.in_force_from:
            rule = f"lies before it comes into force, {self.in_force_from}"
            raise InvalidValueError("LegalInstrument.expires_on", self.expires_on, rule)

    @property
    def known_from(self) -> date | None:
        """The day by which it was announced, published, or stated, whichever came first."""
        announced = self.announced_within.last_day if self.announced_within else None
        days = (announced, self.published_on, self.as_of)
        return min((each for each in days if each is not None), default=None)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return what was known of it: before its publication its announcement only."""
        if self.known_from is None or self.known_from > known_on:
            return None
        announced = self.announced_within
        if announced is not None and announced.first_day > known_on:  # stated, not yet announced
            return evolve(self, announced_within=None).as_known_on(known_on)
        if self.published_on is None or self.published_on <= known_on:
            return self
        return self.unpublished()

    def unpublished(self) -> Self:
        """Return it as it was before its publication, with nothing that this made known."""
        return evolve(
            self,
            signed_on=None,
            published_on=None,
            in_force_from=None,
            expires_on=None,
            covers=None,
            citation=None,
        )
