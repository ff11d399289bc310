# Two commands on a fresh clone: `make demo` and `make test`. They need Python 3.11 or later, pip and make;
# the tests of the page drive a Chromium, which is found, installed or done without. `make test-large` tests the
# large model, which it fetches (387 MB).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test browser test-large lint dist bench picture clean

demo: .venv/ready
	$(BIN)/bitext translate examples/article.fr.txt

test: .venv/ready
	@$(BIN)/python -m benchmarks.browser || true
	$(BIN)/python -m pytest -m "not large"

browser: .venv/ready
	$(BIN)/python -m benchmarks.browser

test-large: .venv/ready
	$(BIN)/bitext models fetch opus-mt-fr-en
	$(BIN)/python -m pytest -m large

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

dist: .venv/ready
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

bench: .venv/ready
	for name in segmentation quotes words beads translation models hallucination tmx xliff page memory; do $(BIN)/python -m benchmarks $$name || exit 1; done

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

picture: .venv/ready
	$(BIN)/python -m docs.picture

clean:
	rm -rf .venv build dist
