"""Where statements come from: all of them, each with a vector, or those of the best passages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.own_words.hints import Hints
from assistant.own_words.saying import Saying
from assistant.own_words.signs import Figures, Near
from corpus import Document, Passage, statements
from index import Match, PassageIndex, written_out

Vector = npt.NDArray[np.float32]

NEAREST = 40
KNOWN = 25
HINTED = 4
"""So many answers that hint at one are looked at."""
SAME = 0.7
"""Cosine from which on a statement says what a hint says."""
LEAST_HINTED = 0.1
"""Share of the hints that the documents must say for hints to count at all."""
REMEMBERED = 1_000
_SAID = 0.5
_FALLING = 8.0


@dataclass(frozen=True)
class FoundNear:
    """Statements that were found for a question."""

    near: Sequence[Near]
    figures: Sequence[Figures] = ()
    """Of what hints say."""
    likest_hint: float = 0.0


class Source(Protocol):
    """What holds statements."""

    hinted: bool
    """Whether hints help to find them."""

    def said_in(self, passage: Passage) -> Sequence[Saying]:
        """The statements of a passage."""

    def find(self, question: str, matches: Sequence[Match], but: Collection[str]) -> FoundNear:
        """Those that may answer a question; none of the passages left out."""


class InPassages:
    """The statements of the passages that are found. Nothing is read before."""

    hinted = False

    def __init__(self) -> None:
        self.said_in = lru_cache(maxsize=REMEMBERED)(_said_in)

    def find(
        self,
        question: str,  # noqa: ARG002
        matches: Sequence[Match],
        but: Collection[str],  # noqa: ARG002  the matches leave them out already
    ) -> FoundNear:
        """All of them, as near as their passages."""
        return FoundNear(
            [
                Near(one, match.score, match.meaning, match.meaning)
                for match in matches
                for one in self.said_in(match.passage)
            ]
        )


class Everywhere:
    """All statements, with vectors of their own."""

    def __init__(
        self,
        index: PassageIndex,
        sayings: Sequence[Saying],
        vectors: Vector,
        documents: Sequence[Document],
        hints: Hints | None,
    ) -> None:
        self._index = index
        self.sayings = sayings
        self._vectors = vectors
        self._in: dict[str, list[int]] = defaultdict(list)
        for number, saying in enumerate(sayings):
            self._in[saying.passage.id].append(number)
        self._known = _places_of_known(documents, sayings)
        self._hints = self._holding(hints) if hints and hints.made_with(vectors) else None
        self.hinted = self._hints is not None

    def said_in(self, passage: Passage) -> Sequence[Saying]:
        """The statements of a passage."""
        return [self.sayings[number] for number in self._in[passage.id]]

    def find(self, question: str, matches: Sequence[Match], but: Collection[str]) -> FoundNear:
        """Those of the passages, the nearest, and those that known questions and hints lead to."""
        vector = self._index.vector(question)
        meaning = np.vecdot(self._vectors, vector)
        known = self._known_for(question)
        hint, figures, likest = self._hinted(vector)
        some: set[int] = set(known)
        for match in matches:
            some.update(self._in[match.passage.id])
        for likeness in (meaning, hint) if self._hints else (meaning,):
            some.update(np.argsort(-likeness, kind="stable")[:NEAREST].tolist())
        found = {match.passage.id: match for match in matches}
        near = []
        for number in sorted(some):
            saying = self.sayings[number]
            if saying.passage.id not in but:
                match = found.get(saying.passage.id, matches[-1])
                near.append(
                    Near(
                        saying,
                        match.score,
                        match.meaning,
                        float(meaning[number]),
                        known.get(number, 0.0),
                        float(hint[number]),
                    )
                )
        return FoundNear(near, figures, likest)

    def _holding(self, hints: Hints) -> Hints | None:
        """The hints whose every sentence is said here, too; None when hardly any is."""
        near = np.concatenate(
            [(some @ self._vectors.T).max(axis=1) for some in np.array_split(hints.said, 20)]
        )
        missing = np.zeros(len(hints.asked), dtype=bool)
        missing[hints.owners[near < SAME]] = True
        if (~missing).mean() < LEAST_HINTED:
            return None
        return hints.of(~missing)

    def _known_for(self, question: str) -> dict[int, float]:
        """Statements that hold the words a known question was written for, and its likeness."""
        found: dict[int, float] = {}
        for known in self._index.known_questions(question, limit=KNOWN):
            for number in self._known.get(known.question, ()):
                found.setdefault(number, known.likeness)
        return found

    def _hinted(self, vector: Vector) -> tuple[Vector, list[Figures], float]:
        """How near each statement is to what good answers say, with their figures and likeness."""
        if self._hints is None:
            return np.zeros(len(self.sayings), dtype=np.float32), [], 0.0
        hints = self._hints
        likeness = np.vecdot(hints.asked, vector)
        by_said = np.full(len(likeness), -1.0, dtype=np.float32)
        np.maximum.at(by_said, hints.owners, np.vecdot(hints.said, vector))
        total = likeness + np.float32(_SAID) * by_said
        best = np.argsort(-total, kind="stable")[:HINTED]
        rows = np.flatnonzero(np.isin(hints.owners, best))
        shares = np.exp(_FALLING * (total[hints.owners[rows]] - total[best[0]]))
        near = np.full(len(self.sayings), -1.0, dtype=np.float32)
        for row, share in zip(rows.tolist(), shares.tolist(), strict=True):
            # Not `@`: on few processors its threads wait for each other longer than they work.
            np.maximum(near, np.vecdot(self._vectors, hints.said[row]) * share, out=near)
        figures = list(zip(hints.figures_of(rows), shares.tolist(), strict=True))
        return near, figures, float(total[best[0]])


def source_of(
    index: PassageIndex, documents: Sequence[Document], hints: Hints | None
) -> InPassages | Everywhere:
    """All statements, or those of passages where there are too many."""
    if len(index.passages) <= MOST_PASSAGES:
        sayings = [one for passage in index.passages for one in _said_in(passage)]
        vectors = index.statement_vectors([one.statement for one in sayings])
        if vectors is not None and sayings:
            return Everywhere(index, sayings, vectors, documents, hints)
    return InPassages()


MOST_PASSAGES = 10_000
"""Of more, the index has no statements."""


def _said_in(passage: Passage) -> list[Saying]:
    return [Saying(passage, one, number) for number, one in enumerate(statements(passage))]


def _places_of_known(
    documents: Sequence[Document], sayings: Sequence[Saying]
) -> dict[str, list[int]]:
    """The statements that hold the words that each known question was written for."""
    in_document: dict[str, list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        in_document[saying.passage.document].append(number)
    found: dict[str, list[int]] = defaultdict(list)
    for document in documents:
        places: dict[str, list[int]] = {}
        for words, question in document.questions:
            if words not in places:
                start = document.text.find(words)
                end = start + len(words)
                places[words] = [
                    number
                    for number in in_document[document.id]
                    if start >= 0 and sayings[number].start < end and start < sayings[number].end
                ]
            found[written_out(question)] += places[words]
    return found
