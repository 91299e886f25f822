"""Posts, notices, applications, vacancy notices, and the yearly key."""

from fractions import Fraction

from kim_model.allocation import Recalculation, YearlyKey
from kim_model.explain import Derivation
from kim_model.funding import ApplicationState, Grant
from kim_model.language.markdown import bullets, escape, heading, table
from kim_model.language.words import Words
from kim_model.law import Baustein
from kim_model.posts import Measure, VacancyNotice
from kim_model.reporting.posts import PostLine
from kim_model.reporting.status import ApplicationLine, Status
from kim_model.values import Fte


def posts(status: Status, words: Words) -> list[str]:
    """Return the table of posts, and a sentence for each role whose filling is known."""
    blocks = [heading(2, words.say("posts"))]
    if not status.posts:
        return [*blocks, words.say("nothing_known")]
    rows = [_post_row(line, words) for line in status.posts]
    sentences = [_post_sentence(line, words) for line in status.posts if line.filled_share]
    earlier = [
        f"{words.label(line.role)}, {_earlier(line, measure, words)}"
        for line in status.posts
        for measure in Measure
        if any(each.measure is measure for each in line.earlier)
    ]
    return [
        *blocks,
        table(words.columns("posts_columns"), rows, text_columns=2),
        words.say("posts_note"),
        *bullets([*sentences, *earlier]),
    ]


def _post_row(line: PostLine, words: Words) -> list[str]:
    return [
        str(line.role.baustein.value),
        words.label(line.role),
        *(_fte(line.figure(measure), words) for measure in Measure),
        _fte(line.vacant, words),
        _percent(line.filled_share, words),
        words.evidence(line.evidence),
    ]


def _post_sentence(line: PostLine, words: Words) -> str:
    measured = line.base or Measure.ESTABLISHED
    over = line.vacant is not None and line.vacant.value < Fte(0)
    return words.say(
        "posts_sentence_over" if over else "posts_sentence",
        role=words.label(line.role),
        filled=_fte(line.filled, words),
        base_fte=_fte(line.figure(measured), words),
        base=words.label(measured),
        vacant=words.unknown if line.vacant is None else words.formats.fte(abs(line.vacant.value)),
        share=_percent(line.filled_share, words),
    )


def _earlier(line: PostLine, measure: Measure, words: Words) -> str:
    stated = next(each for each in line.earlier if each.measure is measure)
    return words.say(
        "earlier",
        measure=words.label(measure),
        fte=words.formats.fte(stated.fte),
        on=words.date(stated.as_of),
    )


def _fte(figure: Derivation[Fte] | None, words: Words) -> str:
    return words.unknown if figure is None else words.formats.fte(figure.verify())


def _percent(figure: Derivation[Fraction] | None, words: Words) -> str:
    return words.unknown if figure is None else words.formats.percent(figure.verify())


def grants(status: Status, words: Words) -> list[str]:
    """Return the notices for the day, with what they say and what of them is not known."""
    replaced = {each.replaces for each in status.programme.grants}
    current = [
        each
        for each in status.programme.grants
        if status.on in each.period and each.id not in replaced
    ]
    lines = [_grant(each, words) for each in current]
    return [heading(2, words.say("grants")), *bullets(lines)] if lines else []


def _grant(grant: Grant, words: Words) -> str:
    granted = [
        words.say("grant_posts", fte=words.formats.fte(each.fte), role=words.label(each.role))
        for each in grant.posts
    ]
    head = words.say(
        "grant",
        period=words.period(grant.period),
        baustein=_with_form(grant.baustein, words),
        posts=words.names(granted) or words.unknown,
    )
    amount = words.unknown if grant.amount is None else words.formats.euro(grant.amount)
    authority = words.unknown if grant.authority is None else escape(grant.authority)
    details = (
        words.say("amount", amount=amount),
        words.say("issued_on", date=words.date(grant.issued_on)),
        words.say("authority", authority=authority),
    )
    amended = f" {words.say('grant_replaces')}" if grant.replaces else ""
    return f"{head}. {'; '.join(details)}.{amended}"


def _with_form(baustein: Baustein, words: Words) -> str:
    return words.say(
        "baustein_form", baustein=words.label(baustein), form=words.label(baustein.legal_form)
    )


def applications(status: Status, words: Words) -> list[str]:
    """Return the applications and what they wait for."""
    lines = [_application(each, status, words) for each in status.applications]
    return [heading(2, words.say("applications")), *bullets(lines)] if lines else []


def _application(line: ApplicationLine, status: Status, words: Words) -> str:
    application = line.application
    sentences = [
        words.say(
            "application",
            period=words.period(application.period),
            baustein=_with_form(application.baustein, words),
            state=words.label(line.state),
        )
    ]
    instrument = status.instrument(application)
    if instrument is not None and line.state is ApplicationState.WAITING:
        stage = words.say("unannounced")
        if instrument.announced_within is not None:
            stage = words.say("announced", period=words.period(instrument.announced_within))
        sentences.append(
            words.say("application_waits", title=escape(instrument.title), stage=stage)
        )
    if instrument is not None and line.state is ApplicationState.UNDETERMINED:
        sentences.append(words.say("application_covers_unknown", title=escape(instrument.title)))
    return " ".join(sentences)


def vacancies(status: Status, words: Words) -> list[str]:
    """Return the vacancy notices."""
    lines = [_vacancy(each, status, words) for each in status.stated.vacancy_notices]
    return [heading(2, words.say("vacancies")), *bullets(lines)] if lines else []


def _vacancy(notice: VacancyNotice, status: Status, words: Words) -> str:
    details: list[str] = []
    if notice.published_on is not None and notice.published_on <= status.on:
        details.append(words.say("published", date=words.date(notice.published_on)))
    elif notice.planned_within is not None:
        details.append(words.say("planned", period=words.period(notice.planned_within)))
    if notice.interviews_ongoing:
        details.append(words.say("interviews"))
    return words.say(
        "vacancy" if notice.fte is not None else "vacancy_plain",
        role=words.label(notice.role),
        kind=words.label(notice.kind),
        fte="" if notice.fte is None else words.formats.fte(notice.fte),
        details="".join(f", {each}" for each in details),
    )


def keys(status: Status, words: Words) -> list[str]:
    """Return the yearly keys and the computations that are due."""
    lines = [
        line
        for key, due in zip(status.stated.keys, status.recalculations, strict=True)
        for line in _key(key, due, words)
    ]
    return [heading(2, words.say("keys")), *bullets(lines)] if lines else []


def _key(key: YearlyKey, due: Recalculation, words: Words) -> list[str]:
    reference_day = words.formats.date(due.reference_date)
    group = words.unknown if key.population_group is None else escape(key.population_group)
    rounding = words.unknown if key.rule is None else words.label(key.rule.method)
    lines = [
        " ".join(
            (
                words.say(
                    "key",
                    role=words.label(key.role),
                    day=words.formats.day_of_year(key.reference_day),
                    source=escape(key.source),
                ),
                words.say("key_group", group=group) + ".",
                words.say("key_rounding", rounding=rounding) + ".",
            )
        ),
        words.say("recalculation", date=reference_day, state=words.label(due.state)),
    ]
    if due.missing:
        names = words.names(each.short_name for each in due.missing)
        lines.append(
            words.say("missing", source=escape(due.source), date=reference_day, names=names)
        )
    return lines
