"""What people say around a question and that asks nothing: "great, thanks.", "sorry to bother you again but", "if you know"."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

# A part of a message that has one of these, and beside it nothing but words of `_PLAIN`, asks nothing.
_COURTEOUS = frozenset(
    "thank thanks thankyou thx thnx thnks tnx tks ty tysm tyvm tyia cheers ta gracias merci danke bitte obrigado obrigada grazie arigatou "
    "arigato shukriya asante kiitos tack favore favor obliged appreciate appreciated appreciates grateful "
    "please pls plz plss plsss plsz plse kindly needful revert gentileza "
    "sorry sry apologies apologise apologize pardon excuse forgive bother bothering disturb disturbing "
    "hi hii hiii hey heya heyy hiya hello helo yo howdy hola bonjour namaste namaskar salam salaam habari hallo guten buenos buenas ciao ahoy "
    "greetings morning afternoon evening regards sincerely hugs "
    "hope trust bless wish wondering wonder curious curiosity interest asking ask enquire inquire query doubt question questions q "
    "tell advise enlighten explain inform guide clarify understand understood understanding know idea clue lemme "
    "gr8 star gem legend lifesaver genius angel boss king queen awesome amazing great nice cool neat superb splendid wonderful brilliant excellent "
    "perfect perfecto bravo lovely fantastic sweet super interesting intresting fascinating impressive helpful helps helped useful wow woww whoa crikey gosh "
    "goodness blimey damn dang omg jeez geez holy phew ouch oof welp eish aiyo noted gotcha makes "
    "ok okay okey okie okk kk k alright aight fine right well good oh ah aha hm hmm hmmm um umm uh uhh uhm erm err er ehm "
    "lol lmao rofl haha hahaha hehe hihi jaja xd "
    "sir madam ma'am miss mate bro bruh bruv dude man fam bestie buddy pal friend dear bhai yaar oga guys folks team chief ji "
    "anyway anyways basically listen look btw tbh tbqh ngl lowkey tho though eh huh na lah leh fr yk abeg acha oye chale sawa "
    "silly dumb stupid typo typos phone slow reply response answer knowledge chance roughly approximately approx ballpark help say brain pregunta disculpe "
    "dias tardes noches tag morgen abend mornin sup oi oki okie achha thanx soz lmk tia ykwim shukran grazie porfa asante dhanyavaad vale bueno "
    "bom righto honestly anywho wah lor innit sayin talk wishes yours hoping thanking marvellous english spelling glasses typing obvious quickie "
    "habibi assalamu assalam alaikum waddup wsg kia terima svp salamat love hun ish ello jw dyk lmk bet alors anywayz wanna bestie apologising troubling request nosiness thereabouts amigo schon vous mr stuff prompt legend xx x".split()
)
_PLAIN = frozenset(
    "i i'm im i'd i've i'll you u ya you're youre ur your yours me my we our us it it's its that that's thats this there here he she they "
    "is are was am be been being have has had do did does can could would will wud cud may might should must "
    "a an the quick small short little many much so very really quite too just only such "
    "for to too of in on at with about as far by from out into up off and or but if when whenever because "
    "mind chance possible possibly perhaps maybe like love want wanted wants wanna need let give gives go come make made find "
    "moment time day nice bit quick kind kindest warm best better happy glad lot lots bunch million ton advance patience info my information "
    "detailed explaining asked telling something una you'd duly kasih ora po im voraus cherry top rush thumbs rando plaît pure part explaining clearly tel d'avance muchas favour detail ever bad rough speaking pretty mal s'il plait sana dia trouble trying checked check wanted hear meaning happen purely keeping keep finds found robot showed bus prob probably dunno ton sorted get true great got explanation chat chatbot bot computer rolewise assistant english today again thing things "
    "thinking thought waiting awaiting hearing talking typing writing see got sense sounds lucky hopeless computers "
    "quicker than expected expect "
    "doing respected own honest pick purpose ignorance god exactly "
    "computers bear sake take have holy moly dokey dokie mean means".split()
)
_KNOWN = _COURTEOUS | _PLAIN
_SAYINGS = re.compile(
    r"\W*(?:(?:ok|oh|ah|and|well|but)\s+)*(?:my \w+ (?:wants? to know|is asking|asks|asked)(?: \w+)?|how (?:are|r) (?:you|u)(?: \w+)?|if (?:you|u) (?:don['’]?t|do not) mind(?: me)?(?: asking| telling me)?|so|i see|got it|give or take|love (?:u|you|it|this)|the thing is|so here['’]?s the thing|fair enough|good to know|sounds good|bear with me|right then|by any chance|na)\W*",
    re.I,
)
# Alone these say how what follows is to the question before: "sorry, the engineer".
_KEPT = re.compile(
    r"\W*(?:(?:oh|ah|so|but|and|well)\W+)*(?:sorry|sry|pardon|apologies|excuse me|i mean|you mean|i know|ask|tell|explain|know|more|again)\W*$",
    re.I,
)
_OF_ONE = re.compile(r"\b(?:that|this|the|other|these|those|any|which|first|last)(?: \w+)? ones?\b", re.I)
# A part that begins so asks something.
_ASKS = re.compile(
    r"\W*(?:(?:and|so|but|ok|well|then)\W+)*(?:what(?!['’]?s up)|which|who|how(?! (?:are|r|is it going|do you do)\b)|where|why|when|is|are|was|am|do(?! tell\b| let\b| (?:you|u) (?:happen to )?know\b)|does|did|has|have (?:you|i)|should)\b",
    re.I,
)
_WANTS_TO_KNOW = re.compile(
    r"\W*(?:[\w'’]+\s+){0,4}(?:what|how) i\b[^.?!]*\b(?:know|understand|ask|find out|wondering|asking)\b(?: is)?(?: this)?\W*$",
    re.I,
)
_SIGN = re.compile(r"[,.!?;:…]+(?=\s|$|[^\w\s])|\s[–—-]+\s|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ONE_MORE = re.compile(
    r"\b(?:one|a|my|the|some)?\s*(?:\b(?:next|last|another|other|final|more|second|quick|small|further|different|new)\s+)+(?:questions?|things?|q|doubt|query)\b"
    r"|\bone (?:question|thing|sec|second|doubt)\b"
)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

# Words that open a message with no sign behind them.
_OPENERS = (
    r"h+m+|u+h*m+|u+h+|e+r+m*|lo+l|lmf?ao+|rofl|(?:ha){2,}h?|hehe+|o+h+|a+h+|aha+|btw|tbh|tbqh|ngl|lowkey|basically|anyways?|"
    r"omg|damn|dang|welp|eish|aiyo|abeg|acha|oye|chale|bhai|yaar|fam|dude|bro|bruh|ok+(?:ay)?(?: (?:so um|so like|lah|bestie|thx|thanks|cool))|"
    r"plea+se|pl+[sz]+|kindly|ty|tyvm|tysm|thx|thnks|thanks (?:man|mate|bro|a lot|so much)|(?:real )?quick (?:q|question)|aight(?: real quick)?|k(?: thx)?|okk+|oka+y{2,}|"
    r"so (?:like|um|basically)|hey hey|listen|heya?|hiya?|hi (?:bot|chatbot|there)|(?:(?:hi|hey|hello)[\s,]+)?how (?:are|r) (?:you|u)(?: (?:doing|today))?|yo"
)
# A question that follows these asks the same without them: "could you tell me which …".
_ASKING = (
    r"(?:(?:please|pls|plz|kindly|and|so|ok|well|hi|hello|hey)[\s,]+)*(?:"
    r"(?:can|could|would|will|wud|cud) (?:you|u)(?: (?:please|pls|plz|kindly|maybe|perhaps|possibly))* (?:tell|let) me(?: know)?(?: (?:please|pls|plz))?|"
    r"i(?:['’]?d| would|['’]?m| am| do)? ?(?:really |just |also )?(?:(?:like|love|want|wanted|need|wish|wanna|interested|curious|keen)(?: to)? (?:know|hear|find out|learn|understand)|wonder(?:ing|ed)?)|i was (?:just )?wondering|"
    r"(?:so |basically |and )*what i(?:['’]?m| am| want| would|['’]?d)? ?(?:[\w'’]+ ){0,4}(?:know|understand|find out|ask|asking|wondering)(?: is)?|the question is|my (?:q|question|query) is|"
    r"(?:may|can|could|might) i (?:ask|know)(?: you)?|just wanna (?:ask|know)|lemme ask(?: (?:u|you))?|(?:please|pls|plz|kindly) tell me|tell me(?: (?:please|pls|plz))?|do (?:you|u) (?:happen to )?know|idk if (?:u|you) know this but|any (?:idea|clue)|(?:have you )?(?:got )?any idea|you know"
    r")[\s,:]+(?=(?:what|what['’]?s|whats|which|who|whose|who['’]?s|how|where|where['’]?s|when)\b)"
)
_SORRY = r"(?:(?:i am|i['’]?m|so|very) )?(?:sorry|sry|apologies) (?:to|for|if|im|i['’]?m)\b(?: [\w'’]+){0,7}? but\b[\s,]*|(?:this is |maybe a |a )?(?:dumb|silly|stupid) question(?: maybe| perhaps| i know)? but\b[\s,]*"
_OPENING = re.compile(
    rf"\s*(?:(?:{_OPENERS})\b[\s,.!:;…–—-]*(?=[\w'\"$€£#])|{_SORRY}(?=\w)|{_ASKING}|now,?\s+(?=(?:what|which|who|how|does|do|is|are|tell|show)\b))",
    re.I,
)
# With no sign behind them these end what opens a message, before what begins a question or is no such word itself.
_ENDS = frozenset(
    "thanks much lot ton you u thx ty gracias merci danke lol haha hahaha hehe helps helpful wow woww dokie dokey alright see me that typos phone "
    "english gotcha moly smth help advise ask lol curious wondering legend lifesaver kk sup whoa honestly here anywho bus okie oki understood alrighty bueno understand know well nice cool great awesome right best intresting "
    "interesting good fine perfect sweet amazing ah oh please pls plz man mate bro sir".split()
)
_PRAISE = frozenset(
    "nice cool great awesome right best intresting interesting good fine perfect sweet amazing well you u that know me man help".split()
)
_GOES_ON = frozenset("more about of all everything again which that".split())
_BEGINS = frozenset(
    "and so but what whats what's which who whos who's how where when now show is are does do can then any".split()
)
# Where no sign stands before them, these alone tell that a question is over.
_STRONG = _COURTEOUS - frozenset(
    "tell advise explain inform guide clarify know idea clue understand understood understanding question questions q query doubt ask asking say "
    "answer reply response help helps helped helpful useful interest interesting intresting great good nice cool neat super sweet perfect right well "
    "fine boss king queen chief team star angel dear silly dumb knowledge chance slow phone talk stuff prompt man typing english spelling "
    "request check makes k day x h obvious morning evening afternoon day listen look trust wish hope team guys though basically anyway "
    "king legend vale ah oh ok okay no".split()
)
_ASIDE = frozenset("i i'm im i'd i've you're ur u many just purely that's thats would hope if really".split())
# "How do I please …"
_HELPS = re.compile(
    r"do|does|did|can|could|should|would|will|shall|may|might|must|am|is|are|was|if|than|as|that|which|who|what|how|where|when|and|or|because|to",
    re.I,
)
# With no sign before them these end a question, if nothing but courtesies follows.
_CLOSING = re.compile(
    r"\s+(?:plea+se|pl+[sz]+|kindly|pretty please|per favor[e]?|por favor|thank(?:s|\s?y?o?u+)?|th?n?x|tnx|thnx|ty|tyia|tysm|cheers|gracias|merci|danke|bitte|obrigad[oa]|arigatou?|shukriya|"
    r"lo+l|lmf?ao|rofl|(?:ha){2,}h?|hehe+|hihi|jaja|xd|btw|by the way|tho|though|tbh|ngl|fr fr|idk|dunno|afaik|asap|na|lah|leh|ji|eh|x|"
    r"mate|bro|bruh|bruv|buddy|dude|sir|madam|ma['’]am|fam|pal|bestie|bhai|yaar|my friend|"
    r"any help|i(?:['’]?d| would) be|(?:best|warm|kind) regards|regards|god bless|that['’]?s what i|this is my (?:query|question)|i['’]?m really|whenever (?:you|u)|i hope|(?:if it['’]?s |if )?by any chance|"
    r"sorry (?:for|if|to)|sry (?:for|if)|hope (?:u|you|that|this)|waiting for|awaiting|take (?:ur|your) time|have a (?:nice|good|great|lovely)|(?:you['’]?re|youre|ur|you are) (?:the best|a|an|so|awesome|great)|"
    r"(?:pls |plz |please |kindly )?(?:lemme|let me) know|tell na|kindly tell|i (?:really |just )?(?:want|wanna|would like)(?: to)? know|"
    r"(?:just|only|i['’]?m just|am just) (?:curious|asking|wondering|checking)|(?:just )?out of (?:interest|curiosity)|(?:just )?for fun|i(?:['’]?m| am)? wonder(?:ing)?|"
    r"if (?:you|u|ya|i|that|its|it['’]?s|possible)\b|(?:as far|as much) as (?:you|u)|to your knowledge|any (?:idea|clue)s?|"
    r"(?:in|from|according to|based on|by) (?:your|ur) (?:data|sources?|knowledge|information|info|database|records)|do you think|would you say|after all|yk what i mean|ballpark)(?=\W|$)",
    re.I,
)
_AT_THE_VERY_END = _KNOWN | frozenset("data source sources database records think after all known".split())
# "A dude", "the ML dude", "no thanks": of what stands before it.
_OF_WHAT_STANDS_BEFORE = re.compile(
    r"(?:\b(?:an?|the|any|no|my|your|of|for|to|like|is|are|and|or|you|with|do|does|did|say|said|saying|mean|means?|use|call|called|type|not)|['’]s)\s*$|\b(?:remove|delete|erase|wipe|stored?|saved?|kept|keep|take|get)\b[^.?!]*$",
    re.I,
)
_PERSON = re.compile(r"\s+(?:mate|bro|buddy|dude|fam|pal)\W*$", re.I)
_MAY_BE_CALLED = re.compile(r"\b(?:an?|the|any|my|your|that|this|which|what)\s+(?:[\w'’-]+\s+){0,2}$", re.I)
_PICTURES = re.compile(
    r"\s*(?:[\U0001F000-\U0001F4AF\U0001F4BA-\U0001F910\U0001F912-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D\u263A]+|(?<![\w:])[:;=]['’-]?[)(DPpOo/|3]+(?!\w)|<3|\^\^|xD\b)"
)


def courtesies(text: str) -> list[Span]:
    """Where `text` says what asks nothing, in order; nothing where it says nothing else."""
    found = [match.span() for match in _PICTURES.finditer(text)]
    for first, last in found:
        text = text[:first] + " " * (last - first) + text[last:]
    parts = _parts(text)
    start, end = 0, len(text)
    while len(parts) > 1 and _is_courteous(text[slice(*parts[0])]) and not _KEPT.match(text[slice(*parts[0])]):
        start = parts.pop(0) and parts[0][0]
    while len(parts) > 1 and _is_courteous(text[slice(*parts[-1])]):
        # The sign behind it is of the question, unless that has one: "where is it, any idea?".
        sign = text[parts[-2][1] : parts[-1][0]].strip()
        parts.pop()
        if sign.strip(",;:–—-…\n "):
            found.append((parts[-1][1] + len(sign) + _spaces(text[parts[-1][1] :]), end))
        else:
            found.append((parts[-1][1], _end_of_words(text, end)))
        end = parts[-1][1]
    while opening := _OPENING.match(text[:end], start):
        start = opening.end()
    start = _after_the_words_that_open(text, start, end)
    closing = _closing(text[start:end])
    if closing:
        found.append((start + closing[0], start + closing[1]))
        end = start + closing[0]
    if start:
        found.append((0, start))
    return _joined(found) if _says_something(text[start:end]) else []


def _parts(text: str) -> list[Span]:
    """The parts of `text` between signs."""
    places, at = [], 0
    for sign in _SIGN.finditer(text):
        places.append((at, sign.start()))
        at = sign.end()
    places.append((at, len(text)))
    stripped = [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in places]
    return [(s, e) for s, e in stripped if _WORD.search(text[s:e])]


def _words(text: str) -> list[str]:
    """The words of `text`; one that is drawn out ("okayyy") as it is elsewhere, "one last thing" as a question."""
    text = _ONE_MORE.sub("question", text.lower())
    found = (word.replace("’", "'") for word in _WORD.findall(text))
    return [_DRAWN_OUT.sub(r"\1", word) if word not in _KNOWN else word for word in found]


def _first(text: str) -> str:
    """The first word of `text`; some signs are words no more in lower case."""
    return next(iter(_words(text)), "")


def _is_courteous(part: str) -> bool:
    if _SAYINGS.fullmatch(part) or _WANTS_TO_KNOW.match(part):
        return True
    words = _words(part)
    if not _KNOWN.issuperset(words):
        return False
    return any(word in _COURTEOUS for word in words) and not _ASKS.match(part) and not _OF_ONE.search(part)


def _after_the_words_that_open(text: str, start: int, end: int) -> int:
    """Where the question begins behind courtesies that no sign ends: "thanks man and the pay"."""
    words = list(_WORD.finditer(text, start, end))
    best = start
    for one, following in zip(words, words[1:]):
        word, after = _first(one[0]), _first(following[0])
        if word not in _KNOWN:
            break
        plain = after in _KNOWN or after in _GOES_ON
        if word in _ENDS and (
            after in _BEGINS
            or (
                not plain
                and (word not in _PRAISE or text[start : one.end()].lower().strip().endswith(("tell me", "wow")))
            )
        ):
            best = following.start()
    opening = text[start:best]
    return best if best > start and _is_courteous(opening) and not _KEPT.match(opening) else start


def _closing(text: str) -> Span | None:
    """Where the words that close a question begin and end; a question mark behind them is left."""
    for place, words_there in _closings(text):
        before, rest = text[:place], text[place + len(words_there) :]
        if not _AT_THE_VERY_END.issuperset(_words(rest)):
            continue
        if not _WORD.search(before) or _OF_WHAT_STANDS_BEFORE.search(before):
            continue
        if _PERSON.fullmatch(words_there + rest) and _MAY_BE_CALLED.search(before + " "):
            continue
        return len(before.rstrip(" ,;:–—-")), _end_of_words(text, len(text))
    return None


def _says_something(text: str) -> bool:
    return bool(_ASKS.match(text)) or not _KNOWN.issuperset(_words(text))


def _closings(text: str) -> Iterator[tuple[int, str]]:
    """Where words may begin that close a question, as (place, words)."""
    for match in _CLOSING.finditer(text):
        yield match.start(), match[0]
    words = list(_WORD.finditer(text))
    first = len(words)
    while first and _KNOWN.issuperset(_words(words[first - 1][0])):
        first -= 1
    for number in range(max(first, 1), len(words)):
        run = text[words[number].start() :]
        word = _first(words[number][0])
        aside = word in _STRONG or (word in _ASIDE and not _HELPS.fullmatch(words[number - 1][0]))
        if aside and not _STRONG.isdisjoint(_words(run)) and not _ASKS.match(run):
            yield words[number - 1].end(), ""


def _end_of_words(text: str, end: int) -> int:
    return max((word.end() for word in _WORD.finditer(text, 0, end)), default=end)


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, those that meet or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
