"""Folders about something else: floors under what was answered and declined when they were set."""

from statistics import mean

import pytest

from tests.quality.answers import Graded
from tests.quality.other_folders import PARTS, other_folders, questions, results

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def kept() -> list[Graded]:
    return results(other_folders("kept"))


def passed(found: list[Graded], kind: str) -> float:
    return mean(one.passed for one in found if one.case.expect == kind)


def test_what_a_folder_covers_is_answered(kept: list[Graded]) -> None:
    assert passed(kept, "answer") >= 0.65


def test_what_a_folder_does_not_cover_is_declined(kept: list[Graded]) -> None:
    assert passed(kept, "decline") >= 0.78


def test_every_quote_stands_in_its_passage_to_the_letter(kept: list[Graded]) -> None:
    for one in kept:
        for mark in one.answer.citations:
            start = mark.start - mark.passage.start
            assert mark.passage.text[start : start + len(mark.quote)] == mark.quote


def test_no_question_is_asked_of_a_folder_twice() -> None:
    for folder in (one for part in PARTS for one in other_folders(part)):
        asked = [row["q"].lower() for row in questions(folder)]
        assert len(asked) == len(set(asked))
