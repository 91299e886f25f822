"""To JSON and back, exactly and strictly, with the path to everything that is refused."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn, SupportsIndex, TypeAlias, TypeVar, cast

from kim_model.conversion._hooks import converter_for, is_record, no_form
from kim_model.conversion._migration import CHANGES
from kim_model.conversion._values import (
    Refusal,
    RefusedError,
    as_object,
    from_pairs,
    refused,
    refused_value,
)
from kim_model.errors import KimError
from kim_model.values._field import whole
from kim_model.values._marks import Count
from kim_model.values.numbers import MOST_DIGITS

SCHEMA = max(CHANGES)
"""The version of the JSON documents that this library writes; it reads all up to this one."""

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
"""What the `json` module of the standard library reads and writes; we never write a float."""

T = TypeVar("T")


class ConversionError(KimError, ValueError):
    """A document or value that cannot be converted, with everything found wrong in it.

    Attributes
    ----------
    problems
        The first hundred refusals, in the order of the fields.
    more
        How many there are beside them.
    """

    def __init__(self, problems: tuple[Refusal, ...], more: int = 0) -> None:
        super().__init__(problems, more)
        self.problems = problems
        self.more = more

    def __str__(self) -> str:
        rest = [f"and {self.more} more"] if self.more else []
        return "\n".join([*map(str, self.problems), *rest])


def to_json(
    value: object, kind: type[object] | None = None, *, indent: SupportsIndex | None = None
) -> str:
    """Write a value as a JSON document.

    Equal values of the same types give equal text. What is unknown, and what nothing is recorded
    of, is left out.

    Parameters
    ----------
    value
        A programme, or any other record of the library.
    kind
        What it is, where its class alone does not say it, as `from_json` is told:
        ``Attribution[kim_model.funding.Change, Derivation[Euro]]``; None for its class.
    indent
        By how many spaces to indent each level; None for one line.

    Raises
    ------
    ConversionError
        If the value holds what `from_json` would refuse to read, or has no form in JSON.

    Examples
    --------
    >>> from datetime import date
    >>> from kim_model import Period
    >>> print(to_json(Period(date(2024, 1, 1))))
    {"schema": 2, "first_day": "2024-01-01"}
    """
    spaces = None if indent is None else whole("indent", indent, Count)
    return json.dumps(to_data(value, kind), ensure_ascii=False, allow_nan=False, indent=spaces)


def from_json(text: str | bytes, kind: type[T]) -> T:
    """Read a value from a JSON document, or say what is wrong where.

    Documents of earlier schemas are read too, as records of today.

    Parameters
    ----------
    text
        The document, as text or in UTF-8.
    kind
        What it is to be, such as `LocalProgramme` or ``Derivation[Euro]``.

    Raises
    ------
    ConversionError
        If the text is not JSON, or anything in it is not as `kind` has it.

    Examples
    --------
    >>> from kim_model import Period
    >>> from_json('{"schema": 2, "first_day": "2024-01-01"}', Period).last_day is None
    True
    >>> from_json('{"schema": 2, "first_day": "1.1.2024"}', Period)
    Traceback (most recent call last):
        ...
    kim_model.conversion.document.ConversionError: $.first_day: '1.1.2024' (str) is not a date;...
    """
    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        data = json.loads(
            decoded, object_pairs_hook=from_pairs, parse_int=_int, parse_constant=_no_number
        )
    except (ValueError, TypeError, RecursionError) as error:  # TypeError: neither str nor bytes
        why = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise _error(refused(f"is not JSON that can be read: {why}")) from None
    return from_data(data, kind)


def to_data(value: object, kind: type[object] | None = None) -> dict[str, JsonValue]:
    """Return a value as the data of its JSON document, made of dicts, lists, texts, and ints.

    Parameters
    ----------
    value, kind
        As for `to_json`.

    Raises
    ------
    ConversionError
        As `to_json` does.

    Examples
    --------
    >>> from datetime import date
    >>> from kim_model import Period
    >>> to_data(Period(date(2024, 1, 1), date(2024, 12, 31)))
    {'schema': 2, 'first_day': '2024-01-01', 'last_day': '2024-12-31'}
    """
    with _whole():
        written = _record(type(value) if kind is None else kind)
        fields = converter_for(SCHEMA).get_unstructure_hook(written)(value)
    return {"schema": SCHEMA, **fields}


def from_data(data: object, kind: type[T]) -> T:
    """Return the value that the data of a JSON document stand for.

    Raises
    ------
    ConversionError
        As `from_json` does.

    Examples
    --------
    >>> from kim_model import Period
    >>> print(from_data({"schema": 2, "first_day": "2024-01-01"}, Period))
    2024-01-01 to open
    """
    with _whole():
        read = _record(kind)
        fields = as_object(data)
        if "schema" not in fields:
            raise refused(f"is missing; write {SCHEMA}", ".schema")
        schema = fields.pop("schema")
        if type(schema) is not int or schema not in CHANGES:
            rule = "is not a schema that this version understands"
            remedy = f"write {SCHEMA}, or update kim_model if a later version wrote it"
            raise refused_value(schema, rule, remedy, ".schema")
        return cast("T", converter_for(schema).get_structure_hook(read)(fields, kind))


def _record(kind: object) -> object:
    """Return a class that can be a document of its own, or refuse it."""
    return kind if is_record(kind) else no_form(kind)


@contextmanager
def _whole() -> Generator[None, None, None]:
    """Raise what is refused in a whole document."""
    try:
        yield
    except RefusedError as error:
        raise _error(error) from None
    except RecursionError:
        raise _error(refused("is nested too deeply")) from None


def _int(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits is too long")
    return int(digits)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _error(error: RefusedError) -> ConversionError:
    whole = error.within("$")
    return ConversionError(whole.problems, whole.more)
