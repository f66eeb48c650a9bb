"""WCAG 2.2 AA: axe finds nothing, and a keyboard, a screen reader, a zoomed or small screen are enough."""

from __future__ import annotations

import pytest

from tests.widget.axe import violations
from tests.widget.conftest import Scripted, Site, Visit, Widget


@pytest.fixture
def address(site: Site, scripted: Scripted) -> str:
    return site.add("/plain", scripted.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(scheme: str, width: int, address: str, visit: Visit) -> None:
    widget = visit(address, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert violations(widget.page) == []
    widget.open()
    assert violations(widget.page) == []
    widget.say("all of it").wait_for_reply("A paragraph")
    widget.say("charts").wait_for_reply("Answers by pay")
    widget.page.get_by_text("Show the figures").first.click()
    widget.page.get_by_role("button", name="More of it").click()
    widget.wait_for_reply("tell me more")
    assert violations(widget.page) == []
    widget.field.fill("x" * 2010)
    widget.page.get_by_role("button", name="Start over").click()
    assert violations(widget.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_offline_and_unanswered(scheme: str, address: str, visit: Visit) -> None:
    widget = visit(address, color_scheme=scheme).open()
    widget.say("hello").wait_for_reply("hello")
    widget.say("broken now").page.get_by_role("button", name="Try again").wait_for()
    assert violations(widget.page) == []
    widget.say("long one").wait_for_reply("long one")
    widget.say("slow 0.5").page.locator(".typing").wait_for()
    widget.log.evaluate("n => n.scrollTop = 0")
    widget.page.get_by_role("button", name="New messages").wait_for()
    assert violations(widget.page) == []
    widget.page.context.set_offline(True)
    widget.say("meanwhile").page.get_by_text("Not sent yet").wait_for()
    assert violations(widget.page) == []


def test_axe_finds_nothing_in_the_page(site: Site, scripted: Scripted, visit: Visit) -> None:
    widget = visit(site.add("/inline", scripted.url, body="<rolewise-chat></rolewise-chat>"))
    widget.say("all of it").wait_for_reply("A paragraph")
    assert violations(widget.page, "") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_demo_page(scheme: str, scripted: Scripted, visit: Visit) -> None:
    assert violations(visit(scripted.url, color_scheme=scheme).page, "") == []


def test_names_and_roles(address: str, visit: Visit) -> None:
    page = visit(address).page
    launcher = page.get_by_role("button", name="Open the chat")
    assert launcher.get_attribute("aria-expanded") == "false"
    launcher.click()
    panel = page.get_by_role("dialog", name="Rolewise")
    assert panel.get_by_role("log", name="Conversation").get_attribute("aria-live") == "polite"
    for name in ("Start over", "Close the chat", "Send"):
        assert panel.get_by_role("button", name=name).count() == 1
    assert panel.get_by_role("textbox", name="Your message").is_visible()


def test_what_is_new_is_in_the_live_region_and_what_was_there_is_not_read_again(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.say("hello").wait_for_reply("You said: hello")
    added = widget.log.inner_text()
    assert "You:" in added
    assert "Rolewise:" in added
    widget.page.add_init_script(
        """const filled = Element.prototype.setAttribute;
           window.live = [];
           Element.prototype.setAttribute = function (name, value) {
             if (name === "aria-live") window.live.push([value, this.textContent.includes("hello")]);
             return filled.call(this, name, value);
           }"""
    )
    widget.page.reload()
    widget.wait_for_reply("You said: hello")
    widget.page.wait_for_function("() => window.live.length && window.live.at(-1)[0] === 'polite'")
    # Turned on only once what was there before stands there.
    assert widget.page.evaluate(
        "() => window.live.findIndex(([v]) => v === 'polite') > window.live.findIndex(([v]) => v === 'off')"
    )
    assert widget.page.evaluate("() => window.live.find(([v]) => v === 'polite')[1]") is True


def focused(widget: Widget) -> str:
    return widget.page.evaluate(
        """() => { const inner = document.activeElement.shadowRoot?.activeElement;
                   return inner ? inner.getAttribute("aria-label") || inner.textContent.trim() : "the page" }"""
    )


def test_all_by_keyboard_and_the_focus_goes_in_and_back(address: str, visit: Visit) -> None:
    widget = visit(address)
    keyboard = widget.page.keyboard
    keyboard.press("Tab")
    assert focused(widget) == "Open the chat"
    keyboard.press("Enter")
    assert focused(widget) == "Your message"
    keyboard.type("all of it")
    keyboard.press("Enter")
    widget.wait_for_reply("A paragraph")
    assert focused(widget) == "Your message"
    reached = []
    for _ in range(30):
        keyboard.press("Shift+Tab")
        reached.append(focused(widget))
        if reached[-1] == "Start over":
            break
    wanted = ["Bad answer", "Good answer", "Copy the answer", "Something else", "More of it", "Show the figures",
              "Pay by title", "https://example.org/handbook", "Conversation", "Close the chat", "Start over"]  # fmt: skip
    assert reached == wanted
    keyboard.press("Enter")
    assert focused(widget) == "Keep it"
    keyboard.press("Tab")
    assert focused(widget) == "Start over"
    keyboard.press("Tab")
    assert focused(widget) == "Keep it"  # the question keeps the focus
    keyboard.press("Escape")
    assert focused(widget) == "Start over"  # the button that asked
    assert widget.log.is_visible()
    keyboard.press("Escape")
    widget.log.wait_for(state="hidden")
    assert focused(widget) == "Open the chat"


def test_escape_closes_from_the_page_which_the_panel_may_cover(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.page.evaluate(
        """() => { const field = document.createElement("input");
                   const dialog = document.createElement("dialog");
                   dialog.append(document.createElement("input"));
                   document.querySelector("main").append(field, dialog);
                   dialog.show() }"""
    )
    widget.page.locator("main dialog input").press("Escape")
    assert widget.log.is_visible()  # that was meant for the page's own dialog
    widget.page.locator("main > input").press("Escape")
    widget.log.wait_for(state="hidden")
    assert focused(widget) == "the page"


def test_what_has_the_focus_is_in_view(address: str, visit: Visit) -> None:
    widget = visit(address, viewport={"width": 360, "height": 640}).open()
    widget.say("all of it").wait_for_reply("A paragraph")
    widget.say("charts").wait_for_reply("Answers by pay")
    for _ in range(25):
        widget.page.keyboard.press("Shift+Tab")
        hidden = widget.page.evaluate(
            """() => { const root = document.querySelector("rolewise-chat").shadowRoot, node = root.activeElement;
                       const box = node.getBoundingClientRect();
                       const x = box.left + Math.min(box.width / 2, 40), y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
                       const top = root.elementFromPoint(x, y);
                       return node.contains(top) || top?.contains(node) ? "" : node.outerHTML.slice(0, 120) }"""
        )
        assert hidden == ""


def test_the_focus_is_seen(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.page.keyboard.press("Shift+Tab")
    for _ in range(3):
        outline = widget.page.evaluate(
            "() => getComputedStyle(document.activeElement.shadowRoot.activeElement).outlineWidth"
        )
        assert outline == "2px"
        widget.page.keyboard.press("Shift+Tab")


def test_nothing_moves_for_those_who_want_it_still(address: str, visit: Visit) -> None:
    widget = visit(address, reduced_motion="reduce").open()
    assert widget.log.is_visible()  # at once
    widget.say("slow 0.8").page.locator(".typing").wait_for()
    assert widget.page.locator(".typing i").first.evaluate("n => getComputedStyle(n).animationName") == "none"
    moving = widget.page.evaluate(
        """() => [...document.querySelector("rolewise-chat").shadowRoot.querySelectorAll("*")]
                   .filter((n) => getComputedStyle(n).transitionDuration.split(", ").some((d) => d !== "0s")).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoomed_nothing_is_cut_off(zoom: int, address: str, visit: Visit) -> None:
    """A page of 1280 by 1024 at 200% and 400% has that much less room."""
    widget = visit(address, viewport={"width": 1280 // zoom, "height": 1024 // zoom}, device_scale_factor=zoom).open()
    widget.say("all of it").wait_for_reply("A paragraph")
    panel = widget.page.locator(".panel").bounding_box()
    for name in ("Start over", "Close the chat", "Send"):
        box = widget.page.locator(".panel").get_by_role("button", name=name).bounding_box()
        assert box["x"] >= panel["x"]
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]
        assert box["y"] + box["height"] <= 1024 // zoom
    assert widget.log.evaluate("n => n.scrollWidth <= n.clientWidth")
    assert widget.log.bounding_box()["height"] > 60


@pytest.mark.parametrize(("width", "full"), [(360, True), (599, True), (601, False), (1280, False)])
def test_a_narrow_screen_is_filled(width: int, full: bool, address: str, visit: Visit) -> None:
    widget = visit(address, viewport={"width": width, "height": 740}).open()
    widget.page.wait_for_timeout(300)
    box = widget.page.locator(".panel").bounding_box()
    whole = {"x": 0, "y": 0, "width": width, "height": 740}
    assert (box == whole) is full
    assert widget.page.locator(".panel").get_attribute("aria-modal") == str(full).lower()
    if full:
        for _ in range(12):  # the focus stays inside while nothing else can be seen
            widget.page.keyboard.press("Tab")
            assert focused(widget) not in ("the page", "Open the chat")


def test_the_keyboard_of_a_phone_leaves_the_field_in_view(address: str, visit: Visit) -> None:
    widget = visit(address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).open()
    assert widget.field.evaluate("n => parseFloat(getComputedStyle(n).fontSize)") >= 16
    assert widget.field.get_attribute("enterkeyhint") == "send"
    # What a keyboard does to the visual viewport, which is all that a page learns of it.
    widget.page.evaluate(
        """() => { Object.defineProperty(visualViewport, "height", { value: 400, configurable: true });
                   visualViewport.dispatchEvent(new Event("resize")) }"""
    )
    box = widget.field.bounding_box()
    assert box["y"] + box["height"] <= 400


def test_on_a_touch_screen_opening_brings_no_keyboard_up(address: str, visit: Visit) -> None:
    widget = visit(address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    widget.page.get_by_role("button", name="Open the chat").tap()
    assert focused(widget) != "the page"
    assert not widget.field.evaluate("n => n.getRootNode().activeElement === n")
    widget.field.tap()
    assert widget.field.evaluate("n => n.getRootNode().activeElement === n")


def test_the_keyboard_of_a_tablet_leaves_the_field_in_view(address: str, visit: Visit) -> None:
    widget = visit(address, viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True).open()
    widget.page.evaluate(
        """() => { Object.defineProperty(visualViewport, "height", { value: 700, configurable: true });
                   visualViewport.dispatchEvent(new Event("resize")) }"""
    )
    widget.page.wait_for_timeout(300)
    panel, field = widget.page.locator(".panel").bounding_box(), widget.field.bounding_box()
    assert field["y"] + field["height"] <= 700
    assert panel["y"] >= 0


def test_what_is_pressed_is_large_enough(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.say("all of it").wait_for_reply("A paragraph")
    for button in widget.page.locator("rolewise-chat button").all():
        if button.is_visible():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 24, button.inner_html()
