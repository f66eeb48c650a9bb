"""Places of work, read from the words of a listing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary

# Commas, brackets, slashes, "or" and free-standing dashes part a place; so does the dash of "US-NY".
_PARTS = re.compile(r"\s*[,;|/()\[\]–—]\s*|\s+(?:-+|or|and|&)\s+|(?<=\b[A-Z]{2})-(?=[A-Z])")
_CITY = re.compile(r"[^\W\d_][^\W\d_.'’-]+(?:[ '’.-]+[^\W\d_]+){0,3}")
# What people write that ISO 3166 does not list.
_OTHER_NAMES = {"uk": "GB", "usa": "US", "england": "GB", "scotland": "GB", "wales": "GB", "uae": "AE"}
_CITY_AND_CODE = re.compile(r"(?:\d+\s+)?(?P<before>.*?)\s*\b(?P<code>[A-Z]{2})\b(?!\.)")


@dataclass(frozen=True)
class Place:
    """What a place says; `country` and `region` are codes of ISO 3166. None is not stated, or not certain."""

    remote: bool = False
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class _Found:
    """What one part of a place names."""

    country: str | None = None
    region: str | None = None
    city: str | None = None


def parse_place(text: str, vocabulary: Vocabulary) -> Place:
    """Read a place as given in a listing; what is not certain is left out, never guessed."""
    remote = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in vocabulary.remote_words)
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    found = [_read(part, vocabulary) for part in parts]
    regions = {(f.country, f.region) for f in found if f.region}
    cities = [f.city for f in found if f.city]
    for i in range(1, len(found)):
        # "Washington, DC": a name that could be a region's is the city before a region's own code.
        named_twice = found[i].region is not None and parts[i].isupper() and found[i - 1].region is not None
        if named_twice and not parts[i - 1].isupper() and not found[i - 1].city:
            if found[i - 1].region != found[i].region:
                regions.discard((found[i - 1].country, found[i - 1].region))
            cities.append(parts[i - 1])
        elif (
            (found[i].region or found[i].country)
            and not found[i].city
            and found[i - 1] == _Found()
            and _may_be_city(parts[i - 1], vocabulary)
        ):
            cities.append(parts[i - 1])
    countries = {f.country for f in found if f.country and not f.region} | {country for country, _ in regions}
    if not countries and len(parts) > 1 and len(parts[-1]) > 3 and (code := country_code(parts[-1])):
        # A country that the vocabulary does not list: "Lyon, France". Two letters alone could be anything.
        city = parts[-2] if len(parts) == 2 and _may_be_city(parts[-2], vocabulary) else None
        return Place(remote, city, None, code)
    if len(countries) != 1:
        return Place(remote)
    (country,) = countries
    region = next(iter(regions))[1] if len(regions) == 1 else None
    city = cities[0] if len(cities) == 1 and len(regions) < 2 else None
    return Place(remote, city, region, country)


def _read(part: str, vocabulary: Vocabulary) -> _Found:
    whole = _named(part, vocabulary)
    if whole:
        return whole
    for code, country in vocabulary.places.items():
        if any(_stands_in(name, part) for name in (country.label, *country.aliases)):
            return _Found(country=code)
    found = _CITY_AND_CODE.match(part)
    if found and not part.isupper():
        place = _region_of_code(found["code"], vocabulary)
        if place:
            before = found["before"].strip()
            return _Found(*place, before if _may_be_city(before, vocabulary) else None)
    return _Found()


def _named(part: str, vocabulary: Vocabulary) -> _Found | None:
    """A part that is nothing but the name or code of a country or region."""
    of_code = _region_of_code(part, vocabulary)
    if of_code:
        return _Found(*of_code)
    for code, country in vocabulary.places.items():
        if key(part) in map(key, (country.label, *country.aliases)):
            return _Found(country=code)
        for region_code, region in country.regions.items():
            if key(part) in map(key, (region.label, *region.aliases)):
                return _Found(code, region_code)
    return None


def _region_of_code(code: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    if code in vocabulary.ambiguous_regions:
        return None
    return next(((of, code) for of, country in vocabulary.places.items() if code in country.regions), None)


def _stands_in(name: str, part: str) -> bool:
    # A short name must be written as it is: "us" and "uk" are words or parts of them.
    flags = 0 if len(name) <= 4 else re.IGNORECASE
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", part, flags) is not None


def _may_be_city(text: str, vocabulary: Vocabulary) -> bool:
    words = text.casefold().split()
    return (
        bool(_CITY.fullmatch(text))
        and text[0].isupper()
        and not (text.isupper() and len(text) <= 3)
        and not set(words) & {*vocabulary.address_words, *vocabulary.remote_words}
    )


@lru_cache(maxsize=10_000)
def country_code(name: str) -> str | None:
    """The code of ISO 3166-1 of two letters for a country's name or code; None where it is none."""
    # Imported on first use: only feeds with addresses need it.
    import pycountry

    try:
        return str(pycountry.countries.lookup(name.strip()).alpha_2)
    except LookupError:
        return _OTHER_NAMES.get(key(name).replace(".", ""))
