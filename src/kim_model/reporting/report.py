"""The status report: the status of a programme on a day, and its rendering."""

from datetime import date

from attrs import define

from kim_model.law import Role
from kim_model.programme import LocalProgramme
from kim_model.reporting.coverage import coverage
from kim_model.reporting.document import status_markdown
from kim_model.reporting.posts import PostLine, post_line
from kim_model.reporting.status import ApplicationLine, Status
from kim_model.values._field import checked, require


@define(frozen=True, kw_only=True, field_transformer=checked)
class StatusReport(Status):
    """A status that can be written down (Bericht zum Zwischenstand).

    `status_report` makes it. In a notebook it shows itself.
    """

    def to_markdown(self, locale: str = "de") -> str:
        """Return the report as Markdown.

        Parameters
        ----------
        locale
            ``"de"`` or ``"en"``: the language of the report's own words. What the programme says
            in words stays as it is.

        Raises
        ------
        InvalidValueError
            For any other locale.
        """
        return status_markdown(self, locale)

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
        If a day is no date.

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
    figures = (line.established, line.granted, line.allocated, line.agreed, line.filled)
    return any(each is not None for each in figures) or bool(line.earlier)
