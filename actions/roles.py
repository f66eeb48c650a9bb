"""A role as a whole, and each of its facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.bare import only_names
from actions.by_source import newest, sentences, some, told
from actions.comparison import compare_facet
from actions.exclusion import left_out
from actions.facets import ASKING, FACETS
from actions.question import Question, Reply
from actions.role_reference import RoleReference, ask_which_role, refer, unknown_role
from actions.wording import a, cited, counted, listed, money, money_range
from knowledge.listings import ListingFilter, search_listings
from knowledge.pay_figures import figure_of
from knowledge.roles import Role, all_roles
from knowledge.statements import Statement, statements_of
from knowledge.terms import all_categories, terms_in

# As many listings stand in an answer about something else.
_JOBS = 3
# What each line of these sides names, so that it can do without some: "other than Python", "apart from banks".
_LEFT_OUT_OF = {"tools": ("tool", "skill", "platform"), "industries": ("industry",)}
_TITLES = {
    "definition": "What {a_role} is",
    "responsibilities": "What {a_role} does",
    "skills": "Skills of {a_role}",
    "education": "Education of {a_role}",
    "tools": "Tools of {a_role}",
    "industries": "Where {roles} work",
    "outlook": "Outlook for {roles}",
}
# A longer list is not read.
_MOST_LISTED = 40
# Of so many roles the tools of one kind are told where none is named.
_SIDE_BY_SIDE = 3
# So many of a list are counted: "the tools of the first one".
_COUNTED = 6
_NEXT = {
    "definition": ("responsibilities", "skills", "salary"),
    "responsibilities": ("skills", "tools", "salary"),
    "skills": ("tools", "education", "salary"),
    "education": ("skills", "salary", "outlook"),
    "tools": ("skills", "responsibilities", "salary"),
    "industries": ("outlook", "salary", "listings"),
    "outlook": ("salary", "industries", "listings"),
}


def ask_role(question: Question, session: Session) -> Reply:
    """A role as a whole; with the word "definition" just that."""
    reference = refer(session, question)
    if len(reference.roles) > 1:
        return ask_facet("definition", question, session)
    if not reference.roles:
        return _no_role(question, session, reference, "the profile", "Tell me about {role}", "ask_role")
    (role,) = reference.roles
    context = question.context.about("ask_role", roles=(role.name,), opened=None)
    if not role.has_profile:
        (job,) = search_listings(session, ListingFilter(role=role.name)) if role.listings == 1 else (None,)
        if job:  # "where is it?" means the one listing
            context = replace(context, shown=(job.id,), opened=job.id)
        return Reply(without_profile(role, "profile", session), context)
    if "definition" in question.values("facet"):
        return ask_facet("definition", question, session)
    statements = statements_of(session, role.name)
    statements = newest(statements)
    blocks: list[Block] = [Heading(role.name), *sentences([s for s in statements if s.facet == "definition"])]
    lines = []
    for facet, label in (("responsibilities", "Does"), ("skills", "Skills"), ("education", "Education"),
                         ("tools", "Tools"), ("industries", "Industries")):  # fmt: skip
        of_facet = [s for s in statements if s.facet == facet]
        if facet == "responsibilities" and of_facet:
            more = f", and {counted(len(of_facet) - 1, 'more duty', 'more duties')}" if len(of_facet) > 1 else ""
            lines.append(f"{label}: {of_facet[0].text.rstrip('.')}{more}")
        elif of_facet:
            names = list(dict.fromkeys(term.name for s in of_facet for term in s.terms))
            more = f" and {len(names) - 6} more" if len(names) > 6 else ""
            lines.append(f"{label}: {', '.join(names[:6])}{more}")
    statistic = figure_of(session, role.name)
    sources = [cited(s.source) for s in statements]
    if statistic:
        lines.append(f"Pay: median {money(statistic.median)} a year ({counted(statistic.count, 'survey answer')})")
        sources.append(cited(statistic.source))
    blocks.append(Bullets(tuple(lines)))
    return Reply(
        Answer.of(*blocks, buttons=asking(role, "responsibilities", "skills", "tools", "salary"), sources=sources),
        context,
    )


def ask_facet(facet: str, question: Question, session: Session) -> Reply:
    """One facet of one role, or of several roles side by side; tools also by category."""
    reference = refer(session, question)
    intent = next((i for i, f in FACETS.items() if f == facet), "ask_role")
    label = "the definition" if facet == "definition" else f"the {facet}"
    excluded = left_out(question, "category", *(("skill",) if facet == "tools" else ()))
    spared = tuple(str(name) for e in excluded for kind, name in ((e.kind, e.value), *e.also) if kind == "category")
    excluded = excluded if spared else ()
    question = replace(question, entities=tuple(e for e in question.entities if e not in excluded))
    categories = question.values("category", other_readings=facet == "tools")
    if categories and facet != "tools":
        # "Which programming languages must I learn?" asks for tools, "which fields of study" does not.
        of_tools = any(term.kind in ("tool", "platform") for term in terms_in(session, str(categories[0])))
        if of_tools and facet not in question.values("facet"):
            return ask_facet("tools", question, session)
        categories = categories if facet == "skills" else ()
    if not reference.roles and categories and not (reference.unknown or reference.candidates):
        named = _naming(session, categories)
        if 0 < len(named) <= _SIDE_BY_SIDE:
            return _of_category_by_role(session, question, named, intent, str(categories[0]))
    if not reference.roles:
        return _no_role(question, session, reference, label, ASKING.get(facet, "What is {role}?"), intent)
    # "Does the manager need that too?" asks of the category, else of the facet.
    spoken_of = tuple(str(category) for category in categories[:1])
    context = question.context.about(intent, roles=tuple(role.name for role in reference.roles), things=spoken_of)
    if len(reference.roles) > 1:
        return Reply(compare_facet(session, reference.roles, facet), context)
    (role,) = reference.roles
    statements = statements_of(session, role.name, facet)
    out = [str(e.value) for e in left_out(question, *_LEFT_OUT_OF[facet])] if facet in _LEFT_OUT_OF else []
    bare = not reference.named and len(categories) == 1 and only_names(question, "category", "facet")
    others = _naming(session, categories) if bare else []
    if others and role not in others and len(others) <= _SIDE_BY_SIDE:
        return _of_category_by_role(session, question, others, intent, str(categories[0]), lacking=role)
    if categories and role.has_profile:
        answer = _of_category(session, role, facet, str(categories[0]), out)
        for category in categories[1:3]:
            answer = answer.then(_of_category(session, role, facet, str(category), out))
        return Reply(answer, context)
    statements = [s for s in statements if s.category not in spared] if spared else statements
    if not statements:
        return Reply(without_profile(role, facet, session), context)
    title = _TITLES[facet].format(a_role=a(role.name), roles=role.plural)
    if spared:
        title += f" without {listed(spared)}"
    if out:
        title += f" other than {listed(out)}"
        statements = [replace(s, terms=tuple(t for t in s.terms if t.name not in out)) for s in statements]
        statements = [s for s in statements if s.terms]
    return Reply(
        Answer.of(
            Heading(title),
            *told(statements, statement_line),
            buttons=asking(role, *_NEXT[facet]),
            sources=[cited(s.source) for s in newest(statements)],
        ),
        context,
    )


def _of_category_by_role(
    session: Session,
    question: Question,
    roles: Sequence[Role],
    intent: str,
    category: str,
    lacking: Role | None = None,
) -> Reply:
    """What each of some roles has of one kind, where the message names none: "project management software"; `lacking` is
    the role spoken of before, which has nothing of it."""
    first, *others = (_of_category(session, role, "tools", category, ()) for role in roles)
    answer = first
    for other in others:
        answer = answer.then(other)
    names = tuple(role.name for role in roles)
    if lacking:
        said = f"My sources name no {category[0].lower() + category[1:]} for {a(lacking.name)}."
        answer = replace(answer, blocks=(Paragraph(said), *answer.blocks))
        names = (lacking.name,)
    return Reply(answer, question.context.about(intent, roles=names, things=(category,)))


def _naming(session: Session, categories: Sequence[str]) -> list[Role]:
    """The roles with a profile that names something of the first category, where there is one."""
    if not categories:
        return []
    profiled = (role for role in all_roles(session) if role.has_profile)
    return [role for role in profiled if terms_in(session, str(categories[0]), role.name)]


def list_roles(question: Question, session: Session) -> Reply:
    """All that is known: full profiles, and titles with figures."""
    roles = all_roles(session)
    profiled = [role for role in roles if role.has_profile]
    paid = sorted((r for r in roles if r.answers and not r.has_profile), key=lambda r: -r.answers)
    return Reply(
        Answer.of(
            Heading("Roles I know"),
            Paragraph("With a full profile (duties, skills, education, tools, industries, outlook):"),
            Bullets(tuple(role.name for role in profiled[:_MOST_LISTED])),
            Paragraph(f"… and {len(profiled) - _MOST_LISTED} more.") if len(profiled) > _MOST_LISTED else None,
            Paragraph(f"With salary figures, {counted(len(paid), 'further title')}, the most answered first:"),
            Bullets(tuple(role.name for role in paid[:12])),
            Paragraph(f"… and {len(paid) - 12} more: just ask for one by name.") if len(paid) > 12 else None,
            buttons=[Button(role.name, f"Tell me about {a(role.name)}") for role in profiled[:4]],
            sources=[],
        ),
        question.context.about("list_roles", named_roles=tuple(role.name for role in profiled[:_COUNTED])),
    )


def asking(role: Role, *facets: str) -> list[Button]:
    """Buttons for further facets of a role."""
    return [Button(facet.capitalize(), ASKING[facet].format(role=a(role.name))) for facet in facets]


def without_profile(role: Role, facet: str, session: Session) -> Answer:
    """Say honestly that a role has no such facts, and what there is of it."""
    figure = figure_of(session, role.name)
    jobs = search_listings(session, ListingFilter(role=role.name), limit=_JOBS) if role.listings else []
    has = [f"Survey median: {money(figure.median)} ({counted(figure.count, 'answer')})"] if figure else []
    has += [
        f"Listing: {job.title} at {job.company}: {money_range(job.pay_min, job.pay_max, job.currency)}" for job in jobs
    ]
    if role.listings > _JOBS:
        has.append(f"{role.listings - _JOBS:,} more listings")
    profiled = [r for r in all_roles(session) if r.has_profile]
    wanted = f"no {facet}" if facet == "profile" else f"nothing on the {facet}"
    buttons = asking(role, *(["salary"] if role.answers else []), *(["listings"] if role.listings else []))
    buttons += [Button(r.name, f"Tell me about {a(r.name)}") for r in profiled[:2]]
    return Answer.of(
        Paragraph(f"I know the title {role.name}, but I have {wanted} of that role."),
        Paragraph("What I have of it, a year:") if has else None,
        Bullets(tuple(has)) if has else None,
        Paragraph(f"Full profiles: {some([r.name for r in profiled])}."),
        buttons=buttons,
        sources=[*([cited(figure.source)] if figure else []), *(cited(job.source) for job in jobs)],
        kind="unknown",
    )


def statement_line(statement: Statement) -> str:
    """A statement as a line of its own: tools with their category, skills with the names that the wording lacks."""
    if statement.facet == "tools" and statement.category:
        return f"{statement.category}: {', '.join(term.name for term in statement.terms) or statement.text}"
    if statement.facet == "skills":
        unsaid = [term.name for term in statement.terms if term.name.lower() not in statement.text.lower()]
        return f"{statement.text.rstrip('.')} ({', '.join(unsaid)})" if unsaid else statement.text
    return statement.text


def _of_category(session: Session, role: Role, facet: str, category: str, out: Sequence[str]) -> Answer:
    """The tools of one category, wherever in the role's profile they are named, but for those left `out`."""
    statements = statements_of(session, role.name)
    names: dict[str, None] = {}
    sources = []
    for statement in statements:
        whole = statement.facet == facet and (statement.category or "").lower() == category.lower()
        for term in statement.terms:
            if whole or (term.category or "").lower() == category.lower():
                names[term.name] = None
                sources.append(cited(statement.source))
    left = tuple(name for name in names if name not in out)
    others = f" other than {listed([name for name in names if name in out])}" if len(left) < len(names) else ""
    if left:
        return Answer.of(
            Heading(f"{category}{others}: {role.name}"),
            Bullets(left),
            buttons=asking(role, "tools", "skills", "salary"),
            sources=sources,
        )
    own = [s for s in statements if s.facet == "tools"]
    known = listed([c.name for c in all_categories(session)])
    return Answer.of(
        Paragraph(f"My sources name no {category[0].lower() + category[1:]}{others} for {a(role.name)}."),
        Paragraph("They do name:" if own else f"The kinds of tools that I know: {known}."),
        *told(own, statement_line),
        buttons=asking(role, "tools", "skills"),
        sources=[cited(s.source) for s in own],
    )


def _no_role(
    question: Question, session: Session, reference: RoleReference, wanted: str, ask: str, intent: str
) -> Reply:
    if reference.unknown:
        return Reply(unknown_role(session, reference.unknown), question.context.about(intent, roles=()))
    return Reply(ask_which_role(session, reference, wanted, ask), question.context.about(intent, roles=()))
