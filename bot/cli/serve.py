"""`rolewise serve`: the assistant over HTTP."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.settings import IN_MEMORY, PREFIX, Settings, SettingsRefused


def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless told otherwise.")] = None,
    telegram: Annotated[
        bool, typer.Option("--telegram", help="Answer in Telegram as well, as the bot of TELEGRAM_TOKEN.")
    ] = False,
    api_url: Annotated[str | None, typer.Option(help="With --telegram: address of your own Bot API server.")] = None,
    webhook_url: Annotated[
        str | None, typer.Option(help="With --telegram: public https address that Telegram sends updates to.")
    ] = None,
    database_url: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the knowledge store.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that share the port.")] = 1,
) -> None:
    """Serve the web widget and Rasa's REST channel at /webhooks/rest/webhook, with /health and /ready.

    A new model is taken as soon as `rolewise train` has made it. A worker that is killed is replaced.
    """
    settings = Settings.read(
        os.environ,
        {
            "port": port,
            "host": host,
            "telegram_api_url": api_url,
            "telegram_webhook_url": webhook_url,
            "database_url": database_url,
        },
    )
    if telegram and workers > 1:
        raise SettingsRefused("--telegram: Telegram's updates are taken by one process; leave out --workers.")
    if workers > 1 and settings.conversations_url == IN_MEMORY:
        raise SettingsRefused(f"{PREFIX}CONVERSATIONS_URL: several workers cannot share conversations in memory.")
    if telegram:
        from bot.telegram import check_token

        asyncio.run(check_token(settings))
    from bot.assistant import Assistant
    from bot.listening import listen

    with listen(settings.host, settings.port) as listening:
        assistant = Assistant.load(settings)
        from bot.server import serve as run

        address = f"[{settings.host}]" if ":" in settings.host else settings.host
        typer.echo(f"Rolewise listens on http://{address}:{listening.getsockname()[1]} (Ctrl-C stops it)")
        run(assistant, listening, workers, telegram)
