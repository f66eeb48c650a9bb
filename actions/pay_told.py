"""Figures of pay in sentences and tables, each source by its name where there are several."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.answer import Block, Paragraph, Table
from actions.pay_charts import Named
from actions.wording import cited, counted, listed, money
from knowledge.pay_figures import PayFigure, figures
from knowledge.survey_answers import PayFilter
from knowledge.vocabulary import label

FEW = 10


def told(found: Sequence[PayFigure], asked: PayFilter) -> list[Block]:
    """Median, middle half and number of answers, as each source has them, with a warning where they are few."""
    where = "" if asked.country else ", all countries"
    blocks: list[Block] = []
    for figure in found:
        name = "Survey median" if len(found) == 1 else f"{figure.source.title}: median"
        blocks.append(
            Paragraph(
                f"{name}{':' if len(found) == 1 else ''} {money(figure.median)} a year. The middle half earn "
                f"{money(figure.p25)} to {figure.p75:,} ({counted(figure.count, 'answer')}{where})."
            )
        )
        if figure.count < FEW:
            blocks.append(Paragraph(f"Caution: only {counted(figure.count, 'answer')}, too few to rely on."))
    return blocks


def of_all_levels(session: Session, asked: Sequence[PayFilter]) -> list[Block]:
    """The same figures without the level, which was carried over and may not have been meant."""
    found = [(one.role, figures(session, one.without("level"))) for one in asked]
    lines = [f"{role} {money(its[0].median)}" if len(asked) > 1 else money(its[0].median) for role, its in found if its]
    return [Paragraph(f"All levels together: {listed(lines)}.")] if lines else []


def tables(first: str, rows: Named) -> list[Block]:
    """A table of rows, one for each source, with a warning where answers are few."""
    slugs = list(dict.fromkeys(figure.source.slug for _, figure in rows))
    found: list[Block] = []
    for slug in slugs:
        of_source = [(name, figure) for name, figure in rows if figure.source.slug == slug]
        name = "Survey" if len(slugs) == 1 else of_source[0][1].source.title
        found.append(
            Table(
                (first, "Median", "Middle half", "Answers"),
                tuple((n, f"{f.median:,}", f"{f.p25:,} – {f.p75:,}", f"{f.count:,}") for n, f in of_source),
                f"{name}, USD a year",
                numeric=(1, 3),
            )
        )
    few = list(dict.fromkeys(name for name, figure in rows if figure.count < FEW))
    if few:
        found.append(Paragraph(f"Caution: fewer than {FEW} answers for {', '.join(few)}."))
    return found


def main_source(rows: Sequence[PayFigure]) -> list[PayFigure]:
    """The rows of the first source: a picture shows one."""
    return [figure for figure in rows if figure.source.slug == rows[0].source.slug]


def named(session: Session, rows: Sequence[PayFigure], kind: str) -> list[tuple[str, PayFigure]]:
    """Each figure with what it is called by its kind."""
    if kind in ("role", "year"):
        return [(str(figure.kind), figure) for figure in rows]
    return [(label(session, "place" if kind == "country" else kind, figure.kind), figure) for figure in rows]


def sources_of(found: Sequence[PayFigure]) -> list[str]:
    return [cited(figure.source) for figure in found]
