"""A posting's fields, as any feed gives them, made a listing of one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from knowledge.document import EmploymentType, Level, ListingEntry
from knowledge.ingest.grammar import Grammar
from knowledge.ingest.pay import read_pay
from knowledge.ingest.yearly_pay import PayPeriod, stated, yearly
from knowledge.places import country_code
from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary

NO_PLACE = "Not stated"
_LONGEST = 300
_TRUE = frozenset({"1", "true", "yes", "y", "remote", "telecommute", "fully remote", "100"})


@dataclass(frozen=True)
class RefusedPosting:
    """A posting that is none, and why; `line` is its line or its number in the file."""

    line: int
    reason: str


class PostingReader:
    """Reads fields by the names of `reading.yaml`'s `listing_columns`."""

    def __init__(self, vocabulary: Vocabulary, grammar: Grammar) -> None:
        self._vocabulary = vocabulary
        self._grammar = grammar
        self._periods = {key(form): period for period, forms in grammar.pay_periods.items() for form in forms}
        self._levels = {key(form): level for level, e in vocabulary.levels.items() for form in (e.label, *e.aliases)}
        self._types = {
            key(form): kind for kind, e in vocabulary.employment_types.items() for form in (e.label, *e.aliases)
        }

    def read(self, fields: Mapping[str, Any], line: int) -> ListingEntry | RefusedPosting:
        """A listing of the fields, of which title and company must be there."""
        text = {name: _text(value) for name, value in fields.items()}
        for name in ("title", "company"):
            if not text.get(name):
                return RefusedPosting(line, f"it has no {name}")
        try:
            return ListingEntry(
                title=text["title"],
                company=text["company"],
                external_id=text.get("external_id") or None,
                url=_url(text.get("url")),
                posted=_date(text.get("posted")),
                valid_through=_date(text.get("valid_through")),
                **self._place(text),
                **self._terms(text),
                **self._pay(text),
            )
        except ValidationError as error:
            first = error.errors()[0]
            return RefusedPosting(line, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")

    def _place(self, text: Mapping[str, str]) -> dict[str, Any]:
        city, region, country = (text.get(name) or None for name in ("city", "region", "country"))
        code = country_code(country) if country else None
        known = self._vocabulary.places.get(code or "")
        regions = known.regions if known else {}
        region_code = next(
            (c for c, r in regions.items() if region and key(region) in map(key, (c, r.label, *r.aliases))), None
        )
        remote = key(text.get("remote") or "") in _TRUE
        parts = dict.fromkeys(part for part in (city, region, country) if part)
        place = text.get("place") or ", ".join(parts) or ("Remote" if remote else NO_PLACE)
        if code is None:
            return {"place": place, "remote": remote}
        return {"place": place, "remote": remote, "city": city, "region": region_code, "country": code}

    def _terms(self, text: Mapping[str, str]) -> dict[str, Any]:
        kind_text, level_text = text.get("employment_type") or "", text.get("level") or ""
        kind = self._of(self._types, kind_text)
        level = self._of(self._levels, level_text) or self._of(self._levels, text["title"], leading=True)
        return {
            "employment_type": kind,
            "level": level,
            "employment_stated": kind_text or None,
            "level_stated": level_text or None,
        }

    @staticmethod
    def _of(forms: Mapping[str, Any], text: str, leading: bool = False) -> EmploymentType | Level | None:
        words = key(re.sub(r"[_/]", " ", text))
        if leading:
            return forms.get(words.split(" ")[0].strip(".,")) if " " in words else None
        # Several types ("FULL_TIME, CONTRACTOR"): the first that is known.
        for part in (words, *(part.strip() for part in re.split(r"[,;|]", words))):
            found: EmploymentType | Level | None = forms.get(part) or forms.get(part.removesuffix("-level").strip())
            if found:
                return found
        return None

    def _pay(self, text: Mapping[str, str]) -> dict[str, Any]:
        low, high = _amount(text.get("pay_min")), _amount(text.get("pay_max"))
        given = text.get("currency") or ""
        currency = self._grammar.currency_signs.get(given, given).upper()
        if low is None and high is None:
            said = text.get("pay") or ""
            pay = read_pay(said, self._grammar.currency_signs) or read_pay(
                f"{currency} {said}", self._grammar.currency_signs
            )
            if pay is None:
                return {"pay_stated": said or None}
            return {"currency": pay.currency, "pay_min": pay.minimum, "pay_max": pay.maximum}
        period = self._periods.get(key(text.get("period") or "year"))
        amounts = tuple(amount for amount in (low, high) if amount is not None)
        shown = "–".join(f"{amount:g}" for amount in amounts)
        if not re.fullmatch("[A-Z]{3}", currency) or period is None:
            return {"pay_stated": " ".join(part for part in (given, shown, text.get("period") or "") if part)}
        ends = [None if amount is None else yearly(amount, period) for amount in (low, high)]
        if all(end is None for end in ends) or (None not in ends and ends[0] > ends[1]):  # type: ignore[operator]
            return {"pay_stated": stated(currency, amounts, period)}
        kept = None if period is PayPeriod.YEAR else stated(currency, amounts, period)
        return {"currency": currency, "pay_min": ends[0], "pay_max": ends[1], "pay_stated": kept}


def _text(value: Any) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    text = str(value)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())[:_LONGEST].strip()


def _url(text: str | None) -> str | None:
    return text if text and re.match(r"https?://\S+$", text) else None


def _amount(text: str | None) -> float | None:
    """ "120,000", "120k" and "55.50" as numbers; None where it is none, or none above nothing."""
    match = re.fullmatch(r"[^\d\-]{0,4}(?P<digits>\d[\d,' ]{0,15}(?:\.\d{1,4})?)\s?(?P<scale>[kK]?)", text or "")
    if not match:
        return None
    amount = float(re.sub(r"[,' ]", "", match["digits"])) * (1_000 if match["scale"] else 1)
    return amount or None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
