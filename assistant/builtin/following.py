"""Which reading of a follow-up is meant: the one that is answered and that the turn agrees with."""

import math
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.finding import TRUSTED, Found, Guides
from assistant.understanding import is_about, same_roles, shows, understood
from assistant.understanding.conversation import (
    Reading,
    Topic,
    after,
    asks_whence,
    corrects,
    own_terms,
    possible,
)
from corpus import WorkedAnswer, named
from index import terms

WEIGHTS = Path(__file__).with_suffix(".toml")

LOOKED_UP = 8
"""So many ways to read a follow-up are looked up."""
LEAST_TRUST = 0.35
LEAST_TRUST_AGAIN = 0.75
_DECISIVE = frozenset({"misses a role", "misses the subject", "misses the figure"})
_REMEMBERED = 128
_MOST_ODDS = 4.0


@lru_cache(maxsize=_REMEMBERED)
def meant(turns: tuple[str, ...], guides: Guides) -> tuple[Reading, ...]:
    """What the last turn may mean after the others, the likeliest first."""
    topic = spoken_of(turns[:-1], guides)
    every = possible(turns[-1], topic)
    if len(every) == 1 or not topic.spoken:
        return every
    some = [*every[:LOOKED_UP], *_in_their_words(every, topic, guides)]
    return tuple(sorted(some, key=lambda one: -weight(turns[-1], one, topic, guides)))


@lru_cache(maxsize=_REMEMBERED)
def spoken_of(turns: tuple[str, ...], guides: Guides) -> Topic:
    """What some turns have been about."""
    if not turns:
        return Topic()
    before = spoken_of(turns[:-1], guides)
    turn = turns[-1]
    asked = understood(turn)
    if asked.chat or asked.unlawful:
        return before
    likeliest = meant(turns, guides)[0]
    best = _answer_to(_looked_up(likeliest.question, guides), guides)
    if best is None:
        return after(before, turn, likeliest)
    return after(before, turn, likeliest, attribute=best.attribute, entry=best.id)


@lru_cache(maxsize=_REMEMBERED)
def _looked_up(question: str, guides: Guides) -> Found:
    return guides.find(question)


def sure(reading: Reading, topic: Topic, guides: Guides) -> bool:
    """Whether what is found for a reading is its answer, and not one that is merely near.

    Of many readings one will always be near something, above all to what was said before.
    """
    found = _looked_up(reading.question, guides)
    best = _answer_to(found, guides)
    if best is None:
        return False
    if reading.manner == "alone":
        lost = understood(reading.said).points_back and bool(topic.roles)
        return found.trust >= (LEAST_TRUST_AGAIN if lost else TRUSTED)
    again = best.id == topic.spoken[0].entry
    if asks_whence(reading.said):
        return found.trust >= LEAST_TRUST
    if any(value for name, value in _missed(reading.said, best) if name in _DECISIVE):
        return False
    strange = not _known_share(reading.said, best)
    return found.trust >= (LEAST_TRUST_AGAIN if again or strange else LEAST_TRUST)


def _answer_to(found: Found, guides: Guides) -> WorkedAnswer | None:
    """The worked answer that is given, if one is."""
    if found.trust < TRUSTED or not found.candidates or _unknown(found, guides):
        return None
    return found.candidates[0].answer


def _unknown(found: Found, guides: Guides) -> bool:
    return bool(found.candidates and guides.worked.unknown_to(found.candidates[0], found.asked))


def _in_their_words(every: Sequence[Reading], topic: Topic, guides: Guides) -> Iterator[Reading]:
    """What was answered before, of the roles that are named now, in the words of a worked answer.

    `what is she making?` and then `and a research engineer?`: words alone do not carry the pay.
    """
    instead = next((one for one in every if one.manner == "instead" and not one.back), None)
    if not (instead and topic.attribute):
        return
    found = _looked_up(instead.question, guides)
    roles, levels = set(found.asked.roles), ("", *found.asked.levels)
    for one in found.candidates:
        fits = one.answer.attribute == topic.attribute and one.answer.level in levels
        if roles and fits and set(one.answer.roles) == roles:
            yield Reading(one.answer.asked[0], "in their words", said=instead.said)
            return


def weight(turn: str, reading: Reading, topic: Topic, guides: Guides) -> float:
    """How much speaks for a reading."""
    weights = _weights()
    return sum(
        weights.get(name, 0.0) * value for name, value in signs(turn, reading, topic, guides)
    )


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = tomllib.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return weights


def signs(turn: str, reading: Reading, topic: Topic, guides: Guides) -> Iterator[tuple[str, float]]:
    """What speaks for a reading or against it."""
    yield from _of_the_turn(turn, reading, topic)
    found = _looked_up(reading.question, guides)
    odds = math.log((found.trust + 1e-6) / (1 - found.trust + 1e-6))
    yield "trust", max(-_MOST_ODDS, min(_MOST_ODDS, odds))
    yield "not covered", float(found.covered is False)
    yield "in figures", float(found.covered is True and found.figures is not None)
    if not found.candidates:
        return
    best = found.candidates[0].answer
    yield "unknown", float(_unknown(found, guides))
    yield "same matter", float(best.attribute == topic.attribute)
    yield "same answer", float(best.id == topic.spoken[0].entry)
    yield "knows its words", _known_share(reading.said, best)
    yield "not answered", float(not sure(reading, topic, guides))
    yield from _missed(reading.said, best)


def _known_share(turn: str, answer: WorkedAnswer) -> float:
    """How many of the telling words of a turn an answer has."""
    own, known = own_terms(turn), _terms_of(answer)
    return sum(term in known for term in own) / len(own) if own else 1.0


def _missed(turn: str, answer: WorkedAnswer) -> Iterator[tuple[str, float]]:
    """What a turn names itself and an answer is not about."""
    asked = understood(turn)
    akin = {same for role in answer.roles for same in same_roles(role)}
    levels = {answer.level, *named(answer.text, "level")}
    about = [is_about(answer.attribute, subject) for subject in asked.subjects]
    yield "misses a role", float(bool(answer.roles) and not akin.issuperset(asked.roles))
    yield "misses a level", float(not levels.issuperset(asked.levels))
    yield "misses the subject", float(bool(about) and not any(about))
    yield "misses the figure", float(bool(asked.wants and not shows(asked.wants, answer.text)))


def _of_the_turn(turn: str, reading: Reading, topic: Topic) -> Iterator[tuple[str, float]]:
    """How a turn is built decides how it may be read, before anything is looked up."""
    manner, asked, own = reading.manner, understood(reading.said), own_terms(reading.said)
    yield manner, 1.0
    yield f"back {manner}", float(bool(reading.back))
    yield f"bare {manner}", float(not own)
    yield f"long {manner}", float(len(own) > 2)
    yield f"corrects {manner}", float(corrects(turn))
    yield f"points back {manner}", float(asked.points_back)
    yield f"subject {manner}", float(bool(asked.subjects))
    yield f"names a role {manner}", float(bool(asked.roles))
    yield f"after nothing {manner}", float(not topic.attribute and not topic.roles)


@lru_cache(maxsize=1_024)
def _terms_of(answer: WorkedAnswer) -> frozenset[str]:
    texts = (answer.text, *answer.roles, *answer.asked)
    return frozenset(term for text in texts for term in terms(text))
