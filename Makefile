# Everyday commands: `make help` lists them. The only network any of them needs is pip's
# and, for the audit, the list of known vulnerabilities. Pip's own settings stay in force.

MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
READY := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help run test check audit index retrieval learning answers quality speed install lock clean

help:  ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: index  ## Set up, build the index if the documents changed, open the assistant
	@exec $(PY) app.py $(ARGS)

test: $(READY)  ## Set up and run the whole suite, also what loads real models
	@$(PY) -m pytest -m "" -n logical --maxprocesses 4 --dist loadfile $(ARGS)

check: $(READY)  ## Lint, format, types, layers, known vulnerabilities
	@echo "lint:";   $(PY) -m ruff check .
	@echo "format:"; $(PY) -m ruff format --check .
	@echo "types:";  $(PY) -m mypy
	@echo "layers:"; .venv/bin/lint-imports --no-logo
	@$(MAKE) audit

audit: $(READY)  ## Known vulnerabilities in what constraints.txt pins
	@echo "audit:";  $(PY) -m tests.audit

index: $(READY)  ## Build the index, if the documents changed
	@$(PY) -m index build

retrieval: $(READY)  ## Compare ways of finding passages; takes ten minutes
	@$(PY) -m tests.quality.retrieval $(ARGS)

answers: $(READY)  ## Put our cases to the assistant
	@$(PY) -m tests.quality.answers $(ARGS)

quality: $(READY)  ## The same beside a tutorial chain and keyword search, or MODEL=provider:name
	@$(PY) -m tests.quality.report $(if $(MODEL),--model $(MODEL)) $(ARGS)

learning: $(READY)  ## Learn anew how questions find their answers; two to three hours
	@$(PY) -m tests.quality.tuning
	@$(PY) -m index build
	@$(PY) -m tests.quality.learning_intents
	@$(PY) -m tests.quality.learning_wishes
	@$(PY) -m tests.quality.learning_framing
	@$(PY) -m tests.quality.learning_bystanders
	@$(PY) -m tests.quality.learning_support
	@$(PY) -m tests.quality.learning_answers
	@$(PY) -m tests.quality.learning_tellings
	@$(PY) -m tests.quality.learning_replies
	@$(PY) -m tests.quality.learning $(ARGS)
	@$(PY) -m tests.quality.learning_weighing
	@$(PY) -m tests.quality.own_words --hints

speed: $(READY)  ## Time answering, searching and building
	@$(PY) -m tests.benchmarks.answering
	@$(PY) -m tests.benchmarks.speed $(ARGS)

install: $(READY)  ## Set up .venv; PYTHON=python3.12 picks the Python
	@echo ".venv is ready."

# Keeps what is pinned, adds what is missing, drops what is no longer needed.
lock: $(PY)  ## Write constraints.txt again; delete a line first to move that package
	@set -e; new=$$(mktemp -d); trap 'rm -rf "$$new"' EXIT; \
	echo "Installing into an empty environment ..."; \
	$(PY) -m venv "$$new/venv"; \
	"$$new/venv/bin/python" -m pip install -qq --disable-pip-version-check \
	  -c constraints.txt -e '.[dev]'; \
	{ sed -n '/^#/p' constraints.txt; \
	  "$$new/venv/bin/python" -m pip freeze --all --exclude-editable | sed 's/+[a-z0-9.]*$$//'; \
	} > "$$new/constraints.txt"; \
	cp "$$new/constraints.txt" constraints.txt

clean:  ## Remove the index, the exported model and all caches; .venv stays
	@rm -rf .index .models .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
	  .hypothesis build dist *.egg-info
	@find app.py assistant corpus index tests -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt | $(PY)
	@echo "Installing into .venv; the first time takes a few minutes ..."
	@$(PY) -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

$(PY):
	@if [ -n "$(PYTHON)" ]; then set -- "$(PYTHON)"; \
	else set -- python3 python3.13 python3.12 python3.11 python3.14 python; fi; \
	why="none of $$* was found"; \
	for python in "$$@"; do \
	  command -v "$$python" >/dev/null 2>&1 || continue; \
	  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	    why="$$python is $$("$$python" -V 2>&1)"; \
	  elif ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    why="$$python has no venv module (Debian, Ubuntu: apt-get install python3-venv)"; \
	  else \
	    "$$python" -m venv .venv || { rm -rf .venv; exit 1; }; exit 0; \
	  fi; \
	done; \
	echo "error: this needs Python 3.11 or newer with venv, but $$why; make PYTHON=... names another" >&2; \
	exit 1
