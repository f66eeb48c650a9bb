"""What a line of an article names: skills, tools, platforms, degrees, industries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.document import Facet, TermKind
from knowledge.ingest.examples import bracketed, examples
from knowledge.ingest.grammar import one_of
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.naming import key, sentence_case, without_end
from knowledge.ingest.term_list import TermList, is_name
from knowledge.ingest.wordlist import at_commas, at_conjunctions, names

_WORKING = (TermKind.SKILL, TermKind.TOOL, TermKind.PLATFORM)
_LABEL = re.compile(r"(?P<label>[^:]{2,60}):\s+(?P<listed>\S.*)")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SKILL_WORDS = 4
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_FOR = re.compile(r"^\w+ for (?:\w+ )?\w+$")
# A longer line is no bullet but a text, whose nouns are not what it asks for.
_LONGEST = 600


@dataclass(frozen=True)
class Mentions:
    """A line's terms by name; a `Category: a, b` line also has its category, and `text` is its list."""

    text: str
    terms: tuple[str, ...] = ()
    category: str | None = None


class MentionReader:
    """Reads the terms of lines into a TermList."""

    def __init__(self, lexicon: Lexicon, terms: TermList) -> None:
        grammar = lexicon.grammar
        self._lexicon = lexicon
        self._terms = terms
        # A word may stand before what leads in: "mathematical foundation in".
        nouns = tuple(phrase for phrase in grammar.lead_ins if phrase.endswith((" in", " of", " with")))
        self._lead_in = re.compile(
            rf"(?:(?i:{one_of(grammar.lead_ins)})|[a-z-]+\s(?i:{one_of(nouns)}))[\s,]+(?:(?i:and)\s+)?"
        )
        self._closing = re.compile(rf"[\s,]+(?:and\s+|or\s+)?{one_of(grammar.closings)}\W*$", re.IGNORECASE)
        self._purpose = re.compile(rf",?\s{one_of(grammar.purposes)}\s.*", re.IGNORECASE)
        self._category_end = re.compile(rf"\s{one_of(grammar.category_endings)}$", re.IGNORECASE)
        self._classes = {kind: re.compile(one_of(words), re.IGNORECASE) for kind, words in grammar.class_words.items()}
        self._field = re.compile(
            rf"{one_of(grammar.fields_follow)}\s+(.*?)(?=\s{one_of(grammar.fields_stop)}|[.;:()]|$)", re.IGNORECASE
        )
        self._field_end = re.compile(rf"{one_of(grammar.fields_end)}\W*$", re.IGNORECASE)

    def read(self, facet: Facet, text: str) -> Mentions:
        """The mentions of a line under `facet`; only skills, education, tools and industries name terms."""
        if len(text) > _LONGEST:
            return Mentions(text)
        if facet is Facet.EDUCATION:
            return Mentions(text, self._education(text))
        if facet is Facet.INDUSTRIES:
            return Mentions(text, self._industries(text))
        if facet in (Facet.SKILLS, Facet.TOOLS):
            return self._listed(facet, text) or Mentions(text, self._working_terms(facet, text))
        return Mentions(text)

    def _listed(self, facet: Facet, text: str) -> Mentions | None:
        match = _LABEL.fullmatch(text)
        if not match or not is_name(match["label"]):
            return None
        items = at_commas(match["listed"].rstrip("."))
        if len(items) == 1:
            items = names(items[0])
        if not items or not all(is_name(_BRACKETS.sub("", item), _SKILL_WORDS) for item in items):
            return None
        default = TermKind.TOOL if facet is Facet.TOOLS else TermKind.SKILL
        kind = self._kind(match["label"]) or default
        category = self._category(match["label"])
        named: list[str] = []
        for item in items:
            outside = _BRACKETS.sub("", item).strip()
            inside = [name for part in _BRACKETS.findall(item) for name in examples(f"({part})").names or names(part)]
            named += [
                self._terms.add(name if kind is not TermKind.SKILL else sentence_case(name), kind, category, _WORKING)
                for name in (outside, *inside)
                if is_name(name)
            ]
        return Mentions(match["listed"].rstrip("."), tuple(dict.fromkeys(named)), category)

    def _kind(self, phrase: str) -> TermKind | None:
        return next((kind for kind, pattern in self._classes.items() if pattern.search(phrase)), None)

    def _category(self, phrase: str) -> str:
        short = without_end(phrase, self._category_end)
        known = self._lexicon.category(phrase) or self._lexicon.category(short)
        # "Statistical software" is a category, "Statistical" is none.
        return known or sentence_case(short if " " in short else phrase)

    def _working_terms(self, facet: Facet, text: str) -> tuple[str, ...]:
        line = text.rstrip(". ")
        found = examples(line)
        if not found.names:
            within = bracketed(line)
            if self._kind(within.head) or any(self._lexicon.term(name, _WORKING) for name in within.names):
                found = within
        head = self._unled(found.head)
        kind = self._kind(head) if found.names else None
        if kind:
            # The head of a list of tools is their category; it is a skill as well only where it is known as one.
            parts = at_conjunctions(head)
            classes = [part for part in parts if self._kind(part)]
            phrases = [name for part in parts if part not in classes for name in self._phrases(facet, part, led=True)]
            head = head if self._lexicon.category(head) or not classes else classes[-1]
        else:
            phrases = self._phrases(facet, found.rest)
        known = map(self._terms.add_known, self._lexicon.terms_in(found.rest, _WORKING))
        category = self._category(head) if kind and is_name(head) else None
        listed = [
            self._terms.add(name if kind else _proper(name), kind or TermKind.SKILL, category, _WORKING)
            for name in found.names
            if is_name(name, _SKILL_WORDS)
        ]
        return tuple(dict.fromkeys([*phrases, *known, *listed]))

    def _unled(self, phrase: str) -> str:
        """The phrase without what leads in to a name; "Deep learning" is a name itself."""
        while not self._lexicon.term(phrase, _WORKING) and (match := self._lead_in.match(phrase)):
            phrase = phrase[match.end() :].strip()
        return phrase

    def _phrases(self, facet: Facet, text: str, led: bool = False) -> list[str]:
        """The noun phrases of a line, if its wording, or what stood before it (`led`), shows it asks for them."""
        opened = self._unled(text)
        # "Eye for detail", "Project management": a short line is a skill's name as it stands.
        whole = (
            not led and is_name(opened, _SKILL_WORDS) and (opened == text or _ARTICLE.sub("", text, count=1) == opened)
        )
        if whole and _FOR.search(opened):
            return [self._terms.add(sentence_case(opened), TermKind.SKILL, None, _WORKING)]
        led = led or opened != text
        cut = opened if not led and is_name(text, 3) else self._purpose.sub("", _BRACKETS.sub("", opened))
        plain = without_end(cut, self._closing)
        if not led and plain == cut and not all(is_name(item, 3) for item in at_conjunctions(text)):
            return []
        named: list[str] = []
        for item in at_conjunctions(plain):
            name = without_end(self._unled(item), self._closing)
            known = self._lexicon.term(name, _WORKING)
            # What is a category elsewhere is a skill where it is all that a line says.
            named_alone = key(name) == key(text.strip()) and not self._kind(name)
            new = is_name(name, _SKILL_WORDS) and (named_alone or not self._lexicon.category(name))
            if known or (new and not self._lexicon.terms_in(name, _WORKING)):
                tool = facet is Facet.TOOLS
                kind = TermKind.TOOL if tool else TermKind.SKILL
                named.append(self._terms.add(name if tool else sentence_case(name), kind, None, _WORKING))
        return named

    def _education(self, text: str) -> tuple[str, ...]:
        written = [
            name
            for match in self._field.finditer(text)
            for name in (examples(match[1]).names or at_conjunctions(match[1]))
            if is_name(name, _SKILL_WORDS) and not self._field_end.search(name)
        ]
        if not written:
            written = self._bare_fields(text)
        fields = [self._terms.add(name, TermKind.DEGREE, self._lexicon.grammar.fields_category) for name in written]
        # "Electrical Engineering" is one field, not "Engineering" as well.
        rest = re.sub(one_of(tuple(written)), ";", text) if written else text
        known = self._lexicon.terms_in(rest, (TermKind.DEGREE,))
        return tuple(dict.fromkeys([*fields, *map(self._terms.add_known, known)]))

    def _bare_fields(self, text: str) -> list[str]:
        """The fields of a line that begins with nothing but their names: "Mathematics, Law, or Economics; …"."""
        items = at_conjunctions(re.split(r"[.;:(]", text, maxsplit=1)[0])
        named = all(is_name(item, 3) and item[0].isupper() and not self._field_end.search(item) for item in items)
        known = any(self._lexicon.term(item, (TermKind.DEGREE,)) for item in items)
        return items if named and known else []

    def _industries(self, text: str) -> tuple[str, ...]:
        label = _LABEL.fullmatch(text)
        line = label["label"] if label else text
        found = examples(line) if examples(line).names else bracketed(line)
        whole = found.rest.strip(" ,.")
        industry = (TermKind.INDUSTRY,)
        items = [whole] if self._lexicon.term(whole, industry) else at_commas(whole)
        if not all(map(is_name, items)):
            return tuple(map(self._terms.add_known, self._lexicon.terms_in(text, industry)))
        aliases = [name for name in found.names if is_name(name) and key(name) != key(whole)] if len(items) == 1 else []
        return tuple(dict.fromkeys(self._terms.add(item, TermKind.INDUSTRY, aliases=aliases) for item in items))


def _proper(name: str) -> str:
    """In sentence case, but for a name in capitals throughout or with an acronym in it: "Dublin Core", "EU AI Act"."""
    words = name.split()
    written = re.search(r"\b[A-Z]{2,}\b", name) or (len(words) > 1 and all(word[0].isupper() for word in words))
    return name if written else sentence_case(name)
