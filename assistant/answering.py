"""The story in one place: a question in, the best passages out."""

from dataclasses import dataclass

from index import Match, PassageIndex

PASSAGES_SHOWN = 3


@dataclass(frozen=True)
class Answer:
    """What is shown for a question."""

    matches: tuple[Match, ...]
    """The passages it consists of, best first; none when nothing was asked."""


class Assistant:
    """Knows the index; keeps nothing of what is asked."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def answer(self, question: str) -> Answer:
        """The passages that fit the question best."""
        if not any(letter.isalnum() for letter in question):
            return Answer(())
        return Answer(tuple(self._index.search(question, limit=PASSAGES_SHOWN)))
