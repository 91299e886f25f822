"""An allocation as a table."""

from kim_model.allocation import Allocation
from kim_model.key_figures import KeyFigures
from kim_model.quantities import Fte
from kim_model.reporting.markdown import escape, heading, table
from kim_model.reporting.words import Words, words

__all__ = ["allocation_markdown"]


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
    names: dict[str, str] = {each.ags: each.short_name for each in allocation.municipalities}
    rows = [
        [
            escape(names.get(recipient, recipient)),
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
        _caption(allocation, language),
        table(
            language.columns("allocation_columns"),
            [*rows, _sums(allocation, language)],
            text_columns=1,
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _fte(fte: Fte | None, language: Words, *, fixed: bool = False) -> str:
    return language.unknown if fte is None else language.formats.fte(fte, fixed=fixed)


def _count(allocation: Allocation, recipient: str, language: Words) -> str:
    """Return the count of a municipality, where the key is a count."""
    figures = allocation.figures
    count = figures.counts.get(recipient) if isinstance(figures, KeyFigures) else None
    return language.unknown if count is None else language.formats.number(count)


def _sums(allocation: Allocation, language: Words) -> list[str]:
    """Return the row of sums; a column in which anything is unknown has none."""
    figures, shares = allocation.figures, allocation.shares.values()
    counted = sum(figures.counts.values()) if isinstance(figures, KeyFigures) else None
    return [
        language.say("allocation_sum"),
        language.unknown if counted is None else language.formats.number(counted),
        _fte(_sum([share.ideal for share in shares]), language, fixed=True),
        _fte(_sum([share.fte for share in shares]), language),
        _fte(_sum([share.difference for share in shares]), language, fixed=True),
        _fte(_sum([share.agreed for share in shares]), language),
    ]


def _sum(ftes: list[Fte | None]) -> Fte | None:
    known = [fte for fte in ftes if fte is not None]
    return sum(known, Fte(0)) if len(known) == len(ftes) else None


def _caption(allocation: Allocation, language: Words) -> str:
    """Return the rule and the key, where the shares are computed, and the sources."""
    formats, rule, figures = language.formats, allocation.rule, allocation.figures
    sentences: list[str] = []
    if rule is not None:
        sentences.append(
            language.say(
                "allocation_rule",
                method=language.label(rule.method),
                step=language.say("unrounded") if rule.step is None else formats.fte(rule.step),
                guarantee=formats.fte(rule.guarantee),
            )
        )
    if isinstance(figures, KeyFigures):
        source, day = escape(figures.source), formats.date(figures.reference_date)
        sentences.append(language.say("allocation_key", source=source, date=day))
    if allocation.lapsed:
        sentences.append(language.say("allocation_lapsed", fte=formats.fte(allocation.lapsed)))
    citations = [
        allocation.citation,
        None if rule is None else rule.citation,
        figures.citation if isinstance(figures, KeyFigures) else None,
    ]
    sentences += [
        language.say("citation", citation=escape(str(each))) for each in citations if each
    ]
    return " ".join(sentences)
