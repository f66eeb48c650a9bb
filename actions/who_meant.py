"""What a question means that tells a role by what it needs or does."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import percentile, reverse
from actions.bare import WORD, only_names
from actions.ellipsis import ABOUT_THINGS, OF_IT, REFUSED, cued
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, FACETS, OF_TWO_ROLES
from actions.listing_filter import TOPICS
from actions.of_listings import asks_of_pay
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import KINDS, THINGS
from actions.role_reference import other_than
from knowledge.roles import find_role
from knowledge.statements import search_statements, words_told
from knowledge.terms import find_term, mentions

_TWO = 2
_THE_ONE_THAT_DOES = re.compile(
    r"\b(?:the|those) (?:one|role|other|job)?s? ?(?:which|that|who|what) (?:(?:does|do) )?(?:does|do|needs?|uses?|has|have|requires?|did|wants?|asks? for)\b"
    r"(?! (?:not|n['’]?t))", re.I,
)  # fmt: skip
_THE_ONE_WITH = re.compile(
    r"\b(?:the|that) (?:one|role|guy|job|person) (?:with|that (?:has|knows|uses|needs)|who (?:has|knows|uses|needs)|using|knowing)\s+",
    re.I,
)
_ROLE_AT_END = re.compile(r"\b(?:roles?|jobs?|positions?)\W*$", re.I)
_AND_DOES = re.compile(
    r"\W*(?:(?:and|or|so)\W+)+(?:who )?(?!(?:is|was|has|does)\b)\w+s\b(?! (?:it|they|he|she)\b)", re.I
)
_WHO_IS_THAT = re.compile(r"\bwho (?:is|['’]?s|would be) (?:that|it|this)\W*$", re.I)
_ONE_BEHIND = re.compile(r"\s+(?:one|role|guy|person)\b", re.I)
_THE = re.compile(r"\bthe\s+$", re.I)
_WHO_IS = re.compile(r"\W*(?:(?:and|so|ok|but)\W+)*who(?:['’]s| is)\b", re.I)
_FITS_ME = re.compile(r"\b(?:fits?|suits?|matche?s?) me\b|\bfor me\b", re.I)
_WHO_VERB = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*who (?!(?:is|was|has|does|earns|makes|gets|pays|hires)\b)\w+s (?:the |their |his |her )?",
    re.I,
)
_WHO_HAS = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:who|which(?: (?:one|role|job|career))?(?: of (?:them|these|those|(?:the|these|your) (?:two )?(?:roles|jobs|careers|two)))?)\b",
    re.I,
)
# "Engineer or manager, which one is without leadership?"
_WHICH_IS_WITH = re.compile(
    r"[,;:.?!–-]\s*(?:who|which)(?: (?:one|role|job|career))?(?: of (?:them|these|those|the two))? (?:is|works|does|goes|would be) (?:with(?:out)?|in|more)\b",
    re.I,
)
_IN = re.compile(r"\b(?:in|for|by)\s+$", re.I)
_ASKS_WHAT = re.compile(r"\W*(?:(?:and|so|ok|but)\W+)*(?:what|which|how|where|why)\b", re.I)
_SENTENCE = re.compile(r"[.!;]\s+")
_OR = re.compile(r"\W*\bor\W+(?:for |of |by )?(?:the |an? )?", re.I)
_FOR_THE = re.compile(r"\b(?:is|are|was|were)\b.*\b(?:for|of|by|used by) (?:the |an? )?$", re.I)
_BRIEF = 6
_BETTER_FOR = re.compile(r"\b(?:better|best|right|good|fit|fits|suited) for\b", re.I)
_WHO_OF_THEM = re.compile(r"\b(?:who|which)(?: one)? of (?:them|these|those|the two|your two|both)\b", re.I)
_WHOM = re.compile(r"\bwho(?:m)? (?:do|does|would|must|will|should) (?:he|she|they|it|one|i)\b", re.I)
_NEVER = re.compile(r"\W*(?:(?:and|so|ok)\W+)*(?:who|which (?:one|role|job)) never\b", re.I)
_MORE_ABOUT = re.compile(
    r"\b(?:which|who|what)(?: (?:one|role|job|of (?:them|these|those|(?:the|your) (?:two )?(?:roles|jobs|careers|two))))?(?: is| has)? more (?:about|of|to do with|into|focus\w* on)\s+(?P<what>[^?.!]+)",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:what(?:['’]?s| is| do you call| would you call)|how (?:is|do you call))\b.*\b(?:job|role|position|one|that|it)\b.*(?:\bcalled\b|\bname\b|$)",
    re.I,
)
_IS_SHE = re.compile(r"\W*(?:(?:and|so|but|ok)\W+)*(?:is|are) (?:he|she|it|that|they)\W*$", re.I)
_ONE_WHO = re.compile(
    r"\bthe (?:one|role|guy|person) (?:who|that|which) (?!(?:does|do|needs?|uses?|has|is|earns?|pays?)\b)(?P<does>[a-z]+(?: [a-z]+){0,3}?)"
    r"(?= (?:needs?|uses?|have|has|knows?|earns?|gets?|makes?|do)\b|\W*$)", re.I,
)  # fmt: skip
_WHO_DOES = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:who|whose (?:job|task|duty|role|work) is (?:it|that)|which (?:one|role|job)(?: of (?:them|those|these|the two))?)\b(?! (?:earns?|makes?|gets?|is)\b)",
    re.I,
)
_WHICH_OF_TWO = re.compile(
    r"\b(?:which|who)(?: one)? of (?:the|these|those) two(?: roles| jobs)? (?:is|are|gets?|would be) (?:hired|wanted|found|needed|working|employed)(?: there| in it| in that)?\W*$",
    re.I,
)
WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|1|job))\b(?!['’]?s\b| is\b| are\b)", re.I)


def _who(question: Question, session: Session) -> Question | None:
    """What looks like a facet of a role asks which role it is: "and mathematics, who must have studied it?"."""
    facet = question.intent in ABOUT_A_ROLE | {"check_need", "follow_up"} and not question.values("role", "role_head")
    asks = facet and question.values(*THINGS) and WHO_MUST.search(question.text)
    return question.asking("which_role") if asks else None


def _who_of_two(question: Question, session: Session) -> Question | None:
    """ "Who explains insights to others, the engineer or the manager?" asks whose duty that is, and compares nothing else."""
    two = _TWO in (len(question.values("role")), len(question.values("role", "role_head")))
    asks = question.intent == "compare_roles" and two and _WHO_DOES.match(question.text)
    told = asks and not {*question.values("facet")} - {"listings"} and not question.values(*THINGS)
    searched = reverse.searched_words(question) if told else []
    words = words_told(session, searched)
    surely = (len(words) > 1 or words == searched) and reverse.tells_surely(session, words)
    return question.asking("which_role", text=" ".join(words)) if surely else None


def _which_of_two_there(question: Question, session: Session) -> Question | None:
    """ "So which of the two is hired there?", after a yes or no about an industry, asks who works in it."""
    told = question.context.topic in {"check_need", "which_role"} and question.context.things
    doubtful = told and question.intent in {"list_roles", "find_listings", "follow_up", *REFUSED}
    asks = doubtful and _WHICH_OF_TWO.search(question.text) and not question.besides("facet")
    return question.asking("which_role", text="", source="", entities=()) if asks else None


def _whom(question: Question, session: Session) -> Question | None:
    """ "Who does he explain the results to, and who does he lead?" is told by the duties of the role spoken of."""
    refused = question.intent in REFUSED and OF_IT.search(question.text)  # "whom should I vote for" is of no role
    whom = (question.intent == "which_role" or refused) and not question.entities
    of_one = len(question.context.roles) == 1 and bool(whom)
    asks = of_one and question.context.topic not in TOPICS and _WHOM.search(question.text)
    return question.asking("ask_responsibilities") if asks else None


def _which_without(question: Question, session: Session) -> Question | None:
    """ "Python without SQL?", after who uses both, asks who does so."""
    told = question.context.topic == "which_role" and question.intent == "check_need"
    asks = told and left_out(question, *KINDS) and not question.values("role", "role_head")
    return question.asking("which_role") if asks else None


def _who_never(question: Question, session: Session) -> Question | None:
    """ "Who never touches Jira?" """
    asks = question.intent in REFUSED and question.values(*THINGS) and _NEVER.match(question.text)
    return question.asking("which_role") if asks else None


def _which_is_more(question: Question, session: Session) -> Question | None:
    """ "Which one is more about leading?" asks whose duty that is, and compares nothing in all."""
    doubtful = question.intent in {"compare_roles", "follow_up", *REFUSED}
    said = _MORE_ABOUT.search(question.text) if doubtful else None
    if said is None or question.values("role", "role_head", "facet", "unknown"):
        return None
    if question.values(*THINGS):
        return question.asking("which_role")
    words = reverse.telling_words(said["what"])
    return question.asking("which_role", text=" ".join(words)) if reverse.tells_surely(session, words) else None


def _who_does_it_to(question: Question, session: Session) -> Question | None:
    """ "And who mentors the data scientists?" asks whose duty that is, not about data scientists."""
    roles = [e for e in question.entities if e.kind in ("role", "role_head")]
    doubtful = question.intent in {"follow_up", "which_role", *ABOUT_A_ROLE, *REFUSED} and len(roles) == 1
    asks = doubtful and _WHO_VERB.fullmatch(question.source[: roles[0].start]) and not question.values("facet", *THINGS)
    words = words_told(session, reverse.telling_words(question.text)) if asks else []
    surely = len(words) > 1 and reverse.tells_surely(session, words)
    return question.asking("which_role", text=" ".join(words), entities=()) if surely else None


def _better_for(question: Question, session: Session) -> Question | None:
    """ "Which of the roles is better for somebody who has studied statistics?" compares nothing."""
    asks = question.intent == "compare_roles" and question.values(*KINDS) and _BETTER_FOR.search(question.text)
    return question.asking("which_role") if asks and not question.values("role", "role_head") else None


def _of_the_sentence_that_asks(question: Question, session: Session) -> Question | None:
    """ "I know SQL, not Python. Which of the two uses SQL?" asks of what it names, not of what was told before."""
    start = max((m.end() for m in _SENTENCE.finditer(question.source.rstrip(" ?!."))), default=0)
    things = [e for e in question.entities if e.kind in THINGS]
    told = [e for e in things if e.end <= start]
    if question.intent != "which_role" or not told or len(told) == len(things) or "?" in question.source[:start]:
        return None
    return question.asking("which_role", entities=tuple(e for e in question.entities if e not in told))


def _in_that_industry(question: Question, session: Session) -> Question | None:
    """ "And in education?", after who works in another industry, is no question of degrees."""
    asks = question.context.topic == "which_role" and question.intent in {"follow_up", "ask_education"}
    asks = asks and not question.besides("facet")
    within = asks and all(_IN.search(question.source[: e.start]) for e in question.entities)
    industries = question.values("industry", other_readings=True) if within else ()
    told = (find_term(session, thing) for thing in question.context.things) if industries else ()
    if not any(term and term.kind == "industry" for term in told):
        return None
    return question.asking("which_role", entities=unsaid("industry", *industries))


def _which_for_that(question: Question, session: Session) -> Question | None:
    """ "Which for healthcare?", after who works in another industry, asks the same of that."""
    asks = question.context.topic == "which_role" and question.intent in REFUSED and question.values(*KINDS)
    bare = asks and len(WORD.findall(question.text)) <= _BRIEF and not question.besides(*THINGS)
    return question.asking("which_role") if bare and _WHO_HAS.match(question.text) else None


def _for_which(question: Question, session: Session) -> Question | None:
    """ "Is Jira for the manager or the engineer?" asks who uses it."""
    roles = [e for e in question.entities if e.kind in ("role", "role_head")]
    readings = {"compare_roles", "check_need", *REFUSED}
    asks = question.intent in readings and len(roles) == _TWO and question.values(*KINDS)
    joined = asks and _OR.fullmatch(question.source[roles[0].end : roles[1].start])
    for_one = joined and _FOR_THE.search(question.source[: roles[0].start])
    return question.asking("which_role", entities=question.besides("role", "role_head")) if for_one else None


def _which_has_it(question: Question, session: Session) -> Question | None:
    """ "Who works in telecommunications, the engineer or the manager?" asks for the one that does, and compares nothing
    else."""
    facets = [facet for facet in question.values("facet") if facet != "listings"]
    who = _WHO_HAS.match(question.text) or _WHICH_IS_WITH.search(question.text)
    asks = question.intent == "compare_roles" and question.values(*KINDS) and who
    return (
        question.asking("which_role", entities=question.besides("role", "role_head")) if asks and not facets else None
    )


def _whose_duty(question: Question, session: Session) -> Question | None:
    """ "Mentoring people?", after whose duty another thing is, asks the same of that."""
    readings = {"ask_tips", "follow_up", "ask_skills", "ask_responsibilities", "suggest_role", *REFUSED}
    asks = question.context.topic == "which_role" and question.intent in readings
    of_it = OF_IT.search(question.text) or _ASKS_WHAT.match(question.text)
    bare = asks and not question.besides("foreign_name", "unknown") and not of_it
    words = reverse.telling_words(question.text) if bare and len(WORD.findall(question.text)) <= _BRIEF else []
    return question.asking("which_role", entities=()) if reverse.tells_surely(session, words) else None


def _who_by_a_word(question: Question, session: Session) -> Question | None:
    """ "And who's the poor sod that babysits the budgets?": what the words around it say matters little."""
    asks = question.intent == "nlu_fallback" and _WHO_IS.match(question.text) and not question.entities
    words = words_told(session, reverse.searched_words(question)) if asks else []
    return question.asking("which_role", text=" ".join(words)) if reverse.tells_surely(session, words) else None


def _who_of_them(question: Question, session: Session) -> Question | None:
    """ "Who of them codes more?" """
    asks = question.intent in {"follow_up", *REFUSED} and _WHO_OF_THEM.search(question.text)
    if asks and _FITS_ME.search(question.text):
        return question.asking("suggest_role")
    of_roles = question.context.topic not in (*TOPICS, *percentile.TOPICS) and not question.values("facet")
    of_pay = cued(question.text) == "ask_salary" or asks_of_pay(question.text)
    told = asks and of_roles and not of_pay and reverse.searched_words(question)
    return question.asking("which_role") if told else None


def _who_of_those_paid(question: Question, session: Session) -> Question | None:
    """ "And who of them needs SQL?", of two titles that nothing but pay is known of, is asked of these."""
    doubtful = question.values(*KINDS) and question.intent in {"follow_up", "which_role", *REFUSED}
    asks = doubtful and _WHO_OF_THEM.search(question.text)
    roles = [find_role(session, name) for name in question.context.roles] if asks else []
    if len(roles) < _TWO or any(role and role.has_profile for role in roles):
        return None
    return question.asking("check_need", entities=(*question.entities, *unsaid("role", *question.context.roles)))


def _the_one_that_does(question: Question, session: Session) -> Question | None:
    """ "And the one which does need it?", after who does not; after a side of a role or its pay, that of the one that does."""
    topic, things = question.context.topic, reverse.things_of(session, question) or question.context.things
    if question.besides(*THINGS) or not _THE_ONE_THAT_DOES.search(question.text):
        return None
    if topic in ABOUT_THINGS and things and not question.entities:
        return question.asking("which_role", text="", source="")
    if topic not in {*FACETS, "ask_salary"}:
        return None
    of_roles = {statement.role for thing in things for statement in mentions(session, thing)}
    if not things and len(question.context.roles) == 1:
        others = other_than(session, question.context.roles[0], question.context.recent_roles)
        of_roles = {role.name for role in others}
    return question.asking("follow_up", entities=unsaid("role", *of_roles)) if len(of_roles) == 1 else None


def _role_of_a_field(question: Question, session: Session) -> Question | None:
    """ "Mathematics degree role" asks who needs that."""
    readings = {"follow_up", "check_need", *ABOUT_A_ROLE, *REFUSED}
    bare = question.intent in readings and _ROLE_AT_END.search(question.text) and question.values(*KINDS)
    return question.asking("which_role") if bare and only_names(question, "facet", *THINGS) else None


def _and_who_else_does(question: Question, session: Session) -> Question | None:
    """ "And runs experiments?", after who does one thing, asks who does another."""
    readings = {"check_need", "follow_up", *REFUSED}
    asks = question.context.topic == "which_role" and question.intent in readings and not question.entities
    words = reverse.telling_words(question.text) if asks and _AND_DOES.match(question.text) else []
    return question.asking("which_role", text=" ".join(words)) if reverse.tells_surely(session, words) else None


def _who_is_that(question: Question, session: Session) -> Question | None:
    """ "The one with the budgets, who is that?" """
    asks = _WHO_IS_THAT.search(question.text) and not question.besides("facet") and question.context.topic not in TOPICS
    words = words_told(session, reverse.searched_words(question)) if asks else []
    return question.asking("which_role", text=" ".join(words)) if reverse.tells_surely(session, words) else None


def _the_one_of_it(question: Question, session: Session) -> Question | None:
    """ "What does the Trello one earn?" means the role whose profile names that."""
    named = question.values("role", "role_head") or question.context.topic in TOPICS
    things = [
        e
        for e in question.entities
        if e.kind in KINDS and _ONE_BEHIND.match(question.source[e.end :]) and _THE.search(question.source[: e.start])
    ]
    roles = {statement.role for thing in things for statement in mentions(session, str(thing.value))}
    if named or len(things) != 1 or len(roles) != 1:
        return None
    kept = tuple(e for e in question.entities if e not in things)
    return question.asking(cued(question.text) or "follow_up", entities=(*unsaid("role", *roles), *kept))


def _the_one_with(question: Question, session: Session) -> Question | None:
    """ "The one with C++, what does it earn?" means the role whose profile names that."""
    said = _THE_ONE_WITH.search(question.source) if not question.values("role", "role_head") else None
    things = [e for e in question.entities if said and e.kind in KINDS and e.start == said.end()]
    roles = {statement.role for thing in things for statement in mentions(session, str(thing.value))}
    kept = tuple(e for e in question.entities if e not in things)
    asked = question.intent if question.intent in {*FACETS, "ask_salary"} else None
    cue = "check_need" if any(e.kind in KINDS for e in kept) else cued(question.text) or asked
    if said is None or len(roles) != 1 or question.context.topic in TOPICS or not cue:
        return None
    return question.asking(cue, text=question.text[said.end() :], entities=(*unsaid("role", *roles), *kept))


def _the_one_who(question: Question, session: Session) -> Question | None:
    """ "The one who leads people", and "does the one who leads need PyTorch?", mean the role whose duty that is."""
    said = _ONE_WHO.search(question.text) if not question.values("role", "role_head") else None
    topic = question.context.topic
    told = {*FACETS, *ABOUT_THINGS, *OF_TWO_ROLES, "ask_role", "ask_salary"}
    words = reverse.telling_words(said["does"]) if said and topic in told else []
    found = search_statements(session, words, "responsibilities") if reverse.tells_surely(session, words) else []
    best = {s.role for s, score in found if score == found[0][1]}
    if said is None or len(best) != 1:
        return None
    if _IS_SHE.match(question.text[: said.start()]) and len(question.context.roles) == 1:
        return question.asking("check_need", entities=(), text=" ".join(words))  # "is he the one who handles budgets?"
    named = Entity("role", best.pop(), said[0], said.start(), said.end())
    kept = tuple(e for e in question.entities if e.end <= said.start() or said.end() <= e.start)
    whole = replace(question, entities=(*kept, named))
    if question.values(*KINDS):
        return whole.asking("check_need")
    if not only_names(whole, "role") or question.source != question.text:
        return whole
    return whole.asking(str(topic) if topic in {*FACETS, "ask_salary"} else "ask_role", elliptic=True)


def _what_is_it_called(question: Question, session: Session) -> Question | None:
    """ "She wants to lead a data team, what is that job called?" asks who does so."""
    asks = question.intent in {"ask_role", "list_roles", *REFUSED} and _CALLED.search(question.text)
    told = words_told(session, reverse.searched_words(question)) if asks and not question.values("role") else []
    surely = len(told) > 1 and reverse.tells_surely(session, told)
    return question.asking("which_role", text=" ".join(told)) if surely else None


def _which_of_the_two_does_not(question: Question, session: Session) -> Question | None:
    """ "Engineer or manager: which of the two doesn't have to look after budgets?" asks for one of them."""
    asks = question.intent == "compare_roles" and reverse.who_does_not(question.text)
    named = question.values("role", "role_head") and not question.besides("role", "role_head", "facet")
    asks = asks and bool(named)
    words = reverse.telling_words(question.text) if asks else []
    roles = {w for e in question.entities for w in e.text.lower().split()}
    words = [word for word in words if word not in roles]
    return question.asking("which_role") if words_told(session, words) else None


RULES: tuple[Rule, ...] = (
    _which_of_the_two_does_not,
    _who_of_those_paid,
    _who,
    _who_of_two,
    _which_of_two_there,
    _whom,
    _which_without,
    _who_never,
    _which_is_more,
    _who_of_them,
    _who_does_it_to,
    _better_for,
    _of_the_sentence_that_asks,
    _in_that_industry,
    _which_for_that,
    _for_which,
    _which_has_it,
    _whose_duty,
    _who_by_a_word,
    _the_one_that_does,
    _role_of_a_field,
    _and_who_else_does,
    _who_is_that,
    _the_one_of_it,
    _the_one_with,
    _the_one_who,
    _what_is_it_called,
)
