"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.advising import FAR_ENOUGH
from assistant.builtin.again import again, decision_of, may_go_on
from assistant.builtin.at_once import at_once
from assistant.builtin.decided import (
    SURE_OF_A_QUESTION,
    decided,
    for_others,
    heard,
    may_be_meant,
    tells_apart,
)
from assistant.builtin.drafting import Draft
from assistant.builtin.following import meant, spoken_of, sure
from assistant.builtin.judging import (
    BEYOND_DOUBT,
    LIKELY,
    answered,
    counted,
    of_no_role,
    of_roles_left_out,
    told,
    unknown,
)
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.looking_back import About, asked_about, asks_for_another, asks_for_meaning
from assistant.builtin.otherwise import otherwise
from assistant.builtin.parts import afterthought, asked_together, clauses, parts, without
from assistant.builtin.plan import Call, Plan, decide_with, search_for
from assistant.builtin.tracing import traced
from assistant.builtin.unclear import SURE_OF_REFERENCE, far_off, what_is_unclear
from assistant.builtin.weighing import least_trust, most_needed
from assistant.decisions import Decision, decide, end_of
from assistant.decisions.choosing import requested
from assistant.decisions.clauses import sentences
from assistant.decisions.filling import Recognised
from assistant.decisions.patterns import plain
from assistant.decisions.replying import asks_aside, supposed
from assistant.finding import TRUSTED, Guides
from assistant.posting import pasted
from assistant.understanding import compares, understood
from assistant.understanding.turns import only_names, opened

# Where nothing else answers, somebody who may want a decision is asked what it takes.
MAYBE_A_DECISION = 0.3
MAYBE_A_WISH = 0.4
SURE_OF_ANOTHER_WISH = 0.7
"""So much must speak for a wish to ask about another matter behind a decision."""
MAYBE_A_WISH_STILL = 0.1
"""Under this who asks a question behind others wants no decision, whatever they wanted before."""
# How much a worked answer must be trusted to be given instead of a decision that is asked for.
LEAST_BESIDE_A_DECISION = 0.99
SURELY_A_QUESTION = 0.8
NEVER = 2.0
_PLANS_KEPT = 64
"""A turn is planned before its tools are called, and looked at again behind them."""


@lru_cache(maxsize=_PLANS_KEPT)
def planned(turns: tuple[str, ...], guides: Guides) -> Plan:
    """What the last turn of a person calls for."""
    turn = LastTurn(turns, guides)
    ways = (
        _handed_over,
        _checking,
        _looking_back,
        at_once,
        traced,
        _asking_together,
        _deciding,
        _guessing,
        _asking_again,
        _asking_back,
    )
    return next(filter(None, (way(turn) for way in ways)), None) or _searching(turn)


def _handed_over(turn: LastTurn) -> Plan | None:
    return Plan((decide_with(turn.given.tree, turn.given.answers),)) if turn.given else None


def _looking_back(turn: LastTurn) -> Plan | None:
    """What is asked about a decision that was given before."""
    if len(turn.told) == 1:
        return None
    about = asked_about(turn.told[-1])
    found = decided(tuple(turn.told), turn.guides) if about else None
    if found:
        return Plan((decide_with(found.tree_id, found.answers),), about=about)
    if about == "changes":
        return _what_would_change(turn)
    if about:
        # What nobody asked for outright may have been decided all the same.
        before = planned(tuple(turn.turns[:-1]), turn.guides)
        decision = decision_of(before, turn.guides)
        return Plan(before.calls[:1], about=about) if decision and decision.outcome else None
    if supposed(turn.told[-1]) and turn.wanted is None:
        return _what_would_change(turn)
    if asks_for_another(turn.told[-1]) and not _surely_known(turn):
        return _behind_the_last_decision(turn, "reasons")
    return None


def _surely_known(turn: LastTurn) -> bool:
    return turn.guides.find(turn.readings[0].question).trust >= SURE_OF_REFERENCE


def _what_would_change(turn: LastTurn) -> Plan | None:
    """What would change the last decision, for who supposes something that changes nothing."""
    return _behind_the_last_decision(turn, "changes")


