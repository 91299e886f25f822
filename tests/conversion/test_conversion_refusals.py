"""What JSON documents look like, and what is refused in them by its path."""

import json
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import define
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model._mapping import FrozenMapping
from kim_model.conversion import ConversionError, Refusal, from_data, from_json, to_data, to_json
from kim_model.testing import records
from kim_model.values import Euro, Fte

RKN = nrw.district("05162")
ACTORS = ("ki", "abh", "caritas")
EARLY = date(2019, 1, 1)

# What documents look like ------------------------------------------------------------------------


def test_a_document() -> None:
    grant = kim.Grant(
        id="bescheid-2024",
        baustein=kim.Baustein.CASE_MANAGEMENT,
        period=kim.Period.of_year(2024),
        posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte=Fraction(1, 3)),),
        amount=1026000,
        authority="Bezirksregierung Düsseldorf",
    )
    assert to_json(grant) == (
        '{"schema": 2, "id": "bescheid-2024", "baustein": 2,'
        ' "period": {"first_day": "2024-01-01", "last_day": "2024-12-31"},'
        ' "posts": [{"role": "case_management", "fte": "1/3"}],'
        ' "amount": "1026000.00", "authority": "Bezirksregierung Düsseldorf"}'
    )


def test_only_the_unknown_is_left_out() -> None:
    """A default that says something is written; an empty tuple that is no default, too."""
    never_filled = kim.Position(id="p", role=kim.Role.COORDINATION, staffing=())
    assert to_data(never_filled)["staffing"] == []
    assert "fte" not in to_data(never_filled)
    rule = kim.AllocationRule(method="dhondt", step="0.5")
    assert to_data(rule)["guarantee"] == "0"
    stage = kim.ParticipationStage(actors=("ki",))
    assert to_data(stage) == {"schema": 2, "actors": ["ki"], "all_others": False}


TAGS = {
    kim.RulesOfProcedure: "rules_of_procedure",
    kim.ConceptParticipants: "concept_participants",
    kim.ParticipationOrder: "participation_order",
    kim.WorkingGroupAuthorisation: "working_group_authorisation",
    kim.ParticipationDuty: "participation_duty",
    kim.CaseReconstructions: "case_reconstructions",
    kim.ThemeProcedure: "theme_procedure",
}


@settings(max_examples=40)
@given(st.one_of([records(each) for each in kim.ResolutionContent.__args__]))
def test_contents_of_resolutions_have_tags(content: Any) -> None:
    """A content begins with its kind, the name of its class in snake_case, and is read by it."""
    resolution = kim.Resolution(id="r", subject="s", content=content)
    document: Any = to_data(resolution)
    assert next(iter(document["content"].items())) == ("kind", TAGS[type(content)])
    assert from_data(document, kim.Resolution) == resolution


def test_no_content_has_a_field_named_as_the_tag() -> None:
    assert set(TAGS) == set(kim.ResolutionContent.__args__)
    assert not [kind for kind in TAGS if "kind" in attrs.fields_dict(kind)]


def test_no_record_has_a_field_named_as_the_schema() -> None:
    records = [each for each in vars(kim).values() if isinstance(each, type) and attrs.has(each)]
    assert not [each for each in records if "schema" in attrs.fields_dict(each)]


def test_all_of_the_library_s_programmes_and_districts_survive() -> None:
    for district in nrw.districts():
        programme = kim.LocalProgramme(
            id="x", district=district, key_figures=(nrw.population(district),)
        )
        assert from_json(to_json(programme), kim.LocalProgramme) == programme


class Plain(StrEnum):
    A = "a"


def test_subclasses_of_text_are_written_as_text() -> None:
    data = to_data(kim.Citation(document=Plain.A))
    assert type(data["document"]) is str
    assert all(type(each) is str for each in to_data(nrw.population(RKN))["counts"])  # type: ignore[union-attr]


def test_fractions_and_mappings_of_any_values() -> None:
    @define(frozen=True)
    class Record:
        share: Fraction
        days: FrozenMapping[str, date]

    record = Record(Fraction(1, 3), FrozenMapping({"b": EARLY, "a": EARLY}))
    assert from_json(to_json(record), Record) == record
    assert refusals({"share": 0.5, "days": {"a b": "x"}}, Record) == [
        ("$.share", "0.5 (float) is a float and so not exact; write '0.5'"),
        ("$.days['a b']", "'x' (str) is not a date; write it as \"2024-03-31\""),
    ]


# What is refused ---------------------------------------------------------------------------------


def refusals(fields: dict[str, Any], kind: type) -> list[tuple[str, str]]:
    with pytest.raises(ConversionError) as caught:
        from_json(json.dumps({"schema": 2, **fields}), kind)
    return [(each.path, each.message) for each in caught.value.problems]


