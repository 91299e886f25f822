"""Every id in a programme leads somewhere, in types that nobody has listed."""

from datetime import date

import attrs
import pytest

import kim_model as kim
from kim_model import nrw
from kim_model._mapping import FrozenMapping
from kim_model.values._field import checked
from kim_model.values._marks import ActorId, ConceptId, EmployerId, Id, RecipientId

STAND = date(2024, 3, 31)
KREIS = nrw.district("05162")
KI = kim.Actor(id="ki", name="KI", kind=kim.ActorKind.KI)


@attrs.define(frozen=True, kw_only=True, field_transformer=checked)
class Pledge(kim.Statement):
    """A kind of statement that only this test knows."""

    by: ActorId | None = None
    together_with: tuple[ActorId, ...] = ()
    about: ConceptId | None = None
    paid_by: EmployerId | None = None
    shares: FrozenMapping[RecipientId, kim.Fte] = FrozenMapping({})
    at: kim.Ags | None = None
    served: tuple[kim.Ags, ...] = ()
    led_by: FrozenMapping[ActorId, ConceptId] = FrozenMapping({})
    teams: tuple[tuple[ActorId, ...], ...] = ()
    lead: ActorId | kim.Ags | None = None
    seats: FrozenMapping[kim.Role, tuple[kim.Ags, ...]] = FrozenMapping({})
    number: Id | None = None


@attrs.define(frozen=True, kw_only=True, field_transformer=checked)
class Guest(kim.Actor):
    """A kind of actor that only this test knows."""


def programme(**fields: object) -> kim.LocalProgramme:
    """Return a programme with a pledge that has these fields."""
    pledge = Pledge(
        id="pledge",
        kind=kim.StatementKind.AIM,
        text="Integration",
        as_of=STAND,
        **fields,  # type: ignore[arg-type]
    )
    guest = Guest(id="gast", name="Gast", kind=kim.ActorKind.OTHER)
    return kim.LocalProgramme(id="rkn", district=KREIS, actors=(KI, guest), statements=(pledge,))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"by": "nobody"}, r"statements\[0\]\.by: 'nobody' .* is not the id of any Actor here"),
        ({"by": "pledge"}, r"statements\[0\]\.by: .*write one of ki"),
        ({"together_with": ("ki", "x")}, r"together_with\[1\]: 'x' .* is not the id of any Actor"),
        ({"about": "ki"}, r"about: 'ki' .* is not the id of any Concept here; add it to the"),
        ({"paid_by": "05158004"}, r"paid_by: .* is not the id of any Actor or Municipality here"),
        ({"shares": FrozenMapping({"05158004": kim.Fte(1)})}, r"shares\['05158004'\]: .* is not a"),
        ({"by": "05162024"}, r"by: '05162024' .* is not the id of any Actor here"),
        ({"served": (kim.Ags("05162024"), kim.Ags("05158004"))}, r"served\[1\]: '05158004' .* is"),
        (
            {"led_by": FrozenMapping({"x": "k"})},
            r"led_by\['x'\]: 'x' .* is not the id of any Actor",
        ),
        ({"led_by": FrozenMapping({"ki": "ki"})}, r"led_by\['ki'\]: 'ki' .* of any Concept here"),
        ({"teams": (("ki",), ("ki", "x"))}, r"teams\[1\]\[1\]: 'x' .* is not the id of any Actor"),
        ({"lead": "x"}, r"lead: 'x' .* is not the id of any Actor here; write one of ki, gast"),
        ({"lead": kim.Ags("05158004")}, r"lead: '05158004' .* is not a municipality of"),
        (
            {"seats": FrozenMapping({kim.Role.COORDINATION: (kim.Ags("05158004"),)})},
            r"seats\[.*\]\[0\]: '05158004' .* is not a municipality of",
        ),
        ({"number": "ki"}, r"actors\[0\]\.id: 'ki' .* occurs twice as an id"),
        ({"at": kim.Ags("05158004")}, r"at: '05158004' .* is not a municipality of Rhein-Kreis"),
    ],
)
def test_a_new_type_is_whole_by_its_annotations(fields: dict[str, object], message: str) -> None:
    """A reference that leads nowhere is refused in a type that no table names."""
    with pytest.raises(kim.InvalidValueError, match=message):
        programme(**fields)


def test_references_that_lead_somewhere_are_taken() -> None:
    whole = programme(
        by="ki",
        together_with=("ki",),
        paid_by="05162024",
        shares=FrozenMapping({"05162024": kim.Fte(1), "rest": kim.Fte(1)}),
        at=kim.Ags("05162024"),
        teams=(("ki", "gast"),),
        lead="gast",
        number="7",
    )
    assert whole.as_known_on(STAND) == whole
    assert programme(paid_by="ki").statements


@pytest.mark.parametrize(
    ("concept_known", "known"),
    [
        (None, "is known from no stated day, but referred to from 2024-03-31"),
        (date(2024, 4, 1), "is known from 2024-04-01, but referred to from 2024-03-31"),
    ],
)
def test_a_fact_refers_only_to_what_is_known_when_it_is(
    concept_known: date | None, known: str
) -> None:
    """So every view of a programme as known on a day is whole again."""
    concept = kim.Concept(
        id="konzept", kind=kim.ConceptKind.ACTION, title="Konzept", as_of=concept_known
    )
    pledge = Pledge(id="p", kind=kim.StatementKind.AIM, text="Ziel", about="konzept", as_of=STAND)
    with pytest.raises(kim.InvalidValueError, match=known):
        kim.LocalProgramme(id="rkn", district=KREIS, concepts=(concept,), statements=(pledge,))
    earlier = attrs.evolve(concept, as_of=STAND)
    assert kim.LocalProgramme(
        id="rkn", district=KREIS, concepts=(earlier,), statements=(pledge,)
    ).statements == (pledge,)
