"""The command line: one file a command."""

from bot.cli.app import main

__all__ = ["main"]
