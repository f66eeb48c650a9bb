"""Being told of new listings later: what to watch for, read from the message; keeping it is the channel's side's part."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.answer import Alert, Answer, Button, Heading, Paragraph
from actions.listing_filter import asked_for, described
from actions.listings import find_listings
from actions.question import Question, Reply
from actions.wording import counted
from knowledge.listings import ListingFilter, count_listings

# Without a word of later times or of being told, listings are wanted now.
_LATER = re.compile(
    r"\b(?:new\w*|when\w*|if|soon|more|later|future|now on|al+erts?|alerting|not?i?fy|notif\w+|subscri\w+|sign me|keep|watch\w*"
    r"|ping|lmk|remind|inform|told|hear|comes?|opens?|appear\w*|posted|added)\b",
    re.I,
)
_SEE = Button("My alerts", "Show my alerts")
_ALL = Button("All listings", "Show me all jobs")


def subscribe(question: Question, session: Session) -> Reply:
    """Confirm what will be watched for, or say that this channel cannot write first."""
    if not _LATER.search(question.text):
        return find_listings(question, session)
    wanted = asked_for(question, session)
    strangers = question.texts("unknown")
    if strangers and wanted == ListingFilter():
        said = f"I don’t know “{strangers[0]}”, so I can’t watch for it."
        return Reply(Answer.of(Paragraph(said), buttons=[_ALL], kind="unknown"), question.context)
    title = described(session, wanted)
    total = count_listings(session, wanted)
    there = f"{counted(total, 'such listing')} {'is' if total == 1 else 'are'} there already." if total else None
    now = Paragraph(there) if there else Paragraph("There is none at present.")
    if not question.pushes:
        return Reply(
            Answer.of(
                Paragraph("I can’t write to you first in this channel, so no alert is set. In Telegram I can."),
                Heading(title),
                now,
                buttons=[_ALL],
                kind="chat",
            ),
            question.context,
        )
    context = question.context.about("find_listings", listing_filter=wanted, shown=())
    answer = Answer.of(
        Heading(f"Alert: {title[0].lower()}{title[1:]}"),
        Paragraph("I’ll write to you here when one is added, in one message an hour at most."),
        now,
        buttons=[_SEE, _ALL],
        kind="chat",
        alert=Alert("subscribe", title, question.context.about("", listing_filter=wanted).as_slots()["listing_filter"]),
    )
    return Reply(answer, context)


def manage(question: Question, session: Session) -> Reply:
    """Ask the channel's side for the alerts there are; it alone knows them."""
    if not question.pushes:
        said = "There are no alerts in this channel, for I can’t write to you first here. In Telegram I can."
        return Reply(Answer.of(Paragraph(said), buttons=[_ALL], kind="chat"), question.context)
    said = "Your alerts are listed by /alerts."
    return Reply(Answer.of(Paragraph(said), kind="chat", alert=Alert("list")), question.context)
