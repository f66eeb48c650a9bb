"""What a question means where a side of a role was spoken of (duties, skills, tips …), or is what it asks for."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions import tips
from actions.ellipsis import JOB, OF_IT, REFUSED
from actions.exclusion import left_out
from actions.facets import FACETS
from actions.listing_filter import TOPICS
from actions.question import Question, Rule, unsaid
from actions.reverse import THINGS, telling_words
from actions.role_reference import refer
from actions.sentences import last_sentence
from knowledge.statements import search_statements, words_told
from knowledge.terms import find_term

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
    "ask_responsibilities": re.compile(
        r"\bwhat (?:does |do |is |are )?(?:makes?|making|doing)\b|\bwhat\b.*\ball the days?\b", re.I
    ),
    "ask_skills": re.compile(r"\bwhat (?:must|should|has|have) (?:i|one|he|she|they|you) (?:to )?can\b", re.I),
}
_ONES = re.compile(r"\bthe [a-z-]+ ones\b|^\W*(?:and )?[a-z-]+ ones\W*$", re.I)
_ABOUT_IT = re.compile(
    r"\b(?:what|anything|something)(?: (?:do|can|could|else))* you (?:do )?(?:know|tell me|say|have)(?: to say)? (?:about|on|of) (?:them|it|that|this|him|her|those|that one)\W*$",
    re.I,
)
_LEARN_FIRST = re.compile(
    r"\b(?:should|must|do|would|can|could|to)\b(?! (?:they|it|he|she)\b).*\b(?:learn|study|start with|begin with|do|tackle)\b.*\bfirst(?:,? as an? \w+)?\W*$|\b(?:learn|lay|build|get)\b.*\b(?:a|the|my) (?:good |solid |strong |firm )?foundation\b|\bfind out which of (?:the|your) (?:two )?(?:roles|jobs|careers)?",
    re.I,
)
_I_NEED = re.compile(r"\W*(?:(?:so|ok|and)\W+)*what (?:do|would|will|must|should) (?:i|one|you) (?:need|know|learn|have)(?: to (?:know|learn|have|do))?(?: for (?:it|that))?\W*", re.I)  # fmt: skip
_NOT_INTERESTED = re.compile(
    r"\b(?:not interested in|(?:don['’]?t|do not) (?:care (?:about|what|how)|(?:need|want) to (?:know|hear))|nothing about)\b[^.;!?]*\b(?:only|just|but|rather)\b(?P<rest>.*)",
    re.I,
)
_WHICH_GROWS = re.compile(
    r"\b(?:who|which(?: (?:one|role|job))?(?: of (?:them|these|those|the two))?)\b.*\b(?:grow\w*|demand|future|safer?|expected|boost\w*)\b",
    re.I,
)
_WHICH_NOT = re.compile(r"\b(?:which|what)(?: ones)? of (?:these|those|them)\b.*(?:\bnot\b|n['’]t\b)", re.I)
_WILL_BE = re.compile(r"\bwill\b.*\b(?:employed|hired|needed|in demand|exist)\b", re.I)
_WILL_LAST = re.compile(
    r"\b(?:gonna|going to|will) (?:still )?(?:be|stay|exist)\b.*\b(?:around|needed|alive|in (?:\w+ )?years)\b", re.I
)
_WHAT_IS_THE = re.compile(
    r"(?:.*\b(?:know|tell me|ask|hear)\b)?\W*(?:(?:and|so|ok)\W+)*(?:what|which)(?: is|['’]?s| are) (?:the |a |an )?",
    re.I,
)
_THEY_AND = re.compile(
    r"\b(?:they|he|she|it)\b.*\band (?:in |with |for )?(?:which|what|where|how)(?: \w+)? (?:do|does|would|must|should)\b",
    re.I,
)
_BEING_HIRED = re.compile(
    r"\b(?:is|are) (?:one|any|anyone|anybody|someone|they|those|any of (?:them|those)) (?:being )?(?:hired|wanted|sought|looked for|searched)\b",
    re.I,
)
_MAKES_AT_WORK = re.compile(r"\bmak(?:es?|ing)\b.*\bin (?:his|her|their|the|its) (?:work|job)\b", re.I)
_ITS = re.compile(r"\W*(?:(?:and|ok|so)\W+)*(?:his|her|their|its|the) _(?: too| as well| then| also)?\W*", re.I)
_WORTH_IT = re.compile(
    r"\W*(?:(?:and|so|but)\W+)*(?:is|would) (?:it|that|this) (?:be )?(?:really )?worth (?:it|the (?:effort|trouble|while))\W*",
    re.I,
)
_OF_SOMEBODY = re.compile(
    r"\W*(?:so )?(?:my|our|his|her) [\w-]+(?: \w+)? (?P<does>(?:heads?|leads?|runs?|manages?|builds?|trains?|oversees?|develops?|supervises?|mentors?)\b[^.!?;]*)[.!?;]",
    re.I,
)
_OF_WORK = frozenset({"definition", "responsibilities", "skills"})
_CLEARLY, _RATHER = 0.6, 0.45
_WHERE_ELSE = re.compile(
    r"\W*(?:(?:and|ok|so)\W+)*(?:(?:where|who|what) else|(?:which|what) others)(?: then|,? (?:other th[ae]n|apart from|besides) that(?: one)?|(?: does| would|['’]d)? (?:hires?|employs?|takes?)(?: (?:them|him|her|it))?)?\W*|"
    r"\W*(?:(?:and|ok|so)\W+)*(?:apart from|besides|other th[ae]n) (?:that|the \w+)\W+(?:who|where|which) (?:else|does|do|would)?\W*",
    re.I,
)
_FIELDS = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:in )?(?:which|what) (?:fields?|subjects?|disciplines?|majors?)(?: (?:then|exactly|mostly|is it|are they|would that be))*\W*",
    re.I,
)
_WHICH_FIELDS = re.compile(r"\b(?:which|what)(?: other)? (?:fields?|subjects?|areas?)\b", re.I)
_FIELDS_OF_STUDY = re.compile(
    r"\bfields?\b.*\b(?:background|degrees?|studied|graduat\w+|come from|counts?|accepted)\b", re.I
)
_WOULD_DO = re.compile(
    r"\W*(?:(?:and|so|ok|well|then|but)\W+)*what (?:exactly |actually )?(?:would|will|do|must|should) (?:i|one|you|they) (?:be doing|have to do|actually do|do)(?: (?:all day|there(?: instead)?|instead|in it|in that(?: (?:job|role))?|then|exactly|actually|as one|every day))*\W*",
    re.I,
)
_MINE = re.compile(r"\bwhat (?:would|will|are|were|do)\b.*\bmy\b", re.I)
_HAS_TO = re.compile(r"\bha(?:s|ve) to (?!know|be|have|learn|study|master|speak|understand|bring|use)\w+", re.I)
_WHAT_DOES = re.compile(r"\bwhat (?:would|does|do|will|did|must) (?:the |an? |my )?$", re.I)
_DOES = re.compile(r"(?:s)?\s+(?:actually |then |really |usually )?do\b", re.I)
_MORE_LEARNING = re.compile(r"\b(?:(?:further|continuing) education|certificat\w+|certified)\b", re.I)
_WORTH = re.compile(r"\b(?:worth|help(?:s|ing)?|helpful|useful|pays? off|good idea|make sense)\b", re.I)
_FURTHER = re.compile(r"\bfurther education\b", re.I)
_TIP = re.compile(r"\b(?:tips?|steps?|pieces? of advice|advice)\b", re.I)
_WHY = re.compile(r"\W*(?:(?:and|but|so|ok)\W+)*(?:why|how come)\b", re.I)
_TELLS = re.compile(r"\W*(?:he|she|they|i)(?:['’](?:s|ve|m|re))?\b", re.I)
_TO_ENTER = re.compile(
    r"\b(?:enter(?:ing)?|break(?:ing)? into|get(?:ting)? into) (?:the|this|that) (?:field|line|area|business|sector)\b",
    re.I,
)
_MEET = re.compile(r"\b(?:who|whom|where|how)\b.*\b(?:meet|get to know|network with|connect with|talk to)\b", re.I)
_OF_THE_FIELD = re.compile(
    r"\b(?:people|professionals|experts|others|folks) (?:of|in|from) (?:the|this|that) (?:field|industry|business|area)\b",
    re.I,
)
_DUTIES = re.compile(
    r"\bon (?:their|his|her|your|my) plate\b|\bwhat (?:does|do|would) (?:someone|somebody|people|a person) like (?:me|him|her|them|that) (?:actually )?do\b",
    re.I,
)
_ONES_TO_KNOW = re.compile(r"\bwhich (?:ones?|of (?:them|those|these))\b", re.I)
_USED_FOR = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:what|which (?:one|ones|of (?:them|those|these))) (?:would|do|does|will|should|can|could|did) (?:i|one|you|he|she|they|we) (?:use|work with)(?: there)? (?:to|for|when|while)\b",
    re.I,
)
_INSTRUMENTS = re.compile(
    r"\binstruments?\b.*\b(?:he|she|they|it|one)\b.*\b(?:us(?:e|es|ed|ing)|work\w*)\b|\b(?:he|she|they|it|one) us(?:e|es|ed|ing)\b.*\binstruments?\b",
    re.I,
)
_MORE_THAN = re.compile(
    r"\bmore th[ae]n (?:just |only )?(?:an?|his|her|my|the)\b.*\b(?:bachelor|master|degree|diploma|bsc|msc|ba|bs)", re.I
)
_BESIDES = re.compile(
    r"\b(?:which|what|where)(?: else| others?)?\b.*\bworks?(?: in)? (?:besides|apart from|other th[ae]n|except(?: for)?|aside from)\b",
    re.I,
)
_MISTAKEN = frozenset({"ask_industries", "ask_sources"})
_MORE = re.compile(r"\b(?:more|next|others?|further|rest|else)\b", re.I)
_SOURCE = re.compile(
    r"\b(?:from|sources?|trust|sure|fresh|old|recent|(?:your|salary|pay) data|figures?|numbers?|survey|invent\w*|ma[dk]e up|reliable|true|based|facts?|collect\w*|gather\w*|know)\b",
    re.I,
)
_OF_FACET = {facet: intent for intent, facet in FACETS.items()} | {"salary": "ask_salary"}


def _where(question: Question, session: Session) -> Question | None:
    """ "What else do they work in?" asks for industries."""
    asks = question.intent in {"ask_responsibilities", "which_role", "follow_up"} and _WORK_IN.search(question.text)
    named = question.values("role", "role_head") or (question.context.roles and OF_IT.search(question.text))
    if question.intent in {"which_role", "follow_up"} and not named:
        return None
    return question.asking("ask_industries") if asks and not question.values("facet") else None


def _what_one_does(question: Question, session: Session) -> Question | None:
    """ "And what would the manager do that I'd rather not?" asks for duties."""
    roles = [e for e in question.entities if e.kind in ("role", "role_head")]
    doubtful = question.intent in {"follow_up", *REFUSED} and len(roles) == 1 and not question.values("facet")
    asks = doubtful and _WHAT_DOES.search(question.source[: roles[0].start])
    does = asks and _DOES.match(question.source[roles[0].end :])
    return question.asking("ask_responsibilities") if does else None


def _has_to_do(question: Question, session: Session) -> Question | None:
    """ "What does she have to manage in a project?" asks for duties, not for skills."""
    asks = question.intent == "ask_skills" and not question.values("facet") and _HAS_TO.search(question.text)
    return question.asking("ask_responsibilities") if asks else None


def _in_foreign_grammar(question: Question, session: Session) -> Question | None:
    of_a_role = bool(question.values("role", "role_head")) and not question.values("facet")
    doubtful = of_a_role and question.intent in {"ask_role", *REFUSED}
    asked = (name for name, words in _FOREIGN_GRAMMAR.items() if words.search(question.text)) if doubtful else ()
    return next((question.asking(name) for name in asked), None)


def _told_by_its_work(question: Question, session: Session) -> Question | None:
    """ "My sister heads a data science team. What are her duties?" tells the role by what it does."""
    told = _OF_SOMEBODY.match(question.source) if not question.context.roles and not question.context.shown else None
    named = [e for e in question.besides("facet", "degree") if not told or e.start >= told.end("does")]
    asks = told and question.intent in {*FACETS, "ask_salary"} and not named
    words = words_told(session, telling_words(told["does"])) if told and asks else []
    best: dict[str, float] = {}
    for statement, score in search_statements(session, words) if len(words) > 1 else []:
        if statement.facet in _OF_WORK:
            best[statement.role] = max(score, best.get(statement.role, 0.0))
    roles = [role for role, score in best.items() if score >= _RATHER]
    if len(roles) != 1 or best[roles[0]] < _CLEARLY:
        return None
    kept = tuple(e for e in question.entities if told is None or e.start >= told.end("does"))
    return question.asking(question.intent, entities=(*unsaid("role", *roles), *kept))


def _my_tasks(question: Question, session: Session) -> Question | None:
    """ "I hate bossing people around. What would be my tasks then?", of one role, asks for its duties."""
    of_one = len(question.context.roles) == 1 and question.intent == "suggest_role"
    asks = of_one and "responsibilities" in question.values("facet") and _MINE.search(question.text)
    return question.asking("ask_responsibilities", entities=()) if asks else None


def _where_else(question: Question, session: Session) -> Question | None:
    """ "Where else?", after who works in one industry, asks for the others."""
    told = question.context.topic in {"which_role", "check_need"} and question.context.roles
    return question.asking("ask_industries") if told and _WHERE_ELSE.fullmatch(question.text) else None


def _would_do(question: Question, session: Session) -> Question | None:
    """ "Ok, what would I do there?", of one role, asks for its duties."""
    of_one = len(question.context.roles) == 1 and not question.context.shown
    asks = of_one and question.intent in {"help", "suggest_role", "ask_tips", "follow_up", *REFUSED}
    last = last_sentence(question.text)  # "I'm shy, you see. What exactly would I do there?"
    return question.asking("ask_responsibilities") if asks and _WOULD_DO.fullmatch(last) else None


def _fields_of_study(question: Question, session: Session) -> Question | None:
    """ "In which fields?", after a degree, asks for no industries."""
    of_it = question.context.topic in {"ask_education", "check_need"}
    things = question.context.things if question.context.topic == "check_need" else ()
    terms = [term for thing in things if (term := find_term(session, thing))]
    of_degrees = of_it and (not things or any(term.kind == "degree" for term in terms))
    asks = bool(of_degrees and _FIELDS.fullmatch(question.text)) or bool(_FIELDS_OF_STUDY.search(question.text))
    asks = asks or bool(of_it and question.values("degree") and _WHICH_FIELDS.search(question.text))
    readings = {"ask_industries", "follow_up", "list_roles", *REFUSED}
    return question.asking("ask_education") if asks and question.intent in readings and question.context.roles else None


def _worth_it(question: Question, session: Session) -> Question | None:
    """ "Is it worth it?" asks what becomes of a role."""
    asks = question.intent in {"follow_up", *REFUSED} and _WORTH_IT.fullmatch(question.text)
    return question.asking("ask_outlook") if asks else None


def _at_work(question: Question, session: Session) -> Question | None:
    """ "What is it making, the manager, in his work?" asks for no pay."""
    asks = question.intent == "ask_salary" and _MAKES_AT_WORK.search(question.text)
    return question.asking("ask_responsibilities") if asks and "salary" not in question.values("facet") else None


def _its_facet(question: Question, session: Session) -> Question | None:
    """ "His education too" asks for that side of the role spoken of."""
    facets = question.values("facet")
    bare = question.intent in {"check_need", *REFUSED} and len(facets) == 1 and not question.besides("facet")
    asks = bare and question.context.roles and _ITS.fullmatch(question.text.replace(question.texts("facet")[0], "_"))
    return question.asking(_OF_FACET[str(facets[0])]) if asks and facets[0] in _OF_FACET else None


def _about_it(question: Question, session: Session) -> Question | None:
    """ "Then what do you know about them?" asks for all that is told of the role."""
    asks = question.context.roles and not question.entities and _ABOUT_IT.search(question.text)
    return (
        question.asking("ask_role")
        if asks and question.intent in {"list_roles", "follow_up", "help", *REFUSED}
        else None
    )


def _first_of_all(question: Question, session: Session) -> Question | None:
    """ "What should I learn first?" asks for the tips, which are in order."""
    readings = {"find_gap", "ask_skills", "ask_education", "list_roles", *REFUSED}
    asks = question.intent in readings and _LEARN_FIRST.search(question.text)
    return question.asking("ask_tips") if asks else None


def _needs(question: Question, session: Session) -> Question | None:
    """ "What do I need?", at the beginning, is told that it depends on the role."""
    return question.asking("ask_skills") if question.intent == "help" and _I_NEED.fullmatch(question.text) else None


def _rather_of(question: Question, session: Session) -> Question | None:
    """ "Not interested in what they earn, only whether the job has a future" """
    said = _NOT_INTERESTED.search(question.source)
    wanted = tuple(e for e in question.entities if e.kind == "facet" and said and e.start >= said.start("rest"))
    facet = next((str(e.value) for e in wanted if e.value in _OF_FACET), None)
    if facet is None:
        return None
    others = question.besides("facet")
    return question.asking(_OF_FACET[facet], entities=(*others, *wanted))


def _in_years(question: Question, session: Session) -> Question | None:
    """ "How many will be employed in 2035?" asks for the outlook."""
    asks = question.intent in {"count_listings", *REFUSED} and _WILL_BE.search(question.text)
    if asks and question.values("role", "role_head"):
        return question.asking("ask_outlook")
    lasts = question.intent in {"find_listings", "follow_up", *REFUSED} and _WILL_LAST.search(question.text)
    about_one = question.context.roles and question.context.topic not in TOPICS
    return question.asking("ask_outlook") if lasts and about_one else None


def _what_facet(question: Question, session: Session) -> Question | None:
    """ "What is the formation for an engineer?" asks for the side of a role that it names, not for tips."""
    facets = [e for e in question.entities if e.kind == "facet"]
    asks = question.intent == "ask_tips" and len(facets) == 1 and question.values("role", "role_head")
    if not asks or facets[0].value not in _OF_FACET or not _WHAT_IS_THE.fullmatch(question.source[: facets[0].start]):
        return None
    return question.asking(_OF_FACET[str(facets[0].value)])


def _they_and_another(question: Question, session: Session) -> Question | None:
    """ "In which industries do they work, and in which do data engineers?" asks of both."""
    carried, roles = question.context.roles, question.values("role", "role_head")
    asks = question.intent in FACETS and len(carried) == 1 and len(roles) == 1
    if not asks or carried[0] in roles or not _THEY_AND.search(question.source):
        return None
    return question.asking(question.intent, entities=(*unsaid("role", carried[0]), *question.entities))


def _facet_wise(question: Question, session: Session) -> Question | None:
    """ "And the first one, skillwise?" asks for the skills."""
    said = _WISE.search(question.source)
    facet = _OF_WISE.get(said["facet"].lower()) if said and not question.values("facet") else None
    if said is None or facet is None:
        return None
    kept = tuple(e for e in question.entities if e.end <= said.start() or said.end() <= e.start)
    return question.asking(facet, entities=kept)


def _the_others_of_it(question: Question, session: Session) -> Question | None:
    """ "And the technical ones?", after the skills of a role, is told by the same lines."""
    told = question.context.topic in _OF_FACET.values() and question.context.roles and not question.entities
    asks = told and question.intent in {"follow_up", *REFUSED} and _ONES.search(question.text)
    return question.asking(str(question.context.topic), elliptic=True) if asks else None


def _how_many_of_a_facet(question: Question, session: Session) -> Question | None:
    """ "How many skills is that?" counts no listings."""
    facet = next((f for f in question.values("facet") if f in FACETS.values()), None)
    counts = question.intent == "count_listings" and facet and not JOB.search(question.text)
    of_a_role = question.context.roles or question.values("role", "role_head")
    return question.asking(_OF_FACET[str(facet)]) if counts and of_a_role else None


def _which_not(question: Question, session: Session) -> Question | None:
    """ "Which of these does the engineer not have", after the manager's skills, compares the two in that."""
    topic, roles = question.context.topic, question.context.roles
    asks = topic in FACETS and len(roles) == 1 and _WHICH_NOT.search(question.text)
    other = [role.name for role in refer(session, question).roles if role.name not in roles] if asks else []
    if not other or not question.values("role", "role_head"):
        return None
    named = (*unsaid("role", *roles, *other), *unsaid("facet", FACETS[str(topic)]))
    return question.asking("compare_roles", source="", entities=named)


