"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.decided import decided, for_others, may_be_meant
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import answered, of_no_role, of_roles_left_out, small_talk, unknown
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.looking_back import About, asked_about
from assistant.builtin.parts import afterthought, clauses, parts, without
from assistant.builtin.weighing import least_trust, most_needed
from assistant.decisions import decide
from assistant.decisions.filling import Recognised, recognised
from assistant.finding import Found, Guides
from assistant.posting import pasted
from assistant.understanding import (
    Asked,
    compares,
    needs_role,
    says_nothing,
    understood,
    without_subjects,
)
from assistant.understanding.turns import asks_whence, own_terms
from index import terms

# How likely a turn must want something before it is taken to.
SURE_OF_UNLAWFUL = 0.75
SURE_OF_ORDERS = 0.6
SURE_BESIDE_A_MATTER = 0.75
# Where nothing else answers, somebody who may want a decision is asked what it takes.
MAYBE_A_DECISION = 0.3
MAYBE_A_WISH = 0.2
SURE_OF_NO_ROLE = 0.45
NOTHING_NEAR = 0.02
SURE_OF_REFERENCE = 0.7
"""From here on an answer is what a turn behind others points at."""
# How much a worked answer must be trusted to be given instead of a decision that is asked for.
LEAST_BESIDE_A_DECISION = 0.99
NEVER = 2.0
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
    opens: bool = False
    """Whether it replies to no question of a tree: nothing has been said of the matter yet."""
    whence: bool = False
    """Whether it is asked what the answer before rests on."""
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
    turn = LastTurn(turns, guides)
    ways = (
        _handed_over,
        _checking,
        _looking_back,
        _at_once,
        _tracing,
        _deciding,
        _guessing,
        _asking_again,
        _asking_back,
    )
    return next(filter(None, (way(turn) for way in ways)), None) or _searching(turn)


def _handed_over(turn: LastTurn) -> Plan | None:
    return Plan((_decide(turn.given.tree, turn.given.answers),)) if turn.given else None


def _looking_back(turn: LastTurn) -> Plan | None:
    """What is asked about a decision that was given before."""
    about = asked_about(turn.told[-1]) if len(turn.told) > 1 else ""
    found = decided(tuple(turn.told), turn.guides) if about else None
    return Plan((_decide(found.tree_id, found.answers),), about=about) if found else None


def _deciding(turn: LastTurn) -> Plan | None:
    wanted = turn.wanted
    if wanted is None:
        return None
    # Somebody who only asks whom to hire wants to be asked back, whatever is near.
    # So does who tells of themselves, whether it is understood or only half understood.
    tells = bool(_heard(wanted, turn)) or _told(wanted, turn) >= _TELLS_OF_THEMSELVES
    least = LEAST_BESIDE_A_DECISION if wanted.answers and not tells else NEVER
    return replace(_by_tree(wanted, turn), least_to_answer=least)


def _guessing(turn: LastTurn) -> Plan | None:
    if not may_want_a_tree(turn) or _surely_answered(turn):
        return None
    wanted = guessed(turn)
    if wanted is None:
        return None
    least = least_trust(wanted, turn)
    return replace(_by_tree(wanted, turn), guessed=True, least_to_answer=least)


def _by_tree(wanted: Recognised, turn: LastTurn) -> Plan:
    return Plan(
        (_decide(wanted.tree_id, wanted.answers), *_searches(turn)),
        taken=_taken(wanted),
        opens=not turn.replies,
        told=_told(wanted, turn),
        heard=_heard(wanted, turn),
    )


def _tracing(turn: LastTurn) -> Plan | None:
    """Who asks who says so is told what the answer before rests on."""
    said = turn.told[-1]
    if not (turn.topic.spoken and turn.topic.spoken[0].entry) or not asks_whence(said):
        return None
    found = turn.guides.find(turn.readings[0].question)
    own = found.candidates and found.candidates[0].answer.attribute in _OF_SOURCES
    if own_terms(_WHENCE.sub(" ", said)) or (own and found.trust >= SURE_OF_REFERENCE):
        return None
    return Plan((_search(turn.topic.question),), whence=True)


_OF_SOURCES = frozenset({"sources", "meta"})
_WHENCE = re.compile(
    r"\b(?:who|says?|said|so|that|this|it|source|sources|where|come|from|which|guides?|your"
    r"|according|to|whom|is|does|do|you|have|get|the|claims?|reports?)\b",
    re.IGNORECASE,
)


