"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.again import again, decision_of, may_go_on
from assistant.builtin.asides import asked_of, chosen_between, parted, waits
from assistant.builtin.at_once import at_once
from assistant.builtin.decided import as_told_of, decided
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
from assistant.builtin.walking import NEVER, deciding, guessing
from assistant.decisions import Decision, decide, end_of
from assistant.decisions.choosing import is_for_candidates, requested
from assistant.decisions.replying import asks_again, asks_for_next, asks_which, supposed
from assistant.finding import Found, Guides
from assistant.posting import pasted
from assistant.understanding import compares, may_mean, understood
from assistant.understanding.asking import with_article

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
    ways = (
        _either_of_them,
        _looking_back,
        traced,
        at_once,
        _next_in_line,
        _deciding_and_asking,
        _asking_together,
        deciding,
        guessing,
        _asking_again,
        _asking_back,
    )
    plan = next(filter(None, (way(turn) for way in ways)), None) or _searching(turn)
    return _taking_up(plan, turn)


def _handed_over(turn: LastTurn) -> Plan | None:
    return Plan((decide_with(turn.given.tree, turn.given.answers),)) if turn.given else None


def _next_in_line(turn: LastTurn) -> Plan | None:
    """What speaks for whom behind the one that was decided on, and what a tree asks of that."""
    last = _last_decision(turn) if asks_for_next(turn.told[-1]) else None
    wish = requested(_NEXT)
    if last is None or wish is None or last.tree.id in wish.trees:
        return None
    tree, wanted = wish.trees[0], turn.wanted
    answers = wanted.answers if wanted and wanted.tree_id == tree else {}
    roles = _decided_on(last)
    question = f"We already have {with_article(roles[0])}. {_NEXT}"
    if len(roles) > 1 or turn.guides.find(question).trust < BEYOND_DOUBT:
        return None
    calls = (decide_with(tree, answers), search_for(question))
    return Plan(calls, opens=not answers, least_to_answer=NEVER)


_NEXT = "Who is our next hire?"


def _either_of_them(turn: LastTurn) -> Plan | None:
    """What tells the two apart that a decision has left open."""
    last = _last_decision(turn) if asks_which(turn.told[-1]) else None
    roles = _decided_on(last) if last else ()
    if last is None or len(roles) != _PAIR:
        return None
    first, apart = f"{' or '.join(roles)} first?", f"{' vs '.join(roles)}?"
    asked = [apart] if is_for_candidates(last.tree.id) else [first, apart]
    if any(turn.guides.find(one).trust < LIKELY for one in asked):
        return None
    return Plan((search_for(asked[0]),), besides=tuple(map(search_for, asked[1:])))


_PAIR = 2


def _last_decision(turn: LastTurn) -> Decision | None:
    """What the tree that was walked last has come to, if it has come to anybody."""
    every = (decision_of(one, turn.guides) for one in turn.plans_before)
    last = next(filter(None, every), None)
    return last if last and _decided_on(last) else None


def _deciding_and_asking(turn: LastTurn) -> Plan | None:
    """A tree walked, and what is asked beside the wish for it."""
    asked = parted(turn.told[-1], turn.guides)
    if asked is None:
        return None
    plan = planned((*turn.turns[:-1], asked.wish), turn.guides)
    decision = decision_of(plan, turn.guides)
    if decision is None or plan.about or turn.outweighed(plan):
        return None
    between = chosen_between(asked)
    roles = _decided_on(decision)
    if len(between) == 1:
        roles, between = roles or between, ()
    now = {}
    for one in asked.asides:
        if roles or not waits(one):
            now[one] = asked_of(one, roles if waits(one) else between, turn.guides)
    later = tuple(one for one in asked.asides if one not in now)
    return _beside(replace(plan, waiting=later), now)


def _taking_up(plan: Plan, turn: LastTurn) -> Plan:
    """A decision, with what was asked of whom it would be for while a tree asked back."""
    decision = decision_of(plan, turn.guides)
    if decision is None or plan.about or len(turn.turns) == 1:
        return plan
    waiting = tuple(_put_off(turn))
    if not waiting or turn.outweighed(plan):
        return plan
    roles = _decided_on(decision)
    return _beside(plan, {one: asked_of(one, roles, turn.guides) for one in waiting if roles})


def _put_off(turn: LastTurn) -> Iterator[str]:
    """What was asked since something was last decided, of whom the next decision would be for."""
    for before in turn.plans_before:
        decision = decision_of(before, turn.guides)
        if decision and _decided_on(decision):
            return
        yield from before.waiting


def _beside(plan: Plan, asides: Mapping[str, str]) -> Plan:
    """A tree walked, and some questions looked up beside it, by the words they were asked in."""
    if not asides:
        return plan
    before = plan.calls if plan.asides else plan.calls[:1]
    calls = (*before, *map(search_for, asides.values()))
    return replace(plan, calls=calls, asides=(*plan.asides, *asides))


def _decided_on(decision: Decision) -> tuple[str, ...]:
    """Whom it is for, as the guides tell of them; nobody while that is open."""
    end = end_of(decision)
    roles = end.outcome.roles if end and end.outcome else ()
    return tuple(dict.fromkeys(map(as_told_of, roles)))


def _looking_back(turn: LastTurn) -> Plan | None:
    """What is asked about a decision that was given before."""
    if len(turn.told) == 1:
        return None
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
