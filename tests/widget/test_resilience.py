"""No message is lost or said twice: reload, navigation, two tabs, no network, a server that restarts or is killed."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.widget.conftest import Scripted, Site, Visit, Widget


@pytest.fixture
def address(site: Site, scripted: Scripted) -> str:
    site.add("/other", scripted.url)
    return site.add("/plain", scripted.url)


@pytest.fixture
def own_address(site: Site, own_server: Scripted) -> str:
    return site.add("/own", own_server.url)


def taken(server: Scripted) -> list[str]:
    """What the server was asked, in order."""
    with sqlite3.connect(server.folder / "conversations.db") as database:
        rows = database.execute("select json_extract(content, '$.text') from received order by id").fetchall()
    return [text for (text,) in rows]


def test_history_survives_reload_and_navigation(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.say("first").wait_for_reply("You said: first")
    widget.say("second").wait_for_reply("You said: second")

    widget.page.reload()
    widget.wait_for_reply("You said: second")  # and the panel is open as it was left
    widget.page.goto(address.replace("/plain", "/other"))
    widget.wait_for_reply("You said: second")

    assert widget.said() == ["first", "second"]
    assert widget.page.evaluate("() => document.activeElement === document.body")


def test_history_is_there_although_the_browser_kept_only_the_conversations_name(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.say("first").wait_for_reply("You said: first")
    widget.page.evaluate(
        """() => { for (const key of Object.keys(localStorage))
                     localStorage[key] = JSON.stringify({token: JSON.parse(localStorage[key]).token}) }"""
    )
    widget.page.reload()
    widget.wait_for_reply("You said: first")
    assert widget.said() == ["first"]


def test_history_is_shown_although_the_server_is_away(own_address: str, own_server: Scripted, visit: Visit) -> None:
    widget = visit(own_address).open()
    widget.say("first").wait_for_reply("You said: first")
    own_server.stop()
    # The script itself comes from the browser's cache, as it may for five minutes.
    widget.page.goto(own_address)
    widget.wait_for_reply("You said: first")
    widget.page.get_by_text("No connection.").first.wait_for()
    assert widget.said() == ["first"]


def test_two_tabs_show_the_same(address: str, visit: Visit) -> None:
    one = visit(address).open()
    two = visit(address, context=one.page.context).open()
    one.say("from one").wait_for_reply("You said: from one")
    two.wait_for_reply("You said: from one")
    two.say("from two").wait_for_reply("You said: from two")
    one.wait_for_reply("You said: from two")

    assert one.said() == two.said() == ["from one", "from two"]
    assert one.replies() == two.replies()
    one.page.reload()
    one.wait_for_reply("You said: from two")
    assert one.said() == two.said()


def test_two_tabs_at_once_are_one_conversation(own_address: str, own_server: Scripted, visit: Visit) -> None:
    one = visit(own_address).open()
    two = visit(own_address, context=one.page.context).open()
    for n in range(5):
        one.say(f"one {n}")
        two.say(f"two {n}")
    for tab in (one, two):
        for n in range(5):
            tab.wait_for_reply(f"You said: one {n}")
            tab.wait_for_reply(f"You said: two {n}")

    assert one.said() == two.said()
    assert sorted(taken(own_server)) == sorted(f"{tab} {n}" for tab in ("one", "two") for n in range(5))
    with sqlite3.connect(own_server.folder / "conversations.db") as database:
        assert database.execute("select count(distinct conversation) from received").fetchone() == (1,)


def test_starting_over_in_one_tab_does_so_in_the_other(address: str, visit: Visit) -> None:
    one = visit(address).open()
    two = visit(address, context=one.page.context).open()
    one.say("hello").wait_for_reply("You said: hello")
    two.wait_for_reply("You said: hello")
    one.page.evaluate("() => Rolewise.restart()")
    two.page.locator(".reply").first.wait_for(state="detached")
    two.say("again").wait_for_reply("You said: again")
    one.wait_for_reply("You said: again")
    assert one.said() == two.said() == ["again"]


def test_what_is_written_without_network_is_sent_once_when_it_is_back(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    widget.page.context.set_offline(True)
    widget.say("meanwhile one").say("meanwhile two")
    widget.page.get_by_text("No connection.").first.wait_for()
    widget.page.get_by_text("Not sent yet").last.wait_for()
    assert widget.page.get_by_text("Not sent yet").count() == 2
    widget.page.context.set_offline(False)

    widget.wait_for_reply("You said: meanwhile one").wait_for_reply("You said: meanwhile two")
    assert taken(own_server) == ["before", "meanwhile one", "meanwhile two"]
    assert widget.said() == ["before", "meanwhile one", "meanwhile two"]
    widget.page.locator(".status", has_text="Facts with their source").wait_for()
    assert widget.page.get_by_text("Not sent yet").count() == 0


def test_what_was_written_without_network_is_sent_by_another_page(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    own_server.stop()
    widget.say("meanwhile")
    widget.page.get_by_text("Not sent yet").wait_for()
    widget.page.close()
    own_server.start()

    later = visit(own_address, context=widget.page.context).open()
    later.wait_for_reply("You said: meanwhile", timeout=20_000)
    assert taken(own_server) == ["before", "meanwhile"]


def test_a_server_that_restarts_is_found_again(own_address: str, own_server: Scripted, visit: Visit) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    own_server.stop()
    widget.page.get_by_text("No connection.").first.wait_for(timeout=15_000)
    widget.say("meanwhile")
    own_server.start()

    widget.wait_for_reply("You said: meanwhile", timeout=20_000)
    widget.say("after").wait_for_reply("You said: after")
    assert taken(own_server) == ["before", "meanwhile", "after"]


def test_a_server_killed_while_it_answers_answers_when_it_is_back(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    widget.say("slow 2").page.locator(".typing").wait_for()
    widget.page.wait_for_timeout(300)
    own_server.stop(kill=True)
    own_server.start()

    widget.wait_for_reply("You said: slow 2", timeout=30_000)
    assert taken(own_server) == ["before", "slow 2"]
    assert len(widget.replies()) == 2


def test_an_answer_given_while_the_page_was_left_is_there_on_return(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.say("hello").wait_for_reply("You said: hello")
    widget.say("slow 1").page.locator(".typing").wait_for()
    widget.page.goto("about:blank")
    widget.page.wait_for_timeout(1500)
    widget.page.goto(address)
    widget.wait_for_reply("You said: slow 1")
    assert widget.said() == ["hello", "slow 1"]
    assert len(widget.replies()) == 2


def test_a_conversation_that_the_server_lost_begins_anew(own_address: str, own_server: Scripted, visit: Visit) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    own_server.stop()
    for file in own_server.folder.iterdir():
        file.unlink()
    own_server.start()

    widget.say("after").wait_for_reply("You said: after", timeout=20_000)
    assert taken(own_server) == ["after"]


def test_a_page_that_may_store_nothing_can_still_talk(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError") } })"""
    )
    page.goto(address)
    page.get_by_role("button", name="Open the chat").click()
    widget = Widget(page, [])
    widget.say("one").wait_for_reply("You said: one")
    widget.say("two").wait_for_reply("You said: two")
    page.close()


