"""A file of postings put into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge.document import ListingEntry, SourceEntry
from knowledge.errors import SourceRefused
from knowledge.ingest.article import slug_of
from knowledge.ingest.grammar import Grammar
from knowledge.ingest.posting import PostingReader, RefusedPosting
from knowledge.ingest.postings_file import Form, read_postings
from knowledge.ingest.unplaced import Unplaced
from knowledge.listing_feed import FeedLoader, FeedReport, feed_named
from knowledge.vocabulary_file import Vocabulary

# Called with how many postings are read, and of how many: 0 where that is not known.
Progress = Callable[[int, int], None]
# More reasons than these tell a person no more.
_REASONS = 50
_EVERY = 1_000


@dataclass
class FeedOutcome:
    """What became of a feed; `unchanged` where its content is what was read before."""

    report: FeedReport = field(default_factory=FeedReport)
    refused: list[Unplaced] = field(default_factory=list)
    left_out: int = 0
    is_new: bool = False
    unchanged: bool = False


def load_feed(
    session: Session,
    path: Path,
    form: Form,
    vocabulary: Vocabulary,
    grammar: Grammar,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> FeedOutcome:
    """Put the file's postings into the store as the feed `name` (else the file's name).

    Those read before are updated, those gone from it leave. Memory does not grow with a table or JSON Lines.

    Raises:
        SourceRefused: no posting can be read; the session is to be rolled back.
    """
    title = name or path.name
    slug = f"feed-{slug_of(title)}"
    fingerprint = _fingerprint(path, f"{sorted((columns or {}).items())} {vocabulary.fingerprint} {grammar.json()}")
    known = feed_named(session, slug)
    if known is not None and known.fingerprint == fingerprint:
        return FeedOutcome(unchanged=True)
    url = name if name and name.startswith(("http://", "https://")) else None
    source = SourceEntry(slug=slug, title=f"Listings: {title}", url=url)
    loader = FeedLoader(session, source, vocabulary)
    outcome = FeedOutcome(is_new=loader.is_new)
    read = 0

    def entries() -> Iterator[ListingEntry]:
        nonlocal read
        reader = PostingReader(vocabulary, grammar)
        for number, fields in read_postings(path, form, grammar, columns):
            entry = fields if isinstance(fields, RefusedPosting) else reader.read(fields, number)
            if isinstance(entry, RefusedPosting):
                outcome.left_out += 1
                if len(outcome.refused) < _REASONS:
                    outcome.refused.append(Unplaced(entry.line, "the posting", entry.reason))
                continue
            read += 1
            if progress is not None and read % _EVERY == 0:
                progress(read, 0)
            yield entry

    outcome.report = loader.load(entries(), fingerprint)
    if not read:
        first = outcome.refused[0] if outcome.refused else None
        raise SourceRefused(
            path, f"posting {first.line_no}" if first else "file", first.reason if first else "it holds no posting"
        )
    return outcome


def _fingerprint(path: Path, settings: str) -> str:
    found = sha256(settings.encode())
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                found.update(chunk)
    except OSError as error:
        raise SourceRefused(path, "file", f"it cannot be read: {error.strerror}") from error
    return found.hexdigest()
