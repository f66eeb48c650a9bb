"""`rolewise rasa …`: Rasa's own commands, without TensorFlow and with the actions in process."""

from __future__ import annotations

import os
import sys

import typer

from bot.settings import Settings


def rasa(context: typer.Context) -> None:
    """Run a command of Rasa: `rolewise rasa data validate`, `train`, `shell`, `test`, `run`, …

    Everything after `rasa` is handed on as it is. Actions run in this process, so no action server is needed.
    """
    Settings.read(os.environ).export()
    from rasa.__main__ import main

    from bot import local_action

    local_action.install()
    sys.argv = ["rasa", *context.args]
    main()
