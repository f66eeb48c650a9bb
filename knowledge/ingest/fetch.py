"""A page or feed fetched from its address, within bounds of time, size and redirects."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlsplit

from knowledge.errors import SourceRefused

MAX_BYTES = 200_000_000
MAX_REDIRECTS = 5
# Seconds: to answer at all, and for everything.
ANSWER_WITHIN = 10.0
DONE_WITHIN = 120.0
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "text/markdown": ".md",
    "text/plain": ".txt",
}


def is_url(text: str) -> bool:
    """Whether an argument is meant as an address, of whatever scheme."""
    return "://" in text


def fetch(url: str, folder: Path, within: float = DONE_WITHIN, most: int = MAX_BYTES) -> Path:
    """The file in `folder` that the address yields, with a suffix for its kind.

    Raises:
        SourceRefused: it is no http or https address, or it yields nothing within the bounds.
    """
    if urlsplit(url).scheme.lower() not in ("http", "https") or not urlsplit(url).hostname:
        raise SourceRefused(url, "address", "only http:// and https:// addresses are read")
    # Imported on first use: only addresses need it.
    import httpx

    deadline, size = time.monotonic() + within, 0
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=MAX_REDIRECTS, timeout=min(ANSWER_WITHIN, within)
            ) as client,
            client.stream("GET", url, headers={"User-Agent": "Rolewise"}) as response,
        ):
            response.raise_for_status()
            kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
            target = folder / f"fetched{_SUFFIXES.get(kind, Path(urlsplit(url).path).suffix[:8])}"
            with target.open("wb") as file:
                for chunk in response.iter_bytes(65_536):
                    size += len(chunk)
                    if size > most:
                        raise SourceRefused(url, "address", f"it yields more than {most:,} bytes")
                    if time.monotonic() > deadline:
                        raise SourceRefused(url, "address", f"it was not done within {within:g} seconds")
                    file.write(chunk)
    except httpx.TooManyRedirects as error:
        raise SourceRefused(url, "address", f"it redirects more than {MAX_REDIRECTS} times") from error
    except httpx.HTTPStatusError as error:
        raise SourceRefused(url, "address", f"the server answers {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise SourceRefused(url, "address", f"it cannot be fetched: {error or type(error).__name__}") from error
    return target
