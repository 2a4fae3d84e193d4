"""Turns that may want what a tree says or what a worked answer says."""

import numpy as np
import pytest

from assistant import Assistant
from assistant.builtin.weighing import SIGNS, learned, odds

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("turn", "tree"),
    [
        ("We have everything but accuracy, whatever we try. Twelve insurers use it daily.", ""),
        ("two vets want our skin lesion demo, it lives in a notebook. so who?", "first-hire"),
        (
            "Lots of venture money, customers renew, our own models are the edge, and four AI "
            "people are here. A research engineer, is that a good idea?",
            "research-engineer-first",
        ),
        (
            "Our one ML engineer is drowning in tickets and pipelines. Live since May. Who joins?",
            "next-hire",
        ),
        ("No PhD, ten years of C++ and GPUs, I like making training fast. Me?", "which-track"),
    ],
)
def test_who_tells_of_themselves_is_asked_or_told_whom(
    assistant: Assistant, turn: str, tree: str
) -> None:
    answer = assistant.ask(turn)
    assert answer.kind in ("clarify", "decision")
    assert answer.path
    assert tree in ("", answer.path.tree)


@pytest.mark.parametrize(
    "turn",
    [
        "Which role do startups at seed stage hire first, as a rule?",
        "What goes wrong when a company hires a researcher first?",
        "I have a PhD in ML: what would I earn as a senior research scientist?",
        "We run invoicing software. Do ordinary SaaS companies need research scientists?",
    ],
)
def test_an_ordinary_question_is_answered_though_it_tells_something(
    assistant: Assistant, turn: str
) -> None:
    assert assistant.ask(turn).kind == "answer"


def test_people_the_guides_do_not_speak_of_may_be_told_of_but_not_hired(
    assistant: Assistant,
) -> None:
    told = (
        "My cofounder is a designer and our accountant is away. Which AI person do we hire first?"
    )
    assert assistant.ask(told).kind == "clarify"
    assert assistant.ask("Should we hire an accountant first?").kind == "decline"


def test_trust_in_a_worked_answer_speaks_against_a_tree() -> None:
    weights = dict(zip(SIGNS, learned().tolist(), strict=True))
    assert weights["trust in the worked answer"] < 0 < weights["a decision is wanted"]
    assert weights["an ordinary question is asked"] < 0


def test_odds_are_bounded() -> None:
    assert odds(0.5) == 0
    assert np.isfinite([odds(0.0), odds(1.0)]).all()
    assert odds(0.0) == -odds(1.0)
