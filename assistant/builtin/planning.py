"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.again import again, decision_of, may_go_on
from assistant.builtin.asides import deciding_and_asking, taking_up
from assistant.builtin.at_once import at_once
from assistant.builtin.behind import either_of_them, next_in_line
from assistant.builtin.decided import decided
from assistant.builtin.drafting import Draft
from assistant.builtin.following import meant, sure
from assistant.builtin.half import covered_half
from assistant.builtin.judging import (
    BEYOND_DOUBT,
    LIKELY,
    answered,
    counted,
    of_no_role,
    of_roles_left_out,
    told,
    unknown,
    untold_at_level,
)
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.looking_back import About, asked_about, asks_for_another
from assistant.builtin.otherwise import otherwise
from assistant.builtin.parts import (
    afterthought,
    asked_of_told,
    asked_together,
    clauses,
    parts,
    without,
)
from assistant.builtin.plan import Call, Plan, decide_with, search_for
from assistant.builtin.tracing import traced
from assistant.builtin.unclear import SURE_OF_REFERENCE, far_off, what_is_unclear
from assistant.builtin.walking import deciding, guessing
from assistant.decisions import decide, end_of
from assistant.decisions.choosing import is_for_candidates
from assistant.decisions.replying import asks_again, supposed
from assistant.finding import Found, Guides
from assistant.posting import pasted
from assistant.understanding import compares, may_mean, understood

_PLANS_KEPT = 64
"""A turn is planned before its tools are called, and looked at again behind them."""


@lru_cache(maxsize=_PLANS_KEPT)
def planned(turns: tuple[str, ...], guides: Guides) -> Plan:
    """What the last turn of a person calls for."""
    turn = LastTurn(turns, guides, planned)
    at_hand = _handed_over(turn) or _checking(turn)
    if at_hand:
        return at_hand
    turn.begin()
    ways = _WAYS_BEHIND_OTHERS if len(turns) > 1 else _WAYS
    plan = next(filter(None, (way(turn) for way in ways)), None) or _searching(turn)
    return taking_up(plan, turn)


def _handed_over(turn: LastTurn) -> Plan | None:
    return Plan((decide_with(turn.given.tree, turn.given.answers),)) if turn.given else None


def _looking_back(turn: LastTurn) -> Plan | None:
    """What is asked about a decision that was given before."""
    about = asked_about(turn.told[-1])
    found = decided(tuple(turn.told), turn.guides) if about else None
    if found:
        return Plan((decide_with(found.tree_id, found.answers),), about=about)
    if about == "changes" or asks_again(turn.told[-1]):
        return _of_the_last_decision(turn, about)
    if about:
        # What nobody asked for outright may have been decided all the same.
        before = planned(tuple(turn.turns[:-1]), turn.guides)
        decision = decision_of(before, turn.guides)
        return Plan(before.calls[:1], about=about) if decision and decision.outcome else None
    if supposed(turn.told[-1]) and turn.wanted is None:
        return _of_the_last_decision(turn, "changes")  # what is supposed changes nothing
    if asks_for_another(turn.told[-1]) and not _by_another_tree(turn):
        return _why_another(turn)
    return None


def _why_another(turn: LastTurn) -> Plan | None:
    """The reasons of a decision, where somebody asks why it is one role or not another."""
    before = next(iter(turn.plans_before), None)
    decision = decision_of(before, turn.guides) if before else None
    if before and decision and is_for_candidates(decision.tree.id):
        # What the guides say of a role in general is said to who hires.
        wanted = turn.wanted  # it may reply first: `deploy it, but why not the other?`
        if wanted and wanted.tree_id == decision.tree.id and wanted.answers != decision.answers:
            decision = decide(decision.tree, wanted.answers)
        call = decide_with(decision.tree.id, decision.answers)
        return Plan((call,), about="reasons" if end_of(decision) else "")
    return _of_the_last_decision(turn, "reasons") if turn.found.trust < SURE_OF_REFERENCE else None


def _by_another_tree(turn: LastTurn) -> bool:
    """Whether what is told beside makes it the matter of another tree."""
    before = next(iter(turn.plans_before), None)
    decision = decision_of(before, turn.guides) if before else None
    return bool(decision and turn.wanted and turn.wanted.tree_id != decision.tree.id)