def _grows_more(question: Question, session: Session) -> Question | None:
    """ "Which one is expected to grow?", after the outlook of two roles was told."""
    context = question.context
    outlook = context.topic == "ask_outlook" or (context.topic == "compare_roles" and "ask_outlook" in context.topics)
    told = outlook and len(question.context.recent_roles) > 1
    asks = (
        told
        and question.intent in {*REFUSED, "follow_up", "compare_salaries", "which_role"}
        and _WHICH_GROWS.search(question.text)
    )
    named = (*unsaid("role", *question.context.recent_roles[-2:]), *unsaid("facet", "outlook"))
    return question.asking("compare_roles", entities=named) if asks else None


def _worth_learning(question: Question, session: Session) -> Question | None:
    """ "Is further education worth it?" asks for the tip on that."""
    readings = {"check_need", "ask_education", "ask_outlook", "follow_up", *REFUSED}
    asks = question.intent in readings and _MORE_LEARNING.search(question.text) and _WORTH.search(question.text)
    return question.asking("ask_tips", entities=()) if asks and not question.besides("facet", "unknown") else None


def _without_a_facet(question: Question, session: Session) -> Question | None:
    """ "Now skills, no responsibilities" asks for the skills."""
    facets = [e for e in question.entities if e.kind == "facet"]
    out = left_out(question, "facet") if len(facets) > 1 else ()
    kept = [e for e in facets if e not in out and e.value in _OF_FACET]
    if not out or len(kept) != 1:
        return None
    entities = tuple(e for e in question.entities if e not in out)
    return question.asking(_OF_FACET[str(kept[0].value)], entities=entities)


