"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.builtin.following import meant, spoken_of, sure
from assistant.builtin.judging import answered, of_roles_left_out, unknown
from assistant.builtin.looking_back import About, asked_about
from assistant.builtin.parts import clauses, parts, without
from assistant.decisions import Carried, carried, decide, foregone
from assistant.decisions.choosing import asks_for_others, requested
from assistant.decisions.filling import Recognised, recognised
from assistant.finding import TRUSTED, Guides
from assistant.posting import pasted
from assistant.understanding import (
    Asked,
    needs_role,
    says_nothing,
    understood,
    without_subjects,
)
from assistant.understanding.glossing import in_english
from index import terms, written_out

# How likely a turn must want something before it is taken to.
SURE_OF_UNLAWFUL = 0.75
SURE_OF_ORDERS = 0.6
SURE_OF_CHAT = 0.5
SURE_OF_ABOUT = 0.6
SURE_OF_DECISION = 0.5
SURE_OF_SITUATION = 0.3
# Where nothing else answers, somebody who may want a decision is asked what it takes.
MAYBE_A_DECISION = 0.4
MAYBE_A_WISH = 0.3
MAYBE_A_TELLING = 0.25
"""Under this nobody listens for what is told in words that no pattern lists: it takes a while."""
SURE_OF_A_WISH = 0.7
SURE_OF_NO_ROLE = 0.5
# How much a worked answer must be trusted to be given instead of a decision.
LEAST_BESIDE_A_DECISION = 0.99
LEAST_BESIDE_A_WISH = 0.98
LEAST_BESIDE_A_GUESS = 0.95
NEVER = 2.0
_WISHES = ("Who should we hire first?", "Which track fits me?")
_PLANS_KEPT = 64
"""A turn is planned before its tools are called, and looked at again behind them."""


@dataclass(frozen=True)
class Call:
    """A tool and what it is called with."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Tools to call, or what to say at once."""

    calls: tuple[Call, ...] = ()
    draft: Draft | None = None
    taken: tuple[str, ...] = ()
    """What was read out of which of the person's words: `prototype = yes: “a notebook demo”`."""
    told: int = 0
    """How many questions of a tree the last turn answers; a bare reply answers one."""
    guessed: bool = False
    """A decision may be wanted, though nobody asked for one."""
    least_to_answer: float = 0.0
    """How much a worked answer must be trusted to be given although a decision is wanted."""
    before: int = 0
    """How many of the last calls look up what was asked before: it need not be said again."""
    doubted: bool = False
    """Whether a worked answer that is found is merely near, and not what a follow-up asks for."""
    no_role: float = 0.0
    """How likely the turn means some role and does not name it."""
    heard: str = ""
    """The person's own words that may answer the question of a tree, and leave it in doubt."""
    about: About = ""
    """What of a decision that was given before is asked for."""


@lru_cache(maxsize=_PLANS_KEPT)
def planned(turns: tuple[str, ...], guides: Guides) -> Plan:
    """What the last turn of a person calls for."""
    given = [carried(turn, guides.trees) for turn in turns]
    if given[-1]:
        return Plan((_decide(given[-1].tree, given[-1].answers),))
    checking = _checking(turns, guides)
    if checking:
        return checking
    english = [_in_english(turn, one) for turn, one in zip(turns, given, strict=True)]
    told = [turn if one else said for turn, said, one in zip(turns, english, given, strict=True)]
    told = [*(_as_it_was_taken(one, guides) for one in told[:-1]), *told[-1:]]
    last = understood(english[-1])
    likely = guides.likely(last)
    about = asked_about(told[-1]) if len(told) > 1 else ""
    if about:
        decided = _decided_before(told, guides)
        if decided:
            return Plan((_decide(decided.tree_id, decided.answers),), about=about)
    tells = max(likely[name] for name in ("situation", "hire", "fit")) >= MAYBE_A_TELLING
    hearing = guides.hearing if tells or len(told) > 1 else None
    wanted = recognised(told, guides.trees, hearing=hearing)
    topic = spoken_of(tuple(english[:-1]), guides)
    replies = len(told) > 1 and (wanted is not None or bool(topic.spoken and _slots(last)))
    said = _at_once(last, likely, replies=replies)
    if said:
        return Plan(draft=said)
    every = meant(tuple(english), guides)
    reading = every[0]
    alone = reading.manner == "alone" and bool(topic.spoken or len(every) == 1)
    # Of a long message, its question and the whole of it; of a follow-up, what it means.
    searches = tuple(_search(one.question) for one in (every[:1] if topic.spoken else every))
    if wanted:
        # Somebody who only asks whom to hire wants to be asked back, whatever is near.
        # So does who tells of themselves, whether it is understood or only half understood.
        heard = _heard(wanted, turns, guides)
        tells = bool(heard) or _told(wanted, len(turns) - 1) >= _TELLS_OF_THEMSELVES
        least = LEAST_BESIDE_A_DECISION if wanted.answers and not tells else NEVER
        return Plan(
            (_decide(wanted.tree_id, wanted.answers), *searches),
            taken=_taken(wanted),
            told=_told(wanted, len(turns) - 1),
            least_to_answer=least,
            heard=heard,
        )
    doubted = bool(topic.spoken) and not sure(reading, topic, guides)
    guessed = _guessed(told, likely, guides) if alone or doubted else None
    if guessed:
        wanted, least = guessed
        return Plan(
            (_decide(wanted.tree_id, wanted.answers), *searches),
            taken=_taken(wanted),
            told=_told(wanted, len(turns) - 1),
            guessed=True,
            least_to_answer=least,
            heard=_heard(wanted, turns, guides),
        )
    lost = doubted and not (topic.attribute or topic.roles)
    asked = last if lost else understood(reading.question)
    unclear = _unclear(asked, likely, alone=alone or lost)
    if unclear == "subject" and alone and len(topic.roles) == 1:
        unclear = ""  # the role has been said
    if unclear and len(guides.roles) > 1:
        return Plan(draft=Draft("clarify", plain=phrases.ASKED_BACK[unclear]))
    if alone:
        known = 0.0 if topic.roles else likely["no role"]
        return Plan(searches, doubted=doubted, no_role=known)
    if not topic.spoken:
        return Plan(searches)
    return Plan((*searches, _search(topic.question)), before=1, doubted=doubted)


