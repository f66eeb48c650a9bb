"""Pages are read from files and addresses, within bounds; what a source alone said goes with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.export import export
from knowledge.ingest import Outcome, ingest
from knowledge.ingest.fetch import fetch
from knowledge.replacement import withdraw
from knowledge.roles import find_role
from knowledge.statements import statements_of
from knowledge.store import Store
from tests.knowledge.contents import contents

PAGE = """<html><head><title>Baker vs. Miller</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Baker vs. Miller</h1><p>May 2, 2025</p><h2>Definitions</h2><p><b>Baker</b>: Bakes bread for all the town.</p>
<p><b>Miller</b>: Grinds flour of many kinds of grain.</p><h2>Responsibilities</h2><h3>Baker</h3>
<ul><li>Bake bread.</li><li>Clean ovens.</li></ul><h3>Miller</h3><ul><li>Grind flour.</li></ul></article></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path == "/article":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode())
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its own."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(built_url: str) -> Iterator[Store]:
    store = Store.open(built_url)
    yield store
    store.close()


def said(store: Store, role: str) -> list[tuple[str, str]]:
    with store.session() as session:
        return [(one.facet, one.text) for one in statements_of(session, role)]


def test_a_saved_page_and_its_address_say_the_same(store: Store, site: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    assert ingest(store, [path])[0].outcome is Outcome.ADDED
    from_file = said(store, "Baker")
    assert [facet for facet, _ in from_file] == ["definition", "responsibilities", "responsibilities"]
    (report,) = ingest(store, [f"{site}/article"])
    assert report.path == f"{site}/article"
    assert said(store, "Baker") == from_file
    assert ingest(store, [f"{site}/article"])[0].outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("path", "reason"), [("/loop", "redirects more than"), ("/none", "answers 404"), ("/to-file", "cannot be fetched")]
)
def test_an_address_that_yields_nothing_is_refused_with_a_reason(
    store: Store, site: str, path: str, reason: str
) -> None:
    (report,) = ingest(store, [site + path])
    assert report.outcome is Outcome.REFUSED
    assert reason in str(report.reason)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/a", "https://"])
def test_only_http_addresses_are_read(url: str, tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="only http"):
        fetch(url, tmp_path)


def test_a_page_may_not_be_larger_than_the_bound(site: str, tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="more than 100 bytes"):
        fetch(f"{site}/article", tmp_path, most=100)


def test_removing_a_source_removes_just_what_only_it_said(store: Store, tmp_path: Path) -> None:
    before = contents(store)
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    ingest(store, [path])
    with store.session() as session:
        assert "Grind flour." in export(session)
    with store.transaction() as session:
        assert withdraw(session, "baker-vs-miller") == "Baker vs. Miller"
        assert withdraw(session, "nothing of the kind") is None
    assert contents(store) == before
    with store.session() as session:
        assert find_role(session, "Baker") is None
