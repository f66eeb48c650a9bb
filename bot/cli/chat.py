"""`rolewise chat`: the assistant in the terminal."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from actions.answer import Button
from actions.plain_text import plain_text
from bot.settings import IN_MEMORY, PREFIX, ROOT, Settings

if TYPE_CHECKING:
    from bot.assistant import Assistant, Trace

_LEAVING = frozenset({"exit", "quit", ":q"})


def chat(
    debug: Annotated[bool, typer.Option("--debug", help="Show how each message was understood.")] = False,
    database_url: Annotated[str | None, typer.Option(help="SQLAlchemy URL of the knowledge store.")] = None,
) -> None:
    """Chat in the terminal; standard input that is no terminal is read a line at a time.

    Numbered buttons can be typed. Leave with `exit` or Ctrl-D.
    """
    # A chat is a fresh conversation, and nothing of it stays, unless somebody says where.
    kept = os.environ.get(f"{PREFIX}CONVERSATIONS_URL", IN_MEMORY)
    settings = Settings.read(os.environ, {"database_url": database_url, "conversations_url": kept})
    console = Console()
    if sys.stdin.isatty():
        with console.status("Loading …"):
            assistant = _load(settings)
        _greet(console)
        lines: Iterator[str] = _typed()
    else:
        assistant = _load(settings)
        lines = (line.rstrip("\n") for line in sys.stdin)
    asyncio.run(_talk(assistant, lines, console, debug, plain=not sys.stdin.isatty()))


def _load(settings: Settings) -> Assistant:
    # Imported here so that --help need not wait for Rasa.
    from bot.assistant import Assistant

    return Assistant.load(settings)


async def _talk(assistant: Assistant, lines: Iterator[str], console: Console, debug: bool, plain: bool) -> None:
    from bot.channels.shell import show

    conversation = secrets.token_hex(8)
    buttons: tuple[Button, ...] = ()
    while True:
        line = await asyncio.to_thread(next, lines, None)
        if line is None or line.strip().lower() in _LEAVING:
            break
        if not line.strip() and not plain:
            continue
        message = chosen(line, buttons)
        trace: Trace | None = None
        if debug:
            answers, trace = await assistant.traced(message, conversation)
        else:
            answers = await assistant.ask(message, conversation)
        for answer in answers:
            buttons = answer.buttons
            if plain:
                print(plain_text(answer), end="\n\n", flush=True)
            else:
                show(console, answer)
        if trace:
            _show_trace(console, trace)


def chosen(line: str, buttons: tuple[Button, ...]) -> str:
    """The payload of the button whose number was typed, or the line itself."""
    number = line.strip()
    if number.isdecimal() and 1 <= int(number) <= len(buttons):
        return buttons[int(number) - 1].payload
    return line


def _typed() -> Iterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    history = ROOT / "var" / "chat-history"
    history.parent.mkdir(exist_ok=True)
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            yield session.prompt("you › ")
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line, as in a shell
        except EOFError:
            return


def _greet(console: Console) -> None:
    console.print(
        Text("Rolewise", style="bold cyan"),
        Text("– ask about roles, skills, salaries and jobs in data and machine learning."),
    )
    console.print(Text("Type a question, or the number of a button. Leave with “exit” or Ctrl-D.\n", style="dim"))


def _show_trace(console: Console, trace: Trace) -> None:
    ranking = ", ".join(f"{name} {p:.2f}" for name, p in trace.ranking[1:4])
    lines = [
        f"intent    {trace.intent} {trace.confidence:.2f}" + (f"  (then {ranking})" if ranking else ""),
        f"entities  {', '.join(f'{kind}={value}' for kind, value in trace.entities) or '-'}",
        f"slots     {', '.join(f'{name}={value}' for name, value in trace.slots.items()) or '-'}",
        f"action    {trace.action} by {trace.policy}, {trace.milliseconds:.1f} ms",
    ]
    if len(trace.questions) > 1:
        lines.insert(1, f"questions {', '.join(trace.questions)}")
    console.print(Text("\n".join(lines) + "\n", style="dim"))
