"""The worked example of the documentation, as a module for the tests."""

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[1] / "docs" / "examples" / "zwischenstand_2024.py"
_SPEC = importlib.util.spec_from_file_location("zwischenstand_2024", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
example = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(example)

PROGRAMME = example.programme()
STAND = example.STAND
