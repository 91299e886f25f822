"""How posts are shared out over municipalities: the parts that such a rule can have."""

from typing import Annotated

from attrs import define, field

from kim_model.apportionment import Method
from kim_model.errors import InvalidValueError, listed
from kim_model.municipalities import Ags
from kim_model.municipalities.districts import ags_tuple, optional_ags
from kim_model.values import Citation, Fte
from kim_model.values._field import checked, require, unique
from kim_model.values._marks import AT_LEAST_ONE, NonNegativeFte, PositiveFte, RecipientId, Unique
from kim_model.values.quantities import optional_fte

ONCE_EACH = Unique("a municipality", by=("ags",))
"""Of municipalities."""


def _method(method: Method | str) -> Method:
    try:
        return Method(method)
    except ValueError:
        known = ", ".join(repr(each.value) for each in Method)
        raise InvalidValueError("", method, "is not a method", f"write one of {known}") from None


@define(frozen=True, kw_only=True, field_transformer=checked)
class Pool:
    """Municipalities that are served by one share (gepoolte Region).

    Parameters
    ----------
    id
        Its id: the pool is one recipient and its share is found by it.
    members
        The municipalities in it, at least one, each once.
    employer
        The one that employs (Anstellungskommune); None if none does or it is unknown.

    Raises
    ------
    InvalidValueError
        If a member occurs twice, or the employer is not a member.

    Examples
    --------
    >>> Pool(id="nord", members=("05334024", "05334028"), employer="05334024").employer
    '05334024'
    """

    id: RecipientId
    members: Annotated[tuple[Ags, ...], AT_LEAST_ONE, Unique("a member")] = field(
        converter=ags_tuple
    )
    employer: Ags | None = field(default=None, converter=optional_ags)

    def __attrs_post_init__(self) -> None:
        if self.employer is not None and self.employer not in self.members:
            remedy = f"write one of {listed(self.members)}"
            raise InvalidValueError("Pool.employer", self.employer, "is not a member", remedy)


@define(frozen=True, kw_only=True, field_transformer=checked)
class KeptPosts:
    """Posts that are not shared out but kept by somebody, such as the KI (Stellen beim KI).

    Parameters
    ----------
    recipient
        The id of who keeps them; their share is found by it.
    fte
        How many, in VZÄ.

    Examples
    --------
    >>> KeptPosts(recipient="ki", fte="6").fte
    Fte('6')
    """

    recipient: RecipientId
    fte: PositiveFte = field(converter=Fte)


@define(frozen=True, kw_only=True, field_transformer=checked)
class FundingThreshold:
    """The share below which nothing is funded (Förderschwelle, Mindestanteil).

    It guarantees nothing: a smaller share is not raised to it but lapses, or goes into a pool.

    Parameters
    ----------
    least
        The smallest share that is funded, in VZÄ.
    pool
        The id of the recipient that smaller shares go to, together; None if they lapse. A pool that
        stays below the threshold lapses as well.

    Examples
    --------
    >>> FundingThreshold(least="0.5", pool="rest").least
    Fte('0.5')
    """

    least: PositiveFte = field(converter=Fte)
    pool: RecipientId | None = None


@define(frozen=True, kw_only=True, field_transformer=checked)
class AllocationRule:
    """How posts are distributed over municipalities (Verteilregel).

    A recipient is a municipality, or a pool of several. What is kept comes off the total first,
    then the flat share of every recipient; the rest follows the key within the bounds, and is
    rounded to the step; last comes the funding threshold.

    Parameters
    ----------
    method
        The method of apportionment, one of those with a name, that rounds the shares; no rule has
        a default.
    step
        The smallest part of a post that is shared out, in VZÄ; None for shares that stay unrounded.
    guarantee
        What every recipient gets at least, whatever the key gives, in VZÄ (Mindestgarantie); 0 for
        no guarantee.
    flat_share
        What every recipient gets beforehand, on top of which comes its part by the key, in VZÄ
        (Sockel); 0 for none.
    maximum
        What a recipient gets at most, in VZÄ; None for no maximum.
    most_change
        By how much a share may differ from the recipient's previous one, in VZÄ; None for any. The
        guarantee and the maximum come before it; a recipient without a previous share is free. A
        pool is its members, not its id: its previous share is what they had, alone or in pools of
        no others. It is free where one was in a pool with others, since its part is not known.
    kept
        Posts that are kept and not shared out.
    pools
        Municipalities served by one share; each in at most one pool.
    opted_out
        Municipalities that take no part.
    threshold
        The share below which nothing is funded; None for no threshold.
    citation
        Where the rule can be read; None if it has no source.

    Raises
    ------
    InvalidValueError
        For an unknown method, a step of 0, amounts that are not a multiple of the step, a maximum
        below guarantee or flat share, and a municipality or an id that occurs twice.

    Examples
    --------
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> rule.units(Fte("14"), "total")
    28
    """

    method: Method = field(converter=_method)
    step: PositiveFte | None = field(converter=optional_fte)
    guarantee: NonNegativeFte = field(default=Fte(0), converter=Fte)
    flat_share: NonNegativeFte = field(default=Fte(0), converter=Fte)
    maximum: NonNegativeFte | None = field(default=None, converter=optional_fte)
    most_change: NonNegativeFte | None = field(default=None, converter=optional_fte)
    kept: tuple[KeptPosts, ...] = ()
    pools: tuple[Pool, ...] = ()
    opted_out: Annotated[tuple[Ags, ...], Unique("a municipality")] = field(
        default=(), converter=ags_tuple
    )
    threshold: FundingThreshold | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("guarantee", "flat_share", "maximum", "most_change"):
            amount = getattr(self, name)
            if amount is not None:
                self.units(amount, f"AllocationRule.{name}")
        if self.maximum is not None and self.maximum < max(self.guarantee, self.flat_share):
            rule = f"is below the guarantee {self.guarantee} or the flat share {self.flat_share}"
            raise InvalidValueError("AllocationRule.maximum", self.maximum, rule)
        placed = (*self.opted_out, *(ags for pool in self.pools for ags in pool.members))
        unique("AllocationRule.pools", placed, "a municipality")
        unique("AllocationRule.pools", self.own_ids.values())

    @property
    def own_ids(self) -> dict[str, str]:
        """The ids of recipients that the rule itself names, by the places where it does."""
        ids: dict[str, str] = {f"pools[{i}].id": each.id for i, each in enumerate(self.pools)}
        ids |= {f"kept[{i}].recipient": each.recipient for i, each in enumerate(self.kept)}
        place, limit = "threshold", self.threshold
        return ids if limit is None or limit.pool is None else {**ids, f"{place}.pool": limit.pool}

    def units(self, fte: Fte, field: str) -> int:
        """Return how many steps a number of posts has; 0 where shares stay unrounded.

        Raises
        ------
        InvalidValueError
            Naming `field`, if it is not a multiple of the step.
        """
        require("fte", fte, Fte)
        require("field", field, str)
        if self.step is None:
            return 0
        steps = fte / self.step
        if steps.denominator != 1:
            rule = f"is not a multiple of the step {self.step} VZÄ"
            raise InvalidValueError(field, fte, rule, "change it or the step")
        return steps.numerator
