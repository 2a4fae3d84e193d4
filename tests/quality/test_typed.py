"""Replies stay right when a question is typed carelessly: floors under what was reached."""

import random
from collections.abc import Iterator

import pytest

from tests.quality.answers import Answering, opened_guides, ours, share
from tests.quality.typed import WAYS, results

LOOKED_AT = 250
"""So many of the cases are typed in each way."""
TURN = "Which interview block predicts best, and why?"


@pytest.mark.parametrize("way", WAYS)
def test_a_turn_is_typed_otherwise_and_alike_each_time(way: str) -> None:
    first, again = (WAYS[way](TURN, random.Random(3)) for _ in range(2))
    assert first == again != TURN


def test_a_slip_changes_one_word_by_a_letter_or_two() -> None:
    for seed in range(200):
        typed = WAYS["a slip"](TURN, random.Random(seed))
        changed = [
            (one, other)
            for one, other in zip(TURN.split(), typed.split(), strict=True)
            if one != other
        ]
        assert len(changed) <= 1
        assert all(abs(len(one) - len(other)) <= 1 for one, other in changed)


@pytest.fixture(scope="module")
def answering() -> Iterator[Answering]:
    with opened_guides() as guides:
        yield ours(guides)


@pytest.mark.models
@pytest.mark.parametrize(
    ("way", "floor"),
    [
        ("a slip", 0.95),
        ("two slips", 0.91),
        ("small letters", 0.95),
        ("capitals", 0.97),
        ("a pause", 0.96),
        ("manners", 0.96),
    ],
)
def test_most_replies_stay_right_however_the_question_is_typed(
    answering: Answering, way: str, floor: float
) -> None:
    assert share(results("seen", way, answering, count=LOOKED_AT)) >= floor
