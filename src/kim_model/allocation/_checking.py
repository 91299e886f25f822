"""The checks of an allocation: that its shares are the expected ones, and its pools have some."""

from collections.abc import Container, Iterable, Mapping

from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import AllocationRule, Pool
from kim_model.allocation.shares import Adjustment, Share
from kim_model.errors import InvalidValueError, listed
from kim_model.municipalities import Ags, Municipality
from kim_model.values import ExactNumber, Fte
from kim_model.values._field import converted, require, unique
from kim_model.values._marks import NonNegativeFte
from kim_model.values.numbers import MOST_DIGITS


def added_up(shares: Mapping[str, Share]) -> Fte:
    """Return the sum of the shares; one of endless digits is refused before it takes hours."""
    whole = Fte(0)
    for share in shares.values():
        whole += share.fte
        if whole.value.denominator.bit_length() > 4 * MOST_DIGITS:
            rule, remedy = "shares add up to a number too long to write", "round them"
            raise InvalidValueError("Allocation.shares", len(shares), rule, remedy)
    return whole


def with_rest(
    total: Fte, shares: Mapping[str, Fte | ExactNumber], rest: str | None
) -> dict[str, Fte]:
    """Return stated shares, and what they leave of the total as that of the rest, if it has a line.

    Raises
    ------
    InvalidValueError
        If the shares exceed the total, or miss it and there is no line for the rest.
    """
    stated: dict[str, Fte] = {}
    for recipient, fte in shares.items():
        stated[recipient] = converted(f"shares[{recipient!r}]", fte, Fte)
        require(f"shares[{recipient!r}]", stated[recipient], NonNegativeFte)
    together = sum(stated.values(), Fte(0))
    if together > total:
        rule = f"is less than the shares have together, {together}"
        raise InvalidValueError("total", total, rule, "correct one of them")
    if rest is None and together != total:
        rule = f"is not the sum of the shares, {together}"
        raise InvalidValueError("total", total, rule, "name a line for the rest")
    if rest is None:
        return stated
    if rest in stated:
        raise InvalidValueError("rest", rest, "has a stated share already", "name another line")
    return {**stated, rest: total - together}


def receivers(adjustments: Iterable[Adjustment], shares: Container[str]) -> tuple[str, ...]:
    """Return those who receive without having a share, in the order of the adjustments."""
    found = dict.fromkeys(each.receiver for each in adjustments)
    return tuple(each for each in found if each not in shares)


def check_receivers(
    adjustments: Iterable[Adjustment],
    known: Container[str],
    shares: Iterable[str],
    pools: Iterable[Pool],
) -> None:
    """Raise InvalidValueError for a receiver that is not known, or has its share in a pool."""
    pool_of: dict[str, str] = {ags: pool.id for pool in pools for ags in pool.members}
    for index, each in enumerate(adjustments):
        place = f"adjustments[{index}].receiver"
        if each.receiver in pool_of:
            rule = f"has its share in the pool {pool_of[each.receiver]}"
            raise InvalidValueError(place, each.receiver, rule, "name the pool")
        if each.receiver not in known:
            rule = f"is not one of the recipients {listed(shares)}"
            raise InvalidValueError(place, each.receiver, rule, "correct it, or name it as new")


def check_lines(shares: Mapping[str, Share], expected: Mapping[str, Share]) -> None:
    """Raise InvalidValueError at the first number that is not the expected one."""
    for recipient in dict.fromkeys((*expected, *shares)):
        if recipient not in shares:
            rule = f"has no share; it would be {expected[recipient].fte} VZÄ"
            raise InvalidValueError("Allocation.shares", recipient, rule, "compute it again")
        found, place = shares[recipient], f"Allocation.shares[{recipient!r}]"
        if recipient not in expected:
            rule, remedy = "is the share of no recipient", "leave it out"
            raise InvalidValueError(f"{place}.fte", found.fte, rule, remedy)
        for name in ("fte", "ideal", "agreed"):
            value, wanted = getattr(found, name), getattr(expected[recipient], name)
            if value != wanted:
                rule = f"does not follow; it would be {'unknown' if wanted is None else wanted}"
                remedy = "compute it again, or record what was agreed"
                raise InvalidValueError(f"{place}.{name}", value, rule, remedy)


def check_key(
    figures: KeyFigures | WeightedKey | None,
    rule: AllocationRule | None,
    computed: Mapping[str, object],
    stated: Mapping[str, object],
) -> None:
    """Raise InvalidValueError unless a key and a rule are there, or neither of them.

    Some fields belong to computed shares only, others to stated ones.
    """
    broken = "is stated without a rule" if rule is None else "is stated beside a rule"
    for name, value in (computed if rule is None else stated).items():
        if value is not None and value not in ((), Fte(0)):
            raise InvalidValueError(f"Allocation.{name}", value, broken, "leave it out")
    if (figures is None) != (rule is None):
        name, other = ("figures", "rule") if figures is None else ("rule", "figures")
        missing = f"is missing beside {other}"
        raise InvalidValueError(f"Allocation.{name}", None, missing, "name both or neither")


def check_stated(
    shares: Mapping[str, Share],
    municipalities: tuple[Municipality, ...],
    pools: tuple[Pool, ...],
    rest: str | None,
) -> None:
    """Raise InvalidValueError unless the rest and each pool have a share, and no member of it."""
    if rest is not None and rest not in shares:
        raise InvalidValueError("Allocation.rest", rest, "has no share", "leave it out")
    check_pools("Allocation.stated_pools", pools, shares)
    ids = {f"Allocation.stated_pools[{i}].id": pool.id for i, pool in enumerate(pools)}
    check_own_ids(ids, municipalities)
    if municipalities:
        check_municipalities(members_of("Allocation.stated_pools", pools), municipalities)


def check_pools(at: str, pools: tuple[Pool, ...], shares: Container[str]) -> None:
    """Raise InvalidValueError unless each pool has a share, and no member of one has another."""
    members = members_of(at, pools)
    unique(at, members.values(), "a municipality")
    for index, pool in enumerate(pools):
        if pool.id not in shares:
            raise InvalidValueError(
                f"{at}[{index}].id", pool.id, "has no share", "state one for it"
            )
    for place, ags in members.items():
        if ags in shares:
            wrong, remedy = "has a share of its own", "leave it out of the pool"
            raise InvalidValueError(place, ags, wrong, remedy)


def members_of(place: str, pools: tuple[Pool, ...]) -> dict[str, Ags]:
    """Return the members of all pools by their places."""
    return {
        f"{place}[{index}].members[{number}]": ags
        for index, pool in enumerate(pools)
        for number, ags in enumerate(pool.members)
    }


def check_own_ids(ids: Mapping[str, str], municipalities: Iterable[Municipality]) -> None:
    """Raise InvalidValueError for an id, by its place, that is the AGS of a municipality."""
    known: set[str] = {each.ags for each in municipalities}
    for place, name in ids.items():
        if name in known:
            reason = "is the AGS of a municipality, which has a share of its own"
            raise InvalidValueError(place, name, reason, "use an id of its own")


def check_municipalities(named: Mapping[str, Ags], municipalities: Iterable[Municipality]) -> None:
    """Raise InvalidValueError for an AGS, by its place, of none of the municipalities."""
    known = {each.ags for each in municipalities}
    for place, ags in named.items():
        if ags not in known:
            raise InvalidValueError(place, ags, "is not one of the municipalities", "leave it out")
