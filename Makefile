# Everything a person or a machine does with this folder. `make` alone lists it.
# PYTHON=/path/to/python3 picks the interpreter; any of version 3.11 or newer will do.

VENV := .venv
PY := $(VENV)/bin/python
INSTALL := PYTHON="$(PYTHON)" sh requirements/install.sh
PYTHON ?=
PORT ?= 8000
# One more than there are cores: a journey waits for its browser, a process for its disk.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1 )))
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --upgrade \
	--custom-compile-command "make lock"

# What `make quick` runs besides the house rules: the statute without files and without the suites that take minutes.
QUICK := formats checks readers/test_numbers.py readers/test_words.py readers/test_masthead.py

# The tests that touch the database: on SQLite with the others, and once more on PostgreSQL.
DATABASE := tests/records tests/api tests/portal tests/workbench

# The statute needs no Django, and loading it takes seconds.
WITHOUT_DJANGO := -p no:django -p no:schemathesis --noconftest -W ignore::pytest.PytestConfigWarning \
	-o addopts="--import-mode=importlib --strict-markers"

# Hundreds of processes are started here: none of them is to compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reports test quick check format bench lock clean \
	installed-run installed-dev installed-bench check-format check-lint check-types check-imports check-house

help: ## List what make can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: installed-dev ## Make .venv and install everything that development needs
	@echo "zhengwu: ready; try $(VENV)/bin/zhengwu --help"

demo: installed-run ## Serve a fictional district of three years; PORT=8000, FRESH=1 builds it anew
	@exec $(PY) -m examples.district --port $(PORT) $(if $(FRESH),--fresh)

demo-reports: installed-run ## Read, check and write five published reports, and show where the results lie
	@echo "zhengwu: running the demonstration (examples/demo.py)"
	@$(PY) examples/demo.py

test: installed-dev ## Run every test; those of the database again on PostgreSQL, where there is one
	@echo "zhengwu: running every test, on all cores"
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal; first=$$?; \
	sh tests/postgres.sh $(PY) -m pytest -n $(WORKERS) --dist worksteal $(DATABASE); second=$$?; exit $$((first | second))

quick: installed-dev ## Run the house rules and the tests of the statute, in seconds
	@echo "zhengwu: running the house rules and the statute's quick tests"
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal -q $(WITHOUT_DJANGO) -m "not slow and not real" \
		tests/house $(QUICK:%=tests/statute/report/%)

check: check-format check-lint check-types check-imports check-house ## Format, lint, types, import rules, house rules

check-format: installed-dev
	@echo "zhengwu: is everything formatted? (if not: make format)"
	@$(PY) -m ruff format --check .

check-lint: installed-dev
	@echo "zhengwu: does the linter agree?"
	@$(PY) -m ruff check .

check-types: installed-dev
	@echo "zhengwu: do the types hold?"
	@$(PY) -m mypy

check-imports: installed-dev
	@echo "zhengwu: does every package import only what it may?"
	@$(VENV)/bin/lint-imports --no-logo

check-house: installed-dev
	@echo "zhengwu: are the house rules kept?"
	@$(PY) -m pytest -q tests/house

format: installed-dev ## Put the code into the house's form
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: installed-bench ## Measure speed and memory; takes minutes
	@echo "zhengwu: measuring; leave the machine alone meanwhile"
	@$(PY) -m benchmarks

lock: ## Choose dependency versions anew and write requirements/*.txt (needs uv)
	@command -v uv >/dev/null || { echo "zhengwu: make lock needs uv: python3 -m pip install uv"; exit 1; }
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) pyproject.toml --group bench -c requirements/run.txt -o requirements/bench.txt
	$(COMPILE) --group pyproject.toml:build -c requirements/dev.txt -o requirements/build.txt

clean: ## Remove .venv and everything else that can be made again
	rm -rf $(VENV) build dist out .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

installed-run:
	@$(INSTALL) run

installed-dev:
	@$(INSTALL) dev

installed-bench:
	@$(INSTALL) bench
