"""What worked answers name, held against what a question names: many of them at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from assistant.understanding import (
    REASON,
    Asked,
    asks_why,
    is_about,
    leads_back,
    moves,
    same_roles,
    shows,
    shows_kind,
)
from corpus import WorkedAnswer, named

Vector = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]

FEWEST_WAYS = 2
"""A word that so many ways to ask share is part of what is asked."""
NAMED_SIGNS = (
    "roles it does not speak of",
    "roles nobody asked for",
    "the very roles",
    "a level it does not speak of",
    "a level nobody asked for",
    "subjects it is not about",
    "kinds of pay it does not speak of",
    "figures it lacks",
    "a premise nobody raised",
    "leads the other way",
    "gives no reason where one is asked for",
    "words it must know and does not",
)
"""How well what a question names agrees with an answer."""
_LEADS_BACK = NAMED_SIGNS.index("leads the other way")
_UNKNOWN = NAMED_SIGNS.index("words it must know and does not")
_REMEMBERED = 64
_VOCABULARY = 256
"""More subjects and kinds of figures than questions can name."""


class Naming:
    """What each of some worked answers names, by its number."""

    def __init__(self, answers: Sequence[WorkedAnswer]) -> None:
        self._answers = answers
        said = [f"{one.text} {' '.join(one.asked[:3])}" for one in answers]
        quoted = [[cite.words for part in one.sentences for cite in part.cites] for one in answers]
        self._words = [
            "\n".join([one.text, *quotes]).lower()
            for one, quotes in zip(answers, quoted, strict=True)
        ]
        self._asking = [[question.lower() for question in one.asked] for one in answers]
        self._roles = _Columns([set(one.roles) for one in answers])
        self._akin = _Columns(
            [{same for role in one.roles for same in same_roles(role)} for one in answers]
        )
        self._own_level = _Columns([{one.level} - {""} for one in answers])
        self._levels = _Columns([{*named(one.text, "level"), one.level} - {""} for one in answers])
        self._measures = _Columns([set(named(text, "measure")) for text in said])
        moved = [Counter(move for way in one.asked for move in moves(way)) for one in answers]
        self._moves = [
            ({move for move, ways in one.items() if ways >= FEWEST_WAYS}, {*one}) for one in moved
        ]
        self._is_premise = np.array([one.kind == "premise" for one in answers], dtype=bool)
        self._gives_reason = np.array([shows_kind(REASON, one.text) for one in answers], dtype=bool)
        self._held = lru_cache(maxsize=_REMEMBERED)(self._held_against)
        # Their names are ours: nothing is kept of what people type.
        self._about = lru_cache(maxsize=_VOCABULARY)(self._those_about)
        self._showing = lru_cache(maxsize=_VOCABULARY)(self._those_showing)

    def begin(self, asked: Asked) -> None:
        """Hold what a question names against all of the answers, before it is known which count."""
        self._held(asked)

    def signs(self, asked: Asked, some: Numbers) -> Vector:
        """The values of `NAMED_SIGNS`, a row for each of the answers with these numbers."""
        signs = self._held(asked)[some]
        signs[:, _LEADS_BACK] = self._leading_back(asked, some)
        if asked.strict:
            signs[:, _UNKNOWN] += [
                sum(not self._knows(number, name) for name in asked.strict)
                for number in some.tolist()
            ]
        return signs

    def _held_against(self, asked: Asked) -> Vector:
        """The signs that are read for all answers at once, a row for each."""
        speak_of = self._akin.of(asked.roles)
        levels = self._levels.of(asked.levels)
        about = [self._about(subject) for subject in asked.subjects]
        subjects = np.array(about, dtype=bool).reshape(len(about), len(self._answers))
        role_counts, level_counts = self._roles.counts, self._own_level.counts
        unmet = (
            (role_counts > 0) & ~speak_of.any(0),
            (level_counts > 0) & ~levels.any(0),
            ~subjects.any(0),
        )
        named_by = (asked.roles, asked.levels, asked.subjects)
        columns = (
            (~speak_of).sum(0),
            0 if asked.roles else role_counts,
            self._roles.of(asked.roles).all(0) & (role_counts == len(asked.roles)),
            (~levels).any(0),
            level_counts > self._own_level.of(asked.levels).sum(0),
            (~subjects).sum(0),
            (~self._measures.of(asked.measures)).sum(0),
            False if asked.wants is None else ~self._showing(asked.wants),
            False if asked.yes_or_no else self._is_premise,
            False,  # whether it leads the other way is asked of few
            ~self._gives_reason if asks_why(asked.question) else False,
            sum(one * len(things) for one, things in zip(unmet, named_by, strict=True)),
        )
        signs = np.empty((len(self._answers), len(columns)), dtype=np.float32)
        for number, column in enumerate(columns):
            signs[:, number] = column
        return signs

    def unknown(self, number: int, asked: Asked) -> tuple[str, ...]:
        """Which of the names in a question one answer must know, and does not.

        A role, level or subject that it is not about is a sign against it, and no more.
        """
        return tuple(
            name.split("|", 1)[0] for name in asked.strict if not self._knows(number, name)
        )

    def _leading_back(self, asked: Asked, some: Numbers) -> Flags | bool:
        """Which of them tell of the way back from where somebody wants to go."""
        wanted = moves(asked.question)
        if not wanted:
            return False
        told = (self._moves[number] for number in some.tolist())
        return np.array([leads_back(wanted, *one) for one in told], dtype=bool)

    def _knows(self, number: int, name: str) -> bool:
        """Whether it has a name in one of its forms, as in `zurich|europe`."""
        return any(self._has(number, word) for word in _forms(name))

    def _has(self, number: int, word: str) -> bool:
        """What stands in one way to ask alone may be a circumstance."""
        if word in self._words[number]:
            return True
        return sum([word in question for question in self._asking[number]]) >= FEWEST_WAYS

    def _those_about(self, subject: str) -> Flags:
        return np.array([is_about(one.attribute, subject) for one in self._answers], dtype=bool)

    def _those_showing(self, wanted: str) -> Flags:
        return np.array([shows(wanted, one.text) for one in self._answers], dtype=bool)


@lru_cache(maxsize=64)
def _forms(name: str) -> tuple[str, ...]:
    """The words by which an answer may have a name; a title also goes by its usual one."""
    words = (*name.split("|"), *named(name, "other_role"))
    return tuple(word.removesuffix("s") for word in words)


class _Columns:
    """For each thing that is named, which answers name it."""

    def __init__(self, names: Sequence[Iterable[str]]) -> None:
        self._columns: dict[str, Flags] = {}
        self._nobody = np.zeros(len(names), dtype=bool)
        self.counts = np.zeros(len(names), dtype=np.intp)
        """How many things each answer names."""
        for number, things in enumerate(names):
            for thing in things:
                self._columns.setdefault(thing, self._nobody.copy())[number] = True
                self.counts[number] += 1

    def of(self, things: Sequence[str]) -> Flags:
        """A row for each of some things: which answers name it."""
        rows = [self._columns.get(thing, self._nobody) for thing in things]
        return np.array(rows, dtype=bool).reshape(len(rows), len(self._nobody))