def test_starting_over_while_an_answer_is_written_leaves_nothing_of_it(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("before").wait_for_reply("You said: before")
    widget.say("slow 0.8").page.locator(".typing").wait_for()
    with widget.page.expect_response(lambda r: r.request.method == "DELETE"):
        widget.page.evaluate("() => Rolewise.restart()")
        widget.say("after")
    widget.wait_for_reply("You said: after")
    widget.page.wait_for_timeout(300)
    assert widget.said() == ["after"]
    assert len(widget.replies()) == 1
    assert taken(own_server) == ["after"]
    with sqlite3.connect(own_server.folder / "conversations.db") as database:
        assert database.execute("select count(*) from sent").fetchone() == (1,)


def test_a_conversation_that_was_left_without_a_server_is_deleted_when_it_is_back(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("a secret").wait_for_reply("You said: a secret")
    own_server.stop()
    widget.page.evaluate("() => Rolewise.restart()")
    assert widget.said() == []
    widget.page.goto("about:blank")  # and the tab goes on elsewhere meanwhile
    own_server.start()
    assert taken(own_server) == ["a secret"]

    with widget.page.expect_response(lambda r: r.request.method == "DELETE"):
        widget.page.goto(own_address)
    assert taken(own_server) == []
    widget.say("anew").wait_for_reply("You said: anew")
    assert widget.said() == ["anew"]


def test_a_server_stops_at_once_although_browsers_follow_it(
    own_address: str, own_server: Scripted, visit: Visit
) -> None:
    widget = visit(own_address).open()
    widget.say("hello").wait_for_reply("You said: hello")
    assert own_server.process is not None
    own_server.process.terminate()
    own_server.process.wait(5)  # Sanic itself would wait for 15 s


def test_an_element_that_is_taken_out_of_the_page_is_silent_and_goes_on_when_it_is_back(
    address: str, visit: Visit
) -> None:
    widget = visit(address).open()
    widget.say("hello").wait_for_reply("You said: hello")
    elsewhere = visit(address, context=widget.page.context).open()
    elsewhere.wait_for_reply("You said: hello")
    asked: list[str] = []
    widget.page.evaluate("() => { window.chat = Rolewise.element; chat.remove() }")
    widget.page.on("request", lambda request: asked.append(request.url))
    elsewhere.say("meanwhile").wait_for_reply("You said: meanwhile")
    widget.page.wait_for_timeout(700)  # longer than it waits before it follows again
    assert asked == []
    widget.page.evaluate("() => document.querySelector('main').append(chat)")
    widget.page.evaluate("() => localStorage.clear()")  # so that only the server can tell
    elsewhere.say("later").wait_for_reply("You said: later")
    widget.wait_for_reply("You said: later")
