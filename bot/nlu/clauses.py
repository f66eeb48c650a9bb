"""The clauses of a message that are questions of their own, each with its intent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.opening import without_opening
from bot.nlu.recognizer import mask
from bot.nlu.splitter import numbered, pieces, split

UNSURE = DEFAULT_NLU_FALLBACK_INTENT_NAME
BY_FACET = {
    "responsibilities": "ask_responsibilities", "skills": "ask_skills", "education": "ask_education",
    "tools": "ask_tools", "industries": "ask_industries", "outlook": "ask_outlook", "salary": "ask_salary",
}  # fmt: skip
# "Skills, salary, jobs": a list of facets may end in the listings.
_JOINED = {**BY_FACET, "listings": "find_listings"}
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
_JOINT = re.compile(
    r"\W*(?:(?:and|n|or|plus|as well as|also|the|their|its|what|which|about|his|her|for|median|usual|typical|average)\b\W*)*", re.I,
)  # fmt: skip

# What may stand beside roles and facets where nothing else is said.
_BESIDE = re.compile(r"[\W_]*(?:(?:and|n|the|an?|of|for|plus|please|pls|plz|hi|hey|hello)\b[\W_]*)*", re.I)


@dataclass(frozen=True)
class Clause:
    """One question of a message; `start` and `end` are its place in the text."""

    intent: str
    confidence: float
    start: int
    end: int

    def as_dict(self) -> dict[str, object]:
        return {"intent": self.intent, "confidence": self.confidence, "start": self.start, "end": self.end}


def asked(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> list[Clause]:
    """The clauses that ask something, in order; fewer than two where the message is best read whole."""
    spans = numbered(text) or split(text)
    clauses = classified(text, spans, mentions, model, threshold) if len(spans) > 1 else []
    clauses = [_by_its_facet(_past_its_opening(clause, text, mentions, model), mentions) for clause in clauses]
    asking = [c for c in clauses if c.intent not in (UNSURE, FOREIGN) and c.intent not in CHATTER]
    sure = merged([c for c in asking if c.confidence >= SURE], mentions)
    if len(sure) > 1:
        return sure
    parts = _parts(text, mentions, model, threshold)
    if len({part.intent for part in parts}) > 1:
        return parts
    one = merged(asking, mentions)
    return one if len(clauses) > 1 and len(one) == 1 else []


def _past_its_opening(clause: Clause, text: str, mentions: list[Mention], model: IntentModel) -> Clause:
    """The clause read without its opening, where that is plain: "and what do they earn?" """
    doubtful = clause.intent in (FOREIGN, UNSURE, "follow_up") or clause.confidence < SURE
    rest = without_opening(text[clause.start : clause.end]) if doubtful else None
    if rest is None:
        return clause
    (plain,) = classified(text, [(clause.end - len(rest), clause.end)], mentions, model, PLAIN)
    return clause if plain.intent in (FOREIGN, UNSURE, "follow_up") else replace(plain, start=clause.start)


def _parts(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> list[Clause]:
    """Questions cut where a noun begins them, or none: each but the first must name a facet, and all be plain."""
    spans = pieces(text)
    if len(spans) < 2:
        return []
    parts: list[Clause] = []
    for part in classified(text, spans, mentions, model, threshold):
        facets = facets_in(part, mentions)
        part = _by_its_facet(part, mentions)
        if (
            part.confidence < _SURER
            or part.intent in _NEEDS_TWO
            or not (facets or (part.intent == "ask_role" and not parts))
        ):
            return []
        parts.append(part)
    return merged(parts, mentions)


def facets_in(clause: Clause, mentions: list[Mention]) -> set[str]:
    """The facets that a clause names."""
    return {str(m.value) for m in mentions if m.kind == "facet" and clause.start <= m.start and m.end <= clause.end}


def _by_its_facet(clause: Clause, mentions: list[Mention]) -> Clause:
    """The clause read by the one facet that it names, where the model says little: "and what's the pay"."""
    facets = facets_in(clause, mentions)
    named = next(iter(facets)) if len(facets) == 1 else None
    if named in BY_FACET and clause.intent in (FOREIGN, UNSURE, "follow_up", "ask_role", BY_FACET[named]):
        return replace(clause, intent=BY_FACET[named], confidence=1.0)
    return clause


def facets_joined(text: str, mentions: list[Mention], intent: str) -> tuple[Clause, ...]:
    """ "Skills and salary of …" asks for two facets in one clause; return a clause for each, or none."""
    one_role = sum(m.kind in ("role", "role_head") for m in mentions) == 1
    if intent not in OF_A_ROLE and not one_role:
        return ()
    facets = [m for m in mentions if m.kind == "facet" and m.value in _JOINED]
    joined: list[Mention] = []
    for before, after in zip(facets, facets[1:]):
        between = text[before.end : after.start]
        if before.value != after.value and between.strip() and _JOINT.fullmatch(between):
            joined += [m for m in (before, after) if m not in joined]
    least = 2 if intent in OF_A_ROLE | {"compare_roles", "follow_up", UNSURE} else 3
    if len({m.value for m in joined}) < least:
        return ()
    starts = [0, *(m.start for m in joined[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(Clause(_JOINED[str(m.value)], 1.0, a, b) for m, a, b in zip(joined, starts, ends))


def facets_by_role(text: str, mentions: list[Mention]) -> list[Clause]:
    """Each role of a message that names nothing but roles and their facets, with its own: "DSM: salary + tools, MLE:
    education", "skills MLE, salary DSM"; none where a role has none."""
    named = [m for m in mentions if m.kind in ("role", "role_head") or (m.kind == "facet" and m.value in BY_FACET)]
    gaps = zip([0, *(m.end for m in named)], [*(m.start for m in named), len(text)])
    roles = [m for m in named if m.kind != "facet"]
    if len(roles) < 2 or not all(_BESIDE.fullmatch(text[start:end]) for start, end in gaps):
        return []
    groups: list[list[Mention]] = [[]]
    ends_with_a_role = named[0].kind == "facet"
    for mention in named:
        if mention.kind != "facet" and not ends_with_a_role and groups[-1]:
            groups.append([])
        groups[-1].append(mention)
        if mention.kind != "facet" and ends_with_a_role:
            groups.append([])
    groups = [group for group in groups if group]
    if not all({m.kind == "facet" for m in group} == {True, False} for group in groups):
        return []
    return [
        Clause(BY_FACET[str(m.value)], 1.0, group[0].start, group[-1].end)
        for group in groups
        for m in group
        if m.kind == "facet"
    ]


