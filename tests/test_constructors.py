"""What every constructor refuses, and how its errors name field, value and rule."""

import pickle
from datetime import date, datetime
from typing import Any

import attrs
import pytest

import kim_model as kim
import rooms
from kim_model import explain
from kim_model.conversion import Column, Refusal
from kim_model.errors import FieldError
from kim_model.language import Language
from kim_model.values import StatedTotal
from samples import SAMPLES
from zwischenstand import PROGRAMME, STAND

# What a generic record may hold, the field or function that names it says.
GENERIC = (kim.Derivation, kim.Attribution, explain.AttributionStep)
# Attributes of the report values are computed, never typed by a user.
FIELDS = [
    (kind, field.name)
    for kind, sample in sorted(SAMPLES.items(), key=lambda item: item[0].__name__)
    if not isinstance(sample, GENERIC) and kind.__module__.startswith("kim_model.")
    if not kind.__module__.startswith("kim_model.apportionment")
    for field in attrs.fields(kind)
    if field.init and not field.name.startswith("_")
]


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda item: getattr(item, "__name__", item))
@pytest.mark.parametrize(
    "value", [object(), 0.5, float("nan"), b"bytes"], ids=["object", "float", "nan", "bytes"]
)
def test_every_field_refuses_what_is_of_no_use_to_it(kind: type, name: str, value: object) -> None:
    """No field takes a float, bytes or any object, and the error names class and field."""
    with pytest.raises(FieldError) as caught:
        attrs.evolve(SAMPLES[kind], **{name: value})
    assert isinstance(caught.value, TypeError | ValueError)
    assert caught.value.field.split("[")[0] == f"{kind.__name__}.{name}"
    assert type(value).__name__ in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, name)
        for kind, name in FIELDS
        if isinstance(getattr(SAMPLES[kind], name), date | int | str | kim.Fte)
        and not isinstance(getattr(SAMPLES[kind], name), bool)
    ],
    ids=lambda item: getattr(item, "__name__", item),
)
def test_a_bool_is_no_day_number_or_text(kind: type, name: str) -> None:
    with pytest.raises(FieldError):
        attrs.evolve(SAMPLES[kind], **{name: True})


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, name in FIELDS if isinstance(getattr(SAMPLES[kind], name), date)],
    ids=lambda item: getattr(item, "__name__", item),
)
@pytest.mark.parametrize("value", ["2024-03-31", datetime(2024, 3, 31, 12)])  # noqa: DTZ001
def test_a_day_is_no_text_and_no_point_in_time(kind: type, name: str, value: object) -> None:
    with pytest.raises(kim.InvalidTypeError, match=f"{kind.__name__}.{name}"):
        attrs.evolve(SAMPLES[kind], **{name: value})


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, name in FIELDS if isinstance(getattr(SAMPLES[kind], name), tuple)],
    ids=lambda item: getattr(item, "__name__", item),
)
def test_many_are_a_tuple_whose_items_are_named(kind: type, name: str) -> None:
    with pytest.raises(kim.InvalidTypeError, match=r"write \(a, b\)"):
        attrs.evolve(SAMPLES[kind], **{name: []})
    with pytest.raises(kim.InvalidTypeError, match=rf"{kind.__name__}\.{name}\[0\]"):
        attrs.evolve(SAMPLES[kind], **{name: (object(),)})


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_values_are_frozen_and_survive_pickling(kind: type) -> None:
    sample = SAMPLES[kind]
    assert pickle.loads(pickle.dumps(sample)) == sample  # noqa: S301 - our own bytes
    for field in attrs.fields(kind):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(sample, field.name, None)


def test_the_example_covers_the_whole_model() -> None:
    """Every record that a package hands on is built by the worked example or the samples."""
    bases = {kim.Fact, kim.LastingFact, StatedTotal, Language}
    ours = {each for each in rooms.handed_on() if "apportionment" not in each.__module__}
    assert ours - bases - {Refusal, Column, kim.ClosedPeriod} - set(SAMPLES) == set()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: kim.Position(id="cm-1", role=kim.Role.CASE_MANAGEMENT, fte=0.5),  # type: ignore[arg-type]
            "Position.fte: 0.5 (float) is a float and so not exact; write '0.5'",
        ),
        (
            lambda: kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="10,5"),
            "GrantedPosts.fte: '10,5' (str) is not a plain number; write '10.5'",
        ),
        (
            lambda: kim.Staffing(fte="-1", period=kim.Period(STAND)),
            "Staffing.fte: Fte('-1') (Fte) is below 0; write the VZÄ as a positive number",
        ),
        (
            lambda: kim.Municipality(ags="5162024", name="Neuss"),
            (
                "Municipality.ags: '5162024' (str) is not an AGS of NRW; "
                "keys begin with 0: write '05162024'"
            ),
        ),
        (
            lambda: kim.StatedAgreements(signed=-1, as_of=STAND),
            "StatedAgreements.signed: -1 (int) is below 0",
        ),
        (
            lambda: kim.Statement(id="ziel ", kind=kim.StatementKind.AIM, text="Integration"),
            "Statement.id: 'ziel ' (str) has white space around it; strip it",
        ),
        (
            lambda: kim.Statement(id="ziel", kind=kim.StatementKind.AIM, text=" "),
            "Statement.text: ' ' (str) is blank; leave the field out if it is unknown",
        ),
        (
            lambda: kim.KeyFigures(
                source="AZR", intended_date=STAND, reference_date=STAND, counts={"05162024": -1}
            ),
            "KeyFigures.counts['05162024']: -1 (int) is below 0",
        ),
    ],
)
def test_messages_name_field_value_rule_and_way_out(make: Any, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        make()
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [-(10**5000), "x" * 10_000], ids=["int", "str"])
def test_a_message_stays_short_whatever_the_value(value: object) -> None:
    message = str(kim.InvalidValueError("Grant.posts", value, "is below 0"))
    assert len(message) < 150
    assert f"({type(value).__name__}) is below 0" in message


