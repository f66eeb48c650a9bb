"""What is asked of the listing just told of, of its company, its place, its role; and of those last shown."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Paragraph
from actions.listing_details import opened
from actions.listing_filter import TOPICS
from actions.listing_page import conditions_of, page_of
from actions.question import Question, Reply, unsaid
from knowledge.listings import (
    ListingFilter,
    count_listings,
    get_listing,
    search_listings,
)


def in_focus(question: Question) -> int | None:
    """The listing that was just told of by itself, if one was."""
    context = question.context
    if context.topic not in TOPICS and not (context.topic == "ask_role" and context.opened):
        return None
    return context.opened or (context.shown[0] if len(context.shown) == 1 else None)


def told_of(question: Question) -> int | None:
    """The listing in focus, or that of whose pay was told since."""
    context = question.context
    alone = context.shown[0] if len(context.shown) == 1 else None
    return in_focus(question) or ((context.opened or alone) if context.topic == "ask_salary" else None)


def open_focus(question: Question, session: Session) -> Reply:
    """The listing just told of, once more: all that its posting says."""
    focus = in_focus(question)
    reply = opened(session, question, get_listing(session, focus) if focus else None)
    asked = next((e for e in question.entities if e.kind in ("remote", "level", "employment_type")), None)
    asked_of_listing = (asked.kind, str(asked.value)) if asked else ()
    return Reply(reply.answer, replace(reply.context, asked_of_listing=asked_of_listing))


def of_its_role(question: Question, session: Session) -> Question:
    """The question as one about the role of the listing in focus."""
    job = get_listing(session, in_focus(question) or 0)
    named = unsaid("role", job.role) if job and job.role else ()
    return replace(
        question, entities=(*question.entities, *named), context=replace(question.context, topic=None, shown=())
    )


def show_again(question: Question, session: Session) -> Reply:
    """The listings last shown; one by itself in detail, and all there are where nothing was found."""
    context = question.context
    if len(context.shown) == 1 or context.opened:
        return open_focus(question, session)
    if not context.shown:
        return page_of(session, question, ListingFilter(), "relevance", 0)
    return page_of(session, question, context.listing_filter, context.listing_sort, context.listing_offset)


def conditions_of_those_shown(question: Question, session: Session) -> Reply:
    """The level and the kind of contract of each listing last shown."""
    jobs = (get_listing(session, id) for id in question.context.shown)
    return conditions_of(session, question, [job for job in jobs if job])


def of_the_same_company(question: Question, session: Session) -> Reply:
    """All listings of the employer whose listing is in focus."""
    job = get_listing(session, told_of(question) or 0)
    return page_of(session, question, ListingFilter(company=job.company if job else None), "relevance", 0)


def in_the_same_place(question: Question, session: Session) -> Reply:
    """All listings of the state, or else the country, of the listing in focus."""
    job = get_listing(session, told_of(question) or 0)
    parts = (job.country, job.region) if job and job.country else ()
    place = "-".join(part for part in parts if part) or None
    wanted = ListingFilter(place=place)
    others = replace(wanted, without=(("company", job.company),)) if job else wanted
    if count_listings(session, others) == count_listings(session, wanted) - 1:
        wanted = others  # what was told of is no other
    return page_of(session, question, wanted, "relevance", 0)


def says_nothing_of_it(question: Question, session: Session) -> Reply:
    """The listing in focus, where skills, tools, a degree or benefits are asked for: no posting here states them."""
    return _without_that(open_focus(question, session))


def firm_says_nothing_of_it(question: Question, session: Session) -> Reply:
    """What a company offers, where its benefits are asked for."""
    wanted = ListingFilter(company=str(question.value("company")))
    found = search_listings(session, wanted, limit=2)
    one = found[0] if len(found) == 1 else None
    return _without_that(opened(session, question, one) if one else page_of(session, question, wanted, "relevance", 0))


def _without_that(reply: Reply) -> Reply:
    said = Paragraph(
        "Of that the posting says nothing: it names no skills, tools, degrees or benefits. This is all it says:"
    )
    return Reply(replace(reply.answer, blocks=(said, *reply.answer.blocks), kind="unknown"), reply.context)
