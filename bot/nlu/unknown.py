"""Names that neither the store nor the training data know: "a quantum plumber", "Kubernetes"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from bot.nlu.mention import Mention
from bot.nlu.spelling import Spelling

_WORD = re.compile(r"[^\W\d_][\w+#'’-]*")


class UnknownNames:
    """Finds runs of words that are neither recognised, nor familiar, nor misspellings of familiar ones."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._usual = spelling.familiar | STOP_WORDS

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions of kind `unknown`; one right before a role's last word takes it in ("civil engineer")."""
        found: list[Mention] = []
        for match in _WORD.finditer(text):
            word = Mention("unknown", match[0], match.start(), match.end())
            if any(word.overlaps(m) for m in mentions) or not self._is_unknown(match[0].lower()):
                continue
            if found and re.fullmatch(r"[\s&-]*", text[found[-1].end : word.start]):
                start = found.pop().start
                word = Mention("unknown", text[start : word.end], start, word.end)
            found.append(word)
        return [self._with_head(text, name, mentions) for name in found]

    def _is_unknown(self, word: str) -> bool:
        word = re.sub(r"['’]s$", "", word)
        if len(word) < 3 or word in self._usual or word.rstrip("s") in self._usual:
            return False
        return self._spelling.nearest(word) is None

    def _with_head(self, text: str, name: Mention, mentions: Sequence[Mention]) -> Mention:
        for head in mentions:
            if head.kind == "role_head" and text[name.end : head.start].isspace() and head.start >= name.end:
                return Mention("unknown", text[name.start : head.end], name.start, head.end)
        return name
