"""The roles that an article describes, and the ways in which it writes their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingest.lexicon import Lexicon, key
from knowledge.ingest.repair import Line, Mark
from knowledge.ingest.term_list import is_name
from knowledge.plural import plural
from knowledge.role_names import acronym, spellings

_VERSUS = re.compile(r"\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^:–—]{2,80}?)(?::| [–—-])\s+(?P<text>\S.*)")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# An article describes a few roles; a text with more "roles" than this repeats itself for another reason.
_MOST_ROLES = 24
_LINKS = re.compile(r"\s(?:of|for|as)$")


@dataclass(frozen=True)
class Heading:
    """What a line says that stands alone: the part it opens, the role it names, or both."""

    part: str | None
    role: str | None


class ArticleRoles:
    """The article's roles by every form of their names."""

    def __init__(self, names: Sequence[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.names = tuple(names)
        self._forms: dict[str, str] = {}
        for name in names:
            short = (*spellings(name, lexicon.vocabulary), *filter(None, [acronym(name)]))
            known = [form for form, role in lexicon.roles.items() if role == name]
            for form in (*(key(each) for one in (name, *short) for each in (one, plural(one))), *known):
                self._forms.setdefault(form, name)
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if names else None

    def named(self, text: str) -> str | None:
        """The role that `text` is the name of."""
        return self._forms.get(key(text.strip(" :.")))

    def named_in(self, text: str) -> tuple[str, ...]:
        """The roles that `text` names, in the article's order."""
        if self._pattern is None:
            return ()
        found = {self._forms[match.group()] for match in self._pattern.finditer(key(text))}
        return tuple(name for name in self.names if name in found)

    def labelled(self, text: str) -> tuple[str, str] | None:
        """Role and statement of "Role: statement"."""
        match = _LABELLED.fullmatch(text)
        role = self.named(match["label"]) if match else None
        return (role, match["text"]) if match and role else None

    def subject(self, text: str) -> str | None:
        """The role that a sentence begins with: "A data engineer builds …"."""
        if self._pattern is None:
            return None
        words = _ARTICLES.sub("", key(text[:120]), count=1).strip() if _ARTICLES.match(key(text[:120])) else key(text)
        match = self._pattern.match(words)
        return self._forms[match.group()] if match else None

    def heading(self, line: Line) -> Heading | None:
        """What the line heads, if it is a heading."""
        if line.mark is Mark.BULLET or len(line.text) > 120:
            return None
        words = key(line.text.strip(" :?.#"))
        if words in self._lexicon.headings:
            return Heading(self._lexicon.headings[words], None)
        if self._pattern is None or not (match := self._pattern.search(words)):
            return None
        role = self._forms[match.group()]
        before = _ARTICLES.sub("", words[: match.start()]).strip()
        rest = f"{_LINKS.sub('', ' ' + before).strip()} {words[match.end() :].strip()}".strip()
        if not rest or rest in ("for", "of", "as"):
            return Heading(None, role)
        part = self._lexicon.headings.get(rest)
        return Heading(part, role) if part else None


def article_roles(title: str, lines: Sequence[Line], lexicon: Lexicon) -> ArticleRoles:
    """The roles that the title compares, the definitions define, or the article repeats as sub-headings.

    A role of the title counts only if a line of its own or a definition names it too.
    """
    candidates: dict[str, str] = {}

    def consider(text: str) -> None:
        name = lexicon.role(text) or text.strip(" :")
        if len(candidates) < _MOST_ROLES:
            candidates.setdefault(key(name), name)

    alone = Counter(key(line.text.strip(" :")) for line in lines if _stands_alone(line, lexicon))
    labels = _defined(lines, lexicon)
    seconded = {*alone, *map(key, labels)}
    for part in _VERSUS.split(title.split(":")[0]):
        if key(part) in seconded or key(plural(part)) in seconded:
            consider(part)
    for label in labels:
        consider(label)
    for line, follower in zip(lines, lines[1:]):
        if not _stands_alone(line, lexicon):
            continue
        repeated = alone[key(line.text.strip(" :"))] > 1 and follower.mark is not Mark.NONE
        if repeated or lexicon.role(line.text.strip(" :")):
            consider(line.text)
    for name in list(candidates.values()):
        if key(plural(name)) in candidates and key(plural(name)) != key(name):
            del candidates[key(plural(name))]
    return ArticleRoles(tuple(candidates.values()), lexicon)


def _stands_alone(line: Line, lexicon: Lexicon) -> bool:
    text = line.text.strip(" :")
    return line.mark is Mark.NONE and is_name(text) and text[-1].isalnum() and key(text) not in lexicon.headings


def _defined(lines: Sequence[Line], lexicon: Lexicon) -> list[str]:
    """The labels of "Name: text" in the part with definitions."""
    part: str | None = None
    labels: list[str] = []
    for line in lines:
        if line.mark is not Mark.BULLET and (opened := lexicon.headings.get(key(line.text.strip(" :?.")))):
            part = opened
            continue
        match = _LABELLED.fullmatch(line.text) if part == "definition" else None
        if match and is_name(match["label"]) and match["label"][0].isupper():
            labels.append(match["label"])
    return labels
