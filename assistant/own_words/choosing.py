"""Choosing what to say out of the documents, and how far to trust it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.own_words.composing import Composing
from assistant.own_words.hints import Hints, hints
from assistant.own_words.matching import Statements
from assistant.own_words.weights import Mode, Weights
from assistant.understanding import Asked
from corpus import Document, Sentence
from index import PassageIndex

LOOKED_AT = 20
TOLD: Mapping[Mode, float] = {"hinted": 0.4, "plain": 0.4}
"""From here on sentences are trusted; hints help to tell the right ones."""


@dataclass(frozen=True)
class Chosen:
    """Sentences of the documents, best first."""

    sentences: tuple[Sentence, ...] = ()
    trust: float = 0.0
    """How likely the first one answers the question, from 0 to 1."""
    told_from: float = 1.0
    """The trust from which on they are given as the answer."""

    @property
    def told(self) -> bool:
        """Whether they are given as the answer."""
        return bool(self.sentences) and self.trust >= self.told_from


class GuideSentences:
    """Answers in the documents' own words."""

    def __init__(
        self,
        index: PassageIndex,
        documents: Sequence[Document] = (),
        *,
        hinting: Hints | None = None,
        weighed: Weights | None = None,
    ) -> None:
        self.statements = Statements(index, documents, hints=hinting or hints(), weighed=weighed)

    def chosen(self, asked: Asked) -> Chosen:
        """What the documents say to a question."""
        looked = self.statements.look(asked)
        if not looked.ranked:
            return Chosen()
        best = [(one.saying, one.score) for one in looked.ranked[:LOOKED_AT]]
        composing = Composing(asked, self.statements.source.said_in)
        told_from = TOLD[self.statements.mode]
        return Chosen(composing.sentences(best), self.statements.trust(looked), told_from)
