"""The sides of a role that are asked about, and which intent asks for which."""

from __future__ import annotations

from actions.question import Question

FACETS = {
    "ask_responsibilities": "responsibilities",
    "ask_skills": "skills",
    "ask_education": "education",
    "ask_tools": "tools",
    "ask_industries": "industries",
    "ask_outlook": "outlook",
}
ABOUT_A_ROLE = frozenset({*FACETS, "ask_role", "ask_salary", "ask_tips"})
OF_TWO_ROLES = frozenset({"compare_roles", "compare_salaries"})
# What a person would type to get there; every button's payload is read like any other message.
ASKING = {
    "responsibilities": "What does {role} do?",
    "skills": "What skills does {role} need?",
    "education": "What education does {role} need?",
    "tools": "Which tools does {role} use?",
    "industries": "In which industries does {role} work?",
    "outlook": "What is the outlook for {role}?",
    "salary": "What does {role} earn?",
    "listings": "Show me jobs for {role}",
}


def intent_of_facet(question: Question) -> str | None:
    """What is asked by the facet that the question names: `ask_tools` of "the tools"."""
    return next((intent for intent, facet in FACETS.items() if facet in question.values("facet")), None)
