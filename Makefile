# Every target sets up what it needs; ARGS reaches the program behind it: make test ARGS="-k deadline".
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-test demo test check fix bench drill drill-rights drill-security messages pages lock
BIN := .venv/bin
SETUP = python=$$(tools/python.sh) && "$$python" tools/setup.py
BESIDE = -n 2 --dist loadfile
# Tests start the program dozens of times: its compiled modules are kept in .venv, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/.venv/compiled
PYTHONPATHS = src tests tools $(wildcard bench)

help:        ## Say what can be made
	@sed -n 's/^\([a-z-]*\): .*## /make \1\t/p' Makefile | expand -t 24

setup:       ## Make .venv with the motcua command
	@$(SETUP) run

setup-dev:
	@$(SETUP) dev

setup-test:
	@$(SETUP) test

demo: setup  ## Play a year of work in the embedded province, then serve it
	$(BIN)/motcua demo $(ARGS)

test: setup-test ## Run every test on SQLite, then those that touch the database on PostgreSQL
	$(BIN)/python -m pytest $(BESIDE) $(ARGS)
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest --only-database $(BESIDE) $(ARGS)

check: setup-dev ## Format, lint, types, floors, generated pages in step
	$(BIN)/ruff format --check $(PYTHONPATHS)
	$(BIN)/ruff check $(PYTHONPATHS)
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/generate.py --check
	$(BIN)/mypy
	$(BIN)/bandit -q -r src -c pyproject.toml

fix: setup-dev ## Mend format and lint, write generated pages anew
	$(BIN)/ruff check --fix $(PYTHONPATHS)
	$(BIN)/ruff format $(PYTHONPATHS)
	$(BIN)/python tools/generate.py

bench: setup-dev ## Measure speed beside the raw limits of the machine
	$(BIN)/python -m bench $(ARGS)

drill: setup-test ## Run the long tests too, as before a release
	$(BIN)/python -m pytest --drill $(BESIDE) $(ARGS)

drill-security: setup-test ## Attack our own pages with sqlmap and wapiti, signed in
	PYTHONPATH=tools:src:. $(BIN)/python tools/drill/security.py $(ARGS)

drill-rights: setup-test ## Delete one permission check at a time; every one must be noticed
	$(BIN)/python tools/drill_rights.py $(ARGS)

messages: setup-dev ## Gather the words to translate (needs gettext)
	cd src/motcua && ../../$(BIN)/django-admin makemessages --locale en --no-location --no-wrap --ignore built --settings motcua.config.settings
	$(BIN)/python tools/translations.py

lock: setup  ## Take newer versions into the hashed requirement files
	tools/lock.sh
