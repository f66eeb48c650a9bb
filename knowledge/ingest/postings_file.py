"""The postings in a file: schema.org JobPosting in JSON, JSON Lines or a page's JSON-LD, tables, RSS and Atom."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from knowledge.errors import SourceRefused
from knowledge.ingest.grammar import Grammar
from knowledge.ingest.posting import RefusedPosting

# JSON and pages are read whole; lines and tables are not.
MAX_WHOLE = 200_000_000
MAX_LINE = 5_000_000
_DEEPEST = 12

Fields = Mapping[str, Any]


class Form(str, Enum):
    """How a file holds postings."""

    JSON = "json"
    JSON_LINES = "json lines"
    TABLE = "table"
    FEED = "feed"
    PAGE = "page"


def form_of(path: Path) -> Form | None:
    """The form that a file's name and beginning tell; None for plain text."""
    try:
        with path.open("rb") as file:
            start = file.read(65_536).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return None
    lower, name = start[:2_000].lower(), path.name.lower()
    if name.endswith((".jsonl", ".ndjson")):
        return Form.JSON_LINES
    if start[:1] in (b"{", b"[") and not name.endswith((".txt", ".md")):
        return Form.JSON_LINES if _is_json(start.split(b"\n", 1)[0]) and b"\n{" in start else Form.JSON
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", lower, re.DOTALL):
        return Form.FEED
    if name.endswith((".html", ".htm", ".xhtml")) or re.match(rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", lower):
        return Form.PAGE
    return Form.TABLE if name.endswith((".csv", ".tsv")) else None


def _is_json(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read_postings(
    path: Path, form: Form, grammar: Grammar, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[int, Fields | RefusedPosting]]:
    """Each posting's number (a table's line) and fields; `columns` names the column of a field where it is not known.

    Raises:
        SourceRefused: the file cannot be read in that form.
    """
    try:
        if form is Form.TABLE:
            yield from _table(path, grammar, columns or {})
        elif form is Form.JSON_LINES:
            yield from _json_lines(path, grammar, columns or {})
        elif form is Form.FEED:
            yield from _feed(path)
        else:
            text = _whole(path).decode("utf-8-sig", errors="replace")
            objects = _of_page(text) if form is Form.PAGE else [json.loads(text)]
            found = (each for one in objects for each in _postings_in(one, grammar, columns or {}))
            yield from enumerate(found, 1)
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        raise SourceRefused(
            path, "file", f"it cannot be read as {form.value}: {error or type(error).__name__}"
        ) from error


def page_postings(html: str) -> bool:
    """Whether a page states postings as JSON-LD."""
    return any(True for one in _of_page(html) for _ in _job_postings(one))


def _whole(path: Path) -> bytes:
    if path.stat().st_size > MAX_WHOLE:
        raise SourceRefused(path, "file", f"it has more than {MAX_WHOLE:,} bytes; give it as JSON Lines")
    return path.read_bytes()


def _table(path: Path, grammar: Grammar, columns: Mapping[str, str]) -> Iterator[tuple[int, Fields | RefusedPosting]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(10_000)
        file.seek(0)
        head = start.split("\n", 1)[0]
        rows = csv.reader(file, delimiter=max(",;\t", key=head.count))
        header = next(rows, [])
        fields = _fields_of(header, grammar, columns)
        missing = [name for name in ("title", "company") if name not in fields.values()]
        if missing:
            known = ", ".join(filter(None, header[:12])) or "none"
            raise SourceRefused(
                path,
                "line 1",
                f"no column for {' and '.join(missing)} among: {known}; name it, e.g. --column {missing[0]}=…",
            )
        for row in rows:
            if not any(row):
                continue
            if len(row) != len(header):
                yield rows.line_num, RefusedPosting(rows.line_num, f"{len(row)} fields, the header has {len(header)}")
                continue
            yield rows.line_num, {fields[at]: cell for at, cell in enumerate(row) if at in fields and cell.strip()}


def _fields_of(header: list[str], grammar: Grammar, columns: Mapping[str, str]) -> dict[int, str]:
    """The field of each column, by its place."""
    plain = [_plain(name) for name in header]
    found: dict[int, str] = {}
    for field, names in grammar.listing_columns.items():
        wanted = [columns[field]] if field in columns else names
        at = next((plain.index(_plain(name)) for name in wanted if _plain(name) in plain), None)
        if at is not None:
            found.setdefault(at, field)
    return found


def _plain(name: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.split(r"[\s_\-.]+", apart.strip().casefold()))


def _json_lines(
    path: Path, grammar: Grammar, columns: Mapping[str, str]
) -> Iterator[tuple[int, Fields | RefusedPosting]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                one = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                yield number, RefusedPosting(number, f"it is no JSON: {str(error)[:80]}")
                continue
            found = list(_postings_in(one, grammar, columns))
            yield from ((number, fields) for fields in found)
            if not found:
                yield number, RefusedPosting(number, "it is no posting")


def _of_page(html: str) -> list[Any]:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    found = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                found.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    return found


def _postings_in(one: Any, grammar: Grammar, columns: Mapping[str, str]) -> Iterator[Fields]:
    """JobPostings anywhere in a JSON value; where there are none, its records by their keys."""
    postings = list(_job_postings(one))
    if postings:
        yield from (_of_job_posting(posting) for posting in postings)
        return
    if isinstance(one, dict):
        one = next((v for v in one.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [one])
    for record in one if isinstance(one, list) else ():
        if isinstance(record, dict):
            names = [str(name) for name in record]
            fields = _fields_of(names, grammar, columns)
            values = list(record.values())
            if fields:
                yield {field: values[at] for at, field in fields.items()}


def _job_postings(one: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(one, list):
        for each in one:
            yield from _job_postings(each, depth + 1)
    elif isinstance(one, dict):
        kinds = one.get("@type")
        if any(
            str(kind).rsplit("/", 1)[-1] == "JobPosting" for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield one
        else:
            for each in one.values():
                if isinstance(each, (dict, list)):
                    yield from _job_postings(each, depth + 1)


def _of_job_posting(posting: dict[str, Any]) -> Fields:
    """The fields of a schema.org JobPosting (https://schema.org/JobPosting)."""
    address = _first(_first(posting.get("jobLocation"), "address"))
    whole = address if isinstance(address, str) else None
    country = _named(_first(address, "addressCountry"))
    salary = _first(posting.get("baseSalary") or posting.get("estimatedSalary"))
    value = _first(salary, "value") if isinstance(salary, dict) else salary
    amounts = value if isinstance(value, dict) else {"value": value}
    if isinstance(salary, dict) and "value" not in salary:
        amounts = salary
    unit = amounts.get("unitText") or (salary.get("unitText") if isinstance(salary, dict) else None)
    either = amounts.get("value")
    kinds = posting.get("employmentType")
    return {
        "title": posting.get("title") or posting.get("name"),
        "company": _named(_first(posting.get("hiringOrganization"))),
        "place": whole,
        "city": _first(address, "addressLocality"),
        "region": _first(address, "addressRegion"),
        "country": country or _named(_first(posting.get("applicantLocationRequirements"))),
        "remote": "yes" if str(posting.get("jobLocationType")).upper() == "TELECOMMUTE" else "",
        "employment_type": ", ".join(map(str, kinds)) if isinstance(kinds, list) else kinds,
        "level": _first(posting.get("experienceLevel")),
        "pay_min": amounts.get("minValue", either),
        "pay_max": amounts.get("maxValue", either),
        "currency": (salary.get("currency") if isinstance(salary, dict) else None) or posting.get("salaryCurrency"),
        "period": unit,
        "external_id": _first(posting.get("identifier"), "value") or _text_of(posting.get("identifier")),
        "url": posting.get("url") or posting.get("@id"),
        "posted": posting.get("datePosted"),
        "valid_through": posting.get("validThrough"),
    }  # fmt: skip


def _first(value: Any, name: str | None = None) -> Any:
    """The first of several values; with a name, what it holds under it."""
    value = value[0] if isinstance(value, list) and value else value
    if name is None:
        return value
    return _first(value.get(name)) if isinstance(value, dict) else (value if name == "address" else None)


def _named(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _text_of(value: Any) -> Any:
    return value if isinstance(value, (str, int)) else None


def _feed(path: Path) -> Iterator[tuple[int, Fields | RefusedPosting]]:
    import feedparser

    feed = feedparser.parse(_whole(path), sanitize_html=False)
    if not feed.entries and not feed.feed:
        raise ValueError(f"{feed.get('bozo_exception') or 'it has no entries'}")
    for number, entry in enumerate(feed.entries, 1):
        posted = entry.get("published_parsed") or entry.get("updated_parsed")
        title, company = str(entry.get("title") or ""), _of_entry(entry, "company", "hiringorganization", "author")
        parted = re.fullmatch(r"(?P<title>.+?)\s+(?:at|@)\s+(?P<company>[^@]+)", title)
        if parted and (not company or company.casefold() == parted["company"].casefold()):
            title, company = parted["title"], parted["company"]
        yield number, {
            "title": title,
            "company": company,
            "place": _of_entry(entry, "location", "place", "city"),
            "employment_type": _of_entry(entry, "type", "jobtype", "employmenttype"),
            "pay": _of_entry(entry, "salary", "pay"),
            "external_id": entry.get("id"),
            "url": entry.get("link"),
            "posted": f"{posted.tm_year:04}-{posted.tm_mon:02}-{posted.tm_mday:02}" if posted else None,
            "valid_through": _of_entry(entry, "expires", "expirationdate", "validthrough", "expired"),
        }  # fmt: skip


def _of_entry(entry: Mapping[str, Any], *names: str) -> str:
    """An element of an entry by its local name, whatever its namespace ("job_listing_company")."""
    for name in names:
        for found, value in entry.items():
            if isinstance(value, str) and value.strip() and re.sub("[^a-z]", "", found.rsplit("_", 1)[-1]) == name:
                return value
    return ""
