# Two commands are all a newcomer needs: `make up` and `make test`. docs/commands.md lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := up

BIN := .venv/bin
# A stamp for each content of the requirements, so that unchanged ones cost no pip run.
RUNTIME := .venv/.installed-$(shell cat requirements.txt | sha256sum | cut -c1-16)
DEV := .venv/.installed-dev-$(shell cat requirements.txt requirements-dev.txt | sha256sum | cut -c1-16)
CHECKS := lint format templates types layers migrations deploy
# What waits for browsers and servers most: half of the time.
WAITING := tests/browser tests/chaos tests/nightly
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header \
	--python-version 3.11 --quiet

# Values that only have to be well formed: no check below connects to anything.
IN_TEST := PHASEWISE_MODE=test DATABASE_URL=postgresql://nobody@127.0.0.1:1/none \
	REDIS_URL=redis://127.0.0.1:1
IN_PRODUCTION := PHASEWISE_MODE=production DATABASE_URL=postgresql://nobody@127.0.0.1:1/none \
	REDIS_URL=redis://127.0.0.1:1 ALLOWED_HOSTS=coach.example.org \
	PUBLIC_URL=https://coach.example.org MAIL_URL=smtp://127.0.0.1:1

.PHONY: up test engine $(CHECKS) cases nightly chaos lighthouse screenshots bench docs messages lock clean browser

up: $(RUNTIME) .env
	@exec $(BIN)/python manage.py up

# Every check runs, whatever the one before said; pytest comes last and closes the output. Its two
# halves run side by side, one a core, each with servers of its own.
test: $(DEV) .env browser
	@failed=""
	for check in $(CHECKS); do
	  echo "== $$check"
	  $(MAKE) --no-print-directory $$check || failed="$$failed $$check"
	done
	echo "== pytest"
	said="$$(mktemp)"
	$(BIN)/pytest $(WAITING) >"$$said" 2>&1 & waiting=$$!
	$(BIN)/pytest $(addprefix --ignore=,$(WAITING)) || failed="$$failed pytest"
	wait $$waiting || failed="$$failed pytest of $(WAITING)"
	cat "$$said"
	rm "$$said"
	if [ -n "$$failed" ]; then
	  echo "Failed:$$failed"
	  exit 1
	fi

# The engine alone needs no Django: without its plugin each of the many small tests starts sooner.
# Two halves side by side, one a core.
engine: $(DEV)
	@half() { $(BIN)/pytest -o addopts="--disable-plugin-autoload -p hypothesispytest -p no:logging \
	  --strict-markers --strict-config" -q "$$@"; }
	half tests/engine/test_[a-p]*.py & first=$$!
	half tests/engine/test_[q-z]*.py
	wait $$first

lint: $(DEV)
	@$(BIN)/ruff check .

format: $(DEV)
	@$(BIN)/ruff format --check .

templates: $(DEV)
	@$(BIN)/djlint --check --lint templates --quiet

types: $(DEV)
	@$(IN_TEST) $(BIN)/mypy

layers: $(DEV)
	@$(BIN)/lint-imports

migrations: $(DEV)
	@$(IN_TEST) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

deploy: $(DEV)
	@secret="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')"
	SECRET_KEY="$$secret" $(IN_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

# make cases CASES_DIR=/some/folder runs other cases of the same kinds.
cases: $(DEV)
	@CASES_DIR="$(CASES_DIR)" $(BIN)/pytest tests/engine/test_cases_all.py

nightly: $(DEV) .env browser
	@$(BIN)/pytest -m nightly

# CHAOS_SEED=1 CHAOS_PLANS=2000 CHAOS_KILLS=60 make a shorter run; each run prints its seed.
chaos: $(DEV) .env
	@$(BIN)/pytest -m chaos -s tests/chaos

# Part of the night, too. Fetches Lighthouse from npm once, into the user's cache.
lighthouse: $(DEV) .env browser
	@$(BIN)/pytest -m nightly -s tests/browser/test_lighthouse.py

# Needs fonts for every script of the demo's names: fonts-wqy-zenhei and fonts-lohit-deva.
screenshots: $(DEV) .env browser
	@$(BIN)/pytest -m screenshots tests/browser/test_screenshots.py

bench: $(DEV) .env
	@$(BIN)/python -m benchmarks

# Figures and rules stand in the code; this page only shows them.
docs: $(DEV) .env
	@$(BIN)/python manage.py write_rules

# Translators fill the .po files by hand; both files of a language are committed.
messages: $(DEV)
	@command -v msgfmt >/dev/null || { echo "make messages needs gettext: apt-get install gettext"; exit 1; }
	$(IN_TEST) $(BIN)/python -W ignore::RuntimeWarning manage.py collect_messages
	for catalog in locale/*/LC_MESSAGES/django.po; do
	  msgfmt --check --output-file "$${catalog%.po}.mo" "$$catalog"
	done

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --output-file requirements-dev.txt

# The folder of `make up` stays: it holds a database.
clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  .styles staticfiles test-artifacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Root gets Debian's Chromium for the browser tests; anybody else reads in the skip what to install.
browser:
	@for name in chromium chromium-browser google-chrome; do
	  if command -v $$name >/dev/null; then exit 0; fi
	done
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  echo "Installing Chromium for the browser tests"
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
	    || echo "Chromium could not be installed: the browser tests will be skipped"
	fi

.env:
	@cp .env.laptop .env

$(RUNTIME): | .venv/bin/python
	@echo "Installing packages (about half a minute, once)"
	if [ -x $(BIN)/pip ]; then pip="$(BIN)/pip"; else pip="pip3 --python $(BIN)/python"; fi
	$$pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(DEV): | .venv/bin/python
	@echo "Installing packages with those for tests (about a minute, once)"
	if [ -x $(BIN)/pip ]; then pip="$(BIN)/pip"; else pip="pip3 --python $(BIN)/python"; fi
	$$pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(RUNTIME)

# A bare Debian has Python without ensurepip: there the system's pip fills the environment.
.venv/bin/python:
	@chosen=""
	for python in python3 python3.13 python3.12 python3.11; do
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	    chosen=$$python
	    break
	  fi
	done
	if [ -z "$$chosen" ]; then
	  echo "Phasewise needs Python 3.11 or newer: apt-get install python3 python3-pip"
	  exit 1
	fi
	if $$chosen -c 'import ensurepip' 2>/dev/null; then
	  $$chosen -m venv .venv
	elif pip3 --version >/dev/null 2>&1; then
	  $$chosen -m venv --without-pip .venv
	else
	  echo "Phasewise needs pip: apt-get install python3-pip"
	  exit 1
	fi
