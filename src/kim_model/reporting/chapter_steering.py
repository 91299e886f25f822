"""The steering group, its meetings and what they resolved."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from kim_model.language import Language
from kim_model.reporting.markdown import Name, appended, bullets, escape, heading, holding
from kim_model.steering import (
    CaseReconstructions,
    Concept,
    ConceptParticipants,
    Meeting,
    ParticipationDuty,
    ParticipationOrder,
    ParticipationStage,
    ResolutionContent,
    RulesOfProcedure,
    SteeringGroup,
    ThemeProcedure,
    WorkingGroupAuthorisation,
)


def steering(
    group: SteeringGroup | None,
    concepts: Iterable[Concept],
    on: date,
    name: Name,
    words: Language,
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


def _content(  # noqa: PLR0911 - one sentence per kind of content
    content: ResolutionContent | None, name: Name, words: Language
) -> str:
    """Return what a resolution settles, in a sentence; none where it is settled in words only."""
    match content:
        case None:
            return ""
        case RulesOfProcedure():
            return words.say("resolution.rules", version=words.date(content.version))
        case ConceptParticipants():
            actors = words.names(map(name, content.actors or ()))
            return words.say("resolution.participants", actors=actors)
        case ParticipationOrder():
            return _order(content, name, words)
        case WorkingGroupAuthorisation():
            return words.say("resolution.authorisation", holder=name(content.holder))
        case ParticipationDuty():
            return words.say("resolution.duty")
        case CaseReconstructions():
            return _reconstructions(content, name, words)
        case ThemeProcedure():
            return _themes(content, name, words)
        case _:
            assert_never(content)


def _order(content: ParticipationOrder, name: Name, words: Language) -> str:
    stages = "; ".join(
        f"{number}. {_stage(stage, name, words)}"
        for number, stage in enumerate(content.stages, start=1)
    )
    return words.say("resolution.order", mandatary=name(content.mandatary), stages=stages)


def _stage(stage: ParticipationStage, name: Name, words: Language) -> str:
    if stage.all_others:
        return words.say("resolution.all_others")
    names = words.names(map(name, stage.actors))
    if (group := stage.working_group) is None:
        return names
    formed = words.say(
        "resolution.stage_group",
        topic=escape(group.topic),
        by=name(group.set_up_by),
        members=words.names(map(name, group.members)),
    )
    return f"{names}, {formed}"


def _reconstructions(content: CaseReconstructions, name: Name, words: Language) -> str:
    together = ""
    if content.together_with:
        partners = words.names(map(name, content.together_with))
        together = words.say("resolution.together", actors=partners)
    limit = content.most_cases_per_year
    factors = f"{content.most_per_year} \N{MULTIPLICATION SIGN} {content.most_cases}"
    return words.say(
        "resolution.reconstructions",
        mandatary=name(content.mandatary),
        together=together,
        most=content.most_per_year,
        fewest=content.fewest_cases,
        cases=content.most_cases,
        formula=f"{factors} = {limit.verify()}",
        evidence=words.label(limit.evidence),
    )


def _themes(content: ThemeProcedure, name: Name, words: Language) -> str:
    details = holding(
        words,
        ("resolution.through_working_group", content.through_working_group),
        ("resolution.proposes_working_groups", content.proposes_working_groups),
    )
    mandatary = name(content.mandatary)
    return words.say("resolution.themes", mandatary=mandatary, details=appended(details))
