"""Job listings: searched, refined, counted, ranked and paged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Button, Heading, Paragraph
from actions.counts import count_of
from actions.listing_details import details, named_in_text, opened, pay
from actions.listing_filter import (
    TOPICS,
    asked_for,
    carried_over,
    named,
    refined,
    refines,
    told_before,
)
from actions.listing_in_focus import in_focus
from actions.listing_page import PAGE, list_of, none_known, page_of, sources_of_listings, suffix
from actions.question import Question, Reply, unsaid
from actions.reverse import THINGS
from actions.role_reference import OF_ONESELF
from actions.roles import ask_facet
from actions.several import answer_each
from actions.wording import cited, counted, listed, money
from knowledge.listings import (
    Listing,
    ListingFilter,
    among,
    by_company,
    count_listings,
    get_listing,
    naming,
    search_listings,
)
from knowledge.vocabulary import is_stranger, nearest

# From so many words on a message tells a story.
_STORY = 20
_FURTHER = re.compile(
    r"\b(?:more|next|rest|other\w*|further|continue|else|remaining|additional|go on|keep going|page|another|less)\b|^\W*(?:moar|mor|mroe)\b",
    re.I,
)
_OTHER = re.compile(r"\bothers?\b", re.I)
_BACK = re.compile(r"\b(?:prev\w*|before|back)\b", re.I)
# Beside an opened listing "next" means the one after it, beside a page the next page.
_STEP = re.compile(r"^\W*(?:(?:and|ok|okay|show|give|me|the|what about|how about|now|go on|go to|then|well|no)\W+)*(?P<step>next|prev\w*)(?:\s+(?:one|job|listing|please|again|then|now))*\W*$", re.I)  # fmt: skip
_SENTENCE = re.compile(r"[.!?;]\s+")
_LOWEST = re.compile(r"\b(?:low\w*|less|least|worst|cheap\w*|ascending|minimum|smallest|poorest|bottom)\b", re.I)
_SORTING = re.compile(
    r"\b(?:sort\w*|order\w*|rank\w*|arrange\w*|descending|ascending|first|on top|(?:list|show)(?: me)? (?:every|all|each)(?! time))\b",
    re.I,
)
_HIGHEST = re.compile(
    r"\b(?:high\w*|pricier|priciest|dearer|dearest|big|fat(?:ter)?|most|best|better|more|top\w*|max\w*|biggest|largest|greatest|richest|fattest|juiciest|sweetest|well|good|lucrative)\b",
    re.I,
)
_OR = re.compile(
    r"\s*,?\s*(?:or(?: else)?|and (?:which|what)(?: ones?)?(?: of (?:them|those))?)\s+(?:(?:are|is)\s+)?(?:(?:at least|one|ones|that are|which are|those|in|near|around|at|from)\s+)*",
    re.I,
)
_DOWN = re.compile(r"\bdescending\b", re.I)
_OF_ALL = re.compile(
    r"\b(?:over ?all|of all|in all|in total|altogether|at all|all (?:of )?(?:them|jobs|listings)|every\w*|any|you(?:['’]ve)? (?:have|got)|(?:in|on) your list)\b",
    re.I,
)
_OF_THEM_ALL = re.compile(r"\bof (?:all of )?(?:them|those|these) all\b|\bof all of them\b", re.I)
_OF_EVERYTHING = re.compile(
    r"\bof your (?:jobs|listings|openings|positions)\b|\b(?:one|job|listing|position)s? (?:that )?you(?:['’]ve)? (?:have|got|list)\b|\b(?:in|on|of) (?:your|the) (?:whole |entire )?(?:list|store)\b|\bof all of them\b|\bof (?:what|that|those|all) you(?:['’]ve)? (?:have|got|list)\b",
    re.I,
)
_TELL = re.compile(r"\b(?:tell|details?|about|know|say)\b", re.I)
_OF_SEVERAL = re.compile(r"\b(?:of|between|among) (?:them|those|these|the two|both)\b", re.I)
# After one firm and another, "which of these three pays best?" is asked of all.
_OF_THE_FIRMS = re.compile(
    r"\bof (?:these|those|the|all(?: of)?)(?: (?:these|those|the))? (?:\w+ )?(?:firms|companies|employers)\b|\bof all (?:of )?(?:these|those|them)\b",
    re.I,
)
_OF_SO_MANY = re.compile(
    r"\b(?:of|between|among) (?:all )?(?:the|these|those|al)(?: (?:these|those|last))? (?P<count>two|three|four|five|[2-5])\b(?! (?:firms|companies|employers)\b)",
    re.I,
)
_NEXT = 3
# Chosen with misspelt names of firms and names of others in view.
_LIKE_A_FIRM, _MUCH_ALIKE = 5, 0.7
_BY_HOW_MUCH = re.compile(r"\b(?:by how much|how much (?:more|less|higher|lower)|how far apart|gap|difference)\b", re.I)
_IN_ORDER = re.compile(
    r"\b(?:sorted|ordered|ranked) by (?:pay|salary)\b|\b(?:everything|all|list|show|them)\b.*\bby (?:pay|salary)\b",
    re.I,
)
_WHO_HIRES = re.compile(r"\bwho(?:['’]?s| is| are|se)?\b.*\b(?:hir\w+|recruit\w+|employ\w*|looking for|wants?)\b", re.I)
# Where a name stands that listings are sought by: "jobs at X", "X jobs".
_BEFORE_A_NAME = re.compile(r"\b(?:at|in|for|with|from|by|near|around|as|an?)\s+(?:the\s+|an?\s+)?$", re.I)
_AFTER_A_NAME = re.compile(
    r"^\s+(?:jobs?|listings?|openings?|positions?|vacanc\w+|roles?|gigs?|work|ha(?:ve|s)|offers?|hir\w+)\b", re.I
)


def find_listings(question: Question, session: Session) -> Reply:
    """All listings that match, the first page of them; of "remote or in Virginia" either."""
    sides = _either_side(question)
    if sides:
        return answer_each(sides, _find, session)
    return _find(question, session)


def _either_side(question: Question) -> list[Question]:
    """A question for each side of an "or" between what a listing can be: where, and whether remote."""
    named = [e for e in question.entities if e.kind in ("remote", "place")]
    if len(named) != 2 or {e.kind for e in named} != {"remote", "place"}:
        return []
    first, second = sorted(named, key=lambda e: e.start)
    if not _OR.fullmatch(question.source[first.end : second.start]):
        return []
    return [
        replace(question, entities=tuple(e for e in question.entities if e is not other)) for other in (second, first)
    ]


def _find(question: Question, session: Session) -> Reply:
    question = _with_nearest_firm(question, session)
    wanted = asked_for(question, session)
    strangers = _strangers(question)
    if strangers and not wanted.asks:
        return none_known(strangers[0], question, session)
    things = question.texts_of(*THINGS)
    if things and not wanted.asks:
        return _of_things(session, question, things)
    reply = page_of(session, question, wanted, _order(question), 0)
    if not reply.context.shown and wanted == ListingFilter(role=wanted.role) and _WHO_HIRES.search(question.text):
        hires = ask_facet(
            "industries", question.asking("ask_industries", entities=unsaid("role", wanted.role)), session
        )
        return replace(reply, answer=reply.answer.then(hires.answer))  # no opening now, but this is where they work
    return _with_strangers(reply, strangers, session)


def _with_nearest_firm(question: Question, session: Session) -> Question:
    """The question with a firm in the place of a name that nobody knows and that is much like the firm's: "murmurashun"."""
    strangers = [e for e in question.entities if e.kind == "unknown" and len(e.text) >= _LIKE_A_FIRM]
    if len(strangers) != 1 or question.values("company") or is_stranger(session, strangers[0].text):
        return question
    near = next(iter(nearest(session, strangers[0].text, ["company"], limit=1)), None)
    if near is None or near[1] < _MUCH_ALIKE:
        return question
    firm = replace(strangers[0], kind="company", value=near[0].value)
    return replace(question, entities=tuple(firm if e is strangers[0] else e for e in question.entities))


