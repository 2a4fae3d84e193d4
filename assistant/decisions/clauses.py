"""A turn cut into clauses, each with how it is meant: said, asked, supposed or of other people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Meant = Literal["said", "asked", "supposed", "wished", "unsure", "others"]
"""Only what is `said` is so. `wished` is wanted or planned, `unsure` is left open by the person."""

_SENTENCE = re.compile(
    r"\S.*?(?:(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bph\.d)(?<!\bph)[.!;]+(?=\s|$)|\?+|\n|$)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[,:()]+\s+|[,:]+(?=[a-z])|\s+[-–—]+\s+|(?<=\w)[–—](?=\w)"
    r"|\s+(?=(?:but|though|although|however|whereas|while|except|because|since|given|considering"
    r"|now that|even so|so (?:who|which|what|should|far))\b)"
    r"|\s+(?=(?:and|yet|so|plus|also)\s+(?:we|i|our|my|there|nobody|no one|nothing|it|its|the|they)"
    r"(?:'\w+)?\s)"
    r"|(?<=\b(?:hire|next|role))\s+(?=(?:we|i|our|my|with|given|as|when we)(?:'\w+)?\s)"
    r"|(?<=\b(?:first|hires))\s+(?=(?:we|our|with|given|as)(?:'\w+)?\s)"
    r"|(?<=\b(?:me|us))\s+(?=(?:we|i|our|my|with|given|as)(?:'\w+)?\s)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:and |so |but |ok(?:ay)? |also |then |well |hi |hey |please )*(?:who|whom|whose|which|what|where"
    r"|(?:when|why|how)(?= (?:is|are|do|does|did|should|would|can|could|will|not|much|many|long|often|big)\b)"
    r"|wen|(?:do|does|did|am)(?!n't)|(?:is|are|was|were|should|shall|can|could|would|will|must|has|have"
    r"|did|do|does)(?:n't)? (?:it|there|we|i|you|they|he|she|this|that|these|an?|the|our|my|your|any"
    r"|research\w*|mles?|ml|applied|ai)|tell me|explain|compare|show me|list|define|i wonder)"
    r"(?:'s|'re)?\b(?!')",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?:and |but |so |yet |though |because |since |given |now that |that )*(?:that )?"
    r"(?:we|our|i|my|there|nobody|no one|nothing|it|its|this|the (?:model|prototype|demo|team|product))"
    r"(?:'\w+)?\b(?! (?:should|need to know|wonder))",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:suppos\w+|imagin\w+|assum\w+|pretend\w*|hypothetical\w*|what if|let'?s say|say (?:we|it|our)"
    r"|unless|once|until|as soon as|as if|in case|provided|had we|were we"
    r"|would(?:'ve| have) (?:been|had)|could have|ignore (?:all|any|your|the|previous)"
    r"|set (?:the |all )?\w+ ?(?:=|to)|system prompt|you are now|for example|e\.g)\b"
    r"|(?<!sure )(?<!know )(?<!unclear )(?<!tell )(?<!doubt )(?<!wonder )(?<!see )\bif\b"
    r"|^(?:and |but )?when (?:we|our|the|it|i|you)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:we|i|they)(?:'d| would| really| just| also)* (?:like|love|want|wish|prefer|hope|plan|aim"
    r"|intend|need|have|expect)(?:s|ed)? to\b|\b(?:going|planning|hoping|aiming|about|trying) to\b"
    r"|\b(?:will|'ll|won't|shall|soon|next (?:week|month|quarter|year)|by (?:q[1-4]|next)|some ?day|eventually"
    r"|roadmap says|to be (?:deployed|shipped|launched|integrated)|the plan is)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not (?:\w+ )?sure|unsure|uncertain|don'?t (?:really )?know|do not know|no idea|no clue|unclear"
    r"|maybe|perhaps|might|could be|possibly|probably|wonder\w*|whether|hard to (?:say|tell)|who knows"
    r"|i (?:guess|think so)|undecided|can'?t tell|(?:it|that) depends)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:friends?|buddy|cousin|brother|sister|wife|husband|partner|neighbou?r|roommate|classmate|ex)(?:'s)? "
    r"|\b(?:former|previous|old|last|other|another|different|competing) (?:\w+ )?(?:company|employer|startup|job"
    r"|team|lab|workplace)\b|\bused to\b|\b(?:i|we) (?:read|heard)\b|\bsomebody else\b"
    r"|\b(?:most|many|some|any|these|those|other) (?:\w+ )?(?:compan\w+|startups?|teams?|founders?|people|labs)\b"
    r"|\b(?:a|the typical) (?:\w+ )?(?:company|startup|founder|candidate) (?:that|who|which|with|has|is)\b"
    r"|\b(?:startups|companies|founders|labs)(?: \w+)? (?:ask|do|are|have|should|often|usually|typically|hire|need)\b"
    r"|\b(?:openai|google|meta|deepmind|anthropic)(?:'s)? (?:has|have|had|did|deployed|shipped|model|is)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|ours|us|i|my|me|mine|i'm|i've|we're|we've)\b", re.IGNORECASE)
_THEIR = re.compile(
    r"\b(?:they|their|them|he|she|his|her|theirs)\b|^(?:it|no|nothing|nobody)\b", re.I
)


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence within which a negation reaches."""

    text: str
    meant: Meant
    sentence: int


def sentences(turn: str) -> list[str]:
    """The turn sentence by sentence, with their ends."""
    return [match.group().strip() for match in _SENTENCE.finditer(turn)]


def means_nothing(sentence: str) -> bool:
    """Whether the sentence supposes something or speaks of other people."""
    return bool(_SUPPOSES.search(sentence) or _OTHERS.search(sentence))


def clauses(turn: str, *, requests: frozenset[int] = frozenset()) -> Iterator[Clause]:
    """Cut the turn. `requests` are the sentences that ask for a decision, whose asides are said."""
    others = False
    for number, sentence in enumerate(sentences(turn)):
        parts = [part.strip() for part in _BREAK.split(sentence) if part and part.strip()]
        asked = supposed = False
        for at, part in enumerate(parts):
            others = _of_others(part, others)
            asked = _is_asked(part, asked, number in requests, last=at == len(parts) - 1)
            supposed = supposed or bool(_SUPPOSES.search(part))
            yield Clause(part, _meant(part, asked=asked, supposed=supposed, others=others), number)


def _meant(part: str, *, asked: bool, supposed: bool, others: bool) -> Meant:
    if others:
        return "others"
    if supposed:
        return "supposed"
    if asked:
        return "asked"
    if _UNSURE.search(part):
        return "unsure"
    return "wished" if _WISHES.search(part) else "said"


def _of_others(part: str, before: bool) -> bool:
    if _OTHERS.search(part):
        return True
    return before and not _OWN.search(part)


def _is_asked(part: str, before: bool, request: bool, *, last: bool) -> bool:
    if _ASKS.match(part):
        return True
    if _STATES.match(part):
        return last and part.endswith("?") and not request
    if request:
        return False
    return before or (last and part.endswith("?"))
