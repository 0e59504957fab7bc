# Python 3.11 or later and make are all that is needed.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SCHEMA := saleor_customer_groups/graphql/schema.graphql

# A checkout of Saleor with its own environment in .venv; see docs/install.md.
SALEOR_HOME ?= $(HOME)/saleor
SALEOR_PYTHON := $(SALEOR_HOME)/.venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install demo test test-saleor lint format docs bench clean

help:
	@echo "make demo     a sample shop with its groups"
	@echo "make test     every test; those inside Saleor where one is at SALEOR_HOME"
	@echo "make test-saleor  those inside Saleor alone"
	@echo "make lint     style, types, layers, migrations, generated documents"
	@echo "make format   put the code into shape"
	@echo "make docs     write the generated documents"
	@echo "make bench    measure; smaller with BENCH_SCALE=0.1"
	@echo "make clean    remove what was made, but no shop"

install: $(STAMP)

# The newest Python that is there; old ones are told apart by asking them.
$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	      echo "$$python cannot make virtual environments: install its venv package (on Debian: python3-venv)." >&2; exit 1; }; \
	    exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 is needed, and no command python3 is one of them." >&2; exit 1

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[standalone,dev]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/customer-groups demo

test: $(STAMP)
	$(BIN)/python -m pytest
	@if [ -x "$(SALEOR_PYTHON)" ]; then \
	  $(MAKE) --no-print-directory test-saleor; \
	else \
	  echo "No Saleor at $(SALEOR_HOME) (SALEOR_HOME): what runs inside Saleor was not tested."; \
	fi

# Saleor finds the package by the path: nothing is installed into its environment.
test-saleor: $(STAMP)
	@test -x "$(SALEOR_PYTHON)" || { \
	  echo "There is no Saleor with its own .venv at $(SALEOR_HOME): name one, SALEOR_HOME=..." >&2; \
	  exit 1; }
	PYTHONPATH="$(CURDIR):$(SALEOR_HOME)" "$(SALEOR_PYTHON)" -m pytest -c tests/plugin/pytest.ini tests/plugin

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy saleor_customer_groups
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m saleor_customer_groups.graphql.printer | diff $(SCHEMA) - \
	  || { echo "$(SCHEMA) is stale: make docs writes it." >&2; exit 1; }
	$(BIN)/python -m pytest -q tests/architecture

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python -m saleor_customer_groups.engine.rule_language > docs/rule-language.md
	$(BIN)/python -m saleor_customer_groups.graphql.printer > $(SCHEMA).new
	mv $(SCHEMA).new $(SCHEMA)

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks.run

clean:
	rm -rf $(VENV) .local/tests .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info
