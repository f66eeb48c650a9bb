"""One line on any page: under a strict policy, at another origin, with attributes, an element and an API."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.widget.axe import violations
from tests.widget.conftest import Scripted, Site, Visit, Widget, strict_policy


@pytest.fixture
def address(site: Site, scripted: Scripted) -> str:
    return site.add("/plain", scripted.url)


def test_one_line_brings_launcher_panel_and_answers_under_a_strict_policy(address: str, visit: Visit) -> None:
    widget = visit(address)
    assert not widget.log.is_visible()

    widget.open().say("hello").wait_for_reply("You said: hello")

    assert widget.said() == ["hello"]
    assert widget.problems == []


def test_the_page_really_is_strict(address: str, scripted: Scripted, visit: Visit) -> None:
    page = visit(address).page
    refused = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return '' } catch (e) { return e.name } }"
    )
    assert refused == "TypeError"
    assert page.request.get(address).headers["content-security-policy"] == strict_policy(scripted.url)


def test_a_page_that_may_not_use_the_server_is_told_what_may_be_wrong(site: Site, tmp_path: Path, visit: Visit) -> None:
    server = Scripted(tmp_path / "kept", origins="https://shop.example").start()
    try:
        widget = visit(site.add("/foreign", server.url)).open()
        widget.say("hello").page.get_by_text("Not sent yet").wait_for()
        hints = [problem for problem in widget.problems if "ROLEWISE_WEB_ORIGINS" in problem]
        assert len(hints) == 1
        assert site.url in hints[0]
    finally:
        server.stop()


def test_styles_of_page_and_widget_do_not_meet(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    heading = widget.page.locator("h1")
    before = heading.evaluate("n => getComputedStyle(n).font")
    widget.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("* { font: 40px fantasy; color: red; display: inline; padding: 0 } button { width: 1px }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    title = widget.page.get_by_role("heading", name="Rolewise")
    assert title.evaluate("n => getComputedStyle(n).fontSize") == "16px"
    assert title.evaluate("n => getComputedStyle(n).color") == "rgb(25, 26, 35)"
    assert before != heading.evaluate("n => getComputedStyle(n).font")
    assert widget.page.evaluate("() => Object.keys(window).filter((k) => /rolewise/i.test(k))") == ["Rolewise"]


def test_attributes_give_title_greeting_side_colours_suggestions_and_words(
    site: Site, scripted: Scripted, visit: Visit
) -> None:
    attributes = (
        'data-title="Job help" data-greeting="Guten Tag!" data-position="left" data-accent="#ffd400" data-language="de" '
        'data-suggestions="Erste|Zweite" data-text-launcher="Chat öffnen" data-text-placeholder="Frage" data-theme="dark"'
    )
    widget = visit(site.add("/attributes", scripted.url, attributes))
    launcher = widget.page.get_by_role("button", name="Chat öffnen")
    assert launcher.bounding_box()["x"] < 100
    assert launcher.evaluate("n => getComputedStyle(n).backgroundColor") == "rgb(255, 212, 0)"
    # Black on a light accent, for contrast.
    assert launcher.evaluate("n => getComputedStyle(n).color") == "rgb(0, 0, 0)"
    launcher.click()
    dialog = widget.page.get_by_role("dialog", name="Job help")
    assert dialog.get_by_text("Guten Tag!").is_visible()
    assert dialog.evaluate("n => getComputedStyle(n).backgroundColor") == "rgb(22, 23, 31)"
    assert dialog.get_by_placeholder("Frage").is_visible()
    assert dialog.evaluate("n => n.closest('[lang]').lang") == "de"
    dialog.get_by_role("button", name="Zweite").click()
    widget.wait_for_reply("You said: Zweite")
    assert dialog.get_by_role("button", name="Zweite").get_attribute("aria-pressed") == "true"
    assert dialog.get_by_role("button", name="Erste").get_attribute("aria-pressed") is None
    assert widget.problems == []


def test_attributes_can_change_later(address: str, visit: Visit) -> None:
    widget = visit(address).open()
    widget.page.evaluate("() => Rolewise.element.setAttribute('data-title', 'Another')")
    assert widget.page.get_by_role("dialog", name="Another").is_visible()
    widget.page.evaluate("() => Rolewise.element.setAttribute('data-text-placeholder', 'Something else')")
    assert widget.page.get_by_placeholder("Something else").is_visible()
    widget.page.evaluate("() => Rolewise.element.setAttribute('data-theme', 'dark')")
    assert widget.page.locator(".panel").evaluate("n => getComputedStyle(n).backgroundColor") == "rgb(22, 23, 31)"


def test_every_word_can_be_another(site: Site, scripted: Scripted, visit: Visit) -> None:
    words = (ROOT / "bot" / "widget" / "wording.js").read_text("utf8")
    keys = re.findall(r"^  (\w+): \"", words[: words.index("};")], re.MULTILINE)
    assert len(keys) > 30
    names = [re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), key) for key in keys]
    attributes = " ".join(f'data-text-{name}="¡{name}! {{count}} {{title}}"' for name in names)
    widget = visit(site.add("/words", scripted.url, attributes))
    widget.page.get_by_role("button", name="¡launcher!").click()
    field = widget.page.get_by_label("¡message!")
    for text, shown in (
        ("all of it", "A paragraph"),
        ("rows", "Row 1"),
        ("charts", "Median pay"),
        ("slow 0.6", "slow"),
    ):
        field.fill(text)
        field.press("Enter")
        widget.wait_for_reply(shown)
    field.fill("x" * 2001)
    widget.page.get_by_role("button", name="¡restart!").click()
    shadow = "document.querySelector('rolewise-chat').shadowRoot"
    said = widget.page.evaluate(
        f"() => [{shadow}.textContent, ...[...{shadow}.querySelectorAll('*')].flatMap((n) => [n.title, n.placeholder, n.ariaLabel])].join(' ')"
    )
    seldom = "offline busy waiting failed again sources thanks copied copy-failed unread launcher table".split()
    assert [name for name in names if f"¡{name}!" not in said and name not in seldom] == []
    english = re.findall(r"^  \w+: \"(.*)\",$", words, re.MULTILINE)
    assert [text for text in english if len(text) > 8 and text in said] == []


@pytest.mark.parametrize("surface", ["#102a1e", "#fff4d6", "oklch(0.3 0.1 300)"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_surface_of_ones_own_is_written_on_readably(
    surface: str, theme: str, site: Site, scripted: Scripted, visit: Visit
) -> None:
    attributes = f'data-surface="{surface}" data-theme="{theme}" data-accent="#ffd400"'
    widget = visit(site.add("/surface", scripted.url, attributes)).open()
    widget.say("all of it").wait_for_reply("A paragraph")
    assert violations(widget.page) == []
    # A yellow ring around the field could not be seen on a light surface.
    ring = widget.page.locator(".field").evaluate("n => getComputedStyle(n).borderTopColor")
    assert (ring == "rgb(255, 212, 0)") is (surface != "#fff4d6")


@pytest.mark.parametrize(("theme", "system", "colour"), [
    ("light", "dark", "rgb(255, 255, 255)"),
    ("dark", "light", "rgb(22, 23, 31)"),
    ("system", "dark", "rgb(22, 23, 31)"),
    ("system", "light", "rgb(255, 255, 255)"),
])  # fmt: skip
def test_the_theme_is_light_dark_or_the_systems(
    theme: str, system: str, colour: str, site: Site, scripted: Scripted, visit: Visit
) -> None:
    widget = visit(site.add(f"/{theme}", scripted.url, f'data-theme="{theme}"'), color_scheme=system).open()
    assert widget.page.locator(".panel").evaluate("n => getComputedStyle(n).backgroundColor") == colour


def test_the_system_may_change_its_theme(address: str, visit: Visit) -> None:
    from playwright.sync_api import expect

    widget = visit(address, color_scheme="light").open()
    widget.page.emulate_media(color_scheme="dark")
    expect(widget.page.locator(".panel")).to_have_css("background-color", "rgb(22, 23, 31)")


def test_the_element_embeds_the_panel_in_the_page(site: Site, scripted: Scripted, visit: Visit) -> None:
    body = '<rolewise-chat data-title="In the page"></rolewise-chat>'
    widget = visit(site.add("/inline", scripted.url, body=body))

    panel = widget.page.get_by_role("region", name="In the page")
    assert panel.is_visible()
    assert panel.bounding_box() == widget.page.locator("rolewise-chat").bounding_box()
    assert widget.page.get_by_role("button", name="Open the chat").count() == 0
    widget.say("inline").wait_for_reply("You said: inline")
    assert widget.problems == []


def test_the_api_opens_sends_listens_and_closes(address: str, visit: Visit) -> None:
    widget = visit(address)
    heard = widget.page.evaluate(
        """async () => {
          const heard = [];
          const off = Rolewise.on("message", (message) => heard.push([message.from, message.text.slice(0, 14)]));
          document.addEventListener("rolewise:message", (event) => heard.push(["dom", event.detail.from]));
          Rolewise.on("open", () => heard.push(["open"]));
          Rolewise.on("close", () => heard.push(["close"]));
          Rolewise.open();
          const answered = new Promise((done) => Rolewise.on("message", (m) => m.from === "assistant" && done()));
          Rolewise.send("by script");
          await answered;
          Rolewise.close();
          off();
          return heard;
        }"""
    )
    assert heard == [
        ["open"], ["user", "by script"], ["dom", "user"], ["assistant", "You said: by s"], ["dom", "assistant"], ["close"],
    ]  # fmt: skip
    widget.log.wait_for(state="hidden")


def test_the_api_refuses_what_the_server_would(address: str, visit: Visit) -> None:
    page = visit(address).page
    for text in ("", "   ", "x" * 2001):
        name = page.evaluate("(text) => { try { Rolewise.send(text) } catch (e) { return e.name } }", text)
        assert name == "RangeError"


def test_an_element_may_come_later(site: Site, scripted: Scripted, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site.add("/later", scripted.url, 'data-launcher="off"'))
    page.wait_for_function("() => customElements.get('rolewise-chat')")
    assert page.evaluate("() => window.Rolewise") is None
    page.evaluate("() => document.querySelector('main').append(document.createElement('rolewise-chat'))")
    page.evaluate("() => { Rolewise.send('by script') }")
    Widget(page, []).wait_for_reply("You said: by script")
    page.close()


def test_a_page_that_is_written_from_right_to_left(site: Site, scripted: Scripted, visit: Visit) -> None:
    widget = visit(site.add("/rtl", scripted.url, body="<script></script>"))
    widget.page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    widget.open().say("all of it").wait_for_reply("A paragraph")
    log, said, send = (widget.page.locator(name).bounding_box() for name in (".list", ".said", ".send"))
    assert said["x"] - log["x"] < 30  # what the person says stands at the left
    assert send["x"] - log["x"] < 30
    assert widget.log.evaluate("n => n.scrollWidth <= n.clientWidth")


def test_without_a_launcher_the_page_decides(site: Site, scripted: Scripted, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site.add("/none", scripted.url, 'data-launcher="off"'))
    page.wait_for_function("() => customElements.get('rolewise-chat')")
    assert page.locator("rolewise-chat").count() == 0
    page.close()
