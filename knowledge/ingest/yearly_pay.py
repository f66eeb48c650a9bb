"""Pay by the hour, day, week or month, made a year's."""

from __future__ import annotations

import math
from enum import Enum

from knowledge.ingest.pay import LEAST_YEARLY


class PayPeriod(str, Enum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A full-time year: 52 weeks of 5 days of 8 hours, the 2,080 hours that the US Bureau of Labor Statistics counts by
# (https://www.bls.gov/oes/oes_emp.htm).
PER_YEAR = {PayPeriod.HOUR: 2_080, PayPeriod.DAY: 260, PayPeriod.WEEK: 52, PayPeriod.MONTH: 12, PayPeriod.YEAR: 1}
_MOST_YEARLY = 1_000_000_000


def yearly(amount: float, period: PayPeriod) -> int | None:
    """Whole units a year; None where no one can be paid that much or that little."""
    if not math.isfinite(amount):
        return None
    year = round(amount * PER_YEAR[period])
    return year if LEAST_YEARLY <= year <= _MOST_YEARLY else None


def stated(currency: str, amounts: tuple[float, ...], period: PayPeriod) -> str:
    """The pay as posted, with what a year is taken to have: "EUR 50–60 an hour, 2,080 hours a year assumed"."""
    shown = "–".join(f"{amount:,.2f}".removesuffix(".00") for amount in dict.fromkeys(amounts))
    one = "an" if period is PayPeriod.HOUR else "a"
    assumed = "" if period is PayPeriod.YEAR else f", {PER_YEAR[period]:,} {period.value}s a year assumed"
    return f"{currency} {shown} {one} {period.value}{assumed}"
