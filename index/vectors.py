"""The vectors of an opened index: in memory, or in Chroma when they are too many."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.encoders import Vectors
from index.vector_store import VectorStore

MOST_IN_MEMORY = 20_000
"""Up to here one product with all of them is as fast as Chroma, exact, and needs no disk."""
FOUND_BY_CHROMA = 500


class PassageVectors(Protocol):
    """One vector of length one for each passage."""

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to every passage; for a far one it may be a bound."""

    def at(self, positions: Sequence[int]) -> Vectors:
        """Some of them, one row for each position."""


class VectorsInMemory:
    """All of them in one array."""

    def __init__(self, rows: Vectors) -> None:
        self.rows = rows

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to every passage."""
        products: Vectors = self.rows @ question
        return products

    def at(self, positions: Sequence[int]) -> Vectors:
        """Some of them, one row for each position."""
        some: Vectors = self.rows[list(positions)]
        return some


class VectorsInChroma:
    """Chroma finds the nearest; how far the others are stays open."""

    def __init__(
        self, store: VectorStore, ids: Sequence[str], *, found: int = FOUND_BY_CHROMA
    ) -> None:
        self._store = store
        self._ids = ids
        self._found = min(found, len(ids))

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to the nearest passages; the others get that of the last.

        Raises:
            ChromaAway: The server does not answer.
            ChromaFailed: Chroma cannot read what it has opened any more.
        """
        nearest = self._store.nearest(question, limit=self._found)
        cosines = np.full(len(self._ids), nearest[-1][1], dtype=np.float32)
        for position, cosine in nearest:
            cosines[position] = cosine
        return cosines

    def at(self, positions: Sequence[int]) -> Vectors:
        """Some of them, one row for each position."""
        return self._store.rows([self._ids[position] for position in positions]).vectors
