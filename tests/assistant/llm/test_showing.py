import pytest

from assistant.grounding import MarkedSentence
from assistant.llm.account import Part
from assistant.llm.showing import Held


def honest(sentence: MarkedSentence, _: str, part: Part) -> str:
    """Everything with a mark holds, but for lies."""
    if part == "sentence" and not sentence.numbers:
        return "it has no mark"
    return "it is a lie" if "lie" in sentence.text else ""


def plain(text: str) -> str:
    if text.endswith("?"):
        return "question"
    return "lead-in" if text.endswith(":") and "lie" not in text else ""


def shown(text: str) -> str:
    held = Held(honest, plain)
    held.take(text, complete=True)
    return held.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One [1]. Two [2]. Three [3].", id="sentences"),
        pytest.param("One [1].\n\nTwo [2].", id="paragraphs"),
        pytest.param("In short:\n\n- One [1].\n- Two [2].", id="a list under a lead-in"),
        pytest.param("1. One [1].\n2. Two [2].", id="a numbered list"),
        pytest.param("> One [1].", id="a quotation"),
        pytest.param("| A | B |\n|---|---|\n| One | $1K [1] |\n| Two | $2K [2] |", id="a table"),
        pytest.param("**Pay**\n\nOne [1].", id="a heading"),
        pytest.param("One of Inc. and e.g. two [1]. Three [2]", id="stops inside words"),
    ],
)
def test_what_holds_is_shown_as_it_was_written(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("One [1]. A lie [2]. Two [3].", "One [1]. Two [2].", id="a sentence"),
        pytest.param("- A lie [1].\n- Two [2].", "- Two [1].", id="an item"),
        pytest.param("Pay:\n\n- A lie [1].", "", id="a lead-in to nothing"),
        pytest.param("A lie:\n\n- One [1].", "- One [1].", id="a lead-in that claims"),
        pytest.param("| A |\n|---|\n| lie [1] |", "", id="a table of nothing"),
        pytest.param(
            "| A | B |\n|---|---|\n| lie | 1 [1] |\n| Two | 2 [2] |",
            "| A | B |\n|---|---|\n| Two | 2 [1] |",
            id="a row",
        ),
        pytest.param("A lie [1]. They earn more [2].", "", id="what points back to it"),
        pytest.param("A lie [1].\n\nThey earn more [2].", "They earn more [1].", id="no further"),
        pytest.param("One [4]. Two [9].", "One [1]. Two [2].", id="numbers begin with one"),
        pytest.param("One. [1] Two. [2]", "One [1]. Two [2].", id="marks behind the stop"),
        pytest.param("One [1]. Two", "One [1].", id="what was not finished"),
    ],
)
def test_what_does_not_hold_leaves_no_trace(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "One [1]. Two, e.g. three [2]. Four [3].",
        "In short:\n\n- One [1].\n- Two [2].",
        "1. One [1].\n2. Two [2].",
        "| A | B |\n|---|---|\n| One | $1K [1] |\n",
    ],
)
def test_it_does_not_matter_in_which_pieces_it_comes(text: str) -> None:
    for size in (1, 2, 3, 7):
        held = Held(honest, plain)
        for end in range(size, len(text) + size, size):
            held.take(text[:end])
        held.take(text, complete=True)
        assert held.text == text.strip()


def test_no_sentence_is_held_longer_than_it_takes_to_finish_it() -> None:
    text = "One of two [1]. Two of three [2]. They are - as ever - right [3]."
    held, late = Held(honest, plain), []
    for end in range(1, len(text) + 1):
        held.take(text[:end])
        begun = text[:end]
        finished = begun.count(".")
        late.append(finished - held.text.count("."))
    assert late == [0] * len(text)


def test_what_is_shown_is_never_taken_back() -> None:
    text = "One [1]. A lie [2]. It is so [3].\n\nIn short:\n- Two [4].\n- lie [5].\n\nThree [1]."
    held, before = Held(honest, plain), ""
    for end in range(1, len(text) + 1):
        held.take(text[:end])
        assert held.text.startswith(before)
        before = held.text


def test_our_own_sentences_come_first() -> None:
    held = Held(honest, plain)
    held.begin([("Hire an ML engineer first.", [7, 8])])
    held.take("One [9]. Two [7].", complete=True)
    assert held.text == "Hire an ML engineer first [1] [2].\n\nOne [3]. Two [1]."
    assert held.numbers == (7, 8, 9)


def test_a_role_above_a_list_is_told_with_each_item() -> None:
    told: list[str] = []

    def judge(_: MarkedSentence, about: str, __: Part) -> str:
        told.append(about)
        return ""

    held = Held(judge, lambda text: "lead-in" if text.endswith(":") else "")
    held.take("ML engineers:\n\n- Senior: $1 [1].\n- Research scientists: $2 [2].\n- x [3].")
    held.take(
        "ML engineers:\n\n- Senior: $1 [1].\n- Research scientists: $2 [2].\n- x [3].",
        complete=True,
    )
    assert told == ["ml engineer", "", "ml engineer"]
