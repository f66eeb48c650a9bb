"""Whether clauses that look like several questions ask one: "who hires data scientists, which industries"."""

from __future__ import annotations

import re

from bot.nlu.clauses import COMPARED, OF_A_ROLE, OF_ONESELF, Clause
from bot.nlu.mention import Mention
from bot.nlu.splitter import opens_a_question
from knowledge.vocabulary import STRANGER

# What is asked of the assistant is hardly ever asked beside a question of another kind.
_HARDLY_BESIDE = frozenset({"follow_up", "list_roles", *OF_ONESELF})
# "Wat about the job in Herndon, tell me more" says in two clauses, each of which says little, what it asks.
_LEANING = _HARDLY_BESIDE | {"more_listings"}
_SURE_OF_A_PART = 0.78
_OF_WHOM = frozenset({"role", "role_head", STRANGER})
# How sure the message must be of one question as a whole, and of one that its parts hide.
PLAINLY = 0.7
WHOLLY = 0.9
_ALMOST_WHOLLY = 0.85
# "…, in which role?" says what is sought, and "…? Show me" that it is: neither is a question of its own.
_WHAT_IS_SOUGHT = re.compile(
    r"\W*(?:(?:(?:in|at|for|by|of|with) )?(?:which|what) (?:role|job|title|opening|position|profession)s?(?: else)?(?:,? i mean)?|"
    r"show me(?: them)?|tell me(?: more)?|name them)(?: please)?\W*",
    re.I,
)
# "…, in which sectors?" says what the open question before it is about.
_WHAT_ABOUT = re.compile(r"\W*(?:(?:in|at|for|by|of|with) )?(?:which|what|how many)(?: [\w-]+)?(?: else)?\W*", re.I)
# "Skills are fine, but which degree …" and "not the skills but the software …" ask for what follows.
_ASIDE = re.compile(
    r"\W*(?:(?:leaving|setting|putting) aside .+|.+ aside|(?:the )?[\w-]+ (?:is|are) (?:fine|clear|ok(?:ay)?)|not (?:the |about )?[\w-]+)\W*",
    re.I,
)
_IN_WHICH = re.compile(r"\W*(?:in|at|for|by|of|with) (?:which|what)\b", re.I)
_THEY = re.compile(r"\b(?:they|he|she|it)\b", re.I)
_OPEN = frozenset({"check_need", "find_listings", "which_role", "suggest_role"})
_OF_TWO = frozenset({"suggest_role", "compare_roles", "ask_role"})


def beside_the_whole(
    questions: list[Clause], text: str, mentions: list[Mention], intent: str, confidence: float
) -> list[Clause]:
    """The questions of a message without those that its parts hardly ask, where it plainly asks one thing as a whole:
    "who cares about titles, what do data scientists DO"."""
    if confidence < PLAINLY:
        return questions
    if len(questions) == 1:
        return [] if questions[0].intent == "follow_up" else questions
    if not questions:
        return []
    if _ASIDE.fullmatch(text[questions[0].start : questions[0].end]):
        return questions[1:] if len(questions) > 2 else []
    if _WHAT_IS_SOUGHT.fullmatch(text[questions[-1].start : questions[-1].end]) and intent not in OF_A_ROLE:
        return questions[:-1] if len(questions) > 2 else []
    if confidence >= _ALMOST_WHOLLY and _is_one(questions, text, mentions, intent):
        return []
    others = all(question.intent != intent for question in questions)
    if others or confidence < WHOLLY:
        vague = others and confidence >= _ALMOST_WHOLLY and all(q.intent in _LEANING for q in questions)
        return [] if vague else questions

    def is_asked(question: Clause) -> bool:
        if question.intent in _HARDLY_BESIDE:
            return question.intent == intent or intent in OF_ONESELF
        if question.intent in (intent, "find_listings"):
            return True
        return question.confidence >= _SURE_OF_A_PART or bool(_named(question, mentions) - _OF_WHOM)

    kept = [question for question in questions if is_asked(question)]
    return kept if len(kept) > 1 else []


def _is_one(questions: list[Clause], text: str, mentions: list[Mention], intent: str) -> bool:
    """Whether two clauses are two halves of what the whole asks."""
    if len(questions) != 2:
        return False
    first, last = questions
    tail = text[last.start : last.end]
    asks_the_same = last.intent == intent
    of_whom = _named(last, mentions) & _OF_WHOM or _THEY.search(tail)
    side_each = first.intent in OF_A_ROLE | {"ask_salary"} and "facet" in _named(last, mentions)
    joined = side_each and "and" in text[first.end : last.start].lower()  # "what's the pay, and in which industries …"
    whole = "facet" in _named(first, mentions) and (of_whom or joined)  # a question each
    if asks_the_same and _IN_WHICH.match(tail) and not whole:
        return True
    if intent in COMPARED and first.intent in COMPARED and not opens_a_question(tail):
        return True
    if asks_the_same and first.intent in _OPEN and (first.confidence < PLAINLY or _WHAT_ABOUT.fullmatch(tail)):
        return True
    if intent in COMPARED and first.intent == "ask_role":
        return any((m.start, m.end) == (first.start, first.end) for m in mentions)  # "X and Y industries compared"
    if asks_the_same and intent == "compare_roles" and first.intent in _OF_TWO:
        told = sum(m.kind in _OF_WHOM for m in mentions if m.end <= last.start)
        return told > 1 and not _named(last, mentions) & _OF_WHOM  # "X or Y, how do they compare"
    beside = "," in text[first.end - 1 : last.start]  # "who are you and what can you do" asks two things
    return beside and intent in OF_ONESELF and {first.intent, last.intent} <= OF_ONESELF


def _named(clause: Clause, mentions: list[Mention]) -> set[str]:
    return {m.kind for m in mentions if clause.start <= m.start and m.end <= clause.end}
