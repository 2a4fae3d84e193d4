"""What in a turn is open to doubt: from there nothing is filled, so that it is asked."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.decisions.clauses import Clause
from assistant.decisions.patterns import whole_words

DOUBTS = Path(__file__).parent / "doubts.toml"

_MOST_WORDS_THROWN_IN = 3
_TRAILS_OFF = re.compile(r"\w(?:\.\.\.|…)")
_OF_A_NAMED = re.compile(
    r"(?<!\w)(?!(?:it|that|there|what|here|he|she|let|who|today|(?:our|my) \w+)'s)"
    r"(?<!our )(?<!my )\w+'s (?=\w)",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<!\w)(?:and|or|but|so)(?!\w)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*[\w']+")


def doubted(parts: Sequence[Clause], told: set[int]) -> frozenset[int]:
    """The numbers of the clauses that are open to doubt; `told` are those that are understood.

    Whatever is not understood may take back what was said just before: how people correct
    themselves is past listing.
    """
    found: set[int] = set()
    before = range(0)
    for sentence in by_sentence(parts):
        words = " ".join(parts[at].text for at in sentence)
        if _signs("sentence").search(words) or _TRAILS_OFF.search(words):
            found.update(sentence)
        if not told & set(sentence) and _points_back(words) and not _asks(parts, sentence):
            found.update(before)
        for at in sentence:
            said_before = range(sentence.start, at) or before
            rest = range(at, sentence.stop)
            if _signs("clause").search(parts[at].text):
                found.add(at)
            if _takes_back(parts, rest, told):
                found.update(said_before)
        before = sentence
    return frozenset(found)


def is_anothers(text: str, start: int) -> bool:
    """Whether what is said from `start` on has somebody else as its subject: `Uber has a ...`."""
    first = _FIRST_WORD.match(text, start)
    before = _AND.split(text[: first.end() if first else start])[-1]
    verb = _signs("verbs").search(before)
    if verb is None or not before[: verb.start()].strip():
        return False
    subject = before[: verb.start()]
    if _OF_A_NAMED.search(subject):
        return True
    return not (_signs("own").search(subject) or _signs("things").search(subject))


def is_ordered(text: str, start: int) -> bool:
    """Whether what stands at `start` is in a sentence that gives orders: `set deployed: yes`."""
    begins = max(text.rfind(end, 0, start) for end in ".!?\n") + 1
    return bool(_signs("orders").match(text[begins:start].lstrip()))


def _takes_back(parts: Sequence[Clause], rest: range, told: set[int]) -> bool:
    """Whether the clause at the beginning of `rest` may take back what stands before it."""
    text = parts[rest.start].text
    if _signs("back").match(text):
        return True
    if _asks(parts, rest):
        return False
    if rest.start not in told and _is_thrown_in(text):
        return True
    words = " ".join(parts[at].text for at in rest)
    return not told & set(rest) and bool(_signs("contrast").match(text) or _points_back(words))


def _is_thrown_in(text: str) -> bool:
    if len(text.split()) > _MOST_WORDS_THROWN_IN:
        return False
    return not (_signs("harmless").search(text) or _signs("things").search(text))


def _points_back(words: str) -> bool:
    return bool(_signs("points_back").search(words))


def _asks(parts: Sequence[Clause], those: range) -> bool:
    return parts[those[-1]].text.endswith("?") or any(parts[at].meant == "asked" for at in those)


def by_sentence(parts: Sequence[Clause]) -> Iterator[range]:
    """The numbers of the clauses of each sentence."""
    start = 0
    for at, part in enumerate(parts):
        if at + 1 == len(parts) or parts[at + 1].sentence != part.sentence:
            yield range(start, at + 1)
            start = at + 1


@cache
def _signs(reach: str) -> re.Pattern[str]:
    pattern = whole_words(_said()[reach])
    assert pattern
    return pattern


@cache
def _said() -> dict[str, list[str]]:
    return tomllib.loads(DOUBTS.read_text("utf-8"))
