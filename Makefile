# Every task of the project. `make` alone lists them.
#
# The same without make:
#   set-up        python3 bootstrap.py
#   make reports  .venv/bin/reports build
#   make test     .venv/bin/python -m pytest -n 2
#   make lab      python3 bootstrap.py --lab
#                 .venv/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.py
#   make texts    .venv/bin/python -m helpers.texts FOLDER
# The other tasks are one line each, below.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/installed
LAB_READY := .venv/installed-lab
SETTLED_BY := pyproject.toml bootstrap.py bootstrap.lock requirements.lock requirements-lab.lock \
	lab/share/jupyter/lab/settings/overrides.json

# Given on the command line only.
ARGS :=
UPGRADE :=
export FROM :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help reports test pairs lab texts derived docs lint format lock clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

reports: $(READY) ## build every report into outputs/ (open outputs/index.html)
	@$(BIN)/reports build

test: $(READY) ## run the tests; ARGS="-k lab" runs some of them
	@$(BIN)/python -m pytest -n 2 $(ARGS)

pairs: $(READY) ## run every notebook under every two choices together; takes some minutes
	@$(BIN)/python -m pytest -n 2 -m pairs tests/test_notebooks.py

lab: $(LAB_READY) ## add JupyterLab and open it on the start page
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.py $(ARGS)

texts: $(READY) ## install the documents' texts, recognised by checksum: make texts FROM=folder
	@test -n "$$FROM" || { echo 'say where the texts are: make texts FROM=folder' >&2; exit 2; }
	@$(BIN)/python -m helpers.texts "$$FROM"

derived: $(READY) ## rebuild seeds/derived/ from the installed texts
	@$(BIN)/python -m helpers.derived

docs: $(READY) ## write the generated parts of README.md and docs/
	@$(BIN)/python -m helpers.codebook
	@$(BIN)/python -m helpers.reports.readme

lint: $(READY) ## check style, format and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports

format: $(READY) ## put the code into the house's format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

COMPILE = UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --quiet --universal \
	--fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
	$(if $(UPGRADE),--upgrade)

lock: $(READY) ## bring the locks in line with pyproject.toml; UPGRADE=1 takes newer versions
	@$(COMPILE) --group bootstrap -o bootstrap.lock
	@$(COMPILE) pyproject.toml --extra test -o requirements.lock
	@$(COMPILE) pyproject.toml --extra test --extra lab --extra embeddings -c requirements.lock -o requirements-lab.lock

clean: ## remove the environment, scratch and caches; outputs/ stays
	@rm -rf .venv .reports .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	@find src tests notebooks -name __pycache__ -prune -exec rm -rf {} +

# An environment cannot be moved, so a folder that was moved sets up again.
ifneq ("$(shell head -n 1 $(READY) 2>/dev/null)","$(CURDIR)")
.PHONY: $(READY) $(LAB_READY)
endif

$(READY): $(SETTLED_BY)
	@$(PYTHON) bootstrap.py

$(LAB_READY): $(SETTLED_BY)
	@$(PYTHON) bootstrap.py --lab
