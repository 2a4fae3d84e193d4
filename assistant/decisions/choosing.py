"""Which decision a turn asks for, if it asks for one, and which tree answers it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.decisions.clauses import sentences
from assistant.decisions.cues import one_of, plain, said_in_file
from assistant.decisions.deciding import decide
from assistant.decisions.tree import Tree

_OWN = re.compile(r"\b(?:we|our|ours|us|i|my|me|mine|wir|uns|ich|nous)\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:if|suppose|imagine|assuming|would have)\b(?! (?:not|so)\b)", re.IGNORECASE
)
_SHORT = 5
_STATEMENT = 4
_COMPANY = re.compile(r"\b(?:we|our|ours|us|hire|hiring|headcount|recruit)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:i|my|me|mine|i'm|i've)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:do|would|should) (?:we|i) (?:really |even )?(?:need|hire|get|want) (?:one|them)\b", re.I
)


@dataclass(frozen=True)
class Request:
    """A wish for a decision."""

    trees: tuple[str, ...]
    """Those that may answer it, the one it names first."""
    clear: bool
    """Whether it is one by itself; otherwise it takes something known of the person as well."""
    own: bool
    """Whether the person speaks of themselves or tells something first, so that one fact is enough."""
    sentences: frozenset[int]
    """Where in the turn it stands."""


@dataclass(frozen=True)
class _Asking:
    trees: tuple[str, ...]
    asks: re.Pattern[str] | None
    leans: re.Pattern[str] | None
    named: re.Pattern[str] | None
    person: bool


@lru_cache(maxsize=1024)
def requested(turn: str, before: str = "") -> Request | None:
    """The wish for a decision in a turn, the most specific kind first; None when there is none.

    `before` is the turn before it, which says what "one" is in "do we need one?".
    """
    text = plain(turn)
    every = sentences(text)
    if before and _ONE.search(text):
        every = [_ONE.sub(lambda match: _with_role(match.group(), before), one) for one in every]
        text = " ".join(every)
    asking = {number: one for number, one in enumerate(every) if not _ordinary().search(one)}
    if not asking:
        return None
    own = bool(_OWN.search(text))
    told = {number for number, one in enumerate(every) if len(one.split()) >= _STATEMENT}
    candidate = bool(_PERSON.search(text)) and not _COMPANY.search(text)
    leaning = None
    for kind in _kinds():
        if not _suits(kind, text, candidate=candidate):
            continue
        if kind.asks and (where := _matching(kind.asks, asking)):
            supposed = any(_SUPPOSED.search(asking[number]) for number in where)
            if not supposed and (own or len(text.split()) <= _SHORT):
                return Request(kind.trees, True, own, where)
            leaning = leaning or Request(kind.trees, False, own or bool(told - where), where)
        if leaning is None and kind.leans and (where := _matching(kind.leans, asking)):
            leaning = Request(kind.trees, False, own or bool(told - where), where)
    return leaning


def chosen(
    names: Iterable[str], trees: Mapping[str, Tree], answers: Mapping[str, Mapping[str, str]]
) -> str | None:
    """The first tree whose answers reach an outcome, or else the first that is there."""
    there = [name for name in names if name in trees]
    for name in there:
        if decide(trees[name], answers[name]).outcome:
            return name
    return there[0] if there else None


def _suits(kind: _Asking, text: str, *, candidate: bool) -> bool:
    """Whether this is the kind of person who asks for it, and the thing is named that it needs."""
    if kind.person:
        return bool(_PERSON.search(text)) and not _COMPANY.search(text)
    if candidate and not _hires(text):
        return False
    return kind.named is None or bool(kind.named.search(text))


def _hires(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:hir\w+|recruit\w*|need|first|second|next|budget|startup|company)\b", text, re.I
        )
    )


def _matching(pattern: re.Pattern[str], asking: Mapping[int, str]) -> frozenset[int]:
    return frozenset(number for number, one in asking.items() if pattern.search(one))


def _with_role(words: str, before: str) -> str:
    role = re.findall(_role(), before)
    return re.sub(r"\b(?:one|them)$", f"a {role[-1]}", words) if role else words


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"\b({said_in_file()['role']['pattern']})\b", re.IGNORECASE)


@cache
def _ordinary() -> re.Pattern[str]:
    return re.compile("|".join(said_in_file()["ordinary"]["patterns"]), re.IGNORECASE)


@cache
def _kinds() -> Sequence[_Asking]:
    requests = said_in_file()["requests"]
    kinds = []
    for one in requests.values():
        like = requests[one["like"]] if "like" in one else {"asks": [], "leans": []}
        kinds.append(
            _Asking(
                tuple(one["trees"]),
                one_of(one["asks"] + like["asks"]),
                one_of(one["leans"] + like["leans"]),
                one_of([one["named"]]) if "named" in one else None,
                one.get("person", False),
            )
        )
    return tuple(kinds)