def _being_hired(question: Question, session: Session) -> Question | None:
    """ "Is one being hired right now?", of a role, looks for a listing."""
    of_a_role = question.context.roles or question.values("role", "role_head")
    readings = {"follow_up", "ask_outlook", "check_need", *REFUSED}
    asks = of_a_role and question.intent in readings and _BEING_HIRED.search(question.text)
    return question.asking("find_listings", elliptic=True) if asks else None


def _of_one_tip(question: Question, session: Session) -> Question | None:
    """ "And networking where?", after the tips, asks of that one."""
    readings = {
        "follow_up",
        "ask_tips",
        "ask_education",
        "check_need",
        "help",
        "ask_human",
        "open_listing",
        "find_listings",
        *REFUSED,
    }
    asks = question.intent in readings and tips.asks_of_one(question, session)
    others = question.besides(
        "ordinal",
        "foreign_name",
        "unknown",
        *(("facet",) if _TIP.search(question.text) or _FURTHER.search(question.text) else ()),
    )
    return question.asking("ask_tips") if asks and not others and not JOB.search(question.text) else None


def _told_behind(question: Question, session: Session) -> Question | None:
    """ "What would he need to have studied? He has an MBA.": what is told behind a question of a role is not asked of."""
    end = question.source.find("?") + 1
    behind = [e for e in question.entities if end and e.start >= end]
    of_one = question.intent in FACETS and len(question.context.roles) == 1 and OF_IT.search(question.source[:end])
    told = of_one and behind and "?" not in question.source[end:] and _TELLS.match(question.source[end:])
    return (
        question.asking(question.intent, entities=tuple(e for e in question.entities if e not in behind))
        if told
        else None
    )