def _decided_before(told: Sequence[str], guides: Guides) -> Recognised | None:
    """The outcome that was reached just before, and has only been asked about since."""
    before = len(told) - 1
    while before and asked_about(told[before]):
        before -= 1
    found = recognised(told[: before + 1], guides.trees, hearing=guides.hearing)
    if found is None:
        return None
    decision = decide(guides.trees[found.tree_id], found.answers)
    return found if decision.outcome or foregone(decision) else None


def _heard(wanted: Recognised, turns: Sequence[str], guides: Guides) -> str:
    """The person's words that may answer the question which is asked next."""
    asked = decide(guides.trees[wanted.tree_id], wanted.answers).question
    words = wanted.doubted.get(asked.id, "") if asked else ""
    return words if any(words in turn for turn in turns) else ""


def _checking(turns: Sequence[str], guides: Guides) -> Plan | None:
    """A posting is held against the rules, where these documents bear any out."""
    found = pasted(turns) if guides.rules.kept else None
    if found is None:
        return None
    if not found.text:
        return Plan(draft=Draft("clarify", plain=phrases.PASTE_IT))
    return Plan((Call("check_posting", {"posting": found.text}),))


def _spoken(turn: str) -> str:
    """A turn as it is remembered: of a posting, what role it was for."""
    found = pasted([turn])
    return f"A posting for: {found.role}" if found and found.text else turn


def _in_english(turn: str, given: Carried | None) -> str:
    return written_out(in_english(given.words if given else _spoken(turn)))


def _search(question: str) -> Call:
    return Call("search_guides", {"question": question})


def _decide(tree: str, answers: Mapping[str, str]) -> Call:
    return Call("decide", {"tree": tree, "answers": dict(answers)})


def _taken(wanted: Recognised) -> tuple[str, ...]:
    return tuple(f"{one.question} = {one.answer}: “{one.words}”" for one in wanted.taken)


def _told(wanted: Recognised, turn: int) -> int:
    return len({one.question for one in wanted.taken if one.turn == turn})


def _at_once(last: Asked, likely: Mapping[str, float], *, replies: bool) -> Draft | None:
    """What needs no look at the guides: small talk, and what must not be answered.

    What replies to a tree's question is small talk only where its words are: `no` is not.
    """
    if last.unlawful or likely["unlawful"] >= SURE_OF_UNLAWFUL:
        return Draft("decline", plain=phrases.UNLAWFUL)
    chat = last.chat or ("" if replies else _small_talk(last, likely))
    if chat and not (chat == "about" and last.subjects):
        return Draft("chat", plain=phrases.SMALL_TALK[chat])
    if last.only_orders or (not replies and likely["orders"] >= SURE_OF_ORDERS):
        return Draft("decline", plain=phrases.ONLY_ORDERS)
    return None


def _slots(last: Asked) -> bool:
    """Whether a turn names what a question before it can be asked of: `sorry, senior`."""
    return bool(last.levels or last.names or last.measures)


