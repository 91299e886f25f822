"""Allocations beside one another: over the years, by method, and against small changes."""

from collections.abc import Iterable, Sequence
from enum import Enum

from attrs import define, evolve

from kim_model._mapping import FrozenMapping
from kim_model.allocation.allocate import allocate
from kim_model.allocation.allocation import Allocation
from kim_model.allocation.keys import KeyFigures, WeightedKey
from kim_model.allocation.rule import AllocationRule
from kim_model.apportionment import Method, Sensitivity, TieError, sensitivity
from kim_model.errors import InvalidValueError, MissingDataError, listed
from kim_model.explain import Attribution, attribute
from kim_model.municipalities import Municipality
from kim_model.values import ExactNumber, Fte
from kim_model.values._field import checked, require, require_each
from kim_model.values._marks import NonNegativeFte, RecipientId, Unique


class Cause(Enum):
    """Why shares differ between two allocations (Ursache)."""

    TOTAL = "total"
    """More or fewer posts are distributed."""
    RULE = "rule"
    """The rule changed, the earlier shares that it limits changes against, or the order of ties."""
    KEY = "key"
    """The key figures changed, or the municipalities."""
    STATED = "stated"
    """A source states the shares of one of them, so that nothing else can be told apart."""


def compare_allocations(
    earlier: Allocation, later: Allocation, order: Sequence[Cause] = ()
) -> Attribution[Cause, FrozenMapping[str, Fte]]:
    """Return who gains and loses between two allocations, cause by cause.

    Starting from the earlier allocation, the causes change to what they are in the later one, in
    the stated order, and after each the shares are computed anew. A difference says by how much
    each recipient's share changes, in VZÄ.

    Parameters
    ----------
    earlier, later
        Two allocations. If a source states one of them, it cannot be computed anew, and the whole
        difference has one cause: `Cause.STATED`.
    order
        The causes, each at most once; those not named follow in the order of `Cause`.

    Raises
    ------
    TieError
        If a step between the two ties, and the order given for ties does not decide it.
    InvalidValueError
        If a step between the two has no answer, such as the new total in the old step; another
        order may have one. Also for a cause that cannot be told apart here.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> earlier, later = (
    ...     allocate(posts, kreis.municipalities, nrw.population(kreis), rule) for posts in (12, 14)
    ... )
    >>> change = compare_allocations(earlier, later)
    >>> change.steps[0].cause.value, change.difference["05162024"]
    ('total', Fte('0.5'))
    """
    require("earlier", earlier, Allocation)
    require("later", later, Allocation)
    first = require_each("order", order, Cause, Unique("a cause"))
    stated = earlier.rule is None or later.rule is None
    told_apart = [cause for cause in Cause if (cause is Cause.STATED) == stated]
    for index, cause in enumerate(first):
        if cause not in told_apart:
            rule = f"is not one of {', '.join(each.value for each in told_apart)} here"
            raise InvalidValueError(f"order[{index}]", cause, rule, "leave it out")
    causes = (*first, *(cause for cause in told_apart if cause not in first))

    def following(current: Allocation, cause: Cause) -> Allocation:
        try:
            return _with(cause, current, later)
        except (InvalidValueError, MissingDataError) as error:
            rule = f"leads to a step without an answer ({error})"
            named = [each.value for each in causes]
            raise InvalidValueError("order", named, rule, "state another order") from None

    found = attribute(earlier, causes, following, _difference)
    # Computed anew, nobody has a share by agreement alone; in the later allocation somebody may.
    return evolve(found, difference=_difference(earlier, later))


def _with(cause: Cause, current: Allocation, later: Allocation) -> Allocation:
    """Return the current allocation with one cause taken from the later one."""
    if current.figures is None or current.rule is None:
        return later
    if later.figures is None or later.rule is None:
        return later
    towns, figures = current.municipalities, current.figures
    if cause is Cause.KEY:
        towns, figures = later.municipalities, later.figures
    rule, order, of = current.rule, current.tie_break, current
    if cause is Cause.RULE:
        rule, order, of = later.rule, later.tie_break, later
    total = (later if cause is Cause.TOTAL else current).total
    before = (
        None
        if of.previous is None
        else Allocation.from_stated(
            sum(of.previous.values(), Fte(0)), of.previous, pools=of.previous_pools
        )
    )
    return allocate(total, towns, figures, rule, previous=before, tie_break=order)


