"""The statements of the documents, found by meaning and by what a question names, best first."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.own_words.hints import Hints
from assistant.own_words.saying import Saying
from assistant.own_words.signs import SIGNS, Vector, Wanted
from assistant.own_words.sources import source_of
from assistant.own_words.weights import Mode, Weights, weights
from assistant.understanding import Asked
from corpus import Document
from index import PassageIndex, terms

PASSAGES = 10
NO_OTHER = 8.0
"""What another statement would score where there is none: about as much as one beside the point."""

TRUST_SIGNS = (
    *SIGNS,
    "meaning and words, in it",
    "meaning and words, around it",
    "meaning and words, of its passage",
    "others of its passage beside it",
    "score",
    "lead on the second",
    "lead on the fifth",
    "best passage",
    "best meaning",
    "best known question",
    "likest hint",
    "share of the words, in all",
    "words that nobody knows",
    "names that nobody knows",
    "most telling word it does not know",
    "most telling word its passage does not know",
    "no role asked for",
    "number of words",
    "always",
)
"""That the best statement is right; there is a weight for each."""


_TOGETHER = [
    (SIGNS.index("meaning"), SIGNS.index("share of the words, in it")),
    (SIGNS.index("meaning"), SIGNS.index("share of the words, around it")),
    (SIGNS.index("passage, meaning"), SIGNS.index("share of the words, in its passage")),
]
"""What is near by meaning and by words says more than either."""
_MAY_COME_SECOND = [
    SIGNS.index(one)
    for one in (
        "figures it lacks",
        "does not count what is counted",
        "gives no reason",
        "shows nothing of the kind",
        "codes it lacks",
    )
]


@dataclass(frozen=True)
class Ranked:
    """A statement that may answer the question."""

    saying: Saying
    score: float
    """What the order goes by. Greater is better."""
    signs: Vector


@dataclass(frozen=True)
class Looked:
    """All that was looked at for one question, best first."""

    ranked: tuple[Ranked, ...]
    trust_signs: Vector


class Statements:
    """What the documents say, sentence by sentence."""

    def __init__(
        self,
        index: PassageIndex,
        documents: Sequence[Document],
        *,
        hints: Hints | None = None,
        weighed: Weights | None = None,
    ) -> None:
        self.index = index
        self.source = source_of(index, documents, hints)
        self.mode: Mode = "hinted" if self.source.hinted else "plain"
        self.weights = weighed or weights(self.mode)

    def look(self, asked: Asked, *, but: Collection[str] = ()) -> Looked:
        """Put a question to the statements.

        `but` leaves passages out, by their ids: to learn from it what is right when the documents
        do not say what is asked.
        """
        matches = self.index.search(asked.question, limit=PASSAGES + len(but))
        matches = [match for match in matches if match.passage.id not in but][:PASSAGES]
        found = self.source.find(asked.question, matches, but) if matches else None
        if not found or not found.near:
            return Looked((), np.zeros(len(TRUST_SIGNS), dtype=np.float32))
        words = frozenset(terms(self.index.in_full(asked.question)))
        wanted = Wanted(asked, words, self.index.worth(words))
        rows = np.array([wanted.signs(one, found.figures) for one in found.near], dtype=np.float32)
        scores = rows @ self.weights.ranking
        ranked = tuple(
            Ranked(found.near[place].saying, float(scores[place]), rows[place])
            for place in np.argsort(-scores, kind="stable").tolist()
        )
        return Looked(ranked, self._trust_signs(wanted, ranked, rows, found.likest_hint))

    def _trust_signs(
        self, wanted: Wanted, ranked: Sequence[Ranked], rows: Vector, likest_hint: float
    ) -> Vector:
        best, first = ranked[0], ranked[:5]
        nobody = self.index.unknown_words(wanted.asked.question)
        seen = frozenset[str]().union(*(one.saying.seen for one in ranked[:3]))
        here = [one.saying.passage is best.saying.passage for one in ranked[:4]]
        extra = (
            *(float(best.signs[one] * best.signs[other]) for one, other in _TOGETHER),
            sum(here) / len(here),
            best.score,
            best.score - (ranked[1].score if len(ranked) > 1 else NO_OTHER),
            best.score - (first[4].score if len(first) > 4 else NO_OTHER),
            *rows[:, [SIGNS.index(name) for name in _BEST_OF_ALL]].max(axis=0).tolist(),
            likest_hint,
            wanted.share(seen),
            float(len(nobody)),
            float(sum(word[0].isupper() for word in nobody)),
            wanted.most_telling(best.saying.seen),
            wanted.most_telling(best.saying.passage_terms),
            float(not wanted.asked.roles),
            math.log1p(len(wanted.words)),
            1.0,
        )
        signs = best.signs.copy()
        # The first one may only lead up to what is wanted.
        signs[_MAY_COME_SECOND] = np.min(
            [one.signs[_MAY_COME_SECOND] for one in ranked[:3]], axis=0
        )
        return np.concatenate([signs, np.array(extra, dtype=np.float32)])

    def trust(self, looked: Looked) -> float:
        """How likely the best statement answers the question, from 0 to 1."""
        if not looked.ranked:
            return 0.0
        return 1 / (1 + math.exp(-float(looked.trust_signs @ self.weights.trust)))


_BEST_OF_ALL = ("passage", "meaning", "known question")
