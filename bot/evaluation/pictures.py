"""Pictures of the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import confusion_matrix, roc_auc_score, roc_curve

from bot.evaluation.examples import FOLDS
from bot.evaluation.performance import Performance
from bot.evaluation.scores import Evaluation


def draw_confusion(evaluation: Evaluation, file: Path) -> None:
    """Save the confusion matrix of intents as a picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    labels = sorted(set(evaluation.expected) | set(evaluation.predicted))
    matrix = confusion_matrix(evaluation.expected, evaluation.predicted, labels=labels)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(13, 11.5))
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("predicted")
    axes.set_ylabel("expected")
    for i, j in zip(*np.nonzero(matrix)):
        axes.text(
            j, i, matrix[i, j], ha="center", va="center", fontsize=7, color="white" if shares[i, j] > 0.5 else "black"
        )
    figure.colorbar(image, label="share of the expected intent", shrink=0.7)
    axes.set_title(
        f"Intents, {FOLDS}-fold cross-validation: F1 {evaluation.intent_f1:.3f}, {len(evaluation.expected):,} examples"
    )
    figure.tight_layout()
    figure.savefig(file, dpi=90)
    plt.close(figure)


def draw_refusal(performances: Sequence[Performance], file: Path) -> None:
    """Save what share of foreign utterances each reader refuses, over the share of questions refused with them.

    A dot marks what its rules and threshold make of it.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 5))
    for performance, colour, style in zip(performances, ("#0072B2", "#D55E00"), ("-", "--")):
        held_out = performance.held_out
        truth = [1] * held_out.foreign + [0] * held_out.asked
        scores = [*held_out.foreignness, *held_out.foreignness_of_asked]
        wrongly, rightly, _ = roc_curve(truth, scores)
        area = roc_auc_score(truth, scores)
        axes.plot(wrongly, rightly, style, color=colour, label=f"{performance.name}: area {area:.3f}")
        axes.plot(held_out.wrongly_refused, held_out.refused, "o", color=colour, markersize=8)
    axes.set(xlim=(-0.005, 0.3), ylim=(0.7, 1.005))
    axes.set_xlabel("questions wrongly refused (share of the set that was kept out)")
    axes.set_ylabel("foreign utterances refused")
    axes.set_title("Refusal at every threshold; dots: at the chosen one")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
