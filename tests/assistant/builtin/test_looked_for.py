import pytest

from assistant import Assistant

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "How many percent fee do recruiting agencies charge for placing an MLE",
            "about ML engineers; I looked for “fee” and “charge for placing”.",
            id="beside a role",
        ),
        pytest.param(
            "What do public-sector ML engineers earn compared to private ones?",
            "about ML engineers and pay; I looked for “public-sector” and “private”.",
            id="beside a role and a matter",
        ),
        pytest.param(
            "how many years does it take from senior research scientist to staff",
            "about research scientists; I looked for “how many years”.",
            id="a number of something",
        ),
        pytest.param(
            "what should we budget for a Chief AI Officer, total comp in the US",
            "about pay; I looked for “budget for a Chief AI Officer”.",
            id="with a word that is told of within",
        ),
        pytest.param(
            "what fee do specialised agencies charge for ML engineers?",
            "I looked for “fee” and “specialised agencies charge”.",
            id="not across its verb",
        ),
        pytest.param("How much does an MLE make at Netflix?", "looked for Netflix.", id="a name"),
        pytest.param(
            "Do interns get a stipend? Which interns?", "looked for intern", id="a title once"
        ),
    ],
)
def test_a_decline_names_what_nothing_tells_of(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "decline"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Junior research engineer base salary", id="all of it is covered"),
        pytest.param("How tall are the ML engineers, please, on average?", id="a word of theirs"),
    ],
)
def test_words_that_only_ask_are_not_quoted(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "decline"
    assert "please" not in answer.text
    assert "average" not in answer.text


def test_what_somebody_says_of_themselves_is_not_what_was_looked_for(assistant: Assistant) -> None:
    answer = assistant.ask(
        "A client asks what company car policy is usual for ML engineers. I'd love to tell her."
    )
    assert answer.kind == "decline"
    assert "love" not in answer.text


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        pytest.param(
            "data scientist or ML engineer as first hire for us, we sell furniture online",
            "The guides do not cover data scientists. ",
            id="ahead of a tree's question",
        ),
        pytest.param(
            "how long to hire an ML engineer and a data scientist",
            "The guides do not cover data scientists.",
            id="behind an answer",
        ),
        pytest.param(
            "what do ML engineers make at OpenAI and Netflix",
            "The guides do not cover Netflix.",
            id="a company",
        ),
    ],
)
def test_half_of_what_is_asked_is_told_and_the_other_named(
    assistant: Assistant, turn: str, said: str
) -> None:
    answer = assistant.ask(turn)
    assert answer.kind != "decline"
    assert said in f"{answer.text} "


def test_a_role_that_is_not_to_choose_from_is_not_named(assistant: Assistant) -> None:
    turn = "We have a data scientist already. Do we need an ML engineer or an applied scientist?"
    assert "not cover" not in assistant.ask(turn).text


def test_a_place_is_named_as_the_question_does_and_not_by_what_it_lies_in(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("how do research scientists get promoted in Dublin")
    assert (answer.kind, "Dublin" in answer.text, "Europe" in answer.text) == (
        "decline",
        True,
        False,
    )
