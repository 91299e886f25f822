"""An allocation as a table."""

from kim_model.allocation import Adjustment, Allocation, KeyFigures
from kim_model.language.markdown import bullets, escape, heading, table
from kim_model.language.words import Words, words
from kim_model.reporting.allocation_caption import caption
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
        ``"de"`` or ``"en"``.

    Raises
    ------
    VerificationError
        If the allocation does not follow from what it was computed from.

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
    language = words(locale)
    formats = language.formats
    rows = [
        [
            _name(allocation, recipient),
            _count(allocation, recipient, language),
            _fte(share.ideal, language, fixed=True),
            _fte(share.fte, language),
            _fte(share.difference, language, fixed=True),
            _fte(share.agreed, language),
        ]
        for recipient, share in allocation.shares.items()
    ]
    title = language.say("allocation", total=formats.fte(allocation.total))
    if illustration:
        title = f"{title} ({language.say('illustration')})"
    blocks = [
        heading(2, title),
        *caption(allocation, language),
        table(
            language.columns("allocation_columns"),
            [*rows, _sums(allocation, language)],
            text_columns=1,
        ),
        *bullets(_agreement(allocation, each, language) for each in allocation.adjustments),
    ]
    return "\n\n".join(blocks) + "\n"


def _name(allocation: Allocation, recipient: str) -> str:
    names: dict[str, str] = {each.ags: each.short_name for each in allocation.municipalities}
    return escape(names.get(recipient, recipient))


def _agreement(allocation: Allocation, adjustment: Adjustment, language: Words) -> str:
    return language.say(
        "allocation_adjustment",
        giver=_name(allocation, adjustment.giver),
        receiver=_name(allocation, adjustment.receiver),
        fte=language.formats.fte(adjustment.fte),
        date=language.date(adjustment.agreed_on),
        reason=escape(adjustment.reason),
    )


def _fte(fte: Fte | None, language: Words, *, fixed: bool = False) -> str:
    return _NOTHING if fte is None else language.formats.fte(fte, fixed=fixed)


def _count(allocation: Allocation, recipient: str, language: Words) -> str:
    """Return the count of a municipality or a pool, where the key is a count."""
    figures, rule = allocation.figures, allocation.rule
    if not isinstance(figures, KeyFigures):
        return _NOTHING
    pools = {} if rule is None else {pool.id: pool.members for pool in rule.pools}
    members = pools.get(recipient, (recipient,))
    counts = [figures.counts[ags] for ags in members if ags in figures.counts]
    return language.formats.number(sum(counts)) if counts else _NOTHING


def _sums(allocation: Allocation, language: Words) -> list[str]:
    """Return the row of sums; a column in which anything is unknown has none."""
    figures, shares = allocation.figures, allocation.shares.values()
    opted_out = () if allocation.rule is None else allocation.rule.opted_out
    counted = (
        language.formats.number(sum(n for ags, n in figures.counts.items() if ags not in opted_out))
        if isinstance(figures, KeyFigures)
        else _NOTHING
    )
    return [
        language.say("allocation_sum"),
        counted,
        _fte(_sum([share.ideal for share in shares]), language, fixed=True),
        _fte(_sum([share.fte for share in shares]), language),
        _fte(_sum([share.difference for share in shares]), language, fixed=True),
        _fte(_sum([share.agreed for share in shares]), language),
    ]


def _sum(ftes: list[Fte | None]) -> Fte | None:
    known = [fte for fte in ftes if fte is not None]
    return sum(known, Fte(0)) if len(known) == len(ftes) else None
