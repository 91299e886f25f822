"""Each version of a fact names the source from which it was known."""

import attrs
import pytest
from histories import JANUARY, JULY, JUNE, MAY, paper, programme
from hypothesis import given, settings

import kim_model as kim
from kim_model.testing import local_programmes

MINUTES = kim.Citation(document="Niederschrift 7", section="TOP 3")
SHEET = kim.Citation(document="Vorlage 1")


@settings(max_examples=25)
@given(local_programmes())
def test_each_version_names_its_source(known: kim.LocalProgramme) -> None:
    """The source of a version is its own citation, else that of the programme."""
    named, unnamed = (attrs.evolve(known, citation=each) for each in (SHEET, None))
    facts = (*known.allocations, *known.grants, *(each.record for each in known.superseded))
    for fact in facts:
        for version in named.history(fact):
            own = version.record.citation
            assert version.citation == (SHEET if own is None else own)
        for version in unnamed.history(fact):
            assert version.citation == version.record.citation


@pytest.mark.parametrize("source", [SHEET, None], ids=["from a sheet", "of no source"])
def test_a_correction_names_another_source_than_what_it_corrects(
    source: kim.Citation | None,
) -> None:
    """Written in January from the sheet, corrected in May by minutes, confirmed in July."""
    known = programme(papers=(paper("Januar"),), citation=source)
    known = known.learn(attrs.evolve(paper("Mai"), citation=MINUTES), on=MAY)
    known = known.learn(paper("Juli"), on=JULY)
    told = [(v.record.subject, v.known_from, v.citation) for v in known.history("p")]  # type: ignore[union-attr]
    assert told == [("Januar", JANUARY, source), ("Mai", MAY, MINUTES), ("Juli", JULY, source)]


def test_what_is_withdrawn_keeps_its_source() -> None:
    cited = attrs.evolve(paper("Januar"), citation=MINUTES)
    known = programme(papers=(cited,), citation=SHEET).learn(on=JUNE, instead_of=cited)
    (version,) = known.history("p")
    assert (version.until, version.citation) == (JUNE, MINUTES)
