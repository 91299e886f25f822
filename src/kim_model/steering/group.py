"""The steering group (Lenkungsgruppe): its meetings, what it resolves, and whom it charges."""

from datetime import date
from typing import Self

from attrs import define, evolve

from kim_model.steering.resolutions import Resolution, RulesOfProcedure
from kim_model.values import Fact
from kim_model.values._field import ActorId, ConceptId, Id, checked
from kim_model.values.facts import known


@define(frozen=True, kw_only=True, field_transformer=checked)
class Meeting(Fact):
    """A meeting (Sitzung) of the steering group; known from the day it was held.

    Parameters
    ----------
    id
        Its id, unique in the document.
    held_on
        The day it was held.
    resolutions
        What it resolved, in the order of the source.
    presented
        The ids of the concepts that were presented to it.

    Examples
    --------
    >>> Meeting(id="lg-1", held_on=date(2024, 1, 25)).known_from
    datetime.date(2024, 1, 25)
    """

    id: Id
    held_on: date
    resolutions: tuple[Resolution, ...] = ()
    presented: tuple[ConceptId, ...] = ()

    @property
    def known_from(self) -> date:
        """The day it was held."""
        return self.held_on


@define(frozen=True, kw_only=True, field_transformer=checked)
class SteeringGroup(Fact):
    """The decision-making body above the municipalities (Lenkungsgruppe).

    It is known from its first meeting, or from `as_of`.

    Parameters
    ----------
    id
        Its id, unique in the document.
    name
        Its name.
    responsibility
        What it is responsible for, in words.
    members
        The ids of the actors that sit in it; None if unknown.
    meetings
        Its meetings, in any order.

    Examples
    --------
    >>> rules = RulesOfProcedure(version=date(2023, 6, 20))
    >>> resolution = Resolution(id="b1", subject="Geschäftsordnung", content=rules)
    >>> meeting = Meeting(id="lg-1", held_on=date(2024, 1, 25), resolutions=(resolution,))
    >>> group = SteeringGroup(id="lg", name="Lenkungsgruppe KIM", meetings=(meeting,))
    >>> group.rules_of_procedure(date(2024, 1, 24)) is None
    True
    >>> group.rules_of_procedure(date(2024, 1, 25)) is rules
    True
    """

    id: Id
    name: str
    responsibility: str | None = None
    members: tuple[ActorId, ...] | None = None
    meetings: tuple[Meeting, ...] = ()

    @property
    def known_from(self) -> date | None:
        """The day of its first meeting, or the earlier day as of which it is stated."""
        days = (self.as_of, *(each.held_on for each in self.meetings))
        return min((each for each in days if each is not None), default=None)

    def as_known_on(self, known_on: date) -> Self | None:
        """Return it with the meetings held by the day."""
        if self.known_from is None or self.known_from > known_on:
            return None
        return evolve(self, meetings=known(self.meetings, known_on))

    def held(self, on: date) -> tuple[Meeting, ...]:
        """Return the meetings held up to and including a day, the earliest first."""
        return tuple(sorted(known(self.meetings, on), key=lambda each: each.held_on))

    def rules_of_procedure(self, on: date) -> RulesOfProcedure | None:
        """Return the rules of procedure (Geschäftsordnung) in force on a day; None if unknown.

        They come into force with the meeting that resolves so.
        """
        contents = [each.content for meeting in self.held(on) for each in meeting.resolutions]
        adopted = [each for each in contents if isinstance(each, RulesOfProcedure)]
        return adopted[-1] if adopted else None
