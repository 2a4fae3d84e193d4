"""What a turn points at without naming it: the other one, the production people, a level below."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.listing import listed
from assistant.understanding.asking import HEAD, with_article
from assistant.understanding.moving import Move, moves
from corpus import mentions, named

WORDS = Path(__file__).parent / "conversation.toml"

LADDER = ("early career", "mid-level", "senior", "staff", "manager")
"""The levels, one below the other."""

_SOMEBODY = frozenset({"he", "she", "him", "her", "his"})
_ONE = _SOMEBODY | {"one"}


def spelt_out(
    turn: str, *, named_before: Sequence[str], roles: Sequence[str], level: str
) -> tuple[str, ...]:
    """The turn with what it points at named outright, in each way it may be meant.

    Of the roles that were named before, the latest comes first; `roles` and `level` are those of
    the question before.
    """
    turn = _level_named(turn, level)
    if named(turn, "role"):
        return (_beside(turn, roles),)
    pointed = _one_of(turn, named_before, roles)
    if pointed:
        return (pointed,)
    full = tuple(_beside(one, roles) for one in _in_full(turn, named_before, roles))
    return tuple(_described(turn)) or full or (turn,)


def _beside(turn: str, roles: Sequence[str]) -> str:
    """With the roles before for `they`, where the turn sets another role beside them."""
    others = set(named(turn, "role")).isdisjoint(roles)
    return about_people(turn, roles) if others and compares(turn) else turn


def compares(turn: str) -> bool:
    """Whether a role it names is set beside the one before, not in its place."""
    return bool(words("compared").search(turn))


def compares_that(turn: str) -> bool:
    """Whether it sets beside another role what was asked of the one before."""
    return bool(words("compared", "that").search(turn))


def measures(turn: str) -> bool:
    """Whether it holds the last two that were told of against each other: `so double?`."""
    return bool(words("pointing", "measured").search(turn))


def asks_whence(turn: str) -> bool:
    """Whether it asks who says so."""
    return bool(words("whence").search(without_numbers(turn)))


def without_numbers(turn: str) -> str:
    """The turn without its figures, and what they count: `where does the 15-25% come from`."""
    return " ".join(_NUMBERS.sub(" ", turn).split())


_NUMBERS = re.compile(
    r"(?:\b(?:the|those|that|your) )?(?<!\w)[$€£]?\d[\d.,]*[kKmM%+]*"
    r"(?:\s?(?:-|–|to|and|vs\.?)\s?[$€£]?\d[\d.,]*[kKmM%+]*)*"
    r"(?: (?:percent|days?|hours?|weeks?|months?|years?)\b)?"
)


def among(turn: str) -> bool:
    """Whether it asks for some of several things: `which of those would you try first`."""
    return bool(words("pointing", "among").search(turn))


def both(turn: str) -> bool:
    """Whether it speaks of two that were named before."""
    return bool(words("pointing", "both").search(turn))


def of_all(turn: str) -> bool:
    """Whether it asks of all there are, or which of them: `do they all need one`."""
    return bool(words("pointing", "all_of_them").search(turn))


def of_one(turn: str) -> bool:
    """Whether it speaks of one person; of several roles, nobody knows whom it means."""
    found = words("people", "they").search(turn) or words("people", "their").search(turn)
    return bool(found and found[0].lower() in _SOMEBODY)


def of_all_levels(turn: str) -> bool:
    """Whether no level is meant any more."""
    return bool(words("pointing", "all_levels").search(turn))


def about_people(turn: str, roles: Sequence[str]) -> str:
    """The turn with the roles in the place of `they` and `their`; itself where it has neither."""
    whose = words("people", "their").search(turn)
    who = words("people", "they").search(turn)
    found = min((one for one in (who, whose) if one), key=lambda one: one.start(), default=None)
    if not (found and roles):
        return turn
    people = listed(f"{role}s" for role in roles)
    if len(roles) == 1 and found[0].lower() in _ONE:
        people = with_article(roles[0])
    end = "'" if found is whose else ""
    return f"{turn[: found.start()]}{people}{end}{turn[found.end() :]}"


def matter(question: str) -> str:
    """What a question is about, without the words that make a question of it.

    `how long is the applied scientist loop?` -> `applied scientist loop`
    """
    left = question.strip(" ?.!,")
    found = re.match(rf"(?:{words('matter', 'before').pattern})\s+", left, re.IGNORECASE)
    left = left[found.end() :] if found else left
    ended = re.search(rf"[\s,]+(?:{words('matter', 'after').pattern})$", left, re.IGNORECASE)
    return left[: ended.start()] if ended else left


def about_it(turn: str, question: str) -> str:
    """The turn with the matter of a question in the place of `it`, or behind it."""
    if asks_whence(turn):
        return f"what is the source of {matter(question)}?"
    found = words("matter", "it").search(turn)
    if found:
        return f"{turn[: found.start()]}{matter(question)}{turn[found.end() :]}"
    return f"{turn.rstrip(' ?.!,')}: {matter(question)}?"


def placed(turn: str, question: str) -> str:
    """The turn with the place of a question for `there`; who asks what that is of asks of it."""
    where = place_of(question)
    if not where or named(turn, "place"):
        return turn
    if words("pointing", "of_the_figure").match(turn):
        return f"{turn.rstrip(' ?.!')} in {where}?"
    return words("pointing", "there").sub(f"in {where}", turn, count=1)


def place_of(text: str) -> str:
    """The last place that a text names, in its words."""
    places = [one for one in mentions(text) if one.kind == "place"]
    return text[places[-1].start : places[-1].end] if places else ""


def own_move(text: str, named_before: Sequence[str]) -> Move | None:
    """From which role to which who speaks wants to get, with the whole titles of both."""
    if not words("moving", "own").search(text):
        return None
    for move in sorted(moves(text)):
        whole = next(iter(_in_full(move.goal, named_before, (move.origin,))), move.goal)
        goals = [one for one in named(whole, "role") if one != move.origin]
        if named(move.origin, "role") and goals:
            return Move(move.origin, goals[0])
    return None


def with_move(turn: str, move: Move) -> str:
    """The turn with whence and whither behind a move that it names barely: `if I switch`."""
    roles = f"from {with_article(move.origin)} to {with_article(move.goal)}"
    return words("moving", "bare").sub(lambda found: f"{found[0]} {roles}", turn, count=1)


def recommended_named(turn: str, roles: Sequence[str]) -> str:
    """The turn with whom was recommended for `the right one` or `another like her`."""
    if not roles:
        return turn
    whom = listed(map(with_article, roles), "or")
    return words("pointing", "recommended").sub(whom, turn, count=1)


def names_short(turn: str, roles: Sequence[str]) -> bool:
    """Whether it says `the engineer` of one of some roles, and names no role in full."""
    head = None if named(turn, "role") else words("pointing", "named_short").search(turn)
    return head is not None and any(role.endswith(head["title"].lower()) for role in roles)


def move_between(turn: str, roles: Sequence[str]) -> Move | None:
    """The move of who is one of two roles that were told of, to the other."""
    mine = tuple(dict.fromkeys(named(turn, "role")))
    others = [one for one in roles if one not in mine]
    if len(mine) != 1 or len(roles) != len(others) + 1 or len(others) != 1:
        return None
    return Move(mine[0], others[0]) if words("moving", "is_one").search(turn) else None


def asked_of_first(turn: str) -> str:
    """The turn with the role that it opens with for `them`: `the MLE, where do I find them?`."""
    found = next((one for one in mentions(turn) if one.kind == "role"), None)
    ahead = _AHEAD_OF_IT.match(turn, found.end) if found else None
    if not (found and ahead) or not _ARTICLE.fullmatch(turn[: found.start]):
        return turn
    rest = turn[ahead.end() :]
    who = words("people", "they").search(rest)
    if named(rest, "role") or (who and who[0].lower().startswith("one")):
        return turn  # `a senior one` is not the role alone
    of_them = about_people(rest, (found.name,))
    return turn if of_them == rest else of_them


_ARTICLE = re.compile(r"(?:back to )?(?:(?:the|an?|our) )?", re.IGNORECASE)
_AHEAD_OF_IT = re.compile(r"\s*(?:[,:;.?]|\s[–—-]+)\s+")


def _level_named(turn: str, level: str) -> str:
    if not level:
        return turn
    at = LADDER.index(level) if level in LADDER else -1
    steps = {"same_level": 0, "lower": -1, "higher": 1}
    for way, step in steps.items():
        found = words("pointing", way).search(turn)
        if found and 0 <= at + step < len(LADDER):
            return f"{turn[: found.start()]}{LADDER[at + step]}{turn[found.end() :]}"
    return turn


def _one_of(turn: str, named_before: Sequence[str], roles: Sequence[str]) -> str:
    """With one role for `the other one`, `the former` or `the latter`."""
    pair = tuple(reversed(named_before[:2]))
    if len(pair) < 2:
        return ""
    others = [one for one in named_before if one not in roles]
    for way, meant in (("former", pair[:1]), ("latter", pair[1:]), ("other", others[:1])):
        found = words("pointing", way).search(turn)
        if found and meant:
            return f"{turn[: found.start()]}{meant[0]}s{turn[found.end() :]}"
    return ""


def _in_full(turn: str, named_before: Sequence[str], roles: Sequence[str]) -> Iterable[str]:
    """With the whole title where it is cut short: that of a role named before, or one akin."""
    head = HEAD.search(turn)
    if not head:
        return
    known = [one for one in named_before if one.endswith(head[1].lower())]
    beside = _data().heads.get(head[1].lower(), {})
    akin = [one for role in roles for one in beside.get(role, ())] if not known else []
    for role in dict.fromkeys((*known[:1], *akin)):
        yield f"{turn[: head.start(1)]}{role}{turn[head.end(1) :]}"


def _described(turn: str) -> Iterable[str]:
    for role, pattern in _data().described.items():
        found = pattern.search(turn)
        if found:
            yield f"{turn[: found.start()]}{role}s{turn[found.end() :]}"


@dataclass(frozen=True)
class _Data:
    words: dict[tuple[str, str], re.Pattern[str]]
    described: dict[str, re.Pattern[str]]
    heads: dict[str, dict[str, list[str]]]


def words(section: str, way: str = "words") -> re.Pattern[str]:
    """The patterns of a section of conversation.toml, as one."""
    return _data().words[section, way]


@cache
def _data() -> _Data:
    said: dict[str, dict[str, Any]] = tomllib.loads(WORDS.read_text("utf-8"))
    described = said.pop("described")
    heads = said.pop("heads")
    return _Data(
        {
            (section, way): pattern
            for section, ways in said.items()
            for way, pattern in _patterns(ways).items()
        },
        _patterns(described),
        heads,
    )


def _patterns(ways: dict[str, Any]) -> dict[str, re.Pattern[str]]:
    """Those of a section; a text of its own in it is what stands in the others in braces."""
    parts = {f"{{{name}}}": one for name, one in ways.items() if isinstance(one, str)}
    return {
        way: _whole(_filled(one, parts) for one in patterns)
        for way, patterns in ways.items()
        if not isinstance(patterns, str)
    }


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return pattern


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
