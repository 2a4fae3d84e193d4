"""The statements of the documents, found by meaning and by what a question names, best first."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.own_words.hints import Hints
from assistant.own_words.saying import Saying
from assistant.own_words.weights import Mode, Weights, weights
from assistant.understanding import Asked, shows
from assistant.worked.learned import learned
from corpus import Document, statements
from index import PassageIndex, terms, written_out

Vector = npt.NDArray[np.float32]

PASSAGES = 10
NEAREST = 40
KNOWN = 25
HINTED = 4
"""So many answers that hint at one are looked at."""
SAME = 0.7
"""Cosine from which on a statement says what a hint says."""
LEAST_HINTED = 0.1
"""Share of the hints that the documents must say for hints to count at all."""
_SAID = 0.5
_FALLING = 8.0

SIGNS = (
    "passage",
    "passage, meaning",
    "meaning",
    "meaning, turned",
    "known question",
    "share of the words, in it",
    "share of the words, around it",
    "share of the words, in its headings",
    "wordy",
    "roles not in it",
    "roles not in sight",
    "roles not around",
    "a role nobody asked for",
    "other roles beside",
    "a level it does not speak of",
    "a level nobody asked for",
    "words it must know and does not",
    "figures it lacks",
    "table row",
    "first of its passage",
    "leans on another",
    "announces",
    "asks",
    "hint",
    "hint, figures",
)
"""That a statement answers a question; there is a weight for each."""
HINTS = ("hint", "hint, figures")
TURNED = "meaning, turned"
TRUST_SIGNS = (
    *SIGNS,
    "score",
    "lead on the second",
    "lead on the fifth",
    "best passage",
    "best meaning",
    "best turned",
    "best known question",
    "likest hint",
    "share of the words, in all",
    "words that nobody knows",
    "names that nobody knows",
    "most telling word it does not know",
    "no role asked for",
    "number of words",
    "always",
)
"""That the best statement is right; there is a weight for each."""


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
    """All that the documents say, sentence by sentence."""

    def __init__(
        self,
        index: PassageIndex,
        documents: Sequence[Document],
        *,
        hints: Hints | None = None,
        weighed: Weights | None = None,
    ) -> None:
        self.index = index
        self._learned = learned()
        self._by_passage: dict[str, range] = {}
        self._positions: list[int] = []
        self.sayings: list[Saying] = []
        for position, passage in enumerate(index.passages):
            first = len(self.sayings)
            for number, one in enumerate(statements(passage)):
                self.sayings.append(Saying(passage, one, number))
                self._positions.append(position)
            self._by_passage[passage.id] = range(first, len(self.sayings))
        self._vectors = _vectors(index, self.sayings, self._positions)
        self._turned = self._learned.turned(self._vectors)
        self._known = _places_of_known(documents, self.sayings)
        self._hints = self._holding(hints) if hints else None
        self.mode: Mode = "hinted" if self._hints else "plain"
        self._weights = weighed or weights(self.mode)

    def _holding(self, hints: Hints) -> "_Hinting | None":
        """The hints whose every sentence is said here, too; None when hardly any is."""
        said = self._learned.turned(hints.said)
        near = np.concatenate(
            [(some @ self._turned.T).max(axis=1) for some in np.array_split(said, 20)]
        )
        missing = np.zeros(len(hints.asked), dtype=bool)
        missing[hints.owners[near < SAME]] = True
        if (~missing).mean() < LEAST_HINTED:
            return None
        kept = hints.of(~missing)
        return _Hinting(kept, self._learned.turned(kept.asked), self._learned.turned(kept.said))

    def look(self, asked: Asked) -> Looked:
        """Put a question to the statements."""
        if not self.sayings:
            return Looked((), np.zeros(len(TRUST_SIGNS), dtype=np.float32))
        question = self.index.in_full(asked.question)
        vector = self.index.vector(asked.question)
        turned = self._learned.turned(vector)
        meaning = np.vecdot(self._vectors, vector)
        meaning_turned = np.vecdot(self._turned, turned)
        matches = self.index.search(asked.question, limit=PASSAGES)
        by_passage = {match.passage.id: match for match in matches}
        known = self._known_for(asked.question)
        hint, hint_figures, likest = self._hinted(turned)
        some: set[int] = set(known)
        for match in matches:
            some.update(self._by_passage[match.passage.id])
        some.update(np.argsort(-meaning_turned, kind="stable")[:NEAREST].tolist())
        if self._hints:
            some.update(np.argsort(-hint, kind="stable")[:NEAREST].tolist())
        numbers = sorted(some)
        asked_for = frozenset(terms(question))
        worth = self.index.worth(asked_for)
        whole = sum(worth.values()) or 1.0
        rows = np.zeros((len(numbers), len(SIGNS)), dtype=np.float32)
        for row, number in zip(rows, numbers, strict=True):
            saying = self.sayings[number]
            match = by_passage.get(saying.passage.id, matches[-1])
            row[0], row[1] = match.score, match.meaning
            row[2], row[3] = meaning[number], meaning_turned[number]
            row[4] = known.get(number, 0.0)
            row[5] = _sum(worth, asked_for & saying.terms) / whole
            row[6] = _sum(worth, asked_for & saying.seen) / whole
            row[7] = _sum(worth, asked_for & saying.headed) / whole
            row[8] = math.log(saying.words)
            row[9:23] = _named_signs(saying, asked)
            row[23] = hint[number]
            row[24] = _shared_figures(saying, hint_figures)
        scores = rows @ self._weights.ranking
        order = np.argsort(-scores, kind="stable").tolist()
        ranked = tuple(
            Ranked(self.sayings[numbers[place]], float(scores[place]), rows[place])
            for place in order
        )
        trust_signs = self._trust_signs(asked, ranked, rows, asked_for, worth, likest)
        return Looked(ranked, trust_signs)

    def _known_for(self, question: str) -> dict[int, float]:
        """Statements that hold the words a known question was written for, and its likeness."""
        found: dict[int, float] = {}
        for known in self.index.known_questions(question, limit=KNOWN):
            for number in self._known.get(known.question, ()):
                found.setdefault(number, known.likeness)
        return found

    def _hinted(self, turned: Vector) -> tuple[Vector, list[tuple[frozenset[float], float]], float]:
        """How near each statement is to what good answers say, with their figures and likeness."""
        if self._hints is None:
            return np.zeros(len(self.sayings), dtype=np.float32), [], 0.0
        hinting = self._hints
        likeness = np.vecdot(hinting.asked, turned)
        by_said = np.full(len(likeness), -1.0, dtype=np.float32)
        np.maximum.at(by_said, hinting.hints.owners, np.vecdot(hinting.said, turned))
        total = likeness + np.float32(_SAID) * by_said
        best = np.argsort(-total, kind="stable")[:HINTED]
        rows = np.flatnonzero(np.isin(hinting.hints.owners, best))
        shares = np.exp(_FALLING * (total[hinting.hints.owners[rows]] - total[best[0]]))
        near = (self._turned @ hinting.said[rows].T) * shares
        figures = list(zip(hinting.hints.figures_of(rows), shares.tolist(), strict=True))
        return near.max(axis=1), figures, float(total[best[0]])

    def _trust_signs(
        self,
        asked: Asked,
        ranked: Sequence[Ranked],
        rows: Vector,
        asked_for: frozenset[str],
        worth: dict[str, float],
        likest: float,
    ) -> Vector:
        best, first = ranked[0], ranked[:5]
        nobody = self.index.unknown_words(asked.question)
        seen = frozenset().union(*(one.saying.seen for one in ranked[:3]))
        unseen = [worth[word] for word in asked_for - best.saying.seen]
        extra = (
            best.score,
            best.score - ranked[min(1, len(ranked) - 1)].score,
            best.score - first[-1].score,
            rows[:, 0].max(),
            rows[:, 2].max(),
            rows[:, 3].max(),
            rows[:, 4].max(),
            likest,
            _sum(worth, asked_for & seen) / (sum(worth.values()) or 1.0),
            float(len(nobody)),
            float(sum(word[0].isupper() for word in nobody)),
            max(unseen, default=0.0),
            float(not asked.roles),
            math.log1p(len(asked_for)),
            1.0,
        )
        return np.concatenate([best.signs, np.array(extra, dtype=np.float32)])

    def trust(self, looked: Looked) -> float:
        """How likely the best statement answers the question, from 0 to 1."""
        if not looked.ranked:
            return 0.0
        return 1 / (1 + math.exp(-float(looked.trust_signs @ self._weights.trust)))


@dataclass(frozen=True)
class _Hinting:
    """Hints that hold, turned."""

    hints: Hints
    asked: Vector
    said: Vector


def _vectors(index: PassageIndex, sayings: Sequence[Saying], positions: Sequence[int]) -> Vector:
    """A row for each statement; where they have none of their own, that of their passage."""
    own = index.statement_vectors([one.statement for one in sayings])
    return own if own is not None else index.passage_vectors(positions)


def _named_signs(saying: Saying, asked: Asked) -> tuple[float, ...]:
    """How well what the question names agrees with the statement."""
    roles = frozenset(asked.roles)
    levels = frozenset(asked.levels)
    unknown = [
        name
        for name in asked.strict
        if not any(word.removesuffix("s") in saying.known for word in name.split("|"))
    ]
    return (
        float(len(roles - saying.akin)),
        float(len(roles - saying.roles_in_sight)),
        float(len(roles - saying.roles_around)),
        float(bool(roles) and bool(saying.roles) and not roles & saying.akin),
        float(len(saying.others)),
        float(len(levels - saying.levels)),
        float(bool(saying.levels - levels)),
        float(len(unknown)),
        float(asked.wants is not None and not shows(asked.wants, saying.text)),
        float(bool(saying.statement.cells)),
        float(saying.number == 0),
        float(saying.leans),
        float(saying.text.endswith(":")),
        float(saying.text.endswith("?")),
    )


def _shared_figures(saying: Saying, figures: Iterable[tuple[frozenset[float], float]]) -> float:
    """The largest share of the figures of one hint that the statement has, too."""
    return max(
        (share * len(some & saying.figures) / len(some) for some, share in figures if some),
        default=0.0,
    )


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


def _sum(worth: dict[str, float], some: Iterable[str]) -> float:
    # In the order of the words: sums of floats depend on theirs.
    return sum(worth[word] for word in sorted(some))
