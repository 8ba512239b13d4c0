# Everything that the press does for you, by name. `make` alone lists it.
#
# Needs git, make and a Python with venv, 3.11 or newer; sees to the rest itself.

VENV := .venv
BIN := $(VENV)/bin
VALIDATORS := tests/validators
PYTEST := $(BIN)/pytest -n 2
ROUNDS ?= 20
MINUTES ?= 30

# Where compiled modules are not kept, every process that a test starts compiles the press anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help build test quick near soak serve lint lock bench clean system-for-build system-for-test

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

build: system-for-build $(VENV)/.installed ## Make the website (site/) and the PDF and Word issues (exports/)
	$(BIN)/press build all

test: system-for-test $(VALIDATORS)/node_modules/.installed lint ## Check the code, the publication and everything built from it
	$(BIN)/press check
	$(PYTEST)

quick: lint ## Check the code, the publication, and all that takes no browser, office, validator or whole build
	$(BIN)/press check
	$(PYTEST) -m "not slow"

near: $(VENV)/.installed ## Run the tests that what was changed since the last commit can reach
	$(PYTEST) --near || [ $$? -eq 5 ]

soak: system-for-test $(VALIDATORS)/node_modules/.installed ## Try new random cases, ROUNDS=20 times as many, and six inputs for MINUTES=30 each
	$(PYTEST) -m random --soak $(ROUNDS)
	for kind in $$($(BIN)/python -m tests.fuzz --list); do \
	  $(BIN)/python -m tests.fuzz $$kind --minutes $(MINUTES) || exit 1; done

serve: system-for-build $(VENV)/.installed ## Show the website while you write; it follows every change
	$(BIN)/press serve

lint: $(VENV)/.installed ## Check the code only: ruff, mypy, import contracts, layout
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/lint_layout.py

lock: $(VENV)/.locked ## Bring every locked dependency up to date
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv --no-config pip compile pyproject.toml --group dev \
	  --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-emit-index-url --upgrade --quiet --output-file requirements.lock
	cd $(VALIDATORS) && rm -rf node_modules package-lock.json && \
	  npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error

bench: system-for-build $(VENV)/.installed ## Measure speed and memory against peers (takes a while)
	$(BIN)/python -m tests.bench

clean: ## Remove everything that was made here, the virtual environment too
	rm -rf $(VENV) site site-draft .press-cache $(VALIDATORS)/node_modules
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find exports -mindepth 1 ! -name .gitkeep -delete
	find scripts tests -name __pycache__ -prune -exec rm -rf {} +

system-for-build:
	@scripts/system-packages.sh build

system-for-test:
	@scripts/system-packages.sh test

# A moved virtual environment does not work: its programs name the place where they were made.
ifneq ($(wildcard $(BIN)/pip),)
  ifeq ($(shell grep -c '^#!$(CURDIR)/' $(BIN)/pip),0)
    $(shell rm -rf $(VENV))
  endif
endif

# A virtual environment that does not answer (cut off half-made) is made anew.
$(VENV)/.locked: requirements.lock
	@$(BIN)/pip --version >/dev/null 2>&1 || { \
	  python=$$(scripts/find-python.sh) && \
	  echo "Making $(VENV) with $$($$python --version)" && \
	  $$python -m venv --clear $(VENV); }
	@echo "Installing requirements.lock (1 GB, about a minute)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VALIDATORS)/node_modules/.installed: $(VALIDATORS)/package.json $(VALIDATORS)/package-lock.json
	cd $(VALIDATORS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
