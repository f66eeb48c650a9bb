"""`rolewise serve`: the assistant over HTTP."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.settings import Settings
from bot.telegram_token import MISSING, TokenRefused


def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless told otherwise.")] = None,
    telegram: Annotated[
        bool, typer.Option("--telegram", help="Answer in Telegram as well, as the bot of TELEGRAM_TOKEN.")
    ] = False,
    database_url: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the knowledge store.")] = None,
) -> None:
    """Serve Rasa's REST channel at /webhooks/rest/webhook, with /health and /ready."""
    settings = Settings.read(os.environ, {"port": port, "host": host, "database_url": database_url})
    if telegram and not settings.telegram_token:
        raise TokenRefused(MISSING)
    from bot.assistant import Assistant
    from bot.server import serve as run

    assistant = Assistant.load(settings)
    typer.echo(f"Rolewise listens on http://{settings.host}:{settings.port} (Ctrl-C stops it)")
    run(assistant, telegram)
