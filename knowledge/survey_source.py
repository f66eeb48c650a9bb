"""Which survey a file of raw answers belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.document import SourceEntry
from knowledge.salary_file import SalarySource
from knowledge.yaml_file import read_model


@dataclass(frozen=True)
class SurveySource:
    """`entry` names the survey, `aliases` its titles that mean one role, `replaces` the slug of figures of the same."""

    entry: SourceEntry
    aliases: Mapping[str, tuple[str, ...]]
    replaces: str | None = None

    def title(self, years: Sequence[int]) -> str:
        """The source's title, with the years (ascending, not empty) that its answers are of."""
        span = str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
        return self.entry.title.replace("{years}", span)


def survey_source(path: Path, sources: Path) -> SurveySource:
    """As NAME.yaml beside NAME.csv describes it; else the curated survey that names its `answers`; else after the file.

    Raises:
        SourceRefused: the description is broken.
    """
    beside = path.with_suffix(".yaml")
    if beside.exists():
        given = read_model(SalarySource, beside)
        return SurveySource(given.entry, given.aliases)
    for file in sorted((sources / "salaries").glob("*.yaml")):
        curated = read_model(SalarySource, file)
        if curated.answers is not None:
            entry = curated.entry.copy(update={"slug": curated.answers.slug, "title": curated.answers.title})
            return SurveySource(entry, curated.aliases, replaces=curated.slug)
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "survey"
    return SurveySource(SourceEntry(slug=slug, title=f"Salary survey {path.stem}, {{years}}"), {})
