"""The story in one place: a conversation in, an answer out whose every sentence can be traced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.conversation import resolved
from assistant.understanding import Asked, understood
from assistant.worked import WorkedAnswers
from corpus import Cite, Passage, WorkedAnswer, drop_invisible
from index import Match, PassageIndex, written_out

Kind = Literal["answer", "clarify", "decline", "chat", "passages"]
PASSAGES_SHOWN = 3

SMALL_TALK = {
    "greeting": "Hello! Ask me about hiring for AI roles: pay, interviews, sourcing, whom to hire "
    "first, or which track fits you.",
    "thanks": "You are welcome. Ask on whenever you like.",
    "goodbye": "Goodbye, and good luck with your hiring.",
    "about": "I answer questions about hiring ML engineers, AI researchers, research scientists, "
    "research engineers and applied scientists, from five guides only, and show the words each "
    "sentence rests on. What the guides do not say, I do not say either.",
}
UNLAWFUL = (
    "I do not help with that: choosing or treating people by age, sex, origin, religion, family "
    "or health is discrimination, and the guides say nothing of the kind."
)
ASKED_BACK = {
    "hire": "That depends on where you are. Do you have a working prototype, and are customers "
    "willing to use it? Tell me the stage of your product as well, and what the person should "
    "deliver in the first months.",
    "fit": "That depends on you. Do you have a PhD or publications, do you prefer open-ended "
    "research or building systems that ship, and how is your systems background?",
    "subject": "Which role do you mean: ML engineer, AI researcher, research scientist, research "
    "engineer or applied scientist? Tell me the level as well, if it matters.",
}
NOTHING_ASKED = "Please ask in words."


@dataclass(frozen=True)
class Citation:
    """A mark in an answer and the words it stands for."""

    number: int
    passage: Passage
    title: str
    quote: str
    """Words of the passage, to the letter."""
    start: int
    """Of the quote, in the document."""
    end: int


@dataclass(frozen=True)
class Answer:
    """What is said, with what it rests on."""

    kind: Kind
    text: str
    """Sentences, each with its marks: `Engineers earn more [1].`"""
    citations: tuple[Citation, ...] = ()
    note: str = ""
    """Such as `guides differ`, or nothing."""
    nearby: tuple[Match, ...] = ()
    """Passages that are near the question, when the answer does not rest on them."""
    suggestions: tuple[str, ...] = ()
    """Questions that can be answered and are near."""


class Assistant:
    """Knows the guides and the worked answers; keeps nothing of what is asked."""

    def __init__(self, index: PassageIndex, answers: Sequence[WorkedAnswer]) -> None:
        self._index = index
        self._worked = WorkedAnswers(index, answers)

    def answer(self, turns: Sequence[str]) -> Answer:
        """Answer the last of the turns of a person; those before it tell what it leaves out."""
        if not turns or not any(letter.isalnum() for letter in turns[-1]):
            return Answer("chat", NOTHING_ASKED)
        # Roles and names are read as they were typed: mending a slip may turn one into another.
        question = resolved([written_out(drop_invisible(turn)) for turn in turns])
        asked = understood(question)
        if asked.unlawful:
            return Answer("decline", UNLAWFUL)
        if asked.chat:
            return Answer("chat", SMALL_TALK[asked.chat])
        if not self._worked:
            # Other people's documents: what fits best, for the reader to judge.
            nearby = self._index.search(turns[-1], limit=PASSAGES_SHOWN)
            return Answer("passages", "", nearby=tuple(nearby))
        if asked.unclear:
            return Answer("clarify", ASKED_BACK[asked.unclear])
        near = self._worked.near(question)
        found = None if asked.other_roles else self._worked.best(question, asked, near)
        suggestions = self._worked.others(near, but=found)
        if found is None:
            return self._declined(question, asked, suggestions)
        return self._worked_out(found, suggestions)

    def _worked_out(self, found: WorkedAnswer, suggestions: tuple[str, ...]) -> Answer:
        marks: dict[Cite, Citation] = {}
        sentences = []
        for sentence in found.sentences:
            numbers = []
            for cite in sentence.cites:
                passage, start = self._worked.place(cite)
                citation = marks.setdefault(
                    cite,
                    Citation(
                        len(marks) + 1,
                        passage,
                        passage.title,
                        cite.words,
                        start,
                        start + len(cite.words),
                    ),
                )
                numbers.append(f"[{citation.number}]")
            sentences.append(_marked(sentence.text, " ".join(dict.fromkeys(numbers))))
        return Answer(
            "answer",
            " ".join(sentences),
            tuple(marks.values()),
            found.note,
            suggestions=suggestions,
        )

    def _declined(self, question: str, asked: Asked, suggestions: tuple[str, ...]) -> Answer:
        missing = asked.other_roles or tuple(self._index.unknown_words(question))
        about = f" about {', '.join(dict.fromkeys(missing))}" if missing else ""
        return Answer(
            "decline",
            f"The guides do not answer this{about}. The nearest they cover is shown below.",
            nearby=tuple(self._index.search(question, limit=PASSAGES_SHOWN)),
            suggestions=suggestions,
        )


def _marked(sentence: str, marks: str) -> str:
    """Put the marks before the final stop, as in `They earn more [1].`."""
    if sentence[-1:] in ".!?":
        return f"{sentence[:-1]} {marks}{sentence[-1]}"
    return f"{sentence} {marks}"
