"""One of a list that an answer has named."""

import pytest

from assistant.builtin.picking import picked
from corpus import Cite, Sentence, WorkedAnswer


def answer(*sentences: str) -> WorkedAnswer:
    cites = (Cite("guide", "words"),)
    said = tuple(Sentence(one, cites) for one in sentences)
    return WorkedAnswer(
        id="loop", kind="list", roles=(), attribute="interview", asked=("what?",), sentences=said
    )


LOOP = answer(
    "The loop has five blocks: coding (75 minutes) and system design (75 minutes).",
    "Next come the paper discussion (75 minutes, the best sign), a deep-dive and framing.",
    "It takes six hours in total.",
)


@pytest.mark.parametrize(
    ("turn", "thing"),
    [
        ("tell me more about the third", "the paper discussion"),
        ("can you explain the second one?", "system design"),
        ("what does the last one mean", "framing"),
        ("and number four?", "a deep-dive"),
        ("the second one, can you say more?", "system design"),
    ],
)
def test_a_turn_picks_one_of_the_things_that_were_named(turn: str, thing: str) -> None:
    reading = picked(turn, LOOP, ())
    assert reading is not None
    assert (reading.said, reading.manner) == (thing, "picked")


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("who is the first hire", id="no place in the list"),
        pytest.param("the second research engineer", id="a role of its own"),
        pytest.param("and the first?", id="of one thing alone"),
    ],
)
def test_all_else_picks_nothing(turn: str) -> None:
    listed = LOOP if "?" not in turn else answer("It has one thing: a loop.")
    assert picked(turn, listed, ()) is None


def test_the_roles_that_were_spoken_of_go_along() -> None:
    reading = picked("the first one", LOOP, ("applied scientist",))
    assert reading is not None
    assert reading.question == "coding (applied scientists)?"
