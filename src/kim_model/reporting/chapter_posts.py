"""Posts, notices, applications, vacancy notices, and the yearly key."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kim_model.allocation import Recalculation, YearlyKey
from kim_model.explain import Derivation
from kim_model.explain.operations import Q
from kim_model.funding import Application, ApplicationState, Grant
from kim_model.funding.grants import in_effect
from kim_model.language import Language
from kim_model.language.markdown import (
    LEFT,
    RIGHT,
    Column,
    bullets,
    chapter,
    escape,
    heading,
    holding,
    table,
)
from kim_model.law import Baustein, LegalInstrument
from kim_model.posts import Measure, VacancyNotice
from kim_model.reporting.posts import ApplicationLine, PostLine
from kim_model.values import Fte

_COLUMNS: tuple[Column[PostLine], ...] = (
    ("column.baustein", lambda line, _: str(line.role.baustein.value), LEFT),
    ("column.role", lambda line, words: words.label(line.role), LEFT),
    ("column.established", lambda line, words: words.fte(_verified(line.established)), RIGHT),
    ("column.granted", lambda line, words: words.fte(_verified(line.granted)), RIGHT),
    ("column.allocated", lambda line, words: words.fte(_verified(line.allocated)), RIGHT),
    ("column.agreed", lambda line, words: words.fte(_verified(line.agreed)), RIGHT),
    ("column.filled", lambda line, words: words.fte(_verified(line.filled)), RIGHT),
    ("column.vacant", lambda line, words: words.fte(_verified(line.vacant)), RIGHT),
    ("column.filled_share", lambda line, words: words.percent(_verified(line.filled_share)), RIGHT),
    ("column.evidence", lambda line, words: words.label(line.evidence), RIGHT),
)


def posts(lines: Sequence[PostLine], words: Language) -> list[str]:
    """Return the table of posts, and a sentence for each role whose filling is known."""
    blocks = [heading(2, words.say("posts.heading"))]
    if not lines:
        return [*blocks, words.say("posts.nothing_known")]
    sentences = [_sentence(line, words) for line in lines if line.filled_share]
    earlier = [said for line in lines for said in (*_earlier(line, words), *_shared(line, words))]
    return [
        *blocks,
        table(_COLUMNS, lines, words),
        words.say("posts.note"),
        *bullets([*sentences, *earlier]),
    ]


def _sentence(line: PostLine, words: Language) -> str:
    measured = line.base or Measure.ESTABLISHED
    vacant = _verified(line.vacant)
    over = vacant is not None and vacant < Fte(0)
    return words.say(
        "posts.sentence_over" if over else "posts.sentence",
        role=words.label(line.role),
        filled=words.fte(_verified(line.filled)),
        base_fte=words.fte(_verified(line.figure(measured))),
        base=words.label(measured),
        vacant=words.fte(None if vacant is None else abs(vacant)),
        share=words.percent(_verified(line.filled_share)),
    )


def _earlier(line: PostLine, words: Language) -> list[str]:
    """Say what was last known of measures of which nothing is known for the day."""
    stated = {each.measure: each for each in line.earlier}
    said = [
        words.say(
            "posts.earlier",
            measure=words.label(measure),
            fte=words.fte(stated[measure].fte),
            on=words.date(stated[measure].as_of),
        )
        for measure in Measure
        if measure in stated
    ]
    return [f"{words.label(line.role)}, {each}" for each in said]


def _shared(line: PostLine, words: Language) -> list[str]:
    """Say of which reference date the shares are."""
    if line.reference_date is None:
        return []
    role, day = words.label(line.role), words.date(line.reference_date)
    return [words.say("posts.reference_date", role=role, date=day)]


def _verified(figure: Derivation[Q] | None) -> Q | None:
    return None if figure is None else figure.verify()


def grants(found: Sequence[Grant], on: date, words: Language) -> list[str]:
    """Return the notices for the day and for later, and what of them is not known."""
    lines = [_grant(each, words) for family in in_effect(found, on=on) for each in family]
    later = [
        each
        for each in found
        if (first := each.period.first_day) > on
        and any(each in family for family in in_effect(found, on=first))
    ]
    lines += [f"{words.say('grants.later')} {_grant(each, words)}" for each in later]
    return chapter(words.say("grants.heading"), lines)


def _grant(grant: Grant, words: Language) -> str:
    granted = [
        words.say("text.fte", fte=words.fte(each.fte))
        if each.role is None
        else f"{words.label(each.role)}: {words.say('text.fte', fte=words.fte(each.fte))}"
        for each in grant.posts
    ]
    head = words.say(
        "grants.grant",
        period=words.period(grant.period),
        baustein=_with_form(grant.baustein, words),
        posts=words.names(granted),
    )
    authority = words.unknown if grant.authority is None else escape(grant.authority)
    details = (
        words.say("grants.amount", amount=words.euro(grant.amount)),
        words.say("grants.issued_on", date=words.date(grant.issued_on)),
        words.say("grants.authority", authority=authority),
    )
    amended = f" {words.say('grants.replaces')}" if grant.replaces else ""
    return f"{head}. {'; '.join(details)}.{amended}"


def _with_form(baustein: Baustein, words: Language) -> str:
    return f"{words.label(baustein)} ({words.label(baustein.legal_form)})"


def applications(
    lines: Iterable[ApplicationLine],
    instrument: Callable[[Application], LegalInstrument | None],
    words: Language,
) -> list[str]:
    """Return the applications and what they wait for."""
    said = (_application(each, instrument(each.application), words) for each in lines)
    return chapter(words.say("applications.heading"), said)


def _application(line: ApplicationLine, instrument: LegalInstrument | None, words: Language) -> str:
    sentence = words.say(
        "applications.application",
        period=words.period(line.application.period),
        baustein=_with_form(line.application.baustein, words),
        state=words.label(line.state),
    )
    if instrument is None:
        return sentence
    title = escape(instrument.title)
    if line.state is ApplicationState.WAITING:
        stage = words.say("applications.unannounced")
        if instrument.announced_within is not None:
            period = words.period(instrument.announced_within)
            stage = words.say("applications.announced", period=period)
        return f"{sentence} {words.say('applications.waits', title=title, stage=stage)}"
    if line.state is ApplicationState.UNDETERMINED:
        return f"{sentence} {words.say('applications.covers_unknown', title=title)}"
    return sentence


def vacancies(notices: Iterable[VacancyNotice], on: date, words: Language) -> list[str]:
    """Return the vacancy notices."""
    lines = (_vacancy(each, on, words) for each in notices)
    return chapter(words.say("vacancies.heading"), lines)


def _vacancy(notice: VacancyNotice, on: date, words: Language) -> str:
    details = [words.label(notice.kind)]
    if notice.fte is not None:
        details.append(words.say("text.fte", fte=words.fte(notice.fte)))
    if notice.published_on is not None and notice.published_on <= on:
        details.append(words.say("vacancies.published", date=words.date(notice.published_on)))
    elif notice.planned_within is not None:
        details.append(words.say("vacancies.planned", period=words.period(notice.planned_within)))
    details += holding(words, ("vacancies.interviews", notice.interviews_ongoing))
    return f"{words.label(notice.role)}: {', '.join(details)}."


def keys(
    found: Iterable[YearlyKey], recalculations: Iterable[Recalculation], words: Language
) -> list[str]:
    """Return the yearly keys and the computations that are due."""
    lines = [
        line
        for key, due in zip(found, recalculations, strict=True)
        for line in _key(key, due, words)
    ]
    return chapter(words.say("keys.heading"), lines)


def _key(key: YearlyKey, due: Recalculation, words: Language) -> list[str]:
    reference_day = words.date(due.reference_date)
    group = words.unknown if key.population_group is None else escape(key.population_group)
    computed = words.say(
        "keys.key",
        role=words.label(key.role),
        day=words.day_of_year(key.reference_day),
        source=escape(key.source),
    )
    counted = words.say("keys.group", group=group)
    method = None if key.rule is None else key.rule.method
    rounded = words.say("keys.rounding", rounding=words.label(method))
    lines = [
        f"{computed} {counted}. {rounded}.",
        words.say("keys.recalculation", date=reference_day, state=words.label(due.state)),
    ]
    if due.missing:
        names = words.names(escape(each.short_name) for each in due.missing)
        source = escape(due.source)
        lines.append(words.say("keys.missing", source=source, date=reference_day, names=names))
    return lines
