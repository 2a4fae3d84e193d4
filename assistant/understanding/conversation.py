"""What a follow-up means: it inherits what it leaves out, and a correction replaces it.

A turn may be read in several ways. Here they are put down, the likeliest first; which of them is
meant shows when the guides have been asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.understanding.asking import Asked, understood, with_level, with_roles
from assistant.understanding.moving import Move
from assistant.understanding.pointing import (
    about_it,
    about_people,
    among,
    asked_of_first,
    asks_whence,
    both,
    compares,
    compares_that,
    measures,
    move_between,
    names_short,
    of_one,
    own_move,
    place_of,
    placed,
    recommended_named,
    spelt_out,
    with_move,
    words,
)
from assistant.understanding.replacing import of_others
from assistant.understanding.turns import (
    asks_what,
    corrects,
    only_names,
    opened,
    own_terms,
    without,
    without_remark,
)
from corpus import sentence_spans
from index import terms

Manner = Literal[
    "alone", "about the chosen", "about them", "instead", "in their words", "joined", "about it",
    "picked",
]  # fmt: skip
"""As it stands; about those that were decided on; about the roles before; the question before, of
something else; that question with the turn added; the turn, about the matter of that question; or
one of the things that its answer named."""

_STANDS_ALONE = 4
"""So many telling words, and a subject, make a question of their own."""
_LONG = 30
"""Words. In a message that is longer, what is asked stands in one sentence of it."""
_REMEMBERED = 4
_GONE_BACK = 3
"""So many questions may be gone back to."""


@dataclass(frozen=True)
class Reading:
    """What a turn may mean, as a question that stands alone."""

    question: str
    manner: Manner
    back: int = 0
    """How many questions were skipped to reach the one that it goes on from."""
    said: str = ""
    """The turn without its opening, and with what it points at named outright."""


@dataclass(frozen=True)
class Spoken:
    """A question as it was meant, and what its answer was about."""

    question: str
    attribute: str = ""
    """Of the worked answer it found; empty where it found none, or nobody looked."""
    entry: str = ""


@dataclass(frozen=True)
class Topic:
    """What has been spoken of so far."""

    spoken: tuple[Spoken, ...] = ()
    """The latest first."""
    roles: tuple[str, ...] = ()
    level: str = ""
    named: tuple[str, ...] = ()
    """All roles so far, the latest first."""
    chosen: tuple[str, ...] = ()
    """The roles that were just decided on."""
    recommended: tuple[str, ...] = ()
    """The roles that were last decided on, whatever was asked since."""
    move: Move | None = None
    """From which role to which somebody who spoke wants to get."""
    place: str = ""
    """The one that the last turn named, whether anything is told of it or not."""

    @property
    def question(self) -> str:
        """The last one."""
        return self.spoken[0].question if self.spoken else ""

    @property
    def attribute(self) -> str:
        """What the last answer was about."""
        return self.spoken[0].attribute if self.spoken else ""


def readings(turns: Sequence[str]) -> tuple[str, ...]:
    """What the last turn may mean as a question that stands alone, likeliest first."""
    topic = Topic()
    meant: tuple[Reading, ...] = (Reading("", "alone"),)
    for turn in turns:
        meant = possible(turn, topic)
        topic = after(topic, turn, meant[0])
    return tuple(dict.fromkeys(one.question for one in meant))


def resolved(turns: Sequence[str]) -> str:
    """The likeliest reading."""
    return readings(turns)[0]


def possible(turn: str, topic: Topic) -> tuple[Reading, ...]:
    """The ways to read a turn behind others, likeliest first."""
    asked = understood(turn)
    if asked.chat or asked.unlawful:
        return (Reading(turn, "alone"),)
    if len(turn.split()) > _LONG:
        return tuple(Reading(one, "alone") for one in _of_long(turn))
    if not topic.spoken:
        return tuple(Reading(one, "alone") for one in (turn, *_without_story(turn)))
    bare = without_remark(opened(turn))
    if not bare or words("new_topic").search(turn):
        return (Reading(bare or turn, "alone"),)
    whole = "" if understood(bare).roles else recommended_named(bare, topic.recommended)
    pointed = whole not in ("", bare)
    if pointed:
        bare, topic = whole, replace(topic, chosen=topic.recommended)
    if corrects(turn) and _names_the_same(bare, topic, pointed=pointed):
        return (Reading(topic.question, "instead", said=bare),)
    found = [*_of_the_chosen(bare, turn, topic, pointed=pointed), *_as_spelt_out(bare, turn, topic)]
    first: dict[str, Reading] = {}
    for one in found:
        first.setdefault(one.question, one)
    return tuple(first.values())


def _names_the_same(bare: str, topic: Topic, *, pointed: bool) -> bool:
    """Whether it names, and nothing else, whom the question before was asked about."""
    asked = understood(bare)
    more = asked.subjects or asked.levels or asked.measures or asked.names
    alone = pointed or not own_terms(bare)
    return alone and not more and bool(asked.roles) and asked.roles == topic.roles


def _of_the_chosen(bare: str, turn: str, topic: Topic, *, pointed: bool) -> Iterable[Reading]:
    """The turn about those that were just decided on, or that it has pointed at."""
    if topic.chosen and not both(bare):
        named = tuple(dict.fromkeys((*topic.chosen, *topic.named)))
        for one in _as_spelt_out(bare, turn, replace(topic, roles=topic.chosen, named=named)):
            spelt = one.said != bare and (compares(bare) or names_short(bare, topic.chosen))
            beside = one.manner == "alone" and (spelt or pointed)
            if beside or one.manner == "about them":
                yield replace(one, manner="about the chosen")


def _as_spelt_out(bare: str, turn: str, topic: Topic) -> list[Reading]:
    bare = placed(bare, topic.place or topic.question)
    move = move_between(bare, topic.roles)
    if not (move or understood(bare).roles):
        move = topic.move
    if move:
        moved = with_move(bare, move)
        if moved != bare:
            return [Reading(moved, "alone", said=moved)]
    outright: tuple[str, ...] = (bare,)
    if not understood(bare).other_roles:
        outright = spelt_out(bare, named_before=topic.named, roles=topic.roles, level=topic.level)
    return [one for said in outright for one in _named_outright(said, turn, topic)]


def _named_outright(said: str, turn: str, topic: Topic) -> list[Reading]:
    of_them = asked_of_first(said)
    if of_them != said and asks_what(of_them):
        return [Reading(of_them, "alone", said=of_them)]
    return [replace(one, said=said) for one in _following(said, turn, topic)]


def after(
    topic: Topic,
    turn: str,
    meant: Reading,
    *,
    attribute: str = "",
    entry: str = "",
    answered_of: tuple[str, ...] = (),
    answered: bool = True,
) -> Topic:
    """What has been spoken of when the turn was meant so; who names no role hears of some."""
    asked = understood(turn)
    if asked.chat or asked.unlawful:
        return topic
    likeliest = understood(meant.question)
    named = tuple(dict.fromkeys((*reversed(likeliest.roles), *topic.named)))
    matters = bool(likeliest.roles or likeliest.subjects or likeliest.other_roles)
    place = place_of(meant.said) or place_of(turn)
    if not opened(turn) or (topic.spoken and not (answered or matters)):
        return replace(topic, place=place)
    if topic.spoken and not answered and _only_narrows(opened(turn), asked):
        # What nothing is told of narrows nothing.
        return replace(topic, place=place)
    narrows = len(own_terms(without(opened(turn), "place", "company"))) == 0 and not asked.levels
    if meant.manner in ("joined", "about it") and narrows and not (asked.roles or corrects(turn)):
        # What was narrowed once is not narrowed for ever.
        return replace(topic, named=named, place=place)
    spoken = (Spoken(meant.question, attribute, entry), *topic.spoken)[:_REMEMBERED]
    level = likeliest.levels[0] if likeliest.levels else ""
    others = tuple(one.removesuffix("s") for one in likeliest.other_roles)
    roles = likeliest.roles or answered_of or others or _kept(topic, asked, meant)
    move = own_move(meant.question, named)
    if move and move.origin in roles:
        roles = (move.goal,)  # who is one asks about what they want to be
    return Topic(spoken, roles, level, named, move=move or topic.move, place=place)


def _only_narrows(bare: str, asked: Asked) -> bool:
    """Whether it has nothing but a place, a company or a level for what was asked before."""
    return only_names(bare) and not (asked.roles or asked.other_roles or asked.subjects)


def _kept(topic: Topic, asked: Asked, meant: Reading) -> tuple[str, ...]:
    return () if meant.manner == "alone" and not asked.points_back else topic.roles


def _following(said: str, turn: str, topic: Topic) -> list[Reading]:
    """The readings of a turn that names outright what it points at."""
    asked = understood(said)
    if of_one(said) and not asked.roles and len(topic.roles) > 1:
        # Nobody knows which of them is meant.
        return [Reading(said, "alone")]
    against = _against_the_other(said, asked, topic)
    if against:
        return [against]
    own = own_terms(said)
    short = len(own) < _STANDS_ALONE
    alone = Reading(said, "alone")
    of_a_matter = asked.roles and asked.subjects and not corrects(turn)
    if of_a_matter and (asked.other_roles or not short):
        return [alone]
    if asked.roles and _asks_of_another_matter(said, asked, topic):
        return [alone]
    instead = [] if len(own) >= _STANDS_ALONE else list(_instead(said, asked, topic))
    them = list(_about_them(said, asked, topic))
    joined = [
        Reading(question, manner, back)
        for back, before in _gone_back_to(turn, said, topic)
        for question, manner in _joined(said, before.question)
        if manner == "joined" or not (asked.roles or both(said))
    ]
    if instead and only_names(said):
        others = asked.roles or asked.other_roles or asked.levels
        beside = [] if others else joined
        if compares(said):
            beside = joined if compares_that(said) else [*them, *joined]
        whole = [alone] if asked.roles and asked.subjects and said.endswith("?") else []
        return [*whole, *instead, *beside]
    if asked.roles:
        half = compares_that(said) and not (asked.subjects or asks_what(said))
        whole = [] if half else [alone]
        return [*them, *whole, *instead, *joined] or [alone]
    if asked.names and len(own) <= len(asked.names) + 2:
        return [*joined, *instead, *them, alone]
    if asked.points_back or short or opened(turn) != turn.strip():
        return [*them, *joined, *instead, alone]
    return [alone, *them]


def _against_the_other(said: str, asked: Asked, topic: Topic) -> Reading | None:
    """The question before, of the two roles that it was asked of one after the other."""
    last, *before = topic.spoken
    same = before and last.attribute and before[0].attribute == last.attribute
    if not (same and measures(said)) or asked.roles or asked.subjects or len(topic.roles) != 1:
        return None
    others = [one for one in understood(before[0].question).roles if one not in topic.roles]
    if len(others) != 1:
        return None
    return Reading(with_roles(last.question, (*others, *topic.roles)), "instead", said=said)


def _asks_of_another_matter(said: str, asked: Asked, topic: Topic) -> bool:
    """Whether it is a whole question, and about something else: `what does an RE earn`.

    Behind `how much equity does an RS get` that asks for the pay, though pay is named alone.
    """
    before = understood(topic.question).subjects
    whole = re.match(r"(?:what|how much) (?:do|does|would|will|can|could)\b", said, re.IGNORECASE)
    return bool(whole and asked.subjects and before) and set(asked.subjects).isdisjoint(before)


def _instead(said: str, asked: Asked, topic: Topic) -> Iterable[Reading]:
    """The question before, of what is named now."""
    rest = "" if only_names(said) else _rest(said)
    for back, before in _that_had_one(asked, topic):
        for question in of_others(said, asked, before.question):
            if rest and rest not in question:
                yield Reading(f"{question.rstrip(' ?.!')}, {rest}", "instead", back)
            yield Reading(question, "instead", back)


def _that_had_one(asked: Asked, topic: Topic) -> list[tuple[int, Spoken]]:
    """The question before; for a level, the last that named one; for a role, the one before it."""
    before = list(enumerate(topic.spoken[:_GONE_BACK]))
    levels = [understood(one.question).levels for _, one in before]
    if not asked.levels or not before or levels[0]:
        return before[:1] if asked.levels or not asked.roles else before[:2]
    return [*[one for one, had in zip(before, levels, strict=True) if had][:1], before[0]]


def _rest(said: str) -> str:
    """A turn without the roles and levels it names."""
    left = words("aside", "the_one").sub(" ", without(said, "role", "level")).strip(" ?.!,")
    return re.sub(r"\b(for|of|an?|the|and|to|with|in)\W*$", "", left).strip()


def _joined(said: str, question: str) -> Iterable[tuple[str, Manner]]:
    if not asks_whence(said):
        yield f"{question.rstrip(' ?.!,')}, {said}", "joined"
    yield about_it(said, question), "about it"


def _about_them(said: str, asked: Asked, topic: Topic) -> Iterable[Reading]:
    """The turn itself, about the roles before, or about them beside the one it names."""
    if asked.roles:
        new = len(asked.roles) == 1 and set(asked.roles).isdisjoint(topic.roles)
        if topic.roles and new and compares(said):
            yield Reading(with_roles(said, (*topic.roles, *asked.roles)), "about them")
        return
    if not topic.roles or (len(topic.roles) == 1 and among(said)):
        return
    roles = topic.roles
    if both(said) and len(roles) < 2:
        roles = tuple(reversed(topic.named[:2]))
    replaced = about_people(said, roles)
    if replaced == said and not own_terms(said) and not asked.subjects:
        # `why?` asks about what was said, not about people.
        return
    mine = replaced if replaced != said else with_roles(said, roles)
    if topic.level and not asked.levels and "pay" in asked.subjects:
        yield Reading(with_level(mine, topic.level), "about them")
    yield Reading(mine, "about them")


def _gone_back_to(turn: str, said: str, topic: Topic) -> Iterable[tuple[int, Spoken]]:
    """The question before; or, where the turn goes back, the one that shares most words with it."""
    if not (words("back").search(turn) and len(topic.spoken) > 1):
        return enumerate(topic.spoken[:1])
    mine = set(terms(said))
    shared = [len(mine & set(terms(one.question))) for one in topic.spoken]
    best = max(range(len(shared)), key=lambda at: shared[at])
    return [(best, topic.spoken[best])] if shared[best] else list(enumerate(topic.spoken[:2]))


_MOST_ROLES = 2
"""So many that a story names are asked about behind it."""


def _without_story(turn: str) -> tuple[str, ...]:
    """What is asked about some role, or of whom a story names, without what else is told."""
    *told, last = [turn[start:end].strip() for start, end in sentence_spans(turn)] or [""]
    if not told:
        return ()
    asked, story = understood(last), understood(" ".join(told))
    if story.names or story.telling or story.levels:
        return ()
    of_them = story.roles and len(story.roles) <= _MOST_ROLES and "?" not in story.question
    if of_them and not (asked.roles or asked.points_back):
        return (with_roles(last, story.roles),)
    return (last,) if asked.roles and not (story.roles or story.points_back) else ()


def _of_long(turn: str) -> tuple[str, ...]:
    """What is asked in a long message, with the roles it is asked about; then the whole of it."""
    sentences = [turn[start:end].strip() for start, end in sentence_spans(turn)]
    questions = [one for one in sentences if one.endswith("?")] or sentences[-1:]
    roles = understood(turn).roles
    last = " ".join(questions[-2:])
    if roles and not understood(last).roles:
        last = with_roles(last, roles[-2:])
    return tuple(dict.fromkeys(one for one in (last, " ".join(turn.split()[-80:])) if one))