def _of_things(session: Session, question: Question, things: Sequence[str]) -> Reply:
    """The listings whose titles name what is asked for: postings state no skills, tools or degrees."""
    found = list(dict.fromkeys(job for thing in things for job in naming(session, thing, PAGE)))
    if found:
        return opened(session, question, found[0]) if len(found) == 1 else list_of(session, question, found)
    reply = page_of(session, question, ListingFilter(), _order(question), 0)
    said = Paragraph(f"My listings state no skills, tools or degrees, so I can’t tell which ask for {listed(things, 'or')}. All of them:")  # fmt: skip
    which = Button(f"Which role needs {things[0]}?"[:40], f"Which role needs {things[0]}?")
    blocks, buttons = (said, *reply.answer.blocks), (which, *reply.answer.buttons)
    return Reply(replace(reply.answer, blocks=blocks, buttons=buttons), reply.context)


def _order(question: Question) -> str:
    """The order that a search asks for, or goes on with."""
    if _IN_ORDER.search(question.text):
        return _by_pay(question.text)
    if _SORTING.search(question.text) and (_LOWEST.search(question.text) or _HIGHEST.search(question.text)):
        return _by_pay(question.text)
    return question.context.listing_sort if refines(question) else "relevance"


def _by_pay(text: str) -> str:
    last = _SENTENCE.split(text.rstrip(" .!?"))[-1]
    if _LOWEST.search(last) or _HIGHEST.search(last):
        text = last  # "Too little at the bottom. Which has the best top end?"
    low, high = _LOWEST.search(text), _DOWN.search(text) or _HIGHEST.search(text)
    return "pay_low" if low and not (high and high.start() < low.start()) else "pay_high"


