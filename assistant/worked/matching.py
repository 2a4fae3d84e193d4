"""The worked answers, found by meaning and by what a question names, best first."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.understanding import Asked, is_about, same_roles, shows
from assistant.understanding.intents import Intents
from assistant.worked.learned import COVERED, UNCOVERED, Learned, covered, learned
from corpus import Cite, Passage, WorkedAnswer, named
from index import PassageIndex, terms

Vector = npt.NDArray[np.float32]

LOOKED_AT = 60
FEWEST_WAYS = 2
"""A word that so many ways to ask share is part of what is asked."""
SIGNS = (
    "nearest way to ask",
    "all ways to ask",
    "what is said",
    "nearest way to ask, unturned",
    "what is said, unturned",
    "share of the words",
    "words of one way to ask",
    "roles it does not speak of",
    "roles nobody asked for",
    "the very roles",
    "a level it does not speak of",
    "a level nobody asked for",
    "subjects it is not about",
    "kinds of pay it does not speak of",
    "figures it lacks",
    "a premise nobody raised",
    "words it must know and does not",
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
    "always",
)
"""That the best candidate is right; `Learned.trust` has a weight for each."""
_SHARPNESS = 20.0
_SAID = 0.5
"""How much what an answer says counts beside the ways to ask, for being looked at."""


@dataclass(frozen=True)
class Candidate:
    """A worked answer that may be the one."""

    answer: WorkedAnswer
    score: float
    """What the order goes by. Greater is better."""
    signs: Vector


class WorkedAnswers:
    """All that can be shown in its place."""

    def __init__(
        self,
        index: PassageIndex,
        answers: Sequence[WorkedAnswer],
        *,
        weights: Learned | None = None,
        coverage: Intents | None = None,
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
        counts = Counter(term for known in self._known for term in known.terms)
        self._worth = {term: _worth(count, len(self._known)) for term, count in counts.items()}
        self._most_worth = _worth(0, len(self._known))
        ways = [way for known in self._known for way in known.ways]
        self._ways_worth = np.array([self._worth_of(way) for way in ways], dtype=np.int64)
        self._ways_with = _holding(ways)
        asked = [question for answer in self.answers for question in answer.asked]
        self._starts = np.cumsum([0, *(len(answer.asked) for answer in self.answers)])
        self._asked = index.known_vectors(asked)
        self._said = index.known_vectors([answer.text for answer in self.answers])
        self._asked_turned = self._weights.turned(self._asked)
        self._said_turned = self._weights.turned(self._said)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.answers)

    def candidates(self, asked: Asked, *, but: int | None = None) -> list[Candidate]:
        """Those that may answer a question, best first.

        `but` leaves one way to ask out, by its number: to learn from it what is right for it.
        """
        if not self:
            return []
        vector = self._index.vector(asked.question)
        turned = self._weights.turned(vector)
        likeness = np.vecdot(self._asked_turned, turned)
        if but is not None:
            likeness[but] = -1.0
        nearest = np.maximum.reduceat(likeness, self._starts[:-1])
        said = np.vecdot(self._said_turned, turned)
        some = np.argsort(-(nearest + _SAID * said), kind="stable")[:LOOKED_AT]
        together = (
            np.log(np.add.reduceat(np.exp(_SHARPNESS * likeness), self._starts[:-1])[some])
            / _SHARPNESS
        )
        signs = np.empty((len(some), len(SIGNS)), dtype=np.float32)
        signs[:, 0], signs[:, 1], signs[:, 2] = nearest[some], together, said[some]
        signs[:, 4] = np.vecdot(self._said[some], vector)
        asked_for = frozenset(terms(self._index.in_full(asked.question)))
        worth = self._worth_of(asked_for) or 1
        signs[:, 6] = self._likest(asked_for, worth, but=but)[some]
        for row, number in zip(signs, some.tolist(), strict=True):
            start, end = self._starts[number], self._starts[number + 1]
            unturned = np.vecdot(self._asked[start:end], vector)
            if but is not None and start <= but < end:
                unturned[but - start] = -1.0
            row[3] = unturned.max()
            known = self._known[number]
            left_out = None if but is None else but - int(start)
            row[5] = self._worth_of(asked_for & known.terms_but(left_out)) / worth
            row[7:] = known.named_signs(asked)
        scores = signs @ self._weights.ranking
        # What does not know all that it must comes behind what does.
        order = np.lexsort((-scores, signs[:, -1] > 0)).tolist()
        return [
            Candidate(self.answers[some[place]], float(scores[place]), signs[place])
            for place in order
        ]

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
        asked_for = set(terms(self._index.in_full(asked.question)))
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
            1.0,
        )
        return np.concatenate([best.signs, np.array(extra, dtype=np.float32)])

    def _odds(self, asked: Asked) -> float:
        """Whether questions that are asked like this one are covered: more than 0 if likely."""
        likely = (self._coverage or covered()).likely(asked, self._index.vector(asked.question))
        return math.log(likely[COVERED] + 1e-6) - math.log(likely[UNCOVERED] + 1e-6)

    def unknown_to(self, answer: WorkedAnswer, asked: Asked) -> tuple[str, ...]:
        """What the answer must know of a question, and does not."""
        return self._by_id[answer.id].unknown(asked)

    def _found(self, cite: Cite) -> bool:
        """Look the words up once; those of a heading, or cut in two, stand in no passage."""
        for passage in self._passages[cite.document]:
            at = passage.text.find(cite.words)
            if at >= 0:
                self._places[cite] = (passage, passage.start + at)
                return True
        return False

    def _likest(self, asked_for: Iterable[str], worth: int, *, but: int | None) -> Vector:
        """How much of their words a question and the way to ask that is most like it share."""
        shared = np.zeros(len(self._ways_worth), dtype=np.int64)
        for term in asked_for:
            ways = self._ways_with.get(term)
            if ways is not None:
                shared[ways] += self._worth[term]
        if but is not None:
            shared[but] = 0
        alike = shared / (worth + self._ways_worth - shared)
        return np.maximum.reduceat(alike, self._starts[:-1]).astype(np.float32)

    def _worth_of(self, some: Iterable[str]) -> int:
        worth, most = self._worth, self._most_worth
        return sum([worth.get(term, most) for term in some])


def _worth(count: int, known: int) -> int:
    """How telling a word is that so many answers have: whole numbers add up alike in any order."""
    return round(1_000 * math.log1p((known - count + 0.5) / (count + 0.5)))


def _holding(ways: Sequence[frozenset[str]]) -> dict[str, npt.NDArray[np.intp]]:
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
        self.roles = frozenset(answer.roles)
        self._akin = frozenset(same for role in answer.roles for same in same_roles(role))
        self.ways = [frozenset(terms(index.in_full(question))) for question in answer.asked]
        self._said = frozenset(
            term for text in (answer.text, *answer.roles) for term in terms(text)
        )
        self.terms = self._said.union(*self.ways)
        said = f"{answer.text} {' '.join(answer.asked[:3])}"
        self._measures = frozenset(named(said, "measure"))
        self._levels = frozenset((*named(answer.text, "level"), answer.level)) - {""}
        quotes = [cite.words for cite in cites]
        self.words = "\n".join([answer.text, *quotes]).lower()
        self._asking = [question.lower() for question in answer.asked]

    def terms_but(self, left_out: int | None) -> frozenset[str]:
        """All words that may be said of it, but those of one way to ask."""
        if left_out is None or not 0 <= left_out < len(self.ways):
            return self.terms
        return self._said.union(*self.ways[:left_out], *self.ways[left_out + 1 :])

    def named_signs(self, asked: Asked) -> tuple[float, ...]:
        """How well what the question names agrees with the answer."""
        missing = [role for role in asked.roles if role not in self._akin]
        beside = 0 if asked.roles else len(self.roles)
        levels = [level for level in asked.levels if level not in self._levels]
        level = self.answer.level
        subjects = [one for one in asked.subjects if not is_about(self.answer.attribute, one)]
        return (
            float(len(missing)),
            float(beside),
            float(self.roles == frozenset(asked.roles)),
            float(bool(levels)),
            float(bool(level) and level not in asked.levels),
            float(len(subjects)),
            float(len(set(asked.measures) - self._measures)),
            float(asked.wants is not None and not shows(asked.wants, self.answer.text)),
            float(self.answer.kind == "premise" and not asked.yes_or_no),
            float(len(self.unknown(asked))),
        )

    def _has(self, word: str) -> bool:
        """What stands in one way to ask alone may be a circumstance."""
        ways = sum(word in question for question in self._asking)
        return word in self.words or ways >= FEWEST_WAYS

    def unknown(self, asked: Asked) -> tuple[str, ...]:
        """What it must know of a question, and does not."""
        missing = [
            name.split("|", 1)[0]
            for name in asked.strict
            if not any(self._has(word.removesuffix("s")) for word in name.split("|"))
        ]
        if asked.roles and self.roles and not self._akin.intersection(asked.roles):
            missing += [f"{role}s" for role in asked.roles]
        if self.answer.level and asked.levels and not self._levels.intersection(asked.levels):
            missing += asked.levels
        if asked.subjects and not any(is_about(self.answer.attribute, s) for s in asked.subjects):
            missing += asked.subjects
        return tuple(missing)
