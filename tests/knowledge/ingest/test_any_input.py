"""Whatever a source holds, it is read or refused: nothing crashes, hangs, or is applied by halves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document, ListingEntry
from knowledge.errors import SourceRefused
from knowledge.ingest import Outcome, ingest
from knowledge.ingest.article import parse_article
from knowledge.ingest.featured_job import featured_jobs
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.page import read_page
from knowledge.ingest.posting import PostingReader, RefusedPosting
from knowledge.ingest.postings_file import Form, form_of, page_postings, read_postings
from knowledge.ingest.repair import lines, repair
from knowledge.salary_file import SalarySource
from knowledge.store import Store
from knowledge.survey_file import Answer, RefusedLine, is_survey, read_answers
from knowledge.vocabulary_file import SOURCES
from knowledge.vocabulary_file import Vocabulary as VocabularyFile
from knowledge.yaml_file import read_model
from tests.knowledge.article_facts import ARTICLES
from tests.knowledge.surveys import drawn, write

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior Kite Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Kites Ltd"},
    "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": "United Kingdom"}},
    "baseSalary": {"currency": "GBP", "value": {"minValue": 4000, "maxValue": "5,000", "unitText": "MONTH"}},
    "employmentType": ["FULL_TIME", "CONTRACTOR"],
    "identifier": {"value": "k-1"},
    "datePosted": "2026-11-01",
    "validThrough": "2027-01-01T00:00",
}
FILES = {
    "jobs.json": json.dumps({"jobs": [POSTING, {**POSTING, "title": "Kite Tester"}]}),
    "jobs.jsonl": json.dumps(POSTING)
    + "\n"
    + json.dumps({"title": "Kite Tester", "company": "Kites", "salary": "€50K"}),
    "jobs.csv": "title;company;location;salary min;currency;period\nKite Tester;Kites;Lyon, France;50.5;EUR;hour\n",
    "jobs.html": f'<html><script type="application/ld+json">{json.dumps(POSTING)}</script><p>x</p></html>',
    "rss.xml": "<rss version='2.0'><channel><title>J</title><item><title>Kite Tester at Kites Ltd</title><guid>1</guid>"
    "<link>https://kites.example/1</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    "atom.xml": "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Kite Tester"
    "</title><author><name>Kites</name></author><updated>2026-11-02T10:00:00Z</updated></entry></feed>",
}
JOBS = (
    "Featured Job 👀\nKite Engineer\n\n@ Kites Ltd | Leeds, UK\n\nFull Time Mid-level / Intermediate GBP 30K - 45K\n"
    "Featured Job\nKite Tester\n@ Kites | Remote\nContract EUR 50,000+\n"
)
SURVEY_SOURCE = (
    "slug: kites\ntitle: Kites {years}\naliases:\n  Kite Maker: [Kiter, Kitist]\nanswers: {slug: x, title: y}\n"
)
# Pieces that mean something to one parser or another.
ODD = [b"\0", b"\xff", b"\n", b"\n\n", b"\r", b"\t", b'"', b"'", b"<", b">", b"</", b"<!--", b"]]>", b"&amp;", b"&#0;", b"{", b"}",
       b"[", b"]", b",", b";", b":", b"- ", b"# ", b"1. ", b"|", b"@", b"null", b"NaN", b"1e999", b"-1", b"9" * 30, b"\xe2\x80\xa2",
       b"(e.g., ", b"vs.", b"---\n", b"*a", b"&a", b"!!int x", b"USD 1K - ", b"2024-13-45", b"\\u0000", b"%s"]  # fmt: skip
edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(ODD) | st.binary(max_size=6)), max_size=6
)

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def edited(raw: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The same with some pieces cut out and others put in."""
    for place, cut, piece in changes:
        at = int(place * len(raw))
        raw = raw[:at] + piece + raw[at + cut :]
    return raw


