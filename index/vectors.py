"""The vectors of an opened index: in memory, or in Chroma when they are too many."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.encoders import Vectors
from index.records import Point, leads
from index.vector_store import VectorStore

MOST_IN_MEMORY = 20_000
"""Up to here one product with all of them is as fast as Chroma, exact, and needs no disk."""
FOUND_BY_CHROMA = 200


class PassageVectors(Protocol):
    """Vectors of length one, each of a point that leads to a passage."""

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to every passage's nearest point, or a bound for a far one."""

    def nearest(self, question: Vectors, *, limit: int) -> list[tuple[int, float]]:
        """The numbers of the nearest points that lead to a passage, with their cosines."""

    def at(self, rows: Sequence[int]) -> Vectors:
        """Some of the vectors, by the numbers of their points."""


class VectorsInMemory:
    """All of them in one array, in the order of the points."""

    def __init__(self, rows: Vectors, points: Sequence[Point]) -> None:
        self.rows = rows
        positions = np.array([one.position for one in points if leads(one)], dtype=np.intp)
        self._leading = rows[: len(positions)]
        # The points of a passage stand together.
        self._firsts = np.flatnonzero(np.diff(positions, prepend=-1))

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to every passage's nearest point."""
        # Not `@`: on few processors its threads wait for each other longer than they work.
        products: Vectors = np.vecdot(self._leading, question)
        if len(self._firsts) < len(products):
            products = np.maximum.reduceat(products, self._firsts)
        return products

    def nearest(self, question: Vectors, *, limit: int) -> list[tuple[int, float]]:
        """The numbers of the nearest points with their cosines, nearest first."""
        products = np.vecdot(self._leading, question)
        best = np.argsort(-products, kind="stable")[:limit]
        return [(int(number), float(products[number])) for number in best]

    def at(self, rows: Sequence[int]) -> Vectors:
        """Some of the vectors, by the numbers of their points."""
        some: Vectors = self.rows[list(rows)]
        return some


class VectorsInChroma:
    """Chroma finds the nearest; how far the others are stays open."""

    def __init__(
        self, store: VectorStore, points: Sequence[Point], *, found: int = FOUND_BY_CHROMA
    ) -> None:
        self._store = store
        self._ids = [point.id for point in points]
        self._numbers = {one.id: number for number, one in enumerate(points) if leads(one)}
        self._positions = [point.position for point in points]
        self._passages = max(self._positions) + 1
        # Statements are found, too, and are passed over.
        self._found = min(found * len(points) // len(self._numbers), len(points))

    def similarities(self, question: Vectors) -> Vectors:
        """The cosine of the question to the nearest passages; the others get that of the last.

        Raises:
            ChromaAway: The server does not answer.
            ChromaFailed: Chroma cannot read what it has opened any more.
        """
        nearest = self.nearest(question, limit=self._found)
        cosines = np.full(self._passages, nearest[-1][1], dtype=np.float32)
        for number, cosine in reversed(nearest):  # a passage's nearest point has the last word
            cosines[self._positions[number]] = cosine
        return cosines

    def nearest(self, question: Vectors, *, limit: int) -> list[tuple[int, float]]:
        """The numbers of the nearest points with their cosines, nearest first."""
        found = self._store.nearest(question, limit=min(limit, len(self._ids)))
        near = [(self._numbers[id], cosine) for id, cosine in found if id in self._numbers]
        return sorted(near, key=lambda one: (-one[1], one[0]))

    def at(self, rows: Sequence[int]) -> Vectors:
        """Some of the vectors, by the numbers of their points."""
        return self._store.rows([self._ids[row] for row in rows]).vectors