def last_seen(question: Question) -> tuple[int, ...]:
    """The listings that "of these three" means, where so many were told of, in other answers than the last."""
    found = _OF_SO_MANY.search(question.text)
    if found is None or question.context.topic not in TOPICS:
        return ()
    count = count_of(found["count"])
    seen = question.context.seen
    return seen[-count:] if count <= len(seen) and count != len(question.context.shown) else ()


def count(question: Question, session: Session) -> Reply:
    """How many listings match, and which."""
    question = _with_nearest_firm(question, session)
    wanted = _going_on(question, session)
    strangers = _strangers(question)
    if strangers and not wanted.asks:
        return none_known(strangers[0], question, session)
    total = count_listings(session, wanted)
    reply = page_of(session, question, wanted, "relevance", 0)
    if not total:
        return reply
    said = [Paragraph(f"{counted(total, 'listing')} of {count_listings(session, ListingFilter())} in all.")]
    firms = by_company(session, wanted, PAGE) if wanted.company is None else []
    if len(firms) > 1:
        said.append(Paragraph(f"By company: {listed([f'{name} ({number})' for name, number in firms])}."))
    blocks = (reply.answer.blocks[0], *said, *reply.answer.blocks[1:])
    return _with_strangers(Reply(replace(reply.answer, blocks=blocks), reply.context), strangers, session)


def rank(question: Question, session: Session) -> Reply:
    """The best or worst paid listing, or the list in order of pay."""
    wanted = _going_on(question, session)
    sort = _by_pay(question.text)
    one = _LOWEST.search(question.text) or _HIGHEST.search(question.text)
    if _SORTING.search(question.text) or not one:
        return page_of(session, question, wanted, sort, 0)
    page = search_listings(session, wanted, sort=sort, limit=PAGE)
    paid = [job for job in page if job.pay_max is not None or job.pay_min is not None]
    if not paid:
        return page_of(session, question, wanted, sort, 0)
    return _best_of(session, question, paid, f"listing{suffix(session, wanted)}", wanted, sort)


def rank_seen(question: Question, session: Session) -> Reply:
    """The best or worst paid of the listings told of lately: "of these three, which pays most?"."""
    sort = _by_pay(question.text)
    lowest = sort == "pay_low"
    seen = (get_listing(session, id) for id in last_seen(question))
    jobs = [job for job in seen if job is not None and job.pay_max is not None]
    if not jobs:
        return rank(question, session)
    order = sorted(jobs, key=lambda job: ((job.pay_min or 0) if lowest else -(job.pay_max or 0), job.id))
    return _best_of(session, question, order, f"of these {len(order)}", ListingFilter(), sort)


