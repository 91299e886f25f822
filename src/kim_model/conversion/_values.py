"""What is refused and why, and how single values are read from JSON data and written to them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, Self, TypeAlias, cast

from attrs import define

from kim_model.errors import FieldError
from kim_model.municipalities import Ags, DistrictKey
from kim_model.values import Euro, ExactEuro, Fte
from kim_model.values.numbers import MOST_DIGITS, exact, exact_text

ReadHook: TypeAlias = Callable[[Any, Any], Any]  # from data, and the type to read them as
WriteHook: TypeAlias = Callable[[Any], Any]
Convert: TypeAlias = Callable[[Any], Any]
Part: TypeAlias = tuple[str, Convert, Any]  # its place, what converts it, the part

MOST_REFUSALS = 100  # more help nobody, and those of a long document would fill the memory

_MOST_DIGITS_OF_INT = 600  # below any limit that Python can be set to
_SHORT = 60
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@define(frozen=True)
class Refusal:
    """Something in a document that is refused: where it stands, and why.

    Parameters
    ----------
    path
        Where it stands, from the document ``$`` down: ``$.positions[3].fte``.
    message
        The value, the rule it breaks, and the way out.

    Examples
    --------
    >>> print(Refusal("$.positions[3].fte", "'x' (str) is not a plain number"))
    $.positions[3].fte: 'x' (str) is not a plain number
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class RefusedError(Exception):
    """What is refused below some place, before the whole path to it is known."""

    def __init__(self, problems: tuple[Refusal, ...], more: int = 0) -> None:
        super().__init__(problems, more)
        self.problems = problems
        self.more = more

    def within(self, place: str) -> Self:
        """Return the same, seen from the enclosing `place`."""
        problems = (Refusal(place + each.path, each.message) for each in self.problems)
        return type(self)(tuple(problems), self.more)

    def moved(self, places: Mapping[str, str]) -> Self:
        """Return the same, with what is refused at a place, or below it, at another one."""
        problems = (Refusal(_moved(each.path, places), each.message) for each in self.problems)
        return type(self)(tuple(problems), self.more)


def _moved(path: str, places: Mapping[str, str]) -> str:
    for place in sorted(places, key=len, reverse=True):
        if path.startswith(place) and path[len(place) : len(place) + 1] in {"", ".", "["}:
            return places[place] + path[len(place) :]
    return path


def convert_all(parts: Iterable[Part]) -> list[Any]:
    """Convert the parts of a whole, each with its place; raise once for all that are refused."""
    values: list[object] = []
    problems: list[Refusal] = []
    more, failed = 0, False
    for place, convert, part in parts:
        try:
            values.append(convert(part))
        except (RefusedError, FieldError) as error:
            below = refused(error.message, error.field) if isinstance(error, FieldError) else error
            found = below.within(place)
            kept = found.problems[: MOST_REFUSALS - len(problems)]
            problems += kept
            more += found.more + len(found.problems) - len(kept)
            failed = True
    if failed:
        raise RefusedError(tuple(problems), more)
    return values


