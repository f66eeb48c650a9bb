"""Raw articles and surveys put into the store, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from knowledge.document import Document, TermEntry, TermKind
from knowledge.errors import DocumentRefused, SourceRefused, StoreDamaged
from knowledge.ingest.article import ParsedArticle, parse_article
from knowledge.ingest.feed import load_feed
from knowledge.ingest.fetch import fetch, is_url
from knowledge.ingest.grammar import Grammar, read_grammar
from knowledge.ingest.lexicon import Lexicon, lexicon_of
from knowledge.ingest.page import read_page
from knowledge.ingest.postings_file import MAX_WHOLE, Form, form_of, page_postings
from knowledge.ingest.raw_file import read_raw
from knowledge.ingest.survey import SurveyReport, load_survey
from knowledge.ingest.unplaced import Unplaced
from knowledge.load import LoadReport, load
from knowledge.replacement import remove_source, same_source
from knowledge.roles import all_roles
from knowledge.store import Store
from knowledge.survey_file import is_survey
from knowledge.terms import all_terms
from knowledge.vocabulary_file import SOURCES, Vocabulary, read_vocabulary

# Called with the file that is read next, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


class Outcome(str, Enum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class IngestReport:
    """What a file brought, or in a dry run would bring.

    `added` counts by table what was not in the store before; `reason` tells why a file was refused.
    """

    path: Path | str
    outcome: Outcome
    document: Document | None = None
    added: dict[str, int] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    reason: str | None = None


def ingest(
    store: Store,
    paths: Iterable[Path | str],
    dry_run: bool = False,
    progress: Progress | None = None,
    sources: Path = SOURCES,
    columns: Mapping[str, str] | None = None,
) -> list[IngestReport]:
    """Put each file's article, postings or survey into the store, in a transaction of its own; a dry run leaves the store as it is.

    An article takes the place of the source of the same title and date, a survey that of its earlier answers, a feed
    that of its earlier postings. `columns` names the columns of tables that are not known by themselves. A file that
    cannot be used is refused and reported, and the others go on.

    Raises:
        SourceRefused: vocabulary.yaml or reading.yaml in `sources` is broken.
        StoreDamaged: the database fails.
    """
    vocabulary = read_vocabulary(sources / "vocabulary.yaml")
    grammar = read_grammar(sources / "reading.yaml")
    files = list(paths)
    reports: list[IngestReport] = []
    for done, given in enumerate(files):
        if progress:
            progress(str(given) if is_url(str(given)) else Path(given).name, done, len(files))
        try:
            if is_url(str(given)):
                reports.append(_ingest_url(store, str(given), vocabulary, grammar, columns, dry_run, progress))
                continue
            path = Path(given)
            if is_survey(path):
                reports.append(_ingest_survey(store, path, vocabulary, sources, dry_run, progress))
            elif holds_postings(path):
                reports.append(_ingest_feed(store, path, vocabulary, grammar, columns, dry_run, progress))
            else:
                reports.append(_ingest_one(store, path, vocabulary, grammar, dry_run))
        except DBAPIError as error:
            raise StoreDamaged(store.name, str(error.orig).strip()) from error
    if progress:
        progress("done", len(files), len(files))
    return reports


def _ingest_survey(
    store: Store, path: Path, vocabulary: Vocabulary, sources: Path, dry_run: bool, progress: Progress | None
) -> IngestReport:
    def step(done: int, lines: int) -> None:
        if progress:
            progress(path.name, done, lines)

    session_of: Callable[[], AbstractContextManager[Session]] = store.session if dry_run else store.transaction
    try:
        with session_of() as session:
            loaded = load_survey(session, path, vocabulary, sources, step)
    except SourceRefused as error:
        return IngestReport(path, Outcome.REFUSED, reason=f"{error.where}: {error.reason}")
    left_out = tuple(
        Unplaced(r.first, f"{r.lines:,} of the lines" if r.lines > 1 else "the line", reason)
        for reason, r in loaded.refused.items()
    )
    added = {"answers": loaded.answers, "roles": loaded.roles}
    return IngestReport(path, _outcome(loaded), added=added, unplaced=left_out)


def holds_postings(path: Path) -> bool:
    """Whether a file is read for postings; a page is, where it states some as JSON-LD."""
    form = form_of(path)
    if form is Form.PAGE and path.stat().st_size <= MAX_WHOLE:
        return page_postings(path.read_bytes().decode("utf-8-sig", errors="replace"))
    return form not in (None, Form.PAGE)


def _ingest_feed(
    store: Store,
    path: Path,
    vocabulary: Vocabulary,
    grammar: Grammar,
    columns: Mapping[str, str] | None,
    dry_run: bool,
    progress: Progress | None,
    name: str | None = None,
) -> IngestReport:
    def step(done: int, total: int) -> None:
        if progress:
            progress(path.name, done, total)

    session_of: Callable[[], AbstractContextManager[Session]] = store.session if dry_run else store.transaction
    form = form_of(path)
    assert form is not None
    try:
        with session_of() as session:
            loaded = load_feed(session, path, form, vocabulary, grammar, name, columns, step)
    except SourceRefused as error:
        return IngestReport(path, Outcome.REFUSED, reason=f"{error.where}: {error.reason}")
    if loaded.unchanged:
        return IngestReport(path, Outcome.UNCHANGED)
    found = loaded.report
    added = {
        "new listings": found.added,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "expired": found.expired,
        "past their last day": found.past,
        "left out": loaded.left_out,
    }
    return IngestReport(
        path, Outcome.ADDED if loaded.is_new else Outcome.REPLACED, added=added, unplaced=tuple(loaded.refused)
    )


def _ingest_url(
    store: Store,
    url: str,
    vocabulary: Vocabulary,
    grammar: Grammar,
    columns: Mapping[str, str] | None,
    dry_run: bool,
    progress: Progress | None,
) -> IngestReport:
    with TemporaryDirectory() as folder:
        try:
            path = fetch(url, Path(folder))
        except SourceRefused as error:
            return IngestReport(url, Outcome.REFUSED, reason=error.reason)
        if holds_postings(path):
            report = _ingest_feed(store, path, vocabulary, grammar, columns, dry_run, progress, url)
        else:
            report = _ingest_one(store, path, vocabulary, grammar, dry_run, url)
    return replace(report, path=url)


def _ingest_one(
    store: Store, path: Path, vocabulary: Vocabulary, grammar: Grammar, dry_run: bool, url: str | None = None
) -> IngestReport:
    try:
        text = read_page(path) if form_of(path) is Form.PAGE else read_raw(path)
        article = _parse(store, text, vocabulary, grammar)
        if url is not None:
            source = article.document.source.copy(update={"url": url})
            article = replace(article, document=article.document.copy(update={"source": source}))
    except SourceRefused as error:
        return IngestReport(path, Outcome.REFUSED, reason=f"{error.where}: {error.reason}")
    if article.is_empty:
        return IngestReport(
            path, Outcome.REFUSED, unplaced=article.unplaced, reason="nothing in it reads as an article on roles"
        )
    session_of: Callable[[], AbstractContextManager[Session]] = store.session if dry_run else store.transaction
    try:
        with session_of() as session:
            loaded = load(session, article.document, vocabulary)
    except DocumentRefused as error:
        reason = f"{error.where}: {error.reason}"
        return IngestReport(path, Outcome.REFUSED, unplaced=article.unplaced, reason=reason)
    return IngestReport(path, _outcome(loaded), article.document, loaded.added, article.unplaced)


def _parse(store: Store, text: str, vocabulary: Vocabulary, grammar: Grammar) -> ParsedArticle:
    """Read a text by what the store knows from other sources: what it brought itself before must not sway it."""
    # A session to write in, for the source is taken out to see what is known without it; then all is rolled back.
    with store.transaction() as session:
        article = parse_article(text, _lexicon(session, vocabulary, grammar))
        earlier = same_source(session, article.document.source)
        if earlier is not None:
            remove_source(session, earlier)
            article = parse_article(text, _lexicon(session, vocabulary, grammar))
        session.rollback()
    return article


def _lexicon(session: Session, vocabulary: Vocabulary, grammar: Grammar) -> Lexicon:
    terms = (
        TermEntry(name=term.name, kind=TermKind(term.kind), category=term.category, aliases=term.aliases)
        for term in all_terms(session)
    )
    return lexicon_of(vocabulary, grammar, all_roles(session), terms)


def _outcome(loaded: LoadReport | SurveyReport) -> Outcome:
    if loaded.unchanged:
        return Outcome.UNCHANGED
    return Outcome.REPLACED if loaded.replaced else Outcome.ADDED
