"""Hints: what good answers to questions about hiring say, as vectors.

They help to find the sentences of other documents that say the same, and are never shown.
`python -m tests.quality.own_words` makes the file anew from the worked answers.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

HINTS = Path(__file__).parent / "hints.npz"
_NAMES = ("asked", "said", "owners", "figures", "counts")
_STEPS = 127


@dataclass(frozen=True)
class Hints:
    """Plain arrays, a row for each answer or for each of its sentences."""

    asked: Vectors
    """Of an answer: the middle of the ways to ask for it."""
    said: Vectors
    """Of a sentence."""
    owners: npt.NDArray[np.int32]
    """Of a sentence: the number of its answer."""
    figures: npt.NDArray[np.float64]
    """Those of all sentences, one after another."""
    counts: npt.NDArray[np.int32]
    """How many of them are of each sentence."""

    @classmethod
    def load(cls, path: Path = HINTS) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            rows = {name: arrays[name] for name in _NAMES}
        for name in ("asked", "said"):
            rows[name] = _unit(rows[name].astype(np.float32))
        return cls(**rows)

    def save(self, path: Path = HINTS) -> None:
        """Write the arrays; a byte for each number is as good as four."""
        rows = {name: getattr(self, name) for name in _NAMES}
        for name in ("asked", "said"):
            largest = np.abs(rows[name]).max(axis=1, keepdims=True)
            rows[name] = np.rint(rows[name] / largest * _STEPS).astype(np.int8)
        np.savez_compressed(path, **rows)

    def made_with(self, vectors: Vectors) -> bool:
        """Whether they can be compared with some vectors; those of another model are longer."""
        return bool(vectors.shape[-1] == self.said.shape[-1])

    def figures_of(self, sentences: npt.NDArray[np.intp]) -> list[frozenset[float]]:
        """Those of some sentences."""
        ends = np.cumsum(self.counts)
        return [
            frozenset(self.figures[ends[one] - self.counts[one] : ends[one]].tolist())
            for one in sentences.tolist()
        ]

    def of(self, answers: npt.NDArray[np.bool_]) -> Self:
        """Those of some answers only."""
        sentences = answers[self.owners]
        numbers = np.cumsum(answers) - 1
        kept = np.repeat(sentences, self.counts)
        return type(self)(
            self.asked[answers],
            self.said[sentences],
            numbers[self.owners[sentences]].astype(np.int32),
            self.figures[kept],
            self.counts[sentences],
        )


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@cache
def hints() -> Hints:
    """What ships."""
    return Hints.load()
