"""Two processes behind a round robin serve one conversation; either may die."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.widget.conftest import Scripted, Site, Visit, free_port
from tests.widget.round_robin import Balancer, balancing
from tests.widget.test_resilience import taken

Pair = tuple[Balancer, Scripted, Scripted]


@pytest.fixture
def replicas(tmp_path: Path) -> Iterator[Pair]:
    one, two = (Scripted(tmp_path / "kept") for _ in range(2))
    one.start()
    two.start()
    with balancing(free_port(), [one.url, two.url]) as balancer:
        yield balancer, one, two
    one.stop()
    two.stop()


def test_one_conversation_by_turns_without_loss(replicas: Pair, site: Site, visit: Visit) -> None:
    balancer, one, two = replicas
    asked = [f"message {n}" for n in range(12)]
    widget = visit(site.add("/replicas", balancer.url)).open()
    other = visit(site.url + "/replicas", context=widget.page.context).open()
    for n, text in enumerate(asked):
        (widget, other)[n % 2].say(text).wait_for_reply(f"You said: {text}")
    for tab in (widget, other):
        tab.wait_for_reply("You said: message 11")
        assert tab.said() == asked
        assert [reply.splitlines()[0] for reply in tab.replies()] == [f"You said: {text}" for text in asked]

    assert taken(one) == asked
    assert min(balancer.asked[(server.url, "/chat/messages")] for server in (one, two)) >= 3


def test_a_stream_at_one_tells_what_the_other_answered(replicas: Pair, site: Site, visit: Visit) -> None:
    """The second browser has no storage in common with the first: it can know only from the server."""
    balancer, *_ = replicas
    widget = visit(site.add("/replicas", balancer.url)).open()
    widget.say("first").wait_for_reply("You said: first")
    kept = widget.page.evaluate("() => Object.entries(localStorage)")
    elsewhere = visit(site.url + "/replicas")
    elsewhere.page.evaluate("(kept) => kept.forEach(([k, v]) => localStorage.setItem(k, v))", kept)
    elsewhere.page.reload()
    elsewhere.page.wait_for_function("() => document.querySelector('rolewise-chat')?.shadowRoot")
    elsewhere.open().wait_for_reply("You said: first")
    for n in range(4):
        widget.say(f"more {n}").wait_for_reply(f"You said: more {n}")
        elsewhere.wait_for_reply(f"You said: more {n}")
    assert widget.said() == elsewhere.said()


def test_one_is_killed_while_it_answers(replicas: Pair, site: Site, visit: Visit) -> None:
    balancer, one, two = replicas
    widget = visit(site.add("/replicas", balancer.url)).open()
    widget.say("before").wait_for_reply("You said: before")
    widget.say("slow 2").page.locator(".typing").wait_for()
    widget.page.wait_for_timeout(400)
    (busy,) = (server for server in (one, two) if server.url == balancer.latest["/chat/messages"])
    busy.stop(kill=True)

    widget.wait_for_reply("You said: slow 2", timeout=30_000)
    widget.say("after").wait_for_reply("You said: after", timeout=20_000)
    assert taken(one) == ["before", "slow 2", "after"]
    assert len(widget.replies()) == 3
