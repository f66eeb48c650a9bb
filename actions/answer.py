"""The one thing an action returns: typed blocks that each channel renders in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Union

from actions.chart import Chart


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`rows` have as many cells as there are `columns`; `numeric` names the columns to align right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()


Block = Union[Heading, Paragraph, Bullets, Table, Chart]
_TYPES: dict[str, type] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "table": Table,
    "chart": Chart,
}
_NAMES = {block: name for name, block in _TYPES.items()}


@dataclass(frozen=True)
class Button:
    """A likely next question: `payload` is what the person would have typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Alert:
    """What is to be done about alerts: `subscribe` to listings of a filter, called `title`, or `list` those there are.

    `filter` has the fields of a `ListingFilter` that ask for something, as JSON.
    """

    what: str
    title: str = ""
    filter: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """`kind` is `answer`, `question` (asks back), `unknown` (names what it does not know), `refusal` or `chat`.

    `alert` is for channels that can write first; others never get one.
    """

    kind: str = "answer"
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ()
    alert: Alert | None = None

    @classmethod
    def of(
        cls,
        *blocks: Block | None,
        buttons: Sequence[Button] = (),
        sources: Iterable[str] = (),
        kind: str = "answer",
        alert: Alert | None = None,
    ) -> Answer:
        """Build from blocks, leaving out those that are None, and repeated sources."""
        shown = tuple(b for b in blocks if b is not None)
        return cls(kind, shown, tuple(buttons), tuple(dict.fromkeys(sources)), alert)

    def then(self, other: Answer, buttons: int = 6) -> Answer:
        """This answer followed by another, as one, with at most `buttons` buttons."""
        return replace(
            self,
            kind=self.kind if self.kind == other.kind else "answer",
            blocks=self.blocks + other.blocks,
            # Of two buttons that read alike, nobody could tell which is which.
            buttons=tuple({b.title: b for b in reversed(self.buttons + other.buttons)}.values())[::-1][:buttons],
            sources=tuple(dict.fromkeys(self.sources + other.sources)),
            alert=self.alert or other.alert,
        )

    def as_dict(self) -> dict[str, Any]:
        """As JSON: `{"kind", "blocks": [{"type", …}], "buttons": [{"title", "payload"}], "sources": [text]}`."""
        return {
            "kind": self.kind,
            "blocks": [{"type": _NAMES[type(block)], **_plain(block)} for block in self.blocks],
            "buttons": [vars(button) for button in self.buttons],
            "sources": list(self.sources),
            **({"alert": vars(self.alert)} if self.alert else {}),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Answer:
        """Read what `as_dict` wrote.

        Raises:
            KeyError, TypeError: `data` is not an answer.
        """
        return cls(
            data["kind"],
            tuple(_block(dict(block)) for block in data["blocks"]),
            tuple(Button(**button) for button in data["buttons"]),
            tuple(data["sources"]),
            Alert(**data["alert"]) if data.get("alert") else None,
        )


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {**vars(block), "rows": [list(row) for row in block.rows], "columns": list(block.columns),
                "numeric": list(block.numeric)}  # fmt: skip
    if isinstance(block, Chart):
        return block.as_dict()
    if isinstance(block, Bullets):
        return {"items": list(block.items)}
    return dict(vars(block))


def _block(data: dict[str, Any]) -> Block:
    kind = _TYPES[data.pop("type")]
    if kind is Table:
        data = {**data, "rows": tuple(map(tuple, data["rows"])), "columns": tuple(data["columns"]),
                "numeric": tuple(data["numeric"])}  # fmt: skip
    elif kind is Chart:
        return Chart.from_dict(data)
    elif kind is Bullets:
        data = {"items": tuple(data["items"])}
    block: Block = kind(**data)
    return block
