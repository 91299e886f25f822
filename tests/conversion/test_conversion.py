"""JSON out and in: what is written is read back equal, and nothing else is read."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

import kim_model as kim
from kim_model import nrw
from kim_model.conversion import ConversionError, from_data, from_json, to_data, to_json
from kim_model.conversion.document import SCHEMA
from kim_model.testing import key_figures, local_programmes, records

Steps: TypeAlias = tuple[str | int, ...]

RKN = nrw.district("05162")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=8,
)

plausible = st.sampled_from(
    ["ki", "konzept", "position-0", "05162024", "05111000", "2024-02-29", "0.5", "-1/3", 0, {}, []]
)


def leaves(data: object, steps: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every value of a document that is neither object nor array."""
    if isinstance(data, dict | list):
        for step, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(part, (*steps, step))
    else:
        yield steps


def path(steps: Steps) -> str:
    return "$" + "".join(
        f"[{step!r}]" if not str(step).isidentifier() else f".{step}" for step in steps
    )


def changed(data: Any, steps: Steps, value: object) -> Any:
    """Return the document with another value at one place."""
    if not steps:
        return value
    copy: Any = deepcopy(data)
    place = copy
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return copy


@settings(max_examples=25)
@given(local_programmes())
def test_what_is_written_is_read_back_equal(programme: kim.LocalProgramme) -> None:
    """from_json(to_json(x), type(x)) == x, and to_data(x) == json.loads(to_json(x))."""
    text, data = to_json(programme), to_data(programme)
    assert from_json(text, kim.LocalProgramme) == programme
    assert from_json(text.encode(), kim.LocalProgramme) == programme
    assert from_data(data, kim.LocalProgramme) == programme
    assert data == json.loads(text) == json.loads(to_json(programme, indent=2))
    assert next(iter(data.items())) == ("schema", SCHEMA)


@given(key_figures())
def test_equal_values_give_equal_text(figures: kim.KeyFigures) -> None:
    """x == y implies to_json(x) == to_json(y), also where mappings differ in their order."""
    turned = evolve(figures, counts=dict(reversed(list(figures.counts.items()))))
    assert figures == turned
    assert to_json(figures) == to_json(turned)


RECORDS = (kim.Grant, kim.SteeringGroup, kim.Position, kim.KeyFigures, kim.YearlyKey)


@given(st.one_of([records(each) for each in RECORDS]), st.data())
def test_a_float_is_refused_wherever_it_stands(record: object, data: st.DataObject) -> None:
    """Nothing is a float: in place of any value one is refused, with exactly the path to it."""
    document = to_data(record)
    steps = data.draw(st.sampled_from(list(leaves(document))))
    with pytest.raises(ConversionError) as caught:
        from_data(changed(document, steps, 0.5), type(record))
    assert [each.path for each in caught.value.problems] == [path(steps)]


@settings(max_examples=25)
@given(local_programmes(RKN), st.data())
def test_any_change_is_refused_or_means_something(
    programme: kim.LocalProgramme, data: st.DataObject
) -> None:
    """Changed anywhere to any JSON, a document is refused with paths or can be written again."""
    document = to_data(programme)
    steps = data.draw(st.sampled_from(list(leaves(document))))
    steps = steps[: data.draw(st.integers(0, len(steps)))]
    broken = changed(document, steps, data.draw(json_values | plausible))
    try:
        read = from_data(broken, kim.LocalProgramme)
    except ConversionError as error:
        paths = [each.path for each in error.problems]
    else:
        paths = ["$"]
        assert from_data(to_data(read), kim.LocalProgramme) == read
    assert paths
    assert all(re.match(r"\$(\.\w|\[|$)", each) for each in paths)


@given(json_values, st.sampled_from([kim.LocalProgramme, kim.District, kim.Grant, kim.Meeting]))
def test_arbitrary_json_is_refused_and_nothing_else(value: object, kind: type) -> None:
    """from_json raises nothing but ConversionError, in words that can be written anywhere."""
    fields = value if isinstance(value, dict) else {"id": value, "key": value, "name": value}
    for document in (value, {**fields, "schema": SCHEMA}):
        with pytest.raises(ConversionError) as caught:
            from_json(json.dumps(document), kind)
        assert str(caught.value).encode()


@given(st.text() | st.binary())
def test_arbitrary_text_is_refused_and_nothing_else(text: str | bytes) -> None:
    """from_json raises nothing but ConversionError, whatever text or bytes it is given."""
    with pytest.raises(ConversionError):
        from_json(text, kim.LocalProgramme)
