"""The computation behind an allocation: recipients, weights, bounds, units, and shares."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import cast

from kim_model.allocation._checking import check_municipalities, check_own_ids, members_of
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import AllocationRule, Pool
from kim_model.allocation.shares import Share
from kim_model.apportionment import Apportionment, apportion
from kim_model.apportionment.solve import Filling, to_integers
from kim_model.errors import FieldError, InvalidValueError
from kim_model.municipalities import Municipality
from kim_model.values import Fte


class Sharing:
    """One question of who gets how much, worked out step by step.

    Parameters
    ----------
    total
        The posts to distribute.
    municipalities
        All municipalities of the district, those that opted out among them.
    figures
        The key.
    rule
        The rule.
    previous
        Earlier shares per recipient, which the rule's `most_change` refers to.
    previous_pools
        The municipalities that had one of these shares together.
    tie_break
        The order that decides ties.
    """

    def __init__(  # noqa: PLR0917 - the parts of one question, passed on as they are
        self,
        total: Fte,
        municipalities: tuple[Municipality, ...],
        figures: KeyFigures | WeightedKey,
        rule: AllocationRule,
        previous: Mapping[str, Fte] | None,
        previous_pools: tuple[Pool, ...],
        tie_break: tuple[str, ...] | None,
    ) -> None:
        self.total = total
        self.rule = rule
        self.previous = previous
        self.previous_pools = previous_pools
        self.members = _members(municipalities, rule)
        self.tie_break = None if tie_break is None else self._order(tie_break, municipalities)
        self.apart = tuple(each for each in municipalities if each.ags in rule.opted_out)
        self.towns = tuple(each for each in municipalities if each.ags not in rule.opted_out)
        weights = _weights(figures, self.towns, self.apart)
        self.weights: dict[str, int | Fraction] = {
            recipient: sum(weights[ags] for ags in members)
            for recipient, members in self.members.items()
        }
        kept = sum((each.fte for each in rule.kept), Fte(0))
        self.shared = total - kept
        self.keyed = self.shared - rule.flat_share * len(self.members)
        least = max(rule.flat_share, rule.guarantee) * len(self.members)
        if self.shared < least:
            needed = f"{kept} VZÄ kept and {least} VZÄ for flat shares and guarantees"
            raise InvalidValueError("total", total, f"is too small for {needed}", "give more")
        rule.units(self.shared, "total less what is kept" if kept else "total")
        weighed = sum(self.weights.values())
        if self.keyed and not weighed:
            raise InvalidValueError("figures", 0, "is the sum of all counts", "check the counts")
        self.per_weight = self.keyed.value / weighed if weighed else Fraction(0)

    def _order(
        self, tie_break: tuple[str, ...], municipalities: tuple[Municipality, ...]
    ) -> tuple[str, ...]:
        """Return the recipients in the order given, which may name towns that get no own share."""
        known = {*self.members, *(each.ags for each in municipalities)}
        for index, name in enumerate(tie_break):
            if name not in known:
                rule = "is neither a recipient nor a municipality"
                raise InvalidValueError(f"tie_break[{index}]", name, rule, "leave it out")
        return tuple(name for name in tie_break if name in self.members)

    def ideal(self, recipient: str) -> Fte:
        """Return the exact share: the flat share, and the part of the rest by the key."""
        by_key = Fte(self.per_weight * self.weights[recipient])
        return self.rule.flat_share + by_key if self.rule.flat_share else by_key

    def shares(self) -> dict[str, Fte]:
        """Return the share of each recipient, before any funding threshold."""
        if self.rule.step is None:
            return self._unrounded()
        seats = self.apportionment.seats
        flat, step = self.rule.flat_share, self.rule.step
        amounts = {units: flat + step * units for units in {*seats.values()}}
        return {recipient: amounts[units] for recipient, units in seats.items()}

    def computed(self) -> tuple[dict[str, Share], Fte]:
        """Return the shares of all recipients and what lapses."""
        ftes, lapsed = _limited(self.shares(), self.rule)
        shares = {
            recipient: Share(
                # What falls below the threshold has its ideal where it was; the pool has none.
                fte=fte,
                ideal=self.ideal(recipient) if recipient in self.members else Fte(0),
            )
            for recipient, fte in ftes.items()
        }
        kept = {each.recipient: Share(fte=each.fte, ideal=each.fte) for each in self.rule.kept}
        return {**shares, **kept}, lapsed

    @cached_property
    def apportionment(self) -> Apportionment[str]:
        """The apportionment of the steps beyond the flat shares."""
        rule = self.rule
        flat = rule.units(rule.flat_share, "flat_share")
        units = rule.units(self.shared, "total") - len(self.members) * flat
        guaranteed = rule.units(rule.guarantee, "guarantee")
        minimum: int | dict[str, int] = max(guaranteed - flat, 0)
        maximum: dict[str, int] | None = None
        if rule.maximum is not None or (rule.most_change is not None and self.previous):
            bounds = {recipient: self.bounds(recipient) for recipient in self.members}
            self._check_bounds(bounds)
            base, step = rule.flat_share, cast("Fte", rule.step)
            minimum = {key: ceil((low - base) / step) for key, (low, _) in bounds.items()}
            maximum = {key: floor((high - base) / step) for key, (_, high) in bounds.items()}
        try:
            return apportion(
                units,
                self.weights,
                rule.method,
                minimum=minimum,
                maximum=maximum,
                tie_break=self.tie_break,
            )
        except InvalidValueError as error:
            if error.field != "units":
                raise
            scarce = f"is too small for a step of each recipient, which {rule.method.value} gives"
            raise InvalidValueError("total", self.shared, scarce, "give more") from None

    def _check_bounds(self, bounds: dict[str, tuple[Fte, Fte]]) -> None:
        """Refuse, in VZÄ, a total that the bounds of all recipients together do not allow."""
        least = sum((low for low, _ in bounds.values()), Fte(0))
        most = sum((high for _, high in bounds.values()), Fte(0))
        if not least <= self.shared <= most:
            rule = f"lies outside what the bounds allow together, {least} to {most} VZÄ"
            raise InvalidValueError("total", self.shared, rule, "change the total or the bounds")

    def bounds(self, recipient: str) -> tuple[Fte, Fte]:
        """Return what a recipient gets at least and at most, its flat share included."""
        rule = self.rule
        low = max(rule.guarantee, rule.flat_share)
        high = max(low, self.shared if rule.maximum is None else rule.maximum)
        before = self._before(recipient)
        if rule.most_change is None or before is None:
            return low, high
        least = min(max(low, before - rule.most_change), high)
        return least, max(min(high, before + rule.most_change), least)

    def _before(self, recipient: str) -> Fte | None:
        """Return what the members had before, alone or in pools of no others; else None.

        Only who the members are tells that: an id may be that of another pool, or of kept posts.
        """
        if self.previous is None:
            return None
        left = {*self.members[recipient]}
        had = Fte(0)
        for pool in self.previous_pools:
            if left.issuperset(pool.members):
                left.difference_update(pool.members)
                had += self.previous[pool.id]
        if not left <= self.previous.keys() - {pool.id for pool in self.previous_pools}:
            return None
        return had + sum((self.previous[ags] for ags in left), Fte(0))

    def _unrounded(self) -> dict[str, Fte]:
        """Return shares between the bounds, in proportion to the key where no bound binds."""
        bounds = [self.bounds(recipient) for recipient in self.members]
        weights = list(self.weights.values())
        base, rest = self.rule.flat_share, self.keyed
        amounts = fill(
            rest.value,
            [Fraction(weight) for weight in weights],
            [((low - base).value, (high - base).value) for low, high in bounds],
        )
        return {key: base + Fte(amount) for key, amount in zip(self.members, amounts, strict=True)}


def _weights(
    figures: KeyFigures | WeightedKey,
    towns: tuple[Municipality, ...],
    apart: tuple[Municipality, ...],
) -> Mapping[str, int | Fraction]:
    try:
        return figures.weights(towns, apart)
    except FieldError as error:
        raise error.within("figures") from None


def _limited(shares: dict[str, Fte], rule: AllocationRule) -> tuple[dict[str, Fte], Fte]:
    """Return the shares after the funding threshold, and what lapses."""
    if rule.threshold is None:
        return shares, Fte(0)
    least = rule.threshold.least
    below = sum((fte for fte in shares.values() if fte < least), Fte(0))
    funded = {recipient: fte if fte >= least else Fte(0) for recipient, fte in shares.items()}
    if rule.threshold.pool is None or below < least:
        return funded, below
    return {**funded, rule.threshold.pool: below}, Fte(0)


def fill(
    total: Fraction, weights: list[Fraction], bounds: list[tuple[Fraction, Fraction]]
) -> list[Fraction]:
    """Return amounts that add up to `total`: each the median of its bounds and weight times level.

    A weight of zero gets its lower bound.

    Raises
    ------
    InvalidValueError
        If the total lies outside the sums of the bounds.
    """
    lows = [low for low, _ in bounds]
    highs = [high if weight else low for weight, (low, high) in zip(weights, bounds, strict=True)]
    if not sum(lows) <= total <= sum(highs):
        rule = f"lies outside the sums of the bounds, {Fte(sum(lows))} and {Fte(sum(highs))} VZÄ"
        raise InvalidValueError("total", Fte(total), rule, "change the total or the bounds")
    free = [place for place, low in enumerate(lows) if low < highs[place]]
    rest = total - sum(low for place, low in enumerate(lows) if low == highs[place])
    if total in (sum(lows), sum(highs)):
        return lows if total == sum(lows) else highs
    slopes, _ = to_integers([weights[place] for place in free])
    amounts, scale = to_integers(
        [rest, *(lows[place] for place in free), *(highs[place] for place in free)]
    )
    whole, *edges = amounts
    lower, upper = edges[: len(free)], edges[len(free) :]
    level = Fraction(*Filling([0] * len(free), slopes, lower, upper).level(whole))
    filled = list(lows)
    for place, slope, low, high in zip(free, slopes, lower, upper, strict=True):
        filled[place] = min(max(slope * level, Fraction(low)), Fraction(high)) / scale
    return filled


def _members(
    municipalities: tuple[Municipality, ...], rule: AllocationRule
) -> dict[str, tuple[str, ...]]:
    """Return the recipients with their municipalities, in the order of these."""
    check_own_ids({f"rule.{at}": name for at, name in rule.own_ids.items()}, municipalities)
    named = {f"opted_out[{index}]": ags for index, ags in enumerate(rule.opted_out)}
    named |= members_of("pools", rule.pools)
    check_municipalities({f"rule.{at}": ags for at, ags in named.items()}, municipalities)
    pool_of = {ags: pool for pool in rule.pools for ags in pool.members}
    members: dict[str, tuple[str, ...]] = {}
    for each in municipalities:
        if each.ags in rule.opted_out:
            continue
        pool = pool_of.get(each.ags)
        if pool is None:
            members[each.ags] = (each.ags,)
        else:
            members[pool.id] = pool.members
    return members
