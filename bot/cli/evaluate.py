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
    docs: Annotated[Path, typer.Option(help="Folder for the report and the pictures.")] = ROOT / "docs",
    foreign: Annotated[Path | None, typer.Option(help="Utterances that must be refused, one a line.")] = None,
    in_domain: Annotated[Path | None, typer.Option(help="Questions as intent, tab, text, one a line.")] = None,
    dialogues: Annotated[Path, typer.Option(help="Folder of dialogues to hold.")] = ROOT / "tests" / "dialogues",
    encoders: Annotated[
        Path | None,
        typer.Option(help="Folder of an encoder for each further fold (encoder/README.md), to cross-validate with."),
    ] = None,
    diet_epochs: Annotated[
        int, typer.Option(help="Compare with Rasa's DIET, trained for so many epochs; it takes minutes for each.")
    ] = 0,
) -> None:
    """Measure intents, entities, the refusal of foreign utterances, and dialogues; write docs/evaluation.md."""
    settings = Settings.read(os.environ)
    settings.export()
    from bot.evaluation.cross_validation import cross_validate
    from bot.evaluation.dialogues import hold_all
    from bot.evaluation.examples import FOLDS, fold_of, held_out_sets, not_among, read_examples, split
    from bot.evaluation.performance import perform
    from bot.evaluation.pictures import draw_confusion, draw_refusal
    from bot.evaluation.reader import RolewiseReader
    from bot.evaluation.report import Held, report
    from bot.model import CONFIG, DATA
    from bot.nlu.encoder import Encoder
    from bot.nlu.intent_classifier import configured_threshold
    from bot.nlu.shared import encoder, recognizer, words

    threshold = configured_threshold(CONFIG)
    apart = held_out_sets(foreign, in_domain)
    unseen = [*apart[0], *(line.split("\t", 1)[1] for line in apart[1])]
    examples = not_among(read_examples(DATA / "nlu"), unseen)
    trained_on, kept_out = split(examples)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        # Whoever reads a fold must not have seen it: neither the classifiers nor the encoder under them.
        by_fold = [encoder(), *(Encoder(encoders / str(fold)) for fold in range(1, FOLDS) if encoders)]
        task = progress.add_task("Training without the examples to be read …", total=len(by_fold) + 1)
        readers = []
        for fold, reads in enumerate(by_fold):
            others = [e for e in examples if fold_of(e.text) != fold]
            readers.append(RolewiseReader.fit(others, recognizer(), words(), reads, threshold))
            progress.update(task, completed=fold + 1)
        progress.update(task, description="Reading …")
        performances = [perform("Rolewise", readers[0], kept_out, *apart)]
        evaluation = cross_validate(examples, readers) if encoders else performances[0].split
        progress.update(task, completed=len(by_fold) + 1)
        if diet_epochs:
            from benchmarks.diet import Diet  # of a checkout: it brings an environment of its own

            diet = Diet.fit(trained_on, diet_epochs, lambda step: progress.update(task, description=step))
            performances.append(perform(f"DIET, {diet_epochs} epochs", diet, kept_out, *apart))
        faults: list[str] = []
        held = 0
        if dialogues.is_dir():
            task = progress.add_task("Holding dialogues …", total=None)

            def told(done: int, whole: int) -> None:
                nonlocal held
                held = whole
                progress.update(task, completed=done, total=whole)

            faults = hold_all(dialogues, settings, told)
    docs.mkdir(exist_ok=True)
    draw_confusion(evaluation, docs / "confusion.png")
    if all(apart):
        draw_refusal(performances, docs / "refusal.png")
    page = report(evaluation if encoders else None, performances, Held(held, faults), threshold)
    (docs / "evaluation.md").write_text(page, "utf8")
    if encoders:
        typer.echo(f"Intents: F1 {evaluation.intent_f1:.3f} over {len(examples):,} examples, cross-validated")
        typer.echo(f"Entities: F1 {evaluation.entity_f1:.3f}")
    for performance in performances:
        part, rest = performance.split, performance.held_out
        typer.echo(
            f"{performance.name}, on {len(kept_out):,} examples that were kept out: intents F1 {part.intent_f1:.3f}, "
            f"entities F1 {part.entity_f1:.3f}; foreign utterances refused {rest.refused:.1%} of {rest.foreign:,}; "
            f"questions read rightly {rest.right:.1%} of {rest.asked:,}, wrongly refused {rest.wrongly_refused:.1%}"
        )
    if held:
        typer.echo(f"Dialogues held without fault: {held - len(faults):,} of {held:,}")
    for fault in faults:
        typer.echo(f"- {fault.splitlines()[0]}")
    typer.echo(f"Wrote {docs / 'evaluation.md'}")
