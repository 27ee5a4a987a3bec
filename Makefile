# Each target is a plain line, also in CONTRIBUTING.md. Needs: Python 3.11 or newer with venv, make.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo setup run check test soak bench install

# One marker file a lock: a second run finds it and takes no time.
.venv/.runtime: requirements/runtime.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Cài đặt phần chạy (khoảng một phút ở lần đầu) …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.runtime requirements/test.txt
	@echo "Cài đặt phần kiểm thử …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/.spark: .venv/.test requirements/spark.txt
	@echo "Cài đặt Spark …" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

install: .venv/.runtime

setup: .venv/.test

demo: .venv/.runtime
	@$(BIN)/canbo demo --town sam-son --out out

run: .venv/.runtime
	@$(BIN)/canbo init
	@$(BIN)/canbo serve

check: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: .venv/.test
	@sh tests/house/install_tools.sh
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder

soak: .venv/.spark
	@sh tests/house/install_tools.sh
	$(BIN)/pytest -q -s -m soak
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder --soak 10 tests

bench: .venv/.test
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done
