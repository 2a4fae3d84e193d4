"""What a decline says was looked for: what nobody tells of, by its name or in the asker's words."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.builtin import phrases
from assistant.builtin.judging import unknown
from assistant.posting import in_words
from assistant.tools import EntryFound, Search
from assistant.understanding import figure_words, says_nothing, understood, where_asked
from corpus import larger_names, mentions, named
from index import terms

WORDS = Path(__file__).parent / "looked_for.toml"
MOST_LOOKED_FOR = 4
_MOST_PHRASES = 2
_MOST_WORDS = 6
"""Longer runs are the question again."""
_NEAREST = 3
"""What one of so many entries speaks of is not what is missing."""
_MOST_BETWEEN = 3
"""So many words that tell nothing, or one that is told of, may stand within what is quoted."""


def looked_for(search: Search) -> tuple[list[str], list[str]]:
    """What was looked for in vain, and what that was asked about, which the guides do cover."""
    asked = understood(search["question"])
    if search["covered"] is False and search["missing"]:
        return search["missing"][:MOST_LOOKED_FOR], []
    if unknown(search):
        return _as_written(unknown(search), asked.question)[:MOST_LOOKED_FOR], []
    names = _as_written((name.split("|", 1)[0] for name in asked.names), asked.question)
    matters = _as_written((*asked.other_roles, *asked.telling), asked.question)
    subjects = [_words().subjects.get(one, one) for one in asked.subjects]
    about = [*(f"{in_words(role)}s" for role in asked.roles), *subjects]
    quoted = [one for one in _untold(asked.question, search["entries"]) if one not in subjects]
    if not (about or matters or names):
        quoted = [one for one in quoted if " " in one]  # a word alone may be no matter at all
    quoted = quoted[:_MOST_PHRASES] or list(filter(None, [figure_words(asked)]))
    if not quoted:
        return matters or [*names, *about][:MOST_LOOKED_FOR], [*names, *about] if matters else []
    said = " ".join(quoted).lower()
    vain = [one for one in matters if one.lower() not in said]
    beside = [one for one in names if one.lower() not in said]
    in_vain = [one if one in names else f"“{one}”" for one in quoted]
    return [*vain, *in_vain], [*beside, *about][:MOST_LOOKED_FOR]


def uncovered(some: Iterable[str], question: str) -> list[str]:
    """What a partial answer leaves out: names as a question writes them, titles in the plural."""
    written = _as_written(some, question)
    return [f"{one.removesuffix('s')}s" if understood(one).other_roles else one for one in written]


def _as_written(some: Iterable[str], question: str) -> list[str]:
    """Names as a question writes them, each once: not `intern` and `interns`."""
    kept: dict[str, str] = {}
    lying_in = _lying_in(question)
    for one in some:
        one = lying_in.get(one.lower(), one)
        found = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", question, re.IGNORECASE)
        written = found[0] if found and (found.start() or _is_name(one)) else one
        kept.setdefault(" ".join(terms(one)) or one, written)
    return [phrases.capital(one) for one in kept.values()]


def _lying_in(question: str) -> dict[str, str]:
    """By the larger place that it is looked up in the place that a question names."""
    found = mentions(question)
    larger = larger_names(found)
    places = [one for one in found if one.kind == "place" and one.start in larger]
    return {larger[one.start].lower(): question[one.start : one.end] for one in places}


def _is_name(words: str) -> bool:
    """Whether it is not written large only because a question begins with it."""
    return bool(named(words, "place") or named(words, "company"))


def _untold(question: str, entries: Sequence[EntryFound]) -> Iterator[str]:
    """The words in which it asks for what the nearest entries do not speak of.

    None where one of them runs on for too long: then no few words say what is missing.
    """
    said = (
        text
        for entry in entries[:_NEAREST]
        for text in (entry["question"], *(claim["text"] for claim in entry["claims"]))
    )
    known = frozenset(terms(" ".join(said)))
    runs = [
        run for start, end in where_asked(question) for run in _runs(question, start, end, known)
    ]
    if any(len(run.split()) > _MOST_WORDS for run in runs):
        return
    said_of_it = (run for run in runs if not _OF_THE_ASKER.match(run))
    yield from dict.fromkeys(run for run in said_of_it if phrases.is_plain(run))


def _runs(question: str, start: int, end: int, known: frozenset[str]) -> Iterator[str]:
    """The stretches between two roles, levels or stops that begin and end in an untold word."""
    taken = [one for one in mentions(question) if "role" in one.kind or one.kind == "level"]
    first = last = between = 0
    for match in _WORD.finditer(question, start, end):
        of_a_title = any(one.start <= match.start() < one.end for one in taken)
        if last and (
            of_a_title or between > _MOST_BETWEEN or _STOP.search(question, last, match.start())
        ):
            yield question[first:last]
            last = 0
        if of_a_title:
            continue
        kind = _kind(match[0], known)
        if kind == "untold":
            first, last, between = (first if last else match.start()), match.end(), 0
        else:
            between += 1 if kind == "empty" else _MOST_BETWEEN
    if last:
        yield question[first:last]


_OF_THE_ASKER = re.compile(r"(?:i|we)(?:['’][a-z]+)?\b", re.IGNORECASE)
"""`I'd love to know`: nobody looks for that."""
_WORD = re.compile(r"[^\W_](?:[\w'’+#/-]*[^\W_])?")
_STOP = re.compile(
    r"[.,;:?!()\"“”]|\s[–—-]\s|\b(?:do|does|did|is|are|was|were|has|have|will|would|can|could)\b",
    re.IGNORECASE,
)


def _kind(word: str, known: frozenset[str]) -> str:
    own = [one for one in terms(word) if not says_nothing(one) and one not in _words().asking]
    if not own or word.isdigit():
        return "empty"
    return "told" if known.issuperset(own) else "untold"


@dataclass(frozen=True)
class _Words:
    asking: frozenset[str]
    """Those that ask, and do not say for what."""
    subjects: dict[str, str]


@cache
def _words() -> _Words:
    said = tomllib.loads(WORDS.read_text("utf-8"))
    return _Words(frozenset(terms(said["asking"])), said["subjects"])