def _small_talk(last: Asked, likely: Mapping[str, float]) -> str:
    if last.roles or last.subjects:
        return ""
    small = {kind: likely[kind] for kind in ("greeting", "thanks", "goodbye")}
    if sum(small.values()) >= SURE_OF_CHAT:
        return max(small, key=lambda kind: small[kind])
    return "about" if likely["about"] >= SURE_OF_ABOUT else ""


def _as_it_was_taken(turn: str, guides: Guides) -> str:
    """A turn before the last, with the wish for a decision that was guessed from it."""
    likely = guides.likely(understood(turn))
    wants = {name: likely[name] for name in ("hire", "fit", "situation")}
    if sum(wants.values()) < SURE_OF_A_WISH or asks_for_others(turn) or requested(turn):
        return turn
    return f"{turn.rstrip(' .')}. {_WISHES[wants['fit'] > wants['hire']]}"


def _guessed(
    english: Sequence[str], likely: Mapping[str, float], guides: Guides
) -> tuple[Recognised, float] | None:
    """The tree that is meant though nobody asked for it, and what would outweigh it."""
    wants = {name: likely[name] for name in ("hire", "fit", "situation")}
    if sum(wants.values()) < MAYBE_A_DECISION or asks_for_others(english[-1]):
        return None
    asked_for = _WISHES[::-1] if wants["fit"] > wants["hire"] else _WISHES
    # What is told without being asked is told to be asked.
    told = english[-1].rstrip(" .")
    every = (
        recognised([*english[:-1], f"{told}. {one}"], guides.trees, hearing=guides.hearing)
        for one in asked_for
    )
    found = [one for one in every if one]
    wanted = next((one for one in found if one.answers), next(iter(found), None))
    if wanted is None or (not wanted.answers and max(wants.values()) < MAYBE_A_WISH):
        return None
    return wanted, _least_beside(wanted, wants, guides)


def _least_beside(wanted: Recognised, wants: Mapping[str, float], guides: Guides) -> float:
    """How much a worked answer must be trusted to be given instead of what a tree says."""
    decision = decide(guides.trees[wanted.tree_id], wanted.answers)
    certain = decision.outcome or foregone(decision)
    if len(wanted.answers) > 1 and certain:
        return NEVER
    if wanted.answers and certain and wants["situation"] >= SURE_OF_SITUATION:
        return LEAST_BESIDE_A_DECISION
    if not wanted.answers and max(wants["hire"], wants["fit"]) >= SURE_OF_A_WISH:
        return LEAST_BESIDE_A_WISH
    if wanted.answers or max(wants["hire"], wants["fit"]) >= SURE_OF_DECISION:
        return LEAST_BESIDE_A_GUESS
    return TRUSTED


def further(calls: Sequence[Call], found: Sequence[Any]) -> tuple[Call, ...]:
    """What to look up besides, when the first search left something out."""
    if len(calls) > 1 or len(found) != len(calls) or "trust" not in found[0]:
        return ()  # it has been looked up already; what a follow-up inherits is not what it asks
    search = found[0]
    question = search["question"]
    if answered(search):
        return tuple(map(_search, (*clauses(question)[1:], *of_roles_left_out(search))))
    missing = unknown(search)
    left = without(question, missing) if missing else question
    several = parts(left) if left else ()
    if several or (left and missing):
        return tuple(map(_search, several or (left,)))
    return tuple(map(_search, clauses(question)))


def _unclear(asked: Asked, likely: Mapping[str, float], *, alone: bool) -> str:
    """What must be asked back first, or nothing."""
    if asked.roles or asked.strict or any(map(str.isdigit, asked.question)):
        return ""
    if _OF_A_POSTING.search(asked.question):
        return "subject"
    left = [term for term in terms(without_subjects(asked.question)) if not says_nothing(term)]
    if not left and any(needs_role(subject) for subject in asked.subjects):
        return "subject"
    if not alone:
        return ""
    if likely["no role"] >= SURE_OF_NO_ROLE:
        return "subject"
    pointing = asked.points_back and len(left) < _A_MATTER
    return "reference" if pointing or likely["unclear"] >= SURE_OF_NO_ROLE else ""


_OF_A_POSTING = re.compile(
    r"\bwhat (?:should|must|ought|does|do|can|shall)\b.{0,25}"
    r"\b(?:posting|ad|advert|description)s?\b.{0,15}"
    r"\b(?:say|contain|include|state|mention|look like)\b",
    re.IGNORECASE,
)
_TELLS_OF_THEMSELVES = 1
"""So many answers to a tree in one turn."""
_A_MATTER = 2
"""Fewer telling words do not say what is spoken of."""
