import pytest

from assistant.understanding import readings


@pytest.mark.parametrize(
    ("turns", "likeliest"),
    [
        pytest.param(["What do MLEs earn?"], "What do MLEs earn?", id="alone"),
        pytest.param(
            ["What do applied scientists earn?", "and research engineers?"],
            "What do research engineers earn?",
            id="another role",
        ),
        pytest.param(
            ["staff research scientist TC?", "and early career?"],
            "early career research scientist TC?",
            id="another level",
        ),
        pytest.param(
            ["What do applied scientists earn?", "and at Spotify?"],
            "What do applied scientists earn, at Spotify?",
            id="a company",
        ),
        pytest.param(
            ["What do MLEs do all day?", "do they need a PhD?"],
            "do ml engineers need a PhD?",
            id="they",
        ),
        pytest.param(
            ["What do MLEs earn?", "thanks. New topic: who needs a research scientist?"],
            "who needs a research scientist?",
            id="a new topic",
        ),
        pytest.param(
            ["weather in Paris", "thanks anyway", "where do I find ML engineers?"],
            "where do I find ML engineers?",
            id="what was declined does not linger",
        ),
        pytest.param(
            ["What do MLEs earn?", "thank you!"], "thank you!", id="small talk stays small talk"
        ),
        pytest.param(
            [
                "Behavioral round for a research scientist?",
                "and a research engineer?",
                "no, I meant the scientist's math round",
            ],
            "the research scientist's math round",
            id="a role in short",
        ),
    ],
)
def test_a_follow_up_is_read_with_what_it_leaves_out(turns: list[str], likeliest: str) -> None:
    assert readings(turns)[0] == likeliest


def test_a_follow_up_may_be_read_in_more_than_one_way() -> None:
    assert readings(["Sourcing AI researchers?", "what do they run away from?"]) == (
        "what do ai researchers run away from?",
        "Sourcing AI researchers, what do they run away from?",
        "what do they run away from: Sourcing AI researchers?",
        "what do they run away from?",
    )


def test_in_a_long_message_the_question_is_what_counts() -> None:
    turn = (
        "We are twelve people in an old mill by the river, our cat is called Bayes, and last week "
        "the roof leaked on the servers, which nobody found funny. We hire an applied scientist. "
        "How long will that take us?"
    )
    assert readings([turn])[0] == "How long will that take us (applied scientists)?"
