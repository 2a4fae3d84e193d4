"""Walking a decision tree: when a turn is told to one, or wants one, and whether that helps."""

import re
from dataclasses import replace

from assistant.builtin.advising import FAR_ENOUGH
from assistant.builtin.again import decision_of
from assistant.builtin.decided import (
    SURE_OF_A_QUESTION,
    for_others,
    heard,
    may_be_meant,
    tells_apart,
)
from assistant.builtin.following import meant, spoken_of, sure
from assistant.builtin.judging import LIKELY
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.looked_for import uncovered
from assistant.builtin.looking_back import asks_for_meaning
from assistant.builtin.plan import Call, Plan, decide_with, search_for
from assistant.builtin.unclear import SURE_OF_REFERENCE
from assistant.builtin.weighing import least_trust, most_needed
from assistant.decisions import Decision, decide, end_of
from assistant.decisions.choosing import is_for_candidates, requested
from assistant.decisions.clauses import sentences
from assistant.decisions.filling import Recognised
from assistant.decisions.patterns import plain
from assistant.decisions.replying import asks_aside, supposed, told_ahead
from assistant.finding import TRUSTED
from assistant.understanding import uncovered_choices, understood
from assistant.understanding.turns import only_names, opened

# Where nothing else answers, somebody who may want a decision is asked what it takes.
MAYBE_A_DECISION = 0.3
MAYBE_A_WISH = 0.4
MAYBE_A_WISH_STILL = 0.1
"""Under this who asks a question behind others wants no decision, whatever they wanted before."""
# How much a worked answer must be trusted to be given instead of a decision that is asked for.
LEAST_BESIDE_A_DECISION = 0.99
SURELY_A_QUESTION = 0.8
NEVER = 2.0


def deciding(turn: LastTurn) -> Plan | None:
    """A tree to walk, where a decision is asked for or a question of a tree answered."""
    wanted = turn.wanted
    if wanted is None or turn.asks_anew:
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
    if not (tells or wanted.outright or turn.asks_outright):
        least = SURE_OF_REFERENCE  # nobody asked for a decision
    if asks and not tells:
        plan = replace(_by_tree(wanted, turn), guessed=True, least_to_answer=SURE_OF_REFERENCE)
        return _that_helps(plan, turn)
    return _that_helps(replace(_by_tree(wanted, turn), least_to_answer=least), turn)


def _replying_and_asking(wanted: Recognised, turn: LastTurn) -> Plan | None:
    """A tree walked on by a reply, and what is asked behind it."""
    aside = _asked_aside(turn) if wanted.answers and len(turn.turns) > 1 else None
    if aside is None:
        return None
    plan = _by_tree(wanted, turn)
    question = aside.arguments["question"]
    return _that_helps(replace(plan, calls=(plan.calls[0], aside), asides=(question,)), turn)


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
    if turn.likely["question"] >= SURELY_A_QUESTION or "?" in turn.told[-1]:
        return False
    before = next(iter(turn.plans_before), None)
    decision = decision_of(before, turn.guides) if before else None
    if decision is None or decision.tree.id != wanted.tree_id or decision.question is None:
        return False
    return decision.question.id in wanted.answers


def _asks_on(turn: LastTurn) -> bool:
    """Whether it surely asks a question behind others, and for no decision outright."""
    surely = len(turn.turns) > 1 and turn.likely["question"] >= SURE_OF_A_QUESTION
    surely = surely and not told_ahead(turn.told[-1])
    return surely and not turn.asks_outright


def guessing(turn: LastTurn) -> Plan | None:
    """A tree to walk, where one is probably wanted though nobody asks for it in the usual words."""
    if turn.asks_anew or not may_want_a_tree(turn) or _surely_answered(turn):
        return None
    wanted = guessed(turn)
    if wanted is None:
        return None
    if _told(wanted, turn) and (plan := _replying_and_asking(wanted, turn)):
        return plan
    least = least_trust(wanted, turn)
    return _that_helps(replace(_by_tree(wanted, turn), guessed=True, least_to_answer=least), turn)


def may_want_a_tree(turn: LastTurn) -> bool:
    """Whether a decision may be meant though nobody asked for it."""
    first, last = turn.readings[0], turn.told[-1]
    short = len(last.split()) < _TELLS_MUCH
    of_others = first.manner == "instead" and only_names(first.said)
    of_chosen = first.manner == "about the chosen"
    if of_chosen and turn.found.trust >= SURE_OF_REFERENCE:
        return False
    goes_on = of_others or of_chosen or not (turn.alone or turn.doubted)
    follows = turn.topic.spoken and short and goes_on
    maybe = sum(turn.wants.values()) >= MAYBE_A_DECISION and not follows
    return maybe and not for_others(last) and not _WHEN_OR_WHY.fullmatch(last.strip())


