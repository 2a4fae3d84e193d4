"""The documents' own words: floors under what they answered and declined when they were set."""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import pytest

from tests.quality.answers import Graded
from tests.quality.indexed import folder
from tests.quality.layers import results

pytestmark = pytest.mark.models

SOURCES = Path(__file__).parents[3] / "shared" / "sources"


@pytest.fixture(scope="module")
def without_worked() -> dict[str, list[Graded]]:
    return results(folder("known", ".md", ".questions.jsonl"), "seen")


def passed(found: Sequence[Graded]) -> float:
    return mean(one.passed for one in found)


def test_most_cases_pass_without_worked_answers(
    without_worked: dict[str, list[Graded]],
) -> None:
    assert passed(without_worked["ours"]) >= 0.78
    assert not any(one.answer.layer == "worked answers" for one in without_worked["ours"])


def test_choosing_and_declining_are_worth_it(without_worked: dict[str, list[Graded]]) -> None:
    assert passed(without_worked["ours"]) >= passed(without_worked["nearest sentences"]) + 0.27


def test_what_is_not_covered_is_declined(without_worked: dict[str, list[Graded]]) -> None:
    wanted = [one for one in without_worked["ours"] if one.case.expect == "decline"]
    declined = [one for one in without_worked["ours"] if one.answer.kind == "decline"]
    assert mean(one.answer.kind == "decline" for one in wanted) >= 0.9
    assert mean(one.case.expect == "decline" for one in declined) >= 0.82


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the saved articles are not beside the checkout")
def test_the_articles_answer_nearly_as_much_as_the_guides(
    without_worked: dict[str, list[Graded]],
) -> None:
    articles = results(SOURCES, "seen")["ours"]
    assert passed(articles) >= 0.85 * passed(without_worked["ours"])
