"""The command line: one file a command."""

from bot.garbage import put_off


def main() -> None:
    """Run the command line; see `bot.cli.app.main`."""
    with put_off():
        from bot.cli.app import main as run
    run()