def _difference(earlier: Allocation, later: Allocation) -> FrozenMapping[str, Fte]:
    recipients = dict.fromkeys((*earlier.shares, *later.shares))
    return FrozenMapping({each: _fte(later, each) - _fte(earlier, each) for each in recipients})


def _fte(allocation: Allocation, recipient: str) -> Fte:
    share = allocation.shares.get(recipient)
    return Fte(0) if share is None else share.fte


@define(frozen=True, kw_only=True, field_transformer=checked)
class MethodResult:
    """What one method gives, and how far that is from the ideal (Verfahrensvergleich).

    Parameters
    ----------
    method
        The method.
    allocation
        What it gives; None where it ties or is refused.
    tied
        The recipients that tie; empty where none do.
    distance
        What falls short of the ideal shares together, in VZÄ: what would have to move to reach
        them; None without an allocation.
    largest
        The largest difference of any recipient, in VZÄ; None without an allocation.
    refusal
        Why the method has no answer here, such as too few posts for a step each; None where it has
        one, or ties.
    """

    method: Method
    allocation: Allocation | None = None
    tied: tuple[str, ...] = ()
    distance: NonNegativeFte | None = None
    largest: NonNegativeFte | None = None
    refusal: str | None = None


def methods_side_by_side(
    total: Fte | ExactNumber,
    municipalities: Iterable[Municipality],
    figures: KeyFigures | WeightedKey,
    rule: AllocationRule,
    *,
    previous: Allocation | None = None,
    tie_break: Sequence[str] | None = None,
) -> tuple[MethodResult, ...]:
    """Return what each method would give under an otherwise unchanged rule.

    Parameters
    ----------
    total, municipalities, figures, previous, tie_break
        As for `allocate`.
    rule
        The rule; its method is replaced by each in turn.

    Raises
    ------
    MissingDataError, InvalidValueError
        As `allocate` does, where no method has an answer.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> results = methods_side_by_side("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> [result.allocation.shares["05162024"].fte for result in results][:3]
    [Fte('4.5'), Fte('4.5'), Fte('5')]
    """
    require("rule", rule, AllocationRule)
    towns = require_each("municipalities", municipalities, Municipality)
    results: list[MethodResult] = []
    refused: list[InvalidValueError] = []
    for method in Method:
        asked = evolve(rule, method=method)
        try:
            allocation = allocate(
                total, towns, figures, asked, previous=previous, tie_break=tie_break
            )
        except TieError as error:
            results.append(MethodResult(method=method, tied=tuple(map(str, error.keys))))
        except InvalidValueError as error:
            refused.append(error)
            results.append(MethodResult(method=method, refusal=str(error)))
        else:
            results.append(_measured(method, allocation))
    if len(refused) == len(results):
        raise refused[0]
    return tuple(results)


def _measured(method: Method, allocation: Allocation) -> MethodResult:
    differences = [each.difference or Fte(0) for each in allocation.shares.values()]
    return MethodResult(
        method=method,
        allocation=allocation,
        distance=sum((-each for each in differences if each < Fte(0)), Fte(0)),
        largest=max(map(abs, differences), default=Fte(0)),
    )


def robustness(allocation: Allocation, recipient: str) -> Sensitivity[str]:
    """Return how many persons more or fewer would move a step of a recipient (Robustheit).

    It is about the share before any funding threshold. All other counts stay. For a pool the
    persons are those of its members together; for a key of several figures there is a threshold of
    the key's part, but no number of persons.

    Parameters
    ----------
    allocation
        A computed allocation whose shares are rounded.
    recipient
        The AGS, or the id of a pool.

    Raises
    ------
    MissingDataError
        If the shares are stated, or not rounded.
    InvalidValueError
        If the recipient has no part in the key.

    Examples
    --------
    >>> from kim_model import nrw
    >>> kreis = nrw.district("05162")
    >>> rule = AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
    >>> allocation = allocate("14", kreis.municipalities, nrw.population(kreis), rule)
    >>> robustness(allocation, "05162024").gain.persons
    1721
    """
    require("allocation", allocation, Allocation)
    require("recipient", recipient, RecipientId)
    apportionment = allocation.apportionment
    if apportionment is None:
        missing = ("apportionment",)
        raise MissingDataError("stated or unrounded shares have no steps that could move", missing)
    if recipient not in apportionment.seats:
        remedy = f"name one of {listed(apportionment.seats)}"
        raise InvalidValueError("recipient", recipient, "has no part in the key", remedy)
    return sensitivity(apportionment, recipient)
