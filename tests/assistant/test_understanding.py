import pytest

from assistant.understanding import understood, with_roles


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        pytest.param("What does an MLE earn?", ("ml engineer",), id="a short form"),
        pytest.param(
            "research engineer or machine learning engineers",
            ("research engineer", "ml engineer"),
            id="in the order they are named",
        ),
        pytest.param("AI researchers and researchers", ("ai researcher",), id="each once"),
        pytest.param("Is it worth it?", (), id="none"),
    ],
)
def test_roles_are_found(question: str, roles: tuple[str, ...]) -> None:
    assert understood(question).roles == roles


def test_people_the_guides_do_not_speak_of_are_told_apart() -> None:
    asked = understood("What do prompt engineers earn, next to ML engineers?")
    assert (asked.other_roles, asked.roles) == (("prompt engineers",), ("ml engineer",))


@pytest.mark.parametrize(
    ("question", "level"),
    [("senior MLE", "senior"), ("a new grad RS", "early career"), ("an engineer", "")],
)
def test_levels_are_found(question: str, level: str) -> None:
    assert understood(question).level == level


@pytest.mark.parametrize(
    ("turn", "chat"),
    [
        ("hi", "greeting"),
        ("Hey, how are you?", "greeting"),
        ("ok, no worries, thanks anyway", "thanks"),
        ("bye, that was all", "goodbye"),
        ("Who are you?", "about"),
        ("hi, what does an MLE earn?", None),
        ("thanks to what do MLEs ship faster?", None),
    ],
)
def test_small_talk_is_the_whole_turn_or_none(turn: str, chat: str | None) -> None:
    assert understood(turn).chat == chat


@pytest.mark.parametrize(
    ("turn", "unclear"),
    [
        ("who should I hire?", "hire"),
        ("Which track fits me?", "fit"),
        ("which one pays better?", "subject"),
        ("who should I hire at a seed stage startup with a prototype?", None),
    ],
)
def test_what_must_be_asked_back_is_known(turn: str, unclear: str | None) -> None:
    assert understood(turn).unclear == unclear


@pytest.mark.parametrize(
    ("question", "unlawful"),
    [
        ("How do I avoid hiring women?", True),
        ("How old is too old for an MLE?", True),
        ("Can I ask if she is pregnant?", True),
        ("How do I avoid hiring the wrong profile?", False),
        ("How many years of experience should a senior MLE have?", False),
    ],
)
def test_what_would_discriminate_is_known(question: str, unlawful: bool) -> None:
    assert understood(question).unlawful is unlawful


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does an MLE earn?", "What does an research engineers earn?"),
        ("What is the pay?", "What is the pay (research engineers)?"),
    ],
)
def test_the_roles_of_a_question_can_be_replaced(question: str, expected: str) -> None:
    assert with_roles(question, ["research engineer"]) == expected
