from dataclasses import replace

import numpy as np
import pytest

from assistant.understanding import understood
from assistant.worked.naming import NAMED_SIGNS, Naming
from corpus import Cite, Sentence, WorkedAnswer


def _answer(id: str, text: str, *asked: str, **more: str) -> WorkedAnswer:
    roles = tuple(more.pop("roles", "ml engineer").split(", "))
    sentence = Sentence(text, (Cite("guide.md", text),))
    told = {"kind": "figure", "attribute": "pay", "level": ""} | more
    return WorkedAnswer(id=id, asked=asked, roles=roles, sentences=(sentence,), **told)  # type: ignore[arg-type]


SENIOR = _answer(
    "senior pay",
    "A senior ML engineer earns $300k base salary in Zurich.",
    "What does a senior ML engineer earn?",
    level="senior",
)
ROUNDS = _answer(
    "rounds",
    "Research scientists are asked to write a proof.",
    "Is there a proof, and a talk?",
    "How long is the talk?",
    roles="research scientist",
    kind="premise",
    attribute="interview",
)
NAMING = Naming((SENIOR, ROUNDS))
BOTH = np.array([1, 0])


def _signs(question: str) -> list[dict[str, float]]:
    rows = NAMING.signs(understood(question), BOTH).tolist()
    return [
        {name: value for name, value in zip(NAMED_SIGNS, row, strict=True) if value} for row in rows
    ]


def test_an_answer_agrees_with_a_question_that_names_what_it_names() -> None:
    question = "What is the base salary of a senior ML engineer in Zurich?"
    assert _signs(question)[1] == {"the very roles": 1}
    assert NAMING.unknown(0, understood(question)) == ()


def test_what_an_answer_does_not_speak_of_is_a_sign_against_it() -> None:
    question = "What is the base salary of a senior ML engineer in Zurich?"
    assert _signs(question)[0] == {
        "roles it does not speak of": 1,
        "a level it does not speak of": 1,
        "subjects it is not about": 1,
        "kinds of pay it does not speak of": 1,
        "figures it lacks": 1,
        "a premise nobody raised": 1,
        "words it must know and does not": 3,
    }
    assert NAMING.unknown(1, understood(question)) == ("zurich",)


def test_what_nobody_asked_for_is_a_sign_against_it() -> None:
    assert _signs("What is earned?")[1] == {
        "roles nobody asked for": 1,
        "a level nobody asked for": 1,
    }


@pytest.mark.parametrize(("word", "missing"), [("talk", ()), ("proof", ()), ("essay", ("essay",))])
def test_a_word_of_several_ways_to_ask_or_of_the_words_is_known(
    word: str, missing: tuple[str, ...]
) -> None:
    asked = understood("Is there one for research scientists?")
    assert NAMING.unknown(1, replace(asked, telling=(word,))) == missing
