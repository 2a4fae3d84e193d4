"""What a text names: roles, levels, places, measures and more. The words are in names.toml."""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpus.beginnings import beginnings_of, beginnings_with, words_of

NAMES = Path(__file__).parent / "names.toml"

_UNITS = "counted_in"
_AS_WRITTEN = "as_written"
_REMEMBERED = 4_096
_LONGER_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True)
class Mention:
    """A thing that is named in a text."""

    kind: str
    """A section of names.toml: `role`, `level`, `place`, ..."""
    name: str
    """The name it has there, however it is written here."""
    start: int
    end: int


def mentions(text: str) -> tuple[Mention, ...]:
    """Everything the text names, in its order; of two of a kind that overlap, the longer."""
    return _mentions(text, "")


def named(text: str, kind: str) -> tuple[str, ...]:
    """The names of one kind in the text, each once."""
    return tuple(dict.fromkeys(one.name for one in _mentions(text, kind) if one.kind == kind))


def larger_names(found: Iterable[Mention]) -> dict[int, str]:
    """By where a place or company is named what it lies in: `Europe` where `Zurich` stands."""
    return {one.start: one.name for one in found if one.kind == "inside"}


@lru_cache(maxsize=_REMEMBERED)
def _mentions(text: str, kind: str) -> tuple[Mention, ...]:
    """Of one kind and of what is weighed against it, or of all."""
    rivals: dict[str, list[_Place]] = defaultdict(list)
    for at, one, match in _names_of(kind).found(text):
        start, end = match.span()
        rivals[one.rival].append((start - end, start, at, one, match))
    found = [
        Mention(one.kind, one.name or match.group().lower(), start, start - length)
        for same in rivals.values()
        for length, start, _, one, match in _apart(same, len(text))
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.kind)))


def units_of(measure: str) -> frozenset[str]:
    """What a measure can be counted in; empty for one that is not known."""
    return frozenset(_said()[_UNITS].get(measure, ()))


@cache
def words_of_names() -> frozenset[str]:
    """The longer words of all places and companies, in small letters."""
    said = _said()
    ways = [
        way for names in (said["place"], said["inside"]) for some in names.values() for way in some
    ]
    listed = "\n".join((*ways, *said[_AS_WRITTEN].values()))
    return frozenset(_LONGER_WORD.findall(listed.lower()))


def version() -> str:
    """Changes with the names, and with them what is read out of the same documents."""
    return hashlib.sha256(NAMES.read_bytes()).hexdigest()[:8]


def _apart(found: list["_Place"], length: int) -> list["_Place"]:
    """Those that overlap with no longer one; of two in the same place, the first name."""
    if len(found) == 1:
        return found
    kept: list[_Place] = []
    taken = bytearray(length)
    for place in sorted(found):
        less, start = place[:2]
        if not any(taken[start : start - less]):
            taken[start : start - less] = b"\1" * -less
            kept.append(place)
    return kept


@dataclass(frozen=True)
class _Name:
    kind: str
    name: str
    """Empty: what is found is the name."""
    pattern: re.Pattern[str]
    beginnings: frozenset[str] | None
    """Without one of these words, or starts of words, a text does not have it."""
    begins: bool = True
    """Whether it is found where one of them stands, and nowhere else."""

    @cached_property
    def rival(self) -> str:
        """The kind of names that it is weighed against."""
        return self.kind.removeprefix("other_")


_Place = tuple[int, int, int, _Name, re.Match[str]]
"""Its length below zero, where it starts, and the number of the name: the order they go in."""


class _Names:
    """Some names, of which only those are tried that a word of the text may begin."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = names
        self._anyhow = [at for at, one in enumerate(names) if one.beginnings is None]
        self._by_beginning: dict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(names):
            for beginning in one.beginnings or ():
                self._by_beginning[beginning].add(at)
        self._begun = lru_cache(maxsize=_REMEMBERED)(self._begun_by)

    def found(self, text: str) -> Iterator[tuple[int, _Name, re.Match[str]]]:
        """Each name by its number, and where it stands; trying only there is ten times as fast."""
        words = words_of(text)
        anywhere = set(range(len(self._names)) if words is None else self._anyhow)
        behind: dict[int, int] = {}
        for word, start in words or ():
            for at in self._begun(word):
                one = self._names[at]
                if not one.begins:
                    anywhere.add(at)
                    continue
                match = one.pattern.match(text, start)
                if match and start >= behind.get(at, 0):
                    behind[at] = match.end()
                    yield at, one, match
        for at in sorted(anywhere):
            one = self._names[at]
            for match in one.pattern.finditer(text):
                yield at, one, match

    def _begun_by(self, word: str) -> tuple[int, ...]:
        begun = (self._by_beginning.get(one, ()) for one in beginnings_with(word))
        return tuple(sorted(set[int]().union(*begun)))


@cache
def _names_of(kind: str) -> _Names:
    """Those of one kind and what is weighed against it, or all."""
    rival = kind.removeprefix("other_")
    return _Names(
        [one for one in _all_names() if not kind or one.kind.removeprefix("other_") == rival]
    )


@cache
def _all_names() -> list[_Name]:
    said = _said()
    names = [
        _Name(kind, name, _whole_words(ways), beginnings_of(ways))
        for kind, names in said.items()
        if kind not in (_UNITS, _AS_WRITTEN)
        for name, ways in names.items()
    ]
    for kind, members in said.get(_AS_WRITTEN, {}).items():
        written = sorted((name.strip() for name in members.split(",")), key=len)
        # "The Hague" has both words, and the longer is rarer.
        longest = [max(re.findall(r"\w+", name.lower()), key=len) for name in written]
        pattern = _whole_words(map(re.escape, reversed(written)))
        names.append(_Name(kind, "", pattern, beginnings_of(longest), begins=False))
    return names


def _whole_words(said: Iterable[str]) -> re.Pattern[str]:
    """Nothing of a word is left over at the ends; a sign such as `%` is a word by itself."""
    either = "|".join(said)
    return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{either})(?:(?!\w)|(?<=\W))", re.IGNORECASE)


@cache
def _said() -> dict[str, dict[str, Any]]:
    return tomllib.loads(NAMES.read_text("utf-8"))
