"""What is said round a question changes no answer; what is told of a company still decides."""

import pytest

from assistant import Assistant

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("turns", "plain"),
    [
        pytest.param(
            ("We had a long discussion about it at lunch and nobody knew. AI researcher salary",),
            ("AI researcher salary",),
            id="ahead",
        ),
        pytest.param(
            ("Which systems do ML engineers own? Cheers, Tom",),
            ("Which systems do ML engineers own?",),
            id="behind",
        ),
        pytest.param(
            ("out of curiosity, which systems do ML engineers own?",),
            ("which systems do ML engineers own?",),
            id="leading in",
        ),
        pytest.param(
            (
                "how long is the MLE loop?",
                "Sorry, one more thing I keep forgetting. and the AS one?",
            ),
            ("how long is the MLE loop?", "and the AS one?"),
            id="further on",
        ),
        pytest.param(
            ("We measure nothing yet. median time to fill for a research engineer, in days",),
            ("median time to fill for a research engineer, in days",),
            id="told beside it",
        ),
        pytest.param(
            (
                "Where does an AI engineer's career usually go?",
                "and the researcher's ladder? her flatmate Ilse is in that camp",
            ),
            ("Where does an AI engineer's career usually go?", "and the researcher's ladder?"),
            id="told behind one that goes on",
        ),
    ],
)
def test_what_is_said_round_a_question_changes_nothing(
    assistant: Assistant, turns: tuple[str, ...], plain: tuple[str, ...]
) -> None:
    assert assistant.ask(*turns).text == assistant.ask(*plain).text


def test_what_was_told_beside_a_question_still_decides_later(assistant: Assistant) -> None:
    told = "We have nothing built yet. What does an ML engineer's interview loop cover?"
    decided = assistant.ask(told, "and whom should we hire first?")
    asked = assistant.ask(
        "What does an ML engineer's interview loop cover?", "whom should we hire first?"
    )
    assert "prototype" in str(decided.path)
    assert decided.path != asked.path


@pytest.mark.parametrize(
    "asked",
    [
        "Our lawyer wants to know {}",
        "I'm a nurse. {}",
        "One of the nurses on my ward is dying to hear {}",
        "{} My accountant needs to know.",
    ],
)
def test_who_asks_changes_no_answer(assistant: Assistant, asked: str) -> None:
    question = "what equity does a research engineer get?"
    alone = assistant.ask(question)
    assert assistant.ask(asked.format(question)).text == alone.text
    assert "1.5-3%" in alone.text


def test_of_a_dentist_who_is_hired_nothing_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("We need a dentist. How long does hiring take?")
    assert (answer.kind, "dentist" in answer.text) == ("decline", True)


def test_an_amount_within_the_range_is_not_denied(assistant: Assistant) -> None:
    within, beyond = (
        assistant.ask(f"A senior research scientist gets {amount}, right?").text
        for amount in ("600k", "1.2M")
    )
    assert within.startswith("Senior research scientists get $450K-$900K")
    assert beyond.startswith("No: senior research scientists get $450K-$900K")


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        pytest.param(
            "coffee with a research engineer from DeepMind tomorrow, what pitch works on them",
            "what pitch works on research engineers",
            id="a company",
        ),
        pytest.param(
            "what are the red flags for a research engineer, my train to Lyon leaves soon",
            "what are the red flags for a research engineer",
            id="a place",
        ),
        pytest.param(
            "(typing while the plumber bangs on pipes) what red flags put off an ML engineer",
            "what red flags put off an ML engineer",
            id="other people",
        ),
    ],
)
def test_what_is_only_mentioned_changes_nothing_that_is_cited(
    assistant: Assistant, asked: str, plain: str
) -> None:
    cited, expected = (assistant.ask(one).citations for one in (asked, plain))
    assert {one.quote for one in expected}.issubset({one.quote for one in cited})


def test_what_is_asked_about_is_still_declined_by_its_name(assistant: Assistant) -> None:
    for asked, name in (
        ("The boss also wants a robotics engineer. What is in that loop?", "robotics engineer"),
        ("We sit in Accra. What base do ML engineers get there?", "Accra"),
        ("should I put my savings in Nvidia shares", "Nvidia"),
    ):
        answer = assistant.ask(asked)
        assert (answer.kind, name in answer.text) == ("decline", True), asked
