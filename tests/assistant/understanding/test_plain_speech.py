"""What carries nothing is left out of a turn, and nothing else."""

import time

import pytest

from assistant.understanding.plain_speech import plainly


@pytest.mark.parametrize(
    ("turn", "left"),
    [
        ("So, um, what does an RE earn, in your view? 🙂", "So, what does an RE earn?"),
        ("the um research engineer", "the research engineer"),
        ("no, um, not one", "no, not one"),
        ("and a research er, engineer?", "and a research engineer?"),
        ("AI, like, engineers", "AI engineers"),
        ("MLE, you know, or RS?", "MLE or RS?"),
        ("Uhm... what about MLEs", "what about MLEs"),
        ("no pls", "no"),
        ("no 🙂", "no"),
        ("first AI hire, go :)", "first AI hire, go"),
        ("who joins next, according to the guides?", "who joins next?"),
        ("is 210k a fair offer (just roughly)?", "is 210k a fair offer?"),
        ("RS vs RE 🙂🙂 thx", "RS vs RE"),
    ],
)
def test_what_carries_nothing_is_left_out(turn: str, left: str) -> None:
    assert plainly(turn) == left


@pytest.mark.parametrize(
    "turn",
    [
        "What is it like, really?",
        "What does an applied scientist do?",
        "base (in the US)?",
        "Is it C++",
        "$300k+?",
        "What was the pay according to AIM Research?",
        "“You own the stack”",
        "招什么样的人？",
        "just ideas so far, nothing that runs??",
    ],
)
def test_what_says_something_stays(turn: str) -> None:
    assert plainly(turn) == turn


@pytest.mark.parametrize(
    "turn", ["thanks!", "please", "ok thanks", "🙂", "um", "thank you so much"]
)
def test_a_turn_of_nothing_else_stays(turn: str) -> None:
    assert plainly(turn) == turn


@pytest.mark.parametrize("turn", ["frontier lab please?", "frontier lab, in your view?"])
def test_what_asks_nothing_is_no_question_for_its_manners(turn: str) -> None:
    assert plainly(turn) == "frontier lab"


@pytest.mark.parametrize("piece", ["um, ", " ", "🙂 ", "please ", ", like", "((", ":-) "])
def test_a_long_row_of_it_takes_no_time(piece: str) -> None:
    begun = time.perf_counter()
    plainly(piece * 4_000 + "x")
    plainly("x" + piece * 4_000)
    assert time.perf_counter() - begun < 5
