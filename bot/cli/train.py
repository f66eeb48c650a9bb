"""`rolewise train`: train the model if anything changed."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated

import typer
from rich.console import Console

from bot.settings import Settings
from knowledge.store import Store


def train(force: Annotated[bool, typer.Option("--force", help="Train even if nothing changed.")] = False) -> None:
    """Train the model from config.yml, domain.yml and data/, if anything changed."""
    settings = Settings.read(os.environ)
    settings.export()
    from bot import model

    existing = model.current(settings.models)
    if existing and not force:
        typer.echo(f"The model is up to date: {existing}")
        return
    Store.open(settings.database_url)
    from bot.assistant import quiet_logs

    quiet_logs(settings.log_level)
    started = time.perf_counter()
    with Console(file=sys.stderr).status("Training …") as status:
        path = model.train(settings.models, force, status.update)
    typer.echo(f"Trained {path} in {time.perf_counter() - started:.0f} s")
