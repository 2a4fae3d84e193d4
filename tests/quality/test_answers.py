"""Answers cannot get worse unnoticed: floors under what our cases reached when they were set."""

from collections.abc import Sequence
from statistics import mean

import pytest

from tests.quality.answers import Graded, results
from tests.quality.generated import faults
from tests.quality.retrieval_sets import guide_documents

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def seen() -> Sequence[Graded]:
    return results("seen")


@pytest.mark.parametrize(
    ("expected", "floor"),
    [("answer", 0.93), ("decide", 0.89), ("clarify", 0.9), ("decline", 0.96), ("chat", 0.95)],
)
def test_most_cases_of_a_kind_pass(seen: Sequence[Graded], expected: str, floor: float) -> None:
    assert mean(one.passed for one in seen if one.case.expect == expected) >= floor


def test_what_is_declined_is_not_covered(seen: Sequence[Graded]) -> None:
    assert (
        mean(one.case.expect == "decline" for one in seen if one.answer.kind == "decline") >= 0.92
    )


def test_hardly_anything_wrong_is_said(seen: Sequence[Graded]) -> None:
    assert sum(one.wrong for one in seen if one.case.expect != "answer") <= 1
    assert sum(one.wrong for one in seen) <= 2


def test_answers_are_short(seen: Sequence[Graded]) -> None:
    assert mean(len(one.answer.text.split()) for one in seen) < 80


def test_every_sentence_is_marked_and_every_quote_stands_to_the_letter(
    seen: Sequence[Graded],
) -> None:
    documents = {one.id: one for one in guide_documents()}
    found = [
        (one.case.id, fault)
        for one in seen
        for fault in faults(one.answer, documents, " ".join(one.case.turns))
    ]
    assert found == []
