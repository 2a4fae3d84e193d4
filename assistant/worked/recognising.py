"""Which worked answer a question is for, as all the ways to ask for all of them teach together.

The nearest way to ask tells little of answers that are asked for nearly alike: here the words and
the meanings weigh most that only one of them has. `make learning` makes the file anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

LEARNED = Path(__file__).parent / "recognising.npz"

NOTHING = ""
"""In place of an id: that no answer is meant."""
LEAST = -12.0
"""The logarithm of a chance; what is less likely is just as unlikely."""
UNTAUGHT = -1.0
"""That of an answer it never heard of: as far as anybody knows, it may well be meant."""
_MEANING = 3.0
"""How much the meaning counts, so that it is as sharp as the words."""


@dataclass(frozen=True)
class Recogniser:
    """Weights of each answer, for what a question means and for each of its telling words."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    meaning: Vector
    """Answers x vector."""
    said: Vector
    """Words x answers."""
    always: Vector

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            ids, words = (tuple(arrays[name].tolist()) for name in ("ids", "words"))
            meaning, said, always = (arrays[name] for name in ("meaning", "said", "always"))
            of_meaning, of_said = (arrays[name] for name in ("of_meaning", "of_said"))
            return cls(ids, words, meaning * of_meaning[:, None], said * of_said, always)

    def save(self, path: Path = LEARNED) -> None:
        """Write the weights of each answer in whole numbers up to 127: as good, and smaller."""
        of_meaning, of_said = _steps(self.meaning.T), _steps(self.said)
        np.savez_compressed(
            path,
            ids=np.array(self.ids),
            words=np.array(self.words),
            meaning=np.rint(self.meaning / of_meaning[:, None]).astype(np.int8),
            said=np.rint(self.said / of_said).astype(np.int8),
            of_meaning=of_meaning,
            of_said=of_said,
            always=self.always,
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.ids)}

    def chances(self, vector: Vector, terms: Iterable[str]) -> Vector:
        """The logarithm of how likely each of `ids` is meant."""
        scores = _MEANING * np.vecdot(self.meaning, vector) + self.always
        known = sorted(self._numbers[term] for term in set(terms) if term in self._numbers)
        if known:
            # As sharp for a long question as for a short one.
            scores += self.said[known].sum(0) / np.float32(np.sqrt(len(known)))
        scores -= scores.max()
        return np.asarray(
            np.maximum(scores - np.log(np.exp(scores).sum()), LEAST), dtype=np.float32
        )

    def for_answers(self, ids: Sequence[str]) -> "RecogniserOf":
        """For answers that may be others than those it was learned for."""
        flat = len(self.ids)
        columns = np.array([self._columns.get(id, flat) for id in ids], dtype=np.intp)
        return RecogniserOf(self, columns, self._columns[NOTHING])


@dataclass(frozen=True)
class RecogniserOf:
    """What a recogniser says of some answers; of one it never heard of, that it may be meant."""

    recogniser: Recogniser
    columns: npt.NDArray[np.intp]
    nothing: int

    def taught(self, dimension: int) -> npt.NDArray[np.bool_]:
        """Of which of the answers something was learned that tells of vectors of this length."""
        if dimension != self.recogniser.meaning.shape[1]:
            return np.zeros(len(self.columns), dtype=np.bool_)
        return np.asarray(self.columns < len(self.recogniser.ids), dtype=np.bool_)

    def chances(self, vector: Vector, terms: Iterable[str]) -> tuple[Vector, float]:
        """The logarithm of how likely each of the answers is meant, and none of them."""
        if len(vector) != self.recogniser.meaning.shape[1]:  # learned with another model
            return np.zeros(len(self.columns), dtype=np.float32), 0.0
        found = self.recogniser.chances(vector, terms)
        return np.append(found, np.float32(UNTAUGHT))[self.columns], float(found[self.nothing])


def _steps(weights: Vector) -> Vector:
    """What 1 is worth in each column."""
    return np.asarray(np.abs(weights).max(0) / 127 + 1e-9, dtype=np.float32)


@cache
def recogniser() -> Recogniser:
    """What ships."""
    return Recogniser.load()
