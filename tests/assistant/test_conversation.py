import pytest

from assistant.conversation import resolved


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        pytest.param(["senior MLE pay?"], "senior MLE pay?", id="one turn is itself"),
        pytest.param(
            ["pay of ML engineers?", "and for research engineers?"],
            "pay of research engineers?",
            id="another role of the same question",
        ),
        pytest.param(
            ["pay of ML engineers?", "no, I meant the research engineer"],
            "pay of research engineers?",
            id="a correction replaces",
        ),
        pytest.param(
            ["pay of ML engineers?", "and in Toronto?"],
            "pay of ML engineers, and in Toronto?",
            id="a place narrows",
        ),
        pytest.param(
            ["pay of ML engineers?", "do they need a PhD?"],
            "do they need a PhD (ml engineers)?",
            id="the role is inherited",
        ),
        pytest.param(
            ["pay of ML engineers?", "How do applied scientist interviews go?"],
            "How do applied scientist interviews go?",
            id="a new topic drops it",
        ),
        pytest.param(["pay of ML engineers?", "thanks!"], "thanks!", id="small talk is itself"),
    ],
)
def test_a_turn_means_what_the_conversation_makes_of_it(turns: list[str], question: str) -> None:
    assert resolved(turns) == question