def _best_of(
    session: Session, question: Question, paid: Sequence[Listing], of: str, wanted: ListingFilter, sort: str
) -> Reply:
    """The first of the listings in detail, and what the others pay."""
    best, *others = paid
    which = "Lowest-paid" if sort == "pay_low" else "Highest-paid"
    blocks: list[Block] = [Heading(f"{which} {of}: {best.title}"), *details(session, best)]
    if others and _BY_HOW_MUCH.search(question.text):
        blocks.append(Paragraph(_apart(best, others[0])))
    if others:
        then = "; then ".join(f"{job.title} at {job.company}, {pay(job)}" for job in others[:_NEXT])
        blocks.append(Paragraph(f"Next: {then}."))
    buttons = [
        Button("Sorted by pay", "Sort the listings by pay" + (", lowest first" if sort == "pay_low" else "")),
        Button("All listings", "Show me all jobs"),
    ]
    context = question.context.about(
        "rank_listings",
        listing_filter=wanted,
        listing_sort=sort,
        listing_offset=0,
        shown=tuple(job.id for job in paid),
        opened=best.id,
    )
    return Reply(Answer.of(*blocks, buttons=buttons, sources=[cited(best.source)]), context)


def _apart(one: Listing, other: Listing) -> str:
    """How far the ranges of two listings are apart, at the top and at the bottom."""
    ends = (("top", one.pay_max, other.pay_max), ("bottom", one.pay_min, other.pay_min))
    said = [
        f"at the {end} {money(abs(mine - its), one.currency or 'USD')} {'more' if mine >= its else 'less'}"
        for end, mine, its in ends
        if mine is not None and its is not None
    ]
    return f"Beside {other.title} at {other.company} that is {listed(said)} a year."


def more(question: Question, session: Session) -> Reply:
    """The next page of the last search, or the one before; beside an opened listing the next of them."""
    context = question.context
    step = _STEP.match(question.text)
    if step and context.topic == "open_listing" and context.opened in context.shown:
        place = context.shown.index(context.opened) + (1 if step["step"].lower() == "next" else -1)
        if 0 <= place < len(context.shown):
            return opened(session, question, get_listing(session, context.shown[place]))
    if context.shown and context.listing_offset and _BACK.search(question.text):
        before = max(0, context.listing_offset - PAGE)
        return page_of(session, question, context.listing_filter, context.listing_sort, before)
    total = count_listings(session, context.listing_filter)
    if total == 1 and len(context.shown) == 1 and _TELL.search(question.text):
        return opened(session, question, get_listing(session, context.shown[0]))
    if _OF_ALL.search(question.text) and not _FURTHER.search(question.text) and total <= PAGE:
        return page_of(session, question, ListingFilter(), "relevance", 0)  # all of these were shown already
    if context.shown and not _FURTHER.search(question.text):
        return page_of(session, question, context.listing_filter, context.listing_sort, context.listing_offset)
    offset = context.listing_offset + PAGE if context.shown else 0
    if not total:
        return page_of(session, question, context.listing_filter, context.listing_sort, 0)
    if offset >= total:
        said = Paragraph(f"That was all: {counted(total, 'listing')}{suffix(session, context.listing_filter)}.")
        others = _besides(session, context.listing_filter, total) if _OTHER.search(question.text) else []
        if others:
            reply = list_of(session, question, others)
            blocks = (said, Paragraph("The others that I have:"), *reply.answer.blocks[1:])
            return Reply(replace(reply.answer, blocks=blocks), reply.context)
        return Reply(
            Answer.of(
                said,
                buttons=[Button("All listings", "Show me all jobs"), Button("Best paid", "Which job pays the most?")],
                sources=sources_of_listings(session, context.listing_filter),
            ),
            context.about("more_listings"),
        )
    return page_of(session, question, context.listing_filter, context.listing_sort, offset)


def _besides(session: Session, wanted: ListingFilter, total: int) -> list[Listing]:
    """Listings that do not match, where `total` do."""
    matching = {job.id for job in search_listings(session, wanted, limit=total)}
    return [job for job in search_listings(session, ListingFilter(), limit=PAGE + total) if job.id not in matching]


