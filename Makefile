# The commands of this project. `make help` reads the comments behind the names below.
# Anything after `ARGS=` goes to the program behind the command: make test ARGS="tests/mtproto -k salts"

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-compile --no-deps
CLIENTS := tests/clients

up: $(VENV)/.runtime ## start a server with its data under ./data (ARGS="…" replaces --test-numbers)
	@exec $(BIN)/folkmoot up $(or $(ARGS),--test-numbers)

test: $(VENV)/.dev $(CLIENTS)/node_modules/.installed ## run every test; what this machine cannot run is named at the end
	@$(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal $(ARGS)

check: style types layers generated fragments architecture ## what can be said without running the server (-k: all of it)

style: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports --no-logo

generated: $(VENV)/.dev
	@$(BIN)/python tools/generate_tl.py --check

fragments: $(VENV)/.dev
	@told=$$($(BIN)/towncrier build --draft --version next 2>&1) || { echo "$$told"; exit 1; }

architecture: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/architecture

bench: $(VENV)/.dev ## measure and print figures beside their yardsticks (docs/benchmarks.md)
	@$(BIN)/python -m bench $(ARGS)

fmt: $(VENV)/.dev ## put the code into the house's style
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: ## resolve the dependencies anew (ARGS=--upgrade for newer versions of what is locked already)
	@test -x $(BIN)/uv || $(MAKE) $(VENV)/.dev
	@$(COMPILE) --group build --output-file requirements.lock
	@$(COMPILE) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@cd $(CLIENTS) && npm install --package-lock-only --ignore-scripts --no-fund --no-audit

clean: ## remove what the commands above have made; ./data stays
	@rm -rf $(VENV) $(CLIENTS)/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 14

.PHONY: up test check style types layers generated fragments architecture bench fmt lock clean help

# One lock serves every Python from 3.11 on. No index and no path of this machine gets into it.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --annotation-style line --custom-compile-command "make lock" $(ARGS)

# The environment is made anew when the lock has changed, so that nothing stays in it that the lock does not name.
# hatchling is locked too: installing the project itself fetches nothing.
$(VENV)/.runtime: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Folkmoot needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	@echo "Installing Folkmoot into $(VENV) (once, about half a minute)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what tests and checks need into $(VENV) (once, about half a minute)"
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m pip check > /dev/null
	@touch $@

# Without Node the journeys that need it say so themselves; the others run.
$(CLIENTS)/node_modules/.installed: $(CLIENTS)/package-lock.json
	@if command -v npm > /dev/null; then \
		echo "Installing the JavaScript clients that tests drive (once, about 15 seconds)"; \
		(cd $(CLIENTS) && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error) && touch $@; \
	fi
