"""Who says so: what the answer before rests on."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.builtin.last_turn import LastTurn
from assistant.builtin.plan import Plan, search_for
from assistant.builtin.unclear import SURE_OF_REFERENCE
from assistant.finding import Guides
from assistant.understanding.turns import asks_whence_alone


def traced(turn: LastTurn) -> Plan | None:
    """Who asks who says so is told what the answer before rests on."""
    said = turn.told[-1]
    if not asks_whence_alone(said):
        return None
    if not set(turn.asked.roles).issubset(turn.topic.roles):
        return None  # of others nothing has been said
    numbers = numbers_in(said)
    told = None if numbers else _of_its_source(turn)
    said_before = told or _that_said(numbers, turn)
    return said_before and replace(said_before, sources=turn.guides.described, numbers=numbers)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, without what they count."""
    return frozenset(_NUMBER.findall(text))


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _of_its_source(turn: LastTurn) -> Plan | None:
    """What the guides tell themselves of where the figures of these roles come from."""
    meant, found = turn.readings[0], turn.found
    if meant.manner != "about it" or found.trust < SURE_OF_REFERENCE or not turn.topic.roles:
        return None
    best = found.candidates[0].answer
    of_them = best.attribute == "sources" and set(turn.topic.roles).issubset(best.roles)
    return Plan((search_for(meant.question),)) if of_them else None


def _that_said(numbers: frozenset[str], turn: LastTurn) -> Plan | None:
    """What the last turn called for that was no small talk; of numbers, the last that had them."""
    for before in turn.plans_before:
        if before.draft and before.draft.kind == "chat":
            continue
        if before.draft or not numbers:
            return before if before.calls else None
        if numbers.issubset(numbers_in(" ".join(_told(before, turn.guides)))):
            return before
    return None


def _told(plan: Plan, guides: Guides) -> Iterator[str]:
    """What there is to tell of the questions that a plan looks up."""
    for call in plan.calls:
        if "question" in call.arguments:
            found = guides.find(call.arguments["question"])
            if found.candidates:
                yield found.candidates[0].answer.text
            if found.figures:
                yield from (one.text for one in found.figures.sentences)
            yield from (one.text for one in found.chosen.sentences)
