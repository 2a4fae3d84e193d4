import pytest

from assistant import Assistant
from assistant.builtin.parts import afterthought, asked_of_told, asked_together, clauses, without


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param(
            "How many blocks has the applied scientist loop, and how many references do we call?",
            (
                "How many blocks has the applied scientist loop",
                "how many references do we call (applied scientists)?",
            ),
            id="the role is carried over",
        ),
        pytest.param(
            "Who is the rarest profile? And where do research engineers hang out?",
            (
                "Who is the rarest profile (research engineers)?",
                "where do research engineers hang out",
            ),
            id="two sentences",
        ),
        pytest.param(
            "(1) what is the median time to fill for an applied scientist (2) for an MLE",
            (
                "what is the median time to fill for an applied scientist",
                "what is the median time to fill for an ml engineer",
            ),
            id="numbered",
        ),
        pytest.param(
            "Two things: 1. what does an RS earn 2. where do I find them?",
            ("what does an RS earn", "where do I find them"),
            id="numbered, with a subject each",
        ),
        pytest.param(
            "Which block is the best for applied scientists and how long does it take?",
            (
                "Which block is the best for applied scientists",
                "how long does block is the best for applied scientists take",
            ),
            id="it is what the first part asks for",
        ),
        pytest.param(
            "What is the risk for an ML engineer and what is it for a research scientist?",
            (
                "What is the risk for an ML engineer",
                "What is the risk for a research scientist",
            ),
            id="the same, of others",
        ),
        pytest.param(
            "How long does it take to hire an ML engineer, and how long for a research engineer?",
            (
                "How long does it take to hire an ML engineer",
                "How long does it take to hire a research engineer",
            ),
            id="the same, of others, in short",
        ),
        pytest.param("As an MLE, should I move to a lab?", (), id="told, not asked"),
        pytest.param("MLE at netflix, how much do they get", (), id="of whom, without a verb"),
        pytest.param("data scientist or AI engineer, who earns more", (), id="of somebody else"),
        pytest.param("Is 2. better than 3?", (), id="numbers of something else"),
        pytest.param("What do ML engineers earn and cost?", (), id="one verb after another"),
        pytest.param("Who should be hired first and why?", (), id="a word alone asks nothing new"),
        pytest.param("Do research engineers publish?", (), id="one clause"),
    ],
)
def test_what_is_asked_one_after_the_other_is_parted(question: str, asked: tuple[str, ...]) -> None:
    assert clauses(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param(
            "Do research engineers move into management? And scientists?",
            ("Do research scientists move into management?",),
            id="a title cut short",
        ),
        pytest.param("Do research engineers publish? Thanks!", (), id="nobody else is named"),
        pytest.param("Do research engineers publish?", (), id="one sentence"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_others_are_asked_for_in_a_few_words_behind(question: str, asked: tuple[str, ...]) -> None:
    assert afterthought(question) == asked


def test_a_role_beside_a_stroke_can_be_left_out() -> None:
    left = without("days to fill: ML engineer / data scientist", ["data scientist"])
    assert left == "days to fill: ML engineer"


@pytest.mark.parametrize(
    ("question", "missing", "left"),
    [
        pytest.param(
            "Compare the loop of an ML engineer with that of a sales rep",
            "sales rep",
            "Compare the loop of an ML engineer",
            id="with that of",
        ),
        pytest.param("MLE pay in Austin vs. in Tokyo", "tokyo", "MLE pay in Austin", id="vs."),
    ],
)
def test_what_stands_beside_can_be_left_out(question: str, missing: str, left: str) -> None:
    assert without(question, [missing]) == left


def test_of_two_that_are_ranked_neither_is_left_out() -> None:
    assert without("prompt engineer vs ML engineer, who costs more", ["prompt engineer"]) == ""
    assert without("robotics engineer vs ML engineer, whats different", ["robotics engineer"]) == ""
    assert without("pay of a prompt engineer and an ML engineer", ["prompt engineer"]) != ""


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        pytest.param("senior RS, tokyo, TC pls", "tokyo", id="a place"),
        pytest.param("our office is in Bangalore and I need MLE pay", "bangalore", id="told ahead"),
        pytest.param("research scientists, how much holiday do they get", "holiday", id="whom"),
        pytest.param("ML engineer mid level, sign on bonus", "sign on bonus", id="without a verb"),
    ],
)
def test_nothing_is_left_of_what_asks_for_that_alone(question: str, missing: str) -> None:
    assert without(question, [missing]) == ""


def test_a_place_beside_another_is_left_out_and_so_is_one_added() -> None:
    assert without("MLE pay in the US and in Nairobi", ["nairobi"]) == "MLE pay in the US"
    asked = "which programs should we know for applied scientists, Canada included"
    assert without(asked, ["canada"]) != ""


def test_of_a_list_only_what_is_missing_is_left_out() -> None:
    asked = "Mid-level MLE: base, equity and vacation?"
    assert without(asked, ["vacation"]) == "Mid-level MLE: base, equity ?"


def test_a_last_clause_is_left_out_as_a_whole() -> None:
    asked = "what do labs pay applied scientists and how many vacation days do they get"
    assert without(asked, ["vacation"]) == "what do labs pay applied scientists"


def test_it_may_be_what_is_left() -> None:
    asked = "what is the equity for a senior MLE and over how many years does it vest"
    assert without(asked, ["vest"]) == "what is the equity for a senior MLE"


def test_nothing_is_left_of_what_goes_on_about_what_is_left_out() -> None:
    assert without("is there a signing bonus and how big is it", ["signing bonus"]) == ""


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        pytest.param(
            "makes sense. where would I look for one, and what would put him off?",
            ("where would I look for one", "what would put him off?"),
            id="one verb after another",
        ),
        pytest.param(
            "what must he show us? how do we know he ships?",
            ("what must he show us?", "how do we know he ships?"),
            id="two sentences",
        ),
        pytest.param("how much is that? is that only in the US?", (), id="the first one narrowed"),
        pytest.param("who comes first, and why?", (), id="a word alone asks nothing new"),
        pytest.param("and what do they earn?", (), id="one question"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_what_a_follow_up_asks_together_is_parted(turn: str, asked: tuple[str, ...]) -> None:
    assert asked_together(turn) == asked


@pytest.mark.models
def test_both_that_a_follow_up_asks_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask(
        "what does an AI researcher earn",
        "and where do I meet them, and what should I promise them?",
    )
    assert "NeurIPS" in answer.text
    assert "time to publish" in answer.text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param(
            "I read that all research engineers have a PhD. Where do I find them then?",
            ("Where do I find research engineers then?",),
            id="of those it is told of",
        ),
        pytest.param("They all have a PhD. Where do I find them?", (), id="of nobody"),
        pytest.param("Do MLEs need a PhD? Where do I find them?", (), id="behind a question"),
        pytest.param("MLEs are paid well. How much do they earn?", (), id="about the same"),
    ],
)
def test_what_is_asked_behind_what_is_told_is_parted(question: str, asked: tuple[str, ...]) -> None:
    assert asked_of_told(question) == asked


def test_what_is_asked_of_somebody_told_of_before_is_not_asked_of_nobody() -> None:
    asked = "The boss now also wants a robotics engineer. Which blocks go into that interview loop?"
    assert without(asked, ["robotics engineer"]) == ""
    asked = "We need an MLE and a robotics engineer. What do they earn?"
    assert without(asked, ["robotics engineer"]) == "We need an MLE . What do they earn?"
