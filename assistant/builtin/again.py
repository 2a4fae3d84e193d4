"""Words behind a decision tree's question that answer nothing, or that change no decision."""

from assistant.builtin.last_turn import OF_THEMSELVES, LastTurn
from assistant.builtin.looking_back import asks_for_meaning
from assistant.builtin.plan import Plan
from assistant.builtin.unclear import SURE_OF_REFERENCE
from assistant.decisions import Decision, decide
from assistant.decisions.replying import asks_aside
from assistant.finding import Guides
from index import terms

FEW_WORDS = 6
WORDS_OF_A_STATEMENT = 20
_SURELY = 0.7


def may_go_on(turn: LastTurn) -> bool:
    """Whether it may be said to the question of a tree, or about a decision."""
    last = turn.told[-1]
    at_length = _tells(turn) or asks_for_meaning(last)
    asks = ("?" in last or asks_aside(last)) and not asks_for_meaning(last)
    short = len(last.split()) <= (WORDS_OF_A_STATEMENT if at_length else FEW_WORDS)
    return short and not asks


def again(turn: LastTurn, before: Plan) -> Plan | None:
    """The question once more, with what it means if that is asked; or the decision once more."""
    decision = decision_of(before, turn.guides)
    if decision is None:
        return None
    call, last = before.calls[0], turn.told[-1]
    explains, asked = asks_for_meaning(last), decision.question
    of_it = explains and asked is not None and not set(terms(last)).isdisjoint(terms(asked.ask))
    if not of_it and turn.guides.find(turn.english[-1]).trust >= SURE_OF_REFERENCE:
        return None
    if asked:
        return Plan((call,), heard=turn.turns[-1], explains=explains)
    return Plan((call,), about="again", heard=turn.turns[-1]) if _tells(turn) else None


def decision_of(plan: Plan, guides: Guides) -> Decision | None:
    """How far a plan walks a tree, if it does."""
    if not plan.calls or plan.calls[0].tool != "decide":
        return None
    told = plan.calls[0].arguments
    return decide(guides.trees[told["tree"]], told["answers"])


def _tells(turn: LastTurn) -> bool:
    """Whether it tells of whoever writes it, and of no matter that the guides know."""
    of_themselves = bool(OF_THEMSELVES.search(turn.told[-1])) or turn.wants["situation"] >= _SURELY
    return of_themselves and not turn.asked.subjects
