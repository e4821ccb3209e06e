# Two commands do all the set-up: `make explore` and `make test`. The rest is for those who work on Maillage.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
SOURCES := ontology graph ingest explorer tests

# Empty is unset for Python: else, where the shell says so, each process that a test starts compiles our modules anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install explore test lint types pytest fast pages browser virtuoso fetched docs notebooks screenshots conformance \
  torture peers bench bench-full lock clean

help:
	@echo "make explore      build the embedded corpus, serve it, print the address (PORT=8600: at another port)"
	@echo "make test         lint, types and all tests, in a real browser too"
	@echo "make install      the environment alone"
	@echo "make docs         docs/reference, from the code and the ontology"
	@echo "make notebooks    what the notebooks of the documentation show, run again"
	@echo "make screenshots  the pictures of the documentation, from the embedded corpus"
	@echo "make conformance  the W3C suites, and docs/conformance.md"
	@echo "make torture      fuzzing, hostile queries, a soak, kills, and docs/torture.md"
	@echo "make bench        the benchmarks of half an hour beside their peers, and docs/benchmarks.md; make bench-full all"
	@echo "make lock         pin the newest versions that pyproject.toml allows"

install: $(STAMP)

$(BIN)/pip:
	@PYTHON=$(PYTHON) sh .ci/venv

$(STAMP): requirements.lock pyproject.toml | $(BIN)/pip
	@sh .ci/environment
	@touch $@

explore: $(STAMP)
	@$(BIN)/maillage explore $(if $(PORT),--port $(PORT))

test:
	@$(MAKE) --no-print-directory --jobs=2 $(STAMP) fetched
	@$(MAKE) --no-print-directory browser lint
	@rm -rf .venv/said
	@$(MAKE) --no-print-directory --jobs=3 --keep-going said-types said-fast said-pages \
	  || { tail -n 60 .venv/said/*; exit 1; }

# A target whose lines are shown with its name before each, beside others.
said-%:
	@sh .ci/said $* $(MAKE) --no-print-directory $*

lint: $(STAMP)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

# What waits for no browser leaves the processor to the tests that do.
types: $(STAMP)
	nice -n 5 $(BIN)/mypy

pytest: fast pages

fast: $(STAMP)
	nice -n 5 $(BIN)/python -m pytest -q -n 3 --dist loadfile --ignore=tests/conformance --ignore=tests/torture --ignore=tests/browser

pages: $(STAMP)
	$(BIN)/python -m pytest -q tests/browser

browser: $(STAMP)
	@sh .ci/chromium || $(BIN)/playwright install --with-deps chromium
	@sh .ci/axe

virtuoso:
	@sh .ci/virtuoso

# What the tests need beside the environment, while that is made. Debian's packages come one after the other, and
# Python's venv module may be one of them.
fetched: | $(BIN)/pip
	@sh .ci/chromium || true
	@sh .ci/virtuoso
	@sh .ci/axe

docs: $(STAMP)
	$(BIN)/python -m tests.documentation

notebooks: $(STAMP)
	$(BIN)/python -m tests.documentation.notebooks

screenshots: $(STAMP) browser
	$(BIN)/python -m tests.documentation.screenshots

conformance: $(STAMP)
	$(BIN)/python -m pytest -q tests/conformance --report=docs/conformance.md

torture: $(STAMP)
	$(BIN)/python -m pytest -q tests/torture --examples=200 --soak=120 --torture-report=docs/torture.md

peers: $(STAMP)
	@PYTHON=$(PYTHON) sh .ci/peers

bench: $(STAMP) peers
	$(BIN)/python -m tests.benchmarks $(ONLY)

bench-full: $(STAMP) peers
	$(BIN)/python -m tests.benchmarks --full $(ONLY)

lock: $(STAMP)
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock

clean:
	rm -rf .venv .maillage .mypy_cache .ruff_cache .pytest_cache
