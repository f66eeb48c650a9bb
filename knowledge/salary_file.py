"""Pay statistics as files hold them: a CSV of figures, a YAML of where they come from."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy.orm import Session

from knowledge.document import Level, SourceEntry
from knowledge.errors import SourceRefused
from knowledge.load import LoadReport
from knowledge.naming import name_role
from knowledge.replacement import add_source, drop_orphans, remove_source, same_source
from knowledge.salaries import SalaryRow
from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary
from knowledge.yaml_file import parse, read_yaml

HEADER = ["title", "level", "year", "count", "p25", "median", "p75"]


class RawAnswers(BaseModel):
    """What the source is called when its raw answers come in; `{years}` in the title stands for theirs."""

    slug: str
    title: str


class SalarySource(SourceEntry):
    """`aliases` are titles that mean one role. Raw answers without a description of their own are of the survey that
    names its `answers`, and stand in place of its figures."""

    aliases: dict[str, tuple[str, ...]] = {}
    answers: RawAnswers | None = None

    @property
    def entry(self) -> SourceEntry:
        return SourceEntry(**self.dict(exclude={"aliases", "answers"}))


@dataclass(frozen=True)
class SalaryEntry:
    """One row of figures, in whole USD a year; `level` or `year` None means all of them."""

    title: str
    level: Level | None
    year: int | None
    count: int
    p25: int
    median: int
    p75: int


@dataclass(frozen=True)
class SalaryFile:
    source: SourceEntry
    aliases: Mapping[str, tuple[str, ...]]
    entries: tuple[SalaryEntry, ...]


def read_salaries(path: Path) -> SalaryFile:
    """The figures in NAME.csv, with the source in NAME.yaml beside it; SourceRefused where one is broken."""
    described = path.with_suffix(".yaml")
    source = parse(SalarySource, described, read_yaml(described))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if header != HEADER:
                raise SourceRefused(path, "line 1", f"the header is not {','.join(HEADER)}")
            entries = tuple(_entry(path, rows.line_num, row) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceRefused(path, "file", f"it cannot be read as CSV in UTF-8: {error}") from error
    seen: dict[tuple[str, Level | None, int | None], int] = {}
    for line, entry in enumerate(entries, 2):
        earlier = seen.setdefault((key(entry.title), entry.level, entry.year), line)
        if earlier != line:
            raise SourceRefused(path, f"line {line}", f"it has the title, level and year of line {earlier}")
    return SalaryFile(source.entry, source.aliases, entries)


def _entry(path: Path, line: int, row: list[str]) -> SalaryEntry:
    where = f"line {line}"
    if len(row) != len(HEADER):
        raise SourceRefused(path, where, f"it has {len(row)} fields, not {len(HEADER)}")
    title, level, *numbers = (given.strip() for given in row)
    if not title:
        raise SourceRefused(path, where, "title is empty")
    if level and level not in {known.value for known in Level}:
        raise SourceRefused(path, where, f"level is {level!r}, not one of {', '.join(known.value for known in Level)}")
    for name, number in zip(HEADER[2:], numbers):
        if not (re.fullmatch("[0-9]{1,9}", number) or (name == "year" and not number)):
            raise SourceRefused(path, where, f"{name} is {number!r}, not a whole number")
    year = int(numbers[0]) if numbers[0] else None
    count, p25, median, p75 = map(int, numbers[1:])
    if not p25 <= median <= p75:
        raise SourceRefused(path, where, f"the quartiles {p25}, {median}, {p75} do not ascend")
    return SalaryEntry(title, Level(level) if level else None, year, count, p25, median, p75)


def load_salaries(session: Session, salaries: SalaryFile, vocabulary: Vocabulary) -> LoadReport:
    """Put figures into the store, in place of those of the source of the same title and date."""
    title = salaries.source.title
    fingerprint = sha256((repr(salaries) + vocabulary.fingerprint).encode()).hexdigest()
    earlier = same_source(session, salaries.source)
    if earlier is not None and earlier.fingerprint == fingerprint:
        return LoadReport(title, unchanged=True)
    if earlier is not None:
        remove_source(session, earlier)
    source_id = int(add_source(session, salaries.source, fingerprint, curated=True).id)
    roles: dict[str, int] = {}
    rows: dict[tuple[int, str | None, int | None], SalaryRow] = {}
    for entry in salaries.entries:
        if entry.title not in roles:
            aliases = salaries.aliases.get(entry.title, ())
            roles[entry.title] = name_role(session, source_id, entry.title, vocabulary, aliases)
        level = entry.level and entry.level.value
        row = SalaryRow(
            role_id=roles[entry.title], source_id=source_id, level=level, year=entry.year,
            count=entry.count, p25=entry.p25, median=entry.median, p75=entry.p75,
        )  # fmt: skip
        # Titles that turn out to be one role: the better founded figure stands, for quartiles cannot be merged.
        other = rows.get((roles[entry.title], level, entry.year))
        if other is None or other.count < entry.count:
            rows[roles[entry.title], level, entry.year] = row
    session.add_all(rows.values())
    session.flush()
    drop_orphans(session)
    return LoadReport(title, {"roles": len(set(roles.values())), "salaries": len(rows)}, replaced=earlier is not None)
