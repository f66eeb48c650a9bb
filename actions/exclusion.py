"""What a question leaves out: "tools other than Python", "which role does not need leadership", "not in Virginia"."""

from __future__ import annotations

import re

from actions.question import Entity, Question

_ARTICLE = r"(?:(?:the|an?|any|about|at|in|on|for|from|of|with|by|to|ones?|those|that|jobs?|listings?|states?|city|area|region)\s+){0,4}"
_LEFT_OUT = re.compile(
    r"(?:\b(?:other than|rather than|else th[ae]n|instead of|nothing to do with|(?:that|which) (?:is|are|was)(?:n['’]?t| not)|"
    r"(?:was|were|am|['’]m)(?:n['’]?t| not) (?:asking|talking|speaking|thinking) (?:for|about|of)|except(?: for| from)?|besides|apart from|aside from|not (?:counting|including)|leaving aside|setting aside|but not|ditch|bother with|get rid of|exclude|excluding|excl\.?|anything but|"
    r"everything but|anywhere but|leave out|leaving out|minus|(?:do|does|would|will|could|can)(?:n['’]?t| not) (?:(?:want|wish|like|care|plan)(?: to)? )?(?:work|apply|go back|move|return)(?: back)? (?:for|at|to|in|with)|(?:ca(?:n['’]?t| ?n['’]t|n ?not)|could(?:n['’]?t| not)) be (?:done|worked)|skip|ignor(?:e|ing)|omit|outside(?: of)?|ca(?:n['’]?t| ?n['’]t|n ?not)|neither|nor|not|without|w/o|(?<!\bi )no|nothing|nothin|none|"
    r"(?:do(?:es)?|did)(?:n['’]?t| not) (?:want|care|need)(?: to (?:hear|know|read|talk)(?: anything)?)? about|"
    r"(?:ca(?:n['’]?t| ?n['’]t|n ?not)|could(?:n['’]?t| not)) (?:stand|bear)|not (?:a fan of|into|keen on|fond of)|(?:not|n['’]t) interested in|spare me|drop (?:anything|everything|all(?: of)?|those|the ones)|do(?:es)?(?:n['’]?t| not) (?:want|mean)|(?:bored|sick|tired|fed up|burn(?:ed|t) out) (?:by|with|of|in|from|on)|(?:no|zero|little|not much) interest in|sucks? at|(?:really |so )?(?:bad|terrible|awful|hopeless|no good|useless) (?:at|with)|struggle with|"
    rf"hate|hates|dislike|dislikes|avoid|(?:none|nothing|no ones?)(?: of (?:them|those))? (?:that|which|who)(?: (?:is|are|be|needs?|requires?|wants?|asks? for))?)\s+{_ARTICLE}|\bnon[\s-]*|(?:^|\s)!\s?)$",
    re.I,
)
_NOT_DONE = re.compile(
    r"(?:\b(?:do|does|did|is|are|wo|would|must|should)(?:\s?n['’]?t|\s+not)|\b(?:do|is|are)nt|\bnot|\bnever|"
    r"\bno (?:need|use|time|patience) (?:for|of|to))\s+(?!you\b|we\b|there\b|only\b|just\b|have to\b|has to\b)(?:(?!but\b)\w+\s+){0,3}(?:(?!but\b)\w+\s+or\s+)?$",
    re.I,
)
# "Not only remote" and "doesn't have to be remote" leave nothing out.
_OPENED = re.compile(
    r"(?:\bnot|n['’]t) (?:leaving|leave|moving away from|move away from|giving up(?: on)?|give up(?: on)?)\s+$|\b(?:not (?:only|just|necessarily)|(?:have|has|need|needs) to be)\s+(?:\w+\s+)?$",
    re.I,
)
_NOT_FOR_ME = re.compile(
    r"\W*(?:that['’]?s|this is|that is|is|are|it['’]?s)? ?(?:not (?:for (?:me|us)|my (?:thing|cup of tea))|no good|an? (?:horror|nightmare|torture|pain))\b",
    re.I,
)
# "With Pfizer out of it", "Virginia aside".
_LEFT_BEHIND = re.compile(
    r"\s+(?:left )?(?:out(?: of (?:it|this|that|the list))?|aside|excluded|excepted)(?:\W*$|[,:;]\s)|,? (?:leave|take|kick|drop) (?:that|it|them|those) (?:out|too|as well)\b",
    re.I,
)
_LOOKS = re.compile(r"\b(?:looks?|find|figure|work)\b", re.I)
# "My ex works at Pfizer. Which jobs are not there?"
_NOT_THERE = re.compile(
    r"[.!;][^?]*\b(?:not|n['’]t|but|other than|except|except for) (?:there|at that (?:company|firm|place)|with them)\b",
    re.I,
)
# "I said Virginia, but I want New York."
_SAID = re.compile(r"\bi (?:said|wrote|typed|asked for)\s+$", re.I)
_BUT = re.compile(r"\W*but\b", re.I)
_CHAIN = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b|\bnor\b)+\s*(?:or\s+|and\s+|nor\s+)?" + _ARTICLE, re.I)


