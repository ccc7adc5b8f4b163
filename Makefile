# Each verb sets up what it needs (installer/setup.py); a second run has nothing to set up.
PYTHON ?= python3
# one more than the two cores it is made for: many tests wait for windows and cameras
WORKERS ?= 3
ARGS ?=
BIN := .venv/bin

.PHONY: help run demo test check bench soak pictures setup setup-develop
help:
	@echo "make run             start ShopGuard (sets everything up the first time)"
	@echo "make demo            the main job with four moving cameras, no screen needed (JSON=FILE: as data)"
	@echo "make test            every test (ARGS='tests/unit/audit -k merkle' for some)"
	@echo "make check           style, types, import contracts"
	@echo "make bench           speed and size against peers"
	@echo "make soak            the long campaigns"
	@echo "make pictures        draw the README's pictures and the kept screens anew"

setup:
	@$(PYTHON) installer/setup.py run

setup-develop:
	@$(PYTHON) installer/setup.py develop

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then exec $(BIN)/shopguard; \
	else echo "There is no display here, so this is the demo without one."; \
	exec $(MAKE) --no-print-directory demo; fi

demo: setup
	@$(BIN)/shopguard demo $(if $(JSON),--report "$(JSON)")

test: setup-develop
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/contracts

bench: setup-develop
	@$(BIN)/python -m tests.bench $(ARGS)

soak: setup-develop
	@$(BIN)/pytest --soak -m soak -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

pictures: setup-develop
	@$(BIN)/python -m tests.screens.guide_pictures
	@$(BIN)/python -m tests.screens.snapshots
