"""Finding the worked answer to a question: by meaning and by what it names, or not at all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.understanding import Asked, is_about, same_roles
from corpus import Cite, Passage, WorkedAnswer
from index import Known, PassageIndex, terms

# Cosine of two questions from which on they may be one and the same.
LEAST_LIKENESS = 0.62
LIKE_ENOUGH = 0.85
LOOKED_AT = 60
SUGGESTED = 3
# Of the telling words of a question, the answer must know so many.
LEAST_SHARED = 0.75
ANOTHER_ROLE = 0.04
ANOTHER_LEVEL = 0.06
ANOTHER_SUBJECT = 0.2
ANOTHER_PREMISE = 0.1
UNSHARED = 0.25

_YES_OR_NO = re.compile(
    r"\W*(so|since|because|given|if|but|then|is|are|isn't|aren't|was|do|does|don't|doesn't|did|can"
    r"|could|should|would|will|must|has|have|right|true)\b",
    re.IGNORECASE,
)


class WorkedAnswers:
    """The worked answers, found through the ways people ask."""

    def __init__(self, index: PassageIndex, answers: Sequence[WorkedAnswer]) -> None:
        self._index = index
        self._passages: dict[str, list[Passage]] = defaultdict(list)
        for passage in index.passages:
            self._passages[passage.document].append(passage)
        self._places: dict[Cite, tuple[Passage, int]] = {}
        self._asking: dict[str, list[WorkedAnswer]] = defaultdict(list)
        # What cannot be shown in its place is not said.
        answers = [
            answer
            for answer in answers
            if all(self._found(cite) for one in answer.sentences for cite in one.cites)
        ]
        for answer in answers:
            for question in answer.asked:
                self._asking[question].append(answer)
        self._words = {answer.id: self._known_words(answer) for answer in answers}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._asking)

    def near(self, question: str) -> list[Known]:
        """The known questions that the answer is looked for among, nearest first."""
        return self._index.known_questions(question, limit=LOOKED_AT)

    def best(self, question: str, asked: Asked, near: Iterable[Known]) -> WorkedAnswer | None:
        """The answer to the question, if there is one."""
        scored: dict[str, tuple[float, WorkedAnswer]] = {}
        words = frozenset(terms(question))
        unknown = self._index.unknown_words(question)
        for known in near:
            # A name nobody knows is what was asked for; another word may be a manner of speaking.
            spoken = known.likeness >= LIKE_ENOUGH and not any(one[0].isupper() for one in unknown)
            if unknown and not spoken:
                continue
            for answer in self._asking.get(known.question, ()):
                score = self._score(answer, known.likeness, question, asked, words)
                if score > scored.get(answer.id, (0.0, answer))[0]:
                    scored[answer.id] = (score, answer)
        best = max(scored.values(), key=lambda one: one[0], default=None)
        return best[1] if best and best[0] >= LEAST_LIKENESS else None

    def others(self, near: Iterable[Known], *, but: WorkedAnswer | None) -> tuple[str, ...]:
        """Near questions that have an answer of their own."""
        found: dict[str, str] = {}
        for known in near:
            for answer in self._asking.get(known.question, ()):
                if answer is not but:
                    found.setdefault(answer.id, answer.asked[0])
        return tuple(dict.fromkeys(found.values()))[:SUGGESTED]

    def place(self, cite: Cite) -> tuple[Passage, int]:
        """The passage that holds cited words, and where the words start in the document."""
        return self._places[cite]

    def _found(self, cite: Cite) -> bool:
        """Look the words up once; those of a heading, or cut in two, stand in no passage."""
        for passage in self._passages[cite.document]:
            at = passage.text.find(cite.words)
            if at >= 0:
                self._places[cite] = (passage, passage.start + at)
                return True
        return False

    def _score(
        self,
        answer: WorkedAnswer,
        likeness: float,
        question: str,
        asked: Asked,
        words: frozenset[str],
    ) -> float:
        roles = {same for role in answer.roles for same in same_roles(role)}
        if not roles.issuperset(asked.roles):
            return 0.0
        score = likeness
        if asked.roles:
            score -= ANOTHER_ROLE * len(set(answer.roles) - set(asked.roles))
        if asked.level != answer.level:
            if asked.level and asked.level not in " ".join(self._said(answer)).lower():
                return 0.0
            score -= ANOTHER_LEVEL
        if not all(is_about(answer.attribute, subject) for subject in asked.subjects):
            score -= ANOTHER_SUBJECT
        if answer.kind == "premise" and not _YES_OR_NO.match(question):
            # It begins with a No, which answers little else.
            score -= ANOTHER_PREMISE
        shared = len(words & self._words[answer.id]) / len(words) if words else 0.0
        if shared < LEAST_SHARED and likeness < LIKE_ENOUGH:
            return 0.0
        return score - UNSHARED * (1 - shared)

    def _said(self, answer: WorkedAnswer) -> list[str]:
        return [sentence.text for sentence in answer.sentences]

    def _known_words(self, answer: WorkedAnswer) -> frozenset[str]:
        """What may be said of it: the questions, the answer, the roles in all their names."""
        texts = [*answer.asked, *self._said(answer), *answer.roles, answer.attribute]
        texts += [self._index.in_full(question) for question in answer.asked]
        return frozenset(term for text in texts for term in terms(text))
