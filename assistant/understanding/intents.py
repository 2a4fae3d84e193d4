"""What a turn wants, learned from examples: intents.jsonl holds them, `make learning` learns.

Patterns find what is said in the usual words, and this what is said in others.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from assistant.understanding.asking import Asked

Vector = npt.NDArray[np.float32]

LEARNED = Path(__file__).parent / "intents.npz"
EXAMPLES = Path(__file__).parent / "intents.jsonl"
WISHES = Path(__file__).parent / "wishes.npz"

_WORD = re.compile(r"[a-z0-9']+")
_WE = re.compile(r"\b(we|our|us)\b", re.IGNORECASE)
_I = re.compile(r"\b(i|me|my|i'm|im)\b", re.IGNORECASE)
_WHO = re.compile(r"\b(who|whom)\b", re.IGNORECASE)
# Signs beside the meaning are fewer, and weigh less each.
_NAMED = 0.3
_WORDS = 0.25
_REMEMBERED = 256


@dataclass(frozen=True)
class Intents:
    """A weight for each sign of each intent."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    weights: Vector
    """Signs x intents; the last sign is there always."""

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            names, words = (tuple(arrays[name].tolist()) for name in ("names", "words"))
            return cls(names, words, arrays["weights"].astype(np.float32))

    def save(self, path: Path = LEARNED) -> None:
        """Write the arrays; half precision is as good, and half as large."""
        np.savez_compressed(
            path,
            names=np.array(self.names),
            words=np.array(self.words),
            weights=self.weights.astype(np.float16),
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return numbered(self.words)

    @cached_property
    def _of_words(self) -> Callable[[Asked], tuple[Vector, Vector]]:
        return lru_cache(maxsize=_REMEMBERED)(self._weighed_words)

    def _weighed_words(self, asked: Asked) -> tuple[Vector, Vector]:
        """What the words of a turn weigh for each intent, and the weights of its meaning."""
        row = signs_in_words(asked, self._numbers)
        return row @ self.weights[-len(row) :], self.weights[: -len(row)]

    def begin(self, asked: Asked) -> None:
        """Weigh the words of a turn, while its meaning is read."""
        self._of_words(asked)

    def by_words(self, asked: Asked) -> dict[str, float]:
        """How much the words of a turn alone speak for each of the things there are."""
        return dict(zip(self.names, self._of_words(asked)[0].tolist(), strict=True))

    def likely(self, asked: Asked, vector: Vector) -> dict[str, float]:
        """How likely a turn wants each of the things there are, from 0 to 1.

        Nothing is likely to a model whose vectors are not those it was learned with.
        """
        of_words, meaning = self._of_words(asked)
        if len(vector) != len(meaning):
            return dict.fromkeys(self.names, 0.0)
        weighed = vector @ meaning + of_words
        chances = np.exp(weighed - weighed.max())
        chances /= chances.sum()
        return dict(zip(self.names, chances.tolist(), strict=True))


@cache
def intents() -> Intents:
    """What ships."""
    return Intents.load()


@cache
def wishes() -> Intents:
    """Which tree answers somebody who wants a decision, by its id."""
    return Intents.load(WISHES)


def numbered(words: Iterable[str]) -> dict[str, int]:
    """Where each of the telling words stands among them."""
    return {word: number for number, word in enumerate(words)}


def signs(asked: Asked, vector: Vector, numbers: Mapping[str, int]) -> Vector:
    """What a turn means, and what its words tell."""
    return np.concatenate([vector, signs_in_words(asked, numbers)])


def signs_in_words(asked: Asked, numbers: Mapping[str, int]) -> Vector:
    """What a turn names, which of the telling words it has, and a one."""
    text = asked.question
    named = (
        bool(asked.roles),
        len(asked.roles) > 1,
        bool(asked.subjects),
        asked.points_back,
        bool(asked.names),
        bool(asked.telling),
        asked.yes_or_no,
        asked.wants is not None,
        asked.unlawful,
        asked.chat is not None,
        np.log1p(len(text.split())),
        bool(_WE.search(text)),
        bool(_I.search(text)),
        bool(_WHO.search(text)),
        "?" in text,
    )
    said = np.zeros(len(numbers), dtype=np.float32)
    said[[numbers[word] for word in in_words(text) if word in numbers]] = _WORDS
    return np.concatenate(
        [
            _NAMED * np.array(named, dtype=np.float32),
            said,
            np.ones(1, dtype=np.float32),
        ]
    )


@lru_cache(maxsize=_REMEMBERED)
def in_words(text: str) -> frozenset[str]:
    """The words of a text and its pairs of words; `<` and `>` are its ends."""
    words = ["<", *_WORD.findall(text.lower()), ">"]
    return frozenset((*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))))
