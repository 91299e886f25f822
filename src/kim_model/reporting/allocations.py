"""An allocation as a table, with what it was computed from in words."""

from collections.abc import Iterator, Sequence

from attrs import define

from kim_model.allocation import (
    Adjustment,
    Allocation,
    AllocationRule,
    KeyFigures,
)
from kim_model.language import Language, language_of
from kim_model.reporting.markdown import LEFT, RIGHT, Column, bullets, escape, heading, table
from kim_model.values import Fte

_NOTHING = "\N{EN DASH}"  # of this the row has none, or nothing is known


def allocation_markdown(allocation: Allocation, *, illustration: bool, locale: str = "de") -> str:
    """Return an allocation as Markdown: counts, ideal shares, shares, differences, agreement.

    Parameters
    ----------
    allocation
        The allocation; it is verified before it is shown.
    illustration
        Whether it only illustrates a rule; then the heading says so.
    locale
        ``"de"`` or ``"en"``, with or without a country.

    Raises
    ------
    VerificationError
        If the allocation does not follow from what it was computed from.
    InvalidValueError
        For another language.

    Examples
    --------
    >>> from kim_model import AllocationRule, allocate, nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> text = allocation_markdown(allocation, illustration=True)
    >>> print(text.splitlines()[0])
    ## Verteilung von 14 VZÄ (Illustration, keine Verteilung eines Kreises)
    """
    allocation.verify()
    words = language_of(locale)
    title = words.say("allocation.heading", total=words.fte(allocation.total))
    if illustration:
        title = f"{title} ({words.say('allocation.illustration')})"
    blocks = [
        heading(2, title),
        *bullets(_caption(allocation, words)),
        table(_COLUMNS, [*_lines(allocation), _sums(allocation)], words),
        *bullets(_agreement(allocation, each, words) for each in allocation.adjustments),
    ]
    return "\n\n".join(blocks) + "\n"


@define(frozen=True, kw_only=True)
class _Line:
    """A row of the table; what is None has nothing to show."""

    recipient: str | None  # None for the row of sums
    count: int | None
    ideal: Fte | None
    share: Fte | None
    difference: Fte | None
    agreed: Fte | None


_COLUMNS: tuple[Column[_Line], ...] = (
    (
        "column.recipient",
        lambda line, words: line.recipient or words.say("allocation.sum"),
        LEFT,
    ),
    (
        "column.count",
        lambda line, words: _NOTHING if line.count is None else words.number(line.count),
        RIGHT,
    ),
    ("column.ideal", lambda line, words: _fte(line.ideal, words, fixed=True), RIGHT),
    ("column.share", lambda line, words: _fte(line.share, words), RIGHT),
    ("column.difference", lambda line, words: _fte(line.difference, words, fixed=True), RIGHT),
    ("column.agreed", lambda line, words: _fte(line.agreed, words), RIGHT),
)


def _fte(fte: Fte | None, words: Language, *, fixed: bool = False) -> str:
    return _NOTHING if fte is None else words.fte(fte, fixed=fixed)


def _lines(allocation: Allocation) -> Iterator[_Line]:
    for recipient, share in allocation.shares.items():
        yield _Line(
            recipient=_name(allocation, recipient),
            count=_count(allocation, recipient),
            ideal=share.ideal,
            share=share.fte,
            difference=share.difference,
            agreed=share.agreed,
        )


def _sums(allocation: Allocation) -> _Line:
    """Return the row of sums; a column in which anything is unknown has none."""
    figures, shares = allocation.figures, tuple(allocation.shares.values())
    opted_out = () if allocation.rule is None else allocation.rule.opted_out
    count = None
    if isinstance(figures, KeyFigures):
        count = sum(n for ags, n in figures.counts.items() if ags not in opted_out)
    return _Line(
        recipient=None,
        count=count,
        ideal=_sum([share.ideal for share in shares]),
        share=_sum([share.fte for share in shares]),
        difference=_sum([share.difference for share in shares]),
        agreed=_sum([share.agreed for share in shares]),
    )


