"""What can be said at once: small talk, and that something must not be answered."""

import re

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import small_talk
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.plan import Plan

# How likely a turn must want something before it is taken to.
SURE_OF_UNLAWFUL = 0.75
SURE_OF_ORDERS = 0.6
SURE_BESIDE_A_MATTER = 0.75


def at_once(turn: LastTurn) -> Plan | None:
    """What needs no look at the guides: small talk, and what must not be answered.

    What replies to a tree's question is small talk only where its words are: `no` is not.
    """
    if not turn.guides.roles:
        return None if _is_told(turn) else _by_its_words(turn)
    asked, likely = turn.asked, turn.likely
    unlawful = asked.unlawful or likely["unlawful"] >= SURE_OF_UNLAWFUL
    if unlawful and not _of_their_own_age(turn):
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    chat = asked.chat or ("" if turn.replies or turn.corrects else small_talk(asked, likely))
    if chat and not (chat == "about" and (asked.subjects or _names_a_source(turn))):
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[chat]))
    least = SURE_BESIDE_A_MATTER if asked.roles and asked.subjects else SURE_OF_ORDERS
    if asked.only_orders or (not turn.replies and likely["orders"] >= least):
        return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS))
    return None


def _by_its_words(turn: LastTurn) -> Plan | None:
    """The same over documents about something else than roles, by the words of a turn alone.

    What turns want was learned from questions about hiring: there it is not to be relied on.
    """
    asked = turn.asked
    if asked.unlawful:
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    if asked.chat:
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[asked.chat]))
    return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS)) if asked.only_orders else None


def _of_their_own_age(turn: LastTurn) -> bool:
    """Whether somebody asks if they are too old themselves, which discriminates against nobody."""
    *before, last = turn.told
    age = _TOO_OLD_AT.search(last)
    return bool(_TOO_OLD_MYSELF.search(last)) or bool(
        age and any(re.search(rf"\b{age[1]}\b", one) for one in before)
    )


_TOO_OLD_MYSELF = re.compile(
    r"\b(?:am i|i am|i'm)(?: (?:already|now|probably|just|maybe|much))* too (?:old|young)\b"
    r"|\btoo (?:old|young) (?:for me|at my age)\b",
    re.IGNORECASE,
)
_TOO_OLD_AT = re.compile(r"\bis (\d\d) too (?:old|young)\b", re.IGNORECASE)


def _names_a_source(turn: LastTurn) -> bool:
    """Whether it speaks of who reported a figure: that is no small talk about the assistant."""
    said = turn.told[-1].lower()
    return any(one.reported_by and one.reported_by.lower() in said for one in turn.guides.figures)


def _is_told(turn: LastTurn) -> bool:
    """Whether the documents tell it in their own words; `hello` asks for nothing."""
    return not turn.asked.chat and turn.guides.find(turn.readings[0].question).chosen.told
