"""Legal instruments: announced, signed, published, in force, replaced."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from attrs import define

from kim_model._mapping import FrozenMapping
from kim_model.errors import InvalidValueError
from kim_model.values import Answer, Citation, Fact, Period
from kim_model.values._field import checked, require, require_each, unique
from kim_model.values._marks import Happens, Id, InstrumentId, ToldBy, Unique
from kim_model.values.facts import OwnDay, PeriodOfDay, known

_BY_PUBLICATION = ToldBy("published_on")


@define(frozen=True, kw_only=True, field_transformer=checked)
class LegalInstrument(Fact):
    """A law, guideline or decree (Gesetz, Richtlinie, Runderlass) and the dates of its life.

    Its announcement says that it will come; its publication makes all the rest of it known.

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
    replaces
        The ids of the instruments that it replaces (Nachfolge); empty if no source names any.

    Raises
    ------
    InvalidValueError
        If it expires before it comes into force, or replaces itself or one instrument twice.

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

    id: Id
    title: str
    announced_within: PeriodOfDay | None = None
    signed_on: Annotated[date, Happens(), _BY_PUBLICATION] | None = None
    published_on: OwnDay | None = None
    in_force_from: Annotated[date | None, _BY_PUBLICATION] = None
    expires_on: Annotated[date | None, _BY_PUBLICATION] = None
    covers: Annotated[Period | None, _BY_PUBLICATION] = None
    replaces: Annotated[tuple[InstrumentId, ...], Unique(), _BY_PUBLICATION] = ()
    citation: Annotated[Citation | None, _BY_PUBLICATION] = None

    def __attrs_post_init__(self) -> None:
        if self.id in self.replaces:
            rule = "is the instrument itself"
            raise InvalidValueError("LegalInstrument.replaces", self.replaces, rule)
        if self.in_force_from and self.expires_on and self.expires_on < self.in_force_from:
            rule = f"lies before it comes into force, {self.in_force_from}"
            raise InvalidValueError("LegalInstrument.expires_on", self.expires_on, rule)

    @property
    def retroactive(self) -> Answer:
        """Whether it comes into force before it is published (Rückwirkung).

        Examples
        --------
        >>> LegalInstrument(
        ...     id="r", title="R", published_on=date(2024, 12, 19), in_force_from=date(2024, 1, 1)
        ... ).retroactive
        <Answer.YES: 'yes'>
        """
        if self.in_force_from is None or self.published_on is None:
            return Answer.UNKNOWN
        return Answer.YES if self.in_force_from < self.published_on else Answer.NO

    def applies(self, on: date) -> Answer:
        """Whether it is in force on a day by its own dates, first and last day inside.

        An open end stays open: without a day of expiry it applies until another replaces it, which
        `in_force` sees.
        """
        begun = self.has_begun(on)
        expired = self.expires_on is not None and on > self.expires_on
        return Answer.NO if expired else begun

    def has_begun(self, on: date) -> Answer:
        """Whether it has come into force by a day, expired since or not."""
        require("on", on, date)
        if self.in_force_from is None:
            return Answer.UNKNOWN
        return Answer.YES if on >= self.in_force_from else Answer.NO


def in_force(
    instruments: Iterable[LegalInstrument], *, on: date, known_on: date | None = None
) -> FrozenMapping[str, Answer]:
    """Return for each instrument whether it is in force on a day, successors taken into account.

    Parameters
    ----------
    instruments
        The instruments, each with an id of its own.
    on
        The day the question is about. An instrument with retroactive force applies from its first
        day, but not for those who ask before they can know of it.
    known_on
        The day from which it is asked; instruments of which nothing was known are left out. Without
        it everything known answers.

    Returns
    -------
    FrozenMapping
        An answer per id: no also where another instrument that replaces it has come into force,
        for good: its expiry revives no predecessor; unknown where the day of coming into force is
        unknown, its own or a successor's.

    Examples
    --------
    >>> old = LegalInstrument(
    ...     id="old", title="Old", published_on=date(2020, 11, 30), in_force_from=date(2020, 1, 1)
    ... )
    >>> new = LegalInstrument(
    ...     id="new",
    ...     title="New",
    ...     published_on=date(2024, 12, 19),
    ...     in_force_from=date(2024, 1, 1),
    ...     replaces=("old",),
    ... )
    >>> before, after = date(2024, 3, 31), date(2024, 12, 20)
    >>> in_force([old, new], on=before, known_on=before)["old"] is Answer.YES
    True
    >>> in_force([old, new], on=before, known_on=after)["old"] is Answer.NO
    True
    """
    require("on", on, date)
    require("known_on", known_on, date | None)
    views = require_each("instruments", instruments, LegalInstrument)
    if known_on is not None:
        views = known(views, known_on)
    unique("instruments", (each.id for each in views))
    return FrozenMapping({each.id: _in_force(each, views, on) for each in views})


def _in_force(instrument: LegalInstrument, views: Iterable[LegalInstrument], on: date) -> Answer:
    own = instrument.applies(on)
    successors = {each.has_begun(on) for each in views if instrument.id in each.replaces}
    if Answer.YES in successors:
        return Answer.NO
    return Answer.UNKNOWN if own is Answer.YES and Answer.UNKNOWN in successors else own