def _of_the_last_decision(turn: LastTurn, about: About) -> Plan | None:
    """What is asked about the last that was come to, however many turns ago."""
    for before in turn.plans_before:
        decision = decision_of(before, turn.guides)
        if decision and end_of(decision):
            return Plan(before.calls[:1], about=about)
    return None


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
    found = turn.found if unclear else None
    if found and unclear == "subject":
        meant = of_no_role(found) or far_off(asked, found) or _of_nobody_else(found, topic.roles)
        unclear = "" if meant else unclear
    least = SURE_OF_REFERENCE if topic.spoken else BEYOND_DOUBT
    if found and unclear == "reference" and found.trust >= least:
        unclear = ""
    if unclear and len(turn.guides.roles) > 1:
        of_whom = unclear == "subject" or may_mean(asked.question)
        plain = phrases.which_role(asked.question) if of_whom else phrases.WHAT_IS_MEANT
        return Plan(draft=Draft("clarify", plain=plain))
    return None


def _of_nobody_else(found: Found, roles: Sequence[str]) -> bool:
    """Whether it is likely answered of some of those who are spoken of, and of nobody else."""
    likely = bool(roles) and found.trust >= LIKELY
    return likely and set(roles).issuperset(found.candidates[0].answer.roles)


def _searching(turn: LastTurn) -> Plan:
    topic, searches = turn.topic, tuple(map(search_for, turn.questions))
    if turn.alone:
        far = far_off(turn.asked, turn.found)
        no_role = 0.0 if topic.roles or far else turn.likely["no role"]
        return Plan(searches, doubted=turn.doubted, no_role=no_role)
    if not topic.spoken or compares(turn.readings[0].said):
        return Plan(searches, doubted=turn.doubted)
    return Plan((*searches, search_for(topic.question)), before=1, doubted=turn.doubted)


def _asking_together(turn: LastTurn) -> Plan | None:
    """What is asked one after the other behind others, where each of it is answered."""
    turns, guides = tuple(turn.english), turn.guides
    questions: dict[str, str] = {}
    if not turn.topic.spoken or turn.asks_outright:
        return None
    for piece in asked_together(turns[-1]):
        reading = meant((*turns[:-1], piece), guides)[0]
        found = guides.find(reading.question)
        if found.trust < LIKELY or not sure(reading, turn.topic, guides):
            return None
        questions.setdefault(found.candidates[0].answer.id, reading.question)
    first, *others = map(search_for, questions.values()) if len(questions) > 1 else (None,)
    return Plan((first,), besides=tuple(others)) if first else None


def _checking(turn: LastTurn) -> Plan | None:
    """A posting is held against the rules, where these documents bear any out."""
    found = pasted(turn.turns) if turn.guides.rules.kept else None
    if found is None:
        return None
    if not found.text:
        return Plan(draft=Draft("clarify", plain=phrases.PASTE_IT))
    return Plan((Call("check_posting", {"posting": found.text}),))


_WAYS = (at_once, deciding_and_asking, deciding, guessing, _asking_back)
"""What a turn may call for, the first that it does; where none is, for a search."""
_WAYS_BEHIND_OTHERS = (
    either_of_them,
    _looking_back,
    traced,
    at_once,
    next_in_line,
    deciding_and_asking,
    _asking_together,
    deciding,
    guessing,
    _asking_again,
    _asking_back,
)


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
        roles = () if untold_at_level(search) else of_roles_left_out(search)
        behind = (*afterthought(question), *roles, *asked_of_told(question))
        return tuple(map(search_for, (*clauses(question)[1:], *behind)))
    missing = unknown(search)
    half = covered_half(question, missing)
    if half:
        return (search_for(half),)
    left = without(question, missing) if missing else question
    several = parts(left) if left else ()
    if several or (left and missing):
        return tuple(map(search_for, several or (left,)))
    nothing = not (counted(search) or told(search))
    again = clauses(question) or (otherwise(question) if nothing else ())
    return tuple(map(search_for, again))
