"""Documents of schema 1 are read as records of today, and what is refused stands where written."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import define

import kim_model as kim
from kim_model import nrw
from kim_model._mapping import FrozenMapping
from kim_model.allocation import Cause, FundingThreshold
from kim_model.conversion import ConversionError, from_data, from_json, to_json
from kim_model.conversion._hooks import converter_of
from kim_model.conversion._migration import CHANGES
from kim_model.conversion._values import RefusedError, from_pairs
from kim_model.conversion.document import SCHEMA
from kim_model.cooperation import Cooperation
from kim_model.explain import Attribution, AttributionStep, Derivation
from kim_model.steering import Statement, StatementKind
from kim_model.values import Fte
from samples import samples
from zwischenstand import PROGRAMME, STAND

FROZEN = Path(__file__).parent / "schema_1"


def _dated(fact: Any) -> Any:
    """Return a fact as the example wrote it in version 0.1.0: with a day of its own."""
    if isinstance(fact, kim.Concept):
        return attrs.evolve(fact, states=tuple(map(_dated, fact.states)))
    if not isinstance(fact, kim.Fact) or fact.first_known(None) is not None:
        return fact
    return attrs.evolve(fact, as_of=STAND)


def _as_written(programme: kim.LocalProgramme) -> kim.LocalProgramme:
    lists: dict[str, Any] = {
        each.name: tuple(map(_dated, value))
        for each in attrs.fields(kim.LocalProgramme)
        if isinstance(value := getattr(programme, each.name), tuple)
    }
    return attrs.evolve(programme, as_of=None, **lists)


WRITTEN = _as_written(PROGRAMME)
SAMPLES = samples(WRITTEN)
TODAY: dict[str, Any] = {kind.__name__: kind for kind in SAMPLES}
SHARES = FrozenMapping[str, Fte]
STATEMENTS = {each.id: each for each in WRITTEN.statements}
WITHOUT_TOP_UP = attrs.evolve(SAMPLES[kim.SubGrant], top_up=None)
UNSIZED = attrs.evolve(SAMPLES[kim.Claim], fte=None)
# Of the kinds that went or grew: as what they are read today, and what they are then.
WENT: dict[str, tuple[Any, object]] = {
    "Aim": (Statement, STATEMENTS["steuerung"]),
    "AllocationChange": (Attribution[Cause, SHARES], SAMPLES[Attribution]),
    "Claim": (kim.Claim, UNSIZED),
    "ChangeStep": (AttributionStep[Cause, SHARES], SAMPLES[Attribution].steps[0]),
    "SubGrant": (kim.SubGrant, WITHOUT_TOP_UP),
    "EligibilityLimit": (FundingThreshold, SAMPLES[FundingThreshold]),
    "Exchange": (Cooperation, WRITTEN.cooperations[3]),
    "Involvement": (Cooperation, WRITTEN.cooperations[0]),
    "OtherFilling": (
        kim.OtherFilling,
        kim.OtherFilling(position="cm", on=date(2023, 5, 1), fte="1"),
    ),
    "Problem": (Statement, STATEMENTS["fachkräftemangel"]),
}
# TargetGroup.json says nothing that tells it from an aim: its reader says so, as below.
TOWNS = nrw.district("05162").municipalities
POPULATION = nrw.population(nrw.district("05162"))
POOLED = kim.AllocationRule(
    method="sainte_lague",
    step="0.5",
    pools=(kim.Pool(id="süd", members=(TOWNS[2].ags, TOWNS[6].ags)),),
)
DOCUMENTS = sorted(path for path in FROZEN.glob("*.json") if path.stem != "TargetGroup")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_of_version_0_1_0_is_read(path: Path) -> None:
    """Each is equal to the value that it was written from, and is written as schema 2."""
    kind, expected = WENT.get(path.stem) or (TODAY[path.stem], SAMPLES[TODAY[path.stem]])
    value: Any = from_json(path.read_text(encoding="utf-8"), kind)
    assert value == expected
    assert json.loads(to_json(value, kind))["schema"] == SCHEMA


def test_a_share_before_binds_the_pool_of_its_id_in_a_document_of_version_0_1_0() -> None:
    """It did not say who was in a pool: the same, unless one of them had a share of its own."""
    earlier = kim.allocate("14", TOWNS, POPULATION, POOLED)
    later = kim.allocate(
        "17", TOWNS, POPULATION, attrs.evolve(POOLED, most_change="0.5"), previous=earlier
    )
    data: Any = kim.to_data(later)
    del data["previous_pools"]
    old = {**data, "schema": 1}
    assert from_data(old, kim.Allocation) == later
    alone = {**old, "previous": {**old["previous"], TOWNS[2].ags: "1"}}
    with pytest.raises(ConversionError, match="does not follow"):
        from_data(alone, kim.Allocation)
    with pytest.raises(ConversionError, match=r"^\$\.rule\.pools\[0\]\.members"):
        from_data({**old, "rule": {**old["rule"], "pools": [{"id": "süd"}]}}, kim.Allocation)


def test_the_rates_of_version_0_1_0_are_still_shipped() -> None:
    """A rate that was shipped stays; what corrects it is another. By when it was known is new."""
    shipped = SAMPLES[kim.RateBook].rates
    assert shipped
    of_today = [attrs.evolve(each, known_by=None) for each in nrw.RATES.rates]
    assert [each for each in shipped if each not in of_today] == []


@pytest.mark.parametrize("schema", [1, 2])
def test_the_day_since_which_a_rate_was_known_had_another_name(schema: int) -> None:
    (rate,) = [each for each in nrw.RATES.rates if each.known_since]
    data = kim.to_data(rate)
    assert isinstance(data, dict)
    since = data.pop("known_since")
    assert from_data({**data, "schema": schema, "known_from": since}, kim.Rate) == rate
    with pytest.raises(ConversionError, match=r"^\$\.known_from: "):
        from_data({**data, "schema": schema, "known_from": 7}, kim.Rate)


def test_a_target_group_is_read_once_it_says_that_it_is_one() -> None:
    data = json.loads((FROZEN / "TargetGroup.json").read_text(encoding="utf-8"))
    with pytest.raises(ConversionError, match="kind: is missing"):
        from_data(data, Statement)
    assert from_data({**data, "kind": "target_group"}, Statement) == STATEMENTS["zielgruppe"]


DRAWN = (FROZEN / "drawn_programmes.jsonl").read_bytes().splitlines()


def test_the_frozen_programmes_are_all_there() -> None:
    assert len(DRAWN) == 13


@pytest.mark.parametrize("line", DRAWN, ids=range(len(DRAWN)))
def test_a_programme_drawn_by_version_0_1_0_survives(line: bytes) -> None:
    programme = from_json(line, kim.LocalProgramme)
    assert from_json(to_json(programme), kim.LocalProgramme) == programme


@pytest.mark.parametrize("schema", [0, 3, -1])
def test_a_document_of_an_unknown_schema_is_refused(schema: int) -> None:
    with pytest.raises(ConversionError) as caught:
        from_data({"schema": schema, "first_day": "2024-01-01"}, kim.Period)
    assert str(caught.value) == (
        f"$.schema: {schema} (int) is not a schema that this version understands;"
        " write 2, or update kim_model if a later version wrote it"
    )


# Changes of fields -------------------------------------------------------------------------------


# Small records of these names: the changes go by the name alone.


@define(frozen=True, kw_only=True)
class AllocationRule:
    flat_share: Fte
    threshold: FundingThreshold | None = None


def _unique(_: object, __: object, statements: tuple[Statement, ...]) -> None:
    for index, each in enumerate(statements):
        if each.id in [other.id for other in statements[:index]]:
            place = f"LocalProgramme.statements[{index}].id"
            raise kim.InvalidValueError(place, each.id, "occurs twice as an id")


@define(frozen=True, kw_only=True)
class LocalProgramme:
    statements: tuple[Statement, ...] = attrs.field(default=(), validator=_unique)
    cooperations: tuple[Cooperation, ...] = ()
    rule: AllocationRule | None = None


def read(data: object, kind: type) -> Any:
    """Read a record of schema 1 whose fields have changed."""
    return converter_of(CHANGES[1]).get_structure_hook(kind)(data, kind)


def frozen(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FROZEN / f"{name}.json").read_text(encoding="utf-8"))
    del data["schema"]
    return data


def refused(data: object, kind: type) -> list[str]:
    with pytest.raises(RefusedError) as caught:
        read(data, kind)
    return [str(each) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "kind"), [("Aim", StatementKind.AIM), ("Problem", StatementKind.PROBLEM)]
)
def test_what_a_statement_is_its_own_fields_tell(name: str, kind: StatementKind) -> None:
    data = frozen(name)
    found = read(data, Statement)
    assert (found.kind, found.text, found.id) == (kind, data["description"], data["id"])


def test_what_a_statement_is_the_reader_says_where_nothing_tells_it() -> None:
    """An aim without Baustein looks like a target group: no guess is made."""
    group = frozen("TargetGroup")
    assert refused(group, Statement) == [".kind: is missing; Statement needs it"]
    assert read({**group, "kind": "target_group"}, Statement).text == group["description"]


def test_documents_of_kinds_that_went_are_read_as_what_came_for_them() -> None:
    involved, exchange = (read(frozen(each), Cooperation) for each in ("Involvement", "Exchange"))
    assert (involved.kind.value, involved.actors) == ("involvement", ("mbe",))
    assert (exchange.kind.value, len(exchange.actors), exchange.regular) == ("exchange", 3, True)
    threshold = read(frozen("EligibilityLimit"), FundingThreshold)
    assert threshold == FundingThreshold(least=Fte("0.5"), pool="rest")
    change = read(frozen("AllocationChange"), Attribution[Cause, SHARES])
    assert change.difference["süd"] == Fte(0)
    assert [each.cause.value for each in change.steps] == ["total", "rule", "key"]
    assert change.steps[0] == read(frozen("ChangeStep"), AttributionStep[Cause, SHARES])


AIM = {"id": "a", "description": "Teilhabe"}
OLD = {
    "aims": [AIM],
    "target_groups": [{"id": "t", "description": "Zugewanderte"}],
    "problems": [{"id": "p", "description": "Wohnraum", "role": "coordination"}],
    "involvements": [{"actor": "mbe", "state": "being_agreed"}],
    "exchanges": [{"actors": ["abh", "ki"], "regular": True}],
    "rule": {"base": "0.5", "limit": {"least": "1"}},
}


def test_lists_that_are_one_today_keep_their_order_and_tell_their_kind() -> None:
    found = read(OLD, LocalProgramme)
    told = [(each.kind.value, each.text) for each in found.statements]
    wanted = [("aim", "Teilhabe"), ("target_group", "Zugewanderte"), ("problem", "Wohnraum")]
    assert told == wanted
    assert [each.actors for each in found.cooperations] == [("mbe",), ("abh", "ki")]
    assert found.rule == AllocationRule(
        flat_share=Fte("0.5"), threshold=FundingThreshold(least=Fte(1))
    )
    assert read({"problems": []}, LocalProgramme) == LocalProgramme()


@pytest.mark.parametrize(
    ("old", "found"),
    [
        ({"rule": {}}, ".rule.base: is missing; AllocationRule needs it"),
        ({"rule": {"base": 0.5}}, ".rule.base: 0.5 (float) is a float"),
        ({"rule": {"base": "0", "limit": {}}}, ".rule.limit.least: is missing; FundingThreshold"),
        ({"aims": [AIM, {"id": "b"}]}, ".aims[1].description: is missing; Statement needs it"),
        ({"problems": [{**AIM, "id": 1}]}, ".problems[0].id: 1 (int) is not text"),
        ({"aims": [{**AIM, "textual": 1}]}, ".aims[0].textual: is not a field of Statement"),
        ({"problems": [3]}, ".problems[0]: 3 (int) is not an object"),
        ({"target_groups": None}, ".target_groups: null is not an array"),
        ({"aims": [AIM], "problems": [AIM]}, ".problems[0].id: 'a' (str) occurs twice"),
        ({"involvements": [{"actor": 3}]}, ".involvements[0].actor: 3 (int) is not text"),
        ({"exchanges": [{"actors": [3]}]}, ".exchanges[0].actors[0]: 3 (int) is not text"),
        (
            {"rule": {"base": "1", "flat_share": "1"}},
            ".rule.base: is not a field of AllocationRule",
        ),
        ({"rule": {"base": "0", "limits": {}}}, ".rule.limits: is not a field of AllocationRule"),
    ],
)
def test_what_is_refused_stands_where_it_was_written(old: Any, found: str) -> None:
    (problem,) = refused(old, LocalProgramme)
    assert problem.startswith(found)


def test_the_data_stay_as_they_are() -> None:
    before = json.dumps(OLD)
    read(OLD, LocalProgramme)
    assert json.dumps(OLD) == before


def test_a_name_that_occurs_twice_in_what_moved_is_refused() -> None:
    """Also where the object gets its kind from the list that it stands in."""
    twice = json.loads('{"aims": [{"id": "a", "id": "b"}]}', object_pairs_hook=from_pairs)
    assert refused(twice, LocalProgramme) == [".aims[0].id: occurs twice; write it once"]


def test_changes_are_of_records_that_there_are() -> None:
    """A change of a record that nothing is called would do nothing."""
    assert set(CHANGES[SCHEMA]) <= set(CHANGES[1]) <= set(TODAY)


def test_exact_money_of_three_places_is_still_read() -> None:
    """Nobody types it: it was written with just the places that it has."""
    text = '{"schema": 2, "label": "x", "value": {"kind": "exact_euro", "value": "57.125"}, '
    found = from_json(text + '"operation": "given"}', Derivation)
    assert found.value == kim.ExactEuro("57.1250")
    assert from_json(to_json(found), Derivation) == found
