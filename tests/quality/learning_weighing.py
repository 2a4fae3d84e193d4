"""`python -m tests.quality.learning_weighing`: learn anew when a tree is wanted, and when not.

From what strangers told and wanted, from their questions, and from our cases that were looked at.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import Guides
from assistant.builtin.last_turn import LastTurn
from assistant.builtin.planning import planned
from assistant.builtin.walking import guessed, may_want_a_tree
from assistant.builtin.weighing import LEARNED, LIKELY, SIGNS, Vector, odds, signs
from assistant.understanding.intents import EXAMPLES
from tests.quality.answers import cases, opened_guides
from tests.quality.keeping import is_kept
from tests.quality.regression import logistic
from tests.quality.strangers import covered
from tests.quality.tellings import told_by_strangers

CONVERSATIONS = Path(__file__).with_name("conversations.jsonl")
WANTED = {"hire": True, "fit": True, "situation": True, "question": False}
COUNTS = {"cases": 2.0, "questions": 2.0, "wants": 1.0, "told": 1.0}
"""How much one of each source counts."""
OF_QUESTIONS = 2.0
"""How much more one counts that wants no decision: people ask more than they tell."""


@dataclass(frozen=True)
class Turn:
    """A conversation, and whether its last turn wants what a tree says."""

    turns: tuple[str, ...]
    wants: bool
    source: str


def examples() -> Iterator[Turn]:
    """All that were not kept apart."""
    told = {case["text"]: case for case in told_by_strangers() if "wants" in case}
    for case in told.values():
        if case["part"] == "seen":
            yield Turn((case["text"],), case["wants"] != "answer", "told")
    for line in EXAMPLES.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["intent"] in WANTED and not row.get("kept") and row["text"] not in told:
            yield Turn((row["text"],), WANTED[row["intent"]], "wants")
    of_cases = ((one.turns, one.expect) for one in cases("seen"))
    for turns, expect in (*of_cases, *conversations("seen")):
        if expect in ("answer", "decide", "clarify"):
            yield Turn(turns, expect != "answer", "cases")
    for row in covered("apart", reworded=True):
        yield Turn((row["q"],), False, "questions")


def conversations(part: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What strangers typed turn by turn, and what kind of reply the last turn calls for."""
    for line in CONVERSATIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["part"] == part:
            yield tuple(row["turns"]), row["expect"]


def weighed(one: Turn, guides: Guides) -> Vector | None:
    """The signs of a turn, where a tree and a worked answer are held against each other."""
    plan, turn = planned(one.turns, guides), LastTurn(one.turns, guides)
    searches = [call for call in plan.calls if call.tool == "search_guides"]
    asked_for = len(searches) < len(plan.calls) and not plan.guessed
    if not searches or asked_for or not may_want_a_tree(turn):
        return None
    wanted = guessed(turn)
    if wanted is None:
        return None
    trust = max(guides.find(call.arguments["question"]).trust for call in searches)
    return np.concatenate([np.array([odds(trust)], dtype=np.float32), signs(wanted, turn)])


def _tell(some: Sequence[Turn], values: Vector, weights: Vector) -> None:
    for sign, weight in zip(SIGNS, weights, strict=True):
        print(f"{weight:8.3f}  {sign}")
    by_tree = 1 / (1 + np.exp(-values @ weights)) >= LIKELY
    for source in COUNTS:
        for wants in (True, False):
            right = [
                bool(said) == wants
                for one, said in zip(some, by_tree, strict=True)
                if (one.source, one.wants) == (source, wants)
            ]
            if right:
                what = "a decision" if wants else "an answer"
                print(f"{source}, {what} wanted: {100 * np.mean(right):.0f}% of {len(right)}")


def main() -> None:
    """Learn, tell how well it went, and keep it."""
    keep = is_kept(__doc__)
    with opened_guides() as guides:
        found = [(one, weighed(one, guides)) for one in examples()]
    both = [(one, row) for one, row in found if row is not None]
    some, values = [one for one, _ in both], np.stack([row for _, row in both])
    wants = np.array([one.wants for one in some])
    counts = [COUNTS[one.source] * (1 if one.wants else OF_QUESTIONS) for one in some]
    weights = logistic(values, wants, counts=np.array(counts, dtype=np.float32))
    _tell(some, values, weights)
    if keep:
        np.savez_compressed(LEARNED, weights=weights)


if __name__ == "__main__":
    main()