def _to_enter(question: Question, session: Session) -> Question | None:
    """ "Which certifications, or what else, to enter the field?" asks for the first steps."""
    asks = question.intent in {"ask_education", "ask_skills", *REFUSED} and _TO_ENTER.search(question.text)
    return question.asking("ask_tips") if asks and not question.values("role", "role_head", *THINGS) else None


def _whom_to_meet(question: Question, session: Session) -> Question | None:
    """ "And whom should I get to know?", after the tips, is told by them."""
    of_tips = question.context.topic == "ask_tips" or _OF_THE_FIELD.search(question.text)
    asks = of_tips and not question.besides("facet")
    asks = asks and question.intent in {"ask_industries", "ask_human", "which_role", "follow_up", *REFUSED}
    return question.asking("ask_tips", entities=()) if asks and _MEET.search(question.text) else None


def _tips(question: Question, session: Session) -> Question | None:
    """ "Any tips for building a strong foundation?" asks for tips, however strange the rest is."""
    asks = question.intent in REFUSED and question.values("facet") == ("tips",)
    return question.asking("ask_tips") if asks and not question.texts_of("unknown", "foreign_name") else None


def _of_the_facet_it_names(question: Question, session: Session) -> Question | None:
    """ "Which formation needs a manager?", taken for industries, asks for the one side of a role that it names."""
    facets = question.values("facet")
    # "Resp of MLE?"
    no_more = (
        question.intent == "more_listings" and question.values("role", "role_head") and not _MORE.search(question.text)
    )
    mistaken = (question.intent in _MISTAKEN or no_more) and len(facets) == 1 and facets[0] in _OF_FACET
    asks = mistaken and question.intent != _OF_FACET[facets[0]] and not _SOURCE.search(question.text)
    return question.asking(_OF_FACET[facets[0]]) if asks else None


