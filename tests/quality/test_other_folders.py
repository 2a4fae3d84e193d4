"""Folders about something else: floors under what was answered and declined when they were set."""

from statistics import mean

import pytest

from assistant import Guides
from index import Settings, open_model
from tests.quality.answers import Graded, ours
from tests.quality.indexed import opened
from tests.quality.other_folders import PARTS, PLACE, other_folders, questions, results

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def kept() -> list[Graded]:
    return results(other_folders("kept"))


def passed(found: list[Graded], kind: str) -> float:
    return mean(one.passed for one in found if one.case.expect == kind)


def test_what_a_folder_covers_is_answered(kept: list[Graded]) -> None:
    assert passed(kept, "answer") >= 0.67


def test_what_a_folder_does_not_cover_is_declined(kept: list[Graded]) -> None:
    assert passed(kept, "decline") >= 0.79


def test_every_quote_stands_in_its_passage_to_the_letter(kept: list[Graded]) -> None:
    for one in kept:
        for mark in one.answer.citations:
            start = mark.start - mark.passage.start
            assert mark.passage.text[start : start + len(mark.quote)] == mark.quote


def test_no_question_is_asked_of_a_folder_twice() -> None:
    for folder in (one for part in PARTS for one in other_folders(part)):
        asked = [row["q"].lower() for row in questions(folder)]
        assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the minimum age for the racing start course?", "12"),
        ("How old must the crew of a rescue boat be?", "at least 15"),
    ],
)
def test_ages_are_no_discrimination_where_nobody_is_hired(question: str, told: str) -> None:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with opened(PLACE / "seen" / "sailing", model) as build:
        answer = ours(Guides.of(build, model))([question])
    assert answer.kind == "answer"
    assert told in answer.text
