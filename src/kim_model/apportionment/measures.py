"""How far seats are from proportion, for one result or for several methods side by side.

All measures compare shares between 0 and 1: of the units (s) and of the weights (v).
Gallagher, Proportionality, disproportionality and electoral systems (Electoral Studies 10, 1991);
Loosemore and Hanby, The theoretical limits of maximum distortion (British Journal of Political
Science 1, 1971); Balinski and Young, Fair Representation (2nd edition 2001), chapter 10, on quota.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Generic, SupportsIndex, TypeVar

from attrs import frozen

from kim_model._mapping import FrozenMapping
from kim_model.apportionment.allocate import apportion
from kim_model.apportionment.inputs import Bound, Weight, whole
from kim_model.apportionment.methods import AnyMethod, DivisorMethod, Method, resolve
from kim_model.apportionment.result import Apportionment, checked_result
from kim_model.errors import InvalidTypeError, InvalidValueError

K = TypeVar("K", bound=Hashable)


@frozen(slots=False)
class QuotaViolation(Generic[K]):
    """A key with fewer units than its quota rounded down, or more than its quota rounded up.

    Attributes
    ----------
    key, seats
        The key and its units.
    quota
        Its ideal share of the units (German: Idealanspruch).
    """

    key: K
    seats: int
    quota: Fraction


@frozen(slots=False)
class Measures(Generic[K]):
    """Measures of disproportion; 0 everywhere means exact proportion.

    Attributes
    ----------
    quota_violations
        The keys outside their quota; also those that a bound puts there.
    gallagher_squared
        Half the sum of (s - v)², the square of the least squares index; `gallagher` shows it.
    loosemore_hanby
        Half the sum of |s - v|: the share of the units that would have to change hands.
    sainte_lague
        The sum of (s - v)² / v; None if a key of weight zero has units, which makes it infinite.
    """

    quota_violations: tuple[QuotaViolation[K], ...]
    gallagher_squared: Fraction
    loosemore_hanby: Fraction
    sainte_lague: Fraction | None

    def gallagher(self, places: int = 4) -> Decimal:
        """Return the Gallagher index, the root of `gallagher_squared`, rounded half up.

        It is a share, as all measures here; in percent it is a hundred times as much.

        Parameters
        ----------
        places
            How many decimal places to round to, 0 or more.
        """
        places = whole("places", places)
        if places < 0:
            raise InvalidValueError("places", places, "is below 0", "give 0 or more")
        half_units = isqrt(floor(self.gallagher_squared * 4 * 10 ** (2 * places)))
        return Decimal(f"{(half_units + 1) // 2}E-{places}")


def measure(result: Apportionment[K]) -> Measures[K]:
    """Return how far a result is from proportion.

    Raises
    ------
    InvalidValueError
        If there are no units or no weight, so that there are no shares to compare.

    Examples
    --------
    >>> measures = measure(apportion(5, {"A": 60, "B": 28, "C": 12}, "sainte_lague"))
    >>> measures.loosemore_hanby, measures.gallagher()
    (Fraction(2, 25), Decimal('0.0800'))
    """
    total = sum(checked_result(result).weights.values())
    if not result.units or not total:
        raise InvalidValueError(
            "result", result, "has no shares to compare", "give units, and weights above 0"
        )
    violations: list[QuotaViolation[K]] = []
    squares = Fraction(0)
    distances = Fraction(0)
    relative: Fraction | None = Fraction(0)
    for key, weight in result.weights.items():
        seats = result.seats[key]
        ideal = Fraction(weight) / total
        gap = abs(Fraction(seats, result.units) - ideal)
        quota = ideal * result.units
        if not floor(quota) <= seats <= ceil(quota):
            violations.append(QuotaViolation(key, seats, quota))
        squares += gap**2
        distances += gap
        if relative is not None and gap:
            relative = relative + gap**2 / ideal if ideal else None
    return Measures(tuple(violations), squares / 2, distances / 2, relative)


@frozen(slots=False)
class Comparison(Generic[K]):
    """One method's result beside its measures.

    Attributes
    ----------
    method
        The method.
    result
        What it gives.
    measures
        How far that is from proportion.
    """

    method: Method | DivisorMethod
    result: Apportionment[K]
    measures: Measures[K]


def compare_methods(
    units: SupportsIndex,
    weights: Mapping[K, Weight],
    methods: Iterable[AnyMethod] = tuple(Method),
    *,
    minimum: Bound[K] = 0,
    maximum: Bound[K] | None = None,
    tie_break: Sequence[K] | None = None,
    allow_zero: bool = False,
) -> Mapping[str, Comparison[K]]:
    """Return what several methods give for the same question, by the methods' names.

    Parameters
    ----------
    methods
        The methods to compare, by default all that have a name.
    units, weights, minimum, maximum, tie_break, allow_zero
        As for `apportion`.

    Raises
    ------
    InvalidTypeError, InvalidValueError, TieError
        As `apportion`, if one of the methods has no answer.

    Examples
    --------
    >>> rows = compare_methods(5, {"A": 60, "B": 28, "C": 12}, ["adams", "dhondt"])
    >>> for name, row in rows.items():
    ...     print(name, *row.result.seats.values(), row.measures.gallagher())
    adams 3 1 1 0.0800
    dhondt 4 1 0 0.1744
    """
    rows: dict[str, Comparison[K]] = {}
    if isinstance(methods, str) or not isinstance(methods, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - from callers without types
        raise InvalidTypeError("methods", methods, "is not several methods", "pass a list")
    for index, each in enumerate(methods):
        method = resolve(each, f"methods[{index}]")
        result = apportion(
            units,
            weights,
            method,
            minimum=minimum,
            maximum=maximum,
            tie_break=tie_break,
            allow_zero=allow_zero,
        )
        name = result.method.name if isinstance(result.method, DivisorMethod) else result.method
        rows[str(name)] = Comparison(result.method, result, measure(result))
    return FrozenMapping(rows)