DISTRICT = {key: value for key, value in to_data(RKN).items() if key != "schema"}
POSITION = {"id": "p", "role": "case_management"}
GRANT = {"id": "g", "baustein": 2, "period": {"first_day": "2024-01-01"}}


@pytest.mark.parametrize(
    ("field", "value", "at", "why"),
    [
        ("id", None, ".id", "null is not text"),
        ("id", 3, ".id", "3 (int) is not text"),
        ("id", " p", ".id", "has white space around it"),
        ("id", "\ud800", ".id", "has half of a surrogate pair"),
        ("role", "case_managment", ".role", "write one of 'coordination', 'municipal_"),
        ("role", ["case_management"], ".role", "an array is not a value of Role"),
        ("fte", 0.5, ".fte", "0.5 (float) is a float and so not exact; write '0.5'"),
        ("fte", 1e-7, ".fte", "is a float and so not exact; write '0.5'"),
        ("fte", True, ".fte", "true is not a whole number"),
        ("fte", "0,5", ".fte", "'0,5' (str) is not a plain number; write '0.5'"),
        ("fte", "-1", ".fte", "is below 0"),
        ("fte", 10**1000, ".fte", "an int of more than 600 digits is too long"),
        ("as_of", "2024-W09-4", ".as_of", "'2024-W09-4' (str) is not a date"),
        ("as_of", "20240331", ".as_of", "is not a date"),
        ("as_of", "2024-03-31T00:00:00", ".as_of", "is not a date"),
        ("as_of", "2024-02-30", ".as_of", "is not a day of the calendar"),
        ("as_of", "２０２４-03-31", ".as_of", "is not a date"),  # noqa: RUF001 - that is the point
        ("evidence", "Verified", ".evidence", "write one of 'verified', 'derived'"),
        ("staffing", "none", ".staffing", "'none' (str) is not an array"),
        ("staffing", {}, ".staffing", "an object is not an array"),
        ("staffing", [None], ".staffing[0]", "null is not an object"),
        ("staffing", [{}], ".staffing[0].period", "is missing; Staffing needs it"),
        ("citation", [], ".citation", "an array is not an object"),
        ("ftee", "1", ".ftee", "is not a field of Position; did you mean fte?"),
        ("?", 1, "['?']", "is not a field of Position; write one of as_of, citation"),
        ("\udc00", 1, "['\\udc00']", "is not a field of Position"),
        (
            "schema",
            3,
            ".schema",
            "3 (int) is not a schema that this version understands; write 2, or",
        ),
        ("schema", True, ".schema", "true is not a schema"),
        ("schema", 1.0, ".schema", "1.0 (float) is not a schema"),
    ],
)
def test_a_field_is_refused_by_its_path(field: str, value: object, at: str, why: str) -> None:
    found = dict(refusals({**POSITION, field: value}, kim.Position))
    assert why in found[f"${at}"]
    assert str(ConversionError((Refusal("$" + at, why),))) == f"${at}: {why}"


def in_programme(**fields: object) -> list[tuple[str, str]]:
    return refusals({"id": "rkn", "district": DISTRICT, **fields}, kim.LocalProgramme)


def test_the_path_leads_through_arrays() -> None:
    more = [{**POSITION, "id": f"p{i}"} for i in range(3)]
    assert in_programme(positions=[*more, {**POSITION, "fte": 0.5}]) == [
        ("$.positions[3].fte", "0.5 (float) is a float and so not exact; write '0.5'")
    ]


def test_a_wrong_key_is_refused() -> None:
    assert in_programme(agreements=[{"id": "v", "municipality": "5162024"}]) == [
        (
            "$.agreements[0].municipality",
            "'5162024' (str) is not an AGS of NRW; keys begin with 0: write '05162024'",
        )
    ]
    ((where, why),) = in_programme(agreements=[{"id": "v", "municipality": 5162024}])
    assert where == "$.agreements[0].municipality"
    assert why == "5162024 (int) is not a key; keys begin with 0: write them in quotes"


def test_a_municipality_of_another_kreis_is_refused() -> None:
    for field, record in [
        ("agreements", {"id": "v", "municipality": "05111000"}),
        ("rollouts", {"municipality": "05111000", "state": "implemented"}),
    ]:
        ((where, why),) = in_programme(**{field: [record]})
        assert where == f"$.{field}[0].municipality"
        assert "is not a municipality of Rhein-Kreis Neuss (05162)" in why


