"""A survey's raw answers put into the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from knowledge.errors import SourceRefused
from knowledge.ingest.survey_filling import Filling
from knowledge.origins import SourceRow
from knowledge.pay_sample import PaySample, read_pays
from knowledge.replacement import add_source, drop_orphans, remove_source
from knowledge.salaries import SalaryRow
from knowledge.survey_answers import SurveyPayRow, SurveyRow
from knowledge.survey_file import RefusedLine, read_answers
from knowledge.survey_source import survey_source
from knowledge.table import key
from knowledge.vocabulary_file import SOURCES, Vocabulary

# Called with how many lines are read, and of how many.
Progress = Callable[[int, int], None]
# More reasons than these tell a person no more.
_REASONS = 50


@dataclass(frozen=True)
class Refused:
    """How many lines were left out for one reason, and the first of them."""

    lines: int
    first: int


@dataclass(frozen=True)
class SurveyReport:
    """What a survey brought; `refused` has the lines that were left out, by reason."""

    title: str
    answers: int = 0
    roles: int = 0
    refused: Mapping[str, Refused] = field(default_factory=dict)
    replaced: bool = False
    unchanged: bool = False


def load_survey(
    session: Session,
    path: Path,
    vocabulary: Vocabulary,
    sources: Path = SOURCES,
    progress: Progress | None = None,
) -> SurveyReport:
    """Put the answers in `path` into the store, in place of those that the same survey gave before.

    A line that holds no answer is left out and reported. Memory does not grow with the file.

    Raises:
        SourceRefused: the file is no survey, or holds no answer at all; the session is to be rolled back.
    """
    described = survey_source(path, sources)
    lines, digest = _contents(path)
    fingerprint = sha256(f"{digest} {described!r} {vocabulary.fingerprint}".encode()).hexdigest()
    earlier = _earlier(session, described.entry.slug)
    if earlier is not None and earlier.fingerprint == fingerprint:
        return SurveyReport(earlier.title, unchanged=True)
    if earlier is not None:
        remove_source(session, earlier)
    source = add_source(session, described.entry, fingerprint, curated=False)
    session.add(SurveyRow(source_id=source.id, replaces=described.replaces, answers=0))
    session.flush()
    filling = Filling(session, int(source.id), described.aliases, vocabulary)
    refused: dict[str, Refused] = {}
    for number, answer in enumerate(read_answers(path)):
        if isinstance(answer, RefusedLine):
            _note(refused, answer)
        else:
            filling.add(answer.group, answer.pay)
        if progress is not None and number % 5_000 == 0:
            progress(number, lines)
    filling.write()
    if not filling.answers:
        first = next(iter(refused.items()), ("it holds no answer", Refused(0, 1)))
        raise SourceRefused(path, f"line {first[1].first}", first[0])
    _summarise(session, int(source.id), filling.role_ids)
    source.title = described.title(filling.years)
    source.title_key = key(source.title)
    session.execute(update(SurveyRow).where(SurveyRow.source_id == source.id).values(answers=filling.answers))
    session.flush()
    drop_orphans(session)
    if progress is not None:
        progress(lines, lines)
    return SurveyReport(source.title, filling.answers, len(filling.role_ids), refused, replaced=earlier is not None)


def _contents(path: Path) -> tuple[int, str]:
    """The number of lines in a file, and a digest of it."""
    lines, digest = 0, sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                lines += chunk.count(b"\n")
                digest.update(chunk)
    except OSError as error:
        raise SourceRefused(path, "file", f"it cannot be read: {error.strerror}") from error
    return lines, digest.hexdigest()


def _earlier(session: Session, slug: str) -> SourceRow | None:
    found: SourceRow | None = session.scalar(
        select(SourceRow).join(SurveyRow, SurveyRow.source_id == SourceRow.id).where(SourceRow.slug == slug)
    )
    return found


def _note(refused: dict[str, Refused], line: RefusedLine) -> None:
    reason = line.reason if line.reason in refused or len(refused) < _REASONS else "other reasons"
    before = refused.get(reason, Refused(0, line.line))
    refused[reason] = Refused(before.lines + 1, before.first)


def _summarise(session: Session, source_id: int, role_ids: Sequence[int]) -> None:
    """Quartiles by role, level and year, the figures asked for most."""
    for role_id in role_ids:
        by_kind: defaultdict[tuple[str | None, int | None], list[bytes]] = defaultdict(list)
        rows = session.execute(
            select(SurveyPayRow.level, SurveyPayRow.year, SurveyPayRow.pays).where(
                SurveyPayRow.source_id == source_id, SurveyPayRow.role_id == role_id
            )
        )
        for level, year, pays in rows:
            for one_level in (None, level):
                for one_year in (None, year):
                    by_kind[one_level, one_year].append(pays)
        figures = []
        for (one_level, one_year), stored in by_kind.items():
            sample = PaySample([read_pays(pays) for pays in stored])
            p25, median, p75 = sample.quartiles
            figures.append({"role_id": role_id, "source_id": source_id, "level": one_level, "year": one_year,
                            "count": sample.count, "p25": p25, "median": median, "p75": p75})  # fmt: skip
        session.execute(insert(SalaryRow.__table__), figures)
