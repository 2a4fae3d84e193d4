import pytest

from assistant.understanding.everyday import in_guides_words


@pytest.mark.parametrize(
    ("turn", "in_their_words"),
    [
        ("What share of the company does an MLE get?", "What equity does an MLE get?"),
        ("where are people who do both research and engineering", "where are research engineers"),
        ("what do the OpenAIs of this world pay?", "what do frontier labs pay?"),
        ("the best-paid non-manager track", "the best-paid individual contributor track"),
        ("no chance without a doctor title?", "no chance without a PhD?"),
        pytest.param("the share of women", "the share of women", id="another share"),
        pytest.param("a stake in the outcome", "a stake in the outcome", id="another stake"),
    ],
)
def test_everyday_names_become_those_of_the_guides(turn: str, in_their_words: str) -> None:
    assert in_guides_words(turn) == in_their_words
