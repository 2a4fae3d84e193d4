"""Answer, and what it is made of: the values every surface shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.grounding import Cut
from corpus import Passage

Kind = Literal["answer", "decision", "clarify", "decline", "chat"]
Layer = Literal[
    "worked answers", "figures", "guides", "decision tree", "posting check", "language model", ""
]
"""Where the words of an answer come from: written and checked beforehand, put together from typed
figures, sentences of the guides as they stand, a decision tree, the check of a posting, or written
by a language model and held to account sentence by sentence."""
Speaker = Literal["person", "assistant"]

NOTHING_ASKED = "Please ask in words."
MOST_CHARACTERS = 10_000
"""Of one turn. More is no question, and only takes time."""
TOO_LONG = f"Please ask in fewer words: a turn may have {MOST_CHARACTERS:,} characters."


@dataclass(frozen=True)
class Turn:
    """One contribution to a conversation."""

    text: str
    speaker: Speaker = "person"


@dataclass(frozen=True)
class Citation:
    """A mark in an answer and the words it stands for."""

    number: int
    passage: Passage
    quote: str
    """Words of the passage, to the letter."""
    start: int
    """Of the quote, in the document."""
    end: int

    @property
    def title(self) -> str:
        """That of the document."""
        return self.passage.title


@dataclass(frozen=True)
class Path:
    """The way through a decision tree, as far as it is known."""

    tree: str
    answers: Mapping[str, str]
    """By the tree's own names; they fit in a link."""
    steps: tuple[str, ...]
    """`Is there a working prototype? Yes`."""
    taken: tuple[str, ...] = ()
    """From which of the person's words an answer was taken."""
    asks: str = ""
    """The question that comes next, or nothing when there is an outcome."""


@dataclass(frozen=True)
class Answer:
    """What is said, with what it rests on."""

    kind: Kind
    text: str
    """Sentences, each with its marks: `Engineers earn more [1].`"""
    citations: tuple[Citation, ...] = ()
    """In the order of their numbers; each is used in the text."""
    notes: tuple[str, ...] = ()
    """Such as `guides differ`."""
    layer: Layer = ""
    path: Path | None = None
    nearby: tuple[Passage, ...] = ()
    """Passages that are near the question, when the answer does not rest on them."""
    suggestions: tuple[str, ...] = ()
    """Questions that can be answered, are near, and have not been asked."""
    complete: bool = True
    """False while the answer still grows."""
    cut: tuple[Cut, ...] = ()
    """What the model said and nothing bears out, for those who look closely."""
