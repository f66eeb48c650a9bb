"""One specification of a picture, which each channel draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = ("bars", "line", "histogram")


@dataclass(frozen=True)
class Series:
    """One value for each category of the chart; None where there is no figure."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Marker:
    """A figure of the asker's own: `position` counts categories from 0, so 2.5 is the middle of the third."""

    label: str
    position: float


@dataclass(frozen=True)
class Chart:
    """`unit` says what the values are, `note` how many answers and which source they rest on; `alternative` says in
    words what the picture shows.

    `kind` is `bars` (a group of bars for each category), `line` (categories are in order, years say) or `histogram`
    (categories are neighbouring ranges, with one series of counts).
    """

    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    kind: str = "bars"
    marker: Marker | None = field(default=None)
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            **vars(self),
            "categories": list(self.categories),
            "series": [{"name": s.name, "values": list(s.values)} for s in self.series],
            "marker": vars(self.marker) if self.marker else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Chart:
        """Raises KeyError or TypeError where `data` is not a chart."""
        return cls(
            **{
                **data,
                "categories": tuple(data["categories"]),
                "series": tuple(Series(s["name"], tuple(s["values"])) for s in data["series"]),
                "marker": Marker(**data["marker"]) if data["marker"] else None,
            }
        )
