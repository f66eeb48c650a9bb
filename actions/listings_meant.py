"""What a question means where listings were spoken of, or are what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.ellipsis import ABOUT_THINGS, JOB, REFUSED, cued
from actions.facets import ABOUT_A_ROLE
from actions.listing_filter import TOPICS, academic, has_filter, wants_all
from actions.listing_in_focus import in_focus
from actions.percentile import TOPICS as PAY_TOPICS
from actions.question import Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import other_than, refer
from actions.second_reading import asks_for_everything
from knowledge.listings import ListingFilter
from knowledge.roles import find_role

# "Anything over 200k" looks for no percentile.
_ANYTHING = re.compile(
    r"\W*(?:(?:and|ok|so|but|is there|do you have|got)\W+)*(?:anything|something|any|ones?)\s+(?:over|above|under|below|from|between|for|around|with|at)\b",
    re.I,
)
_WITH_MOST = re.compile(
    r"\b(?:who|which (?:company|firm|employer)|what company)\b.*\b(?:most|more) (?:jobs|listings|openings|positions|vacancies|postings)\b|"
    r"\bhir\w+ (?:the )?most\b", re.I,
)  # fmt: skip
_FOR_THE_JOB = re.compile(
    r"\W*(?:(?:and|n|but|so|ok|what about)\W+)*(?:for|of|as|in|with) (?:the|a|an) [\w ]+ (?:job|position|gig)\W*", re.I
)
_CONDITION = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:(?:what|which|at what|for which)(?:['’]s| is)? (?:the )?)?(?:level|seniority|company|employer|place|location|city|contract|contract type)"
    r"(?: (?:is|of) (?:it|that|this)(?: (?:one|job))?)?\W*|"
    r"\W*(?:(?:and|so|ok|but)\W+)*is (?:it|that|this)(?: (?:one|job))? (?:(?:an? )?(?:fully )?(?:remote|full[- ]?time|part[- ]?time|senior|junior|mid|entry)(?:[- ]level)?)(?: (?:job|position|one))?\W*|"
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:where(?:['’]s| is) (?:it|that|this)|who(?:['’]s| is) (?:the employer|hiring|offering it))(?: (?:one|job))?\W*",
    re.I,
)
_WHICH_JOB_IS = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*which (?:job|role|one|of (?:them|the two)) (?:is|works?|would be) (?:at|in|for)\b",
    re.I,
)
_SUBJECT = re.compile(r"\b(?:which|what) subjects?\b|\bwhat (?:would|will|do) (?:i|they|you|one) teach\b", re.I)
_STUDIED = re.compile(r"\b(?:major|degree|diploma|stud(?:y|ied|ies)|subject)\b", re.I)
_POSTS = re.compile(
    r"\b(?:academic|university|faculty|college|industry) (?:posts?|jobs?|positions?|openings?|listings?)\b", re.I
)
_ANYONE = re.compile(r"\b(?:who|anyone|anybody|someone|people|which roles?)\b", re.I)


_WHOLE_LIST = re.compile(r"\b(?:whole|full|entire|complete) list\b", re.I)
_ALL_AGAIN = re.compile(r"\b(?:all(?: of (?:them|those|it))?|everything) again\b", re.I)
_BY_PAY = re.compile(r"\bby (?:pay|salary)\b|\bsort\w*\b|\b(?:best|highest)(?:[ -]paid)? first\b", re.I)
_OTHER_JOB = re.compile(r"\bthe other (?:job|position)\b", re.I)
_ABOUT_THE_JOB = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*what(?:['’]?s| is| does)? (?:the|that|this) (?:job|position) (?:about|like|really|involve|consist of)(?: then| exactly| really)?\W*",
    re.I,
)
_JOB_FOR = re.compile(
    r"\W*(?:(?:and|so|ok|or|then)\W+)*(?:is there |got |have you |do you have )?(?:an?|any|some) (?:(?:jobs?|openings?|positions?|listings?|vacanc\w+) (?:for|as)|work (?:for|as|of))\b",
    re.I,
)
_OFFER_FOR_IT = re.compile(
    r"\b(?:you|u) (?:have|got) (?:some|any|an?) (?:offers?|jobs?|openings?|positions?|work) (?:for|as|in|of) (?:this|that|it|such)\b",
    re.I,
)
_WHERE_IS_IT = re.compile(r"\W*(?:(?:and|so|ok)\W+)*where (?:would|is|was) (?:that|it|this)(?: be| one)?\W*", re.I)
_FOR_A = re.compile(r"\b(?:for|of|as|4) the\b", re.I)
_FOR_EITHER = re.compile(
    r"\b(?:for|of|as) (?:either|any|one|both)(?: of (?:them|these|those|the (?:two|three)))?(?: (?:then|here|on your list))?\W*$",
    re.I,
)
_FOR_THAT_ONE = re.compile(r"\b(?:for|of|as) (?:that|this) one\b", re.I)
_SHOW_ONES = re.compile(r"\b(?:show|list|give|see)\b.*\bones?\b", re.I)
_KIND_OF_FIRMS = re.compile(
    r"\b(?:what|which) (?:kind|sort|type)(?:s|a)?(?: of)? (?:compan(?:y|ies)|firms?|business(?:es)?|employers?|places?)\b|"
    r"\bwho (?:hires?|employs?|recruits?|looks for) (?:her|him|them|it|those|such|one)\b", re.I,
)  # fmt: skip
_EMPLOYER = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:who(?:['’]?s| is)(?: the)?|what(?:['’]?s| is) the|which) (?:employer|company|firm|hiring)(?: (?:is|for) (?:it|that)(?: (?:from|with|at|for|by))?)?\W*",
    re.I,
)


def _role_of_no_posting(question: Question, session: Session) -> Question | None:
    """ "Explain the engineer one", after the roles were listed, opens no posting."""
    opens = question.intent == "open_listing" and question.context.topic not in TOPICS and not JOB.search(question.text)
    cue = cued(question.text) if opens and not question.entities and len(question.context.roles) == 1 else None
    if cue:
        return question.asking(cue)  # "what does that one do then", after who needs something
    roles = refer(session, question).roles if opens and question.values("role", "role_head") else ()
    return question.asking("ask_role") if roles and all(role.has_profile for role in roles) else None


def _tools_of_no_posting(question: Question, session: Session) -> Question | None:
    """ "Anything about the cloud in that?", of a role, opens no posting."""
    opens = question.intent == "open_listing" and question.context.topic in ABOUT_A_ROLE and not question.context.shown
    asks = opens and question.values(*THINGS) and not JOB.search(question.text)
    return question.asking("follow_up") if asks else None


def _job_for(question: Question, session: Session) -> Question | None:
    """ "And a job for a machine learning engineer?", after the pay of another role."""
    asks = question.intent in {"follow_up", *REFUSED} and question.values("role") and _JOB_FOR.match(question.text)
    return question.asking("find_listings") if asks and not question.besides("role", "facet", "level") else None


def _work_of_it(question: Question, session: Session) -> Question | None:
    """ "And you have some offer for this work?", of a role, asks for its listings."""
    asks = (
        len(question.context.roles) == 1
        and question.intent in {"follow_up", *REFUSED}
        and not question.besides("facet")
    )
    return question.asking("find_listings", elliptic=True) if asks and _OFFER_FOR_IT.search(question.text) else None


def _university_job(question: Question, session: Session) -> Question | None:
    """ "Which job is with a university?" asks for a listing, not who works there."""
    asks = question.intent in {"which_role", *REFUSED} and question.values("facet") == ("listings",)
    return question.asking("find_listings") if asks and not question.besides("facet") and academic(question) else None


def _firms_of_a_role(question: Question, session: Session) -> Question | None:
    """ "What kinda companies want em", after a role was spoken of, asks where it works."""
    about = question.context.topic in {*ABOUT_A_ROLE, *PAY_TOPICS} and question.context.roles
    asks = about and question.intent in {"find_listings", "follow_up"} and _KIND_OF_FIRMS.search(question.text)
    return question.asking("ask_industries") if asks and not JOB.search(question.text) else None


def _employer_of_the_role(question: Question, session: Session) -> Question | None:
    """ "Who's the employer?", after the pay of a role that one listing is for."""
    asks = question.context.topic in PAY_TOPICS and (
        _EMPLOYER.fullmatch(question.text) or _WHERE_IS_IT.fullmatch(question.text)
    )
    roles = question.context.roles if asks else ()
    role = find_role(session, roles[0]) if len(roles) == 1 else None
    if role is None or role.listings != 1:
        return None
    return question.asking("open_listing", entities=unsaid("role", role.name))


def _job_of_the_role(question: Question, session: Session) -> Question | None:
    """ "And for the manager job?", after a side of another role, is asked of that role."""
    about = question.context.topic in {*ABOUT_A_ROLE, *ABOUT_THINGS, *PAY_TOPICS}
    asks = question.intent in {"find_listings", "follow_up"} and question.values("role", "role_head")
    if not (about and asks and _FOR_THE_JOB.fullmatch(question.text)):
        return None
    return question.asking("follow_up", entities=question.besides("facet"))


def _firm_with_most(question: Question, session: Session) -> Question | None:
    """ "Who has the most jobs?" counts them by employer, which `count_listings` tells."""
    asks = question.intent in {"rank_listings", "count_listings", "find_listings", *REFUSED} and _WITH_MOST.search(
        question.text
    )
    return question.asking("count_listings", entities=()) if asks and not question.values("role", "place") else None


def _everything(question: Question, session: Session) -> Question | None:
    """ "Give me every listing" is no doubt."""
    unsure = question.intent in {"follow_up", *REFUSED} and question.values("facet") == ("listings",)
    everything = asks_for_everything(question.text) or wants_all(question.text)
    return question.asking("find_listings") if unsure and everything and not has_filter(question) else None


def _all_again(question: Question, session: Session) -> Question | None:
    """ "Forget the filters, show me everything", among listings, asks for all of them."""
    # "Ok show me everything you have again"
    again = question.intent in {"more_listings", "start_over"} or _ALL_AGAIN.search(question.text)
    # "Ok just show everything", after a search without a hit
    in_vain = not question.context.shown and question.intent in REFUSED
    afresh = question.context.topic in TOPICS and bool(again or in_vain)
    asks = afresh and (
        _WHOLE_LIST.search(question.text)
        or _ALL_AGAIN.search(question.text)
        or asks_for_everything(question.text)
        or (wants_all(question.text) and JOB.search(question.text))
    )
    no_filter = replace(question.context, listing_filter=ListingFilter(), opened=None)
    if asks and _BY_PAY.search(question.text):
        return question.asking("rank_listings", text="sort by pay", context=no_filter)
    return question.asking("find_listings", context=no_filter) if asks else None


def _the_other_job(question: Question, session: Session) -> Question | None:
    """ "And in the other job?", where no listing was shown, is of the other role."""
    roles, topic = question.context.roles, question.context.topic
    about = topic in {*ABOUT_A_ROLE, *ABOUT_THINGS, *PAY_TOPICS} and len(roles) == 1 and not question.context.shown
    if not about or not _OTHER_JOB.search(question.text) or question.values("role", "role_head"):
        return None
    others = other_than(session, roles[0], question.context.recent_roles)
    intent = "follow_up" if question.intent in {*TOPICS, *REFUSED} else question.intent
    named = (*question.besides("facet"), *(e for e in question.entities if e.value != "listings" and e.kind == "facet"))
    return question.asking(intent, entities=(*named, *unsaid("role", others[0].name))) if others else None


def _about_the_job(question: Question, session: Session) -> Question | None:
    """ "And what's the job about?", of a role whose listing was not shown, asks what it does."""
    about = question.context.topic in {*ABOUT_A_ROLE, *PAY_TOPICS} and len(question.context.roles) == 1
    asks = about and not question.context.shown and _ABOUT_THE_JOB.fullmatch(question.text)
    return question.asking("ask_role", entities=()) if asks else None


def _for_that_one(question: Question, session: Session) -> Question | None:
    """ "Is there a listing for that one?", after the pay of two, is of the one that earns more."""
    asks = question.context.topic in PAY_TOPICS and JOB.search(question.text) and _FOR_THAT_ONE.search(question.text)
    roles = refer(session, question).roles if asks and not question.values("role", "role_head") else ()
    return question.asking("find_listings", entities=unsaid("role", roles[0].name)) if len(roles) == 1 else None


def _for_one_of_them(question: Question, session: Session) -> Question | None:
    """ "Do you have a listing for one of them?", after two roles, looks for either's."""
    names = question.context.roles if len(question.context.roles) > 1 else question.context.recent_roles
    asks = len(names) > 1 and JOB.search(question.text) and _FOR_EITHER.search(question.text)
    doubtful = question.intent in {"find_listings", "follow_up", *REFUSED} and question.context.topic not in TOPICS
    if not asks or not doubtful or question.values("role", "role_head"):
        return None
    return question.asking("find_listings", entities=(*question.entities, *unsaid("role", *names)))


