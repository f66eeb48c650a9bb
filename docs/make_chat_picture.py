"""Draws docs/chat.svg: asks the assistant a few questions and keeps what the terminal shows.

Run it after `make train` with `.venv/bin/python docs/make_chat_picture.py`.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from actions.answer import Answer
from bot.assistant import Assistant
from bot.channels.shell import show
from bot.settings import Settings

PICTURE = Path(__file__).parent / "chat.svg"
WIDTH = 100
QUESTIONS = (
    "what is a machine learning engineer?",
    "and what skills does the manager need?",
    "show me remote jobs",
    "what does a data scientist earn?",
)
ALTERNATIVE = "A chat with Rolewise in a terminal. The questions are: " + " ".join(QUESTIONS)

_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
_THEME = TerminalTheme(
    (24, 27, 36),
    (214, 219, 230),
    [(24, 27, 36), (240, 113, 120), (166, 218, 149), (238, 212, 159),
     (138, 173, 244), (198, 160, 246), (94, 205, 214), (214, 219, 230)],
)  # fmt: skip


async def ask(questions: Sequence[str]) -> list[list[Answer]]:
    """Each question's answers, asked in one conversation."""
    assistant = Assistant.load(Settings.read(os.environ))
    return [await assistant.ask(question, "picture") for question in questions]


def draw(questions: Sequence[str], answers: Sequence[Sequence[Answer]]) -> str:
    """The chat as an SVG that needs nothing from outside, web fonts included."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for question, given in zip(questions, answers):
        console.print(Text.assemble(("you › ", "bold green"), (question, "bold")), end="\n\n")
        for answer in given:
            show(console, answer)
    return console.export_svg(title="rolewise chat", theme=_THEME, code_format=_format(), unique_id="chat")


def _format() -> str:
    """Rich's own frame with the fonts of the reader's machine in place of those of a web server."""
    frame = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.S)
    frame = re.sub(r"font-family: [^;]+;", f"font-family: {_FONTS};", frame)
    frame = frame.replace("font-size: {char_height}px", "font-size: 20.25px")  # as wide as Rich's cells in these fonts
    frame = re.sub(r"\s*<!-- Generated with Rich.*?-->", "", frame)
    # Without xml:space some viewers drop the spaces that align columns.
    return re.sub(
        r"<svg ([^>]*)>", rf'<svg xml:space="preserve" role="img" \1>\n    <title>{ALTERNATIVE}</title>', frame, count=1
    )


def main() -> None:
    """Ask, draw, and say where the picture lies."""
    PICTURE.write_text(draw(QUESTIONS, asyncio.run(ask(QUESTIONS))), encoding="utf8")
    print(f"Drew {PICTURE}")


if __name__ == "__main__":
    main()
