"""Roles and the names they go by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, String, UniqueConstraint, func, select
from sqlalchemy.orm import Session, relationship

from knowledge.memory import remembered
from knowledge.plural import plural
from knowledge.table import Table, key, reference

# The order in which two roles that share a name are preferred.
FORMS = ("name", "alias", "derived", "plural")


@dataclass(frozen=True)
class Role:
    """`answers` counts survey answers behind its pay, `listings` its job listings; both 0 if there are none."""

    name: str
    aliases: tuple[str, ...]
    plural: str
    has_profile: bool
    answers: int
    listings: int


class RoleRow(Table):
    __tablename__ = "role"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    key = Column(String, nullable=False, unique=True)

    # Named by strings because these tables refer to this one.
    statements: Any = relationship("StatementRow", viewonly=True)
    listings: Any = relationship("ListingRow", viewonly=True)
    salaries: Any = relationship("SalaryRow", viewonly=True)
    aliases: Any = relationship("RoleAliasRow", viewonly=True)


def _offered() -> Any:
    # Imported late, for listings refer to roles.
    from knowledge.listings import offered

    return offered()


class RoleAliasRow(Table):
    """A surface form of a role, its own name among them, as one source brings it; `form` is one of `FORMS`."""

    __tablename__ = "role_alias"
    __table_args__ = (UniqueConstraint("role_id", "source_id", "key"),)
    id = Column(Integer, primary_key=True)
    role_id = reference("role")
    source_id = reference("source")
    text = Column(String, nullable=False)
    key = Column(String, nullable=False, index=True)
    form = Column(String, nullable=False)


@remembered
def all_roles(session: Session) -> list[Role]:
    """Every role: those with a profile first, then by name."""
    found = _read(session, None)
    return sorted(found, key=lambda role: (not role.has_profile, role.name))


@remembered
def find_role(session: Session, name: str) -> Role | None:
    """The role of that name, alias or plural, whatever its case."""
    role_id = role_id_of(session, name)
    return None if role_id is None else _read(session, role_id)[0]


@remembered
def first_words(session: Session) -> set[str]:
    """Words in small letters that begin names of roles of several words."""
    return {name.split()[0].lower() for name in session.scalars(select(RoleRow.name)) if " " in name}


@remembered
def role_id_of(session: Session, name: str) -> int | None:
    """The row of the role of that name; a name goes before an alias, an alias before a derived one."""
    named = session.scalar(select(RoleRow.id).where(RoleRow.key == key(name)))
    if named is not None:
        return int(named)
    found = session.execute(select(RoleAliasRow.form, RoleAliasRow.role_id).where(RoleAliasRow.key == key(name))).all()
    return min(((FORMS.index(form), role_id) for form, role_id in found), default=(0, None))[1]


def _read(session: Session, role_id: int | None) -> list[Role]:
    def of_roles(query: Any) -> Any:
        return session.execute(query if role_id is None else query.where(RoleRow.id == role_id)).all()

    aliases: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row_id, text in of_roles(
        select(RoleRow.id, RoleAliasRow.text)
        .join(RoleRow.aliases)
        .where(RoleAliasRow.form.in_(("alias", "derived")))
        .order_by(RoleAliasRow.form, RoleAliasRow.id)
    ):
        aliases[row_id].setdefault(key(text), text)
    profiled = {row_id for (row_id,) in of_roles(select(RoleRow.id).join(RoleRow.statements).distinct())}
    listings = dict(
        of_roles(select(RoleRow.id, func.count()).join(RoleRow.listings).where(_offered()).group_by(RoleRow.id))
    )
    salaries = RoleRow.salaries.property.entity.class_
    answers = dict(
        of_roles(
            select(RoleRow.id, func.max(salaries.count))
            .join(RoleRow.salaries)
            .where(salaries.level.is_(None), salaries.year.is_(None))
            .group_by(RoleRow.id)
        )
    )
    return [
        Role(
            name,
            tuple(aliases[row_id].values()),
            plural(name),
            row_id in profiled,
            answers.get(row_id, 0),
            listings.get(row_id, 0),
        )
        for row_id, name in of_roles(select(RoleRow.id, RoleRow.name))
    ]