def _for_the_nth(question: Question, session: Session) -> Question | None:
    """ "Do you have openings for the first?", after the pay of two, looks for that role's."""
    of_roles = (
        question.context.topic in {*PAY_TOPICS, *ABOUT_THINGS, "compare_roles"} and len(question.context.roles) > 1
    )
    asks = of_roles and JOB.search(question.text) and _FOR_A.search(question.text)
    role = question.counted(question.context.roles) if asks and question.value("ordinal") else None
    if role is None or question.values("role", "role_head"):
        return None
    return question.asking("find_listings", entities=(*question.besides("ordinal"), *unsaid("role", role)))


def _ones_shown_before(question: Question, session: Session) -> Question | None:
    """ "Show me the senior ones after all", once the pay of a listing's role was told, goes on with the listings."""
    told = (
        question.context.topic in PAY_TOPICS and question.context.shown and question.values("level", "remote", "place")
    )
    asks = told and question.intent in {"follow_up", *REFUSED} and _SHOW_ONES.search(question.text)
    return question.asking("find_listings") if asks and not question.values("role", "role_head") else None


def _posting_of_the_role(question: Question, session: Session) -> Question | None:
    """ "What do you know about the platform lead job?" asks for the listing with that title."""
    titled = question.intent == "ask_role" and len(question.values("role")) == 1 and JOB.search(question.text)
    role = find_role(session, str(question.value("role"))) if titled else None
    return question.asking("open_listing") if role and role.listings == 1 and not role.has_profile else None


