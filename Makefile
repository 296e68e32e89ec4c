# The README's two commands are `make run` and `make test`; each installs what is missing first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EVAL := ../shared/eval
BENCH := ../shared/bench
PEERS := build/peers

SEEDS ?= 1000
DAYS ?= 30

.PHONY: run install test check unit reading faults simulate bench bench-feeds lock clean

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
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

# Real news is measured where it lies beside the checkout; elsewhere it says that it was left out.
reading: $(VENV)/.dev
	@$(BIN)/python -m tests.reading_floor $(EVAL)
	@$(BIN)/python -m tests.founding $(EVAL)

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.answers
	$(BIN)/python -m tests.bench.reading $(EVAL)

# The fault matrix in its full size, each row with the number it reached. `make faults ROWS="1 37"` runs some of them.
faults: $(VENV)/.dev
	@$(BIN)/python -m tests.faults $(ROWS)

# So many seeded lives of so many simulated days, as before a release.
simulate: $(VENV)/.dev
	@$(BIN)/python -m tests.simulation $(SEEDS) $(DAYS)

# Other feed readers are measured where the farm lies beside the checkout, in an environment of their own.
bench-feeds: $(VENV)/.dev
	@if test -f $(BENCH)/peers.py; then \
	  test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS); \
	  $(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check reader sgmllib3k aiohttp feedparser pycurl && \
	  $(BIN)/python -m tests.bench.polling $(BENCH)/peers.py $(PEERS)/bin/python; \
	else echo "left out: there is no $(BENCH)/peers.py"; fi
	$(BIN)/python -m tests.bench.day
	$(BIN)/python -m tests.collect.sick

# Written from pyproject.toml: hashed, without a registry's address, for every system from Python 3.11 on.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) var build *.egg-info .mypy_cache .ruff_cache .import_linter_cache
