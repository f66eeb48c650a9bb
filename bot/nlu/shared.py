"""What several components use: made on first use, once a process, from the settings."""

from __future__ import annotations

import os
from functools import lru_cache

from bot.nlu.encoder import Encoder
from bot.nlu.recognizer import Recognizer
from bot.nlu.words import Words
from bot.settings import Settings
from knowledge.store import Store


@lru_cache(maxsize=1)
def words() -> Words:
    return Words()


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    return Encoder()


def recognizer() -> Recognizer:
    """The recognizer over the store that the settings name."""
    return _recognizer(Settings.read(os.environ).database_url)


@lru_cache(maxsize=1)
def _recognizer(database_url: str) -> Recognizer:
    return Recognizer(Store.open(database_url), words())
