"""Case management in the municipalities, other actors, and the persons accompanied."""

from collections.abc import Iterable, Sequence

from kim_model.cooperation import (
    Accompaniment,
    Cooperation,
    CooperationKind,
    DeploymentPlan,
    RollOutState,
)
from kim_model.language import Language
from kim_model.language.markdown import (
    LEFT,
    RIGHT,
    Column,
    Name,
    appended,
    bullets,
    chapter,
    escape,
    heading,
    holding,
    table,
)
from kim_model.municipalities import Municipality
from kim_model.reporting.coverage import Coverage, CoverageLine
from kim_model.values import Fte


def _state(line: CoverageLine, words: Language) -> str:
    return words.label(None if line.rollout is None else line.rollout.state)


def _since(line: CoverageLine, words: Language) -> str:
    return words.date(None if line.rollout is None else line.rollout.since)


def _share(fte: Fte | None, line: CoverageLine, words: Language) -> str:
    if fte is None or line.pool is None:
        return words.fte(fte)
    return words.say("on_site.pooled", fte=words.fte(fte), pool=escape(line.pool))


_COLUMNS: tuple[Column[CoverageLine], ...] = (
    ("column.municipality", lambda line, _: escape(line.municipality.short_name), LEFT),
    ("column.rollout", _state, LEFT),
    ("column.since", _since, LEFT),
    ("column.agreement", lambda line, words: words.label(line.agreement), LEFT),
    ("column.allocated_fte", lambda line, words: _share(line.allocated, line, words), RIGHT),
    ("column.agreed_fte", lambda line, words: _share(line.agreed, line, words), RIGHT),
)


def on_site(coverage: Coverage, plans: Iterable[DeploymentPlan], words: Language) -> list[str]:
    """Return where case management works, on which agreements, and how people are deployed."""
    said = [*_states(coverage, words), _agreements(coverage, words)]
    if coverage.reference_date is not None:
        said.append(words.say("on_site.reference_date", date=words.date(coverage.reference_date)))
    return [
        heading(2, words.say("on_site.heading")),
        *bullets([*said, *(_deployment(each, words) for each in plans)]),
        table(_COLUMNS, coverage.lines, words),
    ]


def _states(coverage: Coverage, words: Language) -> list[str]:
    phrases = {
        RollOutState.IMPLEMENTED: "on_site.implemented",
        RollOutState.STAFFING_EXPECTED: "on_site.expected",
        None: "on_site.unknown",
    }
    return [
        words.say(phrase, count=len(there), all=len(coverage.lines), names=_towns(there, words))
        for state, phrase in phrases.items()
        if (there := coverage.municipalities(state))
    ]


def _towns(towns: Iterable[Municipality], words: Language) -> str:
    return words.names(escape(each.short_name) for each in towns)


def _agreements(coverage: Coverage, words: Language) -> str:
    count, signed = coverage.agreements, coverage.signed
    if count is None:
        sentences = [words.say("on_site.agreements_unknown")]
    else:
        sentences = [words.say("on_site.agreements", count=count, all=len(coverage.lines))]
    if (earlier := coverage.earlier) is not None:
        on = words.date(earlier.as_of)
        sentences.append(words.say("on_site.agreements_earlier", count=earlier.signed, on=on))
    if signed:
        sentences.append(words.say("on_site.agreements_by", names=_towns(signed, words)))
    if count is not None and len(signed) < count:
        sentences.append(words.say("on_site.agreements_which"))
    return " ".join(sentences)


def _deployment(plan: DeploymentPlan, words: Language) -> str:
    details = holding(
        words,
        ("on_site.as_posts_fill", plan.as_posts_fill),
        ("on_site.by_agreement", plan.agreed_with_municipalities),
    )
    shown = ", ".join(details) or words.unknown
    return words.say("on_site.deployment", role=words.label(plan.role), details=shown)


def actors(
    cooperations: Iterable[Cooperation],
    accompaniments: Iterable[Accompaniment],
    name: Name,
    words: Language,
) -> list[str]:
    """Return how other actors are involved, who meets, and who is accompanied."""
    ordered = sorted(cooperations, key=lambda each: each.kind is CooperationKind.EXCHANGE)
    lines = [line for each in ordered for line in _cooperation(each, name, words)]
    lines += [_accompaniment(each, name, words) for each in accompaniments]
    return chapter(words.say("actors.heading"), lines)


def _cooperation(cooperation: Cooperation, name: Name, words: Language) -> Sequence[str]:
    names = [name(actor) for actor in cooperation.actors]
    if cooperation.kind is CooperationKind.INVOLVEMENT:
        state = words.label(cooperation.state)
        return [words.say("actors.involvement", actor=each, state=state) for each in names]
    regular = words.say("actors.regular") if cooperation.regular else ""
    purpose = "" if cooperation.purpose is None else f" ({escape(cooperation.purpose)})"
    actors = words.names(names)
    return [words.say("actors.exchange", regular=regular, actors=actors, purpose=purpose)]


def _accompaniment(accompaniment: Accompaniment, name: Name, words: Language) -> str:
    conditions = holding(
        words,
        ("actors.on_demand", accompaniment.on_demand),
        ("actors.after_agreement", accompaniment.after_agreement),
    )
    return words.say(
        "actors.accompaniment",
        group=escape(accompaniment.group),
        basis=escape(str(accompaniment.legal_basis)),
        actor=name(accompaniment.accompanied_by),
        conditions=appended(conditions),
        persons=words.number(accompaniment.persons),
    )
