"""Words as they are matched: short forms written out, typing slips mended, endings dropped."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import Stemmer

from corpus import words_of_names
from index.spelling import Words, is_english, one_slip_from

WORDS = Path(__file__).parent / "words.toml"

_WORD = re.compile(r"[^\W_]+")
# A word of four letters may hide one slip, a longer one two.
_SHORTEST_MENDED = 4
_LONG_WORD = 8
# A name of fewer letters is easily another one.
_SHORTEST_NAME = 5
_ENDS, _BETWEEN = ".?!:", " \n\t\"'(¿¡"
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
    shorts = rf"(?:{'|'.join(said['beside'])})(?![\w-])"
    return _Known(
        said["anywhere"],
        said["capitals"],
        frozenset(said["ignored"]["words"].split()),
        said["beside"],
        re.compile(
            "|".join(
                (
                    *(rf"(?<=\b{one} ){shorts}" for one in others["behind"]),
                    *(rf"(?<=\b{one} ){shorts}(?=\W*$)" for one in others["at_the_end_behind"]),
                    rf"\b{shorts}(?= (?:{'|'.join(others['before'])})\b)",
                )
            ),
            re.IGNORECASE,
        ),
    )


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


class Vocabulary:
    """The words of the documents, to mend typing slips by."""

    def __init__(self, words: Iterable[str], *, slips: Iterable[str] = ()) -> None:
        """Of words that are as near, the one that comes first is meant."""
        self._slips = frozenset(slips)
        """Words that were found, and may be spelt wrong."""
        self._words = dict.fromkeys(word for word in words if word not in self._slips)
        self._stems = frozenset(_stemmer().stemWords([*self._words, *self._slips]))
        names = sorted(words_of_names() - self._words.keys())
        self._meant = Words(filter(_may_hide_a_slip, (*self._words, *names)))

    @property
    def slips(self) -> list[str]:
        """Words that were found, and may be spelt wrong."""
        return sorted(self._slips)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

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

        `is_word` tells of a word that no dictionary has and that is one all the same.
        """

        def mended(match: re.Match[str]) -> str:
            word = match.group()
            small = word.lower()
            if not _may_hide_a_slip(small) or self._knows(small) or is_word(small):
                return word
            meant = self._name_meant(small) if _is_name(match) else self._word_meant(small)
            return meant or word

        return _WORD.sub(mended, question)

    def _name_meant(self, name: str) -> str | None:
        """One that nobody knows stays unknown."""
        return self._meant.nearest(name, slips=1) if len(name) >= _SHORTEST_NAME else None

    def _word_meant(self, word: str) -> str | None:
        slips = 1 if len(word) < _LONG_WORD else 2
        return self._meant.nearest(word, slips=slips) or one_slip_from(word)

    def _knows(self, word: str) -> bool:
        known = word in self._words or word in _known().ignored or word in words_of_names()
        return known or is_english(word)


def _may_hide_a_slip(word: str) -> bool:
    return len(word) >= _SHORTEST_MENDED and word.isalpha()


def _is_name(found: re.Match[str]) -> bool:
    """Whether a capital stands amid small letters; whoever shouts names nobody."""
    word, before = found.group(), found.string[: found.start()].rstrip(_BETWEEN)
    begins = not before or before[-1] in _ENDS
    return word[0].isupper() and not word.isupper() and not begins


def vocabulary(texts: Sequence[str], *, asked: Sequence[str] = ()) -> Vocabulary:
    """All words of some texts, the most frequent first.

    One that no dictionary has, and that only stands in a few questions, may be a typing slip.
    """
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    words = set(counts)
    of_questions = Counter(word for text in asked for word in _WORD.findall(text.lower()))
    slips = {
        word
        for word, count in of_questions.items()
        if count < _SEVERAL and word not in words and not is_english(word)
    }
    counts.update(of_questions)
    return Vocabulary(sorted(counts, key=lambda word: (-counts[word], word)), slips=slips)