def test_what_constructors_refuse_has_the_path_of_the_object() -> None:
    wrong_role = [{"role": "coordination", "fte": "1"}]
    ((where, why),) = in_programme(grants=[GRANT, {**GRANT, "posts": wrong_role}])
    assert where == "$.grants[1].posts[0].role"
    assert "is funded by Baustein.STEERING" in why
    backwards = {"first_day": "2024-02-01", "last_day": "2024-01-31"}
    ((where, why),) = in_programme(grants=[{**GRANT, "period": backwards}])
    assert (where, "lies before the first day" in why) == ("$.grants[0].period.last_day", True)
    figures = {"source": "AZR", "intended_date": "2024-03-31", "reference_date": "2024-03-31"}
    ((where, _),) = in_programme(key_figures=[{**figures, "counts": {"05162024": -1}}])
    assert where == "$.key_figures[0].counts['05162024']"
    ((where, _),) = in_programme(key_figures=[{**figures, "counts": {"5162024": 1}}])
    assert where == "$.key_figures[0].counts['5162024']"


@pytest.mark.parametrize(
    ("content", "at", "why"),
    [
        ({"version": "2023-06-20"}, "$.content.kind", "is missing; write one of 'rules_of_"),
        ({"kind": "RulesOfProcedure"}, "$.content.kind", "is not a kind known here; write one of"),
        ({"kind": []}, "$.content.kind", "an array is not a kind known here"),
        ({"kind": "rules_of_procedure"}, "$.content.version", "is missing"),
        ("rules_of_procedure", "$.content", "is not an object"),
    ],
)
def test_contents_are_refused_by_their_tags(content: object, at: str, why: str) -> None:
    ((where, message),) = refusals({"id": "r", "subject": "s", "content": content}, kim.Resolution)
    assert where == at
    assert why in message


@pytest.mark.parametrize("value", ["no", 1, 0.0, []])
def test_only_true_and_false_are_bools(value: object) -> None:
    aim = {"id": "a", "kind": "aim", "text": "t", "primary": value}
    ((where, why),) = refusals(aim, kim.Statement)
    assert (where, "is neither true nor false" in why) == ("$.primary", True)


@pytest.mark.parametrize("value", ["7", 7.0, 3.9, True, None])
def test_only_ints_are_ints(value: object) -> None:
    ((where, why),) = refusals({"signed": value, "as_of": "2024-03-31"}, kim.StatedAgreements)
    assert (where, "is not a whole number" in why) == ("$.signed", True)


@pytest.mark.parametrize("value", ["2", True, 2.0, 4])
def test_an_enum_takes_its_values_only(value: object) -> None:
    ((where, why),) = refusals({**GRANT, "baustein": value}, kim.Grant)
    assert where == "$.baustein"
    assert why.endswith("is not a value of Baustein; write one of 1, 2, 3")


def test_money_may_be_a_whole_number() -> None:
    text = json.dumps({"schema": 2, **GRANT, "amount": 1026000})
    assert from_json(text, kim.Grant).amount == Euro("1026000")
    assert refusals({**GRANT, "amount": "0.001"}, kim.Grant)[0][0] == "$.amount"


def test_a_float_too_large_for_floats_is_refused_where_it_stands() -> None:
    with pytest.raises(ConversionError, match=r"^\$\.amount: inf \(float\) is a float"):
        from_json(json.dumps({"schema": 2, **GRANT, "amount": 5}).replace("5", "1e400"), kim.Grant)


def test_null_is_the_unknown_where_it_may_be() -> None:
    text = json.dumps({"schema": 2, **POSITION, "fte": None, "staffing": None})
    assert from_json(text, kim.Position) == kim.Position(id="p", role=kim.Role.CASE_MANAGEMENT)
    assert in_programme(positions=None) == [("$.positions", "null is not an array; write […]")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "NaN",
        '{"schema": 2, "id": Infinity}',
        '{"schema": 2, "id": -Infinity}',
        "[" * 100_000,
        '{"a":' * 100_000,
        f'{{"schema": 2, "id": {"9" * 5000}}}',
        "\ufeff{}",
        b"\xff\xfe{\x00}\x00",
        b'{"id": "\xed\xa0\x80"}',
        "[]",
        "null",
        "1",
        None,
    ],
)
def test_text_that_is_no_document_is_refused_as_a_whole(text: Any) -> None:
    with pytest.raises(ConversionError) as caught:
        from_json(text, kim.Position)
    assert [each.path for each in caught.value.problems] == ["$"]


def test_a_number_of_thousands_of_digits_is_refused_in_our_words() -> None:
    with pytest.raises(ConversionError, match="a number of 5000 digits is too long"):
        from_json("9" * 5000, kim.Position)


def test_deep_values_are_refused_where_they_stand() -> None:
    deep = "[" * 300 + "]" * 300
    with pytest.raises(ConversionError, match=r"\$\.id: an array is not text"):
        from_json(f'{{"schema": 2, "id": {deep}}}', kim.Position)


def test_the_schema_comes_first() -> None:
    with pytest.raises(ConversionError) as caught:
        from_json('{"id": 3}', kim.Position)
    assert str(caught.value) == "$.schema: is missing; write 2"


