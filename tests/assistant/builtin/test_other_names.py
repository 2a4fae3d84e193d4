import pytest

from assistant import Assistant
from assistant.builtin.other_names import under_another_name


@pytest.mark.parametrize(
    ("question", "other", "same"),
    [
        (
            "How many rounds for an AI engineer?",
            "How many rounds for an ml engineer?",
            "Is ai engineer another name for ml engineer?",
        ),
        (
            "what do research scientists read",
            "what do ai researchers read",
            "Is research scientist another name for ai researcher?",
        ),
    ],
)
def test_a_role_with_two_names_is_asked_about_by_the_other(
    question: str, other: str, same: str
) -> None:
    assert under_another_name(question) == (other, same)


@pytest.mark.parametrize("question", ["How many rounds?", "applied scientist pay", "MLE or RE?"])
def test_a_role_with_one_name_has_no_other(question: str) -> None:
    assert under_another_name(question) == ()


@pytest.mark.models
def test_what_is_told_under_another_name_says_that_it_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("how long does it take to hire an AI engineer?")
    first, *others = answer.text.split(". ")
    assert "ML engineer is usually synonymous with AI engineer" in first
    assert "70 days" in " ".join(others)


@pytest.mark.models
def test_what_no_name_leads_to_is_declined(assistant: Assistant) -> None:
    assert assistant.ask("how many hours a week do AI engineers work?").kind == "decline"


@pytest.mark.models
@pytest.mark.parametrize("place", ["Europe", "London", "Germany"])
def test_equity_in_a_place_is_told_in_words_and_without_base_pay(
    place: str, assistant: Assistant
) -> None:
    answer = assistant.ask(f"how much equity does an ML engineer get in {place}?")
    assert "Equity terms in Europe are potentially better" in answer.text
    assert "$" not in answer.text


@pytest.mark.models
def test_equity_in_a_place_nobody_tells_of_is_declined(assistant: Assistant) -> None:
    assert assistant.ask("how much equity does an ML engineer get in Seattle?").kind == "decline"
