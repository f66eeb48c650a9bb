"""People told of by what they are: "my sister is a data science manager and my brother an engineer. What does she do?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.question import Entity, Question

_WOMAN, _MAN = "she", "he"
_WHO = {
    _WOMAN: "sister|wife|mother|mom|mum|daughter|girlfriend|aunt|niece|grandmother|grandma|granny|woman|girl|lady|herself",
    _MAN: "brother|husband|father|dad|son|boyfriend|uncle|nephew|grandfather|grandpa|man|boy|guy|gentleman|himself",
}
# "My sister is a …", "my brother works as an …", "and my brother an …".
_IS = {
    person: re.compile(
        rf"\b(?:{words})(?:['’]s| is| was| works as| became| has become| who is|,)?(?: now| currently)?(?: working as)?"
        r"\s+an?\s+(?:\w+\s+)?$",
        re.I,
    )
    for person, words in _WHO.items()
}
_MEANT = {
    _WOMAN: re.compile(r"\b(?:she|her|hers)\b", re.I),
    _MAN: re.compile(r"\b(?:he|his|him)\b", re.I),
}

_BARE = re.compile(r"\W*(?:(?:and|what about|how about)\W+)*(?:she|her|hers|he|him|his)\W*", re.I)


def told(question: Question) -> dict[str, str]:
    """The role of each person, "she" or "he", that the message tells of; each of one person is told."""
    found: dict[str, str] = {}
    for entity in question.entities:
        before = question.source[: entity.start]
        person = next((who for who, words in _IS.items() if entity.kind == "role" and words.search(before)), None)
        if person:
            found[person] = str(entity.value)
    return found


def remembered(question: Question) -> Question:
    """The question in a context that knows the people it tells of, where it tells of two of different roles."""
    people = told(question)
    if len(set(people.values())) < len(_WHO):
        return question
    known = tuple(word for pair in sorted(people.items()) for word in pair)
    return replace(question, context=replace(question.context, people=known))


def as_meant(question: Question) -> Question:
    """The question of the one role that "she" or "he" means, where both were told of."""
    known = dict(zip(question.context.people[::2], question.context.people[1::2]))
    asked = re.split(r"[.!;]\s+", question.source)[-1]
    meant = [who for who, words in _MEANT.items() if known and words.search(asked)]
    at = len(question.source) - len(asked)
    if len(meant) != 1 or any(e.kind in ("role", "role_head") and e.start >= at for e in question.entities):
        return question
    entities = (Entity("role", known[meant[0]], "", 0, 0), *question.besides("role", "role_head"))
    if _BARE.fullmatch(question.source):
        return question.asking("follow_up", ranking=(), entities=entities)
    return replace(question, entities=entities)
