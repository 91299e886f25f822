"""The operations: how a value follows from other values, and what each operation needs."""

import operator
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias, TypeVar

from kim_model.errors import InvalidValueError
from kim_model.explain.cut import StepCut
from kim_model.values import Euro, EuroPerPost, ExactEuro, Fte, Rounding, YearPart
from kim_model.values._field import number_of
from kim_model.values.numbers import MOST_DIGITS

Quantity: TypeAlias = Fte | Euro | ExactEuro | int | Fraction | EuroPerPost
"""What a derivation can explain: posts, money, a count, a pure number, or a rate."""

Q = TypeVar("Q", bound=Quantity)
Q_co = TypeVar("Q_co", bound=Quantity, covariant=True)

Policy: TypeAlias = Rounding | YearPart | StepCut
"""What some operations need beside operands: how to round, which part of a year, which cut."""


class Operation(Enum):
    """How a value follows from its operands (Rechenschritt)."""

    GIVEN = "given"
    """Taken from a source; there are no operands."""
    TOTAL = "total"
    """The sum (Summe)."""
    DIFFERENCE = "difference"
    """The first operand less all others (Differenz)."""
    PRODUCT = "product"
    """A quantity times pure numbers (Produkt)."""
    AMOUNT = "amount"
    """A rate times posts and, where it is paid per year, times years (Betrag)."""
    INTEREST = "interest"
    """An amount of money times percent a year times years (Zinsen)."""
    RATIO = "ratio"
    """The first operand as a share of the second, of the same kind (Anteil)."""
    LEAST = "least"
    """The least of the operands (Höchstgrenze): a ceiling against what was spent."""
    GREATEST = "greatest"
    """The greatest of the operands (Mindestgrenze): a repayment, but none below 0."""
    ROUNDED = "rounded"
    """The operand, rounded by a policy with a name (Rundung)."""
    APPORTIONED = "apportioned"
    """The operand, an ideal share, in whole steps by a method of apportionment (Zuteilung)."""
    PART_OF_YEAR = "part_of_year"
    """A period as a part of a year under a rule (Teil eines Jahres); there are no operands."""

    @property
    def has_operands(self) -> bool:
        """Whether a value follows from others by it."""
        return self not in {Operation.GIVEN, Operation.PART_OF_YEAR}

    @property
    def policy(self) -> type[Policy] | None:
        """The type of the policy that it needs; None for most."""
        return _POLICIES.get(self)


_POLICIES: Mapping[Operation, type[Policy]] = {
    Operation.ROUNDED: Rounding,
    Operation.PART_OF_YEAR: YearPart,
    Operation.APPORTIONED: StepCut,
}


def value_of(operation: Operation, values: Sequence[Any], policy: Policy | None) -> Any:  # noqa: ANN401 - of any kind
    """Return the value that an operation gives.

    Raises
    ------
    TypeError, ZeroDivisionError
        If the values cannot be combined in this way.
    InvalidValueError
        If there are parts of a cent that may not be rounded away, or far more digits than can be
        written.
    """
    least, most = _OPERANDS.get(operation, (1, None))
    if len(values) < least or (most is not None and len(values) > most):
        wanted = f"{least}" if least == most else f"{least} or more"
        raise TypeError(f"{operation} of {len(values)} operands, not {wanted}")
    if isinstance(policy, YearPart):
        return policy.years
    if isinstance(policy, Rounding):
        return policy.to_euro(values[0])
    if isinstance(policy, StepCut):
        return policy.of(values[0])
    if operation is Operation.AMOUNT:
        return _amount(*values)
    if operation is Operation.INTEREST:
        return _writable(_interest(*values))
    combine = _COMPUTE[operation]
    return reduce(lambda one, other: _writable(combine(one, other)), values)


def _writable(value: Any) -> Any:  # noqa: ANN401 - of any kind
    """Return a value, unless it has many times the digits of any that can be written.

    Each step with such a number would take longer than the one before.
    """
    number = number_of(value.amount if isinstance(value, EuroPerPost) else value)
    bits = max(number.numerator.bit_length(), number.denominator.bit_length())
    if bits > 4 * MOST_DIGITS:
        rule = "bits are more than any number has that can be written"
        raise InvalidValueError("operands", bits, rule, "round them")
    return value


def _amount(rate: Quantity, posts: Quantity, *time: Quantity) -> ExactEuro:
    if not isinstance(rate, EuroPerPost):
        raise TypeError(f"{rate!r} is not a EuroPerPost")
    if not isinstance(posts, Fte):
        raise TypeError(f"{posts!r} is not an Fte to multiply a rate by")
    if rate.unit.is_per_year != bool(time):
        raise TypeError(f"{rate.unit} {'needs a' if rate.unit.is_per_year else 'has no'} time")
    years = time[0] if time else Fraction(1)
    if not isinstance(years, Fraction):
        raise TypeError(f"{years!r} is not a Fraction of years")
    return ExactEuro(rate.amount) * (rate.unit.posts(posts) * years)


def _interest(principal: Quantity, percent: Quantity, years: Quantity) -> ExactEuro:
    if not isinstance(principal, Euro | ExactEuro):
        raise TypeError(f"{principal!r} is not an amount of money")
    if not isinstance(percent, int | Fraction) or not isinstance(years, int | Fraction):
        raise TypeError(f"{percent!r} and {years!r} are not pure numbers: percent, and years")
    return ExactEuro(principal) * (Fraction(percent) / 100 * years)


def _plus(one: Any, other: Any) -> Any:  # noqa: ANN401 - of any kind
    # A bare 0 is nothing to add to posts or money, although `sum` begins with one.
    if isinstance(one, int | Fraction) and not isinstance(other, int | Fraction):
        names = f"'{type(one).__name__}' and '{type(other).__name__}'"
        raise TypeError(f"unsupported operand type(s) for +: {names}")
    return one + other


def _times(quantity: Any, factor: Quantity) -> Any:  # noqa: ANN401 - of any kind
    if not isinstance(factor, int | Fraction):
        raise TypeError(f"{factor!r} is not a pure number to multiply by")
    return quantity * factor  # a Euro refuses what leaves parts of a cent


def _share(part: Any, whole: Any) -> Fraction:  # noqa: ANN401 - of any kind
    if isinstance(part, int | Fraction) and isinstance(whole, int | Fraction):
        return Fraction(part) / whole
    if type(part) is not type(whole):
        raise TypeError(f"{part!r} is not a share of {whole!r}")
    share: Fraction = part / whole
    return share


_COMPUTE: Mapping[Operation, Callable[[Any, Any], Any]] = {
    Operation.TOTAL: _plus,
    Operation.DIFFERENCE: operator.sub,
    Operation.PRODUCT: _times,
    Operation.RATIO: _share,
    Operation.LEAST: min,
    Operation.GREATEST: max,
}
_OPERANDS: Mapping[Operation, tuple[int, int | None]] = {
    Operation.GIVEN: (0, 0),
    Operation.PART_OF_YEAR: (0, 0),
    Operation.DIFFERENCE: (2, None),
    Operation.AMOUNT: (2, 3),
    Operation.INTEREST: (3, 3),
    Operation.RATIO: (2, 2),
    Operation.ROUNDED: (1, 1),
    Operation.APPORTIONED: (1, 1),
}
"""How many operands an operation has, at least and at most; any other has one or more."""