@pytest.mark.parametrize("name", FILES)
@quick
@given(changes=edits)
def test_postings(tmp_path: Path, lexicon: Lexicon, name: str, changes: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / name
    path.write_bytes(edited(FILES[name].encode(), changes))
    form = form_of(path) or Form.TABLE
    page_postings(path.read_bytes().decode(errors="replace"))
    reader = PostingReader(lexicon.vocabulary, lexicon.grammar)
    with suppress(SourceRefused):
        for number, fields in read_postings(path, form, lexicon.grammar):
            entry = fields if isinstance(fields, RefusedPosting) else reader.read(fields, number)
            assert isinstance(entry, (ListingEntry, RefusedPosting))


@quick
@given(article=st.sampled_from([path for path in ARTICLES if path.suffix != ".html"]), changes=edits)
def test_articles(lexicon: Lexicon, article: Path, changes: list[tuple[float, int, bytes]]) -> None:
    text = edited(article.read_bytes(), changes).decode(errors="replace")
    parsed = parse_article(text, lexicon)
    assert {said.role for said in parsed.document.statements} == {role.name for role in parsed.document.roles}


@settings(quick, max_examples=15)
@given(article=st.sampled_from([path for path in ARTICLES if path.suffix == ".html"]), changes=edits)
def test_pages(tmp_path: Path, lexicon: Lexicon, article: Path, changes: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(edited(article.read_bytes(), changes))
    with suppress(SourceRefused):
        parse_article(read_page(path), lexicon)


@quick
@given(changes=edits)
def test_featured_jobs(lexicon: Lexicon, changes: list[tuple[float, int, bytes]]) -> None:
    read = list(lines(repair(edited(JOBS.encode(), changes).decode(errors="replace"))))
    jobs = featured_jobs(read, lexicon)
    told = [
        *jobs.placed,
        *jobs.furniture,
        *(left.line_no for left in jobs.unplaced),
        *(one.number for one in jobs.rest),
    ]
    assert {line.number for line in read} == set(told)


@quick
@given(changes=edits)
def test_surveys(tmp_path: Path, changes: list[tuple[float, int, bytes]]) -> None:
    path = write(drawn(12), tmp_path / "kites.csv")
    path.write_bytes(edited(path.read_bytes(), changes))
    is_survey(path)
    with suppress(SourceRefused):
        assert all(isinstance(one, (Answer, RefusedLine)) for one in read_answers(path))


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (SalarySource, SURVEY_SOURCE),
        (Document, next((SOURCES / "articles").glob("*.yaml")).read_text(encoding="utf-8")[:2_000]),
        (VocabularyFile, (SOURCES / "vocabulary.yaml").read_text(encoding="utf-8")[-3_000:]),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
@quick
@given(changes=edits)
def test_source_files(tmp_path: Path, model: type, text: str, changes: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / "source.yaml"
    path.write_bytes(edited(text.encode(), changes))
    with suppress(SourceRefused):
        assert isinstance(read_model(model, path), model)


@pytest.fixture
def store(built_url: str) -> Iterator[Store]:
    store = Store.open(built_url)
    yield store
    store.close()


@settings(quick, max_examples=15)
@given(
    name=st.sampled_from([*FILES, "kites.txt", "kites.md", "survey.csv", "page.html"]),
    changes=edits,
    more=st.binary(max_size=20),
)
def test_what_is_refused_leaves_the_store_as_it_was(
    store: Store, tmp_path: Path, name: str, changes: list[tuple[float, int, bytes]], more: bytes
) -> None:
    path = tmp_path / name
    whole = FILES.get(name) or (write(drawn(5), path).read_text() if name == "survey.csv" else JOBS)
    path.write_bytes(edited(whole.encode(), changes) + more)
    before = store.version()
    (report,) = ingest(store, [path])
    assert (report.outcome in (Outcome.REFUSED, Outcome.UNCHANGED)) == (store.version() == before)
    again = store.version()
    (repeated,) = ingest(store, [path])
    assert repeated.outcome is (Outcome.REFUSED if report.outcome is Outcome.REFUSED else Outcome.UNCHANGED)
    assert store.version() == again


@pytest.mark.parametrize(
    "piece", [*ODD, b"a ", b"[a](b", b"*a", b"<li>", b"<b>", b"(", b"a, ", b"Featured Job\n", b"> "]
)
def test_no_repetition_makes_a_reader_hang(tmp_path: Path, lexicon: Lexicon, piece: bytes) -> None:
    for name in ("x.html", "x.csv", "x.json", "x.jsonl", "x.xml"):
        path = tmp_path / name
        path.write_bytes({"x.xml": b"<rss>", "x.json": b"["}.get(name, b"") + piece * 5_000)
        with suppress(SourceRefused):
            list(read_postings(path, form_of(path) or Form.TABLE, lexicon.grammar))
    text = (piece * 5_000).decode(errors="replace")
    parse_article(text, lexicon)
    parse_article(f"{text}\n" * 3, lexicon)
