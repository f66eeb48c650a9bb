"""`rolewise review`: walk through the questions that had no good answer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import ROOT, Settings

if TYPE_CHECKING:
    from bot.evaluation.performance import HeldOut
    from knowledge.unanswered import Unanswered

_HELP = "a number or an intent's name adds it to the training data; s skips, d deletes, l lists the intents, q ends"


def review(
    data: Annotated[Path, typer.Option(help="Folder of training data that examples are added to.")] = ROOT
    / "data"
    / "nlu",
    measure: Annotated[bool, typer.Option(help="Afterwards, train and show what changed in the evaluation.")] = True,
) -> None:
    """Go through questions that were refused, asked back or marked unhelpful, and teach what they mean."""
    settings = Settings.read(os.environ)
    settings.export()
    from knowledge.store import Store
    from knowledge.unanswered import drop, waiting

    store = Store.open(settings.database_url)
    with store.session() as session:
        questions = waiting(session)
    if not questions:
        typer.echo("Nothing waits for review.")
        return
    from bot.model import DOMAIN
    from bot.nlu.shared import recognizer
    from bot.review import add_example, intents_of

    console = Console()
    intents = intents_of(DOMAIN)
    before = _measured(data) if measure else None
    added = 0
    console.print(f"{len(questions):,} to review: {_HELP}.", style="dim", markup=False)
    for number, question in enumerate(questions, 1):
        _show(console, question, number, len(questions))
        choice = _choice(console, question, intents)
        if choice == "q":
            break
        if choice == "s":
            continue
        if choice != "d":
            file = add_example(data, choice, question.text, recognizer())
            console.print(f"Added to {file.name} as {choice}.", style="green", markup=False)
            added += 1
        drop(store, question)
    typer.echo(f"{added} added.")
    if added and before:
        _compare(console, before, _measured(data))
        typer.echo("`rolewise train` makes the model that a running assistant takes up.")


def _show(console: Console, question: Unanswered, number: int, total: int) -> None:
    console.print(
        f"\n[dim]{number}/{total} · {question.reason.replace('_', ' ')} · {question.asked_at:%Y-%m-%d %H:%M} UTC[/dim]"
    )
    console.print(f"[bold]{escape(question.text)}[/bold]")
    for i, (intent, confidence) in enumerate(question.ranking, 1):
        console.print(f"  {i}  {intent}  {confidence:.2f}", markup=False)


def _choice(console: Console, question: Unanswered, intents: list[str]) -> str:
    while True:
        try:
            said = console.input("intent> ").strip()
        except (EOFError, KeyboardInterrupt):
            return "q"
        if said in ("s", "d", "q") or said in intents:
            return said
        if said.isdigit() and 0 < int(said) <= len(question.ranking) and question.ranking[int(said) - 1][0] in intents:
            return question.ranking[int(said) - 1][0]
        console.print(", ".join(intents) if said == "l" else f"Please type {_HELP}.", markup=False)


def _measured(data: Path) -> HeldOut:
    from bot.evaluation.examples import held_out_sets, read_examples
    from bot.evaluation.performance import score_held_out
    from bot.evaluation.reader import RolewiseReader
    from bot.model import CONFIG
    from bot.nlu.intent_classifier import configured_threshold
    from bot.nlu.shared import encoder, recognizer, words

    foreign, in_domain = held_out_sets()
    with Console(stderr=True).status("Measuring …"):
        reader = RolewiseReader.fit(read_examples(data), recognizer(), words(), encoder(), configured_threshold(CONFIG))
        return score_held_out(reader, foreign, in_domain)


def _compare(console: Console, before: HeldOut, after: HeldOut) -> None:
    table = Table("held-out utterances", "before", "after", title="What this review changed")
    for name, old, new in (
        ("foreign, refused", before.refused, after.refused),
        ("questions, read rightly", before.right, after.right),
        ("questions, wrongly refused", before.wrongly_refused, after.wrongly_refused),
    ):
        table.add_row(name, f"{old:.1%}", f"{new:.1%}")
    console.print(table)
