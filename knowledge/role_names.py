"""What a role is called besides its name."""

from __future__ import annotations

import re
from itertools import product

from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary

# More spellings than these help nobody.
_MOST = 24


def spellings(name: str, vocabulary: Vocabulary) -> list[str]:
    """Other spellings of a role's name, by the vocabulary's abbreviations read either way."""
    choices: list[list[str]] = []
    pattern = _pattern(vocabulary)
    parts = pattern.split(name) if pattern else [name]
    for i, part in enumerate(parts):
        choices.append([part] if i % 2 == 0 else [part, *_equivalents(part, vocabulary)])
    whole = len(parts) == 3 and not parts[0].strip() and not parts[2].strip()
    if whole and name.split()[-1].lower() not in vocabulary.practices:
        return []  # "BI" for "Business Intelligence" names the field, not who works in it
    made = ("".join(chosen) for chosen, _ in zip(product(*choices), range(_MOST + 1)))
    return [text for text in dict.fromkeys(made) if key(text) != key(name)]


def practices(name: str, vocabulary: Vocabulary) -> list[str]:
    """What the work of a role is called: data engineering of a data engineer."""
    *first, last = name.split()
    work = vocabulary.practices.get(last.lower()) if first else None
    return [" ".join([*first, work])] if work else []


def acronym(name: str) -> str | None:
    """The first letters of a name of three words or more; None of a shorter one, or with a word in small letters."""
    words = name.split()
    if len(words) < 3 or not all(word[0].isalpha() and word[0].isupper() for word in words):
        return None
    return "".join(word[0] for word in words)


def without_level(title: str, vocabulary: Vocabulary) -> str:
    """A job title without the words that only grade it; the title itself if nothing were left."""
    levels = sorted(map(key, vocabulary.title_levels), key=len, reverse=True)
    if not levels:
        return title
    one = "|".join(map(re.escape, levels))
    text = re.sub(rf"\s*[(\[](?:{one})[)\]]", "", title, flags=re.IGNORECASE)
    text = re.sub(rf"^(?:(?:{one})[\s,/-]+)+", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"(?:[\s,/-]+(?:{one}))+$", "", text, flags=re.IGNORECASE)
    return text.strip() or title


def without_addition(title: str) -> str:
    """A job title without what brackets, a comma or a dash add to it: "Data Engineer" of "Data Engineer (m/f/d), Payments"."""
    plain = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", title).strip()
    head = re.split(r"\s*[,|]\s*|\s+[-–—]\s+", plain, maxsplit=1)[0]
    # "Manager, Data Engineering" adds nothing to "Manager".
    return head if " " in head else plain or title


def _pattern(vocabulary: Vocabulary) -> re.Pattern[str] | None:
    words = {w for long, shorts in vocabulary.abbreviations.items() for w in (long, *shorts)}
    if not words:
        return None
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w&])({alternatives})(?![\w&])", re.IGNORECASE)


def _equivalents(part: str, vocabulary: Vocabulary) -> list[str]:
    wanted = key(part)
    found = [s for long, shorts in vocabulary.abbreviations.items() if key(long) == wanted for s in shorts]
    found += [long for long, shorts in vocabulary.abbreviations.items() if wanted in map(key, shorts)]
    return [text if not text.islower() or text == "and" else text.title() for text in found]
