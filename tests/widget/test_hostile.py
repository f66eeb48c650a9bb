"""Answers that a hostile server might send: none runs, leads astray, reaches the network or breaks the widget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.widget.conftest import CHROMIUM, Scripted, Site, Widget
from tests.widget.hostile import PAYLOADS


@pytest.fixture(scope="module")
def lax(site: Site, scripted: Scripted, browser: Any) -> Iterator[Widget]:
    """A page without any policy, so that only the widget itself stands in the way."""
    address = site.add("/lax", scripted.url)
    site.pages["/lax"] = "\n" + site.pages["/lax"].partition("\n")[2]
    page = browser.new_page()
    page.add_init_script("window.alert = () => { window.ran = 1 }")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append("a dialog"), dialog.dismiss()))
    page.goto(address)
    widget = Widget(page, problems)
    widget.open().say("hello").wait_for_reply("hello")
    yield widget
    page.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_of_it_runs(number: int, lax: Widget, scripted: Scripted) -> None:
    page = lax.page
    strangers: list[str] = []
    watch = lambda request: strangers.append(request.url) if not request.url.startswith(scripted.url) else None  # noqa: E731
    page.on("request", watch)
    before = page.locator(".reply").count()
    lax.say(f"hostile {number}")
    page.wait_for_function(
        "(n) => document.querySelector('rolewise-chat').shadowRoot.querySelectorAll('.reply').length > n", arg=before
    )
    reply = page.locator(".reply").last
    # Whatever waits for a pointer or the focus gets both.
    reply.dispatch_event("mouseover")
    for chip in reply.locator(".chip").all()[:1]:
        chip.focus()
    page.wait_for_timeout(30)
    page.remove_listener("request", watch)

    assert page.evaluate("() => window.ran") is None
    assert strangers == []
    assert lax.problems == []
    forbidden = "script, iframe, object, embed, img, link, meta, base, form, style, input, video, math, template"
    assert reply.locator(forbidden).count() == 0
    for link in reply.locator("a").all():
        assert urlsplit(link.get_attribute("href")).scheme in ("http", "https", "mailto")
    attributes = reply.evaluate("n => [...n.querySelectorAll('*')].flatMap((e) => e.getAttributeNames())")
    assert not [name for name in attributes if name.startswith("on")]
    assert reply.evaluate("n => n.querySelectorAll('*').length") < 20_000
    # The widget still works.
    lax.page.evaluate("() => Rolewise.restart()")
    lax.say("still here").wait_for_reply("You said: still here")


def test_there_are_at_least_sixty() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("text", ["javascript:window.ran=1", "<img src=x onerror=window.ran=1>", "/restart", "{{7*7}}"])
def test_what_a_person_writes_is_only_text(text: str, lax: Widget) -> None:
    lax.say(text).wait_for_reply(text)
    assert lax.said()[-1] == text
    assert lax.page.evaluate("() => window.ran") is None
