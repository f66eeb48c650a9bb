"""A survey's answers on their way into the store."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from knowledge.naming import name_role
from knowledge.pay_sample import merged_pays, stored_pays
from knowledge.survey_answers import SurveyPayRow
from knowledge.survey_file import Group
from knowledge.vocabulary_file import Vocabulary

# Answers held in memory before they are written: 4 bytes each, and some hundred for each kind of answer.
_HELD = 200_000


class _Kind(NamedTuple):
    role_id: int
    level: str
    year: int
    employment_type: str | None
    country: str | None
    remote: str | None
    company_size: str | None


class Filling:
    """Gathers answers by kind, and writes them whenever many have gathered."""

    def __init__(
        self, session: Session, source_id: int, aliases: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
    ) -> None:
        self._session = session
        self._source_id = source_id
        self._aliases = aliases
        self._canonical = {other: title for title, others in aliases.items() for other in others}
        self._vocabulary = vocabulary
        self._held: defaultdict[Group, array[int]] = defaultdict(lambda: array("I"))
        self._holding = 0
        self._roles: dict[str, int] = {}
        self._rows: dict[_Kind, int] = {}
        self.answers = 0

    @property
    def role_ids(self) -> list[int]:
        return sorted({kind.role_id for kind in self._rows})

    @property
    def years(self) -> list[int]:
        return sorted({kind.year for kind in self._rows})

    def add(self, group: Group, pay: int) -> None:
        self._held[group].append(pay)
        self._holding += 1
        if self._holding >= _HELD:
            self.write()

    def write(self) -> None:
        """Put what is held into the store; answers of a kind that is there are added to its own."""
        kinds: defaultdict[_Kind, list[array[int]]] = defaultdict(list)
        for group, pays in self._held.items():
            kinds[_Kind(self._role_id(group.title), *group[1:])].append(pays)
        for kind, parts in kinds.items():
            stored = stored_pays(pay for part in parts for pay in part)
            count = sum(map(len, parts))
            row_id = self._rows.get(kind)
            if row_id is None:
                added = self._session.execute(
                    insert(SurveyPayRow.__table__).values(
                        source_id=self._source_id, **kind._asdict(), count=count, pays=stored
                    )
                )
                self._rows[kind] = int(added.inserted_primary_key[0])
            else:
                before, pays = self._session.execute(
                    select(SurveyPayRow.count, SurveyPayRow.pays).where(SurveyPayRow.id == row_id)
                ).one()
                self._session.execute(
                    update(SurveyPayRow.__table__)
                    .where(SurveyPayRow.__table__.c.id == row_id)
                    .values(count=before + count, pays=merged_pays((pays, stored)))
                )
        self.answers += self._holding
        self._held.clear()
        self._holding = 0

    def _role_id(self, title: str) -> int:
        title = self._canonical.get(title, title)
        if title not in self._roles:
            aliases = self._aliases.get(title, ())
            self._roles[title] = name_role(self._session, self._source_id, title, self._vocabulary, aliases)
        return self._roles[title]
