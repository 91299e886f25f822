"""One step of a derivation as a line of text, in German and English, every number exact."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from kim_model.errors import InvalidValueError
from kim_model.explain.operations import Operation, Policy, Quantity
from kim_model.language import ENGLISH, GERMAN
from kim_model.language.formats import Formats
from kim_model.language.labels import GERMAN_LABELS
from kim_model.values import (
    Citation,
    DayCount,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    PartYear,
    RateUnit,
    Rounding,
    YearPart,
)
from kim_model.values._field import checked, number_of
from kim_model.values.quantities import exact_text

_MOST_SHOWN = 6
_TIMES = " \N{MULTIPLICATION SIGN} "
_SIGNS = {
    Operation.TOTAL: " + ",
    Operation.DIFFERENCE: " - ",
    Operation.PRODUCT: _TIMES,
    Operation.AMOUNT: _TIMES,
    Operation.RATIO: " : ",
    Operation.LEAST: "; ",
    Operation.GREATEST: "; ",
}


@define(frozen=True, kw_only=True, field_transformer=checked)
class Language:
    """What the text says of itself in one language."""

    formats: Formats
    words: Mapping[object, str]
    labels: Mapping[str, str] = field(factory=dict[str, str])


_GERMAN = Language(
    formats=GERMAN,
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
        RateUnit.FULL_POST_AND_YEAR: "EUR/(VZÄ·Jahr)",
        RateUnit.HALF_POST_AND_YEAR: "EUR/(halbe Stelle·Jahr)",
        RateUnit.FULL_POST: "EUR/VZÄ",
        "fte": "VZÄ",
        "half_post": "halbe Stelle",
        "year": "Jahr",
        "period": "{first} bis {last}",
        Operation.LEAST: "der kleinste Wert von ({})",
        Operation.GREATEST: "der größte Wert von ({})",
        "many": "Summe von {} Werten",
    },
    labels=GERMAN_LABELS,
)
_ENGLISH = Language(
    formats=ENGLISH,
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
        RateUnit.FULL_POST_AND_YEAR: "EUR/(FTE·year)",
        RateUnit.HALF_POST_AND_YEAR: "EUR/(half post·year)",
        RateUnit.FULL_POST: "EUR/FTE",
        "fte": "FTE",
        "half_post": "half post",
        "year": "year",
        "period": "{first} to {last}",
        Operation.LEAST: "the least of ({})",
        Operation.GREATEST: "the greatest of ({})",
        "many": "sum of {} values",
    },
)
_LANGUAGES: Mapping[str, Language] = {"de": _GERMAN, "en": _ENGLISH}


def language_of(locale: str) -> Language:
    """Return the words of a language, ``"de"`` or ``"en"``."""
    if locale not in _LANGUAGES:
        known = " or ".join(repr(each) for each in _LANGUAGES)
        raise InvalidValueError(
            "locale", locale, "is not a language of derivations", f"write {known}"
        )
    return _LANGUAGES[locale]


def step_line(
    language: Language,
    *,
    label: str,
    value: Quantity,
    operation: Operation,
    operands: Sequence[Quantity],
    policy: Policy | None,
    evidence: Evidence | None,
    citation: Citation | None,
) -> str:
    """Write what a value is, how it follows from its operands, and how surely it is known."""
    origin = [language.words[evidence], *([str(citation)] if citation else [])]
    written = _quantity(value, language)
    if operation is Operation.PART_OF_YEAR:
        written += f" {language.words['year']}"
    step = _step(operation, operands, policy, language)
    name = language.labels.get(label, label.replace("_", " "))
    return f"{name}: {written}{f' = {step}' if step else ''} ({'; '.join(origin)})"


def _step(
    operation: Operation, operands: Sequence[Quantity], policy: Policy | None, language: Language
) -> str:
    """Write how the value follows from the operands; nothing for a given value."""
    words = language.words
    if isinstance(policy, YearPart):
        return _year_part(policy, language)
    if operation is Operation.TOTAL and len(operands) > _MOST_SHOWN:
        return words["many"].format(len(operands))
    values = [_quantity(each, language) for each in operands]
    if isinstance(policy, Rounding):
        return f"{values[0]}, {words[policy]}"
    if operation is Operation.AMOUNT:
        values = _factors(operands, language)
    joined = _SIGNS.get(operation, "").join(values)
    return words[operation].format(joined) if operation in words else joined


def _factors(operands: Sequence[Quantity], language: Language) -> list[str]:
    """Write a rate, posts as it counts them, and the years, as far as it is paid per year."""
    rate, posts, *time = operands
    written = [_quantity(rate, language), _quantity(posts, language)]
    match rate, posts:
        case EuroPerPost(unit=RateUnit.HALF_POST_AND_YEAR as unit), Fte():
            half_posts = _quantity(unit.posts(posts), language)
            written[1] = f"{half_posts} {language.words['half_post']}"
        case _:
            pass
    years = [f"{_quantity(each, language)} {language.words['year']}" for each in time]
    return [*written, *years]


def _year_part(part: YearPart, language: Language) -> str:
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


def _quantity(quantity: Quantity, language: Language) -> str:
    """Write a quantity exactly, with its unit."""
    match quantity:
        case Fte():
            unit = language.words["fte"]
        case Euro() | ExactEuro():
            unit = "EUR"
        case EuroPerPost():
            unit = language.words[quantity.unit]
        case _:
            unit = ""
    number = Fraction(number_of(quantity.amount if isinstance(quantity, EuroPerPost) else quantity))
    text = exact_text(number)
    if "/" not in text:
        places = len(text.partition(".")[2])
        in_cents = isinstance(quantity, Euro) or (unit.startswith("EUR") and places in {1, 2})
        text = language.formats.number(number, 2 if in_cents else places, fixed=in_cents)
    return f"{text} {unit}".rstrip()
