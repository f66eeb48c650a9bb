"""How often something may be done: a token bucket for each key."""

from __future__ import annotations

import time
from collections.abc import Callable

_MOST_KEYS = 100_000


class RateLimit:
    """`a_minute` times a minute for each key in the long run, and `burst` times at once."""

    def __init__(self, a_minute: int, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = a_minute / 60
        self._burst = float(burst)
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, key: str) -> float:
        """Take one and return 0, or return the seconds until there is one to take."""
        now = self._clock()
        left, filled = self._buckets.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - filled) * self._rate)
        allowed = left >= 1
        # Put back last: the dictionary stays in order of use, and the first are the longest unused.
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST_KEYS:
            del self._buckets[next(iter(self._buckets))]
        return 0.0 if allowed else (1 - left) / self._rate
