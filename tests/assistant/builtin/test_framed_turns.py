"""What is said round a question changes no answer; what is told of a company still decides."""

import pytest

from assistant import Assistant

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("turns", "plain"),
    [
        pytest.param(
            ("We had a long discussion about it at lunch and nobody knew. AI researcher salary",),
            ("AI researcher salary",),
            id="ahead",
        ),
        pytest.param(
            ("Which systems do ML engineers own? Cheers, Tom",),
            ("Which systems do ML engineers own?",),
            id="behind",
        ),
        pytest.param(
            ("out of curiosity, which systems do ML engineers own?",),
            ("which systems do ML engineers own?",),
            id="leading in",
        ),
        pytest.param(
            (
                "how long is the MLE loop?",
                "Sorry, one more thing I keep forgetting. and the AS one?",
            ),
            ("how long is the MLE loop?", "and the AS one?"),
            id="further on",
        ),
        pytest.param(
            ("We measure nothing yet. median time to fill for a research engineer, in days",),
            ("median time to fill for a research engineer, in days",),
            id="told beside it",
        ),
    ],
)
def test_what_is_said_round_a_question_changes_nothing(
    assistant: Assistant, turns: tuple[str, ...], plain: tuple[str, ...]
) -> None:
    assert assistant.ask(*turns).text == assistant.ask(*plain).text


def test_what_was_told_beside_a_question_still_decides_later(assistant: Assistant) -> None:
    told = "We have nothing built yet. What does an ML engineer's interview loop cover?"
    decided = assistant.ask(told, "and whom should we hire first?")
    asked = assistant.ask(
        "What does an ML engineer's interview loop cover?", "whom should we hire first?"
    )
    assert "prototype" in str(decided.path)
    assert decided.path != asked.path
