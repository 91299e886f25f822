"""The library does no I/O, asks no clock, rolls no dice, and loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kim_model as kim

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "kim_model").rglob("*.py"))
IMPURE_MODULES = frozenset(
    [
        "asyncio",
        "ctypes",
        "glob",
        "http",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "platform",
        "random",
        "secrets",
        "shutil",
        "signal",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "uuid",
    ]
)
IMPURE_CALLS = frozenset(["breakpoint", "exec", "eval", "input", "open", "print"])
CLOCKS = frozenset(["fromtimestamp", "now", "today", "utcnow"])


def impure(tree: ast.AST) -> list[str]:
    """Return what in a module's code reaches outside."""
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [each.name for each in names if each.name.split(".")[0] in IMPURE_MODULES]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in IMPURE_MODULES:
                found.append(module)
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found.append(name)
            case ast.Attribute(attr=name) if name in CLOCKS:
                found.append(name)
            case _:
                pass
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_reaches_outside(path: Path) -> None:
    assert impure(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code", ["import os", "from time import time", "open('x')", "date.today()", "print(1)"]
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert impure(ast.parse(code)) != []


def run(code: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_importing_the_face_loads_nothing_else() -> None:
    """Importing the package loads none of its dependencies, and none of its own modules."""
    code = (
        "import sys, kim_model; "
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in "
        "('attr', 'attrs', 'cattrs', 'dateutil', 'hypothesis') or m.startswith('kim_model.')))"
    )
    assert run(code) == ""


def test_apportionment_loads_alone() -> None:
    """`kim_model.apportionment` can be used without what knows of KIM."""
    code = (
        "import sys, kim_model.apportionment; "
        "print(*sorted(m for m in sys.modules if m.startswith('kim_model.') "
        "and not m.startswith('kim_model.apportionment')), "
        "*(m for m in ('cattrs', 'dateutil', 'hypothesis') if m in sys.modules))"
    )
    assert set(run(code).split()) <= {"kim_model._mapping", "kim_model.errors"}


def test_a_report_opens_nothing() -> None:
    """Once loaded, a report of the worked example is made without any event outside Python."""
    code = """
import sys
sys.path.insert(0, "tests")
import kim_model as kim
from zwischenstand import PROGRAMME, STAND
kim.status_report(PROGRAMME, on=STAND).to_markdown()
events = []
sys.addaudithook(lambda name, args: events.append(name))
kim.status_report(PROGRAMME, on=STAND).to_markdown("en")
outside = ("import", "open", "os", "socket", "subprocess")
print(*sorted({event for event in events if event.split(".")[0] in outside}))
"""
    assert run(code) == ""


def test_the_face_is_complete_and_true() -> None:
    """Every name the face lists loads, is listed once, and shows in `dir`."""
    assert sorted(kim.__all__) == sorted(set(kim.__all__))
    for name in kim.__all__:
        assert getattr(kim, name) is not None
    assert set(kim.__all__) <= set(dir(kim))


def test_no_module_hides_a_name_of_the_face() -> None:
    """Importing `kim_model.x` makes `kim_model.x` the module: no function may have that name."""
    modules = {path.stem for path in (ROOT / "src" / "kim_model").iterdir()}
    assert modules & set(kim.__all__) == {"nrw"}


def test_a_misspelt_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="LokalProgramme"):
        kim.LokalProgramme  # type: ignore[attr-defined]  # noqa: B018
