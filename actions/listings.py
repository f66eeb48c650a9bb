"""Job listings: searched, refined, counted, ranked, paged, and one in detail."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph, Table
from actions.question import Question, Reply
from actions.role_reference import refer
from actions.wording import a, cited, counted, listed, money, money_range
from knowledge.listings import (
    HOME_CURRENCY,
    Listing,
    ListingFilter,
    all_companies,
    among,
    count_listings,
    get_listing,
    search_listings,
)
from knowledge.vocabulary import label

PAGE = 5
_MOST_NAMED = 20
TOPICS = frozenset({"find_listings", "count_listings", "rank_listings", "open_listing", "more_listings"})
_SAME = re.compile(r"\b(?:ones?|them|those|these|only|just|sort|order|rank|of that|instead)\b", re.I)
_CARRIED_ROLE = re.compile(r"\b(?:it|that|this|them|they|those|such|one)\b", re.I)
_FURTHER = re.compile(
    r"\b(?:more|next|rest|other\w*|further|continue|else|remaining|additional|go on|keep going|page|another|less)\b|^\W*(?:moar|mor|mroe)\b",
    re.I,
)
_BACK = re.compile(r"\b(?:prev\w*|before|back)\b", re.I)
_LOWEST = re.compile(r"\b(?:low\w*|least|worst|cheap\w*|ascending|minimum|smallest|poorest|bottom)\b", re.I)
_SORTING = re.compile(r"\b(?:sort\w*|order\w*|rank\w*|arrange\w*|descending|ascending|first)\b", re.I)
_HIGHEST = re.compile(
    r"\b(?:high\w*|most|best|better|more|top\w*|max\w*|biggest|largest|greatest|richest|well|good|lucrative)\b", re.I
)

_TAKEN_BACK = re.compile(
    r"\b(?:without (?:the|that|any)|drop|remove|leave out|take (?:away|out)|forget|lose|skip|cancel|ignore|no matter|"
    r"regardless of|any)\b", re.I,
)  # fmt: skip
# Each field of the filter: the words that mean it, and what a button calls it.
_CONDITIONS = {
    "role": (re.compile(r"\b(?:role|title)\b", re.I), "role"),
    "company": (re.compile(r"\b(?:company|employer|firm)\b", re.I), "company"),
    "place": (re.compile(r"\b(?:place|location|state|city|where)\b", re.I), "place"),
    "remote": (re.compile(r"\b(?:remote|on-?site|home)\b", re.I), "remote condition"),
    "level": (re.compile(r"\b(?:level|seniority|senior|junior)\b", re.I), "level"),
    "employment_type": (re.compile(r"\b(?:type|full-?time|part-?time|employment)\b", re.I), "employment type"),
    "pay_at_least": (re.compile(r"\b(?:pay|salary|money|minimum|amount)\b", re.I), "pay condition"),
    "pay_at_most": (re.compile(r"\b(?:pay|salary|money|maximum|amount)\b", re.I), "pay condition"),
    "currency": (re.compile(r"\b(?:currency|dollars?|euros?|pounds?)\b", re.I), "pay condition"),
}


def find_listings(question: Question, session: Session) -> Reply:
    """All listings that match, the first page of them."""
    wanted = _wanted(question, session)
    strangers = question.texts("unknown")
    if strangers and wanted == ListingFilter():
        return _none_known(strangers[0], question, session)
    return _page(session, question, wanted, question.context.listing_sort if refines(question) else "relevance", 0)


def count(question: Question, session: Session) -> Reply:
    """How many listings match, and which."""
    wanted = _wanted(question, session)
    strangers = question.texts("unknown")
    if strangers and wanted == ListingFilter():
        return _none_known(strangers[0], question, session)
    total = count_listings(session, wanted)
    reply = _page(session, question, wanted, "relevance", 0)
    if not total:
        return reply
    said = Paragraph(f"{counted(total, 'listing')} of {count_listings(session, ListingFilter())} in all.")
    return Reply(Answer.of(reply.answer.blocks[0], said, *reply.answer.blocks[1:], buttons=reply.answer.buttons,
                           sources=reply.answer.sources), reply.context)  # fmt: skip


def rank(question: Question, session: Session) -> Reply:
    """The best or worst paid listing, or the list in order of pay."""
    wanted = _wanted(question, session)
    sort = "pay_low" if _LOWEST.search(question.text) else "pay_high"
    one = _LOWEST.search(question.text) or _HIGHEST.search(question.text)
    if _SORTING.search(question.text) or not one:
        return _page(session, question, wanted, sort, 0)
    found = search_listings(session, wanted, sort=sort, limit=PAGE)
    paid = [job for job in found if job.pay_max is not None or job.pay_min is not None]
    if not paid:
        return _page(session, question, wanted, sort, 0)
    best = paid[0]
    which = "Lowest-paid" if sort == "pay_low" else "Highest-paid"
    blocks: list[Block] = [
        Heading(f"{which} listing{_suffix(session, wanted)}: {best.title}"),
        *_details(session, best),
    ]
    if len(paid) > 1:
        then = paid[1]
        blocks.append(Paragraph(f"Next: {then.title} at {then.company}, {_pay(then)}."))
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
    )
    return Reply(Answer.of(*blocks, buttons=buttons, sources=[cited(best.source)]), context)


def more(question: Question, session: Session) -> Reply:
    """The next page of the last search, or the one before."""
    context = question.context
    if context.shown and context.listing_offset and _BACK.search(question.text):
        before = max(0, context.listing_offset - PAGE)
        return _page(session, question, context.listing_filter, context.listing_sort, before)
    if context.shown and not _FURTHER.search(question.text):
        return _page(session, question, context.listing_filter, context.listing_sort, context.listing_offset)
    offset = context.listing_offset + PAGE if context.shown else 0
    total = count_listings(session, context.listing_filter)
    if offset >= total:
        return Reply(
            Answer.of(
                Paragraph(f"That was all: {counted(total, 'listing')}{_suffix(session, context.listing_filter)}."),
                buttons=[Button("All listings", "Show me all jobs"), Button("Best paid", "Which job pays the most?")],
                sources=_sources(session, context.listing_filter),
            ),
            context.about("more_listings"),
        )
    return _page(session, question, context.listing_filter, context.listing_sort, offset)


def open_one(question: Question, session: Session) -> Reply:
    """One listing in detail: by its number on the page, or by what names it."""
    number = question.value("ordinal")
    shown = question.context.shown
    if number is not None:
        shown = shown or tuple(job.id for job in search_listings(session, ListingFilter(), limit=PAGE))
        index = number - 1 if number > 0 else len(shown) + number
        if not 0 <= index < len(shown):
            text = f"There is no number {number}: the last list had {counted(len(shown), 'listing')}."
            return Reply(
                Answer.of(Paragraph(text), buttons=[Button("All listings", "Show me all jobs")], kind="question"),
                question.context,
            )
        return _opened(session, question, get_listing(session, shown[index]))
    wanted = _named(question, session)
    strangers = question.texts("unknown")
    if wanted == ListingFilter():
        if strangers:
            return _none_known(strangers[0], question, session)
        if len(shown) == 1 or (shown and question.context.topic == "rank_listings"):
            return _opened(session, question, get_listing(session, shown[0]))
        return _page(session, question, ListingFilter(), "relevance", 0)
    found = search_listings(session, wanted, limit=2)
    before = among(session, wanted, shown)
    if len(found) == 1 or len(before) == 1:
        return _opened(session, question, (before or found)[0])
    return _page(session, question, wanted, "relevance", 0)


def refine(question: Question, session: Session) -> Reply:
    """The last search with what this message changes."""
    before = question.context.listing_filter
    out = dropped(question)
    wanted = replace(before, **dict.fromkeys(out)) if out else _merged(before, _named(question, session))
    reply = _page(session, question, wanted, question.context.listing_sort, 0)
    carried = [name for name, value in vars(wanted).items() if value is not None and vars(before)[name] == value]
    if not carried:
        return reply
    # What was carried over may not have been meant: one tap takes it back.
    words = _CONDITIONS[carried[-1]][1]
    undo = Button(f"Without the {words}", f"without the {words}")
    return Reply(replace(reply.answer, buttons=(*reply.answer.buttons, undo)), reply.context)


def dropped(question: Question) -> tuple[str, ...]:
    """The conditions that the message takes back ("without the remote part"), as fields of the filter."""
    if not _TAKEN_BACK.search(question.text):
        return ()
    return tuple(name for name, (words, _) in _CONDITIONS.items() if words.search(question.text))


def has_filter(question: Question) -> bool:
    """Whether the message names anything that listings can be filtered by."""
    return bool(question.values("company", "place", "remote", "level", "employment_type", "amount"))


def refines(question: Question) -> bool:
    """Whether the message speaks of the listings just shown ("those", "only …")."""
    return question.context.topic in TOPICS and bool(_SAME.search(question.text))


def _wanted(question: Question, session: Session) -> ListingFilter:
    named = _named(question, session)
    if refines(question):
        return _merged(question.context.listing_filter, named)
    if named.role is None and question.context.topic not in TOPICS and _CARRIED_ROLE.search(question.text):
        return replace(named, role=next(iter(question.context.roles), None))
    return named


def _merged(old: ListingFilter, new: ListingFilter) -> ListingFilter:
    changes = {name: value for name, value in vars(new).items() if value not in (None, ())}
    return replace(old, **changes)


def _named(question: Question, session: Session) -> ListingFilter:
    remote = question.value("remote")
    amount = question.value("amount") or {}
    low, high = amount.get("low"), amount.get("high")
    if low is not None and low == high:
        high = None  # "jobs for 120k": that much must be within reach
    reference = refer(session, question) if question.values("role", "role_head") else None
    return ListingFilter(
        role=reference.roles[0].name if reference and reference.roles else None,
        company=question.value("company"),
        place=question.value("place"),
        remote={"yes": True, "no": False}.get(str(remote)),
        level=question.value("level"),
        employment_type=question.value("employment_type"),
        pay_at_least=low,
        pay_at_most=high,
        currency=amount.get("currency"),
    )


def asked_for(question: Question, session: Session) -> ListingFilter:
    """What the listings of this question must be."""
    return _wanted(question, session)


def described(session: Session, wanted: ListingFilter) -> str:
    """The search in words: "Remote senior listings at Pfizer over USD 120,000"."""
    before = []
    if wanted.remote is not None:
        before.append("remote" if wanted.remote else "on-site")
    if wanted.level:
        before.append(label(session, "level", wanted.level).lower())
    if wanted.employment_type:
        before.append(label(session, "employment_type", wanted.employment_type).lower())
    after = []
    if wanted.role:
        after.append(f"for {a(wanted.role)}")
    if wanted.company:
        after.append(f"at {wanted.company}")
    if wanted.place:
        after.append(f"in {label(session, 'place', wanted.place)}")
    currency = wanted.currency or HOME_CURRENCY
    if wanted.pay_at_least is not None and wanted.pay_at_most is not None:
        after.append(f"between {money(wanted.pay_at_least, currency)} and {wanted.pay_at_most:,}")
    elif wanted.pay_at_least is not None:
        after.append(f"reaching {money(wanted.pay_at_least, currency)} or more")
    elif wanted.pay_at_most is not None:
        after.append(f"starting at {money(wanted.pay_at_most, currency)} or less")
    text = " ".join([*before, "listings", *after])
    return text[0].upper() + text[1:]


def _suffix(session: Session, wanted: ListingFilter) -> str:
    return "" if wanted == ListingFilter() else f" ({described(session, wanted)})"


def _page(session: Session, question: Question, wanted: ListingFilter, sort: str, offset: int) -> Reply:
    total = count_listings(session, wanted)
    context = question.context.about(
        "find_listings", listing_filter=wanted, listing_sort=sort, listing_offset=offset,
        roles=(wanted.role,) if wanted.role else question.context.roles,
    )  # fmt: skip
    if not total:
        return Reply(_nothing(session, wanted), context.about("find_listings", shown=()))
    listings = search_listings(session, wanted, sort=sort, limit=PAGE, offset=offset)
    order = {"pay_high": ", highest pay first", "pay_low": ", lowest pay first"}.get(sort, "")
    rows = tuple((str(i), job.title, job.company, _where(session, job), _pay(job)) for i, job in enumerate(listings, 1))
    caption = f"{offset + 1}–{offset + len(listings)} of {total}" if total > 1 else "1 listing"
    blocks: list[Block] = [
        Heading(described(session, wanted) + order),
        Table(("#", "Title", "Company", "Place", "Pay a year"), rows, caption, numeric=(0,)),
    ]
    stated = [f"{i}: posted as {job.pay_stated}" for i, job in enumerate(listings, 1) if job.pay_stated]
    blocks += [Paragraph(f"{'; '.join(stated)}.")] if stated else []
    buttons = [Button("Previous", "Show the previous listings")] if offset else []
    buttons += [Button("Show more", "Show more listings")] if offset + len(listings) < total else []
    buttons += [Button(f"{i}. {job.title[:40]}", f"Tell me about listing {i}") for i, job in enumerate(listings[:3], 1)]
    if wanted != ListingFilter():
        buttons.append(Button("All listings", "Show me all jobs"))
    elif sort != "pay_high":
        buttons.append(Button("Sort by pay", "Sort the listings by pay"))
    return Reply(
        Answer.of(*blocks, buttons=buttons, sources=[cited(job.source) for job in listings]),
        replace(context, shown=tuple(job.id for job in listings)),
    )


def _nothing(session: Session, wanted: ListingFilter) -> Answer:
    """Say that nothing matches, and how many would without each condition."""
    easier = []
    for name, value in vars(wanted).items():
        if value in (None, ()):
            continue
        without: dict[str, Any] = {name: None}
        relaxed = replace(wanted, **without)
        number = count_listings(session, relaxed)
        if number and relaxed != ListingFilter():
            easier.append(f"{described(session, relaxed)}: {number}")
    total = count_listings(session, ListingFilter())
    return Answer.of(
        Paragraph(f"No listing matches: {described(session, wanted)}."),
        Bullets(tuple(easier)) if easier else None,
        Paragraph(f"I have {counted(total, 'listing')} in all."),
        buttons=[Button("All listings", "Show me all jobs"), Button("Best paid", "Which job pays the most?")],
        sources=_sources(session, ListingFilter()),
        kind="answer",
    )


def _none_known(name: str, question: Question, session: Session) -> Reply:
    companies = all_companies(session)
    shown = companies[:_MOST_NAMED] + ([f"{len(companies) - _MOST_NAMED:,} more"] if companies[_MOST_NAMED:] else [])
    total = count_listings(session, ListingFilter())
    return Reply(
        Answer.of(
            Paragraph(f"None of my {counted(total, 'listing')} names “{name}”."),
            Paragraph(f"Companies with listings: {listed(shown)}."),
            buttons=[Button("All listings", "Show me all jobs"), *(Button(c, f"Jobs at {c}") for c in companies[:3])],
            sources=_sources(session, ListingFilter()),
            kind="unknown",
        ),
        question.context.about("find_listings", listing_filter=ListingFilter(), shown=()),
    )


def _sources(session: Session, wanted: ListingFilter) -> list[str]:
    return [cited(job.source) for job in search_listings(session, wanted, limit=PAGE)]


def _opened(session: Session, question: Question, listing: Listing | None) -> Reply:
    if listing is None:
        text = "That listing is no longer there."
        return Reply(
            Answer.of(Paragraph(text), buttons=[Button("All listings", "Show me all jobs")], kind="question"),
            question.context,
        )
    blocks: list[Block] = [Heading(listing.title), *_details(session, listing)]
    buttons = [
        Button("All listings", "Show me all jobs"),
        Button(f"Jobs at {listing.company}"[:40], f"Jobs at {listing.company}"),
    ]
    if listing.role:
        buttons.append(Button("Survey salary", f"What does {a(listing.role)} earn?"))
    shown = question.context.shown if listing.id in question.context.shown else (listing.id,)
    roles = (listing.role,) if listing.role else question.context.roles
    context = question.context.about("open_listing", shown=shown, roles=roles)
    return Reply(Answer.of(*blocks, buttons=buttons, sources=[cited(listing.source)]), context)


def _details(session: Session, listing: Listing) -> list[Block]:
    lines = [f"Company: {listing.company}", f"Place: {listing.place}"]
    where = _where(session, listing)
    if where != listing.place:
        lines[1] += f" ({where})"
    if listing.remote:
        lines.append("Remote: yes")
    lines.append(f"Level: {label(session, 'level', listing.level)}" if listing.level else "Level: not stated")
    if listing.employment_type:
        lines.append(f"Employment: {label(session, 'employment_type', listing.employment_type)}")
    lines.append(f"Pay a year: {_pay(listing)}" + (f" (stated: {listing.pay_stated})" if listing.pay_stated else ""))
    if listing.posted:
        lines.append(f"Posted: {listing.posted}")
    if listing.valid_through:
        lines.append(f"Open until: {listing.valid_through}")
    if listing.url:
        lines.append(f"Link: {listing.url}")
    return [Bullets(tuple(lines))]


def _where(session: Session, listing: Listing) -> str:
    parts = [listing.city] if listing.city else []
    region = f"{listing.country}-{listing.region}" if listing.region and listing.country else None
    if region:
        parts.append(label(session, "place", region))
    elif listing.country:
        parts.append(label(session, "place", listing.country))
    text = ", ".join(p for p in parts if p) or listing.place
    return f"Remote, {text}" if listing.remote and not text.lower().startswith("remote") else text


def _pay(listing: Listing) -> str:
    return money_range(listing.pay_min, listing.pay_max, listing.currency)
