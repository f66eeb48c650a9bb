"""Answers that a hostile or broken server might send. None may run a script, reach the network or break the widget."""

from __future__ import annotations

from typing import Any

# Whatever runs, calls this.
RAN = "window.ran=1"

_SCRIPTS = (
    f"<script>{RAN}</script>",
    f"</script><script>{RAN}</script>",
    f"<scr<script>ipt>{RAN}</scr</script>ipt>",
    f"<SCRIPT SRC=data:text/javascript,{RAN}></SCRIPT>",
    f'<img src=x onerror="{RAN}">',
    f"<img src=x:x onerror={RAN}//>",
    f'<svg onload="{RAN}"></svg>',
    f"<svg><script>{RAN}</script></svg>",
    f'<svg><animate onbegin="{RAN}" attributeName=x dur=1s></svg>',
    f'<body onload="{RAN}">',
    f'<iframe srcdoc="<script>parent.{RAN}</script>"></iframe>',
    f'<iframe src="javascript:parent.{RAN}"></iframe>',
    f'<object data="javascript:{RAN}"></object>',
    f'<embed src="javascript:{RAN}">',
    f'<details open ontoggle="{RAN}">',
    f'<input autofocus onfocus="{RAN}">',
    f'<video><source onerror="{RAN}"></video>',
    f'<math><mtext><img src=x onerror="{RAN}"></mtext></math>',
    f"<style>@import 'javascript:{RAN}'</style>",
    "<style>*{display:none!important}</style>",
    f'<link rel=stylesheet href="javascript:{RAN}">',
    f'<meta http-equiv=refresh content="0;url=javascript:{RAN}">',
    f'<base href="javascript:{RAN}//">',
    f'<form action="javascript:{RAN}"><button autofocus>x</button></form>',
    f"<template><img src=x onerror={RAN}></template>",
    f'<noscript><p title="</noscript><img src=x onerror={RAN}>">',
    f"<x contenteditable onblur={RAN} tabindex=1 autofocus>",
    f"&lt;img src=x onerror={RAN}&gt;",
    f"{{{{constructor.constructor('{RAN}')()}}}}",
    f"${{{RAN}}}",
)
_LINKS = (
    f"javascript:{RAN}",
    f"JaVaScRiPt:{RAN}",
    f" javascript:{RAN}",
    f"java\tscript:{RAN}",
    f"java\nscript:{RAN}",
    f"\x01javascript:{RAN}",
    f"javascript://example.org/%0a{RAN}",
    f"data:text/html,<script>{RAN}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    f"vbscript:{RAN}",
    "file:///etc/passwd",
    "blob:https://example.org/0",
    f"[click](javascript:{RAN})",
    f'<a href="javascript:{RAN}">click</a>',
    f'https://example.org/"onmouseover={RAN}//',
    f"https://example.org/<img src=x onerror={RAN}>",
    "https://user:secret@example.org:99999/",
    "https://[::1",
)


def _answer(**parts: Any) -> dict[str, Any]:
    return {"kind": "answer", "blocks": [], "buttons": [], "sources": [], **parts}


def _everywhere(text: str) -> dict[str, Any]:
    """The text in every place that shows text."""
    chart = {"type": "chart", "title": text, "unit": text, "categories": [text], "alternative": text, "kind": "bars",
             "series": [{"name": text, "values": [1]}, {"name": text, "values": [2]}],
             "marker": {"label": text, "position": 0.5}}  # fmt: skip
    return _answer(
        kind=text,
        blocks=[
            {"type": "heading", "text": text},
            {"type": "paragraph", "text": text},
            {"type": "bullets", "items": [text]},
            {"type": "table", "columns": [text], "rows": [[text]], "caption": text, "numeric": [0]},
            chart,
            {**chart, "kind": "line"},
            {**chart, "kind": "histogram"},
        ],
        buttons=[{"title": text, "payload": text}],
        sources=[text],
    )


def _nested(depth: int) -> Any:
    inner: Any = "deep"
    for _ in range(depth):
        inner = [inner]
    return inner


_SHAPES: tuple[Any, ...] = (
    None,
    "not an answer",
    [],
    _answer(blocks=None, buttons=None, sources=None),
    _answer(blocks=[None, 1, "text", [], {}], buttons=[None, 1, {}], sources=[None, {}, []]),
    _answer(blocks=[{"type": name} for name in ("__proto__", "constructor", "toString", "script", "iframe", "")]),
    _answer(blocks=[{"type": "paragraph", "text": "x" * 300_000}]),
    _answer(blocks=[{"type": "bullets", "items": ["item"] * 5_000}]),
    _answer(blocks=[{"type": "table", "columns": ["a"] * 500, "rows": [["b"] * 500] * 300, "caption": "", "numeric": []}]),
    _answer(blocks=[{"type": "table", "columns": _nested(200), "rows": [_nested(200)], "caption": {}, "numeric": "0"}]),
    _answer(blocks=[{"type": "paragraph", "text": {"toString": "x", "nested": _nested(300)}}]),
    _answer(blocks=[{"type": "heading", "text": "again"}] * 3_000),
    _answer(blocks=[{"type": "chart", "title": "t", "unit": "u", "categories": ["c"] * 9_000, "kind": "line",
                     "series": [{"name": "s", "values": [1e308, -1e308, None, "9", 0] * 1_000}] * 90,
                     "alternative": "a", "marker": {"label": "m", "position": 1e300}}]),
    _answer(buttons=[{"title": "t" * 50_000, "payload": "p" * 50_000}] * 300),
)  # fmt: skip

PAYLOADS: tuple[Any, ...] = (*map(_everywhere, _SCRIPTS), *map(_everywhere, _LINKS), *_SHAPES)
