# Throughline: `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
LOCKS := requirements/runtime.lock requirements/build.lock

.DEFAULT_GOAL := help
.PHONY: help run test test-faults check format screenshots bench lock wheel bundle clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Set up on first use, and open the window
	@$(PY) -m journal_app

test: $(VENV)/.dev ## Set up on first use, and run all tests
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2

test-faults: $(VENV)/.dev ## Run all the tests that kill, fill and damage, at every boundary
	@THROUGHLINE_FAULTS=whole QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m faults -o faulthandler_timeout=1800

check: $(VENV)/.dev ## Format, lint, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## Format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

screenshots: $(VENV)/.dev ## Draw every page and chart, light and dark, into build/screenshots/
	@$(PY) -m tools.screenshots
	@$(PY) -m tools.chart_gallery

bench: $(VENV)/.dev ## Measure start, memory and lists as ratios against bare floors
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench

lock: $(VENV)/.dev ## Resolve pyproject.toml into the lock files again
	@$(PY) tools/lock.py

wheel: $(VENV)/.dev ## Build the wheel into dist/
	@$(PY) -m build --wheel --no-isolation --outdir dist

bundle: $(VENV)/.dev ## Build a folder that runs without Python, and try it
	@$(PY) packaging/bundle.py

clean: ## Remove what was built, and the environment
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Throughline needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv is missing; on Debian: sudo apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.run: $(PY) $(LOCKS) pyproject.toml
	@echo "Installing what Throughline needs into $(VENV) (once)..."
	@$(PIP) install --require-hashes -r requirements/runtime.lock -r requirements/build.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(PY) requirements/dev.lock pyproject.toml
	@echo "Installing what the tests need into $(VENV) (once)..."
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
