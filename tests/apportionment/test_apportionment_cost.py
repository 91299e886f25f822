"""Cost by counting, not by the clock: signposts looked at, and modules loaded."""

import subprocess
import sys

import pytest

from kim_model.apportionment import DivisorMethod, Method, apportion


class Counting:
    """Signposts that count how often they are asked for."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, n: int) -> int:
        self.count += 1
        return n + 1


@pytest.mark.parametrize("maximum", [{}, {0: 1, 1: 5}])
@pytest.mark.parametrize("units", [10**4, 10**9, 10**30])
def test_cost_does_not_grow_with_the_units(units: int, maximum: dict[int, int]) -> None:
    """Also not where most units have to be given to others than their quotas say."""
    counting = Counting()
    weights = {key: 7 * 10**5 + key * key for key in range(2, 500)} | {0: 10**40, 1: 10**30}
    method = DivisorMethod("counting", counting)
    result = apportion(units, weights, method, maximum=maximum, tie_break=list(weights))
    assert sum(result.seats.values()) == units
    assert counting.count < 20 * len(weights)


@pytest.mark.parametrize("method", list(Method))
def test_bounds_that_move_most_units(method: Method) -> None:
    """A key with almost all weight and a maximum of 3: the others share a number of 30 digits."""
    weights = {key: 10**6 + key for key in range(300)} | {-1: 10**60}
    result = apportion(10**30, weights, method, maximum={-1: 3}, minimum={0: 10**29})
    assert result.seats[-1] == 3
    assert result.verify()


def test_importing_stays_light() -> None:
    """Neither what other parts of the library need, nor sensitivity and measures, load with it."""
    program = (
        "import sys, kim_model.apportionment as a; print(*sorted(sys.modules));"
        "assert all(hasattr(a, name) for name in a.__all__);"
        "assert not hasattr(a, 'unknown')"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "kim_model.apportionment.solve" in loaded
    assert not loaded & {"cattrs", "hypothesis", "dateutil", "numpy", "pandas"}
    assert not loaded & {f"kim_model.apportionment.{name}" for name in ("measures", "thresholds")}
