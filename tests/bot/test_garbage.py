"""Garbage is collected again once loading is over."""

from __future__ import annotations

import gc

import pytest

from bot.garbage import put_off


def test_nothing_is_collected_inside_and_what_stays_is_left_alone_later() -> None:
    with put_off():
        assert not gc.isenabled()
        kept: list[object] = []
        kept.append(kept)
    assert gc.isenabled()
    assert not any(found is kept for found in gc.get_objects())
    gc.unfreeze()


def test_what_does_not_stay_is_looked_at_later() -> None:
    with put_off(stays=False):
        dropped: list[object] = []
        dropped.append(dropped)
    assert any(found is dropped for found in gc.get_objects())


def test_it_is_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no model"), put_off():
        raise ValueError("no model")
    assert gc.isenabled()


def test_inside_another_it_stays_off() -> None:
    with put_off():
        with put_off():
            pass
        assert not gc.isenabled()
