"""Questions to apportion: small enough for ties and for bounds that bite."""

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import assume, strategies as st

from kim_model.apportionment import Apportionment, Method, apportion
from kim_model.errors import KimError

T = TypeVar("T")

NEED_FIRST = (Method.ADAMS, Method.HUNTINGTON_HILL, Method.DEAN)
"""Methods that give every positive weight a first unit."""

methods = st.sampled_from(list(Method))
divisor_methods = st.sampled_from([each for each in Method if each != "largest_remainder"])
units = st.integers(0, 60)
whole_weights = st.integers(1, 30) | st.integers(1, 10**6) | st.integers(10**20, 10**20 + 50)
fractions = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
decimals = st.decimals(
    min_value=Decimal("0.001"), max_value=Decimal(1000), allow_nan=False, places=3
)


@st.composite
def weightings(
    draw: st.DrawFn, *, values: Any = whole_weights, zeros: bool = True, most: int = 8
) -> dict[str, Any]:
    """Weights by letters, now and then zero."""
    if zeros:
        values = values | st.just(0)
    numbers = draw(st.lists(values, min_size=1, max_size=most))
    return dict(zip("ABCDEFGHIJKL", numbers, strict=False))


@st.composite
def questions(
    draw: st.DrawFn, *, method: Any = methods, bounded: bool = True, values: Any = whole_weights
) -> dict[str, Any]:
    """Keyword arguments of `apportion`, with an order for ties; some are refused."""
    weights = draw(weightings(values=values))
    question: dict[str, Any] = {
        "units": draw(units),
        "weights": weights,
        "method": draw(method),
        "tie_break": draw(st.permutations(list(weights))),
        "allow_zero": draw(st.booleans()),
    }
    if bounded and draw(st.booleans()):
        question["minimum"] = draw(
            st.integers(0, 2) | st.dictionaries(st.sampled_from(list(weights)), st.integers(0, 9))
        )
    if bounded and draw(st.booleans()):
        question["maximum"] = draw(
            st.integers(0, 30) | st.dictionaries(st.sampled_from(list(weights)), st.integers(0, 20))
        )
    return question


def answered(question: dict[str, Any]) -> Apportionment[str]:
    """The result, or no example if the question is refused or ties without an order."""
    try:
        return apportion(**question)
    except KimError:
        assume(False)  # noqa: FBT003 - Hypothesis' own face
        raise


def bounds_of(result: Apportionment[str], key: str) -> tuple[int, int]:
    """The bounds of one key, with those that its weight of zero puts."""
    low = result.minimum if isinstance(result.minimum, int) else result.minimum.get(key, 0)
    high = result.maximum
    if high is not None and not isinstance(high, int):
        high = high.get(key)
    high = result.units if high is None else high
    return low, high if result.weights[key] else low


def pickled(value: T) -> T:
    """What arrives in another process."""
    copy: T = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own
    return copy
