"""The clauses of a message that are questions of their own, each with its intent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.opening import without_opening
from bot.nlu.recognizer import mask
from bot.nlu.splitter import numbered, opens_a_question, pieces, split

UNSURE = DEFAULT_NLU_FALLBACK_INTENT_NAME
BY_FACET = {
    "responsibilities": "ask_responsibilities", "skills": "ask_skills", "education": "ask_education",
    "tools": "ask_tools", "industries": "ask_industries", "outlook": "ask_outlook", "salary": "ask_salary",
}  # fmt: skip
OF_A_ROLE = frozenset({*BY_FACET.values(), "ask_role", "ask_tips"})
# Said beside a question, these ask for nothing: the question alone is answered.
CHATTER = frozenset({"greet", "thank", "goodbye", "start_over"})
# A part of a message is a question of its own only where the model is this sure of it.
SURE = 0.55
# "compare the pay of X and Y" and "and the tools" are no questions without what stands beside them.
_NEEDS_TWO = frozenset({FOREIGN, UNSURE, "follow_up", "compare_roles", "compare_salaries"})
# Cut where a noun alone may begin a question, a part must be surer still.
_SURER = 0.7
PLAIN = 0.75
# What is asked of the assistant itself.
OF_ONESELF = frozenset({"help", "ask_identity", "ask_human", "ask_sources", "ask_privacy"})
# "What do both earn" and "do banks hire engineers" are answered alike, whichever of these they are taken for.
_ALIKE = ({"compare_roles", "compare_salaries"}, {"ask_industries", "check_need"})
KNOWN = frozenset({"skill", "tool", "platform", "degree"})
ROLES = frozenset({"role", "role_head"})
COMPARED = frozenset({"compare_roles", "compare_salaries"})
_CONDITIONS = ("place", "remote", "company", "level", "employment_type")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|one|their|his|her|that|them|him)\b", re.I)
_WITHOUT = re.compile(r"\b(?:no|without|lacking|my|i have|i['’]?ve got|i hold) (?:an? |any |own )?\w+[^?]*$", re.I)
# "What do data engineers do and earn" asks two things with one word each.
_MAKES = re.compile(
    r"\bhow much (?:money )?(?:do|does|would|will|can) (?:he|she|they|it|one|i) (?:make|earn|get|win|bring home)\W*$",
    re.I,
)
_EARNS = re.compile(r"\W*(?:earn|make|get paid)s?\W*", re.I)


@dataclass(frozen=True)
class Clause:
    """One question of a message; `start` and `end` are its place in the text."""

    intent: str
    confidence: float
    start: int
    end: int

    def as_dict(self) -> dict[str, object]:
        return {"intent": self.intent, "confidence": self.confidence, "start": self.start, "end": self.end}


# "I don't care about money."
_SETS_ASIDE = re.compile(
    r"\W*(?:(?:and|but|so|ok|well)\W+)*(?:i|we|he|she|they) (?:really |actually )?(?:do(?:es)?(?:n['’]?t| not)|dont) (?:really |much )?(?:care|mind|worry|bother)\b[^?]*$",
    re.I,
)


def asked(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> list[Clause]:
    """The clauses that ask something, in order; fewer than two where the message is best read whole."""
    spans = numbered(text) or split(text)
    clauses = classified(text, spans, mentions, model, threshold) if len(spans) > 1 else []
    clauses = [_past_its_opening(clause, text, mentions, model) for clause in clauses]
    clauses = [
        _by_its_facet(_of_the_role_before(clause, clauses[:place], text, mentions, model), text, mentions)
        for place, clause in enumerate(clauses)
    ]
    asking = [
        c
        for c in clauses
        if c.intent not in (UNSURE, FOREIGN, *CHATTER) and not _SETS_ASIDE.match(text[c.start : c.end])
    ]
    sure = merged([c for c in asking if c.confidence >= SURE], mentions, text)
    if len(sure) > 1:
        return sure
    parts = [p for p in _parts(text, mentions, model, threshold) if not _SETS_ASIDE.match(text[p.start : p.end])]
    if len({part.intent for part in parts}) > 1:
        return parts
    one = merged(asking, mentions, text)
    return one if len(clauses) > 1 and len(one) == 1 else []


def _past_its_opening(clause: Clause, text: str, mentions: list[Mention], model: IntentModel) -> Clause:
    """The clause read without its opening, where that is plain: "and what do they earn?" """
    doubtful = clause.intent in (FOREIGN, UNSURE, "follow_up") or clause.confidence < SURE
    rest = without_opening(text[clause.start : clause.end]) if doubtful else None
    if rest is None:
        return clause
    (plain,) = classified(text, [(clause.end - len(rest), clause.end)], mentions, model, PLAIN)
    return clause if plain.intent in (FOREIGN, UNSURE, "follow_up") else replace(plain, start=clause.start)


def _of_the_role_before(
    clause: Clause, before: list[Clause], text: str, mentions: list[Mention], model: IntentModel
) -> Clause:
    """The clause read as one about the role that a question before it names, where it says too little by itself: "what tools
    does a data engineer use and how much does he make"."""
    doubtful = clause.intent in (FOREIGN, UNSURE, "follow_up") or clause.confidence < SURE
    asked_before = bool(before) and before[-1].intent in OF_A_ROLE and before[-1].confidence >= SURE
    named = [m for m in mentions if m.kind in ROLES]
    if not (doubtful and asked_before and named) or named[0].end > clause.start or named[-1].start >= clause.start:
        return clause
    masked = masked_part(text, clause.start, clause.end, mentions)
    about = _PRONOUN.sub("_role_", masked, count=1)
    if about == masked:
        about = f"{masked} as a _role_"
    ((intent, sure),) = _likeliest_of([about], model)
    return replace(clause, intent=intent, confidence=sure) if intent in OF_A_ROLE and sure >= PLAIN else clause


