"""The one call: posts, municipalities, a key and a rule go in, an allocation comes out."""

from collections.abc import Iterable, Sequence

from kim_model._mapping import FrozenMapping
from kim_model.allocation._sharing import Sharing
from kim_model.allocation.allocation import Allocation
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import ONCE_EACH, AllocationRule
from kim_model.municipalities import Municipality
from kim_model.values import ExactNumber, Fte
from kim_model.values._field import converted, require, require_each, unchecked
from kim_model.values._marks import NonNegativeFte, RecipientId


def allocate(
    total: Fte | ExactNumber,
    municipalities: Iterable[Municipality],
    figures: KeyFigures | WeightedKey,
    rule: AllocationRule,
    *,
    previous: Allocation | None = None,
    tie_break: Sequence[str] | None = None,
) -> Allocation:
    """Distribute posts over municipalities in proportion to a key.

    Parameters
    ----------
    total
        The posts to distribute, in VZÄ; a multiple of the rule's step.
    municipalities
        All municipalities of the district, also those that the rule lets opt out.
    figures
        The key: a count for each municipality that takes part, and for none of another district.
    rule
        The rule.
    previous
        The last allocation, whose shares (as agreed, if they are) the rule's `most_change` limits;
        those of pools bind by who their members are, whatever their ids.
    tie_break
        An order of recipients, such as one drawn by lot, that decides a tie: the first wins.

    Returns
    -------
    Allocation
        Shares that, with what lapses, sum exactly to the total.

    Raises
    ------
    MissingDataError
        Naming the municipalities without a count.
    InvalidValueError
        For counts of other municipalities, and for a total that is not a multiple of the step, or
        too small or too large for the rule's bounds.
    TieError
        If recipients have an equal claim to a step, and no order is given.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> allocation.shares["05162028"].fte, allocation.verify()
    (Fte('0.5'), True)
    """
    posts = converted("total", total, Fte)
    require("total", posts, NonNegativeFte)
    towns = require_each("municipalities", municipalities, Municipality, ONCE_EACH)
    require("figures", figures, KeyFigures | WeightedKey)
    require("rule", rule, AllocationRule)
    require("previous", previous, Allocation | None)
    earlier, pools = (None, ()) if previous is None else (_before(previous), previous.pools)
    order = None if tie_break is None else require_each("tie_break", tie_break, RecipientId)
    shares, lapsed = Sharing(posts, towns, figures, rule, earlier, pools, order).computed()
    return unchecked(  # it has just been computed
        Allocation,
        total=posts,
        shares=FrozenMapping(shares),
        lapsed=lapsed,
        municipalities=towns,
        figures=figures,
        rule=rule,
        previous=None if earlier is None else FrozenMapping(earlier),
        previous_pools=pools,
        tie_break=order,
    )


def _before(previous: Allocation) -> dict[str, Fte]:
    return {
        recipient: share.fte if share.agreed is None else share.agreed
        for recipient, share in previous.shares.items()
    }