def test_errors_survive_pickling() -> None:
    error = kim.InvalidValueError("Grant.posts", -1, "is below 0", "write 0")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(again) == str(error)
    assert (again.field, again.value, again.rule, again.remedy) == error.args


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: kim.Period(date(2024, 2, 1), date(2024, 1, 1)), "lies before the first day"),
        (lambda: kim.YearlyDay(2, 30), "is above 29"),
        (
            lambda: kim.Application(
                id="a", baustein=kim.Baustein.CASE_MANAGEMENT, period=kim.Period.of_year(2024)
            ),
            "is funded without application",
        ),
        (
            lambda: kim.Application(
                id="a",
                baustein=kim.Baustein.STEERING,
                period=kim.Period.of_year(2024),
                submitted_on=date(2024, 2, 1),
                decided_on=date(2024, 1, 1),
            ),
            "lies before its submission",
        ),
        (
            lambda: kim.Grant(
                id="g",
                baustein=kim.Baustein.STEERING,
                period=kim.Period.of_year(2024),
                posts=(kim.GrantedPosts(role=kim.Role.CASE_MANAGEMENT, fte="1"),),
            ),
            r"Grant.posts\[0\].role: .* is funded by",
        ),
        (
            lambda: kim.LegalInstrument(
                id="r", title="R", in_force_from=STAND, expires_on=date(2024, 1, 1)
            ),
            "lies before it comes into force",
        ),
        (
            lambda: kim.CaseReconstructions(
                mandatary="k", most_per_year=4, fewest_cases=5, most_cases=4
            ),
            "exceeds the most cases",
        ),
        (kim.ParticipationStage, "must name actors"),
        (lambda: kim.ParticipationStage(actors=("a",), all_others=True), "must name actors"),
        (
            lambda: kim.ParticipationOrder(
                mandatary="k",
                concept="c",
                stages=(
                    kim.ParticipationStage(all_others=True),
                    kim.ParticipationStage(actors=("a",)),
                ),
            ),
            "leaves nobody",
        ),
        (
            lambda: kim.ParticipationOrder(
                mandatary="k", concept="c", stages=(kim.ParticipationStage(actors=("a",)),) * 2
            ),
            "occurs twice as an actor",
        ),
        (lambda: kim.District(key="05162", name="Kreis", municipalities=()), "is empty"),
        (
            lambda: kim.District(
                key="05162",
                name="Kreis",
                municipalities=(kim.Municipality(ags="05158004", name="Erkrath"),),
            ),
            r"District.municipalities\[0\].ags: .* is not a municipality of Kreis",
        ),
    ],
)
def test_what_cannot_be_does_not_construct(make: Any, rule: str) -> None:
    with pytest.raises(kim.InvalidValueError, match=rule):
        make()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"agreements": (kim.CooperationAgreement(id="v", municipality="05158004"),)},
            r"LocalProgramme.agreements\[0\].municipality: '05158004' .* is not a municipality of",
        ),
        (
            {
                "rollouts": (
                    kim.RollOut(municipality="05162999", state=kim.RollOutState.IMPLEMENTED),
                )
            },
            r"LocalProgramme.rollouts\[0\].municipality",
        ),
        (
            {
                "key_figures": (
                    kim.KeyFigures(
                        source="AZR",
                        intended_date=STAND,
                        reference_date=STAND,
                        counts={"05158004": 1},
                    ),
                )
            },
            r"LocalProgramme.key_figures\[0\].counts\['05158004'\]",
        ),
        (
            {"cooperations": (kim.Cooperation(kind=kim.CooperationKind.EXCHANGE, actors=("x",)),)},
            r"cooperations\[0\].actors\[0\]: 'x' \(str\) is not the id of any Actor here",
        ),
        (
            {"statements": PROGRAMME.statements[:1] * 2},
            r"LocalProgramme.statements\[1\].id: 'steuerung' .* occurs twice as an id",
        ),
        (
            {"stated_posts": PROGRAMME.stated_posts[:1] * 2},
            "LocalProgramme.stated_posts: .* occurs twice as a total",
        ),
        (
            {"instruments": (attrs.evolve(PROGRAMME.instruments[0], announced_within=None),)},
            r"LocalProgramme.applications\[0\].awaits: .* is known from 2024-12-19, but referred",
        ),
    ],
)
def test_a_programme_is_whole(change: dict[str, Any], message: str) -> None:
    """Ids are unique, references lead somewhere known by then, and all lies in the district."""
    with pytest.raises(kim.InvalidValueError, match=message):
        attrs.evolve(PROGRAMME, **change)
