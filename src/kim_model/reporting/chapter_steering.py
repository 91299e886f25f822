"""The steering group, its meetings and what they resolved."""

from typing import assert_never

from kim_model.language.markdown import bullets, escape, heading
from kim_model.language.words import Words
from kim_model.reporting.status import Status
from kim_model.steering import (
    CaseReconstructions,
    ConceptParticipants,
    Meeting,
    ParticipationDuty,
    ParticipationOrder,
    ParticipationStage,
    ResolutionContent,
    RulesOfProcedure,
    ThemeProcedure,
    WorkingGroupAuthorisation,
)


def steering(status: Status, words: Words) -> list[str]:
    """Return the steering group with its meetings up to the day, the latest first."""
    group = status.stated.steering_group
    if group is None:
        return []
    blocks = [heading(2, words.say("steering"))]
    if group.responsibility is not None:
        name, text = escape(group.name), escape(group.responsibility)
        blocks.append(words.say("responsibility", name=name, text=text))
    if group.members is None:
        blocks.append(words.say("members_unknown"))
    else:
        members = words.names(status.name(each) for each in group.members)
        blocks.append(words.say("members", members=members or words.unknown))
    rules = group.rules_of_procedure(status.on)
    if rules is not None:
        blocks.append(words.say("rules_in_force", version=words.date(rules.version)))
    for meeting in reversed(group.held(status.on)):
        blocks += _meeting(meeting, status, words)
    return blocks


def _meeting(meeting: Meeting, status: Status, words: Words) -> list[str]:
    blocks = [heading(3, words.say("meeting", date=words.date(meeting.held_on)))]
    if meeting.presented:
        titles = [
            concept.title for concept in status.stated.concepts if concept.id in meeting.presented
        ]
        blocks.append(words.say("presented", titles=words.names(titles)))
    lines = [
        f"{escape(each.subject)}. {_content(each.content, status, words)}".rstrip()
        for each in meeting.resolutions
    ]
    return [*blocks, words.say("resolutions"), *bullets(lines)] if lines else blocks


def _content(content: ResolutionContent | None, status: Status, words: Words) -> str:  # noqa: PLR0911 - one sentence per kind of content
    """Return what a resolution settles, in a sentence; none where it is settled in words only."""
    match content:
        case None:
            return ""
        case RulesOfProcedure():
            return words.say("content_rules", version=words.date(content.version))
        case ConceptParticipants():
            named = [status.name(each) for each in content.actors or ()]
            return words.say("content_participants", actors=words.names(named) or words.unknown)
        case ParticipationOrder():
            return _order(content, status, words)
        case WorkingGroupAuthorisation():
            return words.say("content_authorisation", holder=escape(status.name(content.holder)))
        case ParticipationDuty():
            return words.say("content_duty")
        case CaseReconstructions():
            return _reconstructions(content, status, words)
        case ThemeProcedure():
            return _themes(content, status, words)
        case _:
            assert_never(content)


def _order(content: ParticipationOrder, status: Status, words: Words) -> str:
    stages = [
        words.say("stage", number=number, actors=_stage(stage, status, words))
        for number, stage in enumerate(content.stages, start=1)
    ]
    mandatary = escape(status.name(content.mandatary))
    return words.say("content_order", mandatary=mandatary, stages="; ".join(stages))


def _stage(stage: ParticipationStage, status: Status, words: Words) -> str:
    if stage.all_others:
        return words.say("all_others")
    names = words.names(status.name(each) for each in stage.actors)
    if stage.working_group is None:
        return names
    group = stage.working_group
    formed = words.say(
        "stage_group",
        topic=escape(group.topic),
        by=escape(status.name(group.set_up_by)),
        members=words.names(status.name(each) for each in group.members),
    )
    return f"{names}, {formed}"


def _reconstructions(content: CaseReconstructions, status: Status, words: Words) -> str:
    partners = words.names(status.name(each) for each in content.together_with)
    limit = content.most_cases_per_year
    factors = f"{content.most_per_year} \N{MULTIPLICATION SIGN} {content.most_cases}"
    return words.say(
        "content_reconstructions",
        mandatary=escape(status.name(content.mandatary)),
        together=words.say("together", actors=partners) if partners else "",
        most=content.most_per_year,
        fewest=content.fewest_cases,
        cases=content.most_cases,
        formula=f"{factors} = {limit.verify()}",
        evidence=words.evidence(limit.evidence),
    )


def _themes(content: ThemeProcedure, status: Status, words: Words) -> str:
    details = [
        words.say(phrase)
        for phrase, holds in (
            ("through_working_group", content.through_working_group),
            ("proposes_working_groups", content.proposes_working_groups),
        )
        if holds
    ]
    return words.say(
        "content_themes",
        mandatary=escape(status.name(content.mandatary)),
        details="".join(f", {each}" for each in details),
    )
