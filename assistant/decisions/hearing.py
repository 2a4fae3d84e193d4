"""What a turn tells, learned from examples: tellings.toml holds them, `make learning` learns.

Patterns hear what is said in the usual words, and this what is said in others. Both together say
what is so, and what is only doubted.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from assistant.decisions.answering import NOTHING, answering
from assistant.decisions.clauses import Clause, clauses, sentences
from assistant.decisions.cues import Fact, facts_in, likings, of_oneself
from assistant.decisions.doubts import by_sentence, doubted
from assistant.decisions.patterns import plain, reading
from assistant.decisions.replying import asks_aside
from index import EmbeddingModel, ReadingAhead

Numbers = npt.NDArray[np.float32]

TUNING = Path(__file__).parent / "tellings-tuning.npz"
"""What is added to the embedding model to hear with it."""
LEARNED = Path(__file__).parent / "tellings.npz"
TELLINGS = Path(__file__).parent / "tellings.toml"

MOST_UNITS = 48
"""Of a pasted text, the first and the last."""
FEWEST_WORDS_OF_A_CLAUSE = 2
FEWEST_WORDS = 3
"""Fewer reply to a question, or say nothing."""
WORDS_OF_A_TURN = 8
"""A turn of fewer is a reply, and not what was learned from."""
_AS_LIKELY = 0.5
_NEARLY = 1.0
_REMEMBERED, _SENTENCES_REMEMBERED = 256, 2_048
_UNDERSTOOD = 0.0
"""From here on a sentence is understood."""
_MEANT = ("said", "others", "supposed", "wished", "past", "unsure", "asked")


class Embeds(Protocol):
    """A model that makes vectors of length one."""

    def prepared(self, text: str) -> Callable[[], Numbers]:
        """What makes the vector of a text."""


@dataclass(frozen=True)
class Weights:
    """Numbers that were learned."""

    facts: tuple[str, ...]
    says: Numbers
    """Vectors to how loudly they say each fact is so, and not so, by turns; the last row is a
    start."""
    sure: Numbers
    """The signs of an answer to how sure it is; the last is a start."""
    least: float
    """From here on it is filled."""
    least_read: float
    """From here on it is filled when the patterns read it."""
    heard: float
    """From here on it is doubted, and so asked."""
    replied: Numbers
    """As `sure`, of what was asked for just before: a reply says it in fewer words."""
    least_replied: float
    """From here on such a reply is filled."""

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                tuple(arrays["facts"].tolist()),
                arrays["says"].astype(np.float32),
                arrays["sure"].astype(np.float32),
                float(arrays["least"]),
                float(arrays["least_read"]),
                float(arrays["heard"]),
                arrays["replied"].astype(np.float32),
                float(arrays["least_replied"]),
            )

    def save(self, path: Path = LEARNED) -> None:
        """Half precision is enough for what is large."""
        np.savez_compressed(
            path,
            facts=np.array(self.facts),
            says=self.says.astype(np.float16),
            sure=self.sure,
            least=np.array(self.least),
            least_read=np.array(self.least_read),
            heard=np.array(self.heard),
            replied=self.replied,
            least_replied=np.array(self.least_replied),
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each fact stands among them."""
        return {name: number for number, name in enumerate(self.facts)}


@dataclass(frozen=True)
class Unit:
    """A sentence or a clause of a turn."""

    text: str
    clauses: range
    """Their numbers."""


@dataclass(frozen=True)
class Loudness:
    """How loudly a turn says that each fact is so, and that it is not."""

    whole: Numbers
    """Facts x (so, not so), of the turn as it stands."""
    single: Numbers
    """Units x facts x (so, not so)."""


class Hearing:
    """An embedding model and what was learned with it."""

    def __init__(self, model: Embeds, weights: Weights, finding: Embeds | None = None) -> None:
        """`finding` is the model as it finds passages: it tells a reply from another question."""
        self._ahead = ReadingAhead(model.prepared, remembered=_SENTENCES_REMEMBERED)
        self._finding = finding
        self.weights = weights
        self._facts = lru_cache(maxsize=_REMEMBERED)(self._heard)
        self._says = lru_cache(maxsize=_SENTENCES_REMEMBERED)(self._loud)
        self._replies = lru_cache(maxsize=_REMEMBERED)(self._replied)

    def facts_in(
        self,
        turn: str,
        requests: frozenset[int] = frozenset(),
        asked: frozenset[str] = frozenset(),
    ) -> tuple[Fact, ...]:
        """What the turn says, and what of that is open to doubt.

        `requests` are the numbers of the sentences that ask for a decision, `asked` the facts that
        the turn was asked for.
        """
        return self._facts(turn, requests, asked)

    def loudness(self, text: str, units: Sequence[Unit]) -> Loudness:
        """Of a text that is `plain`, and of its parts."""
        self._ahead.vectors([text, *(one.text for one in units)])
        return Loudness(self._says(text), np.stack([self._says(one.text) for one in units]))

    def reply(self, turn: str, tree: str, question: str) -> str | None:
        """What a turn surely gives to a question that was just asked: an answer, or nothing.

        A turn is asked for that more than once, and again with each turn behind it.
        """
        return self._replies(turn, tree, question)

    def _replied(self, turn: str, tree: str, question: str) -> str | None:
        asks = asks_aside(plain(turn))
        parts = [one for one in sentences(turn) if len(one.split()) > 1 and not one.endswith("?")]
        whole, *each = (
            answering().answer(tree, question, self.vector(one), asks=asks)
            for one in (turn, *(parts if len(parts) > 1 else ()))
        )
        surely = {whole, *each} - {None, NOTHING}
        return surely.pop() if len(surely) == 1 else whole

    def vector(self, turn: str) -> Numbers:
        """What the models make of a turn."""
        text = told_in(plain(turn), frozenset())
        if self._finding is None:
            return self._ahead.vector(text)
        self._ahead.begin(text)
        found = self._finding.prepared(text)()
        return np.concatenate([self._ahead.vector(text), found])

    def _loud(self, text: str) -> Numbers:
        vector = self._ahead.vector(text)
        says: Numbers = vector @ self.weights.says[:-1] + self.weights.says[-1]
        return says.reshape(-1, 2)

    def _heard(
        self, turn: str, requests: frozenset[int], asked: frozenset[str]
    ) -> tuple[Fact, ...]:
        text = plain(turn)
        parts = clauses(text, requests=requests)
        read = facts_in(turn, requests)
        return merged(text, requests, asked, parts, read, self) if parts else read


