"""The status report: the status of a programme on a day, and its rendering."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from attrs import define

from kim_model.allocation import Recalculation
from kim_model.explain import Derivation, Unknown
from kim_model.funding import Application
from kim_model.language import language_of
from kim_model.language.markdown import escape
from kim_model.law import LegalInstrument, Role
from kim_model.posts import Measure
from kim_model.programme import LocalProgramme, Recorded
from kim_model.programme.holding import stated_grants
from kim_model.reporting.chapter_on_site import actors, on_site
from kim_model.reporting.chapter_posts import applications, grants, keys, posts, vacancies
from kim_model.reporting.chapter_programme import concepts, opening, problems, programme, undated
from kim_model.reporting.chapter_steering import steering
from kim_model.reporting.coverage import Coverage, coverage
from kim_model.reporting.posts import ApplicationLine, PostLine, post_line
from kim_model.reporting.reasons import unknown_posts
from kim_model.values import Fte
from kim_model.values._field import checked, require
from kim_model.values._marks import Name
from kim_model.values.facts import standing

F = TypeVar("F", bound=Recorded)


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatusReport:
    """The status of a local programme on a day, as values (Bericht zum Zwischenstand).

    `status_report` makes it. In a notebook it shows itself.

    Parameters
    ----------
    programme
        The programme with only what was known on `known_on`.
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
    undated
        The facts that are left out, in whole or in part, because no day is known of them.
    """

    programme: LocalProgramme
    on: date
    known_on: date
    posts: tuple[PostLine, ...]
    applications: tuple[ApplicationLine, ...]
    recalculations: tuple[Recalculation, ...]
    coverage: Coverage
    undated: tuple[Recorded, ...]

    def line(self, role: Role) -> PostLine | None:
        """Return the figures of one role; None if nothing is known of its posts."""
        require("role", role, Role)
        return next((each for each in self.posts if each.role is role), None)

    def why(self, role: Role, measure: Measure) -> Derivation[Fte] | Unknown:
        """Return how a figure of posts came about, or why it is not known (Herleitung).

        What was learned since, it does not tell; `LocalProgramme.learned_after` does.

        Examples
        --------
        >>> from kim_model import Position, nrw
        >>> position = Position(id="k-1", role=Role.COORDINATION, fte="1", as_of=date(2024, 3, 1))
        >>> programme = LocalProgramme(
        ...     id="rkn", district=nrw.district("05162"), positions=(position,)
        ... )
        >>> report = status_report(programme, on=date(2024, 3, 31))
        >>> print(report.why(Role.COORDINATION, Measure.FILLED).to_text("en"))
        filled: not known
          staffing (k-1): not known (not recorded)
        """
        require("role", role, Role)
        require("measure", measure, Measure)
        figure = post_line(self.programme, role, self.on).figure(measure)
        return figure or unknown_posts(self.programme, self.undated, measure, role, self.on)

    def name(self, actor: str) -> str:
        """Return the name of an actor or municipality by its id."""
        require("actor", actor, Name)
        towns = self.programme.district.municipalities
        names = {each.id: each.name for each in self.programme.actors}
        return names.get(actor) or next((t.short_name for t in towns if t.ags == actor), actor)

    def instrument(self, application: Application) -> LegalInstrument | None:
        """Return the instrument that an application waits for; None if for none."""
        require("application", application, Application)
        instruments = self._stood(self.programme.instruments)
        return next((each for each in instruments if each.id == application.awaits), None)

    def _stood(self, facts: Iterable[F]) -> tuple[F, ...]:
        """Return what of known facts had come about by the day."""
        return standing(facts, self.on, self.programme.first_known)

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
        on, known, stood = self.on, self.programme, self._stood
        statements = stood(known.statements)
        states = [
            (c, c.state(on, undated=known.as_of or c.known_since)) for c in stood(known.concepts)
        ]
        group = next(iter(stood([known.steering_group] if known.steering_group else [])), None)

        def name(actor: str) -> str:
            return escape(self.name(actor))

        chapters = (
            opening(known, stood(known.papers), on, self.known_on, words),
            programme(known, statements, words),
            posts(self.posts, words),
            grants(stated_grants(known), on, words),
            applications(self.applications, self.instrument, words),
            vacancies(stood(known.vacancy_notices), on, words),
            keys(stood(known.keys), self.recalculations, words),
            on_site(self.coverage, stood(known.deployment_plans), words),
            actors(stood(known.cooperations), stood(known.accompaniments), name, words),
            concepts(states, name, words),
            steering(group, known.concepts, on, name, words),
            problems(statements, words),
            undated(self.undated, words),
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

    def stood(facts: Iterable[F]) -> tuple[F, ...]:
        return standing(facts, on, known.first_known)

    instruments, figures = stood(known.instruments), stood(known.key_figures)
    lines = [post_line(known, role, on) for role in Role]
    return StatusReport(
        programme=known,
        on=on,
        known_on=known_on,
        posts=tuple(each for each in lines if _says_anything(each, known)),
        applications=tuple(
            ApplicationLine(application=each, state=each.state(instruments, on=on))
            for each in stood(known.applications)
        ),
        recalculations=tuple(
            each.recalculation(
                known.district.municipalities, figures, stood(known.allocations), on=on
            )
            for each in stood(known.keys)
        ),
        coverage=coverage(known, on),
        undated=programme.undated(known_on),
    )


def _says_anything(line: PostLine, programme: LocalProgramme) -> bool:
    """Whether anything is known of posts, but that notices for other posts grant none of them."""
    known = [each for each in Measure if line.figure(each) is not None]
    if known != [Measure.GRANTED] or (line.granted and line.granted.value):
        return bool(known or line.earlier)
    named = {each.role for each in programme.stated_posts}
    return line.role in named.union(posts.role for g in programme.grants for posts in g.posts)
