"""The project's own papers agree with one another."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_changelog_begins_with_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert found is not None
    assert found[1] == PROJECT["version"]


def test_run_time_dependencies_are_few_and_uncapped() -> None:
    names = {re.split(r"[<>=!~]", each)[0] for each in PROJECT["dependencies"]}
    assert names == {"attrs", "cattrs", "python-dateutil"}
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(each for extra in extras for each in extra)]
    assert not [each for each in wanted if "<" in each or "~=" in each or "==" in each]


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    modules = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("docs/**/*.py")]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