def _behind_the_last_decision(turn: LastTurn, about: About) -> Plan | None:
    for before in reversed(list(_plans_before(turn))):
        decision = decision_of(before, turn.guides)
        if decision and end_of(decision):
            return Plan(before.calls[:1], about=about)
    return None


def _plans_before(turn: LastTurn) -> Iterator[Plan]:
    """What the turns just before it called for."""
    last = len(turn.turns)
    for number in range(max(1, last - _LOOKED_BACK), last):
        yield planned(tuple(turn.turns[:number]), turn.guides)


def _deciding(turn: LastTurn) -> Plan | None:
    wanted = turn.wanted
    if wanted is None:
        return None
    if len(turn.turns) == 1 and not wanted.outright and _told(wanted, turn) < FAR_ENOUGH:
        return None
    # Somebody who only asks whom to hire wants to be asked back, whatever is near.
    # So does who tells of themselves, whether it is understood or only half understood.
    told = _told(wanted, turn) >= _TELLS_OF_THEMSELVES or _settles(wanted, turn)
    asks = _asks_on(turn)
    if asks and not told and max(turn.wants.values()) < MAYBE_A_WISH_STILL:
        return None
    tells = told or (bool(_heard(wanted, turn)) and not asks)
    if told and (plan := _replying_and_asking(wanted, turn)):
        return plan
    least = LEAST_BESIDE_A_DECISION if wanted.answers and not tells else NEVER
    if asks and not tells:
        plan = replace(_by_tree(wanted, turn), guessed=True, least_to_answer=SURE_OF_REFERENCE)
        return _that_helps(plan, turn)
    return _that_helps(replace(_by_tree(wanted, turn), least_to_answer=least), turn)


def _replying_and_asking(wanted: Recognised, turn: LastTurn) -> Plan | None:
    """A tree walked on by a reply, and what is asked behind it."""
    aside = _asked_aside(turn) if wanted.answers and len(turn.turns) > 1 else None
    if aside is None:
        return None
    plan = replace(_by_tree(wanted, turn), least_to_answer=NEVER, aside=True)
    return _that_helps(replace(plan, calls=(plan.calls[0], aside)), turn)


def _asked_aside(turn: LastTurn) -> Call | None:
    """What is asked behind a reply: `Deploy it. And how many years does it take?`."""
    *told, asking = sentences(turn.english[-1])
    if not told or not asking.endswith("?") or any(one.endswith("?") for one in told):
        return None
    likely = turn.guides.likely(understood(asking))
    if likely["question"] < SURE_OF_A_QUESTION or requested(asking):
        return None
    before = (*turn.english[:-1], " ".join(told))
    reading = meant((*before, asking), turn.guides)[0]
    topic, found = spoken_of(before, turn.guides), turn.guides.find(reading.question)
    surely = found.trust >= LIKELY and (not topic.spoken or sure(reading, topic, turn.guides))
    return search_for(reading.question if surely else opened(asking))


def _settles(wanted: Recognised, turn: LastTurn) -> bool:
    """Whether it makes an answer of words that were said before and left in doubt."""
    if turn.likely["question"] >= SURELY_A_QUESTION or turn.told[-1].rstrip().endswith("?"):
        return False
    before = next(reversed(list(_plans_before(turn))), None)
    decision = decision_of(before, turn.guides) if before else None
    if decision is None or decision.tree.id != wanted.tree_id or decision.question is None:
        return False
    return decision.question.id in wanted.answers


def _asks_on(turn: LastTurn) -> bool:
    """Whether it surely asks a question behind others, and for no decision outright."""
    surely = len(turn.turns) > 1 and turn.likely["question"] >= SURE_OF_A_QUESTION
    return surely and not _asks_outright(turn)


def _asks_outright(turn: LastTurn) -> bool:
    """Whether it asks for a decision in the usual words."""
    request = requested(turn.told[-1])
    return request is not None and request.clear


