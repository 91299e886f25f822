"""The status of a programme on a day: what a committee report is made of."""

from datetime import date

from attrs import define

from kim_model.allocation import Recalculation
from kim_model.funding import Application, ApplicationState
from kim_model.law import LegalInstrument, Role
from kim_model.programme import LocalProgramme
from kim_model.reporting.coverage import Coverage
from kim_model.reporting.posts import PostLine
from kim_model.values._field import checked


@define(frozen=True, kw_only=True, field_transformer=checked)
class ApplicationLine:
    """An application and how far it is on the day.

    Parameters
    ----------
    application
        The application.
    state
        How far it is.
    """

    application: Application
    state: ApplicationState


@define(frozen=True, kw_only=True, field_transformer=checked)
class Status:
    """The status of a local programme on a day (Zwischenstand), as values.

    `status_report` makes one that can also be written down.

    Parameters
    ----------
    programme
        The programme with only what was known on `known_on`.
    stated
        The programme with only what was stated or had happened by `on`.
    on
        The day it is about (Stand).
    known_on
        The day from which it is seen (Kenntnisstand).
    posts
        The figures per role of which any is known.
    applications
        The applications and how far they are.
    recalculations
        The yearly computations of shares that are due, and what they wait for.
    coverage
        Case management per municipality.
    """

    programme: LocalProgramme
    stated: LocalProgramme
    on: date
    known_on: date
    posts: tuple[PostLine, ...]
    applications: tuple[ApplicationLine, ...]
    recalculations: tuple[Recalculation, ...]
    coverage: Coverage

    def line(self, role: Role) -> PostLine | None:
        """Return the figures of one role; None if nothing is known of its posts."""
        return next((each for each in self.posts if each.role is role), None)

    def name(self, actor: str) -> str:
        """Return the name of an actor or municipality by its id."""
        towns = self.programme.district.municipalities
        names = {each.id: each.name for each in self.programme.actors}
        return names.get(actor) or next((t.short_name for t in towns if t.ags == actor), actor)

    def instrument(self, application: Application) -> LegalInstrument | None:
        """Return the instrument that an application waits for; None if for none."""
        instruments = self.stated.instruments
        return next((each for each in instruments if each.id == application.awaits), None)
