"""Greetings, thanks, help, who it is, where its facts come from; and what is said when there is no answer."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from actions.answer import Answer, Bullets, Button, Heading, Paragraph
from actions.bare import only_names
from actions.context import Context
from actions.doubt import ask_back
from actions.question import Question, Reply
from actions.role_reference import refer
from actions.wording import cited, counted
from knowledge.listings import ListingFilter, count_listings
from knowledge.origins import all_sources
from knowledge.roles import all_roles

_WORDING = Path(__file__).with_suffix(".yml")
REASONS = frozenset({"too_long", "no_words", "command"})


def chat(question: Question, session: Session) -> Reply:
    """Say what small_talk.yml has for the intent."""
    return Reply(said(question.intent, "chat"), question.context)


def start_over(question: Question, session: Session) -> Reply:
    """Forget what the conversation carries; where commands delete what was said, name the one that does."""
    return Reply(said("start_over_kept" if question.pushes else "start_over", "chat"), Context())


def ask_privacy(question: Question, session: Session) -> Reply:
    """Say what is kept of the conversation, and what deletes it here."""
    return Reply(said("ask_privacy_command" if question.pushes else "ask_privacy", "chat"), question.context)


def refuse(question: Question, session: Session) -> Reply:
    """Ask back where there is a likely meaning; else say plainly that there is no answer, the second time with the menu."""
    asked = ask_back(question, session) if question.intent != "out_of_scope" else None
    if asked:
        roles = tuple(role.name for role in refer(session, question).roles)  # whatever is asked, it is asked of these
        return Reply(asked, replace(question.context, roles=roles or question.context.roles))
    name = "refusal" if question.intent == "out_of_scope" else "unsure"
    answer = said("menu" if question.refused_before else name, "refusal")
    strange = _strange(question)
    if strange:
        named = Answer.of(Paragraph(f"I don’t know “{strange}”: no source of mine names it."), kind="refusal")
        answer = named.then(answer)
    if question.context.roles:
        return Reply(answer, question.context)
    # "How many engineers are there in the world?" is not answered, and yet "they" are engineers from here on.
    roles = tuple(dict.fromkeys(str(name) for name in question.values("role")))
    return Reply(answer, replace(question.context, roles=roles[:1]))


def _strange(question: Question) -> str | None:
    """The name that nobody knows, where that is all that the message asks about: "kubernetes", "salary sysadmin"."""
    names = [e for e in question.entities if e.kind in ("unknown", "foreign_name")]
    alone = len(names) == 1 and only_names(question, "unknown", "foreign_name", "facet")
    return names[0].text if alone else None


def ask_sources(question: Question, session: Session) -> Reply:
    """Name every source in the store."""
    sources = all_sources(session)
    roles = all_roles(session)
    return Reply(
        Answer.of(
            Heading("Where my facts come from"),
            Bullets(tuple(s.attribution or cited(s) for s in sources)),
            Paragraph(
                f"They cover {counted(sum(r.has_profile for r in roles), 'role')} in full, salary figures of "
                f"{counted(sum(bool(r.answers) for r in roles), 'title')} "
                f"({counted(sum(r.answers for r in roles), 'answer')}) and "
                f"{counted(count_listings(session, ListingFilter()), 'listing')}. Every answer names its source; "
                "what no source says, I don’t know."
            ),
            buttons=[Button("Roles I know", "Which roles do you know?"), Button("What can I ask?", "help")],
            sources=[cited(s) for s in sources],
        ),
        question.context,
    )


def said(name: str, kind: str) -> Answer:
    """The wording called `name`, as an answer of `kind`.

    Raises:
        KeyError: there is no such wording.
    """
    entry = _wording()[name]
    return Answer.of(
        *(Paragraph(text) for text in entry["paragraphs"]),
        Bullets(tuple(entry["bullets"])) if "bullets" in entry else None,
        buttons=[Button(title, payload) for title, payload in (entry.get("buttons") or {}).items()],
        kind=kind,
    )


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(_WORDING.read_text("utf8"))
    return loaded
