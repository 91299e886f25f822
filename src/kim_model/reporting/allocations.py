"""An allocation as a table."""

from collections.abc import Iterable

from kim_model.allocation import Allocation
from kim_model.geography import Municipality
from kim_model.quantities import Fte
from kim_model.reporting.markdown import escape, heading, table
from kim_model.reporting.words import words

__all__ = ["allocation_markdown"]


def allocation_markdown(
    allocation: Allocation,
    municipalities: Iterable[Municipality],
    *,
    illustration: bool,
    locale: str = "de",
) -> str:
    """Return an allocation as Markdown: counts, ideal shares, shares and differences.

    Parameters
    ----------
    allocation
        The allocation; it is verified before it is shown.
    municipalities
        Those it is about, for their names.
    illustration
        Whether it only illustrates a rule; then the heading says so.
    locale
        ``"de"`` or ``"en"``.

    Raises
    ------
    VerificationError
        If the allocation does not follow from its counts.

    Examples
    --------
    >>> from kim_model import AllocationRule, allocate, nrw
    >>> towns = nrw.district("05162").municipalities
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", towns, nrw.population(nrw.district("05162")), rule)
    >>> text = allocation_markdown(allocation, towns, illustration=True)
    >>> print(text.splitlines()[0])
    ## Verteilung von 14 VZÄ auf 8 Kommunen (Illustration, keine Verteilung eines Kreises)
    """
    allocation.verify()
    language = words(locale)
    formats, figures, rule = language.formats, allocation.figures, allocation.rule
    names: dict[str, str] = {each.ags: each.short_name for each in municipalities}
    rows = [
        [
            escape(names[ags]),
            formats.number(figures.counts[ags]),
            formats.fte(share.ideal, fixed=True),
            formats.fte(share.fte),
            formats.fte(share.difference, fixed=True),
        ]
        for ags, share in allocation.shares.items()
    ]
    shared = sum((share.fte for share in allocation.shares.values()), Fte(0))
    counted = sum(figures.counts.values())
    rows.append(
        [
            language.say("allocation_sum"),
            formats.number(counted),
            formats.fte(allocation.total, fixed=True),
            formats.fte(shared),
            formats.fte(shared - allocation.total, fixed=True),
        ]
    )
    title = language.say("allocation", total=formats.fte(allocation.total), count=len(names))
    caption = language.say(
        "allocation_caption",
        method=language.label(rule.method),
        step=formats.fte(rule.step),
        guarantee=formats.fte(rule.guarantee),
        source=escape(figures.source),
        date=formats.date(figures.reference_date),
    )
    if figures.citation is not None:
        caption += " " + language.say("citation", citation=escape(str(figures.citation)))
    blocks = [
        heading(2, f"{title} ({language.say('illustration')})" if illustration else title),
        caption,
        table(language.columns("allocation_columns"), rows, text_columns=1),
    ]
    return "\n\n".join(blocks) + "\n"