def _what_they_do(question: Question, session: Session) -> Question | None:
    """ "What else is on their plate?" and "what does someone like me do?" ask for duties."""
    asks = question.intent in REFUSED and question.context.roles and not question.entities
    return question.asking("ask_responsibilities") if asks and _DUTIES.search(question.text) else None


def _which_ones(question: Question, session: Session) -> Question | None:
    """ "I'd like to become an engineer. Which ones should I know?", after another's tools, asks for tools."""
    asks = question.intent == "ask_skills" and question.context.topic == "ask_tools" and not question.values("facet")
    return question.asking("ask_tools") if asks and _ONES_TO_KNOW.search(question.text) else None


def _why_so(question: Question, session: Session) -> Question | None:
    """ "Why is demand rising?" asks for the outlook, which tells why."""
    asks = question.intent in REFUSED and question.values("facet") == ("outlook",) and _WHY.match(question.text)
    roles = question.context.roles or question.context.recent_roles
    intent = "compare_roles" if len(roles) > 1 else "ask_outlook"
    return question.asking(intent, entities=(*unsaid("role", *roles), *question.entities)) if asks and roles else None


def _used_for(question: Question, session: Session) -> Question | None:
    """ "And what would I use to plan the projects?", of one role, asks for its tools, not whose duty that is."""
    of_one = len(question.context.roles) == 1 and question.context.topic not in TOPICS
    asks = of_one and question.intent in {"which_role", "ask_skills", "follow_up", *REFUSED}
    named = question.values("role", "role_head", "facet", "tool", "unknown")
    return question.asking("ask_tools") if asks and not named and _USED_FOR.match(question.text) else None


