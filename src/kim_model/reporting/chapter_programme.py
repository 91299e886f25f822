"""What the programme is for, and on which papers and concepts the report rests."""

from collections.abc import Iterable, Sequence
from datetime import date

from kim_model.language import Language
from kim_model.language.markdown import Name, bracketed, bullets, chapter, escape, heading, holding
from kim_model.municipalities import DistrictKind
from kim_model.programme import LocalProgramme, Recorded
from kim_model.steering import Concept, ConceptState, Paper, Statement, StatementKind

_ADDRESSEES = {
    DistrictKind.KREIS: "programme.kreise",
    DistrictKind.KREISFREIE_STADT: "programme.kreisfreie_staedte",
}


def opening(
    known: LocalProgramme, papers: Iterable[Paper], on: date, known_on: date, words: Language
) -> list[str]:
    """Return the title, the days and the papers."""
    blocks = [
        heading(1, words.say("opening.title", district=escape(known.district.full_name))),
        words.say("opening.on", on=words.date(on)),
    ]
    if known_on != on:
        blocks.append(words.say("opening.known_on", known_on=words.date(known_on)))
    titles = {each.id: each.title for each in known.concepts}
    blocks += [_paper(each, titles.get(each.based_on or ""), words) for each in papers]
    if known.citation is not None:
        blocks.append(words.say("text.citation", citation=escape(str(known.citation))))
    return blocks


def _paper(paper: Paper, basis: str | None, words: Language) -> str:
    sentences = [f"{words.label(paper.kind)} {escape(paper.number)}: {escape(paper.subject)}."]
    if paper.committee is not None:
        sentences.append(words.say("opening.committee", committee=escape(paper.committee)))
    if basis is not None:
        sentences.append(words.say("opening.based_on", title=escape(basis)))
    if paper.continues_earlier:
        sentences.append(words.say("opening.continues"))
    return " ".join(sentences)


def programme(known: LocalProgramme, said: Sequence[Statement], words: Language) -> list[str]:
    """Return funding, target group, aims, and the concept that the work rests on."""
    blocks: list[str] = []
    if (funding := known.funding_programme) is not None:
        addressees = [words.say(_ADDRESSEES[each]) for each in funding.addressees]
        where = ""
        if addressees:
            where = words.say("programme.where", addressees=words.names(addressees))
        blocks.append(
            words.say(
                "programme.funding",
                funder=escape(funding.funder),
                name=escape(funding.name),
                year=funding.since_year,
                basis=escape(str(funding.legal_basis)),
                where=where,
            )
        )
    blocks += [
        words.say("programme.target_group", text=escape(each.text))
        for each in said
        if each.kind is StatementKind.TARGET_GROUP
    ]
    aims = [_aim(each, words) for each in said if each.kind is StatementKind.AIM]
    if aims:
        blocks += [words.say("programme.aims") + ":", *bullets(aims)]
    return [heading(2, words.say("programme.heading")), *blocks] if blocks else []


def _aim(aim: Statement, words: Language) -> str:
    baustein = aim.baustein
    marks = [] if baustein is None else [words.say("programme.baustein", number=baustein.value)]
    marks += holding(words, ("programme.primary", aim.primary))
    return escape(aim.text) + bracketed(marks)


def undated(facts: Iterable[Recorded], words: Language) -> list[str]:
    """Return the facts that no day is known of, so that the report cannot take them up."""
    lines = (words.say("undated.fact", fact=escape(record_name(each, words))) for each in facts)
    return chapter(words.say("undated.heading"), lines)


def record_name(record: Recorded, words: Language) -> str:
    """Return what a fact is called: its kind, and its id where it has one."""
    kind = words.say(f"record.{type(record).__name__}")
    name = getattr(record, "id", None)
    return kind if name is None else f"{kind} {name}"


def problems(statements: Iterable[Statement], words: Language) -> list[str]:
    """Return the problems in words."""
    lines = [
        escape(each.text) if each.role is None else f"{words.label(each.role)}: {escape(each.text)}"
        for each in statements
        if each.kind is StatementKind.PROBLEM
    ]
    return chapter(words.say("problems.heading"), lines)


def concepts(
    found: Iterable[tuple[Concept, ConceptState | None]], name: Name, words: Language
) -> list[str]:
    """Return the concepts and how far they are."""
    lines = (_concept(each, state, name, words) for each, state in found)
    return chapter(words.say("concepts.heading"), lines)


def _concept(concept: Concept, state: ConceptState | None, name: Name, words: Language) -> str:
    stage, details = words.unknown, list[str]()
    if state is not None:
        stage = words.label(state.stage)
        details += holding(words, ("concepts.jointly", state.jointly))
    if state is not None and state.author is not None:
        details.append(words.say("concepts.author", actor=name(state.author)))
    sentence = f"{escape(concept.title)}: {stage}{bracketed(details)}."
    if not concept.contents:
        return sentence
    contents = words.names(map(escape, concept.contents))
    return f"{sentence} {words.say('concepts.contents', contents=contents)}"
