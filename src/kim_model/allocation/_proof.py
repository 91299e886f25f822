"""What proves the shares: properties that they must have, whatever computed them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from kim_model.allocation._sharing import Sharing
from kim_model.allocation.shares import Share
from kim_model.errors import VerificationError
from kim_model.values import Fte


def prove(question: Sharing, shares: Mapping[str, Share], lapsed: Fte) -> None:
    """Raise VerificationError unless shares answer the question, before anything was agreed.

    Ideal shares are in proportion to the key, and everything adds up. Before the threshold, shares
    in steps are those of an apportionment whose certificate proves it; for unrounded ones there is
    one level, see `level`. None differs more than allowed from what its municipalities had before.
    """
    before = question.shares()
    _add_up("the shares before the threshold", before.values(), question.shared)
    if question.rule.most_change is not None:
        _changed_little(question, before, question.rule.most_change)
    if question.rule.step is None:
        level(question, before)
    else:
        question.apportionment.verify()
        for recipient, steps in question.apportionment.seats.items():
            granted = question.rule.flat_share + question.rule.step * steps
            if before[recipient] != granted:
                raise VerificationError(
                    f"{recipient!r}: {before[recipient]} VZÄ are not the {granted} VZÄ that the "
                    "certificate proves"
                )
    weighed = sum(question.weights.values())
    for recipient, weight in question.weights.items():
        ideal = shares[recipient].ideal
        by_key = None if ideal is None else (ideal - question.rule.flat_share).value
        if by_key is None or by_key * weighed != weight * question.keyed.value:
            raise VerificationError(f"{recipient!r}: {ideal} VZÄ are not in proportion to the key")
    _add_up(
        "shares and what lapses", (lapsed, *(each.fte for each in shares.values())), question.total
    )


def _add_up(what: str, parts: Iterable[Fte], whole: Fte) -> None:
    found = sum(parts, Fte(0))
    if found != whole:
        raise VerificationError(f"{what} add up to {found} VZÄ, not to {whole} VZÄ")


def _changed_little(question: Sharing, shares: Mapping[str, Fte], most_change: Fte) -> None:
    """Check each share, but one at its guarantee or maximum, against what its members had."""
    rule = question.rule
    least = max(rule.guarantee, rule.flat_share)
    most = question.shared if rule.maximum is None else rule.maximum
    previous = question.previous or {}
    together: dict[str, Iterable[str]] = {each.id: each.members for each in question.previous_pools}
    holder = {ags: pool for pool, members in together.items() for ags in members}
    for recipient, members in question.members.items():
        holders = {holder.get(ags, ags) for ags in members}
        served = {ags for each in holders for ags in together.get(each, (each,))}
        if served != {*members} or not holders <= previous.keys():
            continue
        share, had = shares[recipient], sum((previous[each] for each in holders), Fte(0))
        if (share > had + most_change and share > least) or (
            share < had - most_change and share < most
        ):
            raise VerificationError(
                f"{recipient!r}: {share} VZÄ differ by more than {most_change} VZÄ from the {had} "
                "VZÄ before"
            )


def level(question: Sharing, shares: Mapping[str, Fte]) -> Fraction:
    """Return the VZÄ by the key, for each unit of its weight, of all shares between their bounds.

    At this level, whose share would be lower than its lower bound, or higher than its upper one,
    has that bound.

    Raises
    ------
    VerificationError
        If there is no such level.
    """
    at_least, at_most = [Fraction(0)], list[Fraction]()
    for recipient, weight in question.weights.items():
        share = shares[recipient]
        low, high = question.bounds(recipient)
        if not low <= share <= high or (share > low and not weight):
            raise VerificationError(
                f"{recipient!r}: {share} VZÄ lie outside its bounds, {low} to {high} VZÄ"
            )
        if not weight:
            continue
        by_key = (share - question.rule.flat_share).value / weight
        if share > low:
            at_least.append(by_key)
        if share < high:
            at_most.append(by_key)
    if max(at_least) > min(at_most, default=max(at_least)):
        raise VerificationError("the shares are not in proportion to the key between their bounds")
    return max(at_least)