def array_of(convert: Convert) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads an array by what reads one of its items."""

    def read(data: object) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise refused_value(data, "is not an array", "write […]")
        items = cast("list[object]", data)
        return tuple(convert_all((f"[{i}]", convert, item) for i, item in enumerate(items)))

    return read


def refused(message: str, at: str = "") -> RefusedError:
    """Return the error about what stands at a place, where there is no value to show."""
    return RefusedError((Refusal(at, message),))


def refused_value(data: object, rule: str, remedy: str, at: str = "") -> RefusedError:
    """Return the error about a value that breaks a rule."""
    return refused(f"{_shown(data)} {rule}; {remedy}", at)


def _shown(data: object) -> str:
    """Return a value in short; arrays and objects may be too deep, and ints too long, for repr."""
    if data is None or isinstance(data, bool):
        return json.dumps(data)
    if isinstance(data, dict | list):
        return "an object" if isinstance(data, dict) else "an array"
    if isinstance(data, int) and abs(data) >= 10**_MOST_DIGITS_OF_INT:
        return f"an int of more than {_MOST_DIGITS_OF_INT} digits"
    if isinstance(data, str | int | float):
        return f"{brief(data)} ({type(data).__name__})"
    return f"a value of type {type(data).__name__}"


def brief(data: object) -> str:
    """Return a value as Python writes it, a long text cut off."""
    return repr(data if not isinstance(data, str) or len(data) < _SHORT else f"{data[:_SHORT]}…")


def step(name: str) -> str:
    """Return how a path goes on to a name in an object."""
    plain = len(name) < _SHORT and _PLAIN_NAME.fullmatch(name)
    return f".{name}" if plain else f"[{brief(name)}]"


class _Ambiguous(dict[str, object]):
    """An object of a JSON text in which a name occurs twice."""

    repeated: str


def from_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the object that a JSON text spells out, remembering whether it repeats a name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        found = _Ambiguous(found)
        found.repeated = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return found


def as_object(data: object) -> dict[str, object]:
    """Return a copy of an object of JSON, which names each thing once."""
    if not isinstance(data, dict):
        raise refused_value(data, "is not an object", "write {…}")
    if isinstance(data, _Ambiguous):
        raise refused("occurs twice; write it once", step(data.repeated))
    found = cast("dict[str, object]", data)
    if not all(isinstance(name, str) for name in found):  # pyright: ignore[reportUnnecessaryIsInstance] - data from anywhere
        raise refused("an object has a name that is not text; write all in quotes")
    return dict(found)


def _read_text(data: object, _: object) -> str:
    if not isinstance(data, str):
        raise refused_value(data, "is not text", 'write it in quotes: "…"')
    return _write_text(data)


def _write_text(text: str) -> str:
    if _SURROGATE.search(text):
        raise refused_value(text, "has half of a surrogate pair, no character", "leave it out")
    return str.__str__(text)  # without the class and the __str__ of a subclass


def _read_bool(data: object, _: object) -> bool:
    if not isinstance(data, bool):
        raise refused_value(data, "is neither true nor false", "write one of them, without quotes")
    return data


def _read_int(data: object, _: object) -> int:
    if type(data) is not int:
        raise refused_value(data, "is not a whole number", "write digits only, without quotes")
    return _write_int(data)


def _write_int(number: int) -> int:
    if abs(number) >= 10**_MOST_DIGITS_OF_INT:
        raise refused_value(number, "is too long", "write a shorter number")
    return int(number)


def _read_day(data: object, _: object) -> date:
    if isinstance(data, str) and _DAY.fullmatch(data):
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise refused_value(data, "is not a day of the calendar", "correct it") from None
    raise refused_value(data, "is not a date", 'write it as "2024-03-31"')


def _read_key(data: object, kind: Callable[[str], object]) -> object:
    if not isinstance(data, str):
        raise refused_value(data, "is not a key", "keys begin with 0: write them in quotes")
    return kind(data)


def _read_exact(data: object, kind: Callable[[Any], object]) -> object:
    if isinstance(data, float):
        text = repr(data) if _PLAIN_FLOAT.fullmatch(repr(data)) else "0.5"
        raise refused_value(data, "is a float and so not exact", f"write '{text}'")
    return kind(data if isinstance(data, str) else _read_int(data, int))


def _write_exact(number: Fte | Euro | ExactEuro | Fraction) -> str:
    try:
        text = exact_text(number) if isinstance(number, Fraction) else str(number)
        exact(text)
    except ValueError:
        raise refused(f"a number of more than {MOST_DIGITS} digits is too long; round it") from None
    return text


def _read_enum(data: object, kind: type[Enum]) -> Enum:
    for each in kind:
        if type(each.value) is type(data) and each.value == data:
            return each
    allowed = ", ".join(repr(each.value) for each in kind)
    raise refused_value(data, f"is not a value of {kind.__name__}", f"write one of {allowed}")


def _write_enum(member: Enum) -> object:
    return member.value


def _read_fraction(data: object, _: object) -> object:
    return _read_exact(data, exact)


def _read_exact_euro(data: object, _: object) -> object:
    # Computed, not typed by people: documents of before write a third place, which is no thousand.
    return ExactEuro(cast("Fraction", _read_exact(data, exact)))


VALUE_HOOKS: tuple[tuple[type, ReadHook, WriteHook], ...] = (
    (bool, _read_bool, bool),
    (int, _read_int, _write_int),
    (str, _read_text, _write_text),
    (date, _read_day, date.isoformat),
    (Enum, _read_enum, _write_enum),
    (StrEnum, _read_enum, _write_enum),  # cattrs would take it for a str
    (Ags, _read_key, str),
    (DistrictKey, _read_key, str),
    (Fte, _read_exact, _write_exact),
    (Euro, _read_exact, _write_exact),
    (ExactEuro, _read_exact_euro, _write_exact),
    (Fraction, _read_fraction, _write_exact),
)
"""For each type of single values: how it is read, and how it is written."""
