"""Finding the right passage cannot get worse unnoticed. retrieval.md has the whole table."""

import pytest

from tests.quality import retrieval_sets as sets
from tests.quality.retrieval import OURS

needs_benchmarks = pytest.mark.skipif(
    not sets.BENCHMARKS.is_dir(), reason="the public benchmarks are not beside the checkout"
)


@pytest.mark.models
def test_the_right_passage_of_the_guides_is_found() -> None:
    scores = sets.score_guides(OURS.search(sets.guide_documents()))
    assert scores["among"] >= 0.97
    assert scores["first"] >= 0.85


@pytest.mark.models
def test_every_question_has_a_place_that_answers_it() -> None:
    passages = OURS.passages(sets.guide_documents())
    unanswered = [
        question
        for question, places in sets.guide_questions()
        if not any(place.is_met(one) for place in places for one in passages)
    ]
    assert unanswered == []


def test_known_questions_are_not_those_we_measure_with() -> None:
    known = {question.lower() for one in sets.guide_documents() for _, question in one.questions}
    asked = {question.lower() for question, _ in sets.guide_questions()}
    assert known & asked == set()


@pytest.mark.models
@needs_benchmarks
def test_excerpts_of_the_chunking_benchmark_are_found() -> None:
    scores = sets.score_chunking(OURS.search(sets.chunking_documents()))
    assert scores["recall"] >= 0.875
    assert scores["iou"] >= 0.073


@pytest.mark.models
@needs_benchmarks
def test_sections_of_the_documentation_benchmark_are_found() -> None:
    scores = sets.score_docs(OURS.search(sets.docs_documents()))
    assert scores["precision"] >= 0.455
    assert scores["recall"] >= 0.72
    assert scores["mrr"] >= 0.89


@pytest.mark.parametrize(
    ("wanted", "found", "hit", "missed"),
    [
        pytest.param([(0, 10)], [(0, 10)], 10, 0, id="all of it"),
        pytest.param([(0, 10)], [(20, 30)], 0, 10, id="nothing of it"),
        pytest.param([(0, 10)], [(5, 20)], 5, 5, id="its end"),
        pytest.param([(0, 10)], [(2, 4), (3, 6)], 4, 6, id="found twice counts once"),
        pytest.param([(0, 10), (20, 30)], [(0, 30)], 20, 0, id="two places in one passage"),
        pytest.param([(0, 10)], [(10, 20)], 0, 10, id="touching is not finding"),
    ],
)
def test_characters_are_counted_as_the_benchmark_does(
    wanted: list[sets.Span], found: list[sets.Span], hit: int, missed: int
) -> None:
    assert sets.covered(wanted, found) == (hit, missed)
