"""What was learned from how people ask: how to weigh the signs that an answer fits.

`make learning` makes the file anew; nothing is learned while it runs.
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
        """Write the arrays."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in _NAMES})


_NAMES = ("ranking", "trust")


@cache
def learned() -> Learned:
    """What ships."""
    return Learned.load()


@cache
def covered() -> Intents:
    """Which questions the guides cover, by how they are asked."""
    return Intents.load(COVERAGE)
