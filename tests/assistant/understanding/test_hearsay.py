import pytest

from assistant.understanding.hearsay import (
    is_about_changing,
    without_asker,
    without_source,
)


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("Our lawyer is asking what equity an RE gets", id="a lead"),
        pytest.param("My co-founder keeps asking me what equity an RE gets", id="again and again"),
        pytest.param("My wife, who is a doctor, wonders what equity an RE gets", id="who is what"),
        pytest.param("Question from our accountant: what equity an RE gets", id="a heading"),
        pytest.param("Could you tell me what equity an RE gets", id="politely"),
        pytest.param("As a lawyer, what equity an RE gets", id="what they are"),
        pytest.param("I'm a nurse. What equity an RE gets", id="a sentence of that"),
        pytest.param("what equity an RE gets, asks our accountant", id="behind"),
        pytest.param(
            "What equity an RE gets. My accountant needs to know.", id="a sentence behind"
        ),
    ],
)
def test_a_question_is_read_as_if_whoever_writes_had_asked_it(turn: str) -> None:
    assert without_asker(turn).strip(".").lower() == "what equity an re gets"


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("My friend, an ML engineer, asks what equity to expect.", id="of whom it is"),
        pytest.param("The research scientist asks what equity she gets", id="a role of the guides"),
        pytest.param(
            "I'm a data scientist. Can I become an ML engineer?", id="where they are from"
        ),
        pytest.param("Being a startup founder, what is the best first hire?", id="their company"),
        pytest.param("What do lawyers ask in interviews?", id="of others"),
        pytest.param("I'm hiring a lawyer. What does the interview look like?", id="a hire"),
        pytest.param("What can you tell me?", id="what we can do"),
        pytest.param("Our customers ask when they can use the API", id="whose words count"),
        pytest.param("My boss asked me to hire an MLE. How long will it take?", id="no question"),
    ],
)
def test_who_matters_to_a_question_stays_in_it(turn: str) -> None:
    assert without_asker(turn) == turn


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("Our CFO is convinced that REs are cheap. Right?", id="a conviction"),
        pytest.param("My professor says REs are cheap. Right?", id="a saying"),
        pytest.param("According to our accountant, REs are cheap. Right?", id="according to"),
        pytest.param("I was told by a friend of mine that REs are cheap. Right?", id="hearsay"),
        pytest.param("REs are cheap, says my boss. Right?", id="behind"),
        pytest.param("REs are cheap. Right? My prof says so.", id="a sentence behind"),
    ],
)
def test_a_claim_is_read_without_who_made_it(turn: str) -> None:
    assert without_source(turn) == "REs are cheap. Right?"


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("The VAMI guide says MLEs come first. Why?", id="a source"),
        pytest.param("Our customers say that the prototype breaks.", id="whose words count"),
        pytest.param("The research engineer says she is leaving.", id="a role of the guides"),
        pytest.param("My recruiter told me to ask for 300k.", id="advice"),
    ],
)
def test_whose_words_matter_is_said(turn: str) -> None:
    assert without_source(turn) == turn


def test_who_wants_to_become_something_else_is_somebody() -> None:
    assert is_about_changing("how do I become an ML engineer?")
    assert not is_about_changing("what equity does an ML engineer get?")
