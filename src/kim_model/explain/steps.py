"""The steps from which derivations are built: each computes a value and keeps what it came from."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kim_model.errors import InvalidValueError
from kim_model.explain.cut import StepCut
from kim_model.explain.derivation import Derivation, computed
from kim_model.explain.operations import Operation, Q
from kim_model.values import (
    Citation,
    Euro,
    EuroPerPost,
    Evidence,
    ExactEuro,
    Fte,
    PartYearRule,
    Period,
    Rounding,
    YearPart,
)
from kim_model.values._field import require, require_each


def given(
    label: str,
    value: Q,
    *,
    of: str | None = None,
    citation: Citation | None = None,
    evidence: Evidence | None = None,
) -> Derivation[Q]:
    """Return the derivation of a value that a source states.

    Here as in every step, `of` says what the label is of, such as the id of a position.

    Examples
    --------
    >>> from kim_model.values import Fte
    >>> given("filled", Fte(1), of="cm-1").to_text("de")
    'besetzt (cm-1): 1 VZÄ (Belegstärke unbekannt)'
    """
    return Derivation(label=label, value=value, of=of, citation=citation, evidence=evidence)


def total(label: str, operands: Sequence[Derivation[Q]], *, of: str | None = None) -> Derivation[Q]:
    """Return the sum of at least one operand, all of one kind (Summe).

    Raises
    ------
    VerificationError
        If they are of different kinds.

    Examples
    --------
    >>> from kim_model.values import Fte
    >>> money: Derivation[Any] = given("money", Euro(1))
    >>> total("nonsense", [money, given("posts", Fte(1))])
    Traceback (most recent call last):
        ...
    kim_model.errors.VerificationError: nonsense: unsupported operand type(s) for +: 'Euro' and...
    """
    parts = require_each("operands", operands, Derivation)
    return computed(label, Operation.TOTAL, parts, of=of)


def difference(
    label: str, minuend: Derivation[Q], *subtrahends: Derivation[Q], of: str | None = None
) -> Derivation[Q]:
    """Return the minuend less the subtrahends (Differenz)."""
    require("minuend", minuend, Derivation)
    require_each("subtrahends", subtrahends, Derivation)
    return computed(label, Operation.DIFFERENCE, (minuend, *subtrahends), of=of)


def product(
    label: str,
    operand: Derivation[Q],
    factor: Derivation[int] | Derivation[Fraction],
    *,
    of: str | None = None,
) -> Derivation[Q]:
    """Return a quantity times a pure number (Produkt).

    Raises
    ------
    VerificationError
        If the factor is not a pure number; `amount` multiplies a rate by posts and time.
    """
    require("operand", operand, Derivation)
    require("factor", factor, Derivation)
    return computed(label, Operation.PRODUCT, (operand, factor), of=of)


def amount(
    label: str,
    rate: Derivation[EuroPerPost],
    posts: Derivation[Fte],
    time: Derivation[Fraction] | None = None,
) -> Derivation[ExactEuro]:
    """Return the exact amount of money that a rate, posts, and a time give (Betrag).

    Parameters
    ----------
    label
        What the amount is.
    rate
        What is paid per post; for a rate per half post a full post counts twice.
    posts
        The posts in VZÄ.
    time
        For how many years, as `part_of_year` gives them; exactly where the rate is paid per year.

    Raises
    ------
    VerificationError
        If the operands are of other kinds, or if a time is missing or has no place.

    Examples
    --------
    >>> from kim_model.values import RateUnit
    >>> rate = given("rate", EuroPerPost("57000", RateUnit.FULL_POST_AND_YEAR))
    >>> posts, time = given("posts", Fte(18)), part_of_year("time", Period.of_year(2023))
    >>> amount("due", rate, posts, time).verify()
    ExactEuro('1026000')
    >>> amount("due", rate, posts)
    Traceback (most recent call last):
        ...
    kim_model.errors.VerificationError: due: RateUnit.FULL_POST_AND_YEAR needs a time
    """
    require("rate", rate, Derivation)
    require("posts", posts, Derivation)
    require("time", time, Derivation | None)
    operands: list[Derivation[Any]] = [rate, posts, *([] if time is None else [time])]
    return computed(label, Operation.AMOUNT, operands)


def accrued(
    label: str,
    principal: Derivation[Euro],
    percent: Derivation[Fraction],
    time: Derivation[Fraction],
) -> Derivation[ExactEuro]:
    """Return the exact interest on an amount, at percent a year, for a time (Zinsen).

    Raises
    ------
    VerificationError
        If the operands are of other kinds.

    Examples
    --------
    >>> owed, percent = given("owed", Euro(1000)), given("percent", Fraction("4.5"))
    >>> accrued("interest", owed, percent, part_of_year("time", Period.of_year(2023))).verify()
    ExactEuro('45')
    """
    require("principal", principal, Derivation)
    require("percent", percent, Derivation)
    require("time", time, Derivation)
    return computed(label, Operation.INTEREST, (principal, percent, time))


def ratio(
    label: str, part: Derivation[Q], whole: Derivation[Q], *, of: str | None = None
) -> Derivation[Fraction]:
    """Return the part as a share of a whole of the same kind (Anteil).

    Raises
    ------
    VerificationError
        If the whole is zero, or of another kind.
    """
    require("part", part, Derivation)
    require("whole", whole, Derivation)
    return computed(label, Operation.RATIO, (part, whole), of=of)


def least(label: str, *operands: Derivation[Q], of: str | None = None) -> Derivation[Q]:
    """Return the least of the operands, all of one kind: a ceiling applied (Höchstgrenze)."""
    require_each("operands", operands, Derivation)
    return computed(label, Operation.LEAST, operands, of=of)


def greatest(label: str, *operands: Derivation[Q], of: str | None = None) -> Derivation[Q]:
    """Return the greatest of the operands, all of one kind (Mindestgrenze)."""
    require_each("operands", operands, Derivation)
    return computed(label, Operation.GREATEST, operands, of=of)


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
    require("exact_amount", exact_amount, Derivation)
    require("rounding", rounding, Rounding)
    try:
        return computed(
            label, Operation.ROUNDED, (exact_amount,), policy=rounding, citation=citation
        )
    except InvalidValueError as error:
        raise error.within(label) from None


def apportioned(
    label: str,
    ideal: Derivation[Fte],
    cut: StepCut,
    *,
    of: str | None = None,
    citation: Citation | None = None,
) -> Derivation[Fte]:
    """Return an ideal share in whole steps, by a method of apportionment (Zuteilung in Schritten).

    Raises
    ------
    VerificationError
        If the ideal share is not in VZÄ.

    Examples
    --------
    >>> from kim_model.apportionment import Method
    >>> ideal = given("ideal", Fte("1.2"))
    >>> cut = StepCut(method=Method.DHONDT, step=Fte("0.5"), cut=Fraction(1), most=28)
    >>> apportioned("share", ideal, cut).verify()
    Fte('1')
    """
    require("ideal", ideal, Derivation)
    require("cut", cut, StepCut)
    return computed(label, Operation.APPORTIONED, (ideal,), of=of, policy=cut, citation=citation)


def settled(
    label: str,
    parts: Sequence[Derivation[ExactEuro]],
    rounding: Rounding,
    *,
    citation: Citation | None = None,
) -> tuple[Derivation[Euro], ...]:
    """Return parts rounded so that they add up to their rounded sum (kumulierte Differenz).

    Each part is the rounded sum up to it less the rounded sum before it, in the order given: it
    says who gets the cent. What a part is of, so is what it comes to.

    Examples
    --------
    >>> thirds = [given("third", ExactEuro("1/3"))] * 3
    >>> [str(each.verify()) for each in settled("paid", thirds, Rounding.CENT_HALF_UP)]
    ['0.33', '0.34', '0.33']
    """
    found = require_each("parts", parts, Derivation)
    require("rounding", rounding, Rounding)
    sums = [computed("sum", Operation.TOTAL, found[: index + 1]) for index in range(len(found))]
    paid = [rounded("rounded_sum", each, rounding, citation=citation) for each in sums]
    return tuple(
        total(label, [upto], of=part.of)
        if before is None
        else difference(label, upto, before, of=part.of)
        for part, upto, before in zip(found, paid, [None, *paid][: len(paid)], strict=True)
    )


def part_of_year(
    label: str, period: Period, rule: PartYearRule | None = None
) -> Derivation[Fraction]:
    """Return a period as a part of a year, or as years, under a rule (Teil eines Jahres).

    Raises
    ------
    MissingDataError
        If the period is not whole calendar years and there is no rule.

    Examples
    --------
    >>> part_of_year("time", Period.of_year(2023)).value
    Fraction(1, 1)
    """
    require("period", period, Period)
    require("rule", rule, PartYearRule | None)
    policy = YearPart(period=Period(period.first_day, period.last_day), rule=rule)
    return computed(label, Operation.PART_OF_YEAR, (), policy=policy)
