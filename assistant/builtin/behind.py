"""What is asked behind a decision: who comes next, and which of the two that it leaves open."""

from assistant.builtin.again import decision_of
from assistant.builtin.decided import as_told_of
from assistant.builtin.judging import BEYOND_DOUBT, LIKELY
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.plan import Plan, decide_with, search_for
from assistant.builtin.walking import NEVER
from assistant.decisions import Decision, end_of
from assistant.decisions.choosing import is_for_candidates, requested
from assistant.decisions.replying import asks_for_next, asks_which
from assistant.understanding.asking import with_article


def next_in_line(turn: LastTurn) -> Plan | None:
    """What speaks for whom behind the one that was decided on, and what a tree asks of that."""
    last = _last_decision(turn) if asks_for_next(turn.told[-1]) else None
    wish = requested(_NEXT) if last else None
    if last is None or wish is None or last.tree.id in wish.trees:
        return None
    tree, wanted = wish.trees[0], turn.wanted
    answers = wanted.answers if wanted and wanted.tree_id == tree else {}
    roles = decided_on(last)
    question = f"We already have {with_article(roles[0])}. {_NEXT}"
    if len(roles) > 1 or turn.guides.find(question).trust < BEYOND_DOUBT:
        return None
    calls = (decide_with(tree, answers), search_for(question))
    return Plan(calls, opens=not answers, least_to_answer=NEVER)


_NEXT = "Who is our next hire?"


def either_of_them(turn: LastTurn) -> Plan | None:
    """What tells the two apart that a decision has left open."""
    last = _last_decision(turn) if asks_which(turn.told[-1]) else None
    roles = decided_on(last) if last else ()
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
    return last if last and decided_on(last) else None


def decided_on(decision: Decision) -> tuple[str, ...]:
    """Whom it is for, as the guides tell of them; nobody while that is open."""
    end = end_of(decision)
    roles = end.outcome.roles if end and end.outcome else ()
    return tuple(dict.fromkeys(map(as_told_of, roles)))
