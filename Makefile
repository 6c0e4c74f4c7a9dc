# Gần Dân. `make` alone lists what there is; only git, make and python3 ≥ 3.11 with venv are needed.
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
PORT := 8000
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check format messages lock bench audit clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## .venv with a pinned uv and the hash-locked requirements
	@$(PYTHON) dev/setup.py

setup-dev: ## the same, with what tests and checks run on
	@$(PYTHON) dev/setup.py --dev

demo: setup ## the sample authority on SQLite at http://127.0.0.1:8000 (another port: make demo PORT=8001)
	.venv/bin/gandan demo --port $(PORT)

test: setup-dev ## every test, on SQLite and a real PostgreSQL, and journeys in Chromium; installs what it needs
	$(PY) -m dev.test

check: setup-dev ## format, lint, types, import floors, law packs, translations, migrations, deployment settings
	$(PY) -m dev.check

format: setup-dev ## puts the code into the shape that `make check` asks for
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

messages: setup-dev ## collects the words of pages into the English catalogues and compiles them
	$(PY) -m dev.messages

lock: setup-dev ## renews the lock files from requirements*.in: packages, versions and hashes, no host
	$(PY) -m dev.lock

bench: setup-dev ## the budgets of the design, measured against bare Django on both databases
	$(PY) -m dev.bench

audit: setup-dev ## the long checks: Lighthouse, every page with axe, wide property searches, tests backwards, packages
	$(PY) -m dev.audit

clean: ## removes what building made; keeps ./var, the installation's own home
	rm -rf .venv .uv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
