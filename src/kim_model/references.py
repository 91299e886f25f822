"""What in a programme refers to what, and the checks that every reference leads somewhere."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, cast

import attrs

from kim_model._mapping import FrozenMapping
from kim_model.actors import Actor, Exchange, Involvement
from kim_model.adjustment import Adjustment
from kim_model.allocation_rule import Pool
from kim_model.casework import Accompaniment
from kim_model.concepts import Concept, ConceptState
from kim_model.errors import InvalidValueError
from kim_model.facts import Fact
from kim_model.geography import Ags, District
from kim_model.grants import Application, Grant
from kim_model.law import LegalInstrument
from kim_model.papers import Paper
from kim_model.positions import PositionFunding, Staffing
from kim_model.steering import (
    CaseReconstructions,
    ConceptParticipants,
    Meeting,
    ParticipationDuty,
    ParticipationOrder,
    ParticipationStage,
    SteeringGroup,
    ThemeProcedure,
    WorkingGroup,
    WorkingGroupAuthorisation,
)
from kim_model.sub_grants import SubGrant

__all__ = ["check_references"]

_REFERENCES: Mapping[type, Mapping[str, type]] = MappingProxyType(
    {
        Accompaniment: {"accompanied_by": Actor},
        Application: {"awaits": LegalInstrument},
        CaseReconstructions: {"mandatary": Actor, "together_with": Actor},
        ConceptParticipants: {"concept": Concept, "actors": Actor},
        ConceptState: {"author": Actor},
        Exchange: {"actors": Actor},
        Grant: {"replaces": Grant},
        Involvement: {"actor": Actor},
        LegalInstrument: {"replaces": LegalInstrument},
        Meeting: {"presented": Concept},
        Paper: {"based_on": Concept},
        ParticipationDuty: {"concept": Concept},
        ParticipationOrder: {"mandatary": Actor, "concept": Concept},
        ParticipationStage: {"actors": Actor},
        PositionFunding: {"grant": Grant},
        Staffing: {"employer": Actor},
        SubGrant: {
            "grant": Grant,
            "onward_from": SubGrant,
            "giver": Actor,
            "receiver": Actor,
        },
        SteeringGroup: {"members": Actor},
        ThemeProcedure: {"mandatary": Actor},
        WorkingGroup: {"set_up_by": Actor, "members": Actor},
        WorkingGroupAuthorisation: {"holder": Actor, "concept": Concept},
    }
)


def check_references(root: object, district: District) -> None:
    """Check ids, references and municipalities of everything below a document's root.

    A fact can refer only to what is known when it is: so every view of a programme as known on a
    day is whole again.

    Raises
    ------
    InvalidValueError
        If an id occurs twice, a reference leads to nothing of its kind or to something that becomes
        known only later, or a municipality lies outside the district.
    """
    things = list(_walk(type(root).__name__, root, None))
    by_id: dict[str, Any] = {}
    for place, thing, _ in things:
        if hasattr(thing, "id") and not isinstance(thing, Pool):  # which every year's rule repeats
            if thing.id in by_id:
                raise InvalidValueError(
                    f"{place}.id", thing.id, "occurs twice as an id", "name each once"
                )
            by_id[thing.id] = thing
    employing = {each.ags for each in district.municipalities}  # municipalities are no actors
    for place, thing, since in things:
        _check_place(place, thing, district)
        for field, kind in _REFERENCES.get(thing.__class__, {}).items():
            for each, name in _named(f"{place}.{field}", getattr(thing, field)):
                if isinstance(thing, Staffing) and name in employing:
                    continue
                _check_reference(each, name, kind, since, by_id=by_id, source=thing)


def _check_place(place: str, thing: object, district: District) -> None:
    """Check that a municipality, or a recipient named by its AGS, lies in the district."""
    if isinstance(thing, Ags):
        district.require(thing, place)
    if isinstance(thing, Adjustment):
        for field, name in (("giver", thing.giver), ("receiver", thing.receiver)):
            if re.fullmatch("[0-9]{8}", name):
                district.require(Ags(name), f"{place}.{field}")


def _check_reference(
    place: str,
    name: str,
    kind: type,
    since: date | None,
    *,
    by_id: Mapping[str, Any],
    source: object,
) -> None:
    target = by_id.get(name)
    if not isinstance(target, kind):
        known = [
            each for each, thing in by_id.items() if isinstance(thing, kind) and thing is not source
        ]
        remedy = f"write one of {', '.join(known)}" if known else "add it to the programme"
        raise InvalidValueError(place, name, f"is the id of no {kind.__name__} here", remedy)
    if isinstance(target, Fact) and since is not None:
        known_from = target.known_from
        if known_from is None or known_from > since:
            rule = f"is known from {known_from or 'no stated day'}, but referred to from {since}"
            raise InvalidValueError(place, name, rule, f"give it an as_of of {since} or before")


def _named(place: str, value: str | tuple[str, ...] | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    for index, name in enumerate(value if isinstance(value, tuple) else ()):
        yield f"{place}[{index}]", name


def _walk(place: str, thing: Any, since: date | None) -> Iterator[tuple[str, Any, date | None]]:  # noqa: ANN401 - walks anything
    """Yield everything in a document with its place and the day from which it is known.

    The district is the ground that all this stands on, and is left out.
    """
    if isinstance(thing, District):
        return
    since = thing.known_from if isinstance(thing, Fact) else since
    yield place, thing, since
    if isinstance(thing, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", thing)):
            yield from _walk(f"{place}[{index}]", item, since)
    elif isinstance(thing, FrozenMapping):
        for key in cast("FrozenMapping[str, object]", thing):
            plain = re.fullmatch("[0-9]{8}", key) is not None  # as in shares that a source states
            yield f"{place}[{key!r}]", Ags(key) if plain else key, since
    elif attrs.has(kind := cast("type[attrs.AttrsInstance]", type(thing))):
        for field in attrs.fields(kind):
            yield from _walk(f"{place}.{field.name}", getattr(thing, field.name), since)