def test_a_name_that_occurs_twice_is_refused() -> None:
    text = '{"schema": 2, "id": "p", "role": "coordination", "citation": {"link": 1, "link": 2}}'
    with pytest.raises(ConversionError) as caught:
        from_json(text, kim.Position)
    assert str(caught.value) == "$.citation.link: occurs twice; write it once"


@pytest.mark.parametrize(
    "value",
    [Decimal("0.5"), b"x", (1,), {1}, datetime(2024, 1, 1, tzinfo=UTC), 10**5000, {1: 1}],
    ids=lambda value: type(value).__name__,
)
def test_data_that_are_not_json_are_refused(value: object) -> None:
    for field in ("id", "fte", "as_of", "staffing", "citation"):
        with pytest.raises(ConversionError) as caught:
            from_data({"schema": 2, **POSITION, field: value}, kim.Position)
        assert caught.value.problems[0].path == f"$.{field}"


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (kim.Citation(document="\ud800"), "$.document"),
        (kim.StatedAgreements(signed=10**5000, as_of=EARLY), "$.signed"),
        (kim.Share(ideal=Fte(10**5000), fte=1), "$.ideal"),
        (kim.Share(ideal=1, fte=Fte(Fraction(1, 3**9000))), "$.fte"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(value: object, at: str) -> None:
    with pytest.raises(ConversionError) as caught:
        to_json(value)
    assert [each.path for each in caught.value.problems] == [at]


@define(frozen=True, kw_only=True)
class Employee(kim.Staffing):
    name: str


@define(frozen=True, kw_only=True)
class OwnRules(kim.RulesOfProcedure):
    title: str


def test_a_subclass_whose_fields_would_be_lost_is_not_written() -> None:
    employee = Employee(fte=1, period=kim.Period(EARLY), name="n")
    position = kim.Position(id="p", role=kim.Role.COORDINATION, staffing=(employee,))
    rules = OwnRules(version=EARLY, title="t")
    for value, at in [
        (position, "$.staffing[0]"),
        (kim.Resolution(id="r", subject="s", content=rules), "$.content"),
    ]:
        with pytest.raises(ConversionError) as caught:
            to_json(value)
        assert [each.path for each in caught.value.problems] == [at]
    assert from_json(to_json(employee), Employee) == employee


@pytest.mark.parametrize("kind", [int, str, Fte, list, kim.Role, kim.ResolutionContent, None])
def test_only_records_are_documents(kind: Any) -> None:
    with pytest.raises(ConversionError, match=r"^\$: .* has no form in JSON"):
        from_data({"schema": 2}, kind)
    with pytest.raises(ConversionError, match=r"^\$: .* has no form in JSON"):
        to_data(kind)


@define(frozen=True)
class Impossible:
    """A record with a part that has no form in JSON."""

    known: int
    thing: object


def test_a_record_with_parts_that_json_has_no_form_for_names_them() -> None:
    with pytest.raises(ConversionError) as caught:
        from_data({"schema": 2}, Impossible)
    assert [each.path for each in caught.value.problems] == ["$.thing"]


# The error ---------------------------------------------------------------------------------------


def test_all_problems_are_reported_together() -> None:
    found = in_programme(positions=[{"id": 1, "role": "x"}, {"fte": 0.5}], grants=3)
    assert [where for where, _ in found] == [
        "$.grants",
        "$.positions[0].id",
        "$.positions[0].role",
        "$.positions[1].id",
        "$.positions[1].role",
        "$.positions[1].fte",
    ]


def test_of_many_problems_the_first_hundred_are_reported_and_the_rest_counted() -> None:
    staffing = [{"fte": 0.5, "period": {"first_day": "2024-01-01"}}] * 150
    with pytest.raises(ConversionError) as caught:
        from_data({"schema": 2, **POSITION, "staffing": staffing, "fte": 1.5}, kim.Position)
    lines = str(caught.value).splitlines()
    assert len(caught.value.problems) == 100
    assert lines[0].startswith("$.fte: 1.5 (float)")
    assert lines[99].startswith("$.staffing[98].fte: 0.5 (float)")
    assert lines[100:] == ["and 51 more"]


def test_the_error_survives_pickling() -> None:
    error = ConversionError((Refusal("$.a", "is missing"), Refusal("$.b", "is missing")), 3)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (copy.problems, copy.more, str(copy)) == (error.problems, 3, str(error))
    assert str(error) == "$.a: is missing\n$.b: is missing\nand 3 more"
    assert isinstance(error, kim.KimError)
    assert isinstance(error, ValueError)


def test_cattrs_is_loaded_only_for_json() -> None:
    code = "import sys, kim_model; kim_model.LocalProgramme; sys.exit('cattrs' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
