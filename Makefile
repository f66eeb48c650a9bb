# Two commands do everything: `make chat` and `make test`. The rest is for developers.
UV := $(or $(shell command -v uv 2>/dev/null),.uv/uv-program)
BIN := .venv/bin
PORT ?= 5005
ARGS ?=

# Where bytecode is not kept, each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help chat serve telegram train knowledge test lint evaluate bench install clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

chat: knowledge train ## Install what is missing, build, train if needed, and chat
	@$(BIN)/rolewise chat $(ARGS)

serve: knowledge train ## The same, over HTTP: make serve PORT=8080
	@$(BIN)/rolewise serve --port $(PORT) $(ARGS)

telegram: knowledge train ## The same, in Telegram: TELEGRAM_TOKEN=… make telegram
	@$(BIN)/rolewise telegram $(ARGS)

train: knowledge ## Train the model if anything changed
	@$(BIN)/rolewise train

knowledge: install ## Build the knowledge store if its sources changed
	@$(BIN)/rolewise knowledge build

test: install ## Run every test
	@$(BIN)/python -m pytest --numprocesses 3 --dist loadfile $(ARGS)

lint: install ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

evaluate: knowledge ## Measure understanding and write docs/evaluation.md
	@$(BIN)/rolewise evaluate $(ARGS)

bench: knowledge train ## Measure Rolewise beside stock Rasa and write docs/benchmarks.md; takes long
	@$(BIN)/python -m benchmarks.stock_rasa $(ARGS)

install: .venv/installed

.venv/installed: pyproject.toml uv.lock .python-version | $(UV)
	@$(UV) sync --frozen
	@touch $@

.uv/uv-program:
	@echo "Fetching uv into .uv/ …"
	@python3 tools/get_uv.py

clean: ## Remove everything that the other commands made
	rm -rf .venv .uv .bench var models .rasa results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
