"""What a text names: roles, levels, places, measures and more. The words are in names.toml."""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from corpus.beginnings import beginnings_in, beginnings_of

NAMES = Path(__file__).parent / "names.toml"

_UNITS = "counted_in"
_AS_WRITTEN = "as_written"
_REMEMBERED = 4_096


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


@lru_cache(maxsize=_REMEMBERED)
def _mentions(text: str, kind: str) -> tuple[Mention, ...]:
    """Of one kind and of what is weighed against it, or of all."""
    rivals: dict[str, list[Mention]] = defaultdict(list)
    names = _names_of(kind)
    begun = beginnings_in(text, names.beginnings)
    for one in names.possible(begun):
        rivals[one.kind.removeprefix("other_")] += (
            Mention(one.kind, one.name or match.group().lower(), *match.span())
            for match in one.found(text, begun)
        )
    found = [one for same in rivals.values() for one in _apart(same, len(text))]
    return tuple(sorted(found, key=lambda one: (one.start, one.kind)))


def units_of(measure: str) -> frozenset[str]:
    """What a measure can be counted in; empty for one that is not known."""
    return frozenset(_said()[_UNITS].get(measure, ()))


def version() -> str:
    """Changes with the names, and with them what is read out of the same documents."""
    return hashlib.sha256(NAMES.read_bytes()).hexdigest()[:8]


def _apart(found: Iterable[Mention], length: int) -> list[Mention]:
    kept: list[Mention] = []
    taken = bytearray(length)
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
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

    def found(self, text: str, begun: Mapping[str, list[int]] | None) -> Iterator[re.Match[str]]:
        """Where it stands, in order; trying only where it may is ten times as fast."""
        if begun is None or self.beginnings is None or not self.begins:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for start in sorted({at for one in self.beginnings for at in begun.get(one, ())}):
            match = self.pattern.match(text, start) if start >= end else None
            if match:
                end = match.end()
                yield match


class _Names:
    """Some names, of which only those are looked for that a text may have."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = names
        self._anyhow = [at for at, one in enumerate(names) if one.beginnings is None]
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(names):
            for beginning in one.beginnings or ():
                self._by_beginning[beginning].append(at)

    @property
    def beginnings(self) -> Container[str]:
        """How they begin, as far as it can be told."""
        return self._by_beginning

    def possible(self, begun: Iterable[str] | None) -> Iterator[_Name]:
        """In their order, of which the first of two counts that are found in the same place."""
        if begun is None:
            return iter(self._names)
        some = {at for one in begun for at in self._by_beginning[one]}
        return (self._names[at] for at in sorted(some.union(self._anyhow)))


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
