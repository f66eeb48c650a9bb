"""What a message asks: one intent, or several questions with an intent each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlu.by_names import DOUBT, RIVAL, by_what_it_names
from bot.nlu.clauses import (
    BY_FACET,
    KNOWN,
    OF_A_ROLE,
    OF_ONESELF,
    ROLES,
    UNSURE,
    Clause,
    asked,
    masked_part,
)
from bot.nlu.facet_list import facets_by_role, facets_joined, in_keywords
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.one_question import PLAINLY, WHOLLY, beside_the_whole
from bot.nlu.opening import only_acknowledges, only_pauses, without_opening
from bot.nlu.recognizer import mask
from bot.nlu.splitter import sentences
from bot.nlu.stories import asked_at_the_end, suited_at_the_end, told_at_length, told_beside
from bot.nlu.strangeness import ANCHORS
from bot.nlu.trimming import trimmed, wants_yes_or_no
from bot.nlu.unknown import LIKE_A_ROLE
from knowledge.vocabulary import CITY, STRANGER

SEVERAL = "several_questions"
# In a message of several clauses these draw on all of it ("I know SQL. I live in Utah. Which role suits me?").
_WHOLE = frozenset({"suggest_role", "find_gap", "find_listings", "count_listings", "rank_listings", "check_need"})


@dataclass(frozen=True)
class Reading:
    intent: str
    confidence: float
    ranking: list[tuple[str, float]]
    questions: tuple[Clause, ...]


def read(text: str, mentions: Sequence[Mention], model: IntentModel, threshold: float) -> Reading:
    """Classify `text`; below `threshold` the intent is `nlu_fallback`. Cities of no posting have no say in it."""
    mentions = [m for m in mentions if m.kind != CITY]
    asks = text.rstrip().endswith("?")
    of_one_thing = wants_yes_or_no(text) and _names_a_role_and_a_thing(mentions)
    text = trimmed(text)
    ranking = model.ranking(mask(text, mentions))
    if _PERCENT.search(text):  # a share of something is asked for, not a number of jobs
        ranking = [pair for pair in ranking if pair[0] != "count_listings"]
    if _PERCENTILE.search(text) and ranking[0][0] == "ask_salary":
        ranking.sort(key=lambda pair: pair[0] != "ask_percentile")
    if _IN_THE_WORLD.search(text):  # no source tells how many there are
        ranking = [(FOREIGN, 1.0), *(pair for pair in ranking if pair[0] != FOREIGN)]
    if ranking[0][0] == "follow_up" and _HOW_MUCH.search(text) and any(m.kind == "role" for m in mentions):
        ranking.sort(key=lambda pair: pair[0] != "ask_salary")  # "and the manager, how much win?"
    if asks and ranking[0][0] in GREETINGS and _is_a_strange_word(text, mentions, model):
        ranking.sort(key=lambda pair: pair[0] != FOREIGN)  # "Zig?"
    if only_acknowledges(text):
        return Reading("thank", 1.0, [("thank", 1.0)], (Clause("thank", 1.0, 0, len(text)),))
    if only_pauses(text):
        return Reading("follow_up", 1.0, ranking, (Clause("follow_up", 1.0, 0, len(text)),))
    if of_one_thing:  # "docker for MLE, yes or no"
        return Reading("check_need", 1.0, ranking, (Clause("check_need", 1.0, 0, len(text)),))
    by_role = facets_by_role(text, mentions) or in_keywords(text, mentions)
    if len(by_role) > 1:
        return Reading(SEVERAL, 1.0, ranking, tuple(by_role))
    intent, confidence = _guarded(text, ranking, mentions, model)
    foreignness = dict(ranking)[FOREIGN]
    told = told_at_length(text, mentions, model)
    if not _may_be_asked(told, mentions, foreignness):
        told = []
    if len(told) == 1:
        return Reading(told[0].intent, told[0].confidence, ranking, tuple(told))
    if told:
        return Reading(SEVERAL, min(q.confidence for q in told), ranking, tuple(told))
    questions = beside_the_whole(asked(text, mentions, model, threshold), text, mentions, *ranking[0])
    if not _may_be_asked(questions, mentions, foreignness):
        questions = []
    joined = facets_joined(text, mentions, intent)
    if len(questions) > 1 and len(joined) <= len(questions):
        return Reading(SEVERAL, min(q.confidence for q in questions), ranking, tuple(questions))
    if joined:
        return Reading(SEVERAL, confidence, ranking, joined)
    at_the_end = asked_at_the_end(text, mentions, model) if intent == "suggest_role" else None
    if at_the_end:
        return Reading(at_the_end.intent, at_the_end.confidence, ranking, (at_the_end,))
    if questions and questions[0].confidence > _CLEARLY:
        (question,) = questions
        if question.intent in _WHOLE:
            question = replace(question, start=0, end=len(text))
        return Reading(question.intent, question.confidence, ranking, (question,))
    if intent in (FOREIGN, "follow_up") or confidence < DOUBT:
        plain = _after_the_opening(text, mentions, model)
        if plain is not None:
            meant = (intent, confidence) if intent == "follow_up" else plain[0]  # the conversation may say more
            return Reading(*meant, plain, (Clause(*meant, 0, len(text)),))
    doubtful = confidence < (threshold if mentions else _NAMING_NOTHING) or _has_a_rival(ranking)
    looked = doubtful and intent != FOREIGN
    beside = told_beside(text, mentions, model) if looked else None
    if beside is not None:
        return Reading(beside.intent, beside.confidence, ranking, (beside,))
    intent = by_what_it_names(text, mentions, ranking, intent, confidence, doubtful)
    if intent in (UNSURE, FOREIGN):
        beside = None if looked else told_beside(text, mentions, model)
        beside = beside or suited_at_the_end(text, mentions, model)
        of_ours = _OF_OUR_ROLES.search(text)
        if beside is not None and (of_ours or _may_be_asked([beside], mentions, foreignness)):
            return Reading(beside.intent, beside.confidence, ranking, (beside,))
        of_a_role = _of_an_unknown_role(text, mentions, model)
        is_told = any(m.kind == "unknown" for m in mentions)
        if of_a_role and (is_told or dict(ranking)[FOREIGN] < _TOO_FOREIGN):
            intent, confidence = of_a_role
    if intent == FOREIGN:
        ranking = _of_the_last_sentence(text, mentions, model) or ranking
    return Reading(intent, confidence, ranking, (Clause(intent, confidence, 0, len(text)),))


def _of_the_last_sentence(text: str, mentions: list[Mention], model: IntentModel) -> list[tuple[str, float]] | None:
    """How the last of several sentences ranks by itself: "I hate bossing people. What does that one do?"

    Within a conversation it may ask something, whatever the others tell.
    """
    spans = sentences(text)
    if len(spans) < 2:
        return None
    return model.ranking(masked_part(text, *spans[-1], mentions))


# To forget what was said must be meant: what is less sure is read as the next best.
_SURE_TO_FORGET = 0.5
GREETINGS = frozenset({"greet", "thank", "goodbye"})
# Beside these a greeting is a question: "yo, any gigs".
_ASKED_ABOUT = frozenset({"level", "facet", "role", "role_head", "tool", "platform", "company"})


def _guarded(
    text: str, ranking: list[tuple[str, float]], mentions: list[Mention], model: IntentModel
) -> tuple[str, float]:
    """The likeliest intent, unless it would lose the conversation or leave aside what the message names."""
    intent, confidence = ranking[0]
    if intent in OF_ONESELF and _is_a_strange_word(text, mentions, model):
        return FOREIGN, confidence
    named_stranger = any(m.kind == STRANGER for m in mentions)
    if named_stranger and (
        (intent in GREETINGS and confidence < PLAINLY) or (intent in OF_ONESELF and confidence < DOUBT)
    ):
        return FOREIGN, confidence  # "tell me about zookeepers" is no "tell me about yourself"
    if intent in OF_ONESELF and confidence < DOUBT and _asks_of_a_role(mentions):
        return next((pair for pair in ranking if pair[0] not in OF_ONESELF | {FOREIGN}), ranking[0])
    if intent == "start_over" and confidence < _SURE_TO_FORGET:
        return ranking[1]
    praised = intent == "thank" and _WELL_DONE.search(text)
    if intent in GREETINGS and confidence < WHOLLY and not praised and any(m.kind in _ASKED_ABOUT for m in mentions):
        named = [m.value for m in mentions if m.kind == "facet"]
        asking = next((pair for pair in ranking if pair[0] not in {*GREETINGS, FOREIGN}), ranking[0])
        return ("find_listings", 1 - confidence) if named == ["listings"] else asking
    return intent, confidence


_IN_THE_WORLD = re.compile(
    r"\bhow many\b.*\b(?:in the (?:world|us|usa|country)|worldwide|on earth|exist|in total are there)\b", re.I
)
_HOW_MUCH = re.compile(r"\bhow much (?:\w+)?\W*$", re.I)
_WELL_DONE = re.compile(
    r"\b(?:good|great|nice|fine|cool|amazing|awesome|excellent|useful|helpful) (?:job|work|tool)s?\b", re.I
)
_OF_OUR_ROLES = re.compile(r"\bwhich of (?:the|your|these) (?:two )?(?:roles|jobs|careers)\b", re.I)
_PERCENTILE = re.compile(r"\bpercentiles?\b", re.I)
_PERCENT = re.compile(r"\bper ?cent(?:age)?|%", re.I)


def _is_a_strange_word(text: str, mentions: list[Mention], model: IntentModel) -> bool:
    """Whether the message is one word that nobody asks with: "Kubernetes?" is no question of the assistant itself."""
    words = re.findall(r"[^\W\d_][\w+#.-]*", text)
    told = any(m.kind == STRANGER for m in mentions)
    return len(words) == 1 and (told or words[0].lower() not in model.spelling.familiar)


def _names_a_role_and_a_thing(mentions: list[Mention]) -> bool:
    kinds = [m.kind for m in mentions]
    return sum(kind == "role" for kind in kinds) == 1 and any(kind in KNOWN for kind in kinds)


def _asks_of_a_role(mentions: list[Mention]) -> bool:
    return any(m.kind == "facet" and m.value in BY_FACET for m in mentions)


# One question among clauses that ask nothing speaks for the message where it is this plain.
_CLEARLY = 0.6
# "I'm interested" names nothing, and must be surer than what does.
_NAMING_NOTHING = 0.4
# "What compensation could I get?" at the end of a story that is as foreign as this is part of it.
_FOREIGN_STORY = 0.9
_SURELY_A_FOREIGN_STORY = 0.99
# Managers, directors and professors are everywhere.
_OF_ANYTHING = frozenset({"role_head"})
# Which of these is meant matters little, or the conversation tells.
_ALIKE = frozenset({"follow_up", *GREETINGS, "help", "ask_identity", "ask_human", "ask_privacy"})
_ALIKE_PAIRS = (
    {"suggest_role", "which_role"}, {"suggest_role", "list_roles"}, {"find_gap", "ask_skills"}, {"ask_salary", "compare_salaries"}, {"ask_role", "ask_responsibilities"},
    {"ask_skills", "ask_responsibilities"},
    {"find_listings", "count_listings"}, {"find_listings", "rank_listings"},
)  # fmt: skip


def _has_a_rival(ranking: list[tuple[str, float]]) -> bool:
    """Whether a reading is not sure, and another is as well to be thought of."""
    (first, chance), (second, rival) = ranking[:2]
    of_two = "compare_roles" in (first, second) and {first, second} & OF_A_ROLE  # "what do the two study"
    alike = {first, second} & _ALIKE or {first, second} in _ALIKE_PAIRS or of_two
    return chance < DOUBT and rival >= RIVAL and first != FOREIGN and not alike


def _may_be_asked(clauses: list[Clause], mentions: list[Mention], foreignness: float) -> bool:
    """Whether questions are found in what is no foreign story, or in one that is about the domain.

    "Pay" and "jobs" can be said of anything: alone they make no story that is surely foreign one of ours.
    """
    if foreignness <= _FOREIGN_STORY:
        return True
    named = [m for m in mentions for c in clauses if c.start <= m.start and m.end <= c.end]
    if len(named) > 1 or any(m.kind in ANCHORS for m in named):
        return True
    told = any(m.kind in ANCHORS - _OF_ANYTHING for m in mentions)
    return told or (bool(named) and foreignness <= _SURELY_A_FOREIGN_STORY)


# What a message that names nothing can ask within a conversation.
_WITHIN = OF_A_ROLE | {"which_role", "compare_roles", "compare_salaries", "find_listings", "rank_listings"}


def _after_the_opening(text: str, mentions: list[Mention], model: IntentModel) -> list[tuple[str, float]] | None:
    """The ranking of a message without the words before its question, where that names nothing and is plain."""
    rest = without_opening(text)
    if rest and any(m.end > len(text) - len(rest) for m in mentions):
        return None
    ranking = model.ranking(mask(rest, [])) if rest else []
    return ranking if ranking and ranking[0][0] in _WITHIN and ranking[0][1] >= PLAINLY else None


_BEFORE_A_ROLE = re.compile(r"\b(?:an?|as|do|does|are|for|of|about|becom\w+|between|and|or|than)\s+$", re.I)
# "What does an astronaut do?"; a known stranger need not sound like an occupation there.
_AN_OCCUPATION = re.compile(r"\b(?:does|do|would|of|is|become|becoming) an?\s+$", re.I)
# Where the message is this surely foreign, no role is asked about: "what is dark matter".
_TOO_FOREIGN = 0.96
# Read as if the unknown name were a role, the message must ask about a role this surely.
_SURELY_OF_A_ROLE = 0.8


def _of_an_unknown_role(text: str, mentions: list[Mention], model: IntentModel) -> tuple[str, float] | None:
    """The intent of a question about a role that nobody told us of, so that it can be named as unknown."""
    if any(m.kind in ROLES for m in mentions):
        return None
    unknown = model.unknown.among(text, mentions)
    if len(unknown) != 1:
        return None
    is_told = any(m.kind == STRANGER for m in mentions)
    before = text[: unknown[0].start]
    if not LIKE_A_ROLE.search(unknown[0].value) and not (is_told and _AN_OCCUPATION.search(before)):
        return None
    told = unknown[0].start == 0 and is_told
    if not told and not _BEFORE_A_ROLE.search(before):
        return None
    role = replace(unknown[0], kind="role")
    apart = [m for m in mentions if not m.overlaps(role)]
    masked = mask(text, sorted([*apart, role], key=lambda m: m.start))
    if masked == "_role_":
        return None  # a bare word need not be a role
    intent, confidence = model.ranking(masked)[0]
    return (intent, confidence) if intent in OF_A_ROLE and confidence >= _SURELY_OF_A_ROLE else None
