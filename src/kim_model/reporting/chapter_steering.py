"""The steering group, its meetings and what they resolved."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

from kim_model.language import Language
from kim_model.language.markdown import Name, appended, bullets, escape, heading, holding
from kim_model.steering import (
    CaseReconstructions,
    Concept,
    Meeting,
    ParticipationOrder,
    ParticipationStage,
    ResolutionContent,
    SteeringGroup,
    ThemeProcedure,
)
from kim_model.values import Answer, Fte
from kim_model.values._field import marks, type_hints
from kim_model.values._marks import Refers


def steering(
    group: SteeringGroup | None, concepts: Iterable[Concept], on: date, name: Name, words: Language
) -> list[str]:
    """Return the steering group with its meetings up to the day, the latest first."""
    if group is None:
        return []
    blocks = [heading(2, words.say("steering.heading"))]
    if group.responsibility is not None:
        blocks.append(f"{escape(group.name)}: {escape(group.responsibility)}.")
    members = words.names(map(name, group.members or ()))
    blocks.append(words.say("steering.members", members=members))
    rules = group.rules_of_procedure(on)
    if rules is not None:
        blocks.append(words.say("steering.rules_in_force", version=words.date(rules.version)))
    titles = {each.id: escape(each.title) for each in concepts}
    for meeting in reversed(group.held(on)):
        blocks += _meeting(meeting, titles, name, words)
    return blocks


def _meeting(meeting: Meeting, titles: dict[str, str], name: Name, words: Language) -> list[str]:
    blocks = [heading(3, words.say("steering.meeting", date=words.date(meeting.held_on)))]
    if meeting.presented:
        presented = words.names(title for key, title in titles.items() if key in meeting.presented)
        blocks.append(words.say("steering.presented", titles=presented))
    lines = [
        f"{escape(each.subject)}. {_content(each.content, name, words)}".rstrip()
        for each in meeting.resolutions
    ]
    return [*blocks, words.say("steering.resolutions"), *bullets(lines)] if lines else blocks


def _content(content: ResolutionContent | None, name: Name, words: Language) -> str:
    """Return what a resolution settles: the phrase of its kind, filled with its fields."""
    if content is None:
        return ""
    kind: type = type(content)
    blanks = {
        field: _said(getattr(content, field), hint, name, words)
        for field, hint in type_hints(kind).items()
    }
    match content:
        case ParticipationOrder():
            blanks["stages"] = _stages(content, name, words)
        case CaseReconstructions():
            blanks |= _reconstructions(content, name, words)
        case ThemeProcedure():
            blanks["details"] = _ways(content, words)
        case _:
            pass
    return words.say(f"resolution.{kind.__name__}", **blanks)


def _said(value: Any, hint: object, name: Name, words: Language) -> str:  # noqa: ANN401, PLR0911 - of any field
    """Return what a field says: actors by their names, all else as it is written."""
    if Refers(("Actor",)) in marks(hint):
        return words.names(map(name, (value,) if isinstance(value, str) else value or ()))
    match value:
        case None:
            return words.unknown
        case Enum():
            return words.label(value)
        case date():
            return words.date(value)
        case Fte():
            return words.fte(value)
        case bool():
            return words.label(Answer.YES if value else Answer.NO)
        case int():
            return words.number(value)
        case _:
            return escape(str(value))


def _stages(content: ParticipationOrder, name: Name, words: Language) -> str:
    stages = enumerate(content.stages, start=1)
    return "; ".join(f"{number}. {_stage(stage, name, words)}" for number, stage in stages)


def _stage(stage: ParticipationStage, name: Name, words: Language) -> str:
    if stage.all_others:
        return words.say("resolution.all_others")
    names = words.names(map(name, stage.actors))
    if (group := stage.working_group) is None:
        return names
    members = ""
    if group.members:
        members = words.say("resolution.members", members=words.names(map(name, group.members)))
    formed = words.say(
        "resolution.stage_group",
        topic=escape(group.topic),
        by=name(group.set_up_by),
        members=members,
    )
    return f"{names}, {formed}"


def _reconstructions(content: CaseReconstructions, name: Name, words: Language) -> dict[str, str]:
    together = ""
    if content.together_with:
        partners = words.names(map(name, content.together_with))
        together = words.say("resolution.together", actors=partners)
    limit = content.most_cases_per_year
    factors = f"{content.most_per_year} \N{MULTIPLICATION SIGN} {content.most_cases}"
    formula = f"{factors} = {limit.verify()}"
    return {"together": together, "formula": formula, "evidence": words.label(limit.evidence)}


def _ways(content: ThemeProcedure, words: Language) -> str:
    return appended(
        holding(
            words,
            ("resolution.through_working_group", content.through_working_group),
            ("resolution.proposes_working_groups", content.proposes_working_groups),
        )
    )
