"""What a follow-up means: it inherits what it leaves out, and a correction replaces it."""

import re
from collections.abc import Sequence

from assistant.understanding import understood, with_roles

_FOLLOWS = re.compile(
    r"^\W*(and|what about|how about|but|also|or|then|same|ok(ay)?|so|no|nope|sorry|actually"
    r"|i mean\w*|what if|for)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(and|what|how|about|for|the|an?|is|are|it|that|them|they|then|but|also|or|same|ok(ay)?|so"
    r"|no|nope|sorry|actually|i|mean\w*|if|in|at|as|of|instead|rather|please|you|do|does|with)\b",
    re.IGNORECASE,
)
_MOST_WORDS_LEFT_OUT = 4


def resolved(turns: Sequence[str]) -> str:
    """The last turn as a question that stands alone."""
    question = turns[0]
    for turn in turns[1:]:
        question = _with(question, turn)
    return question


def _with(before: str, turn: str) -> str:
    """A turn after a question: the same question of another role, the same role, or a new topic."""
    asked, earlier = understood(turn), understood(before)
    if asked.chat or asked.unlawful:
        return turn
    left = re.findall(r"\w+", _FILLER.sub(" ", with_roles(turn, ()) if asked.roles else turn))
    if asked.roles and not left:
        return with_roles(before, asked.roles)
    narrows = len(left) <= _MOST_WORDS_LEFT_OUT and not (left and _leans(turn))
    if _FOLLOWS.match(turn) and narrows and not asked.roles:
        # A level, a place or a company: the question before it, narrowed.
        return f"{before.rstrip(' ?.!')}, {turn.strip()}"
    if not asked.roles and earlier.roles and (_FOLLOWS.match(turn) or _leans(turn)):
        return with_roles(turn, earlier.roles)
    return turn


def _leans(turn: str) -> bool:
    return bool(re.search(r"\b(they|them|their|it|that|those|these|one|ones)\b", turn, re.I))
