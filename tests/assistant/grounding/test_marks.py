import pytest

from assistant.grounding import marked, sentences_of


@pytest.mark.parametrize(
    ("sentence", "numbers", "expected"),
    [
        pytest.param("They earn more.", [1], "They earn more [1].", id="before the stop"),
        pytest.param("Is it so?", [2, 3], "Is it so [2] [3]?", id="before a question mark"),
        pytest.param("Base: $250k", [1], "Base: $250k [1]", id="no stop"),
        pytest.param("Twice.", [4, 4], "Twice [4].", id="each number once"),
        pytest.param("None.", [], "None.", id="no number, no mark"),
    ],
)
def test_marks_stand_at_the_end(sentence: str, numbers: list[int], expected: str) -> None:
    assert marked(sentence, numbers) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "They earn more [1]. They ship [2] [3].",
            [("They earn more.", (1,)), ("They ship.", (2, 3))],
            id="as they are written here",
        ),
        pytest.param(
            "They earn more. [1][2] They ship.",
            [("They earn more.", (1, 2)), ("They ship.", ())],
            id="behind the stop, as models like to write",
        ),
        pytest.param(
            "Scientists with a Ph.D. earn $200k [1].",
            [("Scientists with a Ph.D. earn $200k.", (1,))],
            id="an abbreviation ends nothing",
        ),
        pytest.param(
            "- Pay is high [1]\n- Work is hard [2]",
            [("- Pay is high", (1,)), ("- Work is hard", (2,))],
            id="lines of a list",
        ),
        pytest.param("[12345] is no mark.", [("[12345] is no mark.", ())], id="too long for one"),
    ],
)
def test_a_text_is_taken_apart_into_sentences_and_marks(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(one.text, one.numbers) for one in sentences_of(text)] == expected
