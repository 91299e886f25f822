"""Case management in the municipalities, other actors, and the persons accompanied."""

from kim_model.cooperation import (
    Accompaniment,
    Cooperation,
    CooperationKind,
    DeploymentPlan,
    RollOutState,
)
from kim_model.language.markdown import bullets, escape, heading, table
from kim_model.language.words import Words
from kim_model.reporting.coverage import CoverageLine
from kim_model.reporting.status import Status
from kim_model.steering import StatementKind
from kim_model.values import Fte


def on_site(status: Status, words: Words) -> list[str]:
    """Return where case management works, on which agreements, and how people are deployed."""
    rows = [_row(line, words) for line in status.coverage.lines]
    plans = [_deployment(each, words) for each in status.stated.deployment_plans]
    return [
        heading(2, words.say("coverage")),
        *bullets([*_states(status, words), *_agreements(status, words), *plans]),
        table(words.columns("coverage_columns"), rows, text_columns=4),
    ]


def _states(status: Status, words: Words) -> list[str]:
    phrases = {
        RollOutState.IMPLEMENTED: "coverage_count",
        RollOutState.STAFFING_EXPECTED: "coverage_expected",
        None: "coverage_unknown",
    }
    sentences: list[str] = []
    for state, phrase in phrases.items():
        there = status.coverage.municipalities(state)
        names = words.names(each.short_name for each in there)
        if there:
            count, all_of_them = len(there), len(status.coverage.lines)
            sentences.append(words.say(phrase, count=count, all=all_of_them, names=names))
    return sentences


def _agreements(status: Status, words: Words) -> list[str]:
    count = status.coverage.agreements
    signed = status.coverage.signed
    if count is None:
        sentences = [words.say("agreements_unknown")]
        if (earlier := status.coverage.earlier) is not None:
            on = words.date(earlier.as_of)
            sentences.append(words.say("agreements_earlier", count=earlier.signed, on=on))
    else:
        sentences = [words.say("agreements", count=count, all=len(status.coverage.lines))]
    if signed:
        names = words.names(each.short_name for each in signed)
        sentences.append(words.say("agreements_by", names=names))
    if count is not None and len(signed) < count:
        sentences.append(words.say("agreements_which"))
    return [" ".join(sentences)]


def _row(line: CoverageLine, words: Words) -> list[str]:
    rollout = line.rollout
    return [
        escape(line.municipality.short_name),
        words.unknown if rollout is None else words.label(rollout.state),
        words.unknown if rollout is None else words.date(rollout.since),
        words.label(line.agreement),
        _share(line.allocated, line, words),
        _share(line.agreed, line, words),
    ]


def _share(fte: Fte | None, line: CoverageLine, words: Words) -> str:
    if fte is None:
        return words.unknown
    if line.pool is None:
        return words.formats.fte(fte)
    return words.say("pooled", fte=words.formats.fte(fte), pool=escape(line.pool))


def _deployment(plan: DeploymentPlan, words: Words) -> str:
    details = [
        words.say(phrase)
        for phrase, holds in (
            ("as_posts_fill", plan.as_posts_fill),
            ("by_agreement", plan.agreed_with_municipalities),
        )
        if holds
    ]
    shown = ", ".join(details) or words.unknown
    return words.say("deployment", role=words.label(plan.role), details=shown)


def actors(status: Status, words: Words) -> list[str]:
    """Return how other actors are involved, who meets, and who is accompanied."""
    stated = status.stated
    ordered = sorted(stated.cooperations, key=lambda each: each.kind is CooperationKind.EXCHANGE)
    lines = [line for each in ordered for line in _cooperation(each, status, words)]
    lines += [_accompaniment(each, status, words) for each in stated.accompaniments]
    return [heading(2, words.say("actors")), *bullets(lines)] if lines else []


def _cooperation(cooperation: Cooperation, status: Status, words: Words) -> list[str]:
    names = [status.name(actor) for actor in cooperation.actors]
    if cooperation.kind is CooperationKind.INVOLVEMENT:
        state = words.unknown if cooperation.state is None else words.label(cooperation.state)
        return [words.say("involvement", actor=escape(name), state=state) for name in names]
    regular = words.say("exchange_regular") if cooperation.regular else ""
    purpose = "" if cooperation.purpose is None else f" ({escape(cooperation.purpose)})"
    return [words.say("exchange", regular=regular, actors=words.names(names), purpose=purpose)]


def _accompaniment(accompaniment: Accompaniment, status: Status, words: Words) -> str:
    conditions = [
        words.say(phrase)
        for phrase, holds in (
            ("on_demand", accompaniment.on_demand),
            ("after_agreement", accompaniment.after_agreement),
        )
        if holds
    ]
    persons = accompaniment.persons
    return words.say(
        "accompaniment",
        group=escape(accompaniment.group),
        basis=escape(str(accompaniment.legal_basis)),
        actor=escape(status.name(accompaniment.accompanied_by)),
        conditions="".join(f", {each}" for each in conditions),
        persons=words.unknown if persons is None else words.formats.number(persons),
    )


def problems(status: Status, words: Words) -> list[str]:
    """Return the problems in words."""
    lines = [
        escape(each.text)
        if each.role is None
        else words.say("problem", role=words.label(each.role), text=escape(each.text))
        for each in status.stated.statements
        if each.kind is StatementKind.PROBLEM
    ]
    return [heading(2, words.say("problems")), *bullets(lines)] if lines else []
