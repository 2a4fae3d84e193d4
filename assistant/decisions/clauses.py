"""A turn cut into clauses, each with how it is meant: said, asked, supposed or of other people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.decisions.patterns import reading

Meant = Literal["said", "asked", "supposed", "wished", "unsure", "past", "others"]
"""Only what is `said` is so. `wished` is wanted or planned, `unsure` is left open by the person or
taken back, `past` was so."""

_SENTENCE = re.compile(
    r"\S.*?(?:(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\bph\.d)(?<!\bph)[.!;]+(?=\s|$)|\?+|\n|$)",
    re.IGNORECASE,
)
# After these `since` tells from when on something is so, and not why.
_TIME = (
    r"(?:\d|then\b|last\b|q[1-4]|spring|summer|autumn|fall|winter"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)(?:[a-z]*ber|[a-z]*uary|ch|il|ust)?\b)"
)
_BREAK = re.compile(
    r"(?<!\bduties)[,:()]+\s+|[,:]+(?=[a-z])|\s+[-–—]+\s+|(?<=\w)[–—](?=\w)"
    r"|(?<!anything)(?<!nothing)\s+(?=(?:but|though|although|however|whereas|while|except|because|given|considering"
    rf"|since(?! {_TIME})"
    r"|now that|even so|so (?:who|which|what|should|far))\b)"
    r"|\s+(?=(?:and|yet|so|plus|also)\s+(?:we|i|our|my|there|nobody|no one|nothing|it|its|the|they)"
    r"(?:'\w+)?\s)"
    r"|\s+(?=(?:and|but|so)\s+(?:will|shall|would|plans?|hopes?|wants?)\s)"
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


def clauses(turn: str, *, requests: frozenset[int] = frozenset()) -> Sequence[Clause]:
    """Cut the turn. `requests` are the sentences that ask for a decision, whose asides are said."""
    found: list[Clause] = []
    others = False
    for number, sentence in enumerate(sentences(turn)):
        parts = parted(sentence)
        question = sentence.endswith("?")
        asked = wished = False
        supposed = question and bool(reading("would_be").search(sentence))
        for at, part in enumerate(parts):
            others = _of_others(part, others)
            asked = _is_asked(part, asked, number in requests, last=at == len(parts) - 1)
            asked = asked or (question and bool(reading("asks_if").match(part)))
            supposed = supposed or bool(reading("supposes").search(part))
            wished = _is_wished(part, wished)
            if reading("takes_back").match(" ".join(parts[at : at + 2])):
                found = [_taken_back(one, number) for one in found]
            meant = _meant(part, asked=asked, supposed=supposed, wished=wished, others=others)
            found.append(Clause(part, meant, number))
            if reading("back").search(part):
                found = [*(_over(one, number) for one in found[:-1]), found[-1]]
    return found


def _meant(part: str, *, asked: bool, supposed: bool, wished: bool, others: bool) -> Meant:
    if others:
        return "others"
    if supposed:
        return "supposed"
    if asked:
        return "asked"
    if reading("unsure").search(part):
        return "unsure"
    if wished:
        return "wished"
    return "past" if _is_past(part) else "said"


def _is_wished(part: str, before: bool) -> bool:
    """A wish goes on, `we hope for a demo and, with luck, some customers`, until something is."""
    if reading("wishes").search(part):
        return True
    return before and not reading("states").match(part) and not part.lower().startswith("but ")


def _is_past(part: str) -> bool:
    if reading("had").search(part):
        return True
    return bool(reading("past").search(part) and reading("was").search(part))


def _taken_back(clause: Clause, number: int) -> Clause:
    """What was said just before, in this sentence or the one before it."""
    near = clause.sentence >= number - 1 and clause.meant == "said"
    return replace(clause, meant="unsure") if near else clause


def _over(clause: Clause, number: int) -> Clause:
    """What was, `our engineer was overloaded`, just before something is so now."""
    was = (
        clause.meant == "said" and clause.sentence == number and reading("was").search(clause.text)
    )
    return replace(clause, meant="past") if was else clause


def _of_others(part: str, before: bool) -> bool:
    if reading("others").search(part):
        return True
    return before and not (reading("own").search(part) or reading("back").search(part))


def _is_asked(part: str, before: bool, request: bool, *, last: bool) -> bool:
    if reading("asks").match(part):
        return True
    if reading("states").match(part):
        return last and part.endswith("?") and not request
    if request:
        return False
    return before or (last and part.endswith("?"))
