"""A raw article read into a Document."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from knowledge.document import Document, Facet, RoleEntry, SourceEntry
from knowledge.ingest.article_roles import article_roles
from knowledge.ingest.featured_job import featured_jobs
from knowledge.ingest.front_matter import UNTITLED, front_matter
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.markdown import without_metadata
from knowledge.ingest.outline import Item, outline, reason_against
from knowledge.ingest.repair import Line, lines, repair
from knowledge.ingest.statements import StatementReader
from knowledge.ingest.term_list import TermList
from knowledge.ingest.tips import read_tips
from knowledge.ingest.unplaced import Unplaced

# Longer than any paragraph of an article; such a line is data of another sort.
MAX_LINE = 5_000
_FACETS = frozenset(facet.value for facet in Facet)


@dataclass(frozen=True)
class ParsedArticle:
    """What an article says.

    Every line that is not blank is `placed`, `furniture` (headings too), `unplaced`, or goes on with the one above it
    and shares its fate (`wrapped`).
    """

    document: Document
    unplaced: tuple[Unplaced, ...]
    placed: frozenset[int]
    furniture: frozenset[int]
    wrapped: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all could be placed."""
        return not (self.document.statements or self.document.tips or self.document.listings)


def slug_of(title: str) -> str:
    """A title in small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:100].strip("-") or UNTITLED.lower()


def parse_article(text: str, lexicon: Lexicon) -> ParsedArticle:
    """Read an article; whatever it is, each of its lines is accounted for."""
    unplaced: list[Unplaced] = []
    readable: list[Line] = []
    for line in lines(without_metadata(repair(text))):
        if len(line.text) > MAX_LINE:
            unplaced.append(Unplaced(line.number, f"{line.text[:80]}…", f"longer than {MAX_LINE} characters"))
        else:
            readable.append(line)
    jobs = featured_jobs(readable, lexicon)
    first = jobs.rest[0].text if jobs.rest else ""
    provisional = article_roles(first, jobs.rest[1:], lexicon)
    headings = [line.number for line in jobs.rest[1:] if provisional.heading(line)]
    front = front_matter(jobs.rest, before=headings[0] if headings else None)
    remaining = [line for line in jobs.rest if line.number not in front.lines]
    roles = article_roles(front.title, remaining, lexicon)
    sorted_lines = outline(remaining, roles, lexicon)

    tip_items: list[Item] = []
    statement_items: list[Item] = []
    for item in sorted_lines.items:
        if reason := reason_against(item.place):
            unplaced.append(Unplaced(item.line_no, item.text, reason))
        elif item.place.part == "tips":
            tip_items.append(item)
        elif item.place.part in _FACETS:
            statement_items.append(item)
        else:
            unplaced.append(Unplaced(item.line_no, item.text, f"articles are not read for {item.place.part}"))
    terms = TermList(lexicon)
    tips, of_tips, no_tips = read_tips(tip_items)
    statements, of_statements, no_statements = StatementReader(roles, lexicon, terms).read(statement_items)
    described = {statement.role for statement in statements}
    document = Document(
        source=SourceEntry(slug=slug_of(front.title), title=front.title, published=front.published),
        roles=tuple(RoleEntry(name=name) for name in roles.names if name in described),
        terms=terms.entries,
        statements=tuple(statements),
        tips=tuple(tips),
        listings=tuple(jobs.listings),
    )
    unplaced += [*jobs.unplaced, *sorted_lines.unplaced, *no_tips, *no_statements]
    return ParsedArticle(
        document,
        tuple(sorted(unplaced, key=lambda left: left.line_no)),
        frozenset([*front.lines, *jobs.placed, *(item.line_no for item in (*of_tips, *of_statements))]),
        frozenset([*jobs.furniture, *sorted_lines.furniture, *sorted_lines.headings]),
        frozenset(number for item in sorted_lines.items for number in item.lines[1:]),
    )