def _parts(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> list[Clause]:
    """Questions cut where a noun begins them, or none: each but the first must name a facet, and all be plain."""
    spans = pieces(text)
    if len(spans) < 2:
        return []
    parts: list[Clause] = []
    for part in classified(text, spans, mentions, model, threshold):
        part = _past_its_opening(part, text, mentions, model)
        part = _by_its_facet(_of_the_role_before(part, parts, text, mentions, model), text, mentions)
        if part.confidence < _SURER or part.intent in _NEEDS_TWO:
            return []
        parts.append(part)
    first, *further = parts
    named = [_names_a_facet(part, mentions) for part in parts]
    plain = all(named[1:]) and (named[0] or first.intent == "ask_role")
    opening = first.confidence >= PLAIN and opens_a_question(text[first.start : first.end])
    if plain or ((named[0] or opening) and all(_opens_plainly(part, text) for part in further)):
        return merged(parts, mentions, text)
    return []


def _names_a_facet(part: Clause, mentions: list[Mention]) -> bool:
    named = {m.kind for m in mentions if part.start <= m.start and m.end <= part.end}
    return "facet" in named or ("category" in named and bool(named & ROLES))


def _opens_plainly(part: Clause, text: str) -> bool:
    """Whether a part is a question by how it opens: "… and what he earns"."""
    said = text[part.start : part.end]
    return part.confidence >= PLAIN and (opens_a_question(said) or bool(_EARNS.fullmatch(said)))


def facets_in(clause: Clause, mentions: list[Mention]) -> set[str]:
    """The facets that a clause names."""
    return {str(m.value) for m in mentions if m.kind == "facet" and clause.start <= m.start and m.end <= clause.end}


def _by_its_facet(clause: Clause, text: str, mentions: list[Mention]) -> Clause:
    """The clause read by the one facet that it names, where the model says little: "and what's the pay"; but "19, no
    degree" and "my skills: SQL" tell."""
    facets = set() if _WITHOUT.search(text[clause.start : clause.end]) else facets_in(clause, mentions)
    named = next(iter(facets)) if len(facets) == 1 else None
    if named is None and _MAKES.search(text[clause.start : clause.end]):
        named = "salary"  # "and how much does he make, and in which industries?"
    if named in BY_FACET and clause.intent in (FOREIGN, UNSURE, "follow_up", "ask_role", BY_FACET[named]):
        return replace(clause, intent=BY_FACET[named], confidence=1.0)
    return clause


def masked_part(text: str, start: int, end: int, mentions: list[Mention]) -> str:
    """A part of the text, with the names in it masked."""
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    return mask(text[start:end], [replace(m, start=m.start - start, end=m.end - start) for m in inside])


def classified(
    text: str, spans: list[tuple[int, int]], mentions: list[Mention], model: IntentModel, threshold: float
) -> list[Clause]:
    """The parts of the text at `spans`, each as a clause; below `threshold` it is UNSURE."""
    masked = [masked_part(text, start, end, mentions) for start, end in spans]
    clauses = []
    for (start, end), (intent, sure) in zip(spans, _likeliest_of(masked, model)):
        clauses.append(Clause(intent if sure >= threshold else UNSURE, sure, start, end))
    return clauses


def _likeliest_of(masked: list[str], model: IntentModel) -> list[tuple[str, float]]:
    """The likeliest intent of each masked text."""
    rows = model.probabilities(masked)
    return [_likeliest({name: float(p) for name, p in zip(model.intents, row)}) for row in rows]


def _likeliest(chances: dict[str, float]) -> tuple[str, float]:
    """The likeliest intent; what a facet of two roles is and how they compare in it come to the same."""
    first, second = sorted(chances, key=lambda name: -chances[name])[:2]
    of_a_facet = {first, second} & OF_A_ROLE
    if "compare_roles" in (first, second) and len(of_a_facet) == 1:
        return of_a_facet.pop(), chances[first] + chances[second]
    alike = next((family for family in _ALIKE if first in family), {first})
    return first, sum(chances[name] for name in alike if name in chances)


# "Who mentors the team, who uses PyTorch"
_WHO_DOES = re.compile(r"\bwho \w+s (?:the |an? )?\w+", re.I)


def merged(clauses: list[Clause], mentions: list[Mention], text: str) -> list[Clause]:
    """Join neighbours that ask the same, but not whether one role needs this and another needs that, nor what a firm
    pays and what a role earns, nor who does one thing and who does another, both told in plain words."""

    def names(clause: Clause, *kinds: str) -> bool:
        return any(m.kind in kinds and clause.start <= m.start < clause.end for m in mentions)

    def stands_apart(before: Clause, clause: Clause) -> bool:
        roles = [names(one, "role", "role_head") for one in (before, clause)]
        if clause.intent == "find_listings":  # "which are remote? And who is hiring in Virginia?"
            return all(names(one, *_CONDITIONS) for one in (before, clause))
        if clause.intent == "ask_salary":
            return names(before, "company") and roles == [False, True]
        if clause.intent == "which_role":
            named = [names(one, *KNOWN, "category", "industry", "facet") for one in (before, clause)]
            of_words = [one for one, names_it in zip((before, clause), named) if not names_it]
            return not any(named) or (
                len(of_words) == 1 and bool(_WHO_DOES.search(text[of_words[0].start : of_words[0].end]))
            )
        return clause.intent == "check_need" and all(roles)

    joined: list[Clause] = []
    for clause in clauses:
        if joined and joined[-1].intent == clause.intent and not stands_apart(joined[-1], clause):
            last = joined.pop()
            clause = Clause(clause.intent, max(last.confidence, clause.confidence), last.start, clause.end)
        joined.append(clause)
    return joined
