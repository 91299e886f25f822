"""The chapters of a status report, put together."""

from kim_model.language.words import words
from kim_model.reporting.chapter_on_site import actors, on_site, problems
from kim_model.reporting.chapter_posts import applications, grants, keys, posts, vacancies
from kim_model.reporting.chapter_programme import concepts, opening, programme
from kim_model.reporting.chapter_steering import steering
from kim_model.reporting.status import Status

_CHAPTERS = (
    opening,
    programme,
    posts,
    grants,
    applications,
    vacancies,
    keys,
    on_site,
    actors,
    concepts,
    steering,
    problems,
)


def status_markdown(status: Status, locale: str) -> str:
    """Return a status report as Markdown in a language."""
    language = words(locale)
    blocks = [block for chapter in _CHAPTERS for block in chapter(status, language)]
    return "\n\n".join(blocks) + "\n"
