"""Between sure and unsure: what a doubtful message may mean, offered as buttons instead of guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from textwrap import shorten

from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Paragraph
from actions.question import Question
from actions.reverse import THINGS
from actions.role_reference import refer
from actions.wording import a, listed

_WORDING = Path(__file__).with_suffix(".yml")
_FOREIGN = "out_of_scope"
# Chosen in evaluation: below, a reading is too unlikely to be offered; above, the message is too likely foreign.
_LIKELY = 0.12
_TOO_FOREIGN = 0.3
_MOST = 3
# Characters of a button's title.
_LONGEST = 60
_FILTERS = ("level", "employment_type", "remote", "company", "amount")


def candidates(ranking: Sequence[tuple[str, float]]) -> list[str]:
    """The intents that a message of this `ranking` (intent, confidence) may well have, likeliest first; or none."""
    if dict(ranking).get(_FOREIGN, 0.0) > _TOO_FOREIGN:
        return []
    return [name for name, p in ranking if p >= _LIKELY and name in _wording()][:_MOST]


def ask_back(question: Question, session: Session) -> Answer | None:
    """Offer what `question` may mean, or None where nothing is likely enough."""
    known = _known(question, session)
    buttons = []
    for intent in candidates(question.ranking):
        entry = _wording()[intent]
        if all(known.get(name) is not None for name in _fields(entry["ask"])):
            title, ask = _worded(entry, known)
            if len(title) > _LONGEST and "{things}" in entry["ask"]:
                title, ask = _worded(entry, {**known, "things": question.value(*THINGS)})
            elif len(title) > _LONGEST:
                title = entry.get("short", title)
            buttons.append(Button(shorten(title, _LONGEST, placeholder=" …"), ask))
    if not buttons:
        return None
    said = f"Did you mean: {buttons[0].title}?" if len(buttons) == 1 else "I am not sure I understand. Did you mean:"
    return Answer.of(Paragraph(said), buttons=[*buttons, Button("Something else", "What can I ask?")], kind="question")


def _worded(entry: Mapping[str, str], known: Mapping[str, str | None]) -> tuple[str, str]:
    title, ask = (" ".join(entry[key].format(**known).split()) for key in ("title", "ask"))
    return title, ask


def _known(question: Question, session: Session) -> dict[str, str | None]:
    roles = [role.name for role in refer(session, question).roles]
    things = question.values(*THINGS)
    filters = [question.texts(kind)[0] for kind in _FILTERS if question.texts(kind)]
    filters += [f"in {place}" for place in question.texts("place")[:1]]
    if question.values("role", "role_head") and roles:
        filters.insert(0, f"for {a(roles[0])}")
    return {
        "role": a(roles[0]) if roles else None,
        "roles": listed([a(name) for name in roles[:2]]) if len(roles) > 1 else None,
        "things": listed([str(thing) for thing in things]) if things else None,
        "filters": ", ".join(filters),
    }


def _fields(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


@lru_cache(maxsize=1)
def _wording() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = YAML(typ="safe").load(_WORDING.read_text("utf8"))
    return loaded
