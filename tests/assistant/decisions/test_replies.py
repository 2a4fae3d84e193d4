"""Replies of strangers to a question of a tree, in words of their own.

Before anything was learned from them, 36 of a hundred that give an answer were understood, and of
what was filled 10 of a hundred were wrong. Since replies are learned from, and what was just asked
for is heard sooner, the kept quarter has 60 and 7; with four hundred more, and lines about one fact
each, 68 and 4. Since it is learned what answers which question, those have 72 and 5. Two hundred
harder ones have 64 and 7; they had 62 and 7.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.decisions import Trees
from assistant.decisions.answering import NOTHING, answering, named
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
    names = facts_of(tree.id, asked.id)
    told = facts_told(text, frozenset(), hearing, names)
    given = hearing.reply(text, tree.id, asked.id) if hearing else None
    if given == NOTHING:
        told = tuple(replace(one, doubted=one.doubted or one.name in names) for one in told)
    learn(known, told, 0)
    if asked.id not in answers_from(view(known), tree.id, tree):
        usual = replied(plain(text), asked, False, None)
        settle(known, tree.id, asked, usual or given, 0, text)
    found = answers_from(view(known), tree.id, tree).get(asked.id)
    return found[0] if found else None


@pytest.mark.models
@pytest.mark.parametrize(
    ("part", "least", "most_wrong"), [("seen", 0.9, 0.03), ("kept", 0.68, 0.06)]
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


@pytest.mark.models
@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("instinct", "I'd ship it first and ask later", "deploy"),
        ("instinct", "I'd rather open it up first and see what makes it tick", "why"),
        ("work", "seeing people use what I made", "product"),
        ("instinct", "what do they earn", None),
    ],
)
def test_a_reply_in_other_words_answers_the_question(
    asked: str, text: str, answer: str | None, trees: Trees, hearing: Hearing
) -> None:
    row = {"tree": "which-track", "asked": asked, "text": text}
    assert filled(row, trees, hearing) == answer


def test_what_was_learned_knows_the_answers_of_the_trees(trees: Trees) -> None:
    learned = answering().answers
    for tree in trees.values():
        for asked in tree.questions.values():
            assert set(learned[named(tree.id, asked.id)]) == {*asked.choices, NOTHING}


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("work", "the last one", "product"),
        ("work", "the middle one", "systems"),
        ("work", "the last one i guess, getting it out there", "product"),
        ("work", "number one, the open-ended stuff", "research"),
        ("work", "the second, making it run on many machines", "systems"),
        ("instinct", "the last one: why it works", "why"),
        ("work", "the first one i don't like", None),
        ("work", "neither the first nor the last one", None),
        ("work", "the first one, or maybe the second", None),
        ("work", "the last one I read was about attention", None),
        ("slow-results", "the last one", None),
    ],
)
def test_an_answer_is_taken_by_its_place(
    asked: str, text: str, answer: str | None, trees: Trees
) -> None:
    assert replied(plain(text), trees["which-track"].questions[asked], False, None) == answer
