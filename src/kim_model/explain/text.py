"""A derivation as indented text, in German and English, every number exact."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.language import ENGLISH, GERMAN, Language
from kim_model.language.steps import GERMAN_LABELS
from kim_model.values import DayCount, Euro, Evidence, PartYear, Rounding, YearPart
from kim_model.values._field import checked
from kim_model.values.quantities import exact_text
from kim_model.values.units import EURO, BaseUnit, Quantity, measured

if TYPE_CHECKING:
    from kim_model.explain.derivation import Derivation

_MOST_SHOWN = 6
_SIGNS = {
    "total": " + ",
    "difference": " - ",
    "product": " \N{MULTIPLICATION SIGN} ",
    "ratio": " : ",
    "least": "; ",
    "greatest": "; ",
}
_PHRASES = frozenset(["least", "greatest"])


@define(frozen=True, kw_only=True, field_transformer=checked)
class _Language:
    """What the text says of itself in one language."""

    formats: Language
    units: Mapping[BaseUnit, str]
    words: Mapping[object, str]
    labels: Mapping[str, str] = field(factory=dict[str, str])


_GERMAN = _Language(
    formats=GERMAN,
    units={
        BaseUnit.EURO: "EUR",
        BaseUnit.FTE: "VZÄ",
        BaseUnit.HALF_POST: "halbe Stelle",
        BaseUnit.YEAR: "Jahr",
    },
    words={
        None: "Belegstärke unbekannt",
        Evidence.VERIFIED: "belegt",
        Evidence.DERIVED: "abgeleitet",
        Evidence.WEAK: "schwach belegt",
        Evidence.ASSUMED: "angenommen",
        Rounding.EXACT: "ohne Rundung",
        Rounding.CENT_HALF_UP: "kaufmännisch auf Cent gerundet",
        Rounding.CENT_HALF_EVEN: "mathematisch auf Cent gerundet",
        Rounding.CENT_DOWN: "auf Cent abgerundet",
        Rounding.CENT_UP: "auf Cent aufgerundet",
        Rounding.EURO_HALF_UP: "kaufmännisch auf volle Euro gerundet",
        Rounding.EURO_DOWN: "auf volle Euro abgerundet",
        Rounding.EURO_UP: "auf volle Euro aufgerundet",
        PartYear.FULL_MONTHS: "nach vollen Monaten",
        PartYear.MONTHS_BEGUN: "nach angefangenen Monaten",
        PartYear.DAYS: "nach Tagen",
        DayCount.ACTUAL: "tatsächliche Tage, 365 oder 366",
        DayCount.NO_LEAP_DAY: "365 Tage, ohne 29. Februar",
        DayCount.THIRTY_360: "30 Tage je Monat, 360 je Jahr",
        "period": "{first} bis {last}",
        "least": "der kleinste Wert von ({})",
        "greatest": "der größte Wert von ({})",
        "many": "Summe von {} Werten",
    },
    labels=GERMAN_LABELS,
)
_ENGLISH = _Language(
    formats=ENGLISH,
    units={
        BaseUnit.EURO: "EUR",
        BaseUnit.FTE: "FTE",
        BaseUnit.HALF_POST: "half post",
        BaseUnit.YEAR: "year",
    },
    words={
        None: "evidence unknown",
        Evidence.VERIFIED: "verified",
        Evidence.DERIVED: "derived",
        Evidence.WEAK: "weak",
        Evidence.ASSUMED: "assumed",
        Rounding.EXACT: "not rounded",
        Rounding.CENT_HALF_UP: "rounded half up to the cent",
        Rounding.CENT_HALF_EVEN: "rounded half to even to the cent",
        Rounding.CENT_DOWN: "rounded down to the cent",
        Rounding.CENT_UP: "rounded up to the cent",
        Rounding.EURO_HALF_UP: "rounded half up to the euro",
        Rounding.EURO_DOWN: "rounded down to the euro",
        Rounding.EURO_UP: "rounded up to the euro",
        PartYear.FULL_MONTHS: "by full months",
        PartYear.MONTHS_BEGUN: "by months begun",
        PartYear.DAYS: "by days",
        DayCount.ACTUAL: "actual days, 365 or 366",
        DayCount.NO_LEAP_DAY: "365 days, without 29 February",
        DayCount.THIRTY_360: "30 days a month, 360 a year",
        "period": "{first} to {last}",
        "least": "the least of ({})",
        "greatest": "the greatest of ({})",
        "many": "sum of {} values",
    },
)
_LANGUAGES: Mapping[str, _Language] = {"de": _GERMAN, "en": _ENGLISH}


def written(derivation: "Derivation[Any]", locale: str) -> str:
    """Return the tree as text, one line a node, operands indented below it."""
    if locale not in _LANGUAGES:
        known = " or ".join(repr(each) for each in _LANGUAGES)
        raise InvalidValueError("locale", locale, "is no language of derivations", f"write {known}")
    return "\n".join(_lines(derivation, _LANGUAGES[locale], 0))


def _lines(node: "Derivation[Any]", language: _Language, depth: int) -> Iterator[str]:
    origin = [language.words[node.evidence], *([str(node.citation)] if node.citation else [])]
    step = _step(node, language)
    value = _number(node.value, language)
    label = language.labels.get(node.label, node.label.replace("_", " "))
    line = f"{label}: {value}{f' = {step}' if step else ''} ({'; '.join(origin)})"
    yield "  " * depth + line
    for operand in node.operands:
        yield from _lines(operand, language, depth + 1)


def _step(node: "Derivation[Any]", language: _Language) -> str:
    """Write how the value follows from the operands; nothing for a given value."""
    words, operation = language.words, node.operation.value
    values = [_number(operand.value, language) for operand in node.operands]
    if isinstance(node.policy, YearPart):
        return _year_part(node.policy, language)
    if isinstance(node.policy, Rounding):
        return f"{values[0]}, {words[node.policy]}"
    if operation == "total" and len(values) > _MOST_SHOWN:
        return words["many"].format(len(values))
    joined = _SIGNS.get(operation, "").join(values)
    return words[operation].format(joined) if operation in _PHRASES else joined


def _year_part(part: YearPart, language: _Language) -> str:
    within = part.period.closed()
    days = {"first": within.first_day, "last": within.last_day}
    shown = {name: language.formats.date(each) for name, each in days.items()}
    text = language.words["period"].format(**shown)
    if part.rule is None:
        return text
    parts = [language.words[part.rule.method]]
    if part.rule.day_count is not None:
        parts.append(language.words[part.rule.day_count])
    return f"{text}, {', '.join(parts)}"


def _number(quantity: Quantity, language: _Language) -> str:
    """Write a quantity exactly, with its unit."""
    whole = measured(quantity)
    if "/" in (text := exact_text(whole.value)):
        number = text
    else:
        places = len(text.partition(".")[2])
        in_cents = isinstance(quantity, Euro) or (whole.unit == EURO and places in {1, 2})
        number = language.formats.number(Fraction(text), 2 if in_cents else places, fixed=in_cents)
    return f"{number} {whole.unit.text(language.units)}".rstrip()
