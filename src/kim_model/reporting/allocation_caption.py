"""What an allocation was computed from, in words."""

from collections.abc import Iterator

from kim_model.allocation import Allocation, AllocationRule, KeyFigures, WeightedKey
from kim_model.language.markdown import bullets, escape
from kim_model.language.words import Words


def caption(allocation: Allocation, language: Words) -> list[str]:
    """Return the parts of the rule, the key, what lapsed, and the sources, each in a line."""
    lines: list[str] = []
    if allocation.rule is not None:
        lines += _rule(allocation.rule, allocation, language)
    lines += _key(allocation.figures, language)
    if allocation.lapsed:
        lines.append(language.say("allocation_lapsed", fte=language.formats.fte(allocation.lapsed)))
    if allocation.citation is not None:
        lines.append(language.say("citation", citation=escape(str(allocation.citation))))
    return bullets(lines)


def _rule(rule: AllocationRule, allocation: Allocation, language: Words) -> Iterator[str]:
    formats = language.formats
    step = language.say("unrounded") if rule.step is None else f"{formats.fte(rule.step)} VZÄ"
    yield language.say("allocation_rule", method=language.label(rule.method), step=step)
    amounts = (
        ("allocation_guarantee", rule.guarantee or None),
        ("allocation_base", rule.flat_share or None),
        ("allocation_maximum", rule.maximum),
        ("allocation_most_change", rule.most_change),
        ("allocation_limit", None if rule.threshold is None else rule.threshold.least),
    )
    for phrase, amount in amounts:
        if amount is not None:
            yield language.say(phrase, fte=formats.fte(amount))
    names: dict[str, str] = {each.ags: each.short_name for each in allocation.municipalities}
    for kept in rule.kept:
        recipient, fte = escape(kept.recipient), formats.fte(kept.fte)
        yield language.say("allocation_kept", recipient=recipient, fte=fte)
    for pool in rule.pools:
        members = language.names(names.get(ags, ags) for ags in pool.members)
        yield language.say("allocation_pool", pool=escape(pool.id), members=members)
    if rule.opted_out:
        towns = language.names(names.get(ags, ags) for ags in rule.opted_out)
        yield language.say("allocation_opted_out", towns=towns)
    if rule.citation is not None:
        yield language.say("citation", citation=escape(str(rule.citation)))


def _key(figures: KeyFigures | WeightedKey | None, language: Words) -> Iterator[str]:
    if isinstance(figures, KeyFigures):
        yield _figures(figures, language)
    elif figures is not None:
        for part in figures.parts:
            weight = language.formats.percent(part.weight)
            yield f"{weight}: {_figures(part.figures, language)}"


def _figures(figures: KeyFigures, language: Words) -> str:
    used, intended = language.date(figures.reference_date), language.date(figures.intended_date)
    phrase = "allocation_key" if used == intended else "allocation_key_late"
    said = language.say(phrase, source=escape(figures.source), date=used, intended=intended)
    if figures.citation is None:
        return said
    return f"{said} {language.say('citation', citation=escape(str(figures.citation)))}"
