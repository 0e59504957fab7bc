# Python 3.11 or later and make are all that is needed; the screens want node as well.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SCHEMA := saleor_customer_groups/graphql/schema.graphql
SHOP_SCHEMA := saleor_customer_groups/standalone/schema.graphql
SALEOR_SCHEMA := saleor_customer_groups/plugin/schema.graphql
SALEOR_ADDITIONS := saleor_customer_groups.plugin.offer_mutations.OfferMutation

# A checkout of Saleor with its own environment in .venv; see docs/install.md.
SALEOR_HOME ?= $(HOME)/saleor
SALEOR_PYTHON := $(SALEOR_HOME)/.venv/bin/python
# Those of Saleor's own tests that go through what the package listens to or changes.
SUITES ?= $(foreach app,account order checkout plugins,saleor/$(app) saleor/graphql/$(app))
# What the package needs and Saleor does not have.
BESIDE_SALEOR := $(VENV)/beside-saleor

IN_SALEOR = PYTHONPATH="$(CURDIR):$(SALEOR_HOME):$(CURDIR)/$(BESIDE_SALEOR)" "$(SALEOR_PYTHON)"
# A process per processor, each with a database of its own. Tests that really commit empty
# it, so they run by themselves.
SIDE_BY_SIDE := -n logical --dist loadfile

# What npm installs, and the page that the screens begin with: each younger than what it
# is made from.
NODE_MODULES := dashboard/node_modules/.package-lock.json
SCREENS := saleor_customer_groups/extension/dist/index.html
SCREEN_SOURCES = $(SCHEMA) $(SHOP_SCHEMA) $(SALEOR_SCHEMA) $(shell find dashboard -type f -not -path '*/node_modules/*' -not -path '*/generated/*')
HAS_NODE := node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
NO_NODE := No node 20.19 or later is here:

# Where the demo's screens are served; another with DEMO_PORT=8001.
DEMO_PORT ?= 8000

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install dashboard demo demo-check test test-dashboard test-browser test-saleor test-suites test-live has-saleor lint lint-dashboard format docs bench bench-saleor clean

help:
	@echo "make demo     a sample shop with its groups, and its screens until Ctrl+C"
	@echo "make demo-check  the same without the screens, and ends"
	@echo "make dashboard  build the screens; wants node 20.19 or later"
	@echo "make test     every test; those in Chromium and inside Saleor where one is"
	@echo "make test-browser  those of the screens in Chromium alone"
	@echo "make test-saleor  those inside Saleor alone"
	@echo "make test-suites  Saleor's own tests, with the package beside"
	@echo "make test-live  a running Saleor, its worker and beat; not part of make test"
	@echo "make lint     style, types, layers, migrations, generated documents"
	@echo "make format   put the code into shape"
	@echo "make docs     write the generated documents"
	@echo "make bench    measure; smaller with BENCH_SCALE=0.1"
	@echo "make bench-saleor  measure a filled Saleor; smaller with LIVE_CUSTOMERS=1000"
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

dashboard: $(SCREENS)

$(NODE_MODULES): dashboard/package.json dashboard/package-lock.json
	@$(HAS_NODE) || { echo "$(NO_NODE) the screens cannot be built." >&2; exit 1; }
	cd dashboard && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(SCREENS): $(NODE_MODULES) $(SCREEN_SOURCES)
	cd dashboard && npm run build --silent

# Without a terminal nobody could stop it: it ends, as demo-check does.
demo: $(STAMP)
	@if [ ! -t 1 ]; then \
	  $(MAKE) --no-print-directory demo-check; \
	else \
	  if $(HAS_NODE); then \
	    $(MAKE) --no-print-directory dashboard; \
	  else \
	    echo "$(NO_NODE) without the screens the commands and the API run all the same."; \
	  fi && $(BIN)/customer-groups demo --serve --port $(DEMO_PORT); \
	fi

demo-check: $(STAMP)
	@$(BIN)/customer-groups demo

