"""One job listing in detail, and which one the words of a message mean."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.question import Question, Reply
from actions.reverse import searched_words
from actions.wording import a, cited, money_range
from knowledge.listings import Listing, naming
from knowledge.vocabulary import label

# Words that speak of a posting without telling which.
_OF_ANY = re.compile(
    r"(?:ads?|advert\w*|listings?|postings?|openings?|vacanc\w+|offers?|details?|detail\w+|tell|show|open|read|see|info\w*|"
    r"description|exactly|please|pls|want|like|say\w*|look\w*|saw|seen|give|full|ones?|any|some|anything|call\w*|nam\w+|titl\w+|mention\w*|contain\w*|conditions?|entry|apply)", re.I,
)  # fmt: skip
_MOST = 50
# "Which level?" of a listing that does not state it.
_LEVEL = re.compile(r"\b(?:levels?|lvls?|seniority|rank|grade)\b", re.I)


def named_in_text(session: Session, question: Question) -> list[Listing]:
    """The listings whose titles have most of the message's words; none where no title has any."""
    words = [word for word in searched_words(question) if len(word) > 2 and not _OF_ANY.fullmatch(word)]
    scores: dict[Listing, int] = {}
    for word in dict.fromkeys(words[:6]):
        for job in naming(session, word, _MOST):
            scores[job] = scores.get(job, 0) + 1
    best = max(scores.values(), default=0)
    return [job for job, score in scores.items() if score == best]


def opened(session: Session, question: Question, listing: Listing | None) -> Reply:
    """Everything that a posting says."""
    if listing is None:
        text = "That listing is no longer there."
        return Reply(
            Answer.of(Paragraph(text), buttons=[Button("All listings", "Show me all jobs")], kind="question"),
            question.context,
        )
    blocks: list[Block] = [Heading(listing.title), *details(session, listing)]
    unstated = listing.level is None and bool(_LEVEL.search(question.text))
    if unstated:
        blocks.insert(0, Paragraph("The posting does not state the level. This is all it says:"))
    buttons = [
        Button("All listings", "Show me all jobs"),
        Button(f"Jobs at {listing.company}"[:40], f"Jobs at {listing.company}"),
    ]
    if listing.role:
        buttons.append(Button("Survey salary", f"What does {a(listing.role)} earn?"))
    shown = question.context.shown if listing.id in question.context.shown else (listing.id,)
    roles = (listing.role,) if listing.role else question.context.roles
    context = question.context.about("open_listing", shown=shown, roles=roles, opened=listing.id)
    kind = "unknown" if unstated else "answer"
    return Reply(Answer.of(*blocks, buttons=buttons, sources=[cited(listing.source)], kind=kind), context)


def details(session: Session, listing: Listing) -> list[Block]:
    """What a posting says, a line each."""
    lines = [f"Company: {listing.company}", f"Place: {listing.place}"]
    read = where(session, listing)
    if read != listing.place:
        lines[1] += f" ({read})"
    lines.append(f"Remote: {'yes' if listing.remote else 'not stated'}")
    lines.append(f"Level: {label(session, 'level', listing.level)}" if listing.level else "Level: not stated")
    if listing.employment_type:
        lines.append(f"Employment: {label(session, 'employment_type', listing.employment_type)}")
    lines.append(f"Pay a year: {pay(listing)}" + (f" (stated: {listing.pay_stated})" if listing.pay_stated else ""))
    if listing.posted:
        lines.append(f"Posted: {listing.posted}")
    if listing.valid_through:
        lines.append(f"Open until: {listing.valid_through}")
    if listing.url:
        lines.append(f"Link: {listing.url}")
    return [Bullets(tuple(lines))]


def where(session: Session, listing: Listing) -> str:
    """Where a listing is, from the narrow to the wide."""
    parts = [listing.city] if listing.city else []
    region = f"{listing.country}-{listing.region}" if listing.region and listing.country else None
    if region:
        parts.append(label(session, "place", region))
    elif listing.country:
        parts.append(label(session, "place", listing.country))
    text = ", ".join(p for p in parts if p) or listing.place
    return f"Remote, {text}" if listing.remote and not text.lower().startswith("remote") else text


def pay(listing: Listing) -> str:
    """What a listing offers a year."""
    return money_range(listing.pay_min, listing.pay_max, listing.currency)
