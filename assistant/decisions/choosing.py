"""Which decision a turn asks for, if it asks for one, and which tree answers it."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.decisions.clauses import parted, sentences
from assistant.decisions.deciding import Decision, decide, foregone
from assistant.decisions.patterns import cues, plain, reading, whole_words
from assistant.decisions.tree import Tree

_FOLLOWS = re.compile(r"(?:and|so|then)\b", re.IGNORECASE)
_SHORT = 5
_STATEMENT = 4


@dataclass(frozen=True)
class Request:
    """A wish for a decision."""

    trees: tuple[str, ...]
    """Those that may answer it, the one it names first."""
    clear: bool
    """Whether it is one by itself; otherwise it takes something known of the person as well."""
    own: bool
    """Whether the person speaks or tells of themselves, so that one fact is enough."""
    sentences: frozenset[int]
    """Where in the turn it stands."""


@dataclass(frozen=True)
class _Asking:
    trees: tuple[str, ...]
    asks: re.Pattern[str] | None
    leans: re.Pattern[str] | None
    named: re.Pattern[str] | None
    person: bool
    once: str
    """What makes its first tree the one, whichever of its trees was asked for."""
    default: str
    """The role that need not be decided on again."""
    unless: str
    """What makes it a wish for other trees."""
    instead: tuple[str, ...]


def requested(turn: str, before: str = "") -> Request | None:
    """The wish for a decision in a turn, the most specific kind first; None when there is none.

    `before` is the turn before it, which says what "one" is in "do we need one?".
    """
    return _requested(turn, before)


@lru_cache(maxsize=1024)
def _requested(turn: str, before: str) -> Request | None:
    every = [_with_role(one, before) for one in sentences(plain(turn))]
    asking = {number: one for number, one in enumerate(every) if not _is_ordinary(one)}
    if not asking:
        return None
    text = " ".join(every)
    own = bool(reading("own").search(text))
    stands_alone = own or (len(text.split()) <= _SHORT and not _FOLLOWS.match(text))
    leaning = None
    for kind in _kinds():
        if not _suits(kind, text):
            continue
        where = _matching(kind.asks, asking, kind)
        supposed = any(reading("supposes").search(asking[number]) for number in where)
        if where and stands_alone and not supposed:
            return Request(kind.trees, True, own, where)
        where = where or _matching(kind.leans, asking, kind)
        if where and leaning is None:
            told = any(len(one.split()) >= _STATEMENT for one in _without(every, where))
            leaning = Request(kind.trees, False, own or told, where)
    return leaning


def of_the_same_person(request: Request, before: Request, turn: str) -> Request | None:
    """What is left of a request: who looks for a job does not hire in the next turn.

    Unless the turn says so.
    """
    candidate = is_for_candidates(before.trees[0])
    if reading("company" if candidate else "person").search(plain(turn)):
        return request
    trees = tuple(tree for tree in request.trees if is_for_candidates(tree) == candidate)
    return replace(request, trees=trees) if trees else None


def for_who_asks(request: Request | None, before: Request | None, turn: str) -> Request | None:
    """A request for the trees of candidates, where somebody says that they are one; or who hires.

    It may be the one from before: `I'm the candidate, I'm not hiring`.
    """
    meant, said = request or before, plain(turn)
    looks = bool(reading("candidate").search(said))
    if meant is None or not (looks or reading("employer").search(said)):
        return request
    trees = tuple(tree for tree in meant.trees if is_for_candidates(tree) == looks)
    if trees == meant.trees:
        return request  # nobody took them for anybody else
    usual = tuple(cues()["requests"]["track" if looks else "first-hire"]["trees"])
    if request:
        return replace(request, trees=trees or usual)
    return Request(trees or usual, clear=True, own=True, sentences=frozenset())


def offers(turn: str) -> list[str]:
    """The sentences that tell which jobs somebody was offered: nothing of the person."""
    every = sentences(plain(turn))
    return [
        one for one in every if reading("candidate").search(one) and reading("role").search(one)
    ]


def only_roles(words: str) -> bool:
    """Whether they name several roles and say nothing of them: `research engineer vs MLE`."""
    named = len(reading("role").findall(words))
    left = reading("role").sub(" ", plain(words))
    return named > 1 and not _BETWEEN_ROLES.sub(" ", left).strip(" ,.;:?!/")


_BETWEEN_ROLES = re.compile(r"\b(?:vs|versus|or|and|an?|the|than|to)\b", re.IGNORECASE)


def taken_over(decision: Decision, known: Container[str]) -> str:
    """The tree that decides instead of another one, now that so much is known."""
    tree, outcome = decision.tree.id, decision.outcome
    for kind in _kinds():
        settled = outcome is not None and outcome.roles == (kind.default,)
        if kind.once in known and tree in kind.trees and not settled:
            return kind.trees[0]
    return tree


def gone_over(request: Request, told: Container[str]) -> Request:
    """A request without the trees that what is told speaks against, for others if none is left."""
    for kind in _kinds():
        if kind.unless in told and kind.trees[0] in request.trees:
            left = tuple(tree for tree in request.trees if tree not in kind.trees)
            request = replace(request, trees=left or kind.instead)
    return request


def of_another_company(turn: str) -> Request | None:
    """The wish of who goes over to another company: its first hire; None if nobody does."""
    if not reading("afresh").search(plain(turn)):
        return None
    return Request(tuple(cues()["requests"]["first-hire"]["trees"]), True, True, frozenset())


def is_for_candidates(tree: str) -> bool:
    """Whether a tree is for who looks for a job, and not for who hires."""
    return any(kind.person and tree in kind.trees for kind in _kinds())


def asks_for_others(turn: str) -> bool:
    """Whether what it asks names people the guides do not speak of, and it none that they do."""
    text = plain(turn)
    left = _other_roles().sub(" ", text)
    if left == text or reading("role").search(left):
        return False
    parts = [part for sentence in sentences(text) for part in parted(sentence)]
    asking = [part for part in parts if part.endswith("?") or reading("hires").search(part)]
    return any(_other_roles().search(part) for part in asking)


def chosen(
    names: Iterable[str], trees: Mapping[str, Tree], *answers: Mapping[str, Mapping[str, str]]
) -> str | None:
    """The first tree whose answers reach an outcome, or can reach only one, or else the first.

    Of several sets of answers the first that tells of one does.
    """
    there = [name for name in names if name in trees]
    for known in answers:
        decisions = {name: decide(trees[name], known[name]) for name in there}
        for reaches in (lambda one: one.outcome, foregone):
            for name, decision in decisions.items():
                if reaches(decision):
                    return name
    return there[0] if there else None


def _is_ordinary(sentence: str) -> bool:
    """Whether it asks about something else, apart from what it says of the person."""
    parts = [part for part in parted(sentence) if not reading("states").match(part)]
    return any(_ordinary().search(part) for part in parts or [sentence])


def _suits(kind: _Asking, text: str) -> bool:
    """Whether this is the kind of person who asks for it, and the thing is named that it needs."""
    candidate = bool(reading("person").search(text)) and not reading("company").search(text)
    if kind.person:
        return candidate
    if candidate and not reading("hires").search(text):
        return False
    return kind.named is None or bool(kind.named.search(text))


def _matching(
    pattern: re.Pattern[str] | None, asking: Mapping[int, str], kind: _Asking
) -> frozenset[int]:
    """The sentences that ask so; who hires must not ask for people the guides do not know."""
    return frozenset(
        number
        for number, one in asking.items()
        if pattern and pattern.search(one) and (kind.person or not _other_roles().search(one))
    )


def _without(every: Sequence[str], where: frozenset[int]) -> list[str]:
    return [one for number, one in enumerate(every) if number not in where]


def _with_role(sentence: str, before: str) -> str:
    """`do we need one` -> `do we need a research engineer`, where the turn before names it."""
    if not before or not reading("stands_for").search(sentence):
        return sentence
    roles = [match.group() for match in reading("role").finditer(before)]
    if not roles:
        return sentence
    return reading("stands_for").sub(
        lambda match: f"{match.group().rsplit(' ', 1)[0]} a {roles[-1]}", sentence
    )


@cache
def _other_roles() -> re.Pattern[str]:
    said = cues()["other_roles"]
    telling = "|".join(said["telling"])
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(said['patterns'])})(?!\w)(?!\s+(?:{telling})\b)", re.IGNORECASE
    )


@cache
def _ordinary() -> re.Pattern[str]:
    return re.compile("|".join(cues()["ordinary"]["patterns"]), re.IGNORECASE)


@cache
def _kinds() -> Sequence[_Asking]:
    requests = cues()["requests"]
    kinds = []
    for one in requests.values():
        like = requests[one["like"]] if "like" in one else {"asks": [], "leans": []}
        kinds.append(
            _Asking(
                tuple(one["trees"]),
                whole_words(one["asks"] + like["asks"]),
                whole_words(one["leans"] + like["leans"]),
                whole_words([one["named"]]) if "named" in one else None,
                one.get("person", False),
                one.get("once", ""),
                one.get("default", ""),
                one.get("unless", ""),
                tuple(one.get("instead", ())),
            )
        )
    return tuple(kinds)
