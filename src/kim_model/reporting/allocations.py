"""An allocation as a table, with what it was computed from in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kim_model.allocation import Adjustment, Allocation, AllocationRule, KeyFigures, Pool, Share
from kim_model.language import Language, language_of
from kim_model.language.markdown import LEFT, RIGHT, Column, bullets, escape, heading, table
from kim_model.values import Fte
from kim_model.values._field import require

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
    require("allocation", allocation, Allocation)
    allocation.verify()
    words = language_of(locale)
    title = words.say("allocation.heading", total=words.fte(allocation.total))
    if illustration:
        title = f"{title} ({words.say('allocation.illustration')})"
    blocks = [
        heading(2, title),
        *bullets(_caption(allocation, words)),
        table(_COLUMNS, _rows(allocation, words), words),
        *bullets(_agreements(allocation, words)),
    ]
    return "\n\n".join(blocks) + "\n"


class _Row(NamedTuple):
    """What a row is about: one recipient, or all of them together."""

    name: str
    persons: int | None
    shares: Sequence[Share]


def _number(count: int | None, words: Language) -> str:
    return _NOTHING if count is None else words.number(count)


def _sum(ftes: Sequence[Fte | None], words: Language, *, fixed: bool = False) -> str:
    """Write a sum; of what anything is unknown, there is none."""
    known = [fte for fte in ftes if fte is not None]
    return words.fte(sum(known, Fte(0)), fixed=fixed) if len(known) == len(ftes) else _NOTHING


def _fixed(ftes: Sequence[Fte | None], words: Language) -> str:
    return _sum(ftes, words, fixed=True)


_COLUMNS: tuple[Column[_Row], ...] = (
    ("column.recipient", lambda row, _: row.name, LEFT),
    ("column.count", lambda row, words: _number(row.persons, words), RIGHT),
    ("column.ideal", lambda row, words: _fixed([s.ideal for s in row.shares], words), RIGHT),
    ("column.share", lambda row, words: _sum([s.fte for s in row.shares], words), RIGHT),
    ("column.difference", lambda r, words: _fixed([s.difference for s in r.shares], words), RIGHT),
    ("column.agreed", lambda row, words: _sum([s.agreed for s in row.shares], words), RIGHT),
)


def _rows(allocation: Allocation, words: Language) -> Iterator[_Row]:
    for recipient, share in allocation.shares.items():
        yield _Row(_name(allocation, recipient), _count(allocation, recipient), [share])
    figures, rule, count = allocation.figures, allocation.rule, None
    if isinstance(figures, KeyFigures):
        opted_out = () if rule is None else rule.opted_out
        count = sum(n for ags, n in figures.counts.items() if ags not in opted_out)
    yield _Row(words.say("allocation.sum"), count, [*allocation.shares.values()])


def _name(allocation: Allocation, recipient: str) -> str:
    return escape(allocation.name(recipient))


def _count(allocation: Allocation, recipient: str) -> int | None:
    """Return the count of a municipality or a pool, where the key is a count."""
    figures = allocation.figures
    if not isinstance(figures, KeyFigures):
        return None
    pools = {pool.id: pool.members for pool in allocation.pools}
    members = pools.get(recipient, (recipient,))
    counts = [figures.counts[ags] for ags in members if ags in figures.counts]
    return sum(counts) if counts else None


def _agreements(allocation: Allocation, words: Language) -> Iterator[str]:
    """Yield what was agreed, in its order, each in a line."""
    if allocation.adoption is not None:
        day = allocation.adoption.agreed_on
        phrase = "allocation.adopted_undated" if day is None else "allocation.adopted"
        yield words.say(phrase, date=words.date(day))
    for each in allocation.adjustments:
        yield _transfer(allocation, each, words)


def _transfer(allocation: Allocation, adjustment: Adjustment, words: Language) -> str:
    undated = adjustment.agreed_on is None
    return words.say(
        "allocation.adjustment_undated" if undated else "allocation.adjustment",
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
    yield from (_pool(pool, allocation, words) for pool in allocation.pools)
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
        recipient = _name(allocation, kept.recipient)
        yield words.say("allocation.kept", recipient=recipient, fte=words.fte(kept.fte))
    if rule.opted_out:
        towns = words.names(_name(allocation, ags) for ags in rule.opted_out)
        yield words.say("allocation.opted_out", towns=towns)
    if rule.citation is not None:
        yield words.say("text.citation", citation=escape(str(rule.citation)))


def _pool(pool: Pool, allocation: Allocation, words: Language) -> str:
    members = words.names(_name(allocation, ags) for ags in pool.members)
    phrase = "allocation.pool" if pool.employer is None else "allocation.pool_with_employer"
    employer = "" if pool.employer is None else _name(allocation, pool.employer)
    return words.say(phrase, pool=_name(allocation, pool.id), members=members, employer=employer)


def _figures(figures: KeyFigures, words: Language) -> str:
    used, intended = words.date(figures.reference_date), words.date(figures.intended_date)
    phrase = "allocation.key" if used == intended else "allocation.key_late"
    said = words.say(phrase, source=escape(figures.source), date=used, intended=intended)
    if figures.citation is None:
        return said
    return f"{said} {words.say('text.citation', citation=escape(str(figures.citation)))}"
