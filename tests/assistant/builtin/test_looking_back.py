import pytest

from assistant.builtin.looking_back import About, asked_about
from assistant.builtin.phrases import asked_again


@pytest.mark.parametrize(
    ("turn", "about"),
    [
        ("what would change that?", "changes"),
        ("and what would flip it", "changes"),
        ("under what conditions would it be different?", "changes"),
        ("why?", "reasons"),
        ("ok, why that?", "reasons"),
        ("what are your reasons?", "reasons"),
        ("what are the cautions?", "cautions"),
        ("any risks?", "cautions"),
        ("what speaks against it?", "cautions"),
        ("how sure is that", "certainty"),
        ("are you sure?", "certainty"),
        ("why do ML engineers earn less?", ""),
        ("what is the risk of hiring a researcher first?", ""),
        ("how sure can we be that a researcher stays for more than two years with us then?", ""),
        ("yes", ""),
        ("", ""),
    ],
)
def test_a_short_turn_may_ask_about_the_decision(turn: str, about: About) -> None:
    assert asked_about(turn) == about


QUESTION = "Would customers use the prototype?"


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        ("", QUESTION),
        ("three pilots want it", "You said “three pilots want it”: would customers use it?"),
        (
            " ".join(["word"] * 20),
            f"You said “{' '.join(['word'] * 14)} …”: would customers use it?",
        ),
        ("see [1] and <b>this</b>", QUESTION),
        ("![x](http://a.b)", QUESTION),
        ("go to http://a.b", QUESTION),
        ("*pilots*", QUESTION),
        ("a\nb  c", "You said “a b c”: would customers use it?"),
        ("x" * 300, QUESTION),
    ],
)
def test_a_doubt_is_asked_about_in_the_persons_words(heard: str, asked: str) -> None:
    assert asked_again(QUESTION, heard) == asked.replace("use it?", "use the prototype?")


def test_a_question_of_two_parts_stands_by_itself() -> None:
    question = "What hurts now: the engineering, or the models?"
    assert (
        asked_again(question, "pipelines are slow") == f"You said “pipelines are slow”. {question}"
    )
