"""What is asked behind a decision of whom comes next, and of which of two."""

import pytest

from assistant import Assistant
from assistant.decisions.replying import asks_for_next, asks_which

READY = "Customers would use our prototype, it fits our product, nothing is deployed. Who first?"
EARLY = "No prototype yet, only ideas. Who do we hire first?"


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("And who comes second, after the engineer?", True),
        ("who would be the second hire then?", True),
        ("When do I bring in the second one, and who is it?", True),
        ("ok, and what about hire number two?", True),
        ("once we have the engineer, who follows?", True),
        ("who comes after the interview?", False),
        ("and the second round of their interview?", False),
        ("what would the second-best option be?", False),
        ("who earns more after the engineer?", False),
    ],
)
def test_who_comes_next_is_asked_in_several_ways(turn: str, asks: bool) -> None:
    assert asks_for_next(turn) == asks


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("Which of the two?", True),
        ("so which one is it?", True),
        ("which of them should we hire then?", True),
        ("which of the two is easier to hire?", False),
        ("which of the two guides says so?", False),
    ],
)
def test_which_of_two_is_asked_in_several_ways(turn: str, asks: bool) -> None:
    assert asks_which(turn) == asks


@pytest.mark.models
@pytest.mark.parametrize(
    "turn", ["And who comes second, after the engineer?", "ok, and what about hire number two?"]
)
def test_who_comes_second_hangs_on_the_signs(assistant: Assistant, turn: str) -> None:
    answer = assistant.ask(READY, turn)
    assert answer.text.startswith("VAMI's signs for the first AI researcher")
    assert "What hurts now" in answer.text
    assert assistant.ask(READY, turn, "pipelines fail all the time").text.startswith(
        "Second engineer"
    )


@pytest.mark.models
def test_a_pair_that_was_left_open_is_told_apart(assistant: Assistant) -> None:
    text = assistant.ask(EARLY, "Which of the two?").text
    assert text.startswith("A research engineer should not be the first AI hire")
    assert "AI researchers create novel models" in text
    assert assistant.ask(EARLY, "so which one is it?").text == text
    assert assistant.ask(READY, "so which one is it?").text != text