def _asking_again(turn: LastTurn) -> Plan | None:
    """A few words behind a question of a tree that answer nothing: they are asked once more."""
    last = turn.told[-1]
    if len(turn.turns) < _BEHIND_A_QUESTION or "?" in last or len(last.split()) > _FEW_WORDS:
        return None
    before = planned(tuple(turn.turns[:-1]), turn.guides)
    trust = turn.guides.find(turn.readings[0].question).trust
    if not before.calls or before.calls[0].tool != "decide" or trust >= SURE_OF_REFERENCE:
        return None
    call = before.calls[0]
    if decide(turn.guides.trees[call.arguments["tree"]], call.arguments["answers"]).question:
        return Plan((call,), heard=turn.turns[-1])
    return None


_BEHIND_A_QUESTION = 2
_FEW_WORDS = 6


def _asking_back(turn: LastTurn) -> Plan | None:
    topic = turn.topic
    lost = turn.doubted and not (topic.attribute or topic.roles)
    asked = turn.asked if lost else understood(turn.readings[0].question)
    unclear = _unclear(asked, turn.likely, alone=turn.alone or lost)
    if unclear == "subject" and turn.alone and len(topic.roles) == 1:
        unclear = ""  # the role has been said
    found = turn.guides.find(turn.readings[0].question) if unclear else None
    if found and unclear == "subject" and (of_no_role(found) or _far_off(asked, found)):
        unclear = ""
    if found and unclear == "reference" and topic.spoken and found.trust >= SURE_OF_REFERENCE:
        unclear = ""
    if unclear and len(turn.guides.roles) > 1:
        return Plan(draft=Draft("clarify", plain=phrases.ASKED_BACK[unclear]))
    return None


def _searching(turn: LastTurn) -> Plan:
    topic, searches = turn.topic, _searches(turn)
    if turn.alone:
        far = _far_off(turn.asked, turn.guides.find(turn.readings[0].question))
        no_role = 0.0 if topic.roles or far else turn.likely["no role"]
        return Plan(searches, doubted=turn.doubted, no_role=no_role)
    if not topic.spoken or compares(turn.readings[0].said):
        return Plan(searches, doubted=turn.doubted)
    return Plan((*searches, _search(topic.question)), before=1, doubted=turn.doubted)


def _searches(turn: LastTurn) -> tuple[Call, ...]:
    """Of a long message, its question and the whole of it; of a follow-up, what it means."""
    some = turn.readings[:1] if turn.topic.spoken else turn.readings
    return tuple(_search(one.question) for one in some)


def _heard(wanted: Recognised, turn: LastTurn) -> str:
    """The person's words that may answer the question which is asked next."""
    asked = decide(turn.guides.trees[wanted.tree_id], wanted.answers).question
    words = wanted.doubted.get(asked.id, "") if asked else ""
    return words if any(words in one for one in turn.turns) else ""


def _checking(turn: LastTurn) -> Plan | None:
    """A posting is held against the rules, where these documents bear any out."""
    found = pasted(turn.turns) if turn.guides.rules.kept else None
    if found is None:
        return None
    if not found.text:
        return Plan(draft=Draft("clarify", plain=phrases.PASTE_IT))
    return Plan((Call("check_posting", {"posting": found.text}),))


def _search(question: str) -> Call:
    return Call("search_guides", {"question": question})


def _decide(tree: str, answers: Mapping[str, str]) -> Call:
    return Call("decide", {"tree": tree, "answers": dict(answers)})


def _taken(wanted: Recognised) -> tuple[str, ...]:
    return tuple(f"{one.question} = {one.answer}: “{one.words}”" for one in wanted.taken)


def _told(wanted: Recognised, turn: LastTurn) -> int:
    """How many questions of a tree the turn answers."""
    last = len(turn.turns) - 1
    return len({one.question for one in wanted.taken if one.turn == last})


