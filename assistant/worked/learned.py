"""What was learned from the ways people ask: how to compare questions, how to weigh the signs.

`make learning` makes the file anew from the worked answers; nothing is learned while it runs.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from assistant.understanding.intents import Intents

Vectors = npt.NDArray[np.float32]

LEARNED = Path(__file__).parent / "learned.npz"
COVERAGE = Path(__file__).parent / "coverage.npz"
COVERED, UNCOVERED = "covered", "uncovered"


@dataclass(frozen=True)
class Learned:
    """Plain arrays of numbers."""

    turning: Vectors
    """A matrix that turns vectors so that questions with one answer come close."""
    ranking: Vectors
    """A weight for each of the signs that an answer fits."""
    trust: Vectors
    """A weight for each of the signs that the best answer is right, and a bias."""

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(*(arrays[name].astype(np.float32) for name in _NAMES))

    def save(self, path: Path = LEARNED) -> None:
        """Write the arrays; half precision is as good, and half as large."""
        arrays = {name: getattr(self, name) for name in _NAMES}
        arrays["turning"] = arrays["turning"].astype(np.float16)
        np.savez_compressed(path, **arrays)

    def turned(self, vectors: Vectors) -> Vectors:
        """The vectors as they are compared, of length one again.

        Those of a model that was not learned with are compared as they are.
        """
        if vectors.shape[-1] != len(self.turning):
            return vectors
        turned: Vectors = vectors @ self.turning
        lengths = np.linalg.norm(turned, axis=-1, keepdims=True)
        return np.asarray(turned / np.maximum(lengths, 1e-9), dtype=np.float32)


_NAMES = ("turning", "ranking", "trust")


@cache
def learned() -> Learned:
    """What ships."""
    return Learned.load()


@cache
def covered() -> Intents:
    """Which questions the guides cover, by how they are asked."""
    return Intents.load(COVERAGE)
