"""Examples are told from what they are examples of."""

from __future__ import annotations

import pytest

from knowledge.ingest.examples import Examples, examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stores (e.g., Redis, Kafka)", Examples("stores", ("Redis", "Kafka"), "stores")),
        ("stores (e.g. Redis) for queues", Examples("stores", ("Redis",), "stores for queues")),
        ("stores such as Redis, Kafka, or etcd", Examples("stores", ("Redis", "Kafka", "etcd"), "stores")),
        ("stores like (for example, Redis)", Examples("stores like", ("Redis",), "stores like")),
        ("stores such as Redis for queues", Examples("stores", ("Redis",), "stores for queues")),
        ("no list here", Examples("no list here", (), "no list here")),
    ],
)
def test_examples(text: str, expected: Examples) -> None:
    assert examples(text) == expected
