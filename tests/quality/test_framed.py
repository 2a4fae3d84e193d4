"""Replies stay right with something said round the question: floors under what was reached."""

from collections.abc import Iterator

import pytest

from tests.quality.answers import Answering, opened_guides, ours, share
from tests.quality.framed import Kind, results

pytestmark = pytest.mark.models

LOOKED_AT = 400
"""So many of the cases that frames are put round, each twice."""


@pytest.fixture(scope="module")
def answering() -> Iterator[Answering]:
    with opened_guides() as guides:
        yield ours(guides)


@pytest.mark.parametrize(
    ("kind", "count", "floor"),
    [
        ("frame", LOOKED_AT, 0.95),
        ("told", None, 0.94),
        ("remark", None, 0.81),
        ("asker", None, 0.84),
    ],
)
def test_most_replies_stay_right_with_something_round_the_question(
    answering: Answering, kind: Kind, count: int | None, floor: float
) -> None:
    assert share(results("seen", kind, answering, count=count)) >= floor
