"""Titles that share their last word: "MLOps, computer vision or NLP engineers"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from bot.nlu.mention import Mention

_WORDS = frozenset({"or", "and", "n", "vs", "vs.", "versus", "&", "/"})
_ARTICLES = frozenset({"the", "a", "an"})
_LISTS = _WORDS | {","}
# Before the last word of a title stand no more.
_LONGEST = 3


def sharing_a_head(
    doc: Doc, roles: Sequence[Mention], role_of: Callable[[tuple[str, ...]], str | None]
) -> list[Mention]:
    """Mentions of the roles whose last word stands only behind another's; `role_of` knows the role that words name."""
    found: list[Mention] = []
    for role in roles:
        tokens = doc.char_span(role.start, role.end)
        if tokens is None:
            continue
        at = tokens.start
        if at > 1 and doc[at - 1].lower_ in _ARTICLES:
            at -= 1  # "the computer vision or the NLP engineer"
        if not at or doc[at - 1].lower_ not in _WORDS:
            continue
        while at and doc[at - 1].lower_ in _LISTS:
            end = at - 1
            while end and doc[end - 1].lower_ == ",":
                end -= 1  # ", or"
            named = _named(doc, end, tokens[-1].lower_, role_of)
            if named is None:
                break
            found.append(named[0])
            at = named[1]
    return found


def _named(
    doc: Doc, end: int, head: str, role_of: Callable[[tuple[str, ...]], str | None]
) -> tuple[Mention, int] | None:
    """The role that the words before `end` name together with `head`, and where they begin; the most words first. None
    where they name one by themselves: "head of data or director of data science"."""
    for first in range(max(0, end - _LONGEST), end):
        words = doc[first:end]
        if role_of(tuple(token.lower_ for token in words)):
            return None
        name = role_of((*(token.lower_ for token in words), head))
        if name:
            return Mention("role", name, words.start_char, words.end_char, 0.9), first
    return None
