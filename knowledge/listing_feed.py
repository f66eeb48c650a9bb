"""A feed of postings put into the store: what is new is added, what changed is changed, what is gone goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from knowledge.document import ListingEntry, SourceEntry
from knowledge.listings import ListingRow
from knowledge.load import listing_values
from knowledge.naming import name_role_of_listing
from knowledge.origins import SourceRow
from knowledge.places import Place, parse_place
from knowledge.replacement import add_source, drop_orphans
from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary

# So that memory does not grow with the feed.
_AT_ONCE = 500
_MOST_KNOWN = 20_000


@dataclass
class FeedReport:
    """How many postings are new, changed, the same as before, gone from the feed, or past their last day."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    expired: int = 0
    past: int = 0


class FeedLoader:
    """Puts a feed's postings into the store; names of roles and places are looked up once each."""

    def __init__(self, session: Session, source: SourceEntry, vocabulary: Vocabulary) -> None:
        self._session = session
        self._vocabulary = vocabulary
        found = feed_named(session, source.slug)
        self.is_new = found is None
        self._source: SourceRow = found or add_source(session, source, "", curated=False)
        self._roles: dict[str, int] = {}
        self._places: dict[str, Place] = {}
        self._mark = vocabulary.fingerprint
        self._run = int(session.scalar(select(func.max(ListingRow.seen))) or 0) + 1

    def load(self, entries: Iterable[ListingEntry], fingerprint: str) -> FeedReport:
        """Take in all entries; postings that are not among them are gone from the feed, and leave."""
        report = FeedReport()
        rest: Iterator[ListingEntry] = iter(entries)
        while batch := list(islice(rest, _AT_ONCE)):
            self._take(batch, report)
        gone = delete(ListingRow).where(ListingRow.source_id == self._source.id, ListingRow.seen != self._run)
        report.expired = self._session.execute(gone.execution_options(synchronize_session=False)).rowcount
        self._source.fingerprint = fingerprint
        self._session.flush()
        drop_orphans(self._session)
        # The database chooses among indices by what it has counted in them.
        self._session.execute(text("ANALYZE listing"))
        return report

    def _take(self, batch: Sequence[ListingEntry], report: FeedReport) -> None:
        # A posting that a feed states twice is stated by the last of the two.
        keyed = {posting_key(entry): entry for entry in batch}
        before = {
            row.posting_key: row
            for row in self._session.execute(
                select(ListingRow.id, ListingRow.posting_key, ListingRow.fingerprint).where(
                    ListingRow.source_id == self._source.id, ListingRow.posting_key.in_(keyed)
                )
            )
        }
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        same: list[int] = []
        for name, entry in keyed.items():
            fingerprint = sha256((entry.json() + self._mark).encode()).hexdigest()
            report.past += bool(entry.valid_through and entry.valid_through < date.today())
            found = before.get(name)
            if found is not None and found.fingerprint == fingerprint:
                same.append(found.id)
                continue
            values = {**self._values(entry), "posting_key": name, "fingerprint": fingerprint, "seen": self._run}
            if found is None:
                new.append(values)
            else:
                changed.append({**values, "id": found.id})
        report.added += len(new)
        report.updated += len(changed)
        report.unchanged += len(same)
        if new:
            self._session.execute(insert(ListingRow), new)
        for values in changed:
            self._session.execute(update(ListingRow).where(ListingRow.id == values["id"]).values(**values))
        if same:
            seen = update(ListingRow).where(ListingRow.id.in_(same)).values(seen=self._run)
            self._session.execute(seen.execution_options(synchronize_session=False))

    def _values(self, entry: ListingEntry) -> dict[str, Any]:
        if entry.title not in self._roles:
            if len(self._roles) >= _MOST_KNOWN:
                self._roles.clear()
            self._roles[entry.title] = name_role_of_listing(
                self._session, int(self._source.id), entry.title, self._vocabulary
            )
        if entry.place not in self._places:
            if len(self._places) >= _MOST_KNOWN:
                self._places.clear()
            self._places[entry.place] = parse_place(entry.place, self._vocabulary)
        values = listing_values(entry, self._places[entry.place])
        return {**values, "source_id": self._source.id, "role_id": self._roles[entry.title]}


def feed_named(session: Session, slug: str) -> SourceRow | None:
    """The feed of that name, if it has been read before."""
    found: SourceRow | None = session.scalar(
        select(SourceRow).where(SourceRow.slug == slug, SourceRow.curated.is_(False))
    )
    return found


def posting_key(entry: ListingEntry) -> str:
    """What makes two postings of a feed the same: its own id, else its address, else title, company and place."""
    own = entry.external_id or entry.url
    return own if own else "\n".join(map(key, (entry.title, entry.company, entry.place)))
