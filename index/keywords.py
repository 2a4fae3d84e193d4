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

VERSION = 1
"""Raise it when the same passages would give other keywords."""

# Saturation and length, as in the literature; the results hardly depend on them.
_K1, _B = 1.2, 0.75
_VOCABULARY = "words.json"

# It tells of every step on a handler of its own.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Scores = npt.NDArray[np.float32]


def matched_words(passage: Passage) -> str:
    """All words that a passage can be found by: its own, and those of the questions it answers."""
    return "\n".join((passage.searchable, *passage.questions))


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
    def build(cls, texts: Sequence[str]) -> Self:
        """Read the texts; their order is their number from then on."""
        scorer = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        # The scorer cannot do without a word; nobody asks for this one.
        scorer.index([terms(text) or [""] for text in texts], show_progress=False)
        return cls(scorer, vocabulary(texts))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        self._scorer.save(folder, show_progress=False)
        (folder / _VOCABULARY).write_text(json.dumps(list(self.words)), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        words = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        return cls(bm25s.BM25.load(folder, show_progress=False), Vocabulary(words))

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