@lru_cache(maxsize=4)
def open_hearing(model: EmbeddingModel) -> Hearing | None:
    """What hears with the default model; None with any other, for which nothing was learned."""
    tuned = model.tuned_for(TUNING)
    return Hearing(tuned, Weights.load(), model) if tuned else None


def facts_told(
    turn: str,
    requests: frozenset[int],
    hearing: Hearing | None,
    asked: frozenset[str] = frozenset(),
    *,
    of_a_candidate: bool = False,
) -> tuple[Fact, ...]:
    """What the turn says, as far as there is something to hear it with.

    A candidate who guesses that they like something, `I guess` or `kinda`, likes it.
    """
    told = _told(turn, requests, hearing, asked)
    if not of_a_candidate or not reading("hedges").search(plain(turn)):
        return told
    unhedged = _without_hedges(plain(turn))
    liked = any(one.name in likings() and one.holds and not one.doubted for one in told)
    left = of_oneself() - likings() if liked else of_oneself()
    surely = {
        one.name: replace(one, words=_as_said(one.words, plain(turn)))
        for one in _told(unhedged, requests, hearing, asked)
        if one.name in left
    }
    return (*(one for one in told if one.name not in surely), *surely.values())


def _without_hedges(text: str) -> str:
    left = reading("hedges").sub(" ", text)
    return _LEFT_BEHIND.sub(r"\1", " ".join(left.split()))


def _as_said(words: str, text: str) -> str:
    """Words of a text without hedges as they stand in the text itself."""
    between = rf"(?:\W+|{reading('hedges').pattern})+"
    found = re.search(between.join(map(re.escape, re.findall(r"[\w']+", words))), text)
    return found.group() if found else words


_LEFT_BEHIND = re.compile(r"(^|[.!?] )[\s,;]+|[ ,]+(?=[,.!?])")
"""What stood around what is left out."""


def _told(
    turn: str, requests: frozenset[int], hearing: Hearing | None, asked: frozenset[str]
) -> tuple[Fact, ...]:
    if hearing is None or len(turn.split()) < FEWEST_WORDS:
        return facts_in(turn, requests)
    return hearing.facts_in(turn, requests, asked)


def told_in(text: str, requests: frozenset[int]) -> str:
    """The text without what asks for a decision, if anything else is left."""
    left = [one for number, one in enumerate(sentences(text)) if number not in requests]
    return " ".join(left) or text


def units_of(text: str, parts: Sequence[Clause]) -> list[Unit]:
    """The sentences of a text and their clauses; of a long one, those at its ends."""
    found: dict[str, Unit] = {}
    every_sentence = sentences(text)
    for sentence in by_sentence(parts):
        whole = every_sentence[parts[sentence.start].sentence]
        found.setdefault(whole, Unit(whole, sentence))
        for at in sentence:
            if len(parts[at].text.split()) >= FEWEST_WORDS_OF_A_CLAUSE:
                found.setdefault(parts[at].text, Unit(parts[at].text, range(at, at + 1)))
    every, half = list(found.values()), MOST_UNITS // 2
    return every if len(every) <= MOST_UNITS else [*every[:half], *every[-half:]]


