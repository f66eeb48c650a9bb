"""What is said of alerts: the digest of new listings, and the list of alerts with their buttons."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.wording import cited, counted, money_range
from knowledge.listings import Listing

_MOST = 20
_ALL = Button("All listings", "Show me all jobs")
_SET = Button("Alert for all listings", "Tell me about new jobs")


def digest(listings: Sequence[Listing], titles: Sequence[str]) -> Answer:
    """New listings of the alerts called `titles`."""
    shown = listings[:_MOST]
    rows = tuple(
        (str(i), job.title, job.company, job.place, money_range(job.pay_min, job.pay_max, job.currency))
        for i, job in enumerate(shown, 1)
    )
    return Answer.of(
        Heading(f"{counted(len(listings), 'new listing')} for you"),
        Table(("#", "Title", "Company", "Place", "Pay a year"), rows, numeric=(0,)),
        Paragraph(f"And {len(listings) - _MOST} more.") if len(listings) > _MOST else None,
        Paragraph(f"Your alert{'s' if len(titles) > 1 else ''}: {'; '.join(titles)}."),
        buttons=[
            *(
                Button(f"{i}. {job.title}"[:40], f"Tell me about the {job.title} job at {job.company}")
                for i, job in enumerate(shown[:5], 1)
            ),
            _ALL,
            Button("My alerts", "/alerts"),
        ],
        sources=[cited(job.source) for job in shown],
    )


def alerts(subscriptions: Sequence[tuple[int, str]]) -> Answer:
    """The alerts (id, title) of a conversation, each with a button that cancels it."""
    if not subscriptions:
        said = "You have no alerts. Say what you look for, for example: “Tell me about new remote jobs over 120k”."
        return Answer.of(Paragraph(said), buttons=[_SET, _ALL], kind="chat")
    buttons = [Button(f"Cancel: {title}", f"/alerts cancel {number}") for number, title in subscriptions[:7]]
    if len(subscriptions) > 1:
        buttons.append(Button("Cancel all", "/alerts cancel all"))
    return Answer.of(
        Heading(f"You have {counted(len(subscriptions), 'alert')}"),
        Bullets(tuple(title for _, title in subscriptions)),
        Paragraph("New listings come in one message an hour at most."),
        buttons=buttons,
        kind="chat",
    )


def cancelled(titles: Sequence[str]) -> Answer:
    """The alerts called `titles` are cancelled."""
    if not titles:
        return Answer.of(Paragraph("There is no such alert."), buttons=[Button("My alerts", "/alerts")], kind="chat")
    return Answer.of(
        Paragraph(f"Cancelled: {'; '.join(titles)}."), buttons=[Button("My alerts", "/alerts"), _ALL], kind="chat"
    )
