"""`rolewise evaluate`: measure understanding."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.settings import ROOT, Settings


def evaluate(
    docs: Annotated[Path, typer.Option(help="Folder for the report and the picture.")] = ROOT / "docs",
    foreign: Annotated[Path | None, typer.Option(help="Utterances that must be refused, one a line.")] = None,
    in_domain: Annotated[Path | None, typer.Option(help="Questions as intent, tab, text, one a line.")] = None,
) -> None:
    """Measure intents and entities by cross-validation, and the refusal of foreign utterances; write docs/evaluation.md."""
    settings = Settings.read(os.environ)
    settings.export()
    from bot.evaluation import cross_validate, draw_confusion, held_out_sets, read_examples, score_held_out
    from bot.evaluation_report import report
    from bot.model import CONFIG, DATA
    from bot.nlu.intent_classifier import configured_threshold
    from bot.nlu.shared import recognizer, words

    threshold = configured_threshold(CONFIG)
    examples = read_examples(DATA / "nlu")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Cross-validating …", total=6)
        evaluation = cross_validate(
            examples, recognizer(), words(), threshold, lambda fold: progress.update(task, completed=fold)
        )
        progress.update(task, description="Held-out utterances …")
        held_out = score_held_out(examples, *held_out_sets(foreign, in_domain), recognizer(), words(), threshold)
        progress.update(task, completed=6)
    docs.mkdir(exist_ok=True)
    draw_confusion(evaluation, docs / "confusion.png")
    (docs / "evaluation.md").write_text(report(evaluation, held_out, threshold), "utf8")
    typer.echo(f"Intents: F1 {evaluation.intent_f1:.3f} over {len(examples):,} examples, cross-validated")
    typer.echo(f"Entities: F1 {evaluation.entity_f1:.3f}")
    if held_out.foreign:
        typer.echo(f"Foreign utterances refused: {held_out.refused:.1%} of {held_out.foreign:,}")
    if held_out.asked:
        typer.echo(
            f"Held-out questions read rightly: {held_out.right:.1%} of {held_out.asked:,}; refused: {held_out.wrongly_refused:.1%}"
        )
    typer.echo(f"Wrote {docs / 'evaluation.md'} and {docs / 'confusion.png'}")
