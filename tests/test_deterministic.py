"""The same cases on every run, whichever tests run with them."""

import subprocess
import sys
from pathlib import Path

import kim_model as kim

TESTS = Path(__file__).parent
DRAW = """
from hashlib import sha256
import conftest
{imports}
from hypothesis import given, strategies as st

digest = sha256()

@given(st.integers(), st.text())
def draw(number, text):
    digest.update(repr((number, text)).encode())

draw()
print(digest.hexdigest())
"""


def drawn(imports: str) -> str:
    """Return a digest of what Hypothesis draws where these modules are loaded."""
    path = [str(TESTS), str(Path(kim.__file__).parents[1])]
    script = f"import sys; sys.path[:0] = {path}\n{DRAW.format(imports=imports)}"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=TESTS
    )
    return done.stdout


def test_what_is_drawn_depends_on_no_module_that_is_loaded() -> None:
    """Hypothesis draws constants of the modules of a project that are loaded when it draws."""
    assert drawn("") == drawn("import kim_model.reporting, kim_model.review, money_strategies")
