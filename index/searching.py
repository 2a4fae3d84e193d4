"""Finding the passages that answer a question: by meaning and by words, merged."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from corpus import Passage, Statement, drop_invisible
from index.embedding import EmbeddingModel
from index.keywords import KeywordIndex
from index.opened_build import OpenedBuild
from index.reading_ahead import Prepare, ReadingAhead
from index.records import points
from index.vectors import PassageVectors
from index.wording import written_out

Vector = npt.NDArray[np.float32]

REMEMBERED = 64
REMEMBERED_WORDS = 4_096
LONGEST_QUESTION = 4_000
"""Characters. The model reads about a thousand; more only takes time."""


@dataclass(frozen=True)
class Merging:
    """How meaning and words make one score. tests/quality/retrieval.md compares some ways."""

    meaning: float = 1.0
    """How much the cosine of question and passage counts."""
    words_beside_best: float = 0.2
    """How much the words count, as their share of this question's best score."""
    words_beside_all: float = 0.6
    """How much the words count, as their share of what a passage with every word would reach."""
    neighbours: float = 0.15
    """How much the passages before and after count: one amid others that fit is likelier right."""


@dataclass(frozen=True)
class Known:
    """A known question that is like the one that was asked."""

    question: str
    passage: Passage
    """Where its answer stands."""
    likeness: float
    """Cosine of the two questions. Greater is closer."""


@dataclass(frozen=True)
class Match:
    """A passage that was found."""

    passage: Passage
    score: float
    """What the order goes by. Greater is better; it compares within one question only."""
    meaning: float
    """Cosine of question and passage. Greater is closer."""


class PassageIndex:
    """Passages that can be searched. Asking twice gives the same answer."""

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: PassageVectors,
        keywords: KeywordIndex,
        prepare: Prepare,
        *,
        merging: Merging = Merging(),  # noqa: B008  a frozen value
        is_word: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._is_word = is_word
        self.passages = passages
        self._merging = merging
        self._vectors = vectors
        self._keywords = keywords
        # What is asked twice, as by searching and by known questions, is read and embedded once.
        self._ahead = ReadingAhead(prepare, remembered=REMEMBERED)
        self._embed = self._ahead.vector
        self._in_full = lru_cache(maxsize=REMEMBERED)(self._as_searched)
        self._points = points(passages)
        documents = [passage.document for passage in passages]
        numbers = np.arange(len(passages))
        follows = np.array([a == b for a, b in zip(documents, documents[1:], strict=False)], bool)
        # At the ends of a document a passage stands in for the neighbour it lacks.
        before = numbers - np.append(False, follows)
        after = numbers + np.append(follows, False)
        self._ends = np.flatnonzero((before == numbers) | (after == numbers))
        self._before_ends, self._after_ends = before[self._ends], after[self._ends]

    def search(self, question: str, *, limit: int) -> list[Match]:
        """The passages that fit best, best first."""
        if not self.passages or limit < 1:
            return []
        asked = self.in_full(question)
        meaning = self._vectors.similarities(self._embed(asked))
        scores = self._by_words(asked)
        scores += self._merging.meaning * meaning
        scores = self._amid_neighbours(scores)
        # A stable order: of two with the same score the one that stands first comes first.
        limit = min(limit, len(scores))
        edge = np.partition(scores, -limit)[-limit]
        best = np.flatnonzero(scores >= edge)
        best = best[np.argsort(-scores[best], kind="stable")][:limit]
        return [
            Match(self.passages[number], float(scores[number]), float(meaning[number]))
            for number in best.tolist()
        ]

    def known_questions(self, question: str, *, limit: int) -> list[Known]:
        """The known questions that mean nearly the same, nearest first."""
        if not self.passages:
            return []
        near = self._vectors.nearest(self._embed(self.in_full(question)), limit=limit)
        return [
            Known(point.text, self.passages[point.position], cosine)
            for point, cosine in ((self._points[number], cosine) for number, cosine in near)
            if point.id != self.passages[point.position].id
        ]

    def vector(self, question: str) -> Vector:
        """What the model makes of the question, as it is searched."""
        return self._embed(self.in_full(question))

    def begin(self, question: str) -> None:
        """The vector of a question will be needed: work on it while other things are done."""
        self._ahead.begin(self.in_full(question))

    def known_vectors(self, questions: Sequence[str]) -> Vector:
        """A row for each of some known questions, as the index holds them.

        Raises:
            KeyError: One is not known.
        """
        numbers = self._numbers
        return self._vectors.at([numbers[written_out(question)] for question in questions])

    def statement_vectors(self, statements: Sequence[Statement]) -> Vector | None:
        """A row for each statement of the passages; None when there are too many to have any."""
        rows = [self._numbers.get(one.text) for one in statements]
        known = [row for row in rows if row is not None]
        return self._vectors.at(known) if len(known) == len(rows) else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Of the points, by what is embedded."""
        return {point.text: number for number, point in enumerate(self._points)}

    def worth(self, words: Iterable[str]) -> dict[str, float]:
        """How telling each word is: the fewer passages have it, the more. They are `terms`."""
        return {word: self._keywords.worth(word) for word in words}

    def in_full(self, question: str) -> str:
        """The question as it is searched: short forms written out, typing slips mended."""
        return self._in_full(question)

    def _as_searched(self, question: str) -> str:
        # What nobody can see must not change what is found; no tokenizer takes half a character.
        return self.mended(written_out(drop_invisible(question)[:LONGEST_QUESTION]))

    def mended(self, text: str) -> str:
        """A text without typing slips; one that is too long to be a question as it is."""
        if len(text) > LONGEST_QUESTION:
            return text
        return self._keywords.words.mended(text, is_word=self._is_word)

    def unknown_words(self, question: str) -> list[str]:
        """The words of the question that stand in no passage and in no known question."""
        return self._keywords.words.unknown(self.in_full(question))

    def _by_words(self, asked: str) -> Vector:
        words, all_words = self._keywords.scores(asked)
        best = float(words.max())
        if best <= 0:
            return words
        merging = self._merging
        words *= np.float32(merging.words_beside_best / best + merging.words_beside_all / all_words)
        return words

    def _amid_neighbours(self, scores: Vector) -> Vector:
        share = self._merging.neighbours
        # In place: with very many passages each new array takes longer than the sums.
        amid = np.empty_like(scores)
        np.add(scores[:-2], scores[2:], out=amid[1:-1])
        amid[self._ends] = scores[self._before_ends] + scores[self._after_ends]
        amid *= np.float32(share)
        amid += scores
        amid /= np.float32(1 + 2 * share)
        return amid


def passage_index(opened: OpenedBuild, model: EmbeddingModel) -> PassageIndex:
    """An opened build, ready to be searched with the model that made it."""
    return PassageIndex(
        opened.passages,
        opened.vectors,
        opened.keywords,
        model.prepared,
        is_word=_words_of(model),
    )


def _words_of(model: EmbeddingModel) -> Callable[[str], bool]:
    """What the model reads in one piece is a word it was taught; a slip falls to pieces."""
    ends = model.count_tokens("")

    @lru_cache(maxsize=REMEMBERED_WORDS)
    def is_word(word: str) -> bool:
        return model.count_tokens(word) == ends + 1

    return is_word
