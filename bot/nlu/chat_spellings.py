"""Words that people in a chat write otherwise, on purpose or in haste, whatever stands beside them."""

from __future__ import annotations

_MEANT = {
    "analyst": "analista analysta",
    "architect": "arquitect arquitecto",
    "about": "abt bout abut",
    "and": "n adn nad",
    "anything": "anyth anythin anythng",
    "are": "r",
    "as well": "aswell",
    "because": "cuz coz bcuz bcz bcoz",
    "business": "bizness biznes biz",
    "could": "cud cld",
    "does": "doez",
    "engineer": "ingenier ingeniero ingegnere ingeneer ingineer engeneer enginer ingenieur",
    "earn": "ern",
    "earns": "erns",
    "good": "gud",
    "great": "gr8",
    "how": "hw",
    "job": "jb",
    "jobs": "jbs jbos",
    "level": "lvl",
    "levels": "lvls",
    "manager": "manger",
    "managers": "mangers",
    "more": "mor",
    "over": "ovr",
    "people": "ppl",
    "please": "pls plz plse",
    "programming": "programation programmation",
    "payment": "paymant payement paiment",
    "role": "rol",
    "roles": "rols",
    "salary": "salario",
    "scientist": "cientista scientista",
    "should": "shud shld",
    "something": "smth sth somethin",
    "thanks": "thx thnx thanx",
    "that": "dat taht",
    "that's": "dats thats",
    "the": "da teh hte",
    "their": "thier",
    "them": "dem em",
    "they": "dey",
    "this": "dis",
    "title": "titel titl",
    "what": "wat wot wut waht whta",
    "what's": "wats wots whats",
    "type": "typ",
    "use": "utilise utilize",
    "uses": "utilises utilizes",
    "when": "wen",
    "where": "whr",
    "which": "wich wch whcih whitch witch",
    "with": "wiht",
    "would": "wud wld",
    "year": "yr",
    "years": "yrs",
    "you": "u",
    "your": "ur",
}
# Others for words that say the same of a job or role, and that more people use.
_SAME = {
    "company": "firm enterprise corporation organisation organization",
    "compare": "contrast",
    "difference": "distinction",
    "differences": "distinctions",
    "full-time": "fulltime",
    "part-time": "parttime",
    "role": "profession occupation",
    "roles": "professions occupations",
    "salary": "remuneration compensation",
}
# What stands for another word before these: "jobs 4 me", "how 2 get in", "the 1 in Virginia", "were is it".
MEANT_BEFORE = {
    "4": ("for", frozenset("me my us you u him her them it this that these those the a an both".split())),
    "2": ("to", frozenset("get be become learn lern know do earn work start study use apply".split())),
    "1": ("one", frozenset("in at from with".split())),
    "were": ("where", frozenset("is can does would".split())),
}
# At the beginning of a message these go on with what was asked before.
AT_THE_BEGINNING = {"plus": "and", "&": "and", "additionally": "and"}


def _by_what_is_written(ways: dict[str, str]) -> dict[str, str]:
    return {written: meant for meant, all_of_it in ways.items() for written in all_of_it.split()}


CHAT_SPELLINGS = _by_what_is_written(_MEANT) | _by_what_is_written(_SAME)
