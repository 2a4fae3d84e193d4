"""What can be said at once: small talk, and that something must not be answered."""

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
