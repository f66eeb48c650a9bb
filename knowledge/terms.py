"""Skills, tools, platforms, degrees and industries as things of their own, and their categories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Integer, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Session

from knowledge.document import TermKind
from knowledge.memory import remembered
from knowledge.table import Table, key, reference

if TYPE_CHECKING:
    from knowledge.statements import Statement

_KINDS = [kind.value for kind in TermKind]


@dataclass(frozen=True)
class TermName:
    name: str
    kind: str
    category: str | None


@dataclass(frozen=True)
class Term:
    name: str
    kind: str
    category: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Category:
    name: str
    aliases: tuple[str, ...]


class CategoryRow(Table):
    __tablename__ = "category"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    key = Column(String, nullable=False, unique=True)


class CategoryAliasRow(Table):
    """What the vocabulary calls a category, its own name among them."""

    __tablename__ = "category_alias"
    id = Column(Integer, primary_key=True)
    category_id = reference("category")
    text = Column(String, nullable=False)
    key = Column(String, nullable=False, index=True)


class TermRow(Table):
    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("key", "kind"),)
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    key = Column(String, nullable=False, index=True)
    kind = Column(String, nullable=False, index=True)
    category_id = Column(Integer, ForeignKey("category.id", ondelete="SET NULL"), index=True)


class TermAliasRow(Table):
    """A surface form of a term, its own name among them, as one source brings it."""

    __tablename__ = "term_alias"
    __table_args__ = (UniqueConstraint("term_id", "source_id", "key"),)
    id = Column(Integer, primary_key=True)
    term_id = reference("term")
    source_id = reference("source")
    text = Column(String, nullable=False)
    key = Column(String, nullable=False, index=True)


@remembered
def find_term(session: Session, name: str) -> Term | None:
    """The term of that name or alias, whatever its case; where several kinds share it, the first of `TermKind`."""
    found = _read(session, term_ids_of(session, name))
    return found[0] if found else None


@remembered
def all_terms(session: Session, kind: str | None = None, category: str | None = None) -> list[Term]:
    """Terms by kind and name, of one kind or category where given."""
    query = select(TermRow.id)
    if kind is not None:
        query = query.where(TermRow.kind == kind)
    if category is not None:
        query = query.where(TermRow.category_id == category_id_of(session, category))
    return _read(session, list(session.scalars(query)))


def terms_of(
    session: Session, role: str, kinds: Iterable[str] | None = None, facet: str | None = None
) -> list[TermName]:
    """What the statements of a role name, each once, in their order."""
    from knowledge.statements import statements_of

    wanted = None if kinds is None else set(kinds)
    named = (term for statement in statements_of(session, role, facet) for term in statement.terms)
    return list(dict.fromkeys(term for term in named if wanted is None or term.kind in wanted))


@remembered
def mentions(session: Session, term_name: str) -> list[Statement]:
    """Statements that are linked to the term of that name or alias."""
    from knowledge.statements import StatementRow, StatementTermRow, read

    ids = term_ids_of(session, term_name)
    return read(
        session,
        select(StatementRow).where(
            StatementRow.id.in_(select(StatementTermRow.statement_id).where(StatementTermRow.term_id.in_(ids)))
        ),
    )


@remembered
def all_categories(session: Session) -> list[Category]:
    """Every category by name, with what else it is called."""
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for category_id, text in session.execute(
        select(CategoryAliasRow.category_id, CategoryAliasRow.text).order_by(CategoryAliasRow.id)
    ):
        aliases[category_id].append(text)
    rows = session.execute(select(CategoryRow.id, CategoryRow.name).order_by(CategoryRow.name))
    return [Category(name, tuple(a for a in aliases[row_id] if key(a) != key(name))) for row_id, name in rows]


def is_category(session: Session, name: str) -> bool:
    """Whether a category has this very name; what else it is called does not count."""
    return any(category.name == name for category in all_categories(session))


@remembered
def terms_in(session: Session, category: str, role: str | None = None) -> list[TermName]:
    """Terms of a category, and what statements list under it though the term's own category is another.

    With `role`, only those that the role's statements name.
    """
    from knowledge.statements import StatementRow, StatementTermRow

    category_id = category_id_of(session, category)
    if category_id is None:
        return []
    listed = (
        select(StatementTermRow.term_id)
        .join(StatementRow, StatementRow.id == StatementTermRow.statement_id)
        .where(StatementRow.category_id == category_id)
    )
    query = select(TermRow.id).where(or_(TermRow.category_id == category_id, TermRow.id.in_(listed)))
    found = [TermName(term.name, term.kind, term.category) for term in _read(session, list(session.scalars(query)))]
    if role is None:
        return found
    own = terms_of(session, role)
    return [term for term in own if term in found]


def term_ids_of(session: Session, name: str) -> list[int]:
    """Rows of the terms of that name; where none has it, of those with that alias."""
    named = list(session.scalars(select(TermRow.id).where(TermRow.key == key(name))))
    return named or list(session.scalars(select(TermAliasRow.term_id).where(TermAliasRow.key == key(name)).distinct()))


@remembered
def category_id_of(session: Session, name: str) -> int | None:
    """The row of the category of that name or alias."""
    named = session.scalar(select(CategoryRow.id).where(CategoryRow.key == key(name)))
    if named is None:
        named = session.scalar(
            select(CategoryAliasRow.category_id).where(CategoryAliasRow.key == key(name)).order_by(CategoryAliasRow.id)
        )
    return None if named is None else int(named)


def _read(session: Session, ids: Iterable[int]) -> list[Term]:
    wanted = list(ids)
    aliases: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for term_id, text in session.execute(
        select(TermAliasRow.term_id, TermAliasRow.text)
        .where(TermAliasRow.term_id.in_(wanted))
        .order_by(TermAliasRow.id)
    ):
        aliases[term_id].setdefault(key(text), text)
    rows = session.execute(
        select(TermRow.id, TermRow.name, TermRow.kind, CategoryRow.name.label("category"))
        .outerjoin(CategoryRow, CategoryRow.id == TermRow.category_id)
        .where(TermRow.id.in_(wanted))
    ).all()
    ordered = sorted(rows, key=lambda row: (_KINDS.index(row.kind), key(row.name)))
    return [
        Term(row.name, row.kind, row.category, tuple(t for k, t in aliases[row.id].items() if k != key(row.name)))
        for row in ordered
    ]
