"""A turn that asks about the decision just given: why, what is against it, what changes it."""

import re
from typing import Literal

About = Literal["", "reasons", "cautions", "changes", "certainty"]

MOST_WORDS = 12
_LEADING = r"\W*(?:(?:and|but|ok(?:ay)?|so|hm+|well|thanks|thank you|please|then|good|fine)\W+)*"
_ASKING: dict[About, str] = {
    "changes": r"(?:what|which \w+|when|anything)\b.{0,30}\b(?:change|alter|flip|overturn|"
    r"(?:be|come out|look|make it) different|speak for something else)"
    r"|under (?:what|which) (?:conditions?|circumstances)"
    r"|what (?:if|would) .{0,20}\b(?:otherwise|differently)",
    "cautions": r"(?:(?:what|any|which|are there)\b.{0,20})?\b(?:cautions?|caveats?|risks?|"
    r"downsides?|drawbacks?|catch|warnings?|cons|pitfalls)\W*$"
    r"|what (?:speaks|is) against (?:it|that|this)|what (?:can|could|might) go wrong",
    "certainty": r"how (?:sure|certain|confident|safe|reliable|solid|clear)\b"
    r"|(?:are|is) (?:you|that|this|it) (?:really |quite |absolutely )?(?:sure|certain)\W*$"
    r"|what (?:is|do \w+ ?\w*) (?:left |leave )open",
    "reasons": r"why(?: (?:is that|that|this|so|exactly|though|not the other\w*|them|him|one))?\W*$"
    r"|how come\W*$|on what grounds|what (?:is|are) (?:the|your) (?:reasons?|grounds)\W*$"
    r"|(?:what|how) (?:is|was) (?:that|this|it) based on|because of what"
    r"|how did you (?:get|come|arrive)\b|explain (?:that|this|why|the decision)?\W*$",
}
_KINDS: dict[About, re.Pattern[str]] = {
    kind: re.compile(f"{_LEADING}(?:{pattern})", re.IGNORECASE) for kind, pattern in _ASKING.items()
}


def asked_about(turn: str) -> About:
    """What of a decision a short turn asks for; nothing when it asks for something else."""
    if len(turn.split()) > MOST_WORDS:
        return ""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(turn)), "")