# "Sorry, not New York, Virginia": the second is what is meant.
_CORRECTED = re.compile(r"\W*(?:sorry|oops|oh|wait|hm+|i mean|i meant|my mistake)\b", re.I)
# "No, the Pfizer one" leaves nothing out.
_THE_ONE = re.compile(r"\W*(?:(?:no|nope|nah)\W+)+(?:i (?:mean|meant|want) )?(?:the|that)\s+", re.I)
_ONE = re.compile(r"(?:['’]s)?\s+(?:one|job|listing|position|posting)\b", re.I)
_PREFIXED = re.compile(r"\bnon[\s-]*$", re.I)
# "I like coding more than leading people" is no word on pay.
_LESS_LIKED = re.compile(r"\b(?:more|rather|better)\b[^.,;:!?]* th[ae]n\s+$", re.I)

# After "not the scientist, the engineer" the second is what is meant.
_STRICT_CHAIN = re.compile(r"\s*,?\s*(?:\b(?:or|and|nor)\b)\s*(?:the\s+|an?\s+)?", re.I)

# "No, the manager": said by itself it puts right who was meant; "no professors please", among listings, leaves them out.
# "No, the engineer's industries"
_ITS = re.compile(r"['’]s? \w", re.I)
_CORRECTS = re.compile(r"\W*(?:no\W+)+(?:(?:of|for|the|an?)\s+)*", re.I)
_NOTHING_MORE = re.compile(
    r"(?:['’]s)?(?: (?:(?:was|is) (?:right|correct|fine|it|what i meant)|(?:is |was )?(?:what )?i (?:said|meant|mean|wanted|want|asked(?: for)?|ask(?: for)?|am asking|(?:wanted|meant) to (?:say|ask|write))))?(?: after all)?\W*(?:please|pls|plz|sorry)?\W*",
    re.I,
)


def left_out(question: Question, *kinds: str, verbs: bool = False) -> tuple[Entity, ...]:
    """The entities of `kinds` that the question excludes; with `verbs` also those after "does not need" and the like."""
    found: list[Entity] = []
    for entity in sorted(question.entities, key=lambda e: e.start):
        before = question.source[: entity.start]
        strict = entity.kind in ("role", "role_head", "facet", "level") or _CORRECTED.match(question.source)
        chain = _STRICT_CHAIN if strict else _CHAIN
        between = question.source[found[-1].end : entity.start] if found else ""
        # "Non-senior, mid level": the prefix is of one word.
        chained = (
            found
            and chain.fullmatch(between)
            and not (between.strip() == "," and _PREFIXED.search(question.source[: found[-1].start]))
        )
        negated = bool(
            _LEFT_OUT.search(before)
            or (entity.kind == "skill" and _LESS_LIKED.search(before))
            or (verbs and _NOT_DONE.search(before))
        )
        after = question.source[entity.end :]
        negated = negated or bool(_SAID.search(before) and _BUT.match(after))
        behind = _LEFT_BEHIND.match(after) and not _LOOKS.search(before)  # "how look the tasks of the scientist out?"
        negated = negated or bool(_NOT_FOR_ME.match(after) or behind)
        negated = negated or (entity.kind in ("company", "place") and bool(_NOT_THERE.search(after)))
        if _CORRECTS.fullmatch(before) and entity.kind in ("role", "role_head"):
            several = bool(question.context.shown) and entity.text.lower().endswith("s") and before.strip().isalpha()
            negated = several or not (_NOTHING_MORE.fullmatch(after) or _ITS.match(after))
        negated = negated and not (_THE_ONE.fullmatch(before) and _ONE.match(after))
        if entity.kind in kinds and (chained or (negated and not _OPENED.search(before))):
            found.append(entity)
    return tuple(found)


