"""Finding what the guides have for one question that stands alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from assistant.decisions import load_trees
from assistant.decisions.hearing import Hearing, open_hearing
from assistant.figures import FigureAnswer, covers, figure_answer
from assistant.own_words import Chosen, GuideSentences
from assistant.posting import load_rules, pay_bands
from assistant.understanding import Asked, same_roles, understood
from assistant.understanding.bystanders import without_bystanders
from assistant.understanding.framing import (
    SURE_ELSEWHERE,
    SURE_OF_A_FRAME,
    likely_frame,
    whole_question,
    without_frame,
    without_remarks,
)
from assistant.understanding.intents import Vector, intents, wishes
from assistant.worked import Candidate, WorkedAnswers
from corpus import Cite, Document, Figure, Passage, WorkedAnswer, larger_names, mentions, named
from index import EmbeddingModel, OpenedBuild, PassageIndex, passage_index

PASSAGES = 4
_LOOKED_THROUGH = 500
_CURRENCIES = re.compile(r"\b(?:in )?(?:euros?|pounds?|dollars?|francs?|eur|gbp|usd|chf)\b", re.I)
_REMEMBERED = 64
_PAIR = 2
KNOWING = 1.5
"""So far behind the best an answer may be that knows a name in the question, and go before it."""
TRUSTED = 0.2
"""From here on the best worked answer is given."""
_STEERS = ("orders", "unlawful")
_DECIDES = ("hire", "fit")
_MAYBE_SO = 0.3


@dataclass(frozen=True)
class Found:
    """What there is for a question, best first."""

    asked: Asked
    candidates: tuple[Candidate, ...]
    trust: float
    """How likely the first candidate answers the question, from 0 to 1."""
    chosen: Chosen
    """Sentences of the guides, as they stand."""
    near: tuple[Passage, ...]
    covered: bool | None = None
    """Whether there are the figures that are asked for; None when none are."""
    figures: FigureAnswer | None = None


class Guides:
    """The index, the worked answers and the typed figures of some documents."""

    def __init__(
        self,
        index: PassageIndex,
        answers: Sequence[WorkedAnswer] = (),
        *,
        documents: Sequence[Document] = (),
        figures: Sequence[Figure] = (),
        trusted: float = TRUSTED,
        hearing: Hearing | None = None,
    ) -> None:
        self.index = index
        self.hearing = hearing
        """What hears the answers to a tree in other than the usual words."""
        self.trees = load_trees(documents)
        self.figures = figures
        self.rules = load_rules(documents)
        """For postings; those whose words these documents have."""
        self.bands = pay_bands(figures)
        self.worked = WorkedAnswers(index, answers)
        self.own_words = GuideSentences(index, documents)
        self._trusted = trusted
        self._covered = lru_cache(maxsize=_REMEMBERED)(self._figures_cover)
        self._find = lru_cache(maxsize=_REMEMBERED)(self._looked_up)
        self._mend = lru_cache(maxsize=_REMEMBERED)(self._without_slips)
        self._unframed = lru_cache(maxsize=_REMEMBERED)(self._without_frame)
        self._whole_question = lru_cache(maxsize=_REMEMBERED)(self._alone)
        self._unremarked = lru_cache(maxsize=_REMEMBERED)(self._without_remarks)
        worked = {
            cite.document for answer in answers for one in answer.sentences for cite in one.cites
        }
        # What worked answers do not answer about a document, its own words seldom answer.
        self._unworked = any(passage.document not in worked for passage in index.passages)
        some = "\n".join(passage.searchable for passage in index.passages[:_LOOKED_THROUGH])
        self._places_told = frozenset(named(some, "place"))
        self.roles = frozenset(named(some, "role"))
        """Those the documents speak of; none where they are about something else."""
        self.described = {one.id: _described(one) for one in documents}
        """Each document by its title, who published it and when, as far as it says so."""
        self._passages = {passage.id: passage for passage in index.passages}
        self._places: dict[Cite, tuple[Passage, int] | None] = {}
        """Of what tools have returned, which is what the documents can say."""
        self._by_document: dict[str, list[Passage]] = {}
        for passage in index.passages:
            self._by_document.setdefault(passage.document, []).append(passage)

    @classmethod
    def of(cls, opened: OpenedBuild, model: EmbeddingModel, *, worked: bool = True) -> Self:
        """All that an opened index holds, or all but its worked answers."""
        return cls(
            passage_index(opened, model),
            opened.answers if worked else (),
            documents=opened.documents,
            figures=opened.figures,
            hearing=open_hearing(model),
        )

    def find(self, question: str) -> Found:
        """Look for worked answers, and for passages where none can be trusted.

        A follow-up is looked up in each way it may be read, and once more in the way it is meant.
        """
        return self._find(question)

    def _looked_up(self, question: str) -> Found:
        asked = self._as_looked_up(question)
        candidates = tuple(known_first(self.worked, asked))
        trust = self.worked.trust(asked, candidates)
        candidates = of_them_first(candidates, asked)  # it is as likely about their matter
        covered = self._covered(asked)
        near: tuple[Passage, ...] = ()
        chosen, figures = Chosen(), None
        if trust < self._trusted or covered is False:
            chosen = self.own_words.chosen(asked) if self._unworked else Chosen()
            matches = self.index.search(asked.question, limit=PASSAGES)
            near = tuple(match.passage for match in matches)
            figures = figure_answer(asked, self.figures, self.place)
        return Found(asked, candidates, trust, chosen, near, covered, figures)

    def _as_looked_up(self, question: str) -> Asked:
        return understood(self._in_known_places(_unless_renamed(question, self.index.in_full)))

    def _figures_cover(self, asked: Asked) -> bool | None:
        return covers(asked, self.figures) if self.figures else None

    def mended(self, turn: str) -> str:
        """A turn without typing slips."""
        return self._mend(turn)

    def _in_known_places(self, question: str) -> str:
        """With the larger place instead of one that no document names: `Europe` for `London`."""
        found = mentions(question)
        larger = larger_names(found)
        places = [one for one in found if one.kind == "place" and one.start in larger]
        told = len(places) == 1 and places[0].name in self._places_told
        if len(places) != 1 or told or not understood(question).subjects:
            return question
        (only,) = places
        before, behind = question[: only.start], question[only.end :]
        # Who asks of what no document speaks of at all is not helped by a larger place.
        strange = self.index.unknown_words(_CURRENCIES.sub(" ", f"{before} {behind}"))
        return question if strange else f"{before}{larger[only.start]}{behind}"

    def begin(self, question: str) -> None:
        """Begin to read a question for its meaning, and do meanwhile what needs only its words."""
        self.index.begin(question)
        as_said, asked = understood(question), self._as_looked_up(question)
        intents().begin(as_said)
        self.worked.begin(asked)
        self._covered(asked)

    def _without_slips(self, turn: str) -> str:
        return _unless_renamed(turn, self.index.mended)

    def unframed(self, turn: str) -> str:
        """A turn without what only frames its question."""
        return self._unframed(turn)

    def whole_question(self, turn: str) -> str:
        """The one question of a turn that is answered alike whatever is told beside it."""
        return self._whole_question(turn)

    def without_remarks(self, turn: str) -> str:
        """A turn that goes on, without what is told beside its question and changes nothing."""
        return self._unremarked(turn)

    def _without_remarks(self, turn: str) -> str:
        left = without_remarks(turn) if self.roles else turn
        if left == turn or self._may_want(turn, *_STEERS) or self._may_want(left, *_DECIDES):
            return turn
        return left

    def without_bystanders(self, turn: str, *, alone: bool) -> str:
        """A turn without what it merely mentions; one that stands alone, if only so it is answered.

        How people mention things was learned from questions about hiring.
        """
        left = without_bystanders(turn) if self.roles else turn
        if left == turn or not alone:
            return left
        return turn if self._is_answered(turn) or not self._is_answered(left) else left

    def _is_answered(self, question: str) -> bool:
        """Whether a worked answer for it can be trusted, and knows all that it names."""
        found = self.find(question)
        if found.trust < self._trusted or not found.candidates:
            return False
        return not self.worked.unknown_to(found.candidates[0], found.asked)

    def _without_frame(self, turn: str) -> str:
        def meaning(piece: str) -> Vector:
            self.index.begin(turn)  # most pieces are no frame, and then all of it is looked up
            return self.index.vector(piece)

        least = SURE_OF_A_FRAME if self.roles else SURE_ELSEWHERE
        return without_frame(turn, lambda piece: likely_frame(piece, meaning), least)

    def _alone(self, turn: str) -> str:
        alone = whole_question(turn, self._likely_question)
        return turn if alone != turn and self._may_want(turn, *_STEERS) else alone

    def _may_want(self, turn: str, *wants: str) -> bool:
        """Whether it may want one of these, such as what is unlawful."""
        likely = self.likely(understood(turn))
        return sum(likely[one] for one in wants) >= _MAYBE_SO

    def _likely_question(self, words: str) -> float:
        likely = self.likely(understood(words))
        return likely["question"] + likely["off topic"]

    def likely(self, asked: Asked) -> dict[str, float]:
        """How likely a turn wants each of the things there are."""
        return intents().likely(asked, self.index.vector(asked.question))

    def likely_trees(self, asked: Asked) -> dict[str, float]:
        """How likely each tree is meant, if any is; the likeliest first."""
        likely = wishes().likely(asked, self.index.vector(asked.question))
        there = [name for name in likely if name in self.trees]
        return {name: likely[name] for name in sorted(there, key=lambda name: -likely[name])}

    def passage(self, id: str) -> Passage:
        """The passage with an id."""
        return self._passages[id]

    def place(self, cite: Cite) -> tuple[Passage, int] | None:
        """The passage that holds cited words, and where they start; None when none does."""
        if cite not in self._places:
            self._places[cite] = self._found(cite)
        return self._places[cite]

    def _found(self, cite: Cite) -> tuple[Passage, int] | None:
        for passage in self._by_document.get(cite.document, ()):
            at = passage.text.find(cite.words)
            if at >= 0:
                return passage, passage.start + at
        return None


def known_first(worked: WorkedAnswers, asked: Asked) -> list[Candidate]:
    """The candidates, one that knows all names of the question before the best if that does not."""
    found = worked.candidates(asked)
    if not found or not asked.strict or not worked.unknown_to(found[0], asked):
        return found
    near = [one for one in found if found[0].score - one.score <= KNOWING]
    knowing = next((one for one in near if not worked.unknown_to(one, asked)), None)
    return _put_first(knowing, found) if knowing else found


def of_them_first(found: tuple[Candidate, ...], asked: Asked) -> tuple[Candidate, ...]:
    """The candidates, one about nobody but the two who are asked about before one of another pair.

    Who earns more at staff level, RS or RE: what RSs earn there, before how MLEs and RSs compare.
    """
    if not found or len(asked.roles) != _PAIR or len(found[0].answer.roles) != _PAIR:
        return found
    best = found[0].answer
    akin = {same for role in asked.roles for same in same_roles(role)}
    if akin.issuperset(best.roles) or best.level not in asked.levels:
        return found
    of_them = (
        one
        for one in found
        if one.answer.roles
        and akin.issuperset(one.answer.roles)
        and (one.answer.attribute, one.answer.level) == (best.attribute, best.level)
    )
    first = next(of_them, None)
    return tuple(_put_first(first, found)) if first else found


def _put_first(first: Candidate, found: Iterable[Candidate]) -> list[Candidate]:
    return [first, *(one for one in found if one is not first)]


def _described(document: Document) -> str:
    about = ", ".join(filter(None, (document.publisher, document.date)))
    return f"“{document.title}” ({about})" if about else f"“{document.title}”"


def _unless_renamed(text: str, mended: Callable[[str], str]) -> str:
    """A text as it is mended; a name that is known is no slip, though no document has it."""
    said = mended(text)
    return said if said == text or _names(text) <= _names(said) else text


def _names(text: str) -> set[str]:
    return {one.name for one in mentions(text) if one.kind in ("place", "company", "other_role")}
