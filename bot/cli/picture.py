"""`rolewise picture`: the picture of an answer, as a file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings


def picture(
    question: Annotated[str, typer.Argument(help="A question, as in a chat.")],
    file: Annotated[Path, typer.Argument(help="The PNG file to write.", metavar="FILE.png", dir_okay=False)],
    dark: Annotated[bool, typer.Option("--dark", help="Draw for a dark ground.")] = False,
) -> None:
    """Ask one question and save the picture of its answer as PNG; what it shows is printed in words."""
    if file.suffix.lower() != ".png" or not file.parent.is_dir():
        typer.echo(f"{file}: name a file that ends in .png, in a folder that is there.", err=True)
        raise typer.Exit(2)
    settings = Settings.read(os.environ)
    # Imported here so that --help need not wait for Rasa.
    from actions.chart import Chart
    from actions.plain_text import plain_text
    from bot.assistant import Assistant
    from bot.channels.picture import png

    answers = asyncio.run(Assistant.load(settings).ask(question))
    charts = [block for answer in answers for block in answer.blocks if isinstance(block, Chart)]
    if not charts:
        typer.echo("\n\n".join(map(plain_text, answers)))
        typer.echo("This answer has no picture; questions about pay have.", err=True)
        raise typer.Exit(1)
    try:
        file.write_bytes(png(charts[0], dark))
    except OSError as error:
        typer.echo(f"{file}: cannot be written: {error.strerror}.", err=True)
        raise typer.Exit(2) from error
    typer.echo(charts[0].alternative)
    typer.echo(f"Wrote {file}")
