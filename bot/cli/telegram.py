"""`rolewise telegram`: the assistant in Telegram."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.settings import Settings


def telegram(
    api_url: Annotated[str | None, typer.Option(help="Address of your own Bot API server.")] = None,
    webhook_url: Annotated[
        str | None, typer.Option(help="Public https address that Telegram sends updates to; without it, long polling.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, with --webhook-url.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on, with --webhook-url.")] = None,
    database_url: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the knowledge store.")] = None,
) -> None:
    """Answer in Telegram, as the bot whose token is in TELEGRAM_TOKEN; @BotFather makes one.

    Updates are fetched, so it runs from a laptop without a public address, unless --webhook-url is given.
    """
    settings = Settings.read(
        os.environ,
        {
            "telegram_api_url": api_url,
            "telegram_webhook_url": webhook_url,
            "port": port,
            "host": host,
            "database_url": database_url,
        },
    )
    # Asked before the model is loaded, so that a wrong token is known at once.
    from bot.telegram import check_token

    asyncio.run(check_token(settings))
    from bot.assistant import Assistant

    if settings.telegram_webhook_url:
        from bot.listening import listen

        with listen(settings.host, settings.port) as listening:
            assistant = Assistant.load(settings)
            from bot.server import serve

            port = listening.getsockname()[1]
            typer.echo(f"Rolewise takes Telegram's updates on http://{settings.host}:{port} (Ctrl-C stops it)")
            serve(assistant, listening, telegram=True)
        return
    assistant = Assistant.load(settings)
    from bot.telegram import run_until_stopped

    asyncio.run(run_until_stopped(assistant, lambda name: typer.echo(f"Rolewise is {name} (Ctrl-C stops it)")))
