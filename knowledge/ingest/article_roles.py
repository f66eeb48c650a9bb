"""The roles that an article describes, and the ways in which it writes their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.naming import key
from knowledge.ingest.repair import Line, Mark
from knowledge.ingest.term_list import is_name
from knowledge.plural import plural
from knowledge.role_names import acronym, spellings

_VERSUS = re.compile(r",?\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
_LIST = re.compile(r",?\s+(?:or|and)\s+|,\s+", re.IGNORECASE)
_LED = re.compile(r"^.*?\b(?:between|comparing)\s+(?:(?:a|an|the)\s+)?", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^:–—]{2,80}?)(?::| [–—-])\s+(?P<text>\S.*)")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# An article describes a few roles; a text with more "roles" than this repeats itself for another reason.
_MOST_ROLES = 24
# What may stand beside a role's name in a heading that says no more than it.
_WORDS = re.compile(r"\b(?:a|an|the|for|of|as)\b")
_FOR = re.compile(r"^(?:for|as)\s+(?:(?:an?|the)\s+)?|^(?:an?|the)\s+", re.IGNORECASE)
_LONGEST = 120
_SMALL_WORD = 3


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
        role = self.named(_FOR.sub("", match["label"])) if match else None
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
        if not may_head(line):
            return None
        words = key(line.text.strip(" :?.#"))
        headings = self._lexicon.headings
        match = self._pattern.search(words) if self._pattern else None
        if match is None:
            part = headings.part(words, loosely=_is_marked(line))
            return Heading(part, None) if part else None
        role = self._forms[match.group()]
        rest = f"{words[: match.start()]} {words[match.end() :]}".strip()
        part = headings.part(rest, loosely=_is_marked(line)) if rest else None
        alone = not _WORDS.sub("", rest).strip() or (_is_marked(line) and headings.says_no_more(rest))
        # "To succeed as a data analyst, you need:" says whose list follows.
        leads = line.mark is Mark.NONE and line.text.endswith(":") and len(self.named_in(words)) == 1
        return Heading(part, role) if part or alone or leads else None


def may_head(line: Line) -> bool:
    """Whether a line has the form of a heading: short, no bullet, and no sentence unless a colon ends it."""
    if line.mark is Mark.BULLET or len(line.text) > _LONGEST:
        return False
    return line.level is not None or line.text[-1] in ":?" or line.text[-1] not in ".!;,"


def _is_marked(line: Line) -> bool:
    """Whether a line is meant as a heading by more than its words."""
    words = [word for word in line.text.split() if len(word) > _SMALL_WORD]
    in_capitals = line.after_blank and len(line.text.split()) > 1 and all(word[0].isupper() for word in words)
    return line.level is not None or line.text[-1] in ":?" or in_capitals


def article_roles(title: str, lines: Sequence[Line], lexicon: Lexicon) -> ArticleRoles:
    """The roles that the title compares, the definitions define, or the article repeats as sub-headings.

    A role of the title counts only if a line of its own, a definition or the heading of a part names it too.
    """
    candidates: dict[str, str] = {}

    def consider(text: str) -> None:
        name = lexicon.role(text) or text.strip(" :")
        if len(candidates) < _MOST_ROLES:
            candidates.setdefault(key(name), name)

    alone = Counter(key(line.text.strip(" :")) for line in lines if _stands_alone(line, lexicon))
    labels = _defined(lines, lexicon)
    headed = _headed(lines, lexicon)
    written = {key(text): text for text in (*headed, *(line.text.strip(" :") for line in lines), *labels)}
    # To ask what it is does not tell a role from any other thing.
    described = {key(name) for name, parts in headed.items() if parts - {"definition"}}
    seconded = {*alone, *map(key, labels), *described}
    for part in _compared(title):
        forms = (key(part), key(plural(part)))
        if any(form in seconded for form in forms):
            # A title in capitals does not tell how the name is written.
            consider(written.get(forms[0], part) if part.isupper() else part)
    for label in labels:
        consider(label)
    for line, follower in zip(lines, lines[1:]):
        if not _stands_alone(line, lexicon):
            continue
        repeated = alone[key(line.text.strip(" :"))] > 1 and follower.mark is not Mark.NONE
        if repeated or lexicon.role(line.text.strip(" :")):
            consider(line.text)
    for name, parts in headed.items():
        if len(parts) > 1:
            consider(name)
    for name in list(candidates.values()):
        if key(plural(name)) in candidates and key(plural(name)) != key(name):
            del candidates[key(plural(name))]
    return ArticleRoles(tuple(candidates.values()), lexicon)


def _compared(title: str) -> list[str]:
    """What a title compares: the sides of "A vs. B: Which Is for You?" or of "The Difference between an A and a B"."""
    head = _LED.sub("", title.split(":")[0])
    sides = _VERSUS.split(head) if _VERSUS.search(head) else _LIST.split(head)
    return [side for part in sides if (side := re.sub(r"^(?:an?|the)\s+", "", part.strip(" ?"), flags=re.IGNORECASE))]


def _headed(lines: Sequence[Line], lexicon: Lexicon) -> dict[str, set[str]]:
    """The names that headings of parts have beside their words, with the parts that they head."""
    found: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    for line in lines:
        if not may_head(line) or not (name := lexicon.headings.name(line.text)):
            continue
        part = lexicon.headings.part(key(line.text).replace(key(name), " ", 1), loosely=_is_marked(line))
        if part and is_name(name) and name[0].isupper():
            found.setdefault(written.setdefault(key(name), name), set()).add(part)
    return found


def _stands_alone(line: Line, lexicon: Lexicon) -> bool:
    text = line.text.strip(" :")
    named = line.mark is Mark.NONE and is_name(text) and text[-1].isalnum()
    return named and not lexicon.headings.part(text, loosely=True)


def _defined(lines: Sequence[Line], lexicon: Lexicon) -> list[str]:
    """The labels of "Name: text" in the part with definitions."""
    part: str | None = None
    labels: list[str] = []
    for line in lines:
        if may_head(line) and (opened := lexicon.headings.part(line.text, loosely=_is_marked(line))):
            part = opened
            continue
        match = _LABELLED.fullmatch(line.text) if part == "definition" else None
        if match and is_name(match["label"]) and match["label"][0].isupper():
            labels.append(match["label"])
    return labels
