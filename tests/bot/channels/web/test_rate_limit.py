"""A token bucket for each key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.rate_limit import RateLimit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_and_then_one_by_one() -> None:
    clock = Clock()
    limit = RateLimit(60, burst=3, clock=clock)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 1.0]
    clock.now = 1.0
    assert limit.wait("a") == 0
    assert limit.wait("a") > 0


def test_keys_do_not_share() -> None:
    limit = RateLimit(60, burst=1, clock=Clock())
    assert [limit.wait(key) for key in ("a", "b", "a")] == [0, 0, 1.0]


@given(st.lists(st.floats(0, 5), max_size=200), st.integers(1, 600), st.integers(1, 50))
def test_never_more_than_burst_and_rate(pauses: list[float], a_minute: int, burst: int) -> None:
    clock = Clock()
    limit = RateLimit(a_minute, burst, clock)
    allowed = 0
    for pause in pauses:
        clock.now += pause
        allowed += limit.wait("a") == 0
    assert allowed <= burst + clock.now * a_minute / 60 + 1e-6
