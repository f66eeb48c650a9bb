"""Joins the commands, and turns errors into one line and an exit code."""

from __future__ import annotations

import logging
import sys

import typer
from rich.console import Console

from bot.cli import (
    chat,
    evaluate,
    knowledge,
    picture,
    rasa_commands,
    review,
    serve,
    show_settings,
    telegram,
    train,
)
from bot.conversations.errors import ConversationsUnusable
from bot.lean import TensorFlowLeftOut
from bot.listening import AddressTaken
from bot.model import ModelMissing
from bot.settings import SettingsRefused
from bot.telegram_token import TokenRefused
from bot.workers import WorkersFailed
from knowledge.errors import KnowledgeError

app = typer.Typer(
    name="rolewise",
    help="Answers questions about roles, skills, salaries and jobs in data and machine learning, with facts and a source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(chat.chat)
app.command()(picture.picture)
app.command()(serve.serve)
app.command()(telegram.telegram)
app.command()(train.train)
app.add_typer(knowledge.app, name="knowledge")
app.command()(evaluate.evaluate)
app.command()(review.review)
# Rasa has a --help of its own.
_HANDED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
app.command(name="rasa", context_settings=_HANDED_ON)(rasa_commands.rasa)
app.command(name="settings")(show_settings.settings)

REFUSED = 2
_MENDABLE = (
    SettingsRefused,
    ModelMissing,
    KnowledgeError,
    ConversationsUnusable,
    TensorFlowLeftOut,
    AddressTaken,
    TokenRefused,
    WorkersFailed,
)


def main() -> None:
    """Run the command; an error that a person can mend is one line on standard error and exit code 2."""
    # Rasa's dependencies warn of their own future at every start; that is nobody's concern here.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    try:
        app()
    except _MENDABLE as error:
        Console(stderr=True).print(f"rolewise: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        sys.exit(130)
