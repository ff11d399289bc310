# Two commands on a fresh clone: `make demo` and `make test`. They need Python 3.11 or later, pip and make.
# `make` alone lists the others.

PYTHON ?= python3
BIN := .venv/bin
PYTEST ?= -m pytest
# What the tests have to run of the package at least, lines and branches in per cent; with a Chromium they run 96.
COVERED := 93

.PHONY: help demo test test-large browser coverage lint docs serve-docs dist bench picture clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/ready  ## translate the example article; nothing to fetch but Python packages
	$(BIN)/bitext translate examples/article.fr.txt

test: .venv/ready  ## the tests; those of the page are skipped where no Chromium can be had
	@$(BIN)/python -m benchmarks.browser || true
	$(BIN)/python $(PYTEST) -m "not large"

test-large: .venv/ready  ## the tests of opus-mt-fr-en, which is fetched once (387 MB)
	$(BIN)/bitext models fetch opus-mt-fr-en
	$(BIN)/python -m pytest -m large

browser: .venv/ready  ## find a Chromium for the tests of the page, or get one
	$(BIN)/python -m benchmarks.browser

coverage:  ## make test, and how much of the package it runs
	$(MAKE) test PYTEST="-m coverage run -m pytest"
	$(BIN)/coverage report --fail-under=$(COVERED)

lint: .venv/ready  ## style, types, imports between packages, spelling, the forms of other files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/typos
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml
	$(BIN)/hadolint Containerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

docs: .venv/ready  ## the documentation, as a site in build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

serve-docs: .venv/ready  ## the same on http://127.0.0.1:8000, made anew at each change
	$(BIN)/mkdocs serve

dist: .venv/ready  ## the wheel and the source archive in dist/, checked
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

bench: .venv/ready  ## every benchmark; needs data that is not part of this repository
	for name in segmentation quotes words beads translation models hallucination tmx xliff page memory; do $(BIN)/python -m benchmarks $$name || exit 1; done

picture: .venv/ready  ## docs/page.png, the picture of the page to correct
	$(BIN)/python -m docs.picture

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bitext needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:  ## remove .venv and what was built
	rm -rf .venv build dist .coverage .coverage.*
