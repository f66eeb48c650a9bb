"""What a person does in the widget: write, press, scroll, copy, judge, start over."""

from __future__ import annotations

import sqlite3

import pytest

from tests.widget.conftest import Scripted, Site, Visit, Widget


@pytest.fixture
def widget(site: Site, scripted: Scripted, visit: Visit) -> Widget:
    return visit(site.add("/plain", scripted.url), permissions=["clipboard-read", "clipboard-write"]).open()


def test_every_block_is_drawn(widget: Widget) -> None:
    widget.say("all of it").wait_for_reply("A paragraph")
    reply = widget.page.locator(".reply")

    assert reply.get_by_role("heading", name="A heading").is_visible()
    assert reply.locator(".bullets li").all_inner_texts() == ["one", "two"]
    table = reply.get_by_role("table", name="Pay by title")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Title", "Pay"]
    assert table.locator("td").all_inner_texts() == ["Engineer", "120,000", "Analyst", "90,000"]
    assert table.locator("td").nth(1).evaluate("n => getComputedStyle(n).textAlign") == "end"
    assert "A handbook of the tests, 2026" in reply.locator(".sources").inner_text()
    link = reply.get_by_role("link", name="https://example.org/handbook")
    assert link.get_attribute("href") == "https://example.org/handbook"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_a_chart_is_a_picture_with_its_figures_behind(widget: Widget) -> None:
    widget.say("charts").wait_for_reply("Median pay")
    bars, line, histogram = widget.page.locator(".chart").all()

    assert bars.get_by_role("img", name="Engineers earn most, analysts least.").is_visible()
    assert bars.get_by_text("4,321 answers.").is_visible()
    widths = [float(rect.get_attribute("width")) for rect in bars.locator("rect").all()]
    assert len(widths) == 3  # nobody has no figure
    assert widths[1] / widths[0] == pytest.approx(150_000 / 184_750)
    assert widths[2] / widths[0] == pytest.approx(104_244 / 184_750)
    # A year without a figure is a gap, not a slope.
    assert line.locator(".line0").get_attribute("d").count("M") == 2
    assert line.locator(".line1").get_attribute("d").count("M") == 1
    heights = [float(rect.get_attribute("height")) for rect in histogram.locator("rect").all()]
    assert heights[2] / heights[3] == pytest.approx(31 / 44)
    assert histogram.get_by_text("You: 150k").first.is_visible()
    assert histogram.locator(".marker").count() == 1
    line.get_by_text("Show the figures").click()
    rows = [row.locator("td").all_inner_texts() for row in line.get_by_role("row").all()[1:]]
    assert rows[2] == ["2022", "–", "95,000"]
    assert len(rows) == 5


def test_a_long_table_shows_its_start_and_the_rest_on_demand(widget: Widget) -> None:
    widget.say("rows").wait_for_reply("Row 0")
    rows = widget.page.locator(".reply tbody tr")
    assert rows.count() == 12
    widget.page.get_by_role("button", name="Show all 40 rows").click()
    assert rows.count() == 40


def test_buttons_stay_show_the_choice_and_send_their_payload(widget: Widget) -> None:
    widget.say("all of it").wait_for_reply("A paragraph")
    more = widget.page.get_by_role("button", name="More of it")
    more.click()
    widget.wait_for_reply("You said: tell me more")

    assert widget.said()[-1] == "More of it"
    assert more.is_visible()
    assert more.is_enabled()
    assert more.get_attribute("aria-pressed") == "true"
    assert widget.page.get_by_role("button", name="Something else").get_attribute("aria-pressed") is None
    widget.page.reload()
    widget.wait_for_reply("You said: tell me more")
    assert widget.page.get_by_role("button", name="More of it").get_attribute("aria-pressed") == "true"


def test_somebody_is_seen_to_write(widget: Widget) -> None:
    widget.say("slow 1.2")
    widget.page.locator(".typing").wait_for()
    widget.page.get_by_role("status").filter(has_text="Rolewise is writing").wait_for(state="attached")
    widget.wait_for_reply("You said: slow 1.2")
    assert not widget.page.locator(".typing").is_visible()


