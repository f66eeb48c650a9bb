"""The page at `/`: the product in an article, themes to switch, the line to copy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.widget.conftest import Scripted, Visit, Widget


@pytest.fixture
def demo(scripted: Scripted, visit: Visit) -> Widget:
    return visit(scripted.url, color_scheme="light", permissions=["clipboard-read", "clipboard-write"])


def test_it_breaks_none_of_its_own_strict_rules(demo: Widget) -> None:
    demo.open().say("hello").wait_for_reply("You said: hello")
    assert demo.problems == []


def test_a_question_in_the_article_is_asked(demo: Widget) -> None:
    demo.page.get_by_role("button", name="Compare the two roles").click()
    demo.wait_for_reply("You said: Compare an ML engineer with a data science manager")


def test_themes_switch_page_and_widget(demo: Widget) -> None:
    colours = {}
    for theme in ("Light", "Dark", "System"):
        demo.page.get_by_role("radio", name=theme).check()
        colours[theme] = tuple(
            demo.page.locator(selector).first.evaluate("n => getComputedStyle(n).backgroundColor")
            for selector in ("body", ".panel, .launcher")
        )
    assert colours["System"] == colours["Light"]
    assert all(light != dark for light, dark in zip(colours["Light"], colours["Dark"]))


def test_the_line_follows_the_options_and_is_copied(demo: Widget, scripted: Scripted) -> None:
    demo.page.get_by_label("Title").fill('Help with "jobs"')
    demo.page.get_by_label("Side").select_option("left")
    demo.page.locator("#copy").click()
    demo.page.get_by_text("Copied.").wait_for()
    line = demo.page.evaluate("() => navigator.clipboard.readText()")
    assert line == (
        f'<script src="{scripted.url}/widget.js" data-title="Help with &quot;jobs&quot;" data-position="left" async></script>'
    )
    assert demo.page.get_by_role("button", name="Open the chat").bounding_box()["x"] < 100
    assert demo.open().page.get_by_role("dialog", name='Help with "jobs"').is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(width: int, scripted: Scripted, visit: Visit) -> None:
    page = visit(scripted.url, viewport={"width": width, "height": 740}).page
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_real_assistant_answers_there(server: Any, visit: Visit) -> None:
    widget = visit(server.url).open()
    widget.say("What does a machine learning engineer earn?").wait_for_reply("184,750", timeout=20_000)
    widget.say("Pay of data engineers by year").page.locator(".chart").last.wait_for(timeout=20_000)
    assert widget.problems == []
