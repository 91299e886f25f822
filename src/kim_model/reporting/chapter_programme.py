"""What the programme is for, and on which papers and concepts the report rests."""

from kim_model.language.markdown import bullets, escape, heading
from kim_model.language.words import Words
from kim_model.reporting.status import Status
from kim_model.steering import Concept, StatementKind


def opening(status: Status, words: Words) -> list[str]:
    """Return the title, the days and the papers."""
    stated = status.stated
    blocks = [
        heading(1, words.say("title", district=escape(stated.district.full_name))),
        words.say("on", on=words.date(status.on)),
    ]
    if status.known_on != status.on:
        blocks.append(words.say("known_on", known_on=words.date(status.known_on)))
    for paper in stated.papers:
        sentences = [
            words.say(
                "paper",
                kind=words.label(paper.kind),
                number=escape(paper.number),
                subject=escape(paper.subject),
            )
        ]
        if paper.committee is not None:
            sentences.append(words.say("committee", committee=escape(paper.committee)))
        basis = next((each for each in stated.concepts if each.id == paper.based_on), None)
        if basis is not None:
            sentences.append(words.say("based_on", title=escape(basis.title)))
        if paper.continues_earlier:
            sentences.append(words.say("continues"))
        blocks.append(" ".join(sentences))
    if stated.citation is not None:
        blocks.append(words.say("citation", citation=escape(str(stated.citation))))
    return blocks


def programme(status: Status, words: Words) -> list[str]:
    """Return funding, target group, aims, and the concept that the work rests on."""
    stated = status.stated
    blocks = [heading(2, words.say("programme"))]
    if (funding := stated.funding_programme) is not None:
        addressees = [words.label(each) for each in funding.addressees]
        blocks.append(
            words.say(
                "funding",
                funder=escape(funding.funder),
                name=escape(funding.name),
                year=funding.since_year,
                basis=escape(str(funding.legal_basis)),
                addressees=words.names(addressees),
            )
        )
    said = stated.statements
    blocks += [
        words.say("target_group", text=escape(each.text))
        for each in said
        if each.kind is StatementKind.TARGET_GROUP
    ]
    aims: list[str] = []
    for aim in (each for each in said if each.kind is StatementKind.AIM):
        marks: list[str] = []
        if aim.baustein is not None:
            marks.append(words.say("baustein", number=aim.baustein.value))
        marks += [words.say("primary")] if aim.primary else []
        shown = f" ({', '.join(marks)})" if marks else ""
        aims.append(words.say("aim", text=escape(aim.text), marks=shown))
    if aims:
        blocks.append(words.say("aims") + ":")
    return [*blocks, *bullets(aims)] if len(blocks) > 1 else []


def concepts(status: Status, words: Words) -> list[str]:
    """Return the concepts and how far they are."""
    stated = status.stated
    lines = [_concept(each, status, words) for each in stated.concepts]
    return [heading(2, words.say("concepts")), *bullets(lines)] if lines else []


def _concept(concept: Concept, status: Status, words: Words) -> str:
    state = concept.state(status.on)
    details: list[str] = []
    if state is not None and state.jointly:
        details.append(words.say("jointly"))
    if state is not None and state.author is not None:
        details.append(words.say("concept_author", actor=escape(status.name(state.author))))
    sentences = [
        words.say(
            "concept",
            title=escape(concept.title),
            stage=words.unknown if state is None else words.label(state.stage),
            details=f" ({', '.join(details)})" if details else "",
        )
    ]
    if concept.contents:
        sentences.append(words.say("concept_contents", contents=words.names(concept.contents)))
    return " ".join(sentences)
