"""Python's collection of garbage, put off while libraries, models and training data are loaded."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off(stays: bool = True) -> Iterator[None]:
    """Collect nothing inside; where what was made there `stays`, later collections do not look at it either.

    Loading makes a million objects; to look through them again and again for garbage took a fifth of the start, and a
    seventh of training.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if stays:
                gc.freeze()
            gc.enable()
