"""English words as such, whatever any document holds: what is one, and what one was meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from spellchecker import SpellChecker

# A shorter word has too many neighbours for anybody to know which was meant.
_SHORTEST = 5
# So often the dictionary has met a word that people use; and one that they join to others.
_USUAL = _EVERYDAY = 5_000
_SHORTEST_PART = 3
_AHEAD = ("re", "un", "de", "pre", "mis", "non", "over", "under", "co", "out", "up")


class Words:
    """Some words, to find the one that a slip was meant to be."""

    def __init__(self, words: Iterable[str]) -> None:
        """Of those that are as near, the one that comes first is meant."""
        self._rank = {word: rank for rank, word in enumerate(words)}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._by_letters: dict[frozenset[str], list[str]] = defaultdict(list)
        for word in self._rank:
            self._by_start[word[0]].append(word)
            self._by_letters[frozenset(word)].append(word)

    def nearest(self, word: str, *, slips: int) -> str | None:
        """The one that it is with so few slips; None if it is none.

        Letters are swapped, doubled or not doubled more often than taken for others.
        """
        alike = self._by_letters.get(frozenset(word), [])
        # The first two letters may be swapped.
        begun = (self._by_start.get(start, []) for start in sorted(set(word[:2])))
        ranked: list[tuple[int, bool, int, str]] = []
        for some in (alike, *begun):
            found = extractOne(word, some, scorer=OSA.distance, score_cutoff=slips)
            if found:
                nearest, distance, _ = found
                ranked.append((distance, some is not alike, self._rank[nearest], nearest))
        return min(ranked, default=(0, False, 0, None))[-1]


def is_english(word: str) -> bool:
    """Whether it is in the dictionary, or made of what is: `rehire`, `backend`, `dont`.

    It is in small letters.
    """
    return any(one in _used() for one in _stripped(word)) or _is_joined(word)


def one_slip_from(word: str) -> str | None:
    """The usual word that it is with one slip, the one that is used most; None if it is none."""
    return _usual().nearest(word, slips=1) if len(word) >= _SHORTEST else None


def _stripped(word: str) -> Iterator[str]:
    """A word, with the sign it may lack, and without what stands ahead or makes it many."""
    one = word.removesuffix("s")
    yield from (word, one, f"{word[:-1]}'{word[-1]}")
    for ahead in _AHEAD:
        if one.startswith(ahead) and len(one) - len(ahead) >= _SHORTEST:
            yield one.removeprefix(ahead)


def _is_joined(word: str) -> bool:
    """Whether it is two everyday words in one."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return any(
        all(_used().get(part, 0) >= _EVERYDAY for part in (word[:cut], word[cut:])) for cut in cuts
    )


@cache
def _used() -> dict[str, int]:
    """How often each word is used."""
    return SpellChecker(language="en").word_frequency.dictionary


@cache
def _usual() -> Words:
    used = _used()
    usual = [word for word in used if used[word] >= _USUAL and len(word) >= _SHORTEST - 1]
    return Words(sorted(usual, key=lambda word: (-used[word], word)))
