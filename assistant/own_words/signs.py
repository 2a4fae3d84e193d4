"""Signs that a statement answers a question, as numbers."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.own_words.saying import Saying
from assistant.understanding import REASON, Asked, codes, shows, shows_kind, wanted_kinds
from index import terms

Vector = npt.NDArray[np.float32]
Figures = tuple[frozenset[float], float]
"""Those of a hint, and how much the hint counts."""

SIGNS = (
    "passage",
    "passage, meaning",
    "meaning",
    "known question",
    "share of the words, in it",
    "share of the words, around it",
    "share of the words, in its headings",
    "share of the words, in its passage",
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
    "does not count what is counted",
    "gives no reason",
    "shows nothing of the kind",
    "codes it lacks",
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


@dataclass(frozen=True)
class Near:
    """A statement that was found for a question, and how."""

    saying: Saying
    score: float
    """Of its passage."""
    passage_meaning: float
    meaning: float
    known: float = 0.0
    """Likeness of a known question that it answers."""
    hint: float = 0.0


class Wanted:
    """A question, as statements are held against it."""

    def __init__(self, asked: Asked, words: frozenset[str], worth: Mapping[str, float]) -> None:
        self.asked = asked
        self.words = words
        """Its telling words."""
        self.worth = worth
        """How telling each of them is."""
        self._whole = self.worth_of(words) or 1.0

    def worth_of(self, some: Iterable[str]) -> float:
        """What some of its words are worth together."""
        # In the order of the words: sums of floats depend on theirs.
        return sum(self.worth[word] for word in sorted(some))

    def share(self, some: frozenset[str]) -> float:
        """How much of the question some words make up."""
        return self.worth_of(self.words & some) / self._whole

    def most_telling(self, known: frozenset[str]) -> float:
        """The worth of the most telling word that is not known."""
        return max((self.worth[word] for word in self.words - known), default=0.0)

    def signs(self, near: Near, figures: Iterable[Figures]) -> tuple[float, ...]:
        """The values of `SIGNS`."""
        saying = near.saying
        return (
            near.score,
            near.passage_meaning,
            near.meaning,
            near.known,
            self.share(saying.terms),
            self.share(saying.seen),
            self.share(saying.headed),
            self.share(saying.passage_terms),
            math.log(saying.words),
            *_named_signs(saying, self.asked),
            near.hint,
            _shared_figures(saying, figures),
        )


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
        float(not counts(saying.text, asked.question)),
        *_kind_signs(saying, asked.question),
        float(bool(saying.statement.cells)),
        float(saying.number == 0),
        float(saying.leans),
        float(saying.text.endswith(":")),
        float(saying.text.endswith("?")),
    )


def _kind_signs(saying: Saying, question: str) -> tuple[float, ...]:
    """Whether the statement lacks the kind of thing that is wanted, and codes of the question."""
    wanted = wanted_kinds(question)
    others = [kind for kind in wanted if kind != REASON]
    some = codes(question)
    return (
        float(REASON in wanted and not shows_kind(REASON, saying.text)),
        float(bool(others) and not any(shows_kind(kind, saying.text) for kind in others)),
        sum(code not in saying.codes for code in some) / (len(some) or 1),
    )


_HOW_MANY = re.compile(r"\bhow many ((?:\w+[ ]){0,2}?)(\w+)", re.IGNORECASE)


def counts(text: str, question: str) -> bool:
    """Whether a text has a number of what the question counts, if it counts anything."""
    counted = _HOW_MANY.search(question)
    if not counted or not (wanted := terms(counted[2])):
        return True
    return any(
        set(wanted) & set(terms(after))
        for after in re.findall(
            rf"(?:\d|\b(?:{_NUMBERS})\b)((?:\W+\w+){{1,4}})", text, re.IGNORECASE
        )
    )


_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|no"


def _shared_figures(saying: Saying, figures: Iterable[tuple[frozenset[float], float]]) -> float:
    """The largest share of the figures of one hint that the statement has, too."""
    return max(
        (share * len(some & saying.figures) / len(some) for some, share in figures if some),
        default=0.0,
    )
