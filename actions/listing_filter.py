"""Which listings a question asks for: read from what it names, merged with the search before, and told in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions.bare import only_names
from actions.context import LISTING_TOPICS
from actions.exclusion import left_out
from actions.question import Entity, Question
from actions.role_reference import listed_as, refer
from actions.wording import a, listed, money
from knowledge.listings import CHOICES, HOME_CURRENCY, ListingFilter
from knowledge.vocabulary import label

TOPICS = LISTING_TOPICS
_SAME = re.compile(
    r"\b(?:ones?|them|those|these|only|just|sort|order|rank|of that|instead)\b|^\W*(?:typo|correction|oops|sorry|wait|no wait|i me(?:an|ant))\b",
    re.I,
)
# "Back to the jobs" goes on with the search that was left.
_BACK_TO = re.compile(
    r"\bback to (?:the |those |these |that |my |your )?(?:[\w-]+ ){0,2}(?:jobs?|list(?:ings?)?|openings?|postings?|search|results)\b|"
    r"\b(?:those|these|the) (?:jobs|listings|openings|postings|ones) (?:(?:again|once more)\b|(?:that )?(?:you|we|i) (?:just )?(?:mention\w*|show\w*|list\w*|had|told|saw|gave)\b)",
    re.I,
)
# "Scratch that, show me all of them", "back to the whole list".
_WHOLE = re.compile(
    r"\b(?:(?:whole|full|complete|entire) list|(?:scratch|forget) (?:that|it)\b.*\ball|(?:show|list|see|give)\b.*\ball (?:three|four|five|six|\d+)|all (?:of them|(?:the )?(?:jobs|listings)) again)\b",
    re.I,
)
_ALL_OF_THEM = re.compile(
    r"\b(?:all (?:of )?(?:them|(?:the |your )?(?:jobs|openings|listings|positions|vacancies|postings))|every (?:one|job)|everything)\b",
    re.I,
)
_NOT_REMOTE = re.compile(r"\b(?:not|non|no)[ -](?:fully )?remote\b", re.I)
# "Jobs that are remote" carries nothing over, "jobs for that" does.
_CARRIED_ROLE = re.compile(r"\b(?:it|(?<=hires )(?:him|her)|that(?!\s+(?:are|is|pay\w*|can|have|has|offer\w*|do|would|i)\b)|this|them|they|those|such|one)\b", re.I)  # fmt: skip
_TAKEN_BACK = re.compile(
    r"\b(?:without (?:the|that|any)|drop|remove|leave out|take (?:away|out|off)|forget|lose|skip|cancel|ignore|no matter|"
    r"regardless of|any|all (?=(?:levels|places|locations|states|companies|firms|employers)\b)|not (?:only|just|necessarily)|(?:doesn['’]?t|does not|don['’]?t) matter|(?:doesn['’]?t|does not|needn['’]?t|need not|don['’]?t) (?:have|need) to be|(?:needn['’]?t|need not|must not|mustn['’]?t) be|"
    r"(?:don['’]?t|do not) (?:care|mind)|never ?mind|irrespective of)\b", re.I,
)  # fmt: skip
_LET_GO = re.compile(
    r"\b(?:forget|drop|scrap|cancel|never ?mind|no need for|needn['’]?t be|(?:does(?:n['’]?t| not)|do(?:n['’]?t| not)|need(?:n['’]?t| not)) (?:have|need) to be|not (?:only|just|necessarily))(?: about)?(?: the| that| it being)?\s+$",
    re.I,
)
# "Any level, still remote"
_KEPT = re.compile(r"\b(?:still|keep|keeping|but|only|just|(?:switch|change|move|go) (?:it )?to)\s+$", re.I)
_DROP = re.compile(r"\b(?:drop|remove|kick out|take out|lose|scrap)\s+(?:the\s+)?$", re.I)
_ANYWHERE = re.compile(r"\b(?:anywhere|everywhere|wherever|any ?place|all places|(?:in )?any (?:place|location|state|city))\b", re.I)  # fmt: skip
_JOBS = re.compile(r"\b(?:jobs?|listings?|postings?|openings?|positions?|vacanc\w+|ads?)\b", re.I)
_THE = re.compile(r"\bthe\s+$", re.I)
_CANNOT = re.compile(r"\b(?:ca(?:n['’]?t| ?n['’]t|nnot)|won['’]?t|don['’]?t want to)\b[^.!?]*$", re.I)
_REMOTE_OR_NOT = re.compile(r"\bremote or (?:not|on-?site|office)\b|\bon-?site or (?:not|remote)\b", re.I)
_INSTEAD = re.compile(r"\b(?:instead|rather)\b", re.I)
_AS_WELL = re.compile(r"\b(?:too|also|as well|additionally|include|including|add|plus)\b", re.I)
# What a university offers: "the academic one", "without the university", "any faculty positions?".
_POST = r"(?:ones?|jobs?|positions?|posts?|listings?|openings?|vacanc\w+|work|careers?|thing|sector|side|world)"
_OF_A_UNIVERSITY = re.compile(
    r"\b(?:universit(?:y|ies)|uni|academia|(?<=in )teaching(?=\W*$)|academic|facult(?:y|ies)|college)"
    r"(?!\s+(?:degrees?|educat\w*|stud\w+|backgrounds?|diplomas?|graduates?|level|stuff|papers?|courses?|subjects?|classes|things?))\b", re.I,
)  # fmt: skip
_LESS_ACADEMIC = re.compile(r"\bless (?:academic|of a university)\b", re.I)
_STUDIED_THERE = re.compile(
    r"\b(?:stud\w+|finish\w*|graduat\w*|degrees?|went|going|go|am(?! (?:looking|searching|interested|after))|been|was|(?<!leave )(?<!take )(?<!drop )(?<!kick )out)\b",
    re.I,
)
_OF_FIRMS = re.compile(rf"\b(?:in|from) (?:the )?(?:industry|private sector)\b|\b(?:industry|industrial|corporate|non-?academic) {_POST}\b", re.I)  # fmt: skip
# Each field of the filter: the words that mean it, and what a button calls it.
_CONDITIONS = {
    "role": (re.compile(r"\b(?:role|title)\b", re.I), "role"),
    "company": (re.compile(r"\b(?:compan(?:y|ies)|employers?|firms?)\b", re.I), "company"),
    "place": (re.compile(r"\b(?:places?|locations?|states?|cit(?:y|ies)|where)\b", re.I), "place"),
    "remote": (re.compile(r"\b(?:remote|on-?site|home)\b", re.I), "remote condition"),
    "level": (re.compile(r"\b(?:levels?|seniority|senior|junior)\b", re.I), "level"),
    "employment_type": (re.compile(r"\b(?:type|full-?time|part-?time|employment)\b", re.I), "employment type"),
    "pay_at_least": (re.compile(r"\b(?:pay|salary|money|minimum|amount)\b", re.I), "pay condition"),
    "pay_at_most": (re.compile(r"\b(?:pay|salary|money|maximum|amount)\b", re.I), "pay condition"),
    "academic": (re.compile(r"\b(?:universit\w+|uni|academi\w+|facult\w+|college)\b", re.I), "academic condition"),
    "currency": (re.compile(r"\b(?:currency|dollars?|euros?|pounds?)\b", re.I), "pay condition"),
}
# From so many words on a message tells a story.
_STORY = 30
_ENTITIES = ("company", "place", "remote", "level", "employment_type", "amount")


def has_filter(question: Question) -> bool:
    """Whether the message names anything that listings can be filtered by."""
    return bool(question.values(*_ENTITIES)) or bool(_ANYWHERE.search(question.text)) or academic(question) is not None


def academic(question: Question) -> bool | None:
    """Whether the message asks for what universities offer, or for what others do; None where it says nothing of it."""
    if _OF_FIRMS.search(question.text) or _LESS_ACADEMIC.search(question.text):
        return False
    match = _OF_A_UNIVERSITY.search(question.source, told_before(question.source, _STORY))
    if only_names(question, "industry") and question.values("industry"):
        return None  # "universities?" asks who works there
    if match is None or _STUDIED_THERE.search(question.source[: match.start()]):
        return None
    named = Entity("academic", True, match[0], match.start(), match.end())
    return not left_out(replace(question, entities=(*question.entities, named)), "academic", verbs=True)


def told_before(text: str, least: int) -> int:
    """Where the last sentence of a story of `least` words or more begins: what it tells before is no condition; else 0."""
    ends = [match.end() for match in re.finditer(r"[.!?]\s+", text)]
    return ends[-1] if ends and len(text.split()) >= least else 0


def wants_all(text: str) -> bool:
    """Whether the message asks for all listings there are: "then all openings"."""
    return bool(_ALL_OF_THEM.search(text))


def goes_back(question: Question) -> bool:
    """Whether the message goes back to the listings that were left: "back to the jobs"."""
    return bool(question.context.shown and _BACK_TO.search(question.text))


def refines(question: Question) -> bool:
    """Whether the message speaks of the listings just shown ("those", "only …")."""
    return question.context.topic in TOPICS and bool(_SAME.search(question.text))


def asked_for(question: Question, session: Session) -> ListingFilter:
    """What the listings of this question must be: what it names, and what goes on from the question before."""
    new = named(question, session)
    if not new.asks and _WHOLE.search(question.text):
        return new
    if refines(question):
        return refined(question, session)
    if goes_back(question):
        return new if wants_all(question.text) else merged(question, new)
    goes_on = question.elliptic or _CARRIED_ROLE.search(question.text)
    in_vain = question.context.listing_filter.role and not question.context.shown and _INSTEAD.search(question.text)
    if new.role is None and question.context.topic not in TOPICS and goes_on and not in_vain:
        return replace(new, role=next(iter(question.context.roles), None))
    return new


def named(question: Question, session: Session) -> ListingFilter:
    """What the message itself names, with what it excludes and what will do as well."""
    question = replace(question, entities=_at_the_end(_not_let_go(question), question.source))
    out = left_out(question, "role", "role_head", "company", "place", "remote", "level", "employment_type", verbs=True)
    out += tuple(e for e in question.entities if e not in out and _is_dropped(question, e))
    amount = question.value("amount") or {}
    low, high = amount.get("low"), amount.get("high")
    if low is not None and low == high:
        high = None  # "jobs for 120k": that much must be within reach
    found: dict[str, Any] = {}
    also: list[tuple[str, str]] = []
    without: list[tuple[str, str]] = []
    for field in CHOICES:
        inside = [e for e in question.entities if e.kind == field and e not in out]
        values = (
            _roles(question, session, inside, out) if field == "role" else _narrowest([str(e.value) for e in inside])
        )
        if values:
            found[field] = values[0]
            also += [(field, value) for value in values[1:]]
        without += [(field, str(e.value)) for e in out if e.kind == field and str(e.value) not in values]
    heads = tuple(e for e in out if e.kind == "role_head")
    if heads:  # "no professors please"
        meant = refer(session, replace(question, entities=heads, source="")).roles
        without += [("role", role.name) for role in meant]
    return ListingFilter(
        **found, remote=_remote(question, out), academic=academic(question), pay_at_least=low, pay_at_most=high, currency=amount.get("currency"),
        also=tuple(also), without=tuple(dict.fromkeys(without)),
    )  # fmt: skip


def _is_dropped(question: Question, entity: Entity) -> bool:
    """Whether a firm or place that was no condition is to go: "drop Pfizer too"."""
    if entity.kind not in ("company", "place") or question.context.topic not in TOPICS:
        return False
    asked = entity.value in question.context.listing_filter.values(entity.kind)
    return not asked and bool(_DROP.search(question.source[: entity.start]))


def _not_let_go(question: Question) -> tuple[Entity, ...]:
    """The entities without those that are no condition any more: "forget remote, just New York"."""
    return tuple(
        e for e in question.entities if not _LET_GO.search(question.source[: e.start]) or _is_dropped(question, e)
    )


def _at_the_end(entities: tuple[Entity, ...], text: str) -> tuple[Entity, ...]:
    """Of a long story the conditions in its last sentence, where that names any: "we live in Rochester. … not remote?" """
    asked = tuple(e for e in entities if e.start >= told_before(text, _STORY))
    return asked if any(e.kind in _ENTITIES for e in asked) else entities


def _roles(question: Question, session: Session, inside: list[Entity], out: tuple[Entity, ...]) -> list[str]:
    heads = tuple(e for e in question.entities if e.kind == "role_head" and e not in out)
    if not inside and not heads:
        return []
    open_heads = (
        () if _JOBS.search(question.text) else tuple(e for e in heads if _THE.search(question.source[: e.start]))
    )
    anyone = (head for head in heads if head not in open_heads)  # "who hires the engineer" means the one we know of
    offered = [role.name for head in anyone for role in listed_as(session, str(head.value), question.context.roles)]
    left = (*inside, *open_heads, *(() if offered else heads))
    named = [role.name for role in refer(session, replace(question, entities=left)).roles] if left else []
    return list(dict.fromkeys([*named, *offered]))


def _narrowest(values: list[str]) -> list[str]:
    """Each value once; of a place and one within it, that."""
    return [v for v in dict.fromkeys(values) if not any(other != v and other.startswith(v) for other in values)]


def _remote(question: Question, out: tuple[Entity, ...]) -> bool | None:
    sides = {
        (str(e.value) == "yes") != (e in out) for e in question.entities if e.kind == "remote" and e.value != "hybrid"
    }
    named = [e for e in question.entities if e.kind == "remote"]
    if len(sides) > 1 and str(named[-1].value) == "no" and _CANNOT.search(question.source[: named[0].start]):
        return False  # "I can't work remotely. Which of these are not remote?"
    return sides.pop() if len(sides) == 1 and not _REMOTE_OR_NOT.search(question.text) else None


def merged(question: Question, new: ListingFilter) -> ListingFilter:
    """The last search with what this message changes: what it names takes the place of what was asked before."""
    old = question.context.listing_filter
    changes = {name: value for name, value in vars(new).items() if value not in (None, ())}
    also, without = list(old.also), list(old.without)
    as_well = bool(_AS_WELL.search(question.text))
    for field in CHOICES:
        values = new.values(field)
        if not values:
            continue
        without = [(name, value) for name, value in without if name != field]
        if as_well and getattr(old, field) is not None:
            also += [(field, value) for value in values if value not in old.values(field)]
            del changes[field]
        else:
            also = [(name, value) for name, value in also if name != field] + [(field, v) for v in values[1:]]
    for field, value in new.without:
        before = getattr(old, field) or ""
        if (before == value or before.startswith(f"{value}/")) and field not in changes:
            changes[field] = None
        without.append((field, value))
    both = {str(e.value) for e in question.entities if e.kind == "remote"} >= {"yes", "no"}
    if (
        (both and new.remote is None)
        or _REMOTE_OR_NOT.search(question.text)
        or (as_well and old.remote is not None and new.remote == (not old.remote))
    ):
        changes["remote"] = None
    # One works either in a place or from anywhere: naming the one instead lets go of the other.
    if _ANYWHERE.search(question.text) or (_INSTEAD.search(question.text) and new.remote and not new.place):
        changes["place"] = None
    elif _INSTEAD.search(question.text) and new.place and new.remote is None:
        changes["remote"] = None
    kept = {"also": tuple(dict.fromkeys(also)), "without": tuple(dict.fromkeys(without))}
    return _consistent(replace(old, **{**changes, **kept}))


def _consistent(wanted: ListingFilter) -> ListingFilter:
    """Without further values of a field that has no first one any more."""
    return replace(wanted, also=tuple((f, v) for f, v in wanted.also if getattr(wanted, f) not in (None, v)))


def dropped(question: Question) -> tuple[str, ...]:
    """The conditions that the message takes back ("without the remote part"), as fields of the filter."""
    if not _TAKEN_BACK.search(question.text):
        return ()
    before = question.context.listing_filter
    kept = {e.kind for e in question.entities if _KEPT.search(question.source[: e.start])}
    let_go = ({e.kind for e in question.entities} - {e.kind for e in _not_let_go(question)}) & set(_CONDITIONS)
    if let_go:  # "forget remote, just New York" names the place to keep it
        return tuple(name for name in _CONDITIONS if name in let_go and getattr(before, name) is not None)
    said = _said_with_it(question)
    amounts = any(e.kind == "amount" and e.text in said for e in question.entities)
    meant = {e.kind for e in question.entities} | ({"pay_at_least", "pay_at_most"} if amounts else set())
    meant &= {e.kind for e in question.entities if e.text in said} | {"pay_at_least", "pay_at_most"}
    verbs = list(_TAKEN_BACK.finditer(question.text))
    if all(verb[0].lower().strip() in {"any", "all"} for verb in verbs):
        meant = set()  # "in Virginia, any firm" names a place to keep it
        kept |= {e.kind for e in question.entities}  # "any entry-level ones?"
        said = " ".join(question.text[verb.end() :] for verb in verbs)  # "remote of any level" keeps that
    return tuple(
        name
        for name, (words, _) in _CONDITIONS.items()
        if getattr(before, name) is not None
        and name not in kept
        and (words.search(said) or name in meant)
        and not (name == "remote" and _NOT_REMOTE.search(question.text))
    )


def _said_with_it(question: Question) -> str:
    """What is said of what is taken back: "without the pay limit", of "without the pay limit, and mid level instead"."""
    parts = re.split(r",\s*(?:and |but |then )?|\s+but\s+", question.text)
    return " ; ".join(part for part in parts if _TAKEN_BACK.search(part))


def refined(question: Question, session: Session) -> ListingFilter:
    """The last search without the conditions that the message takes back, and with what else it names."""
    out = dropped(question)
    new = named(question, session)
    if new.without and wants_all(question.text):
        return new  # "everything except Pfizer" is asked of all
    question = replace(question, context=replace(question.context, listing_filter=_let_back_in(question)))
    if out:
        context = replace(question.context, listing_filter=_without(question.context.listing_filter, out))
        question, new = replace(question, context=context), _without(new, out)
    return merged(question, new)


def _let_back_in(question: Question) -> ListingFilter:
    """The last search without what was left out of it and the message lets in again: "forget the NY condition"."""
    before = question.context.listing_filter
    if not _TAKEN_BACK.search(question.text):
        return before
    named = {(e.kind, str(e.value)) for e in question.entities if e.kind in CHOICES}
    return replace(before, without=tuple(pair for pair in before.without if pair not in named))


def _without(wanted: ListingFilter, fields: tuple[str, ...]) -> ListingFilter:
    nothing: dict[str, Any] = dict.fromkeys(fields)
    less = _consistent(replace(wanted, **nothing))
    return replace(less, without=tuple((f, v) for f, v in less.without if f not in fields))


def carried_over(wanted: ListingFilter, before: ListingFilter) -> str | None:
    """What a button calls the last condition that was carried over; None where nothing was."""
    fields = [name for name in _CONDITIONS if getattr(wanted, name) is not None and getattr(before, name) == getattr(wanted, name)]  # fmt: skip
    return _CONDITIONS[fields[-1]][1] if fields else None


def described(session: Session, wanted: ListingFilter) -> str:
    """The search in words: "Remote senior listings at Pfizer over USD 120,000"."""
    before = []
    if wanted.remote is not None:
        before.append("remote" if wanted.remote else "on-site")
    if wanted.academic is not None:
        before.append("academic" if wanted.academic else "non-academic")
    for field in ("level", "employment_type"):
        if wanted.values(field):
            before.append(listed([_named(session, field, value) for value in wanted.values(field)], "or"))
    after = [
        f"{word} {listed([_named(session, field, value) for value in wanted.values(field)], 'or')}"
        for field, word in (("role", "for"), ("company", "at"), ("place", "in"))
        if wanted.values(field)
    ]
    if wanted.without:
        after.append("without " + listed([_named(session, field, value) for field, value in wanted.without], "or"))
    currency = wanted.currency or HOME_CURRENCY
    if wanted.pay_at_least is not None and wanted.pay_at_most is not None:
        after.append(f"between {money(wanted.pay_at_least, currency)} and {wanted.pay_at_most:,}")
    elif wanted.pay_at_least is not None:
        after.append(f"reaching {money(wanted.pay_at_least, currency)} or more")
    elif wanted.pay_at_most is not None:
        after.append(f"starting at {money(wanted.pay_at_most, currency)} or less")
    text = " ".join([*before, "listings", *after])
    return text[0].upper() + text[1:]


def _named(session: Session, field: str, value: str) -> str:
    if field == "role":
        return a(value)
    shown = value if field == "company" else label(session, field, value)
    return shown.lower() if field in ("level", "employment_type") else shown
