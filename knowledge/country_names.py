"""Names of countries, from Unicode's CLDR."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    # Imported on first use: a store whose labels name all its countries needs none of it.
    from babel import Locale

    return dict(Locale("en").territories)


def country_name(code: str) -> str | None:
    """The English name for a code of ISO 3166-1 of two letters; None where it is none."""
    return _names().get(code) if len(code) == 2 and code.isalpha() else None