# "An analyst, no sorry, a scientist": the first was a slip.
_SLIP = re.compile(
    r"\W*(?:(?:no|nope|oops|ops|sorry|wait|hm+|er+m?|i mean|i meant|but i meant|but meant|or rather|rather|scratch that|actually|correction|make that)\b\W*)+"
    r"(?:(?:of|for|as|in|an?|the)\s+)*", re.I,
)  # fmt: skip
_NO = re.compile(r"\W*no\s+", re.I)
_I_MEAN = re.compile(
    r"\W*(?:(?:sorry|no|wait|oops)\W+)*(?:i mean|i meant|that is|i\.?e\.?)\W*(?:(?:an?|the|of)\s+)*", re.I
)
_NOT = re.compile(r"\bnot (?:in |of |for )?$", re.I)
_BUT_RATHER = re.compile(r"\W*(?:(?:but|rather|i mean|i meant)\W+)?(?:(?:in|of|for)\s+)?", re.I)
_OF_TWO = {"compare_roles": "ask_role", "compare_salaries": "ask_salary"}


def _like(one: str, other: str) -> bool:
    """ "And scientists, I mean data scientists": a role may be put right by its last word."""
    return one == other or {one, other} == {"role", "role_head"}


def _is_a_slip(kind: str, between: str) -> bool:
    """ "Skills, no wait, tools" takes back what "skills, no tools" asks for."""
    return bool(_SLIP.fullmatch(between)) and not (kind == "facet" and _NO.fullmatch(between))


def without_slips(question: Question) -> Question:
    """The question without what it names and takes back at once; what then compares one role asks of that role."""
    entities = sorted(question.entities, key=lambda e: e.start)
    slips = [
        before
        for before, after in zip(entities, entities[1:])
        if _like(before.kind, after.kind) and _is_a_slip(before.kind, question.source[before.end : after.start])
    ]
    # "Not 2021, 2022"
    slips += [
        before
        for before, after in zip(entities, entities[1:])
        if before.kind == after.kind == "year"
        and _NOT.search(question.source[: before.start])
        and _BUT_RATHER.fullmatch(question.source[before.end : after.start])
    ]
    # "And of a pleno? I mean mid-level"
    slips += [
        before
        for before, after in zip(entities, entities[1:])
        if before.kind == "unknown" and _I_MEAN.fullmatch(question.source[before.end : after.start])
    ]
    if not slips:
        return question
    left = tuple(e for e in question.entities if e not in slips)
    roles = {e.value for e in left if e.kind in ("role", "role_head")}
    one = "follow_up" if question.context.topic else _OF_TWO.get(question.intent, "")
    intent = one if len(roles) == 1 and question.intent in _OF_TWO else question.intent
    return question.asking(intent, entities=left)


def kept(question: Question, *kinds: str, verbs: bool = False) -> Question:
    """`question` without the entities of `kinds` that it excludes."""
    out = left_out(question, *kinds, verbs=verbs)
    return question.asking(question.intent, entities=tuple(e for e in question.entities if e not in out))
