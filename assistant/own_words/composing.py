"""Putting statements together: the best first, then what completes it, lists with their lead."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.own_words.saying import Saying
from assistant.understanding import Asked
from corpus import Passage, Sentence, sentence_spans
from index import terms

MOST_WORDS = 65
MOST_SAID = 5
CLOSE = 6.0
"""How far behind the best statement another one may be and still be said."""
NEXT_TO_IT = 3.0
"""How much nearer a statement counts that stands behind one that is said."""
ALIKE = 0.6
"""Of two statements that share so many telling words, one is enough."""

Scored = tuple[Saying, float]


@dataclass
class Piece:
    """Statements that are said in one sentence: one of them, or items of a list."""

    sayings: list[Saying] = field(default_factory=list)
    lead: Saying | None = None
    """The line that announces the list."""


class Composing:
    """An answer that grows."""

    def __init__(self, asked: Asked, beside: Callable[[Passage], Sequence[Saying]]) -> None:
        self._roles = frozenset(asked.roles)
        self._asked_for = frozenset(terms(asked.question))
        self._beside = beside
        self._pieces: list[Piece] = []
        self._words = 0

    def sentences(self, ranked: Sequence[Scored]) -> tuple[Sentence, ...]:
        """What is said, out of the best statements."""
        best = ranked[0][1]
        left = list(ranked)
        while left and self._said < MOST_SAID:
            saying, score = max(left, key=lambda one: one[1] + self._bonus(one[0]))
            left.remove((saying, score))
            if best - score - self._bonus(saying) > CLOSE:
                break
            if not self._pieces or self._fits(saying):
                self._say(saying)
        return tuple(one for piece in self._pieces for one in self._sentences(piece))

    @property
    def _said(self) -> int:
        return sum(len(piece.sayings) for piece in self._pieces)

    def _all(self) -> list[Saying]:
        return [one for piece in self._pieces for one in piece.sayings]

    def _bonus(self, saying: Saying) -> float:
        return NEXT_TO_IT * any(
            one.passage is saying.passage and one.number + 1 == saying.number for one in self._all()
        )

    def _fits(self, saying: Saying) -> bool:
        return self._words + self._length(saying) <= MOST_WORDS and not says_again(
            saying, self._all()
        )

    def _length(self, saying: Saying) -> int:
        return len(saying.said_to(self._roles, self._asked_for).split())

    def _say(self, saying: Saying) -> None:
        if announces(saying):
            self._list(saying)
            return
        lead = self._lead_of(saying) if is_fragment(saying) else None
        for piece in self._pieces:
            if is_fragment(saying) and piece.lead is not None and piece.lead is lead:
                piece.sayings.append(saying)
                break
        else:
            self._pieces.append(Piece([saying], lead))
            self._words += len(lead.text.split()) if lead else 0
        self._words += self._length(saying)

    def _list(self, lead: Saying) -> None:
        """The line that announces a list, and as much of the list as there is room for."""
        piece = Piece([], lead)
        self._words += len(lead.text.split())
        for item in self._beside(lead.passage)[lead.number + 1 :]:
            if not item.statement.item or self._words + item.words > MOST_WORDS:
                break
            if not any(item is one for one in self._all()):
                piece.sayings.append(item)
                self._words += item.words
        if piece.sayings:
            self._pieces.append(piece)

    def _lead_of(self, saying: Saying) -> Saying | None:
        for one in reversed(self._beside(saying.passage)[: saying.number]):
            if announces(one):
                return one
            if not one.statement.item:
                break
        return None

    def _sentences(self, piece: Piece) -> Iterator[Sentence]:
        sayings = piece.sayings
        cites = tuple(one.cite for one in sayings)
        text = sayings[0].said_to(self._roles, self._asked_for)
        if piece.lead:
            ordered = sorted(sayings, key=lambda one: one.number)
            items = "; ".join(one.text.rstrip(".;,") for one in ordered)
            text = f"{piece.lead.text} {items}"
            cites = (piece.lead.cite, *cites)
        elif is_fragment(sayings[0]) and sayings[0].passage.section:
            text = f"{sayings[0].passage.section[-1].rstrip(':')}: {text}"
        parts = [text[start:end].strip() for start, end in sentence_spans(text)]
        if piece.lead or sayings[0].statement.cells:
            parts = ["; ".join(one.rstrip(".;") for one in parts)]
        for part in parts:
            whole = part[-1:] in ".!?"
            yield Sentence(part if whole else f"{part.rstrip(';,:')}.", cites)


def announces(saying: Saying) -> bool:
    """Whether a list follows that it introduces."""
    return saying.text.endswith(":")


def is_fragment(saying: Saying) -> bool:
    """Whether it is a list item that is no sentence by itself."""
    return saying.statement.item and not re.search(r"[.!?]\Z", saying.text)


def says_again(saying: Saying, said: Sequence[Saying]) -> bool:
    """Whether it says little that is not said already."""
    return any(
        len(saying.terms & one.terms) >= ALIKE * min(len(saying.terms), len(one.terms))
        and not saying.figures - one.figures
        for one in said
    )
