"""Amounts of money with a comparison: "over 150k", "between 100 and 140k", "$120,000", "six figures"."""

from __future__ import annotations

import re
from typing import TypedDict

from bot.nlu.mention import Mention


class Amount(TypedDict):
    """Bounds in whole currency units a year, both inclusive, either open; equal bounds mean "about"."""

    low: int | None
    high: int | None
    currency: str | None


_CURRENCIES = {"$": "USD", "usd": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
               "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
               "£": "GBP", "gbp": "GBP", "pounds": "GBP"}  # fmt: skip
_FACTORS = {"k": 1_000, "grand": 1_000, "thousand": 1_000, "m": 1_000_000, "mil": 1_000_000, "million": 1_000_000}

_SIGN = r"(?:us\$|[$€£]|(?:usd|eur|gbp)\s)"
_UNIT = r"(?:dollars?|bucks|usd|euros?|eur|pounds|gbp)"
_FACTOR = r"(?:k|grand|thousand|million|mil|m)"
_NUMBER = (
    rf"(?P<sign{{0}}>{_SIGN})?\s?(?P<number{{0}}>\d{{{{1,3}}}}(?:[,.\s]\d{{{{3}}}})+(?![\d])|\d+(?:\.\d+)?|a\s+hundred|hundred)"
    rf"(?:\s?(?P<factor{{0}}>{_FACTOR})\b)?(?:\s?(?P<unit{{0}}>{_UNIT}|[$€£])(?!\w))?"
)
_LEAST = r"over|above|more th[ae]n|greater th[ae]n|higher th[ae]n|upwards? of|at least|minimum(?: of)?|min|from|no less than|not less than|not under|not below|north of|starting (?:at|from)|exceeding|>=|>|≥"
_MOST = r"under|below|less th[ae]n|lower th[ae]n|at most|maximum(?: of)?|max|up to|no more than|not more than|not over|not above|south of|cheaper than|<=|<|≤"
_ABOUT = r"about|around|roughly|approximately|approx\.?|circa|~|close to|near"

_RANGE = re.compile(
    rf"(?:\b(?:between|from)\s+)?{_NUMBER.format(1)}\s*(?:-|–|—|to|and|till|until|\.\.)\s*{_NUMBER.format(2)}", re.I
)
_SINGLE = re.compile(
    rf"(?:(?P<least>(?<!\w)(?:{_LEAST}))|(?P<most>(?<!\w)(?:{_MOST}))|(?P<about>(?<!\w)(?:{_ABOUT})))?\s*"
    rf"{_NUMBER.format(1)}(?P<after>\s?\+|\s+(?:or more|or above|or over|and up|and above|plus|minimum)\b|"
    rf"\s+(?:or less|or under|or below|max|maximum|at most|tops)\b)?",
    re.I,
)
_FIGURES = re.compile(r"\b(?P<figures>five|six|seven|5|6|7)[\s-]figures?\b", re.I)
_DIGITS = {"five": 5, "six": 6, "seven": 7}

# "over 30 years", "5 jobs", "3 listings" count things, not money.
_COUNTED = re.compile(
    r"\s*(?:%|percent|years?|yrs?|jobs?|listings?|roles?|openings?|people|answers?|days?|hours?|hrs?|months?|weeks?|"
    r"skills?|tools?|miles?|km|minutes?|persons?|employees|times|degrees?|page|pages)\b",
    re.I,
)
_HOURLY = re.compile(r"\s*(?:an?|per|/)\s?(?:hour|hr|h|day|week|month)\b", re.I)


def find_amounts(text: str) -> list[Mention]:
    """Every amount of money in `text`, as mentions of kind `amount` whose value is an `Amount`."""
    found: list[Mention] = []
    for match in _FIGURES.finditer(text):
        digits = match["figures"].lower()
        low = 10 ** ((_DIGITS.get(digits) or int(digits)) - 1)
        found.append(_mention(match.start(), match.end(), low, None, None))
    for match in _RANGE.finditer(text):
        bounds = _range(match, text)
        if bounds:
            found.append(_mention(match.start(), match.end(), *bounds, _currency(match, 1) or _currency(match, 2)))
    for match in _SINGLE.finditer(text):
        value = _single(match, text)
        if value is None:
            continue
        after = (match["after"] or "").lower()
        least = match["least"] or re.search(r"\+|more|above|over|up|plus|minimum", after)
        most = match["most"] or (after and not least)
        low, high = (value, None) if least else (None, value) if most else (value, value)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(_mention(start, match.start() + len(match[0].rstrip()), low, high, _currency(match, 1)))
    kept: list[Mention] = []
    for mention in found:
        if not any(mention.overlaps(other) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _mention(start: int, end: int, low: int | None, high: int | None, currency: str | None) -> Mention:
    return Mention("amount", Amount(low=low, high=high, currency=currency), start, end)


def _currency(match: re.Match[str], index: int) -> str | None:
    word = (match[f"sign{index}"] or match[f"unit{index}"] or "").strip().lower()
    return _CURRENCIES.get(word)


def _number(match: re.Match[str], index: int) -> float:
    digits = match[f"number{index}"].lower()
    if "hundred" in digits:
        return 100.0
    if re.fullmatch(r"\d{1,3}(?:[,.\s]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    return float(digits)


def _factor(match: re.Match[str], index: int) -> int:
    return _FACTORS.get((match[f"factor{index}"] or "").lower(), 1)


def _single(match: re.Match[str], text: str) -> int | None:
    """The amount in whole units, or None where the number does not speak of yearly pay."""
    number, factor = _number(match, 1), _factor(match, 1)
    marked = bool(match["sign1"] or match["unit1"] or factor > 1)
    if (not marked and _COUNTED.match(text, match.end("number1"))) or _HOURLY.match(text, match.end()):
        return None
    if not marked and 20 <= number < 1_000 and (match["least"] or match["most"]) and not _is_word_next(text, match):
        factor, marked = 1_000, True  # "over 120" among salaries means thousands
    if not marked and not 10_000 <= number < 10_000_000:
        return None
    value = number * factor
    if value < 1_000 and number >= 20 and (match["sign1"] or match["unit1"]) and (match["least"] or match["most"]):
        value *= 1_000  # "over $120"
    return int(value) if 1_000 <= value < 100_000_000 else None


def _is_word_next(text: str, match: re.Match[str]) -> bool:
    return bool(re.match(r"\s*[a-z]", text[match.end() :], re.I))


def _range(match: re.Match[str], text: str) -> tuple[int, int] | None:
    if _COUNTED.match(text, match.end("number2")) or _HOURLY.match(text, match.end()):
        return None
    low, high = _number(match, 1), _number(match, 2)
    first, second = _factor(match, 1), _factor(match, 2)
    if first == 1 and second > 1 and low < 1_000:
        first = second  # "100 to 140k"
    low, high = low * first, high * second
    marked = any((match["sign1"], match["sign2"], match["unit1"], match["unit2"], first > 1, second > 1))
    if 20 <= low < 1_000 and 20 <= high < 1_000 and (marked or match[0].lower().startswith("between")):
        low, high = low * 1_000, high * 1_000
        marked = True
    if not marked and not (low >= 10_000 and high >= 10_000):
        return None
    if low > high or low < 1_000 or high >= 100_000_000:
        return None
    return int(low), int(high)
