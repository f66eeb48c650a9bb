"""A store is opened only if it is sound, counts its changes, and holds its rows to their references."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from knowledge.errors import StoreDamaged, StoreMissing
from knowledge.store import Store
from knowledge.tips import TipRow, all_tips

MENDS = "rolewise knowledge build"


def test_says_that_it_is_missing(url: str) -> None:
    with pytest.raises(StoreMissing, match=MENDS) as missing:
        Store.open(url)
    assert "knowledge.db" in str(missing.value)


def test_says_that_an_empty_file_is_no_store(url: str, tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").touch()
    with pytest.raises(StoreMissing, match=MENDS):
        Store.open(url)


@pytest.mark.parametrize("garbage", [b"\0" * 5000, b"SQLite format 3\0" + b"\1" * 5000, b"x" * 5000])
def test_says_that_it_is_damaged(url: str, tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "knowledge.db").write_bytes(garbage)
    with pytest.raises(StoreDamaged, match=MENDS) as damaged:
        Store.open(url)
    assert "knowledge.db" in str(damaged.value)


def test_says_that_it_was_torn(built_url: str, tmp_path: Path) -> None:
    path = tmp_path / "knowledge.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((StoreDamaged, StoreMissing), match=MENDS):
        Store.open(built_url)


def test_says_that_it_has_another_shape(built_url: str) -> None:
    store = Store.open(built_url)
    with store.transaction() as session:
        session.execute(text("UPDATE store SET schema = 0"))
    with pytest.raises(StoreDamaged, match="shape 0"):
        Store.open(built_url)


def test_refuses_a_url_that_means_no_database() -> None:
    with pytest.raises(StoreDamaged, match="ROLEWISE_DATABASE_URL"):
        Store("not a url")


def test_never_tells_a_password() -> None:
    assert "secret" not in Store("postgresql://someone:secret@localhost/db").name


def test_version_counts_committed_changes_only(built_url: str) -> None:
    store = Store.open(built_url)
    before = store.version()
    with store.session() as session:
        all_tips(session)
        session.commit()
    assert store.version() == before
    with store.session() as session:
        session.add(TipRow(source_id=1, position=99, title="t", text="t"))
        session.flush()
    assert store.version() == before
    with store.transaction() as session:
        session.add(TipRow(source_id=1, position=99, title="t", text="t"))
    assert store.version() == before + 1


def test_transaction_is_undone_if_it_raises(built_url: str) -> None:
    store = Store.open(built_url)
    with store.session() as session:
        before = all_tips(session)
    sound, broken = (TipRow(source_id=source, position=99, title="t", text="t") for source in (1, 4711))
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.bulk_save_objects([sound, broken])
    with store.session() as session:
        assert all_tips(session) == before


def test_foreign_keys_hold(built_url: str) -> None:
    store = Store.open(built_url)
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.add(TipRow(source_id=4711, position=0, title="t", text="t"))


def test_one_reads_while_another_writes(built_url: str) -> None:
    store = Store.open(built_url)
    with store.transaction() as writing, store.session() as reading:
        writing.add(TipRow(source_id=1, position=99, title="t", text="t"))
        writing.flush()
        assert "t" not in [tip.title for tip in all_tips(reading)]