def _condition_of_its_posting(question: Question, session: Session) -> Question | None:
    """ "What level?" and "is it remote?", after the pay of a title that only a posting tells of, ask of that posting."""
    told = question.context.topic in PAY_TOPICS and len(question.context.roles) == 1
    named = {e.kind for e in question.entities} - {"level", "remote", "employment_type", "facet"}
    asks = told and not named and _CONDITION.fullmatch(question.text)
    role = find_role(session, question.context.roles[0]) if asks else None
    if role is None or role.listings != 1 or role.has_profile:
        return None
    return question.asking("open_listing", entities=unsaid("role", role.name))


def _who_works_in_it(question: Question, session: Session) -> Question | None:
    """ "Does anyone in data work in healthcare?" asks for a role."""
    asks = question.intent == "find_listings" and question.values("industry")
    of_roles = question.context.topic in {"ask_industries", "compare_roles"} and _WHICH_JOB_IS.match(question.text)
    anyone = _ANYONE.search(question.text) and not JOB.search(question.text)
    return question.asking("which_role") if asks and (of_roles or anyone) else None


def _what_subject(question: Question, session: Session) -> Question | None:
    """ "Which subject would I teach there?", of a posting, is told by its title."""
    of_one = question.context.topic in TOPICS and in_focus(question) is not None
    asks = of_one and question.intent in {"ask_education", "follow_up", *REFUSED} and not question.entities
    return question.asking("open_listing") if asks and _SUBJECT.search(question.text) else None