def _guessing(turn: LastTurn) -> Plan | None:
    if not may_want_a_tree(turn) or _surely_answered(turn):
        return None
    wanted = guessed(turn)
    if wanted is None:
        return None
    if _told(wanted, turn) and (plan := _replying_and_asking(wanted, turn)):
        return plan
    least = least_trust(wanted, turn)
    return _that_helps(replace(_by_tree(wanted, turn), guessed=True, least_to_answer=least), turn)


def _that_helps(plan: Plan, turn: LastTurn) -> Plan | None:
    """A plan to walk a tree that can tell what is asked, and has not told it already."""
    last, likely = turn.told[-1], turn.likely
    decision = decision_of(plan, turn.guides)
    if decision is None or not tells_apart(decision.tree, last):
        return None
    if _asks_outright(turn) or not _given_before(decision, turn):
        return plan
    if supposed(last) and decision.outcome:
        return Plan(plan.calls[:1], about="changes")
    surely = likely["question"] + likely["off topic"] >= SURE_OF_A_QUESTION
    if surely and decision.outcome:
        return None
    asks = "?" in last or any(asks_aside(plain(one)) for one in sentences(last))
    if surely or (asks and decision.outcome):
        return replace(plan, guessed=True, least_to_answer=TRUSTED)
    return plan


def _given_before(decision: Decision, turn: LastTurn) -> bool:
    """Whether one of the turns before came just as far in the same tree."""
    return any(decision_of(before, turn.guides) == decision for before in _plans_before(turn))


def _by_tree(wanted: Recognised, turn: LastTurn) -> Plan:
    return Plan(
        (decide_with(wanted.tree_id, wanted.answers, wanted.leaning), *_searches(turn)),
        taken=_taken(wanted),
        opens=not turn.replies,
        told=_told(wanted, turn),
        likely=len(wanted.leaning) if not turn.replies or _told(wanted, turn) else 0,
        heard=_heard(wanted, turn),
        explains=asks_for_meaning(turn.told[-1]),
    )


def _asking_again(turn: LastTurn) -> Plan | None:
    if not may_go_on(turn):
        return None
    return again(turn, planned(tuple(turn.turns[:-1]), turn.guides))


def _asking_back(turn: LastTurn) -> Plan | None:
    topic = turn.topic
    lost = turn.doubted and not (topic.attribute or topic.roles)
    asked = turn.asked if lost else understood(turn.readings[0].question)
    unclear = what_is_unclear(asked, turn.likely, alone=turn.alone or lost)
    if unclear == "subject" and turn.alone and len(topic.roles) == 1:
        unclear = ""  # the role has been said
    found = turn.guides.find(turn.readings[0].question) if unclear else None
    if found and unclear == "subject" and (of_no_role(found) or far_off(asked, found)):
        unclear = ""
    least = SURE_OF_REFERENCE if topic.spoken else BEYOND_DOUBT
    if found and unclear == "reference" and found.trust >= least:
        unclear = ""
    if unclear and len(turn.guides.roles) > 1:
        return Plan(draft=Draft("clarify", plain=phrases.ASKED_BACK[unclear]))
    return None


def _searching(turn: LastTurn) -> Plan:
    topic, searches = turn.topic, _searches(turn)
    if turn.alone:
        far = far_off(turn.asked, turn.guides.find(turn.readings[0].question))
        no_role = 0.0 if topic.roles or far else turn.likely["no role"]
        return Plan(searches, doubted=turn.doubted, no_role=no_role)
    if not topic.spoken or compares(turn.readings[0].said):
        return Plan(searches, doubted=turn.doubted)
    return Plan((*searches, search_for(topic.question)), before=1, doubted=turn.doubted)


def _asking_together(turn: LastTurn) -> Plan | None:
    """What is asked one after the other behind others, where each of it is answered."""
    turns, guides = tuple(turn.english), turn.guides
    questions: dict[str, str] = {}
    if not turn.topic.spoken or _asks_outright(turn):
        return None
    for piece in asked_together(turns[-1]):
        reading = meant((*turns[:-1], piece), guides)[0]
        found = guides.find(reading.question)
        if found.trust < LIKELY or not sure(reading, turn.topic, guides):
            return None
        questions.setdefault(found.candidates[0].answer.id, reading.question)
    first, *others = map(search_for, questions.values()) if len(questions) > 1 else (None,)
    return Plan((first,), besides=tuple(others)) if first else None


