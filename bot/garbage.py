"""Python's collection of garbage, put off while libraries and models are loaded."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Collect nothing inside, and leave what was made inside out of later collections.

    Loading makes a million objects that stay; to look through them for garbage took a fifth of the start.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
