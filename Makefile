# The README's two commands are `make run` and `make test`; each installs what is missing first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EVAL := ../shared/eval

.PHONY: run install test check unit reading bench lock clean

run: $(VENV)/.run
	@$(BIN)/python -m bot run

install: $(VENV)/.dev

$(VENV)/.run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what OrgWatch needs (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what OrgWatch and its tools need (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(VENV)/.run $@

test: check unit reading

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.dev
	$(BIN)/python -m pytest

# Real news is measured where it lies beside the checkout; elsewhere it says that it was left out.
reading: $(VENV)/.dev
	@$(BIN)/python -m tests.reading_floor $(EVAL)

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.answers

# Written from pyproject.toml: hashed, without a registry's address, for every system from Python 3.11 on.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) var build *.egg-info .mypy_cache .ruff_cache .import_linter_cache
