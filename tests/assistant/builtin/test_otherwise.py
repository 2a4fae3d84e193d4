import pytest

from assistant import Assistant
from assistant.builtin.otherwise import otherwise


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
    assert otherwise(question) == (other, same)


@pytest.mark.parametrize("question", ["How many rounds?", "applied scientist pay", "MLE or RE?"])
def test_a_role_with_one_name_has_no_other(question: str) -> None:
    assert otherwise(question) == ()


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("do junior ML engineers need a PhD?", ("do ML engineers need a PhD?",)),
        ("what does a senior ML engineer earn?", ()),
        ("how long does it take to fill a senior MLE seat?", ()),
        ("what do seniors do?", ()),
    ],
)
def test_what_no_level_changes_is_asked_of_none(question: str, other: tuple[str, ...]) -> None:
    assert otherwise(question) == other


@pytest.mark.models
def test_what_is_told_of_no_level_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("do junior ML engineers need a PhD?")
    assert answer.kind == "answer"
    assert "not required" in answer.text
    assert answer.text.endswith("The guides do not tell this by level.")


@pytest.mark.models
def test_what_is_told_under_another_name_says_that_it_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("how long does it take to hire an AI engineer?")
    first, *others = answer.text.split(". ")
    assert "ML engineer is usually synonymous with AI engineer" in first
    assert "70 days" in " ".join(others)


@pytest.mark.models
def test_a_title_cut_short_is_asked_by_its_full_ones(assistant: Assistant) -> None:
    asked = "Where does the scientists' work end up if it never goes live?"
    assert otherwise(asked) == (
        "Where does the research scientists' work end up if it never goes live?",
        "Where does the applied scientists' work end up if it never goes live?",
    )
    assert "may remain a paper at NeurIPS" in assistant.ask(asked).text
    assert assistant.ask("do the scientists play chess at lunch?").kind == "decline"


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
