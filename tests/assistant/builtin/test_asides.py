"""Turns that wish for a decision and ask something besides."""

import pytest

from assistant import Assistant
from assistant.builtin import phrases

pytestmark = pytest.mark.models

READY = "Customers would use our prototype and it can be integrated, nothing is deployed yet."


def ask(assistant: Assistant, *turns: str) -> tuple[str, str]:
    answer = assistant.ask(*turns)
    return answer.kind, answer.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(
            f"{READY} Whom do we hire first, and how long does it take to find one?",
            "70 days",
            id="in one sentence",
        ),
        pytest.param(
            f"{READY} Whom do we hire first? And how do we interview them?",
            "four-block framework",
            id="in another",
        ),
        pytest.param(
            f"Whom do we hire first, and where would we find such a person? {READY}",
            "Kaggle",
            id="and then the situation",
        ),
    ],
)
def test_what_is_asked_beside_is_answered_of_whom_was_decided_on(
    assistant: Assistant, asked: str, told: str
) -> None:
    kind, text = ask(assistant, asked)
    assert kind == "decision"
    assert text.startswith("ML engineer first")
    assert told in text


@pytest.mark.parametrize(
    ("asked", "told", "back"),
    [
        pytest.param(
            "I love maths. Which track is mine, and do they all need a PhD?",
            "A PhD is optional for ML engineers",
            "Which work do you enjoy most?",
            id="of all roles",
        ),
        pytest.param(
            "Who should we hire first? And what does an ML engineer cost?",
            "$380K-$750K",
            "Is there a working prototype?",
            id="of one that it names",
        ),
        pytest.param(
            "ML engineer or applied scientist for us, and which of them costs more?",
            "$480,000",
            "new architectures and methodology?",
            id="of the two in the choice",
        ),
    ],
)
def test_what_depends_on_no_decision_is_answered_before_a_tree_asks_back(
    assistant: Assistant, asked: str, told: str, back: str
) -> None:
    kind, text = ask(assistant, asked)
    assert kind == "clarify"
    assert told in text
    assert text.endswith(back)


def test_what_depends_on_the_decision_is_answered_with_it(assistant: Assistant) -> None:
    first = "Who should we hire first, and what would that person cost?"
    assert ask(assistant, first)[1].endswith(phrases.THEN_THE_REST)
    kind, text = ask(assistant, first, "No prototype yet.")
    assert kind == "decision"
    assert text.startswith("AI researcher or research engineer first")
    assert "$220k-$300k" in text
    assert "$220k-$300k" not in ask(assistant, first, "No prototype yet.", "Why?")[1]


@pytest.mark.parametrize(
    "asked",
    [
        f"{READY} Who is first? Is that even the right question?",
        f"{READY} Whom do we hire first, and why?",
        f"{READY} Whom do we hire first? What would change your mind?",
    ],
)
def test_what_is_asked_about_the_decision_is_no_other_matter(
    assistant: Assistant, asked: str
) -> None:
    assert ask(assistant, asked) == ask(assistant, f"{READY} Whom do we hire first?")
