"""The steering group (Lenkungsgruppe): its meetings, what it resolves, and whom it charges."""

from datetime import date
from typing import Annotated, ClassVar

from attrs import define

from kim_model.steering.resolutions import Resolution, RulesOfProcedure
from kim_model.values import Fact
from kim_model.values._field import checked, require
from kim_model.values._marks import ActorId, ConceptId, Id, ToldBy
from kim_model.values.facts import OwnDay, standing


@define(frozen=True, kw_only=True, field_transformer=checked)
class Meeting(Fact):
    """A meeting (Sitzung) of the steering group.

    One that is known ahead has not resolved anything yet.

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
    held_on: OwnDay
    resolutions: Annotated[tuple[Resolution, ...], ToldBy("held_on")] = ()
    presented: Annotated[tuple[ConceptId, ...], ToldBy("held_on")] = ()


@define(frozen=True, kw_only=True, field_transformer=checked)
class SteeringGroup(Fact):
    """The decision-making body above the municipalities (Lenkungsgruppe).

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

    _identity: ClassVar[tuple[str, ...] | None] = ()  # a programme has one

    id: Id
    name: str
    responsibility: str | None = None
    members: tuple[ActorId, ...] | None = None
    meetings: tuple[Meeting, ...] = ()

    def held(self, on: date) -> tuple[Meeting, ...]:
        """Return the meetings held up to and including a day, the earliest first."""
        require("on", on, date)
        held = standing(self.meetings, on, lambda _: self.as_of)
        return tuple(sorted(held, key=lambda each: each.held_on))

    def rules_of_procedure(self, on: date) -> RulesOfProcedure | None:
        """Return the rules of procedure (Geschäftsordnung) in force on a day; None if unknown.

        They come into force with the meeting that resolves so.
        """
        contents = [each.content for meeting in self.held(on) for each in meeting.resolutions]
        adopted = [each for each in contents if isinstance(each, RulesOfProcedure)]
        return adopted[-1] if adopted else None
