"""What a follow-up means: it inherits what it leaves out, and a correction replaces it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.understanding.asking import (
    Asked,
    understood,
    with_level,
    with_roles,
    without_levels,
)
from corpus import sentence_spans

_OPENING = re.compile(
    r"^\W*((and|but|also|or|then|so|ok(ay)?|fine|right|great|nice|cool|thanks?( you)?|thx|sure|hm+"
    r"|no|nope|sorry|wait|actually|rather|correction|switching gears|different topic|new topic"
    r"|another question|next question|one more( thing| question)?|follow.?up|by the way|btw|i mean"
    r"|i meant|i was asking (about|for)|my question was( about)?|let me rephrase)\b[\s,.:;!-]*)+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(what|how) about( for)?\b|\band for\b|\bsame (question )?(for|with|thing for)\b|\bfor\b"
    r"|\b(i meant?|just|only|the|an?|please|then|instead|though|is it|are they|do they|does it|it"
    r"|them|they|that|those|one|ones|too|as well|also|and|or|with|of|in|at|about|what|how|vs|versus"
    r"|mean|to)\b",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"\b(switching gears|different topic|new topic|another question|next question|unrelated)\b",
    re.IGNORECASE,
)
_STANDS_ALONE = 4
"""So many telling words, and a subject, make a question of their own."""


_BOTH = re.compile(r"\b(both|the two|of the(m| two)|which one|each)\b", re.IGNORECASE)
_HEAD = re.compile(r"\b(the )?(scientist|engineer|researcher)(?='s|s'|s\b|\b)", re.IGNORECASE)
_LONG = 30
"""Words. In a message that is longer, what is asked stands in one sentence of it."""


@dataclass(frozen=True)
class _Topic:
    """What has been spoken of so far."""

    question: str = ""
    """The last one that stood by itself."""
    roles: tuple[str, ...] = ()
    level: str = ""
    named: tuple[str, ...] = ()
    """All roles so far, the latest first."""


def readings(turns: Sequence[str]) -> tuple[str, ...]:
    """What the last turn may mean as a question that stands alone, likeliest first."""
    topic = _Topic()
    meant: tuple[str, ...] = ("",)
    for turn in turns:
        meant = _meant(turn, topic)
        topic = _next(topic, turn, meant)
    return meant


def resolved(turns: Sequence[str]) -> str:
    """The likeliest reading."""
    return readings(turns)[0]


def _meant(turn: str, topic: _Topic) -> tuple[str, ...]:
    asked = understood(turn)
    if asked.chat or asked.unlawful:
        return (turn,)
    if len(turn.split()) > _LONG:
        return _of_long(turn)
    if not (topic.question or topic.roles):
        return (turn,)
    opened = _OPENING.match(turn)
    bare = turn[opened.end() :].strip() if opened else turn.strip()
    if not bare or _NEW_TOPIC.search(turn):
        return (bare or turn,)
    return _following(bare, topic, opened=bool(opened))


def _following(turn: str, topic: _Topic, *, opened: bool) -> tuple[str, ...]:
    """A turn without its opening, after others."""
    turn = _full_titles(turn, topic)
    asked = understood(turn)
    left = _telling(turn, asked)
    if asked.roles and not left:
        same = with_roles(topic.question, asked.roles)
        return _unique(same, without_levels(same), turn)
    if asked.levels and not asked.roles and not left:
        return _unique(with_level(topic.question, asked.levels[0]), turn)
    narrowed = f"{topic.question.rstrip(' ?.!')}, {turn}"
    if asked.roles:
        if opened and len(left) <= 2 and not asked.subjects:
            return _unique(turn, with_roles(topic.question, asked.roles), narrowed)
        return (turn,)
    roles = topic.named[:2] if _BOTH.search(turn) and len(topic.roles) < 2 else topic.roles
    mine = with_roles(turn, roles) if roles else turn
    if (asked.names or "lab" in turn.lower()) and len(left) <= len(asked.names) + 2:
        # A place, a company or a year: the question before it, there or then.
        return _unique(narrowed, mine)
    if asked.points_back or opened or len(left) < _STANDS_ALONE:
        return _unique(mine, narrowed, turn)
    return _unique(turn, mine)


def _of_long(turn: str) -> tuple[str, ...]:
    """What is asked in a long message, with the roles it is asked about; then the whole of it."""
    sentences = [turn[start:end].strip() for start, end in sentence_spans(turn)]
    questions = [one for one in sentences if one.endswith("?")] or sentences[-1:]
    roles = understood(turn).roles
    last = " ".join(questions[-2:])
    if roles and not understood(last).roles:
        last = with_roles(last, roles[-2:])
    return _unique(last, " ".join(turn.split()[-80:]))


def _full_titles(turn: str, topic: _Topic) -> str:
    """`the scientist's math round` after a talk of research scientists speaks of them."""
    if understood(turn).roles:
        return turn
    found = _HEAD.search(turn)
    role = found and next((one for one in topic.named if one.endswith(found[2].lower())), None)
    return f"{turn[: found.start()]}the {role}{turn[found.end() :]}" if found and role else turn


def _next(topic: _Topic, turn: str, meant: tuple[str, ...]) -> _Topic:
    asked = understood(turn)
    if asked.chat or asked.unlawful:
        return topic
    likeliest = understood(meant[0])
    level = likeliest.levels[0] if likeliest.levels else ""
    named = tuple(dict.fromkeys((*reversed(likeliest.roles), *topic.named)))
    if meant[0] == turn.strip() or not topic.question or asked.roles:
        roles = likeliest.roles or (topic.roles if asked.points_back else ())
        return _Topic(meant[0], roles, level, named)
    if asked.levels or asked.names or asked.telling:
        # What was narrowed once is not narrowed for ever.
        return replace(topic, named=named)
    return _Topic(meant[0], likeliest.roles or topic.roles, level or topic.level, named)


def _telling(turn: str, asked: Asked) -> list[str]:
    """The words of a turn that are neither roles or levels nor manners of speaking."""
    words = with_roles(turn, ()) if asked.roles else turn
    for level in asked.levels:
        words = re.sub(rf"\b{re.escape(level)}\b", " ", words, flags=re.IGNORECASE)
    words = re.sub(
        r"\b(senior|junior|staff|principal|mid|early career|entry|level)s?\b", " ", words
    )
    return re.findall(r"\w+", _ASIDE.sub(" ", words))


def _unique(*meant: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in meant if one))
