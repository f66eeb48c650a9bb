"""Yearly pay as postings write it: "USD 100K - 130K", "€60,000+", "up to 45000 GBP"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_GROUPS = r"\d{1,3}(?:[,.']\d{3})+"
_AMOUNT = rf"(?:{_GROUPS}|\d{{1,9}}(?:\.\d{{1,3}})?)\s?[km]?"
_YEARLY = r"(?:(?:per|a|/)\s?(?:year|annum)|p\.a\.|yearly|annually)"
_SCALES = {"k": 1_000, "m": 1_000_000}
# No one is paid less than this a year in any currency: such a figure is by the hour, or broken.
LEAST_YEARLY = 1_000


@dataclass(frozen=True)
class Pay:
    """A range in whole units of `currency` a year; an open end is None."""

    currency: str | None
    minimum: int | None
    maximum: int | None


def read_pay(text: str, signs: Mapping[str, str]) -> Pay | None:
    """The pay that is all a text says; None where it says another thing, or leaves the currency open."""
    sign = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    money = rf"(?:(?:[A-Z]{{3}}|{sign})\s?)?"
    match = re.fullmatch(
        rf"(?P<bound>up to|from)?\s?(?P<before>{money})(?P<low>{_AMOUNT})"
        rf"(?:\s?(?:-|–|—|to)\s?{money}(?P<high>{_AMOUNT}))?(?P<more>\s?\+)?\s?(?P<after>{money})\s?{_YEARLY}?",
        text.strip(),
        re.IGNORECASE,
    )
    if not match:
        return None
    named = match["before"].strip() or match["after"].strip()
    currency = signs.get(named.upper(), named.upper())
    if not re.fullmatch("[A-Z]{3}", currency):
        return None
    low, high = match["low"].strip(), (match["high"] or "").strip()
    if high and low[-1].isdigit() and not high[-1].isdigit():
        low += high[-1]
    amounts = [_whole(amount) for amount in (low, high) if amount]
    if any(amount is None or amount < LEAST_YEARLY for amount in amounts):
        return None
    bound = (match["bound"] or "").lower()
    if bound == "up to":
        return None if high else Pay(currency, None, amounts[0])
    if not high and (bound or match["more"]):
        return Pay(currency, amounts[0], None)
    return Pay(currency, amounts[0], amounts[-1])


def _whole(amount: str) -> int | None:
    scale = _SCALES.get(amount[-1].lower(), 1)
    digits = amount.rstrip("kKmM ").replace(" ", "")
    if scale == 1 and re.fullmatch(_GROUPS, digits):
        return int(re.sub(r"\D", "", digits))
    try:
        value = float(digits.replace(",", "").replace("'", "")) * scale
    except ValueError:
        return None
    return round(value) if abs(value - round(value)) < 1e-6 else None
