"""What a question means in its conversation, where that is another than it seems by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import ellipsis, listings_meant, of_listings, pay_meant, percentile, reverse, tips
from actions.bare import only_names
from actions.context import Context
from actions.ellipsis import ABOUT_THINGS, JOB, REFUSED, cued
from actions.exclusion import left_out
from actions.follow_up import suggested_before
from actions.listing_filter import TOPICS
from actions.question import Entity, Question, Rule
from actions.reverse import KINDS, THINGS
from actions.role_meant import with_other_first_words, with_role_by_its_kind, with_role_of_its_field
from actions.role_reference import refer
from actions.roles import ABOUT_A_ROLE, FACETS, intent_of_facet
from actions.second_reading import SMALL_TALK, asks_for_everything, second_reading
from knowledge.terms import find_term

_WHY = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come)(?: (?:is )?(?:that|this|so|though|it))?\W*", re.I
)
_WHY_SO = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come) (?:did |does |do |is |are |has |have )?(?:it|that|they|this|those|these|he|she|the (?:pay|salary|figures?|median))\b",
    re.I,
)
_WORK_IN = re.compile(
    r"\b(?:what|where|which)\b.*\bwork(?:s|ing)? in(?: too| as well| then)?\W*$|\bwork(?:s|ing)? (?:in (?:which|what)|where)\W*$",
    re.I,
)
_WISE = re.compile(r"\b(?P<facet>skills?|tools?|money|salary|pay|education|degree|industry)[- ]?wise\b", re.I)
_OF_WISE = {
    "skill": "ask_skills", "skills": "ask_skills", "tool": "ask_tools", "tools": "ask_tools", "education": "ask_education",
    "degree": "ask_education", "industry": "ask_industries", "money": "ask_salary", "salary": "ask_salary", "pay": "ask_salary",
}  # fmt: skip
# "What makes a manager in the work?", "what must I can?"
_FOREIGN_GRAMMAR = {
    "ask_responsibilities": re.compile(r"\bwhat (?:does |do |is |are )?(?:makes?|making|doing)\b", re.I),
    "ask_skills": re.compile(r"\bwhat (?:must|should|has|have) (?:i|one|he|she|they|you) (?:to )?can\b", re.I),
}
_FOR_SOMEBODY = re.compile(
    r"\b(?:somebody|someone|some one|a person|people|anyone|those|a guy|one) (?:who|that|what)(?: would| does| do)?(?:n['’]t| not)? (?:rather )?"
    r"(?:likes?|loves?|enjoys?|prefers?|hates?|wants?|knows?|dislikes?)\b", re.I,
)  # fmt: skip
_IS_IT_NEEDED = re.compile(r"\b(?:when|why|where|how much|for what) (?:is|would|are) (?:it|that|one|this) (?:be )?(?:preferred|needed|required|necessary|beneficial|useful|important|asked for|a must)\b", re.I)  # fmt: skip
_UNTOLD_OF_PAY = re.compile(r"\b(?:bonus(?:es)?|stock options|equity|perks)\b", re.I)
_PAY = re.compile(r"\b(?:salar\w+|pay|paid|earn\w*|median|base)\b", re.I)
_PUBLISHED = re.compile(
    r"\bpublished\b|\bpublication\b|\bhow (?:old|recent|current|up[- ]to[- ]date|fresh) (?:is|are) (?:it|that|this|these|those|(?:the|your|this|that) (?:data|figures|facts|survey|article|numbers))\b|"
    r"\bout(?: of |-of-)?dated?\b|\bwhen (?:was|is|were|are) (?:it|that|this|they|these|those) (?:from|written|made|collected)\b", re.I,
)  # fmt: skip
_LACKING = re.compile(r"\b(?:gaps?|lacks?|lacking|missing|still need|what['’]?s left|remains?|remaining)\b", re.I)
_ONES = re.compile(r"\bthe [a-z-]+ ones\b", re.I)
_DOES_HELP = re.compile(r"\b(?:would|does|do|will|can|could) .*\b(?:helps?|useful|of use)\b", re.I)
_THE_ONE_THAT_DOES = re.compile(
    r"\bthe (?:one|role|other)s? (?:which|that|who) (?:does|do|needs?|uses?|has|requires?|did)\b", re.I
)
_WHICH_ARE_THEY = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:which|what)(?: ones)? (?:are|is) (?:they|those|these|that|it)\W*", re.I
)
_ELSE = re.compile(
    r"\W*(?:(?:and|ok|so|but)\W+)*(?:(?:what|which|anything|who) (?:else|others?|then)|others)(?: then| is there| do (?:they|you) (?:have|know))?\W*",
    re.I,
)
_OF_KIND = {
    "tool": "ask_tools", "platform": "ask_tools", "skill": "ask_skills", "degree": "ask_education", "industry": "ask_industries",
}  # fmt: skip
_ABOUT_IT = re.compile(
    r"\b(?:what|anything|something)(?: (?:do|can|could|else))* you (?:do )?(?:know|tell me|say|have)(?: to say)? (?:about|on|of) (?:them|it|that|this|him|her|those|that one)\W*$",
    re.I,
)
_COUNTS = re.compile(r"\bcounts? (?:that|it|this)\b|\bdo(?:es)? (?:that|it|this) count\b", re.I)
_LEARN_FIRST = re.compile(r"\b(?:learn|study|start with|begin with|do|tackle)\b.*\bfirst\W*$", re.I)
_I_NEED = re.compile(r"\W*(?:(?:so|ok|and)\W+)*what (?:do|would|will|must|should) (?:i|one|you) (?:need|know|learn|have)(?: to (?:know|learn|have|do))?(?: for (?:it|that))?\W*", re.I)  # fmt: skip
_WHO_OF_THEM = re.compile(r"\b(?:who|which)(?: one)? of (?:them|these|those|the two|both)\b", re.I)
_SAY_WHAT_IT_IS = re.compile(r"\b(?:what(?:['’]?s| is| are| even is)|explain|define|definition of)\b", re.I)
_NOT_INTERESTED = re.compile(
    r"\b(?:not interested in|(?:don['’]?t|do not) care (?:about|what|how)|nothing about)\b[^.;!?]*\b(?:only|just|but|rather)\b(?P<rest>.*)",
    re.I,
)
_WILL_BE = re.compile(r"\bwill\b.*\b(?:employed|hired|needed|in demand|exist)\b", re.I)
_OF_A = re.compile(r"\b(?:an?|of|for|do|does|as)\s+$", re.I)
_OF_FACET = {facet: intent for intent, facet in FACETS.items()}
_NECESSARY = re.compile(
    r"\b(?:necessary|mandatory|obligatory|required|essential|a must|worth (?:it|anything|something)|counts?|of use)\b",
    re.I,
)
_UNTOLD = re.compile(
    r"\b(?:how many|what|which) (?:working )?hours\b|\b(?:hours|days|nights) (?:a|per) (?:day|week)\b|\b(?:overtime|work[- ]life|"
    r"vacation|days off|sick leave|parental leave|paid leave|holidays|dress code|bonus(?:es)?|stock options|perks)\b", re.I,
)  # fmt: skip
_AGAIN = re.compile(
    r"\W*(?:(?:can|could) you )?(?:please )?(?:(?:say|tell me|show me|give me) (?:that|it|this) (?:once )?(?:again|more)|repeat(?: (?:that|it|this))?)"
    r"(?: please| pls)?\W*", re.I,
)  # fmt: skip
# How much likelier a question is that is of the same family as the one before; chosen with the dialogues of tests/.
_LIKELIER, _PLAIN = 2.5, 0.65
_FAMILIES = (TOPICS, frozenset(percentile.TOPICS), frozenset({"ask_tips"}))
_BOTH = re.compile(r"\b(?:both|together|in common|share[ds]?|overlap\w*)\b", re.I)
_WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|job))\b(?!['’]?s\b| is\b| are\b)", re.I)

# "Forget all that, show me remote jobs": what follows leans on nothing.
_AFRESH = re.compile(
    r"\W*(?:(?:ok|no|hm+|so|well|please)\W+)*(?:(?:forget|scrap|drop|ignore)(?: about)? (?:all(?: of)? )?(?:that|this|it|everything)"
    r"(?: i said)?|start(?:ing)? (?:over|again|afresh)|from scratch|new (?:search|topic|question))\b\W+(?=\w)", re.I,
)  # fmt: skip


_ALL = re.compile(r"\W*(?:with )?(?:all|everything|every one)\b", re.I)
_OF_LISTINGS = frozenset({"company", "place", "remote", "employment_type"})


def afresh(question: Question) -> Question:
    """The question without its conversation, where it says to forget that: "forget all that, show me remote jobs"."""
    found = _AFRESH.match(question.source)
    asks = found and (
        asks_for_everything(question.source[found.end() :])
        or _ALL.match(question.source[found.end() :])
        or any(e.kind in _OF_LISTINGS and e.start >= found.end() for e in question.entities)
    )
    if asks and question.intent == "start_over":
        question = question.asking("find_listings")
    return replace(question, context=Context()) if found and question.intent != "start_over" else question


def meant(question: Question, session: Session) -> Question:
    """The question as the conversation shows it to be meant; each rule reads what the one before has made of it, until
    one finds that nothing answers it."""
    for rule in _RULES:
        question = rule(question, session) or question
        if question.intent == "out_of_scope" and not question.ranking:
            break
    return question


def _as_before(question: Question, session: Session) -> Question | None:
    """Of two readings, neither of them plain, that one which goes on with what was spoken of: "and who makes the least?"."""
    family = next((family for family in _FAMILIES if question.context.topic in family), frozenset())
    likeliest, chance = question.ranking[0] if question.ranking else ("", 1.0)
    whole = question.text == question.source and not question.elliptic
    plain = chance >= _PLAIN or likeliest in family | REFUSED | SMALL_TALK | {"follow_up"}
    if not whole or plain or question.intent not in (likeliest, "nlu_fallback"):
        return None
    going_on = ((name, p) for name, p in question.ranking if name in family and _LIKELIER * p > chance)
    return next((question.asking(name) for name, _ in going_on), None)


def _why(question: Question, session: Session) -> Question | None:
    """A suggestion tells what it counts; no source tells other reasons."""
    of_figures = question.context.topic in percentile.TOPICS and _WHY_SO.match(question.text)
    if not _WHY.fullmatch(question.text) and not of_figures:
        return None
    suggested = question.context.topic == "suggest_role"
    return suggested_before(question) if suggested else question.asking("out_of_scope", ranking=())


def _by_its_kind(question: Question, session: Session) -> Question | None:
    if question.elliptic:
        return None
    rules = (with_role_by_its_kind, with_role_of_its_field, with_other_first_words)
    return next((found for rule in rules if (found := rule(question, session))), None)


def _needed(question: Question, session: Session) -> Question | None:
    """ "Is a master's necessary?" asks for a yes or no, not for the skills just told."""
    facet = question.intent in ABOUT_A_ROLE and not question.values("facet")
    asks = bool(facet and question.values(*THINGS) and _NECESSARY.search(question.text))
    # "SageMaker for the manager?"
    bare = facet and question.values(*KINDS) and question.values("role", "role_head")
    asks = asks or bool(bare and question.text.endswith("?") and only_names(question, *KINDS, "role", "role_head"))
    helps = question.intent == "suggest_role" and len(question.context.roles) == 1 and _DOES_HELP.search(question.text)
    asks = asks or bool(helps and question.values(*THINGS))
    return question.asking("check_need") if asks and not _WHO_MUST.search(question.text) else None


def _untold(question: Question, session: Session) -> Question | None:
    """No source tells of hours and holidays: what a role does would answer another question."""
    asks = question.intent in ABOUT_A_ROLE | {"check_need"} and _UNTOLD.search(question.text)
    of_pay = (
        question.intent in percentile.TOPICS and _UNTOLD_OF_PAY.search(question.text) and not _PAY.search(question.text)
    )
    if not asks and not of_pay:
        return None
    roles = tuple(role.name for role in refer(session, question).roles)
    return question.asking(
        "out_of_scope", ranking=(), context=replace(question.context, roles=roles or question.context.roles)
    )


def _who(question: Question, session: Session) -> Question | None:
    """What looks like a facet of a role asks which role it is: "and mathematics, who must have studied it?"."""
    facet = question.intent in ABOUT_A_ROLE | {"check_need", "follow_up"} and not question.values("role", "role_head")
    asks = facet and question.values(*THINGS) and _WHO_MUST.search(question.text)
    return question.asking("which_role") if asks else None


def _where(question: Question, session: Session) -> Question | None:
    """ "What else do they work in?" asks for industries."""
    asks = question.intent in {"ask_responsibilities", "which_role"} and _WORK_IN.search(question.text)
    if question.intent == "which_role" and not question.values("role", "role_head"):
        return None
    return question.asking("ask_industries") if asks and not question.values("facet") else None


def _in_foreign_grammar(question: Question, session: Session) -> Question | None:
    doubtful = question.intent in REFUSED and question.values("role", "role_head") and not question.values("facet")
    asked = (name for name, words in _FOREIGN_GRAMMAR.items() if words.search(question.text)) if doubtful else ()
    return next((question.asking(name) for name in asked), None)


def _for_somebody(question: Question, session: Session) -> Question | None:
    """ "And for somebody who likes to code?", after a suggestion, asks for another."""
    suggested = question.context.topic == "suggest_role" and question.intent in {"follow_up", *REFUSED, "which_role"}
    asks = suggested and _FOR_SOMEBODY.search(question.text) and not question.values("role", "role_head")
    return question.asking("suggest_role") if asks else None


def _when_needed(question: Question, session: Session) -> Question | None:
    """ "When is it preferred?", after a yes or no, is told by the same lines."""
    told = question.context.topic == "check_need" and question.context.things and not question.values(*THINGS)
    asks = told and _IS_IT_NEEDED.search(question.text)
    return question.asking("check_need", text="", source="", elliptic=True) if asks else None


def _in_an_industry(question: Question, session: Session) -> Question | None:
    """ "Do banks hire ML engineers?" is a yes or no; which industries it asks for is no doubt."""
    named = question.values("industry") and question.values("role", "role_head")
    likely = {name for name, _ in question.ranking[:2]} == {"ask_industries", "check_need"}
    return question.asking("check_need") if question.intent == "nlu_fallback" and named and likely else None


def _the_others_of_it(question: Question, session: Session) -> Question | None:
    """ "And the technical ones?", after the skills of a role, is told by the same lines."""
    told = question.context.topic in _OF_FACET.values() and question.context.roles and not question.entities
    asks = told and question.intent in {"follow_up", *REFUSED} and _ONES.search(question.text)
    return question.asking(str(question.context.topic), elliptic=True) if asks else None


def _the_one_that_does(question: Question, session: Session) -> Question | None:
    """ "And the one which does need it?", after who does not."""
    told = question.context.topic in ABOUT_THINGS | set(_OF_FACET.values()) and question.context.things
    asks = told and not question.entities and _THE_ONE_THAT_DOES.search(question.text)
    return question.asking("which_role", text="", source="") if asks else None


def _which_are_they(question: Question, session: Session) -> Question | None:
    """ "Which ones are they?", after who uses tools of a kind, asks for those tools."""
    thing = next(iter(question.context.things), None) if question.context.topic in ABOUT_THINGS else None
    if thing is None or not question.context.roles or not _WHICH_ARE_THEY.fullmatch(question.text):
        return None
    kind = "category" if find_term(session, thing) is None else "tool"
    return question.asking(
        "ask_tools" if kind == "category" else "check_need", entities=(Entity(kind, thing, thing, 0, 0),)
    )


def _about_it(question: Question, session: Session) -> Question | None:
    """ "Then what do you know about them?" asks for all that is told of the role."""
    asks = question.context.roles and not question.entities and _ABOUT_IT.search(question.text)
    return (
        question.asking("ask_role")
        if asks and question.intent in {"list_roles", "follow_up", "help", *REFUSED}
        else None
    )


def _counts(question: Question, session: Session) -> Question | None:
    """ "I know Excel, does that count?" counts no listings."""
    return (
        question.asking("check_need") if question.intent == "count_listings" and _COUNTS.search(question.text) else None
    )


def _first_of_all(question: Question, session: Session) -> Question | None:
    """ "What should I learn first?" asks for the tips, which are in order."""
    asks = question.intent in {"find_gap", "ask_skills", "ask_education"} and _LEARN_FIRST.search(question.text)
    return question.asking("ask_tips") if asks else None


def _needs(question: Question, session: Session) -> Question | None:
    """ "What do I need?", at the beginning, is told that it depends on the role."""
    return question.asking("ask_skills") if question.intent == "help" and _I_NEED.fullmatch(question.text) else None


def _who_of_them(question: Question, session: Session) -> Question | None:
    """ "Who of them codes more?" """
    asks = question.intent in {"follow_up", *REFUSED} and _WHO_OF_THEM.search(question.text)
    of_roles = question.context.topic not in (*TOPICS, *percentile.TOPICS) and not question.values("facet")
    return question.asking("which_role") if asks and of_roles and reverse.searched_words(question) else None


def _of_no_role(question: Question, session: Session) -> Question | None:
    """ "What even is data science?" asks of no role; no source tells what a field is."""
    named = question.values("role", "role_head", "unknown", "ordinal") or question.context.roles
    asks = (
        question.intent == "ask_role"
        and not named
        and question.values(*THINGS)
        and _SAY_WHAT_IT_IS.search(question.text)
    )
    return question.asking("out_of_scope", ranking=()) if asks else None


def _rather_of(question: Question, session: Session) -> Question | None:
    """ "Not interested in what they earn, only whether the job has a future" """
    said = _NOT_INTERESTED.search(question.source)
    wanted = tuple(e for e in question.entities if e.kind == "facet" and said and e.start >= said.start("rest"))
    facet = next((str(e.value) for e in wanted if e.value in _OF_FACET), None)
    if facet is None:
        return None
    others = tuple(e for e in question.entities if e.kind != "facet")
    return question.asking(_OF_FACET[facet], entities=(*others, *wanted))


def _of_a_strange_role(question: Question, session: Session) -> Question | None:
    """ "What skills does a blorptician need?" is told that this is unknown."""
    if question.intent != "out_of_scope" or len(question.texts("foreign_name")) != 1:
        return None
    name = next(e for e in question.entities if e.kind == "foreign_name")
    if not _OF_A.search(question.source[: name.start]) or question.values("role", "role_head"):
        return None
    asked = replace(question, entities=ellipsis.as_unknown(question, name))
    intent = "ask_salary" if question.values("facet") == ("salary",) else intent_of_facet(asked)
    return asked.asking(intent) if intent else None


def _in_years(question: Question, session: Session) -> Question | None:
    """ "How many will be employed in 2035?" asks for the outlook."""
    asks = question.intent in {"count_listings", *REFUSED} and _WILL_BE.search(question.text)
    return question.asking("ask_outlook") if asks and question.values("role", "role_head") else None


def _facet_wise(question: Question, session: Session) -> Question | None:
    """ "And the first one, skillwise?" asks for the skills."""
    said = _WISE.search(question.source)
    facet = _OF_WISE.get(said["facet"].lower()) if said and not question.values("facet") else None
    if said is None or facet is None:
        return None
    kept = tuple(e for e in question.entities if e.end <= said.start() or said.end() <= e.start)
    return question.asking(facet, entities=kept)


def _how_many_of_a_facet(question: Question, session: Session) -> Question | None:
    """ "How many skills is that?" counts no listings."""
    facet = next((f for f in question.values("facet") if f in FACETS.values()), None)
    counts = question.intent == "count_listings" and facet and not JOB.search(question.text)
    of_a_role = question.context.roles or question.values("role", "role_head")
    return question.asking(_OF_FACET[str(facet)]) if counts and of_a_role else None


def _still_missing(question: Question, session: Session) -> Question | None:
    """ "What lacks me?", after what somebody knows."""
    told = question.context.known
    asks = question.intent in {"follow_up", *REFUSED} and not question.entities and _LACKING.search(question.text)
    return question.asking("find_gap") if told and asks else None


def _of_the_sources(question: Question, session: Session) -> Question | None:
    """ "When was it published?" asks where the facts are from."""
    asks = question.intent in {*REFUSED, "follow_up"} and _PUBLISHED.search(question.text)
    return question.asking("ask_sources") if asks else None


def _of_one_tip(question: Question, session: Session) -> Question | None:
    """ "And networking where?", after the tips, asks of that one."""
    of_tips = question.intent in {*REFUSED, "follow_up", "ask_tips", "check_need", "help", "ask_human"}
    asks = of_tips and tips.asks_of_one(question, session)
    return question.asking("ask_tips") if asks and not question.entities else None


def _what_else(question: Question, session: Session) -> Question | None:
    """ "What else?", after a yes or no about one thing, asks for the rest of its kind."""
    told = question.context.topic == "check_need" and question.context.things and question.context.roles
    if not told or not _ELSE.fullmatch(question.text):
        return None
    term = find_term(session, question.context.things[0])
    return question.asking(_OF_KIND[term.kind] if term else "ask_tools")


def _outlook(question: Question, session: Session) -> Question | None:
    """ "My son loves maths. Is an engineer a good future?" asks of the role it names, not which one suits."""
    named = question.intent == "suggest_role" and len(question.values("role", "role_head")) == 1
    return question.asking("ask_outlook") if named and question.values("facet") == ("outlook",) else None


def _shared(question: Question, session: Session) -> Question | None:
    """ "Which ones do both use?", after two roles were compared."""
    compared = question.context.topic == "compare_roles" and _BOTH.search(question.text)
    if not compared or question.values("role", "role_head", "facet", *THINGS):
        return None
    facet = FACETS.get(cued(question.text) or "")
    named = (Entity("facet", facet, facet, 0, 0),) if facet else ()
    return question.asking("compare_roles", entities=(*question.entities, *named))


def _again(question: Question, session: Session) -> Question | None:
    """ "Say that again" asks for what was last told of a role."""
    topic = question.context.topic
    told = topic in (*ABOUT_A_ROLE, *percentile.TOPICS) and question.context.roles
    return question.asking(str(topic), elliptic=True, entities=()) if told and _AGAIN.fullmatch(question.text) else None


def _second_reading(question: Question, session: Session) -> Question | None:
    intent = second_reading(question) or reverse.asks_of_a_duty(question, session)
    return question.asking(intent) if intent else None


def _without_left_out_facets(question: Question, session: Session) -> Question | None:
    """The question on what else it names: "not the salary, just the tools"."""
    out = left_out(question, "facet", verbs=True)
    if not out:
        return None
    rest = tuple(e for e in question.entities if e not in out)
    other = intent_of_facet(replace(question, entities=rest)) or cued(question.text)
    return question.asking(other, entities=rest) if other else None


_RULES: tuple[Rule, ...] = (
    _as_before,
    _why,
    lambda question, session: of_listings.other_listing(question),
    _by_its_kind,
    lambda question, session: ellipsis.of_an_unknown_thing(question),
    _untold,
    _needed,
    _who,
    _where,
    _in_foreign_grammar,
    _for_somebody,
    _about_it,
    _counts,
    _first_of_all,
    _needs,
    _who_of_them,
    _of_no_role,
    _rather_of,
    _of_a_strange_role,
    _in_years,
    _facet_wise,
    _the_others_of_it,
    _the_one_that_does,
    _which_are_they,
    _when_needed,
    _in_an_industry,
    _how_many_of_a_facet,
    _of_the_sources,
    _still_missing,
    _of_one_tip,
    _what_else,
    *pay_meant.RULES,
    _outlook,
    _shared,
    *listings_meant.RULES,
    _again,
    _second_reading,
    _without_left_out_facets,
)
