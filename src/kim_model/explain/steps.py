"""The steps from which derivations are built: each computes a value and keeps what it came from."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar, cast

from kim_model.errors import InvalidValueError, VerificationError
from kim_model.explain.derivation import Derivation, Operation, computed
from kim_model.values import (
    Citation,
    Euro,
    Evidence,
    ExactEuro,
    PartYearRule,
    Period,
    Rounding,
    YearPart,
    units,
)
from kim_model.values.units import Measured, Quantity

Q = TypeVar("Q", bound=Quantity)


def given(
    label: str, value: Q, *, citation: Citation | None = None, evidence: Evidence | None = None
) -> Derivation[Q]:
    """Return the derivation of a value that a source states."""
    return Derivation(label=label, value=value, citation=citation, evidence=evidence)


def total(label: str, operands: Sequence[Derivation[Q]]) -> Derivation[Q]:
    """Return the sum of at least one operand, all of one kind (Summe).

    Raises
    ------
    VerificationError
        If their units cannot be added.

    Examples
    --------
    >>> from kim_model.values import Fte
    >>> money: Derivation[Any] = given("money", Euro(1))
    >>> total("nonsense", [money, given("posts", Fte(1))])
    Traceback (most recent call last):
        ...
    kim_model.errors.VerificationError: nonsense: unsupported operand type(s) for +: 'Euro' and...
    """
    return computed(label, Operation.TOTAL, operands)


def difference(label: str, minuend: Derivation[Q], *subtrahends: Derivation[Q]) -> Derivation[Q]:
    """Return the minuend less the subtrahends (Differenz)."""
    return computed(label, Operation.DIFFERENCE, (minuend, *subtrahends))


def product(
    label: str, operand: Derivation[Q], factor: "Derivation[int] | Derivation[Fraction]"
) -> Derivation[Q]:
    """Return a quantity times a pure number (Produkt).

    Raises
    ------
    VerificationError
        If the factor has a unit; `amount` multiplies those.
    """
    if factor.unit != units.NUMBER:
        raise VerificationError(f"{label}: {factor.unit} is no unit of a pure number")
    return computed(label, Operation.PRODUCT, (operand, factor))


def amount(
    label: str, *factors: Derivation[Any], citation: Citation | None = None
) -> Derivation[ExactEuro]:
    """Return the exact amount of money that a rate, a number of posts and a time give (Betrag).

    Parameters
    ----------
    label
        What the amount is.
    factors
        Quantities whose units multiply to euro.
    citation
        Where the rule of the step can be read.

    Raises
    ------
    VerificationError
        If the units of the factors do not multiply to euro.

    Examples
    --------
    >>> from kim_model.values import Fte
    >>> rate = given("rate", units.Measured("57000", units.EURO / (units.FTE * units.YEAR)))
    >>> time = part_of_year("time", Period.of_year(2023))
    >>> amount("due", rate, given("posts", Fte(18)), time).verify()
    ExactEuro('1026000')
    >>> amount("due", rate, time)
    Traceback (most recent call last):
        ...
    kim_model.errors.VerificationError: due: the factors give EUR/VZÄ, not EUR
    """
    result = computed(label, Operation.PRODUCT, factors, citation=citation)
    if not isinstance(result.value, ExactEuro):
        raise VerificationError(f"{label}: the factors give {result.unit}, not EUR")
    return result


def quotient(label: str, dividend: Derivation[Any], divisor: Derivation[Any]) -> Derivation[Any]:
    """Return a quantity divided by another; their units are divided too (Quotient).

    Raises
    ------
    VerificationError
        If the divisor is zero.
    """
    return computed(label, Operation.RATIO, (dividend, divisor))


def ratio(label: str, part: Derivation[Q], whole: Derivation[Q]) -> Derivation[Fraction]:
    """Return the part as a share of a whole of the same kind (Anteil).

    Raises
    ------
    VerificationError
        If the whole is zero, or of another kind.
    """
    if part.unit != whole.unit:
        raise VerificationError(f"{label}: {part.unit} is no share of {whole.unit}")
    return quotient(label, part, whole)


def least(label: str, *operands: Derivation[Q]) -> Derivation[Q]:
    """Return the least of the operands, all of one kind: a ceiling applied (Höchstgrenze)."""
    return computed(label, Operation.LEAST, operands)


def greatest(label: str, *operands: Derivation[Q]) -> Derivation[Q]:
    """Return the greatest of the operands, all of one kind (Mindestgrenze)."""
    return computed(label, Operation.GREATEST, operands)


def rounded(
    label: str,
    exact_amount: Derivation[ExactEuro],
    rounding: Rounding,
    *,
    citation: Citation | None = None,
) -> Derivation[Euro]:
    """Return an exact amount in whole cents, rounded by a policy with a name (Rundung).

    Raises
    ------
    InvalidValueError
        If the policy is `Rounding.EXACT` and there is a part of a cent.

    Examples
    --------
    >>> third = given("third", ExactEuro("1000/3"))
    >>> rounded("to pay", third, Rounding.CENT_HALF_UP).value
    Euro('333.33')
    """
    try:
        return computed(
            label, Operation.ROUNDED, (exact_amount,), policy=rounding, citation=citation
        )
    except InvalidValueError as error:
        raise error.within(label) from None


def settled(
    labels: Sequence[str],
    parts: Sequence[Derivation[ExactEuro]],
    rounding: Rounding,
    *,
    citation: Citation | None = None,
) -> tuple[Derivation[Euro], ...]:
    """Return parts rounded so that they add up to their rounded sum (kumulierte Differenz).

    As `kim_model.rounding.settle`: each part is the rounded sum up to it less the rounded sum
    before it, in the order given.

    Examples
    --------
    >>> thirds = [given("third", ExactEuro("1/3"))] * 3
    >>> [str(each.verify()) for each in settled("abc", thirds, Rounding.CENT_HALF_UP)]
    ['0.33', '0.34', '0.33']
    """
    sums = [total("sum", parts[: index + 1]) for index in range(len(parts))]
    paid = [rounded("rounded_sum", each, rounding, citation=citation) for each in sums]
    return tuple(
        total(label, [upto]) if before is None else difference(label, upto, before)
        for label, upto, before in zip(labels, paid, [None, *paid[:-1]], strict=True)
    )


def part_of_year(
    label: str, period: Period, rule: PartYearRule | None = None
) -> Derivation[Measured]:
    """Return a period as a part of a year, or as years, under a rule (Teil eines Jahres).

    Raises
    ------
    MissingDataError
        If the period is not whole calendar years and there is no rule.

    Examples
    --------
    >>> print(part_of_year("time", Period.of_year(2023)).value)
    1 year
    """
    policy = YearPart(period=Period(period.first_day, period.last_day), rule=rule)
    node = computed(label, Operation.PART_OF_YEAR, (), policy=policy)
    return cast("Derivation[Measured]", node)
