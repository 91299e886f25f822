"""Single cells of a table: for each type of value, how it is written into one and read from one."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from typing import Any, SupportsIndex, TypeAlias, cast

import attrs

from kim_model.conversion._values import VALUE_HOOKS
from kim_model.errors import FieldError, InvalidTypeError, InvalidValueError
from kim_model.language import GERMAN, Language
from kim_model.municipalities import Ags, DistrictKey
from kim_model.values import Answer, Euro, ExactEuro, Fte
from kim_model.values.numbers import exact, whole_number

Cell: TypeAlias = str | int | bool | date | None
"""What stands in a cell; None where it is unknown."""

ReadCell: TypeAlias = Callable[[Any, Language | None], Any]

_MOST_EXACT = 2**53  # beyond it, a float has no neighbour for every whole number
_WHOLE = re.compile(r"[+-]?[0-9]{1,600}(\.0)?", re.ASCII)
_EURO_SIGNS = ("€", "EUR")
_PARTS = re.compile(r"[+-]?[0-9]+/[0-9]+", re.ASCII)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]00:00(:00(\.0+)?)?)?", re.ASCII)
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII)
_WRITE = {kind: write for kind, _, write in VALUE_HOOKS}
_READ = {kind: read for kind, read, _ in VALUE_HOOKS}


@attrs.frozen(eq=False)
class Form:
    """How values of a type stand in cells."""

    type: type
    """What stands in the cell: str, int, bool, or date."""
    write: Callable[[Any], Cell]
    read: ReadCell
    suffix: str = ""
    """What the name of the column ends with."""
    allowed: tuple[str | int, ...] = ()
    zero: Cell = None
    """Of a number, what stands for none at all."""


@cache
def form_of(kind: Any) -> Form | None:  # noqa: ANN401 - any annotation
    """Return how values of a type stand in cells; None where they cannot."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _form_of_words(kind)
    return _FORMS.get(cast("object", kind))


def _form_of_words(kind: type[Enum]) -> Form | None:
    values = tuple(each.value for each in kind)
    for plain in (str, int):
        if all(type(each) is plain for each in values):
            return Form(plain, _value_of, partial(_read_word, kind), allowed=values)
    return None


def _value_of(member: Enum) -> Cell:
    return cast("str | int", member.value)


def read(form: Form, value: object, language: Language | None) -> object:
    """Read a cell; where it was written in German and nobody said so, the error says how to."""
    try:
        return form.read(value, language)
    except FieldError as error:
        remedy = error.remedy
        if language is None and _is_read(form, value, GERMAN):
            remedy = f"{remedy}, or pass locale='{GERMAN.code}'"
        raise type(error)("", value, error.rule, remedy) from None


def _is_read(form: Form, value: object, language: Language) -> bool:
    try:
        form.read(value, language)
    except FieldError:
        return False
    return True


def read_euro(value: object, language: Language | None) -> Euro:
    """Read an amount in EUR, with or without a sign behind it that says so."""
    if isinstance(value, str):
        value = value.strip()
        for sign in _EURO_SIGNS:
            value = value.removesuffix(sign)
    return Euro(cast("Fraction", _number(value, language)))


# Texts and keys


def _read_text(value: object, _: object) -> str:
    if not isinstance(value, str):
        raise InvalidTypeError("", value, "is not text", _as_text(value))
    return str.__str__(value)


def _as_text(value: object) -> str:
    """Return the way out where a number stands for a text: it may have lost its leading zeros."""
    remedy = "read the column as text"
    try:
        Ags(f"0{str(value).removesuffix('.0')}")
    except FieldError:
        return remedy
    return f"{remedy}; an AGS is written '0{str(value).removesuffix('.0')}'"


def _read_key(kind: type[Ags] | type[DistrictKey], value: object, _: object) -> str:
    return kind(value.strip() if isinstance(value, str) else cast("str", value))


# Numbers


def _number(value: object, language: Language | None) -> object:
    """Return a number as the library takes it: what a language writes in its own way, as such."""
    if isinstance(value, float):
        raise InvalidTypeError("", value, "is a float and so not exact", "read the column as text")
    if not isinstance(value, str):
        return value
    text = value.strip()
    return text if language is None else exact(_plain(text, language))


def _plain(text: str, language: Language) -> str:
    """Return the number that a language writes with marks of its own, as Python writes it."""
    group, mark = re.escape(language.group_mark), re.escape(language.decimal_mark)
    whole = f"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[0-9]+"
    if not _PARTS.fullmatch(text) and not re.fullmatch(f"[+-]?(?:{whole})(?:{mark}[0-9]+)?", text):
        sample = language.number(Fraction("10.5"))
        rule = f"is not a number as locale '{language.code}' writes it"
        raise InvalidValueError("", text, rule, f"write a number such as '{sample}'")
    return text.replace(language.group_mark, "").replace(language.decimal_mark, ".")


def _read_exact(kind: Callable[[Any], object], value: object, language: Language | None) -> object:
    if language is not None and isinstance(value, str):
        _refuse_thousands(value.strip(), language)
    return kind(_number(value, language))


