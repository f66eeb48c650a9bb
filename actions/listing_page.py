"""Listings shown: a page of those that match, or that none does, and what comes nearest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph, Table
from actions.bare import only_names
from actions.by_source import some
from actions.listing_details import pay, where
from actions.listing_filter import described, named
from actions.question import Question, Reply
from actions.wording import cited, counted
from knowledge.listings import (
    Listing,
    ListingFilter,
    all_companies,
    count_listings,
    search_listings,
)
from knowledge.vocabulary import is_stranger, label

PAGE = 5
_AT = re.compile(r"\b(?:in|at|near|around|from|by|with|for)\s+(?:the\s+)?$", re.I)


def page_of(session: Session, question: Question, wanted: ListingFilter, sort: str, offset: int) -> Reply:
    """A page of the listings that match, from `offset` on; or that none does, and the nearest."""
    total = count_listings(session, wanted)
    context = question.context.about(
        "find_listings", listing_filter=wanted, listing_sort=sort, listing_offset=offset, opened=None,
        roles=(wanted.role,) if wanted.role else question.context.roles,
    )  # fmt: skip
    in_vain = not total and wanted.asks and wanted == question.context.listing_filter
    if in_vain and question.values("remote") == ("hybrid",):
        # "Hybrid maybe?", after another condition in vain, is asked instead of that.
        return page_of(session, question, ListingFilter(), sort, 0)
    if not total:
        return _nothing(session, replace(question, context=context), wanted, question.context.listing_filter)
    listings = search_listings(session, wanted, sort=sort, limit=PAGE, offset=offset)
    order = {"pay_high": ", highest pay first", "pay_low": ", lowest pay first"}.get(sort, "")
    caption = f"{offset + 1}–{offset + len(listings)} of {total}" if total > 1 else "1 listing"
    blocks: list[Block] = [Heading(described(session, wanted) + order)]
    if "hybrid" in question.values("remote"):
        blocks.append(Paragraph("My listings do not say which work is hybrid, so I leave that condition aside."))
    blocks.append(_table(session, listings, caption))
    stated = [f"{i}: posted as {job.pay_stated}" for i, job in enumerate(listings, 1) if job.pay_stated]
    blocks += [Paragraph(f"{'; '.join(stated)}.")] if stated else []
    buttons = [Button("Previous", "Show the previous listings")] if offset else []
    buttons += [Button("Show more", "Show more listings")] if offset + len(listings) < total else []
    buttons += _opening(listings)
    if wanted.asks:
        buttons.append(Button("All listings", "Show me all jobs"))
    elif sort != "pay_high":
        buttons.append(Button("Sort by pay", "Sort the listings by pay"))
    return Reply(
        Answer.of(*blocks, buttons=buttons, sources=[cited(job.source) for job in listings]),
        replace(context, shown=tuple(job.id for job in listings)),
    )


def list_of(session: Session, question: Question, listings: list[Listing]) -> Reply:
    """Some listings that no filter describes, to be chosen from."""
    shown = listings[:PAGE]
    context = question.context.about(
        "find_listings", listing_filter=ListingFilter(), listing_sort="relevance", listing_offset=0, opened=None,
        shown=tuple(job.id for job in shown),
    )  # fmt: skip
    blocks: list[Block] = [Heading("Which of these?"), _table(session, shown, f"1–{len(shown)} of {len(listings)}")]
    return Reply(
        Answer.of(*blocks, buttons=_opening(shown), sources=[cited(job.source) for job in shown]),
        context,
    )


def conditions_of(session: Session, question: Question, listings: list[Listing]) -> Reply:
    """The level, the kind of contract and the way of working of listings just shown, beside one another."""
    rows = tuple((str(i), job.title, job.company, *_conditions(session, job)) for i, job in enumerate(listings, 1))
    columns = ("#", "Title", "Company", "Level", "Employment", "Remote")
    answer = Answer.of(
        Heading(f"Level and employment{suffix(session, question.context.listing_filter)}"),
        Table(columns, rows, counted(len(rows), "listing"), numeric=(0,)),
        buttons=_opening(listings),
        sources=[cited(job.source) for job in listings],
    )
    return Reply(answer, question.context)


def _conditions(session: Session, job: Listing) -> tuple[str, str, str]:
    level, employment = (
        label(session, kind, value) if value else "not stated"
        for kind, value in (("level", job.level), ("employment_type", job.employment_type))
    )
    return level, employment, "yes" if job.remote else "not stated"


def _table(session: Session, listings: list[Listing], caption: str) -> Table:
    rows = tuple((str(i), job.title, job.company, where(session, job), pay(job)) for i, job in enumerate(listings, 1))
    return Table(("#", "Title", "Company", "Place", "Pay a year"), rows, caption, numeric=(0,))


def _opening(listings: list[Listing]) -> list[Button]:
    return [Button(f"{i}. {job.title[:40]}", f"Tell me about listing {i}") for i, job in enumerate(listings[:3], 1)]


def _nothing(session: Session, question: Question, wanted: ListingFilter, before: ListingFilter) -> Reply:
    """Say that nothing matches, how many would without each condition, and list the nearest."""
    total = count_listings(session, ListingFilter())
    said = Paragraph(f"No listing matches: {described(session, wanted)}.")
    easier = [(less, count_listings(session, less)) for less in relaxed(wanted, before)]
    some = [(less, number) for less, number in easier if number]
    if not some and wanted != (new := named(question, session)) and new.asks:
        some = [(new, number)] if (number := count_listings(session, new)) else []  # what was asked for just now
    blocks: list[Block] = [said]
    if some:
        blocks.append(Bullets(tuple(f"{described(session, less)}: {number}" for less, number in some)))
    blocks.append(Paragraph(f"I have {counted(total, 'listing')} in all."))
    nearest = Answer.of(
        *blocks,
        buttons=[Button("All listings", "Show me all jobs"), Button("Best paid", "Which job pays the most?")],
        sources=sources_of_listings(session, ListingFilter()),
    )
    if not some:
        return Reply(nearest, replace(question.context, shown=()))
    page = page_of(session, question, some[0][0], question.context.listing_sort, 0)
    # What is said next changes what was asked for just now, not what was shown instead of it.
    let_go = [name for name, value in vars(wanted).items() if getattr(some[0][0], name) != value]
    asked_now = any(getattr(before, name) != getattr(wanted, name) for name in let_go)
    context = replace(page.context, listing_filter=wanted) if asked_now else page.context
    return Reply(nearest.then(replace(page.answer, buttons=page.answer.buttons[:3])), context)


def relaxed(wanted: ListingFilter, before: ListingFilter | None = None) -> list[ListingFilter]:
    """The same without one condition each; first those that only the search before had asked for."""
    found: list[tuple[bool, ListingFilter]] = []
    for name, value in vars(wanted).items():
        if value in (None, ()) or name in ("also", "currency"):
            continue
        without: dict[str, Any] = {name: () if name == "without" else None}
        less = replace(wanted, **without)
        less = replace(less, also=tuple((f, v) for f, v in less.also if f != name))
        if less.asks:
            found.append((getattr(before or wanted, name) != value, less))
    return [less for _, less in sorted(found, key=lambda pair: pair[0])]


def none_known(name: str, question: Question, session: Session) -> Reply:
    """Say that no listing names `name`, and which companies have listings."""
    companies = all_companies(session)
    total = count_listings(session, ListingFilter())
    return Reply(
        Answer.of(
            Paragraph(f"None of my {counted(total, 'listing')} names “{name}”."),
            Paragraph(f"Companies with listings: {some(companies)}."),
            buttons=[Button("All listings", "Show me all jobs"), *(Button(c, f"Jobs at {c}") for c in companies[:3])],
            sources=sources_of_listings(session, ListingFilter()),
            # Of a firm or a place the list is a plain "no"; what else was meant nobody knows.
            kind="answer" if _stands_for_a_place(session, name, question) else "unknown",
        ),
        question.context.about("find_listings", listing_filter=ListingFilter(), shown=(), opened=None),
    )


def _stands_for_a_place(session: Session, name: str, question: Question) -> bool:
    """Whether an unknown name is where a firm or a place would be, or is known to be one: "jobs at Google", "Boston?"."""
    named = next((e for e in question.entities if e.text == name), None)
    placed = named is not None and _AT.search(question.source[: named.start])
    bare = named is not None and named.text[:1].isupper() and only_names(question, "unknown", "foreign_name")
    return bool(placed or bare) or is_stranger(session, name)


def suffix(session: Session, wanted: ListingFilter) -> str:
    """The search in brackets, behind what is said of its listings; nothing where all are meant."""
    return f" ({described(session, wanted)})" if wanted.asks else ""


def sources_of_listings(session: Session, wanted: ListingFilter) -> list[str]:
    """Where the first page of the listings that match is from."""
    return [cited(job.source) for job in search_listings(session, wanted, limit=PAGE)]
