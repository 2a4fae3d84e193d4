"""What holds for every answer, whatever is asked: held against thousands of questions."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer
from corpus import Document
from tests.quality.answers import Answering, opened_guides, ours
from tests.quality.generated import (
    OTHER_PLACES,
    OTHER_ROLES,
    OTHER_YEARS,
    Question,
    as_json,
    faults,
    questions,
    values_in,
)
from tests.quality.retrieval_sets import guide_documents

ROOT = Path(__file__).parents[2]
AGAIN = 1_000
SHUFFLED = 200
APART = 200


@pytest.fixture(scope="module")
def documents() -> Mapping[str, Document]:
    return {one.id: one for one in guide_documents()}


@pytest.fixture(scope="module")
def answering() -> Iterator[Answering]:
    with opened_guides() as guides:
        yield ours(guides)


@pytest.fixture(scope="module")
def answers(answering: Answering) -> Sequence[tuple[Question, Answer]]:
    return [(one, answering([one.text])) for one in questions()]


def test_most_questions_are_not_covered_and_none_is_asked_twice() -> None:
    asked = questions()
    assert len({one.text for one in asked}) == len(asked) >= 2_000
    assert sum(one.names != "known things" for one in asked) > 0.7 * len(asked)
    assert asked == questions()


def test_no_guide_speaks_of_what_is_asked_as_uncovered(documents: Mapping[str, Document]) -> None:
    said = "\n".join(one.text for one in documents.values()).lower()
    names = (*OTHER_ROLES, *OTHER_PLACES, *OTHER_YEARS)
    assert [name for name in names if name.lower() in said] == []


@pytest.mark.models
def test_every_answer_is_marked_and_quoted_to_the_letter_and_makes_nothing_up(
    answers: Sequence[tuple[Question, Answer]], documents: Mapping[str, Document]
) -> None:
    found = [
        (question.text, fault)
        for question, answer in answers
        for fault in faults(answer, documents, question.text)
    ]
    assert found == []


@pytest.mark.models
def test_no_figure_is_given_for_a_role_a_place_or_a_year_that_no_guide_speaks_of(
    answers: Sequence[tuple[Question, Answer]], documents: Mapping[str, Document]
) -> None:
    found = [
        (question.text, fault)
        for question, answer in answers
        for fault in faults(answer, documents, question.text, question.uncovered)
    ]
    assert found == []


@pytest.mark.models
def test_some_of_what_is_asked_is_answered(answers: Sequence[tuple[Question, Answer]]) -> None:
    known = [answer for question, answer in answers if question.names == "known things"]
    assert sum(bool(answer.citations) for answer in known) >= len(known) // 3


@pytest.mark.models
def test_hardly_a_question_about_other_matters_is_answered(
    answers: Sequence[tuple[Question, Answer]],
) -> None:
    others = [answer for question, answer in answers if question.names.startswith("a matter")]
    assert sum(answer.kind != "decline" for answer in others) <= len(others) // 15


@pytest.mark.models
def test_a_thousand_times_the_same_question_is_a_thousand_times_the_same_answer(
    answering: Answering,
) -> None:
    asked = ["Who earns more, a research scientist or an ML engineer?"]
    assert len({as_json(answering(asked)) for _ in range(AGAIN)}) == 1


@pytest.mark.models
def test_the_order_of_questions_changes_no_answer(
    answering: Answering, answers: Sequence[tuple[Question, Answer]]
) -> None:
    some = answers[:SHUFFLED]
    for seed in range(3):
        for question, answer in random.Random(seed).sample(some, len(some)):
            assert as_json(answering([question.text])) == as_json(answer)


@pytest.mark.models
def test_another_process_gives_the_same_answers() -> None:
    command = [sys.executable, "-m", "tests.quality.generated", "--answers", f"--count={APART}"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("0", "1")
    ]
    said = [one.communicate(timeout=300)[0] for one in running]
    assert said[0].count(b"\n") == APART
    assert said[0] == said[1]


@pytest.fixture(scope="module")
def good(answers: Sequence[tuple[Question, Answer]]) -> Answer:
    return next(answer for _, answer in answers if len(answer.citations) > 1)


@pytest.mark.models
@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        pytest.param({"text": "They earn $123K [1]. So [2]."}, "[123000.0]", id="a figure"),
        pytest.param({"text": "They are rare."}, "no mark", id="a claim without a mark"),
        pytest.param({"text": "They are rare [2] [1]."}, "order of first use", id="the order"),
        pytest.param({"citations": ()}, "citations []", id="a mark without a citation"),
    ],
)
def test_a_fault_is_seen(
    good: Answer, documents: Mapping[str, Document], spoilt: dict[str, object], fault: str
) -> None:
    answer = replace(good, **spoilt)  # type: ignore[arg-type]
    assert any(fault in one for one in faults(answer, documents, ""))


@pytest.mark.models
def test_a_quote_that_was_touched_is_seen(good: Answer, documents: Mapping[str, Document]) -> None:
    first, *others = good.citations
    for touched in (replace(first, quote=first.quote + "!"), replace(first, start=first.start + 1)):
        answer = replace(good, citations=(touched, *others))
        assert any("[1] is not" in one for one in faults(answer, documents, ""))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$180-220k in 2026", {180_000.0, 220_000.0, 2026.0}),
        ("$380K-$750K or 480,000", {380_000.0, 750_000.0, 480_000.0}),
        ("1.5-3% and $2.0M+", {1.5, 3.0, 2_000_000.0}),
        ("five blocks, two tracks", {5.0}),
    ],
)
def test_figures_are_read_however_they_are_written(text: str, values: set[float]) -> None:
    assert values_in(text) == values
