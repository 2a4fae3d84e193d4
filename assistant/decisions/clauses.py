"""A turn cut into clauses, each with how it is meant: said, asked, supposed or of other people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.decisions.patterns import reading

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


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence within which a negation reaches."""

    text: str
    meant: Meant
    sentence: int


@lru_cache(maxsize=1024)
def sentences(turn: str) -> tuple[str, ...]:
    """The turn sentence by sentence, with their ends."""
    return tuple(match.group().strip() for match in _SENTENCE.finditer(turn))


@lru_cache(maxsize=1024)
def parted(sentence: str) -> tuple[str, ...]:
    """The sentence in stretches within which a negation reaches."""
    return tuple(part.strip() for part in _BREAK.split(sentence) if part and part.strip())


def means_nothing(sentence: str) -> bool:
    """Whether the sentence supposes something or speaks of other people."""
    return bool(reading("supposes").search(sentence) or reading("others").search(sentence))


def clauses(turn: str, *, requests: frozenset[int] = frozenset()) -> Iterator[Clause]:
    """Cut the turn. `requests` are the sentences that ask for a decision, whose asides are said."""
    others = False
    for number, sentence in enumerate(sentences(turn)):
        parts = parted(sentence)
        asked = supposed = False
        for at, part in enumerate(parts):
            others = _of_others(part, others)
            asked = _is_asked(part, asked, number in requests, last=at == len(parts) - 1)
            supposed = supposed or bool(reading("supposes").search(part))
            yield Clause(part, _meant(part, asked=asked, supposed=supposed, others=others), number)


def _meant(part: str, *, asked: bool, supposed: bool, others: bool) -> Meant:
    if others:
        return "others"
    if supposed:
        return "supposed"
    if asked:
        return "asked"
    if reading("unsure").search(part):
        return "unsure"
    return "wished" if reading("wishes").search(part) else "said"


def _of_others(part: str, before: bool) -> bool:
    if reading("others").search(part):
        return True
    return before and not reading("own").search(part)


def _is_asked(part: str, before: bool, request: bool, *, last: bool) -> bool:
    if reading("asks").match(part):
        return True
    if reading("states").match(part):
        return last and part.endswith("?") and not request
    if request:
        return False
    return before or (last and part.endswith("?"))
