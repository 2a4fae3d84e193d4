"""A turn that asks about the decision just given, or what is meant by the question before it."""

import re
from typing import Literal

from assistant.decisions.clauses import sentences
from assistant.decisions.replying import asks_again

About = Literal["", "reasons", "cautions", "changes", "certainty", "again"]

MOST_WORDS = 12
_LEADING = (
    r"\W*(?:(?:and|but|ok(?:ay)?|so|hm+|well|thanks|thank you|please|then|good|fine|i meant?|no|"
    r"honestly|actually|right|sure|alright)\W+)*"
)
_ASKING: dict[About, str] = {
    "changes": r"(?:what|which \w+|when|anything)\b.{0,30}\b(?:change|alter|flip|overturn|"
    r"(?:be|come out|look|make it) different|speak for something else)"
    r"|under (?:what|which) (?:conditions?|circumstances)"
    r"|what (?:would|could|might) (?:make|get|lead|bring) you (?:to )?(?:say|pick|choose|recommend|"
    r"suggest|name|go for|advise)\b"
    r"|what (?:would|must|does|should) (?:(?:have|need) to )?(?:be|happen|change)\b.{0,40}"
    r"\b(?:for you to|you say|instead)\b"
    r"|what (?:if|would) .{0,20}\b(?:otherwise|differently)",
    "cautions": r"(?:(?:what|any|which|are there)\b.{0,20})?\b(?:cautions?|caveats?|risks?|"
    r"downsides?|drawbacks?|catch|warnings?|cons|pitfalls)"
    r"(?: (?:in|of|with|about) (?:it|that|this|doing (?:it|that|this)))?\W*$"
    r"|what (?:speaks|is) against (?:it|that|this)|what (?:can|could|might) go wrong",
    "certainty": r"how (?:sure|certain|confident|safe|reliable|solid|clear)\b"
    r"|(?:are|is) (?:you|that|this|it) (?:really |quite |absolutely )?(?:sure|certain)\W*$"
    r"|what (?:is|do \w+ ?\w*) (?:left |leave )open",
    "reasons": r"why(?: (?:is that|that|this|so|exactly|though|not the other\w*|them|him|one))?\W*$"
    r"|how come\W*$|on what grounds|what (?:is|are) (?:the|your) (?:reasons?|grounds)\W*$"
    r"|(?:what|how) (?:is|was) (?:that|this|it) based on|because of what"
    r"|how did you (?:get|come|arrive)\b|explain (?:that|this|why|the decision)?\W*$",
    "again": r"(?:does|would|will|did) (?:that|this|it) change (?:it|anything|things|that|much|the "
    r"\w+|your \w+)\W*$|(?:who|whom|what|which)(?: one)? (?:is|would|should) it(?: be)?(?: then| "
    r"now)?\W*$|what (?:should|do|can|would) (?:i|we) (?:apply (?:to|for)|aim (?:for|at)|go for|"
    r"target|do)(?: then| now| instead)?\W*$|(?:so )?(?:what|who|which)"
    r"(?: (?:one|offer|job|role|track|of (?:them|the two)))? (?:then|now)\W*$"
    r"|is (?:that|this|it) an? (?:clear |firm |plain )?(?:yes|no)(?: or an? (?:yes|no))?(?: then| "
    r"now)?\W*$|(?:so )?(?:(?:a )?(?:yes or (?:a )?no|yes|no))(?: then| now)?\?\W*$"
    r"|(?:in short|in a word|in one (?:word|sentence)|bottom line|final word)\W+"
    r"(?:whom?|what|which)\b.{0,20}$",
}
_KINDS: dict[About, re.Pattern[str]] = {
    kind: re.compile(f"{_LEADING}(?:{pattern})", re.IGNORECASE) for kind, pattern in _ASKING.items()
}


def asked_about(turn: str) -> About:
    """What of a decision a short turn asks for; nothing when it asks for something else."""
    if asks_again(turn):
        return "again"
    *before, last = sentences(turn) or ("",)
    if before and all(map(asked_about, before)):
        return asked_about(last)
    if len(re.sub(_LEADING, "", turn, count=1, flags=re.IGNORECASE).split()) > MOST_WORDS:
        return ""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(turn)), "")


def asks_for_another(turn: str) -> bool:
    """Whether it asks why it is to be this role, or is not to be another."""
    return bool(_WHY_NOT.search(turn) or _WHY_THIS.match(turn))


_WHY_THIS = re.compile(
    rf"{_LEADING}why (?:an? |the |just |only )?(?:[\w-]+ )?"
    r"(?:engineers?|scientists?|researchers?|mle)\W*(?:[?.!,;]|$)",
    re.IGNORECASE,
)


_WHY_NOT = re.compile(
    r"\bwhy (?:that|this|it)(?: one)? and not\b"
    r"|\bwhy (?:can'?t|shouldn'?t|wouldn'?t|not|isn'?t|is) (?:i |we |it |just |simply |even |take |"
    r"straight to |directly |be |become |hire |get |go for |pick |choose |a |an |the |another )*"
    r"(?:[\w-]+ ){0,2}?(?:one|other|others|engineers?|scientists?|researchers?|mle|specialists?)\b"
    r"|\bwhy (?:is|would) (?:that|this|it|\w+ \w+) (?:be )?(?:any )?better\b",
    re.IGNORECASE,
)


def asks_for_meaning(turn: str) -> bool:
    """Whether it asks what a question means."""
    return bool(_MEANING.search(turn))


_MEANING = re.compile(
    r"\bwhat (?:counts|qualifies) as\b|\bwhat (?:do|does|did) (?:you|that|this|it) mean\b"
    r"|\b(?:mean|meant) by\b|\bwhat(?:'s| is) (?:that|meant)\b(?!.*\bfor\b)"
    r"|\b(?:don'?t|do not) (?:understand|get) (?:the|that|your) question\b"
    r"|\b(?:don'?t|do not) know what (?:counts|that is|that means|you mean)\b",
    re.IGNORECASE,
)
