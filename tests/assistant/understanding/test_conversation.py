import pytest

from assistant.understanding import readings
from assistant.understanding.conversation import Reading, Topic, after


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
            ["What do MLEs earn in Toronto?", "und in Vienna?"],
            "What do MLEs earn in Vienna?",
            id="in passing in another language",
        ),
        pytest.param(
            ["What do MLEs do all day?", "do they need a PhD?"],
            "do ml engineers need a PhD?",
            id="they",
        ),
        pytest.param(
            ["What do REs do?", "how does that person differ from an ML engineer?"],
            "how does research engineers differ from an ML engineer?",
            id="somebody beside another",
        ),
        pytest.param(
            ["What do ASs deliver?", "and the tech stack, compared with an MLE?"],
            "the tech stack, compared with an applied scientists and ml engineers?",
            id="a new matter of both",
        ),
        pytest.param(
            ["RE pay in the Bay Area?", "and in Toronto?"],
            "RE pay in Toronto?",
            id="another place",
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
        pytest.param(
            ["total comp of a senior MLE", "sorry, mid-level"],
            "total comp of a mid-level MLE",
            id="a corrected level",
        ),
        pytest.param(
            ["What does an applied scientist cost?", "wait, wrong role: research engineer"],
            "What does a research engineer cost?",
            id="a corrected role",
        ),
        pytest.param(
            ["total comp of a senior MLE", "and the level above?"],
            "total comp of a staff MLE",
            id="a level above",
        ),
        pytest.param(
            ["senior MLE total comp", "compare that with research scientists"],
            "senior ml engineers and research scientists total comp",
            id="beside the role before",
        ),
        pytest.param(
            ["pay in Toronto compared with the Bay Area?", "and Austin?"],
            "pay in Austin compared with the Bay Area?",
            id="another place",
        ),
        pytest.param(
            ["total comp of a senior MLE", "just base salary please"],
            "base salary of a senior MLE",
            id="another kind of pay",
        ),
        pytest.param(
            ["What do MLEs earn?", "and data engineers?"],
            "What do data engineers earn?",
            id="people the guides do not speak of",
        ),
        pytest.param(
            ["What does a prompt engineer make?", "how are they interviewed?"],
            "how are prompt engineers interviewed?",
            id="they, of people the guides do not speak of",
        ),
        pytest.param(
            ["early career RS total comp?", "do they need papers?", "and the mid-level MLE?"],
            "mid-level ml engineers total comp?",
            id="a level goes back to the question that had one",
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


def test_a_story_ahead_of_a_question_may_be_left_out() -> None:
    told = "I'm a backend developer. What do MLEs need to know?"
    assert readings([told]) == (told, "What do MLEs need to know?")
    where = "We are in Lagos. What do MLEs earn?"
    assert readings([where]) == (where,)


def test_whom_a_story_names_is_asked_about_behind_it() -> None:
    told = "First call with a researcher tomorrow. What should I better not say?"
    assert readings((told,))[1:] == ("What should I better not say (ai researchers)?",)
    asked = "Do research engineers publish? And is it much?"
    assert readings((asked,)) == (asked,)


def test_in_a_long_message_the_question_is_what_counts() -> None:
    turn = (
        "We are twelve people in an old mill by the river, our cat is called Bayes, and last week "
        "the roof leaked on the servers, which nobody found funny. We hire an applied scientist. "
        "How long will that take us?"
    )
    assert readings([turn])[0] == "How long will that take us (applied scientists)?"


def test_whom_he_is_of_several_nobody_knows() -> None:
    assert readings(["MLE, AS or RS?", "what does he earn"]) == ("what does he earn",)


def test_a_question_that_is_narrowed_is_not_narrowed_for_ever() -> None:
    topic = after(
        Topic(), "What do MLEs earn?", Reading("What do MLEs earn?", "alone"), attribute="pay"
    )
    narrowed = after(topic, "and in Austin?", Reading("What do MLEs earn, in Austin?", "joined"))
    assert narrowed.question == "What do MLEs earn?"


def test_small_talk_leaves_what_was_spoken_of() -> None:
    topic = after(
        Topic(), "What do MLEs earn?", Reading("What do MLEs earn?", "alone"), attribute="pay"
    )
    assert after(topic, "thank you!", Reading("thank you!", "alone")) == topic
    assert after(topic, "ok.", Reading("ok.", "alone")) == topic
