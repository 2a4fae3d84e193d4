"""Words as they are matched: short forms written out, typing slips mended, endings dropped."""

import hashlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import Stemmer
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

WORDS = Path(__file__).parent / "words.toml"

_WORD = re.compile(r"[^\W_]+")
# A word of four letters may hide one slip, a longer one two.
_SHORTEST_MENDED = 4
_LONG_WORD = 8
# What so many questions spell alike is a word.
_SEVERAL = 10


def version() -> str:
    """Changes with the words, and with them what is searched of the same passages."""
    return hashlib.sha256(WORDS.read_bytes()).hexdigest()[:8]


def terms(text: str) -> list[str]:
    """The words that carry meaning, in small letters and without their endings."""
    ignored = _known().ignored
    words = [word for word in _WORD.findall(text.lower()) if word not in ignored]
    return list(_stemmer().stemWords(words))


def written_out(question: str) -> str:
    """`MLE comp?` -> `ML engineer compensation?`."""
    known = _known()
    # In a question all in capitals they tell nothing.
    capitals = {} if question.isupper() else known.capitals

    def long_form(match: re.Match[str]) -> str:
        word = match.group()
        return capitals.get(word) or known.anywhere.get(word.lower()) or word

    return _WORD.sub(long_form, known.beside.sub(known.long_form_beside, question))


@dataclass(frozen=True)
class _Known:
    anywhere: dict[str, str]
    capitals: dict[str, str]
    ignored: frozenset[str]
    meant_beside: dict[str, str]
    """Short forms that are words of their own, but not beside some others."""
    beside: re.Pattern[str]

    def long_form_beside(self, match: re.Match[str]) -> str:
        return self.meant_beside[match.group().lower()]


@cache
def _known() -> _Known:
    said = tomllib.loads(WORDS.read_text("utf-8"))
    others = said["beside_words"]
    before = "|".join(others["before"].split())
    shorts = "|".join(said["beside"])
    return _Known(
        said["anywhere"],
        said["capitals"],
        frozenset(said["ignored"]["words"].split()),
        said["beside"],
        re.compile(
            "|".join(rf"(?<=\b{one} )(?:{shorts})\b" for one in others["behind"].split())
            + rf"|\b(?:{shorts})(?= (?:{before})\b)",
            re.IGNORECASE,
        ),
    )


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


class Vocabulary:
    """The words of the documents, to mend typing slips by."""

    def __init__(self, words: Iterable[str], *, slips: Iterable[str] = ()) -> None:
        self._slips = frozenset(slips)
        """Words that were found, and may be spelt wrong."""
        self._words = frozenset(words) - self._slips
        self._stems = frozenset(_stemmer().stemWords([*self._words, *self._slips]))
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _SHORTEST_MENDED and word.isalpha():
                self._by_start[word[0], len(word)].append(word)

    @property
    def slips(self) -> list[str]:
        """Words that were found, and may be spelt wrong."""
        return sorted(self._slips)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._words))

    def unknown(self, question: str) -> list[str]:
        """The telling words of a question that no document has, in none of their forms."""
        words = [word for word in _WORD.findall(question) if word.isalpha()]
        return [
            word
            for word in words
            if word.lower() not in _known().ignored
            and word.lower() not in self._words
            and word.lower() not in self._slips
            and _stemmer().stemWord(word.lower()) not in self._stems
        ]

    def mended(self, question: str, *, is_word: Callable[[str], bool] = lambda _: False) -> str:
        """The question with each unknown word replaced by the one it was probably meant to be.

        `is_word` tells of a word that nobody here uses and that is one all the same: `scare` is
        not `scale`.
        """

        def meant(match: re.Match[str]) -> str:
            word = match.group()
            # A capital amid small letters is a name, and a name nobody knows stays unknown.
            is_name = word[0].isupper() and match.start() > 0 and not question.isupper()
            if is_name or is_word(word.lower()):
                return word
            return self._nearest(word) or word

        return _WORD.sub(meant, question)

    def _nearest(self, word: str) -> str | None:
        small = word.lower()
        if len(small) < _SHORTEST_MENDED or not small.isalpha() or small in self._words:
            return None
        if small in _known().ignored:
            return None
        slips = 1 if len(small) < _LONG_WORD else 2
        near = chain.from_iterable(
            self._by_start.get((small[0], length), ())
            for length in range(len(small) - slips, len(small) + slips + 1)
        )
        found = extractOne(small, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None


def vocabulary(texts: Sequence[str], *, asked: Sequence[str] = ()) -> Vocabulary:
    """All words of some texts; one that only stands in a few questions may be a typing slip."""
    words = {word for text in texts for word in _WORD.findall(text.lower())}
    counts = Counter(word for text in asked for word in _WORD.findall(text.lower()))
    slips = {word for word, count in counts.items() if count < _SEVERAL} - words
    return Vocabulary(words | set(counts), slips=slips)