def _searches(turn: LastTurn) -> tuple[Call, ...]:
    """Of a long message, its question and the whole of it; of a follow-up, what it means."""
    some = turn.readings[:1] if turn.topic.spoken else turn.readings
    return tuple(search_for(one.question) for one in some)


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


def _taken(wanted: Recognised) -> tuple[str, ...]:
    return tuple(f"{one.question} = {one.answer}: “{one.words}”" for one in wanted.taken)


def _told(wanted: Recognised, turn: LastTurn) -> int:
    """How many questions of a tree the turn answers."""
    last = len(turn.turns) - 1
    return len({one.question for one in wanted.taken if one.turn == last})


def may_want_a_tree(turn: LastTurn) -> bool:
    """Whether a decision may be meant though nobody asked for it."""
    first, last = turn.readings[0], turn.told[-1]
    short = len(last.split()) < _TELLS_MUCH
    of_others = first.manner == "instead" and only_names(first.said)
    of_chosen = first.manner == "about the chosen"
    if of_chosen and turn.guides.find(first.question).trust >= SURE_OF_REFERENCE:
        return False
    goes_on = of_others or of_chosen or not (turn.alone or turn.doubted)
    follows = turn.topic.spoken and short and goes_on
    maybe = sum(turn.wants.values()) >= MAYBE_A_DECISION and not follows
    return maybe and not for_others(last) and not _WHEN_OR_WHY.fullmatch(last.strip())


def _surely_answered(turn: LastTurn) -> bool:
    """Whether a worked answer is given, whatever the turn tells; then nobody need listen."""
    return turn.guides.find(turn.readings[0].question).trust >= most_needed(turn)


def guessed(turn: LastTurn) -> Recognised | None:
    """The decision that is meant, if any is."""
    wants, guides = turn.wants, turn.guides
    wishes = {**turn.wished, len(turn.told) - 1: may_be_meant(turn.likely_trees)}
    wanted = heard(turn.told, guides, wishes)
    decided_on = any(decision_of(one, guides) for one in _plans_before(turn))
    least = SURE_OF_ANOTHER_WISH if decided_on and "?" in turn.told[-1] else MAYBE_A_WISH
    if wanted is None or (not wanted.answers and max(wants.values()) < least):
        return None
    return wanted


def further(plan: Plan, found: Sequence[Any]) -> tuple[Call, ...]:
    """What to look up besides, when the first search left something out."""
    calls = plan.calls
    if plan.besides:
        return plan.besides if len(found) == len(calls) else ()
    if len(calls) > 1 or len(found) != len(calls) or "trust" not in found[0]:
        return ()  # it has been looked up already; what a follow-up inherits is not what it asks
    search = found[0]
    question = search["question"]
    if answered(search):
        left_out = (*clauses(question)[1:], *afterthought(question), *of_roles_left_out(search))
        return tuple(map(search_for, left_out))
    missing = unknown(search)
    left = without(question, missing) if missing else question
    several = parts(left) if left else ()
    if several or (left and missing):
        return tuple(map(search_for, several or (left,)))
    nothing = not (counted(search) or told(search))
    again = clauses(question) or (otherwise(question) if nothing else ())
    return tuple(map(search_for, again))


_WHEN_OR_WHY = re.compile(r"(?:(?:and|so|but|ok),? )*(?:when|why|how)\b[^.!?]*\?*", re.IGNORECASE)
"""Nothing but a question about what the guides say."""
_TELLS_MUCH = 15
"""A turn of so many words does more than go on from the one before."""
_LOOKED_BACK = 8
"""So many turns before the last one."""
_TELLS_OF_THEMSELVES = 1
"""So many answers to a tree in one turn."""