def _instruments(question: Question, session: Session) -> Question | None:
    """ "And instruments which he is using?", of a role, asks for its tools."""
    asks = question.intent in REFUSED and question.context.roles and not question.entities
    return question.asking("ask_tools") if asks and _INSTRUMENTS.search(question.text) else None


def _more_than_a_degree(question: Question, session: Session) -> Question | None:
    """ "Does she need more than a bachelor's?" asks for the education, which says what is preferred."""
    readings = {"check_need", "follow_up", *REFUSED}
    asks = question.intent in readings and question.values("degree", "unknown") and not question.values("facet")
    named = question.context.roles or question.values("role", "role_head")
    return (
        question.asking("ask_education", entities=question.besides("unknown", "degree"))
        if asks and named and _MORE_THAN.search(question.text)
        else None
    )


def _in_what_besides(question: Question, session: Session) -> Question | None:
    """ "Which does he work in besides marketing?", of one role, asks for its industries."""
    of_one = len(question.context.roles) == 1 and question.values("industry") and OF_IT.search(question.text)
    asks = of_one and question.intent in {"which_role", "follow_up", "check_need", *REFUSED}
    return question.asking("ask_industries", entities=()) if asks and _BESIDES.search(question.text) else None


def _of_a_kind_of_tools(question: Question, session: Session) -> Question | None:
    """ "Which other languages are there?" asks for tools, "would a PhD help?" whether it is needed."""
    if question.intent == "list_roles" and question.values("category") and not question.values("role", "role_head"):
        return question.asking("ask_tools")
    helps = question.intent == "help" and question.values("degree", "skill", "tool") and _WORTH.search(question.text)
    return question.asking("check_need") if helps else None


RULES: tuple[Rule, ...] = (
    _tips,
    _told_behind,
    _to_enter,
    _whom_to_meet,
    _of_the_facet_it_names,
    _what_they_do,
    _which_ones,
    _why_so,
    _of_a_kind_of_tools,
    _used_for,
    _instruments,
    _more_than_a_degree,
    _in_what_besides,
    _where,
    _in_foreign_grammar,
    _what_one_does,
    _has_to_do,
    _told_by_its_work,
    _my_tasks,
    _where_else,
    _would_do,
    _fields_of_study,
    _worth_it,
    _worth_learning,
    _at_work,
    _its_facet,
    _about_it,
    _first_of_all,
    _needs,
    _rather_of,
    _in_years,
    _what_facet,
    _they_and_another,
    _facet_wise,
    _the_others_of_it,
    _how_many_of_a_facet,
    _which_not,
    _grows_more,
    _without_a_facet,
    _being_hired,
    _of_one_tip,
)