def merged(
    text: str,
    requests: frozenset[int],
    asked: frozenset[str],
    parts: Sequence[Clause],
    read: Sequence[Fact],
    hearing: Hearing,
) -> tuple[Fact, ...]:
    """What is read by patterns and what is heard, as one."""
    weights, units = hearing.weights, units_of(text, parts)
    loud = hearing.loudness(told_in(text, requests), units)
    listed = signs(parts, units, read, loud, weights.numbers)
    by_name = {fact.name: fact for fact in read}
    sure, in_reply = (_chances(listed, one) for one in (weights.sure, weights.replied))
    found = [fact for fact in read if fact.name not in weights.numbers]
    short = len(text.split()) < WORDS_OF_A_TURN
    likes = any(one.holds and one.plainly and one.name in likings() for one in read)
    for name, number in weights.numbers.items():
        replies = name in asked
        chances = in_reply if replies else sure
        likely = (float(chances[number, 0]), float(chances[number, 1]))
        if likes and name in likings() and name not in by_name:
            continue  # said outright to be another thing
        words = partial(_fewest, units, loud.single[:, number])
        fact = _judged(name, by_name.get(name), likely, words, weights, short, replies)
        if fact and fact.doubted:
            fact = replace(fact, words=_around(fact.words, units))
        found += [fact] if fact else []
    return tuple(found)


def _chances(listed: Numbers, weights: Numbers) -> Numbers:
    chances: Numbers = 1 / (1 + np.exp(-(listed @ weights[:-1] + weights[-1])))
    return chances


def _judged(
    name: str,
    read: Fact | None,
    likely: tuple[float, float],
    words: Callable[[bool], str],
    weights: Weights,
    short: bool,
    replies: bool,
) -> Fact | None:
    """A fact as it was read and heard; in a short turn the patterns count for more."""
    if read and not read.doubted and (read.plainly or _FILLED_IN.search(read.words)):
        return read
    if read and not read.doubted:
        same, against = likely if read.holds else likely[::-1]
        if same >= weights.least_read or (short and against < _AS_LIKELY):
            return read
    surely = max(likely) >= (weights.least_replied if replies else weights.least)
    if not (surely or read or (max(likely) >= weights.heard and not short)):
        return None
    unheard = read is not None and max(likely) < weights.heard
    holds = read.holds if read and unheard else likely[0] >= likely[1]
    said = read.words if read and read.holds == holds else words(holds)
    asked = read.asked if read else said.endswith("?")
    return Fact(name, holds, said, asked, doubted=not surely)


_FILLED_IN = re.compile(r"\w\s*[:=]\s*\w[\w ]*\Z")
"""As in a form: `PhD: yes`."""


def _fewest(units: Sequence[Unit], single: Numbers, holds: bool) -> str:
    """The fewest words that are nearly as loud as the loudest."""
    loud = single[:, 0 if holds else 1]
    near = np.flatnonzero(loud >= loud.max() - _NEARLY)
    return min((units[int(number)].text for number in near), key=len)


def _around(words: str, units: Sequence[Unit]) -> str:
    """The clause or sentence that has the words in it."""
    return min((one.text for one in units if words in one.text), key=len, default=words)


def signs(
    parts: Sequence[Clause],
    units: Sequence[Unit],
    read: Sequence[Fact],
    loud: Loudness,
    numbers: Mapping[str, int],
) -> Numbers:
    """Facts x (so, not so) x signs that it is so: loudness, patterns, doubts."""
    modes = _modes(parts, units, loud)
    best = loud.single.argmax(0)
    whole, single = _bounded(loud.whole), _bounded(loud.single.max(0))
    against_whole, against_single = whole[:, ::-1], single[:, ::-1]
    values = [
        whole,
        single,
        np.minimum(whole, single),
        np.maximum(against_whole, 0),
        np.maximum(against_single, 0),
        np.minimum(np.maximum(against_single, 0), np.maximum(single, 0)),
        *_reads(read, numbers),
        *(modes[best, column] for column in range(modes.shape[1])),
        np.full_like(whole, np.log(len(loud.single))),
        np.full_like(whole, len(loud.single) > 1),
    ]
    return np.stack([np.asarray(one, dtype=np.float32) for one in values], axis=-1)


def _bounded(values: Numbers) -> Numbers:
    return np.clip(values, -6, 6).astype(np.float32) / np.float32(3)


def _reads(read: Sequence[Fact], numbers: Mapping[str, int]) -> Sequence[Numbers]:
    """What the patterns say: surely so, surely not so, and both in doubt."""
    kinds = [np.zeros((len(numbers), 2), dtype=np.float32) for _ in range(4)]
    for fact in read:
        if fact.name in numbers:
            same, other = (0, 1) if fact.holds else (1, 0)
            first = 2 if fact.doubted else 0
            kinds[first][numbers[fact.name], same] = 1
            kinds[first + 1][numbers[fact.name], other] = 1
    return kinds


def _modes(parts: Sequence[Clause], units: Sequence[Unit], loud: Loudness) -> Numbers:
    """Of each unit, whether it is in doubt, and how its clauses are meant."""
    told = {
        at
        for unit, one in zip(units, loud.single, strict=True)
        if float(one.max()) > _UNDERSTOOD
        for at in unit.clauses
    }
    doubts = doubted(parts, told)
    found = np.zeros((len(units), 1 + len(_MEANT)), dtype=np.float32)
    for row, unit in zip(found, units, strict=True):
        row[0] = any(at in doubts for at in unit.clauses)
        meant = {parts[at].meant for at in unit.clauses}
        row[1:] = [one in meant for one in _MEANT]
    return found