def in_keywords(text: str, mentions: list[Mention]) -> list[Clause]:
    """Each part between commas of a message that holds nothing but names, with one facet each: "salary data engineer,
    skills MLE, jobs Rochester"; none where a part is otherwise."""
    clauses = []
    for start, end in _between_commas(text):
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        facets = [m for m in inside if m.kind == "facet" and (m.value in BY_FACET or m.value == "listings")]
        gaps = zip([start, *(m.end for m in inside)], [*(m.start for m in inside), end])
        if len(facets) != 1 or len(inside) < 2 or not all(_BESIDE.fullmatch(text[a:b]) for a, b in gaps):
            return []
        clauses.append(Clause(BY_FACET.get(str(facets[0].value), "find_listings"), 1.0, start, end))
    return clauses if len(clauses) > 1 else []


def _between_commas(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^,;\n]+", text) if m[0].strip()]


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
    for (start, end), row in zip(spans, model.probabilities(masked)):
        intent, sure = _likeliest({name: float(p) for name, p in zip(model.intents, row)})
        clauses.append(Clause(intent if sure >= threshold else UNSURE, sure, start, end))
    return clauses


def _likeliest(chances: dict[str, float]) -> tuple[str, float]:
    """The likeliest intent; what a facet of two roles is and how they compare in it come to the same."""
    first, second = sorted(chances, key=lambda name: -chances[name])[:2]
    of_a_facet = {first, second} & OF_A_ROLE
    if "compare_roles" in (first, second) and len(of_a_facet) == 1:
        return of_a_facet.pop(), chances[first] + chances[second]
    alike = next((family for family in _ALIKE if first in family), {first})
    return first, sum(chances[name] for name in alike if name in chances)


def merged(clauses: list[Clause], mentions: list[Mention]) -> list[Clause]:
    """Join neighbours that ask the same, but not whether one role needs this and another needs that, nor what a firm
    pays and what a role earns, nor who does one thing and who does another, both told in plain words."""

    def names(clause: Clause, *kinds: str) -> bool:
        return any(m.kind in kinds and clause.start <= m.start < clause.end for m in mentions)

    def stands_apart(before: Clause, clause: Clause) -> bool:
        roles = [names(one, "role", "role_head") for one in (before, clause)]
        if clause.intent == "ask_salary":
            return names(before, "company") and roles == [False, True]
        if clause.intent == "which_role":
            return not any(names(one, *KNOWN, "category", "industry", "facet") for one in (before, clause))
        return clause.intent == "check_need" and all(roles)

    joined: list[Clause] = []
    for clause in clauses:
        if joined and joined[-1].intent == clause.intent and not stands_apart(joined[-1], clause):
            last = joined.pop()
            clause = Clause(clause.intent, max(last.confidence, clause.confidence), last.start, clause.end)
        joined.append(clause)
    return joined
