"""Whether a tree or a worked answer is wanted, where a turn may be meant for either.

How to tell was learned from turns of both kinds; `make learning` makes the file anew.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.builtin.last_turn import LastTurn
from assistant.decisions import decide, end_of
from assistant.decisions.filling import Recognised

Vector = npt.NDArray[np.float32]

LEARNED = Path(__file__).parent / "weighing.npz"
SIGNS = (
    "trust in the worked answer",
    "a decision is wanted",
    "an ordinary question is asked",
    "an answer to the tree is known",
    "several are",
    "the outcome is certain",
    "number of words",
    "a question mark",
    "a role is named",
    "how surely this tree is meant",
    "something was said before",
    "always",
)
"""The weight of the first is negative: what is trusted speaks against the tree."""
LIKELY = 0.3
"""How likely a decision must be wanted for a tree to be used. Who is asked back loses little."""
_CERTAIN = 0.999


def least_trust(wanted: Recognised, turn: LastTurn) -> float:
    """How much a worked answer must be trusted to be given instead of what a tree says."""
    return _least(signs(wanted, turn))


def most_needed(turn: LastTurn) -> float:
    """How much at most, whatever it will turn out to tell a tree: listening takes a while."""
    likeliest = next(iter(turn.likely_trees.values()), 0.0)
    return _least(_signs(turn, likeliest, answers=2, certain=True))


def signs(wanted: Recognised, turn: LastTurn) -> Vector:
    """The values of all `SIGNS` but trust, which is known later."""
    decision = decide(turn.guides.trees[wanted.tree_id], wanted.answers)
    likely = turn.likely_trees.get(wanted.tree_id, 0.0)
    certain = end_of(decision) is not None
    return _signs(turn, likely, answers=len(wanted.answers), certain=certain)


def _least(values: Vector) -> float:
    of_trust, *others = learned().tolist()
    for_tree = float(np.dot(others, values))
    return 1 / (1 + math.exp((for_tree - odds(LIKELY)) / of_trust))


def _signs(turn: LastTurn, likely_tree: float, *, answers: int, certain: bool) -> Vector:
    return np.array(
        (
            odds(sum(turn.wants.values())),
            odds(turn.likely["question"]),
            answers > 0,
            answers > 1,
            certain,
            math.log(len(turn.told[-1].split())),
            "?" in turn.told[-1],
            bool(turn.asked.roles),
            likely_tree,
            len(turn.told) > 1,
            1.0,
        ),
        dtype=np.float32,
    )


def odds(likely: float) -> float:
    """The logarithm of how much likelier it is than not, within bounds."""
    bounded = min(max(likely, 1 - _CERTAIN), _CERTAIN)
    return math.log(bounded / (1 - bounded))


@cache
def learned() -> Vector:
    """A weight for each of `SIGNS`."""
    with np.load(LEARNED, allow_pickle=False) as arrays:
        weights: Vector = arrays["weights"]
        return weights