def _surely_answered(turn: LastTurn) -> bool:
    """Whether a worked answer is given, whatever the turn tells; then nobody need listen."""
    return turn.found.trust >= most_needed(turn)


def guessed(turn: LastTurn) -> Recognised | None:
    """The decision that is meant, if any is."""
    wants, guides = turn.wants, turn.guides
    wishes = {**turn.wished, len(turn.told) - 1: may_be_meant(turn.likely_trees, turn.wants)}
    wanted = heard(turn.told, guides, wishes)
    if wanted is None or (not wanted.answers and max(wants.values()) < MAYBE_A_WISH):
        return None
    return wanted


def _that_helps(plan: Plan, turn: LastTurn) -> Plan | None:
    """A plan to walk a tree that can tell what is asked, and has not told it already."""
    last, likely = turn.told[-1], turn.likely
    decision = decision_of(plan, turn.guides)
    if decision is None or not tells_apart(decision.tree, last):
        return None
    told_again = plan.told >= FAR_ENOUGH and not supposed(last)
    if turn.asks_outright or told_again or not _given_before(decision, turn):
        return plan
    if told_ahead(last):
        return Plan(plan.calls[:1], about="again")
    decided = end_of(decision)
    if supposed(last) and decided:
        return Plan(plan.calls[:1], about="changes")
    surely = likely["question"] + likely["off topic"] >= SURE_OF_A_QUESTION
    if surely and decided:
        return None
    asks = "?" in last or any(asks_aside(plain(one)) for one in sentences(last))
    if surely or (asks and decided and _first(decision) not in plan.just_told):
        return replace(plan, guessed=True, least_to_answer=TRUSTED)
    return plan


def _first(decision: Decision) -> str:
    """What a tree asks first: who tells that behind a decision speaks of the decision."""
    return decision.tree.nodes[decision.tree.root].question.id


def _given_before(decision: Decision, turn: LastTurn) -> bool:
    """Whether one of the turns before came just as far in the same tree."""
    return any(decision_of(before, turn.guides) == decision for before in turn.plans_before)


def _by_tree(wanted: Recognised, turn: LastTurn) -> Plan:
    return Plan(
        (
            decide_with(wanted.tree_id, wanted.answers, wanted.leaning),
            *map(search_for, turn.questions),
        ),
        taken=_taken(wanted),
        opens=not turn.replies,
        told=_told(wanted, turn),
        just_told=_told_now(wanted, turn) if _of_a_candidate(wanted, turn) else frozenset(),
        likely=len(wanted.leaning) if not turn.replies or _told(wanted, turn) else 0,
        heard=_heard(wanted, turn),
        explains=asks_for_meaning(turn.told[-1]),
        uncovered=tuple(uncovered(uncovered_choices(turn.asked), turn.asked.question)),
    )


def _heard(wanted: Recognised, turn: LastTurn) -> str:
    """The person's words that may answer the question which is asked next."""
    asked = decide(turn.guides.trees[wanted.tree_id], wanted.answers).question
    words = wanted.doubted.get(asked.id, "") if asked else ""
    return words if any(words in one for one in turn.turns) else ""


def _taken(wanted: Recognised) -> tuple[str, ...]:
    return tuple(f"{one.question} = {one.answer}: “{one.words}”" for one in wanted.taken)


def _told(wanted: Recognised, turn: LastTurn) -> int:
    """How many questions of a tree the turn answers."""
    return len(_told_now(wanted, turn))


def _of_a_candidate(wanted: Recognised, turn: LastTurn) -> bool:
    """Whether a candidate goes on, who knows best what they like."""
    return len(turn.turns) > 1 and is_for_candidates(wanted.tree_id)


def _told_now(wanted: Recognised, turn: LastTurn) -> frozenset[str]:
    """The questions of a tree that the turn answers."""
    last = len(turn.turns) - 1
    return frozenset(one.question for one in wanted.taken if one.turn == last)


_WHEN_OR_WHY = re.compile(r"(?:(?:and|so|but|ok),? )*(?:when|why|how)\b[^.!?]*\?*", re.IGNORECASE)
"""Nothing but a question about what the guides say."""
_TELLS_MUCH = 15
"""A turn of so many words does more than go on from the one before."""
_TELLS_OF_THEMSELVES = 1
"""So many answers to a tree in one turn."""
