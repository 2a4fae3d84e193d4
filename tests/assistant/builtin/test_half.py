import pytest

from assistant import Assistant
from assistant.builtin.half import covered_half

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("question", "missing", "half"),
    [
        pytest.param(
            "Who earns more, a lawyer or a senior ML engineer?",
            ["lawyer"],
            "What does a senior ml engineer make?",
            id="a role, with its level",
        ),
        pytest.param(
            "ML engineer money at OpenAI vs at Databricks",
            ["databricks"],
            "What does an ml engineer make at frontier labs?",
            id="a company that is of a kind",
        ),
        pytest.param(
            "research engineer base in the Bay Area against Tokyo",
            ["tokyo"],
            "What is the base salary of a research engineer in bay area?",
            id="a place",
        ),
        pytest.param("OpenAI vs Uber, MLE pay?", ["openai", "uber"], "", id="nothing is left"),
        pytest.param(
            "how many percent more does a lawyer earn than an ML engineer?",
            ["lawyer"],
            "",
            id="only both would tell",
        ),
        pytest.param(
            "who should interview the applied scientist, a designer or a recruiter?",
            ["designer"],
            "",
            id="not held against each other",
        ),
    ],
)
def test_of_a_comparison_the_half_that_is_covered_is_asked(
    question: str, missing: list[str], half: str
) -> None:
    assert covered_half(question, missing) == half


@pytest.mark.parametrize(
    ("question", "told", "left_out"),
    [
        pytest.param(
            "applied scientist or a surgeon, who earns more?", "$480K", "surgeons", id="pay"
        ),
        pytest.param(
            "how does an ML engineer's interview compare with a data analyst's?",
            "production judgment",
            "data analysts",
            id="interviews",
        ),
        pytest.param(
            "is hiring an applied scientist slower than hiring an accountant",
            "110 days",
            "accountants",
            id="time to fill",
        ),
        pytest.param(
            "Do ML engineers earn more at DeepMind or at Uber?", "$450,000", "Uber", id="a company"
        ),
    ],
)
def test_half_of_a_comparison_is_told_and_the_other_named(
    assistant: Assistant, question: str, told: str, left_out: str
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "answer"
    assert told in answer.text
    assert answer.text.endswith(f"The guides do not cover {left_out}.")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("why are surgeons paid more than research scientists?", id="a reason"),
        pytest.param("can a data analyst become an ML engineer?", id="a move"),
        pytest.param("is a data scientist the same as an applied scientist?", id="sameness"),
    ],
)
def test_what_one_alone_cannot_tell_is_declined(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind == "decline"


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("applied scientist pay in Toronto",), id="at once"),
        pytest.param(("what does an applied scientist make?", "and in Toronto?"), id="further on"),
    ],
)
def test_pay_of_others_in_a_place_is_not_told_instead(
    assistant: Assistant, turns: tuple[str, ...]
) -> None:
    answer = assistant.ask(*turns)
    assert answer.kind == "decline"
    assert "$" not in answer.text


def test_the_half_is_told_whatever_was_asked_before(assistant: Assistant) -> None:
    answer = assistant.ask(
        "what does an MLE earn?", "ML engineer or data analyst, whose interview is longer?"
    )
    assert "3.5 to 4 hours" in answer.text
    assert answer.text.endswith("The guides do not cover data analysts.")


def test_how_much_less_is_paid_in_a_place_is_so_for_every_role(assistant: Assistant) -> None:
    answer = assistant.ask("How much less does an applied scientist earn in Toronto?")
    assert "15-25% below" in answer.text
