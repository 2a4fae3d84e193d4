"""What can be said at once: small talk, and that something must not be answered."""

import re

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import BEYOND_DOUBT, small_talk
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.plan import Plan
from assistant.builtin.unclear import SURE_OF_REFERENCE
from assistant.finding import TRUSTED

# How likely a turn must want something before it is taken to.
SURE_OF_UNLAWFUL = 0.75
SURE_BESIDE_AN_ANSWER = 0.85
SURE_OF_ORDERS = 0.6
SURE_BESIDE_A_MATTER = 0.75
SURELY_ABOUT = 0.85


def at_once(turn: LastTurn) -> Plan | None:
    """What needs no look at the guides: small talk, and what must not be answered.

    What replies to a tree's question is small talk only where its words are: `no` is not.
    """
    if not turn.guides.roles and _is_told(turn):
        return None
    # What turns want was learned from questions about hiring: over documents about something else
    # it is not to be relied on.
    by_words = not turn.guides.roles
    if turn.asked.unlawful if by_words else _is_unlawful(turn):
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    chat = turn.asked.chat if by_words else _chat(turn)
    if chat:
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[chat]))
    if turn.asked.only_orders or not (by_words or turn.replies) and _orders(turn):
        return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS))
    return None


def _is_unlawful(turn: LastTurn) -> bool:
    said = turn.asked.unlawful or _sounds_unlawful(turn)
    return said and not _of_their_own_age(turn)


def _sounds_unlawful(turn: LastTurn) -> bool:
    """Whether it does in other than the usual words; surely, where the guides have an answer."""
    likely = turn.likely["unlawful"]
    if likely >= SURE_BESIDE_AN_ANSWER:
        return True
    return likely >= SURE_OF_UNLAWFUL and turn.found.trust < TRUSTED


def _chat(turn: LastTurn) -> str:
    learned = not (turn.replies or turn.corrects)
    chat = turn.asked.chat or (small_talk(turn.asked, turn.likely) if learned else "")
    return "" if chat == "about" and (_names_a_source(turn) or _is_answered(turn)) else chat


def _is_answered(turn: LastTurn) -> bool:
    """Whether the guides answer what sounds like small talk: surely, where it goes on from some."""
    if turn.likely["about"] >= SURELY_ABOUT:
        return False
    goes_on = not turn.asked.chat and (turn.topic.spoken or turn.topic.chosen)
    return turn.found.trust >= (SURE_OF_REFERENCE if goes_on else BEYOND_DOUBT)


def _orders(turn: LastTurn) -> bool:
    beside = turn.asked.roles and (turn.asked.subjects or turn.topic.spoken)
    return turn.likely["orders"] >= (SURE_BESIDE_A_MATTER if beside else SURE_OF_ORDERS)


def _of_their_own_age(turn: LastTurn) -> bool:
    """Whether somebody asks if they are too old themselves, which discriminates against nobody."""
    *before, last = turn.told
    age = _TOO_OLD_AT.search(last)
    return bool(_TOO_OLD_MYSELF.search(last)) or bool(
        age and any(re.search(rf"\b{age[1]}\b", one) for one in before)
    )


_TOO_OLD_MYSELF = re.compile(
    r"\b(?:am i|i am|i'm)(?: (?:already|now|probably|just|maybe|much))* too (?:old|young)\b"
    r"|\btoo (?:old|young) (?:for me|at my age)\b|\bi'?m \d\d\b.{0,20}\btoo (?:old|young)\b",
    re.IGNORECASE,
)
_TOO_OLD_AT = re.compile(r"\bis (\d\d) too (?:old|young)\b", re.IGNORECASE)


def _names_a_source(turn: LastTurn) -> bool:
    """Whether it speaks of who reported a figure: that is no small talk about the assistant."""
    said = turn.told[-1].lower()
    return any(one.reported_by and one.reported_by.lower() in said for one in turn.guides.figures)


def _is_told(turn: LastTurn) -> bool:
    """Whether the documents tell it in their own words; `hello` asks for nothing."""
    return not turn.asked.chat and turn.found.chosen.told
