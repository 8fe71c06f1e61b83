# Everything a fresh machine needs is Python 3.11 or later, with venv and pip; and Java 17 for the
# tests of Spark, which share one session and so run in one process.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A process that plans thousands of statements scatters its heap with glibc's own settings, and
# slows down by a fifth within minutes; larger caches of small pieces keep it as it was.
export GLIBC_TUNABLES := glibc.malloc.tcache_count=4096:glibc.malloc.tcache_max=8192

.PHONY: run test test-long bench docs extension vscode lock clean

# The main job: a season of the demo shop, run day by day and measured.
run: $(VENV)/ready
	$(BIN)/python -m campaigns.shop.season

test: $(VENV)/ready extension
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m docs.building build/docs
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not long and not spark"
	$(BIN)/python -m pytest -m "spark and not long"

test-long: $(VENV)/ready
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not spark"
	$(BIN)/python -m pytest -m spark

# The figures of docs/figures.md, at full size: some hours on two cores, and 15 GB of disk. RFM
# is measured against pandas, and DBOS stands beside a journey; nothing else needs them.
bench: $(VENV)/ready
	$(BIN)/python -m benchmarks.checking
	$(BIN)/python -m benchmarks.groups
	$(BIN)/python -m benchmarks.in_flight
	$(BIN)/python -m benchmarks.journey
	$(BIN)/python -m benchmarks.journey --engine postgres
	$(BIN)/python -m benchmarks.keystroke
	$(BIN)/python -m benchmarks.latency
	$(BIN)/python -m benchmarks.backtest
	$(BIN)/python -m benchmarks.catching_up
	$(BIN)/python -m benchmarks.starting
	$(BIN)/python -m benchmarks.who
	$(BIN)/python -m benchmarks.who --engine postgres
	$(BIN)/python -m benchmarks.segment_floor
	$(BIN)/python -m benchmarks.moved
	$(BIN)/python -m pip install --quiet --editable ".[bench]"
	$(BIN)/python -m benchmarks.rfm
	$(BIN)/python -m benchmarks.dbos
	$(BIN)/python -m benchmarks.spark

# The site of the documentation, build/docs/site/index.html; a link that leads nowhere ends it.
docs: $(VENV)/ready
	$(BIN)/python -m docs.building build/docs

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# What the tests of the extension for VS Code need; where there is no npm, they are skipped.
extension:
	cd editor/vscode && \
	  { test -d node_modules || npm ci --ignore-scripts --silent || rm -rf node_modules; }

# The extension for VS Code, packed: editor/vscode/segue-campaigns.vsix. Needs Node 20 or later.
vscode:
	cd editor/vscode && npm ci --ignore-scripts && npm test && npm run pack

# Pins what is installed now, for everybody.
lock: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --upgrade --editable ".[dev]"
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info
