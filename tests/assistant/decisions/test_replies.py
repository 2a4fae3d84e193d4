"""Replies of strangers to a question of a tree, in words of their own.

Before anything was learned from them, 36 of a hundred that give an answer were understood, and of
what was filled 10 of a hundred were wrong. Since replies are learned from, and what was just asked
for is heard sooner, the kept quarter has 60 and 7; with four hundred more, and lines about one fact
each, 68 and 4.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.decisions import Trees
from assistant.decisions.hearing import Hearing, facts_told
from assistant.decisions.knowing import answers_from, facts_of, learn, settle, view
from assistant.decisions.patterns import plain
from assistant.decisions.replying import replied

REPLIES = Path(__file__).parent / "replies.jsonl"


def replies(part: str) -> Iterator[dict[str, Any]]:
    for line in REPLIES.read_text("utf-8").splitlines():
        if (row := json.loads(line))["part"] == part:
            yield row


def filled(row: dict[str, Any], trees: Trees, hearing: Hearing | None) -> str | None:
    """The answer that a reply is taken to give to what was asked."""
    tree, text = trees[row["tree"]], row["text"]
    asked = tree.questions[row["asked"]]
    known: dict[str, Any] = {}
    learn(known, facts_told(text, frozenset(), hearing, facts_of(tree.id, asked.id)), 0)
    if asked.id not in answers_from(view(known), tree.id, tree):
        settle(known, tree.id, asked, replied(plain(text), asked, False, None), 0, text)
    found = answers_from(view(known), tree.id, tree).get(asked.id)
    return found[0] if found else None


@pytest.mark.models
@pytest.mark.parametrize(
    ("part", "least", "most_wrong"), [("seen", 0.9, 0.03), ("kept", 0.64, 0.06)]
)
def test_most_replies_are_understood(
    trees: Trees, hearing: Hearing, part: str, least: float, most_wrong: float
) -> None:
    given = right = taken = wrong = 0
    for row in replies(part):
        answer = filled(row, trees, hearing)
        must, may = (row[name].get(row["asked"], ()) for name in ("must", "may"))
        given += bool(must)
        right += answer in must
        taken += answer is not None
        wrong += answer is not None and answer not in (*must, *may)
    assert right >= least * given
    assert wrong <= most_wrong * taken


def test_a_reply_that_is_no_answer_fills_nothing(trees: Trees) -> None:
    row = {"tree": "first-hire", "asked": "customers", "text": "what do you mean by that?"}
    assert filled(row, trees, None) is None
