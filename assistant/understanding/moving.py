"""From which role to which somebody moves: the way back is another question."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.understanding.asking import HEAD, same_roles
from corpus import mentions


class Move(NamedTuple):
    """From one role to another; an empty name where nobody said which."""

    origin: str
    goal: str


_REMEMBERED = 64
_ANYBODY = ""
_OF_A_MOVE = re.compile(
    r"\b(?:from|switch\w*|mov(?:e|es|ed|ing)|transition\w*|become|becoming|convert\w*|conversion"
    r"|retrain\w*|chang(?:e|es|ing)|cross\w*|jump\w*|transfer\w*|career|path|route|direction"
    r"|possible|leap|shift\w*|turn(?:ing)? into|go(?:ing)? into)\b|->|→",
    re.IGNORECASE,
)
"""Without such a word `A to B` is a ratio, or a comparison."""
_BETWEEN = re.compile(
    r"\W*(?:(?:roles?|jobs?|work|positions?|track|side)\W+)?"
    r"(?:(?:back )?(?:to|into)|->|→|=>|(?:can |could |ever |should |to |would )*"
    r"(?:becom(?:e|es|ing)|turn(?:s|ed|ing)? into"
    r"|(?:switch(?:es|ing)?|mov(?:e|es|ing)|transition(?:s|ing)?|convert(?:s|ing)?|chang(?:e|es|ing)"
    r"|cross(?:es|ing)?(?: over)?|jump(?:s|ing)?|transfer(?:s|ring)?) (?:in)?to"
    r"|go(?:es|ing)? into|retrain(?:s|ing)? as|be(?:come)?))"
    r"\W+(?:(?:an?|the|be(?:ing|coming)?|working as|more|doing|real|full)\W+)*",
    re.IGNORECASE,
)
"""What stands between where somebody comes from and where they go."""
_TOWARDS = re.compile(
    r"\b(?:becom(?:e|es|ing)|turn(?:ing)? into|(?:switch|mov|transition|convert|retrain|transferr?)"
    r"(?:e|es|ing)? (?:in)?to|get(?:ting)? into|break(?:ing)? into|work (?:my|your|their) way up to"
    r"|stepping stones? (?:to|for)|bridges? to|path (?:in)?to)"
    r"\W+(?:(?:an?|the|being|becoming|more|real)\W+)*$",
    re.IGNORECASE,
)
"""What stands ahead of where somebody goes, whoever it is."""


@lru_cache(maxsize=_REMEMBERED)
def moves(text: str) -> frozenset[Move]:
    """Every move that a text speaks of."""
    return frozenset(_moves(text))


def _moves(text: str) -> Iterator[Move]:
    titles = sorted(_titles(text), key=lambda one: one[1]) if _OF_A_MOVE.search(text) else []
    for (origin, _, end), (goal, start, _) in pairwise(titles):
        if _BETWEEN.fullmatch(text[end:start]):
            yield Move(origin, goal)
    if titles:
        goal, start, _ = titles[-1]
        ahead = [one[0] for one in titles if one[0] != goal]
        if _TOWARDS.search(text[:start]):
            yield Move(ahead[-1] if ahead else _ANYBODY, goal)


def _titles(text: str) -> Iterator[tuple[str, int, int]]:
    """Roles, and titles cut short, with where they stand."""
    roles = [one for one in mentions(text) if one.kind == "role"]
    for one in roles:
        yield one.name, one.start, one.end
    for match in HEAD.finditer(text):
        if not any(one.start <= match.start() < one.end for one in roles):
            yield match[1].lower(), *match.span()


def leads_back(
    asked: Iterable[Move], told_often: Iterable[Move], told_at_all: Iterable[Move]
) -> bool:
    """Whether what is told leads where those who ask come from, and none of it where they go."""
    known = [one for one in asked if one.origin]
    if any(_same(one.goal, two.goal) for one in known for two in told_at_all):
        return False
    back = list(told_often) if known else []
    return any(_same(one.origin, two.goal) for one in known for two in back)


def _same(role: str, other: str) -> bool:
    """Whether two titles may be of the same role, one of them perhaps cut short."""
    if role.endswith(other) or other.endswith(role):
        return bool(role and other)
    return other in same_roles(role) or role in same_roles(other)
