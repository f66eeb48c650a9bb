"""Everything the store can recognise by name, and how values are shown."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import Column, Integer, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Session

from knowledge.country_names import country_name
from knowledge.listings import ListingRow, all_companies, offered
from knowledge.memory import remembered
from knowledge.plural import plural
from knowledge.roles import FORMS, RoleAliasRow, RoleRow
from knowledge.statements import StatementRow
from knowledge.survey_answers import surveyed_countries
from knowledge.table import Table, key, reference
from knowledge.terms import TermAliasRow, TermRow, all_categories
from knowledge.vocabulary_file import LabelEntry
from knowledge.vocabulary_file import Vocabulary as VocabularyFile

# Names that people ask about and no source may know; what a source does know goes by that.
STRANGER = "unknown"
# A city that no posting is in; how a message ranks does not depend on it.
CITY = "city"
# Words that are no names of roles by themselves are kept beside the labels, but are no phrases.
_NO_HEAD = "no_head"
# Below this likeness two names have little in common but length.
_ALIKE = 50.0
# So many words of a title tell it without the one before them.
_LONG_TITLE = 3


@dataclass(frozen=True)
class Phrase:
    """`text` is a surface form, `value` what it stands for; the kinds stand in docs/architecture.md."""

    kind: str
    value: str
    text: str


class LabelRow(Table):
    """How a fixed value (a level, a place, a facet) is shown."""

    __tablename__ = "label"
    __table_args__ = (UniqueConstraint("kind", "value"),)
    id = Column(Integer, primary_key=True)
    kind = Column(String, nullable=False)
    value = Column(String, nullable=False)
    label = Column(String, nullable=False)


class LabelAliasRow(Table):
    __tablename__ = "label_alias"
    id = Column(Integer, primary_key=True)
    label_id = reference("label")
    text = Column(String, nullable=False)


def load_labels(session: Session, vocabulary: VocabularyFile) -> None:
    """Replace all labels by those of the vocabulary."""
    session.execute(delete(LabelRow))
    session.info.pop("labels", None)
    for kind, value, entry in _labels(vocabulary):
        row = LabelRow(kind=kind, value=value, label=entry.label)
        session.add(row)
        session.flush()
        forms = {key(text): text for text in reversed((entry.label, *entry.aliases))}
        session.add_all(LabelAliasRow(label_id=row.id, text=text) for text in reversed(forms.values()))
    session.flush()


def _labels(vocabulary: VocabularyFile) -> Iterator[tuple[str, str, LabelEntry]]:
    for facet, entry in vocabulary.facets.items():
        yield "facet", facet, entry
    for level, entry in vocabulary.levels.items():
        yield "level", level.value, entry
    for employment_type, entry in vocabulary.employment_types.items():
        yield "employment_type", employment_type.value, entry
    for remote, entry in vocabulary.remote.items():
        yield "remote", remote.value, entry
    for company_size, entry in vocabulary.company_sizes.items():
        yield "company_size", company_size.value, entry
    for code, country in vocabulary.places.items():
        yield "place", code, LabelEntry(label=country.label, aliases=country.aliases)
        for region, entry in country.regions.items():
            yield "place", f"{code}-{region}", LabelEntry(label=entry.label, aliases=(region, *entry.aliases))
    terms = [(name, known.aliases) for named in vocabulary.terms.values() for name, known in named.items()]
    strangers = {
        key(name): (name, aliases) for name, aliases in [*terms, *((name, ()) for name in vocabulary.strangers)]
    }
    for name, aliases in strangers.values():
        yield STRANGER, name, LabelEntry(label=name, aliases=(*aliases, plural(name)))
    for city in vocabulary.cities:
        yield CITY, city, LabelEntry(label=city)
    for word in vocabulary.no_heads:
        yield _NO_HEAD, word, LabelEntry(label=word)


def phrases(session: Session) -> list[Phrase]:
    """Every surface form of every kind, each once."""
    found: dict[Phrase, None] = {}
    strangers: list[Phrase] = []
    for part in (_roles(session), _role_heads(session), _terms(session), _categories(session),
                 _companies(session), _fixed(session), _cities(session), _countries(session)):  # fmt: skip
        for phrase in part:
            if phrase.kind in (STRANGER, CITY):
                strangers.append(phrase)
            else:
                found[phrase] = None
    known = {key(phrase.text) for phrase in found}
    return [*found, *(phrase for phrase in dict.fromkeys(strangers) if key(phrase.text) not in known)]


def nearest(session: Session, text: str, kinds: Collection[str], limit: int = 3) -> list[tuple[Phrase, float]]:
    """The phrases of the kinds most like `text`, one a value, best first, with their likeness in 0..1."""
    # Nearly all of the time goes into the names of roles, which who asks for a tool need not wait for.
    readers = dict.fromkeys(_READERS.get(kind, phrases) for kind in kinds)
    asked = phrases(session) if phrases in readers else (phrase for reader in readers for phrase in reader(session))
    known = [phrase for phrase in dict.fromkeys(asked) if phrase.kind in kinds]
    alike = process.extract(
        key(text), [key(p.text) for p in known], scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=_ALIKE
    )
    best: dict[tuple[str, str], tuple[Phrase, float]] = {}
    for _, score, index in alike:
        best.setdefault((known[index].kind, known[index].value), (known[index], score / 100))
    return list(best.values())[:limit]


def label(session: Session, kind: str, value: str) -> str:
    """How a value is shown: 'US-NY' as New York, 'full_time' as Full-time; the value itself if it has no label."""
    whole, _, city = value.partition("/") if kind == "place" else (value, "", "")
    shown = _labels_of(session, kind).get(whole) or (kind == "place" and country_name(whole)) or whole
    return ", ".join(part for part in (city, str(shown)) if part)


@remembered
def _labels_of(session: Session, kind: str) -> dict[str, str]:
    return dict(session.execute(select(LabelRow.value, LabelRow.label).where(LabelRow.kind == kind)).all())


def _roles(session: Session) -> Iterator[Phrase]:
    names = dict(session.execute(select(RoleRow.key, RoleRow.name)).all())
    profiled = set(session.scalars(select(RoleRow.name).join(StatementRow, StatementRow.role_id == RoleRow.id)))
    terms = set(session.scalars(select(TermRow.key)))
    rows = session.execute(
        select(RoleRow.name, RoleAliasRow.text, RoleAliasRow.key, RoleAliasRow.form)
        .join(RoleRow, RoleRow.id == RoleAliasRow.role_id)
        .order_by(RoleAliasRow.id)
    ).all()
    taken: dict[str, str] = dict(names)
    for name, text, text_key, _ in sorted(rows, key=lambda row: FORMS.index(row.form)):
        # A survey's title such as "Data Science" is nearly always meant as the field of that name.
        if text_key in terms and name not in profiled:
            continue
        if taken.setdefault(text_key, name) == name:
            yield Phrase("role", name, text)
            if text_key == key(name) and " " in text:  # "datascience manager" is written more often than misspelt
                yield Phrase("role", name, text.replace(" ", "", 1))
                work, _, who = text.rpartition(" ")
                for joint in ("of", "in"):  # "the manager of data science"
                    yield Phrase("role", name, f"{who} {joint} {work}")
                    yield Phrase("role", name, f"{plural(who)} {joint} {work}")
    for name in names.values():
        rest = name.split()[1:]
        if len(rest) >= _LONG_TITLE and not {"&", "of", "and"} & set(rest) and key(" ".join(rest)) not in taken:
            yield Phrase("role", name, " ".join(rest))  # "a software development lead"
    heads = Counter(name.split(" of ")[0] for name in names.values() if " of " in name)
    fixed = _no_heads(session)
    for name in names.values():
        head = name.split(" of ")[0]
        if " of " in name and heads[head] == 1 and key(head) not in taken and key(head) not in fixed:
            shorter = {text.split(" of ")[0] for other, text, _, _ in rows if other == name and " of " in text}
            yield Phrase("role", name, head)
            for said in sorted({head, *shorter}):  # "profs", but "my prof" is anybody's
                yield Phrase("role", name, plural(said))


def _role_heads(session: Session) -> Iterator[Phrase]:
    left_out = _no_heads(session)
    names = session.scalars(select(RoleRow.name))
    heads = {key(name.split()[-1]) for name in names if not re.search(r" (?:of|in|for) ", name)}
    for head in sorted(heads - left_out):
        if head.isalpha():
            yield Phrase("role_head", head, head)
            yield Phrase("role_head", head, plural(head))
    aliases = session.execute(select(RoleRow.name, RoleAliasRow.text).join(RoleRow, RoleRow.id == RoleAliasRow.role_id))
    for name, alias in aliases:
        head, short = key(name.split()[-1]), key(alias.split()[-1])
        if head in heads - left_out and " " in alias and short.isalpha() and _shortens(short, head):
            yield Phrase("role_head", head, short)


def is_stranger(session: Session, name: str) -> bool:
    """Whether the vocabulary tells that people ask about the name though no source knows it: a city, a firm, a tool."""
    known = select(LabelAliasRow.text).join(LabelRow, LabelRow.id == LabelAliasRow.label_id)
    texts = session.scalars(known.where(LabelRow.kind.in_((STRANGER, CITY))))
    return key(name) in {key(text) for text in texts}


def _shortens(short: str, word: str) -> bool:
    """Whether a word of some letters is another without some of its letters: mgr, manger, eng."""
    letters = iter(word)
    return (
        2 < len(short) < len(word) and all(letter in letters for letter in short) and not word.startswith(short + "s")
    )


def _no_heads(session: Session) -> set[str]:
    return {key(word) for word in session.scalars(select(LabelRow.value).where(LabelRow.kind == _NO_HEAD))}


def _terms(session: Session) -> Iterator[Phrase]:
    rows = session.execute(
        select(TermRow.kind, TermRow.name, TermAliasRow.text)
        .join(TermAliasRow, TermAliasRow.term_id == TermRow.id)
        .order_by(TermRow.id, TermAliasRow.id)
    )
    for kind, name, text in rows:
        yield Phrase(kind, name, text)


def _categories(session: Session) -> Iterator[Phrase]:
    for category in all_categories(session):
        for text in (category.name, *category.aliases):
            yield Phrase("category", category.name, text)


def _companies(session: Session) -> Iterator[Phrase]:
    for company in all_companies(session):
        yield Phrase("company", company, company)
        yield Phrase("company", company, f"{company}s")  # "and pfizers?"
        initials = "".join(word[0] for word in company.split() if word[0].isupper())
        if len(initials) >= 3:
            yield Phrase("company", company, initials)
        short = company.split(" of ")[0]
        if " of " in company and " " in short:
            yield Phrase("company", company, short)


def _fixed(session: Session) -> Iterator[Phrase]:
    rows = session.execute(
        select(LabelRow.kind, LabelRow.value, LabelAliasRow.text)
        .join(LabelAliasRow, LabelAliasRow.label_id == LabelRow.id)
        .where(LabelRow.kind != _NO_HEAD)
        .order_by(LabelAliasRow.id)
    )
    for row in rows:
        yield Phrase(*row)


def _cities(session: Session) -> Iterator[Phrase]:
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in _fixed(session):
        if phrase.kind == "place":
            shown[phrase.value].append(phrase.text)
    cities = session.execute(
        select(ListingRow.country, ListingRow.region, ListingRow.city)
        .where(ListingRow.city.is_not(None), offered())
        .distinct()
    )
    for country, region, city in cities:
        around = "-".join(part for part in (country, region) if part)
        yield Phrase("place", f"{around}/{city}", city)
        for name in shown[around]:
            yield Phrase("place", f"{around}/{city}", f"{city}, {name}")
            yield Phrase("place", f"{around}/{city}", f"{city} {name}")


def _countries(session: Session) -> Iterator[Phrase]:
    """Countries that a survey's answers or listings come from, where the labels have none of them."""
    labelled = set(session.scalars(select(LabelRow.value).where(LabelRow.kind == "place")))
    listed = session.scalars(select(ListingRow.country).where(ListingRow.country.is_not(None), offered()).distinct())
    for code in dict.fromkeys((*surveyed_countries(session), *sorted(listed))):
        name = None if code in labelled else country_name(code)
        if name:
            yield Phrase("place", code, name)
            if " & " in name:
                yield Phrase("place", code, name.replace(" & ", " and "))


# What reads the surface forms of one kind by themselves.
_READERS: dict[str, Callable[[Session], Iterable[Phrase]]] = {
    "role": _roles,
    "category": _categories,
    "company": _companies,
    **dict.fromkeys(("skill", "tool", "platform", "degree", "industry"), _terms),
}
