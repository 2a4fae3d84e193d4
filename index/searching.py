"""Finding the passages that answer a question: by meaning and by words, merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus import Passage
from index.keywords import KeywordIndex
from index.wording import written_out

Vector = npt.NDArray[np.float32]

# How much the words count beside the meaning, which is a cosine: their share of the best score of
# this question, and of the score a passage with every word would reach. tests/quality/retrieval.md
# has the comparison that these come from.
WORDS_BESIDE_BEST = 0.4
WORDS_BESIDE_ALL = 0.9
# A passage amid others that fit is likelier to be the right one.
NEIGHBOURS = 0.25


@dataclass(frozen=True)
class Match:
    """A passage that was found."""

    passage: Passage
    score: float
    """What the order goes by. Greater is better; it compares within one question only."""
    meaning: float
    """Cosine of question and passage. Greater is closer."""


class Vectors(Protocol):
    """The passages' vectors, wherever they are kept."""

    def similarities(self, question: Vector) -> Vector:
        """The cosine of the question to every passage; for a far one it may be a bound."""


class PassageIndex:
    """Passages that can be searched. Asking twice gives the same answer."""

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: Vectors,
        keywords: KeywordIndex,
        embed: Callable[[str], Vector],
    ) -> None:
        self.passages = passages
        self._vectors = vectors
        self._keywords = keywords
        self._embed = embed
        documents = [passage.document for passage in passages]
        numbers = np.arange(len(passages))
        follows = np.array([a == b for a, b in zip(documents, documents[1:], strict=False)], bool)
        # At the ends of a document a passage stands in for the neighbour it lacks.
        self._before = numbers - np.append(False, follows)
        self._after = numbers + np.append(follows, False)

    def search(self, question: str, *, limit: int) -> list[Match]:
        """The passages that fit best, best first."""
        if not self.passages or limit < 1:
            return []
        asked = self._keywords.words.mended(written_out(question))
        meaning = self._vectors.similarities(self._embed(asked))
        scores = self._amid_neighbours(meaning + self._by_words(asked))
        # A stable order: of two with the same score the one that stands first comes first.
        limit = min(limit, len(scores))
        edge = np.partition(scores, -limit)[-limit]
        best = np.flatnonzero(scores >= edge)
        best = best[np.argsort(-scores[best], kind="stable")][:limit]
        return [
            Match(self.passages[number], float(scores[number]), float(meaning[number]))
            for number in best.tolist()
        ]

    def _by_words(self, asked: str) -> Vector:
        words, all_words = self._keywords.scores(asked)
        best = float(words.max())
        if best <= 0:
            return words
        return words * np.float32(WORDS_BESIDE_BEST / best + WORDS_BESIDE_ALL / all_words)

    def _amid_neighbours(self, scores: Vector) -> Vector:
        around: Vector = scores[self._before] + scores[self._after]
        amid: Vector = (scores + NEIGHBOURS * around) / (1 + 2 * NEIGHBOURS)
        return amid
