import pytest

from assistant.understanding.turns import (
    asks_whence_alone,
    corrects,
    opened,
    own_terms,
    puts_right,
    thought_better,
)


@pytest.mark.parametrize(
    ("turn", "says"),
    [
        ("and also the pay", "the pay"),
        ("no, I meant the pay", "the pay"),
        ("I want to get the hires right", "I want to get the hires right"),
        ("no not overall, at the labs", "at the labs"),
        ("ok.", ""),
        ("for research engineers I mean", "for research engineers"),
        (
            "no i asked the time to fill for ml engineers, not why",
            "the time to fill for ml engineers",
        ),
        ("I'm asking about the loop", "the loop"),
        ("the engineer, not the scientist?", "the engineer"),
        ("should I hire one or not", "should I hire one or not"),
    ],
)
def test_a_turn_is_opened(turn: str, says: str) -> None:
    assert opened(turn) == says


@pytest.mark.parametrize(
    ("turn", "left"),
    [
        ("Whom do I hire? No wait, tell me what one earns", "tell me what one earns"),
        ("their base... actually scratch that, what is the total?", "what is the total?"),
        ("so who starts first? sorry, I mean who is quicker", "who is quicker"),
        pytest.param("No wait.", "No wait.", id="nothing is left"),
        pytest.param("Can they wait for the offer?", "Can they wait for the offer?", id="a wait"),
        pytest.param(
            "What do MLEs do? I mean how do they spend the day?",
            "What do MLEs do? I mean how do they spend the day?",
            id="it says more of those that were named",
        ),
    ],
)
def test_what_a_turn_takes_back_itself_is_not_asked(turn: str, left: str) -> None:
    assert thought_better(turn) == left


def test_what_only_names_a_role_has_no_terms_of_its_own() -> None:
    assert own_terms("and for senior research engineers?") == ()
    assert own_terms("and the pay of research engineers?") == ("pay",)


@pytest.mark.parametrize(
    "turn", ["no, senior", "oops: the base", "make that staff", "srry typo", "for an MLE I mean"]
)
def test_a_correction_is_known_by_how_it_begins_or_ends(turn: str) -> None:
    assert corrects(turn)


def test_what_goes_on_corrects_nothing() -> None:
    assert not corrects("and senior?")


@pytest.mark.parametrize(
    "turn",
    [
        "source?",
        "says who?",
        "who reports that?",
        "where are your numbers from",
        "and whats the reason your numbers are from, which article?",
        "no I mean which source says that, the 15-25%",
        "where does the 1-3% come from",
        "can I read that somewhere",
        "ok thanks. do you have a link for that?",
        "is that from one of the guides",
        "how do you know",
    ],
)
def test_who_says_so_is_asked_in_many_ways(turn: str) -> None:
    assert asks_whence_alone(turn)


@pytest.mark.parametrize(
    "turn",
    [
        "where do I source them?",
        "where do I find them",
        "where do they come from?",
        "what are the best sources?",
        "should candidates send a github link?",
        "how do you know they are any good?",
        "who reported the equity of ML engineers?",
        "which guide says that PhDs are optional for ML engineers?",
        "what's the source of the talent shortage",
    ],
)
def test_who_names_a_matter_or_looks_for_people_asks_something_else(turn: str) -> None:
    assert not asks_whence_alone(turn)


@pytest.mark.parametrize("turn", ["no, I meant base", "sorry, senior", "wait, the RS"])
def test_who_names_something_else_puts_it_right(turn: str) -> None:
    assert puts_right(turn)


@pytest.mark.parametrize("turn", ["no, thank you", "sorry for bugging you", "and the RS?"])
def test_who_names_nothing_else_does_not(turn: str) -> None:
    assert not puts_right(turn)
