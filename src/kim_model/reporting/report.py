"""The status report: the status of a programme on a day, and its rendering."""

from datetime import date

from attrs import define

from kim_model.allocation import Recalculation
from kim_model.funding import Application
from kim_model.language import language_of
from kim_model.law import LegalInstrument, Role
from kim_model.posts import Measure
from kim_model.programme import LocalProgramme
from kim_model.reporting.chapter_on_site import actors, on_site
from kim_model.reporting.chapter_posts import applications, grants, keys, posts, vacancies
from kim_model.reporting.chapter_programme import concepts, opening, problems, programme
from kim_model.reporting.chapter_steering import steering
from kim_model.reporting.coverage import Coverage, coverage
from kim_model.reporting.markdown import escape
from kim_model.reporting.posts import ApplicationLine, PostLine, post_line
from kim_model.values._field import checked, require


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatusReport:
    """The status of a local programme on a day, as values (Bericht zum Zwischenstand).

    `status_report` makes it. In a notebook it shows itself.

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

    def to_markdown(self, locale: str = "de") -> str:
        """Return the report as Markdown.

        Parameters
        ----------
        locale
            ``"de"`` or ``"en"``, with or without a country: the language of the report's own words.
            What the programme says in words stays as it is.

        Raises
        ------
        InvalidValueError
            For another language.
        """
        words = language_of(locale)
        on, stated = self.on, self.stated

        def name(actor: str) -> str:
            return escape(self.name(actor))

        chapters = (
            opening(stated, on, self.known_on, words),
            programme(stated, words),
            posts(self.posts, words),
            grants(self.programme.grants, on, words),
            applications(self.applications, self.instrument, words),
            vacancies(stated.vacancy_notices, on, words),
            keys(stated.keys, self.recalculations, words),
            on_site(self.coverage, stated.deployment_plans, words),
            actors(stated.cooperations, stated.accompaniments, name, words),
            concepts(stated.concepts, on, name, words),
            steering(stated.steering_group, stated.concepts, on, name, words),
            problems(stated.statements, words),
        )
        return "\n\n".join(block for chapter in chapters for block in chapter) + "\n"

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


def status_report(
    programme: LocalProgramme, on: date, known_on: date | None = None
) -> StatusReport:
    """Compute the status of a programme on a day.

    Parameters
    ----------
    programme
        The programme.
    on
        The day the report is about (Stand, Stichtag).
    known_on
        The day from which it is seen; `on` itself if not given. What became known later changes
        nothing in the report.

    Raises
    ------
    InvalidTypeError
        If a day is not a date.

    Examples
    --------
    >>> from kim_model import Measure, Role, StatedPosts, nrw
    >>> filled = StatedPosts(
    ...     measure=Measure.FILLED, role=Role.COORDINATION, fte="3", as_of=date(2024, 3, 31)
    ... )
    >>> programme = LocalProgramme(
    ...     id="rkn", district=nrw.district("05162"), stated_posts=(filled,)
    ... )
    >>> report = status_report(programme, on=date(2024, 3, 31))
    >>> report.line(Role.COORDINATION).filled.value
    Fte('3')
    """
    known_on = on if known_on is None else known_on
    require("on", on, date)
    require("known_on", known_on, date)
    require("programme", programme, LocalProgramme)
    known = programme.as_known_on(known_on)
    # What a later source says of an earlier day counts above; what is only told from a later day
    # on, such as a problem or a plan, says nothing about this one.
    stated = known.as_known_on(min(on, known_on))
    lines = [post_line(known, role, on) for role in Role]
    return StatusReport(
        programme=known,
        stated=stated,
        on=on,
        known_on=known_on,
        posts=tuple(each for each in lines if _says_anything(each)),
        applications=tuple(
            ApplicationLine(application=each, state=each.state(stated.instruments, on=on))
            for each in stated.applications
        ),
        recalculations=tuple(
            each.recalculation(
                known.district.municipalities, stated.key_figures, stated.allocations, on=on
            )
            for each in stated.keys
        ),
        coverage=coverage(known, on),
    )


def _says_anything(line: PostLine) -> bool:
    return bool(line.earlier) or any(line.figure(each) is not None for each in Measure)
