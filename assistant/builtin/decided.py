"""What was decided in the turns before, and which of them wished for it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from assistant.builtin.looking_back import asked_about
from assistant.builtin.parting import parted
from assistant.decisions import Outcome, Tree, branches, decide, end_of
from assistant.decisions.choosing import asks_for_others, is_for_candidates
from assistant.decisions.filling import Recognised, Wishes, recognised
from assistant.decisions.replying import wants_no_decision
from assistant.finding import Guides
from assistant.understanding import same_roles, understood, where_asked
from assistant.understanding.asking import HEAD
from assistant.understanding.turns import opened, own_terms
from corpus import mentions, named

SURE_OF_A_WISH = 0.7
SURE_OF_A_QUESTION = 0.5
MAY_BE_MEANT = 0.1
"""How likely a tree must be to be among those that a wish may be for."""
SURELY_MEANT = 0.7
"""From here on it is the one, whatever the usual words may be for."""
WANTS = ("hire", "fit", "situation")
"""What a turn may want of a decision tree."""
_EITHER = re.compile(r"\W*(?:or|vs|versus)\W+(?:(?:rather )?(?:an?|the) )?", re.IGNORECASE)
_REMEMBERED = 64
_PAIR = 2
"""More roles than that were not decided between."""


def wants(likely: Mapping[str, float]) -> dict[str, float]:
    """How likely a turn wants a decision, and of what kind."""
    return {name: likely[name] for name in WANTS}


def may_be_meant(likely: Mapping[str, float], wants: Mapping[str, float]) -> tuple[str, ...]:
    """The trees that may answer a wish, the likeliest first; only those for who surely has it."""
    some = tuple(name for name, chance in likely.items() if chance >= MAY_BE_MEANT)
    if max(wants["hire"], wants["fit"]) < SURE_OF_A_WISH:
        return some
    looks = wants["fit"] > wants["hire"]
    return tuple(name for name in some if is_for_candidates(name) == looks) or some


def meant_for(turn: str, guides: Guides) -> str:
    """The tree that a turn which asks for a decision is surely for; nothing if none surely is."""
    likely = guides.likely_trees(understood(turn))
    return next((name for name, chance in likely.items() if chance >= SURELY_MEANT), "")


def wishes(turns: Sequence[str], guides: Guides) -> dict[int, tuple[str, ...]]:
    """The turns that surely wanted a decision, and from which trees."""
    every = {
        number: _wished(_as_wished(turn, guides), guides)
        for number, turn in enumerate(turns)
        # `and a scientist` goes on from a question.
        if not number or own_terms(HEAD.sub(" ", opened(turn)))
    }
    return {number: trees for number, trees in every.items() if trees}


def for_others(turn: str) -> bool:
    """Whether it asks for people that the guides do not speak of, and for none that they do."""
    asked = understood(turn)
    if asks_for_others(turn):
        return True
    if asked.roles or not asked.other_roles:
        return False
    return any(understood(turn[start:end]).other_roles for start, end in where_asked(turn))


def tells_apart(tree: Tree, turn: str) -> bool:
    """Whether it can lead to either of two roles that a turn chooses between, if it does."""
    named = [one for one in mentions(turn) if one.kind == "role"]
    pairs = [
        {one.name, other.name}
        for one, other in pairwise(named)
        if _EITHER.fullmatch(turn[one.end : other.start])
    ]
    if len(pairs) != 1 or {one.name for one in named} != pairs[0]:
        return True
    akin = [same_roles(role) for role in pairs[0]]
    ends = [frozenset(outcome.roles) for outcome in tree.outcomes.values()]
    return all(
        any(not one.isdisjoint(end) and other.isdisjoint(end) for end in ends)
        for one, other in (akin, akin[::-1])
    )


def decided(turns: tuple[str, ...], guides: Guides) -> Recognised | None:
    """The outcome that was reached by some turns, and has only been asked about since."""
    while turns and asked_about(turns[-1]):
        turns = turns[:-1]
    found = _wanted(turns, guides) if turns else None
    if found is None:
        return None
    decision = decide(guides.trees[found.tree_id], found.answers)
    return found if end_of(decision) else None


def roles_decided(turns: tuple[str, ...], guides: Guides) -> tuple[str, ...]:
    """Whom to hire, or what to become, as the last of some turns decided it."""
    found = _wanted(turns, guides)
    outcomes = _ends(found, guides) if found else ()
    roles = dict.fromkeys(as_told_of(role) for outcome in outcomes for role in outcome.roles)
    return tuple(roles) if len(roles) <= _PAIR else ()


def as_told_of(role: str) -> str:
    """The role that the guides tell of: an ML engineer, of a second engineer."""
    return next((one for one in (role, *same_roles(role)) if named(one, "role")), role)


def tells_a_tree(turns: tuple[str, ...], guides: Guides) -> bool:
    """Whether the last of some turns is told to a decision tree, and asks nothing."""
    if "?" in turns[-1] or _wanted(turns, guides) is None:
        return False
    return guides.likely(understood(turns[-1]))["question"] < SURE_OF_A_QUESTION


def heard(
    turns: Sequence[str], guides: Guides, wished: Wishes, *, listening: bool = True
) -> Recognised | None:
    """What the last of some turns asks to be decided, with all that these guides hear it by."""
    if wants_no_decision(turns[-1]):
        return None
    return recognised(
        [_as_wished(turn, guides) for turn in turns],
        guides.trees,
        hearing=guides.hearing if listening else None,
        wishes=wished,
        meant_for=partial(meant_for, guides=guides),
    )


def _as_wished(turn: str, guides: Guides) -> str:
    """A turn without what it asks beside a wish for a decision."""
    both = parted(turn, guides)
    return both.wish if both else turn


@lru_cache(maxsize=_REMEMBERED)
def _wanted(turns: tuple[str, ...], guides: Guides) -> Recognised | None:
    return heard(turns, guides, wishes(turns, guides))


def _ends(found: Recognised, guides: Guides) -> tuple[Outcome, ...]:
    """Where it leads; where a question is left or only likely answered, wherever that leads."""
    decision = decide(guides.trees[found.tree_id], found.answers)
    end = end_of(decision)
    if end and end.outcome:
        return (end.outcome,)
    told = decision.steps or found.leaning
    return tuple(one for _, one in branches(decision, found.leaning)) if told else ()


def _wished(turn: str, guides: Guides) -> tuple[str, ...]:
    asked = understood(turn)
    likely = wants(guides.likely(asked))
    if sum(likely.values()) < SURE_OF_A_WISH or for_others(turn):
        return ()
    return may_be_meant(guides.likely_trees(asked), likely)
