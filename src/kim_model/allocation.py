"""Posts distributed over municipalities by a key: the rule, the shares, and how they came about."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from attrs import define, field

from kim_model._checks import name_fields, optional, valid
from kim_model._fields import not_negative, positive
from kim_model._mapping import FrozenMapping
from kim_model.apportionment import Apportionment, Method, apportion
from kim_model.errors import InvalidValueError, MissingDataError, VerificationError
from kim_model.explain import Derivation, given, product, ratio, total
from kim_model.geography import Municipality
from kim_model.key_figures import KeyFigures
from kim_model.quantities import ExactNumber, Fte
from kim_model.sources import Citation

__all__ = ["Allocation", "AllocationRule", "Share", "allocate"]


def _method(method: Method | str) -> Method:
    try:
        return Method(method)
    except ValueError:
        known = ", ".join(repr(each.value) for each in Method)
        raise InvalidValueError("", method, "is no method", f"write one of {known}") from None


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class AllocationRule:
    """How posts are distributed over municipalities (Verteilregel).

    Parameters
    ----------
    method
        The method of apportionment that rounds the shares; no rule has a default.
    step
        The smallest part of a post that is shared out, in VZÄ.
    guarantee
        What every municipality gets at least, in VZÄ; 0 for no guarantee.
    citation
        Where the rule can be read; None if it has no source.

    Raises
    ------
    InvalidValueError
        For an unknown method, a step of 0, or a guarantee that is no multiple of the step.

    Examples
    --------
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> rule.units(Fte("14"), "total")
    28
    """

    method: Method = field(converter=_method)
    step: Fte = field(converter=Fte, validator=valid(positive))
    guarantee: Fte = field(default=Fte(0), converter=Fte, validator=valid(not_negative))
    citation: Citation | None = field(default=None, validator=valid(optional(Citation)))

    def __attrs_post_init__(self) -> None:
        self.units(self.guarantee, "AllocationRule.guarantee")

    def units(self, fte: Fte, field: str) -> int:
        """Return how many steps a number of posts has.

        Raises
        ------
        InvalidValueError
            Naming `field`, if it is no multiple of the step.
        """
        steps = fte / self.step
        if steps.denominator != 1:
            rule = f"is no multiple of the step {self.step} VZÄ"
            raise InvalidValueError(field, fte, rule, "change the total or the step")
        return steps.numerator


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Share:
    """The share of one municipality in the posts (Stellenanteil).

    Parameters
    ----------
    ideal
        The exact share in proportion to the counts (Idealanspruch), in VZÄ.
    fte
        The share after rounding to the rule's step, in VZÄ.

    Examples
    --------
    >>> Share(ideal="1.19", fte="1").difference
    Fte('-0.19')
    """

    ideal: Fte = field(converter=Fte, validator=valid(not_negative))
    fte: Fte = field(converter=Fte, validator=valid(not_negative))

    @property
    def difference(self) -> Fte:
        """What rounding and guarantee gave or took, in VZÄ."""
        return self.fte - self.ideal


@define(frozen=True, kw_only=True, field_transformer=name_fields)
class Allocation:
    """Posts distributed over municipalities (Stellenverteilung), with all it was computed from.

    `allocate` makes it.

    Parameters
    ----------
    total
        The posts distributed, in VZÄ.
    figures
        The counts that are the key.
    rule
        The rule applied.
    apportionment
        The distribution of the total's steps, with its certificate.
    shares
        The share per AGS; they sum exactly to the total.
    """

    total: Fte = field(converter=Fte, validator=valid(not_negative))
    figures: KeyFigures = field(validator=valid(KeyFigures))
    rule: AllocationRule = field(validator=valid(AllocationRule))
    apportionment: Apportionment[str] = field(validator=valid(Apportionment))
    shares: FrozenMapping[str, Share] = field(validator=valid(FrozenMapping))

    def verify(self) -> Literal[True]:
        """Check the shares against the certificate, the counts and the total.

        Raises
        ------
        VerificationError
            If a share does not follow from them.
        """
        self.apportionment.verify()
        for ags, share in self.shares.items():
            ideal = self._ideal(ags).verify()
            fte = self.rule.step * self.apportionment.seats[ags]
            if (share.ideal, share.fte) != (ideal, fte):
                rule = f"does not follow; the counts give {ideal}, the apportionment {fte}"
                raise VerificationError(f"Allocation.shares[{ags!r}]: {share} {rule}")
        shared = sum((share.fte for share in self.shares.values()), Fte(0))
        if shared != self.total:
            raise VerificationError(f"Allocation.shares: sum to {shared}, not to {self.total}")
        return True

    def explain(self, ags: str) -> Derivation[Fte]:
        """Return the derivation of one share, down to the counts (Herleitung).

        The share is its ideal plus what rounding and guarantee gave or took; that this difference
        is the method's is what `verify` shows.
        """
        share = self.shares[ags]
        rounding = f"rounded by {self.rule.method.value} in steps of {self.rule.step}"
        difference = given(rounding, share.difference, citation=self.rule.citation)
        return total(ags, (self._ideal(ags), difference))

    @property
    def derivation(self) -> Derivation[Fte]:
        """The derivation of the whole total from the shares."""
        return total("total", [self.explain(ags) for ags in self.shares])

    def _ideal(self, ags: str) -> Derivation[Fte]:
        source, evidence = self.figures.citation, self.figures.evidence
        counts = {
            each: given(
                f"count {each}", self.figures.counts[each], citation=source, evidence=evidence
            )
            for each in self.shares
        }
        share = ratio(f"share {ags}", counts[ags], total("counts", list(counts.values())))
        return product(f"ideal {ags}", given("total", self.total), share)


def allocate(
    total: Fte | ExactNumber,
    municipalities: Iterable[Municipality],
    figures: KeyFigures,
    rule: AllocationRule,
) -> Allocation:
    """Distribute posts over municipalities in proportion to their counts.

    Parameters
    ----------
    total
        The posts to distribute, in VZÄ; a multiple of the rule's step.
    municipalities
        Those who get a share.
    figures
        A count for each of them, and for nobody else.
    rule
        The rule: method, step and guarantee.

    Returns
    -------
    Allocation
        Shares that sum exactly to the total.

    Raises
    ------
    MissingDataError
        Naming the municipalities without a count.
    InvalidValueError
        For counts of other municipalities, and for a total that is no multiple of the step or too
        small for the guarantee.
    TieError
        If two municipalities have an equal claim to the last step.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> allocation.shares["05162028"].fte, allocation.verify()
    (Fte('0.5'), True)
    """
    sharing = tuple(municipalities)
    figures.require_only(sharing)
    if missing := figures.missing(sharing):
        names = tuple(f"{each.ags} {each.short_name}" for each in missing)
        raise MissingDataError(f"{figures.source} has no count for", names)
    posts = Fte(total)
    weights: dict[str, int] = {each.ags: figures.counts[each.ags] for each in sharing}
    apportionment = apportion(
        rule.units(posts, "total"),
        weights,
        rule.method,
        minimum=rule.units(rule.guarantee, "guarantee"),
    )
    counted = sum(figures.counts.values())
    return Allocation(
        total=posts,
        figures=figures,
        rule=rule,
        apportionment=apportionment,
        shares=FrozenMapping(
            {
                ags: Share(
                    ideal=posts * Fraction(figures.counts[ags], counted), fte=rule.step * steps
                )
                for ags, steps in apportionment.seats.items()
            }
        ),
    )