def _refuse_thousands(text: str, language: Language) -> None:
    """Refuse a text such as 1.125 for parts of posts: few have thousands, many have three places.

    Of money, nobody takes it for anything but thousands.
    """
    group, mark = language.group_mark, language.decimal_mark
    if re.fullmatch(f"[+-]?[1-9][0-9]{{0,2}}{re.escape(group)}[0-9]{{3}}", text):
        remedy = f"write '{text.replace(group, '')}' or '{text.replace(group, mark)}'"
        raise InvalidValueError("", text, "may mean thousands or three places", remedy)


def _read_int(value: object, language: Language | None) -> int:
    if isinstance(value, str):
        text = value.strip() if language is None else _plain(value.strip(), language)
        if not _WHOLE.fullmatch(text):
            raise InvalidValueError("", value, "is not a whole number", "write digits only")
        return int(text.removesuffix(".0"))
    if isinstance(value, float):
        # Whole numbers with gaps are floats in many a data frame.
        if value.is_integer() and abs(value) <= _MOST_EXACT:
            return int(value)
        remedy = "read the column as whole numbers"
        raise InvalidTypeError("", value, "is not a whole number", remedy)
    return whole_number(cast("SupportsIndex", value))


def _read_cents(value: object, language: Language | None) -> Euro:
    if isinstance(value, str) and value.strip().endswith(_EURO_SIGNS):
        remedy = "map its heading to the column without '_cents'"
        raise InvalidValueError("", value, "is in EUR, not in cents", remedy)
    return Euro.from_cents(_read_int(value, language))


def _cents(amount: Euro) -> int:
    return amount.cents


def _day(day: date) -> date:
    return day


# Days, yes or no, and words


def _read_day(value: object, language: Language | None) -> date:
    if isinstance(value, datetime):
        # Data frames have points in time where people have days; none at midnight loses anything.
        if value == datetime.combine(value.date(), time()):
            return value.date()
        raise InvalidTypeError("", value, "is a point in time, not a day", "pass value.date()")
    if isinstance(value, date):
        return value
    plain = isinstance(value, str) or type(value).__name__ == "datetime64"  # as NumPy names its
    text = str(value).strip() if plain else ""
    german = _GERMAN_DAY.fullmatch(text) if language is GERMAN else None
    try:
        if german:
            day, month, year = map(int, german.groups())
            return date(year, month, day)
        if found := _DAY.fullmatch(text):
            return date.fromisoformat(found[1])
    except ValueError:
        raise InvalidValueError("", value, "is not a day of the calendar", "correct it") from None
    remedy = "write it as '31.03.2024'" if language is GERMAN else "write it as '2024-03-31'"
    raise _refused(value, "is not a date", remedy)


def _read_bool(value: object, language: Language | None) -> bool:
    if isinstance(value, bool) or type(value).__name__ in {"bool", "bool_"}:  # as NumPy names its
        return bool(value)
    said = {"true": True, "false": False}
    if language is not None:
        said |= {language.label(Answer.YES): True, language.label(Answer.NO): False}
    text = value.strip().casefold() if isinstance(value, str) else ""
    if text not in said:
        raise _refused(value, "is neither yes nor no", f"write one of {', '.join(map(repr, said))}")
    return said[text]


def _read_word(kind: type[Enum], value: object, language: Language | None) -> Enum:
    named: dict[str, Enum] = {str(each.value): each for each in kind}
    if language is not None:
        named |= {language.label(each).casefold(): each for each in kind}
    said = value.strip().casefold() if isinstance(value, str) else _digits(value)
    found = next((named[each] for each in named if each.casefold() == said), None)
    if found is None:
        words = [each.value if language is None else language.label(each) for each in kind]
        remedy = f"write one of {', '.join(map(repr, words))}"
        raise _refused(value, f"is not a value of {kind.__name__}", remedy)
    return found


def _digits(value: object) -> str:
    try:
        return str(_read_int(value, None))
    except FieldError:
        return ""


def _refused(value: object, rule: str, remedy: str) -> FieldError:
    kind = InvalidValueError if isinstance(value, str) else InvalidTypeError
    return kind("", value, rule, remedy)


_FORMS: Mapping[object, Form] = {
    str: Form(str, _WRITE[str], _read_text),
    Ags: Form(str, str, partial(_read_key, Ags)),
    DistrictKey: Form(str, str, partial(_read_key, DistrictKey)),
    int: Form(int, _WRITE[int], _read_int, zero=0),
    bool: Form(bool, bool, _read_bool),
    date: Form(date, _day, _read_day),
    Euro: Form(int, _cents, _read_cents, suffix="_cents", zero=0),
    **{
        kind: Form(str, _WRITE[kind], partial(_read_exact, kind), zero="0")
        for kind in (Fte, ExactEuro)
    },
    Fraction: Form(str, _WRITE[Fraction], partial(_read_exact, exact), zero="0"),
}
