"""Which reading of a follow-up is meant: the one that is answered and that the turn agrees with."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.builtin.decided import roles_decided, tells_a_tree
from assistant.builtin.judging import BEYOND_DOUBT, small_talk
from assistant.builtin.picking import picked
from assistant.finding import TRUSTED, Found, Guides
from assistant.understanding import is_about, same_roles, shows, understood
from assistant.understanding.conversation import Reading, Topic, after, possible
from assistant.understanding.pointing import asks_whence, compares, of_all_levels
from assistant.understanding.turns import (
    asks_whence_alone,
    corrects,
    only_names,
    own_terms,
    puts_right,
)
from corpus import WorkedAnswer, named
from index import terms

WEIGHTS = {
    "trust": 0.9,
    "knows its words": 0.6,
    "same matter": 0.4,
    "same answer": -0.9,
    "same answer once more": -2.0,
    "same answer to another matter": -1.75,
    "not answered": -1.2,
    "misses a role": -1.5,
    "misses the subject": -1.2,
    "misses a level": -0.7,
    "is of another level": -1.2,
    "misses the figure": -0.7,
    "about the chosen": 2.2,
    "about them": 0.4,
    "about it": 0.2,
    "joined": -0.3,
    "joined to nothing": -0.5,
    "alone, pointing back": -1.0,
    "alone, correcting": -1.5,
    "alone, only names": -1.0,
    "instead, correcting": 1.0,
}
"""What speaks for a reading and against it. They were learned from a hundred conversations and
rounded; a half more or less of any of them changes hardly anything. Those of who were decided on
and of what was answered twice were set by hand."""
LOOKED_UP = 6
"""So many ways to read a follow-up are looked up."""
LEAST_TRUST = 0.35
LEAST_TRUST_AGAIN = 0.75
SURE_OF_ANOTHER_MATTER = 0.85
"""From here on an answer about another matter is what is meant."""
_DECISIVE = frozenset(
    {"misses a role", "misses the subject", "misses the figure", "is of another level"}
)
_REMEMBERED = 128
_EVERYBODY = 4
"""An answer about so many roles tells of each of them, and does not compare two."""
_MOST_ODDS = 4.0
_ODDS_OF_FIGURES = 1.0
"""Figures of the very thing that is asked answer it, whatever worked answers there are."""


@lru_cache(maxsize=_REMEMBERED)
def meant(turns: tuple[str, ...], guides: Guides) -> tuple[Reading, ...]:
    """What the last turn may mean after the others, the likeliest first."""
    topic = spoken_of(turns[:-1], guides)
    one_of_them = _picked(turns[-1], topic, guides)
    if one_of_them:
        return (one_of_them,)
    every = possible(turns[-1], topic)
    if len(every) == 1 or not topic.spoken:
        return every
    every = tuple(one for one in every if not _is_whole(one)) or every
    every = tuple(one for one in every if not _of_others_there(one, topic, guides)) or every
    every = tuple(one for one in every if not _at_no_level(one, topic, guides)) or every
    every = tuple(one for one in every if not _forgets_level(one, every, topic))
    for one in every[:LOOKED_UP]:
        guides.begin(one.question)
    every = _no_further_back(every, topic, guides)
    some = [*every[:LOOKED_UP], *_in_their_words(every, topic, guides)]
    return tuple(sorted(some, key=lambda one: -weight(turns[-1], one, topic, guides)))


@lru_cache(maxsize=_REMEMBERED)
def spoken_of(turns: tuple[str, ...], guides: Guides) -> Topic:
    """What some turns have been about; where they came to a decision, whom it is for."""
    if not turns:
        return Topic()
    chosen = roles_decided(turns, guides)
    recommended = chosen or spoken_of(turns[:-1], guides).recommended
    return replace(_asked_of(turns, guides), chosen=chosen, recommended=recommended)


def _asked_of(turns: tuple[str, ...], guides: Guides) -> Topic:
    before = spoken_of(turns[:-1], guides)
    turn = turns[-1]
    asked = understood(turn)
    chats = small_talk(asked, guides.likely(asked)) and not (before.spoken and puts_right(turn))
    if asked.chat or asked.unlawful or chats:
        return before
    if before.spoken and (asks_whence_alone(turn) or tells_a_tree(turns, guides)):
        return before
    likeliest = meant(turns, guides)[0]
    found = guides.find(likeliest.question)
    best = _answer_to(found, guides)
    if best is None:
        told = found.chosen.told or _in_figures(found)
        return after(before, turn, likeliest, answered=told)
    if likeliest.manner in ("joined", "about it") and not _known_share(likeliest.said, best):
        return before  # nothing is known of what it adds
    of_one = best.roles if len(best.roles) == 1 and found.trust >= BEYOND_DOUBT else ()
    return after(
        before, turn, likeliest, attribute=best.attribute, entry=best.id, answered_of=of_one
    )


def _picked(turn: str, topic: Topic, guides: Guides) -> Reading | None:
    """One of the things that were named in the answer before, where something is told of it."""
    entry = topic.spoken[0].entry if topic.spoken else ""
    answer = guides.worked.by_id(entry) if entry else None
    reading = picked(turn, answer, topic.roles) if answer else None
    return reading if reading and guides.find(reading.question).trust >= LEAST_TRUST else None


def sure(reading: Reading, topic: Topic, guides: Guides) -> bool:
    """Whether what is found for a reading is its answer, and not one that is merely near.

    Of many readings one will always be near something, above all to what was said before.
    """
    found = guides.find(reading.question)
    if reading.manner == "instead" and _in_figures(found):
        return True
    best = _answer_to(found, guides)
    if best is None:
        return found.chosen.told
    if reading.manner == "alone":
        lost = understood(reading.said).points_back and bool(topic.roles)
        return found.trust >= (LEAST_TRUST_AGAIN if lost else TRUSTED)
    again = best.id == topic.spoken[0].entry
    if asks_whence(reading.said):
        return found.trust >= LEAST_TRUST
    if not _DECISIVE.isdisjoint(_missed(reading.said, best)):
        return False
    if _fits(reading, best, topic):
        return True
    strange = not _known_share(reading.said, best)
    return found.trust >= (LEAST_TRUST_AGAIN if again or strange else LEAST_TRUST)


def _is_whole(reading: Reading) -> bool:
    """Whether what it puts in place of something else is the whole question again."""
    again = reading.said.lower() in reading.question.lower()
    names = only_names(reading.said) and not understood(reading.said).subjects
    return reading.manner == "instead" and again and not names


def _fits(reading: Reading, answer: WorkedAnswer, topic: Topic) -> bool:
    """Whether an answer is about the very roles, and about the matter that is named or was."""
    roles = understood(reading.question).roles
    same = reading.manner == "instead" and answer.attribute == topic.attribute
    named_now = bool(roles and understood(reading.said).subjects)
    of_one = len(roles) > 1 and bool(answer.level) and set(roles).issuperset(answer.roles)
    return (same or named_now) and (set(roles).issubset(answer.roles) or of_one)


def _in_figures(found: Found) -> bool:
    return found.covered is True and bool(found.figures and found.figures.sentences)


def _answer_to(found: Found, guides: Guides) -> WorkedAnswer | None:
    """The worked answer that is given, if one is."""
    if found.trust < TRUSTED or not found.candidates or _unknown(found, guides):
        return None
    return found.candidates[0].answer


def _unknown(found: Found, guides: Guides) -> bool:
    return bool(found.candidates and guides.worked.unknown_to(found.candidates[0], found.asked))


def _at_no_level(reading: Reading, topic: Topic, guides: Guides) -> bool:
    """Whether it inherits a level, and nobody pays its roles by that level."""
    asked = understood(reading.question)
    inherited = asked.levels and not understood(reading.said).levels
    if not (inherited and asked.roles and topic.attribute == "pay"):
        return False
    paid = {(one.role, one.level) for one in guides.figures if one.unit == "USD"}
    return not any((role, level) in paid for role in asked.roles for level in asked.levels)


def _of_others_there(reading: Reading, topic: Topic, guides: Guides) -> bool:
    """Whether it names a place alone, of which something is told, and not of who is spoken of."""
    names_it = reading.manner == "alone" and only_names(reading.said)
    if not (names_it and topic.roles and understood(reading.question).names):
        return False
    best = _answer_to(guides.find(reading.question), guides)
    if best is None or best.attribute != "location" or not best.roles:
        return False
    return {same for role in topic.roles for same in same_roles(role)}.isdisjoint(best.roles)


def _no_further_back(
    every: tuple[Reading, ...], topic: Topic, guides: Guides
) -> tuple[Reading, ...]:
    """Without what another role is asked of further back, where the last question is answered."""
    instead = [one for one in every if one.manner == "instead"]
    kept = _nearest_names(every)
    far = [
        one
        for one in instead
        if one.back
        and (not understood(one.said).levels or not kept.issubset(understood(one.question).names))
    ]
    near = [one for one in instead if not one.back and sure(one, topic, guides)]
    if not far or all(guides.find(one.question).covered is False for one in near):
        return every
    return tuple(one for one in every if one not in far)


def _of_the_last_question(every: Sequence[Reading]) -> Reading | None:
    """The last question, of what is named now."""
    return next((one for one in every if one.manner == "instead" and not one.back), None)


def _nearest_names(every: Sequence[Reading]) -> frozenset[str]:
    """The places, companies and years of the last question, with what is put in place."""
    near = _of_the_last_question(every)
    return frozenset(understood(near.question).names) if near else frozenset()


def _forgets_level(reading: Reading, every: Sequence[Reading], topic: Topic) -> bool:
    """Whether it asks for the pay at every level, and another one at the level from before."""
    instead = [one for one in every if one.manner == "instead" and one.said == reading.said]
    levels = [understood(one.question).levels for one in instead]
    return (
        topic.attribute == "pay"
        and bool(topic.level)
        and reading in instead
        and not understood(reading.question).levels
        and any(levels)
        and not of_all_levels(reading.said)
    )


def _in_their_words(every: Sequence[Reading], topic: Topic, guides: Guides) -> Iterator[Reading]:
    """What was answered before, of the roles that are named now, in the words of a worked answer.

    `what is she making?` and then `and a research engineer?`: words alone do not carry the pay.
    """
    instead = _of_the_last_question(every)
    if not (instead and topic.attribute) or _says_more(instead.said) or compares(instead.said):
        return
    found = guides.find(instead.question)
    best = _answer_to(found, guides)
    known = best and (best.attribute == topic.attribute or found.trust >= SURE_OF_ANOTHER_MATTER)
    if _in_figures(found) or known:
        return
    roles, levels = set(found.asked.roles), ("", *found.asked.levels)
    same = [
        one.answer
        for one in found.candidates
        if one.answer.attribute == topic.attribute
        and one.answer.level in levels
        and roles.issubset(one.answer.roles)
        and (len(one.answer.roles) == len(roles) or len(one.answer.roles) >= _EVERYBODY)
    ]
    # That of these roles alone comes before one of everybody.
    for answer in sorted(same, key=lambda one: len(one.roles))[: bool(roles)]:
        yield Reading(answer.asked[0], "in their words", said=instead.said)


def _says_more(said: str) -> bool:
    """Whether a turn has more than the name of a role or a level."""
    return bool(own_terms(said) or understood(said).strict)


def weight(turn: str, reading: Reading, topic: Topic, guides: Guides) -> float:
    """How much speaks for a reading."""
    return sum(WEIGHTS[name] * value for name, value in signs(turn, reading, topic, guides))


def signs(turn: str, reading: Reading, topic: Topic, guides: Guides) -> Iterator[tuple[str, float]]:
    """The values of what is weighed."""
    manner, asked = reading.manner, understood(reading.said)
    nothing = not topic.attribute and not topic.roles
    if manner in WEIGHTS:
        yield manner, 1.0
    yield "alone, pointing back", float(manner == "alone" and asked.points_back)
    whole = bool(asked.roles and asked.subjects)
    yield "alone, correcting", float(manner == "alone" and corrects(turn) and not whole)
    a_role = bool(asked.roles) and only_names(reading.said)
    yield "alone, only names", float(manner == "alone" and a_role)
    yield "instead, correcting", float(manner == "instead" and corrects(turn))
    yield "joined to nothing", float(manner in ("joined", "about it") and nothing)
    found = guides.find(reading.question)
    trust = max(found.trust, found.chosen.trust)
    odds = math.log((trust + 1e-6) / (1 - trust + 1e-6))
    least = _ODDS_OF_FIGURES if manner == "instead" and _in_figures(found) else -_MOST_ODDS
    yield "trust", max(least, min(_MOST_ODDS, odds))
    yield "not answered", float(not sure(reading, topic, guides))
    if found.candidates:
        best = found.candidates[0].answer
        yield "same matter", float(best.attribute == topic.attribute)
        # Who asks the whole of it again wants to hear it again.
        anew = manner == "alone" and whole
        yield "same answer", float(best.id == topic.spoken[0].entry and not anew)
        again = [one.entry for one in topic.spoken[:2]] == [best.id, best.id]
        yield "same answer once more", float(again and not anew)
        yield "knows its words", _known_share(reading.said, best)
        missed = set(_missed(reading.said, best))
        yield from ((name, 1.0) for name in missed)
        other = _names_another_matter(asked.subjects, topic) and "misses the subject" not in missed
        told = best.id == topic.spoken[0].entry and not anew
        yield "same answer to another matter", float(told and other)


def _names_another_matter(subjects: Sequence[str], topic: Topic) -> bool:
    """Whether a turn names a matter, and none that was named in the question before."""
    return bool(subjects) and set(subjects).isdisjoint(understood(topic.question).subjects)


def _known_share(turn: str, answer: WorkedAnswer) -> float:
    """How many of the telling words of a turn an answer has."""
    own, known = own_terms(turn), _terms_of(answer)
    return sum(term in known for term in own) / len(own) if own else 1.0


def _missed(said: str, answer: WorkedAnswer) -> Iterator[str]:
    """What a turn names itself and an answer is not about."""
    asked = understood(said)
    akin = {same for role in answer.roles for same in same_roles(role)}
    if answer.roles and not akin.issuperset(asked.roles):
        yield "misses a role"
    levels = {answer.level, *named(answer.text, "level")} - {""}
    if not levels.issuperset(asked.levels):
        yield "misses a level"
        if levels:
            yield "is of another level"
    if asked.subjects and not any(is_about(answer.attribute, one) for one in asked.subjects):
        yield "misses the subject"
    if asked.wants and not shows(asked.wants, answer.text):
        yield "misses the figure"


@lru_cache(maxsize=1_024)
def _terms_of(answer: WorkedAnswer) -> frozenset[str]:
    texts = (answer.text, *answer.roles, *answer.asked)
    return frozenset(term for text in texts for term in terms(text))
