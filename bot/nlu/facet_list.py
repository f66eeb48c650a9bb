"""Facets that are asked for side by side, each a question of its own: "skills and salary of …", "DSM: tools, MLE: pay"."""

from __future__ import annotations

import re

from bot.nlu.clauses import BY_FACET, COMPARED, OF_A_ROLE, UNSURE, Clause
from bot.nlu.mention import Mention

# "Skills, salary, jobs": a list of facets may end in the listings.
_JOINED = {**BY_FACET, "listings": "find_listings"}
_JOINT = re.compile(
    r"\W*(?:(?:and|n|or|plus|as well as|also|of|an?|the|their|its|what|which|about|his|her|for|median|usual|typical|average|they|he|she|one|use[sd]?|using|needs?|needed|required|have|has)\b\W*)*", re.I,
)  # fmt: skip

_JOINS_CLEARLY = re.compile(r"[&+/]|\b(?:and|n|or|plus|as well as|also)\b", re.I)
_JOINS = re.compile(rf"[,;?]|{_JOINS_CLEARLY.pattern}", re.I)
# "Leaving aside degrees, what abilities …" asks for what follows.
_ASIDE = re.compile(
    r"^\W*(?:(?:leaving|setting|putting) aside|beyond|besides|apart from|aside from)(?: the)?\s*$", re.I
)
_COMPARED_BY = {"ask_salary": "compare_salaries", "find_listings": "find_listings"}
# "Education and industries for both roles" says at its end whose each is.
_OF_BOTH = re.compile(r"\b(?:for|of) (?:both|the two|each of the)(?: of the)? (?:roles|jobs|titles|careers)\b", re.I)
_COMPARES_THEM = re.compile(r"\bcompare\b.*\b(?:their|both|them)\b", re.I)

# What may stand beside roles and facets where nothing else is said.
_BESIDE = re.compile(
    r"[\W_]*(?:(?:and|n|s|the|an?|of|for|plus|please|pls|plz|hi|hey|hello|ok|sorry|also|(?:give|tell|show) me|i (?:also )?(?:need|want|would like))\b[\W_]*)*",
    re.I,
)


def facets_joined(text: str, mentions: list[Mention], intent: str) -> tuple[Clause, ...]:
    """ "Skills and salary of …" asks for two facets in one clause; return a clause for each, or none."""
    roles = sum(m.kind in ("role", "role_head") for m in mentions)
    of_both = not roles and bool(_OF_BOTH.search(text))
    compared = of_both or (intent in COMPARED and (roles > 1 or bool(_COMPARES_THEM.search(text))))
    if intent not in OF_A_ROLE and roles != 1 and not compared:
        return ()
    facets = [m for m in mentions if m.kind == "facet" and m.value in _JOINED]
    joined: list[Mention] = []
    for before, after in zip(facets, facets[1:]):
        between = text[before.end : after.start]
        for role in (m for m in mentions if roles == 1 and m.kind in ("role", "role_head")):
            if before.end <= role.start and role.end <= after.start:  # "duties of a manager, the tools they use"
                between = text[before.end : role.start] + text[role.end : after.start]
        if before.value != after.value and _joins(text[: before.start], before, between):
            joined += [m for m in (before, after) if m not in joined]
    least = 2 if intent in OF_A_ROLE | {"compare_roles", "follow_up", UNSURE} or compared else 3
    if len({m.value for m in joined}) < least:
        return ()
    starts = [0, *(m.start for m in joined[1:])]
    ends = [*starts[1:], len(text)] if not of_both else [len(text)] * len(starts)
    intents = [_JOINED[str(m.value)] for m in joined]
    if compared:
        intents = [_COMPARED_BY.get(each, "compare_roles") for each in intents]
    return tuple(Clause(each, 1.0, a, b) for each, a, b in zip(intents, starts, ends))


def _joins(told: str, before: Mention, between: str) -> bool:
    """Whether what stands between two facets makes a list of them."""
    joins = _JOINS_CLEARLY if before.value == "listings" else _JOINS  # "for a job, what skills" is no list
    return bool(joins.search(between) and _JOINT.fullmatch(between)) and not _ASIDE.search(told)


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