def test_starting_over_asks_first_and_deletes_on_the_server(widget: Widget, scripted: Scripted) -> None:
    widget.say("an unheard-of secret").wait_for_reply("You said")
    widget.page.get_by_role("button", name="Start over").click()
    question = widget.page.get_by_role("alertdialog", name="Start over?")
    assert question.is_visible()
    question.get_by_role("button", name="Keep it").click()
    assert widget.replies()

    widget.page.get_by_role("button", name="Start over").click()
    with widget.page.expect_response(lambda r: r.request.method == "DELETE") as deleted:
        question.get_by_role("button", name="Start over").click()
    assert deleted.value.status == 204
    assert widget.replies() == []
    with sqlite3.connect(scripted.folder / "conversations.db") as database:
        kept = database.execute("select count(*) from received where content like '%unheard-of%'").fetchone()
    assert kept == (0,)
    widget.say("anew").wait_for_reply("You said: anew")
    widget.page.reload()
    widget.wait_for_reply("You said: anew")
    assert widget.said() == ["anew"]


def test_enter_sends_and_shift_enter_breaks_the_line(widget: Widget) -> None:
    widget.field.press_sequentially("one")
    widget.field.press("Shift+Enter")
    widget.field.press_sequentially("two")
    assert widget.said() == []
    widget.field.press("Enter")
    widget.wait_for_reply("You said")
    assert widget.said() == ["one\ntwo"]


def test_an_input_methods_enter_does_not_send(widget: Widget) -> None:
    client = widget.page.context.new_cdp_session(widget.page)
    widget.field.focus()
    client.send("Input.imeSetComposition", {"text": "しごと", "selectionStart": 3, "selectionEnd": 3})
    client.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    )
    widget.page.wait_for_timeout(150)
    assert widget.said() == []
    client.send("Input.insertText", {"text": "仕事"})
    assert widget.field.input_value() == "仕事"
    widget.field.press("Enter")
    widget.wait_for_reply("仕事")


def test_enter_while_composing_does_not_send_whatever_the_browser_says_of_it(widget: Widget) -> None:
    widget.field.fill("仕事")
    widget.field.dispatch_event("compositionstart")
    widget.field.press("Enter")
    assert widget.said() == []
    widget.field.dispatch_event("compositionend")
    # Safari has ended the composition by then, and tells it by the key code alone.
    widget.field.evaluate("n => n.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229 }))")
    assert widget.said() == []
    widget.field.press("Enter")
    widget.wait_for_reply("You said")


def test_nothing_is_sent_of_nothing_or_too_much(widget: Widget) -> None:
    widget.say("   ")
    widget.field.fill("x" * 2003)
    widget.field.press("Enter")
    assert widget.said() == []
    assert widget.page.get_by_text("3 characters too many").is_visible()
    assert widget.field.get_attribute("aria-invalid") == "true"
    # As the server counts them, these are 2,000.
    widget.say("😀" * 2000).wait_for_reply("😀")
    assert widget.problems == []


def test_the_start_of_a_long_answer_is_in_view(widget: Widget) -> None:
    widget.say("long answer").wait_for_reply("long answer")
    assert in_view(widget, ".reply h3")


def test_the_view_stays_where_the_person_reads(widget: Widget) -> None:
    widget.say("long one").wait_for_reply("long one")
    widget.say("slow 1").page.locator(".typing").wait_for()
    widget.log.evaluate("n => n.scrollTop = 40")
    widget.wait_for_reply("You said: slow 1")

    assert widget.log.evaluate("n => n.scrollTop") == 40
    widget.page.get_by_role("button", name="New messages").click()
    assert in_view(widget, ".turn:last-child .reply p")
    assert not widget.page.get_by_role("button", name="New messages").is_visible()


