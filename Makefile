# 明策 Mingce. `make help` lists the targets; each needs nothing but python3 (3.11 or newer) and make.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser index run test eval bench lint format clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.installed: requirements.txt
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: $(VENV)/.installed ## make .venv with everything that the product needs

setup-dev: $(VENV)/.installed-dev ## the same, with what the tests and the evaluation need

browser: ## install Chromium, a Chinese font and nginx for the browser tests (Debian, as root)
	@{ test -x /usr/bin/chromium && test -x /usr/sbin/nginx; } || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk nginx >/dev/null; \
	  else echo '!! chromium or nginx is missing and cannot be installed here: browser tests will be skipped' >&2; fi; }

index: setup ## corpus/ -> index/
	$(PY) build_index.py

run: setup ## index what is new in the corpus and serve the web page on http://127.0.0.1:7860
	$(PY) build_index.py
	$(PY) app.py

# Two workers, a thread each for the models: their threads would only wait for each other.
test: ## all tests
	@$(MAKE) --no-print-directory -j2 setup-dev browser
	OMP_NUM_THREADS=1 $(PY) -m pytest -n 2 --no-loadscope-reorder

eval: setup-dev ## the evaluation table, also as JSON in evaluation/results/
	$(PY) -m evaluation

bench: setup-dev ## speed and memory, as JSON in evaluation/results/
	$(PY) -m evaluation.bench

lint: setup-dev ## ruff and mypy
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: setup-dev ## let ruff format the code
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

clean: ## remove what was built, not the environment
	rm -rf index/build-* index/parsed index/manifest.json index/.lock .pytest_cache .mypy_cache .ruff_cache
