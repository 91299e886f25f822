# Short verbs. Each sets up what it needs in .venv and can be run again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stdlib's venv without ensurepip, filled by the pip outside: works where a distribution splits ensurepip off.
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help report reference test check format deep bench clean

help:  ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/run.stamp

$(VENV)/check.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[check]'
	@touch $@ $(VENV)/test.stamp $(VENV)/run.stamp

$(VENV)/bench.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[bench]'
	@touch $@ $(VENV)/run.stamp

report: $(VENV)/run.stamp  ## run the main job: the report of the Rhein-Kreis Neuss as of 31.03.2024
	@$(BIN)/python docs/examples/zwischenstand_2024.py

reference: $(VENV)/test.stamp  ## write docs/reference.md from the docstrings
	$(BIN)/python tests/reference_page.py

test: $(VENV)/test.stamp  ## run the tests, deterministic, on two cores
	$(BIN)/python -m pytest --numprocesses 2

deep: $(VENV)/test.stamp  ## run the tests with many more random cases
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest --numprocesses 2

bench: $(VENV)/bench.stamp  ## time apportionment beside its peers, and allocations beside it
	$(BIN)/python -m compileall -q src
	$(BIN)/python tests/bench/bench_apportionment.py
	$(BIN)/python tests/bench/bench_allocation.py

check: $(VENV)/check.stamp  ## check format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(VENV)/check.stamp  ## format the code and apply safe lint fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove the environment and all caches
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
