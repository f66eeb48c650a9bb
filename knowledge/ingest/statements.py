"""What an article says of its roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.document import Facet, StatementEntry
from knowledge.ingest.article_roles import ArticleRoles
from knowledge.ingest.grammar import one_of
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.mentions import MentionReader
from knowledge.ingest.outline import Item, Place
from knowledge.ingest.repair import Mark
from knowledge.ingest.sentences import sentences
from knowledge.ingest.term_list import TermList
from knowledge.ingest.unplaced import Unplaced

_NO_ROLE = "no role of the article is named in it or above it"


class StatementReader:
    """Makes statements of an outline's items."""

    def __init__(self, roles: ArticleRoles, lexicon: Lexicon, terms: TermList) -> None:
        self._roles = roles
        self._mentions = MentionReader(lexicon, terms)
        self._everyone = re.compile(one_of(lexicon.grammar.everyone), re.IGNORECASE)

    def read(self, items: Sequence[Item]) -> tuple[list[StatementEntry], list[Item], list[Unplaced]]:
        """The statements, the items they were read from, and what could not be read."""
        statements: list[StatementEntry] = []
        placed: list[Item] = []
        unplaced: list[Unplaced] = []
        last_place: Place | None = None
        for item in items:
            if item.place.part == Facet.TOOLS.value and item.place.role and not self._roles.labelled(item.text):
                # A list of tools writes their names as they are, which elsewhere might be any words.
                self._mentions.read(Facet.TOOLS, item.text)
        for item in items:
            facet = Facet(item.place.part)
            found, left = self._outlook(item) if facet is Facet.OUTLOOK else self._statement(facet, item)
            # A definition under its role's sub-heading goes on over several paragraphs.
            if facet is Facet.DEFINITION and found and item.place.role and item.place == last_place:
                earlier = statements.pop()
                found = [earlier.copy(update={"text": f"{earlier.text} {found[0].text}"})]
            last_place = item.place if found else None
            statements += found
            unplaced += left
            if found:
                placed.append(item)
        return statements, placed, unplaced

    def _statement(self, facet: Facet, item: Item) -> tuple[list[StatementEntry], list[Unplaced]]:
        if item.mark is Mark.NONE and item.text.endswith(":"):
            return [], [Unplaced(item.line_no, item.text, "it only leads to what follows")]
        spoken: list[tuple[str, str]] = []
        if labelled := self._roles.labelled(item.text):
            role, text = labelled
            spoken = [(role, text[0].upper() + text[1:])]
        elif item.place.role:
            spoken = [(item.place.role, item.text)]
        elif item.mark is Mark.NONE:
            spoken = self._by_subject(item.text)
        if not spoken and len(self._roles.names) == 1:
            spoken = [(self._roles.names[0], item.text)]
        if not spoken:
            return [], [Unplaced(item.line_no, item.text, _NO_ROLE)]
        return [self._of(role, facet, text) for role, text in spoken], []

    def _of(self, role: str, facet: Facet, text: str) -> StatementEntry:
        mentions = self._mentions.read(facet, text)
        return StatementEntry(
            role=role, facet=facet, text=mentions.text, category=mentions.category, terms=mentions.terms
        )

    def _by_subject(self, text: str) -> list[tuple[str, str]]:
        """The roles that a paragraph speaks of, each with its sentences: "A baker bakes. They rise early. A cook …"."""
        found: list[tuple[str, str]] = []
        for sentence in sentences(text):
            role = self._roles.subject(sentence)
            if role is None and not found:
                return []
            if found and role in (None, found[-1][0]):
                found[-1] = (found[-1][0], f"{found[-1][1]} {sentence}")
            elif role:
                found.append((role, sentence))
        return found

    def _outlook(self, item: Item) -> tuple[list[StatementEntry], list[Unplaced]]:
        """One statement for each sentence and each role that it speaks of."""
        text, role = item.text, item.place.role
        if labelled := self._roles.labelled(text):
            role, text = labelled
        if role is None and len(self._roles.names) == 1:
            role = self._roles.names[0]
        statements: list[StatementEntry] = []
        unplaced: list[Unplaced] = []
        for sentence in sentences(text):
            spoken_of = (role,) if role else self._roles.named_in(sentence)
            if not spoken_of and self._everyone.search(sentence):
                spoken_of = self._roles.names
            statements += [StatementEntry(role=name, facet=Facet.OUTLOOK, text=sentence) for name in spoken_of]
            if not spoken_of:
                unplaced.append(Unplaced(item.line_no, sentence, _NO_ROLE))
        return statements, unplaced
