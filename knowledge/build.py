"""The store made from its sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from knowledge.document import Document, SourceEntry
from knowledge.errors import DocumentRefused, SourceRefused, StoreDamaged, StoreMissing
from knowledge.load import LoadReport, load
from knowledge.naming import name_category
from knowledge.origins import SourceRow
from knowledge.replacement import drop_orphans, remove_source
from knowledge.salary_file import SalaryFile, load_salaries, read_salaries
from knowledge.schema import upgrade
from knowledge.store import SCHEMA, Store, StoreRow
from knowledge.table import Table, key
from knowledge.terms import CategoryAliasRow
from knowledge.vocabulary import load_labels
from knowledge.vocabulary_file import SOURCES, Vocabulary, read_vocabulary
from knowledge.yaml_file import read_model

# Called with what is being done, how many steps are done, and of how many.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BuildReport:
    """`loaded` has a report for each source; `moved` is where a damaged store was put aside."""

    changed: bool
    loaded: tuple[LoadReport, ...] = ()
    moved: Path | None = None


@dataclass(frozen=True)
class _Sources:
    vocabulary: Vocabulary
    documents: tuple[tuple[Path, Document], ...]
    salaries: tuple[tuple[Path, SalaryFile], ...]
    fingerprint: str


def build(store_url: str, sources_dir: Path = SOURCES, progress: Progress | None = None) -> BuildReport:
    """Make the store, or bring it up to its sources, in one transaction; nothing happens if they have not changed.

    Documents that came in from elsewhere stay. A damaged SQLite file is put aside and a new one made.

    Raises:
        SourceRefused: a source file is broken; the store is as it was.
        StoreDamaged: the database cannot be used, and is none that could be put aside.
    """
    sources = _read(Path(sources_dir))
    moved = _set_aside_if_damaged(store_url)
    store = Store(store_url)
    try:
        with store.transaction() as session:
            Table.metadata.create_all(session.connection())
            # The row is locked until the end, so that builds on a server take turns.
            state = session.scalar(select(StoreRow).with_for_update())
            if state is None:
                state = StoreRow(id=1, schema=SCHEMA, version=0)
                session.add(state)
                session.flush()
            if state.fingerprint == sources.fingerprint:
                session.rollback()
                return BuildReport(False, moved=moved)
            reports = _load(session, sources, progress)
            session.execute(update(StoreRow).values(fingerprint=sources.fingerprint))
        return BuildReport(True, reports, moved)
    finally:
        store.close()


def _load(session: Session, sources: _Sources, progress: Progress | None) -> tuple[LoadReport, ...]:
    steps = 1 + len(sources.documents) + len(sources.salaries)

    def step(what: str, done: int) -> None:
        if progress is not None:
            progress(what, done, steps)

    step("vocabulary", 0)
    _load_vocabulary(session, sources.vocabulary)
    kept = {_identity(d.source) for _, d in sources.documents} | {_identity(s.source) for _, s in sources.salaries}
    for row in session.scalars(select(SourceRow).where(SourceRow.curated)).all():
        if _identity(row) not in kept:
            remove_source(session, row)
    reports = []
    for done, (path, document) in enumerate(sources.documents, 1):
        step(path.name, done)
        try:
            reports.append(load(session, document, sources.vocabulary, curated=True))
        except DocumentRefused as error:
            raise SourceRefused(path, error.where, error.reason) from error
    for done, (path, salaries) in enumerate(sources.salaries, 1 + len(sources.documents)):
        step(path.name, done)
        reports.append(load_salaries(session, salaries, sources.vocabulary))
    drop_orphans(session)
    step("done", steps)
    return tuple(reports)


def _load_vocabulary(session: Session, vocabulary: Vocabulary) -> None:
    load_labels(session, vocabulary)
    session.execute(delete(CategoryAliasRow))
    for name, aliases in vocabulary.categories.items():
        name_category(session, name, (name, *aliases))


def _identity(source: SourceEntry | SourceRow) -> tuple[str, date | None]:
    return key(source.title), source.published


def _read(sources_dir: Path) -> _Sources:
    """All source files, checked as far as each can be by itself."""
    vocabulary_path = sources_dir / "vocabulary.yaml"
    vocabulary = read_vocabulary(vocabulary_path)
    articles = sorted((sources_dir / "articles").glob("*.yaml"))
    figures = sorted((sources_dir / "salaries").glob("*.csv"))
    documents = tuple((path, read_model(Document, path)) for path in articles)
    salaries = tuple((path, read_salaries(path)) for path in figures)
    seen: dict[tuple[str, date | None], Path] = {}
    described = [(path, document.source) for path, document in documents]
    described += [(path, figure.source) for path, figure in salaries]
    for path, source in described:
        earlier = seen.setdefault(_identity(source), path)
        if earlier != path:
            raise SourceRefused(path, "source.title", f"{earlier.name} has the same title and date")
    files = [vocabulary_path, *articles, *figures, *(path.with_suffix(".yaml") for path in figures)]
    return _Sources(vocabulary, documents, salaries, _fingerprint(sources_dir, files))


def _fingerprint(folder: Path, files: Sequence[Path]) -> str:
    found = sha256(str(SCHEMA).encode())
    for path in files:
        found.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
        found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _set_aside_if_damaged(url: str) -> Path | None:
    """Put a damaged SQLite file, with what belongs to it, out of the way; where to, or None if nothing was moved."""
    store = Store(url)
    try:
        if store.file is not None:
            store.file.parent.mkdir(parents=True, exist_ok=True)
            if not store.file.exists():
                return None
        upgrade(store)
        store.check()
        return None
    except StoreMissing:
        return None
    except StoreDamaged:
        if store.file is None:
            raise
        store.close()
        aside = store.file.with_name(store.file.name + ".damaged")
        for suffix in ("-wal", "-shm"):
            store.file.with_name(store.file.name + suffix).unlink(missing_ok=True)
        store.file.replace(aside)
        return aside
    finally:
        store.close()
