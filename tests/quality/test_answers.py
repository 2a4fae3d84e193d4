"""Answers cannot get worse unnoticed: floors under what our cases reached when they were set."""

from collections.abc import Sequence
from statistics import mean

import pytest

from tests.quality.answers import Graded, results

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def seen() -> Sequence[Graded]:
    return results("seen")


@pytest.mark.parametrize(
    ("expected", "floor"),
    [("answer", 0.7), ("decline", 0.85), ("clarify", 0.95), ("chat", 0.95)],
)
def test_most_cases_of_a_kind_pass(seen: Sequence[Graded], expected: str, floor: float) -> None:
    assert mean(one.passed for one in seen if one.case["expect"] == expected) >= floor


def test_hardly_anything_wrong_is_said(seen: Sequence[Graded]) -> None:
    assert mean(one.nothing_wrong for one in seen) >= 0.98


def test_every_quote_stands_in_its_document_to_the_letter(seen: Sequence[Graded]) -> None:
    for one in seen:
        for citation in one.answer.citations:
            passage = citation.passage
            start = citation.start - passage.start
            assert passage.text[start : start + len(citation.quote)] == citation.quote


def test_every_sentence_of_an_answer_has_a_mark(seen: Sequence[Graded]) -> None:
    for one in seen:
        if one.answer.kind == "answer":
            assert all(f"[{mark.number}]" in one.answer.text for mark in one.answer.citations)
            assert one.answer.text.rstrip(".!?").endswith("]")