def _at_once(turn: LastTurn) -> Plan | None:
    """What needs no look at the guides: small talk, and what must not be answered.

    What replies to a tree's question is small talk only where its words are: `no` is not.
    """
    asked, likely = turn.asked, turn.likely
    if _of_other_matters(turn):
        return None
    if asked.unlawful or likely["unlawful"] >= SURE_OF_UNLAWFUL:
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    chat = asked.chat or ("" if turn.replies or turn.corrects else small_talk(asked, likely))
    if chat and not (chat == "about" and (asked.subjects or _names_a_source(turn))):
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[chat]))
    least = SURE_BESIDE_A_MATTER if asked.roles and asked.subjects else SURE_OF_ORDERS
    if asked.only_orders or (not turn.replies and likely["orders"] >= least):
        return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS))
    return None


def _names_a_source(turn: LastTurn) -> bool:
    """Whether it speaks of who reported a figure: that is no small talk about the assistant."""
    said = turn.told[-1].lower()
    return any(one.reported_by and one.reported_by.lower() in said for one in turn.guides.figures)


def _of_other_matters(turn: LastTurn) -> bool:
    """Whether documents about something else than roles tell what a turn asks.

    What turns want was learned from questions about hiring: there it is not to be relied on.
    """
    if turn.guides.roles or turn.asked.chat:
        return False
    chosen = turn.guides.find(turn.readings[0].question).chosen
    return chosen.trust >= chosen.told_from


def may_want_a_tree(turn: LastTurn) -> bool:
    """Whether a decision may be meant though nobody asked for it."""
    of_chosen = turn.readings[0].manner == "about the chosen"
    last = turn.told[-1]
    short = len(last.split()) < _TELLS_MUCH
    follows = turn.topic.spoken and short and (of_chosen or not (turn.alone or turn.doubted))
    maybe = sum(turn.wants.values()) >= MAYBE_A_DECISION and not follows
    return maybe and not for_others(last) and not _WHEN_OR_WHY.fullmatch(last.strip())


def _surely_answered(turn: LastTurn) -> bool:
    """Whether a worked answer is given, whatever the turn tells; then nobody need listen."""
    return turn.guides.find(turn.readings[0].question).trust >= most_needed(turn)


def guessed(turn: LastTurn) -> Recognised | None:
    """The decision that is meant, if any is."""
    wants, guides = turn.wants, turn.guides
    wishes = {**turn.wished, len(turn.told) - 1: may_be_meant(turn.likely_trees)}
    wanted = recognised(turn.told, guides.trees, hearing=guides.hearing, wishes=wishes)
    if wanted is None or (not wanted.answers and max(wants.values()) < MAYBE_A_WISH):
        return None
    return wanted


def further(calls: Sequence[Call], found: Sequence[Any]) -> tuple[Call, ...]:
    """What to look up besides, when the first search left something out."""
    if len(calls) > 1 or len(found) != len(calls) or "trust" not in found[0]:
        return ()  # it has been looked up already; what a follow-up inherits is not what it asks
    search = found[0]
    question = search["question"]
    if answered(search):
        left_out = (*clauses(question)[1:], *afterthought(question), *of_roles_left_out(search))
        return tuple(map(_search, left_out))
    missing = unknown(search)
    left = without(question, missing) if missing else question
    several = parts(left) if left else ()
    if several or (left and missing):
        return tuple(map(_search, several or (left,)))
    return tuple(map(_search, clauses(question)))


def _far_off(asked: Asked, found: Found) -> bool:
    """Whether no role would help: nothing is named, and nothing is near."""
    return not asked.subjects and found.trust < NOTHING_NEAR


def _unclear(asked: Asked, likely: Mapping[str, float], *, alone: bool) -> str:
    """What must be asked back first, or nothing."""
    if asked.roles or asked.of_everybody or asked.strict or any(map(str.isdigit, asked.question)):
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


_WHEN_OR_WHY = re.compile(r"(?:(?:and|so|but|ok),? )*(?:when|why|how)\b[^.!?]*\?*", re.IGNORECASE)
"""Nothing but a question about what the guides say."""
_OF_A_POSTING = re.compile(
    r"\bwhat (?:should|must|ought|does|do|can|shall)\b.{0,25}"
    r"\b(?:posting|ad|advert|description)s?\b.{0,15}"
    r"\b(?:say|contain|include|state|mention|look like)\b",
    re.IGNORECASE,
)
_TELLS_MUCH = 15
"""A turn of so many words does more than go on from the one before."""
_TELLS_OF_THEMSELVES = 1
"""So many answers to a tree in one turn."""
_A_MATTER = 2
"""Fewer telling words do not say what is spoken of."""