test: $(STAMP)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not commits"
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m commits
	@if $(HAS_NODE); then \
	  $(MAKE) --no-print-directory test-dashboard test-browser; \
	else \
	  echo "$(NO_NODE) what needs it of the screens was not tested."; \
	fi
	@if [ -x "$(SALEOR_PYTHON)" ]; then \
	  $(MAKE) --no-print-directory test-saleor; \
	else \
	  echo "No Saleor at $(SALEOR_HOME) (SALEOR_HOME): what runs inside Saleor was not tested."; \
	fi

test-dashboard: $(NODE_MODULES)
	cd dashboard && npm test --silent

# By themselves: while a browser is driven, nothing else may ask a database. Without a
# Chromium they are skipped, and say so.
test-browser: $(STAMP) $(SCREENS)
	$(BIN)/python -m pytest tests/browser

$(BESIDE_SALEOR): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
	  --target $@ "$$(sed -n 's/.*"\(whitenoise[^"]*\)".*/\1/p' pyproject.toml)"
	@touch $@

# Saleor finds the package by the path: nothing is installed into its environment.
test-saleor: $(STAMP) $(BESIDE_SALEOR) | has-saleor
	$(IN_SALEOR) -m pytest -c tests/plugin/pytest.ini $(SIDE_BY_SIDE) -m "not commits" tests/plugin
	$(IN_SALEOR) -m pytest -c tests/plugin/pytest.ini $(SIDE_BY_SIDE) -m commits tests/plugin

# Saleor's own tests with the package beside; an hour or more.
test-suites: $(STAMP) $(BESIDE_SALEOR) | has-saleor
	cd "$(SALEOR_HOME)" && PYTHONPATH="$(CURDIR):$(CURDIR)/$(BESIDE_SALEOR)" \
	  "$(SALEOR_PYTHON)" -m pytest -q --tb=line -p no:cacheprovider \
	  --ds=tests.plugin.suites.settings -p tests.plugin.suites.beside $(SUITES)

test-live: $(STAMP) $(BESIDE_SALEOR) | has-saleor
	SALEOR_HOME="$(SALEOR_HOME)" $(BIN)/python -m pytest -s tests/live

has-saleor:
	@test -x "$(SALEOR_PYTHON)" || { \
	  echo "There is no Saleor with its own .venv at $(SALEOR_HOME): name one, SALEOR_HOME=..." >&2; \
	  exit 1; }

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy saleor_customer_groups
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m saleor_customer_groups.graphql.printer | diff $(SCHEMA) - \
	  || { echo "$(SCHEMA) is stale: make docs writes it." >&2; exit 1; }
	$(BIN)/python -m saleor_customer_groups.graphql.printer --additions | diff $(SHOP_SCHEMA) - \
	  || { echo "$(SHOP_SCHEMA) is stale: make docs writes it." >&2; exit 1; }
	$(BIN)/python -m saleor_customer_groups.graphql.printer --additions $(SALEOR_ADDITIONS) \
	  | diff $(SALEOR_SCHEMA) - \
	  || { echo "$(SALEOR_SCHEMA) is stale: make docs writes it." >&2; exit 1; }
	$(BIN)/python -m pytest -q tests/architecture
	@if $(HAS_NODE); then \
	  $(MAKE) --no-print-directory lint-dashboard; \
	else \
	  echo "$(NO_NODE) the screens' style and types were not looked at."; \
	fi

lint-dashboard: $(NODE_MODULES)
	cd dashboard && npm run lint --silent

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python -m saleor_customer_groups.engine.rule_language > docs/rule-language.md
	$(BIN)/python -m saleor_customer_groups.graphql.printer > $(SCHEMA).new
	mv $(SCHEMA).new $(SCHEMA)
	$(BIN)/python -m saleor_customer_groups.graphql.printer --additions > $(SHOP_SCHEMA).new
	mv $(SHOP_SCHEMA).new $(SHOP_SCHEMA)
	$(BIN)/python -m saleor_customer_groups.graphql.printer --additions $(SALEOR_ADDITIONS) \
	  > $(SALEOR_SCHEMA).new
	mv $(SALEOR_SCHEMA).new $(SALEOR_SCHEMA)

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks.run

bench-saleor: $(STAMP) $(BESIDE_SALEOR) | has-saleor
	SALEOR_HOME="$(SALEOR_HOME)" $(BIN)/python -m tests.live.bench

clean:
	rm -rf $(VENV) .local/tests .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info
