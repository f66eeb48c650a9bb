"""Small pieces of English that answers are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.origins import Source


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join as in "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return "1 answer", "1,234 answers"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def a(noun: str) -> str:
    """Put the indefinite article before a noun, by its sound."""
    word = noun.split()[0]
    if re.match(r"[A-Z]{2,4}(?![A-Z])", word):  # spelt out: an ML engineer, an MLOps engineer
        vowel = word[0] in "AEFHILMNORSX"
    else:
        vowel = word[0].lower() in "aeio" or (word[0].lower() == "u" and not word.lower().startswith("uni"))
    return f"{'an' if vowel else 'a'} {noun}"


def money(amount: int, currency: str = "USD") -> str:
    return f"{currency} {amount:,}"


def money_range(low: int | None, high: int | None, currency: str | None) -> str:
    """A pay range a year, as far as it is known."""
    currency = currency or "USD"
    if low is None and high is None:
        return "pay not stated"
    if low is None or high is None:
        return f"up to {money(high, currency)}" if high is not None else f"from {money(low or 0, currency)}"
    return money(low, currency) if low == high else f"{currency} {low:,} – {high:,}"


def cited(source: Source) -> str:
    """A source line: title, publisher and date."""
    parts = [source.title]
    if source.publisher and source.publisher.lower() not in source.title.lower():
        parts.append(source.publisher)
    if source.published:
        parts.append(f"{source.published:%B} {source.published.day}, {source.published.year}")
    if source.licence:
        parts.append(source.licence)
    return ", ".join(parts)
