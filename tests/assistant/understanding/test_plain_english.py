import pytest

from assistant.understanding.plain_english import in_plain_english


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Was verdient ein MLE, bitte?", "how much does ML engineer earn?"),
        (
            "um, what share of the company does an MLE get pls",
            "what equity does an ML engineer get",
        ),
        ("What does a research engineer earn?", "What does a research engineer earn?"),
    ],
)
def test_a_turn_is_read_in_english_without_manners_in_the_guides_words(
    said: str, expected: str
) -> None:
    assert in_plain_english(said) == expected