def test_what_is_not_sent_yet_says_so_in_view(widget: Widget) -> None:
    widget.say("long one").wait_for_reply("long one")
    widget.page.context.set_offline(True)
    widget.say("meanwhile")
    state = widget.page.get_by_text("Not sent yet")
    state.wait_for()
    box, log = state.bounding_box(), widget.log.bounding_box()
    assert box["y"] + box["height"] <= log["y"] + log["height"]


def test_who_is_at_the_end_stays_there_when_the_field_grows(widget: Widget) -> None:
    widget.say("long one").wait_for_reply("long one")
    end = "n => n.scrollHeight - n.clientHeight - n.scrollTop"
    widget.log.evaluate("n => n.scrollTop = n.scrollHeight")
    height = widget.log.bounding_box()["height"]
    widget.field.fill("a line\n" * 5)
    widget.page.wait_for_timeout(100)
    assert widget.log.bounding_box()["height"] < height - 60
    assert widget.log.evaluate(end) < 2
    # Who reads further up is left alone.
    widget.field.fill("")
    widget.log.evaluate("n => n.scrollTop = 100")
    widget.page.wait_for_timeout(100)
    widget.field.fill("a line\n" * 5)
    widget.page.wait_for_timeout(100)
    assert widget.log.evaluate("n => n.scrollTop") == 100


def in_view(widget: Widget, selector: str) -> bool:
    return widget.page.locator(selector).first.evaluate(
        """n => { const box = n.getBoundingClientRect(), list = n.closest(".list").getBoundingClientRect();
                  return box.top >= list.top - 1 && box.top < list.bottom }"""
    )


def test_an_answer_is_copied_as_text(widget: Widget) -> None:
    widget.say("all of it").wait_for_reply("A paragraph")
    widget.page.get_by_role("button", name="Copy the answer").click()
    widget.page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    copied = widget.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(
        "A heading\n\nA paragraph that names https://example.org/handbook.\n\n• one\n• two\n\nPay by title"
    )
    assert "Engineer\t120,000" in copied
    assert copied.endswith("Source: A handbook of the tests, 2026")


def test_thumbs_are_kept_and_can_change(widget: Widget, scripted: Scripted) -> None:
    def verdicts() -> list[tuple[str, str, str]]:
        with sqlite3.connect(scripted.folder / "conversations.db") as database:
            return database.execute(
                "select question, kind, verdict from feedback where question = 'judge me'"
            ).fetchall()

    widget.say("judge me").wait_for_reply("judge me")
    good, bad = (widget.page.get_by_role("button", name=name) for name in ("Good answer", "Bad answer"))
    with widget.page.expect_response("**/feedback"):
        bad.click()
    assert verdicts() == [("judge me", "answer", "down")]
    with widget.page.expect_response("**/feedback"):
        good.click()
    assert (good.get_attribute("aria-pressed"), bad.get_attribute("aria-pressed")) == ("true", "false")
    assert verdicts() == [("judge me", "answer", "up")]
    widget.page.reload()
    widget.wait_for_reply("judge me")
    assert good.get_attribute("aria-pressed") == "true"
    with widget.page.expect_response("**/feedback"):
        good.click()
    assert verdicts() == []


def test_a_closed_launcher_tells_of_new_messages(widget: Widget) -> None:
    widget.say("slow 0.6")
    widget.page.keyboard.press("Escape")
    launcher = widget.page.get_by_role("button", name="Open the chat, 1 new")
    launcher.wait_for()
    launcher.click()
    assert widget.page.get_by_role("button", name="Close the chat").count() >= 1


def test_a_message_without_answer_says_so_and_can_be_tried_again(widget: Widget) -> None:
    widget.say("broken now")
    again = widget.page.get_by_role("button", name="Try again")
    again.wait_for(timeout=20_000)
    assert widget.said() == ["broken now"]
    widget.say("and goes on").wait_for_reply("You said: and goes on")
    again.click()
    widget.page.get_by_role("button", name="Try again").wait_for(timeout=20_000)
