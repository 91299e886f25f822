"""Whole numbers of any library are taken wherever a whole number is, and kept as ints."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

import kim_model as kim
from kim_model import explain, nrw
from kim_model._mapping import FrozenMapping
from kim_model.apportionment import apportion, measure
from kim_model.errors import FieldError
from samples import KREIS, SAMPLES
from zwischenstand import STAND


class Whole:
    """A whole number as NumPy has them: no int, but an index."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


def rewritten(value: object, write: Callable[[int], object]) -> object:
    """Return a value with each whole number in it written otherwise."""
    if isinstance(value, tuple):
        return tuple(rewritten(each, write) for each in value)
    if isinstance(value, FrozenMapping):
        return FrozenMapping({key: rewritten(each, write) for key, each in value.items()})
    return write(value) if type(value) is int else value


WRITTEN = [
    (kind, field.name)
    for kind, sample in SAMPLES.items()
    if kind.__module__.startswith("kim_model.") and "apportionment" not in kind.__module__
    for field in attrs.fields(kind)
    if field.init and field.name[0] != "_"
    if repr(rewritten(found := getattr(sample, field.name), str)) != repr(found)
]


def test_whole_numbers_are_found() -> None:
    assert {(kim.YearSheet, "year"), (kim.YearlyDay, "month"), (kim.KeyFigures, "counts")} <= {
        *WRITTEN
    }


@pytest.mark.parametrize(
    ("kind", "name"), WRITTEN, ids=lambda item: getattr(item, "__name__", item)
)
def test_a_whole_number_of_any_library_is_one_and_is_kept_as_int(kind: type, name: str) -> None:
    """Whatever has an index is a whole number, as for Python itself; a bool is none."""
    sample = SAMPLES[kind]
    given = rewritten(getattr(sample, name), Whole)
    made = attrs.evolve(sample, **{name: given})
    assert made == sample
    assert repr(made) == repr(sample)
    with pytest.raises(FieldError):
        attrs.evolve(sample, **{name: rewritten(getattr(sample, name), bool)})


YEAR = kim.Period.of_year(2024)
HALVES = kim.AllocationRule(method="sainte_lague", step="0.5")
WITH_WHOLE_NUMBERS: list[tuple[Callable[[Any], object], int]] = [
    (kim.Period.of_year, 2024),
    (kim.YearlyDay(3, 31).in_year, 2024),
    (nrw.holidays, 2024),
    (nrw.YEAR_END_BY_ANALOGY.repayment.for_year, 2024),
    (kim.Euro.from_cents, 5),
    (kim.Euro, 5),
    (kim.Fte, 5),
    (lambda n: kim.Fte("0.5") * n, 5),
    (lambda n: n * kim.Fte("0.5"), 5),
    (lambda n: kim.Euro("0.5") * n, 5),
    (lambda n: n * kim.Euro("0.5"), 5),
    (lambda n: kim.ExactEuro("0.5") / n, 5),
    (lambda n: round(kim.Fte("0.123"), n), 2),
    (lambda n: explain.given("n", n), 5),
    (lambda n: kim.split(kim.Euro("1"), {"a": n, "b": 2}), 2),
    (lambda n: apportion(n, {"a": n, "b": 2}, "dhondt", tie_break="ab"), 2),
    (lambda n: kim.allocate(n, KREIS.municipalities, nrw.population(KREIS), HALVES), 14),
    (lambda n: kim.GERMAN.number(n, n), 2),
    (lambda n: kim.to_json(kim.Period(STAND), indent=n), 2),
    (lambda n: kim.FinancePlan(id="p", period=YEAR, revenues=(), expenses=()).cost_in(n), 2024),
    (
        lambda n: kim.FinancePlan(id="p", period=YEAR, revenues=(), expenses=()).own_share_in(n),
        2024,
    ),
]


@pytest.mark.parametrize(("call", "number"), WITH_WHOLE_NUMBERS)
def test_functions_take_whole_numbers_of_any_library(
    call: Callable[[Any], object], number: int
) -> None:
    expected = call(number)
    assert repr(call(Whole(number))) == repr(expected)
    numpy = pytest.importorskip("numpy")
    for kind in (numpy.int64, numpy.uint16):
        found = call(kind(number))
        assert (found, repr(found)) == (expected, repr(expected))


@pytest.mark.parametrize("call", [call for call, _ in WITH_WHOLE_NUMBERS[:6]])
def test_functions_refuse_what_is_no_whole_number(call: Callable[[Any], object]) -> None:
    for number in (True, 2024.0, "x", None):
        with pytest.raises(FieldError):
            call(number)


def test_whole_numbers_of_any_library_are_arguments_too() -> None:
    """They do what the int does, and are not only let through."""
    one: Any = Whole(1)
    assert nrw.rates(one) == nrw.rates(1)
    three: Any = Whole(3)
    votes = {"a": 10, "b": 7, "c": 3}
    measured = measure(apportion(5, votes, "sainte_lague"))
    assert measured.gallagher(three) == measured.gallagher(3)
