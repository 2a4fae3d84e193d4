"""The worked answers, found by meaning and by what a question names, best first."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.understanding import Asked
from assistant.understanding.intents import Intents
from assistant.worked.learned import COVERED, UNCOVERED, Learned, covered, learned
from assistant.worked.naming import NAMED_SIGNS, Naming
from assistant.worked.recognising import Recogniser, recogniser
from corpus import Cite, Passage, WorkedAnswer
from index import PassageIndex, terms

Vector = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]

LOOKED_AT = 60
REMEMBERED = 64
SIGNS = (
    "nearest way to ask",
    "all ways to ask",
    "what is said",
    "share of the words",
    "words of one way to ask",
    "as all ways to ask teach",
    *NAMED_SIGNS,
)
"""That an answer fits a question; `Learned.ranking` has a weight for each."""
TRUST_SIGNS = (
    *SIGNS,
    "score",
    "lead on the second",
    "lead on the fifth",
    "lead on another matter",
    "share of the first five about the same",
    "share of the first five from the same place",
    "words that nobody knows",
    "names that nobody knows",
    "most telling word it does not know",
    "no role asked for",
    "number of words",
    "covered, by how it is asked",
    "rather nothing, as all ways to ask teach",
    "always",
)
"""That the best candidate is right; `Learned.trust` has a weight for each."""
_TAUGHT = SIGNS.index("as all ways to ask teach")
_SHARPNESS = 20.0
_RATHER_NOT = -4.0
"""How much likelier nothing is meant than an answer that was not taught."""
_SAID = 0.5
"""How much what an answer says counts beside the ways to ask, for being looked at."""


class Candidate(NamedTuple):
    """A worked answer that may be the one."""

    answer: WorkedAnswer
    score: float
    """What the order goes by. Greater is better."""
    signs: Vector


class _Likeness(NamedTuple):
    """How near a question is to each of some answers, in meaning."""

    nearest: Vector
    """To the nearest way to ask."""
    together: Vector
    """To all ways to ask."""
    said: Vector
    """To what it says."""


class WorkedAnswers:
    """All that can be shown in its place."""

    def __init__(
        self,
        index: PassageIndex,
        answers: Sequence[WorkedAnswer],
        *,
        weights: Learned | None = None,
        coverage: Intents | None = None,
        recognising: Recogniser | None = None,
    ) -> None:
        self._index = index
        self._weights = weights or learned()
        self._coverage = coverage
        self._passages: dict[str, list[Passage]] = defaultdict(list)
        for passage in index.passages:
            self._passages[passage.document].append(passage)
        self._places: dict[Cite, tuple[Passage, int]] = {}
        # What cannot be shown in its place is not said.
        self.answers = tuple(
            answer
            for answer in answers
            if all([self._found(cite) for one in answer.sentences for cite in one.cites])
        )
        self._known = [_Known(answer, index, self._places) for answer in self.answers]
        self._by_id = {known.answer.id: known for known in self._known}
        self._numbers = {answer.id: number for number, answer in enumerate(self.answers)}
        self._naming = Naming(self.answers)
        of_these = (recognising or recogniser()).for_answers(list(self._numbers))
        # The best candidate is trusted for what it was found by.
        self._terms = lru_cache(maxsize=REMEMBERED)(
            lambda question: frozenset(terms(index.in_full(question)))
        )
        self._worded = lru_cache(maxsize=REMEMBERED)(self._by_words)
        self._recognised = lru_cache(maxsize=REMEMBERED)(
            lambda question: of_these.chances(index.vector(question), self._terms(question))
        )
        counts = Counter(term for known in self._known for term in known.terms)
        self._worth = {term: _worth(count, len(self._known)) for term, count in counts.items()}
        self._most_worth = _worth(0, len(self._known))
        ways = [way for known in self._known for way in known.ways]
        self._ways_worth = np.array([self._worth_of(way) for way in ways], dtype=np.int64)
        self._ways_with = _holding(ways)
        self._known_with = _holding([known.terms for known in self._known])
        asked = [question for answer in self.answers for question in answer.asked]
        self._ways_counts = np.array([len(answer.asked) for answer in self.answers], dtype=np.intp)
        self._starts = np.cumsum(self._ways_counts) - self._ways_counts
        self._asked = index.known_vectors(asked)
        self._said = index.known_vectors([answer.text for answer in self.answers])
        self._taught = of_these.taught(self._asked.shape[1])
        self._untaught = int((~self._taught).sum())

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.answers)

    def begin(self, asked: Asked) -> None:
        """Hold the words of a question against the answers, while its meaning is read."""
        if self:
            self._worded(self._terms(asked.question))
            self._covering.begin(asked)
            self._naming.begin(asked)

    def candidates(self, asked: Asked) -> list[Candidate]:
        """Those that may answer a question, best first."""
        if not self:
            return []
        vector = self._index.vector(asked.question)
        some = self._likely_ones(asked)
        alike = self._likeness(some, vector)
        if len(some) > LOOKED_AT:
            best = np.argsort(-(alike.nearest + _SAID * alike.said), kind="stable")[:LOOKED_AT]
            some, alike = some[best], _Likeness(*(column[best] for column in alike))
        signs = np.empty((len(some), len(SIGNS)), dtype=np.float32)
        signs[:, 0], signs[:, 1], signs[:, 2] = alike
        asked_for = self._terms(asked.question)
        shared, likest = self._worded(asked_for)
        signs[:, 3] = shared[some]
        signs[:, 4] = likest[some]
        signs[:, 5] = self._recognised(asked.question)[0][some]
        signs[:, 6:] = self._naming.signs(asked, some)
        scores = signs @ self._weights.ranking
        order = np.argsort(-scores, kind="stable")
        return [
            Candidate(self.answers[number], score, row)
            for number, score, row in zip(
                some[order].tolist(), scores[order].tolist(), signs[order], strict=True
            )
        ]

    def _likely_ones(self, asked: Asked) -> Numbers:
        """The numbers of those to look at: all that nothing was learned of, and the likeliest."""
        chances = self._recognised(asked.question)[0]
        likeliest = np.argsort(np.where(self._taught, -chances, -np.inf), kind="stable")
        return likeliest[: max(LOOKED_AT, self._untaught)]

    def _likeness(self, some: Numbers, vector: Vector) -> "_Likeness":
        counts = self._ways_counts[some]
        ends = np.cumsum(counts)
        starts = ends - counts
        ways = np.repeat(self._starts[some] - starts, counts) + np.arange(ends[-1])
        likeness = np.vecdot(self._asked[ways], vector)
        nearest = np.maximum.reduceat(likeness, starts)
        together = np.log(np.add.reduceat(np.exp(_SHARPNESS * likeness), starts)) / _SHARPNESS
        said = np.vecdot(self._said[some], vector)
        return _Likeness(*(one.astype(np.float32, copy=False) for one in (nearest, together, said)))

    def trust(self, asked: Asked, candidates: Sequence[Candidate]) -> float:
        """How likely the best candidate is right, from 0 to 1."""
        if not candidates:
            return 0.0
        weighed = float(self.trust_signs(asked, candidates) @ self._weights.trust)
        return 1 / (1 + math.exp(-weighed))

    def trust_signs(self, asked: Asked, candidates: Sequence[Candidate]) -> Vector:
        """The values of `TRUST_SIGNS`."""
        best = candidates[0]
        first = candidates[:5]
        alike = sum(one.answer.attribute == best.answer.attribute for one in first)
        here = self._by_id[best.answer.id].places
        others_here = [not here.isdisjoint(self._by_id[one.answer.id].places) for one in first]
        elsewhere = (
            one.score for one in candidates if here.isdisjoint(self._by_id[one.answer.id].places)
        )
        nobody = self._index.unknown_words(asked.question)
        asked_for = self._terms(asked.question)
        known = self._by_id[best.answer.id].terms
        others = [self._worth_of((term,)) for term in asked_for - known]
        extra = (
            best.score,
            best.score - candidates[min(1, len(candidates) - 1)].score,
            best.score - first[-1].score,
            best.score - next(elsewhere, candidates[-1].score),
            alike / len(first),
            sum(others_here) / len(first),
            float(len(nobody)),
            float(sum(word[0].isupper() for word in nobody)),
            max(others, default=0) / self._most_worth,
            float(not asked.roles),
            math.log1p(len(asked_for)),
            self._odds(asked),
            self._rather_nothing(asked, best),
            1.0,
        )
        return np.concatenate([best.signs, np.array(extra, dtype=np.float32)])

    def _rather_nothing(self, asked: Asked, best: Candidate) -> float:
        """Nobody knows of an answer that was not taught; it is taken for as good as most."""
        if not self._taught[self._numbers[best.answer.id]]:
            return _RATHER_NOT
        return self._recognised(asked.question)[1] - float(best.signs[_TAUGHT])

    def _odds(self, asked: Asked) -> float:
        """Whether questions that are asked like this one are covered: more than 0 if likely."""
        likely = self._covering.likely(asked, self._index.vector(asked.question))
        return math.log(likely[COVERED] + 1e-6) - math.log(likely[UNCOVERED] + 1e-6)

    @property
    def _covering(self) -> Intents:
        return self._coverage or covered()

    def by_id(self, id: str) -> WorkedAnswer:
        """The one with an id."""
        return self._by_id[id].answer

    def unknown_to(self, candidate: Candidate, asked: Asked) -> tuple[str, ...]:
        """What the candidate must know of the question it was found for, and does not."""
        if not candidate.signs[-1]:
            return ()
        return self._naming.unknown(self._numbers[candidate.answer.id], asked)

    def _found(self, cite: Cite) -> bool:
        """Look the words up once; those of a heading, or cut in two, stand in no passage."""
        for passage in self._passages[cite.document]:
            at = passage.text.find(cite.words)
            if at >= 0:
                self._places[cite] = (passage, passage.start + at)
                return True
        return False

    def _by_words(self, asked_for: frozenset[str]) -> tuple[Vector, Vector]:
        worth = self._worth_of(asked_for) or 1
        return self._shared(asked_for, worth), self._likest(asked_for, worth)

    def _shared(self, asked_for: frozenset[str], worth: int) -> Vector:
        """How much of its words a question shares with each answer."""
        shared = self._worth_in(self._known_with, asked_for, len(self._known))
        return (shared / worth).astype(np.float32)

    def _likest(self, asked_for: Iterable[str], worth: int) -> Vector:
        """How much of their words a question and the way to ask that is most like it share."""
        shared = self._worth_in(self._ways_with, asked_for, len(self._ways_worth))
        alike = shared / (worth + self._ways_worth - shared)
        return np.maximum.reduceat(alike, self._starts).astype(np.float32)

    def _worth_in(
        self, holding: Mapping[str, Numbers], some: Iterable[str], count: int
    ) -> npt.NDArray[np.int64]:
        """What those of some words are worth that each of `count` things has."""
        shared = np.zeros(count, dtype=np.int64)
        for term in some:
            numbers = holding.get(term)
            if numbers is not None:
                shared[numbers] += self._worth[term]
        return shared

    def _worth_of(self, some: Iterable[str]) -> int:
        worth, most = self._worth, self._most_worth
        return sum([worth.get(term, most) for term in some])


def _worth(count: int, known: int) -> int:
    """How telling a word is that so many answers have: whole numbers add up alike in any order."""
    return round(1_000 * math.log1p((known - count + 0.5) / (count + 0.5)))


def _holding(ways: Sequence[frozenset[str]]) -> dict[str, Numbers]:
    """The numbers of the ways that have each word."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, way in enumerate(ways):
        for term in way:
            numbers[term].append(number)
    return {term: np.array(some, dtype=np.intp) for term, some in numbers.items()}


class _Known:
    """What is looked at again and again for one answer."""

    def __init__(
        self, answer: WorkedAnswer, index: PassageIndex, places: Mapping[Cite, tuple[Passage, int]]
    ) -> None:
        self.answer = answer
        cites = [cite for sentence in answer.sentences for cite in sentence.cites]
        self.places = frozenset(places[cite][0].id for cite in cites)
        self.ways = [frozenset(terms(index.in_full(question))) for question in answer.asked]
        said = (term for text in (answer.text, *answer.roles) for term in terms(text))
        self.terms = frozenset(said).union(*self.ways)
