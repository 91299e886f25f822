"""One step of a derivation as a line of text, in German or English, every number exact."""

from collections.abc import Sequence
from fractions import Fraction

from kim_model.explain.cut import StepCut
from kim_model.explain.operations import Operation, Policy, Quantity
from kim_model.language import Language
from kim_model.values import (
    Citation,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    RateUnit,
    Rounding,
    YearPart,
)
from kim_model.values._field import number_of
from kim_model.values.numbers import exact_text

_MOST_SHOWN = 6
_TIMES = " \N{MULTIPLICATION SIGN} "
_SIGNS = {
    Operation.TOTAL: " + ",
    Operation.DIFFERENCE: " - ",
    Operation.PRODUCT: _TIMES,
    Operation.AMOUNT: _TIMES,
    Operation.INTEREST: _TIMES,
    Operation.RATIO: " : ",
    Operation.LEAST: "; ",
    Operation.GREATEST: "; ",
}
_PHRASES = {Operation.LEAST: "steps.least", Operation.GREATEST: "steps.greatest"}
_UNITS = {
    RateUnit.FULL_POST_AND_YEAR: "units.per_post_and_year",
    RateUnit.HALF_POST_AND_YEAR: "units.per_half_post_and_year",
    RateUnit.FULL_POST: "units.per_post",
}


def step_line(
    words: Language,
    *,
    label: str,
    of: str | None,
    value: Quantity,
    operation: Operation,
    operands: Sequence[Quantity],
    policy: Policy | None,
    evidence: Evidence | None,
    citation: Citation | None,
) -> str:
    """Write what a value is, how it follows from its operands, and how surely it is known."""
    name = _name(label, of, words)
    known = words.say("steps.evidence_unknown") if evidence is None else words.label(evidence)
    origin = known if citation is None else f"{known}; {citation}"
    written = _quantity(value, words)
    if operation is Operation.PART_OF_YEAR:
        written = words.say("steps.years", years=written)
    step = _step(operation, operands, policy, words)
    return f"{name}: {written}{f' = {step}' if step else ''} ({origin})"


def _name(label: str, of: str | None, words: Language) -> str:
    """Write what a step is called, and what it is about."""
    word = words.step(label)
    return word if of is None else f"{word} ({of})"


def _step(
    operation: Operation, operands: Sequence[Quantity], policy: Policy | None, words: Language
) -> str:
    """Write how the value follows from the operands; nothing for a given value."""
    if isinstance(policy, YearPart):
        return _year_part(policy, words)
    if operation is Operation.TOTAL and len(operands) > _MOST_SHOWN:
        return words.say("steps.many", count=len(operands))
    values = [_quantity(each, words) for each in operands]
    if isinstance(policy, Rounding):
        return f"{values[0]}, {words.label(policy)}"
    if isinstance(policy, StepCut):
        method, step_size = words.label(policy.method), _quantity(policy.step, words)
        return words.say("steps.apportioned", value=values[0], method=method, step=step_size)
    if operation is Operation.AMOUNT:
        values = _factors(operands, words)
    if operation is Operation.INTEREST:
        principal, percent, years = values
        percent = words.say("steps.percent", percent=percent)
        values = [principal, percent, words.say("steps.years", years=years)]
    joined = _SIGNS.get(operation, "").join(values)
    phrase = _PHRASES.get(operation)
    return joined if phrase is None else words.say(phrase, values=joined)


def _factors(operands: Sequence[Quantity], words: Language) -> list[str]:
    """Write a rate, posts as it counts them, and the years, as far as it is paid per year."""
    rate, posts, *time = operands
    written = [_quantity(rate, words), _quantity(posts, words)]
    match rate, posts:
        case EuroPerPost(unit=RateUnit.HALF_POST_AND_YEAR as unit), Fte():
            half_posts = _quantity(unit.posts(posts), words)
            written[1] = words.say("steps.half_posts", count=half_posts)
        case _:
            pass
    return [*written, *(words.say("steps.years", years=_quantity(each, words)) for each in time)]


def _year_part(part: YearPart, words: Language) -> str:
    within, rule = part.period.closed(), part.rule
    first, last = words.date(within.first_day), words.date(within.last_day)
    parts = [words.say("text.period", first=first, last=last)]
    if rule is not None:
        parts += [words.label(each) for each in (rule.method, rule.day_count) if each is not None]
    return ", ".join(parts)


def _quantity(quantity: Quantity, words: Language) -> str:
    """Write a quantity exactly, with its unit."""
    number = Fraction(number_of(quantity.amount if isinstance(quantity, EuroPerPost) else quantity))
    part_of_euro = isinstance(quantity, ExactEuro | EuroPerPost) and number.denominator != 1
    text = _number(number, words, in_cents=isinstance(quantity, Euro) or part_of_euro)
    match quantity:
        case Fte():
            return words.say("text.fte", fte=text)
        case Euro() | ExactEuro():
            return f"{text} EUR"
        case EuroPerPost():
            return f"{text} {words.say(_UNITS[quantity.unit])}"
        case _:
            return text


def _number(number: Fraction, words: Language, *, in_cents: bool = False) -> str:
    """Write a number exactly: as a decimal, with both places of cents, or as a fraction."""
    try:
        text = exact_text(number)
    except ValueError:  # of more digits than Python writes
        return words.say("steps.too_long")
    if "/" in text:
        return text
    places = len(text.partition(".")[2])
    two = in_cents and places <= 2  # noqa: PLR2004 - cents have two places
    return words.number(number, 2 if two else places, fixed=two)
