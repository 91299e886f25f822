"""The checks of an allocation: that its shares are the expected ones, and its pools have some."""

from collections.abc import Container, Iterable, Mapping

from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import AllocationRule, Pool
from kim_model.allocation.shares import Adjustment, Share
from kim_model.errors import FieldError, InvalidValueError, listed
from kim_model.values import Fte
from kim_model.values._field import unique
from kim_model.values.quantities import MOST_DIGITS


def seen_from_allocation(error: FieldError) -> FieldError:
    """Return the error about one of its fields with its place; others know theirs."""
    return error if error.field[:1].isupper() else error.within("Allocation")


def added_up(shares: Mapping[str, Share]) -> Fte:
    """Return the sum of the shares; one of endless digits is refused before it takes hours."""
    whole = Fte(0)
    for share in shares.values():
        whole += share.fte
        if whole.value.denominator.bit_length() > 4 * MOST_DIGITS:
            rule, remedy = "shares add up to a number too long to write", "round them"
            raise InvalidValueError("Allocation.shares", len(shares), rule, remedy)
    return whole


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


def check_key(figures: KeyFigures | WeightedKey | None, rule: AllocationRule | None) -> None:
    """Raise InvalidValueError unless a key and a rule are there, or neither of them."""
    if (figures is None) != (rule is None):
        name, other = ("figures", "rule") if figures is None else ("rule", "figures")
        broken = f"is missing beside {other}"
        raise InvalidValueError(f"Allocation.{name}", None, broken, "name both or neither")


def check_stated(
    shares: Mapping[str, Share],
    rule: AllocationRule | None,
    pools: tuple[Pool, ...],
    rest: str | None,
) -> None:
    """Raise InvalidValueError unless the rest and each pool have a share, and no member of it."""
    if rule is not None and (pools or rest is not None):
        place = "Allocation.stated_pools" if pools else "Allocation.rest"
        raise InvalidValueError(place, pools or rest, "is stated beside a rule", "leave it out")
    if rest is not None and rest not in shares:
        raise InvalidValueError("Allocation.rest", rest, "has no share", "leave it out")
    members = (ags for pool in pools for ags in pool.members)
    unique("Allocation.stated_pools", members, "a municipality")
    for index, pool in enumerate(pools):
        place = f"Allocation.stated_pools[{index}]"
        if pool.id not in shares:
            raise InvalidValueError(f"{place}.id", pool.id, "has no share", "state one for it")
        for number, ags in enumerate(pool.members):
            if ags in shares:
                wrong, remedy = "has a share of its own", "leave it out of the pool"
                raise InvalidValueError(f"{place}.members[{number}]", ags, wrong, remedy)