def open_one(question: Question, session: Session) -> Reply:
    """One listing in detail: by its number on the page, or by what names it."""
    number = question.value("ordinal")
    shown = question.context.shown
    if number is not None:
        if not shown:  # "the first job on your list", before one was shown
            shown = tuple(job.id for job in search_listings(session, ListingFilter(), limit=PAGE))
            question = replace(question, context=replace(question.context, shown=shown))
        counted_one = question.counted(shown)
        if counted_one is None:
            text = f"There is no number {number}: the last list had {counted(len(shown), 'listing')}."
            return Reply(
                Answer.of(Paragraph(text), buttons=[Button("All listings", "Show me all jobs")], kind="question"),
                question.context,
            )
        return opened(session, question, get_listing(session, counted_one))
    question = _with_nearest_firm(question, session)
    wanted = named(question, session)
    if not wanted.asks:
        found = named_in_text(session, question)
        if not found:
            return _unnamed(question, session)
        before = [job for job in found if job.id in shown]
    else:
        found = search_listings(session, wanted, limit=2)
        before = among(session, wanted, shown)
    if len(found) == 1 or len(before) == 1:
        return opened(session, question, (before or found)[0])
    if not wanted.asks:
        return list_of(session, question, found)
    return page_of(session, question, wanted, "relevance", 0)


def refine(question: Question, session: Session) -> Reply:
    """The last search with what this message changes."""
    before = question.context.listing_filter
    wanted = refined(question, session)
    sort = _by_pay(question.text) if _IN_ORDER.search(question.text) else question.context.listing_sort
    reply = page_of(session, question, wanted, sort, 0)
    words = carried_over(wanted, before)
    if words is None or reply.context.listing_filter != wanted:
        return reply
    # What was carried over may not have been meant: one tap takes it back.
    undo = Button(f"Without the {words}", f"without the {words}")
    return Reply(replace(reply.answer, buttons=(*reply.answer.buttons, undo)), reply.context)


def _going_on(question: Question, session: Session) -> ListingFilter:
    """What is counted or ranked: without a noun of its own ("the best paid?") what was just listed."""
    wanted = asked_for(question, session)
    if _OF_THEM_ALL.search(question.text) and not question.context.listing_filter.company:
        return named(question, session)
    if question.context.topic in TOPICS and _OF_THE_FIRMS.search(question.text):
        return _of_any_firm(question.context.listing_filter)
    if _OF_SEVERAL.search(question.text) and question.context.topic in TOPICS and not named(question, session).asks:
        before = question.context.listing_filter
        return before if count_listings(session, before) > 1 else _of_any_firm(before)
    if _OF_EVERYTHING.search(question.text) and not named(question, session).asks:
        return ListingFilter()
    elliptic = question.context.topic in TOPICS and "listings" not in question.values("facet")
    if wanted.asks or not elliptic or _OF_ALL.search(question.text) or not question.context.shown:
        return wanted
    return question.context.listing_filter


def _of_any_firm(wanted: ListingFilter) -> ListingFilter:
    return replace(wanted, company=None, also=tuple((field, v) for field, v in wanted.also if field != "company"))


def _unnamed(question: Question, session: Session) -> Reply:
    strangers = question.texts("unknown")
    if strangers:
        return none_known(strangers[0], question, session)
    focus = in_focus(question)
    if focus:
        return opened(session, question, get_listing(session, focus))
    return page_of(session, question, ListingFilter(), "relevance", 0)


def _strangers(question: Question) -> tuple[str, ...]:
    """Unknown names that stand where a company, a place or a title would."""
    return tuple(
        e.text
        for e in question.entities
        if e.kind == "unknown"
        and e.start >= told_before(question.source, _STORY)
        and not OF_ONESELF.search(question.source[: e.start])
        and (
            question.elliptic
            or _BEFORE_A_NAME.search(question.source[: e.start])
            or _AFTER_A_NAME.match(question.source[e.end :])
        )
    )


def _with_strangers(reply: Reply, strangers: tuple[str, ...], session: Session) -> Reply:
    """The reply, told first that it leaves an unknown condition aside."""
    if not strangers:
        return reply
    said = Paragraph(f"None of my {counted(count_listings(session, ListingFilter()), 'listing')} names “{strangers[0]}”. Without that:")  # fmt: skip
    return Reply(replace(reply.answer, blocks=(said, *reply.answer.blocks)), reply.context)
