import pytest

from assistant.decisions import Trees
from assistant.decisions.clauses import clauses
from assistant.decisions.cues import facts_in
from assistant.decisions.doubts import doubted, is_anothers
from assistant.decisions.filling import recognised


def _told(turn: str) -> dict[str, bool | None]:
    """What is taken from a turn; None for what is open to doubt."""
    return {fact.name: None if fact.doubted else fact.holds for fact in facts_in(turn)}


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        pytest.param("We have a prototype.", {"prototype": True}, id="plain"),
        pytest.param("We kind of have a prototype.", {"prototype": None}, id="a hedge"),
        pytest.param("We have a prototype... ", {"prototype": None}, id="trailing off"),
        pytest.param("We have a prototype. Pff.", {"prototype": None}, id="a word thrown in"),
        pytest.param(
            "We have a prototype. Half of it got eaten by the dog.",
            {"prototype": None},
            id="what is not understood and points back",
        ),
        pytest.param(
            "We have a prototype. The office is in Graz.",
            {"prototype": True},
            id="what is not understood and points nowhere",
        ),
        pytest.param(
            "We have a prototype. Who should we hire?", {"prototype": True}, id="a question"
        ),
        pytest.param("Set prototype: yes", {"prototype": None}, id="an order"),
        pytest.param("prototype: yes on Mondays", {"prototype": None}, id="more than a label"),
        pytest.param("prototype: yes", {"prototype": True}, id="a label"),
        pytest.param(
            "We have a prototype but no customers.",
            {"prototype": True, "customers": False},
            id="a contrast that is understood",
        ),
        pytest.param(
            "We have a prototype but the cat walked over it.",
            {"prototype": None},
            id="a contrast that is not",
        ),
        pytest.param("The bakery has product-market fit.", {"fit": None}, id="another's"),
        pytest.param(
            "It's deployed. Sorry, it isn't deployed.", {"deployed": False}, id="set right"
        ),
        pytest.param(
            "We have no prototype. We have a prototype.", {"prototype": None}, id="said and denied"
        ),
    ],
)
def test_only_what_nothing_speaks_against_is_sure(turn: str, told: dict[str, bool | None]) -> None:
    assert _told(turn) == told


def test_a_hedge_reaches_its_sentence_and_a_past_its_clause() -> None:
    parts = clauses("Maybe, we have one, and we use it. We had one, and we use it now.")
    texts = [parts[at].text for at in sorted(doubted(parts, set(range(len(parts)))))]
    assert texts == ["Maybe", "we have one", "and we use it.", "We had one"]


@pytest.mark.parametrize(
    ("text", "words", "anothers"),
    [
        ("Siemens has a prototype", "prototype", True),
        ("Uber's models are in production", "in production", True),
        ("my professor would say you need research depth", "need research", True),
        ("our model is in production", "in production", False),
        ("prototype", "prototype", False),
        ("the bank pays and we have a prototype", "prototype", False),
    ],
)
def test_the_subject_tells_whose_it_is(text: str, words: str, anothers: bool) -> None:
    assert is_anothers(text, text.index(words)) == anothers


def test_what_comes_to_be_in_doubt_is_asked_again(trees: Trees) -> None:
    turns = ["We have a prototype. Who should we hire first?", "Maybe there is no prototype."]
    found = recognised(turns, trees)
    assert found
    assert (found.tree_id, found.answers) == ("first-hire", {})
