"""What is asked beside a wish for a decision, looked up now or once it is decided."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.builtin.again import decision_of
from assistant.builtin.behind import decided_on
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.parting import asked_of, chosen_between, parted, waits
from assistant.builtin.plan import Plan, search_for


def deciding_and_asking(turn: LastTurn) -> Plan | None:
    """A tree walked, and what is asked beside the wish for it."""
    asked = parted(turn.told[-1], turn.guides)
    plan = turn.planned_as(asked.wish) if asked else None
    decision = decision_of(plan, turn.guides) if plan else None
    if not (asked and plan and decision) or plan.about or turn.outweighed(plan):
        return None
    between = chosen_between(asked)
    roles = decided_on(decision)
    if len(between) == 1:
        roles, between = roles or between, ()
    now = {}
    for one in asked.asides:
        if roles or not waits(one):
            now[one] = asked_of(one, roles if waits(one) else between, turn.guides)
    later = tuple(one for one in asked.asides if one not in now)
    return _beside(replace(plan, waiting=later), now)


def taking_up(plan: Plan, turn: LastTurn) -> Plan:
    """A decision, with what was asked of whom it would be for while a tree asked back."""
    decision = decision_of(plan, turn.guides)
    if decision is None or plan.about or len(turn.turns) == 1:
        return plan
    waiting = tuple(_put_off(turn))
    if not waiting or turn.outweighed(plan):
        return plan
    roles = decided_on(decision)
    return _beside(plan, {one: asked_of(one, roles, turn.guides) for one in waiting if roles})


def _put_off(turn: LastTurn) -> Iterator[str]:
    """What was asked since something was last decided, of whom the next decision would be for."""
    for before in turn.plans_before:
        decision = decision_of(before, turn.guides)
        if decision and decided_on(decision):
            return
        yield from before.waiting


def _beside(plan: Plan, asides: Mapping[str, str]) -> Plan:
    """A tree walked, and some questions looked up beside it, by the words they were asked in."""
    if not asides:
        return plan
    before = plan.calls if plan.asides else plan.calls[:1]
    calls = (*before, *map(search_for, asides.values()))
    return replace(plan, calls=calls, asides=(*plan.asides, *asides))