def _sum(ftes: Sequence[Fte | None]) -> Fte | None:
    known = [fte for fte in ftes if fte is not None]
    return sum(known, Fte(0)) if len(known) == len(ftes) else None


def _name(allocation: Allocation, recipient: str) -> str:
    names: dict[str, str] = {each.ags: each.short_name for each in allocation.municipalities}
    return escape(names.get(recipient, recipient))


def _count(allocation: Allocation, recipient: str) -> int | None:
    """Return the count of a municipality or a pool, where the key is a count."""
    figures, rule = allocation.figures, allocation.rule
    if not isinstance(figures, KeyFigures):
        return None
    pools = {} if rule is None else {pool.id: pool.members for pool in rule.pools}
    members = pools.get(recipient, (recipient,))
    counts = [figures.counts[ags] for ags in members if ags in figures.counts]
    return sum(counts) if counts else None


def _agreement(allocation: Allocation, adjustment: Adjustment, words: Language) -> str:
    return words.say(
        "allocation.adjustment",
        giver=_name(allocation, adjustment.giver),
        receiver=_name(allocation, adjustment.receiver),
        fte=words.fte(adjustment.fte),
        date=words.date(adjustment.agreed_on),
        reason=escape(adjustment.reason),
    )


def _caption(allocation: Allocation, words: Language) -> Iterator[str]:
    """Yield the parts of the rule, the key, what lapsed, and the sources, each in a line."""
    if allocation.rule is not None:
        yield from _rule(allocation.rule, allocation, words)
    figures = allocation.figures
    if isinstance(figures, KeyFigures):
        yield _figures(figures, words)
    elif figures is not None:
        for part in figures.parts:
            yield f"{words.percent(part.weight)}: {_figures(part.figures, words)}"
    if allocation.lapsed:
        yield words.say("allocation.lapsed", fte=words.fte(allocation.lapsed))
    if allocation.citation is not None:
        yield words.say("text.citation", citation=escape(str(allocation.citation)))


def _rule(rule: AllocationRule, allocation: Allocation, words: Language) -> Iterator[str]:
    step = words.say("allocation.unrounded")
    if rule.step is not None:
        step = words.say("text.fte", fte=words.fte(rule.step))
    yield words.say("allocation.rule", method=words.label(rule.method), step=step)
    amounts = (
        ("allocation.guarantee", rule.guarantee or None),
        ("allocation.flat_share", rule.flat_share or None),
        ("allocation.maximum", rule.maximum),
        ("allocation.most_change", rule.most_change),
        ("allocation.threshold", None if rule.threshold is None else rule.threshold.least),
    )
    for phrase, amount in amounts:
        if amount is not None:
            yield words.say(phrase, fte=words.fte(amount))
    for kept in rule.kept:
        recipient = escape(kept.recipient)
        yield words.say("allocation.kept", recipient=recipient, fte=words.fte(kept.fte))
    for pool in rule.pools:
        members = words.names(_name(allocation, ags) for ags in pool.members)
        yield words.say("allocation.pool", pool=escape(pool.id), members=members)
    if rule.opted_out:
        towns = words.names(_name(allocation, ags) for ags in rule.opted_out)
        yield words.say("allocation.opted_out", towns=towns)
    if rule.citation is not None:
        yield words.say("text.citation", citation=escape(str(rule.citation)))


def _figures(figures: KeyFigures, words: Language) -> str:
    used, intended = words.date(figures.reference_date), words.date(figures.intended_date)
    phrase = "allocation.key" if used == intended else "allocation.key_late"
    said = words.say(phrase, source=escape(figures.source), date=used, intended=intended)
    if figures.citation is None:
        return said
    return f"{said} {words.say('text.citation', citation=escape(str(figures.citation)))}"
