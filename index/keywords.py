"""Finding passages by their exact words. The only module that knows BM25."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import bm25s
import numpy as np
import numpy.typing as npt

from corpus import Passage
from index.wording import Vocabulary, terms, vocabulary

VERSION = 4
"""Raise it when the same passages would give other keywords."""

# Saturation and length, as in the literature; the results hardly depend on them.
_K1, _B = 1.2, 0.75
_VOCABULARY = "words.json"

# It tells of every step on a handler of its own.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Scores = npt.NDArray[np.float32]


class KeywordIndex:
    """Which words stand in which passage, and how telling each word is."""

    def __init__(self, scorer: bm25s.BM25, words: Vocabulary) -> None:
        self.words = words
        self._scorer = scorer
        holding = np.diff(scorer.scores["indptr"])
        count = scorer.scores["num_docs"]
        self._worth = np.log1p((count - holding + 0.5) / (holding + 0.5)).astype(np.float32)
        self._most = float(np.log1p((count + 0.5) / 0.5))

    @classmethod
    def build(cls, texts: Sequence[str], *, asked: Sequence[Sequence[str]] = ()) -> Self:
        """Read the texts; their order is their number from then on.

        `asked` are the questions that each of them answers: its words, too, though people may have
        mistyped them.
        """
        scorer = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        questions = asked or [()] * len(texts)
        matched = ["\n".join((text, *more)) for text, more in zip(texts, questions, strict=True)]
        # The scorer cannot do without a word; nobody asks for this one.
        scorer.index([terms(text) or [""] for text in matched], show_progress=False)
        return cls(scorer, vocabulary(texts, asked=[one for more in asked for one in more]))

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Self:
        """Read passages and the questions they are known to answer."""
        return cls.build(
            [passage.searchable for passage in passages],
            asked=[passage.questions for passage in passages],
        )

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        self._scorer.save(folder, show_progress=False)
        words = {"words": list(self.words), "slips": self.words.slips}
        (folder / _VOCABULARY).write_text(json.dumps(words), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        said = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        words = Vocabulary(said["words"], slips=said["slips"])
        return cls(bm25s.BM25.load(folder, show_progress=False), words)

    def worth(self, term: str) -> float:
        """How telling a word is; one that stands nowhere is as telling as can be."""
        number = self._scorer.vocab_dict.get(term)
        return self._most if number is None else float(self._worth[number])

    def scores(self, question: str) -> tuple[Scores, float]:
        """For each text how well it matches, and what one that holds every word might reach."""
        found = self._scorer.vocab_dict
        # In the order of the words: sums of floats depend on theirs.
        numbers = [found[term] for term in sorted(set(terms(question))) if term in found]
        if not numbers:
            return np.zeros(self._scorer.scores["num_docs"], dtype=np.float32), 0.0
        scores = self._scorer.get_scores_from_ids(numbers)
        return scores, float(self._worth[numbers].sum())