def _anything_paying(question: Question, session: Session) -> Question | None:
    """ "Anything over 200k?" looks for listings, whatever was told of pay before."""
    of_pay = question.intent in {"follow_up", "ask_percentile", "ask_salary", *REFUSED} and question.values("amount")
    asks = of_pay and question.context.topic not in TOPICS and _ANYTHING.match(question.text)
    return question.asking("find_listings") if asks and not question.values("role", "role_head") else None


def _academic(question: Question, session: Session) -> Question | None:
    """ "The academic one", "and at the university?" are, among listings, no question of degrees."""
    named = question.values("role", "role_head", *THINGS) or question.intent in TOPICS
    studied = question.intent == "ask_education" and _STUDIED.search(question.text)  # "need what major in university?"
    if named or studied or academic(question) is None:
        return None
    if question.context.topic in TOPICS:
        return question.asking("refine_listings")
    return question.asking("find_listings") if _POSTS.search(question.text) else None


RULES: tuple[Rule, ...] = (
    _job_of_the_role,
    _job_for,
    _work_of_it,
    _university_job,
    _role_of_no_posting,
    _tools_of_no_posting,
    _employer_of_the_role,
    _firms_of_a_role,
    _firm_with_most,
    _academic,
    _posting_of_the_role,
    _everything,
    _all_again,
    _the_other_job,
    _about_the_job,
    _for_that_one,
    _for_one_of_them,
    _for_the_nth,
    _ones_shown_before,
    _anything_paying,
    _condition_of_its_posting,
    _who_works_in_it,
    _what_subject,
)
