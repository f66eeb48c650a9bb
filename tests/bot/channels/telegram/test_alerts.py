"""New listings come to who asked for them, once, after an ingest."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.alerts import DigestRow
from bot.conversations.database import ConversationDatabase
from bot.settings import Settings
from knowledge.ingest.files import ingest
from knowledge.store import Store
from tests.bot.channels.telegram.conftest import Start
from tests.bot.channels.telegram.fake_api import FakeBotApi
from tests.store_copy import copy_store

WANTED = "Tell me about new remote data engineer jobs over 120k"


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> str:
    """A knowledge store of the test's own, which can be fed."""
    return copy_store(settings.database_url, tmp_path / "knowledge.db")


def feed(store: str, folder: Path, *companies: str, pay: str = "USD 150K - 190K", day: int = 1) -> None:
    """Read an article with a remote data engineer's job at each of the companies."""
    jobs = "\n".join(
        f"Featured Job\nData Engineer\n@ {company} | Remote, United States\nFull Time Mid-level {pay}\n"
        for company in companies
    )
    duties = "## Duties\n\n### Data Engineer\n- Move records\n\n### Data Analyst\n- Count records\n"
    article = f"# Data Engineer vs. Data Analyst\n\n*Published 2025-03-0{day}*\n\n{duties}\n{jobs}"
    file = folder / "article.txt"
    file.write_text(article)
    (report,) = ingest(Store.open(store), [file])
    assert report.added["listings"] == len(companies), report


def test_a_new_listing_is_told_once_and_no_other(api: FakeBotApi, start: Start, store: str, tmp_path: Path) -> None:
    bot = start(database_url=store, alerts_minutes=0.0)
    api.say(7, WANTED)
    assert "Alert" in api.wait_for(7, 1)[0].text
    feed(store, tmp_path, "Kettle", "Loom")
    digest = api.wait_for(7, 2)[1].text
    assert "2 new listings" in digest
    assert "Kettle" in digest
    assert "Loom" in digest
    assert "murmuration" not in digest, "it was there before"
    feed(store, tmp_path, "Low", pay="USD 50K - 60K", day=2)
    bot.stop()
    bot = start(database_url=store, alerts_minutes=0.0)
    feed(store, tmp_path, "Third", day=3)
    assert "Third" in api.wait_for(7, 3)[2].text
    time.sleep(0.3)
    assert len(api.chat(7)) == 3


def test_an_article_read_again_tells_nothing_again(api: FakeBotApi, start: Start, store: str, tmp_path: Path) -> None:
    start(database_url=store, alerts_minutes=0.0)
    api.say(7, WANTED)
    api.wait_for(7, 1)
    feed(store, tmp_path, "Kettle")
    api.wait_for(7, 2)
    feed(store, tmp_path, "Kettle", "Loom")
    digest = api.wait_for(7, 3)[2].text
    assert "Loom" in digest
    assert "Kettle" not in digest


def test_a_posting_of_a_feed_is_told_once_however_it_changes(
    api: FakeBotApi, start: Start, store: str, tmp_path: Path
) -> None:
    start(database_url=store, alerts_minutes=0.0)
    api.say(7, WANTED)
    api.wait_for(7, 1)
    file = tmp_path / "jobs.csv"
    row = "Data Engineer,Kettle,Remote,{pay},https://example.org/{number}\n"

    def read(*rows: str) -> None:
        file.write_text("title,company,location,salary,url\n" + "".join(rows))
        ingest(Store.open(store), [file])

    read(row.format(pay="USD 150000", number=1))
    assert "1 new listing" in api.wait_for(7, 2)[1].text
    read(row.format(pay="USD 160000", number=1), row.format(pay="USD 150000", number=2))
    assert "1 new listing" in api.wait_for(7, 3)[2].text
    assert "150,000" in api.chat(7)[2].text


def test_at_most_one_digest_an_hour(api: FakeBotApi, start: Start, store: str, tmp_path: Path) -> None:
    start(database_url=store)
    api.say(7, WANTED)
    api.wait_for(7, 1)
    feed(store, tmp_path, "Kettle", day=1)
    api.wait_for(7, 2)
    feed(store, tmp_path, "Loom", day=2)
    feed(store, tmp_path, "Third", day=3)
    time.sleep(0.5)
    assert len(api.chat(7)) == 2
    database = ConversationDatabase(f"sqlite:///{tmp_path / 'conversations.db'}")
    an_hour_ago = datetime.utcnow() - timedelta(minutes=61)
    asyncio.run(database.run(lambda connection: connection.execute(update(DigestRow).values(at=an_hour_ago))))
    database.close()
    digest = api.wait_for(7, 3)[2].text
    assert "2 new listings" in digest
    assert "Loom" in digest
    assert "Third" in digest


def test_alerts_are_listed_and_cancelled(api: FakeBotApi, start: Start, store: str, tmp_path: Path) -> None:
    start(database_url=store, alerts_minutes=0.0)
    api.say(7, WANTED)
    api.say(7, "let me know about new jobs at Pfizer")
    api.say(7, "/alerts")
    listed = api.wait_for(7, 3)[2]
    assert "2 alerts" in listed.text
    assert "Pfizer" in listed.text
    api.press(listed, "Data Engineer")
    assert "Cancelled" in api.wait_for(7, 4)[3].text
    feed(store, tmp_path, "Kettle")
    api.say(7, "show my alerts")
    assert "1 alert" in api.wait_for(7, 5)[4].text
    api.say(7, "/alerts cancel all")
    assert "Cancelled" in api.wait_for(7, 6)[5].text
    api.say(7, "/alerts")
    assert "no alerts" in api.wait_for(7, 7)[6].text


def test_forget_ends_alerts(api: FakeBotApi, start: Start, store: str, tmp_path: Path) -> None:
    start(database_url=store, alerts_minutes=0.0)
    api.say(7, WANTED)
    api.say(7, "/forget")
    api.wait_for(7, 2)
    feed(store, tmp_path, "Kettle")
    time.sleep(0.4)
    assert len(api.chat(7)) == 2
